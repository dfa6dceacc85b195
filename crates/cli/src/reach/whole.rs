//! What is said of a whole school: in short, without numbers that give few students away.

use super::{Blocked, Clash, Course, Empty, Mend, Order, OutOfReach, Requests, Said, Slack, Typical, Whole, outside};
use crate::end::End;
use crate::print::count;
use crate::unexamined::Passed;
use mortarboard_checker::{NeedMend, ThisYear};
use mortarboard_graduation::reach::{Cause, Disorder, Mended, Stop, Verdict, mends_until};
use mortarboard_graduation::{PlanAccess, SMALL_GROUP, State};
use mortarboard_model::School;
use mortarboard_model::rule::Rules;
use mortarboard_model::{PlanId, Schedule, StudentId};
use mortarboard_run::Reached;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A number of students, unless they are few; nobody is not few.
fn not_few(count: u64, full: bool) -> Option<u64> {
    Some(count).filter(|&count| full || count == 0 || count >= SMALL_GROUP)
}

pub(super) fn whole(school: &School, schedule: Option<&Schedule>, reached: &Reached, end: End, full: bool, over: &Stop) -> Whole {
    let plan_id = |plan: PlanId| school.graduation().plans.get(plan).map_or(String::new(), |plan| plan.id.clone());
    let plans = mortarboard_graduation::access(school, &reached.standings(school), full);
    // Who follows a plan that is not shown is left out of what is told of the whole school.
    let hidden: BTreeSet<&str> = plans.iter().filter(|plan| plan.all.students.is_none()).map(|plan| plan.plan.as_str()).collect();
    let is_hidden = |plan: PlanId| hidden.contains(plan_id(plan).as_str());
    let out: BTreeSet<StudentId> = reached.students.iter().filter(|one| is_hidden(one.plan)).map(|one| one.student).collect();
    let mut causes: BTreeMap<&Cause, Vec<(PlanId, StudentId)>> = BTreeMap::new();
    let shown = reached.students.iter().filter(|one| !is_hidden(one.plan));
    shown
        .filter_map(|one| Some((one, one.cause.as_ref()?)))
        .for_each(|(one, cause)| causes.entry(cause).or_default().push((one.plan, one.student)));
    let anew = schedule
        .filter(|_| !out.is_empty() && !reached.critical.unfinished)
        .map(|schedule| reached.year_of(school, &Rules::of(school), schedule, |student| !out.contains(&student)));
    let year = anew.as_ref().or(reached.year.as_ref());
    let blocked = reached.blocked().filter(|_| full).map(|student| Blocked {
        graduates: outside::graduates(student),
        outside: outside::needed(student),
        student: school.students()[student.student].id.clone(),
        plan: plan_id(student.plan),
        cause: student.cause.as_ref().map(Cause::slug),
        why: student.cause.clone(),
        sentence: student.cause.as_ref().map_or(String::new(), Cause::sentence),
    });
    let blocked = blocked.collect();
    let personas = reached.personas.iter().map(|persona| Typical {
        persona: school.graduation().personas.get(persona.persona).map_or(String::new(), |known| known.id.clone()),
        title: persona.title.clone(),
        plan: plan_id(persona.plan),
        state: state(&persona.verdict),
        because_of_schedule: matches!(persona.verdict, Verdict::Blocked { .. }) && persona.possible_elsewhen == Some(true),
        cause: persona.cause.as_ref().map(Cause::slug),
        courses: persona.cause.as_ref().map_or(Vec::new(), |cause| cause.courses().to_vec()),
        patterns: persona.cause.as_ref().map_or(Vec::new(), |cause| cause.patterns().to_vec()),
        sections: persona.cause.as_ref().map_or(Vec::new(), |cause| cause.sections().to_vec()),
        why: persona.cause.clone(),
        sentence: persona.cause.as_ref().map(Cause::sentence),
        slack: Slack::new(school, persona.plan, persona.slack),
    });
    let personas = personas.collect();
    let empty = not_few(reached.empty.len() as u64, full);
    Whole {
        end,
        scheduled: schedule.is_some(),
        unexamined: Passed::new(school, &reached.unexamined, full),
        causes: said(school, schedule, causes, &plans, full, over),
        clashes: clashes(year, full),
        unseated: unseated(year, full),
        wrong_order: wrong_order(school, reached, &out, full),
        critical: critical(school, reached, &out, full),
        under_scheduled: Empty { students: empty, cells: empty.map(|_| reached.empty.iter().map(|empty| u64::from(empty.empty)).sum()) },
        personas,
        factors: mortarboard_graduation::course_factors(school),
        out_of_reach: mortarboard_checker::out_of_reach(school)
            .into_iter()
            .map(|fault| OutOfReach { sentence: format!("{}: {}", fault.id, fault.cause), course: fault.id })
            .collect(),
        outside: outside::by_plan(school, reached, is_hidden, full),
        blocked,
        full,
        examined_on_time: !reached.students.is_empty() && reached.on_time() == reached.students.len(),
        stopped: reached.critical.unfinished,
        any_requests: !school.requests().is_empty(),
        plans,
    }
}

