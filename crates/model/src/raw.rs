//! The school as an office states it: plain structs, plain strings, nothing checked yet.
//!
//! These structs are the contract with embedders: the CSV tables of a school folder and the JSON form
//! carry exactly these fields. [`School::try_from`](crate::School) checks all of it at once.

mod rows;
mod settings;

pub use rows::{RawCell, RawRow};
pub use settings::{RawObjective, RawRuleMode, RawSettings};

use crate::graduation::raw::{
    RawAchievement, RawListing, RawOffering, RawOutside, RawPersona, RawPlan, RawPrerequisite, RawRecord, RawStudentGroup, RawStudentPlan,
    RawSubstitution, RawWaiver,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A whole school, unchecked.
///
/// ```
/// let raw: mortarboard_model::raw::RawSchool = serde_json::from_str("{}").unwrap();
/// assert!(raw.courses.is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawSchool {
    /// Settings that hold for the whole school.
    pub settings: RawSettings,
    /// Terms in order; empty means one term named `year`.
    pub terms: Vec<RawTerm>,
    /// The bell schedule: one row for each day and slot.
    pub bell: Vec<RawBell>,
    /// Meeting patterns.
    pub patterns: Vec<RawPattern>,
    /// Shapes from which patterns are derived.
    pub shapes: Vec<RawShape>,
    /// Courses.
    pub courses: Vec<RawCourse>,
    /// Sections that have their own id or seats; the others are made from the course's count.
    pub sections: Vec<RawSection>,
    /// Teachers.
    pub teachers: Vec<RawTeacher>,
    /// Who may teach what.
    pub qualifications: Vec<RawQualification>,
    /// Rooms.
    pub rooms: Vec<RawRoom>,
    /// Students.
    pub students: Vec<RawStudent>,
    /// Course requests.
    pub requests: Vec<RawRequest>,
    /// What must stay as the office decided it.
    pub locks: Vec<RawLock>,
    /// Teams that plan together.
    pub teams: Vec<RawTeam>,
    /// Facts on courses that graduation needs.
    pub catalogue: Vec<RawListing>,
    /// What must be passed before a course, or taken with it.
    pub prerequisites: Vec<RawPrerequisite>,
    /// When courses are offered in later years.
    pub offerings: Vec<RawOffering>,
    /// Graduation plans.
    pub plans: Vec<RawPlan>,
    /// The plans of each student.
    pub student_plans: Vec<RawStudentPlan>,
    /// Courses that students have taken.
    pub transcripts: Vec<RawRecord>,
    /// Exam scores, and parts of requirements that are no courses.
    pub achievements: Vec<RawAchievement>,
    /// Requirements from which students are excused, and credits by agreement.
    pub waivers: Vec<RawWaiver>,
    /// Courses that students take in place of others.
    pub substitutions: Vec<RawSubstitution>,
    /// Groups of students.
    pub student_groups: Vec<RawStudentGroup>,
    /// Credit from outside the school's own sections.
    pub outside: Vec<RawOutside>,
    /// Typical students.
    pub personas: Vec<RawPersona>,
    /// Rows of the tables that rules declare, by the name of the table.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub rule_tables: BTreeMap<String, Vec<RawRow>>,
}

/// A term.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawTerm {
    /// Id, such as `S1`.
    pub term: String,
}

/// One slot of one cycle day, in every term.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawBell {
    /// Cycle day, such as `Mon` or `A`. Days keep the order of first appearance.
    pub day: String,
    /// Slot label, such as `1`; the same label on several days is the same period.
    pub slot: String,
    /// Start, `HH:MM`.
    pub start: String,
    /// End, `HH:MM`.
    pub end: String,
}

/// A meeting pattern: cells a section may take together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawPattern {
    /// Id.
    pub pattern: String,
    /// A name under which courses can allow several patterns at once; may be blank.
    pub group: String,
    /// Cells as `SLOT(DAY,DAY)` or `TERM:SLOT(DAY)`, several separated by blanks; `*` is every day
    /// on which the slot exists; without a term, every term.
    pub cells: String,
}

/// A shape from which patterns are derived: flexible block lengths.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawShape {
    /// Id.
    pub shape: String,
    /// Minutes in a cycle, in each term it meets.
    pub minutes: u32,
    /// Minutes by which a pattern may miss that number.
    pub tolerance: u32,
    /// Shortest block in minutes.
    pub shortest: u32,
    /// Longest block in minutes.
    pub longest: u32,
    /// Fewest meetings in a cycle.
    pub fewest_meetings: u32,
    /// Most meetings in a cycle.
    pub most_meetings: u32,
    /// `all` (every term), `one` (any one term) or the ids of terms, separated by `;`.
    pub terms: String,
    /// `same-slot`: all blocks of a pattern share a slot label; `free`: any mix.
    pub anchor: String,
}

