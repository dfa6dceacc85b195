//! A school that has been checked: every id exists, every number is in range.

use crate::graduation::Graduation;
use crate::ids::{CellId, CourseId, IdVec, PatternId, RequestId, RoomId, SectionId, StudentId, TeacherId, TeamId};
use crate::raw::{RawObjective, RawRuleMode};
use crate::time::{AtomSet, Calendar, Minutes};
use std::collections::BTreeMap;

/// A set of cells that a section may take.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pattern {
    /// The office's id; patterns derived from a shape are named `SHAPE=CELLS`.
    pub id: String,
    /// Sorted cells; never empty.
    pub cells: Vec<CellId>,
    /// The same as atoms.
    pub atoms: AtomSet,
}

/// What a course with flexible block lengths asks of its meetings, in each term it meets.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shape {
    /// The office's id.
    pub id: String,
    /// Minutes in a cycle.
    pub minutes: Minutes,
    /// Minutes by which that number may be missed.
    pub tolerance: Minutes,
    /// Shortest block.
    pub shortest: Minutes,
    /// Longest block.
    pub longest: Minutes,
    /// Fewest meetings (blocks) in a cycle.
    pub fewest_meetings: u32,
    /// Most meetings in a cycle.
    pub most_meetings: u32,
}

/// A course.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Course {
    /// The office's id.
    pub id: String,
    /// Title, for people.
    pub title: String,
    /// Department or subject area.
    pub subject: String,
    /// Credits in the school's integer unit.
    pub credits: u32,
    /// Type of room needed, or none.
    pub room_type: Option<String>,
    /// Allowed patterns, in id order; never empty.
    pub patterns: Vec<PatternId>,
    /// The shape its patterns were derived from, if they were.
    pub shape: Option<Shape>,
    /// Thousandths of a section that one section adds to a teacher's load.
    pub load: u32,
    /// Its sections.
    pub sections: Vec<SectionId>,
}

/// A section of a course.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Section {
    /// The office's id, or `COURSE-n`.
    pub id: String,
    /// Course.
    pub course: CourseId,
    /// Seats.
    pub max_seats: u32,
}

/// A teacher.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Teacher {
    /// Opaque id.
    pub id: String,
    /// Department.
    pub department: String,
    /// Full-time equivalent in thousandths.
    pub fte: u32,
    /// Most load in thousandths of a section.
    pub max_load: u32,
    /// Most different courses.
    pub max_preps: Option<u32>,
    /// Minutes of own preparation in a cycle, in each term.
    pub prep_minutes: Minutes,
    /// Shortest block that counts as preparation.
    pub prep_block: Minutes,
    /// Sorted cells when the teacher is away.
    pub unavailable: Vec<CellId>,
}

/// A teacher may teach a course.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Qualification {
    /// Teacher.
    pub teacher: TeacherId,
    /// Course.
    pub course: CourseId,
    /// Fewest sections.
    pub min_sections: u32,
    /// Most sections.
    pub max_sections: Option<u32>,
    /// Preference gained by each section given.
    pub preference: u32,
}

/// A room.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Room {
    /// The office's id.
    pub id: String,
    /// Type.
    pub kind: String,
    /// Seats.
    pub seats: u32,
    /// Sorted cells when it can't be used.
    pub unavailable: Vec<CellId>,
}

/// A student.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Student {
    /// Opaque id.
    pub id: String,
    /// Grade, when known.
    pub grade: Option<u32>,
    /// Sorted cells when the student is elsewhere.
    pub unavailable: Vec<CellId>,
    /// Requests by priority, then rank, then input order.
    pub requests: Vec<RequestId>,
}

/// What kind of request it is, most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Priority {
    /// Without it this year the student can't graduate on time: kept above all others.
    Critical,
    /// Needed: kept above all but critical ones.
    Required,
    /// Wanted.
    Primary,
    /// Only in place of another request that is not met.
    Alternate,
}

/// A student's request for a course.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// Student.
    pub student: StudentId,
    /// Course.
    pub course: CourseId,
    /// Priority.
    pub priority: Priority,
    /// Order within the student's requests.
    pub rank: u32,
    /// Worth on its level; at least 1.
    pub weight: u32,
    /// For an alternate: the only course it may stand in for.
    pub instead_of: Option<CourseId>,
}

/// What a lock holds in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// The section meets in this pattern.
    Pattern(PatternId),
    /// This teacher teaches it.
    Teacher(TeacherId),
    /// It is in this room.
    Room(RoomId),
    /// This request is met by it.
    Seat(RequestId),
}

/// Something that must stay as the office decided it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lock {
    /// Section.
    pub section: SectionId,
    /// What is held.
    pub held: Held,
}

/// A team that plans together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Team {
    /// The office's id.
    pub id: String,
    /// Whoever teaches one of these is a member.
    pub courses: Vec<CourseId>,
    /// Listed members.
    pub members: Vec<TeacherId>,
    /// Minutes of common planning in a cycle, in each term.
    pub minutes: Minutes,
    /// Shortest block that counts.
    pub min_block: Minutes,
}

/// A checked school. Built by `School::try_from(raw)`, which reports all faults at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct School {
    pub(crate) name: String,
    pub(crate) calendar: Calendar,
    pub(crate) atoms: usize,
    pub(crate) atom_of: IdVec<CellId, Option<u16>>,
    pub(crate) patterns: IdVec<PatternId, Pattern>,
    pub(crate) courses: IdVec<CourseId, Course>,
    pub(crate) sections: IdVec<SectionId, Section>,
    pub(crate) teachers: IdVec<TeacherId, Teacher>,
    pub(crate) qualifications: Vec<Qualification>,
    pub(crate) rooms: IdVec<RoomId, Room>,
    pub(crate) students: IdVec<StudentId, Student>,
    pub(crate) requests: IdVec<RequestId, Request>,
    pub(crate) locks: Vec<Lock>,
    pub(crate) teams: IdVec<TeamId, Team>,
    pub(crate) balance_tolerance: u32,
    pub(crate) objective: RawObjective,
    pub(crate) modes: BTreeMap<String, RawRuleMode>,
    pub(crate) graduation: Graduation,
    pub(crate) ids: Index,
}

