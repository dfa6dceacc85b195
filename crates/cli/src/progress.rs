//! The progress bar: on standard error, and only when a person looks at it.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use mortarboard::{Phase, Progress};
use std::io::IsTerminal;

/// A bar of requests met, or nothing when standard error is no terminal.
pub(crate) struct Bar(Option<ProgressBar>);

impl Bar {
    /// Shows an empty bar.
    pub(crate) fn new() -> Self {
        if !std::io::stderr().is_terminal() {
            return Bar(None);
        }
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(10));
        if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} requests met, {elapsed}") {
            bar.set_style(style.progress_chars("=> "));
        }
        Bar(Some(bar))
    }

    /// Shows where the solve stands.
    pub(crate) fn show(&self, progress: Progress) {
        let Some(bar) = &self.0 else { return };
        bar.set_length(u64::from(progress.total));
        bar.set_position(u64::from(progress.met));
        bar.set_message(phase(progress.phase));
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Staffing => "staffing ",
        Phase::Placement => "placing  ",
        Phase::Finishing => "finishing",
        Phase::Exact => "proving  ",
        _ => "working  ",
    }
}
