//! Each rule by itself: there are schools in which it costs something, and a search without any exact solver keeps it there.

use mortarboard_core::{Options, solve};
use mortarboard_model::rule::{Mode, Rules, standard};
use mortarboard_model::score::Score;
use mortarboard_testkit::{Brute, brute_force_within, trimmed_school};
use std::collections::BTreeMap;

/// Schools drawn at most.
const DRAWN: u32 = 20_000;
/// Schools in which each rule must have cost something.
const EACH: u32 = 2;
/// Schedules looked at for one school.
const BUDGET: u64 = 1_500;
/// Units of work of a search.
const WORK: u64 = 300;
/// Whoever breaks it breaks another rule as well: a course with a shape allows no other patterns than those derived from it.
const NEVER_ALONE: &str = "block-lengths";

#[test]
fn without_a_rule_some_school_has_a_better_schedule_and_the_search_keeps_it_there() {
    let slugs = || standard().into_iter().map(|rule| rule.card().slug).filter(|slug| *slug != NEVER_ALONE);
    let mut seen: BTreeMap<&str, u32> = slugs().map(|slug| (slug, 0)).collect();
    let mut searched = 0;
    for seed in 0..DRAWN {
        let wanted: Vec<&str> = seen.iter().filter(|(_, count)| **count < EACH).map(|(slug, _)| *slug).collect();
        if wanted.is_empty() {
            break;
        }
        let Some(school) = trimmed_school(&[seed]) else { continue };
        let rules = Rules::of(&school);
        let best = |rules: &Rules| match brute_force_within(&school, rules, BUDGET) {
            Brute::Best { score, .. } => Some(Some(score)),
            Brute::Nothing => Some(None),
            Brute::TooLarge => None,
        };
        let worth = |score: Option<Score>| score.map(|score| score.key(school.objective()));
        let Some(with) = best(&rules) else { continue };
        for slug in wanted {
            // A rule in several modes is left out as a whole.
            let Some((rule, _)) = rules.get(slug).filter(|(_, mode)| *mode != Mode::Report) else { continue };
            let Some(without) = best(&rules.clone().without(slug)) else { continue };
            // Where no schedule keeps all rules there is none to be found; and with a rule goes what it gains.
            if with.is_none() || worth(without) <= worth(with) {
                continue;
            }
            *seen.entry(slug).or_default() += 1;
            let mut options = Options::default();
            (options.time, options.work, options.threads) = (None, Some(WORK), 1);
            let found = solve(&school, &rules, &options, &|_| {});
            if let Some(solved) = found.solved() {
                searched += 1;
                let hard = rules.iter().any(|(rule, mode)| rule.card().slug == slug && mode == Mode::Hard);
                let findings = rule.check(&school, &solved.schedule);
                assert!(
                    !hard || findings.is_empty() || rules.iter().filter(|(rule, _)| rule.card().slug == slug).count() > 1,
                    "{seed} {slug}: {findings:?}"
                );
                assert!(worth(Some(solved.score)) <= worth(with), "{seed} {slug}: worth more than the best that there is");
            }
        }
    }
    assert!(seen.values().all(|count| *count >= EACH), "{seen:?}");
    assert!(searched > 25, "{searched}");
}
