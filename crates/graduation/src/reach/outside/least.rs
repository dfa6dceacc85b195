//! The least credit from outside that does.

use super::{Beside, Extra, FromOutside, Less, Stop, everything, some};
use crate::reach::{Take, Verdict, Who};
use mortarboard_model::graduation::Beyond;
use mortarboard_model::{PlanId, School};

/// Most cases that are looked at.
const MOST: usize = 600;

/// Kinds and years, with what they cost.
type Priced = (u64, Vec<(usize, u32)>);

/// What is needed, and the route with it.
type Found = (Vec<Extra>, Vec<Take>);

fn measure(needs: &[Extra]) -> (usize, u64) {
    (needs.len(), needs.iter().map(|extra| u64::from(extra.cost)).sum())
}

/// All choices of so many kinds and years, each as often as one likes, with what they cost; none where they are too many.
fn choices(school: &School, open: &[(usize, u32)], count: usize) -> Option<Vec<Priced>> {
    let cost = |kind: usize| school.graduation().outside.get(kind).map_or(0, |outside| u64::from(outside.cost));
    let mut all: Vec<Priced> = vec![(0, Vec::new())];
    for _ in 0..count {
        let mut next = Vec::new();
        for (sum, chosen) in &all {
            for &one in open.iter().filter(|&&one| chosen.last().is_none_or(|&last| last <= one)) {
                next.push((sum + cost(one.0), [chosen.as_slice(), &[one]].concat()));
            }
            if next.len() > MOST {
                return None;
            }
        }
        all = next;
    }
    all.sort();
    Some(all)
}

/// Looks at fewer courses first, and then at lower costs.
pub(super) fn least(
    school: &School,
    plan: PlanId,
    (who, fixed): (Who<'_>, Option<&[Take]>),
    over: Option<&Stop>,
    open: &[(usize, u32)],
    mut best: Found,
) -> FromOutside {
    let mut proven = true;
    let mut cases = 0;
    let mut last: Vec<Less> = Vec::new();
    let mut own: Vec<Less> = Vec::new();
    let mut count = 0;
    while count <= best.0.len() && proven {
        let Some(choices) = choices(school, open, count) else {
            proven = false;
            break;
        };
        own = Vec::new();
        for (cost, chosen) in choices {
            if (count, cost) >= measure(&best.0) {
                break;
            }
            cases += 1;
            if cases > MOST {
                proven = false;
                break;
            }
            let beside = Beside::new(some(school, &chosen), who, fixed);
            match beside.ask(plan, over) {
                Verdict::Blocked { proof } => {
                    let open = chosen.iter().map(|&(kind, year)| (school.graduation().outside[kind].id.clone(), year)).collect();
                    own.push(Less { open, proof });
                }
                Verdict::Reachable { route } => {
                    let found = (beside.extras(school, &route), route);
                    // Small courses may be more than are meant: then this is no case that does, but none that is proven not to.
                    proven &= found.0.len() <= count;
                    if measure(&found.0) < measure(&best.0) {
                        best = (found.0, whole(school, &beside.beyond, open, found.1));
                    }
                }
                Verdict::Unknown { .. } => proven = false,
            }
        }
        if count < best.0.len() {
            last = std::mem::take(&mut own);
        }
        count += 1;
    }
    last.append(&mut own);
    let (needs, route) = best;
    FromOutside::Reachable { needs, route, least: proven.then_some(last) }
}

/// A route of a school with less of it, in the terms of the one with everything.
fn whole(school: &School, less: &Beyond, open: &[(usize, u32)], mut route: Vec<Take>) -> Vec<Take> {
    let all = everything(school, open);
    for take in &mut route {
        if let Some(terms) = less.outside(&take.terms).and_then(|kind| all.terms_of(kind)) {
            take.terms = terms.to_vec();
        }
    }
    route
}
