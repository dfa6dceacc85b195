//! What ends a command without an answer.

use crate::exit::Exit;
use mortarboard::Error;
use mortarboard::io::InputFaults;
use serde::Serialize;
use std::fmt;

/// What ends a command without an answer: its exit code, a sentence and the faults of the input.
#[derive(Debug, Serialize)]
pub(crate) struct Failure {
    #[serde(skip)]
    exit: Exit,
    status: &'static str,
    error: &'static str,
    message: String,
    faults: InputFaults,
}

impl Failure {
    fn new(exit: Exit, error: &'static str, message: impl Into<String>) -> Self {
        Failure { exit, status: "error", error, message: message.into(), faults: InputFaults::default() }
    }

    /// The command line can't be understood, or asks for what this build can't do.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Failure::new(Exit::Usage, "usage", message)
    }

    /// The input is faulty.
    pub(crate) fn input(message: impl Into<String>, faults: InputFaults) -> Self {
        Failure { faults, ..Failure::new(Exit::Input, "input", message) }
    }

    /// The output exists already or can't be written.
    pub(crate) fn output(message: impl Into<String>) -> Self {
        Failure::new(Exit::Output, "output", message)
    }

    /// The program contradicts itself.
    pub(crate) fn bug(message: impl Into<String>) -> Self {
        Failure::new(Exit::Bug, "bug", message)
    }

    /// How the program ends.
    pub(crate) fn exit(&self) -> Exit {
        self.exit
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        if error.is_input() {
            Failure::input("the school can't be used", InputFaults(error.faults().to_vec()))
        } else if error.is_bug() {
            Failure::new(Exit::Bug, "bug", error.to_string())
        } else {
            Failure::new(Exit::Usage, "backend", error.to_string())
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "error: {}", self.message)?;
        if self.faults.0.is_empty() { Ok(()) } else { writeln!(f, "{}", self.faults) }
    }
}
