//! `mortarboard solve`: audit, solve, verify, write.

use crate::args::{Format, Solve};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::print::{self, count};
use crate::progress::Shown;
use crate::summary::{Status, Summary};
use crate::{audit, folder, interrupt, text, unmet};
use mortarboard::io::schedule;
use mortarboard::{Options, Rules, checker};
use serde::Serialize;
use std::time::{Duration, Instant};

/// Seconds when neither a time nor a work limit is given.
const SECONDS: u64 = 20;

/// What is printed: the summary, and what differs from run to run.
#[derive(Serialize)]
struct Printed<'a> {
    #[serde(flatten)]
    summary: &'a Summary,
    seconds: f64,
    warnings: u64,
    out: Option<String>,
}

/// Solves a school and writes the schedule.
pub(crate) fn run(args: &Solve, format: Format) -> Result<Exit, Failure> {
    let begun = Instant::now();
    folder::free(&args.out)?;
    let (school, places, digest) = folder::whole(&args.school)?;
    let time = args.time.or_else(|| args.work.is_none().then_some(SECONDS));
    let options = options(args, time);
    let shown = Shown::new(args.progress);
    let (school, options) = mortarboard::prioritised_within(&school, &options, &|progress| shown.show(progress));
    shown.clear();
    let (warnings, faults) = audit::before_solve(&school, &places, format);
    if !faults.is_empty() {
        // That there is no schedule is an answer as well.
        let summary = Summary::impossible(&school, digest, faults, args, time);
        let seconds = millis(begun.elapsed());
        match format {
            Format::Json => print::json(&Printed { summary: &summary, seconds, warnings, out: None }),
            Format::Text => print::out(&text::summary(&summary)),
        }
        return Ok(Exit::BadNews);
    }
    let shown = Shown::new(args.progress);
    let watch = |progress| shown.show(progress);
    let answer = if args.exact {
        mortarboard::solve_exact(&school, &Rules::of(&school), &options, &watch)
    } else {
        mortarboard::solve_with(&school, &Rules::of(&school), &options, &watch)
    };
    shown.clear();
    let answer = answer?;

    let mut summary = Summary::new(&school, digest, &answer, args, time);
    let mut out = None;
    if let Some(schedule) = answer.schedule() {
        let unmet = checker::reasons(&school, schedule);
        summary.explain(&unmet);
        let table = unmet::table(&unmet).map_err(|cause| Failure::output(format!("unmet.csv can't be written: {cause}.")))?;
        let (json, text) = (print::pretty(&summary), text::summary(&summary));
        let extra = [("unmet.csv", table.as_str()), ("summary.json", json.as_str()), ("summary.txt", text.as_str())];
        schedule::write(&args.out, &schedule.to_raw(&school), &extra).map_err(|cause| Failure::output(cause.to_string()))?;
        out = Some(args.out.to_string_lossy().into_owned());
    }
    let seconds = begun.elapsed();
    match format {
        Format::Json => print::json(&Printed { summary: &summary, seconds: millis(seconds), warnings, out }),
        Format::Text => {
            print::out(&text::summary(&summary));
            if let Some(out) = out {
                let seconds = count(seconds.as_secs(), "second", "seconds");
                print::out(&format!("Written to {out} after {seconds}.\n"));
            }
        }
    }
    Ok(match (summary.status, summary.stopped) {
        (Status::Optimal | Status::Feasible | Status::Stopped, _) => Exit::Done,
        (Status::Infeasible, _) => Exit::BadNews,
        (Status::Unknown, Some("asked")) => Exit::Interrupted,
        (Status::Unknown, _) => Exit::Nothing,
    })
}

fn options(args: &Solve, time: Option<u64>) -> Options {
    let mut options = Options::default();
    options.seed = args.seed;
    options.threads = args.threads;
    options.time = time.map(Duration::from_secs);
    options.work = args.work;
    options.stop = Some(interrupt::flag());
    options
}

/// Seconds to the millisecond.
fn millis(time: Duration) -> f64 {
    time.as_secs() as f64 + f64::from(time.subsec_millis()) / 1000.0
}
