//! Every structure of time has a small school, and every one of them is solved and verified: by search,
//! and with HiGHS also exactly.

use mortarboard_core::Options;
use mortarboard_io::generate::examples;
use mortarboard_model::School;
use mortarboard_model::raw::RawSchool;

fn options() -> Options {
    let mut options = Options::default();
    (options.work, options.time) = (Some(20_000), None);
    options
}

fn solved(raw: &RawSchool) -> School {
    let school = School::try_from(raw).unwrap_or_else(|faults| panic!("{}: {faults}", raw.settings.name));
    let answer = mortarboard_run::solve(&school, &options(), &|_| {}).unwrap_or_else(|error| panic!("{}: {error}", raw.settings.name));
    let report = answer.report().unwrap_or_else(|| panic!("{}: {:?}", raw.settings.name, answer.outcome()));
    assert!(report.accepted());
    let requests = &report.counts.requests;
    assert_eq!((requests.met, requests.total), (requests.placeable, requests.total), "{}", raw.settings.name);
    assert_eq!(requests.met, requests.total, "{}: every request of the small schools can be met", raw.settings.name);
    school
}

macro_rules! structures {
    ($($name:ident),* $(,)?) => {$(
        #[test]
        fn $name() {
            solved(&examples::$name());
        }
    )*};
}

structures! { seven_period_day, ab_days, four_by_four, semester_halves, double_periods, flexible_blocks, with_team }

#[test]
fn the_list_of_examples_is_complete() {
    assert_eq!(examples::all().len(), 7);
}

/// A course with a shape gets blocks of a length the solver chose, each pattern within the shape.
#[test]
fn flexible_blocks_are_chosen_by_the_solver() {
    let school = solved(&examples::flexible_blocks());
    let shaped: Vec<_> = school.courses().values().filter(|course| course.shape.is_some()).collect();
    assert!(!shaped.is_empty());
    for course in shaped {
        let meetings = |id| school.calendar().blocks(&school.patterns()[id].cells).len();
        let counts: std::collections::BTreeSet<usize> = course.patterns.iter().map(|&id| meetings(id)).collect();
        assert!(counts.len() > 1, "course {} has one length of block only", course.id);
    }
}

#[cfg(feature = "highs")]
#[test]
fn the_exact_solve_agrees_that_nothing_better_exists() {
    for raw in [examples::ab_days(), examples::semester_halves(), examples::with_team()] {
        let school = solved(&raw);
        let mut limits = Options::default();
        (limits.work, limits.time) = (Some(2_000), None);
        let exact = mortarboard_run::solve_exact(&school, &mortarboard_model::rule::Rules::of(&school), &limits, &|_| {});
        let exact = exact.unwrap_or_else(|error| panic!("{}: {error}", raw.settings.name));
        let report = exact.report().unwrap_or_else(|| panic!("{}: {:?}", raw.settings.name, exact.outcome()));
        assert_eq!(report.counts.requests.met, report.counts.requests.total);
        assert!(matches!(exact.outcome(), mortarboard_core::Outcome::Optimal(..)), "{}: {:?}", raw.settings.name, exact.note());
    }
}
