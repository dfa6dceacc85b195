//! Requests against what is offered.

use super::{counted, fault, row, some, tally};
use crate::own_week::{OwnWeek, Weeks};
use crate::times::{Kept, open_patterns};
use mortarboard_model::fault::Fault;
use mortarboard_model::rule::Rules;
use mortarboard_model::{Course, CourseId, IdVec, Priority, RequestId, School, SectionId};
use std::collections::BTreeMap;

pub(super) fn look(school: &School, rules: &Rules, kept: Kept, faults: &mut Vec<Fault>) {
    courses(school, faults);
    students(school, rules, faults);
    singletons(school, kept, faults);
}

#[derive(Clone, Copy, Default)]
struct Demand {
    critical: u64,
    required: u64,
    primary: u64,
    alternate: u64,
    /// Requests beyond the first of a student, alternates and others apart.
    again: u64,
}

fn courses(school: &School, faults: &mut Vec<Fault>) {
    let mut demand: IdVec<CourseId, Demand> = IdVec::filled(school.courses().len(), Demand::default());
    for request in school.requests().values() {
        let demand = &mut demand[request.course];
        demand.again += u64::from(request.time > 1 && request.priority != Priority::Alternate);
        match request.priority {
            Priority::Critical => demand.critical += 1,
            Priority::Required => demand.required += 1,
            Priority::Primary => demand.primary += 1,
            Priority::Alternate => demand.alternate += 1,
        }
    }
    for (id, course) in school.courses().iter() {
        let Demand { critical, required, primary, alternate, again } = demand[id];
        let asked = critical + required + primary;
        let seats: u64 = course.sections.iter().map(|&section| u64::from(school.sections()[section].max_seats)).sum();
        let report = |slug| fault(slug, "courses", false).of(&course.id);
        let of_them = match (critical, required) {
            (0, 0) => String::new(),
            (0, required) => format!(", {required} of them as required"),
            (critical, 0) => format!(", {critical} of them as critical"),
            (critical, required) => format!(", {critical} of them as critical and {required} as required"),
        };
        if critical > seats {
            let text = match (critical, again) {
                (1, _) => "1 student needs the course this year to graduate on time".to_owned(),
                (_, 0) => format!("{critical} students need the course this year to graduate on time"),
                _ => format!("{critical} requests for the course hang on it whether students graduate on time"),
            };
            let text = format!("{text}, and it has {}", counted(seats, "seat"));
            let fix = format!("offer {} more, or a course that counts for the same credit", counted(critical - seats, "seat"));
            faults.push(report("critical-short").at(row(id), "max_seats").because(text).mend(fix));
        }
        if course.sections.is_empty() {
            if asked + alternate > 0 {
                let text = format!(
                    "{} for the course{of_them}, and {} it as an alternate, but it has no section",
                    asks_again(asked, again),
                    if alternate == 1 { "1 names".to_owned() } else { format!("{alternate} name") }
                );
                faults.push(report("not-offered").at(row(id), "sections").because(text).mend("offer a section, or take the requests out"));
            }
        } else if asked > seats {
            let have = match course.sections.len() as u64 {
                1 => "its section has".to_owned(),
                sections => format!("its {} have", counted(sections, "section")),
            };
            let have = if seats == 0 { format!("{have} no seats") } else { format!("{have} {}", counted(seats, "seat")) };
            let text = format!("{}{of_them}, and {have}: {} short", asks_again(asked, again), asked - seats);
            let fix = match largest(school, course) {
                // More sections of no seats would not help.
                0 => format!("give it {}", counted(asked, "seat")),
                largest => format!("offer {} more, or raise the seats", counted((asked - seats).div_ceil(largest), "section")),
            };
            faults.push(report("seats-below-demand").at(row(id), "max_seats").because(text).mend(fix));
        } else if asked + alternate == 0 {
            let sections = counted(course.sections.len() as u64, "section");
            faults.push(
                report("nobody-asks")
                    .at(row(id), "sections")
                    .because(format!("the course has {sections}, and no student asks for it"))
                    .mend("offer no section, or check the course code in the requests"),
            );
        }
    }
}

fn asks(count: u64) -> String {
    if count == 1 { "1 student asks".to_owned() } else { format!("{count} students ask") }
}

/// The same where some students ask more than once.
fn asks_again(requests: u64, again: u64) -> String {
    if again == 0 { asks(requests) } else { format!("{}, {requests} times in all", asks(requests - again.min(requests))) }
}

fn largest(school: &School, course: &Course) -> u64 {
    course.sections.iter().map(|&section| u64::from(school.sections()[section].max_seats)).max().unwrap_or(0)
}

