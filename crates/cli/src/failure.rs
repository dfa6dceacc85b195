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

#[cfg(test)]
mod tests {
    use super::*;
    use mortarboard::model::program::Program;
    use mortarboard::model::rule::{Card, Explanation, Finding};
    use mortarboard::{Mode, Options, Rule, Rules, Schedule, School};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    /// A rule that finds nothing when it is first asked about a schedule, and something ever after.
    struct Fickle(AtomicBool);

    static CARD: Card = Card {
        slug: "fickle",
        sentence: "Nobody is asked twice.",
        default: Mode::Hard,
        may_be_soft: false,
        unit: None,
        reads: &[],
        rows: "",
        size: "",
        says: "",
        source: "",
    };

    impl Rule for Fickle {
        fn card(&self) -> &'static Card {
            &CARD
        }
        fn rows(&self, _: &School, _: &mut Program) {}
        fn check(&self, _: &School, _: &Schedule) -> Vec<Finding> {
            let finding = Finding { rule: "fickle", about: Vec::new(), numbers: Vec::new(), units: 1, always_hard: true };
            if self.0.swap(true, Ordering::SeqCst) { vec![finding] } else { Vec::new() }
        }
        fn explain(&self, _: &School, _: &Finding) -> Explanation {
            Explanation { sentence: "Somebody was asked twice.".to_owned(), mends: Vec::new() }
        }
    }

    /// From outside only a bug reaches exit code 6, so the two ends are tied together here: an answer that the
    /// checker really refuses, and the code that follows from it.
    #[test]
    fn an_answer_that_the_checker_refuses_ends_with_6() {
        let school = School::try_from(mortarboard::io::generate::examples::seven_period_day()).unwrap();
        let rules = Rules::of(&school).with(Arc::new(Fickle(AtomicBool::new(false))), Mode::Hard);
        let mut options = Options::default();
        (options.time, options.work) = (None, Some(100));
        let error = mortarboard::solve_with(&school, &rules, &options, &|_| {}).expect_err("the rule changes its mind");
        let failure = Failure::from(error);
        assert_eq!((failure.exit(), failure.exit() as u8, failure.error), (Exit::Bug, 6, "bug"));
        assert!(failure.message.contains("Somebody was asked twice."), "{}", failure.message);
    }
}
