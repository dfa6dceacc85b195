//! From rows to the text of a table.

use super::{Row, Rows, Table};

/// The whole text of a table: a header line with every column, then one line for each row.
pub(crate) fn write<R: Rows>(rows: &[R]) -> String {
    write_rows(R::TABLE, rows)
}

/// The same for rows of any table.
pub(crate) fn write_rows<R: Row>(table: &Table, rows: &[R]) -> String {
    let columns = table.columns;
    let mut text = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    // Writing to memory can't fail.
    let _ = text.write_record(columns.iter().map(|column| column.name));
    for row in rows {
        let _ = text.write_record(row.cells().iter().zip(columns).map(|(cell, column)| cell.write(column)));
    }
    String::from_utf8(text.into_inner().unwrap_or_default()).unwrap_or_default()
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
