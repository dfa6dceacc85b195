//! What ends a command without an answer.

use crate::end::End;
use crate::envelope::{self, Form, Known, Object};
use clap::error::{ContextKind, ErrorKind};
use mortarboard_io::{InputFault, InputFaults, WriteError};
use mortarboard_model::fault::{Fault, Faults};
use mortarboard_run::Error;
use serde::Serialize;
use std::fmt;
use std::path::Path;

/// The table of a fault of the command line.
pub(crate) const COMMAND_LINE: &str = "command line";
/// The slug of an output that exists already.
pub(crate) const EXISTS: &str = "output-exists";
/// The slug of an output that can't be written.
pub(crate) const UNWRITABLE: &str = "output-unwritable";

/// What ends a command without an answer: how, a sentence, and each thing that is wrong.
#[derive(Debug)]
pub(crate) struct Failure {
    end: End,
    message: String,
    faults: InputFaults,
    /// The school, where it was read before.
    known: Option<Known>,
}

/// What is printed of it.
#[derive(Serialize)]
pub(crate) struct Told<'a> {
    error: Option<&'static str>,
    message: &'a str,
    faults: &'a InputFaults,
}

impl Failure {
    fn new(end: End, message: impl Into<String>, faults: InputFaults) -> Self {
        Failure { end, message: message.into(), faults, known: None }
    }

    /// One thing that is wrong, told as a fault like those of the input.
    fn one(end: End, message: impl Into<String>, fault: Fault) -> Self {
        Failure::new(end, message, Faults(vec![fault]).into())
    }

    /// The command line can't be understood, or asks for what this build can't do. `fault` says the same as data, in the table
    /// [`COMMAND_LINE`].
    pub(crate) fn usage(message: impl Into<String>, fault: Fault) -> Self {
        Failure::one(End::Usage, message, fault)
    }

    /// The command line can't be understood, as clap tells it.
    pub(crate) fn line(error: &clap::Error, message: &str) -> Self {
        let slug = match error.kind() {
            ErrorKind::MissingRequiredArgument => "missing-argument",
            ErrorKind::UnknownArgument => "unknown-argument",
            ErrorKind::InvalidSubcommand => "unknown-command",
            ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "missing-command",
            _ => "bad-argument",
        };
        let named = [ContextKind::InvalidArg, ContextKind::InvalidSubcommand].into_iter().find_map(|kind| error.get(kind));
        let id = named.map(ToString::to_string).unwrap_or_default();
        let message = message.strip_prefix("error: ").unwrap_or(message);
        // The first paragraph says what is wrong, the rest what there is.
        let cause = match error.kind() {
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "no command is given".to_owned(),
            _ => message.lines().map(str::trim).take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" "),
        };
        let fix = "`mortarboard --help` lists the commands, `mortarboard COMMAND --help` what each takes";
        Failure::usage(message, Fault::error(slug, COMMAND_LINE).of(id).because(cause).mend(fix))
    }

    /// The input is faulty.
    pub(crate) fn input(message: impl Into<String>, faults: InputFaults) -> Self {
        Failure::new(End::Input, message, faults)
    }

    /// A folder could not be written.
    pub(crate) fn unwritten(error: &WriteError) -> Self {
        let slug = if error.already_exists() { EXISTS } else { UNWRITABLE };
        Failure::output(slug, error.path(), error.cause(), error.fix())
    }

    /// The output exists already or can't be written.
    pub(crate) fn output(slug: &'static str, path: &Path, cause: impl fmt::Display, fix: &str) -> Self {
        let file = path.display().to_string();
        let fault = Fault::error(slug, "output").because(cause.to_string()).mend(fix);
        let faults = InputFaults(vec![InputFault::new(file, None, fault)]);
        Failure::new(End::Output, format!("{} can't be written: {cause}", path.display()), faults)
    }

    /// The program contradicts itself.
    pub(crate) fn bug(message: impl Into<String>) -> Self {
        let message = message.into();
        let fault = Fault::error("bug", "").because(message.clone()).mend("please report it; nothing is written");
        Failure::one(End::Bug, message, fault)
    }

    /// The same, of a school that was read before.
    #[must_use]
    pub(crate) fn of(self, known: &Known) -> Self {
        Failure { known: Some(known.clone()), ..self }
    }

    /// How the program ends.
    pub(crate) fn end(&self) -> End {
        self.end
    }

    /// What is printed as JSON.
    pub(crate) fn object(&self) -> Object<'_, Told<'_>> {
        let told = Told { error: self.end.error(), message: &self.message, faults: &self.faults };
        envelope::begin(Form::Error, self.end, self.known.as_ref()).with(told)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        if error.is_input() {
            Failure::input("the school can't be used", InputFaults(error.faults().to_vec()))
        } else if error.is_bug() {
            Failure::bug(error.to_string())
        } else {
            let fault = Fault::error("backend", "").because(error.to_string()).mend("leave --exact out, or use a build with HiGHS");
            Failure::one(End::Backend, error.to_string(), fault)
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "error: {}", self.message)?;
        match self.end {
            End::Input if !self.faults.0.is_empty() => writeln!(f, "{}", self.faults),
            // The message has the cause already.
            End::Output => self.faults.0.iter().try_for_each(|found| writeln!(f, "  fix: {}", found.fault.fix)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mortarboard_core::Options;
    use mortarboard_model::program::Program;
    use mortarboard_model::rule::{Card, Explanation, Finding};
    use mortarboard_model::rule::{Mode, Rule, Rules};
    use mortarboard_model::{Schedule, School};
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
        called: &[],
    };

    impl Rule for Fickle {
        fn card(&self) -> &'static Card {
            &CARD
        }
        fn rows(&self, _: &School, _: &mut Program) {}
        fn check(&self, _: &School, _: &Schedule) -> Vec<Finding> {
            let finding = Finding::new("fickle").always_hard();
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
        let school = School::try_from(mortarboard_io::generate::examples::seven_period_day()).unwrap();
        let rules = Rules::of(&school).with(Arc::new(Fickle(AtomicBool::new(false))), Mode::Hard);
        let mut options = Options::default();
        (options.time, options.work) = (None, Some(100));
        let error = mortarboard_run::solve_with(&school, &rules, &options, &|_| {}).expect_err("the rule changes its mind");
        let failure = Failure::from(error);
        assert_eq!((failure.end(), failure.end().exit() as u8, failure.end().error()), (End::Bug, 6, Some("bug")));
        assert!(failure.message.contains("Somebody was asked twice."), "{}", failure.message);
    }
}
