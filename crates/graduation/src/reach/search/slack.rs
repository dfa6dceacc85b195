//! How much credit a student can still do without.

use super::asked::Required;
use super::needs::Bits;
use super::pool::Pool;
use super::reacher::Reacher;
use super::records::readable;
use super::solve::Search;
use super::standing::{Fixed, Standing};
use super::state::State;
use super::times::wide;
use crate::reach::{Scene, Who};
use mortarboard_model::{CourseId, Id};
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
    /// The credit that a student could still fail to earn, if only the number of periods mattered.
    ///
    /// In each pool that is, in pieces: what the takes of a year that is given add to the records, each of them that
    /// some requirement of the pool admits; and the most that the open cells of all steps can hold of what these requirements
    /// admit; less what they ask beyond the records, as if nothing of the given year were passed. The least over all pools counts.
    /// So a roster that fills the day leaves as much to spare as the same day without a roster: what it earns beyond
    /// what is asked is to spare, and it may all be failed. Credit on record can't be failed any more, so that what
    /// records hold beyond what is asked does not count.
    ///
    /// Where a requirement leaves a choice, the cheapest parts are meant. None for a plan that asks for no credit or that
    /// is beyond what the search supports.
    ///
    /// ```
    /// use mortarboard_graduation::reach::{Reacher, Scene, Who};
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
            let pieces = match scene.fixed {
                Some(takes) if !takes.is_empty() && standing.years > 0 => {
                    let failed = takes.iter().chain(scene.failed);
                    let fixed = Fixed { passed: Vec::new(), failed: readable(self.school, failed) };
                    search.spare_of_year(standing, &Standing::given(self.tables()?, who, scene, fixed)?)?
                }
                _ => search.spare(standing)?,
            };
            Some(Slack::new(pieces, standing))
        })
        .flatten()
    }

    /// The same for each of some courses that can't be taken in year 0, in the order given.
    ///
    /// ```
    /// use mortarboard_graduation::reach::{Reacher, Scene, Who};
    /// use mortarboard_model::{PlanId, School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let reacher = Reacher::new(&school, PlanId(0), None);
    /// let who = Who { grade: 9, progress: &Default::default(), away: &[] };
    /// let courses: Vec<_> = school.courses().ids().collect();
    /// let slacks = reacher.slack_without(who, Scene::default(), &courses);
    /// let one = Scene { without: &courses[..1], ..Scene::default() };
    /// assert_eq!(slacks[0], reacher.slack(who, one));
    /// ```
    pub fn slack_without(&self, who: Who<'_>, scene: Scene<'_>, courses: &[CourseId]) -> Vec<Option<Slack>> {
        let alone = |course: CourseId| {
            let without: Vec<CourseId> = scene.without.iter().copied().chain([course]).collect();
            self.slack(who, Scene { without: &without, ..scene })
        };
        if scene.schedule.is_some() || scene.fixed.is_some() {
            // Without the sections of a course there may be fewer cells to fill as well.
            return courses.iter().map(|&course| alone(course)).collect();
        }
        let all = self.with(who, scene, |standing, search| {
            let mut root = State::root(standing);
            root.settle().ok()?;
            let whole = search.lacking(&root);
            let one = |course: &CourseId| {
                let at = course.index();
                if at >= standing.courses || root.spans(0, at) == 0 {
                    return search.left(&whole);
                }
                let mut state = root.clone();
                state.rule_out(0, at);
                if standing.stands_alone(at) {
                    return search.left_like(&state, &whole);
                }
                state.settle().ok()?;
                search.spare_of(&state)
            };
            Some(courses.iter().map(one).map(|pieces| pieces.map(|pieces| Slack::new(pieces, standing))).collect())
        });
        all.flatten().unwrap_or_else(|| vec![None; courses.len()])
    }
}

impl Slack {
    pub(super) fn new(pieces: i64, standing: &Standing<'_>) -> Self {
        let unit = standing.tables.needs.plan.unit.max(1);
        Slack { pieces, credits: pieces.saturating_mul(i64::from(unit)) }
    }
}

impl Search {
    /// Pieces to spare.
    pub(super) fn spare(&mut self, standing: &Standing<'_>) -> Option<i64> {
        let mut root = State::root(standing);
        // Without assumptions nothing can be lost that was possible.
        root.settle().ok()?;
        self.spare_of(&root)
    }

    /// Pieces to spare in a settled state without assumptions.
    pub(super) fn spare_of(&mut self, root: &State<'_>) -> Option<i64> {
        let asked = self.lacking(root);
        self.left(&asked)
    }

    /// Pieces to spare where a year is given: `failed` is the same student with all of it failed.
    fn spare_of_year(&mut self, standing: &Standing<'_>, failed: &Standing<'_>) -> Option<i64> {
        self.left_in_year(standing, failed)?.into_iter().map(|(left, _)| left).min()
    }

