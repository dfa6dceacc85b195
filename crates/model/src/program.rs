//! The integer program: columns with a meaning, rows with an origin.
//!
//! Rows are the one language of the engine. A *choice* is a column the scheduler decides; an auxiliary
//! column is *defined* as all, any, none or at least so many of other columns, so that its value
//! follows from any [`Schedule`]. The same rows therefore serve an exact solver, a local search and a
//! test that has no solver at all.

use crate::ids::{CellId, ColumnId, IdVec, PatternId, RequestId, RoomId, SectionId, TeacherId, TeamId};
use crate::rule::{Mode, Rules, Subject};
use crate::schedule::Schedule;
use crate::school::School;
use crate::score::Level;
use std::collections::BTreeMap;

/// Something the scheduler decides: yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// The section takes the pattern.
    Place(SectionId, PatternId),
    /// The teacher teaches the section.
    Teach(SectionId, TeacherId),
    /// The section is in the room.
    House(SectionId, RoomId),
    /// The section meets the request.
    Seat(RequestId, SectionId),
    /// The team meets in the cell.
    Meet(TeamId, CellId),
}

impl Choice {
    /// Whether the schedule says yes.
    pub fn holds(self, schedule: &Schedule) -> bool {
        match self {
            Choice::Place(section, pattern) => schedule.placements[section].pattern == Some(pattern),
            Choice::Teach(section, teacher) => schedule.placements[section].teacher == Some(teacher),
            Choice::House(section, room) => schedule.placements[section].room == Some(room),
            Choice::Seat(request, section) => schedule.seats[request] == Some(section),
            Choice::Meet(team, cell) => schedule.meetings[team].binary_search(&cell).is_ok(),
        }
    }
}

/// What a column means. Definitions name only columns that come before them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// A decision.
    Choice(Choice),
    /// 1 when every one of the columns is 1.
    All(Vec<ColumnId>),
    /// 1 when at least one of the columns is 1.
    Any(Vec<ColumnId>),
    /// 1 when no column is 1.
    None(Vec<ColumnId>),
    /// 1 when at least so many of the columns are 1.
    AtLeast(u32, Vec<ColumnId>),
}

/// How a row compares its sum with its right-hand side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// At most.
    Le,
    /// At least.
    Ge,
    /// Exactly.
    Eq,
}

/// Why a row is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Slug of the rule.
    pub rule: &'static str,
    /// Who or what it is about.
    pub about: Vec<Subject>,
}

/// A linear row over 0/1 columns, in integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Why it is there.
    pub origin: Origin,
    /// Coefficients, by ascending column, none of them 0.
    pub terms: Vec<(ColumnId, i64)>,
    /// Comparison.
    pub sense: Sense,
    /// Right-hand side.
    pub bound: i64,
    /// Price of one unit of violation on the preference level; none for a hard row.
    pub price: Option<i64>,
    /// Whether the row follows from the other hard rows. It only makes the relaxation stronger: a
    /// conflict never needs it, and no finding belongs to it.
    pub implied: bool,
}

impl Row {
    /// Units by which the values break the row: 0 when they keep it.
    pub fn violation(&self, values: &IdVec<ColumnId, bool>) -> i64 {
        let sum: i64 = self.terms.iter().filter(|(column, _)| values[*column]).map(|(_, factor)| factor).sum();
        match self.sense {
            Sense::Le => (sum - self.bound).max(0),
            Sense::Ge => (self.bound - sum).max(0),
            Sense::Eq => (sum - self.bound).abs(),
        }
    }
}

/// The choices that no rule excludes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Domains {
    /// Patterns of each section.
    pub patterns: IdVec<SectionId, Vec<PatternId>>,
    /// Teachers of each section.
    pub teachers: IdVec<SectionId, Vec<TeacherId>>,
    /// Rooms of each section.
    pub rooms: IdVec<SectionId, Vec<RoomId>>,
    /// Sections that may meet each request.
    pub seats: IdVec<RequestId, Vec<SectionId>>,
    /// Cells in which each team may meet.
    pub meetings: IdVec<TeamId, Vec<CellId>>,
}

