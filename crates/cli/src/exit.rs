//! The exit codes: a contract with the scripts that call the program.

use std::process::ExitCode;

/// How the program ends. The numbers never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The command did what was asked.
    Done = 0,
    /// The answer is bad news: violations, audit errors, or no schedule exists.
    BadNews = 1,
    /// The command line can't be understood.
    Usage = 2,
    /// The input is faulty.
    Input = 3,
    /// The output exists already or can't be written.
    Output = 4,
    /// No schedule was found within the limit.
    Nothing = 5,
    /// The scheduler and the checker disagree, or another fault of the program itself.
    Bug = 6,
    /// Interrupted before there was any schedule.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// The table shown under `--help`.
pub(crate) const TABLE: &str = "\
Exit codes:
    0  the command did what was asked; for solve also when Ctrl-C or a limit ended
       the search and the best schedule so far was verified and written
    1  bad news: verify found violations, audit found errors, no schedule exists, or
       reach found students who can't graduate on time or whom it can't examine
    2  the command line can't be understood, or asks for what this build can't do
    3  the input is faulty; every fault is listed
    4  the output folder exists already or can't be written, or standard output can't
    5  no schedule was found within the limit
    6  internal disagreement between scheduler and checker (a bug); nothing is written
  130  interrupted before there was any schedule";
