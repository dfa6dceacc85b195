//! `mortarboard solve`: audit, solve, verify, write.

use crate::args::{Format, Solve};
use crate::end::End;
use crate::envelope::{self, Form};
use crate::failure::Failure;
use crate::print::{self, count};
use crate::printed::{Printed, Run};
use crate::progress::Shown;
use crate::unexamined::Passed;
use crate::{audit, folder, interrupt, text, unmet};
use mortarboard_checker as checker;
use mortarboard_core::Options;
use mortarboard_io::{InputFaults, schedule};
use mortarboard_model::rule::Rules;
use mortarboard_run::summary::{Asked, Summary};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// Changes that would help most, in the text of a summary.
const HELPFUL: usize = 5;
/// Seconds when neither a time nor a work limit is given.
const SECONDS: u64 = 20;

/// Solves a school and writes the schedule.
pub(crate) fn run(args: &Solve, format: Format) -> Result<End, Failure> {
    let begun = Instant::now();
    folder::free(&args.out)?;
    let (school, places, known) = folder::whole(&args.school)?;
    let reading = begun.elapsed();
    let time = args.time.or_else(|| args.work.is_none().then_some(SECONDS));
    let asked = Asked { time, work: args.work, exact: args.exact };
    let options = options(args, time, reading);
    let shown = Shown::new(args.progress);
    let (school, options, all) = mortarboard_run::prioritised_within(&school, &options, &|progress| shown.show(progress));
    shown.clear();
    let rules = Rules::of(&school);
    let (warnings, faults) = audit::before_solve(&school, &rules, &places, format);
    if !faults.is_empty() {
        // That there is no schedule is an answer as well.
        let located = audit::located(&places, &faults);
        let summary = Summary::impossible(&school, &rules, known.digest().to_owned(), faults, args.seed, asked);
        let end = End::of(&summary);
        let seconds = millis(begun.elapsed());
        let run = Run { seconds, warnings: &warnings, faults: located, out: None, changes: &[], unmet: &[] };
        match format {
            Format::Json => print::json(&envelope::begin(Form::Solve, end, Some(&known)).with(Printed::new(&summary, run))),
            Format::Text => print::out(&text::summary(&summary, &Passed::of(&school), &[])),
        }
        return Ok(end);
    }
    let shown = Shown::new(args.progress);
    let watch = |progress| shown.show(progress);
    let answer = if args.exact {
        mortarboard_run::solve_exact(&school, &rules, &options, &watch)
    } else {
        mortarboard_run::solve_with(&school, &rules, &options, &watch)
    };
    shown.clear();
    let answer = answer.map_err(|error| Failure::from(error).of(&known))?;

    let unmet = answer.schedule().map(|schedule| checker::reasons(&school, &rules, schedule)).unwrap_or_default();
    let mut summary = Summary::new(&school, known.digest().to_owned(), &answer, &unmet, args.seed, asked);
    let explained = answer
        .schedule()
        .map(|schedule| unmet::explain(&school, &rules, schedule, &unmet, &|| go_on(begun, time, &options)))
        .unwrap_or_default();
    summary.critical_unfinished = !all;
    let changes = unmet::best(&explained, school.objective(), HELPFUL);
    let written = text::summary(&summary, &Passed::of(&school), &changes);
    let mut out = None;
    if let Some(schedule) = answer.schedule() {
        let (table, data) = (unmet::table(&explained)?, print::pretty(&explained));
        let json = print::pretty(&summary);
        let extra = [
            ("unmet.csv", table.as_str()),
            ("unmet.json", data.as_str()),
            ("summary.json", json.as_str()),
            ("summary.txt", written.as_str()),
        ];
        schedule::write(&args.out, &schedule.to_raw(&school), &extra).map_err(|error| Failure::unwritten(&error).of(&known))?;
        out = Some(args.out.to_string_lossy().into_owned());
    }
    let seconds = begun.elapsed();
    let end = End::of(&summary);
    match format {
        Format::Json => {
            let (seconds, out) = (millis(seconds), out.as_deref());
            let run = Run { seconds, warnings: &warnings, faults: InputFaults::default(), out, changes: &changes, unmet: &explained };
            print::json(&envelope::begin(Form::Solve, end, Some(&known)).with(Printed::new(&summary, run)));
        }
        Format::Text => {
            print::out(&written);
            if let Some(out) = out {
                let seconds = count(seconds.as_secs(), "second", "seconds");
                print::out(&format!("Written to {out} after {seconds}.\n"));
            }
        }
    }
    Ok(end)
}

/// Whether there is time left for looking at what would mend unmet requests.
fn go_on(begun: Instant, time: Option<u64>, options: &Options) -> bool {
    let late = time.is_some_and(|time| begun.elapsed() > Duration::from_secs(time));
    !late && !options.stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed))
}

/// The part of a time limit that is left for what comes after the search: a tenth, at most two seconds, for what would mend unmet
/// requests; and for checking, explaining and writing the schedule about three times what it took to read the school, as both grow
/// with its size.
fn kept_back(time: Duration, reading: Duration) -> Duration {
    (time / 10).min(Duration::from_secs(2)).max((3 * reading).min(time / 2))
}

fn options(args: &Solve, time: Option<u64>, reading: Duration) -> Options {
    let mut options = Options::default();
    options.seed = args.seed;
    options.threads = args.threads;
    options.time = time.map(Duration::from_secs).map(|time| time.saturating_sub(reading + kept_back(time, reading)));
    options.work = args.work;
    options.stop = Some(interrupt::flag());
    options
}

/// Seconds to the millisecond.
fn millis(time: Duration) -> f64 {
    time.as_secs() as f64 + f64::from(time.subsec_millis()) / 1000.0
}
