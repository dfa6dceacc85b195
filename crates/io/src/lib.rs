//! Reading and writing schools and schedules, knowing nothing of scheduling.
//!
//! - [`folder`]: a school folder, `settings.toml`, one CSV file for each table, and a folder of graduation plans.
//! - [`plan_file`]: one graduation plan; [`plans`]: plans that come with the library.
//! - [`schedule`]: a schedule folder; [`elsewhere`]: one that another program made.
//! - [`json`]: a school as one JSON text.
//! - [`import`]: a school out of another system's CSV files, by a column map.
//! - [`generate`]: seeded example schools; [`example`]: the example of a rule as folders.
//! - [`table`], [`settings`] and [`plan_file`]: every column, setting and key, declared once; [`page`] makes the pages
//!   under `docs/` from them, and from the rules. [`words`]: what other programs call the rules.
//!
//! Reading reports [all faults](InputFaults) of a run at once, with file, line, column, id, cause and fix.
//! Nothing is ever written over: output folders are new and appear whole or not at all. What cells hold is
//! not repeated in faults, apart from ids.
//!
//! ```
//! use mortarboard_io::{folder, json};
//! # let place = tempfile::tempdir().unwrap();
//! # let folder_path = place.path().join("school");
//! let (raw, school) = json::load_school(r#"{
//!     "bell": [{"day": "Mon", "slot": "1", "start": "08:30", "end": "09:15"}],
//!     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
//!     "courses": [{"course": "ART", "max_seats": 24, "sections": 1, "patterns": "P1"}],
//!     "students": [{"student": "s1"}],
//!     "requests": [{"student": "s1", "course": "ART", "priority": "required"}]
//! }"#).unwrap();
//! folder::write(&raw, &folder_path).unwrap();
//! assert_eq!(folder::load(&folder_path).unwrap(), (raw, school));
//! ```
#![forbid(unsafe_code)]

mod absent;
mod digest;
pub mod elsewhere;
pub mod example;
pub mod fault;
pub mod folder;
pub mod generate;
pub mod import;
pub mod json;
#[cfg(test)]
mod laws;
mod leans;
mod looks;
mod new_folder;
pub mod page;
mod places;
pub mod plan_file;
pub mod plans;
mod scan;
pub mod schedule;
pub mod settings;
pub mod table;
pub mod words;

pub use digest::digest;
pub use fault::{InputFault, InputFaults, Place, Places};
pub use new_folder::WriteError;
