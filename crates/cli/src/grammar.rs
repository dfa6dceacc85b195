//! One grammar of verbs: `VERB SCHOOL [SCHEDULE] [--out DIR]`, and what every command shows under `--help`.

use crate::args::Cli;
use crate::exit;
use clap::{Arg, Command, CommandFactory, FromArgMatches};

/// The command line, each command with its usage in the order of the grammar and the table of exit codes.
pub(crate) fn command() -> Command {
    Cli::command().mut_subcommands(|verb| {
        let usage = usage(&verb);
        verb.override_usage(usage).after_help(exit::TABLE)
    })
}

/// Reads the command line.
pub(crate) fn parse() -> Result<Cli, clap::Error> {
    Cli::from_arg_matches(&command().try_get_matches()?)
}

/// How a command is called: what it reads, what else it can't do without, what it writes, and that there is more.
fn usage(verb: &Command) -> String {
    let value = |arg: &Arg| arg.get_value_names().and_then(|names| names.first()).map_or(String::new(), ToString::to_string);
    let shown = |arg: &Arg| match (arg.get_long(), arg.is_required_set()) {
        (None, true) => format!(" <{}>", value(arg)),
        (None, false) => format!(" [{}]", value(arg)),
        (Some(long), true) => format!(" --{long} <{}>", value(arg)),
        (Some(long), false) => format!(" [--{long} <{}>]", value(arg)),
    };
    let (out, others): (Vec<&Arg>, Vec<&Arg>) =
        verb.get_arguments().filter(|arg| !arg.is_positional()).partition(|arg| arg.get_long() == Some("out"));
    let needed = others.into_iter().filter(|arg| arg.is_required_set());
    let parts: String = verb.get_positionals().chain(needed).chain(out).map(shown).collect();
    format!("mortarboard {}{parts} [OPTIONS]", verb.get_name())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = include_str!("../../../docs/commands.md");

    /// Commands that read no school, and what they take in its place. The page says why.
    const WITHOUT_A_SCHOOL: [(&str, &[&str]); 3] = [("import", &["MAP", "FROM"]), ("generate", &[]), ("rules", &["SLUG"])];

    fn names<'a>(args: impl Iterator<Item = &'a Arg>) -> Vec<String> {
        args.map(|arg| arg.get_value_names().map_or(String::new(), |names| names[0].to_string())).collect()
    }

    /// What is wrong with a command by the grammar.
    fn faults(verb: &Command) -> Vec<String> {
        let (name, mut found) = (verb.get_name(), Vec::new());
        let takes = names(verb.get_positionals());
        match WITHOUT_A_SCHOOL.iter().find(|(known, _)| *known == name) {
            Some((_, instead)) if takes == *instead => {}
            None if takes == ["SCHOOL"] || takes == ["SCHOOL", "SCHEDULE"] => {
                if !verb.get_positionals().next().is_some_and(Arg::is_required_set) {
                    found.push(format!("{name}: SCHOOL can be left out"));
                }
            }
            _ => found.push(format!("{name} takes {takes:?}")),
        }
        for arg in verb.get_arguments().filter(|arg| !arg.is_positional()) {
            let (long, value) = (arg.get_long().unwrap_or_default(), names([arg].into_iter()).concat());
            if (long == "out") != (value == "DIR") {
                found.push(format!("{name}: --{long} {value}, where only --out names a folder, as DIR"));
            }
            if arg.get_short().is_some() && !matches!(long, "help" | "version") {
                found.push(format!("{name}: --{long} has a short form"));
            }
        }
        if !name.chars().all(|letter| letter.is_ascii_lowercase()) || verb.has_subcommands() {
            found.push(format!("{name} is not one plain verb"));
        }
        found
    }

    #[test]
    fn every_command_follows_the_grammar() {
        let found: Vec<String> = command().get_subcommands().flat_map(faults).collect();
        assert_eq!(found, Vec::<String>::new());
        for (name, _) in WITHOUT_A_SCHOOL {
            assert!(command().find_subcommand(name).is_some(), "{name} is no command any more");
        }
    }

    #[test]
    fn what_does_not_follow_it_is_recognised() {
        let arg = |name: &'static str| Arg::new(name).value_name(name);
        let verb = |args: Vec<Arg>| Command::new("compare").args(args);
        assert_eq!(faults(&verb(vec![arg("SCHOOL").required(true), arg("SCHEDULE")])), Vec::<String>::new());
        assert_eq!(faults(&verb(vec![arg("SCHEDULE").required(true)])).len(), 1);
        assert_eq!(faults(&verb(vec![arg("SCHOOL")])).len(), 1);
        assert_eq!(faults(&verb(vec![arg("SCHOOL").required(true), arg("DIR").long("to")])).len(), 1);
        assert_eq!(faults(&verb(vec![arg("SCHOOL").required(true), arg("N").long("seed").short('s')])).len(), 1);
        assert_eq!(faults(&Command::new("compare-two").arg(arg("SCHOOL").required(true))).len(), 1);
    }

    #[test]
    fn the_page_shows_how_each_command_is_called() {
        for verb in command().get_subcommands_mut() {
            let usage = verb.render_usage().to_string();
            let usage = usage.trim_start_matches("Usage: mortarboard ").trim_end_matches(" [OPTIONS]");
            let plain = usage.replace(['<', '>'], "");
            assert!(PAGE.contains(&format!("| `{plain}` |")), "docs/commands.md has no row `{plain}`");
        }
        let shown = PAGE.split_once("\n## Commands\n").map_or("", |(_, rest)| rest.split("\n## ").next().unwrap_or_default());
        let rows = shown.lines().filter(|line| line.starts_with("| `")).count();
        assert_eq!(rows, command().get_subcommands().count(), "each command has one row");
    }
}
