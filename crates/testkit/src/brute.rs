//! The oracle: every schedule of a tiny school, judged by the rules' own checks.

use mortarboard_model::rule::{Finding, Mode, Rules, Subject};
use mortarboard_model::score::{Level, Score};
use mortarboard_model::{CellId, Placement, Priority, RequestId, Schedule, School, SectionId, TeamId};

/// What the enumeration found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Brute {
    /// The best worth, and the first schedule in order of enumeration that has it.
    Best {
        /// Its worth.
        score: Score,
        /// The schedule.
        schedule: Schedule,
    },
    /// No schedule keeps every hard rule.
    Nothing,
    /// The budget was spent before the enumeration ended.
    TooLarge,
}

/// Whether a schedule keeps every hard rule, by the rules' checks alone.
///
/// ```
/// use mortarboard_model::{rule::Rules, Schedule};
/// let school = mortarboard_testkit::two_singletons();
/// assert!(!mortarboard_testkit::is_feasible(&school, &Rules::of(&school), &Schedule::empty(&school)));
/// ```
pub fn is_feasible(school: &School, rules: &Rules, schedule: &Schedule) -> bool {
    rules
        .iter()
        .filter(|(_, mode)| *mode != Mode::Report)
        .all(|(rule, mode)| rule.check(school, schedule).iter().all(|finding| !hard(finding, mode)))
}

fn hard(finding: &Finding, mode: Mode) -> bool {
    mode == Mode::Hard || finding.always_hard
}

/// What a schedule is worth, by the rules' checks and the weights of the requests alone.
///
/// ```
/// use mortarboard_model::{rule::Rules, score::Score, Schedule};
/// let school = mortarboard_testkit::two_singletons();
/// let score = mortarboard_testkit::score(&school, &Rules::of(&school), &Schedule::empty(&school));
/// assert_eq!(score.primary, 0);
/// ```
pub fn score(school: &School, rules: &Rules, schedule: &Schedule) -> Score {
    let mut score = met(school, schedule);
    for (rule, mode) in rules.iter() {
        if mode == Mode::Report {
            continue;
        }
        score.add(Level::Preference, rule.preference(school, schedule));
        if let Mode::Soft { weight, level } = mode {
            let units: i64 = rule.check(school, schedule).iter().filter(|f| !f.always_hard).map(|f| f.units).sum();
            score.add(level, -units * i64::from(weight));
        }
    }
    score
}

/// Weight of the requests met on each level.
fn met(school: &School, schedule: &Schedule) -> Score {
    let mut score = Score::default();
    for (id, request) in school.requests().iter() {
        if schedule.seats[id].is_some() {
            score.add(level(request.priority), i64::from(request.weight));
        }
    }
    score
}

fn level(priority: Priority) -> Level {
    match priority {
        Priority::Critical => Level::Critical,
        Priority::Required => Level::Required,
        Priority::Primary => Level::Primary,
        Priority::Alternate => Level::Alternate,
    }
}

/// The worth of the best schedule of a tiny school, or none when no schedule keeps every hard rule.
/// Exponential: use [`brute_force_within`] for a school that might be too large.
///
/// ```
/// use mortarboard_model::rule::Rules;
/// let school = mortarboard_testkit::two_singletons();
/// let best = mortarboard_testkit::brute_force(&school, &Rules::of(&school)).unwrap();
/// assert_eq!(best.primary, 4);
/// ```
pub fn brute_force(school: &School, rules: &Rules) -> Option<Score> {
    match brute_force_within(school, rules, u64::MAX) {
        Brute::Best { score, .. } => Some(score),
        Brute::Nothing | Brute::TooLarge => None,
    }
}

/// Enumerates the schedules of a tiny school with at most `budget` looks at a schedule.
///
/// Every pattern, teacher and room (or none) of each section, every set of cells of each team, and for
/// each request no section or one of its course. A branch is cut only when a rule whose sentence speaks
/// of nothing that is still open has already been broken; every complete schedule is judged in full.
///
/// ```
/// use mortarboard_model::rule::Rules;
/// use mortarboard_testkit::{brute_force_within, Brute};
/// let school = mortarboard_testkit::two_singletons();
/// assert_eq!(brute_force_within(&school, &Rules::of(&school), 1), Brute::TooLarge);
/// ```
pub fn brute_force_within(school: &School, rules: &Rules, budget: u64) -> Brute {
    let mut search = Search { school, rules, schedule: Schedule::empty(school), best: None, left: budget, spent: false };
    let solo: Vec<Vec<Placement>> = school.sections().ids().map(|section| search.alone(section)).collect();
    search.sections(&solo, 0);
    match search {
        Search { spent: true, .. } => Brute::TooLarge,
        Search { best: Some((score, schedule)), .. } => Brute::Best { score, schedule },
        Search { best: None, .. } => Brute::Nothing,
    }
}

