//! A schedule: the only thing the scheduler returns and the only thing the checker reads.

mod faults;

use crate::build::follow;
use crate::fault::{Fault, Faults};
use crate::ids::{CellId, CourseId, Id, IdVec, PatternId, RequestId, RoomId, SectionId, TeacherId, TeamId};
use crate::raw::{RawMeeting, RawPlacement, RawSchedule, RawSeat};
use crate::school::{Held, Priority, School};
use faults::{repeated, unknown};
use std::collections::{BTreeMap, BTreeSet};

/// When, by whom and where a section is taught.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Placement {
    /// Pattern; none while undecided.
    pub pattern: Option<PatternId>,
    /// Teacher.
    pub teacher: Option<TeacherId>,
    /// Room.
    pub room: Option<RoomId>,
}

/// A schedule of one school. It may break rules: that is for the checker to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// When, by whom and where each section is taught.
    pub placements: IdVec<SectionId, Placement>,
    /// The section that meets each request.
    pub seats: IdVec<RequestId, Option<SectionId>>,
    /// Sorted cells in which each team meets.
    pub meetings: IdVec<TeamId, Vec<CellId>>,
}

impl Schedule {
    /// The schedule in which nothing is decided.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// let schedule = mortarboard_model::Schedule::empty(&school);
    /// assert!(schedule.fits(&school) && schedule.met(&school).is_empty());
    /// ```
    pub fn empty(school: &School) -> Self {
        Schedule {
            placements: IdVec::filled(school.sections().len(), Placement::default()),
            seats: IdVec::filled(school.requests().len(), None),
            meetings: IdVec::filled(school.teams().len(), Vec::new()),
        }
    }

    /// Whether the schedule has as many sections, requests and teams as the school, and names only
    /// patterns, teachers, rooms, sections and cells that the school has.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// let mut schedule = mortarboard_model::Schedule::empty(&school);
    /// assert!(schedule.fits(&school));
    /// schedule.seats = Vec::new().into();
    /// assert!(!schedule.fits(&school));
    /// ```
    pub fn fits(&self, school: &School) -> bool {
        self.placements.len() == school.sections().len()
            && self.seats.len() == school.requests().len()
            && self.meetings.len() == school.teams().len()
            && self.placements.values().all(|p| {
                p.pattern.is_none_or(|id| id.index() < school.patterns().len())
                    && p.teacher.is_none_or(|id| id.index() < school.teachers().len())
                    && p.room.is_none_or(|id| id.index() < school.rooms().len())
            })
            && self.seats.values().flatten().all(|id| id.index() < school.sections().len())
            && self.meetings.values().flatten().all(|id| id.index() < school.calendar().cells().len())
    }

