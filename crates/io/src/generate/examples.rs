//! Tiny example schools.
