//! The time structures: bell schedules, patterns, and the units in which the generator thinks.
//!
//! A unit is what a plain course takes at the least: a period of one term, or a block of one cycle day.

use super::TimeStructure;
use super::catalogue::Entry;
use mortarboard_model::raw::{RawBell, RawPattern, RawShape, RawTerm};

/// A time that a section may take.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// Its units.
    pub(super) mask: u32,
    /// The id that the model gives the pattern.
    pub(super) id: String,
}

/// How a course meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// One period, or one block.
    Plain,
    /// One period in one term, where plain courses last all year.
    Half,
    /// Two periods in a row.
    Double,
    /// Five short meetings, or fewer and longer ones.
    Flex,
}

/// One time structure.
pub(super) struct Day {
    pub(super) time: TimeStructure,
    terms: &'static [&'static str],
    days: &'static [&'static str],
    /// Slots of a day: start and end in minutes after midnight.
    slots: Vec<(u32, u32)>,
    /// Periods that a student can fill.
    pub(super) units: usize,
    /// Sections of a full-time teacher.
    pub(super) full_load: u32,
    /// Units that a full-time teacher teaches at most in one term.
    pub(super) most_in_term: u32,
    /// Own preparation of a full-time teacher in a cycle, in each term.
    pub(super) prep_minutes: u32,
    /// Cells that give a team its 90 minutes.
    team_days: &'static [&'static str],
    plain: Vec<Choice>,
    half: Vec<Choice>,
    double: Vec<Choice>,
    flex: Vec<Choice>,
}

const WEEK: &[&str] = &["Mon", "Tue", "Wed", "Thu", "Fri"];

impl Day {
    pub(super) fn of(time: TimeStructure) -> Self {
        let (terms, days): (&[&str], &[&str]) = match time {
            TimeStructure::EightAB => (&[], &["A", "B"]),
            TimeStructure::FourByFour | TimeStructure::Semesters => (&["S1", "S2"], WEEK),
            _ => (&[], WEEK),
        };
        let slots = match time {
            TimeStructure::SixPeriod => bell(55, &[6, 12, 6, 36, 6]),
            TimeStructure::EightAB | TimeStructure::FourByFour => bell(90, &[7, 38, 7]),
            // Pairs of short periods with 3 minutes between them; more than the passing time between pairs.
            TimeStructure::Flexible => bell(45, &[3, 18, 3, 35, 3, 18, 3]),
            _ => bell(48, &[5, 5, 5, 35, 5, 5]),
        };
        let (units, full_load, most_in_term, prep_minutes) = match time {
            TimeStructure::SixPeriod => (6, 5, 5, 150),
            TimeStructure::EightAB => (8, 6, 6, 90),
            TimeStructure::FourByFour => (8, 6, 3, 270),
            TimeStructure::Semesters => (14, 5, 5, 225),
            TimeStructure::Flexible => (8, 6, 6, 225),
            TimeStructure::SevenPeriod | TimeStructure::Doubles => (7, 5, 5, 225),
        };
        let team_days = match time {
            TimeStructure::EightAB => &["*"][..],
            TimeStructure::FourByFour => &["Wed"],
            _ => &["Tue", "Thu"],
        };
        let mut day = Day {
            time,
            terms,
            days,
            slots,
            units,
            full_load,
            most_in_term,
            prep_minutes,
            team_days,
            plain: Vec::new(),
            half: Vec::new(),
            double: Vec::new(),
            flex: Vec::new(),
        };
        let choice = |mask: u32, id: String| Choice { mask, id };
        let single: Vec<Choice> = (0..units).map(|unit| choice(1 << unit, day.label(unit))).collect();
        if time == TimeStructure::Semesters {
            day.plain = (0..7).map(|slot| choice(1 << slot | 1 << (slot + 7), format!("Y{}", slot + 1))).collect();
            day.half = single;
        } else {
            day.plain = single;
        }
        day.double = match time {
            TimeStructure::Doubles => [0, 1, 2, 4, 5].map(|k| choice(3 << k, format!("P{}{}", k + 1, k + 2))).into(),
            TimeStructure::Flexible => [0, 2, 4, 6].map(|k| choice(3 << k, format!("DOUBLE={}(*)+{}(*)", k + 1, k + 2))).into(),
            _ => Vec::new(),
        };
        if time == TimeStructure::Flexible {
            day.flex = (0..8).map(|k| choice(1 << k, format!("FLEX={}(*)", k + 1))).collect();
        }
        day
    }

    /// How a course of the catalogue meets here.
    pub(super) fn form(&self, entry: &Entry) -> Form {
        let is = |letter| entry.form.contains(letter);
        if is('h') && !self.half.is_empty() {
            Form::Half
        } else if is('d') && !self.double.is_empty() {
            Form::Double
        } else if is('f') && !self.flex.is_empty() {
            Form::Flex
        } else {
            Form::Plain
        }
    }

    /// The times that a course of this form may take; the witness uses no others.
    pub(super) fn choices(&self, form: Form) -> &[Choice] {
        match form {
            Form::Plain => &self.plain,
            Form::Half => &self.half,
            Form::Double => &self.double,
            Form::Flex => &self.flex,
        }
    }

    /// Thousandths of a section that one section of this form adds to a teacher's load.
    pub(super) fn load(&self, form: Form) -> u32 {
        match form {
            Form::Half => 500,
            Form::Double => 2000,
            Form::Plain | Form::Flex => 1000,
        }
    }

    /// Units that a section of this form takes.
    pub(super) fn width(&self, form: Form) -> u32 {
        self.choices(form).first().map_or(1, |choice| choice.mask.count_ones())
    }

