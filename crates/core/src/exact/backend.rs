//! HiGHS, through good_lp. No other file of the workspace names either.
//!
//! good_lp states the model; the options, the start and the true status are those of the
//! `highs::Model` underneath. Numbers leave this file as integers, or not at all.

use super::linear::{Line, Linear};
use ::highs::{HighsModelStatus, HighsSolutionStatus, Model, SolvedModel};
use good_lp::solvers::highs::highs;
use good_lp::{Expression, ProblemVariables, SolverModel, constraint, variable};
use mortarboard_model::program::Sense;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// How one solve is run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'a> {
    /// Rows beside those of the model.
    pub(super) more: &'a [Line],
    /// Terms to maximise.
    pub(super) objective: &'a [(usize, i64)],
    /// A point to start from.
    pub(super) start: Option<&'a [i64]>,
    /// Wall time.
    pub(super) time: Option<Duration>,
    /// Set to true from anywhere to give up.
    pub(super) stop: Option<&'a Arc<AtomicBool>>,
    /// Seed of the back end's own random choices.
    pub(super) seed: i32,
    /// Whether the back end may simplify the model first.
    pub(super) presolve: bool,
}

/// What the back end says, each case apart. A point is rounded, and so far only claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// The best point.
    Optimal(Vec<i64>),
    /// There is no point.
    Infeasible,
    /// There is no point, or no best one.
    UnboundedOrInfeasible,
    /// A limit came first; a point, if there is one.
    Limit(Option<Vec<i64>>),
    /// Numbers too large for floating point to decide by.
    TooLargeNumbers,
    /// Anything else, in the back end's words.
    Other(String),
}

/// Factors and bounds of rows up to here are safe against a tolerance of 1e-6.
const MOST_FACTOR: i64 = 1 << 30;
/// So is an objective that can't exceed this.
const MOST_OBJECTIVE: i128 = 1 << 40;
/// How far from an integer a value may be before the point counts as no answer.
const ROUNDING: f64 = 1e-4;
/// How often the stop flag is looked at while HiGHS works.
const LOOK: Duration = Duration::from_millis(20);

/// Solves a model.
pub(super) fn solve(linear: &Linear, run: Run<'_>) -> Answer {
    let lines = || linear.lines.iter().chain(run.more);
    let safe = |value: i64| value.checked_abs().is_some_and(|size| size <= MOST_FACTOR);
    let total: i128 = run
        .objective
        .iter()
        .map(|&(column, worth)| {
            let bounds = &linear.columns[column];
            i128::from(worth).abs() * i128::from(bounds.lower).abs().max(i128::from(bounds.upper).abs())
        })
        .sum();
    let columns_safe = linear.columns.iter().all(|column| safe(column.lower) && safe(column.upper));
    let lines_safe = lines().all(|line| safe(line.bound) && line.terms.iter().all(|&(_, factor)| safe(factor)));
    if total > MOST_OBJECTIVE || !columns_safe || !lines_safe {
        return Answer::TooLargeNumbers;
    }
    // good_lp and HiGHS take an empty model for an error; here it is a question with an answer.
    if linear.columns.is_empty() {
        return if lines().all(|line| line.holds(&[])) { Answer::Optimal(Vec::new()) } else { Answer::Infeasible };
    }
    if run.time.is_some_and(|time| time.is_zero()) {
        return Answer::Limit(None);
    }
    match run.stop {
        None => answer(linear, run),
        Some(stop) => apart(linear, run, stop),
    }
}

fn answer(linear: &Linear, run: Run<'_>) -> Answer {
    match start(linear, run) {
        Ok(solved) => read(linear, &solved),
        Err(what) => Answer::Other(what),
    }
}

/// HiGHS can't be interrupted from safe Rust, so where a flag is to be heeded it works in a thread of its
/// own. Once the flag is set nobody waits any longer: the thread ends at its time limit, and what it finds
/// is dropped.
fn apart(linear: &Linear, run: Run<'_>, stop: &AtomicBool) -> Answer {
    let (linear, more, objective) = (linear.clone(), run.more.to_vec(), run.objective.to_vec());
    let (start, time, seed, presolve) = (run.start.map(<[i64]>::to_vec), run.time, run.seed, run.presolve);
    let (send, receive) = mpsc::channel();
    let work = move || {
        let run = Run { more: &more, objective: &objective, start: start.as_deref(), time, stop: None, seed, presolve };
        // Nobody may be waiting any more.
        let _ = send.send(answer(&linear, run));
    };
    if std::thread::Builder::new().name("highs".to_owned()).spawn(work).is_err() {
        return Answer::Other("there is no thread for HiGHS".to_owned());
    }
    loop {
        match receive.recv_timeout(LOOK) {
            Ok(answer) => return answer,
            Err(RecvTimeoutError::Timeout) if stop.load(Ordering::Relaxed) => return Answer::Limit(None),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Answer::Other("HiGHS ended without an answer".to_owned()),
        }
    }
}

