//! One cell: from text to a field and back.

use super::{Column, Kind};

/// Why a cell can't be read. What the cell holds is never repeated: it may be about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadCell {
    /// A required number is blank.
    Blank,
    /// Not a whole number.
    NotWhole,
    /// Not a decimal.
    NotDecimal,
    /// More than three places after the point.
    TooFine,
    /// Below zero.
    Negative,
    /// Above the largest number that is kept.
    TooLarge,
}

impl BadCell {
    /// Slug, cause and fix.
    pub(crate) fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            BadCell::Blank => ("blank", "a number is needed here, but the cell is blank", "fill in the number"),
            BadCell::NotWhole => ("bad-number", "the cell is not a whole number", "write digits only, such as 30"),
            BadCell::NotDecimal => ("bad-number", "the cell is not a decimal number", "write digits and at most one point, such as 0.5"),
            BadCell::TooFine => ("bad-number", "the number has more than three places after the point", "round it to three places"),
            BadCell::Negative => ("negative", "the number is below zero", "give a number of at least 0"),
            BadCell::TooLarge => ("out-of-range", "the number is too large", "give a number that fits the column's meaning"),
        }
    }
}

/// A field that a cell can be read into and written from.
pub(crate) trait Cell {
    /// Reads the cell; on a fault the field stays as it was.
    fn read(&mut self, column: &Column, text: &str) -> Result<(), BadCell>;
    /// The cell's text, such that reading it gives the field again.
    fn write(&self, column: &Column) -> String;
}

impl Cell for String {
    fn read(&mut self, _: &Column, text: &str) -> Result<(), BadCell> {
        text.clone_into(self);
        Ok(())
    }

    fn write(&self, _: &Column) -> String {
        self.clone()
    }
}

impl Cell for u32 {
    fn read(&mut self, column: &Column, text: &str) -> Result<(), BadCell> {
        match number(column, text)? {
            Some(number) => *self = number,
            None if column.required => return Err(BadCell::Blank),
            None => {}
        }
        Ok(())
    }

    fn write(&self, column: &Column) -> String {
        if column.kind == Kind::Decimal { decimal(*self) } else { self.to_string() }
    }
}

impl Cell for Option<u32> {
    fn read(&mut self, column: &Column, text: &str) -> Result<(), BadCell> {
        *self = number(column, text)?;
        Ok(())
    }

    fn write(&self, column: &Column) -> String {
        self.map(|number| number.write(column)).unwrap_or_default()
    }
}

fn number(column: &Column, text: &str) -> Result<Option<u32>, BadCell> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let bad = if column.kind == Kind::Decimal { BadCell::NotDecimal } else { BadCell::NotWhole };
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = match digits.split_once('.') {
        Some((whole, part)) if column.kind == Kind::Decimal => (whole, part),
        Some(_) => return Err(bad),
        None => (digits, ""),
    };
    if whole.is_empty() || !(whole.bytes().chain(part.bytes())).all(|byte| byte.is_ascii_digit()) || digits.ends_with('.') {
        return Err(bad);
    }
    if sign {
        return Err(BadCell::Negative);
    }
    let part = part.trim_end_matches('0');
    if part.len() > 3 {
        return Err(BadCell::TooFine);
    }
    let whole: u32 = whole.parse().map_err(|_| BadCell::TooLarge)?;
    if column.kind != Kind::Decimal {
        return Ok(Some(whole));
    }
    let thousandths: u32 = format!("{part:0<3}").parse().map_err(|_| bad)?;
    whole.checked_mul(1000).and_then(|whole| whole.checked_add(thousandths)).map(Some).ok_or(BadCell::TooLarge)
}

/// Thousandths as a decimal with at least one place, so that nobody takes 1.0 for a thousandth.
fn decimal(thousandths: u32) -> String {
    let part = format!("{:03}", thousandths % 1000);
    let part = part.trim_end_matches('0');
    format!("{}.{}", thousandths / 1000, if part.is_empty() { "0" } else { part })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{COURSES, TEACHERS};
    use proptest::prelude::*;

    fn read(column: &Column, text: &str) -> Result<Option<u32>, BadCell> {
        let mut field = None;
        Cell::read(&mut field, column, text).map(|()| field)
    }

    #[test]
    fn numbers_are_whole_and_not_negative() {
        let seats = &COURSES.columns[4];
        assert_eq!(read(seats, " 30 "), Ok(Some(30)));
        assert_eq!(read(seats, ""), Ok(None));
        assert_eq!(read(seats, "-1"), Err(BadCell::Negative));
        assert_eq!(read(seats, "30.0"), Err(BadCell::NotWhole));
        assert_eq!(read(seats, "4294967296"), Err(BadCell::TooLarge));
        assert_eq!(read(seats, "+3"), Err(BadCell::NotWhole));
        assert_eq!(0_u32.read(seats, " "), Err(BadCell::Blank));
    }

    #[test]
    fn decimals_are_kept_as_thousandths() {
        let fte = &TEACHERS.columns[2];
        assert_eq!(fte.name, "fte");
        for (text, thousandths) in [("1", 1000), ("1.0", 1000), ("0.5", 500), ("0.125", 125), ("0.1250", 125), ("0", 0)] {
            assert_eq!(read(fte, text), Ok(Some(thousandths)), "{text}");
        }
        for (text, bad) in [
            ("0,5", BadCell::NotDecimal),
            (".5", BadCell::NotDecimal),
            ("1.", BadCell::NotDecimal),
            ("1.2.3", BadCell::NotDecimal),
            ("-0.5", BadCell::Negative),
            ("0.1234", BadCell::TooFine),
            ("4294968", BadCell::TooLarge),
        ] {
            assert_eq!(read(fte, text), Err(bad), "{text}");
        }
        assert_eq!(1000_u32.write(fte), "1.0");
        assert_eq!(62_u32.write(fte), "0.062");
    }

    proptest! {
        #[test]
        fn every_number_reads_back(number: u32) {
            for column in [&COURSES.columns[4], &TEACHERS.columns[2]] {
                prop_assert_eq!(read(column, &number.write(column)), Ok(Some(number)));
            }
        }
    }
}
