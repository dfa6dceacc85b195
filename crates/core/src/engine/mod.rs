//! The engine at the size of a school: staffing, placement, loading, rooms.
//!
//! Every part reads the same rules: choices that a rule excludes are not in the [`Domains`]; what a rule says in keepers is
//! counted in [`keep`], by kind and mode and without knowing the rule; any other rule is kept through its rows, evaluated
//! incrementally. [`walk`](crate::law) tests that what is counted agrees with the rule's own check.

mod anneal;
mod ask;
mod bits;
mod build;
mod clock;
mod compact;
mod demand;
mod dice;
mod ease;
mod finish;
mod keep;
mod loading;
mod meetings;
mod moves;
mod ordered;
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
#[cfg(any(test, feature = "testing"))]
mod walk;

pub(crate) use placed::load;
pub(crate) use run::solve;
#[cfg(any(test, feature = "testing"))]
pub(crate) use walk::walk;
