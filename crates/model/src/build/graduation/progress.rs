//! Where each student stands: plans, records, scores and groups.

use super::plans::Found;
use super::{Known, Place, substitutions, waivers};
use crate::build::register;
use crate::fault::Fault;
use crate::graduation::raw::RawRecord;
use crate::graduation::{Asks, CLASSROOM, Ending, EqualRow, Listing, Plan, Progress, Record};
use crate::ids::{GroupId, Id, IdVec, ListingId, PlanId, StudentId};
use crate::school::Student;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn progress(
    known: &Known<'_>,
    listings: &IdVec<ListingId, Listing>,
    students: &IdVec<StudentId, Student>,
    plans: &IdVec<PlanId, Plan>,
    found: &Found,
    faults: &mut Vec<Fault>,
) -> (IdVec<StudentId, Progress>, IdVec<GroupId, String>) {
    let mut all: IdVec<StudentId, Progress> = IdVec::filled(students.len(), Progress::default());
    follow(known, students, found, &mut all, faults);
    let mut rows = Rows::default();
    for (row, given) in known.raw.transcripts.iter().enumerate() {
        let place = Place { table: "transcripts", row, column: "student", of: &given.student };
        let student = place.student(known, faults);
        let record = record(place, given, known, listings, faults);
        let (Some(student), Some(record)) = (student, record) else { continue };
        if let (Some(taken), Some(now)) = (record.grade, students[student].grade)
            && taken > now
        {
            let cause = format!("the course was taken in grade {taken}, but the student is in grade {now}");
            faults.push(place.column("grade").fault("out-of-range", cause, "correct the grade; records are of the time before this year"));
        }
        rows.add(student, given, record, listings, &mut all[student]);
    }
    achievements(known, plans, &mut all, faults);
    let groups = groups(known, &mut all, faults);
    waivers::waivers(known, plans, found, &groups, &mut all, faults);
    substitutions::substitutions(known, found, &mut all, faults);
    (all, groups)
}

/// The year of entry of someone who is in a grade and was never held back.
pub(super) fn entry_by_grade(known: &Known<'_>, grade: u32) -> Option<i64> {
    let settings = &known.raw.settings;
    settings.year.map(|year| i64::from(year) - (i64::from(grade) - i64::from(settings.first_grade)))
}

/// The plans of students without a plan of their own, by their year of entry.
pub(super) fn everyone(found: &Found, entry: Option<i64>) -> Vec<PlanId> {
    let fits = |&(everyone, from, to): &(bool, Option<u32>, Option<u32>)| {
        everyone
            && from.is_none_or(|from| entry.is_some_and(|entry| entry >= i64::from(from)))
            && to.is_none_or(|to| entry.is_some_and(|entry| entry <= i64::from(to)))
    };
    found.entered.iter().filter(|(_, entered)| fits(entered)).map(|(id, _)| id).collect()
}

fn follow(
    known: &Known<'_>,
    students: &IdVec<StudentId, Student>,
    found: &Found,
    all: &mut IdVec<StudentId, Progress>,
    faults: &mut Vec<Fault>,
) {
    let mut own: IdVec<StudentId, BTreeSet<PlanId>> = IdVec::filled(students.len(), BTreeSet::new());
    for (row, given) in known.raw.student_plans.iter().enumerate() {
        let place = Place { table: "student_plans", row, column: "student", of: &given.student };
        let student = place.student(known, faults);
        let place = place.column("plan");
        let plan = place.find("plan", "the plans", given.plan.trim(), &found.plans, faults);
        let (Some(student), Some(plan)) = (student, plan) else { continue };
        if students[student].grade.is_none() {
            let cause = "the student has no grade, so that nobody can tell how much time is left";
            faults.push(place.column("student").fault("no-grade", cause, "give the grade in the students table, or delete the row"));
        }
        if !own[student].insert(plan) {
            faults.push(place.fault("duplicate", "an earlier row says so already", "keep one of the rows"));
        }
    }
    for (id, student) in students.iter() {
        all[id].plans = match student.grade {
            Some(grade) if own[id].is_empty() => everyone(found, student.entered.map(i64::from).or_else(|| entry_by_grade(known, grade))),
            Some(_) => own[id].iter().copied().collect(),
            None => Vec::new(),
        };
        all[id].years_left = years_left(known, student);
    }
}

