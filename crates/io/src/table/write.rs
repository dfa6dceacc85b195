//! From rows to the text of a table.

use super::Row;
use std::fmt::Write as _;

/// The whole text of a table: a header line with every column, then one line for each row.
pub(crate) fn write<R: Row>(rows: &[R]) -> String {
    let columns = R::TABLE.columns;
    let mut text = String::new();
    line(&mut text, columns.iter().map(|column| column.name.to_owned()));
    for row in rows {
        line(&mut text, row.cells().iter().zip(columns).map(|(cell, column)| cell.write(column)));
    }
    text
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    let start = text.len();
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(',');
        }
        if cell.contains(['"', ',', '\n', '\r']) {
            // Writing to a string can't fail.
            let _ = write!(text, "\"{}\"", cell.replace('"', "\"\""));
        } else {
            text.push_str(&cell);
        }
    }
    if text.len() == start {
        // A row of one blank cell must not look like a blank line.
        text.push_str("\"\"");
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use mortarboard_model::raw::{RawCourse, RawTerm};

    #[test]
    fn awkward_cells_are_quoted() {
        let course = RawCourse { course: "ART".into(), title: "Say \"hi\",\nagain".into(), load: Some(500), ..RawCourse::default() };
        assert_eq!(
            write(&[course]),
            "course,title,subject,credits,max_seats,sections,room_type,patterns,shape,load,unstaffed\nART,\"Say \"\"hi\"\",\nagain\",,0,0,,,,,0.5,\n"
        );
        assert_eq!(write(&[RawTerm::default()]), "term\n\"\"\n");
    }
}