    /// Cells in which a section meets; none while its pattern is undecided.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # let schedule = testing::schedule(&school, &[("ART-1", "P1", "t1", "")], &[("ART-1", "s7")]).unwrap();
    /// let section = school.find_section("ART-1").unwrap();
    /// assert_eq!(school.calendar().write(schedule.cells(&school, section), " "), "1(*)");
    /// ```
    pub fn cells<'s>(&self, school: &'s School, section: SectionId) -> &'s [CellId] {
        match self.placements[section].pattern {
            Some(pattern) => &school.patterns()[pattern].cells,
            None => &[],
        }
    }

    /// The requests met by each section, in request order. O(requests).
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # let schedule = testing::schedule(&school, &[("ART-1", "P1", "t1", "")], &[("ART-1", "s7")]).unwrap();
    /// let section = school.find_section("ART-1").unwrap();
    /// assert_eq!(schedule.rosters(&school)[section].len(), 1);
    /// ```
    pub fn rosters(&self, school: &School) -> IdVec<SectionId, Vec<RequestId>> {
        let mut rosters = IdVec::filled(school.sections().len(), Vec::new());
        for (request, section) in self.seats.iter() {
            if let Some(section) = *section {
                rosters[section].push(request);
            }
        }
        rosters
    }

    /// The sections each teacher teaches, in section order. O(sections).
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # let schedule = testing::schedule(&school, &[("ART-1", "P1", "t1", "")], &[("ART-1", "s7")]).unwrap();
    /// let teacher = school.find_teacher("t1").unwrap();
    /// assert_eq!(schedule.taught(&school)[teacher], [school.find_section("ART-1").unwrap()]);
    /// ```
    pub fn taught(&self, school: &School) -> IdVec<TeacherId, Vec<SectionId>> {
        let mut taught = IdVec::filled(school.teachers().len(), Vec::new());
        for (section, placement) in self.placements.iter() {
            if let Some(teacher) = placement.teacher {
                taught[teacher].push(section);
            }
        }
        taught
    }

    /// The members of a team: those listed, and whoever teaches one of its courses; sorted.
    ///
    /// ```
    /// use mortarboard_model::{raw::RawTeam, testing, School, TeamId};
    /// let mut raw = testing::tiny();
    /// raw.teams.push(RawTeam { team: "art".into(), courses: "ART".into(), minutes: 45, min_block: 45, ..RawTeam::default() });
    /// let school = School::try_from(raw).unwrap();
    /// let schedule = testing::schedule(&school, &[("ART-1", "P1", "t1", "")], &[]).unwrap();
    /// assert_eq!(schedule.members(&school, TeamId(0)), [school.find_teacher("t1").unwrap()]);
    /// ```
    pub fn members(&self, school: &School, team: TeamId) -> Vec<TeacherId> {
        let team = &school.teams()[team];
        let mut members: BTreeSet<TeacherId> = team.members.iter().copied().collect();
        for &course in &team.courses {
            members.extend(school.courses()[course].sections.iter().filter_map(|&section| self.placements[section].teacher));
        }
        members.into_iter().collect()
    }

    /// The schedule in the office's own ids, in table order.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # let schedule = testing::schedule(&school, &[("ART-1", "P1", "t1", "")], &[("ART-1", "s7")]).unwrap();
    /// let raw = schedule.to_raw(&school);
    /// assert_eq!((raw.sections[0].pattern.as_str(), raw.rosters[0].student.as_str()), ("P1", "s7"));
    /// ```
    pub fn to_raw(&self, school: &School) -> RawSchedule {
        let calendar = school.calendar();
        let sections = self.placements.iter().map(|(section, placement)| RawPlacement {
            section: school.sections()[section].id.clone(),
            course: school.courses()[school.sections()[section].course].id.clone(),
            pattern: placement.pattern.map(|id| school.patterns()[id].id.clone()).unwrap_or_default(),
            teacher: placement.teacher.map(|id| school.teachers()[id].id.clone()).unwrap_or_default(),
            room: placement.room.map(|id| school.rooms()[id].id.clone()).unwrap_or_default(),
        });
        let rosters = self.rosters(school);
        let rosters = rosters.iter().flat_map(|(section, requests)| {
            requests.iter().map(move |&request| RawSeat {
                section: school.sections()[section].id.clone(),
                student: school.students()[school.requests()[request].student].id.clone(),
            })
        });
        let meetings = self.meetings.iter().flat_map(|(team, cells)| {
            cells.iter().map(move |&id| {
                let cell = &calendar.cells()[id];
                RawMeeting {
                    team: school.teams()[team].id.clone(),
                    term: calendar.terms()[cell.term].clone(),
                    day: calendar.days()[cell.day].clone(),
                    slot: calendar.slots()[cell.slot].clone(),
                }
            })
        });
        RawSchedule { sections: sections.collect(), rosters: rosters.collect(), meetings: meetings.collect() }
    }

    /// Reads a schedule in the office's own ids.
    ///
    /// # Errors
    /// All unknown ids, repeated rows and seats without a request, at once. Rules are not checked here.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// use mortarboard_model::{raw::{RawSchedule, RawSeat}, Schedule};
    /// let mut raw = RawSchedule::default();
    /// assert_eq!(Schedule::from_raw(&school, &raw), Ok(Schedule::empty(&school)));
    /// raw.rosters.push(RawSeat { section: "ART-9".into(), student: "s7".into() });
    /// assert_eq!(Schedule::from_raw(&school, &raw).unwrap_err().0[0].slug, "unknown-id");
    /// ```
    pub fn from_raw(school: &School, raw: &RawSchedule) -> Result<Schedule, Faults> {
        let mut schedule = Schedule::empty(school);
        let mut faults = Vec::new();
        let mut placed = BTreeMap::new();
        for (row, given) in raw.sections.iter().enumerate() {
            let table = "schedule sections";
            let Some(section) = school.find_section(&given.section) else {
                faults.push(unknown(table, row, "section", &given.section));
                continue;
            };
            if let Some(&first) = placed.get(&section) {
                faults.push(repeated(table, (row, first), "section", &given.section));
            } else {
                placed.insert(section, row);
            }
            let course = &school.courses()[school.sections()[section].course].id;
            if !given.course.is_empty() && given.course != *course {
                faults.push(
                    Fault::error("wrong-course", table)
                        .at(row, "course")
                        .of(&given.section)
                        .because(format!("the school has this section under course {course}, and not the one that the row names"))
                        .mend("use the schedule with the school it was made for"),
                );
            }
            let mut find = |column, value: &str, found: Option<u32>| {
                if !value.is_empty() && found.is_none() {
                    faults.push(unknown(table, row, column, value));
                }
                found
            };
            schedule.placements[section] = Placement {
                pattern: find("pattern", &given.pattern, school.find_pattern(&given.pattern).map(|id| id.0)).map(PatternId),
                teacher: find("teacher", &given.teacher, school.find_teacher(&given.teacher).map(|id| id.0)).map(TeacherId),
                room: find("room", &given.room, school.find_room(&given.room).map(|id| id.0)).map(RoomId),
            };
        }
        read_rosters(school, raw, &mut schedule, &mut faults);
        read_meetings(school, raw, &mut schedule, &mut faults);
        if faults.is_empty() {
            return Ok(schedule);
        }
        let mut faults = follow::once(faults);
        follow::name_near(&mut faults, |kind| school.ids_of(kind));
        Err(Faults(faults))
    }

    /// Gives the seats that a student has in one course to the requests for it in the student's order of requests, those
    /// that are locked to their own sections first: which of several requests for a course a seat meets makes no
    /// difference to anybody, and so two schedules with the same rosters are the same. O(requests).
    ///
    /// ```
    /// use mortarboard_model::{RequestId, Schedule, School, testing};
    /// let mut raw = testing::graduation();
    /// raw.requests.truncate(1);
    /// let course = raw.catalogue.iter_mut().find(|listing| listing.course == raw.requests[0].course).unwrap();
    /// course.completions = Some(2);
    /// raw.requests[0].times = Some(2);
    /// let school = School::try_from(raw).unwrap();
    /// let section = school.courses()[school.requests()[RequestId(0)].course].sections.first().copied();
    /// let mut schedule = Schedule::empty(&school);
    /// schedule.seats[RequestId(1)] = section;
    /// schedule.arrange(&school);
    /// assert_eq!(schedule.seats.as_slice(), [section, None]);
    /// ```
    pub fn arrange(&mut self, school: &School) {
        if !self.fits(school) {
            return;
        }
        for student in school.students().values() {
            let several = student.requests.iter().copied().filter(|&id| school.requests()[id].times > 1);
            let mut courses: BTreeMap<CourseId, Vec<RequestId>> = BTreeMap::new();
            several.for_each(|id| courses.entry(school.requests()[id].course).or_default().push(id));
            for own in courses.into_values() {
                let mut seats: Vec<SectionId> = own.iter().filter_map(|&id| self.seats[id].take()).collect();
                seats.sort_unstable();
                let locked = |id: RequestId, section: SectionId| school.locks_of(section).iter().any(|lock| lock.held == Held::Seat(id));
                for &id in &own {
                    let held = seats.iter().position(|&section| locked(id, section));
                    self.seats[id] = held.map(|at| seats.remove(at));
                }
                let mut seats = seats.into_iter();
                for id in own {
                    if self.seats[id].is_none() {
                        self.seats[id] = seats.next();
                    }
                }
            }
        }
    }

    /// How many requests of each priority are met.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # let schedule = testing::schedule(&school, &[("ART-1", "P1", "t1", "")], &[("ART-1", "s7")]).unwrap();
    /// use mortarboard_model::Priority;
    /// assert_eq!(schedule.met(&school).get(&Priority::Required), Some(&1));
    /// ```
    pub fn met(&self, school: &School) -> BTreeMap<Priority, u32> {
        let mut met = BTreeMap::new();
        for (request, _) in self.seats.iter().filter(|(_, seat)| seat.is_some()) {
            *met.entry(school.requests()[request].priority).or_default() += 1;
        }
        met
    }
}