/// Years left by the year of first entry, the school's own included. Whoever is still in one of the school's grades has
/// this year left, however long ago the entry was.
fn years_left(known: &Known<'_>, student: &Student) -> Option<u32> {
    let settings = &known.raw.settings;
    let (entered, year, grade) = (student.entered?, settings.year?, student.grade?);
    let here = (settings.first_grade..=settings.last_grade).contains(&grade);
    let last = i64::from(entered) + i64::from(settings.last_grade) - i64::from(settings.first_grade);
    let left = (last - i64::from(year) + 1).max(i64::from(here));
    Some(u32::try_from(left).unwrap_or(0))
}

fn record(
    place: Place<'_>,
    given: &RawRecord,
    known: &Known<'_>,
    listings: &IdVec<ListingId, Listing>,
    faults: &mut Vec<Fault>,
) -> Option<Record> {
    let listing = place.column("course").listing(&given.course, known, faults);
    let term = given.term.trim();
    let term = if term.is_empty() { None } else { place.column("term").find("term", "the terms table", term, &known.terms, faults) };
    let points = known.marks.read(place.column("mark"), &given.mark, faults);
    let fails = points.flatten().is_some_and(|mark| mark.points == 0);
    let ending = match given.result.trim() {
        "passed" => Some(Ending::Passed),
        "failed" => Some(Ending::Failed),
        "in-progress" => Some(Ending::InProgress),
        "withdrawn" | "incomplete" => Some(Ending::Withdrawn),
        "" if given.mark.trim().is_empty() => Some(Ending::InProgress),
        "" => Some(if fails { Ending::Failed } else { Ending::Passed }),
        _ => {
            let cause = "the cell is not one of passed, failed, in-progress, incomplete and withdrawn";
            faults.push(place.column("result").fault(
                "bad-value",
                cause,
                "write passed, failed, in-progress, incomplete or withdrawn, or leave it blank",
            ));
            None
        }
    };
    if ending == Some(Ending::Passed) && fails {
        let cause = "the course was passed, with a mark of 0 points, which fails";
        faults.push(place.column("result").fault("contradiction", cause, "correct the result or the mark"));
    }
    let (listing, ending) = (listing?, ending?);
    let earns = matches!(ending, Ending::Passed | Ending::InProgress);
    if !earns && given.credits.is_some_and(|credits| credits > 0) {
        let cause = "a course that was failed or left earns no credits";
        faults.push(place.column("credits").fault("contradiction", cause, "leave the credits blank, or correct the result"));
    }
    let listed = &listings[listing];
    let credits = if earns { given.credits.unwrap_or(listed.credits) } else { 0 };
    if given.attempted.is_some_and(|attempted| attempted < credits) {
        let cause = "fewer credits are attempted than earned";
        faults.push(place.column("attempted").fault("contradiction", cause, "correct one of the two, or leave attempted blank"));
    }
    let mark = points.flatten().filter(|_| ending != Ending::InProgress);
    let method = given.method.trim();
    Some(Record {
        listing,
        grade: given.grade,
        term,
        // A mark given on the way is not the last word.
        points: mark.map(|mark| mark.order),
        average: mark.map(|mark| if ending == Ending::Passed { listed.weighted(mark.points) } else { mark.points }),
        ending,
        credits,
        attempted: given.attempted.unwrap_or(match term {
            _ if credits > 0 => credits,
            Some(term) => known.shares.of_term((&given.student, &given.course), listed, term),
            None => listed.credits,
        }),
        method: if method.is_empty() { CLASSROOM } else { method }.to_owned(),
    })
}

