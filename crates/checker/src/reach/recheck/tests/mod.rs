//! The re-check against plain enumeration.

mod certificates;
mod leaves;
mod proofs;
mod routes;
