//! The checker on a school of real size, when its data lie beside the project.

use mortarboard_checker::{Reason, audit, bound, counts, own_week, placeable, reasons};
use mortarboard_io::import;
use mortarboard_model::fault::Severity;
use mortarboard_model::rule::Rules;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{Schedule, School};
use std::path::Path;

/// The school of a data set and its column map, if both are there.
fn school(name: &str) -> Option<School> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("../shared/data").join(name);
    if !folder.is_dir() {
        eprintln!("skipped: {name} is not beside the project");
        return None;
    }
    let map = root.join("examples/maps").join(format!("{name}.toml"));
    Some(import::load(&map, &folder, &[]).unwrap_or_else(|faults| panic!("{faults}")).1)
}

/// Sections dealt out over their patterns, each student in the first seat that fits: a poor schedule, in which
/// every kind of reason occurs.
fn dealt_out(school: &School) -> Schedule {
    let mut schedule = Schedule::empty(school);
    for (at, section) in school.sections().ids().enumerate() {
        let patterns = &school.courses()[school.sections()[section].course].patterns;
        schedule.placements[section].pattern = Some(patterns[at % patterns.len()]);
    }
    let mut taken = vec![0; school.sections().len()];
    let when = |schedule: &Schedule, section| {
        schedule.placements[section].pattern.map(|pattern| school.patterns()[pattern].atoms).unwrap_or_default()
    };
    for student in school.students().values() {
        let mut busy = AtomSet::default();
        for &id in &student.requests {
            let sections = &school.courses()[school.requests()[id].course].sections;
            let fits = sections
                .iter()
                .copied()
                .find(|&section| taken[section.0 as usize] < school.sections()[section].max_seats && !when(&schedule, section).meets(busy));
            if let Some(section) = fits {
                taken[section.0 as usize] += 1;
                busy |= when(&schedule, section);
                schedule.seats[id] = Some(section);
            }
        }
    }
    schedule
}

#[test]
fn mountain_view_can_hold_14164_of_14608_requests() {
    let Some(school) = school("mountain-view") else { return };
    let most = placeable(&school, &Rules::of(&school));
    assert_eq!((most.total(), most.exact), (14_164, true));
    let bound = bound(&school, &Rules::of(&school));
    assert_eq!((bound.required + bound.primary, bound.exact), (14_164, true));
    let faults = audit(&school, &Rules::of(&school));
    assert!(faults.iter().all(|fault| fault.severity == Severity::Warning), "{faults:#?}");
    let beyond = own_week(&school, &Rules::of(&school));
    assert_eq!(beyond.total(), 444, "{beyond:?}");
    assert!(faults.iter().any(|fault| fault.slug == "beyond-the-day" || fault.slug == "never-together"), "{faults:#?}");
}

#[test]
fn every_unmet_request_of_a_real_school_is_explained() {
    let Some(school) = school("mountain-view") else { return };
    let schedule = dealt_out(&school);
    let counts = counts(&school, &Rules::of(&school), &schedule);
    let unmet = reasons(&school, &Rules::of(&school), &schedule);
    assert_eq!(counts.requests.met + unmet.len() as u64, counts.requests.total);
    assert_eq!((counts.requests.placeable, counts.sections.singletons), (14_164, 116));
    assert!(unmet.iter().all(|one| !matches!(one.reason, Reason::Unsettled { .. })));
    assert!(unmet.iter().any(|one| matches!(one.reason, Reason::TimeClash { .. })));
    assert!(unmet.iter().any(|one| matches!(one.reason, Reason::TooMany { .. })));
}
