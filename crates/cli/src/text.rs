//! The summary as a person reads it.

use crate::bound;
use crate::print::{count, number, percent};
use crate::unexamined::Passed;
use mortarboard_checker::{Mend, Tally};
use mortarboard_model::Priority;
use mortarboard_model::score::Level;
use mortarboard_run::summary::{Status, Summary};
use std::fmt::Write as _;

/// How many reasons, soft rules and hindrances are listed.
const LISTED: usize = 8;
/// How many sections that have nobody yet are named.
const NAMED: usize = 20;

/// The whole summary, in plain English, and the changes that would help most. Ends with a line end.
pub(crate) fn summary(summary: &Summary, unexamined: &Passed, helpful: &[&Mend]) -> String {
    let mut text = String::new();
    // Writing to a string can't fail.
    let _ = match summary.status {
        Status::Infeasible => infeasible(&mut text, summary),
        Status::Optimal | Status::Feasible | Status::Stopped => scheduled(&mut text, summary, unexamined, helpful),
        _ => unknown(&mut text, summary),
    };
    text
}

fn scheduled(text: &mut String, summary: &Summary, unexamined: &Passed, helpful: &[&Mend]) -> std::fmt::Result {
    let counts = &summary.counts;
    let requests = counts.requests;
    writeln!(
        text,
        "Requests scheduled: {} of {}, {}.",
        number(requests.met),
        number(requests.total),
        percent(requests.met, requests.total)
    )?;
    if let Some(sentence) = summary.bound.as_ref().and_then(|bound| bound::sentence(bound, requests.total)) {
        writeln!(text, "{sentence}")?;
    }
    writeln!(text)?;
    let width = number(requests.total.max(counts.by_priority.values().map(|tally| tally.total).max().unwrap_or(0))).len();
    for (priority, tally) in counts.by_priority.iter().filter(|(_, tally)| tally.total > 0) {
        let name = format!("{priority:?}").to_lowercase();
        writeln!(text, "  {name:<10} {}", share(*tally, width))?;
    }
    if let Some(critical) = counts.by_priority.get(&Priority::Critical).filter(|tally| tally.total > 0) {
        writeln!(text, "\n{}", hanging(*critical, unexamined.total() == 0 && !summary.critical_unfinished))?;
        summary.critical_unmet.iter().take(LISTED).try_for_each(|sentence| writeln!(text, "  {sentence}"))?;
        more(text, summary.critical_unmet.len(), "others")?;
    }
    if summary.critical_unfinished {
        writeln!(text, "\nTime was up before all students were looked at; critical requests are those found by then.")?;
    }
    if let Some(sentence) = unexamined.sentence() {
        writeln!(text, "\nGraduation on time: {sentence}")?;
    }
    let students = counts.students;
    let wide = number(students.total).len();
    writeln!(text, "\nStudents: {}. Of these,", number(students.total))?;
    let unmet = students.unmet;
    for (what, have) in
        [("no unmet request", unmet.none), ("1 unmet request", unmet.one), ("2 unmet", unmet.two), ("3 or more", unmet.more)]
    {
        writeln!(text, "  {:>wide$}  {:>7}  {what}", number(have), percent(have, students.total))?;
    }
    if counts.by_grade.len() > 1 {
        writeln!(text, "\nBy grade, requests scheduled:")?;
        for (grade, have) in &counts.by_grade {
            let students = format!("{} of {} complete", number(have.students.complete), count(have.students.total, "student", "students"));
            writeln!(text, "  {:<8} {}   {students}", grade.to_string(), share(have.requests, width))?;
        }
    }
    if let Some(sentence) = unstaffed(&summary.unstaffed) {
        writeln!(text, "\n{sentence}")?;
    }
    if !summary.reasons.is_empty() {
        writeln!(text, "\nWhy requests are unmet (each one is explained in unmet.csv):")?;
        for reason in summary.reasons.iter().take(LISTED) {
            writeln!(text, "  {:>width$}  {} [{}]", number(reason.requests), reason.meaning, reason.reason)?;
        }
        more(text, summary.reasons.len(), "other reasons")?;
    }
    if !summary.clashes.is_empty() {
        writeln!(text, "\nCourses that keep one another out, by students:")?;
        for clash in summary.clashes.iter().take(LISTED) {
            writeln!(text, "  {:>width$}  {}", number(clash.students), clash.courses.join(", "))?;
        }
        more(text, summary.clashes.len(), "others")?;
    }
    if !helpful.is_empty() {
        writeln!(text, "\nChanges that would help most, each by itself (others in unmet.csv, as data in unmet.json):")?;
        helpful.iter().try_for_each(|change| writeln!(text, "  {}", change.text))?;
    }
    if !summary.soft.is_empty() {
        writeln!(text, "\nWishes not kept:")?;
        for soft in summary.soft.iter().take(LISTED) {
            let times = count(soft.findings, "time", "times");
            let level = if soft.level == Level::Preference { String::new() } else { format!(" on the {} level", soft.level.name()) };
            writeln!(text, "  {}: {times}, at a price of {}{level}", soft.rule, number(soft.price.unsigned_abs()))?;
        }
        more(text, summary.soft.len(), "other rules")?;
    }
    writeln!(text, "\n{}", ending(summary))?;
    note(text, summary)
}

