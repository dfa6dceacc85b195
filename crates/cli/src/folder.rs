//! The places the program reads from and writes to.

use crate::failure::Failure;
use mortarboard::School;
use mortarboard::io::{Places, folder};
use std::path::Path;

/// Reads a school with the places of its rows.
pub(crate) fn school_and_places(path: &Path) -> Result<(School, Places), Failure> {
    whole(path).map(|(school, places, _)| (school, places))
}

/// Reads a school with the places of its rows, and what tells it from others.
pub(crate) fn whole(path: &Path) -> Result<(School, Places, String), Failure> {
    folder::load_placed(path)
        .map(|(raw, school, places)| (school, places, mortarboard::io::digest(&raw)))
        .map_err(|faults| Failure::input(format!("the school folder {} can't be used", path.display()), faults))
}

/// Makes sure, before any work is done, that a folder can be written later: it does not exist, and the
/// place where it shall be takes new folders.
pub(crate) fn free(path: &Path) -> Result<(), Failure> {
    if path.symlink_metadata().is_ok() {
        let sentence = "exists already; nothing is ever written over. Name a folder that does not exist";
        return Err(Failure::output(format!("{} {sentence}.", path.display())));
    }
    let parent = match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return Err(Failure::output(format!("{} is not the name of a folder.", path.display()))),
    };
    if !parent.is_dir() {
        return Err(Failure::output(format!("{} can't be made: {} is not a folder.", path.display(), parent.display())));
    }
    // Only an attempt tells whether the place can be written; after a long solve would be too late.
    let probe = parent.join(format!(".mortarboard-{}", std::process::id()));
    std::fs::create_dir(&probe)
        .and_then(|()| std::fs::remove_dir(&probe))
        .map_err(|cause| Failure::output(format!("{} can't be made: {cause}.", path.display())))
}
