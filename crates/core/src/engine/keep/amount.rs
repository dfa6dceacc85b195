//! Weighted sums over patterns, teachers and seats.

use super::tally::{Stance, Tally};
use mortarboard_model::keeper::{Amount, Counted, Sum};
use mortarboard_model::program::Domains;
use mortarboard_model::{Id, School};
use std::collections::BTreeMap;

/// What a choice of a section adds to a row.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// The pattern or the teacher.
    with: u32,
    row: u32,
    by: i64,
}

/// Ranges of weighted sums.
#[derive(Clone, Debug, Default)]
pub(crate) struct Amounts {
    rows: Vec<Row>,
    /// By section, ascending by pattern or teacher.
    placed: Vec<Vec<Entry>>,
    taught: Vec<Vec<Entry>>,
    /// By section: rows of its seats, each with its table of requests.
    seated: Vec<Vec<(u32, u32)>>,
    /// By teacher: sections that they may teach, while rules are added.
    may_teach: Vec<Vec<u32>>,
    /// By table and request of the school: what a seat counts; an empty table counts each by one.
    tables: Vec<Vec<i64>>,
    known: BTreeMap<usize, u32>,
    /// By section: most students by all hard rules.
    cap: Vec<u32>,
    /// By section: priced numbers of students, each with its price.
    crowded: Vec<Vec<(u32, i64)>>,
}

#[derive(Clone, Debug)]
struct Row {
    least: i64,
    most: i64,
    unit: i64,
    stance: Stance,
    by: By,
}

/// Which choices change a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Patterns,
    Teachers,
    Seats,
}

impl Row {
    /// Units by which a sum breaks the range.
    #[inline]
    fn units(&self, sum: i64) -> i64 {
        let whole = |excess: i64| if excess <= 0 { 0 } else { (excess - 1) / self.unit + 1 };
        whole(sum - self.most) + whole(self.least - sum)
    }
}

/// The sums of a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Added {
    sums: Vec<i64>,
    /// Of what is broken, the part that seats alone can mend.
    mendable: Tally,
}

impl Amounts {
    pub(crate) fn new(school: &School, domains: &Domains) -> Self {
        let sections = school.sections().len();
        let mut may_teach = vec![Vec::new(); school.teachers().len()];
        for (section, teachers) in domains.teachers.iter().filter(|(section, _)| !school.sections()[*section].unstaffed) {
            teachers.iter().for_each(|teacher| may_teach[teacher.index()].push(section.0));
        }
        Amounts {
            may_teach,
            placed: vec![Vec::new(); sections],
            taught: vec![Vec::new(); sections],
            seated: vec![Vec::new(); sections],
            cap: vec![u32::MAX; sections],
            crowded: vec![Vec::new(); sections],
            ..Amounts::default()
        }
    }

    /// Adds what a rule says, of the choices that are left. What no choice can break is left out.
    pub(crate) fn add(&mut self, school: &School, domains: &Domains, keeper: &Amount, stance: Stance) {
        match (&keeper.sum, keeper.least, keeper.most) {
            (Sum::Placed(each), ..) => {
                let open = |&&(section, pattern, _): &&(_, mortarboard_model::PatternId, _)| {
                    domains.patterns[section].binary_search(&pattern).is_ok()
                };
                let each: Vec<_> = each.iter().filter(open).map(|&(section, pattern, by)| (section.0, pattern.0, by)).collect();
                self.choices(keeper, stance, &each, By::Patterns);
            }
            (Sum::Taught(teacher, each), ..) => {
                // Lists are long where they are shared by all teachers, and a teacher may teach few sections.
                let by = |section: u32| each.binary_search_by_key(&section, |entry| entry.0.0).ok().map(|at| each[at].1);
                let own = self.may_teach.get(teacher.index()).into_iter().flatten();
                let each: Vec<_> = own.filter_map(|&section| Some((section, teacher.0, by(section)?))).collect();
                self.choices(keeper, stance, &each, By::Teachers);
            }
            (Sum::Seated(sections, Counted::All), None, Some(most))
                if sections.len() == 1 && keeper.unit <= 1 && most >= 0 && stance.is_hard_or_last() =>
            {
                let (section, most) = (sections[0].index(), u32::try_from(most).unwrap_or(u32::MAX));
                match stance {
                    Stance::Hard => self.cap[section] = self.cap[section].min(most),
                    Stance::Priced(price) | Stance::Last(price) => self.crowded[section].push((most, price.weight)),
                }
            }
            (Sum::Seated(sections, counted), ..) => {
                let table = match counted {
                    Counted::All => self.table(0, Vec::new),
                    Counted::Some(each) => self.table(each.as_ptr() as usize, || {
                        let mut table = vec![0; school.requests().len()];
                        each.iter().for_each(|&(request, by)| table[request.index()] += by);
                        table
                    }),
                };
                let row = self.row(keeper, stance, By::Seats);
                sections.iter().for_each(|section| self.seated[section.index()].push((row, table)));
            }
        }
    }

