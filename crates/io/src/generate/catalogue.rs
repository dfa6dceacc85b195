//! The catalogue of courses a school may offer: the table beside this file.

use std::collections::BTreeMap;

/// Why students take a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Part of a grade's required programme.
    Core,
    /// Part of a commitment over several years: a language, an ensemble, a support programme.
    Path,
    /// Chosen among what is offered.
    Elective,
}

/// One course of the catalogue.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) code: &'static str,
    pub(super) title: &'static str,
    pub(super) subject: &'static str,
    pub(super) room: &'static str,
    pub(super) seats: u32,
    /// Lowest grade.
    pub(super) low: u32,
    /// Highest grade.
    pub(super) high: u32,
    pub(super) kind: Kind,
    /// Letters: h meets half the year, d meets in double periods, f has a flexible shape; each only
    /// where the time structure knows such a thing.
    pub(super) form: &'static str,
    /// 1 for electives offered nearly everywhere, 9 for the rarest.
    pub(super) rank: u32,
    /// The course that takes its place where too few students ask for it.
    pub(super) instead: Option<usize>,
}

/// All courses, and where each code stands.
pub(super) struct Catalogue {
    pub(super) entries: Vec<Entry>,
    at: BTreeMap<&'static str, usize>,
}

impl Catalogue {
    /// Reads the table; a test holds every row of it to this form.
    pub(super) fn read() -> Self {
        let rows: Vec<Vec<&'static str>> = include_str!("catalogue.csv").lines().skip(1).map(|line| line.split(',').collect()).collect();
        let at: BTreeMap<&str, usize> = rows.iter().enumerate().map(|(at, row)| (row[0], at)).collect();
        let entry = |row: &Vec<&'static str>| {
            let number = |column: usize| row.get(column).and_then(|text| text.parse().ok()).unwrap_or(0);
            let text = |column: usize| row.get(column).copied().unwrap_or("");
            Entry {
                code: text(0),
                title: text(1),
                subject: text(2),
                room: text(3),
                seats: number(4),
                low: number(5),
                high: number(6),
                kind: match text(7) {
                    "core" => Kind::Core,
                    "path" => Kind::Path,
                    _ => Kind::Elective,
                },
                form: text(8),
                rank: number(9),
                instead: at.get(text(10)).copied(),
            }
        };
        Catalogue { entries: rows.iter().map(entry).collect(), at }
    }

    /// Where the course with a code stands.
    pub(super) fn find(&self, code: &str) -> Option<usize> {
        self.at.get(code).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_whole() {
        let catalogue = Catalogue::read();
        assert_eq!(catalogue.at.len(), catalogue.entries.len(), "codes are unique");
        for (line, entry) in include_str!("catalogue.csv").lines().skip(1).zip(&catalogue.entries) {
            assert_eq!(line.split(',').count(), 11, "{line}");
            assert!((8..=45).contains(&entry.seats), "{line}");
            assert!(9 <= entry.low && entry.low <= entry.high && entry.high <= 12, "{line}");
            assert_eq!(entry.kind == Kind::Elective, (1..=9).contains(&entry.rank), "{line}");
            assert!(entry.form == "-" || entry.form.chars().all(|c| "hdf".contains(c)), "{line}");
            assert_eq!(line.ends_with(','), entry.instead.is_none(), "{line}");
        }
    }
}
