//! `mortarboard reach`: who can graduate on time, and what stands in the way of the others.

mod granted;
mod outside;
mod student;
mod text;
mod whole;

use crate::args::{Format, Reach};
use crate::end::End;
use crate::envelope::{self, Form, Known};
use crate::failure::{COMMAND_LINE, Failure};
use crate::unexamined::Passed;
use crate::{interrupt, print};
use mortarboard_checker::NeedStep;
use mortarboard_graduation::reach::{Cause, Mended, Stop, Verdict};
use mortarboard_graduation::{CauseCount, Factor, PlanAccess, Share, State};
use mortarboard_io::elsewhere;
use mortarboard_model::School;
use mortarboard_model::fault::{Fault, Faults};
use mortarboard_model::{PlanId, StudentId};
use mortarboard_run::{ReachOptions, Reached};
use serde::Serialize;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// What is printed of a whole school.
#[derive(Serialize)]
pub(crate) struct Whole {
    #[serde(skip)]
    pub(crate) end: End,
    pub(crate) scheduled: bool,
    pub(crate) unexamined: Passed,
    pub(crate) plans: Vec<PlanAccess>,
    pub(crate) causes: Vec<Said>,
    pub(crate) clashes: Vec<Clash>,
    pub(crate) unseated: Vec<Course>,
    pub(crate) wrong_order: Vec<Order>,
    pub(crate) critical: Requests,
    pub(crate) under_scheduled: Empty,
    pub(crate) personas: Vec<Typical>,
    pub(crate) factors: Vec<Factor>,
    /// Courses that nobody can reach who starts from scratch.
    pub(crate) out_of_reach: Vec<OutOfReach>,
    /// What credit from outside would do, by plan; the rest of this is about the school alone.
    pub(crate) outside: Vec<outside::Outside>,
    /// One by one; only when asked for in full.
    pub(crate) blocked: Vec<Blocked>,
    pub(crate) full: bool,
    /// Whether somebody was examined, and a route found for each of them.
    pub(crate) examined_on_time: bool,
    /// Whether a limit came before all was looked at.
    pub(crate) stopped: bool,
    /// Whether there are requests at all.
    pub(crate) any_requests: bool,
}

/// Critical requests; small numbers are left out.
#[derive(Serialize)]
pub(crate) struct Requests {
    pub(crate) total: Option<u64>,
    pub(crate) met: Option<u64>,
}

/// A course that nobody can reach who starts from scratch.
#[derive(Serialize)]
pub(crate) struct OutOfReach {
    pub(crate) course: String,
    pub(crate) sentence: String,
}

/// A change that would mend a clash.
#[derive(Serialize)]
pub(crate) struct Mend {
    pub(crate) change: String,
    step: NeedStep,
    pub(crate) frees: Option<u64>,
    pub(crate) harms: Option<u64>,
}

/// A cause in words, with the students it concerns.
#[derive(Serialize)]
pub(crate) struct Said {
    /// None when they are few, or when another number could be found from it.
    pub(crate) students: Option<u64>,
    cause: &'static str,
    courses: Vec<String>,
    patterns: Vec<String>,
    sections: Vec<String>,
    /// All of the cause, as data.
    why: Cause,
    pub(crate) sentence: String,
    pub(crate) mends: Vec<String>,
    /// The same as data.
    changes: Vec<Mended>,
}

/// A clash of needed courses, without the students' ids.
#[derive(Serialize)]
pub(crate) struct Clash {
    courses: Vec<String>,
    patterns: Vec<String>,
    sections: Vec<String>,
    students: Option<u64>,
    pub(crate) sentence: String,
    pub(crate) mends: Vec<Mend>,
}

/// A needed course that students do not sit in.
#[derive(Serialize)]
pub(crate) struct Course {
    course: String,
    students: Option<u64>,
    /// In all of its sections.
    free_seats: u64,
    pub(crate) sentence: String,
}

