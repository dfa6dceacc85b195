//! A school that has been checked: every id exists, every number is in range.

use crate::graduation::Graduation;
use crate::ids::{CellId, CourseId, IdVec, PatternId, RequestId, RoomId, SectionId, StudentId, TeacherId, TeamId};
use crate::raw::{RawObjective, RawRuleMode};
use crate::rule::Instance;
use crate::time::Calendar;
use std::collections::BTreeMap;
use std::sync::Arc;

mod parts;

pub use parts::{Course, Held, Lock, Pattern, Priority, Qualification, Request, Room, Section, Shape, Student, Teacher, Team};

/// A checked school. Built by `School::try_from(raw)`, which reports all faults at once.
///
/// The largest tables are shared by copies, so that a school that differs in a section or two costs little.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct School {
    pub(crate) name: String,
    pub(crate) calendar: Calendar,
    pub(crate) atoms: usize,
    pub(crate) atom_of: IdVec<CellId, Option<u16>>,
    pub(crate) patterns: IdVec<PatternId, Pattern>,
    pub(crate) courses: IdVec<CourseId, Course>,
    pub(crate) sections: IdVec<SectionId, Section>,
    pub(crate) teachers: Arc<IdVec<TeacherId, Teacher>>,
    pub(crate) qualifications: Arc<Vec<Qualification>>,
    pub(crate) rooms: Arc<IdVec<RoomId, Room>>,
    pub(crate) students: Arc<IdVec<StudentId, Student>>,
    pub(crate) requests: Arc<IdVec<RequestId, Request>>,
    pub(crate) locks: Vec<Lock>,
    pub(crate) teams: IdVec<TeamId, Team>,
    pub(crate) balance_tolerance: u32,
    pub(crate) objective: RawObjective,
    pub(crate) modes: BTreeMap<String, RawRuleMode>,
    pub(crate) graduation: Arc<Graduation>,
    pub(crate) rule_rows: Arc<BTreeMap<&'static str, Vec<Instance>>>,
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
    pub(crate) students: Arc<BTreeMap<String, StudentId>>,
    pub(crate) teams: BTreeMap<String, TeamId>,
}

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident: $id:ty => $item:ty = $tiny:literal),* $(,)?) => {$(
        $(#[$doc])*
        ///
        /// ```
        /// # use mortarboard_model::{testing, School};
        /// # let school = School::try_from(testing::tiny()).unwrap();
        #[doc = concat!("assert_eq!(school.", stringify!($name), "().len(), ", $tiny, ");")]
        /// ```
        pub fn $name(&self) -> &IdVec<$id, $item> {
            &self.$name
        }
    )*};
}

