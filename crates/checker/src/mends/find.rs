//! Tries changes, and keeps those after which the schedule keeps every hard rule and is worth more.

use super::offers::Offer;
use super::trial::{Opened, Rosters, Trial};
use super::week::Value;
use super::{Levels, Mend, Mends, SeatChange, Step, text};
use crate::reasons::{Busy, Reason, View};
use crate::times::Known;
use crate::verify::worth;
use mortarboard_model::rule::Rules;
use mortarboard_model::score::Score;
use mortarboard_model::{Alteration, CourseId, IdVec, Placement, Priority, RequestId, Schedule, School, SectionId, TeacherId};
use std::collections::{BTreeMap, BTreeSet};

/// Mends named for one request.
const NAMED: usize = 3;
/// Changes of one request that are checked against all rules.
const CHECKED: usize = 8;

/// What the search for mends shares over requests.
pub(super) struct Finder<'v, 'a> {
    rosters: Rosters<'v, 'a>,
    rules: &'v Rules,
    before: Score,
    pub(super) busy: Busy,
    /// Load of each teacher, in thousandths of a section, and the courses taught.
    pub(super) loads: IdVec<TeacherId, u64>,
    pub(super) preps: IdVec<TeacherId, BTreeSet<CourseId>>,
}

/// A change and the seats under it.
struct Tried {
    offer: Offer,
    worth: Value,
    seats: BTreeMap<RequestId, Option<SectionId>>,
}

impl<'v, 'a> Finder<'v, 'a> {
    pub(super) fn new(view: &'v View<'a>, rules: &'v Rules, before: Score) -> Self {
        let school = view.school;
        let mut loads = IdVec::filled(school.teachers().len(), 0);
        let mut preps = IdVec::filled(school.teachers().len(), BTreeSet::new());
        for (section, placement) in view.schedule.placements.iter() {
            if let Some(teacher) = placement.teacher {
                let course = school.sections()[section].course;
                loads[teacher] += u64::from(school.courses()[course].load);
                preps[teacher].insert(course);
            }
        }
        Finder { rosters: Rosters::new(view), rules, before, busy: Busy::new(school, view.schedule), loads, preps }
    }

    pub(super) fn view(&self) -> &'v View<'a> {
        self.rosters.view
    }

    /// The best mends of one request.
    pub(super) fn mends(&self, id: RequestId, reason: &Reason) -> Mends {
        let offers = self.offers(id, reason);
        let mut tried: Vec<Tried> = offers.into_iter().filter_map(|offer| self.tried(id, offer, true)).collect();
        // What the student would have instead.
        tried.extend(self.tried(id, Offer::Own, false).filter(|tried| self.gives_an_alternate(id, tried)));
        tried.sort_by(|a, b| b.worth.cmp(&a.worth).then_with(|| a.offer.rank().cmp(&b.offer.rank())));
        let mut found: Vec<(Score, u8, Mend)> = Vec::new();
        let mut subjects = BTreeSet::new();
        let mut checked = 0;
        for tried in tried {
            if found.len() == NAMED || checked == CHECKED {
                break;
            }
            if subjects.contains(&tried.offer.subject()) {
                continue;
            }
            checked += 1;
            if let Some((worth, mend)) = self.checked(id, &tried) {
                subjects.insert(tried.offer.subject());
                found.push((worth, tried.offer.rank(), mend));
            }
        }
        let objective = self.view().school.objective();
        found.sort_by(|(a, rank_a, _), (b, rank_b, _)| b.key(objective).cmp(&a.key(objective)).then_with(|| rank_a.cmp(rank_b)));
        let mends: Vec<Mend> = found.into_iter().map(|(.., mend)| mend).collect();
        let note = self.note(id, reason, &mends);
        Mends { mends, note, searched: true }
    }