fn start(linear: &Linear, run: Run<'_>) -> Result<SolvedModel, String> {
    let mut model = state(linear, run)?;
    let failed = |what: &str| format!("HiGHS refused {what}");
    let option = |ok: bool, name: &str| if ok { Ok(()) } else { Err(failed(&format!("the option {name}"))) };
    model.make_quiet();
    option(model.try_set_option("threads", 1).is_ok(), "threads")?;
    option(model.try_set_option("parallel", "off").is_ok(), "parallel")?;
    option(model.try_set_option("random_seed", run.seed).is_ok(), "random_seed")?;
    option(model.try_set_option("mip_rel_gap", 0.0).is_ok(), "mip_rel_gap")?;
    // Every objective here is an integer at every integer point: half a unit decides.
    option(model.try_set_option("mip_abs_gap", 0.5).is_ok(), "mip_abs_gap")?;
    if !run.presolve {
        option(model.try_set_option("presolve", "off").is_ok(), "presolve")?;
    }
    if let Some(time) = run.time {
        option(model.try_set_option("time_limit", time.as_secs_f64()).is_ok(), "time_limit")?;
    }
    if let Some(point) = run.start {
        let point: Vec<f64> = point.iter().map(|&value| value as f64).collect();
        model.try_set_solution(Some(&point), None, None, None).map_err(|_| failed("the start"))?;
    }
    model.try_solve().map_err(|_| "HiGHS could not run the model".to_owned())
}

fn state(linear: &Linear, run: Run<'_>) -> Result<Model, String> {
    let mut variables = ProblemVariables::new();
    let columns: Vec<good_lp::Variable> = linear
        .columns
        .iter()
        .map(|column| {
            let bounded = variable().min(column.lower as f64).max(column.upper as f64);
            variables.add(if column.integer { bounded.integer() } else { bounded })
        })
        .collect();
    let expression = |terms: &[(usize, i64)]| {
        let mut sum = Expression::with_capacity(terms.len());
        for &(column, factor) in terms {
            sum.add_mul(factor as f64, columns[column]);
        }
        sum
    };
    let mut problem = variables.maximise(expression(run.objective)).using(highs);
    for line in linear.lines.iter().chain(run.more) {
        let (sum, bound) = (expression(&line.terms), line.bound as f64);
        problem.add_constraint(match line.sense {
            Sense::Le => constraint!(sum <= bound),
            Sense::Ge => constraint!(sum >= bound),
            Sense::Eq => constraint!(sum == bound),
        });
    }
    problem.try_into_inner().map_err(|_| "HiGHS refused the model".to_owned())
}

fn read(linear: &Linear, solved: &SolvedModel) -> Answer {
    let point = || -> Option<Vec<i64>> {
        if solved.primal_solution_status() != HighsSolutionStatus::Feasible {
            return None;
        }
        let solution = solved.get_solution();
        let values = solution.columns().iter().zip(&linear.columns);
        values
            .map(|(&value, column)| {
                let near = (value - value.round()).abs() <= ROUNDING;
                (value.is_finite() && (near || !column.integer)).then(|| (value.round() as i64).clamp(column.lower, column.upper))
            })
            .collect()
    };
    match solved.status() {
        HighsModelStatus::Optimal => match point() {
            Some(point) => Answer::Optimal(point),
            None => Answer::Other("HiGHS called a point optimal that is not integral".to_owned()),
        },
        HighsModelStatus::Infeasible => Answer::Infeasible,
        HighsModelStatus::UnboundedOrInfeasible => Answer::UnboundedOrInfeasible,
        HighsModelStatus::ReachedTimeLimit
        | HighsModelStatus::ReachedIterationLimit
        | HighsModelStatus::ReachedSolutionLimit
        | HighsModelStatus::ReachedInterrupt
        | HighsModelStatus::ReachedMemoryLimit => Answer::Limit(point()),
        other => Answer::Other(format!("HiGHS ended with the status {other:?}")),
    }
}