/// The sections that have nobody yet, in a sentence; none where there are none.
pub(crate) fn unstaffed(sections: &[String]) -> Option<String> {
    let named = sections.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let have = count(sections.len() as u64, "section has", "sections have");
    match sections.len().saturating_sub(NAMED) {
        _ if sections.is_empty() => None,
        0 => Some(format!("{have} nobody yet: {named}.")),
        more => Some(format!("{have} nobody yet: {named} and {}.", count(more as u64, "other", "others"))),
    }
}

/// Whether graduation on time is lost to anybody who was examined.
fn hanging(critical: Tally, everybody: bool) -> String {
    match critical.total.saturating_sub(critical.met) {
        0 if !everybody => {
            "Every critical request is met: nothing is lost that a student who was examined asked for and graduation hangs on.".to_owned()
        }
        0 => "Every critical request is met: nothing that a student asked for and graduation hangs on is lost.".to_owned(),
        unmet => format!(
            "{} not met; without it the student can't graduate on time:",
            count(unmet, "critical request is", "critical requests are")
        ),
    }
}

fn note(text: &mut String, summary: &Summary) -> std::fmt::Result {
    summary.note.iter().try_for_each(|note| writeln!(text, "{note}"))
}

fn share(tally: Tally, width: usize) -> String {
    format!("{:>width$} of {:>width$}  {:>7}", number(tally.met), number(tally.total), percent(tally.met, tally.total))
}

fn more(text: &mut String, all: usize, what: &str) -> std::fmt::Result {
    if all > LISTED { writeln!(text, "  and {} {what}", all - LISTED) } else { Ok(()) }
}

/// What is proven, and what ended the search.
fn ending(summary: &Summary) -> String {
    let checked = "The checker found every hard rule kept.";
    if summary.status == Status::Optimal {
        return format!("No schedule is worth more: this is proven. {}{checked}", proof(summary));
    }
    let (whole, levels) = proven(summary);
    let proven = match levels.join(" and ").as_str() {
        _ if whole => "No schedule meets requests worth more: this is proven. ".to_owned(),
        "" => String::new(),
        levels => format!("No schedule meets {levels} requests worth more: this is proven. "),
    };
    let may = if whole { "one with better alternates or wishes may exist" } else { "a better schedule may exist" };
    let ended = match summary.stopped {
        Some("time") => "The time limit ended the search",
        Some("work") => "The work limit ended the search",
        Some("asked") => "The search was ended by hand",
        Some("unconfirmed") => "The search ended with a proof that the checker did not find anew",
        _ => "The search ended",
    };
    format!("{proven}{ended}; {may}. {checked}")
}

/// What shows that nothing better exists.
fn proof(summary: &Summary) -> &'static str {
    match summary.proof.map(|proof| proof.by) {
        Some("own-weeks") => "Every student has all they could have if alone in the school. ",
        Some("bound") => "Students' own weeks and the seats of the courses hold no more. ",
        Some("exact") => "It is the word of the exact solver, which the checker can't find anew. ",
        _ => "",
    }
}

/// Whether the requests met are proven to be worth most; otherwise the levels of which that is so, those without requests left out.
fn proven(summary: &Summary) -> (bool, Vec<&'static str>) {
    let proven = summary.bound.as_ref().map_or(0, |bound| bound.proven);
    let levels = [(Priority::Critical, "critical"), (Priority::Required, "required"), (Priority::Primary, "primary")];
    let asked = |level: &Priority| summary.counts.by_priority.get(level).is_some_and(|tally| tally.total > 0);
    (proven == levels.len(), levels.iter().take(proven).filter(|(level, _)| asked(level)).map(|&(_, name)| name).collect())
}

fn infeasible(text: &mut String, summary: &Summary) -> std::fmt::Result {
    writeln!(text, "No schedule keeps every hard rule.")?;
    if let Some(sentence) = &summary.conflict {
        writeln!(text, "{sentence}")?;
    }
    if summary.proof.is_some_and(|proof| proof.by == "exact") {
        writeln!(text, "It is the word of the exact solver, which the checker can't find anew.")?;
    }
    summary.faults.iter().try_for_each(|fault| writeln!(text, "{fault}"))?;
    if summary.hindrances.is_empty() {
        return Ok(());
    }
    let minimal = if summary.minimal { "; without any one of them the others could be kept" } else { "; fewer of them may be enough" };
    writeln!(text, "These can't be kept together{minimal}:")?;
    hindrances(text, summary)
}

fn unknown(text: &mut String, summary: &Summary) -> std::fmt::Result {
    let limit = match summary.stopped {
        Some("time") => "the time limit",
        Some("asked") => "the interruption",
        _ => "the work limit",
    };
    writeln!(text, "No schedule was found before {limit}; there may be one. Nothing is written.")?;
    if !summary.hindrances.is_empty() {
        writeln!(text, "The best attempt could not keep:")?;
        hindrances(text, summary)?;
    }
    note(text, summary)
}

fn hindrances(text: &mut String, summary: &Summary) -> std::fmt::Result {
    for hindrance in summary.hindrances.iter().take(LISTED) {
        let about = if hindrance.subjects.is_empty() { "the whole school".to_owned() } else { hindrance.subjects.join(", ") };
        writeln!(text, "  {about} [{}]", hindrance.rule)?;
    }
    more(text, summary.hindrances.len(), "others")
}
