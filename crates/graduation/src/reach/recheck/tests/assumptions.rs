//! Assumptions that are missing, wrong or invented.

use crate::reach::oracle::cases::{Case, random_case};
use crate::reach::recheck::LARGE;
use crate::reach::{Assumption, Basis, Certificate, Offered, Proof, Reacher, Scene, Take, Verdict, Who, certify, recheck_certificate};
use mortarboard_model::graduation::raw::RawOffering;
use mortarboard_model::testing::{changed, draws};
use mortarboard_model::{Id, PlanId, School, StudentId, testing};

fn offering(course: &str, year: u32, terms: &str) -> RawOffering {
    RawOffering { course: course.to_owned(), year, terms: terms.to_owned() }
}

/// The fixed school, in which `s10` has this year and two more. ENG2 to ENG4 fill them, so ENG3 must be offered in the second. What is said of BAND does not matter.
fn without_english() -> School {
    changed(testing::graduation(), |raw| {
        raw.offerings = vec![offering("ENG3", 2027, "none"), offering("BAND", 2027, "S1"), offering("ENG4", 2028, "all")]
    })
}

fn s10(school: &School) -> Who<'_> {
    Who { grade: 10, progress: &school.graduation().students[StudentId(0)], away: &[] }
}

fn certified(school: &School) -> Certificate {
    let (who, scene) = (s10(school), Scene::default());
    let verdict = Reacher::new(school, PlanId(0), None).reach(who, scene);
    certify(school, &school.graduation().plans[PlanId(0)], who, scene, verdict)
}

fn said(school: &School, certificate: &Certificate) -> Result<(), String> {
    let plan = &school.graduation().plans[PlanId(0)];
    recheck_certificate(school, plan, s10(school), Scene::default(), certificate).map_err(|wrong| wrong.to_string())
}

fn assumption(course: &str, years: &[u32], offered: Offered, terms: &[&str], basis: Basis) -> Assumption {
    let terms = terms.iter().map(|term| (*term).to_owned()).collect();
    Assumption { course: course.to_owned(), years: years.to_vec(), offered, terms, basis }
}

/// Changes the assumptions of a certificate, and looks for a part of what the re-check says.
fn refused(school: &School, certificate: &Certificate, because: &str, change: impl FnOnce(&mut Vec<Assumption>)) {
    let mut changed = certificate.clone();
    change(&mut changed.assumptions);
    let cause = said(school, &changed).expect_err("the assumptions are wrong");
    assert!(cause.contains(because), "{cause}");
}

#[test]
fn a_proof_names_what_must_not_be_offered() {
    let school = without_english();
    let certificate = certified(&school);
    assert!(matches!(certificate.verdict, Verdict::Blocked { .. }));
    assert_eq!(certificate.assumptions, [assumption("ENG3", &[1], Offered::AtMost, &[], Basis::Listed)]);
    assert_eq!(certificate.sentences(&school), ["Assumes that in 2027-28 ENG3 is not offered, as the table of offerings says."]);
    assert_eq!(said(&school, &certificate), Ok(()));
    let wrong = |because: &str, change: &dyn Fn(&mut Vec<Assumption>)| refused(&school, &certificate, because, change);
    wrong("under the assumptions named", &|all| all.clear());
    wrong("no such course", &|all| all[0].course.push('?'));
    wrong("a term that the calendar does not have", &|all| all[0].terms = vec!["S3".to_owned()]);
    wrong("not in the order of the calendar", &|all| all[0].terms = vec!["S2".to_owned(), "S1".to_owned()]);
    wrong("not what the school offers then", &|all| all[0].terms = vec!["S1".to_owned()]);
    wrong("so that it need not be as this year", &|all| all[0].basis = Basis::AsThisYear);
    wrong("the table of offerings says nothing of ENG3 in year 2", &|all| all[0].years = vec![2]);
    wrong("missing or not in order", &|all| all[0].years.clear());
    wrong("missing or not in order", &|all| all[0].years = vec![1, 1]);
    wrong("none of the later years left", &|all| all[0].years = vec![0]);
    wrong("none of the later years left", &|all| all[0].years = vec![1, 3]);
    wrong("a proof assumes that courses are not offered", &|all| all[0].offered = Offered::AtLeast);
    wrong("is said twice", &|all| all.push(all[0].clone()));
    // So in the school, but not what the proof rests on.
    let band = assumption("BAND", &[1], Offered::AtMost, &["S1"], Basis::Listed);
    wrong("does not need what is assumed on BAND in year 1", &|all| all.push(band.clone()));
    let all_year = assumption("ENG4", &[2], Offered::AtMost, &["S1", "S2"], Basis::Listed);
    wrong("and says nothing", &|all| all.push(all_year.clone()));
    let invented = assumption("ALG2", &[1], Offered::AtMost, &[], Basis::AsThisYear);
    wrong("not what the school offers then", &|all| all.push(invented.clone()));
}