    /// Gives seats anew under a change; none where the request is not met then, or nothing is gained.
    fn tried(&self, id: RequestId, offer: Offer, must: bool) -> Option<Tried> {
        let view = self.view();
        let school = view.school;
        let mut trial = Trial::new(&self.rosters);
        match &offer {
            Offer::Own => {}
            Offer::Moves(moves) => moves.iter().for_each(|moved| trial.move_to(moved.section, moved.pattern)),
            Offer::Seats(sections) => {
                for &(section, room) in sections {
                    let room = room.or(view.schedule.placements[section].room);
                    trial.limit(section, view.limit_with(section, self.more_seats(section), room));
                }
            }
            Offer::Open { course, pattern, room, seats, .. } => {
                let own = view.kept.counted(Known::SeatCap).then_some(*seats);
                let room = room.filter(|_| view.kept.hard(Known::RoomFit)).map(|room| school.rooms()[room].seats);
                let limit = own.into_iter().chain(room).min();
                trial.open(Opened { course: *course, pattern: *pattern, limit });
            }
        }
        let settled = trial.settle(school.requests()[id].student, must.then_some(id));
        let worth = trial.worth();
        (settled && worth > [0; 4]).then_some(Tried { offer, worth, seats: trial.seats })
    }

    /// Whether what the student newly has is alternates alone.
    fn gives_an_alternate(&self, id: RequestId, tried: &Tried) -> bool {
        let view = self.view();
        let student = view.school.requests()[id].student;
        let new = tried.seats.iter().filter(|&(&request, to)| to.is_some() && view.schedule.seats[request].is_none());
        let mut own = new.map(|(&request, _)| &view.school.requests()[request]).filter(|request| request.student == student);
        let all = own.clone().all(|request| request.priority == Priority::Alternate);
        own.next().is_some() && all
    }

    /// The seats a section has when one more student sits in it.
    fn more_seats(&self, section: SectionId) -> u32 {
        let view = self.view();
        view.school.sections()[section].max_seats.max(view.taken[section].saturating_add(1))
    }

    /// The mend, if the schedule after it keeps every hard rule and is worth more.
    fn checked(&self, id: RequestId, tried: &Tried) -> Option<(Score, Mend)> {
        let view = self.view();
        let (school, schedule, steps) = self.after(tried);
        let part = self.concerned(tried, &schedule);
        let after = worth(school.as_ref().unwrap_or(view.school), self.rules, &schedule, Some(&part))?;
        let objective = view.school.objective();
        let worth = difference(&after, &self.before);
        if after.key(objective) <= self.before.key(objective) {
            return None;
        }
        let (mut gives, mut costs) = (Levels::default(), Levels::default());
        let mut seats = Vec::new();
        let section_id = |section: SectionId| school.as_ref().unwrap_or(view.school).sections()[section].id.clone();
        for (&request, &to) in &tried.seats {
            let from = view.schedule.seats[request];
            let data = &view.school.requests()[request];
            match (from, to) {
                (None, Some(_)) => gives.count(data.priority),
                (Some(_), None) => costs.count(data.priority),
                _ => {}
            }
            if from != to {
                seats.push(SeatChange {
                    student: view.school.students()[data.student].id.clone(),
                    course: view.school.courses()[data.course].id.clone(),
                    from: from.map(section_id),
                    to: to.map(section_id),
                });
            }
        }
        seats.sort();
        let student = &view.school.students()[view.school.requests()[id].student].id;
        let met = tried.seats.get(&id).copied().flatten().is_some();
        let mut mend = Mend { text: String::new(), steps, seats, gives, costs, worth };
        mend.text = text::mend(&mend, student, &view.school.courses()[view.school.requests()[id].course].id, met);
        Some((worth, mend))
    }

    /// The schedule after a change, without the seats of students whom it does not concern.
    fn concerned(&self, tried: &Tried, schedule: &Schedule) -> Schedule {
        let view = self.view();
        let mut concerned: BTreeSet<_> = tried.seats.keys().map(|&id| view.school.requests()[id].student).collect();
        if let Offer::Moves(moves) = &tried.offer {
            concerned.extend(moves.iter().flat_map(|moved| self.rosters.students(moved.section)));
        }
        let mut part = Schedule { seats: IdVec::filled(schedule.seats.len(), None), ..schedule.clone() };
        for &id in concerned.iter().flat_map(|&student| &view.school.students()[student].requests) {
            part.seats[id] = schedule.seats[id];
        }
        part
    }

