//! Files and made-up schools: school folders, JSON, other systems' exports, schedule folders.
//!
//! Reading reports all faults at once, each with file, line, cause and fix. Nothing is ever written over: a folder is new and appears whole
//! or not at all. Plans that come with the library are found by their id.
//!
//! ```
//! use mortarboard::files::{Recipe, find_plan, generate_school, load_school, write_school};
//! let place = tempfile::tempdir()?;
//! let folder = place.path().join("school");
//! let raw = generate_school(&Recipe::new(150, 1));
//! write_school(&raw, &folder)?;
//! let (again, school) = load_school(&folder)?;
//! assert_eq!((again, school.students().len()), (raw, 150));
//! assert!(find_plan("oakland-230").is_some());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[doc(inline)]
pub use mortarboard_io::folder::{load as load_school, write as write_school};
#[doc(inline)]
pub use mortarboard_io::generate::examples::seven_period_day;
#[doc(inline)]
pub use mortarboard_io::generate::{Recipe, TimeStructure, school as generate_school};
#[doc(inline)]
pub use mortarboard_io::import::load as import_school;
#[doc(inline)]
pub use mortarboard_io::json::{load_school as school_from_json, write_school as school_to_json};
#[doc(inline)]
pub use mortarboard_io::plans::find as find_plan;
#[doc(inline)]
pub use mortarboard_io::schedule::{load as load_schedule, write as write_schedule};
#[doc(inline)]
pub use mortarboard_io::{InputFault, InputFaults, WriteError};