/// Rules that speak of where, when and by whom sections are taught, each finding being about the
/// sections, teachers and rooms that it names: what is decided later does not mend it.
const OF_PLACEMENTS: &[&str] = &["one-pattern", "teacher-qualified", "teacher-clash", "room-clash", "room-fit", "availability", "locks"];

/// Rules that one section more can only break further.
const GROWING: &[&str] = &["teacher-load", "preps"];

/// Rules that never look at who sits where.
const BLIND_TO_SEATS: &[&str] = &[
    "one-pattern",
    "teacher-qualified",
    "teacher-clash",
    "room-clash",
    "teacher-load",
    "preps",
    "planning",
    "preparation",
    "block-lengths",
];

/// Rules that one student more in a section can only break further.
const OF_SEATS: &[&str] = &["student-clash", "seat-cap", "room-fit", "availability", "one-section"];

struct Search<'s> {
    school: &'s School,
    rules: &'s Rules,
    schedule: Schedule,
    best: Option<(Score, Schedule)>,
    left: u64,
    spent: bool,
}

impl Search<'_> {
    /// Pays for one look at a schedule.
    fn pay(&mut self) -> bool {
        self.spent |= self.left == 0;
        self.left = self.left.saturating_sub(1);
        !self.spent
    }

    fn findings(&self, of: &[&str]) -> Vec<Finding> {
        let rules = self.rules.iter().filter(|(rule, mode)| *mode != Mode::Report && of.contains(&rule.card().slug));
        rules
            .flat_map(|(rule, mode)| rule.check(self.school, &self.schedule).into_iter().filter(move |finding| hard(finding, mode)))
            .collect()
    }

    /// Whether a rule of placements is broken among decided sections only.
    fn broken_among(&self, decided: impl Fn(SectionId) -> bool) -> bool {
        if !self.findings(GROWING).is_empty() {
            return true;
        }
        self.findings(OF_PLACEMENTS).iter().any(|finding| {
            let open = |subject: &Subject| match subject {
                Subject::Section(section) => !decided(*section),
                Subject::Student(_) | Subject::Request(_) | Subject::Team(_) => true,
                _ => false,
            };
            let mut subjects = finding.subjects.iter().map(|named| &named.subject);
            subjects.clone().any(|subject| matches!(subject, Subject::Section(_))) && !subjects.any(open)
        })
    }

    /// The placements of one section that break no rule by themselves.
    fn alone(&mut self, section: SectionId) -> Vec<Placement> {
        let school = self.school;
        let mut placements = Vec::new();
        for pattern in school.patterns().ids().map(Some).chain([None]) {
            for teacher in school.teachers().ids().map(Some).chain([None]) {
                for room in school.rooms().ids().map(Some).chain([None]) {
                    let placement = Placement { pattern, teacher, room };
                    self.schedule.placements[section] = placement;
                    if self.pay() && !self.broken_among(|other| other == section) {
                        placements.push(placement);
                    }
                }
            }
        }
        self.schedule.placements[section] = Placement::default();
        placements
    }

    fn sections(&mut self, solo: &[Vec<Placement>], decided: usize) {
        let Some(placements) = solo.get(decided) else {
            return self.meetings(0);
        };
        let section = SectionId(decided as u32);
        for &placement in placements {
            self.schedule.placements[section] = placement;
            if !self.pay() {
                return;
            }
            if !self.broken_among(|other| other <= section) {
                self.sections(solo, decided + 1);
            }
        }
        self.schedule.placements[section] = Placement::default();
    }

    fn meetings(&mut self, decided: usize) {
        if decided == self.school.teams().len() {
            if self.pay() && self.findings(BLIND_TO_SEATS).is_empty() {
                self.seats(0);
            }
            return;
        }
        let team = TeamId(decided as u32);
        let cells: Vec<CellId> = self.school.calendar().cells().ids().collect();
        let Some(sets) = 1_u64.checked_shl(cells.len() as u32) else {
            self.spent = true;
            return;
        };
        for set in 0..sets {
            if self.spent {
                return;
            }
            self.schedule.meetings[team] = cells.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, cell)| *cell).collect();
            self.meetings(decided + 1);
        }
        self.schedule.meetings[team] = Vec::new();
    }

    fn seats(&mut self, decided: usize) {
        if !self.pay() {
            return;
        }
        let school = self.school;
        if decided == school.requests().len() {
            if is_feasible(school, self.rules, &self.schedule) {
                let score = score(school, self.rules, &self.schedule);
                let key = |score: &Score| score.key(school.objective());
                if self.best.as_ref().is_none_or(|(best, _)| key(&score) > key(best)) {
                    self.best = Some((score, self.schedule.clone()));
                }
            }
            return;
        }
        if !self.findings(OF_SEATS).is_empty() {
            return;
        }
        let request = RequestId(decided as u32);
        let sections = &school.courses()[school.requests()[request].course].sections;
        for seat in sections.iter().copied().map(Some).chain([None]) {
            self.schedule.seats[request] = seat;
            self.seats(decided + 1);
        }
        self.schedule.seats[request] = None;
    }
}
