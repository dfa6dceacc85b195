//! What sections must have, and what restricts rooms.

use crate::ids::{CellId, RoomId, SectionId};

/// Sections that must have a pattern, a teacher or a room.
///
/// A search gives each section one of its choices from the start, so that this is broken only where no choice is left:
/// then no search can help, and the rule is named.
///
/// **Unit.** A section without.
///
/// ```
/// use mortarboard_model::{keeper::{Facet, Needs}, SectionId};
/// let rooms = Needs { facet: Facet::Room, sections: vec![SectionId(4)] };
/// assert_eq!(rooms.facet, Facet::Room);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needs {
    /// What they must have.
    pub facet: Facet,
    /// The sections.
    pub sections: Vec<SectionId>,
}

/// What a section has one of.
///
/// ```
/// use mortarboard_model::keeper::Facet;
/// assert!(Facet::Pattern < Facet::Room);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// A pattern.
    Pattern,
    /// A teacher.
    Teacher,
    /// A room.
    Room,
}

/// What restricts rooms, which are given out when all else is decided.
///
/// **Unit.** A section that finds no room for it.
///
/// ```
/// use mortarboard_model::{keeper::Host, CellId, RoomId};
/// let shut = Host::Shut(RoomId(0), vec![CellId(2)]);
/// assert_ne!(shut, Host::Exclusive);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Host {
    /// A room holds one section at a time.
    Exclusive,
    /// A section's students find a seat in its room.
    Seats,
    /// The section is in this room and in no other.
    Kept(SectionId, RoomId),
    /// A room can't be used in these cells, sorted.
    Shut(RoomId, Vec<CellId>),
}
