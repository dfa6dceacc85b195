//! One proof of each kind, written by hand, and what is wrong with its neighbours.

use crate::reach::{Proof, Scene, Verdict, Who, recheck};
use mortarboard_model::graduation::raw::{RawEither, RawFilter, RawRequirement};
use mortarboard_model::raw::RawSchool;
use mortarboard_model::testing::{changed, text, texts};
use mortarboard_model::{Schedule, School, StudentId, testing};

/// The fixed school, in which `s12` misses two years of mathematics, with other requirements.
fn school(require: Option<Vec<RawRequirement>>, change: impl FnOnce(&mut RawSchool)) -> School {
    changed(testing::graduation(), |raw| {
        if let Some(require) = require {
            raw.plans[0].require = require;
        }
        change(raw);
    })
}

/// What the re-check says of a proof about `s12`.
fn said(school: &School, scene: Scene<'_>, proof: &Proof) -> Result<(), String> {
    let progress = &school.graduation().students[StudentId(1)];
    let who = Who { grade: 12, progress, away: &[] };
    let plan = &school.graduation().plans.as_slice()[0];
    recheck(school, plan, who, scene, &Verdict::Blocked { proof: proof.clone() }).map_err(|wrong| wrong.to_string())
}

fn right(school: &School, proof: &Proof) {
    assert_eq!(said(school, Scene::default(), proof), Ok(()));
}

fn refused(school: &School, proof: &Proof, because: &str) {
    let cause = said(school, Scene::default(), proof).expect_err("the proof is wrong");
    assert!(cause.contains(because), "{cause}");
}

fn cut(nodes: &[&str], supply: &[&str], steps: &[(u32, &str)]) -> Proof {
    let steps = steps.iter().map(|&(year, term)| (year, text(term))).collect();
    Proof::Cut { nodes: texts(nodes), supply: texts(supply), steps, retakes: Vec::new() }
}

fn part(id: &str) -> RawRequirement {
    RawRequirement { id: text(id), ..RawRequirement::default() }
}

fn tagged(id: &str, tag: &str, credits: u32) -> RawRequirement {
    RawRequirement { credits: Some(credits), from: vec![RawFilter { tag: vec![text(tag)], ..RawFilter::default() }], ..part(id) }
}

fn named(id: &str, course: &str) -> RawRequirement {
    RawRequirement { course: vec![text(course)], ..part(id) }
}

#[test]
fn a_cut_counts_courses_that_wait_for_one_another() {
    // GEO takes the whole year that is left, and ALG2 waits for it: no piece of ALG2, where 2 are asked for.
    let school = school(None, |_| ());
    right(&school, &cut(&["algebra-2"], &["ALG2"], &[]));
    // The other requirements may be listed too: the flow still falls short.
    right(&school, &cut(&["geometry", "algebra-2"], &["GEO", "ALG2"], &[]));
    refused(&school, &cut(&["geometry"], &["GEO"], &[]), "2 could still be had");
    refused(&school, &cut(&["geometry", "algebra-2"], &["ALG2"], &[]), "GEO is not listed");
    refused(&school, &cut(&["algebra-2", "algebra-2"], &["ALG2"], &[]), "listed twice");
    refused(&school, &cut(&["algebra-2"], &["ALG2", "ALG2"], &[]), "listed twice");
    refused(&school, &cut(&["algebra-2"], &["MUSIC"], &[]), "no course MUSIC");
    refused(&school, &cut(&["music"], &["ALG2"], &[]), "no requirement music");
    refused(&school, &cut(&["plan"], &["ALG2"], &[]), "does not ask for credit");
    refused(&school, &cut(&["algebra-2"], &["ALG2"], &[(1, "S1")]), "year 1 is none of the 1 years");
    refused(&school, &cut(&["algebra-2"], &["ALG2"], &[(0, "S3")]), "no term S3");
    refused(&school, &cut(&["algebra-2"], &["ALG2"], &[(0, "S1"), (0, "S1")]), "listed twice");
    refused(&school, &cut(&[], &[], &[]), "ask for 0 pieces");
}

#[test]
fn a_cut_counts_the_cells_of_a_year() {
    // 95 credits are asked for; s12 has 70: 10 each of ENG1, ENG2, ENG3, ALG1 and ART, 5 each of PE and
    // HEALTH make 60, and one year of three slots holds 30.
    let year = [(0, "S1"), (0, "S2")];
    let all = |credits| school(Some(vec![RawRequirement { credits: Some(credits), ..part("all") }]), |_| ());
    right(&all(95), &cut(&["all"], &[], &year));
    refused(&all(90), &cut(&["all"], &[], &year), "18 could still be had");
    refused(&all(95), &cut(&["all"], &[], &year[..1]), "possible in other terms");
}

