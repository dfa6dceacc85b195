//! Examples of rules: a tiny school, a schedule that keeps every rule, and one that breaks a single one.
//!
//! The examples of the library's own rules are variations of one school, made here, each in one or two fields and one
//! placement or seat, so that what is left is the rule.

use crate::raw::{
    RawBell, RawCourse, RawPattern, RawPlacement, RawQualification, RawRequest, RawRoom, RawSchedule, RawSchool, RawSeat, RawStudent,
    RawTeacher,
};

/// A tiny school in which a rule can be seen at work.
///
/// ```
/// use mortarboard_model::{School, Schedule, rule};
/// let seats = rule::standard().into_iter().find(|rule| rule.card().slug == "seat-cap").unwrap();
/// let example = seats.example().unwrap();
/// let school = School::try_from(&example.school).unwrap();
/// let [kept, broken] = [&example.kept, &example.broken].map(|raw| Schedule::from_raw(&school, raw).unwrap());
/// assert_eq!(seats.check(&school, &kept), []);
/// let findings = seats.check(&school, &broken);
/// assert_eq!(seats.explain(&school, &findings[0]).sentence, "Section BIO-2 has 3 students and 2 seats.");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What in the school matters to the rule, and what the broken schedule then does: a sentence or two with the ids of the school.
    pub about: &'static str,
    /// The school, without faults; its settings keep the rule hard.
    pub school: RawSchool,
    /// A schedule that keeps every rule that comes with the library, and this one.
    pub kept: RawSchedule,
    /// The same schedule but for a row, so that it breaks this rule, and no other where that can be.
    pub broken: RawSchedule,
}

/// The school that examples vary.
///
/// Days `Mon` and `Tue` with slots `1` to `4` of 45 minutes, 5 minutes between them; patterns `P1` to `P4`, a slot on both days.
/// `ART` has one section and needs a room of type `studio`, which is `R2`; `BIO` has two and needs `lab`, which is `R1`. Teacher
/// `t1` may teach both, `t2` only `BIO`. Students `s1` and `s2` ask for both, `s3` and `s4` for `BIO`.
pub(super) fn school() -> RawSchool {
    let text = str::to_owned;
    let mut school = RawSchool::default();
    school.settings.name = text("a tiny school");
    school.settings.default_patterns = vec![text("period")];
    for day in ["Mon", "Tue"] {
        for (slot, start, end) in [("1", "08:00", "08:45"), ("2", "08:50", "09:35"), ("3", "09:40", "10:25"), ("4", "10:30", "11:15")] {
            school.bell.push(RawBell { day: text(day), slot: text(slot), start: text(start), end: text(end) });
        }
    }
    for (pattern, cells) in [("P1", "1(*)"), ("P2", "2(*)"), ("P3", "3(*)"), ("P4", "4(*)")] {
        school.patterns.push(RawPattern { pattern: text(pattern), group: text("period"), cells: text(cells) });
    }
    for (course, sections, room) in [("ART", 1, "studio"), ("BIO", 2, "lab")] {
        let (course, sections, room_type) = (text(course), Some(sections), text(room));
        school.courses.push(RawCourse { course, sections, room_type, max_seats: 4, credits: 10, ..RawCourse::default() });
    }
    for teacher in ["t1", "t2"] {
        school.teachers.push(RawTeacher { teacher: text(teacher), ..RawTeacher::default() });
    }
    for (teacher, course) in [("t1", "ART"), ("t1", "BIO"), ("t2", "BIO")] {
        school.qualifications.push(RawQualification { teacher: text(teacher), course: text(course), ..RawQualification::default() });
    }
    for (room, kind) in [("R1", "lab"), ("R2", "studio")] {
        school.rooms.push(RawRoom { room: text(room), kind: text(kind), seats: 4, ..RawRoom::default() });
    }
    for student in ["s1", "s2", "s3", "s4"] {
        school.students.push(RawStudent { student: text(student), grade: Some(9), ..RawStudent::default() });
    }
    for (student, course) in [("s1", "ART"), ("s1", "BIO"), ("s2", "ART"), ("s2", "BIO"), ("s3", "BIO"), ("s4", "BIO")] {
        let (student, course, priority) = (text(student), text(course), text("required"));
        school.requests.push(RawRequest { student, course, priority, ..RawRequest::default() });
    }
    school
}

