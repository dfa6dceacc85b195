//! Ids that are unknown because the whole table that lists them is not there.

use mortarboard_model::fault::Fault;
use std::collections::{BTreeMap, BTreeSet};

/// Columns whose ids one table alone lists, with that table.
const HOMES: [(&str, &str); 3] = [("teacher", "teachers"), ("teachers", "teachers"), ("room", "rooms")];

/// What is said of such a table, before the tables that name its ids.
const NOT_THERE: &str = "the file is not there, so no id that these tables name is known";
const FIX: &str = "add the file, or take its ids out of these tables";

/// In the place of all unknown ids of a kind whose table is not there, one fault that names the table.
pub(crate) fn say_once(faults: Vec<Fault>, absent: &BTreeSet<&'static str>) -> Vec<Fault> {
    let home = |fault: &Fault| {
        let (_, home) = HOMES.iter().find(|(column, _)| fault.slug == "unknown-id" && *column == fault.column)?;
        absent.get(home).copied()
    };
    let mut ids: BTreeMap<&'static str, BTreeMap<&'static str, usize>> = BTreeMap::new();
    for fault in &faults {
        if let Some(home) = home(fault) {
            *ids.entry(home).or_default().entry(fault.table).or_default() += 1;
        }
    }
    let mut left: Vec<Fault> = faults.into_iter().filter(|fault| home(fault).is_none()).map(|fault| by_file(fault, absent)).collect();
    left.extend(ids.into_iter().map(|(home, tables)| {
        let named: Vec<String> = tables.iter().map(|(table, count)| format!("{table} ({count})")).collect();
        Fault::error("missing-table", home).because(format!("{NOT_THERE}: {}", named.join(", "))).mend(FIX)
    }));
    left
}

/// A table that no file brings is no table without rows.
fn by_file(mut fault: Fault, absent: &BTreeSet<&'static str>) -> Fault {
    if fault.slug != "empty-table" || !absent.contains(fault.table) {
        return fault;
    }
    let cause = fault.cause.rsplit_once(": ").map(|(_, tables)| format!("{NOT_THERE}: {tables}"));
    let cause = cause.unwrap_or_else(|| fault.cause.clone());
    fault.slug = "missing-table";
    fault.because(cause).mend(FIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_ids_of_a_missing_table_are_one_fault() {
        let unknown = |table, column, row| Fault::error("unknown-id", table).at(row, column).of("x");
        let faults = || vec![unknown("qualifications", "teacher", 0), unknown("qualifications", "teacher", 1), unknown("locks", "room", 0)];
        let once = say_once(faults(), &BTreeSet::from(["teachers"]));
        assert_eq!(
            once.iter().map(|fault| (fault.slug, fault.table)).collect::<Vec<_>>(),
            [("unknown-id", "locks"), ("missing-table", "teachers")]
        );
        assert!(once[1].cause.ends_with("qualifications (2)"), "{}", once[1].cause);
        assert_eq!(say_once(faults(), &BTreeSet::new()), faults());
    }
}
