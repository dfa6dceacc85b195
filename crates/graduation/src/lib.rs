//! Graduation on time, from plans and transcripts: audits of transcripts, routes and proofs for each student, and what hangs
//! on courses and requests.
//!
//! - [`audit`] matches a transcript to the requirements of a plan, and says what is missing.
//! - [`reach`] states the question whether a student can still graduate on time, answers it with a certificate, and reads
//!   certificates again; it names the cause where the answer is no, and what would mend it.
//! - [`access()`] sums the answers up for a school, and leaves small groups out.
//! - [`course_factors`] tell how much hangs on one course, [`invalid_requests`] which requests lead nowhere.
//!
//! Pure functions of a school: no file, clock, float or random number.
#![forbid(unsafe_code)]

mod access;
pub mod audit;
mod factors;
mod hold;
pub mod reach;
mod requests;

pub use access::{CauseCount, PlanAccess, SMALL_GROUP, Share, Standing, State, access, shown};
pub use factors::{Factor, course_factors};
pub use hold::{can_hold, smallest_clash};
pub use requests::{Invalid, InvalidRequest, in_time, invalid_requests};
