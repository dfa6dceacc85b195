//! What a check finds: who is concerned, how much of what, and at which count of units.

use super::Subject;

/// A subject of a finding, and what it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// What the subject is in the rule's sentence, such as `teacher`, `section`, `other section` or `away`. Several subjects of one
    /// finding may have the same role: all courses that a teacher prepares.
    pub role: &'static str,
    /// Who or what.
    pub subject: Subject,
}

/// A number of a finding, with a name and a unit.
///
/// ```
/// use mortarboard_model::rule::{Amount, Finding};
/// let finding = Finding::new("seat-cap").amount("students", "students", 5).amount("seats", "seats", 4);
/// assert_eq!(finding.amounts[1], Amount { name: "seats", unit: "seats", value: 4 });
/// assert!(finding.amounts.iter().all(|amount| Amount::UNITS.contains(&amount.unit)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Amount {
    /// What is counted, in a word or two, such as `minutes` or `most`. No other amount of the finding has the name.
    pub name: &'static str,
    /// What one of it is, in the plural: one of [`UNITS`](Self::UNITS), or a rule's own where none of these will do.
    pub unit: &'static str,
    /// How many.
    pub value: i64,
}

impl Amount {
    /// The units in which the rules of the library count.
    ///
    /// A load is counted in thousandths of a section, as `courses.load` and a teacher's `max_load` are.
    ///
    /// ```
    /// assert!(mortarboard_model::rule::Amount::UNITS.contains(&"minutes"));
    /// ```
    pub const UNITS: [&str; 8] =
        ["courses", "meetings", "minutes", "requests", "seats", "sections", "students", "thousandths of a section"];
}

/// One place where a schedule breaks a rule.
///
/// It is put together step by step and read by name. What a name stands for is the rule's own affair, and the one who reads a finding
/// need not know the rule: every subject and every amount says what it is.
///
/// ```
/// # use mortarboard_model::{testing, School};
/// # let school = School::try_from(testing::tiny()).unwrap();
/// use mortarboard_model::{SectionId, rule::Finding};
/// let section = school.find_section("ART-1").unwrap();
/// let finding = Finding::new("seat-cap").about("section", section).amount("students", "students", 5).amount("seats", "seats", 3).units(2);
/// assert_eq!(finding.the::<SectionId>("section"), Some(section));
/// assert_eq!((finding.value("students"), finding.value("tolerance")), (Some(5), None));
/// assert_eq!((finding.units, finding.always_hard), (2, false));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Finding {
    /// Slug of the rule.
    pub rule: &'static str,
    /// Who or what it is about, in the order in which the rule's sentence names them.
    pub subjects: Vec<Named>,
    /// What there is, and what there should be.
    pub amounts: Vec<Amount>,
    /// Units of violation, at least 1, as the card names them; a soft rule is charged its weight for each.
    pub units: i64,
    /// Whether no mode makes this good: without it the schedule means nothing.
    pub always_hard: bool,
    /// The row of the rule's own table that is broken, if it has one: the table and the position in it, from 0.
    pub row: Option<(&'static str, usize)>,
}

impl Finding {
    /// A finding of the rule of that slug: about nobody yet, of one unit, and as hard as the rule is.
    ///
    /// ```
    /// let finding = mortarboard_model::rule::Finding::new("seat-cap");
    /// assert_eq!((finding.subjects.len(), finding.units, finding.always_hard), (0, 1, false));
    /// ```
    pub fn new(rule: &'static str) -> Self {
        Finding { rule, subjects: Vec::new(), amounts: Vec::new(), units: 1, always_hard: false, row: None }
    }

    /// The same about one more.
    ///
    /// ```
    /// use mortarboard_model::{RoomId, rule::{Finding, Subject}};
    /// let finding = Finding::new("room-fit").about("room", RoomId(3));
    /// assert_eq!((finding.subjects[0].role, finding.subjects[0].subject), ("room", Subject::Room(RoomId(3))));
    /// ```
    pub fn about(self, role: &'static str, subject: impl Into<Subject>) -> Self {
        self.about_each(role, [subject])
    }

