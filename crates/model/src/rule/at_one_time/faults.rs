use super::TABLE;
use crate::fault::Fault;
use crate::school::School;

/// Rows that say nothing, or what can't be.
pub(super) fn faults(school: &School) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (at, row) in school.rule_rows(TABLE.name).iter().enumerate() {
        match (row.number("most"), row.number("fewest")) {
            (None, None) => faults.push(
                Fault::error("no-limit", TABLE.name)
                    .at(at, "most")
                    .because("the row says neither how many may meet at one time nor how many should")
                    .mend("fill in `most` or `fewest`, or delete the row"),
            ),
            (Some(most), Some(fewest)) if most < fewest => faults.push(
                Fault::error("out-of-range", TABLE.name)
                    .at(at, "most")
                    .because(format!("at most {most} sections, but at least {fewest}"))
                    .mend("make `most` at least `fewest`"),
            ),
            (_, Some(fewest)) if u64::from(fewest) > row.sections(school).len() as u64 => faults.push(
                Fault::error("out-of-range", TABLE.name)
                    .at(at, "fewest")
                    .because(format!("at least {fewest} sections are to meet at one time, and the row is about {}", row.sections(school).len()))
                    .mend("ask for fewer, or let the row be about more sections"),
            ),
            _ => {}
        }
    }
    faults
}
