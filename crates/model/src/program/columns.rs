//! Making a program, and its columns: choices and what is defined by them.

use super::{Choice, Domains, Meaning, Program};
use crate::ids::{CellId, ColumnId, IdVec, PatternId, RequestId, RoomId, SectionId, TeacherId, TeamId};
use crate::rule::{Mode, Rules};
use crate::schedule::Schedule;
use crate::school::School;
use std::collections::BTreeMap;

impl Program {
    /// The program of a school: one column for each choice that no rule excludes, the rows of every
    /// rule, and the worth of every request on its level.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// use mortarboard_model::{program::Program, rule::Rules};
    /// let program = Program::new(&school, &Rules::of(&school));
    /// assert!(program.rows().iter().any(|row| row.origin.rule == "teacher-clash"));
    /// ```
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
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// use mortarboard_model::{program::{Domains, Program}, rule::Rules};
    /// let program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// assert!(program.rows().is_empty() && !program.columns().is_empty());
    /// ```
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
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// use mortarboard_model::rule::Mode;
    /// let rules = Rules::of(&school);
    /// let (rule, _) = rules.get("one-pattern").unwrap();
    /// program.add(&school, rule, Mode::Hard);
    /// assert_eq!(program.rows().len(), school.sections().len());
    /// ```
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
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// use mortarboard_model::program::Choice;
    /// let (single, double) = (school.find_pattern("P1").unwrap(), school.find_pattern("D").unwrap());
    /// assert!(program.column(Choice::Place(section, single)).is_some());
    /// // ART does not allow double periods.
    /// assert!(program.column(Choice::Place(section, double)).is_none());
    /// ```
    pub fn column(&self, choice: Choice) -> Option<ColumnId> {
        self.choices.get(&choice).copied()
    }

    /// The column "the section takes the pattern".
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// let pattern = school.find_pattern("P2").unwrap();
    /// assert!(program.place(section, pattern).is_some());
    /// ```
    pub fn place(&self, section: SectionId, pattern: PatternId) -> Option<ColumnId> {
        self.column(Choice::Place(section, pattern))
    }

    /// The column "the teacher teaches the section".
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// let [first, second] = ["t1", "t2"].map(|id| program.teach(section, school.find_teacher(id).unwrap()));
    /// assert!(first.is_some() && second.is_none(), "t2 is not qualified for ART");
    /// ```
    pub fn teach(&self, section: SectionId, teacher: TeacherId) -> Option<ColumnId> {
        self.column(Choice::Teach(section, teacher))
    }

    /// The column "the section is in the room".
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// let [laboratory, other] = ["R1", "R2"].map(|id| school.find_room(id).unwrap());
    /// let section = school.find_section("BIO-1").unwrap();
    /// assert!(program.house(section, laboratory).is_some() && program.house(section, other).is_none());
    /// ```
    pub fn house(&self, section: SectionId, room: RoomId) -> Option<ColumnId> {
        self.column(Choice::House(section, room))
    }

    /// The column "the section meets the request".
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// use mortarboard_model::RequestId;
    /// // The first request is for ART, the second for BIO.
    /// assert!(program.seat(RequestId(0), section).is_some() && program.seat(RequestId(1), section).is_none());
    /// ```
    pub fn seat(&self, request: RequestId, section: SectionId) -> Option<ColumnId> {
        self.column(Choice::Seat(request, section))
    }

    /// The column "the team meets in the cell".
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// use mortarboard_model::{CellId, TeamId};
    /// assert_eq!(program.meet(TeamId(0), CellId(0)), None, "there is no team");
    /// ```
    pub fn meet(&self, team: TeamId, cell: CellId) -> Option<ColumnId> {
        self.column(Choice::Meet(team, cell))
    }

    /// A column that is 1 when all of the columns are.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// # let places: Vec<_> = program.domains().patterns[section].iter().filter_map(|&p| program.place(section, p)).collect();
    /// # let schedule = testing::schedule(&school, &[("ART-1", "P1", "", "")], &[]).unwrap();
    /// let both = program.all([places[0], places[1]]);
    /// assert!(!program.values(&schedule)[both], "a section has one pattern");
    /// ```
    pub fn all(&mut self, of: impl IntoIterator<Item = ColumnId>) -> ColumnId {
        self.define(of, Meaning::All)
    }

    /// A column that is 1 when any of the columns is.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// # let places: Vec<_> = program.domains().patterns[section].iter().filter_map(|&p| program.place(section, p)).collect();
    /// # let schedule = testing::schedule(&school, &[("ART-1", "P1", "", "")], &[]).unwrap();
    /// let placed = program.any(places);
    /// assert!(program.values(&schedule)[placed]);
    /// ```
    pub fn any(&mut self, of: impl IntoIterator<Item = ColumnId>) -> ColumnId {
        self.define(of, Meaning::Any)
    }

    /// A column that is 1 when none of the columns is.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// # let places: Vec<_> = program.domains().patterns[section].iter().filter_map(|&p| program.place(section, p)).collect();
    /// # let schedule = testing::schedule(&school, &[("ART-1", "P1", "", "")], &[]).unwrap();
    /// let unplaced = program.none(places);
    /// assert!(!program.values(&schedule)[unplaced]);
    /// ```
    pub fn none(&mut self, of: impl IntoIterator<Item = ColumnId>) -> ColumnId {
        self.define(of, Meaning::None)
    }

    /// A column that is 1 when at least `least` of the columns are.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// # let places: Vec<_> = program.domains().patterns[section].iter().filter_map(|&p| program.place(section, p)).collect();
    /// # let schedule = testing::schedule(&school, &[("ART-1", "P1", "", "")], &[]).unwrap();
    /// let two = program.at_least(2, places);
    /// assert!(!program.values(&schedule)[two]);
    /// ```
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

    /// All columns.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// # let places: Vec<_> = program.domains().patterns[section].iter().filter_map(|&p| program.place(section, p)).collect();
    /// let before = program.columns().len();
    /// program.any(places);
    /// assert_eq!(program.columns().len(), before + 1);
    /// ```
    pub fn columns(&self) -> &IdVec<ColumnId, Meaning> {
        &self.columns
    }

    /// The choices that no rule excludes.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// assert_eq!(program.domains().patterns[section].len(), 3);
    /// ```
    pub fn domains(&self) -> &Domains {
        &self.domains
    }

    /// The value of every column in a schedule. O(size of the program).
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// # let places: Vec<_> = program.domains().patterns[section].iter().filter_map(|&p| program.place(section, p)).collect();
    /// # let schedule = testing::schedule(&school, &[("ART-1", "P1", "", "")], &[]).unwrap();
    /// let values = program.values(&schedule);
    /// assert_eq!(places.iter().filter(|&&place| values[place]).count(), 1);
    /// ```
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