/// The cells of a row: the student, those that hold text, the grade, credits earned and attempted.
type Cells<'a> = (StudentId, [&'a str; 5], Option<u32>, [Option<u32>; 2]);

/// Transcript rows read so far.
#[derive(Default)]
struct Rows<'a> {
    seen: BTreeSet<Cells<'a>>,
    /// What passes take of the room of a course.
    used: BTreeMap<(StudentId, ListingId), u32>,
}

impl<'a> Rows<'a> {
    /// Adds a record, unless it is one that is there already: of rows that are equal in every cell the first counts, and
    /// others only where none names a term and the course may be passed once more.
    fn add(&mut self, student: StudentId, given: &'a RawRecord, record: Record, listings: &IdVec<ListingId, Listing>, to: &mut Progress) {
        let RawRecord { course, grade, term, mark, result, credits, method, attempted, student: _ } = given;
        let texts = [course, term, mark, result, method].map(|text| text.trim());
        let again = !self.seen.insert((student, texts, *grade, [*credits, *attempted]));
        let listing = &listings[record.listing];
        let used = self.used.entry((student, record.listing)).or_default();
        let counts = !again || (record.term.is_none() && *used < listing.room());
        if again {
            to.equal_rows.push(EqualRow { listing: record.listing, counts });
        }
        if counts {
            if matches!(record.ending, Ending::Passed | Ending::InProgress) {
                *used = used.saturating_add(listing.uses(record.credits));
            }
            to.records.push(record);
        }
    }
}

fn achievements(known: &Known<'_>, plans: &IdVec<PlanId, Plan>, all: &mut IdVec<StudentId, Progress>, faults: &mut Vec<Fault>) {
    let asked = plans.values().flat_map(|plan| plan.nodes.values()).filter_map(|node| match &node.asks {
        Asks::Exam { exam: name, .. } | Asks::Item { item: name, .. } => Some(name.as_str()),
        _ => None,
    });
    let asked: BTreeSet<&str> = asked.collect();
    for (row, given) in known.raw.achievements.iter().enumerate() {
        let place = Place { table: "achievements", row, column: "student", of: &given.student };
        let student = place.student(known, faults);
        let item = given.item.trim();
        if !asked.contains(item) {
            let fix = "write an exam or item as a plan names it, or delete the row";
            faults.push(place.column("item").fault("unknown-id", "no plan asks for this exam or item", fix).not_known("item", item));
            continue;
        }
        let Some(student) = student else { continue };
        let value = given.value.unwrap_or(1);
        let score = all[student].scores.entry(item.to_owned()).or_default();
        score.best = score.best.max(value);
        score.sum = score.sum.saturating_add(value);
    }
}

fn groups(known: &Known<'_>, all: &mut IdVec<StudentId, Progress>, faults: &mut Vec<Fault>) -> IdVec<GroupId, String> {
    let mut groups: IdVec<GroupId, String> = IdVec::new();
    let mut index: BTreeMap<String, GroupId> = BTreeMap::new();
    for (row, given) in known.raw.student_groups.iter().enumerate() {
        let place = Place { table: "student_groups", row, column: "student", of: &given.student };
        let student = place.student(known, faults);
        let next = GroupId::from_index(groups.len());
        if !index.contains_key(&given.group) {
            if !register("student_groups", row, "group", &given.group, &mut index, next, faults) {
                continue;
            }
            groups.push(given.group.clone());
        }
        let (Some(student), Some(&group)) = (student, index.get(&given.group)) else { continue };
        let own = &mut all[student].groups;
        match own.binary_search(&group) {
            Ok(_) => faults.push(place.column("group").fault("duplicate", "an earlier row says so already", "keep one of the rows")),
            Err(at) => own.insert(at, group),
        }
    }
    groups
}
