//! For the tests of whoever writes a rule: schools and schedules drawn at random, and the laws that every rule obeys. (Feature `testing`.)
//!
//! ```
//! use mortarboard::testing::{Law, draws, random_raw, random_schedule};
//! use mortarboard::rule::standard;
//! let mut draw = draws(&[3, 1, 4, 1, 5, 9, 2, 6]);
//! let school = mortarboard::School::try_from(random_raw(&mut draw))?;
//! for rule in standard() {
//!     Law::new(rule.as_ref(), &school).test(&random_schedule(&school, &mut draw))?;
//! }
//! assert!(standard().len() > 10);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[doc(inline)]
pub use mortarboard_core::law::{Walked, walk};
#[doc(inline)]
pub use mortarboard_model::testing::{Law, draws, random_raw, random_schedule};
