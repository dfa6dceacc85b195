//! New folders that appear whole or not at all.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The only folder that a school folder may hold.
const PLANS: &str = crate::plan_file::FOLDER;

/// Why a folder could not be written. Nothing is left behind, and nothing was written over.
///
/// ```
/// let error = mortarboard_io::folder::write(&Default::default(), std::path::Path::new("/")).unwrap_err();
/// assert!(error.already_exists());
/// ```
#[derive(Debug)]
pub struct WriteError {
    path: PathBuf,
    cause: Cause,
}

#[derive(Debug, thiserror::Error)]
enum Cause {
    #[error("it exists already, and nothing is written over")]
    Exists,
    #[error("`{0}` is not a plain file name of its own")]
    Name(String),
    #[error("{0}")]
    Io(#[source] io::Error),
}

impl WriteError {
    /// The folder or file that could not be written.
    ///
    /// ```
    /// # use std::path::Path;
    /// let error = mortarboard_io::folder::write(&Default::default(), Path::new("/")).unwrap_err();
    /// assert_eq!(error.path(), Path::new("/"));
    /// ```
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether something is there already.
    ///
    /// ```
    /// # use std::path::Path;
    /// let error = mortarboard_io::folder::write(&Default::default(), Path::new("/no/such/place")).unwrap_err();
    /// assert!(!error.already_exists());
    /// ```
    pub fn already_exists(&self) -> bool {
        matches!(self.cause, Cause::Exists)
    }

    /// What is wrong.
    ///
    /// ```
    /// # use std::path::Path;
    /// let error = mortarboard_io::folder::write(&Default::default(), Path::new("/")).unwrap_err();
    /// assert_eq!(error.cause(), "it exists already, and nothing is written over");
    /// ```
    pub fn cause(&self) -> String {
        self.cause.to_string()
    }

    /// What would mend it.
    ///
    /// ```
    /// # use std::path::Path;
    /// let error = mortarboard_io::folder::write(&Default::default(), Path::new("/")).unwrap_err();
    /// assert_eq!(error.fix(), "name a folder that does not exist yet");
    /// ```
    pub fn fix(&self) -> &'static str {
        match &self.cause {
            Cause::Exists => "name a folder that does not exist yet",
            Cause::Name(_) => "use a plain name that no other file of the folder has; the file of a plan has the plan's id",
            Cause::Io(error) if error.kind() == io::ErrorKind::NotFound => "make the folder above it first",
            Cause::Io(_) => "check that the place can be written to and has room; nothing was left behind",
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} can't be written: {}\n  fix: {}", self.path.display(), self.cause, self.fix())
    }
}

// By hand, since the source is what the system said, which not every cause has; a derived one would be the cause itself.
impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.cause {
            Cause::Io(error) => Some(error),
            Cause::Exists | Cause::Name(_) => None,
        }
    }
}

/// Writes files into a new folder: first into a hidden sibling, which is renamed when it is complete.
///
/// If another program makes a folder of the same name in between, the rename fails unless that folder is
/// empty, so no file is ever written over.
pub(crate) fn write(target: &Path, files: &[(&str, &str)]) -> Result<(), WriteError> {
    write_with(target, &[PLANS], files)
}

