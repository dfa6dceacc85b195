//! The school's tables, and the hidden timetable in the office's ids.

use super::Recipe;
use super::catalogue::{Catalogue, Entry, Kind};
use super::day::{Day, Form};
use super::draw::Draw;
use super::graduation;
use super::place::Rooms;
use super::programme::Pupil;
use super::seat;
use super::staff::Faculty;
use mortarboard_model::raw::{
    RawCourse, RawLock, RawMeeting, RawPlacement, RawQualification, RawRequest, RawRoom, RawSchedule, RawSchool, RawSeat, RawSettings,
    RawStudent, RawTeacher, RawTeam,
};

/// Seats of a course at most, in percent of the students who ask for it.
const SEATS: u32 = 120;

/// All that the generator has decided.
pub(super) struct Plan {
    pub(super) catalogue: Catalogue,
    pub(super) day: Day,
    pub(super) pupils: Vec<Pupil>,
    pub(super) faculty: Faculty,
    pub(super) rooms: Rooms,
    pub(super) forms: Vec<seat::Form>,
}

impl Plan {
    /// Forgets the sections that were closed, and the teachers they leave without any.
    pub(super) fn tidy(&mut self) {
        let mut held = vec![false; self.catalogue.entries.len()];
        self.faculty.classes.iter().filter(|class| class.roster > 0).for_each(|class| held[class.course] = true);
        // Courses that are asked for are held even when nobody could be seated in them.
        self.forms.iter().flat_map(|form| &form.asked).for_each(|&(course, _)| held[course] = true);
        let mut kept: Vec<usize> = (0..self.faculty.classes.len()).filter(|&at| held[self.faculty.classes[at].course]).collect();
        kept.sort_by_key(|&at| self.faculty.classes[at].course);
        let mut new_class = vec![None; self.faculty.classes.len()];
        kept.iter().enumerate().for_each(|(new, &old)| new_class[old] = Some(new));
        self.faculty.classes = kept.iter().map(|&at| self.faculty.classes[at].clone()).collect();
        for seat in self.forms.iter_mut().flat_map(|form| &mut form.asked) {
            seat.1 = seat.1.and_then(|class| new_class[class]);
        }
        let mut busy = vec![false; self.faculty.staff.len()];
        self.faculty.classes.iter().for_each(|class| busy[class.teacher] = true);
        let new_teacher = renumber(busy.iter().copied());
        let mut kept = busy.iter();
        self.faculty.staff.retain(|_| kept.next() == Some(&true));
        self.faculty.classes.iter_mut().for_each(|class| class.teacher = new_teacher[class.teacher]);
        self.faculty.staff.iter_mut().for_each(|teacher| teacher.courses.retain(|&course| held[course]));
    }

    /// The school and its witness.
    pub(super) fn write(&self, recipe: &Recipe) -> (RawSchool, RawSchedule) {
        let mut draw = Draw::new(recipe, 6);
        let (courses, sections) = self.courses(recipe);
        let mut raw = RawSchool {
            settings: RawSettings {
                name: format!("Generated school of {} students, {}, seed {}", recipe.students(), recipe.time.words(), recipe.seed),
                default_patterns: vec!["regular".to_owned()],
                full_load: self.day.full_load,
                ..RawSettings::default()
            },
            terms: self.day.raw_terms(),
            bell: self.day.raw_bell(),
            patterns: self.day.raw_patterns(),
            shapes: self.day.raw_shapes(),
            courses,
            teachers: self.teachers(),
            qualifications: self.qualifications(&mut draw),
            rooms: self.rooms(),
            ..RawSchool::default()
        };
        self.students(&mut raw, &mut draw);
        if recipe.graduation {
            let asked: Vec<Vec<usize>> = self.forms.iter().map(|form| form.asked.iter().map(|&(course, _)| course).collect()).collect();
            graduation::add(recipe, &self.catalogue, &self.day, &self.pupils, &asked, &mut raw);
        }
        for group in &self.faculty.teams {
            raw.teams.push(RawTeam {
                team: format!("team-{}", self.entry(group.course).code),
                courses: self.entry(group.course).code.to_owned(),
                members: String::new(),
                minutes: 90,
                min_block: 45,
            });
        }
        let witness = self.witness(&sections);
        for (class, placement) in self.faculty.classes.iter().zip(&witness.sections) {
            if draw.chance(recipe.locked) {
                let mut lock = |kind: &str, value: &str| {
                    raw.locks.push(RawLock { section: placement.section.clone(), kind: kind.to_owned(), value: value.to_owned() });
                };
                lock("pattern", &class.pattern);
                lock("teacher", &placement.teacher);
            }
        }
        (raw, witness)
    }

