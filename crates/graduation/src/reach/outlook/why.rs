//! From a student who can't graduate on time to the cause: a ladder of scenes, each a little narrower, and the first
//! that is blocked names it.

use super::choices::Placed;
use super::structure::{first_clash, structural};
use super::{Cause, Mend, roster, taken};
use crate::hold::smallest_clash;
use crate::reach::{Proof, Reacher, Scene, Take, Verdict, Who};
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CourseId, Id, Priority, Schedule, School, SectionId, StudentId};
use std::collections::BTreeSet;

/// Why a student of the school can't graduate on time, given a schedule or, without one, as things stand before
/// it. None when graduation on time is possible, or when a search came to its limit.
///
/// With a schedule, the first question is whether the roster as it is leads on. If not, these scenes follow:
/// 1. *Everything offered* may be taken, whatever the schedule. Blocked: the proof names the cause. A requirement
///    that is over or an average settles it, and so does a count against the time left. Otherwise the requirements that can't be met are
///    asked alone, as if marks did not matter, as if nothing had to be taken together, and as if nothing had to come before another:
///    the first of these after which they could be met is the cause (mark, corequisite, chain in the year or
///    prerequisite chain, or offered too late). If none does, too little is offered.
/// 2. *Sections as placed*, seats aside. Blocked: time conflict.
/// 3. *Sections as placed that have a seat.* Blocked: no seat.
/// 4. *All requests met*, whatever their times. Possible: a request is not met.
/// 5. Otherwise the student could sit in courses that lead on: under-scheduled when they fit into time that
///    is empty, not requested when others have to make room for them.
///
/// A handful of searches.
///
/// ```
/// use mortarboard_graduation::reach::{Reacher, why};
/// use mortarboard_model::{PlanId, School, StudentId, testing};
/// let school = School::try_from(testing::graduation()).unwrap();
/// let reacher = Reacher::new(&school, PlanId(0), None);
/// assert_eq!(why(&reacher, &school, None, StudentId(0)), None);
/// assert!(!why(&reacher, &school, None, StudentId(1)).unwrap().is_of_schedule());
/// ```
pub fn why(reacher: &Reacher<'_>, school: &School, schedule: Option<&Schedule>, student: StudentId) -> Option<Cause> {
    let data = school.students().get(student)?;
    let progress = school.graduation().students.get(student)?;
    let who = Who { grade: data.grade?, progress, away: &data.unavailable };
    let schedule = schedule.filter(|schedule| schedule.fits(school));
    if let Some(schedule) = schedule {
        let roster = roster(school, schedule, student);
        if reacher.reachable(who, Scene { fixed: Some(&roster), ..Scene::default() })? {
            return None;
        }
    }
    let route = match before_seats(reacher, school, schedule, who) {
        Err(cause) => return cause,
        Ok(route) => route,
    };
    let asked = Asked { reacher, school, schedule: schedule?, who };
    let seats = Placed { school, plan: reacher.plan()?, schedule: asked.schedule, over: None }.seats(student);
    match reacher.reach(who, Scene { schedule, seats: Some(&seats), ..Scene::default() }) {
        Verdict::Blocked { .. } => Some(asked.no_seat(&seats, &route)),
        Verdict::Unknown { .. } => None,
        Verdict::Reachable { route } => Some(asked.choice(student, &route)),
    }
}

/// Why somebody without a roster, such as a typical student, can't graduate on time, seats aside: the first two scenes
/// of [`why`]. None when graduation on time is possible, or when a search came to its limit.
///
/// ```
/// use mortarboard_graduation::reach::{Reacher, Who, why_open};
/// use mortarboard_model::{PlanId, School, StudentId, testing};
/// let school = School::try_from(testing::graduation()).unwrap();
/// let reacher = Reacher::new(&school, PlanId(0), None);
/// let who = Who { grade: 12, progress: &school.graduation().students[StudentId(1)], away: &[] };
/// assert_eq!(why_open(&reacher, &school, None, who).unwrap().slug(), "prerequisite-chain");
/// ```
pub fn why_open(reacher: &Reacher<'_>, school: &School, schedule: Option<&Schedule>, who: Who<'_>) -> Option<Cause> {
    before_seats(reacher, school, schedule.filter(|schedule| schedule.fits(school)), who).err().flatten()
}

/// A route with everything offered, where sections as placed leave one too. Otherwise the cause, if it is known.
fn before_seats(reacher: &Reacher<'_>, school: &School, schedule: Option<&Schedule>, who: Who<'_>) -> Result<Vec<Take>, Option<Cause>> {
    let route = match reacher.reach(who, Scene::default()) {
        Verdict::Blocked { proof } => return Err(structural(school, reacher, who, &proof)),
        Verdict::Unknown { .. } => return Err(None),
        Verdict::Reachable { route } => route,
    };
    let Some(placed) = schedule else { return Ok(route) };
    match reacher.reach(who, Scene { schedule, ..Scene::default() }) {
        Verdict::Blocked { proof } => Err(Some(Asked { reacher, school, schedule: placed, who }.time_conflict(&route, &proof))),
        Verdict::Unknown { .. } => Err(None),
        Verdict::Reachable { .. } => Ok(route),
    }
}

struct Asked<'a> {
    reacher: &'a Reacher<'a>,
    school: &'a School,
    schedule: &'a Schedule,
    who: Who<'a>,
}