    /// The units of each term.
    pub(super) fn term_masks(&self) -> Vec<u32> {
        let all = (1 << self.units) - 1;
        let first = (1 << (self.units / 2)) - 1;
        if self.terms.is_empty() { vec![all] } else { vec![first, all & !first] }
    }

    /// The two halves of the day, each with a period or two in common with the other where the number
    /// is odd: when a part-time teacher may be there.
    pub(super) fn half_days(&self) -> [u32; 2] {
        let count = self.slots.len();
        let part = if count == 7 || count == 6 { 4 } else { count / 2 };
        let of =
            |from: usize| (0..self.units).filter(|unit| (from..from + part).contains(&(unit % count))).fold(0, |m, unit| m | 1 << unit);
        [of(0), of(count - part)]
    }

    /// The time reserved for a team at a slot: its units, and its cells as (term, day, slot).
    pub(super) fn team_time(&self, slot: usize) -> (u32, Vec<[String; 3]>) {
        let count = self.slots.len();
        let slot = slot % if self.time == TimeStructure::EightAB { self.units } else { count };
        let label = (slot % count + 1).to_string();
        let mask = match self.time {
            TimeStructure::EightAB => 1 << slot,
            _ => (0..self.units).filter(|unit| unit % count == slot).fold(0, |mask, unit| mask | 1 << unit),
        };
        let terms = if self.terms.is_empty() { &["year"][..] } else { self.terms };
        let mut cells = Vec::new();
        for term in terms {
            for &day in self.team_days {
                let day = if day == "*" { self.days[slot / count] } else { day };
                cells.push([(*term).to_owned(), day.to_owned(), label.clone()]);
            }
        }
        (mask, cells)
    }

    /// Units as cells in the notation of the `unavailable` columns.
    pub(super) fn cells(&self, mask: u32) -> String {
        let texts: Vec<String> = (0..self.units).filter(|unit| mask >> unit & 1 == 1).map(|unit| self.cell(unit)).collect();
        texts.join(" ")
    }

    fn cell(&self, unit: usize) -> String {
        let count = self.slots.len();
        let slot = unit % count + 1;
        match self.time {
            TimeStructure::EightAB => format!("{slot}({})", self.days[unit / count]),
            TimeStructure::FourByFour | TimeStructure::Semesters => format!("{}:{slot}(*)", self.terms[unit / count]),
            _ => format!("{slot}(*)"),
        }
    }

    fn label(&self, unit: usize) -> String {
        let count = self.slots.len();
        let slot = unit % count + 1;
        match self.time {
            TimeStructure::EightAB => format!("{}{slot}", self.days[unit / count]),
            TimeStructure::FourByFour | TimeStructure::Semesters => format!("{}-{slot}", self.terms[unit / count]),
            _ => format!("P{slot}"),
        }
    }

    /// The terms table.
    pub(super) fn raw_terms(&self) -> Vec<RawTerm> {
        self.terms.iter().map(|term| RawTerm { term: (*term).to_owned() }).collect()
    }

    /// The bell schedule.
    pub(super) fn raw_bell(&self) -> Vec<RawBell> {
        let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let mut rows = Vec::new();
        for day in self.days {
            for (slot, &(start, end)) in self.slots.iter().enumerate() {
                rows.push(RawBell { day: (*day).to_owned(), slot: (slot + 1).to_string(), start: clock(start), end: clock(end) });
            }
        }
        rows
    }

    /// The patterns table.
    pub(super) fn raw_patterns(&self) -> Vec<RawPattern> {
        let mut rows = Vec::new();
        let double = if self.time == TimeStructure::Flexible { &[][..] } else { &self.double };
        for (group, choices) in [("regular", &self.plain[..]), ("half", &self.half), ("double", double)] {
            for choice in choices {
                // A pattern for the whole year is written without its terms.
                let year = self.time == TimeStructure::Semesters && group == "regular";
                let cells = if year { format!("{}(*)", choice.mask.trailing_zeros() + 1) } else { self.cells(choice.mask) };
                rows.push(RawPattern { pattern: choice.id.clone(), group: group.to_owned(), cells });
            }
        }
        rows
    }

    /// The shapes table.
    pub(super) fn raw_shapes(&self) -> Vec<RawShape> {
        if self.time != TimeStructure::Flexible {
            return Vec::new();
        }
        let shape = |id: &str, minutes, shortest, fewest_meetings| RawShape {
            shape: id.to_owned(),
            minutes,
            tolerance: 0,
            shortest,
            longest: 90,
            fewest_meetings,
            most_meetings: 5,
            terms: "all".to_owned(),
            anchor: "same-slot".to_owned(),
        };
        vec![shape("FLEX", 225, 45, 3), shape("DOUBLE", 450, 90, 5)]
    }

    /// The columns `patterns` and `shape` of a course of this form.
    pub(super) fn columns(&self, form: Form) -> (&'static str, &'static str) {
        match (form, self.time) {
            (Form::Flex, _) => ("", "FLEX"),
            (Form::Double, TimeStructure::Flexible) => ("", "DOUBLE"),
            (Form::Double, _) => ("double", ""),
            (Form::Half, _) => ("half", ""),
            (Form::Plain, _) => ("", ""),
        }
    }
}

/// Slots of equal length from 08:00 on, with these gaps between them.
fn bell(length: u32, gaps: &[u32]) -> Vec<(u32, u32)> {
    let mut slots = vec![(480, 480 + length)];
    for gap in gaps {
        let start = slots[slots.len() - 1].1 + gap;
        slots.push((start, start + length));
    }
    slots
}