impl Domains {
    /// Asks every hard rule about every choice. O(sections x (patterns + teachers + rooms) + requests x
    /// sections of a course + teams x cells) questions for each rule.
    pub fn new(school: &School, rules: &Rules) -> Self {
        let hard: Vec<_> = rules.iter().filter(|(_, mode)| *mode == Mode::Hard).map(|(rule, _)| rule).collect();
        let allowed = |choice| hard.iter().all(|rule| rule.allows(school, choice));
        let sections = school.sections();
        let teaching = school.has_teachers();
        Domains {
            patterns: sections.ids().map(|s| school.patterns().ids().filter(|&p| allowed(Choice::Place(s, p))).collect()).collect(),
            teachers: sections
                .ids()
                .map(|s| school.teachers().ids().filter(|&t| teaching && allowed(Choice::Teach(s, t))).collect())
                .collect(),
            rooms: sections
                .ids()
                .map(|s| school.rooms().ids().filter(|&r| school.needs_room(s) && allowed(Choice::House(s, r))).collect())
                .collect(),
            seats: school
                .requests()
                .iter()
                .map(|(id, request)| {
                    let own = &school.courses()[request.course].sections;
                    own.iter().copied().filter(|&s| allowed(Choice::Seat(id, s))).collect()
                })
                .collect(),
            meetings: school
                .teams()
                .ids()
                .map(|team| school.calendar().cells().ids().filter(|&cell| allowed(Choice::Meet(team, cell))).collect())
                .collect(),
        }
    }
}

/// Columns, rows and objective of one school under one set of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    columns: IdVec<ColumnId, Meaning>,
    rows: Vec<Row>,
    gains: Vec<(Level, ColumnId, i64)>,
    choices: BTreeMap<Choice, ColumnId>,
    defined: BTreeMap<Meaning, ColumnId>,
    domains: Domains,
    rule: &'static str,
    mode: Mode,
}

impl Program {
    /// The program of a school: one column for each choice that no rule excludes, the rows of every
    /// rule, and the worth of every request on its level.
    pub fn new(school: &School, rules: &Rules) -> Self {
        let mut program = Program::choices_only(school, Domains::new(school, rules));
        for (rule, mode) in rules.iter() {
            program.add(school, rule, mode);
        }
        for (request, sections) in program.domains.seats.clone().iter() {
            let request_data = &school.requests()[request];
            for &section in sections {
                if let Some(column) = program.seat(request, section) {
                    program.gain(request_data.priority.level(), column, i64::from(request_data.weight));
                }
            }
        }
        program
    }

    /// The choices alone: no rows, no objective.
    pub fn choices_only(school: &School, domains: Domains) -> Self {
        let mut program = Program {
            columns: IdVec::new(),
            rows: Vec::new(),
            gains: Vec::new(),
            choices: BTreeMap::new(),
            defined: BTreeMap::new(),
            domains,
            rule: "",
            mode: Mode::Hard,
        };
        let domains = program.domains.clone();
        for section in school.sections().ids() {
            domains.patterns[section].iter().for_each(|&p| program.choice(Choice::Place(section, p)));
            domains.teachers[section].iter().for_each(|&t| program.choice(Choice::Teach(section, t)));
            domains.rooms[section].iter().for_each(|&r| program.choice(Choice::House(section, r)));
        }
        for (request, sections) in domains.seats.iter() {
            sections.iter().for_each(|&s| program.choice(Choice::Seat(request, s)));
        }
        for (team, cells) in domains.meetings.iter() {
            cells.iter().for_each(|&cell| program.choice(Choice::Meet(team, cell)));
        }
        program
    }

    /// Adds the rows of one rule. A rule that is only reported adds none.
    pub fn add(&mut self, school: &School, rule: &dyn crate::rule::Rule, mode: Mode) {
        if mode != Mode::Report {
            self.rule = rule.card().slug;
            self.mode = mode;
            rule.rows(school, self);
        }
    }

    fn choice(&mut self, choice: Choice) {
        let column = self.columns.push(Meaning::Choice(choice));
        self.choices.insert(choice, column);
    }

    /// The column of a choice, or none when a rule excludes it.
    pub fn column(&self, choice: Choice) -> Option<ColumnId> {
        self.choices.get(&choice).copied()
    }

    /// The column "the section takes the pattern".
    pub fn place(&self, section: SectionId, pattern: PatternId) -> Option<ColumnId> {
        self.column(Choice::Place(section, pattern))
    }

    /// The column "the teacher teaches the section".
    pub fn teach(&self, section: SectionId, teacher: TeacherId) -> Option<ColumnId> {
        self.column(Choice::Teach(section, teacher))
    }

    /// The column "the section is in the room".
    pub fn house(&self, section: SectionId, room: RoomId) -> Option<ColumnId> {
        self.column(Choice::House(section, room))
    }

    /// The column "the section meets the request".
    pub fn seat(&self, request: RequestId, section: SectionId) -> Option<ColumnId> {
        self.column(Choice::Seat(request, section))
    }

    /// The column "the team meets in the cell".
    pub fn meet(&self, team: TeamId, cell: CellId) -> Option<ColumnId> {
        self.column(Choice::Meet(team, cell))
    }

    /// A column that is 1 when all of the columns are.
    pub fn all(&mut self, of: impl IntoIterator<Item = ColumnId>) -> ColumnId {
        self.define(of, Meaning::All)
    }