/// The same for a folder that may hold these folders, named by their paths inside of it, such as `school/plans`. Those without files
/// are left out.
pub(crate) fn write_with(target: &Path, folders: &[&str], files: &[(&str, &str)]) -> Result<(), WriteError> {
    write_by(target, folders, files, |path, text| {
        let mut file = File::create_new(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    })
}

/// The same with a writer of its own, so that tests can let the disk be full.
fn write_by(
    target: &Path,
    folders: &[&str],
    files: &[(&str, &str)],
    put: impl Fn(&Path, &str) -> io::Result<()>,
) -> Result<(), WriteError> {
    let failed = |cause| WriteError { path: target.to_owned(), cause };
    // Also true of a link that leads nowhere.
    if target.symlink_metadata().is_ok() {
        return Err(failed(Cause::Exists));
    }
    for (at, (name, _)) in files.iter().enumerate() {
        let (folder, own) = name.rsplit_once('/').map_or((None, *name), |(folder, own)| (Some(folder), own));
        if folder.is_some_and(|folder| !folders.contains(&folder))
            || !plain(own)
            || files[..at].iter().any(|(other, _)| other.eq_ignore_ascii_case(name))
        {
            return Err(failed(Cause::Name((*name).to_owned())));
        }
    }
    let parent = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".mortarboard-");
    #[cfg(unix)]
    {
        // What a plain mkdir gives: the user's own mask decides who may read it.
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    let sibling = builder.tempdir_in(parent).map_err(|error| failed(Cause::Io(error)))?;
    let bad = |name: &str, error| WriteError { path: target.join(name), cause: Cause::Io(error) };
    let holds = |folder: &str| files.iter().any(|(name, _)| name.rsplit_once('/').is_some_and(|(own, _)| own == folder));
    let used: Vec<&str> = folders.iter().copied().filter(|folder| holds(folder)).collect();
    for folder in &used {
        fs::create_dir_all(sibling.path().join(folder)).map_err(|error| bad(folder, error))?;
    }
    for (name, text) in files {
        put(&sibling.path().join(name), text).map_err(|error| bad(name, error))?;
    }
    used.iter().for_each(|folder| sync(&sibling.path().join(folder)));
    sync(sibling.path());
    fs::rename(sibling.path(), target).map_err(|error| failed(Cause::Io(error)))?;
    sync(parent);
    // The sibling is the target now: there is nothing to clean up.
    let _ = sibling.keep();
    Ok(())
}

/// Whether every system takes the name for that of one file.
fn plain(name: &str) -> bool {
    // Some systems keep these names for devices, whatever follows a point.
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let stem = name.split('.').next().unwrap_or_default().trim().to_ascii_lowercase();
    let numbered =
        |kind: &str| stem.strip_prefix(kind).is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()));
    !stem.is_empty()
        && !name.contains(|sign: char| sign.is_control() || "/\\:*?\"<>|".contains(sign))
        && !name.ends_with(['.', ' '])
        && !DEVICES.contains(&stem.as_str())
        && !numbered("com")
        && !numbered("lpt")
}

/// Asks the system to keep the names in a folder through a power cut, where it can.
fn sync(folder: &Path) {
    // Systems that can't sync a folder say so with an error that changes nothing.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty(folder: &Path) -> bool {
        fs::read_dir(folder).unwrap().next().is_none()
    }

    #[test]
    fn a_full_disk_leaves_nothing_behind() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("school");
        let files = [("a.csv", "a\n"), ("b.csv", "b\n")];
        let error = write_by(&target, &[], &files, |path, text| {
            if path.ends_with("b.csv") {
                return Err(io::Error::from(io::ErrorKind::StorageFull));
            }
            fs::write(path, text)
        })
        .unwrap_err();
        assert!(error.to_string().contains("b.csv can't be written"), "{error}");
        assert!(empty(place.path()));
        write(&target, &files).unwrap();
        assert_eq!(fs::read_to_string(target.join("b.csv")).unwrap(), "b\n");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn folders_inside_are_made_where_they_hold_files() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("example");
        let folders = ["school", "school/plans", "kept"];
        assert!(write_with(&target, &folders, &[("school/a.csv", ""), ("other/a.csv", "")]).is_err());
        assert!(empty(place.path()));
        write_with(&target, &folders, &[("school/plans/p.toml", "p"), ("school/a.csv", "a"), ("b.csv", "b")]).unwrap();
        assert_eq!(fs::read_to_string(target.join("school/plans/p.toml")).unwrap(), "p");
        assert_eq!(fs::read_to_string(target.join("school/a.csv")).unwrap(), "a");
        assert!(!target.join("kept").exists());
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_existing_place_is_refused_even_when_empty() {
        let place = tempfile::tempdir().unwrap();
        assert!(write(place.path(), &[]).unwrap_err().already_exists());
        let file = place.path().join("file");
        fs::write(&file, "kept").unwrap();
        assert!(write(&file, &[]).unwrap_err().already_exists());
        let inside = write(&file.join("school"), &[]).unwrap_err();
        assert!(!inside.already_exists());
        assert_eq!(fs::read_to_string(&file).unwrap(), "kept");
    }

    #[test]
    fn file_names_stay_inside_the_folder() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("school");
        for name in [
            "../x",
            "a/b",
            "",
            ".hidden",
            "a\\b",
            "plans/a/b",
            "plans/../x",
            "plans/.toml",
            "plans/",
            "plans/a?.toml",
            "plans/nul.toml",
            "COM1.csv",
        ] {
            assert!(write(&target, &[(name, "")]).is_err(), "{name}");
        }
        assert!(write(&target, &[("a", ""), ("A", "")]).is_err());
        assert!(empty(place.path()));
    }

    #[cfg(unix)]
    #[test]
    fn a_dangling_link_is_refused() {
        let place = tempfile::tempdir().unwrap();
        let link = place.path().join("school");
        std::os::unix::fs::symlink("nowhere", &link).unwrap();
        assert!(write(&link, &[]).unwrap_err().already_exists());
    }
}