    /// The same where only the pools count in which credit is lacking when all of it is failed; the inner none where none is.
    pub(super) fn spare_in_year(&mut self, standing: &Standing<'_>, failed: &Standing<'_>) -> Option<Option<i64>> {
        Some(self.left_in_year(standing, failed)?.into_iter().filter(|&(_, lacking)| lacking > 0).map(|(left, _)| left).min())
    }

    /// By pool, the pieces to spare where a year is given, and those that are lacking when all of it is failed.
    fn left_in_year(&mut self, standing: &Standing<'_>, failed: &Standing<'_>) -> Option<Vec<(i64, i64)>> {
        let mut root = State::root(standing);
        root.settle().ok()?;
        let (state, required) = chosen(&root);
        let mut lost = State::root(failed);
        lost.choices = state.choices.clone();
        let needs = standing.tables.needs;
        let caps = self.bound.limits(&lost);
        let mut shared = Vec::new();
        lost.shared_credit(&mut shared);
        let mut pools = Vec::new();
        for feeds in &needs.pools {
            let leaves = wide(required.leaves).filter(|&leaf| needs.leaves[leaf].feeds & feeds != 0).fold(0, |all, leaf| all | 1 << leaf);
            if leaves == 0 {
                continue;
            }
            let mut pool = Pool::default();
            pool.fill(&lost, leaves, &caps, &shared, std::iter::empty());
            let lacking: i64 = pool.lacking().map(|(_, lack)| i64::from(lack)).sum();
            let admitted = wide(leaves).fold(0, |all, leaf| all | needs.leaves[leaf].feeds);
            let earned: i64 = (0..standing.courses)
                .filter(|&course| standing.items_of(course).iter().any(|item| state.item_bits(item) & admitted != 0))
                .map(|course| i64::from(standing.total(course, 0)) - i64::from(failed.total(course, 0)))
                .sum();
            // What is passed may open other courses, and what is failed may be taken again.
            let holds = self.bound.capacity(&state, leaves).max(self.bound.capacity(&lost, leaves));
            pools.push((i64::from(holds) + earned - lacking, lacking));
        }
        Some(pools)
    }

    /// What is still to be earned in each pool in a settled state without assumptions.
    fn lacking<'s>(&mut self, root: &State<'s>) -> Asked<'s> {
        let (state, required) = chosen(root);
        let mut asked = Asked { state, pools: Vec::new() };
        let needs = asked.state.standing.tables.needs;
        let caps = self.bound.limits(&asked.state);
        asked.state.shared_credit(&mut self.dive.shared);
        for feeds in &needs.pools {
            let leaves = wide(required.leaves).filter(|&leaf| needs.leaves[leaf].feeds & feeds != 0).fold(0, |all, leaf| all | 1 << leaf);
            if leaves != 0 {
                let mut pool = Pool::default();
                pool.fill(&asked.state, leaves, &caps, &self.dive.shared, std::iter::empty());
                asked.pools.push((leaves, pool.lacking().map(|(_, lack)| i64::from(lack)).sum()));
            }
        }
        asked
    }

    /// What is left when it is earned.
    fn left(&mut self, asked: &Asked<'_>) -> Option<i64> {
        asked.pools.iter().map(|&(leaves, lacking)| i64::from(self.bound.capacity(&asked.state, leaves)) - lacking).min()
    }

    /// The same for a state that differs only in what one course can give by itself.
    fn left_like(&mut self, root: &State<'_>, known: &Asked<'_>) -> Option<i64> {
        let (state, _) = chosen(root);
        if state.choices != known.state.choices {
            return self.spare_of(root);
        }
        self.left(&Asked { state, pools: known.pools.clone() })
    }
}

/// What is still to be earned.
struct Asked<'s> {
    state: State<'s>,
    /// Leaves of each pool, and the pieces they lack together.
    pools: Vec<(Bits, i64)>,
}

/// The state with open choices made as they look cheapest, as far as they can be.
fn chosen<'s>(root: &State<'s>) -> (State<'s>, Required) {
    let mut required = root.required();
    let mut state = root.clone();
    if !required.open.is_empty() && !state.guess(&mut required) {
        return (root.clone(), root.required());
    }
    (state, required)
}

impl Standing<'_> {
    /// Whether a course opens no other, lends nothing, falls under no limit, and no condition looks at when it begins.
    fn stands_alone(&self, course: usize) -> bool {
        let (needs, order) = (self.tables.needs, self.tables.order);
        let opens = self.gates.iter().any(|&gate| order.gates[gate].takes.contains(&course));
        let limited = needs.caps.iter().any(|(bit, _)| needs.may(course) >> bit & 1 == 1);
        !opens && !needs.lends(course) && !limited && !needs.any_timed
    }
}
