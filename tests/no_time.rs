//! A limit that leaves no time at all.

use mortarboard_core::{Options, Outcome};
use mortarboard_io::generate::{Recipe, school};
use mortarboard_model::School;
use std::time::Duration;

/// Who teaches what is found before the search, and without it no schedule keeps the rules.
#[test]
fn staffing_is_done_though_the_time_is_over() {
    let school = School::try_from(&school(&Recipe::new(1_600, 1))).unwrap_or_else(|faults| panic!("{faults}"));
    let mut options = Options::default();
    options.time = Some(Duration::ZERO);
    let answer = mortarboard_run::solve(&school, &options, &|_| {}).unwrap_or_else(|error| panic!("{error}"));
    if let Outcome::Unknown { hindrances, .. } = answer.outcome() {
        let of_staff = |rule: &str| ["teacher-load", "preps", "teacher-qualified"].contains(&rule);
        assert!(!hindrances.iter().any(|reason| of_staff(reason.rule)), "{hindrances:?}");
    }
}
