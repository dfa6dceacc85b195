//! Graduation on time, student by student: a proof that it can be reached, or the cause why not.
//!
//! [`reach`] looks at all students of a school that states plans, with or without a schedule. [`prioritised`] raises the requests that
//! graduation hangs on; [`solve`](crate::solve) does so by itself. [`access`] sums students up by grades and groups.
//!
//! ```
//! use mortarboard::files::{Recipe, generate_school};
//! use mortarboard::graduation::{ReachOptions, Verdict, reach};
//! let school = mortarboard::School::try_from(generate_school(&Recipe::new(150, 1).with_graduation()))?;
//! let reached = reach(&school, None, &ReachOptions::default().without_failures());
//! let proven = reached.students.iter().filter(|student| matches!(student.verdict, Verdict::Reachable { .. }));
//! assert_eq!(proven.count(), reached.on_time());
//! assert_eq!(reached.recheck(&school, None), Ok(()), "every proof is read again by other code");
//! # Ok::<(), mortarboard::Faults>(())
//! ```

#[doc(inline)]
pub use mortarboard_graduation::reach::{Cause, Certificate, Verdict, Wrong};
#[doc(inline)]
pub use mortarboard_graduation::{PlanAccess, access, course_factors};
#[doc(inline)]
pub use mortarboard_run::{Critical, ReachOptions, Reached, StudentReach, Unexamined, critical, prioritised, reach, reach_checked};
