//! `mortarboard reach`: who can graduate on time, and what stands in the way of the others.

mod student;
mod text;

use crate::args::{Format, Reach};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::print;
use mortarboard::checker::reach::{Cause, Verdict};
use mortarboard::checker::{self, CauseCount, Factor, NeedMend, PlanAccess, Share, State};
use mortarboard::io::elsewhere;
use mortarboard::model::{PlanId, Schedule, StudentId};
use mortarboard::{Critical, Fault, Faults, ReachOptions, Reached, School};
use serde::Serialize;
use std::collections::BTreeMap;

/// Courses whose factors are shown.
const FACTORS: usize = 10;

/// How a look at graduation ended, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    /// Every student asked about can graduate on time.
    Ok,
    /// Some can't.
    Blocked,
    /// None is known to be blocked, but for some the search came to its limit.
    Unknown,
}

/// What is printed of a whole school.
#[derive(Serialize)]
pub(crate) struct Whole {
    pub(crate) status: Status,
    school: String,
    pub(crate) scheduled: bool,
    pub(crate) plans: Vec<PlanAccess>,
    pub(crate) causes: Vec<Said>,
    pub(crate) clashes: Vec<Clash>,
    pub(crate) unseated: Vec<Course>,
    pub(crate) critical: Critical,
    pub(crate) under_scheduled: Empty,
    pub(crate) personas: Vec<Typical>,
    pub(crate) factors: Vec<Factor>,
    /// One by one; only when asked for in full.
    pub(crate) blocked: Vec<Blocked>,
    pub(crate) full: bool,
}

/// A cause in words, with the students it concerns.
#[derive(Serialize)]
pub(crate) struct Said {
    pub(crate) students: u64,
    cause: &'static str,
    courses: Vec<String>,
    patterns: Vec<String>,
    sections: Vec<String>,
    pub(crate) sentence: String,
    pub(crate) mends: Vec<String>,
}

/// A clash of needed courses, without the students' ids.
#[derive(Serialize)]
pub(crate) struct Clash {
    courses: Vec<String>,
    patterns: Vec<String>,
    sections: Vec<String>,
    students: u64,
    pub(crate) sentence: String,
    pub(crate) mends: Vec<NeedMend>,
}

/// A needed course that students do not sit in.
#[derive(Serialize)]
pub(crate) struct Course {
    course: String,
    students: u64,
    pub(crate) sentence: String,
}

/// Students with time without a course.
#[derive(Serialize)]
pub(crate) struct Empty {
    pub(crate) students: u64,
    pub(crate) cells: u64,
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
    pub(crate) sentence: Option<String>,
    pub(crate) slack: Option<i64>,
}

/// One blocked student.
#[derive(Serialize)]
pub(crate) struct Blocked {
    pub(crate) student: String,
    pub(crate) plan: String,
    cause: Option<&'static str>,
    pub(crate) sentence: String,
}

/// Looks at a whole school, or at one student.
pub(crate) fn run(args: &Reach, format: Format) -> Result<Exit, Failure> {
    let unusable = |faults| Failure::input(format!("the school folder {} can't be used", args.school.display()), faults);
    let (school, schedule) = match &args.schedule {
        None => (elsewhere::school(&args.school).map_err(unusable)?, None),
        Some(folder) => {
            let read = elsewhere::load(&args.school, folder);
            let sentence = || format!("{} and {} can't be used", args.school.display(), folder.display());
            let (school, schedule) = read.map_err(|faults| Failure::input(sentence(), faults))?;
            (school, Some(schedule))
        }
    };
    if school.graduation().plans.is_empty() {
        let fault = Fault::error("no-plan", "plans").because("the school states no graduation plan");
        let fix = "add a file to the folder `plans`; docs/plans.md has the form, and plans to start from";
        return Err(unusable(Faults(vec![fault.mend(fix)]).into()));
    }
    let mut options = ReachOptions::default();
    options.failures = !args.no_failures;
    options.plan = args.plan.as_deref().map(|id| plan(&school, id)).transpose()?;
    options.student = args.student.as_deref().map(|id| student_id(&school, id)).transpose()?;
    let reached = mortarboard::reach(&school, schedule.as_ref(), &options);
    // What the search says is printed only after other code has read its certificates.
    let bug = |wrong| Failure::bug(format!("A certificate does not hold: {wrong} This is a bug; nothing is claimed."));
    reached.recheck(&school, schedule.as_ref()).map_err(bug)?;
    let status = status(&reached);
    match options.student {
        Some(id) => {
            let one = student::look(&school, schedule.as_ref(), id, &reached, status).map_err(bug)?;
            match format {
                Format::Json => print::json(&one),
                Format::Text => print::out(&student::text(&one)),
            }
        }
        None => {
            let whole = whole(&school, schedule.as_ref(), &reached, status, args.full);
            match format {
                Format::Json => print::json(&whole),
                Format::Text => print::out(&text::whole(&whole)),
            }
        }
    }
    Ok(if status == Status::Ok { Exit::Done } else { Exit::BadNews })
}

