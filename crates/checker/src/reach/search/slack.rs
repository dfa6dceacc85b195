//! How much credit a student can still do without.

use super::pool::Pool;
use super::reacher::Reacher;
use super::state::State;
use super::times::wide;
use crate::reach::{Scene, Who};
use serde::{Deserialize, Serialize};

/// Credit to spare until graduation; negative when it is lacking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slack {
    /// Pieces of the plan's unit.
    pub pieces: i64,
    /// The same in credits.
    pub credits: i64,
}

impl Reacher<'_> {
    /// The credit that a student could still fail to earn, if only the number of periods mattered: the least over
    /// all pools of what the open cells of all steps can hold, less what records leave to be earned. Where a
    /// requirement leaves a choice, the cheapest parts are meant. None for a plan that asks for no credit or that
    /// is beyond what the search supports.
    ///
    /// ```
    /// use mortarboard_checker::reach::{Reacher, Scene, Who};
    /// use mortarboard_model::{PlanId, School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let reacher = Reacher::new(&school, PlanId(0), None);
    /// // Four years of three year courses hold 120 credits; the plan asks for 105.
    /// let who = Who { grade: 9, progress: &Default::default(), away: &[] };
    /// let slack = reacher.slack(who, Scene::default()).unwrap();
    /// assert_eq!((slack.pieces, slack.credits), (3, 15));
    /// ```
    pub fn slack(&self, who: Who<'_>, scene: Scene<'_>) -> Option<Slack> {
        self.with(who, scene, |standing, search| {
            let mut state = State::root(standing);
            // Without assumptions nothing can be lost that was possible.
            state.settle().ok()?;
            let mut required = state.required();
            if !required.open.is_empty() {
                let mut guessed = state.clone();
                if guessed.guess(&mut required) {
                    state = guessed;
                } else {
                    required = state.required();
                }
            }
            let needs = standing.tables.needs;
            let caps = search.bound.limits(&state);
            let mut least: Option<i64> = None;
            for feeds in &needs.pools {
                let leaves =
                    wide(required.leaves).filter(|&leaf| needs.leaves[leaf].feeds & feeds != 0).fold(0, |all, leaf| all | 1 << leaf);
                if leaves == 0 {
                    continue;
                }
                let mut pool = Pool::default();
                pool.fill(&state, leaves, &caps);
                let lacking: i64 = pool.lacking().map(|(_, lack)| i64::from(lack)).sum();
                let spare = i64::from(search.bound.capacity(&state, leaves)) - lacking;
                least = Some(least.map_or(spare, |known| known.min(spare)));
            }
            let pieces = least?;
            Some(Slack { pieces, credits: pieces.saturating_mul(i64::from(needs.plan.unit.max(1))) })
        })
        .flatten()
    }
}