impl Asked<'_> {
    /// The courses of a route's year 0 without which this year nothing leads on.
    fn critical(&self, route: &[Take]) -> Vec<CourseId> {
        let courses = route.iter().filter(|take| take.year == 0).filter_map(|take| self.school.find_course(&take.course));
        self.reacher.critical(self.who, Scene::default(), &courses.collect::<Vec<_>>())
    }

    fn ids(&self, courses: &[CourseId]) -> Vec<String> {
        let ids: BTreeSet<&String> = courses.iter().map(|&course| &self.school.courses()[course].id).collect();
        ids.into_iter().cloned().collect()
    }

    fn time_conflict(&self, route: &[Take], proof: &Proof) -> Cause {
        let critical = self.critical(route);
        let away = self.who.away.iter().filter_map(|&cell| self.school.atom(cell));
        let away = away.fold(AtomSet::default(), |all, atom| all | AtomSet::of(atom));
        let times = |&course: &CourseId| {
            let placed = self.school.courses()[course].sections.iter().filter_map(|&section| self.schedule.placements[section].pattern);
            let times: BTreeSet<AtomSet> = placed.map(|pattern| self.school.patterns()[pattern].atoms).collect();
            times.into_iter().filter(|time| !time.meets(away)).collect()
        };
        let offers: Vec<Vec<AtomSet>> = critical.iter().map(times).collect();
        let courses: Vec<CourseId> = match smallest_clash(&offers) {
            Some(clash) => clash.into_iter().filter_map(|at| critical.get(at).copied()).collect(),
            // The courses that clash are not needed one by one: the proof's first clash is as good as any.
            None => first_clash(proof).unwrap_or_default().iter().filter_map(|id| self.school.find_course(id)).collect(),
        };
        let placed = |section: &SectionId| self.schedule.placements[*section].pattern;
        let patterns: BTreeSet<&String> =
            self.sections(&courses).filter_map(|section| placed(&section)).map(|pattern| &self.school.patterns()[pattern].id).collect();
        Cause::TimeConflict {
            courses: self.ids(&courses),
            patterns: patterns.into_iter().cloned().collect(),
            sections: self.section_ids(self.sections(&courses).filter(|section| placed(section).is_some())),
        }
    }

    fn sections<'c>(&'c self, courses: &'c [CourseId]) -> impl Iterator<Item = SectionId> + 'c {
        courses.iter().flat_map(|&course| &self.school.courses()[course].sections).copied()
    }

    fn section_ids(&self, sections: impl Iterator<Item = SectionId>) -> Vec<String> {
        let ids: BTreeSet<&String> = sections.map(|section| &self.school.sections()[section].id).collect();
        ids.into_iter().cloned().collect()
    }

    fn no_seat(&self, seats: &[bool], route: &[Take]) -> Cause {
        let open = |&section: &SectionId| self.schedule.placements[section].pattern.is_some() && seats[section.index()];
        let full = |course: &CourseId| !self.school.courses()[*course].sections.iter().any(open);
        let critical = self.critical(route);
        let shut: Vec<CourseId> = critical.iter().copied().filter(full).collect();
        // Seats may be free in each course alone, and not at times that go together.
        let courses = if shut.is_empty() { &critical } else { &shut };
        let is_full = |section: &SectionId| self.schedule.placements[*section].pattern.is_some() && !seats[section.index()];
        Cause::NoSeat { sections: self.section_ids(self.sections(courses).filter(is_full)), courses: self.ids(courses) }
    }

    /// The student could sit in what leads on: `way`.
    fn choice(&self, student: StudentId, way: &[Take]) -> Cause {
        let (school, scene) = (self.school, Scene::default());
        let roster = roster(school, self.schedule, student);
        let requests = school.students()[student].requests.iter().map(|&id| &school.requests()[id]);
        let sits = |course: CourseId| roster.iter().any(|take| take.course == school.courses()[course].id);
        let asked = requests.filter(|request| request.priority != Priority::Alternate);
        let times = |course: CourseId| roster.iter().filter(|take| take.course == school.courses()[course].id).count();
        let unmet = asked.filter(|request| request.time as usize > times(request.course)).map(|request| request.course);
        let mut unmet: Vec<CourseId> = unmet.collect();
        let mut wished = roster.clone();
        for &course in &unmet {
            // Where the course is asked for more than once, in other terms.
            let mut ways = school.courses()[course].patterns.iter().map(|&pattern| taken(school, course, pattern));
            let apart = |way: &Take| {
                let own = wished.iter().filter(|take| take.course == way.course);
                own.flat_map(|take| &take.terms).all(|term| !way.terms.contains(term))
            };
            let way = ways.find(apart);
            wished.extend(way);
        }
        unmet.dedup();
        if !unmet.is_empty() && self.reacher.reachable(self.who, Scene { fixed: Some(&wished), ..scene }) == Some(true) {
            return Cause::RequestUnmet { courses: self.ids(&unmet) };
        }
        let place = self
            .reacher
            .plan()
            .and_then(|plan| Placed { school, plan, schedule: self.schedule, over: None }.seat(self.reacher, student, self.who));
        let courses = match place {
            // What does not fit into the time that is empty is a matter of choice.
            Some(Mend::Seat { courses, instead, .. }) if !instead.is_empty() => return Cause::NotRequested { courses },
            Some(Mend::Seat { courses, .. }) => courses,
            _ => {
                let now = way.iter().filter(|take| take.year == 0).filter_map(|take| school.find_course(&take.course));
                self.ids(&now.filter(|&course| !sits(course)).collect::<Vec<_>>())
            }
        };
        let sections = roster.iter().filter_map(|take| school.find_section(take.section.as_deref()?));
        let filled: BTreeSet<_> = sections.flat_map(|section| self.schedule.cells(school, section)).collect();
        let open = school.calendar().cells().ids().filter(|&cell| school.atom(cell).is_some() && !self.who.away.contains(&cell));
        match open.filter(|cell| !filled.contains(cell)).count() {
            0 => Cause::NotRequested { courses },
            empty => Cause::UnderScheduled { empty_cells: u32::try_from(empty).unwrap_or(u32::MAX), courses },
        }
    }
}