/// Positions by the office's ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Index {
    pub(crate) patterns: BTreeMap<String, PatternId>,
    pub(crate) courses: BTreeMap<String, CourseId>,
    pub(crate) sections: BTreeMap<String, SectionId>,
    pub(crate) teachers: BTreeMap<String, TeacherId>,
    pub(crate) rooms: BTreeMap<String, RoomId>,
    pub(crate) students: BTreeMap<String, StudentId>,
    pub(crate) teams: BTreeMap<String, TeamId>,
}

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident: $id:ty => $item:ty),* $(,)?) => {$(
        $(#[$doc])*
        pub fn $name(&self) -> &IdVec<$id, $item> {
            &self.$name
        }
    )*};
}

macro_rules! finders {
    ($($(#[$doc:meta])* $name:ident: $table:ident => $id:ty),* $(,)?) => {$(
        $(#[$doc])*
        pub fn $name(&self, id: &str) -> Option<$id> {
            self.ids.$table.get(id).copied()
        }
    )*};
}

impl School {
    tables! {
        /// Patterns that some course may take.
        patterns: PatternId => Pattern,
        /// Courses.
        courses: CourseId => Course,
        /// Sections.
        sections: SectionId => Section,
        /// Teachers.
        teachers: TeacherId => Teacher,
        /// Rooms.
        rooms: RoomId => Room,
        /// Students.
        students: StudentId => Student,
        /// Requests.
        requests: RequestId => Request,
        /// Teams.
        teams: TeamId => Team,
    }

    finders! {
        /// The pattern with the office's id.
        find_pattern: patterns => PatternId,
        /// The course with the office's id.
        find_course: courses => CourseId,
        /// The section with the office's id.
        find_section: sections => SectionId,
        /// The teacher with the office's id.
        find_teacher: teachers => TeacherId,
        /// The room with the office's id.
        find_room: rooms => RoomId,
        /// The student with the office's id.
        find_student: students => StudentId,
        /// The team with the office's id.
        find_team: teams => TeamId,
    }

    /// The label of the school.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Terms, days, slots and cells.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// How many atoms the patterns make of the cells; at most [`MOST_ATOMS`](crate::time::MOST_ATOMS).
    pub fn atoms(&self) -> usize {
        self.atoms
    }

    /// The atom that holds a cell; none when no pattern uses the cell.
    pub fn atom(&self, cell: CellId) -> Option<usize> {
        self.atom_of.get(cell).copied().flatten().map(usize::from)
    }

    /// Qualifications, sorted by course, then teacher.
    pub fn qualifications(&self) -> &[Qualification] {
        &self.qualifications
    }

    /// The qualifications for one course, by teacher.
    pub fn qualified(&self, course: CourseId) -> &[Qualification] {
        let from = self.qualifications.partition_point(|q| q.course < course);
        let to = self.qualifications.partition_point(|q| q.course <= course);
        &self.qualifications[from..to]
    }

    /// The qualification of one teacher for one course.
    pub fn qualification(&self, teacher: TeacherId, course: CourseId) -> Option<&Qualification> {
        let all = self.qualified(course);
        all.binary_search_by_key(&teacher, |q| q.teacher).ok().map(|at| &all[at])
    }

    /// Locks, sorted by section.
    pub fn locks(&self) -> &[Lock] {
        &self.locks
    }

    /// The locks of one section.
    pub fn locks_of(&self, section: SectionId) -> &[Lock] {
        let from = self.locks.partition_point(|lock| lock.section < section);
        let to = self.locks.partition_point(|lock| lock.section <= section);
        &self.locks[from..to]
    }

    /// Whether sections need teachers: a school that lists none is scheduled without.
    pub fn has_teachers(&self) -> bool {
        !self.teachers.is_empty()
    }

    /// Whether the section needs a room: its course names a type, or a room is locked.
    pub fn needs_room(&self, section: SectionId) -> bool {
        self.courses[self.sections[section].course].room_type.is_some()
            || self.locks_of(section).iter().any(|lock| matches!(lock.held, Held::Room(_)))
    }

    /// Requests for a course other than alternates, in id order of students.
    pub fn demand(&self, course: CourseId) -> impl Iterator<Item = RequestId> + '_ {
        self.requests
            .iter()
            .filter(move |(_, request)| request.course == course && request.priority != Priority::Alternate)
            .map(|(id, _)| id)
    }

    /// Students by which a section may exceed its even share before balance is charged.
    pub fn balance_tolerance(&self) -> u32 {
        self.balance_tolerance
    }

    /// What is maximised.
    pub fn objective(&self) -> RawObjective {
        self.objective
    }

    /// The mode the settings give a rule, by slug.
    pub fn mode(&self, rule: &str) -> Option<RawRuleMode> {
        self.modes.get(rule).copied()
    }

    /// Plans, transcripts, prerequisites and later offerings; empty when the school states none.
    pub fn graduation(&self) -> &Graduation {
        &self.graduation
    }

    /// All modes the settings give, by slug.
    pub fn modes(&self) -> &BTreeMap<String, RawRuleMode> {
        &self.modes
    }
}
