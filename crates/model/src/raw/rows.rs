//! Rows of tables that rules declare.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One row of a table of a rule: cells by column. A column that is left out is blank.
///
/// ```
/// use mortarboard_model::raw::RawRow;
/// let row = RawRow::default().with("department", "Science").with("most", 2);
/// assert_eq!(serde_json::to_string(&row).unwrap(), r#"{"department":"Science","most":2}"#);
/// assert_eq!(serde_json::from_str::<RawRow>(r#"{"department":"Science","most":2}"#).unwrap(), row);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawRow {
    /// Cells by the name of their column.
    pub cells: BTreeMap<String, RawCell>,
}

/// A cell of such a row.
///
/// ```
/// use mortarboard_model::raw::RawCell;
/// assert_eq!(RawCell::from(3).text(), "3");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RawCell {
    /// A whole number; thousandths where the column holds decimals.
    Number(u32),
    /// Any other text.
    Text(String),
}

impl RawCell {
    /// The cell as text.
    ///
    /// ```
    /// use mortarboard_model::raw::RawCell;
    /// assert_eq!(RawCell::from("ART").text(), "ART");
    /// ```
    pub fn text(&self) -> String {
        match self {
            RawCell::Number(number) => number.to_string(),
            RawCell::Text(text) => text.clone(),
        }
    }

    /// Whether nothing is written in it.
    ///
    /// ```
    /// use mortarboard_model::raw::RawCell;
    /// assert!(RawCell::from(" ").is_blank() && !RawCell::from(0).is_blank());
    /// ```
    pub fn is_blank(&self) -> bool {
        matches!(self, RawCell::Text(text) if text.trim().is_empty())
    }
}

impl From<u32> for RawCell {
    fn from(number: u32) -> Self {
        RawCell::Number(number)
    }
}

impl From<&str> for RawCell {
    fn from(text: &str) -> Self {
        RawCell::Text(text.to_owned())
    }
}

impl From<String> for RawCell {
    fn from(text: String) -> Self {
        RawCell::Text(text)
    }
}

impl RawRow {
    /// The row with one more cell.
    ///
    /// ```
    /// use mortarboard_model::raw::RawRow;
    /// assert_eq!(RawRow::default().with("most", 2).text("most"), "2");
    /// ```
    #[must_use]
    pub fn with(mut self, column: &str, cell: impl Into<RawCell>) -> Self {
        self.cells.insert(column.to_owned(), cell.into());
        self
    }

    /// The text of a cell; empty where the row has none.
    ///
    /// ```
    /// use mortarboard_model::raw::RawRow;
    /// assert_eq!(RawRow::default().text("most"), "");
    /// ```
    pub fn text(&self, column: &str) -> String {
        self.cells.get(column).map(RawCell::text).unwrap_or_default()
    }
}
