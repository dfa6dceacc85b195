//! The example of a rule as a folder: `school`, and beside it the schedule folders `kept` and `broken`.

use crate::new_folder::{self, WriteError};
use crate::{folder, plan_file, schedule};
use mortarboard_model::rule::Example;
use std::path::Path;

/// The folder of the school.
pub const SCHOOL: &str = "school";
/// The folder of the schedule that keeps every rule.
pub const KEPT: &str = "kept";
/// The folder of the schedule that breaks the rule.
pub const BROKEN: &str = "broken";

/// Writes an example into a new folder, which appears whole or not at all.
///
/// # Errors
/// As [`folder::write`].
///
/// ```
/// # let place = tempfile::tempdir().unwrap();
/// # let target = place.path().join("example");
/// use mortarboard_io::{example, folder, schedule};
/// let seat_cap = mortarboard_model::rule::standard().into_iter().find(|rule| rule.card().slug == "seat-cap").unwrap();
/// example::write(&seat_cap.example().unwrap(), &target).unwrap();
/// let (_, school) = folder::load(&target.join(example::SCHOOL)).unwrap();
/// let (_, broken) = schedule::load(&target.join(example::BROKEN), &school).unwrap();
/// assert_eq!(seat_cap.check(&school, &broken).len(), 1);
/// ```
pub fn write(example: &Example, target: &Path) -> Result<(), WriteError> {
    let Example { school, kept, broken, .. } = example;
    let mut files: Vec<(String, String)> = Vec::new();
    files.extend(folder::files(school).into_iter().map(|(name, text)| (format!("{SCHOOL}/{name}"), text)));
    for (part, raw) in [(KEPT, kept), (BROKEN, broken)] {
        files.extend(schedule::files(raw).into_iter().map(|(name, text)| (format!("{part}/{name}"), text)));
    }
    let plans = format!("{SCHOOL}/{}", plan_file::FOLDER);
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    new_folder::write_with(target, &[SCHOOL, &plans, KEPT, BROKEN], &files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use mortarboard_model::graduation::raw::RawPlan;
    use mortarboard_model::raw::{RawSchedule, RawSchool};

    #[test]
    fn every_part_is_read_as_it_was_written() {
        let place = tempfile::tempdir().unwrap();
        for rule in mortarboard_model::rule::standard() {
            let (example, target) = (rule.example().unwrap(), place.path().join(rule.card().slug));
            write(&example, &target).unwrap();
            assert_eq!(folder::read(&target.join(SCHOOL)).unwrap(), example.school);
            assert_eq!(schedule::read(&target.join(KEPT)).unwrap(), example.kept);
            assert_eq!(schedule::read(&target.join(BROKEN)).unwrap(), example.broken);
            assert!(write(&example, &target).unwrap_err().already_exists());
        }
    }

    #[test]
    fn an_example_may_have_plans() {
        let place = tempfile::tempdir().unwrap();
        let plan = |id: &str| RawPlan { plan: id.to_owned(), ..RawPlan::default() };
        let school = RawSchool { plans: vec![plan("town")], ..RawSchool::default() };
        let example = Example { about: "", school, kept: RawSchedule::default(), broken: RawSchedule::default() };
        write(&example, &place.path().join("plans")).unwrap();
        assert!(place.path().join("plans/school/plans/town.toml").is_file());
        let bad = Example { school: RawSchool { plans: vec![plan("../town")], ..RawSchool::default() }, ..example };
        assert!(write(&bad, &place.path().join("bad")).is_err());
        assert!(!place.path().join("bad").exists());
    }
}
