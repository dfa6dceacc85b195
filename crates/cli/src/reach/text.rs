//! A whole school, for people.

use super::{Mend, Whole, named, share};
use crate::end::End;
use crate::print::{count, number};
use mortarboard_graduation::{Factor, SMALL_GROUP, State};
use std::fmt::Write as _;

/// Causes, clashes and courses named, each.
const NAMED: usize = 8;
/// Courses whose factors are shown.
const FACTORS: usize = 10;

pub(super) fn whole(whole: &Whole) -> String {
    let mut text = String::new();
    // Writing to a string can't fail.
    let _ = write(&mut text, whole);
    text
}

fn write(text: &mut String, whole: &Whole) -> std::fmt::Result {
    if whole.full {
        writeln!(text, "Groups of any size are shown. This report is about single students: it is not for publication.\n")?;
    }
    let scene = if whole.scheduled { "with this year as the rosters have it" } else { "with everything offered open this year" };
    writeln!(text, "Graduation on time, {scene}:")?;
    if whole.stopped {
        writeln!(text, "(stopped before everybody was looked at: whoever was not is unknown, and nothing is said of clashes this year)")?;
    }
    if !whole.full {
        writeln!(text, "(\"a few\" is fewer than {SMALL_GROUP} students, or a number that would give such a one away; --full tells it)")?;
    }
    if let Some(sentence) = whole.unexamined.sentence() {
        writeln!(text, "\n{sentence}")?;
    }
    for plan in &whole.plans {
        writeln!(text, "\n{} ({})", plan.title, plan.plan)?;
        writeln!(text, "  examined      {}", share(&plan.all))?;
        for (grade, line) in &plan.by_grade {
            writeln!(text, "  grade {grade:<7} {}", share(line))?;
        }
        for (group, line) in &plan.by_group {
            writeln!(text, "  {group:<13} {}", share(line))?;
        }
        for cause in &plan.causes {
            writeln!(text, "  blocked by {}: {}{}", cause.cause, few(cause.students), named(cause))?;
        }
        if !plan.survive.is_empty() {
            let bears: Vec<String> = plan.survive.iter().map(|(failed, students)| format!("{failed}: {}", few(*students))).collect();
            writeln!(text, "  failed courses that can be borne, whichever they are (3 is the most looked at): {}", bears.join(", "))?;
        }
    }
    list(text, "Why", &whole.causes, |text, cause| {
        writeln!(text, "  {}: {}", students(cause.students), cause.sentence)?;
        if whole.stopped { Ok(()) } else { fixes(text, &cause.mends) }
    })?;
    list(text, "Courses needed this year that clash", &whole.clashes, |text, clash| {
        writeln!(text, "  {}", clash.sentence)?;
        let harm = |harms: Option<u64>| match harms {
            Some(0) => String::new(),
            Some(harms) => format!(", and {} on the roster would clash", number(harms)),
            None => ", and a few on the roster would clash".to_owned(),
        };
        let line = |text: &mut String, mend: &Mend| {
            writeln!(text, "    fix: {} (frees {}{})", mend.change, mend.frees.map_or("some".to_owned(), number), harm(mend.harms))
        };
        clash.mends.iter().try_for_each(|mend| line(text, mend))
    })?;
    list(text, "Courses needed this year without a seat taken", &whole.unseated, |text, course| writeln!(text, "  {}", course.sentence))?;
    list(text, "Courses of this year in the wrong order", &whole.wrong_order, |text, order| {
        let who = if order.who.is_empty() { String::new() } else { format!(" ({})", order.who.join(", ")) };
        writeln!(text, "  {}{who}", order.sentence)
    })?;
    writeln!(text)?;
    critical(text, whole)?;
    match (whole.scheduled, whole.under_scheduled.students, whole.under_scheduled.cells) {
        (false, ..) | (true, Some(0), _) => {}
        (true, Some(students), Some(cells)) => {
            let who = count(students, "student has", "students have");
            writeln!(text, "{who} time without a course this year, {} in all.", count(cells, "cell", "cells"))?;
        }
        _ => writeln!(text, "Fewer than {SMALL_GROUP} students have time without a course this year.")?,
    }
    list(text, "Typical students", &whole.personas, |text, persona| {
        let state = match (persona.state, persona.because_of_schedule) {
            (State::OnTime, _) => "on time",
            (State::Blocked, true) => "shut out by this year's schedule",
            (State::Blocked, false) => "shut out whatever the schedule",
            (State::Unknown, _) => "unknown: the search came to its limit",
        };
        let slack = persona.slack.words().map_or(String::new(), |slack| format!("; {slack}"));
        writeln!(text, "  {}, {}: {state}{slack}", persona.title, persona.plan)?;
        persona.sentence.iter().try_for_each(|sentence| writeln!(text, "    {sentence}"))
    })?;
    // Courses that neither wait for another nor let one wait are in the data only.
    let factors: Vec<&Factor> = whole.factors.iter().filter(|factor| factor.delay > 1 || factor.blocking > 0).collect();
    list_some(text, "Courses on which most hangs", &factors, FACTORS, |text, factor| {
        let (blocks, delays) =
            (count(u64::from(factor.blocking), "course", "courses"), count(u64::from(factor.delay), "course", "courses"));
        writeln!(text, "  {}: {blocks} behind it, chain of {delays}", factor.course)
    })?;
    list_all(text, "Courses that nobody can reach who starts from scratch", &whole.out_of_reach, |text, course| {
        writeln!(text, "  {}", course.sentence)
    })?;
    outside(text, whole)?;
    list_all(text, "Blocked students", &whole.blocked, |text, one| {
        writeln!(text, "  {}, {}: {}", one.student, one.plan, one.sentence)?;
        one.outside.iter().try_for_each(|needed| writeln!(text, "    {}", needed.sentence()))
    })?;
    list_all(text, "Students not examined", &whole.unexamined.lines(), |text, line| writeln!(text, "  {line}"))?;
    match whole.end {
        End::Ok => writeln!(text, "\nEvery student can graduate on time; each has a route, checked anew."),
        End::Incomplete if whole.examined_on_time => {
            writeln!(text, "\nThe students who were examined can graduate on time; each of them has a route, checked anew.")
        }
        _ => Ok(()),
    }
}