    /// A column that is 1 when any of the columns is.
    pub fn any(&mut self, of: impl IntoIterator<Item = ColumnId>) -> ColumnId {
        self.define(of, Meaning::Any)
    }

    /// A column that is 1 when none of the columns is.
    pub fn none(&mut self, of: impl IntoIterator<Item = ColumnId>) -> ColumnId {
        self.define(of, Meaning::None)
    }

    /// A column that is 1 when at least `least` of the columns are.
    pub fn at_least(&mut self, least: u32, of: impl IntoIterator<Item = ColumnId>) -> ColumnId {
        self.define(of, |columns| Meaning::AtLeast(least, columns))
    }

    fn define(&mut self, of: impl IntoIterator<Item = ColumnId>, meaning: impl FnOnce(Vec<ColumnId>) -> Meaning) -> ColumnId {
        let mut columns: Vec<ColumnId> = of.into_iter().collect();
        columns.sort_unstable();
        columns.dedup();
        let meaning = meaning(columns);
        if let Meaning::All(columns) | Meaning::Any(columns) = &meaning
            && let [only] = columns[..]
        {
            return only;
        }
        if let Some(&column) = self.defined.get(&meaning) {
            return column;
        }
        let column = self.columns.push(meaning.clone());
        self.defined.insert(meaning, column);
        column
    }

    /// Adds a row that is hard whatever the mode of the rule: one without which the columns of the rule
    /// mean nothing.
    pub fn hard(&mut self, about: Vec<Subject>, terms: impl IntoIterator<Item = (ColumnId, i64)>, sense: Sense, bound: i64) {
        self.push(about, terms, sense, bound, None, false);
    }

    /// Adds a row that follows from the other hard rows, also those of other rules, because the
    /// relaxation is stronger with it.
    pub fn implied(&mut self, about: Vec<Subject>, terms: impl IntoIterator<Item = (ColumnId, i64)>, sense: Sense, bound: i64) {
        self.push(about, terms, sense, bound, None, true);
    }

    /// Adds a row that is hard or priced, as the mode of the rule says.
    pub fn row(&mut self, about: Vec<Subject>, terms: impl IntoIterator<Item = (ColumnId, i64)>, sense: Sense, bound: i64) {
        let price = match self.mode {
            Mode::Soft { weight } => Some(i64::from(weight)),
            Mode::Hard | Mode::Report => None,
        };
        self.push(about, terms, sense, bound, price, false);
    }

    fn push(
        &mut self,
        about: Vec<Subject>,
        terms: impl IntoIterator<Item = (ColumnId, i64)>,
        sense: Sense,
        bound: i64,
        price: Option<i64>,
        implied: bool,
    ) {
        let mut sums: BTreeMap<ColumnId, i64> = BTreeMap::new();
        for (column, factor) in terms {
            *sums.entry(column).or_default() += factor;
        }
        let terms: Vec<(ColumnId, i64)> = sums.into_iter().filter(|(_, factor)| *factor != 0).collect();
        let kept_by_nothing = match sense {
            Sense::Le => 0 <= bound,
            Sense::Ge => 0 >= bound,
            Sense::Eq => 0 == bound,
        };
        // A row without columns that always holds says nothing; one that never holds must stay.
        if !(terms.is_empty() && kept_by_nothing) {
            self.rows.push(Row { origin: Origin { rule: self.rule, about }, terms, sense, bound, price, implied });
        }
    }

    /// Adds worth to a column on one level.
    pub fn gain(&mut self, level: Level, column: ColumnId, worth: i64) {
        if worth != 0 {
            self.gains.push((level, column, worth));
        }
    }

    /// All columns.
    pub fn columns(&self) -> &IdVec<ColumnId, Meaning> {
        &self.columns
    }

    /// All rows, by rule.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The objective: worth of columns on levels. Priced rows take away on the preference level.
    pub fn gains(&self) -> &[(Level, ColumnId, i64)] {
        &self.gains
    }

    /// The choices that no rule excludes.
    pub fn domains(&self) -> &Domains {
        &self.domains
    }

    /// The value of every column in a schedule. O(size of the program).
    pub fn values(&self, schedule: &Schedule) -> IdVec<ColumnId, bool> {
        let mut values: IdVec<ColumnId, bool> = IdVec::filled(self.columns.len(), false);
        for (id, meaning) in self.columns.iter() {
            let ones = |columns: &[ColumnId]| columns.iter().filter(|&&column| values[column]).count();
            values[id] = match meaning {
                Meaning::Choice(choice) => choice.holds(schedule),
                Meaning::All(columns) => ones(columns) == columns.len(),
                Meaning::Any(columns) => ones(columns) > 0,
                Meaning::None(columns) => ones(columns) == 0,
                Meaning::AtLeast(least, columns) => ones(columns) >= *least as usize,
            };
        }
        values
    }
}
