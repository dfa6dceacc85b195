//! The command line.

use crate::exit;
use clap::{Args, Parser, Subcommand, ValueEnum};
use mortarboard_io::generate::{STUDENTS, TimeStructure};
use std::ops::RangeInclusive;
use std::path::PathBuf;

/// Builds master schedules for secondary schools and verifies every claim made about them.
#[derive(Debug, Parser)]
#[command(name = "mortarboard", version, after_help = exit::TABLE, max_term_width = 100)]
pub(crate) struct Cli {
    /// How the answer is printed. `json` prints one object on standard output and nothing else there.
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// How the answer is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Plain English.
    Text,
    /// One JSON object, described in docs/commands.md and docs/json.md.
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Turn the tables of another system into a school folder, by a column map.
    Import(Import),
    /// Look for what no schedule can mend: too few seats, too few teachers, impossible requests.
    Audit(Audit),
    /// Build a schedule, verify it and write it to a new folder.
    Solve(Solve),
    /// Check a schedule against every rule, from the input alone.
    Verify(Verify),
    /// Prove of students that graduation on time can be reached, or say what stands in the way.
    Reach(Reach),
    /// Make up an example school; no person in it is real.
    Generate(Generate),
    /// List the rules that schedules are held to, or tell of one, with an example to try.
    Rules(Rules),
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The column map (TOML): which column of which table feeds which field.
    pub(crate) map: PathBuf,
    /// The folder with the tables of the other system.
    pub(crate) from: PathBuf,
    /// The school folder to write; it must not exist.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Leave a table out, such as `teams`. May be given several times.
    #[arg(long, value_name = "TABLE")]
    pub(crate) without: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Audit {
    /// The school folder.
    pub(crate) school: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Solve {
    /// The school folder.
    pub(crate) school: PathBuf,
    /// The schedule folder to write; it must not exist.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Stop after so many seconds of wall time and keep the best schedule so far. The default is 20
    /// seconds, or no limit when --work is given. A run ended by the clock can't be repeated exactly.
    /// Up to half of the time goes to which requests graduation hangs on: a second or two for 5,000 students; a tenth, at
    /// most two seconds, is kept for what would mend unmet requests, and in large schools more, for checking and writing.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) time: Option<u64>,
    /// Stop after so many units of work. Same school, seed and work: same schedule, to the byte. For that the
    /// proof is left out that is otherwise tried for small schools.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) work: Option<u64>,
    /// Seed of every random choice.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Threads; 0 means as many as the machine has. They change the speed and nothing else.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) threads: usize,
    /// Solve the integer program exactly after the search: proves the optimum where time is enough, for schools
    /// of up to some hundred students. Those of some ten students are solved so without being asked.
    #[arg(long)]
    pub(crate) exact: bool,
    /// Where progress is shown. `auto` shows a bar when standard error is a terminal, `lines` writes a line
    /// to standard error for each change.
    #[arg(long, value_enum, default_value_t = Show::Auto)]
    pub(crate) progress: Show,
}

/// Where progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Show {
    /// A bar, when standard error is a terminal.
    Auto,
    /// A line for each change.
    Lines,
    /// Nowhere.
    Off,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// The school folder.
    pub(crate) school: PathBuf,
    /// The schedule folder.
    pub(crate) schedule: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Reach {
    /// The school folder, with graduation plans. A table of requests is not needed.
    pub(crate) school: PathBuf,
    /// The schedule folder: this one's or another program's. Without it, everything offered is open this year.
    pub(crate) schedule: Option<PathBuf>,
    /// Only this student, in detail: the audit of the transcript, the route or the proof.
    #[arg(long, value_name = "ID")]
    pub(crate) student: Option<String>,
    /// Only this plan, also for students who do not follow it.
    #[arg(long, value_name = "NAME")]
    pub(crate) plan: Option<String>,
    /// Show groups of fewer than ten students, and list blocked students one by one. Such a report is not for publication.
    #[arg(long)]
    pub(crate) full: bool,
    /// Do not look at what failed courses would do; quicker.
    #[arg(long)]
    pub(crate) no_failures: bool,
    /// Stop after so many seconds of wall time. Whoever was not looked at by then is unknown. Without it there is no limit; Ctrl-C
    /// stops in the same way.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) time: Option<u64>,
}

#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// How many students.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(students()))]
    pub(crate) students: u32,
    /// Seed: the same seed gives the same school.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// How the day and the year are divided: seven-period, six-period, eight-a-b, four-by-four, semesters,
    /// flexible or doubles.
    #[arg(long, value_name = "NAME", value_parser = time_structure, default_value = "seven-period")]
    pub(crate) time_structure: TimeStructure,
    /// Add what graduation needs: plans, prerequisites, transcripts and typical students.
    #[arg(long)]
    pub(crate) graduation: bool,
    /// The school folder to write; it must not exist.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Rules {
    /// The rule, by the name that the list has. Its page is printed: modes, what it reads, an example.
    pub(crate) slug: Option<String>,
    /// Write the example of the rule to a folder that must not exist: a tiny school (`school`), a schedule that keeps
    /// every rule (`kept`), and one that breaks this rule (`broken`).
    #[arg(long, value_name = "DIR", alias = "example", requires = "slug")]
    pub(crate) out: Option<PathBuf>,
}

/// How many students a made-up school may have.
fn students() -> RangeInclusive<i64> {
    i64::from(*STUDENTS.start())..=i64::from(*STUDENTS.end())
}

/// A time structure by the name it has in JSON.
fn time_structure(name: &str) -> Result<TimeStructure, String> {
    let named = |of: &TimeStructure| serde_json::to_value(of).ok().and_then(|value| value.as_str().map(str::to_owned));
    let all = TimeStructure::ALL;
    all.into_iter().find(|of| named(of).as_deref() == Some(name)).ok_or_else(|| {
        let names: Vec<String> = all.iter().filter_map(named).collect();
        format!("use one of {}", names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_time_structure_has_a_name_and_the_help_lists_it() {
        let help = Cli::command().find_subcommand("generate").map(|command| command.clone().render_long_help().to_string());
        let help = help.expect("the command is there").replace(char::is_whitespace, " ");
        for of in TimeStructure::ALL {
            let name = serde_json::to_value(of).expect("a name");
            let name = name.as_str().expect("a name");
            assert_eq!(time_structure(name), Ok(of));
            assert!(help.contains(name), "{name} is not in the help");
        }
        assert!(time_structure("nine-days").expect_err("no such name").contains("doubles"));
    }
}
