//! One measured solve.

use mortarboard_checker as checker;
use mortarboard_core::{Options, Outcome, Progress};
use mortarboard_model as model;
use mortarboard_model::School;
use std::fmt;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How a figure is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// More is better, and any loss counts.
    Exact,
    /// Milliseconds: less is better, with room for noise.
    Millis,
    /// Megabytes: less is better, with room for noise.
    Megabytes,
    /// Not compared.
    Note,
}

/// One figure.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) value: u64,
}

impl Figure {
    pub(crate) fn new(name: impl Into<String>, kind: Kind, value: u64) -> Self {
        Figure { name: name.into(), kind, value }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.kind {
            Kind::Millis => " ms",
            Kind::Megabytes => " MB",
            Kind::Exact | Kind::Note => "",
        };
        write!(f, "{:<58}{:>10}{unit}", self.name, self.value)
    }
}

/// Limits of a run.
#[derive(Clone, Copy)]
pub(crate) enum Limit {
    Seconds(u64),
    Work(u64),
}

/// Solves a school whose preparation began at `begun`, verifies the result and says how it went.
pub(crate) fn solve(name: &str, school: &School, begun: Instant, seed: u64, limit: Limit) -> (Vec<Figure>, Option<model::Schedule>) {
    reset_peak();
    let placeable = checker::placeable(school, &mortarboard_model::rule::Rules::of(school)).total();
    let mut options = Options::default();
    options.seed = seed;
    match limit {
        Limit::Seconds(seconds) => options.time = Some(Duration::from_secs(seconds).saturating_sub(begun.elapsed())),
        Limit::Work(work) => (options.time, options.work) = (None, Some(work)),
    }
    let log: Mutex<Vec<(Duration, u64)>> = Mutex::new(Vec::new());
    let watch = |progress: Progress| {
        if progress.broken == 0
            && let Ok(mut log) = log.lock()
        {
            log.push((begun.elapsed(), u64::from(progress.met)));
        }
    };
    let answer = mortarboard_run::solve(school, &options, &watch).unwrap_or_else(|error| panic!("{name}: {error}"));
    let total = begun.elapsed();
    let (Some(schedule), Some(report)) = (answer.schedule(), answer.report()) else {
        panic!("{name}: no schedule: {:?}", answer.outcome())
    };
    assert!(report.accepted(), "{name}: the checker refuses the schedule");
    let log = log.into_inner().unwrap_or_default();
    let at = |share: u64| log.iter().find(|(_, met)| met * 10_000 >= placeable * share).map_or(total, |(when, _)| *when);
    let met = report.counts.requests.met;
    let best = log.iter().find(|(_, known)| *known >= met).map_or(total, |(when, _)| *when);
    let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    let mut figures = Vec::new();
    let mut push = |what: &str, kind, value| figures.push(Figure::new(format!("{name}: {what}"), kind, value));
    push("placeable", Kind::Note, placeable);
    match limit {
        Limit::Seconds(_) => {
            push("requests met", Kind::Note, met);
            push("students complete", Kind::Note, report.counts.students.complete);
            push("met after 5 s", Kind::Note, met_after(&log, Duration::from_secs(5)));
            push("met after 20 s", Kind::Note, met_after(&log, Duration::from_secs(20)));
            push("to 99 % of placeable", Kind::Millis, millis(at(9_900)));
            push("to 99.5 % of placeable", Kind::Millis, millis(at(9_950)));
            push("to 99.95 % of placeable", Kind::Note, millis(at(9_995)));
            push("to best", Kind::Note, millis(best));
            push("peak memory", Kind::Megabytes, peak_megabytes());
        }
        Limit::Work(_) => {
            push("required met at fixed work", Kind::Exact, report.score.required.unsigned_abs());
            push("requests met at fixed work", Kind::Exact, met);
        }
    }
    push("proven optimal", Kind::Note, u64::from(matches!(answer.outcome(), Outcome::Optimal(..))));
    push("in all", Kind::Note, millis(total));
    (figures, Some(schedule.clone()))
}

fn met_after(log: &[(Duration, u64)], when: Duration) -> u64 {
    log.iter().filter(|(at, _)| *at <= when).map(|(_, met)| *met).max().unwrap_or(0)
}

/// Median of several runs of a part.
pub(crate) fn median(runs: usize, mut part: impl FnMut()) -> u64 {
    let mut times: Vec<u64> = (0..runs.max(1))
        .map(|_| {
            let begun = Instant::now();
            part();
            u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX)
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2].div_ceil(1_000)
}

/// Starts the peak of resident memory anew, where the system lets a process do so (Linux).
fn reset_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?.trim().parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}