#[test]
fn what_lies_behind_is_missed() {
    let exam = |by_grade| school(Some(vec![RawRequirement { exam: text("exam"), by_grade: Some(by_grade), ..part("exam") }]), |_| ());
    right(&exam(11), &Proof::Missed { node: text("exam") });
    refused(&exam(12), &Proof::Missed { node: text("exam") }, "can still be done");
    // PE was passed in both terms of grade 10; grade 12 is to come.
    let sport = |lowest, highest| {
        let from = vec![RawFilter { course: vec![text("PE")], ..RawFilter::default() }];
        school(Some(vec![RawRequirement { each_term: Some([lowest, highest]), from, ..part("sport") }]), |_| ())
    };
    right(&sport(9, 10), &Proof::Missed { node: text("sport") });
    refused(&sport(10, 10), &Proof::Missed { node: text("sport") }, "can still be done");
    // PE counts once for credit, but participation uses nothing up.
    refused(&sport(12, 12), &Proof::Missed { node: text("sport") }, "can still be done");
    refused(&school(None, |_| ()), &Proof::Missed { node: text("pe") }, "no exam, item or participation");
}

#[test]
fn an_average_that_stays_too_low() {
    let one_slot = |raw: &mut RawSchool| {
        raw.bell.retain(|bell| bell.slot == "1");
        raw.patterns.retain(|pattern| pattern.pattern.ends_with('1'));
    };
    // ENG1 B, ENG2 B, ENG3 C, and time for one course: ENG3 again for an A makes 333, ENG4 only 300.
    let english = |least| {
        let from = vec![RawFilter { tag: vec![text("english")], ..RawFilter::default() }];
        school(Some(vec![RawRequirement { average: Some(least), from, ..part("mean") }]), one_slot)
    };
    right(&english(334), &Proof::Average { node: text("mean") });
    refused(&english(333), &Proof::Average { node: text("mean") }, "can still be reached");
    // GEO was failed, but a pass replaces that: ALG1 D and GEO A.
    let math = |least| {
        let from = vec![RawFilter { tag: vec![text("math")], ..RawFilter::default() }];
        school(Some(vec![RawRequirement { average: Some(least), from, ..part("mean") }]), one_slot)
    };
    right(&math(251), &Proof::Average { node: text("mean") });
    refused(&math(250), &Proof::Average { node: text("mean") }, "can still be reached");
}

/// English and arts in a day in which two courses fit.
fn narrow() -> School {
    school(Some(vec![named("english", "ENG4"), named("geometry", "GEO"), named("band", "BAND")]), |raw| {
        raw.bell.retain(|bell| bell.slot != "3");
        raw.patterns.retain(|pattern| !pattern.pattern.ends_with('3'));
    })
}

fn branch(course: &str, not: Proof, at: Vec<(&[&str], Proof)>) -> Proof {
    let at = at.into_iter().map(|(terms, proof)| (vec![texts(terms)], proof)).collect();
    Proof::Branch { course: text(course), year: 0, not: Box::new(not), at }
}

#[test]
fn a_branch_has_a_case_for_each_set_of_terms() {
    let school = narrow();
    const YEAR: &[&str] = &["S1", "S2"];
    let none = |node: &str, course: &str| cut(&[node], &[course], &[]);
    // With English and geometry the two slots are full, and band is no longer possible.
    let inner = |last: Proof| branch("GEO", none("geometry", "GEO"), vec![(YEAR, last)]);
    let whole = |last: Proof| branch("ENG4", none("english", "ENG4"), vec![(YEAR, inner(last))]);
    right(&school, &whole(none("band", "BAND")));
    refused(&school, &whole(none("english", "ENG4")), "2 could still be had");
    refused(&school, &inner(none("band", "BAND")), "2 could still be had");
    refused(&school, &branch("ENG4", none("english", "ENG4"), vec![]), "a case is missing");
    refused(&school, &branch("ENG4", none("english", "ENG4"), vec![(&["S1"], none("band", "BAND"))]), "not possible");
    let twice = vec![(YEAR, inner(none("band", "BAND"))), (YEAR, inner(none("band", "BAND")))];
    refused(&school, &branch("ENG4", none("english", "ENG4"), twice), "repeats another");
    refused(&school, &branch("ENG4", none("band", "BAND"), vec![(YEAR, inner(none("band", "BAND")))]), "2 could still be had");
    let again = branch("ENG4", none("english", "ENG4"), vec![(YEAR, inner(none("band", "BAND")))]);
    refused(&school, &branch("ENG4", none("english", "ENG4"), vec![(YEAR, again)]), "assumed twice");
    // A third course does not fit beside the two, so that no set of terms is left for it.
    right(&school, &whole(branch("BAND", none("band", "BAND"), vec![])));
    let impossible = |course: &str, year| Proof::Impossible { course: text(course), year };
    refused(&school, &whole(impossible("GEO", 0)), "is still possible");
    refused(&school, &whole(impossible("BAND", 0)), "is not assumed");
    refused(&school, &whole(impossible("BAND", 7)), "is not assumed");
}

