//! Which faults of the model still mean something when a table could not be read.

use crate::plan_file::FOLDER as PLANS;
#[cfg(test)]
use crate::table::CORE;
use crate::table::{RULES, SCHEDULE, SCHOOL};
use mortarboard_model::fault::Fault;
use std::collections::BTreeSet;

/// Each table, with those that its rows are judged against.
const LEANS: [(&str, &[&str]); 26] = [
    ("settings", &["terms", "bell", "patterns", "shapes"]),
    ("terms", &[]),
    ("bell", &[]),
    ("patterns", &["terms", "bell"]),
    ("shapes", &["terms", "bell", "patterns", "settings"]),
    ("courses", &["terms", "bell", "patterns", "shapes", "settings", "sections"]),
    ("sections", &["courses"]),
    ("teachers", &["terms", "bell"]),
    ("qualifications", &["teachers", "courses"]),
    ("rooms", &["terms", "bell"]),
    ("students", &["terms", "bell"]),
    ("requests", &["students", "courses"]),
    ("locks", &["terms", "bell", "courses", "sections", "patterns", "shapes", "teachers", "rooms", "students", "requests"]),
    ("teams", &["teachers", "courses"]),
    ("catalogue", &["courses", "settings"]),
    ("prerequisites", &["courses", "catalogue", "settings"]),
    ("offerings", &["courses", "catalogue", "terms", "settings"]),
    (PLANS, &["courses", "catalogue", "settings", "student_groups"]),
    ("student_plans", &["students", PLANS]),
    ("transcripts", &["students", "courses", "catalogue", "terms", "settings"]),
    ("achievements", &["students", PLANS]),
    ("waivers", &["students", "student_groups", PLANS]),
    ("substitutions", &["students", "courses", "catalogue", PLANS]),
    ("student_groups", &["students"]),
    ("outside", &["courses", "catalogue", "terms", "students", "student_groups"]),
    ("personas", &["courses", "catalogue", "settings", PLANS]),
];

/// Faults of a row that are seen in the row itself, or in others of its own table.
const OWN: [&str; 7] = ["bad-id", "bad-time", "bad-value", "bell-order", "bell-overlap", "blank", "duplicate"];

/// Whether anything can be judged: all that could not be read is a table, and not the folder or the text as a whole.
pub(crate) fn any_left(broken: &BTreeSet<&'static str>) -> bool {
    let tables = || SCHOOL.iter().chain(&SCHEDULE).map(|table| table.name).chain(["settings", PLANS]);
    broken.iter().all(|table| tables().any(|known| known == *table))
}

/// Whether a fault may only be there because some tables could not be read: each id that they hold looks unknown.
pub(crate) fn in_doubt(fault: &Fault, broken: &BTreeSet<&'static str>) -> bool {
    // A rule that the settings name is known to the program, whatever the tables say.
    let rule = fault.table == "settings" && fault.column != "default_patterns";
    // What marks are worth stands in the settings.
    let own = rule || (OWN.contains(&fault.slug) && !(fault.slug == "bad-value" && broken.contains("settings")));
    broken.contains(fault.table) || (!own && leans(fault.table, broken))
}

/// Tables whose ids the rows of rules name.
const OF_RULES: [&str; 9] = ["courses", "sections", "teachers", "rooms", "patterns", "terms", "bell", "students", "student_groups"];

fn leans(table: &str, broken: &BTreeSet<&'static str>) -> bool {
    let of_rules = RULES.iter().any(|known| known.name == table).then_some(&OF_RULES[..]);
    let on = LEANS.iter().find(|(name, _)| *name == table).map(|(_, on)| *on).or(of_rules);
    on.is_some_and(|on| on.iter().any(|on| broken.contains(on)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_of_a_school_is_listed() {
        let known: BTreeSet<&str> = CORE.iter().map(|table| table.name).chain(["settings", PLANS]).collect();
        assert_eq!(LEANS.iter().map(|(table, _)| *table).collect::<BTreeSet<_>>(), known);
        assert!(LEANS.iter().flat_map(|(_, on)| *on).chain(&OF_RULES).all(|on| known.contains(on)));
    }

    #[test]
    fn only_what_leans_on_a_broken_table_is_in_doubt() {
        let broken = BTreeSet::from(["students"]);
        let fault = |slug, table| Fault::error(slug, table);
        assert!(in_doubt(&fault("unknown-id", "requests"), &broken) && in_doubt(&fault("empty-table", "students"), &broken));
        assert!(!in_doubt(&fault("duplicate", "requests"), &broken) && !in_doubt(&fault("unknown-id", "qualifications"), &broken));
        assert!(any_left(&broken) && !any_left(&BTreeSet::from(["school", "students"])));
    }
}
