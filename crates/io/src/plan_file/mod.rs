//! Plan files: one graduation plan each, in TOML, in the folder `plans` of a school folder.
//!
//! `docs/plans.md` describes them. Reading, writing, the JSON reader's faults and that page all read the
//! declarations of [`SECTIONS`]; a key that is not declared there can't be read or written.

mod field;
mod keys;
mod places;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use keys::{CAP, EITHER, FILTER, PLAN, REQUIREMENT, SECTIONS, SUBSTITUTE, VALIDATION};
pub use read::read;
pub(crate) use read::{file, folder, json};
pub use write::write;

/// Name of the folder, and of the table in faults and in JSON.
pub(crate) const FOLDER: &str = "plans";

/// One key of a plan file, described in the same way as a setting.
pub use crate::settings::Setting as Key;

/// A table of a plan file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Section {
    /// What one such table is.
    pub name: &'static str,
    /// One or two sentences.
    pub meaning: &'static str,
    /// Keys in the order in which they are written.
    pub keys: &'static [Key],
}
