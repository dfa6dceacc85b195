//! Assumptions, taken at their word.

use super::*;
use crate::reach::oracle::cases::{Case, numbers, random_question};
use crate::reach::oracle::{is_route, route_exists};
use crate::reach::{Reacher, certify, recheck_certificate};
use mortarboard_model::graduation::raw::RawOffering;
use mortarboard_model::raw::RawSchool;
use mortarboard_model::testing::{draws, random_graduation};
use mortarboard_model::{Id, PlanId, School};
use proptest::prelude::*;

/// A random school as the office writes it, and a question about it.
fn raw_case(numbers: &[u32]) -> (RawSchool, Case) {
    let mut draw = draws(numbers);
    let raw = random_graduation(&mut draw);
    let school = School::try_from(&raw).unwrap_or_else(|faults| panic!("{faults}"));
    (raw, random_question(school, &mut draw))
}

fn certified(case: &Case) -> Certificate {
    let plans = case.school.graduation().plans.as_slice();
    let plan = PlanId::from_index(plans.iter().position(|plan| std::ptr::eq(plan, case.plan())).unwrap_or(0));
    let verdict = Reacher::new(&case.school, plan, case.scene().schedule).reach(case.who(), case.scene());
    certify(&case.school, case.plan(), case.who(), case.scene(), verdict)
}

/// The question in a school whose table of offerings names every course in every later year: with the terms that are
/// said of it, or else those that are drawn.
fn offering(raw: &RawSchool, case: Case, said: impl Fn(&str, u32) -> Option<Vec<String>>, mut drawn: impl FnMut() -> String) -> Case {
    let mut raw = raw.clone();
    let own = raw.settings.year.unwrap_or(0);
    raw.offerings.clear();
    for course in raw.courses.iter().map(|course| course.course.clone()) {
        for year in 1..=4 {
            let terms = said(&course, year).map_or_else(&mut drawn, |terms| terms.join(";"));
            let terms = if terms.is_empty() { "none".to_owned() } else { terms };
            raw.offerings.push(RawOffering { course: course.clone(), year: own + year, terms });
        }
    }
    case.moved(School::try_from(&raw).unwrap_or_else(|faults| panic!("{faults}")))
}

fn said(certificate: &Certificate, course: &str, year: u32) -> Option<Vec<String>> {
    let one = certificate.assumptions.iter().find(|one| one.course == course && one.years.contains(&year));
    one.map(|one| one.terms.clone())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// Where later years offer what a route assumes and nothing else, it is a route. Where they offer all but what a proof
    /// rules out, enumeration finds no route.
    #[test]
    fn assumptions_suffice_whatever_else_is_offered(numbers in numbers()) {
        let (raw, case) = raw_case(&numbers);
        let certificate = certified(&case);
        let right = recheck_certificate(&case.school, case.plan(), case.who(), case.scene(), &certificate);
        prop_assert!(right.is_ok(), "{:?}\n{:?}", right, certificate);
        let says = |course: &str, year: u32| said(&certificate, course, year);
        match &certificate.verdict {
            Verdict::Reachable { route } => {
                let case = offering(&raw, case, says, String::new);
                prop_assert!(is_route(&case.school, case.plan(), case.who(), case.scene(), route), "{:?}", certificate);
                let right = recheck_certificate(&case.school, case.plan(), case.who(), case.scene(), &Certificate {
                    assumptions: certificate.assumptions.iter().map(|one| Assumption { basis: Basis::Listed, ..one.clone() }).collect(),
                    verdict: certificate.verdict.clone(),
                });
                prop_assert!(right.is_ok(), "{:?}", right);
            }
            Verdict::Blocked { .. } => {
                let mut draw = draws(&numbers);
                let widest = offering(&raw, raw_case(&numbers).1, says, || "all".to_owned());
                prop_assert_ne!(route_exists(&widest.school, widest.plan(), widest.who(), widest.scene()), Some(true), "{:?}", certificate);
                let other = offering(&raw, case, says, || ["all", "none", "S1"][draw(3) as usize].to_owned());
                prop_assert_ne!(route_exists(&other.school, other.plan(), other.who(), other.scene()), Some(true), "{:?}", certificate);
            }
            Verdict::Unknown { .. } => prop_assert!(false, "tiny schools are settled"),
        }
    }
}

/// A certificate is plain data: it survives being written and read.
#[test]
fn a_certificate_is_written_as_its_answer_with_the_assumptions_beside_it() {
    let certificate = certified(&raw_case(&[8, 9]).1);
    let text = serde_json::to_string(&certificate).expect("it can be written");
    assert!(text.starts_with("{\"verdict\":\"") && text.contains("\"assumptions\":["), "{text}");
    assert_eq!(serde_json::from_str::<Certificate>(&text).expect("it can be read"), certificate);
}

/// The law above is not empty: proofs with and without assumptions occur, and some assumption decides.
#[test]
fn assumptions_of_proofs_matter() {
    let (mut none, mut some, mut decisive) = (0, 0, 0);
    for seed in 0..1500 {
        let (raw, case) = raw_case(&[seed, 9]);
        let certificate = certified(&case);
        if !matches!(certificate.verdict, Verdict::Blocked { .. }) {
            continue;
        }
        if certificate.assumptions.is_empty() {
            none += 1;
            continue;
        }
        some += 1;
        let free = offering(&raw, case, |_, _| None, || "all".to_owned());
        decisive += u32::from(route_exists(&free.school, free.plan(), free.who(), free.scene()) == Some(true));
    }
    assert!(none > 100 && some > 40 && decisive > 20, "{none} {some} {decisive}");
}