    fn entry(&self, course: usize) -> &Entry {
        &self.catalogue.entries[course]
    }

    /// The courses, and the id of each section.
    fn courses(&self, recipe: &Recipe) -> (Vec<RawCourse>, Vec<String>) {
        let mut asked = vec![0; self.catalogue.entries.len()];
        self.forms.iter().flat_map(|form| &form.asked).for_each(|&(course, _)| asked[course] += 1);
        let mut rows: Vec<RawCourse> = Vec::new();
        let mut ids = Vec::new();
        for classes in self.faculty.classes.chunk_by(|a, b| a.course == b.course) {
            let course = classes[0].course;
            let entry = self.entry(course);
            let count = classes.len() as u32;
            let fullest = classes.iter().map(|class| class.roster).max().unwrap_or(0);
            let even = u32::div_ceil(asked[course], count);
            // A course that few ask for gets a smaller limit, as offices do to keep classes even.
            let roomy = (asked[course] * SEATS).div_ceil(count * 100);
            let form = self.day.form(entry);
            let (patterns, shape) = self.day.columns(form);
            rows.push(RawCourse {
                course: entry.code.to_owned(),
                title: entry.title.to_owned(),
                subject: entry.subject.to_owned(),
                credits: credits(form),
                max_seats: fullest.max(even).max(if recipe.tight_seats { 0 } else { entry.seats.min(roomy) }),
                sections: Some(count),
                room_type: entry.room.to_owned(),
                patterns: patterns.to_owned(),
                shape: shape.to_owned(),
                load: Some(self.day.load(form)).filter(|&load| load != 1000),
                unstaffed: None,
            });
            ids.extend((1..=count).map(|n| format!("{}-{n}", entry.code)));
        }
        (rows, ids)
    }

    fn teachers(&self) -> Vec<RawTeacher> {
        let full = self.day.full_load * 1000;
        let all = (1_u32 << self.day.units) - 1;
        let row = |(at, teacher): (usize, &super::staff::Staff)| {
            let most = teacher.most.min(full);
            // A part-time teacher in a team may have no other time left.
            let prep = self.day.prep_minutes * most / full;
            RawTeacher {
                teacher: teacher_id(at),
                department: teacher.department.to_owned(),
                fte: Some(most * 1000 / full),
                max_sections: Some(most / 1000),
                max_preps: Some((teacher.courses.len() as u32).max(3)),
                prep_minutes: Some(prep).filter(|_| most == full || teacher.reserved == 0),
                prep_block: Some(45),
                unavailable: self.day.cells(all & !teacher.there),
            }
        };
        self.faculty.staff.iter().enumerate().map(row).collect()
    }

    /// What each teacher may teach: the witness's courses, others of the department, and for every
    /// course a second teacher where the department has one.
    fn qualifications(&self, draw: &mut Draw) -> Vec<RawQualification> {
        let staff = &self.faculty.staff;
        let mut offered: Vec<usize> = self.faculty.classes.iter().map(|class| class.course).collect();
        offered.dedup();
        let mut may = vec![vec![false; offered.len()]; staff.len()];
        for (column, &course) in offered.iter().enumerate() {
            let entry = self.entry(course);
            let department =
                self.faculty.classes.iter().find(|class| class.course == course).map_or("", |class| staff[class.teacher].department);
            let colleagues: Vec<usize> = (0..staff.len()).filter(|&at| staff[at].department == department).collect();
            for &at in &colleagues {
                let same_line = staff[at].courses.iter().any(|&taught| self.entry(taught).code.get(..4) == entry.code.get(..4));
                let same_subject = staff[at].courses.iter().any(|&taught| self.entry(taught).subject == entry.subject);
                let share = match (entry.kind, entry.subject) {
                    _ if !same_subject => 30,
                    (_, "Physical Education") => 850,
                    (Kind::Path, _) => 80,
                    _ if same_line => 700,
                    (Kind::Core, _) if entry.code.starts_with("AP") => 220,
                    (Kind::Core, _) => 500,
                    _ => 180,
                };
                let share = if entry.kind == Kind::Path && same_line { 850 } else { share };
                may[at][column] = staff[at].courses.contains(&course) || draw.chance(share);
            }
            let able = colleagues.iter().filter(|&&at| may[at][column]).count();
            let others: Vec<usize> = colleagues.into_iter().filter(|&at| !may[at][column]).collect();
            if able < 2 && !others.is_empty() {
                may[others[draw.below(others.len())]][column] = true;
            }
        }
        let mut rows = Vec::new();
        for (at, may) in may.iter().enumerate() {
            for (column, _) in may.iter().enumerate().filter(|(_, may)| **may) {
                rows.push(RawQualification {
                    teacher: teacher_id(at),
                    course: self.entry(offered[column]).code.to_owned(),
                    preference: Some(1).filter(|_| draw.chance(200)),
                    ..RawQualification::default()
                });
            }
        }
        rows
    }

