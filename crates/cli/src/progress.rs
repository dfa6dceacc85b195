//! Progress, on standard error: a bar for a person, lines for another program.

use crate::args::Show;
use crate::print::{self, number};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use mortarboard_core::{Phase, Progress};
use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};

/// Where progress is shown.
pub(crate) enum Shown {
    /// Nowhere.
    Nowhere,
    /// A bar of requests met.
    Bar(ProgressBar),
    /// One line for each change; the last one is kept, since reports may come from several threads.
    Lines(Mutex<String>),
}

impl Shown {
    /// Begins to show progress.
    pub(crate) fn new(show: Show) -> Self {
        match show {
            Show::Lines => return Shown::Lines(Mutex::default()),
            Show::Off => return Shown::Nowhere,
            Show::Auto if !std::io::stderr().is_terminal() => return Shown::Nowhere,
            Show::Auto => {}
        }
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(10));
        if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {human_pos} of {human_len} requests met, {elapsed}") {
            bar.set_style(style.progress_chars("=> "));
        }
        Shown::Bar(bar)
    }

    /// Shows where the solve stands.
    pub(crate) fn show(&self, progress: Progress) {
        match self {
            Shown::Nowhere => {}
            Shown::Bar(bar) => {
                bar.set_length(u64::from(progress.total));
                bar.set_position(u64::from(progress.met));
                bar.set_message(phase(progress.phase));
            }
            Shown::Lines(last) => {
                let line = line(progress);
                let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
                if *last != line {
                    print::err(&line);
                    *last = line;
                }
            }
        }
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        if let Shown::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

fn line(progress: Progress) -> String {
    let (met, total) = (number(u64::from(progress.met)), number(u64::from(progress.total)));
    if progress.phase == Phase::Graduation {
        return "graduation: which requests it hangs on\n".to_owned();
    }
    let phase = phase(progress.phase);
    match progress.broken {
        0 => format!("{phase}: {met} of {total} requests met\n"),
        units => format!("{phase}: not usable yet, hard rules are broken by {}\n", print::count(units, "unit", "units")),
    }
}

fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Graduation => "graduation",
        Phase::Staffing => "staffing",
        Phase::Placement => "placement",
        Phase::Finishing => "finishing",
        Phase::Exact => "proof",
        _ => "work",
    }
}