fn read_rosters(school: &School, raw: &RawSchedule, schedule: &mut Schedule, faults: &mut Vec<Fault>) {
    let table = "rosters";
    let mut wanted: BTreeMap<_, Vec<RequestId>> = BTreeMap::new();
    for (id, request) in school.requests().iter() {
        wanted.entry((request.student, request.course)).or_default().push(id);
    }
    let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (row, seat) in raw.rosters.iter().enumerate() {
        let first = *seen.entry((&seat.section, &seat.student)).or_insert(row);
        let section = school.find_section(&seat.section);
        let student = school.find_student(&seat.student);
        if section.is_none() {
            faults.push(unknown(table, row, "section", &seat.section));
        }
        if student.is_none() {
            faults.push(unknown(table, row, "student", &seat.student));
        }
        let (Some(section), Some(student)) = (section, student) else { continue };
        let course: CourseId = school.sections()[section].course;
        let Some(own) = wanted.get(&(student, course)) else {
            faults.push(
                Fault::error("seat-without-request", table)
                    .at(row, "student")
                    .of(&seat.student)
                    .because(format!("the student did not request course {}", school.courses()[course].id))
                    .mend("add the request, or take the student off the roster"),
            );
            continue;
        };
        let twice = own.iter().any(|&request| schedule.seats[request] == Some(section));
        match own.iter().find(|&&request| schedule.seats[request].is_none()) {
            Some(&request) if !twice => schedule.seats[request] = Some(section),
            None if !twice && own.len() > 1 => faults.push(
                Fault::error("duplicate", table)
                    .at(row, "student")
                    .of(&seat.student)
                    .because(format!(
                        "the student requests course {} {} times and sits in as many sections",
                        school.courses()[course].id,
                        own.len()
                    ))
                    .mend("raise `times` of the request, or take the student off a roster"),
            ),
            _ if first < row => faults.push(repeated(table, (row, first), "student", &seat.student)),
            _ => faults.push(
                Fault::error("duplicate", table)
                    .at(row, "student")
                    .of(&seat.student)
                    .because(format!("the student sits in another section of course {} already", school.courses()[course].id))
                    .mend("keep one of the seats"),
            ),
        }
    }
    schedule.arrange(school);
}

