//! How a command ends: one word for the reader, one number for the script.

use crate::exit::Exit;
use mortarboard_run::summary::{Status, Summary};

/// How a command ends. Each is a row of the table in `docs/commands.md`, which a test compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// What was asked is done, and there is no bad news.
    Ok,
    /// A schedule, and none is worth more.
    Optimal,
    /// A schedule; a better one may exist.
    Feasible,
    /// The same, and the search was ended by hand.
    Stopped,
    /// No schedule keeps every hard rule.
    Infeasible,
    /// The schedule or its summary is not as it should be.
    Violations,
    /// The audit found what no schedule can mend.
    Errors,
    /// Some student can't graduate on time.
    Blocked,
    /// None is known to be blocked, but some were not examined.
    Incomplete,
    /// All were examined and none is known to be blocked, but a limit came before all was found.
    Undecided,
    /// No schedule was found within the limit.
    Nothing,
    /// Interrupted before there was any schedule.
    Interrupted,
    /// The command line can't be understood.
    Usage,
    /// This build can't do what was asked, or a solver failed.
    Backend,
    /// The input is faulty.
    Input,
    /// The output exists already or can't be written.
    Output,
    /// The program contradicts itself.
    Bug,
}

impl End {
    /// All of them, in the order of the table.
    #[cfg(test)]
    pub(crate) const ALL: [End; 17] = [
        End::Ok,
        End::Optimal,
        End::Feasible,
        End::Stopped,
        End::Infeasible,
        End::Violations,
        End::Errors,
        End::Blocked,
        End::Incomplete,
        End::Undecided,
        End::Usage,
        End::Backend,
        End::Input,
        End::Output,
        End::Nothing,
        End::Bug,
        End::Interrupted,
    ];

    /// The row of the table: exit code, status, and the kind of error where there is no answer.
    const fn row(self) -> (Exit, &'static str, Option<&'static str>) {
        match self {
            End::Ok => (Exit::Done, "ok", None),
            End::Optimal => (Exit::Done, "optimal", None),
            End::Feasible => (Exit::Done, "feasible", None),
            End::Stopped => (Exit::Done, "stopped", None),
            End::Infeasible => (Exit::BadNews, "infeasible", None),
            End::Violations => (Exit::BadNews, "violations", None),
            End::Errors => (Exit::BadNews, "errors", None),
            End::Blocked => (Exit::BadNews, "blocked", None),
            End::Incomplete => (Exit::BadNews, "incomplete", None),
            End::Undecided => (Exit::BadNews, "unknown", None),
            End::Nothing => (Exit::Nothing, "unknown", None),
            End::Interrupted => (Exit::Interrupted, "unknown", None),
            End::Usage => (Exit::Usage, "error", Some("usage")),
            End::Backend => (Exit::Usage, "error", Some("backend")),
            End::Input => (Exit::Input, "error", Some("input")),
            End::Output => (Exit::Output, "error", Some("output")),
            End::Bug => (Exit::Bug, "error", Some("bug")),
        }
    }

    /// The exit code.
    pub(crate) fn exit(self) -> Exit {
        self.row().0
    }

    /// The word under `status`.
    pub(crate) fn status(self) -> &'static str {
        self.row().1
    }

    /// The word under `error`; none where there is an answer.
    pub(crate) fn error(self) -> Option<&'static str> {
        self.row().2
    }

    /// How a solve ends, of which this is the summary.
    pub(crate) fn of(summary: &Summary) -> Self {
        match (summary.status, summary.stopped) {
            (Status::Optimal, _) => End::Optimal,
            (Status::Feasible, _) => End::Feasible,
            (Status::Stopped, _) => End::Stopped,
            (Status::Infeasible, _) => End::Infeasible,
            (_, Some("asked")) => End::Interrupted,
            (_, _) => End::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = include_str!("../../../docs/commands.md");

    /// The cells of each row of the table under a heading, without its two first lines.
    fn rows(heading: &str) -> Vec<Vec<String>> {
        let (_, rest) = PAGE.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no heading {heading}"));
        let part = rest.split("\n## ").next().unwrap_or_default();
        let lines = part.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|')).skip(2);
        lines.map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().replace('`', "")).collect()).collect()
    }

    #[test]
    fn the_page_has_every_end_and_no_other() {
        let shown = rows("Status words");
        let shown: Vec<[&str; 3]> = shown.iter().map(|row| [0, 1, 2].map(|at| row[at].as_str())).collect();
        let texts: Vec<(String, &str, &str)> =
            End::ALL.iter().map(|end| ((end.exit() as u8).to_string(), end.status(), end.error().unwrap_or_default())).collect();
        let known: Vec<[&str; 3]> = texts.iter().map(|(exit, status, error)| [exit.as_str(), status, error]).collect();
        assert_eq!(shown, known);
    }

    /// What is printed and what a schedule folder keeps are told in the same words.
    #[test]
    fn a_summary_ends_in_the_same_word() {
        let same = [
            (Status::Optimal, End::Optimal),
            (Status::Feasible, End::Feasible),
            (Status::Stopped, End::Stopped),
            (Status::Infeasible, End::Infeasible),
            (Status::Unknown, End::Nothing),
            (Status::Unknown, End::Interrupted),
        ];
        for (status, end) in same {
            assert_eq!(serde_json::to_value(status).expect("a word"), end.status());
        }
    }

    #[test]
    fn the_page_has_the_exit_codes_of_the_help() {
        let mut help: Vec<Vec<String>> = Vec::new();
        for line in crate::exit::TABLE.lines().skip(1) {
            match line.trim_start().split_once("  ") {
                Some((code, text)) if code.parse::<u8>().is_ok() => help.push(vec![code.to_owned(), text.trim().to_owned()]),
                _ => {
                    let text = help.last_mut().expect("a code comes first");
                    text[1] = format!("{} {}", text[1], line.trim());
                }
            }
        }
        assert_eq!(rows("Exit codes"), help);
        let mut codes: Vec<u8> = End::ALL.iter().map(|end| end.exit() as u8).collect();
        codes.sort_unstable();
        codes.dedup();
        let shown: Vec<u8> = help.iter().map(|row| row[0].parse().expect("a code")).collect();
        assert_eq!(shown, codes, "every code of the table ends some command");
    }
}
