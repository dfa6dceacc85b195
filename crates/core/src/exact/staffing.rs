//! Who teaches how many sections of what, as an integer program of its own.
//!
//! For each course c and each teacher t qualified for it: `x[t,c]` sections (an integer) and `y[t,c]`
//! whether any at all. `Σ_t x[t,c] = sections of c` that do not have nobody yet; `x[t,c] ≤ most·y[t,c]`; at least as many
//! sections as are locked; and what hard rules say, by their keepers, of the sections that a teacher has, where a rule does
//! not tell sections of one course apart: a weighted sum within a range (load, sections of a course), different courses
//! (preparations). Preference is maximised. It knows nothing of time: a staffing may still have no timetable.

use super::backend::{self, Answer, Run};
use super::linear::Linear;
use super::{Clock, Why};
use mortarboard_model::keeper::{Keeper, Keeping, Sum};
use mortarboard_model::program::Sense;
use mortarboard_model::rule::{Mode, Rules};
use mortarboard_model::{CourseId, Held, School, SectionId, TeacherId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// What a staffing must keep.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StaffingOptions {
    /// Wall time; none is no limit.
    pub time: Option<Duration>,
    /// Set to true from anywhere to keep the solve from starting.
    pub stop: Option<Arc<AtomicBool>>,
}

impl Default for StaffingOptions {
    fn default() -> Self {
        StaffingOptions { time: Some(Duration::from_secs(10)), stop: None }
    }
}

/// Who teaches how many sections of what.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Staffing {
    /// Sections of each course given to each teacher; pairs without a section are left out.
    pub sections: BTreeMap<(CourseId, TeacherId), u32>,
    /// Preference gained.
    pub preference: i64,
}

/// What the staffing program answers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Staffed {
    /// No staffing is preferred to this one.
    Optimal(Staffing),
    /// A staffing; a preferred one may exist.
    Feasible(Staffing),
    /// No staffing keeps all limits.
    Infeasible,
    /// None was found and none was ruled out.
    Unknown(Why),
}

/// One teacher and one course.
struct Pair {
    course: CourseId,
    teacher: TeacherId,
    sections: usize,
    any: usize,
    preference: i64,
}

/// Decides who teaches how many sections of what, as hard rules have it. A school without teachers has the empty staffing.
///
/// ```
/// use mortarboard_core::exact::{staffing, Staffed, StaffingOptions};
/// let school = mortarboard_model::School::try_from(mortarboard_model::testing::tiny()).unwrap();
/// let rules = mortarboard_model::rule::Rules::of(&school);
/// let Staffed::Optimal(found) = staffing(&school, &rules, &StaffingOptions::default()) else { panic!() };
/// assert_eq!(found.sections.values().sum::<u32>(), 3, "every section has a teacher");
/// ```
pub fn staffing(school: &School, rules: &Rules, options: &StaffingOptions) -> Staffed {
    let clock = Clock::new(options.time, options.stop.clone());
    if !school.has_teachers() {
        return Staffed::Optimal(Staffing { sections: BTreeMap::new(), preference: 0 });
    }
    if let Some(why) = clock.over() {
        return Staffed::Unknown(why);
    }
    let (linear, pairs) = state(school, rules);
    let objective: Vec<(usize, i64)> = pairs.iter().map(|pair| (pair.sections, pair.preference)).filter(|(_, worth)| *worth != 0).collect();
    let run = Run { more: &[], objective: &objective, start: None, time: clock.left(), stop: clock.stop.as_ref(), seed: 0, presolve: true };
    let read = |point: Vec<i64>| {
        // Judged in integers: the back end's word is not enough.
        linear.holds(&point).then(|| Staffing {
            sections: pairs
                .iter()
                .filter_map(|pair| Some(((pair.course, pair.teacher), u32::try_from(point[pair.sections]).ok().filter(|&n| n > 0)?)))
                .collect(),
            preference: pairs.iter().map(|pair| pair.preference * point[pair.sections]).sum(),
        })
    };
    let limit = || Staffed::Unknown(clock.over().unwrap_or(Why::Time));
    let wrong = || Staffed::Unknown(Why::Contradiction("HiGHS returned a staffing that breaks a limit".to_owned()));
    match backend::solve(&linear, run) {
        Answer::Optimal(point) => read(point).map_or_else(wrong, Staffed::Optimal),
        Answer::Limit(Some(point)) => read(point).map_or_else(wrong, Staffed::Feasible),
        Answer::Limit(None) => limit(),
        Answer::TooLargeNumbers => Staffed::Unknown(Why::Numbers),
        Answer::Other(what) => Staffed::Unknown(Why::Backend(what)),
        Answer::Infeasible | Answer::UnboundedOrInfeasible => {
            match backend::solve(&linear, Run { seed: 1, presolve: false, time: clock.left(), ..run }) {
                Answer::Infeasible => Staffed::Infeasible,
                Answer::Optimal(point) | Answer::Limit(Some(point)) => read(point).map_or_else(wrong, Staffed::Feasible),
                Answer::Limit(None) => limit(),
                _ => Staffed::Unknown(Why::Backend("HiGHS can't tell whether there is a staffing".to_owned())),
            }
        }
    }
}

