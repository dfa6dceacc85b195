//! Who or what a row or a finding is about.

use crate::ids::{CellId, CourseId, PatternId, RequestId, RoomId, SectionId, StudentId, TeacherId, TeamId, TermId};
use crate::school::School;

macro_rules! subjects {
    ($($(#[$doc:meta])* $kind:ident($id:ident) => $word:literal),* $(,)?) => {
        /// Who or what a row or a finding is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Subject {
            $($(#[$doc])* $kind($id),)*
        }

        impl Subject {
            /// The kind in one word, such as `section`.
            ///
            /// ```
            /// use mortarboard_model::{SectionId, rule::Subject};
            /// assert_eq!(Subject::Section(SectionId(0)).kind(), "section");
            /// ```
            pub fn kind(self) -> &'static str {
                match self {
                    $(Subject::$kind(_) => $word,)*
                }
            }
        }

        $(
            impl From<$id> for Subject {
                fn from(id: $id) -> Self {
                    Subject::$kind(id)
                }
            }

            /// The id, if it is of this kind; else the subject, as it was.
            impl TryFrom<Subject> for $id {
                type Error = Subject;

                fn try_from(subject: Subject) -> Result<Self, Subject> {
                    if let Subject::$kind(id) = subject { Ok(id) } else { Err(subject) }
                }
            }
        )*
    };
}

subjects! {
    /// A section.
    Section(SectionId) => "section",
    /// A course.
    Course(CourseId) => "course",
    /// A pattern.
    Pattern(PatternId) => "pattern",
    /// A teacher.
    Teacher(TeacherId) => "teacher",
    /// A room.
    Room(RoomId) => "room",
    /// A student.
    Student(StudentId) => "student",
    /// A request.
    Request(RequestId) => "request",
    /// A team.
    Team(TeamId) => "team",
    /// A cell.
    Cell(CellId) => "cell",
    /// A term.
    Term(TermId) => "term",
}

impl Subject {
    /// The office's own id; of a cell how the office writes it, and of a request the ids of student and course with a space between,
    /// and after another space its number where the student asks for the course several times.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// use mortarboard_model::{RequestId, SectionId, rule::Subject};
    /// assert_eq!(Subject::Section(SectionId(0)).id(&school), "ART-1");
    /// assert_eq!(Subject::Request(RequestId(0)).id(&school), "s7 ART");
    /// ```
    pub fn id(self, school: &School) -> String {
        match self {
            Subject::Section(id) => school.sections()[id].id.clone(),
            Subject::Course(id) => school.courses()[id].id.clone(),
            Subject::Pattern(id) => school.patterns()[id].id.clone(),
            Subject::Teacher(id) => school.teachers()[id].id.clone(),
            Subject::Room(id) => school.rooms()[id].id.clone(),
            Subject::Student(id) => school.students()[id].id.clone(),
            Subject::Request(id) => {
                let request = &school.requests()[id];
                let (student, course) = (&school.students()[request.student].id, &school.courses()[request.course].id);
                match request.times {
                    0 | 1 => format!("{student} {course}"),
                    _ => format!("{student} {course} {}", request.time),
                }
            }
            Subject::Team(id) => school.teams()[id].id.clone(),
            Subject::Cell(id) => school.calendar().write(&[id], " "),
            Subject::Term(id) => school.calendar().terms()[id].clone(),
        }
    }

    /// Kind and office id, such as `section ALG1-2`.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// use mortarboard_model::{rule::Subject, RequestId};
    /// assert_eq!(Subject::Request(RequestId(0)).text(&school), "request of student s7 for ART");
    /// ```
    pub fn text(self, school: &School) -> String {
        match self {
            Subject::Request(id) => {
                let request = &school.requests()[id];
                let (student, course) = (&school.students()[request.student].id, &school.courses()[request.course].id);
                match request.times {
                    0 | 1 => format!("request of student {student} for {course}"),
                    _ => format!("request {} of student {student} for {course}", request.time),
                }
            }
            Subject::Cell(_) => self.id(school),
            _ => format!("{} {}", self.kind(), self.id(school)),
        }
    }
}
