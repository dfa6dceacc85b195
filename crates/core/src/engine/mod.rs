//! The engine at the size of a school: staffing, placement, loading, rooms.
//!
//! Every part reads the same rules: choices that a rule excludes are not in the [`Domains`]; rules of the
//! library have counters in the [`state`] (each with a test that it agrees with the rule's own check); any
//! other rule is kept through its rows, evaluated incrementally.

mod anneal;
mod bits;
mod build;
mod clock;
mod compact;
mod demand;
mod dice;
mod finish;
mod keep;
mod loading;
mod meetings;
mod moves;
mod periods;
mod placed;
mod polish;
mod problem;
mod run;
mod several;
mod staffing;
mod state;
mod student;
#[cfg(test)]
mod student_laws;
mod sums;
#[cfg(test)]
mod tests;

pub(crate) use placed::load;
pub(crate) use run::solve;
