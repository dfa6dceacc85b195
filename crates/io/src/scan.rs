//! CSV as offices save it, split into records that know their true line.
//!
//! RFC 4180 with what spreadsheets add: a byte order mark, any of the three line ends, blank lines, quoted
//! cells over several lines. It is our own scanner because the faults need what a lenient reader hides:
//! the line on which a record starts after quoted line breaks, quotes that never close, and text after a
//! closing quote.

use std::borrow::Cow;

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record<'a> {
    /// Line on which it starts, counted from 1.
    pub(crate) line: u64,
    /// Its cells.
    pub(crate) cells: Vec<Cow<'a, [u8]>>,
}

/// What is wrong with the text itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadText {
    /// A quote opened on this line is never closed; the rest of the file belongs to no record.
    UnclosedQuote(u64),
    /// On this line, text follows a closing quote.
    StrayQuote(u64),
    /// The file is UTF-16, not UTF-8.
    Utf16,
}

/// Splits a text into records. O(bytes).
pub(crate) fn scan(text: &[u8], delimiter: u8) -> (Vec<Record<'_>>, Vec<BadText>) {
    if text.starts_with(b"\xff\xfe") || text.starts_with(b"\xfe\xff") {
        return (Vec::new(), vec![BadText::Utf16]);
    }
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let mut scanner = Scanner { text, at: 0, line: 1, delimiter, faults: Vec::new() };
    let mut records = Vec::new();
    while scanner.at < text.len() {
        if scanner.end_of_line() {
            continue;
        }
        let line = scanner.line;
        match scanner.record() {
            Some(cells) => records.push(Record { line, cells }),
            None => break,
        }
    }
    (records, scanner.faults)
}

struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
    delimiter: u8,
    faults: Vec<BadText>,
}

impl<'a> Scanner<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Steps over one line end, if there is one here.
    fn end_of_line(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let length = if rest.starts_with(b"\r\n") { 2 } else { usize::from(rest.starts_with(b"\n") || rest.starts_with(b"\r")) };
        self.at += length;
        self.line += u64::from(length > 0);
        length > 0
    }

    /// The cells of one record, up to and over its line end; none when a quote never closes.
    fn record(&mut self) -> Option<Vec<Cow<'a, [u8]>>> {
        let mut cells = Vec::new();
        loop {
            cells.push(if self.peek() == Some(b'"') { self.quoted()? } else { Cow::Borrowed(self.plain()) });
            if self.peek() == Some(self.delimiter) {
                self.at += 1;
            } else {
                self.end_of_line();
                return Some(cells);
            }
        }
    }

    fn plain(&mut self) -> &'a [u8] {
        let rest = &self.text[self.at..];
        let length = rest.iter().position(|&byte| byte == self.delimiter || byte == b'\n' || byte == b'\r').unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn quoted(&mut self) -> Option<Cow<'a, [u8]>> {
        let opened = self.line;
        self.at += 1;
        let mut cell = Cow::Borrowed(&b""[..]);
        loop {
            let from = self.at;
            while self.peek().is_some_and(|byte| byte != b'"') {
                if !self.end_of_line() {
                    self.at += 1;
                }
            }
            extend(&mut cell, &self.text[from..self.at]);
            if self.peek().is_none() {
                self.faults.push(BadText::UnclosedQuote(opened));
                return None;
            }
            self.at += 1;
            if self.peek() != Some(b'"') {
                break;
            }
            // A doubled quote stands for one: keep it with what follows.
            extend(&mut cell, b"\"");
            self.at += 1;
        }
        if self.peek().is_some_and(|byte| byte != self.delimiter && byte != b'\n' && byte != b'\r') {
            self.faults.push(BadText::StrayQuote(self.line));
            let rest = self.plain();
            extend(&mut cell, rest);
        }
        Some(cell)
    }
}

fn extend<'a>(cell: &mut Cow<'a, [u8]>, more: &'a [u8]) {
    if cell.is_empty() {
        *cell = Cow::Borrowed(more);
    } else if !more.is_empty() {
        cell.to_mut().extend_from_slice(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str) -> Vec<(u64, Vec<String>)> {
        let (records, faults) = scan(text.as_bytes(), b',');
        assert_eq!(faults, [], "{text:?}");
        records.into_iter().map(|r| (r.line, r.cells.iter().map(|c| String::from_utf8_lossy(c).into_owned()).collect())).collect()
    }

    #[test]
    fn lines_are_true_after_blank_lines_and_quoted_breaks() {
        assert_eq!(
            lines("\u{feff}a,b\r\n\r\n\"x\r\ny\",\"\"\"q\"\"\"\n\n1,\n"),
            [
                (1, vec!["a".to_owned(), "b".to_owned()]),
                (3, vec!["x\r\ny".to_owned(), "\"q\"".to_owned()]),
                (6, vec!["1".to_owned(), String::new()]),
            ]
        );
        assert_eq!(lines("a\rb"), [(1, vec!["a".to_owned()]), (2, vec!["b".to_owned()])]);
        assert_eq!(lines("\"\"\n\n"), [(1, vec![String::new()])]);
        assert_eq!(lines("a,"), [(1, vec!["a".to_owned(), String::new()])]);
    }

    #[test]
    fn bad_quotes_are_found_where_they_are() {
        assert_eq!(scan(b"a\n1,\"x\n\n", b',').1, [BadText::UnclosedQuote(2)]);
        assert_eq!(scan(b"a\n\"x\"y,2\n", b',').1, [BadText::StrayQuote(2)]);
        assert_eq!(scan(b"a\n\"x\"y,2\n", b',').0[1].cells[0].as_ref(), b"xy");
        assert_eq!(scan(b"\xff\xfea\0", b',').1, [BadText::Utf16]);
    }

    proptest! {
        #[test]
        fn a_second_reader_sees_the_same_cells(text in "[ab\",\n\r]{0,24}") {
            let (records, faults) = scan(text.as_bytes(), b',');
            if faults.is_empty() {
                let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
                let theirs: Vec<Vec<Vec<u8>>> =
                    reader.byte_records().map(|r| r.unwrap().iter().map(<[u8]>::to_vec).collect()).collect();
                let ours: Vec<Vec<Vec<u8>>> = records.iter().map(|r| r.cells.iter().map(|c| c.to_vec()).collect()).collect();
                prop_assert_eq!(ours, theirs);
            }
        }
    }
}
