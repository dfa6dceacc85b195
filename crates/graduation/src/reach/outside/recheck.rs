//! Reads again what is said about credit from outside.

use super::{Beside, Extra, FromOutside, Less, everything, open, some};
use crate::reach::{Take, Verdict, Who, Wrong, recheck};
use mortarboard_model::{PlanId, School};
use std::collections::BTreeMap;

/// Choices beyond which the least is not read.
const MOST: usize = 100_000;

/// Checks what is said about credit from outside: the route or proof as [`recheck`] does, what is needed against the route,
/// and every smaller choice against the proofs that there is no route with it.
///
/// # Errors
/// The first thing that is wrong.
///
/// ```
/// use mortarboard_graduation::reach::{FromOutside, Who, recheck_outside};
/// use mortarboard_model::{PlanId, School, StudentId, testing};
/// let mut raw = testing::graduation();
/// raw.outside = vec![serde_json::from_str(r#"{"outside": "online", "most_credits": 10}"#).unwrap()];
/// let school = School::try_from(raw).unwrap();
/// let who = Who { grade: 12, progress: &school.graduation().students[StudentId(1)], away: &[] };
/// let nothing = FromOutside::Reachable { needs: Vec::new(), route: Vec::new(), least: None };
/// assert!(recheck_outside(&school, PlanId(0), who, None, &nothing).is_err());
/// ```
pub fn recheck_outside(school: &School, plan: PlanId, who: Who<'_>, fixed: Option<&[Take]>, answer: &FromOutside) -> Result<(), Wrong> {
    let open = open(school, who);
    let all = Beside::new(everything(school, &open), who, fixed);
    match answer {
        FromOutside::Unknown { .. } => Ok(()),
        FromOutside::Blocked { proof } => read(&all, plan, Verdict::Blocked { proof: proof.clone() }),
        FromOutside::Reachable { needs, route, least } => {
            read(&all, plan, Verdict::Reachable { route: route.clone() })?;
            if all.extras(school, route) != *needs {
                return Err(Wrong("what is needed from outside is not what the route takes there".to_owned()));
            }
            least.as_ref().map_or(Ok(()), |less| smaller(school, plan, (who, fixed), &open, needs, less))
        }
    }
}

fn read(beside: &Beside<'_>, plan: PlanId, verdict: Verdict) -> Result<(), Wrong> {
    let Some(own) = beside.beyond.school.graduation().plans.get(plan) else { return Err(Wrong("the school has no such plan".to_owned())) };
    recheck(&beside.beyond.school, own, beside.who(), beside.scene(), &verdict)
}

/// How often each kind and year is chosen.
type Chosen = BTreeMap<(usize, u32), u32>;

/// Every smaller choice lies within one that leaves no route.
fn smaller(
    school: &School,
    plan: PlanId,
    (who, fixed): (Who<'_>, Option<&[Take]>),
    open: &[(usize, u32)],
    needs: &[Extra],
    less: &[Less],
) -> Result<(), Wrong> {
    let kinds = &school.graduation().outside;
    let mut blocked: Vec<Chosen> = Vec::new();
    for one in less {
        let mut chosen = Chosen::new();
        for (kind, year) in &one.open {
            let Some(kind) = kinds.iter().position(|known| known.id == *kind) else {
                return Err(Wrong(format!("there is no credit from outside called {kind}")));
            };
            *chosen.entry((kind, *year)).or_default() += 1;
        }
        let list: Vec<(usize, u32)> = chosen.iter().flat_map(|(&one, &count)| std::iter::repeat_n(one, count as usize)).collect();
        let beside = Beside::new(some(school, &list), who, fixed);
        read(&beside, plan, Verdict::Blocked { proof: one.proof.clone() })?;
        blocked.push(chosen);
    }
    let cost: u64 = needs.iter().map(|extra| u64::from(extra.cost)).sum();
    let price = |chosen: &Chosen| chosen.iter().map(|(&(kind, _), &count)| u64::from(kinds[kind].cost) * u64::from(count)).sum::<u64>();
    let within =
        |chosen: &Chosen| blocked.iter().any(|all| chosen.iter().all(|(one, count)| all.get(one).is_some_and(|most| most >= count)));
    let mut waiting: Vec<(usize, Chosen)> = vec![(0, Chosen::new())];
    let mut seen = 0;
    for count in 0..=needs.len() {
        // What is cheaper with as many courses is smaller too; fewer courses lie within one more of them, if any is open.
        let last = count + 1 >= needs.len();
        for (_, chosen) in waiting.iter().filter(|_| last) {
            if (count < needs.len() || price(chosen) < cost) && !within(chosen) {
                return Err(Wrong("some smaller choice of credit from outside is not proven to leave no route".to_owned()));
            }
        }
        let mut next = Vec::new();
        for (from, chosen) in &waiting {
            for (at, one) in open.iter().enumerate().skip(*from) {
                let mut chosen = chosen.clone();
                *chosen.entry(*one).or_default() += 1;
                next.push((at, chosen));
                seen += 1;
                if seen > MOST {
                    return Err(Wrong("there are too many smaller choices of credit from outside to be read".to_owned()));
                }
            }
        }
        waiting = next;
    }
    Ok(())
}
