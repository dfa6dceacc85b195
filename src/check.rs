//! The independent checker: any schedule, whoever made it, against every rule, from the input alone.
//!
//! [`verify`] reads a schedule; [`reasons`] says why each unmet request is not met and [`mends`] what would meet it; [`audit`] says
//! before any search what no schedule can mend; [`seat_bound`] is what no schedule exceeds. The crate `mortarboard-checker` can be
//! embedded alone, without a scheduler and without a C++ tool chain.
//!
//! ```
//! use mortarboard::rule::Rules;
//! use mortarboard::{Schedule, School, Severity, check};
//! let school = School::try_from(mortarboard::files::seven_period_day())?;
//! assert!(check::audit(&school, &Rules::of(&school)).iter().all(|fault| fault.severity == Severity::Warning), "nothing stands against a schedule");
//! let report = check::verify(&school, &Rules::of(&school), &Schedule::empty(&school));
//! assert!(!report.accepted(), "no section of this schedule meets");
//! # Ok::<(), mortarboard::Faults>(())
//! ```

#[doc(inline)]
pub use mortarboard_checker::{Counts, Mend, Reason, Report, SeatBound, Unmet, Violation, audit, mends, reasons, seat_bound, verify};