#[test]
fn a_proof_that_counts_time_alone_assumes_nothing() {
    // 200 credits: 30 are passed, and three years of three courses hold 90 more, whatever they offer.
    let school = changed(testing::graduation(), |raw| {
        raw.plans[0].require.retain(|require| require.id == "electives");
        raw.plans[0].require[0].credits = Some(200);
        raw.offerings = vec![offering("BAND", 2027, "none"), offering("ENG3", 2028, "none")];
    });
    let certificate = certified(&school);
    assert!(matches!(certificate.verdict, Verdict::Blocked { .. }));
    assert_eq!(certificate.assumptions, []);
    assert_eq!(said(&school, &certificate), Ok(()));
}

/// The same proof under every choice of when some courses are taken that have nothing to do with it.
fn spread(proof: &Proof, courses: &[(&str, u32, &[&[&str]])]) -> Proof {
    let [(course, year, sets), rest @ ..] = courses else { return proof.clone() };
    let case = |terms: &&[&str]| (vec![terms.iter().map(|term| (*term).to_owned()).collect()], spread(proof, rest));
    let at = sets.iter().map(case).collect();
    Proof::Branch { course: (*course).to_owned(), year: *year, not: Box::new(spread(proof, rest)), at }
}

#[test]
fn of_large_proofs_not_every_assumption_need_decide() {
    const HALF: &[&[&str]] = &[&["S1"], &["S2"]];
    const YEAR: &[&[&str]] = &[&["S1", "S2"]];
    let school = without_english();
    let Certificate { verdict: Verdict::Blocked { proof }, .. } = certified(&school) else { panic!("ENG3 comes too late") };
    let proof = spread(&proof, &[("BAND", 0, YEAR), ("BAND", 2, YEAR), ("GEO", 1, YEAR), ("PE", 0, HALF), ("HEALTH", 0, HALF)]);
    assert!(proof.steps().len() > LARGE);
    let plan = &school.graduation().plans[PlanId(0)];
    let mut certificate = certify(&school, plan, s10(&school), Scene::default(), Verdict::Blocked { proof });
    assert_eq!(certificate.assumptions, [assumption("ENG3", &[1], Offered::AtMost, &[], Basis::Listed)]);
    assert_eq!(said(&school, &certificate), Ok(()));
    // One too many is let pass in a proof of this size, one too few is not.
    certificate.assumptions.push(assumption("BAND", &[1], Offered::AtMost, &["S1"], Basis::Listed));
    assert_eq!(said(&school, &certificate), Ok(()));
    refused(&school, &certificate, "under the assumptions named", |all| drop(all.remove(0)));
}

