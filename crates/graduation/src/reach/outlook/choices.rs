//! What would mend a cause of the schedule: a section moved, a seat, another choice of courses.

use super::mend::{Mend, Mended};
use super::world::until;
use super::{Cause, roster};
use crate::reach::{Reacher, Scene, Stop, Take, Verdict, Who};
use mortarboard_model::graduation::Plan;
use mortarboard_model::{Id, Schedule, School, SectionId, StudentId};
use std::collections::BTreeSet;

/// Moves that are tried for one cause.
const TRIED: usize = 64;
/// Moves that are told.
const TOLD: usize = 2;

/// A school with sections as placed.
pub(super) struct Placed<'a> {
    pub(super) school: &'a School,
    pub(super) plan: &'a Plan,
    pub(super) schedule: &'a Schedule,
    /// Whether to ask no further.
    pub(super) over: Option<&'a Stop>,
}

impl Placed<'_> {
    pub(super) fn mends(&self, cause: &Cause, people: &[(StudentId, Who<'_>)]) -> Vec<Mended> {
        match cause {
            Cause::TimeConflict { courses, .. } => self.moves(courses, people),
            Cause::NoSeat { sections, .. } => self.more_seats(sections, people),
            _ => self.seats_of_others(people),
        }
    }

    /// Sections in which there is a seat for a student: free ones, and those the student sits in.
    pub(super) fn seats(&self, student: StudentId) -> Vec<bool> {
        let mut taken = vec![0_u32; self.school.sections().len()];
        let mut own = BTreeSet::new();
        for (request, seat) in self.schedule.seats.iter() {
            let Some(section) = *seat else { continue };
            taken[section.index()] += 1;
            if self.school.requests()[request].student == student {
                own.insert(section);
            }
        }
        self.school.sections().iter().map(|(id, section)| taken[id.index()] < section.max_seats || own.contains(&id)).collect()
    }

    /// Single moves of sections of the courses after which all could sit in what leads on, or at least times would allow it.
    fn moves(&self, courses: &[String], people: &[(StudentId, Who<'_>)]) -> Vec<Mended> {
        let school = self.school;
        let courses = courses.iter().filter_map(|id| school.find_course(id));
        let sections = courses.flat_map(|course| school.courses()[course].sections.iter().map(move |&section| (course, section)));
        let places =
            sections.flat_map(|(course, section)| school.courses()[course].patterns.iter().map(move |&pattern| (section, pattern)));
        let (mut told, mut partly): (Vec<Mended>, Vec<Mended>) = (Vec::new(), Vec::new());
        for (section, pattern) in
            places.filter(|&(section, pattern)| self.schedule.placements[section].pattern != Some(pattern)).take(TRIED)
        {
            if self.over.is_some_and(|over| over()) {
                break;
            }
            let mut moved = self.schedule.clone();
            moved.placements[section].pattern = Some(pattern);
            let reacher = until(Reacher::with_plan(school, self.plan, Some(&moved)), self.over);
            let reaches = |seated: bool| {
                people.iter().all(|&(student, who)| {
                    let seats = seated.then(|| self.seats(student));
                    let scene = Scene { schedule: Some(&moved), seats: seats.as_deref(), ..Scene::default() };
                    reacher.reachable(who, scene) == Some(true)
                })
            };
            if !reaches(false) {
                continue;
            }
            let mend = Mend::Move { section: school.sections()[section].id.clone(), pattern: school.patterns()[pattern].id.clone() };
            let enough = reaches(true);
            if enough { &mut told } else { &mut partly }.push(Mended { mend, enough });
            if told.len() == TOLD {
                break;
            }
        }
        partly.truncate(TOLD);
        if told.is_empty() { partly } else { told }
    }

    /// One more seat in a section; or, where that is not enough, in as many as a way without regard to seats needs.
    fn more_seats(&self, named: &[String], people: &[(StudentId, Who<'_>)]) -> Vec<Mended> {
        let school = self.school;
        let reacher = until(Reacher::with_plan(school, self.plan, Some(self.schedule)), self.over);
        let scene = Scene { schedule: Some(self.schedule), ..Scene::default() };
        let Some(&(first, who)) = people.first() else { return Vec::new() };
        let Verdict::Reachable { route } = reacher.reach(who, scene) else { return Vec::new() };
        let own = self.seats(first);
        let full = |section: &SectionId| !own[section.index()];
        let on_way = route.iter().filter_map(|take| school.find_section(take.section.as_deref()?)).filter(full);
        let together: BTreeSet<SectionId> = on_way.collect();
        let placed = |section: &SectionId| self.schedule.placements[*section].pattern.is_some();
        let named: BTreeSet<SectionId> = named.iter().filter_map(|id| school.find_section(id)).chain(together.iter().copied()).collect();
        let single = named.into_iter().filter(full).filter(placed).map(|section| BTreeSet::from([section]));
        let sets = single.take(TRIED).chain((together.len() > 1).then(|| together.clone()));
        let works = |set: &BTreeSet<SectionId>| {
            people.iter().all(|&(student, who)| {
                let mut seats = self.seats(student);
                set.iter().for_each(|section| seats[section.index()] = true);
                reacher.reachable(who, Scene { seats: Some(&seats), ..scene }) == Some(true)
            })
        };
        let ids = |set: BTreeSet<SectionId>| set.into_iter().map(|section| school.sections()[section].id.clone()).collect();
        sets.filter(works).take(TOLD).map(|set| Mended { mend: Mend::Seats { sections: ids(set) }, enough: true }).collect()
    }

    /// Another choice of courses for each.
    fn seats_of_others(&self, people: &[(StudentId, Who<'_>)]) -> Vec<Mended> {
        let reacher = until(Reacher::with_plan(self.school, self.plan, Some(self.schedule)), self.over);
        let each: Option<Vec<Mend>> = people.iter().map(|&(student, who)| self.seat(&reacher, student, who)).collect();
        let Some(mut each) = each else { return Vec::new() };
        if each.len() > 1 {
            each = each.into_iter().map(Mend::of_many).collect();
        }
        let Some(first) = each.first().filter(|first| each.iter().all(|other| other == *first)) else { return Vec::new() };
        vec![Mended { mend: first.clone(), enough: true }]
    }

    /// What the student could sit in, with as little changed on the roster as a few tries show.
    pub(super) fn seat(&self, reacher: &Reacher<'_>, student: StudentId, who: Who<'_>) -> Option<Mend> {
        let (school, schedule) = (self.school, self.schedule);
        let seats = self.seats(student);
        let scene = Scene { schedule: Some(schedule), seats: Some(&seats), ..Scene::default() };
        let Verdict::Reachable { route } = reacher.reach(who, scene) else { return None };
        let now = roster(school, schedule, student);
        let section = |take: &Take| school.find_section(take.section.as_deref()?);
        let atoms = |take: &Take| Some(school.patterns()[schedule.placements[section(take)?].pattern?].atoms);
        let way: Vec<&Take> = route.iter().filter(|take| take.year == 0).collect();
        let new: Vec<&Take> = way.into_iter().filter(|take| now.iter().all(|known| known.section != take.section)).collect();
        // Courses that the day still holds stay, unless they are the same in another section.
        let gives_way = |known: &&Take| {
            let clash = |take: &&&Take| atoms(take).zip(atoms(known)).is_none_or(|(a, b)| a.meets(b)) || take.course == known.course;
            new.iter().any(|take| clash(&take))
        };
        let with = |new: &[&Take], gone: &[&Take]| -> Vec<Take> {
            let stay = now.iter().filter(|known| !gone.contains(known));
            let mut year: Vec<Take> = stay.chain(new.iter().copied()).cloned().collect();
            year.sort();
            year
        };
        let leads = |year: &[Take]| reacher.reachable(who, Scene { fixed: Some(year), ..Scene::default() }) == Some(true);
        let mut gone: Vec<&Take> = now.iter().filter(gives_way).collect();
        if !leads(&with(&new, &gone)) {
            return None;
        }
        // A change without which all is well all the same is no part of the mend.
        let mut kept = new.clone();
        for take in &new {
            let fewer: Vec<&Take> = kept.iter().copied().filter(|other| other != take).collect();
            let clash = |known: &&Take| {
                fewer.iter().any(|take| atoms(take).zip(atoms(known)).is_none_or(|(a, b)| a.meets(b)) || take.course == known.course)
            };
            let still: Vec<&Take> = now.iter().filter(clash).collect();
            if leads(&with(&fewer, &still)) {
                (kept, gone) = (fewer, still);
            }
        }
        let sections = |takes: &[&Take]| takes.iter().filter_map(|take| take.section.clone()).collect();
        let courses: BTreeSet<String> = kept.iter().map(|take| take.course.clone()).collect();
        Some(Mend::Seat { courses: courses.into_iter().collect(), sections: sections(&kept), instead: sections(&gone) })
    }
}