#[test]
fn a_take_assumed_may_turn_out_impossible() {
    // GEO is taken in the very same terms as ENG4, in a day of so many slots.
    let day = |slots: &'static [&str]| {
        school(Some(vec![named("geometry", "GEO")]), |raw| {
            (raw.prerequisites[0].kind, raw.prerequisites[0].any_of) = (text("same"), text("ENG4"));
            raw.bell.retain(|bell| slots.contains(&bell.slot.as_str()));
            raw.patterns.retain(|pattern| slots.contains(&&pattern.pattern[1..]));
        })
    };
    const YEAR: &[&str] = &["S1", "S2"];
    let impossible = Proof::Impossible { course: text("GEO"), year: 0 };
    let proof = branch("GEO", cut(&["geometry"], &["GEO"], &[]), vec![(YEAR, impossible)]);
    // In one slot there is no room for ENG4 beside it.
    right(&day(&["1"]), &proof);
    refused(&day(&["1", "2"]), &proof, "GEO in year 0 is still possible");
}

#[test]
fn courses_clash_where_all_their_sections_meet_at_once() {
    let school = school(Some(vec![named("english", "ENG4"), named("geometry", "GEO"), named("band", "BAND")]), |_| ());
    let place = |slots: [&str; 3]| {
        let courses = ["ENG4-1", "GEO-1", "BAND-1"];
        let places: Vec<_> = courses.into_iter().zip(slots).map(|(section, slot)| (section, slot, "", "")).collect();
        testing::schedule(&school, &places, &[]).unwrap()
    };
    let none = |node: &str, course: &str| cut(&[node], &[course], &[]);
    const YEAR: &[&str] = &["S1", "S2"];
    let both = |courses: &[&str]| {
        let clash = Proof::Clash { courses: texts(courses) };
        let inner = branch("GEO", none("geometry", "GEO"), vec![(YEAR, clash)]);
        branch("ENG4", none("english", "ENG4"), vec![(YEAR, inner)])
    };
    let says =
        |schedule: &Schedule, courses: &[&str]| said(&school, Scene { schedule: Some(schedule), ..Scene::default() }, &both(courses));
    let together = place(["Y1", "Y1", "Y2"]);
    assert_eq!(says(&together, &["ENG4", "GEO"]), Ok(()));
    assert!(says(&together, &["GEO", "ENG4"]).unwrap_err().contains("not sorted"));
    assert!(says(&together, &["ENG4"]).unwrap_err().contains("different times"));
    assert!(says(&together, &["BAND", "ENG4", "GEO"]).unwrap_err().contains("BAND is not assumed"));
    assert!(says(&together, &[]).unwrap_err().contains("different times"));
    assert!(says(&place(["Y1", "Y2", "Y2"]), &["ENG4", "GEO"]).unwrap_err().contains("different times"));
    // Without a schedule sections do not matter.
    refused(&school, &both(&["ENG4", "GEO"]), "no schedule");
}

#[test]
fn a_pick_has_a_case_for_as_many_parts_as_one_is_chosen_of() {
    let parts = vec![named("a", "GEO"), named("b", "ALG2"), named("c", "ALG2"), named("d", "PE")];
    let of = |at_least| {
        let choice = RawRequirement { some: parts.clone(), at_least: Some(at_least), ..part("some") };
        school(Some(vec![choice]), |_| ())
    };
    // ALG2 waits for GEO, for which alone there is time: two parts of four are out of reach.
    let (three, two) = (of(3), of(2));
    let late = |part: &str| cut(&[part], &["ALG2"], &[]);
    let case = |part: &str| (text(part), late(part));
    let pick = |cases| Proof::Pick { node: text("some"), cases };
    right(&three, &pick(vec![case("b"), case("c")]));
    right(&three, &pick(vec![case("c"), case("b")]));
    // With two parts to be chosen there must be cases for three.
    refused(&two, &pick(vec![case("b"), case("c")]), "needs cases for 3 of its parts, and has 2");
    refused(&three, &pick(vec![case("b")]), "needs cases for 2 of its parts, and has 1");
    refused(&three, &pick(vec![case("b"), case("b")]), "repeats another");
    refused(&three, &pick(vec![case("b"), (text("e"), late("b"))]), "is no open part");
    refused(&three, &pick(vec![case("b"), case("c"), (text("d"), late("b"))]), "b need not hold");
    refused(&three, &late("b"), "b need not hold");
    // A case is read with the parts before it left out; then no more are open than are to be chosen, and all are required.
    right(&three, &pick(vec![case("b"), (text("a"), late("c"))]));
    refused(&three, &pick(vec![(text("a"), late("c")), case("b")]), "c need not hold");
    let inner = pick(vec![case("c"), case("b")]);
    right(&three, &pick(vec![(text("a"), inner.clone()), case("b")]));
    refused(&three, &pick(vec![case("b"), (text("d"), inner)]), "leaves no choice");
    refused(&three, &Proof::Pick { node: text("plan"), cases: vec![] }, "leaves no choice");
}

