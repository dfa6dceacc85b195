//! The search: routes to graduation, and proofs that there is none.

mod admits;
mod asked;
mod beside;
mod choices;
mod close;
mod cover;
mod critical;
mod cut;
mod dive;
mod flow;
mod had;
mod marks;
mod moved;
mod needs;
mod order;
mod past;
mod place;
mod pool;
mod put_off;
mod reacher;
mod records;
mod repair;
mod retakes;
mod sections;
mod slack;
mod solve;
mod standing;
mod state;
mod steady;
mod survival;
mod swap;
mod times;
mod tree;
mod worth;

#[cfg(test)]
mod spare_tests;
#[cfg(test)]
mod tests;

pub use reacher::{CASES, Reacher};
pub use slack::Slack;
pub use survival::Survival;