#[test]
fn a_route_names_what_must_be_offered() {
    let school = changed(testing::graduation(), |raw| raw.offerings = vec![offering("ENG3", 2027, "all")]);
    let certificate = certified(&school);
    assert_eq!(said(&school, &certificate), Ok(()));
    let Verdict::Reachable { route } = &certificate.verdict else { panic!("{certificate:?}") };
    let later: usize = certificate.assumptions.iter().map(|one| one.years.len()).sum();
    assert_eq!(later, route.iter().filter(|take| take.year > 0).count());
    let english = |all: &[Assumption]| all.iter().position(|one| one.course == "ENG3").expect("it is taken next year");
    let at = english(&certificate.assumptions);
    assert_eq!(certificate.assumptions[at], assumption("ENG3", &[1], Offered::AtLeast, &["S1", "S2"], Basis::Listed));
    let wrong = |because: &str, change: &dyn Fn(&mut Vec<Assumption>)| refused(&school, &certificate, because, change);
    let none = "takes ENG3 in year 1, and it is not assumed";
    wrong(none, &|all| drop(all.remove(at)));
    wrong(none, &|all| drop(all[at].terms.pop()));
    wrong("the table of offerings says nothing", &|all| all[at].years = vec![2]);
    wrong("so that it need not be as this year", &|all| all[at].basis = Basis::AsThisYear);
    wrong("a route assumes that courses are offered", &|all| all[at].offered = Offered::AtMost);
    wrong("is said twice", &|all| all.push(all[at].clone()));
    let idle = assumption("ALG1", &[1], Offered::AtLeast, &["S1", "S2"], Basis::AsThisYear);
    wrong("an offering of ALG1 in year 1 is assumed, and the route does not take it then", &|all| all.push(idle.clone()));
    // What the school does not offer can't be assumed, even where the route would take it.
    let other = self::changed(testing::graduation(), |raw| raw.offerings = vec![offering("ENG3", 2027, "none")]);
    let cause = said(&other, &certificate).expect_err("ENG3 is not offered");
    assert!(cause.contains("not what the school offers then"), "{cause}");
    let take = |course: &str, year| Take { course: course.to_owned(), year, terms: vec!["S1".to_owned()], section: None };
    let unknown = Certificate { verdict: Verdict::Reachable { route: vec![take("MUSIC", 1)] }, assumptions: Vec::new() };
    assert!(said(&school, &unknown).is_err());
}

#[test]
fn no_claim_assumes_nothing() {
    let school = without_english();
    let mut certificate = Certificate { verdict: Verdict::Unknown { cases: 1 }, assumptions: Vec::new() };
    assert_eq!(said(&school, &certificate), Ok(()));
    certificate.assumptions = certified(&school).assumptions;
    assert!(said(&school, &certificate).is_err());
}

/// Breaks one assumption, or invents one. False where there is none to break.
pub(super) fn corrupt(case: &Case, all: &mut Vec<Assumption>, draw: &mut dyn FnMut(u32) -> u32) -> bool {
    let at = draw(all.len() as u32) as usize;
    match (draw(9), all.get_mut(at)) {
        (0, Some(_)) => drop(all.remove(at)),
        (1, Some(one)) => one.years[0] += 1 + draw(3),
        (2, Some(one)) => {
            one.basis = if one.basis == Basis::Listed { Basis::AsThisYear } else { Basis::Listed };
        }
        (3, Some(one)) => {
            one.offered = if one.offered == Offered::AtMost { Offered::AtLeast } else { Offered::AtMost };
        }
        (4, Some(one)) => one.terms = if one.terms.is_empty() { vec!["S1".to_owned()] } else { Vec::new() },
        (5, Some(one)) => one.course.push('?'),
        (6, Some(one)) => one.years.push(9),
        (7, Some(one)) => {
            let twice = one.clone();
            all.push(twice);
        }
        (8, Some(one)) => {
            let (mut other, courses) = (one.clone(), case.school.courses());
            other.course = courses.as_slice()[draw(courses.len() as u32) as usize].id.clone();
            all.push(other);
        }
        _ => return false,
    }
    true
}

#[test]
fn corrupted_assumptions_are_caught() {
    let (mut routes, mut proofs, mut caught) = (0, 0, 0);
    for seed in 0..1500 {
        let case = random_case(&[seed, 11]);
        let plans = case.school.graduation().plans.as_slice();
        let plan = PlanId::from_index(plans.iter().position(|plan| std::ptr::eq(plan, case.plan())).unwrap_or(0));
        let verdict = Reacher::new(&case.school, plan, case.scene().schedule).reach(case.who(), case.scene());
        let certificate = certify(&case.school, case.plan(), case.who(), case.scene(), verdict);
        let mut draw = draws(&[seed, 12]);
        for _ in 0..4 {
            let mut changed = certificate.clone();
            if !corrupt(&case, &mut changed.assumptions, &mut draw) || changed == certificate {
                continue;
            }
            *if matches!(changed.verdict, Verdict::Blocked { .. }) { &mut proofs } else { &mut routes } += 1;
            let wrong = recheck_certificate(&case.school, case.plan(), case.who(), case.scene(), &changed);
            caught += u32::from(wrong.is_err());
        }
    }
    assert!(routes > 300 && proofs > 200, "{routes} {proofs}");
    assert_eq!(caught, routes + proofs);
}
