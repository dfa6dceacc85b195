//! Graduation access of a whole school: who can still graduate on time, by plan, grade and group, and what
//! stands in the way of the others.

mod groups;

pub use groups::shown;

use groups::{Line, by};
use mortarboard_model::{Id, School, StudentId};
use serde::Serialize;
use std::collections::BTreeMap;

/// Groups with fewer students than this are not shown unless asked for.
pub const SMALL_GROUP: u64 = 10;

/// Where one student stands with one plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Student.
    #[serde(skip)]
    pub student: StudentId,
    /// Plan, by office id.
    pub plan: String,
    /// Whether the student can graduate on time.
    pub state: State,
    /// Stable name of the cause when blocked, such as `time-conflict`.
    pub cause: Option<String>,
    /// Courses that the cause names, by office id.
    pub courses: Vec<String>,
    /// Spare credits.
    pub slack: Option<i64>,
    /// How many failed courses of this year the student can bear, whichever they are; at most 3. None when
    /// blocked or not looked at.
    pub survives: Option<u32>,
}

/// Whether a student can graduate on time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Yes, by a route that can be checked.
    OnTime,
    /// No, by a proof that can be checked.
    Blocked,
    /// The search came to its limit first.
    Unknown,
}

/// How many students, and how many of them can graduate on time. Numbers of small groups are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Students; none when the group is too small to be shown, or when another group could be found from it.
    pub students: Option<u64>,
    /// Those who can graduate on time.
    pub on_time: Option<u64>,
    /// Those who can't.
    pub blocked: Option<u64>,
    /// Those for whom the search came to its limit.
    pub unknown: Option<u64>,
}

/// One plan over the whole school.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlanAccess {
    /// Plan, by office id.
    pub plan: String,
    /// Title.
    pub title: String,
    /// All students who follow it.
    pub all: Share,
    /// By grade.
    pub by_grade: BTreeMap<u32, Share>,
    /// By group.
    pub by_group: BTreeMap<String, Share>,
    /// Blocked students by cause, most first.
    pub causes: Vec<CauseCount>,
    /// Students by how many failed courses of this year they can bear (0 to 3), among those looked at. Small numbers are
    /// left out here and below.
    pub survive: BTreeMap<u32, Option<u64>>,
    /// Students on time by spare credits, among those looked at.
    pub slack: BTreeMap<i64, Option<u64>>,
}

/// Students blocked for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CauseCount {
    /// Stable name of the cause.
    pub cause: String,
    /// Students; none when they are few, or when another number could be found from it.
    pub students: Option<u64>,
    /// Courses that the cause names, most first, with the students for whom it does; their numbers are shown only in
    /// full, since with those of other tables they would give small numbers away.
    pub courses: Vec<(String, Option<u64>)>,
}

/// Sums up standings by plan, grade and group, in plan order. Groups below [`SMALL_GROUP`] are left out unless
/// `full`, a plan that so few follow with all that is said of it; and so is whatever gives such a group away as the
/// rest of a sum.
/// Standings of students that the school does not have are passed over. O(standings · groups of a student).
///
/// ```
/// use mortarboard_graduation::{Standing, State, access};
/// use mortarboard_model::{School, StudentId, testing};
/// let school = School::try_from(testing::tiny()).unwrap();
/// let standing = Standing {
///     student: StudentId(0), plan: "diploma".to_owned(), state: State::OnTime, cause: None,
///     courses: Vec::new(), slack: Some(10), survives: Some(1),
/// };
/// let plans = access(&school, &[standing], true);
/// assert_eq!(plans[0].all.on_time, Some(1));
/// ```
pub fn access(school: &School, standings: &[Standing], full: bool) -> Vec<PlanAccess> {
    let graduation = school.graduation();
    let mut plans: Vec<String> = graduation.plans.values().filter(|plan| plan.form_of.is_none()).map(|plan| plan.id.clone()).collect();
    for standing in standings {
        if !plans.contains(&standing.plan) {
            plans.push(standing.plan.clone());
        }
    }
    let known = |standing: &&Standing| standing.student.index() < school.students().len();
    let least = if full { 0 } else { SMALL_GROUP };
    let of_plan = |plan: String| {
        let own: Vec<&Standing> = standings.iter().filter(known).filter(|standing| standing.plan == plan).collect();
        let grade = |standing: &&Standing| school.students()[standing.student].grade.into_iter().collect();
        let groups = |standing: &&Standing| -> Vec<String> {
            let progress = graduation.students.get(standing.student);
            let groups = progress.map(|progress| progress.groups.as_slice()).unwrap_or_default();
            groups.iter().filter_map(|&group| graduation.groups.get(group)).cloned().collect()
        };
        let title = graduation.plans.values().find(|known| known.id == plan).map(|known| known.title.clone());
        let counted = |pick: fn(&Standing) -> Option<i64>| {
            let mut counts: BTreeMap<i64, u64> = BTreeMap::new();
            own.iter().filter_map(|standing| pick(standing)).for_each(|key| *counts.entry(key).or_default() += 1);
            let kept = shown(&counts.values().copied().collect::<Vec<_>>(), least);
            counts.into_keys().zip(kept).collect::<BTreeMap<i64, Option<u64>>>()
        };
        let survive = counted(|standing| standing.survives.map(i64::from));
        if (own.len() as u64) < least {
            // The groups are left out too, each being smaller still.
            let hidden = PlanAccess { title: title.unwrap_or_default(), plan, ..PlanAccess::default() };
            return (!own.is_empty()).then(|| PlanAccess { by_grade: by(&own, grade, least), by_group: by(&own, groups, least), ..hidden });
        }
        let shown = PlanAccess {
            title: title.unwrap_or_default(),
            all: Line::of(&own).share(),
            by_grade: by(&own, grade, least),
            by_group: by(&own, groups, least),
            causes: causes(&own, least),
            survive: survive.into_iter().filter_map(|(key, count)| Some((u32::try_from(key).ok()?, count))).collect(),
            slack: counted(|standing| standing.slack.filter(|_| standing.state == State::OnTime)),
            plan,
        };
        (!own.is_empty()).then_some(shown)
    };
    plans.into_iter().filter_map(of_plan).collect()
}

/// Blocked students by cause, most first.
fn causes(standings: &[&Standing], least: u64) -> Vec<CauseCount> {
    let mut found: BTreeMap<&str, (u64, BTreeMap<&str, u64>)> = BTreeMap::new();
    for standing in standings.iter().filter(|standing| standing.state == State::Blocked) {
        let entry = found.entry(standing.cause.as_deref().unwrap_or("unknown")).or_default();
        entry.0 += 1;
        standing.courses.iter().for_each(|course| *entry.1.entry(course).or_default() += 1);
    }
    let ranked = |courses: BTreeMap<&str, u64>| {
        let mut courses: Vec<(&str, u64)> = courses.into_iter().collect();
        courses.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        courses.into_iter().map(|(course, count)| (course.to_owned(), Some(count).filter(|_| least == 0))).collect()
    };
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by(|(a_name, (a, _)), (b_name, (b, _))| b.cmp(a).then_with(|| a_name.cmp(b_name)));
    let kept = shown(&found.iter().map(|(_, (students, _))| *students).collect::<Vec<_>>(), least);
    let rows = found.into_iter().zip(kept);
    rows.map(|((cause, (_, courses)), students)| CauseCount { cause: cause.to_owned(), students, courses: ranked(courses) }).collect()
}
