//! Rows of a rule's own table: what each says, of what, and how strictly it is kept.
//!
//! All tables of rules share two groups of columns, with one meaning each. The *scope* says what a row is about: [`SECTION`],
//! [`COURSE`], [`DEPARTMENT`], [`GRADE`], [`GROUP`] and [`TERM`]; of several ids in one cell any will do, and of several
//! columns all must hold. The *standing* says how strictly the row is kept and where it comes from: [`MODE`], [`WEIGHT`],
//! [`LEVEL`] and [`SOURCE`]; blank is as the settings have the rule.

use crate::ids::{CellId, CourseId, GroupId, IdVec, PatternId, RequestId, RoomId, SectionId, StudentId, TeacherId, TermId};
use crate::raw::RawRuleMode;
use crate::school::School;
use crate::table::{Column, Kind, Thing};
use std::collections::BTreeMap;

/// Scope: sections.
pub const SECTION: Column = Column::new("section", Kind::Ids, "Sections that the row is about, separated by `;`.")
    .blank("any section")
    .example("ALG1-2;ALG1-3")
    .of(Thing::Section);
/// Scope: courses.
pub const COURSE: Column = Column::new("course", Kind::Ids, "Courses that the row is about, separated by `;`.")
    .blank("any course")
    .example("ALG1;GEO")
    .of(Thing::Course);
/// Scope: departments.
pub const DEPARTMENT: Column =
    Column::new("department", Kind::Ids, "Departments (the `subject` of courses) that the row is about, separated by `;`.")
        .blank("any department")
        .example("Mathematics")
        .of(Thing::Department);
/// Scope: grades of students.
pub const GRADE: Column = Column::new("grade", Kind::Ids, "Grades of the students that the row is about, separated by `;`.")
    .blank("any grade")
    .example("9;10")
    .of(Thing::Grade);
/// Scope: groups of students.
pub const GROUP: Column = Column::new("group", Kind::Ids, "Groups of the students that the row is about, separated by `;`.")
    .blank("any student")
    .example("band")
    .of(Thing::Group);
/// Scope: terms.
pub const TERM: Column =
    Column::new("term", Kind::Ids, "Terms in which the row holds, separated by `;`.").blank("every term").example("S1").of(Thing::Term);
/// Standing: how strictly the row is kept.
pub const MODE: Column = Column::new("mode", Kind::Word, "`hard`, `soft`, `report` or `off`, for this row alone.")
    .blank("as the settings have the rule")
    .example("soft")
    .words(&["hard", "soft", "report", "off"]);
/// Standing: the price of a soft row.
pub const WEIGHT: Column = Column::new("weight", Kind::Number, "Where `mode` is `soft`: the price of one unit.")
    .unit("weight of a request")
    .blank("1")
    .example("3");
/// Standing: the level of a soft row.
pub const LEVEL: Column = Column::new(
    "level",
    Kind::Word,
    "Where `mode` is `soft`: the level that pays, `critical`, `required`, `primary`, `alternate` or `preference`.",
)
.blank("`preference`")
.example("primary")
.words(&["critical", "required", "primary", "alternate", "preference"]);
/// Standing: where the row comes from.
pub const SOURCE: Column =
    Column::new("source", Kind::Text, "Where the row comes from, such as an article of a contract; printed with what breaks it.")
        .blank("not told")
        .example("contract 12.3");

/// What a cell of a row holds, in ids of the school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Number(u32),
    Word(&'static str),
    Text(String),
    Cells(Vec<CellId>),
    Sections(Vec<SectionId>),
    Courses(Vec<CourseId>),
    Departments(Vec<String>),
    Grades(Vec<u32>),
    Groups(Vec<GroupId>),
    Terms(Vec<TermId>),
    Patterns(Vec<PatternId>),
    Teachers(Vec<TeacherId>),
    Rooms(Vec<RoomId>),
}

/// One row of a rule's own table, checked.
///
/// ```
/// use mortarboard_model::{School, raw::RawRow, testing};
/// let mut raw = testing::tiny();
/// let row = RawRow::default().with("course", "BIO").with("most", 1).with("mode", "report").with("source", "contract 12.3");
/// raw.rule_tables.insert("at_one_time".to_owned(), vec![row]);
/// let school = School::try_from(&raw).unwrap();
/// let row = &school.rule_rows("at_one_time")[0];
/// assert_eq!((row.number("most"), row.number("fewest"), row.source.as_str()), (Some(1), None, "contract 12.3"));
/// assert_eq!(row.sections(&school), school.courses()[school.find_course("BIO").unwrap()].sections);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// How strictly it is kept; none for as the settings have the rule.
    pub mode: Option<RawRuleMode>,
    /// Where it comes from; blank if that is not told.
    pub source: String,
    pub(crate) values: BTreeMap<&'static str, Value>,
}