/// A course.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawCourse {
    /// Id.
    pub course: String,
    /// Title, for people.
    pub title: String,
    /// Department or subject area.
    pub subject: String,
    /// Credits in the school's own integer unit.
    pub credits: u32,
    /// Seats in each section.
    pub max_seats: u32,
    /// Sections to offer; blank means as many as are listed.
    pub sections: Option<u32>,
    /// Type of room needed; blank means no room is needed.
    pub room_type: String,
    /// Patterns or groups of patterns allowed, separated by `;`.
    pub patterns: String,
    /// Shape from which the patterns are derived.
    pub shape: String,
    /// How much of a teacher's load one section uses, in thousandths of a section; blank is 1000.
    pub load: Option<u32>,
    /// How many of its sections have nobody yet, those that the sections table marks among them; blank means these alone.
    pub unstaffed: Option<u32>,
}

/// A section with its own id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawSection {
    /// Id.
    pub section: String,
    /// Course.
    pub course: String,
    /// Seats; blank means the course's number.
    pub max_seats: Option<u32>,
    /// `yes` where the section has nobody yet; `no` or blank otherwise.
    pub unstaffed: String,
}

/// A teacher.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawTeacher {
    /// Opaque id, never a name.
    pub teacher: String,
    /// Department.
    pub department: String,
    /// Full-time equivalent in thousandths; blank is 1000.
    pub fte: Option<u32>,
    /// Most sections at 1000 thousandths each; blank is FTE times the full load of the settings.
    pub max_sections: Option<u32>,
    /// Most different courses; blank means no limit.
    pub max_preps: Option<u32>,
    /// Minutes of own preparation in a cycle, in each term; blank is none.
    pub prep_minutes: Option<u32>,
    /// Shortest block that counts as preparation, in minutes; blank is 1.
    pub prep_block: Option<u32>,
    /// Cells when the teacher is away, written as in patterns.
    pub unavailable: String,
}

/// A teacher may teach a course.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawQualification {
    /// Teacher.
    pub teacher: String,
    /// Course.
    pub course: String,
    /// Fewest sections of the course that the teacher must get.
    pub min_sections: Option<u32>,
    /// Most sections of the course that the teacher may get; blank means no limit.
    pub max_sections: Option<u32>,
    /// Preference gained by each section given.
    pub preference: Option<u32>,
}

/// A room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawRoom {
    /// Id.
    pub room: String,
    /// Type, as named by courses.
    #[serde(rename = "type")]
    pub kind: String,
    /// Seats.
    pub seats: u32,
    /// Cells when the room can't be used, written as in patterns.
    pub unavailable: String,
}

/// A student.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawStudent {
    /// Opaque id, never a name.
    pub student: String,
    /// Grade; blank when unknown.
    pub grade: Option<u32>,
    /// School year in which the student entered the first grade of the settings for the first time; blank when it follows
    /// from the grade.
    pub entered: Option<u32>,
    /// Cells when the student is elsewhere, written as in patterns.
    pub unavailable: String,
}

/// A request of one student for one course, once or several times in the year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawRequest {
    /// Student.
    pub student: String,
    /// Course.
    pub course: String,
    /// `critical`, `required`, `primary` or `alternate`.
    pub priority: String,
    /// Order within the student's requests, 1 first; alternates are tried in this order.
    pub rank: Option<u32>,
    /// Worth of the request on its level; blank is 1.
    pub weight: Option<u32>,
    /// For an alternate: the course it stands in for; blank means any.
    pub instead_of: String,
    /// How often in the year the student asks for the course; blank is 1.
    pub times: Option<u32>,
}

/// Something that must stay as the office decided it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawLock {
    /// Section.
    pub section: String,
    /// `pattern`, `teacher`, `room` or `student`.
    pub kind: String,
    /// Id of that pattern, teacher, room or student.
    pub value: String,
}

/// A team that plans together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawTeam {
    /// Id.
    pub team: String,
    /// Courses whose teachers are members, separated by `;`.
    pub courses: String,
    /// Teachers who are members, separated by `;`.
    pub members: String,
    /// Minutes of common planning in a cycle, in each term.
    pub minutes: u32,
    /// Shortest block that counts, in minutes.
    pub min_block: u32,
}

/// A schedule in the office's own ids: what a schedule folder holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawSchedule {
    /// Where and when each section meets.
    pub sections: Vec<RawPlacement>,
    /// Which student sits in which section.
    pub rosters: Vec<RawSeat>,
    /// When each team meets.
    pub meetings: Vec<RawMeeting>,
}

/// Where and when one section meets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawPlacement {
    /// Section.
    pub section: String,
    /// Course, for people; must agree with the school.
    pub course: String,
    /// Pattern.
    pub pattern: String,
    /// Teacher; blank if none.
    pub teacher: String,
    /// Room; blank if none.
    pub room: String,
}

/// One student in one section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawSeat {
    /// Section.
    pub section: String,
    /// Student.
    pub student: String,
}

/// One cell in which a team meets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawMeeting {
    /// Team.
    pub team: String,
    /// Term.
    pub term: String,
    /// Cycle day.
    pub day: String,
    /// Slot.
    pub slot: String,
}