fn plan(school: &School, id: &str) -> Result<PlanId, Failure> {
    let plans = &school.graduation().plans;
    plans.iter().find(|(_, plan)| plan.id == id).map(|(id, _)| id).ok_or_else(|| {
        let known: Vec<&str> = plans.values().map(|plan| plan.id.as_str()).collect();
        Failure::usage(format!("the school has no plan `{id}`; it has {}", known.join(", ")))
    })
}

fn student_id(school: &School, id: &str) -> Result<StudentId, Failure> {
    school.find_student(id).ok_or_else(|| Failure::usage(format!("the school has no student `{id}`")))
}

fn status(reached: &Reached) -> Status {
    let any = |of: fn(&Verdict) -> bool| reached.students.iter().any(|student| of(&student.verdict));
    if any(|verdict| matches!(verdict, Verdict::Blocked { .. })) {
        Status::Blocked
    } else if any(|verdict| matches!(verdict, Verdict::Unknown { .. })) {
        Status::Unknown
    } else {
        Status::Ok
    }
}

fn whole(school: &School, schedule: Option<&Schedule>, reached: &Reached, status: Status, full: bool) -> Whole {
    let plan_id = |plan: PlanId| school.graduation().plans.get(plan).map_or(String::new(), |plan| plan.id.clone());
    let mut causes: BTreeMap<&Cause, u64> = BTreeMap::new();
    reached.students.iter().filter_map(|student| student.cause.as_ref()).for_each(|cause| *causes.entry(cause).or_default() += 1);
    let said = |(cause, students): (&Cause, u64)| Said {
        students,
        cause: cause.slug(),
        courses: cause.courses().to_vec(),
        patterns: cause.patterns().to_vec(),
        sections: cause.sections().to_vec(),
        sentence: cause.sentence(),
        mends: cause.mends(),
    };
    let mut causes: Vec<Said> = causes.into_iter().map(said).collect();
    // The sort is stable: equal numbers stay in the order of causes.
    causes.sort_by_key(|said| std::cmp::Reverse(said.students));
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
        sentence: persona.cause.as_ref().map(Cause::sentence),
        slack: persona.slack,
    });
    let blocked = reached.blocked().filter(|_| full).map(|student| Blocked {
        student: school.students()[student.student].id.clone(),
        plan: plan_id(student.plan),
        cause: student.cause.as_ref().map(Cause::slug),
        sentence: student.cause.as_ref().map_or(String::new(), Cause::sentence),
    });
    let year = reached.year.as_ref();
    let clashes = year.map_or(&[][..], |year| &year.clashes).iter().map(|clash| Clash {
        courses: clash.courses.clone(),
        patterns: clash.patterns.clone(),
        sections: clash.sections.clone(),
        students: clash.students.len() as u64,
        sentence: clash.sentence.clone(),
        mends: clash.mends.clone(),
    });
    let unseated = year.map_or(&[][..], |year| &year.unseated).iter().map(|course| Course {
        course: course.course.clone(),
        students: course.students.len() as u64,
        sentence: course.sentence.clone(),
    });
    Whole {
        status,
        school: school.name().to_owned(),
        scheduled: schedule.is_some(),
        plans: checker::access(school, &reached.standings(school), full),
        causes,
        clashes: clashes.collect(),
        unseated: unseated.collect(),
        critical: reached.critical.clone(),
        under_scheduled: Empty {
            students: reached.empty.len() as u64,
            cells: reached.empty.iter().map(|empty| u64::from(empty.empty)).sum(),
        },
        personas: personas.collect(),
        factors: checker::course_factors(school).into_iter().filter(|factor| factor.blocking > 0).take(FACTORS).collect(),
        blocked: blocked.collect(),
        full,
    }
}

fn state(verdict: &Verdict) -> State {
    match verdict {
        Verdict::Reachable { .. } => State::OnTime,
        Verdict::Blocked { .. } => State::Blocked,
        Verdict::Unknown { .. } => State::Unknown,
    }
}

/// A share in words: `391 of 400`, or that the group is too small to be shown.
fn share(share: &Share) -> String {
    match (share.on_time, share.students) {
        (Some(on_time), Some(students)) => {
            format!("{} of {}, {}", print::number(on_time), print::number(students), print::percent(on_time, students))
        }
        _ => "fewer than ten students, or not to be told from such a group".to_owned(),
    }
}

/// The courses that a cause names most often.
fn named(cause: &CauseCount) -> String {
    let courses: Vec<String> = cause.courses.iter().take(5).map(|(course, students)| format!("{course} {students}")).collect();
    if courses.is_empty() { String::new() } else { format!(" ({})", courses.join(", ")) }
}