    fn table(&mut self, key: usize, make: impl FnOnce() -> Vec<i64>) -> u32 {
        let tables = &mut self.tables;
        *self.known.entry(key).or_insert_with(|| {
            tables.push(make());
            tables.len() as u32 - 1
        })
    }

    fn row(&mut self, keeper: &Amount, stance: Stance, by: By) -> u32 {
        let (least, most) = (keeper.least.unwrap_or(i64::MIN / 4), keeper.most.unwrap_or(i64::MAX / 4));
        self.rows.push(Row { least, most, unit: keeper.unit.max(1), stance, by });
        self.rows.len() as u32 - 1
    }

    fn choices(&mut self, keeper: &Amount, stance: Stance, each: &[(u32, u32, i64)], by: By) {
        // A section makes one choice, so that each adds the least or the most of what its choices add.
        let mut sums: BTreeMap<(u32, u32), i64> = BTreeMap::new();
        each.iter().for_each(|&(section, with, by)| *sums.entry((section, with)).or_default() += by);
        let mut by_section: BTreeMap<u32, (i64, i64)> = BTreeMap::new();
        for (&(section, _), &by) in &sums {
            let range = by_section.entry(section).or_default();
            *range = (range.0.min(by), range.1.max(by));
        }
        let (low, high) = by_section.values().fold((0i64, 0i64), |sum, range| (sum.0 + range.0, sum.1 + range.1));
        if keeper.units(low) == 0 && keeper.units(high) == 0 {
            return;
        }
        let row = self.row(keeper, stance, by);
        let lists = if by == By::Teachers { &mut self.taught } else { &mut self.placed };
        for ((section, with), by) in sums.into_iter().filter(|(_, by)| *by != 0) {
            lists[section as usize].push(Entry { with, row, by });
        }
    }

    /// Makes ready what was added.
    pub(crate) fn settle(&mut self) {
        (self.may_teach, self.known) = (Vec::new(), BTreeMap::new());
        for list in self.placed.iter_mut().chain(&mut self.taught) {
            list.sort_by_key(|entry| (entry.with, entry.row));
        }
        self.crowded.iter_mut().for_each(|list| list.sort_unstable());
    }

    /// The same with prices of what teachers teach kept like hard rules.
    pub(crate) fn strict(mut self) -> Self {
        self.rows.iter_mut().filter(|row| row.by == By::Teachers).for_each(|row| row.stance = Stance::Hard);
        self
    }

    /// Whether some row of teachers is looked after last.
    pub(crate) fn any_last(&self) -> bool {
        self.rows.iter().any(|row| row.by == By::Teachers && row.stance.has_price())
    }

    /// Whether seats are counted otherwise than section by section.
    #[inline]
    pub(crate) fn any_seats(&self) -> bool {
        !self.tables.is_empty()
    }

    /// Whether some hard rule counts a seat of a request in a section together with others.
    pub(crate) fn counts(&self, section: usize, request: u32) -> bool {
        let counts = |&(row, table): &(u32, u32)| self.rows[row as usize].stance == Stance::Hard && self.by(table, request) != 0;
        self.seated[section].iter().any(counts)
    }

    /// What a seat of a request adds to a row.
    #[inline]
    fn by(&self, table: u32, request: u32) -> i64 {
        self.tables[table as usize].get(request as usize).copied().unwrap_or(1)
    }

    /// Most students of a section by all hard rules on its seats alone.
    pub(crate) fn cap(&self, section: usize) -> u32 {
        self.cap[section]
    }

    /// Priced numbers of students of a section, ascending.
    pub(crate) fn crowded(&self, section: usize) -> &[(u32, i64)] {
        &self.crowded[section]
    }

    /// Nothing is decided yet; units of that are added to the tally.
    pub(crate) fn nothing(&self, tally: &mut Tally) -> Added {
        let mut mendable = Tally::default();
        for row in &self.rows {
            tally.add(row.stance, row.units(0));
            mendable.add(row.stance, if row.by == By::Seats { row.units(0) } else { 0 });
        }
        Added { sums: vec![0; self.rows.len()], mendable }
    }

