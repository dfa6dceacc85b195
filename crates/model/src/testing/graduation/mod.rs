//! Small schools with graduation plans.

mod granted;
mod plan;
mod random;

pub use random::random_graduation;

use crate::graduation::raw::{RawFilter, RawListing, RawPlan, RawPrerequisite, RawRecord, RawRequirement};
use crate::raw::{RawBell, RawCourse, RawPattern, RawRequest, RawSchool, RawStudent, RawTerm};
use crate::testing::text;

/// A tiny fixed school with a graduation plan, made to be changed by the test that uses it.
///
/// Terms `S1` and `S2`; one day, `Mon`, of slots `1`, `2`, `3`. Patterns `Y1` to `Y3` (group `year`) and `A1` to
/// `A3`, `B1` to `B3` (group `half`: a slot in `S1` or in `S2`). Year courses of 10 credits: `ALG1`, `GEO`, `ALG2`
/// (tag `math`, each the prerequisite of the next), `ENG1` to `ENG4` (tag `english`, likewise), `ART` (tag `arts`),
/// `BAND` (tag `arts`, counts four times). Semester courses of 5 credits: `PE`, `HEALTH`. One section each, of 5
/// seats; grades 9 to 12. The plan `diploma`, in pieces of 5, is everyone's: `english` 40, `algebra` (ALG1),
/// `geometry` (GEO), `algebra-2` (ALG2), `pe` (PE), `arts` 10, `electives` 20 of anything: 105 of the 120 credits
/// that four years hold.
///
/// `s10`, in grade 10, has passed ENG1, ALG1 and ART, and is on time. `s12`, in grade 12, has passed ENG1 to ENG3,
/// ALG1, PE, ART and HEALTH and failed GEO: GEO and ALG2 no longer fit one after the other.
///
/// ```
/// use mortarboard_model::{testing, PlanId, School, StudentId};
/// let school = School::try_from(testing::graduation()).unwrap();
/// assert_eq!(school.graduation().students[StudentId(1)].plans, [PlanId(0)]);
/// ```
pub fn graduation() -> RawSchool {
    let mut raw = RawSchool::default();
    raw.settings.name = text("graduation");
    raw.settings.default_patterns = vec![text("year")];
    raw.settings.year = Some(2026);
    raw.terms = ["S1", "S2"].map(|term| RawTerm { term: text(term) }).into();
    for (slot, start, end) in [("1", "08:30", "09:30"), ("2", "09:35", "10:35"), ("3", "10:40", "11:40")] {
        raw.bell.push(RawBell { day: text("Mon"), slot: text(slot), start: text(start), end: text(end) });
        for (name, group, term) in [("Y", "year", ""), ("A", "half", "S1:"), ("B", "half", "S2:")] {
            raw.patterns.push(RawPattern { pattern: format!("{name}{slot}"), group: text(group), cells: format!("{term}{slot}(*)") });
        }
    }
    for (course, tags, completions) in [
        ("ALG1", "math", 1),
        ("GEO", "math", 1),
        ("ALG2", "math", 1),
        ("ENG1", "english", 1),
        ("ENG2", "english", 1),
        ("ENG3", "english", 1),
        ("ENG4", "english", 1),
        ("ART", "arts", 1),
        ("BAND", "arts", 4),
        ("PE", "pe", 1),
        ("HEALTH", "health", 1),
    ] {
        let half = ["PE", "HEALTH"].contains(&course);
        raw.courses.push(RawCourse {
            course: text(course),
            title: text(course),
            subject: text(tags),
            credits: if half { 5 } else { 10 },
            max_seats: 5,
            sections: Some(1),
            patterns: text(if half { "half" } else { "" }),
            ..RawCourse::default()
        });
        raw.catalogue.push(RawListing { course: text(course), tags: text(tags), completions: Some(completions), ..RawListing::default() });
    }
    for (course, first) in [("GEO", "ALG1"), ("ALG2", "GEO"), ("ENG2", "ENG1"), ("ENG3", "ENG2"), ("ENG4", "ENG3")] {
        raw.prerequisites.push(RawPrerequisite { course: text(course), any_of: text(first), ..RawPrerequisite::default() });
    }
    raw.plans = vec![diploma()];
    for (student, grade) in [("s10", 10), ("s12", 12)] {
        raw.students.push(RawStudent { student: text(student), grade: Some(grade), ..RawStudent::default() });
    }
    for (student, course) in [("s10", "ENG2"), ("s10", "GEO"), ("s12", "ENG4"), ("s12", "GEO")] {
        raw.requests.push(RawRequest { student: text(student), course: text(course), priority: text("required"), ..RawRequest::default() });
    }
    for (student, course, grade, mark) in [
        ("s10", "ENG1", 9, "B"),
        ("s10", "ALG1", 9, "C"),
        ("s10", "ART", 9, "A"),
        ("s12", "ENG1", 9, "B"),
        ("s12", "ALG1", 10, "D"),
        ("s12", "ART", 9, "A"),
        ("s12", "ENG2", 10, "B"),
        ("s12", "PE", 10, "P"),
        ("s12", "HEALTH", 10, "B"),
        ("s12", "ENG3", 11, "C"),
        ("s12", "GEO", 11, "F"),
    ] {
        raw.transcripts.push(RawRecord {
            student: text(student),
            course: text(course),
            grade: Some(grade),
            mark: text(mark),
            ..RawRecord::default()
        });
    }
    raw
}

