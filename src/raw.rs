//! A school as an office states it, and a schedule in its ids: plain data, nothing checked yet.
//!
//! These structs are what the CSV tables of a school folder hold and what JSON carries, field by field; all of them have serde's traits.
//! [`School::try_from`](crate::School) checks a [`RawSchool`] once and reports all faults at once.
//!
//! # They grow
//!
//! A later version may give any of them another field. It is then one that can be left out: blank text, no number, an empty list.
//! So fill in what you know and leave the rest to `Default`, and a later version changes nothing:
//!
//! ```
//! use mortarboard::raw::{RawCourse, RawSchool};
//! let mut raw = RawSchool::default();
//! raw.settings.name = "Riverbend".into();
//! raw.courses.push(RawCourse { course: "ART".into(), max_seats: 24, sections: Some(1), ..RawCourse::default() });
//! assert_eq!(raw.courses[0].load, None, "a blank load is that of one section");
//! ```
//!
//! That is why they are not `#[non_exhaustive]`: the attribute would forbid just this way to write them. What a plan consists of is
//! written as a file or as JSON rather than in code, so its parts have no names here.

#[doc(inline)]
pub use mortarboard_model::graduation::raw::{
    RawAchievement, RawListing, RawOffering, RawOutside, RawPersona, RawPlan, RawPrerequisite, RawRecord, RawStudentGroup, RawStudentPlan,
    RawSubstitution, RawWaiver,
};
#[doc(inline)]
pub use mortarboard_model::raw::{
    RawBell, RawCourse, RawLock, RawMeeting, RawObjective, RawPattern, RawPlacement, RawQualification, RawRequest, RawRoom, RawRow,
    RawRuleMode, RawSchedule, RawSchool, RawSeat, RawSection, RawSettings, RawShape, RawStudent, RawTeacher, RawTeam, RawTerm,
};