#[test]
fn a_cut_counts_the_cheapest_parts_of_a_choice() {
    // ART on record and BAND give 2 pieces each, where the cheapest part asks for 4 and the two cheapest for 8.
    let parts = || vec![tagged("x", "arts", 20), tagged("y", "arts", 20), tagged("z", "arts", 30)];
    let of = |at_least| {
        let choice = RawRequirement { some: parts(), at_least: Some(at_least), ..part("some") };
        school(Some(vec![choice]), |_| ())
    };
    refused(&of(1), &cut(&["some"], &["BAND"], &[]), "ask for 4 pieces, and 4 could still be had");
    right(&of(2), &cut(&["some"], &["BAND"], &[]));
    // All parts of a choice of all are required by themselves.
    refused(&of(3), &cut(&["some"], &["BAND"], &[]), "does not ask for credit");
    right(&of(3), &cut(&["y", "z"], &["BAND"], &[]));
    refused(&of(2), &cut(&["some", "some"], &["BAND"], &[]), "listed twice");
    refused(&of(2), &cut(&["y", "z"], &["BAND"], &[]), "y need not hold");
}

#[test]
fn a_group_has_a_case_for_each_group() {
    // 20 credits of one group: a year is left, and English and mathematics would give 10 each.
    let require = RawRequirement { same_group: true, ..tagged("language", "language", 20) };
    let school = school(Some(vec![require]), |raw| {
        for listing in &mut raw.catalogue {
            let group = match listing.course.as_str() {
                "BAND" => "brass",
                "ENG4" => "words",
                _ => continue,
            };
            (listing.group, listing.tags) = (text(group), text("language"));
        }
    });
    let few = |course: &str| cut(&["language"], &[course], &[]);
    let case = |group: &str, course: &str| (text(group), few(course));
    let group = |cases| Proof::Group { node: text("language"), cases };
    right(&school, &group(vec![case("brass", "BAND"), case("words", "ENG4")]));
    refused(&school, &group(vec![case("brass", "BAND")]), "a case is missing");
    refused(&school, &group(vec![case("brass", "BAND"), case("brass", "BAND")]), "repeats another");
    refused(&school, &group(vec![case("wood", "BAND")]), "names a group of nothing");
    refused(&school, &cut(&["language"], &["BAND", "ENG4"], &[]), "4 could still be had");
    let nested = (text("brass"), group(vec![]));
    refused(&school, &group(vec![nested]), "assumed already");
}

#[test]
fn an_either_or_has_a_case_for_each_requirement() {
    // BAND may count as the one or as the other, and each wants 10 of arts beyond ART, which feeds one.
    let school = school(Some(vec![tagged("music", "arts", 10), tagged("show", "arts", 10)]), |raw| {
        let from = vec![RawFilter { tag: vec![text("arts")], ..RawFilter::default() }];
        raw.plans[0].either = vec![RawEither { from, requirements: texts(&["music", "show"]) }];
    });
    let case = |node: &str, short: &str| (text(node), cut(&[short], &["BAND"], &[]));
    let either = |at, cases| Proof::Either { either: at, cases };
    right(&school, &either(0, vec![case("music", "show"), case("show", "music")]));
    refused(&school, &either(0, vec![case("music", "music"), case("show", "music")]), "2 pieces, and 2");
    refused(&school, &either(0, vec![case("music", "show")]), "a case is missing");
    refused(&school, &either(0, vec![case("music", "show"), case("music", "show")]), "repeats another");
    refused(&school, &either(1, vec![case("music", "show"), case("show", "music")]), "no either-or");
    let nested = (text("music"), either(0, vec![]));
    refused(&school, &either(0, vec![nested]), "assumed twice");
    refused(&school, &cut(&["music", "show"], &["BAND"], &[]), "4 could still be had");
}
