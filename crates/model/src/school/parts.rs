//! What a school is made of: plain data, each number in range and each id known.

use crate::ids::{CellId, CourseId, PatternId, RequestId, RoomId, SectionId, StudentId, TeacherId};
use crate::time::{AtomSet, Minutes};

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
    /// Seats of a section for which no other number is given.
    pub max_seats: u32,
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
    /// Whether it has nobody yet: it is scheduled without a teacher, and needs none.
    pub unstaffed: bool,
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
    /// School year of first entry into the first grade, when stated.
    pub entered: Option<u32>,
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

/// A student's request for a course. A row that asks for it several times in the year is as many requests, each of which
/// needs a section of its own, in terms that have none in common with those of the others.
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
    /// Which of the student's requests for the course it is, from 1.
    pub time: u32,
    /// How many requests for the course the student has.
    pub times: u32,
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
