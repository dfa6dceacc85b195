//! What a checked [`School`](crate::School) and a [`Schedule`](crate::Schedule) are made of: ids, and tables by id.
//!
//! An id is a position in a table of one school, for the time it is in memory. The office's own ids are text, and every thing has its own:
//!
//! ```
//! use mortarboard::school::{CourseId, Id};
//! let school = mortarboard::School::try_from(mortarboard::files::seven_period_day())?;
//! let course: CourseId = school.courses().ids().next().ok_or("no course")?;
//! assert_eq!(school.find_course(&school.courses()[course].id), Some(course));
//! assert_eq!(course.index(), 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[doc(inline)]
pub use mortarboard_model::{
    CellId, CourseId, Id, IdVec, PatternId, Placement, Priority, RequestId, RoomId, SectionId, StudentId, TeacherId,
};