/// A course that rosters hold before what must come before it, or at another time than what must come with it.
#[derive(Serialize)]
pub(crate) struct Order {
    course: String,
    after: Vec<String>,
    /// Whether these must be over before it begins; otherwise they must be taken with it.
    before: bool,
    students: Option<u64>,
    /// Who they are; only when asked for in full.
    pub(crate) who: Vec<String>,
    pub(crate) sentence: String,
}

/// Students with time without a course.
#[derive(Serialize)]
pub(crate) struct Empty {
    pub(crate) students: Option<u64>,
    pub(crate) cells: Option<u64>,
}

/// A typical student.
#[derive(Serialize)]
pub(crate) struct Typical {
    persona: String,
    pub(crate) title: String,
    pub(crate) plan: String,
    pub(crate) state: State,
    /// Whether only this year's schedule stands in the way.
    pub(crate) because_of_schedule: bool,
    /// Why not.
    cause: Option<&'static str>,
    courses: Vec<String>,
    patterns: Vec<String>,
    sections: Vec<String>,
    /// All of the cause, as data.
    why: Option<Cause>,
    pub(crate) sentence: Option<String>,
    #[serde(flatten)]
    pub(crate) slack: Slack,
}

/// Credit to spare: negative when it is lacking, none where a plan asks for no credit.
#[derive(Serialize)]
pub(crate) struct Slack {
    slack: Option<i64>,
    /// The same in courses of the plan's unit, such as courses of half a year.
    slack_courses: Option<i64>,
    #[serde(skip)]
    unit: u32,
}

impl Slack {
    pub(crate) fn new(school: &School, plan: PlanId, slack: Option<mortarboard_graduation::reach::Slack>) -> Self {
        let unit = school.graduation().plans.get(plan).map_or(1, |plan| plan.unit);
        Slack { slack: slack.map(|slack| slack.credits), slack_courses: slack.map(|slack| slack.pieces), unit }
    }

    /// In words; none when there is no number.
    pub(crate) fn words(&self) -> Option<String> {
        let slack = self.slack?;
        let what = if slack < 0 { "short" } else { "to spare" };
        let courses = self
            .slack_courses
            .filter(|&courses| self.unit > 1 && courses != 0)
            .map_or(String::new(), |courses| format!(" ({} of {})", print::count(courses.unsigned_abs(), "course", "courses"), self.unit));
        Some(format!("{} {what}{courses}", print::count(slack.unsigned_abs(), "credit", "credits")))
    }
}

/// One blocked student.
#[derive(Serialize)]
pub(crate) struct Blocked {
    pub(crate) student: String,
    pub(crate) plan: String,
    cause: Option<&'static str>,
    /// All of the cause, as data.
    why: Option<Cause>,
    pub(crate) sentence: String,
    graduates: outside::Graduates,
    /// What is needed from outside, where that helps.
    pub(crate) outside: Option<outside::Needed>,
}

