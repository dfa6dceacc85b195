//! What a plan says beside its requirements: limits, choices and courses that stand in for lower ones.

use super::{Filter, Points};
use crate::ids::{ListingId, NodeId};

/// At most so many pieces of what a filter admits.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cap {
    /// What the limit is on.
    pub from: Filter,
    /// Most pieces.
    pub most: u32,
}

/// Courses that may feed one of several requirements, but not two.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Either {
    /// What is meant.
    pub from: Filter,
    /// Requirements (all of them `Credits`), at most one of which may use it.
    pub nodes: Vec<NodeId>,
}

/// A higher course that stands in for lower ones.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Validation {
    /// Whoever has passed one of these...
    pub higher: Vec<ListingId>,
    /// ...is treated as if each of these had been passed in the same grade and term, with the same mark.
    pub lower: Vec<ListingId>,
    /// Lowest mark in the higher course.
    pub min_points: Option<Points>,
}