    /// The same about some more, which all have one role.
    ///
    /// ```
    /// use mortarboard_model::{CourseId, rule::Finding};
    /// let finding = Finding::new("teacher-qualified").about_each("course", [CourseId(0), CourseId(2)]);
    /// assert_eq!(finding.each("course").collect::<Vec<CourseId>>(), [CourseId(0), CourseId(2)]);
    /// ```
    pub fn about_each(mut self, role: &'static str, subjects: impl IntoIterator<Item = impl Into<Subject>>) -> Self {
        self.subjects.extend(subjects.into_iter().map(|subject| Named { role, subject: subject.into() }));
        self
    }

    /// The same with one more amount: its name, its unit (see [`Amount::UNITS`]) and how many.
    ///
    /// ```
    /// let finding = mortarboard_model::rule::Finding::new("planning").amount("minutes", "minutes", 45u32);
    /// assert_eq!(finding.value("minutes"), Some(45));
    /// ```
    pub fn amount(mut self, name: &'static str, unit: &'static str, value: impl Into<i64>) -> Self {
        self.amounts.push(Amount { name, unit, value: value.into() });
        self
    }

    /// The same with so many units of violation.
    ///
    /// ```
    /// assert_eq!(mortarboard_model::rule::Finding::new("seat-cap").units(4).units, 4);
    /// ```
    pub fn units(mut self, units: impl Into<i64>) -> Self {
        self.units = units.into();
        self
    }

    /// The same by a row of a table that the rule declares, at a position from 0.
    ///
    /// ```
    /// let finding = mortarboard_model::rule::Finding::new("at-one-time").by_row("at_one_time", 2);
    /// assert_eq!(finding.row, Some(("at_one_time", 2)));
    /// ```
    pub fn by_row(mut self, table: &'static str, row: usize) -> Self {
        self.row = Some((table, row));
        self
    }

    /// The same, which no mode makes good.
    ///
    /// ```
    /// assert!(mortarboard_model::rule::Finding::new("student-clash").always_hard().always_hard);
    /// ```
    pub fn always_hard(mut self) -> Self {
        self.always_hard = true;
        self
    }

    /// Who or what has a role, the first if several have it; none if nobody has.
    ///
    /// ```
    /// use mortarboard_model::{RoomId, rule::{Finding, Subject}};
    /// let finding = Finding::new("availability").about("away", RoomId(1));
    /// assert_eq!((finding.subject("away"), finding.subject("meeting")), (Some(Subject::Room(RoomId(1))), None));
    /// ```
    pub fn subject(&self, role: &str) -> Option<Subject> {
        self.in_role(role).next()
    }

    /// The same where it is of one kind: the first in the role that has an id of that kind.
    ///
    /// ```
    /// use mortarboard_model::{RoomId, TeacherId, rule::Finding};
    /// let finding = Finding::new("availability").about("away", RoomId(1));
    /// assert_eq!(finding.the::<RoomId>("away"), Some(RoomId(1)));
    /// assert_eq!(finding.the::<TeacherId>("away"), None);
    /// ```
    pub fn the<I: TryFrom<Subject>>(&self, role: &str) -> Option<I> {
        self.each(role).next()
    }

    /// All that have a role and an id of one kind, in order.
    ///
    /// ```
    /// use mortarboard_model::{CellId, rule::Finding};
    /// let finding = Finding::new("planning").about_each("cell", [CellId(1), CellId(4)]);
    /// assert_eq!(finding.each::<CellId>("cell").count(), 2);
    /// ```
    pub fn each<I: TryFrom<Subject>>(&self, role: &str) -> impl Iterator<Item = I> {
        self.in_role(role).filter_map(|subject| I::try_from(subject).ok())
    }

    /// The amount of a name; none if the finding has no such amount.
    ///
    /// ```
    /// let finding = mortarboard_model::rule::Finding::new("balance").amount("share", "students", 20);
    /// assert_eq!((finding.value("share"), finding.value("seats")), (Some(20), None));
    /// ```
    pub fn value(&self, name: &str) -> Option<i64> {
        self.amounts.iter().find(|amount| amount.name == name).map(|amount| amount.value)
    }

    fn in_role(&self, role: &str) -> impl Iterator<Item = Subject> {
        self.subjects.iter().filter(move |named| named.role == role).map(|named| named.subject)
    }
}