fn read_meetings(school: &School, raw: &RawSchedule, schedule: &mut Schedule, faults: &mut Vec<Fault>) {
    let table = "meetings";
    let mut seen: BTreeMap<_, usize> = BTreeMap::new();
    for (row, meeting) in raw.meetings.iter().enumerate() {
        let team = school.find_team(&meeting.team);
        if team.is_none() {
            faults.push(unknown(table, row, "team", &meeting.team));
        }
        let word = format!("{}:{}({})", meeting.term, meeting.slot, meeting.day);
        match (team, school.calendar().parse(&word)) {
            (Some(team), Ok(cells)) => {
                let first = cells.iter().find_map(|&cell| seen.insert((team, cell), row));
                if let Some(first) = first {
                    faults.push(repeated(table, (row, first), "team", &meeting.team));
                }
                schedule.meetings[team].extend(cells);
            }
            (_, Err(cause)) => faults.push(
                Fault::error("unknown-cell", table)
                    .at(row, "slot")
                    .of(&meeting.team)
                    .because(cause.replacen("word 1", "the row", 1))
                    .mend("use a term, day and slot of the bell schedule"),
            ),
            (None, Ok(_)) => {}
        }
    }
    for team in schedule.meetings.ids() {
        schedule.meetings[team].sort_unstable();
    }
}