macro_rules! finders {
    ($($(#[$doc:meta])* $name:ident: $table:ident => $id:ty),* $(,)?) => {$(
        $(#[$doc])*
        ///
        /// ```
        /// # use mortarboard_model::{testing, School};
        /// # let school = School::try_from(testing::tiny()).unwrap();
        #[doc = concat!("assert_eq!(school.", stringify!($name), "(\"unheard of\"), None);")]
        /// ```
        pub fn $name(&self, id: &str) -> Option<$id> {
            self.ids.$table.get(id).copied()
        }
    )*};
}

impl School {
    /// The ids of a kind, as faults call it.
    pub(crate) fn ids_of(&self, kind: &str) -> Vec<&str> {
        let Index { patterns, courses, sections, teachers, rooms, students, teams } = &self.ids;
        match kind {
            "pattern" => patterns.keys().map(String::as_str).collect(),
            "course" => courses.keys().map(String::as_str).collect(),
            "section" => sections.keys().map(String::as_str).collect(),
            "teacher" => teachers.keys().map(String::as_str).collect(),
            "room" => rooms.keys().map(String::as_str).collect(),
            "student" => students.keys().map(String::as_str).collect(),
            "team" => teams.keys().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }

    tables! {
        /// Patterns: those listed, and those derived from shapes.
        patterns: PatternId => Pattern = 6,
        /// Courses.
        courses: CourseId => Course = 2,
        /// Sections.
        sections: SectionId => Section = 3,
        /// Teachers.
        teachers: TeacherId => Teacher = 2,
        /// Rooms.
        rooms: RoomId => Room = 2,
        /// Students.
        students: StudentId => Student = 3,
        /// Requests.
        requests: RequestId => Request = 5,
        /// Teams.
        teams: TeamId => Team = 0,
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
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// assert_eq!(school.name(), "tiny");
    /// ```
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Terms, days, slots and cells.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// assert_eq!(school.calendar().cells().len(), 6);
    /// ```
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// How many atoms the patterns make of the cells; at most [`MOST_ATOMS`](crate::time::MOST_ATOMS).
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// // Slots 2 and 3 are taken as a whole; patterns of one day take slot 1 apart.
    /// assert_eq!(school.atoms(), 4);
    /// ```
    pub fn atoms(&self) -> usize {
        self.atoms
    }

    /// The atom that holds a cell; none when no pattern uses the cell.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// let cell = school.calendar().parse("1(Mon)").unwrap()[0];
    /// assert!(school.atom(cell).is_some_and(|atom| atom < school.atoms()));
    /// ```
    pub fn atom(&self, cell: CellId) -> Option<usize> {
        self.atom_of.get(cell).copied().flatten().map(usize::from)
    }

    /// Qualifications, sorted by course, then teacher.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// assert_eq!(school.qualifications().len(), 3);
    /// ```
    pub fn qualifications(&self) -> &[Qualification] {
        &self.qualifications
    }

    /// The qualifications for one course, by teacher.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// let bio = school.find_course("BIO").unwrap();
    /// assert_eq!(school.qualified(bio).len(), 2);
    /// ```
    pub fn qualified(&self, course: CourseId) -> &[Qualification] {
        let from = self.qualifications.partition_point(|q| q.course < course);
        let to = self.qualifications.partition_point(|q| q.course <= course);
        &self.qualifications[from..to]
    }

    /// The qualification of one teacher for one course.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// let (teacher, course) = (school.find_teacher("t2").unwrap(), school.find_course("ART").unwrap());
    /// assert_eq!(school.qualification(teacher, course), None);
    /// ```
    pub fn qualification(&self, teacher: TeacherId, course: CourseId) -> Option<&Qualification> {
        let all = self.qualified(course);
        all.binary_search_by_key(&teacher, |q| q.teacher).ok().map(|at| &all[at])
    }

    /// Locks, sorted by section.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// assert!(school.locks().is_empty());
    /// ```
    pub fn locks(&self) -> &[Lock] {
        &self.locks
    }

    /// The locks of one section.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// let section = school.find_section("ART-1").unwrap();
    /// assert!(school.locks_of(section).is_empty());
    /// ```
    pub fn locks_of(&self, section: SectionId) -> &[Lock] {
        let from = self.locks.partition_point(|lock| lock.section < section);
        let to = self.locks.partition_point(|lock| lock.section <= section);
        &self.locks[from..to]
    }

    /// Whether sections need teachers: a school that lists none is scheduled without.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// assert!(school.has_teachers());
    /// ```
    pub fn has_teachers(&self) -> bool {
        !self.teachers.is_empty()
    }

    /// Whether the section needs a room: its course names a type, or a room is locked.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// let [art, bio] = ["ART-1", "BIO-1"].map(|id| school.find_section(id).unwrap());
    /// assert_eq!((school.needs_room(art), school.needs_room(bio)), (false, true));
    /// ```
    pub fn needs_room(&self, section: SectionId) -> bool {
        self.courses[self.sections[section].course].room_type.is_some()
            || self.locks_of(section).iter().any(|lock| matches!(lock.held, Held::Room(_)))
    }

    /// Requests for a course other than alternates, in id order of students.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// let art = school.find_course("ART").unwrap();
    /// // The third request for it is an alternate.
    /// assert_eq!(school.demand(art).count(), 2);
    /// ```
    pub fn demand(&self, course: CourseId) -> impl Iterator<Item = RequestId> + '_ {
        self.requests
            .iter()
            .filter(move |(_, request)| request.course == course && request.priority != Priority::Alternate)
            .map(|(id, _)| id)
    }

    /// Students by which a section may exceed its even share before balance is charged.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// assert_eq!(school.balance_tolerance(), 4);
    /// ```
    pub fn balance_tolerance(&self) -> u32 {
        self.balance_tolerance
    }

    /// What is maximised.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// assert_eq!(school.objective(), mortarboard_model::raw::RawObjective::Lexicographic);
    /// ```
    pub fn objective(&self) -> RawObjective {
        self.objective
    }

    /// The rows of a table that a rule declares, in the table's order; empty where the school has none.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// assert!(school.rule_rows("at_one_time").is_empty());
    /// ```
    pub fn rule_rows(&self, table: &str) -> &[Instance] {
        self.rule_rows.get(table).map_or(&[], Vec::as_slice)
    }

    /// The mode the settings give a rule, by slug.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// assert_eq!(school.mode("balance"), None);
    /// ```
    pub fn mode(&self, rule: &str) -> Option<RawRuleMode> {
        self.modes.get(rule).copied()
    }

    /// Plans, transcripts, prerequisites and later offerings; empty when the school states none.
    ///
    /// ```
    /// use mortarboard_model::{School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// assert_eq!(school.graduation().plans.len(), 1);
    /// assert_eq!(school.graduation().students.len(), school.students().len());
    /// ```
    pub fn graduation(&self) -> &Graduation {
        &self.graduation
    }

    /// All modes the settings give, by slug.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// assert!(school.modes().is_empty());
    /// ```
    pub fn modes(&self) -> &BTreeMap<String, RawRuleMode> {
        &self.modes
    }
}