/// Causes, most students first. The numbers of one kind of cause add up to those that plans show: they are left out
/// together where a plan leaves its own out, and otherwise where they are small, with as many others as it takes.
fn said(
    school: &School,
    schedule: Option<&Schedule>,
    causes: BTreeMap<&Cause, Vec<(PlanId, StudentId)>>,
    plans: &[PlanAccess],
    full: bool,
    // When it is over, no further change is tried.
    over: &Stop,
) -> Vec<Said> {
    let mut mended: BTreeMap<&Cause, Vec<Mended>> =
        causes.par_iter().map(|(&cause, students)| (cause, mends_of(school, schedule, cause, students, full, over))).collect();
    let mut causes: Vec<(&Cause, u64)> = causes.into_iter().map(|(cause, students)| (cause, students.len() as u64)).collect();
    // The sort is stable: equal numbers stay in the order of causes.
    causes.sort_by_key(|&(_, students)| Reverse(students));
    let mut numbers: BTreeMap<usize, u64> = BTreeMap::new();
    let slugs: BTreeSet<&str> = causes.iter().map(|(cause, _)| cause.slug()).collect();
    for slug in slugs {
        let known = plans.iter().flat_map(|plan| &plan.causes).filter(|count| count.cause == slug).all(|count| count.students.is_some());
        let own: Vec<(usize, u64)> =
            causes.iter().enumerate().filter(|(_, (cause, _))| cause.slug() == slug).map(|(at, &(_, students))| (at, students)).collect();
        if !full && !known {
            continue;
        }
        let counts: Vec<u64> = own.iter().map(|&(_, students)| students).collect();
        let kept = mortarboard_graduation::shown(&counts, if full { 0 } else { SMALL_GROUP });
        numbers.extend(own.iter().zip(kept).filter_map(|(&(at, _), kept)| Some((at, kept?))));
    }
    let row = |(at, (cause, _)): (usize, (&Cause, u64))| {
        let changes = mended.remove(cause).unwrap_or_default();
        Said {
            students: numbers.get(&at).copied(),
            cause: cause.slug(),
            courses: cause.courses().to_vec(),
            patterns: cause.patterns().to_vec(),
            sections: cause.sections().to_vec(),
            why: cause.clone(),
            sentence: cause.sentence(),
            mends: changes.iter().map(Mended::phrase).collect(),
            changes,
        }
    };
    causes.into_iter().enumerate().map(row).collect()
}

/// What would mend a cause for all whom it concerns, under each of their plans.
fn mends_of(
    school: &School,
    schedule: Option<&Schedule>,
    cause: &Cause,
    students: &[(PlanId, StudentId)],
    full: bool,
    over: &Stop,
) -> Vec<Mended> {
    let mut by_plan: BTreeMap<PlanId, Vec<StudentId>> = BTreeMap::new();
    students.iter().for_each(|&(plan, student)| by_plan.entry(plan).or_default().push(student));
    let found = |(plan, students): (PlanId, Vec<StudentId>)| -> Vec<Mended> {
        let Some(plan) = school.graduation().plans.get(plan) else { return Vec::new() };
        let mut mended = mends_until(school, plan, schedule, cause, &students, Some(over));
        if !full {
            // Sections of one student are nobody else's business.
            mended.iter_mut().for_each(|mended| mended.mend = mended.mend.clone().of_many());
        }
        mended
    };
    let mut each = by_plan.into_iter().map(found);
    let first = each.next().unwrap_or_default();
    // Plans name their requirements each in its own way, so the same is what is said in the same words.
    each.fold(first, |kept, own| {
        let phrases: BTreeSet<String> = own.iter().map(Mended::phrase).collect();
        kept.into_iter().filter(|mended| phrases.contains(&mended.phrase())).collect()
    })
}

