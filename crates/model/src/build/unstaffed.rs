//! Sections that have nobody yet.

use crate::fault::Fault;
use crate::ids::{IdVec, SectionId};
use crate::raw::{RawCourse, RawSection};
use crate::school::Section;

/// Whether a row of the sections table says that the section has nobody yet.
pub(super) fn marked(row: usize, given: &RawSection, faults: &mut Vec<Fault>) -> bool {
    match given.unstaffed.trim() {
        "yes" => true,
        "no" | "" => false,
        _ => {
            faults.push(
                Fault::error("bad-value", "sections")
                    .at(row, "unstaffed")
                    .of(&given.section)
                    .because("the cell is neither `yes` nor `no`")
                    .mend("write `yes` where the section has nobody yet, and leave the cell blank otherwise"),
            );
            false
        }
    }
}

/// Marks as many sections of a course as it says have nobody yet: those that are marked already, and then the last of the others.
pub(super) fn count(row: usize, given: &RawCourse, own: &[SectionId], sections: &mut IdVec<SectionId, Section>, faults: &mut Vec<Fault>) {
    let Some(wanted) = given.unstaffed.map(|count| count as usize) else { return };
    let marked = own.iter().filter(|&&section| sections[section].unstaffed).count();
    let mut report = |cause: String, fix: &str| {
        faults.push(Fault::error("contradiction", "courses").at(row, "unstaffed").of(&given.course).because(cause).mend(fix));
    };
    if wanted > own.len() {
        let have = if own.len() == 1 { "1 section".to_owned() } else { format!("{} sections", own.len()) };
        report(format!("the course has {have}, fewer than the {wanted} that have nobody yet"), "lower the number, or offer more sections");
    } else if marked > wanted {
        let cause = format!("the sections table marks {marked} of the course as having nobody yet, more than the {wanted} stated here");
        report(cause, "leave the number blank, or mark fewer sections");
    }
    let open: Vec<SectionId> = own.iter().rev().copied().filter(|&section| !sections[section].unstaffed).collect();
    for section in open.into_iter().take(wanted.saturating_sub(marked)) {
        sections[section].unstaffed = true;
    }
}

#[cfg(test)]
mod tests {
    use crate::raw::{RawLock, RawSchool, RawSection};
    use crate::school::School;
    use crate::testing::tiny;

    /// The tiny school, whose BIO has four sections, the first two of them with a row of their own.
    fn school(count: Option<u32>, marks: [&str; 2]) -> RawSchool {
        let mut raw = tiny();
        (raw.courses[1].sections, raw.courses[1].unstaffed) = (Some(4), count);
        for (section, mark) in ["x", "y"].into_iter().zip(marks) {
            let (section, unstaffed) = (section.to_owned(), mark.to_owned());
            raw.sections.push(RawSection { section, course: "BIO".to_owned(), unstaffed, max_seats: None });
        }
        raw
    }

    fn nobody(raw: &RawSchool) -> Vec<String> {
        let school = School::try_from(raw).unwrap_or_else(|faults| panic!("{faults}"));
        school.sections().values().filter(|section| section.unstaffed).map(|section| section.id.clone()).collect()
    }

    fn causes(raw: &RawSchool) -> Vec<String> {
        let faults = School::try_from(raw).unwrap_err();
        faults.0.iter().map(|fault| format!("{} {} {}: {}", fault.slug, fault.table, fault.column, fault.cause)).collect()
    }

    #[test]
    fn the_last_sections_are_meant_and_those_marked_count_among_them() {
        assert!(nobody(&school(None, ["", "no"])).is_empty() && nobody(&school(Some(0), ["", ""])).is_empty());
        assert_eq!(nobody(&school(None, ["yes", ""])), ["x"]);
        assert_eq!(nobody(&school(Some(1), ["yes", "no"])), ["x"]);
        assert_eq!(nobody(&school(Some(2), ["yes", ""])), ["x", "BIO-2"]);
        assert_eq!(nobody(&school(Some(2), ["", ""])), ["BIO-1", "BIO-2"]);
        assert_eq!(nobody(&school(Some(3), ["", ""])), ["y", "BIO-1", "BIO-2"]);
        assert_eq!(nobody(&school(Some(4), ["yes", "yes"])), ["x", "y", "BIO-1", "BIO-2"]);
    }

    #[test]
    fn what_can_not_be_meant_is_a_fault() {
        let more = "contradiction courses unstaffed: the course has 4 sections, fewer than the 5 that have nobody yet";
        assert_eq!(causes(&school(Some(5), ["", ""])), [more]);
        let fewer =
            "contradiction courses unstaffed: the sections table marks 2 of the course as having nobody yet, more than the 1 stated here";
        assert_eq!(causes(&school(Some(1), ["yes", "yes"])), [fewer]);
        assert_eq!(causes(&school(None, ["maybe", ""])), ["bad-value sections unstaffed: the cell is neither `yes` nor `no`"]);
        let mut raw = school(None, ["yes", ""]);
        raw.locks.push(RawLock { section: "x".to_owned(), kind: "teacher".to_owned(), value: "t2".to_owned() });
        let locked = "contradiction locks value: the section is one that has nobody yet, by `unstaffed` of its course or of its own row";
        assert_eq!(causes(&raw), [locked]);
        raw.locks[0].section = "y".to_owned();
        assert_eq!(nobody(&raw), ["x"]);
    }
}
