//! The re-check against plain enumeration.

mod leaves;
mod proofs;
mod routes;