    fn rooms(&self) -> Vec<RawRoom> {
        let mut rows = Vec::new();
        for (kind, rooms) in &self.rooms {
            let seats = self.catalogue.entries.iter().filter(|entry| entry.room == *kind).map(|entry| entry.seats).max().unwrap_or(0);
            rows.extend((0..rooms.len()).map(|at| RawRoom {
                room: room_id(kind, at),
                kind: (*kind).to_owned(),
                seats,
                unavailable: String::new(),
            }));
        }
        rows
    }

    fn students(&self, raw: &mut RawSchool, draw: &mut Draw) {
        for (at, (pupil, form)) in self.pupils.iter().zip(&self.forms).enumerate() {
            let student = student_id(at);
            raw.students.push(RawStudent { student: student.clone(), grade: Some(pupil.grade), entered: None, unavailable: String::new() });
            let needed = |course: usize| {
                self.entry(course).kind == Kind::Core || (self.entry(course).kind == Kind::Path && self.entry(course).subject == "Support")
            };
            let (required, primary): (Vec<usize>, Vec<usize>) =
                form.asked.iter().map(|&(course, _)| course).partition(|&course| needed(course));
            let last = primary.last().copied();
            let mut rank = 0;
            for (priority, courses) in [("required", &required), ("primary", &primary), ("alternate", &form.alternates)] {
                for &course in courses {
                    rank += 1;
                    // Now and then an alternate stands in for one course only.
                    let instead_of = last.filter(|_| priority == "alternate" && draw.chance(100));
                    raw.requests.push(RawRequest {
                        student: student.clone(),
                        course: self.entry(course).code.to_owned(),
                        priority: priority.to_owned(),
                        rank: Some(rank),
                        weight: None,
                        instead_of: instead_of.map_or(String::new(), |course| self.entry(course).code.to_owned()),
                        times: None,
                    });
                }
            }
        }
    }

    fn witness(&self, sections: &[String]) -> RawSchedule {
        let mut schedule = RawSchedule::default();
        for (class, section) in self.faculty.classes.iter().zip(sections) {
            let entry = self.entry(class.course);
            schedule.sections.push(RawPlacement {
                section: section.clone(),
                course: entry.code.to_owned(),
                pattern: class.pattern.clone(),
                teacher: teacher_id(class.teacher),
                room: room_id(entry.room, class.room),
            });
        }
        for (at, form) in self.forms.iter().enumerate() {
            for class in form.asked.iter().filter_map(|(_, class)| *class) {
                schedule.rosters.push(RawSeat { section: sections[class].clone(), student: student_id(at) });
            }
        }
        for group in &self.faculty.teams {
            for [term, day, slot] in group.cells.clone() {
                schedule.meetings.push(RawMeeting { team: format!("team-{}", self.entry(group.course).code), term, day, slot });
            }
        }
        schedule
    }
}

/// New positions of what is kept.
fn renumber(kept: impl Iterator<Item = bool>) -> Vec<usize> {
    kept.scan(0, |next, keep| {
        let at = *next;
        *next += usize::from(keep);
        Some(at)
    })
    .collect()
}

fn teacher_id(at: usize) -> String {
    format!("T{:03}", at + 1)
}

/// Credits of a course that meets in this form: 10 a year for one period a day.
pub(super) fn credits(form: Form) -> u32 {
    match form {
        Form::Half => 5,
        Form::Double => 20,
        Form::Plain | Form::Flex => 10,
    }
}

pub(super) fn student_id(at: usize) -> String {
    format!("S{:04}", at + 1)
}

fn room_id(kind: &str, at: usize) -> String {
    format!("{kind}-{:02}", at + 1)
}
