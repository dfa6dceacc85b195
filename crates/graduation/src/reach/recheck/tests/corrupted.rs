//! Certificates of all answers, corrupted by the thousand: none is accepted that claims more than is true.

use super::assumptions;
use super::corrupt::{change, corrupt, forged, guessed, shuffle};
use crate::reach::oracle::cases::{Case, random_case};
use crate::reach::oracle::{is_route, route_exists};
use crate::reach::outside::tests::corrupted::LEAST as OUTSIDE;
use crate::reach::{Assumption, Certificate, Offered, Reacher, Verdict, certify, recheck_certificate};
use mortarboard_model::testing::draws;
use mortarboard_model::{Id, ListingId, PlanId};

/// Corrupted certificates at the least that say when at school, and those that say not at all.
const AT_SCHOOL: u32 = 4_000;
const NOT_AT_ALL: u32 = 5_700;
/// Ten thousand in every run, with those of credit from outside.
const _: () = assert!(AT_SCHOOL + NOT_AT_ALL + OUTSIDE >= 10_000);

/// What becomes of corrupted certificates.
#[derive(Debug, Default)]
struct Count {
    made: u32,
    refused: u32,
    /// Accepted, and true all the same.
    true_still: u32,
    /// Accepted, and too large to be told.
    untold: u32,
}

fn corrupted(case: &Case, id: PlanId, certificate: &Certificate, draw: &mut dyn FnMut(u32) -> u32) -> Certificate {
    let (school, plan, who, scene) = (&case.school, case.plan(), case.who(), case.scene());
    let mut changed = certificate.clone();
    match (draw(6), &mut changed.verdict) {
        (0, _) => drop(assumptions::corrupt(case, &mut changed.assumptions, draw)),
        (1, Verdict::Reachable { .. }) => changed.verdict = Verdict::Blocked { proof: forged(school, (plan, id), who, scene, draw) },
        (1, Verdict::Blocked { .. }) => changed.verdict = Verdict::Reachable { route: guessed(case, draw) },
        (2, Verdict::Blocked { proof }) => *proof = forged(school, (plan, id), who, scene, draw),
        (3, Verdict::Blocked { proof }) => shuffle(proof, draw),
        (_, Verdict::Blocked { proof }) => drop(corrupt(proof, draw)),
        (_, Verdict::Reachable { route }) => (0..1 + draw(2)).for_each(|_| change(route, draw)),
        (_, Verdict::Unknown { .. }) => {}
    }
    // Mostly it assumes what goes with what it says.
    if changed.verdict != certificate.verdict && draw(4) > 0 {
        changed = certify(school, plan, who, scene, changed.verdict);
    }
    changed
}

/// Whether the school offers what is assumed, and no more where it is assumed that there is no more.
fn is_so(case: &Case, one: &Assumption) -> bool {
    let Some(course) = case.school.find_course(&one.course) else { return false };
    let (found, listing) = (&case.school.courses()[course], &case.school.graduation().listings[ListingId(course.0)]);
    let terms = case.school.calendar().terms();
    one.years.iter().all(|year| {
        let offered: Vec<&String> = match listing.offered.get(year) {
            Some(offered) => offered.iter().map(|&term| &terms[term]).collect(),
            None if found.sections.is_empty() => Vec::new(),
            None => terms.values().collect(),
        };
        let in_them = |cells: &[mortarboard_model::CellId], among: &dyn Fn(&String) -> bool| {
            cells.iter().all(|&cell| among(&terms[case.school.calendar().cells()[cell].term]))
        };
        let mut patterns = found.patterns.iter().map(|&pattern| case.school.patterns()[pattern].cells.as_slice());
        match one.offered {
            Offered::AtLeast => one.terms.iter().all(|term| offered.contains(&term)),
            Offered::AtMost => {
                patterns.all(|cells| !in_them(cells, &|term| offered.contains(&term)) || in_them(cells, &|term| one.terms.contains(term)))
            }
        }
    })
}

/// Whether what a certificate says is so, as plain enumeration has it; nothing where that is too much.
fn is_true(case: &Case, certificate: &Certificate) -> Option<bool> {
    if !certificate.assumptions.iter().all(|one| is_so(case, one)) {
        return Some(false);
    }
    let (school, plan, who, scene) = (&case.school, case.plan(), case.who(), case.scene());
    match &certificate.verdict {
        Verdict::Reachable { route } => Some(is_route(school, plan, who, scene, route)),
        Verdict::Blocked { .. } => route_exists(school, plan, who, scene).map(|exists| !exists),
        Verdict::Unknown { .. } => Some(true),
    }
}

#[test]
fn of_ten_thousand_corrupted_certificates_none_claims_more_than_is_true() {
    let (mut at_school, mut not_at_all) = (Count::default(), Count::default());
    for seed in 0..3600 {
        let case = random_case(&[seed, 31]);
        let plans = case.school.graduation().plans.as_slice();
        let id = PlanId::from_index(plans.iter().position(|plan| std::ptr::eq(plan, case.plan())).unwrap());
        let verdict = Reacher::new(&case.school, id, case.scene().schedule).reach(case.who(), case.scene());
        let certificate = certify(&case.school, case.plan(), case.who(), case.scene(), verdict);
        let mut draw = draws(&[seed, 32]);
        for _ in 0..5 {
            let changed = corrupted(&case, id, &certificate, &mut draw);
            if changed == certificate {
                continue;
            }
            let count = match certificate.verdict {
                Verdict::Reachable { .. } => &mut at_school,
                _ => &mut not_at_all,
            };
            count.made += 1;
            if recheck_certificate(&case.school, case.plan(), case.who(), case.scene(), &changed).is_err() {
                count.refused += 1;
                continue;
            }
            match is_true(&case, &changed) {
                Some(true) => count.true_still += 1,
                None => count.untold += 1,
                Some(false) => panic!("seed {seed}: {changed:?} is accepted in place of {certificate:?}"),
            }
        }
    }
    for (count, least) in [(&at_school, AT_SCHOOL), (&not_at_all, NOT_AT_ALL)] {
        assert!(count.made >= least, "{at_school:?} {not_at_all:?}");
        assert!(count.refused * 10 >= count.made * 8 && count.untold * 100 <= count.made, "{at_school:?} {not_at_all:?}");
    }
}
