//! The program mortarboard.
#![forbid(unsafe_code)]

mod args;
mod audit;
mod bound;
mod end;
mod envelope;
mod exit;
mod failure;
mod folder;
mod generate;
mod grammar;
mod import;
mod interrupt;
mod print;
mod printed;
mod progress;
mod reach;
mod rules;
mod solve;
mod text;
mod unexamined;
mod unmet;
mod verify;

use args::{Command, Format};
use exit::Exit;
use failure::Failure;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match grammar::parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let done = match &cli.command {
        Command::Import(args) => import::run(args, cli.format),
        Command::Audit(args) => audit::run(args, cli.format),
        Command::Solve(args) => solve::run(args, cli.format),
        Command::Verify(args) => verify::run(args, cli.format),
        Command::Reach(args) => reach::run(args, cli.format),
        Command::Generate(args) => generate::run(args, cli.format),
        Command::Rules(args) => rules::run(args, cli.format),
    };
    let end = done.unwrap_or_else(|failure| {
        match cli.format {
            Format::Json => print::json(&failure.object()),
            Format::Text => print::err(&failure.to_string()),
        }
        failure.end()
    });
    ended(end.exit())
}

/// The exit code, unless the answer did not get through.
fn ended(exit: Exit) -> ExitCode {
    if !print::lost() {
        return exit.into();
    }
    print::err("error: the answer can't be written to standard output\n  fix: check that the place it goes to has room\n");
    Exit::Output.into()
}

/// Help, the version, or a command line that can't be understood.
fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        print::out(&error.render().to_string());
        return ended(Exit::Done);
    }
    // The line could not be understood, so whether it asks for JSON is looked up word by word.
    let words: Vec<_> = std::env::args_os().collect();
    let json = words.iter().any(|word| word == "--format=json") || words.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json");
    let text = error.render().to_string();
    if json {
        print::json(&Failure::line(error, text.trim_end()).object());
    } else {
        print::err(&text);
    }
    Exit::Usage.into()
}
