//! A whole school, for people.

use super::{Status, Whole, named, share};
use crate::print::{count, number};
use mortarboard::checker::State;
use std::fmt::Write as _;

/// Causes, clashes and courses named, each.
const NAMED: usize = 8;

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
    for plan in &whole.plans {
        writeln!(text, "\n{} ({})", plan.title, plan.plan)?;
        writeln!(text, "  all students  {}", share(&plan.all))?;
        for (grade, line) in &plan.by_grade {
            writeln!(text, "  grade {grade:<7} {}", share(line))?;
        }
        for (group, line) in &plan.by_group {
            writeln!(text, "  {group:<13} {}", share(line))?;
        }
        for cause in &plan.causes {
            writeln!(text, "  blocked by {}: {}{}", cause.cause, number(cause.students), named(cause))?;
        }
        if !plan.survive.is_empty() {
            let bears: Vec<String> = plan.survive.iter().map(|(failed, students)| format!("{failed}: {}", number(*students))).collect();
            writeln!(text, "  failed courses that can be borne, whichever they are (3 is the most looked at): {}", bears.join(", "))?;
        }
    }
    list(text, "Why", &whole.causes, |text, cause| {
        writeln!(text, "  {}: {}", count(cause.students, "student", "students"), cause.sentence)?;
        cause.mends.iter().try_for_each(|mend| writeln!(text, "    fix: {mend}"))
    })?;
    list(text, "Courses needed this year that clash", &whole.clashes, |text, clash| {
        writeln!(text, "  {}", clash.sentence)?;
        let harm = |harms: u64| if harms > 0 { format!(", and {} on the roster would clash", number(harms)) } else { String::new() };
        clash
            .mends
            .iter()
            .try_for_each(|mend| writeln!(text, "    fix: {} (frees {}{})", mend.change, number(mend.frees), harm(mend.harms)))
    })?;
    list(text, "Courses needed this year without a seat taken", &whole.unseated, |text, course| writeln!(text, "  {}", course.sentence))?;
    writeln!(text)?;
    critical(text, whole)?;
    if whole.scheduled && whole.under_scheduled.students > 0 {
        let who = count(whole.under_scheduled.students, "student has", "students have");
        writeln!(text, "{who} time without a course this year, {} in all.", count(whole.under_scheduled.cells, "cell", "cells"))?;
    }
    list(text, "Typical students", &whole.personas, |text, persona| {
        let state = match (persona.state, persona.because_of_schedule) {
            (State::OnTime, _) => "on time",
            (State::Blocked, true) => "shut out by this year's schedule",
            (State::Blocked, false) => "shut out whatever the schedule",
            (State::Unknown, _) => "unknown: the search came to its limit",
        };
        let slack = persona.slack.map_or(String::new(), |slack| format!("; {slack} credits to spare"));
        writeln!(text, "  {}, {}: {state}{slack}", persona.title, persona.plan)?;
        persona.sentence.iter().try_for_each(|sentence| writeln!(text, "    {sentence}"))
    })?;
    list(text, "Courses on which most hangs", &whole.factors, |text, factor| {
        let (blocks, delays) =
            (count(u64::from(factor.blocking), "course", "courses"), count(u64::from(factor.delay), "course", "courses"));
        writeln!(text, "  {}: {blocks} behind it, chain of {delays}", factor.course)
    })?;
    list_all(text, "Blocked students", &whole.blocked, |text, one| writeln!(text, "  {}, {}: {}", one.student, one.plan, one.sentence))?;
    if whole.status == Status::Ok {
        writeln!(text, "\nEvery student can graduate on time; each has a route, checked anew.")?;
    }
    Ok(())
}

fn critical(text: &mut String, whole: &Whole) -> std::fmt::Result {
    let critical = &whole.critical;
    let total = count(critical.total, "critical request", "critical requests");
    match (whole.scheduled, critical.total - critical.met.min(critical.total)) {
        (false, _) => writeln!(text, "{total}: without the course this year, graduation on time is lost."),
        (true, 0) => writeln!(text, "{total}, all met."),
        (true, unmet) => writeln!(text, "{total}, {} of them not met.", number(unmet)),
    }
}

/// A list under a heading, the first few of it.
fn list<T>(text: &mut String, heading: &str, items: &[T], mut line: impl FnMut(&mut String, &T) -> std::fmt::Result) -> std::fmt::Result {
    list_all(text, heading, items.get(..NAMED).unwrap_or(items), &mut line)?;
    match items.len().saturating_sub(NAMED) as u64 {
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
