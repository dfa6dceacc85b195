//! Faults in the input: where, what, and how to mend it.

use serde::Serialize;
use std::fmt;

/// Whether a fault stops the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The school can't be scheduled as stated.
    Error,
    /// It can, but the office should look.
    Warning,
}

/// One fault of the input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Fault {
    /// Whether it stops the work.
    pub severity: Severity,
    /// Stable name of the kind of fault, such as `unknown-id`.
    pub slug: &'static str,
    /// Table, such as `courses`; `settings` for the settings.
    pub table: &'static str,
    /// Position of the row in its table, counted from 0; none when the table as a whole is meant.
    pub row: Option<usize>,
    /// Column, or blank when the row as a whole is meant.
    pub column: &'static str,
    /// Id of the thing at fault; blank if it has none.
    pub id: String,
    /// What is wrong.
    pub cause: String,
    /// What would mend it.
    pub fix: String,
    /// The id that is not known, for faults that say so.
    #[serde(skip)]
    pub unknown: Option<Unknown>,
    /// Another row of the table, counted from 0, which the cause names as `row N`.
    #[serde(skip)]
    pub other: Option<usize>,
    /// Further rows with the same fault, such as all that name one unknown id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Also>,
}

/// An id that is not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unknown {
    /// What it should be the id of, such as `course`.
    pub kind: &'static str,
    /// The id.
    pub id: String,
}

/// A further row with the same fault.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Also {
    /// Its table.
    pub table: &'static str,
    /// Position in the table, counted from 0.
    pub row: usize,
}

impl Fault {
    /// An error in a table.
    ///
    /// ```
    /// use mortarboard_model::fault::{Fault, Severity};
    /// let fault = Fault::error("negative", "courses").at(3, "max_seats").of("ALG1")
    ///     .because("max_seats is -1").mend("give a number of at least 0");
    /// assert_eq!(fault.severity, Severity::Error);
    /// assert!(fault.to_string().contains("ALG1"));
    /// ```
    pub fn error(slug: &'static str, table: &'static str) -> Self {
        Fault {
            severity: Severity::Error,
            slug,
            table,
            row: None,
            column: "",
            id: String::new(),
            cause: String::new(),
            fix: String::new(),
            unknown: None,
            other: None,
            also: Vec::new(),
        }
    }

    /// A warning in a table.
    ///
    /// ```
    /// # use mortarboard_model::fault::{Fault, Severity};
    /// assert_eq!(Fault::warning("no-requests", "courses").severity, Severity::Warning);
    /// ```
    pub fn warning(slug: &'static str, table: &'static str) -> Self {
        Fault { severity: Severity::Warning, ..Fault::error(slug, table) }
    }

    /// Names the row (from 0) and the column.
    ///
    /// ```
    /// # use mortarboard_model::fault::Fault;
    /// assert_eq!(Fault::error("x", "rooms").at(2, "seats").row, Some(2));
    /// ```
    pub fn at(self, row: usize, column: &'static str) -> Self {
        Fault { row: Some(row), column, ..self }
    }

    /// Names the row (from 0), the column apart.
    ///
    /// ```
    /// # use mortarboard_model::fault::Fault;
    /// assert_eq!(Fault::error("x", "rooms").in_row(2).row, Some(2));
    /// ```
    pub fn in_row(self, row: usize) -> Self {
        Fault { row: Some(row), ..self }
    }

    /// Names the column, of no row or of one named before.
    ///
    /// ```
    /// # use mortarboard_model::fault::Fault;
    /// assert_eq!(Fault::error("x", "rooms").in_column("seats").column, "seats");
    /// ```
    pub fn in_column(self, column: &'static str) -> Self {
        Fault { column, ..self }
    }

    /// Names the id.
    ///
    /// ```
    /// # use mortarboard_model::fault::Fault;
    /// assert_eq!(Fault::error("x", "rooms").of("R1").id, "R1");
    /// ```
    pub fn of(self, id: impl Into<String>) -> Self {
        Fault { id: id.into(), ..self }
    }

    /// Says what is wrong.
    ///
    /// ```
    /// # use mortarboard_model::fault::Fault;
    /// assert_eq!(Fault::error("x", "rooms").because("why").cause, "why");
    /// ```
    pub fn because(self, cause: impl Into<String>) -> Self {
        Fault { cause: cause.into(), ..self }
    }

    /// Says what would mend it.
    ///
    /// ```
    /// # use mortarboard_model::fault::Fault;
    /// assert_eq!(Fault::error("x", "rooms").mend("how").fix, "how");
    /// ```
    pub fn mend(self, fix: impl Into<String>) -> Self {
        Fault { fix: fix.into(), ..self }
    }

    /// Says which id is not known, and of what it should be the id.
    ///
    /// ```
    /// # use mortarboard_model::fault::Fault;
    /// let fault = Fault::error("unknown-id", "requests").not_known("course", "ALG");
    /// assert_eq!(fault.unknown.unwrap().id, "ALG");
    /// ```
    pub fn not_known(self, kind: &'static str, id: impl Into<String>) -> Self {
        Fault { unknown: Some(Unknown { kind, id: id.into() }), ..self }
    }

    /// Notes the other row (from 0) that the cause names as `row N`, so that a reader of files can name its line.
    ///
    /// ```
    /// # use mortarboard_model::fault::Fault;
    /// assert_eq!(Fault::error("duplicate", "rooms").at(4, "room").beside(2).other, Some(2));
    /// ```
    pub fn beside(self, other: usize) -> Self {
        Fault { other: Some(other), ..self }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{kind}[{}] {}", self.slug, self.table)?;
        if let Some(row) = self.row {
            write!(f, " row {}", row + 1)?;
        }
        if !self.column.is_empty() {
            write!(f, ", {}", self.column)?;
        }
        if !self.id.is_empty() {
            write!(f, " ({})", self.id)?;
        }
        write!(f, ": {}", self.cause)?;
        match self.also.len() {
            0 => {}
            1 => f.write_str("; so is another row")?,
            more => write!(f, "; so are {more} more rows")?,
        }
        if !self.fix.is_empty() {
            write!(f, "\n  fix: {}", self.fix)?;
        }
        Ok(())
    }
}

/// All faults of one input, in table and row order. Never empty when returned as an error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// Whether any of them stops the work.
    ///
    /// ```
    /// use mortarboard_model::fault::{Fault, Faults};
    /// assert!(!Faults(vec![Fault::warning("x", "rooms")]).any_error());
    /// ```
    pub fn any_error(&self) -> bool {
        self.0.iter().any(|fault| fault.severity == Severity::Error)
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