fn state(school: &School, rules: &Rules) -> (Linear, Vec<Pair>) {
    let mut locked: BTreeMap<(CourseId, TeacherId), BTreeSet<_>> = BTreeMap::new();
    for lock in school.locks() {
        if let Held::Teacher(teacher) = lock.held {
            locked.entry((school.sections()[lock.section].course, teacher)).or_default().insert(lock.section);
        }
    }
    let locked = |course, teacher| locked.get(&(course, teacher)).map_or(0, BTreeSet::len) as i64;
    let mut linear = Linear::default();
    let mut pairs = Vec::new();
    for (course, data) in school.courses().iter() {
        let count = data.sections.iter().filter(|&&section| !school.sections()[section].unstaffed).count() as i64;
        let mut given = Vec::new();
        for teacher in school.teachers().ids() {
            let qualification = school.qualification(teacher, course);
            let locked = locked(course, teacher);
            let (fewest, most) = match qualification {
                Some(_) => (locked, count),
                // A lock to someone who is not qualified can't be kept.
                None if locked > 0 => (locked, 0),
                None => continue,
            };
            // Limits that contradict each other stay rows, so that the answer is "infeasible".
            let sections = linear.column(0, count, true);
            let any = linear.column(0, 1, true);
            linear.line([(sections, 1)], Sense::Ge, fewest);
            linear.line([(sections, 1), (any, -most)], Sense::Le, 0);
            given.push((sections, 1));
            let preference = qualification.map_or(0, |q| i64::from(q.preference));
            pairs.push(Pair { course, teacher, sections, any, preference });
        }
        linear.line(given, Sense::Eq, count);
    }
    let mut of_teacher: BTreeMap<TeacherId, Vec<usize>> = BTreeMap::new();
    for (at, pair) in pairs.iter().enumerate() {
        of_teacher.entry(pair.teacher).or_default().push(at);
    }
    let own = |teacher: &TeacherId| of_teacher.get(teacher).into_iter().flatten().map(|&at| &pairs[at]);
    let hard = rules.iter().filter(|(_, mode)| *mode == Mode::Hard).map(|(rule, _)| rule.search(school));
    for keeper in hard.flat_map(|keeping| if let Keeping::Keepers(keepers) = keeping { keepers } else { Vec::new() }) {
        match &keeper {
            Keeper::Amount(amount) => {
                let Sum::Taught(teacher, each) = &amount.sum else { continue };
                let by = |course: CourseId| alike(school, course, each, 0);
                let terms = own(teacher).map(|pair| by(pair.course).map(|by| (pair.sections, by)));
                let Some(terms) = terms.collect::<Option<Vec<_>>>() else { continue };
                let terms = || terms.iter().copied().filter(|(_, by)| *by != 0);
                amount.most.into_iter().for_each(|most| linear.line(terms(), Sense::Le, most));
                amount.least.into_iter().for_each(|least| linear.line(terms(), Sense::Ge, least));
            }
            Keeper::Different(different) => {
                let thing = |course: CourseId| alike(school, course, &different.things, u32::MAX);
                let things = own(&different.teacher).map(|pair| thing(pair.course).map(|thing| (thing, pair.any)));
                let Some(things) = things.collect::<Option<BTreeMap<u32, usize>>>() else { continue };
                // Where courses stand for one thing together, one of them stands for it here.
                let any = things.into_iter().filter(|(thing, _)| *thing != u32::MAX).map(|(_, any)| (any, 1));
                linear.line(any, Sense::Le, i64::from(different.most));
            }
            _ => {}
        }
    }
    (linear, pairs)
}

/// What a list says of every section of a course, if it says the same of all.
fn alike<T: Copy + PartialEq>(school: &School, course: CourseId, each: &[(SectionId, T)], nothing: T) -> Option<T> {
    let of = |section: SectionId| each.binary_search_by_key(&section, |entry| entry.0).map_or(nothing, |at| each[at].1);
    let mut all = school.courses()[course].sections.iter().map(|&section| of(section));
    let first = all.next().unwrap_or(nothing);
    all.all(|other| other == first).then_some(first)
}