    /// The same where only what teachers teach is looked at.
    pub(crate) fn nothing_taught(&self, tally: &mut Tally) -> Added {
        self.rows.iter().filter(|row| row.by == By::Teachers).for_each(|row| tally.add(row.stance, row.units(0)));
        Added { sums: vec![0; self.rows.len()], mendable: Tally::default() }
    }
}

impl Added {
    /// A section takes a pattern, or no longer does.
    #[inline]
    pub(crate) fn place(&mut self, amounts: &Amounts, tally: &mut Tally, section: u32, pattern: u32, on: bool) {
        self.turn(amounts, tally, &amounts.placed[section as usize], pattern, on);
    }

    /// A teacher teaches a section, or no longer does.
    #[inline]
    pub(crate) fn teach(&mut self, amounts: &Amounts, tally: &mut Tally, section: u32, teacher: u32, on: bool) {
        self.turn(amounts, tally, &amounts.taught[section as usize], teacher, on);
    }

    #[inline]
    fn turn(&mut self, amounts: &Amounts, tally: &mut Tally, list: &[Entry], with: u32, on: bool) {
        for entry in &list[list.partition_point(|entry| entry.with < with)..] {
            if entry.with != with {
                break;
            }
            self.shift(amounts, tally, entry.row, if on { entry.by } else { -entry.by });
        }
    }

    /// A student sits in a section by a request of the school, or no longer does.
    #[inline]
    pub(crate) fn seat(&mut self, amounts: &Amounts, tally: &mut Tally, section: u32, request: u32, on: bool) {
        for &(row, table) in &amounts.seated[section as usize] {
            let by = amounts.by(table, request);
            let units = self.shift(amounts, tally, row, if on { by } else { -by });
            self.mendable.add(amounts.rows[row as usize].stance, units);
        }
    }

    /// Whether one more seat breaks no more of the hard rules on seats than is broken now.
    pub(crate) fn admits_seat(&self, amounts: &Amounts, section: u32, request: u32) -> bool {
        amounts.seated[section as usize].iter().all(|&(row, table)| {
            let (data, sum) = (&amounts.rows[row as usize], self.sums[row as usize]);
            data.stance != Stance::Hard || data.units(sum + amounts.by(table, request)) <= data.units(sum)
        })
    }

    /// Whether some hard rule on seats is broken for which a seat in a section counts.
    pub(crate) fn is_over(&self, amounts: &Amounts, section: u32, request: u32) -> bool {
        amounts.seated[section as usize].iter().any(|&(row, table)| {
            let (data, sum) = (&amounts.rows[row as usize], self.sums[row as usize]);
            data.stance == Stance::Hard && data.units(sum) > data.units(sum - amounts.by(table, request))
        })
    }

    /// Of what is broken, the part that seats alone can mend.
    #[inline]
    pub(crate) fn mendable(&self) -> Tally {
        self.mendable
    }

    #[inline]
    fn shift(&mut self, amounts: &Amounts, tally: &mut Tally, row: u32, by: i64) -> i64 {
        let data = &amounts.rows[row as usize];
        let sum = &mut self.sums[row as usize];
        let before = data.units(*sum);
        *sum += by;
        let units = data.units(*sum) - before;
        tally.add(data.stance, units);
        units
    }

    /// Whether a teacher who gives one section and takes another stays as far within hard limits as now.
    pub(crate) fn admits(&self, amounts: &Amounts, teacher: u32, gives: Option<u32>, takes: Option<u32>) -> bool {
        let own = |section: Option<u32>| {
            let list = section.map_or(&[][..], |section| &amounts.taught[section as usize]);
            let list = &list[list.partition_point(|entry| entry.with < teacher)..];
            list.iter().take_while(move |entry| entry.with == teacher)
        };
        let by = |section, row: u32| -> i64 { own(section).filter(|entry| entry.row == row).map(|entry| entry.by).sum() };
        own(gives).chain(own(takes)).filter(|entry| amounts.rows[entry.row as usize].stance == Stance::Hard).all(|entry| {
            let (data, sum) = (&amounts.rows[entry.row as usize], self.sums[entry.row as usize]);
            let after = sum - by(gives, entry.row) + by(takes, entry.row);
            let units = data.units(after);
            units == 0 || units <= data.units(sum)
        })
    }
}