macro_rules! values {
    ($($(#[$doc:meta])* $name:ident => $kind:ident: $type:ty),* $(,)?) => {$(
        $(#[$doc])*
        ///
        /// ```
        /// # use mortarboard_model::{School, raw::RawRow, testing};
        /// # let mut raw = testing::tiny();
        /// # raw.rule_tables.insert("at_one_time".to_owned(), vec![RawRow::default().with("most", 1)]);
        /// # let school = School::try_from(&raw).unwrap();
        #[doc = concat!("assert_eq!(school.rule_rows(\"at_one_time\")[0].", stringify!($name), "(\"cells\"), None);")]
        /// ```
        pub fn $name(&self, column: &str) -> Option<&[$type]> {
            if let Some(Value::$kind(all)) = self.values.get(column) { Some(all) } else { None }
        }
    )*};
}

impl Instance {
    /// The number of a column; none where it is blank.
    ///
    /// ```
    /// # use mortarboard_model::{School, raw::RawRow, testing};
    /// # let mut raw = testing::tiny();
    /// # raw.rule_tables.insert("at_one_time".to_owned(), vec![RawRow::default().with("most", 1)]);
    /// # let school = School::try_from(&raw).unwrap();
    /// assert_eq!(school.rule_rows("at_one_time")[0].number("most"), Some(1));
    /// ```
    pub fn number(&self, column: &str) -> Option<u32> {
        if let Some(Value::Number(number)) = self.values.get(column) { Some(*number) } else { None }
    }

    /// The word of a column, one of those declared; none where it is blank.
    ///
    /// ```
    /// # use mortarboard_model::{School, raw::RawRow, testing};
    /// # let mut raw = testing::tiny();
    /// # raw.rule_tables.insert("at_one_time".to_owned(), vec![RawRow::default().with("most", 1).with("mode", "hard")]);
    /// # let school = School::try_from(&raw).unwrap();
    /// assert_eq!(school.rule_rows("at_one_time")[0].word("mode"), Some("hard"));
    /// ```
    pub fn word(&self, column: &str) -> Option<&'static str> {
        if let Some(Value::Word(word)) = self.values.get(column) { Some(word) } else { None }
    }

    /// The text of a column; none where it is blank.
    ///
    /// ```
    /// # use mortarboard_model::{School, raw::RawRow, testing};
    /// # let mut raw = testing::tiny();
    /// # raw.rule_tables.insert("at_one_time".to_owned(), vec![RawRow::default().with("most", 1).with("source", "12.3")]);
    /// # let school = School::try_from(&raw).unwrap();
    /// assert_eq!(school.rule_rows("at_one_time")[0].text("source"), Some("12.3"));
    /// ```
    pub fn text(&self, column: &str) -> Option<&str> {
        if let Some(Value::Text(text)) = self.values.get(column) { Some(text) } else { None }
    }

    values! {
        /// The cells of the cycle in a column; none where it is blank.
        cells => Cells: CellId,
        /// The sections that a column names; none where it is blank.
        sections_named => Sections: SectionId,
        /// The courses that a column names; none where it is blank.
        courses_named => Courses: CourseId,
        /// The patterns that a column names, also by their group; none where it is blank.
        patterns => Patterns: PatternId,
        /// The teachers that a column names; none where it is blank.
        teachers => Teachers: TeacherId,
        /// The rooms that a column names; none where it is blank.
        rooms => Rooms: RoomId,
        /// The terms that a column names; none where it is blank.
        terms => Terms: TermId,
    }

    /// The sections in scope, ascending: those that every one of [`SECTION`], [`COURSE`] and [`DEPARTMENT`] leaves in. O(sections).
    ///
    /// ```
    /// # use mortarboard_model::{School, raw::RawRow, testing};
    /// # let mut raw = testing::tiny();
    /// # raw.rule_tables.insert("at_one_time".to_owned(), vec![RawRow::default().with("most", 1)]);
    /// # let school = School::try_from(&raw).unwrap();
    /// assert_eq!(school.rule_rows("at_one_time")[0].sections(&school).len(), school.sections().len(), "all of them");
    /// ```
    pub fn sections(&self, school: &School) -> Vec<SectionId> {
        let within = |(id, section): &(SectionId, &crate::school::Section)| {
            let named = self.sections_named(SECTION.name).is_none_or(|all| all.contains(id));
            let course = self.courses_named(COURSE.name).is_none_or(|all| all.contains(&section.course));
            let subject = &school.courses()[section.course].subject;
            let department = match self.values.get(DEPARTMENT.name) {
                Some(Value::Departments(all)) => all.contains(subject),
                _ => true,
            };
            named && course && department
        };
        school.sections().iter().filter(within).map(|(id, _)| id).collect()
    }

    /// The students in scope, ascending: those that both of [`GRADE`] and [`GROUP`] leave in. O(students).
    ///
    /// ```
    /// # use mortarboard_model::{School, raw::RawRow, testing};
    /// # let mut raw = testing::tiny();
    /// # raw.rule_tables.insert("at_one_time".to_owned(), vec![RawRow::default().with("most", 1)]);
    /// # let school = School::try_from(&raw).unwrap();
    /// assert_eq!(school.rule_rows("at_one_time")[0].students(&school).len(), school.students().len(), "all of them");
    /// ```
    pub fn students(&self, school: &School) -> Vec<StudentId> {
        let within = |(id, student): &(StudentId, &crate::school::Student)| {
            let grade = match self.values.get(GRADE.name) {
                Some(Value::Grades(all)) => student.grade.is_some_and(|grade| all.contains(&grade)),
                _ => true,
            };
            let group = match self.values.get(GROUP.name) {
                Some(Value::Groups(all)) => {
                    school.graduation().students.get(*id).is_some_and(|own| own.groups.iter().any(|group| all.contains(group)))
                }
                _ => true,
            };
            grade && group
        };
        school.students().iter().filter(within).map(|(id, _)| id).collect()
    }

    /// The requests of students in scope, ascending. O(requests).
    ///
    /// ```
    /// # use mortarboard_model::{School, raw::RawRow, testing};
    /// # let mut raw = testing::tiny();
    /// # raw.rule_tables.insert("at_one_time".to_owned(), vec![RawRow::default().with("most", 1)]);
    /// # let school = School::try_from(&raw).unwrap();
    /// assert_eq!(school.rule_rows("at_one_time")[0].requests(&school).len(), school.requests().len(), "all of them");
    /// ```
    pub fn requests(&self, school: &School) -> Vec<RequestId> {
        let mut within: IdVec<StudentId, bool> = IdVec::filled(school.students().len(), false);
        self.students(school).into_iter().for_each(|student| within[student] = true);
        school.requests().iter().filter(|(_, request)| within[request.student]).map(|(id, _)| id).collect()
    }

    /// Whether the row holds in a cell: its term is in scope.
    ///
    /// ```
    /// # use mortarboard_model::{School, raw::RawRow, testing};
    /// # let mut raw = testing::tiny();
    /// # raw.rule_tables.insert("at_one_time".to_owned(), vec![RawRow::default().with("most", 1)]);
    /// # let school = School::try_from(&raw).unwrap();
    /// let row = &school.rule_rows("at_one_time")[0];
    /// assert!(school.calendar().cells().ids().all(|cell| row.holds_in(&school, cell)));
    /// ```
    pub fn holds_in(&self, school: &School, cell: CellId) -> bool {
        self.terms(TERM.name).is_none_or(|terms| terms.contains(&school.calendar().cells()[cell].term))
    }
}

/// Which rows of its table a rule speaks of: all of them, or those of one mode.
///
/// ```
/// use mortarboard_model::rule::Selected;
/// assert!(Selected::All.has(7) && !Selected::Only(vec![1, 2]).has(7));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selected {
    /// All of them.
    #[default]
    All,
    /// Those at these positions, from 0, ascending.
    Only(Vec<usize>),
}