fn diploma() -> RawPlan {
    let part = |id: &str| RawRequirement { id: text(id), ..RawRequirement::default() };
    let tagged = |id: &str, tag: &str, credits| RawRequirement {
        credits: Some(credits),
        from: vec![RawFilter { tag: vec![text(tag)], ..RawFilter::default() }],
        ..part(id)
    };
    let named = |id: &str, course: &str| RawRequirement { course: vec![text(course)], ..part(id) };
    RawPlan {
        plan: text("diploma"),
        title: text("Diploma"),
        unit: Some(5),
        everyone: true,
        require: vec![
            tagged("english", "english", 40),
            named("algebra", "ALG1"),
            named("geometry", "GEO"),
            named("algebra-2", "ALG2"),
            named("pe", "PE"),
            tagged("arts", "arts", 10),
            RawRequirement { credits: Some(20), ..part("electives") },
        ],
        ..RawPlan::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::School;
    use crate::graduation::Asks;
    use crate::testing::draws;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn random_schools_with_plans_are_valid(numbers in proptest::collection::vec(any::<u32>(), 0..300)) {
            let raw = random_graduation(&mut draws(&numbers));
            let school = School::try_from(&raw).map_err(|faults| TestCaseError::fail(faults.to_string()))?;
            prop_assert!((3..=7).contains(&school.courses().len()));
            prop_assert!((1..=3).contains(&school.students().len()));
            prop_assert!(!school.graduation().plans.is_empty());
        }
    }

    #[test]
    fn the_fixed_school_is_valid() {
        let school = School::try_from(graduation()).unwrap_or_else(|faults| panic!("{faults}"));
        assert_eq!(school.graduation().plans.values().next().map(|plan| plan.nodes.len()), Some(8));
    }

    /// Everything that a search has to understand occurs often enough to be met by a few hundred draws.
    #[test]
    fn random_schools_have_everything() {
        let mut seen: std::collections::BTreeMap<&str, u32> = std::collections::BTreeMap::new();
        for number in 0..1000 {
            let raw = random_graduation(&mut draws(&[number]));
            let school = School::try_from(&raw).unwrap_or_else(|faults| panic!("{faults}"));
            let graduation = school.graduation();
            let mut here: BTreeSet<&str> = BTreeSet::new();
            let mut note = |what: &'static str, is: bool| {
                if is {
                    here.insert(what);
                }
            };
            for plan in graduation.plans.values() {
                note("caps", !plan.caps.is_empty());
                note("either", !plan.either.is_empty());
                note("validations", !plan.validations.is_empty());
                note("form", plan.form_of.is_some());
                note("lent group", !plan.lent_groups.is_empty());
                note("asked of a group", plan.nodes.values().any(|node| !node.groups.is_empty()));
                note("asked by year", plan.nodes.values().any(|node| node.entered_from.is_some() || node.entered_to.is_some()));
                note("not asked of a group", plan.nodes.values().any(|node| !node.not_groups.is_empty()));
                let mut filters: Vec<_> =
                    plan.caps.iter().map(|cap| &cap.from).chain(plan.either.iter().map(|either| &either.from)).collect();
                for (id, node) in plan.nodes.iter() {
                    match &node.asks {
                        Asks::All(_) => note("all", id.0 > 0),
                        Asks::Some(least, parts) => note(if *least == 1 { "any" } else { "some" }, !parts.is_empty()),
                        Asks::Credits(credits) => {
                            note("pool", credits.pool == "extra");
                            note("total", credits.pool == "total");
                            note("same group", credits.same_group);
                            note("validated", credits.validated && !plan.validations.is_empty());
                            note("substitutes", !credits.substitutes.is_empty());
                            filters.push(&credits.from);
                        }
                        Asks::EachTerm { .. } => note("each term", true),
                        Asks::Average { .. } => note("average", true),
                        Asks::Exam { .. } => note("exam", true),
                        Asks::Item { status, .. } => note(if *status { "status" } else { "item" }, true),
                    }
                }
                for any in filters.iter().flat_map(|filter| &filter.any) {
                    note("methods", !any.methods.is_empty());
                    note("not methods", !any.not_methods.is_empty());
                    note("grades", any.from_grade.is_some() || any.to_grade.is_some());
                    note("marks", any.min_points.is_some());
                    note("letter", any.letter);
                    note("before", !any.before.is_empty());
                }
            }
            for listing in graduation.listings.values() {
                note("completions", listing.completions > 1);
                note("catalogue", listing.course.is_none());
                note("offered", listing.offered.values().any(|terms| !terms.is_empty()));
                note("not offered", listing.offered.values().any(Vec::is_empty));
                note("grades of a course", listing.lowest_grade > 9 || listing.highest_grade < 12);
                for clause in &listing.prerequisites {
                    note("any of", clause.any_of.len() > 1);
                    note("least mark", clause.min_points.is_some());
                    note(["clause before", "clause with", "clause same"][clause.when as usize], true);
                }
            }
            for student in graduation.students.values() {
                note("waivers", !student.waivers.is_empty());
                note("year of entry", student.years_left.is_some());
                note("keep total", student.waivers.iter().any(|waiver| !waiver.keep_total));
                for one in &student.allowances {
                    note(["waiver in part", "agreement"][one.kind as usize], true);
                }
                for one in &student.substitutions {
                    let kind = [one.plan.is_some(), one.node.is_some()].iter().filter(|is| **is).count();
                    note(["substitution", "substitution in a plan", "substitution in a requirement"][kind], true);
                }
                note("scores", !student.scores.is_empty());
                for record in &student.records {
                    note(["passed", "in progress", "failed", "withdrawn"][record.ending as usize], true);
                    note("method", record.method != "classroom");
                    note("no points", record.points.is_none());
                }
            }
            note("no section", school.courses().values().any(|course| course.sections.is_empty()));
            note("several sections", school.courses().values().any(|course| course.sections.len() > 1));
            note("personas", !graduation.personas.is_empty());
            note("outside", !graduation.outside.is_empty());
            note("two terms", school.calendar().terms().len() > 1);
            for what in here {
                *seen.entry(what).or_default() += 1;
            }
        }
        let rare: Vec<_> = seen.iter().filter(|&(_, &count)| count < 30).collect();
        assert!(rare.is_empty(), "{rare:?}");
        assert_eq!(seen.len(), 57, "{seen:?}");
    }
}