/// By course and what should come before it, most students first.
fn wrong_order(school: &School, reached: &Reached, out: &BTreeSet<StudentId>, full: bool) -> Vec<Order> {
    let mut found: BTreeMap<(&String, &[String], bool), BTreeSet<StudentId>> = BTreeMap::new();
    for one in reached.wrong_order.iter().filter(|one| !out.contains(&one.student)) {
        let Disorder { course, after, before, .. } = &one.disorder;
        found.entry((course, after, *before)).or_default().insert(one.student);
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|(_, students)| Reverse(students.len()));
    let row = |((course, after, before), students): ((&String, &[String], bool), BTreeSet<StudentId>)| {
        let number = not_few(students.len() as u64, full);
        let who = number.map_or("A few students".to_owned(), |number| count(number, "student", "students"));
        let has = if number == Some(1) { "has" } else { "have" };
        let (other, why) = (after.join(" or "), if before { "must be over before it begins" } else { "must be taken with it" });
        let sentence = format!("{who} {has} {course} at a time when it does not count: {other} {why}, and is taken at another time.");
        let who = students.iter().filter(|_| full).map(|&student| school.students()[student].id.clone()).collect();
        Order { course: course.clone(), after: after.to_vec(), before, students: number, who, sentence }
    };
    found.into_iter().map(row).collect()
}

fn clashes(year: Option<&ThisYear>, full: bool) -> Vec<Clash> {
    let row = |clash: &mortarboard_checker::NeedClash| {
        let students = clash.students.len() as u64;
        let number = not_few(students, full);
        let mend = |mend: &NeedMend| Mend {
            change: mend.change.clone(),
            step: mend.step.clone(),
            // Neither those who are freed nor the others may be few.
            frees: number.and(not_few(mend.frees, full)).filter(|frees| not_few(students.saturating_sub(*frees), full).is_some()),
            harms: not_few(mend.harms, full),
        };
        Clash {
            courses: clash.courses.clone(),
            patterns: clash.patterns.clone(),
            sections: clash.sections.clone(),
            students: number,
            sentence: numbered(number, &clash.sentence, &clash.unnumbered),
            mends: clash.mends.iter().map(mend).collect(),
        }
    };
    year.map_or(&[][..], |year| &year.clashes).iter().map(row).collect()
}

fn unseated(year: Option<&ThisYear>, full: bool) -> Vec<Course> {
    let row = |course: &mortarboard_checker::Unseated| {
        let number = not_few(course.students.len() as u64, full);
        let (free_seats, sentence) = (course.free_seats, numbered(number, &course.sentence, &course.unnumbered));
        Course { course: course.course.clone(), students: number, free_seats, sentence }
    };
    year.map_or(&[][..], |year| &year.unseated).iter().map(row).collect()
}

fn numbered(number: Option<u64>, sentence: &str, unnumbered: &str) -> String {
    if number.is_some() { sentence.to_owned() } else { format!("Fewer than {SMALL_GROUP} students {unnumbered}") }
}

fn critical(school: &School, reached: &Reached, out: &BTreeSet<StudentId>, full: bool) -> Requests {
    let own = || reached.critical.requests.iter().filter(|one| !out.contains(&school.requests()[one.request].student));
    let (total, met) = (own().count() as u64, own().filter(|one| one.met).count() as u64);
    // Where not everybody was looked at there may be more.
    let number = not_few(total, full).filter(|_| !reached.critical.unfinished);
    let unmet = not_few(total - met, full);
    Requests { total: number, met: number.and(unmet).and(not_few(met, full)) }
}

fn state(verdict: &Verdict) -> State {
    match verdict {
        Verdict::Reachable { .. } => State::OnTime,
        Verdict::Blocked { .. } => State::Blocked,
        Verdict::Unknown { .. } => State::Unknown,
    }
}
