//! Certificates of the search, corrupted, and moved to questions that they do not answer.

use super::corrupt::{change, corrupt};
use crate::reach::oracle::cases::{Case, random_case, random_question};
use crate::reach::oracle::{is_route, route_exists};
use crate::reach::{Reacher, Verdict, recheck};
use mortarboard_model::testing::draws;
use mortarboard_model::{Id, PlanId};

fn answer(case: &Case) -> Verdict {
    let plans = case.school.graduation().plans.as_slice();
    let plan = PlanId::from_index(plans.iter().position(|plan| std::ptr::eq(plan, case.plan())).unwrap_or(0));
    Reacher::new(&case.school, plan, case.scene().schedule).reach(case.who(), case.scene())
}

fn accepted(case: &Case, verdict: &Verdict) -> bool {
    recheck(&case.school, case.plan(), case.who(), case.scene(), verdict).is_ok()
}

#[test]
fn corrupted_certificates_are_caught() {
    let (mut caught, mut all, mut proofs) = (0, 0, 0);
    for seed in 0..1000 {
        let case = random_case(&[seed, 3]);
        let verdict = answer(&case);
        assert!(accepted(&case, &verdict), "seed {seed}: {verdict:?}");
        let mut draw = draws(&[seed, 5]);
        for _ in 0..4 {
            let changed = match &verdict {
                Verdict::Reachable { route } => {
                    let mut route = route.clone();
                    change(&mut route, &mut draw);
                    if is_route(&case.school, case.plan(), case.who(), case.scene(), &route) {
                        continue;
                    }
                    Verdict::Reachable { route }
                }
                Verdict::Blocked { proof } => {
                    let mut proof = proof.clone();
                    if !corrupt(&mut proof, &mut draw) {
                        continue;
                    }
                    proofs += 1;
                    Verdict::Blocked { proof }
                }
                Verdict::Unknown { .. } => continue,
            };
            all += 1;
            caught += u32::from(!accepted(&case, &changed));
        }
    }
    assert!(all > 2000 && proofs > 1500, "{all} {proofs}");
    assert!(caught * 100 >= all * 99, "{caught} of {all}");
}

#[test]
fn no_certificate_serves_a_question_with_another_answer() {
    let (mut routes, mut proofs, mut served) = (0, 0, 0);
    for seed in 0..400 {
        let case = random_case(&[seed, 4]);
        let mut draw = draws(&[seed, 6]);
        let mut verdicts = vec![answer(&case)];
        if let Verdict::Blocked { proof } = &verdicts[0] {
            let mut proof = proof.clone();
            corrupt(&mut proof, &mut draw);
            verdicts.push(Verdict::Blocked { proof });
        }
        for _ in 0..4 {
            let other = random_question(case.school.clone(), &mut draw);
            for verdict in &verdicts {
                let accepted = accepted(&other, verdict);
                match verdict {
                    Verdict::Reachable { route } => {
                        assert_eq!(accepted, is_route(&other.school, other.plan(), other.who(), other.scene(), route), "seed {seed}");
                        routes += u32::from(!accepted);
                    }
                    Verdict::Blocked { proof } => {
                        let Some(exists) = route_exists(&other.school, other.plan(), other.who(), other.scene()) else { continue };
                        assert!(!(accepted && exists), "seed {seed}: {proof:?}");
                        proofs += u32::from(exists);
                    }
                    Verdict::Unknown { .. } => {}
                }
                served += u32::from(accepted);
            }
        }
    }
    assert!(routes > 150 && proofs > 100 && served > 300, "{routes} {proofs} {served}");
}
