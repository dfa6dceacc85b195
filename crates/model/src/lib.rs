//! What a school, a schedule and a rule are.
//!
//! This crate performs no I/O and knows no solver, float, clock or random number. Input arrives as
//! [`raw`] structs; [`School::try_from`] checks all of it at once and reports every [`fault`]; after
//! that no code has a case for bad input. A [`Schedule`] is the only thing the scheduler returns and the
//! only thing the checker reads. A [`rule`] states itself five times: choices excluded, rows, what a search counts, check and
//! explanation; [`program`] holds the rows.
#![forbid(unsafe_code)]

mod altered;
mod build;
pub mod fault;
pub mod graduation;
mod ids;
pub mod keeper;
pub mod near;
mod otherwise;
pub mod program;
mod raise;
pub mod raw;
pub mod rule;
mod schedule;
mod school;
pub mod score;
pub mod table;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod text;
pub mod time;

pub use altered::Alteration;
pub use build::read_beside;
pub use ids::{
    CellId, ColumnId, CourseId, DayId, GroupId, Id, IdVec, ListingId, NodeId, PatternId, PersonaId, PlanId, RequestId, RoomId, SectionId,
    SlotId, StudentId, TeacherId, TeamId, TermId,
};
pub use otherwise::Change;
pub use schedule::{Placement, Schedule};
pub use school::{Course, Held, Lock, Pattern, Priority, Qualification, Request, Room, School, Section, Shape, Student, Teacher, Team};
