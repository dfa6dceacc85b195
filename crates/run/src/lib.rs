//! Runs the parts one after another: the scheduler, then the checker; the question of graduation for all students of a
//! school at once; and what is said of a schedule in a summary.
//!
//! Programs embed the crate `mortarboard`, which re-exports from here what they need. This crate has the rest too, for the program
//! of the command line.
#![forbid(unsafe_code)]

mod error;
mod exact;
mod proof;
mod reach;
mod solve;
pub mod summary;

pub use error::Error;
pub use exact::solve_exact;
pub use reach::{Critical, CriticalRequest, PersonaReach, ReachOptions, Reached, StudentReach, Unexamined, UnexaminedCause, WrongOrder};
pub use reach::{critical, prioritised, reach, reach_checked, unexamined};
pub use solve::{Answer, prioritised_within, solve, solve_with};
