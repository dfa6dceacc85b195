//! How the tables of a school are declared: name, columns, kinds and units, once.
//!
//! Reading, writing, JSON, column maps and documentation follow from a declaration. The core tables of a school are declared
//! where they are read; a rule that has [tables of its own](crate::rule::Rule::tables) declares them in its folder.

/// What the cells of a column hold.
///
/// ```
/// assert_eq!(mortarboard_model::table::Kind::Decimal.word(), "decimal");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The office's own id of a thing.
    Id,
    /// Any text.
    Text,
    /// One of a few words, named in the column's meaning.
    Word,
    /// Ids separated by `;`.
    Ids,
    /// Cells of the cycle, such as `1(Mon,Wed) S1:2(*)`.
    Cells,
    /// `HH:MM` on a 24-hour clock.
    Time,
    /// A whole number of at least 0.
    Number,
    /// A decimal of at least 0 with at most three places, kept as thousandths.
    Decimal,
}

impl Kind {
    /// The kind in one word, as the pages under `docs/` print it.
    ///
    /// ```
    /// assert_eq!(mortarboard_model::table::Kind::Decimal.word(), "decimal");
    /// ```
    pub fn word(self) -> &'static str {
        match self {
            Kind::Id => "id",
            Kind::Text => "text",
            Kind::Word => "word",
            Kind::Ids => "ids",
            Kind::Cells => "cells",
            Kind::Time => "time",
            Kind::Number => "number",
            Kind::Decimal => "decimal",
        }
    }

    /// Whether cells hold a number.
    ///
    /// ```
    /// # use mortarboard_model::table::Kind;
    /// assert!(Kind::Decimal.is_number() && !Kind::Ids.is_number());
    /// ```
    pub fn is_number(self) -> bool {
        matches!(self, Kind::Number | Kind::Decimal)
    }
}

/// One column of a table.
///
/// ```
/// use mortarboard_model::table::{Column, Kind};
/// const MOST: Column = Column::new("most", Kind::Number, "Most sections at one time.").unit("sections").blank("no limit").example("3");
/// assert!(!MOST.required);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Name in the header line and in JSON.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether the column must be there; a required number must not be blank either.
    pub required: bool,
    /// Unit of the number, or blank.
    pub unit: &'static str,
    /// What a blank cell, or a missing column, means; blank for a required column.
    pub blank: &'static str,
    /// A sample cell.
    pub example: &'static str,
    /// One sentence.
    pub meaning: &'static str,
    /// The words that its cells may hold, where a table of a rule has it; empty otherwise.
    pub words: &'static [&'static str],
    /// What its ids are of, where a table of a rule has it.
    pub of: Option<Thing>,
}

/// What ids in a table of a rule are of.
///
/// ```
/// assert_eq!(mortarboard_model::table::Thing::Room.word(), "room");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Thing {
    /// Sections.
    Section,
    /// Courses.
    Course,
    /// Departments: what the courses table calls a subject.
    Department,
    /// Grades.
    Grade,
    /// Groups of students.
    Group,
    /// Terms.
    Term,
    /// Patterns.
    Pattern,
    /// Teachers.
    Teacher,
    /// Rooms.
    Room,
}

impl Thing {
    /// One of it, in one word.
    ///
    /// ```
    /// assert_eq!(mortarboard_model::table::Thing::Section.word(), "section");
    /// ```
    pub fn word(self) -> &'static str {
        match self {
            Thing::Section => "section",
            Thing::Course => "course",
            Thing::Department => "department",
            Thing::Grade => "grade",
            Thing::Group => "group",
            Thing::Term => "term",
            Thing::Pattern => "pattern",
            Thing::Teacher => "teacher",
            Thing::Room => "room",
        }
    }
}

impl Column {
    /// A column that may be blank.
    ///
    /// ```
    /// # use mortarboard_model::table::{Column, Kind};
    /// assert_eq!(Column::new("source", Kind::Text, "Where it comes from.").name, "source");
    /// ```
    pub const fn new(name: &'static str, kind: Kind, meaning: &'static str) -> Self {
        Column { name, kind, required: false, unit: "", blank: "", example: "", meaning, words: &[], of: None }
    }