/// What credit from outside would do, plan by plan.
fn outside(text: &mut String, whole: &Whole) -> std::fmt::Result {
    let told: Vec<_> = whole.outside.iter().filter(|plan| [plan.with_outside, plan.not_at_all, plan.unknown] != [Some(0); 3]).collect();
    list_all(text, "With credit from outside the school", &told, |text, plan| {
        let needs = plan.courses.filter(|&courses| courses > 0).map_or(String::new(), |courses| {
            let cost = plan.cost.filter(|&cost| cost > 0).map_or(String::new(), |cost| format!(" at a cost of {}", number(cost)));
            format!(", with {}{cost}", count(courses, "course", "courses"))
        });
        let unknown = match plan.unknown {
            Some(0) => String::new(),
            unknown => format!("; unknown: {}", few(unknown)),
        };
        let (can, not) = (few(plan.with_outside), few(plan.not_at_all));
        writeln!(text, "  {}: on time only so: {can}{needs}; not even so: {not}{unknown}", plan.title)
    })
}

/// What would mend a cause, or that no single change of those looked at does.
pub(super) fn fixes(text: &mut String, mends: &[String]) -> std::fmt::Result {
    if mends.is_empty() {
        return writeln!(text, "    No single change that was tried mends it.");
    }
    mends.iter().try_for_each(|mend| writeln!(text, "    fix: {mend}"))
}

fn critical(text: &mut String, whole: &Whole) -> std::fmt::Result {
    if !whole.any_requests {
        return writeln!(text, "No requests are given, so none can be critical.");
    }
    if whole.stopped {
        return writeln!(text, "Not everybody's requests were looked at for critical ones.");
    }
    let Some(all) = whole.critical.total else {
        return writeln!(text, "A few critical requests: without the course this year, graduation on time is lost.");
    };
    let total = count(all, "critical request", "critical requests");
    match (whole.scheduled, whole.critical.met) {
        (false, _) => writeln!(text, "{total}: without the course this year, graduation on time is lost."),
        (true, Some(met)) if met >= all => writeln!(text, "{total}, all met."),
        (true, Some(met)) => writeln!(text, "{total}, {} of them not met.", number(all - met)),
        (true, None) => writeln!(text, "{total}, some of them not met."),
    }
}

/// A number, or that it is too small to be shown; or that another could be found from it.
fn few(number_of: Option<u64>) -> String {
    number_of.map_or_else(|| "a few".to_owned(), number)
}

fn students(students: Option<u64>) -> String {
    students.map_or_else(|| "A few students".to_owned(), |students| count(students, "student", "students"))
}

/// A list under a heading, the first few of it.
fn list<T>(text: &mut String, heading: &str, items: &[T], line: impl FnMut(&mut String, &T) -> std::fmt::Result) -> std::fmt::Result {
    list_some(text, heading, items, NAMED, line)
}

fn list_some<T>(
    text: &mut String,
    heading: &str,
    items: &[T],
    most: usize,
    mut line: impl FnMut(&mut String, &T) -> std::fmt::Result,
) -> std::fmt::Result {
    list_all(text, heading, items.get(..most).unwrap_or(items), &mut line)?;
    match items.len().saturating_sub(most) as u64 {
        0 => Ok(()),
        more => writeln!(text, "  and {} more", number(more)),
    }
}

fn list_all<T>(
    text: &mut String,
    heading: &str,
    items: &[T],
    mut line: impl FnMut(&mut String, &T) -> std::fmt::Result,
) -> std::fmt::Result {
    if items.is_empty() {
        return Ok(());
    }
    writeln!(text, "\n{heading}:")?;
    items.iter().try_for_each(|item| line(text, item))
}
