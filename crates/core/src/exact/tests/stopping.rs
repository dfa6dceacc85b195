//! The stop flag is heeded while HiGHS is at work.

use crate::exact::backend::{Answer, Run, solve};
use crate::exact::linear::Linear;
use mortarboard_model::program::Sense;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// Thirty weights to be split into halves in four ways at once, as nearly as can be. Terms of the objective, and
/// a point to start from: nothing is taken. The relaxation says that no half need be missed, so branch and bound
/// looks at millions of nodes before it knows better.
fn market_split() -> (Linear, Vec<(usize, i64)>, Vec<i64>) {
    let mut linear = Linear::default();
    let taken: Vec<usize> = (0..30).map(|_| linear.column(0, 1, true)).collect();
    let (mut objective, mut start) = (Vec::new(), vec![0; taken.len()]);
    let mut number = 12_345_i64;
    for _ in 0..4 {
        let weights: Vec<i64> = taken
            .iter()
            .map(|_| {
                number = (number * 1_103_515_245 + 12_345) % (1 << 31);
                1 + number / 65_536 % 100
            })
            .collect();
        let half = weights.iter().sum::<i64>() / 2;
        let (below, above) = (linear.column(0, half, false), linear.column(0, half + 100, false));
        let sum = taken.iter().copied().zip(weights).chain([(below, 1), (above, -1)]);
        linear.line(sum, Sense::Eq, half);
        objective.extend([(below, -1), (above, -1)]);
        start.extend([half, 0]);
    }
    (linear, objective, start)
}

#[test]
fn a_solve_under_way_is_given_up_when_the_flag_is_set() {
    let (linear, objective, start) = market_split();
    assert!(linear.holds(&start));
    // The limit ends what goes on when nobody waits for it any more.
    let run = Run {
        more: &[],
        objective: &objective,
        start: Some(&start),
        time: Some(Duration::from_secs(2)),
        stop: None,
        seed: 0,
        presolve: true,
    };
    let waited = solve(&linear, run);
    assert!(matches!(waited, Answer::Limit(Some(_))), "whoever waits gets what was found: {waited:?}");
    let stop = Arc::new(AtomicBool::new(true));
    assert_eq!(solve(&linear, Run { stop: Some(&stop), ..run }), Answer::Limit(None));
}

#[test]
fn a_flag_that_nobody_sets_changes_no_answer() {
    let mut linear = Linear::default();
    let columns = [linear.column(0, 1, true), linear.column(0, 1, true)];
    linear.line(columns.map(|column| (column, 1)), Sense::Le, 1);
    let objective = [(columns[0], 2), (columns[1], 3)];
    let stop = Arc::new(AtomicBool::new(false));
    for stop in [None, Some(&stop)] {
        let run = Run { more: &[], objective: &objective, start: None, time: None, stop, seed: 0, presolve: true };
        assert_eq!(solve(&linear, run), Answer::Optimal(vec![0, 1]));
    }
}
