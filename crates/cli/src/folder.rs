//! The places the program reads from and writes to.

use crate::envelope::Known;
use crate::failure::{EXISTS, Failure, UNWRITABLE};
use mortarboard_io::{Places, folder};
use mortarboard_model::School;
use std::path::Path;

/// Reads a school with the places of its rows, and what tells it from others.
pub(crate) fn whole(path: &Path) -> Result<(School, Places, Known), Failure> {
    folder::load_placed(path)
        .map(|(raw, school, places)| {
            let known = Known::new(&school, mortarboard_io::digest(&raw));
            (school, places, known)
        })
        .map_err(|faults| Failure::input(format!("the school folder {} can't be used", path.display()), faults))
}

/// Makes sure, before any work is done, that a folder can be written later: it does not exist, and the
/// place where it shall be takes new folders.
pub(crate) fn free(path: &Path) -> Result<(), Failure> {
    if path.symlink_metadata().is_ok() {
        let cause = "it exists already; nothing is ever written over";
        return Err(Failure::output(EXISTS, path, cause, "name a folder that does not exist"));
    }
    let unwritable = |cause: String, fix: &str| Failure::output(UNWRITABLE, path, cause, fix);
    let parent = match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return Err(unwritable("it is not the name of a folder".to_owned(), "name a folder that does not exist")),
    };
    if !parent.is_dir() {
        return Err(unwritable(format!("{} is not a folder", parent.display()), "make the folder above it first"));
    }
    // Only an attempt tells whether the place can be written; after a long solve would be too late.
    let probe = parent.join(format!(".mortarboard-{}", std::process::id()));
    std::fs::create_dir(&probe)
        .and_then(|()| std::fs::remove_dir(&probe))
        .map_err(|cause| unwritable(cause.to_string(), "name a place where folders can be made"))
}
