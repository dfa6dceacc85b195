//! Ten thousand tiny schools against every schedule that there is: an exact answer is the best one, what the search finds is never worth
//! more, and no bound is below it.
#![cfg(feature = "highs")]

use mortarboard_checker::{Counts, counts, seat_bound};
use mortarboard_core::{Options, Outcome};
use mortarboard_model::School;
use mortarboard_model::rule::Rules;
use mortarboard_model::score::Score;
use mortarboard_run::{solve_exact, solve_with};
use mortarboard_testkit::{Brute, brute_force_within, trimmed_school};

/// Schools drawn. Some have more schedules than can be looked at here.
const DRAWN: u32 = 14_000;
/// Units of work of a search.
const WORK: u64 = 100;
/// Schedules looked at for one school.
const BUDGET: u64 = 1_500;

/// What a school was good for.
#[derive(Clone, Copy, Default)]
struct Tally {
    best: u32,
    nothing: u32,
    rooms: u32,
    teams: u32,
    locks: u32,
    alternates: u32,
    levels: u32,
}

impl Tally {
    fn of(school: &School) -> Self {
        let Counts { by_priority, .. } = counts(school, &Rules::of(school), &mortarboard_model::Schedule::empty(school));
        let asked = by_priority.iter().filter(|(_, tally)| tally.total > 0).count();
        let alternate = by_priority.get(&mortarboard_model::Priority::Alternate).is_some_and(|tally| tally.total > 0);
        Tally {
            best: 1,
            nothing: 0,
            rooms: u32::from(!school.rooms().is_empty()),
            teams: u32::from(!school.teams().is_empty()),
            locks: u32::from(!school.locks().is_empty()),
            alternates: u32::from(alternate),
            levels: u32::from(asked > 1),
        }
    }

    fn plus(self, other: Tally) -> Tally {
        Tally {
            best: self.best + other.best,
            nothing: self.nothing + other.nothing,
            rooms: self.rooms + other.rooms,
            teams: self.teams + other.teams,
            locks: self.locks + other.locks,
            alternates: self.alternates + other.alternates,
            levels: self.levels + other.levels,
        }
    }
}

fn examine(seed: u32) -> Tally {
    let Some(school) = trimmed_school(&[seed]) else { return Tally::default() };
    let rules = Rules::of(&school);
    let truth = brute_force_within(&school, &rules, BUDGET);
    if truth == Brute::TooLarge {
        return Tally::default();
    }
    // Where the objective is one sum, several scores may be the best.
    let worth = |score: &Score| score.key(school.objective());
    let mut options = Options::default();
    (options.time, options.work, options.threads) = (None, Some(WORK), 1);
    let found = solve_with(&school, &rules, &options, &|_| {}).unwrap_or_else(|error| panic!("{seed}: {error}"));
    match (&truth, found.outcome()) {
        (Brute::Best { score, .. }, Outcome::Optimal(solved, _)) => assert_eq!(worth(&solved.score), worth(score), "{seed} search"),
        (Brute::Best { score, .. }, Outcome::Feasible(solved)) => {
            assert!(worth(&solved.score) <= worth(score), "{seed} search");
        }
        // Within so little work the search alone may find nothing, and it never proves that there is nothing.
        (_, Outcome::Unknown { .. }) | (Brute::Nothing, Outcome::Infeasible(..)) => {}
        (truth, found) => panic!("{seed} search: {found:?}, and in truth {truth:?}"),
    }
    options.work = Some(1);
    let found = solve_exact(&school, &rules, &options, &|_| {}).unwrap_or_else(|error| panic!("{seed}: {error}"));
    match (&truth, found.outcome()) {
        (Brute::Best { score, .. }, Outcome::Optimal(solved, _)) => assert_eq!(worth(&solved.score), worth(score), "{seed} exact"),
        (Brute::Nothing, Outcome::Infeasible(..)) => {}
        (truth, found) => panic!("{seed} exact: {found:?}, and in truth {truth:?}"),
    }
    let Brute::Best { score, schedule } = truth else { return Tally { nothing: 1, ..Tally::default() } };
    let bound = seat_bound(&school, &rules);
    let report = mortarboard_checker::verify(&school, &rules, &schedule);
    assert!(!bound.exceeded(&school, &report), "{seed}: {bound:?} {score:?}");
    Tally::of(&school)
}

#[test]
fn answers_are_the_best_there_are() {
    // Plain threads: a solve has a pool of its own, and would be put on top of another one there.
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let part = |first: usize| (first as u32..DRAWN).step_by(threads).map(examine).fold(Tally::default(), Tally::plus);
    let all = std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads).map(|first| scope.spawn(move || part(first))).collect();
        parts.into_iter().map(|part| part.join().expect("each school is as it should be")).fold(Tally::default(), Tally::plus)
    });
    let Tally { best, nothing, rooms, teams, locks, alternates, levels } = all;
    assert!(best + nothing >= 10_000 && best >= 800, "{best} with a schedule, {nothing} without");
    for (count, what) in [(rooms, "rooms"), (teams, "teams"), (locks, "locks"), (alternates, "alternates"), (levels, "levels")] {
        assert!(count * 40 >= best, "{count} of {best} have {what}");
    }
}