    /// The same, where every row must have it.
    ///
    /// ```
    /// # use mortarboard_model::table::{Column, Kind};
    /// assert!(Column::new("course", Kind::Id, "The course.").required().required);
    /// ```
    pub const fn required(self) -> Self {
        Column { required: true, ..self }
    }

    /// The same with a unit of its numbers.
    ///
    /// ```
    /// # use mortarboard_model::table::{Column, Kind};
    /// assert_eq!(Column::new("most", Kind::Number, "Most of them.").unit("sections").unit, "sections");
    /// ```
    pub const fn unit(self, unit: &'static str) -> Self {
        Column { unit, ..self }
    }

    /// The same with what a blank cell means.
    ///
    /// ```
    /// # use mortarboard_model::table::{Column, Kind};
    /// assert_eq!(Column::new("most", Kind::Number, "Most of them.").blank("no limit").blank, "no limit");
    /// ```
    pub const fn blank(self, blank: &'static str) -> Self {
        Column { blank, ..self }
    }

    /// The same with a sample cell.
    ///
    /// ```
    /// # use mortarboard_model::table::{Column, Kind};
    /// assert_eq!(Column::new("most", Kind::Number, "Most of them.").example("3").example, "3");
    /// ```
    pub const fn example(self, example: &'static str) -> Self {
        Column { example, ..self }
    }

    /// The same with what its ids are of.
    ///
    /// ```
    /// # use mortarboard_model::table::{Column, Kind, Thing};
    /// assert_eq!(Column::new("coach", Kind::Id, "Who leads.").of(Thing::Teacher).of, Some(Thing::Teacher));
    /// ```
    pub const fn of(self, of: Thing) -> Self {
        Column { of: Some(of), ..self }
    }

    /// The same with the words that its cells may hold.
    ///
    /// ```
    /// # use mortarboard_model::table::{Column, Kind};
    /// assert_eq!(Column::new("mode", Kind::Word, "How strictly.").words(&["hard", "off"]).words.len(), 2);
    /// ```
    pub const fn words(self, words: &'static [&'static str]) -> Self {
        Column { words, ..self }
    }
}

/// One table.
///
/// ```
/// use mortarboard_model::table::{Column, Kind, Table};
/// const ROOMS: Table = Table::new("rooms", "rooms.csv", "The rooms.", &[Column::new("room", Kind::Id, "Id of the room.").required()]);
/// assert_eq!(ROOMS.position("room"), Some(0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Table {
    /// Name used in faults, in JSON and in column maps.
    pub name: &'static str,
    /// File inside the folder.
    pub file: &'static str,
    /// Whether the file must be there.
    pub required: bool,
    /// One or two sentences.
    pub meaning: &'static str,
    /// Columns in the order in which they are written. The first one is the id in faults.
    pub columns: &'static [Column],
}

impl Table {
    /// A table that need not be there.
    ///
    /// ```
    /// # use mortarboard_model::table::Table;
    /// assert!(!Table::new("rooms", "rooms.csv", "The rooms.", &[]).required);
    /// ```
    pub const fn new(name: &'static str, file: &'static str, meaning: &'static str, columns: &'static [Column]) -> Self {
        Table { name, file, required: false, meaning, columns }
    }

    /// The same, where the file must be there.
    ///
    /// ```
    /// # use mortarboard_model::table::Table;
    /// assert!(Table::new("bell", "bell.csv", "The bell schedule.", &[]).required().required);
    /// ```
    pub const fn required(self) -> Self {
        Table { required: true, ..self }
    }

    /// The position of a column.
    ///
    /// ```
    /// # use mortarboard_model::table::Table;
    /// assert_eq!(Table::new("rooms", "rooms.csv", "The rooms.", &[]).position("seats"), None);
    /// ```
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.name == column)
    }
}
