use crate::ids::{CellId, DayId, IdVec, RoomId, SectionId, TermId};
use crate::rule::Finding;
use crate::schedule::Schedule;
use crate::school::School;
use crate::time::Minutes;
use std::collections::BTreeMap;

/// Term, day, start and end of one meeting, then who meets and in which cell: sorted, in order of time.
type Meeting = (TermId, DayId, Minutes, Minutes, SectionId, CellId);

/// Looks at real meetings: terms, days and minutes. Every section that comes into a room while another
/// is still there is named with the one that stays longest, so that the list stays short however full
/// the room is.
pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let cells = school.calendar().cells();
    let mut meetings: IdVec<RoomId, Vec<Meeting>> = IdVec::filled(school.rooms().len(), Vec::new());
    for (section, placement) in schedule.placements.iter() {
        if let Some(room) = placement.room {
            meetings[room].extend(schedule.cells(school, section).iter().map(|&id| {
                let cell = &cells[id];
                (cell.term, cell.day, cell.start, cell.end, section, id)
            }));
        }
    }
    let mut findings = Vec::new();
    for room in school.rooms().ids() {
        let mut clashes: BTreeMap<(SectionId, SectionId), (CellId, i64)> = BTreeMap::new();
        let mut there: Option<(TermId, DayId, Minutes, SectionId)> = None;
        meetings[room].sort_unstable();
        for &(term, day, start, end, section, cell) in &meetings[room] {
            match there {
                Some((in_term, on_day, until, other)) if (in_term, on_day) == (term, day) && start < until => {
                    if other != section {
                        clashes.entry((other.min(section), other.max(section))).or_insert((cell, 0)).1 += 1;
                    }
                    if end > until {
                        there = Some((term, day, end, section));
                    }
                }
                _ => there = Some((term, day, end, section)),
            }
        }
        findings.extend(clashes.into_iter().map(|((a, b), (cell, cells))| {
            let finding = Finding::new("room-clash").about("room", room).about("section", a).about("other section", b);
            finding.about("cell", cell).units(cells)
        }));
    }
    findings
}