/// Looks at a whole school, or at one student.
pub(crate) fn run(args: &Reach, format: Format) -> Result<End, Failure> {
    let begun = Instant::now();
    let unusable = |faults| Failure::input(format!("the school folder {} can't be used", args.school.display()), faults);
    let (raw, school, schedule) = match &args.schedule {
        None => {
            let (raw, school) = elsewhere::school(&args.school).map_err(unusable)?;
            (raw, school, None)
        }
        Some(folder) => {
            let read = elsewhere::load(&args.school, folder);
            let sentence = || format!("{} and {} can't be used", args.school.display(), folder.display());
            let (raw, school, schedule) = read.map_err(|faults| Failure::input(sentence(), faults))?;
            (raw, school, Some(schedule))
        }
    };
    let known = Known::new(&school, mortarboard_io::digest(&raw));
    drop(raw);
    if school.graduation().plans.is_empty() {
        let fault = Fault::error("no-plan", "plans").because("the school states no graduation plan");
        let fix = "add a file to the folder `plans`; docs/plans.md has the form, and plans to start from";
        return Err(unusable(Faults(vec![fault.mend(fix)]).into()).of(&known));
    }
    let mut options = ReachOptions::default();
    options.failures = !args.no_failures;
    options.plan = args.plan.as_deref().map(|id| plan(&school, id).map_err(|failure| failure.of(&known))).transpose()?;
    options.student = args.student.as_deref().map(|id| student_id(&school, id).map_err(|failure| failure.of(&known))).transpose()?;
    // Reading the folders counts as well.
    options.time = args.time.map(|seconds| Duration::from_secs(seconds).saturating_sub(begun.elapsed()));
    let flag = interrupt::flag();
    options.stop = Some(Arc::clone(&flag));
    let time = args.time.map(Duration::from_secs);
    // What comes after the search keeps to the same limit.
    let over: Stop = Arc::new(move || flag.load(Ordering::Relaxed) || time.is_some_and(|time| begun.elapsed() >= time));
    // What the search says is printed only after other code has read its certificates.
    let bug = |wrong| Failure::bug(format!("A certificate does not hold: {wrong} This is a bug; nothing is claimed.")).of(&known);
    let reached = mortarboard_run::reach_checked(&school, schedule.as_ref(), &options).map_err(bug)?;
    let end = end(&reached);
    match options.student {
        Some(id) => {
            let one = student::look(&school, schedule.as_ref(), id, &reached, &over).map_err(bug)?;
            match format {
                Format::Json => print::json(&envelope::begin(Form::ReachStudent, end, Some(&known)).with(&one)),
                Format::Text => print::out(&student::text(&one)),
            }
        }
        None => {
            let whole = whole::whole(&school, schedule.as_ref(), &reached, end, args.full, &over);
            match format {
                Format::Json => print::json(&envelope::begin(Form::Reach, end, Some(&known)).with(&whole)),
                Format::Text => print::out(&text::whole(&whole)),
            }
        }
    }
    Ok(end)
}

fn plan(school: &School, id: &str) -> Result<PlanId, Failure> {
    let plans = &school.graduation().plans;
    plans.iter().find(|(_, plan)| plan.id == id).map(|(id, _)| id).ok_or_else(|| {
        let known: Vec<&str> = plans.values().filter(|plan| plan.form_of.is_none()).map(|plan| plan.id.as_str()).collect();
        let (cause, fix) = (format!("the school has no plan `{id}`"), format!("it has {}", known.join(", ")));
        let message = format!("{cause}; {fix}");
        Failure::usage(message, Fault::error("unknown-plan", COMMAND_LINE).of(id).because(cause).mend(fix))
    })
}

fn student_id(school: &School, id: &str) -> Result<StudentId, Failure> {
    school.find_student(id).ok_or_else(|| {
        let message = format!("the school has no student `{id}`");
        let fix = "name one as students.csv has it";
        Failure::usage(message.clone(), Fault::error("unknown-student", COMMAND_LINE).of(id).because(message).mend(fix))
    })
}

fn end(reached: &Reached) -> End {
    let any = |of: fn(&Verdict) -> bool| reached.students.iter().any(|student| of(&student.verdict));
    if any(|verdict| matches!(verdict, Verdict::Blocked { .. })) {
        End::Blocked
    } else if !reached.unexamined.is_empty() {
        End::Incomplete
    } else if reached.critical.unfinished || any(|verdict| matches!(verdict, Verdict::Unknown { .. })) {
        End::Undecided
    } else {
        End::Ok
    }
}

/// A share in words: `391 of 400`, or that the group is too small to be shown.
fn share(share: &Share) -> String {
    match (share.on_time, share.students) {
        (Some(on_time), Some(students)) => {
            let unknown = share.unknown.filter(|&unknown| unknown > 0);
            let unknown = unknown.map_or(String::new(), |unknown| format!("; {} unknown", print::number(unknown)));
            format!("{} of {}, {}{unknown}", print::number(on_time), print::number(students), print::percent(on_time, students))
        }
        _ => "too few to be shown".to_owned(),
    }
}

/// The courses that a cause names most often.
fn named(cause: &CauseCount) -> String {
    let courses = cause.courses.iter().take(5).map(|(course, students)| match students {
        Some(students) => format!("{course} {students}"),
        None => course.clone(),
    });
    let courses: Vec<String> = courses.collect();
    if courses.is_empty() { String::new() } else { format!(" ({})", courses.join(", ")) }
}
