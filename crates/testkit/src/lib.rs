//! Tiny schools, strategies and oracles for the tests of the workspace. Never published.
//!
//! The oracle here is slow and plain on purpose: it enumerates schedules and asks each rule's own
//! `check`, so it shares nothing with the rows of the integer program or with any search.
#![forbid(unsafe_code)]

mod brute;
mod busy;
mod cells;
mod outcome;
mod random;
mod schools;

pub use brute::{Brute, brute_force, brute_force_within, is_feasible, score};
pub use busy::{busy_raw, some_schedule};
pub use cells::{MARKER, NO_IDS, every_table, marked};
pub use outcome::check_outcome;
pub use random::{leave_sections, lock, numbers, random_case, random_school, trimmed_raw, trimmed_school};
pub use schools::{two_singletons, two_singletons_raw};
