//! Master schedules for secondary schools, as an integer program, with every claim checked.
//!
//! ```
//! use mortarboard::raw::RawSchool;
//! use mortarboard::{Options, School};
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let raw: RawSchool = serde_json::from_str(r#"{
//!         "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"},
//!                  {"day": "Mon", "slot": "2", "start": "08:55", "end": "09:45"}],
//!         "patterns": [{"pattern": "P1", "cells": "1(*)"}, {"pattern": "P2", "cells": "2(*)"}],
//!         "courses": [{"course": "ART", "sections": 1, "max_seats": 20, "patterns": "P1;P2"},
//!                     {"course": "BIO", "sections": 1, "max_seats": 20, "patterns": "P1;P2"}],
//!         "students": [{"student": "s1"}],
//!         "requests": [{"student": "s1", "course": "ART"}, {"student": "s1", "course": "BIO"}]
//!     }"#)?;
//!     let school = School::try_from(raw)?;
//!     let answer = mortarboard::solve(&school, &Options::default(), &|progress| println!("{} met", progress.met))?;
//!     let report = answer.report().ok_or("no schedule was found")?;
//!     assert_eq!((report.counts.requests.met, report.counts.requests.total), (2, 2));
//!     Ok(())
//! }
//! ```
//!
//! # The five types
//!
//! | type | what it is |
//! |---|---|
//! | [`RawSchool`](raw::RawSchool) | a school as an office states it: plain data, nothing checked; JSON by serde |
//! | [`School`] | the same, checked once: `School::try_from(raw)` reports all faults at once |
//! | [`Options`] | limits of time and work, seed, threads, and a flag that stops the solve |
//! | [`Answer`] | what the scheduler says ([`Outcome`]) and what the checker found ([`check::Report`]) |
//! | [`Schedule`] | when, by whom and where each section is taught, and who sits in it |
//!
//! [`solve`] runs the scheduler and then the checker, which shares no constraint code with it; what the
//! checker rejects is never returned. A school without any schedule is an answer
//! ([`Outcome::Infeasible`]), and so is a limit that came too early ([`Outcome::Unknown`]). [`Error`] is
//! for the rest: ask it [`is_input`](Error::is_input), [`is_backend`](Error::is_backend) or
//! [`is_bug`](Error::is_bug).
//!
//! # The modules
//!
//! - [`raw`]: every table of a school, to be filled in code or by serde. [`school`]: ids and tables of a school that was checked.
//! - [`files`]: school folders and schedule folders, JSON, other systems' columns mapped to ours, made-up schools.
//! - [`check`]: verifies any schedule, whoever made it; gives a reason for each unmet request
//!   and what would mend it; and audits a school before any schedule is made.
//! - [`graduation`]: proves for each student that graduation on time is possible, or names the cause why not, from plans and transcripts.
//! - [`rule`]: the standard rules, and what it takes to write one; [`solve_with`] takes it inside [`Rules`](rule::Rules).
//!
//! **Progress and stopping.** The last argument of [`solve`] is called with each [`Progress`]; set
//! [`Options::stop`] to end a solve and keep the best schedule so far.
//! **Repeatable runs.** Same school, seed and [`Options::work`]: same schedule, on any number of threads.
//!
//! The folder `examples/` has whole programs: a first schedule, embedding with progress and a stop flag, a
//! custom rule, and reading another system's export.
//!
//! # What has a name here
//!
//! At most a hundred and fifty items, and `docs/public-api.txt` lists them with all their members; a change of it is a change for
//! callers. Options and what the library answers grow with later versions: they are `#[non_exhaustive]`, and options are made from their
//! default by `with_` methods. The structs of [`raw`] grow too, and say there how. Types that only occur inside of these and have no name here, such as one part of a report, can be
//! named through the crate that has them: `mortarboard-model`, `mortarboard-checker`, `mortarboard-io`, `mortarboard-core` or
//! `mortarboard-run`.
//!
//! # Features
//!
//! `highs` (on by default) brings in HiGHS, a C++ solver, for [`solve_exact`], and for the proof that [`solve`]
//! adds by itself in small schools when [`Options::work`] is not set. Without it everything else is there, in
//! pure Rust, and [`solve_exact`] answers with an error for which [`is_backend`](Error::is_backend) holds.
//! `testing` adds the module `testing`, for the tests of whoever writes a rule.
//!
//! # What it does not do
//!
//! It does not say how far a schedule is from the best one, beyond a bound that counts each student's own week and the seats of
//! each course ([`Answer::bound`]), unless an exact solve proves more. It opens no network
//! connection and never asks for the names of people.
#![forbid(unsafe_code)]

pub mod check;
pub mod files;
pub mod graduation;
pub mod raw;
pub mod rule;
pub mod school;
#[cfg(feature = "testing")]
pub mod testing;

#[doc(inline)]
pub use mortarboard_core::{Options, Outcome, Phase, Progress, Proof, Refutation, Solved, Stopped};
#[doc(inline)]
pub use mortarboard_model::fault::{Fault, Faults, Severity};
#[doc(inline)]
pub use mortarboard_model::score::{Level, Score};
#[doc(inline)]
pub use mortarboard_model::{Schedule, School};
#[doc(inline)]
pub use mortarboard_run::{Answer, Error, solve, solve_exact, solve_with};

/// The README's example is run like those of this page.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(test)]
mod tests {
    /// The lines of the first Rust example of a text.
    fn example<'t>(text: &'t str, mark: &str, strip: &str) -> Vec<&'t str> {
        let lines = text.lines().map(|line| line.strip_prefix(strip).unwrap_or(line));
        lines.skip_while(|line| line.trim() != mark).skip(1).take_while(|line| line.trim() != "```").map(str::trim).collect()
    }

    #[test]
    fn the_readme_opens_with_the_example_of_the_guide() {
        let readme = example(include_str!("../README.md"), "```rust", "");
        let guide = example(include_str!("lib.rs"), "```", "//!");
        assert!(guide.len() > 10);
        assert_eq!(readme, guide);
    }
}
