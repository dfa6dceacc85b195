//! The re-check against plain enumeration.

mod assumptions;
mod certificates;
mod leaves;
mod proofs;
mod routes;
