//! The rows of a program, and what its columns are worth.

use super::{Origin, Program, Row, Sense};
use crate::ids::ColumnId;
use crate::rule::{Mode, Price, Subject};
use crate::score::Level;
use std::collections::BTreeMap;

/// What breaking a row costs, and by how much.
struct Priced {
    price: Option<Price>,
    unit: i64,
}

impl Program {
    /// Adds a row that is hard whatever the mode of the rule: one without which the columns of the rule
    /// mean nothing.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// # let places: Vec<_> = program.domains().patterns[section].iter().filter_map(|&p| program.place(section, p)).collect();
    /// program.hard(Vec::new(), places.into_iter().map(|place| (place, 1)), Sense::Eq, 1);
    /// assert_eq!(program.rows()[0].price, None);
    /// ```
    pub fn hard(&mut self, about: Vec<Subject>, terms: impl IntoIterator<Item = (ColumnId, i64)>, sense: Sense, bound: i64) {
        self.push(about, terms, sense, bound, Priced { price: None, unit: 1 }, false);
    }

    /// Adds a row that follows from the other hard rows, also those of other rules, because the
    /// relaxation is stronger with it.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// # let places: Vec<_> = program.domains().patterns[section].iter().filter_map(|&p| program.place(section, p)).collect();
    /// program.implied(Vec::new(), places.into_iter().map(|place| (place, 1)), Sense::Le, 1);
    /// assert!(program.rows()[0].implied);
    /// ```
    pub fn implied(&mut self, about: Vec<Subject>, terms: impl IntoIterator<Item = (ColumnId, i64)>, sense: Sense, bound: i64) {
        self.push(about, terms, sense, bound, Priced { price: None, unit: 1 }, true);
    }

    /// Adds a row that is hard or priced, as the mode of the rule says.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// # let places: Vec<_> = program.domains().patterns[section].iter().filter_map(|&p| program.place(section, p)).collect();
    /// // Hard, because no rule that is soft is being added.
    /// program.row(Vec::new(), places.into_iter().map(|place| (place, 1)), Sense::Le, 1);
    /// assert_eq!(program.rows()[0].price, None);
    /// ```
    pub fn row(&mut self, about: Vec<Subject>, terms: impl IntoIterator<Item = (ColumnId, i64)>, sense: Sense, bound: i64) {
        self.row_in_units(about, terms, sense, bound, 1);
    }

    /// The same, where so much of the sum is one unit of violation: what is priced is then what a person would name, such as a
    /// section over a load that is counted in thousandths. A part of a unit counts as a whole one.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// let teach = program.teach(section, school.find_teacher("t1").unwrap()).unwrap();
    /// program.row_in_units(Vec::new(), [(teach, 1500)], Sense::Le, 0, 1000);
    /// let schedule = testing::schedule(&school, &[("ART-1", "", "t1", "")], &[]).unwrap();
    /// assert_eq!(program.rows()[0].violation(&program.values(&schedule)), 2);
    /// ```
    pub fn row_in_units(
        &mut self,
        about: Vec<Subject>,
        terms: impl IntoIterator<Item = (ColumnId, i64)>,
        sense: Sense,
        bound: i64,
        unit: u32,
    ) {
        self.push(about, terms, sense, bound, Priced { price: self.mode.price(), unit: i64::from(unit.max(1)) }, false);
    }

    fn push(
        &mut self,
        about: Vec<Subject>,
        terms: impl IntoIterator<Item = (ColumnId, i64)>,
        sense: Sense,
        bound: i64,
        priced: Priced,
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
            self.rows.push(Row {
                origin: Origin { rule: self.rule, about },
                terms,
                sense,
                bound,
                price: priced.price,
                unit: priced.unit,
                implied,
            });
        }
    }

    /// Adds worth to a column on one level.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// # let places: Vec<_> = program.domains().patterns[section].iter().filter_map(|&p| program.place(section, p)).collect();
    /// use mortarboard_model::score::Level;
    /// program.gain(Level::Preference, places[0], 3);
    /// program.gain(Level::Preference, places[1], 0);
    /// assert_eq!(program.gains(), [(Level::Preference, places[0], 3)]);
    /// ```
    pub fn gain(&mut self, level: Level, column: ColumnId, worth: i64) {
        if worth != 0 {
            self.gains.push((level, column, worth));
        }
    }

    /// Whether the rule whose rows are being added is priced: [`row`](Self::row) then takes the price, so that a row must be
    /// broken by as many units as the rule's check finds. A hard row need only be broken.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// assert!(!program.is_priced(), "no rule that is soft is being added");
    /// ```
    pub fn is_priced(&self) -> bool {
        matches!(self.mode, Mode::Soft { .. })
    }

    /// All rows, by rule.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// # let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// # let section = school.find_section("ART-1").unwrap();
    /// # let places: Vec<_> = program.domains().patterns[section].iter().filter_map(|&p| program.place(section, p)).collect();
    /// assert!(program.rows().is_empty(), "only choices so far");
    /// program.hard(Vec::new(), [(places[0], 1)], Sense::Ge, 1);
    /// assert_eq!(program.rows().len(), 1);
    /// ```
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The objective: worth of columns on levels. Priced rows take away on their own.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// use mortarboard_model::{program::Program, rule::Rules, score::Level};
    /// let program = Program::new(&school, &Rules::of(&school));
    /// assert!(program.gains().iter().any(|(level, ..)| *level == Level::Required));
    /// ```
    pub fn gains(&self) -> &[(Level, ColumnId, i64)] {
        &self.gains
    }
}
