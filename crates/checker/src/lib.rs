//! Verifies schedules and explains them, from the input alone.
#![forbid(unsafe_code)]

mod alone;
mod audit;
mod bound;
mod claims;
mod counts;
mod day;
mod empty_time;
mod in_order;
mod mends;
mod orders;
mod own_week;
mod proofs;
mod reasons;
mod several;
mod side_by_side;
mod times;
mod verify;
mod whole_week;
mod year;

pub use alone::{Bound, Placeable, bound, placeable};
pub use audit::{FaultKind, Pair, audit, fault_kinds, out_of_reach, singleton_pairs};
pub use bound::{Measure, Most, Prices, SeatBound, most_by, seat_bound};
pub use claims::{
    Anything, BoundClaims, ClaimFault, Claims, GradeClaim, LevelClaims, MostClaim, OwnWeekClaims, RequestClaims, ScoreClaims,
    StudentClaims, TallyClaim, verify_claims,
};
pub use counts::{ByGrade, ByUnmet, Counts, Grade, GradeStudents, Requests, Sections, Students, Tally, counts};
pub use empty_time::{EmptyTime, empty_time};
pub use mends::{Levels, Mend, Mends, SeatChange, Step, follow, mends};
pub use own_week::{OwnWeek, own_week};
pub use proofs::{nothing_left, own_weeks_reached};
pub use reasons::{Clash, InOrder, Move, Reason, Unmet, clashes, reasons};
pub use verify::{BrokenRow, Checked, Involved, Report, Violation, verify};
pub use year::{NeedClash, NeedMend, NeedStep, ThisYear, Unseated, this_year};