impl Selected {
    /// Whether the row at a position is among them.
    ///
    /// ```
    /// # use mortarboard_model::rule::Selected;
    /// assert!(Selected::Only(vec![1, 2]).has(2));
    /// ```
    pub fn has(&self, row: usize) -> bool {
        match self {
            Selected::All => true,
            Selected::Only(rows) => rows.binary_search(&row).is_ok(),
        }
    }

    /// The rows of a table that are among them, each with its position.
    ///
    /// ```
    /// # use mortarboard_model::{School, raw::RawRow, testing};
    /// # use mortarboard_model::rule::Selected;
    /// # let mut raw = testing::tiny();
    /// raw.rule_tables.insert("at_one_time".to_owned(), vec![RawRow::default().with("most", 1), RawRow::default().with("most", 2)]);
    /// let school = School::try_from(&raw).unwrap();
    /// assert_eq!(Selected::Only(vec![1]).of(&school, "at_one_time").map(|(at, row)| (at, row.number("most"))).collect::<Vec<_>>(), [(1, Some(2))]);
    /// ```
    pub fn of<'s>(&'s self, school: &'s School, table: &str) -> impl Iterator<Item = (usize, &'s Instance)> {
        school.rule_rows(table).iter().enumerate().filter(|(at, _)| self.has(*at))
    }
}
