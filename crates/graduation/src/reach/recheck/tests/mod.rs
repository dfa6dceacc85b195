//! The re-check against plain enumeration.

mod assumptions;
mod certificates;
pub(in crate::reach) mod corrupt;
mod corrupted;
mod leaves;
mod proofs;
mod routes;
