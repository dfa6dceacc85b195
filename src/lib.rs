//! Facade.

mod error;
mod solve;

pub use error::Error;
pub use mortarboard_checker as checker;
pub use mortarboard_core as core;
pub use mortarboard_io as io;
pub use mortarboard_model as model;

pub use mortarboard_core::{Conflict, Options, Outcome, Phase, Progress, Reason, Solved, Stopped};
pub use mortarboard_model::fault::{Fault, Faults};
pub use mortarboard_model::raw::RawSchool;
pub use mortarboard_model::rule::{Mode, Rule, Rules};
pub use mortarboard_model::{Schedule, School};
pub use solve::{Answer, solve, solve_with};