fn students(school: &School, rules: &Rules, faults: &mut Vec<Fault>) {
    let unlocked = school.unlocked();
    let weeks = Weeks::new(school, rules, unlocked.as_ref());
    let (mut no_grade, mut silent, mut idle, mut late) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut beyond = Vec::new();
    for student in school.students().values() {
        let id = student.id.as_str();
        if student.grade.is_none() {
            no_grade.push(id);
        }
        let offered = |course: CourseId| !school.courses()[course].sections.is_empty();
        let asked = student.requests.iter().map(|&id| &school.requests()[id]).filter(|request| request.priority != Priority::Alternate);
        if asked.count() == 0 {
            silent.push(id);
            if !student.requests.is_empty() {
                idle.push(id);
            }
        }
        let critical = |&&id: &&RequestId| {
            let request = &school.requests()[id];
            request.priority == Priority::Critical && offered(request.course)
        };
        let critical = student.requests.iter().filter(critical).count() as u64;
        if critical > 0 && critical > weeks.alone.most_critical(student) {
            late.push(id);
        }
        beyond.push((id, weeks.beyond(student)));
    }
    let report = |slug, table| fault(slug, table, false);
    if !no_grade.is_empty() && no_grade.len() < school.students().len() {
        faults.push(
            report("no-grade", "students")
                .because(format!("the grade of {} is not given: {}", counted(no_grade.len() as u64, "student"), some(&no_grade)))
                .mend("give the grade, or leave the whole column blank; figures by grade count them as unknown"),
        );
    }
    if !silent.is_empty() {
        faults.push(
            report("no-requests", "students")
                .because(format!(
                    "{} without a critical, required or primary request: {}",
                    counted(silent.len() as u64, "student"),
                    some(&silent)
                ))
                .mend("add their requests; they count as complete"),
        );
    }
    if !late.is_empty() {
        let text = format!(
            "the critical requests of {} can't all be met whatever the schedule, as patterns, locks and the student's own times stand: {}",
            counted(late.len() as u64, "student"),
            some(&late)
        );
        let fix = "allow other patterns for one of the courses, or find another way to the credit";
        faults.push(report("critical-beyond-the-day", "students").because(text).mend(fix));
    }
    own_weeks(&beyond, faults);
    if !idle.is_empty() {
        let text =
            format!("{} with alternates and nothing they could stand in for: {}", counted(idle.len() as u64, "student"), some(&idle));
        faults.push(report("alternates-idle", "requests").because(text).mend("make an alternate a primary request"));
    }
}

/// Requests that no schedule meets because of the student's own week, by cause.
fn own_weeks(beyond: &[(&str, OwnWeek)], faults: &mut Vec<Fault>) {
    type Part = fn(&OwnWeek) -> u64;
    let causes: [(&str, Part, &str, &str); 4] = [
        (
            "never-here",
            |week| week.elsewhere,
            "the courses can only meet while the student is elsewhere",
            "allow other patterns for the courses, or take the requests out",
        ),
        (
            "beyond-the-day",
            |week| week.too_many,
            "the student asks for more than the day has time for",
            "make the least urgent requests alternates",
        ),
        (
            "never-together",
            |week| week.never_together,
            "the day has time for the student's courses, but they can't be held together, whenever their sections meet",
            "allow other patterns for one of the courses, or make the least urgent request an alternate",
        ),
        (
            "locked-apart",
            |week| week.locked_apart,
            "locks keep the student's courses apart, and without the locks the day could hold them",
            "lift one of the locks",
        ),
    ];
    for (slug, part, why, fix) in causes {
        let students: Vec<&str> = beyond.iter().filter(|(_, week)| part(week) > 0).map(|(id, _)| *id).collect();
        let excess: u64 = beyond.iter().map(|(_, week)| part(week)).sum();
        if excess > 0 {
            let of = counted(students.len() as u64, "student");
            let text =
                format!("{} of {of} can't be met whatever the schedule, because {why}: {}", counted(excess, "request"), some(&students));
            faults.push(fault(slug, "students", false).because(text).mend(fix));
        }
    }
}

/// Pairs of single-section courses and how many students ask for both, most students first.
pub(super) fn singletons_together(school: &School) -> Vec<((CourseId, CourseId), u64)> {
    let single = |course: &CourseId| school.courses()[*course].sections.len() == 1;
    let pairs = school.students().values().flat_map(|student| {
        let asked = student.requests.iter().map(|&id| &school.requests()[id]).filter(|request| request.priority != Priority::Alternate);
        let mut courses: Vec<CourseId> = asked.map(|request| request.course).filter(single).collect();
        courses.sort_unstable();
        courses.dedup();
        let later = courses.clone();
        courses.into_iter().enumerate().flat_map(move |(at, a)| later[at + 1..].iter().map(move |&b| (a, b)).collect::<Vec<_>>())
    });
    let mut pairs: Vec<_> = tally(pairs).into_iter().collect();
    pairs.sort_by_key(|&(pair, students)| (std::cmp::Reverse(students), pair));
    pairs
}

fn singletons(school: &School, kept: Kept, faults: &mut Vec<Fault>) {
    let pairs = singletons_together(school);
    let mut only: BTreeMap<CourseId, Option<SectionId>> = BTreeMap::new();
    for &((a, b), students) in &pairs {
        let mut fixed = |course: CourseId| *only.entry(course).or_insert_with(|| school.courses()[course].sections.first().copied());
        let (Some(first), Some(second)) = (fixed(a), fixed(b)) else { continue };
        let (first, second) = (open_patterns(school, kept, first), open_patterns(school, kept, second));
        let overlap = first.iter().all(|&p| second.iter().all(|&q| school.patterns()[p].atoms.meets(school.patterns()[q].atoms)));
        if overlap {
            let (a, b) = (&school.courses()[a], &school.courses()[b]);
            faults.push(
                fault("singletons-collide", "courses", false)
                    .of(&a.id)
                    .because(format!(
                        "{} for both {} and {}, which have one section each and can only meet at overlapping times",
                        asks(students),
                        a.id,
                        b.id
                    ))
                    .mend(format!("allow another pattern for {} or {}, or offer a second section of one", a.id, b.id)),
            );
        }
    }
    if let Some(&((a, b), most)) = pairs.first() {
        let text = format!(
            "{} of single-section courses {} asked for together; the most wanted is {} with {}, by {}",
            counted(pairs.len() as u64, "pair"),
            if pairs.len() == 1 { "is" } else { "are" },
            school.courses()[a].id,
            school.courses()[b].id,
            counted(most, "student")
        );
        faults.push(
            fault("singletons-together", "courses", false).because(text).mend("keep them in different periods, or offer second sections"),
        );
    }
}