    /// The school, if it is another one, and the schedule after a change, with the steps that lead there.
    fn after(&self, tried: &Tried) -> (Option<School>, Schedule, Vec<Step>) {
        let view = self.view();
        let school = view.school;
        let id = |section: SectionId| school.sections()[section].id.clone();
        let mut schedule = view.schedule.clone();
        for (&request, &seat) in &tried.seats {
            schedule.seats[request] = seat;
        }
        let (mut steps, mut changes) = (Vec::new(), Vec::new());
        match &tried.offer {
            Offer::Own => {}
            Offer::Moves(moves) => {
                for moved in moves.iter().filter(|moved| moved.unlock) {
                    steps.push(Step::Unlock { section: id(moved.section) });
                    changes.push(Alteration::Unlock(moved.section));
                }
                for moved in moves {
                    schedule.placements[moved.section].pattern = Some(moved.pattern);
                    steps.push(Step::Move { section: id(moved.section), pattern: school.patterns()[moved.pattern].id.clone() });
                }
            }
            Offer::Seats(sections) => {
                for &(section, room) in sections {
                    let seats = self.more_seats(section);
                    if seats != school.sections()[section].max_seats {
                        steps.push(Step::Seats { section: id(section), max_seats: seats });
                        changes.push(Alteration::Seats(section, seats));
                    }
                    if let Some(room) = room {
                        schedule.placements[section].room = Some(room);
                        steps.push(Step::Room { section: id(section), room: school.rooms()[room].id.clone() });
                    }
                }
            }
            Offer::Open { course, pattern, teacher, room, seats, unstaffed } => {
                let new = self.new_id(*course);
                changes.push(Alteration::Section { course: *course, id: new.clone(), max_seats: *seats, unstaffed: *unstaffed });
                schedule.placements.push(Placement { pattern: Some(*pattern), teacher: *teacher, room: *room });
                steps.push(Step::Open {
                    course: school.courses()[*course].id.clone(),
                    section: new,
                    max_seats: *seats,
                    pattern: school.patterns()[*pattern].id.clone(),
                    unstaffed: *unstaffed,
                    teacher: teacher.map(|teacher| school.teachers()[teacher].id.clone()),
                    room: room.map(|room| school.rooms()[room].id.clone()),
                });
            }
        }
        ((!changes.is_empty()).then(|| school.altered(&changes)), schedule, steps)
    }

    /// The first number that no section has.
    fn new_id(&self, course: CourseId) -> String {
        let school = self.view().school;
        let course = &school.courses()[course].id;
        let mut ids = (1_u32..).map(|number| format!("{course}-{number}"));
        ids.find(|id| school.find_section(id).is_none()).unwrap_or_default()
    }

    /// What is to be said of alternates, and that nothing helps where it is so.
    fn note(&self, id: RequestId, reason: &Reason, mends: &[Mend]) -> String {
        let view = self.view();
        let requests = &view.school.students()[view.school.requests()[id].student].requests;
        let alternates = requests.iter().filter(|&&other| view.school.requests()[other].priority == Priority::Alternate);
        let (had, open): (Vec<RequestId>, Vec<RequestId>) = alternates.partition(|&&other| view.is_met(other));
        let taken = mends.iter().any(|mend| mend.gives.alternate > 0);
        text::note(reason, mends.is_empty(), had.len(), if taken { 0 } else { open.len() })
    }
}

fn difference(after: &Score, before: &Score) -> Score {
    Score {
        critical: after.critical.saturating_sub(before.critical),
        required: after.required.saturating_sub(before.required),
        primary: after.primary.saturating_sub(before.primary),
        alternate: after.alternate.saturating_sub(before.alternate),
        preference: after.preference.saturating_sub(before.preference),
    }
}