/// The schedule of [`school`] that examples vary: it meets every request, and `P4` is free for all.
pub(super) fn schedule() -> RawSchedule {
    let text = str::to_owned;
    let mut schedule = RawSchedule::default();
    for (section, course, pattern, teacher, room, students) in [
        ("ART-1", "ART", "P1", "t1", "R2", ["s1", "s2"]),
        ("BIO-1", "BIO", "P2", "t1", "R1", ["s3", "s4"]),
        ("BIO-2", "BIO", "P3", "t2", "R1", ["s1", "s2"]),
    ] {
        let (pattern, teacher, room) = (text(pattern), text(teacher), text(room));
        schedule.sections.push(RawPlacement { section: text(section), course: text(course), pattern, teacher, room });
        schedule.rosters.extend(students.map(|student| RawSeat { section: text(section), student: text(student) }));
    }
    schedule
}

/// The same schedule with one section placed otherwise.
pub(super) fn placed(schedule: &RawSchedule, section: &str, change: impl Fn(&mut RawPlacement)) -> RawSchedule {
    let mut schedule = schedule.clone();
    schedule.sections.iter_mut().filter(|row| row.section == section).for_each(change);
    schedule
}

/// The same schedule with one section in another pattern.
pub(super) fn moved(schedule: &RawSchedule, section: &str, pattern: &str) -> RawSchedule {
    placed(schedule, section, |row| row.pattern = pattern.to_owned())
}

/// The same schedule with one section given to another teacher.
pub(super) fn given(schedule: &RawSchedule, section: &str, teacher: &str) -> RawSchedule {
    placed(schedule, section, |row| row.teacher = teacher.to_owned())
}

/// The same schedule with one student in another section of a course.
pub(super) fn seated(schedule: &RawSchedule, student: &str, from: &str, to: &str) -> RawSchedule {
    let mut schedule = schedule.clone();
    let own = schedule.rosters.iter_mut().filter(|row| row.student == student && row.section == from);
    own.for_each(|row| row.section = to.to_owned());
    schedule
}

#[cfg(test)]
mod tests {
    use crate::raw::RawSchedule;
    use crate::rule::{Mode, Rules, standard};
    use crate::schedule::Schedule;
    use crate::school::School;
    use std::collections::BTreeSet;

    /// Rules that no schedule of any school can break alone, what goes with them, and why.
    const NEVER_ALONE: [(&str, &str, &str); 1] = [(
        "block-lengths",
        "one-pattern",
        "a course with a shape allows the patterns derived from it and no others, and each of these has the shape",
    )];

    fn read(school: &School, raw: &RawSchedule) -> Schedule {
        Schedule::from_raw(school, raw).unwrap_or_else(|faults| panic!("{faults}"))
    }

    /// The rules that a schedule breaks, whatever their mode.
    fn broken(school: &School, raw: &RawSchedule) -> BTreeSet<&'static str> {
        let schedule = read(school, raw);
        standard().iter().flat_map(|rule| rule.check(school, &schedule)).map(|finding| finding.rule).collect()
    }

    #[test]
    fn one_schedule_keeps_all_rules_and_the_other_breaks_one() {
        for rule in standard() {
            let slug = rule.card().slug;
            let example = rule.example().unwrap_or_else(|| panic!("{slug} has no example"));
            let school = School::try_from(&example.school).unwrap_or_else(|faults| panic!("{slug}: {faults}"));
            assert_eq!(Rules::of(&school).get(slug).map(|(_, mode)| mode), Some(Mode::Hard), "{slug}");
            assert_eq!(broken(&school, &example.kept), BTreeSet::new(), "{slug}: kept");
            let with = NEVER_ALONE.iter().filter(|(alone, ..)| *alone == slug).map(|(_, with, _)| *with);
            assert_eq!(broken(&school, &example.broken), with.chain([slug]).collect(), "{slug}: broken");
        }
    }

    /// Whoever reads both schedules side by side finds the rule, and nothing to distract from it.
    #[test]
    fn the_two_schedules_differ_in_one_row_at_most() {
        for rule in standard() {
            let (slug, example) = (rule.card().slug, rule.example().unwrap());
            let [kept, broken] = [&example.kept, &example.broken].map(|raw| {
                let RawSchedule { sections, rosters, meetings } = raw;
                let rows = sections.iter().map(|row| format!("{row:?}")).chain(rosters.iter().map(|row| format!("{row:?}")));
                rows.chain(meetings.iter().map(|row| format!("{row:?}"))).collect::<BTreeSet<_>>()
            });
            let (gone, new) = (kept.difference(&broken).count(), broken.difference(&kept).count());
            assert!(gone <= 1 && new <= 1 && gone + new > 0, "{slug}: {gone} rows are gone and {new} are new");
        }
    }

    #[test]
    fn the_school_that_examples_vary_meets_every_request() {
        let school = School::try_from(super::school()).unwrap();
        let schedule = read(&school, &super::schedule());
        assert!(schedule.seats.values().all(Option::is_some));
        assert_eq!(schedule.to_raw(&school), super::schedule());
        assert_eq!(broken(&school, &super::schedule()), BTreeSet::new());
    }
}
