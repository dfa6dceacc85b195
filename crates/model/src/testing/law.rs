//! The law of a rule: its rows and its check say the same.

use super::text::row_text;
use crate::ids::SectionId;
use crate::program::{Choice, Domains, Meaning, Program};
use crate::rule::{Finding, Mode, Rule, Rules};
use crate::schedule::Schedule;
use crate::school::School;
use crate::score::Level;

/// Every choice there is, also those that some rule excludes: a section in another course's pattern, a
/// request met by a section of another course.
///
/// ```
/// use mortarboard_model::{testing, School};
/// let school = School::try_from(testing::tiny()).unwrap();
/// let domains = testing::all_choices(&school);
/// assert!(domains.patterns.values().all(|patterns| patterns.len() == school.patterns().len()));
/// ```
pub fn all_choices(school: &School) -> Domains {
    let sections: Vec<SectionId> = school.sections().ids().collect();
    Domains {
        patterns: sections.iter().map(|_| school.patterns().ids().collect()).collect(),
        teachers: sections.iter().map(|_| school.teachers().ids().collect()).collect(),
        rooms: sections.iter().map(|_| school.rooms().ids().collect()).collect(),
        seats: school.requests().ids().map(|_| sections.clone()).collect(),
        meetings: school.teams().ids().map(|_| school.calendar().cells().ids().collect()).collect(),
    }
}

/// Every choice that one rule, when hard, leaves open.
fn open_choices(school: &School, rule: &dyn Rule) -> Domains {
    let mut domains = all_choices(school);
    for section in school.sections().ids() {
        domains.patterns[section].retain(|&p| rule.allows(school, Choice::Place(section, p)));
        domains.teachers[section].retain(|&t| rule.allows(school, Choice::Teach(section, t)));
        domains.rooms[section].retain(|&r| rule.allows(school, Choice::House(section, r)));
    }
    for request in school.requests().ids() {
        domains.seats[request].retain(|&s| rule.allows(school, Choice::Seat(request, s)));
    }
    for team in school.teams().ids() {
        domains.meetings[team].retain(|&cell| rule.allows(school, Choice::Meet(team, cell)));
    }
    domains
}

/// What the rows of one rule say of one schedule.
struct Said {
    /// A row without price, other than an implied one, is broken.
    broken: bool,
    /// Prices of the rows broken, times units.
    charged: i64,
    /// Worth gained on the preference level.
    gained: i64,
    /// The schedule makes a choice that the rule, when hard, excludes.
    excluded: bool,
}

/// The law of a rule in one school: what its rows forbid is what its check finds, and what its rows charge
/// and gain is what its findings and its preference come to.
///
/// For a rule of your own, test many schools and schedules ([`random_raw`](super::random_raw),
/// [`random_schedule`](super::random_schedule)) and see that both answers occur.
///
/// ```
/// use mortarboard_model::{rule, testing, School, Schedule};
/// let school = School::try_from(testing::tiny()).unwrap();
/// for rule in rule::standard() {
///     let law = testing::Law::new(rule.as_ref(), &school);
///     let breaks = law.test(&Schedule::empty(&school)).unwrap();
///     assert_eq!(breaks, !rule.check(&school, &Schedule::empty(&school)).is_empty());
/// }
/// ```
pub struct Law<'a> {
    rule: &'a dyn Rule,
    school: &'a School,
    hard: Program,
    /// The same without the choices that the rule excludes.
    pruned: Program,
    soft: Program,
}

const WEIGHT: u32 = 3;

impl<'a> Law<'a> {
    /// States the rows of the rule for the school, hard and priced.
    ///
    /// ```
    /// use mortarboard_model::{rule::Rules, testing, School};
    /// let school = School::try_from(testing::tiny()).unwrap();
    /// let (rules, empty) = (Rules::of(&school), testing::schedule(&school, &[], &[]).unwrap());
    /// let (rule, _) = rules.get("one-pattern").unwrap();
    /// assert_eq!(testing::Law::new(rule, &school).test(&empty), Ok(true));
    /// ```
    pub fn new(rule: &'a dyn Rule, school: &'a School) -> Self {
        let stated = |domains: Domains, mode: Mode| {
            let mut program = Program::choices_only(school, domains);
            program.add(school, rule, mode);
            program
        };
        Law {
            rule,
            school,
            hard: stated(all_choices(school), Mode::Hard),
            pruned: stated(open_choices(school, rule), Mode::Hard),
            soft: stated(all_choices(school), Mode::soft(WEIGHT)),
        }
    }

    /// Tests one schedule. Returns whether it breaks the rule.
    ///
    /// # Errors
    /// A sentence that says where rows and check differ, or what is wrong with a finding.
    ///
    /// ```
    /// use mortarboard_model::{rule::Rules, testing, School};
    /// let school = School::try_from(testing::tiny()).unwrap();
    /// let rules = Rules::of(&school);
    /// let (rule, _) = rules.get("student-clash").unwrap();
    /// let placed = [("ART-1", "P1", "", ""), ("BIO-1", "M1", "", "")];
    /// let schedule = testing::schedule(&school, &placed, &[("ART-1", "s7"), ("BIO-1", "s7")]).unwrap();
    /// assert_eq!(testing::Law::new(rule, &school).test(&schedule), Ok(true));
    /// ```
    pub fn test(&self, schedule: &Schedule) -> Result<bool, String> {
        let card = self.rule.card();
        let findings = self.rule.check(self.school, schedule);
        for finding in &findings {
            well_formed(self.rule, self.school, finding)?;
        }
        let found = !findings.is_empty();
        let differ = |what: &str| Err(format!("{}: {what}; the check finds {findings:?}", card.slug));

        let hard = self.said(&self.hard, schedule);
        if found && !hard.broken && !hard.excluded {
            return differ("no row is broken and no excluded choice is made");
        }
        if !found && (hard.broken || hard.excluded) {
            return differ("a row is broken or an excluded choice is made");
        }
        if hard.charged != 0 {
            return differ("a row has a price although the rule is hard");
        }
        if hard.gained != self.rule.preference(self.school, schedule) {
            return differ("the gains of the rows are not the preference of the rule");
        }
        // Excluded choices become no columns; for a schedule that makes none of them nothing may change.
        let pruned = self.said(&self.pruned, schedule);
        if !hard.excluded && (pruned.broken, pruned.gained) != (hard.broken, hard.gained) {
            return differ("leaving out the excluded choices changes what the rows say");
        }
        if card.may_be_soft {
            let soft = self.said(&self.soft, schedule);
            let units: i64 = findings.iter().filter(|finding| !finding.always_hard).map(|finding| finding.units).sum();
            if soft.charged != units * i64::from(WEIGHT) {
                return differ(&format!("at weight {WEIGHT} the rows charge {}", soft.charged));
            }
            if soft.broken != findings.iter().any(|finding| finding.always_hard) {
                return differ("when the rule is soft, its hard rows are not what is always hard in its findings");
            }
        } else if findings.iter().any(|finding| !finding.always_hard) {
            return differ("the rule may not be soft, but a finding is not always hard");
        }
        Ok(found)
    }

    fn said(&self, program: &Program, schedule: &Schedule) -> Said {
        let values = program.values(schedule);
        let mut said = Said { broken: false, charged: 0, gained: 0, excluded: false };
        for row in program.rows().iter().filter(|row| !row.implied) {
            match row.price {
                None => said.broken |= row.violation(&values) > 0,
                Some(price) => said.charged += price.of(row.violation(&values)),
            }
        }
        for &(level, column, worth) in program.gains() {
            if level == Level::Preference && values[column] {
                said.gained += worth;
            }
        }
        for (column, meaning) in program.columns().iter() {
            if let Meaning::Choice(choice) = meaning {
                said.excluded |= values[column] && !self.rule.allows(self.school, *choice);
            }
        }
        said
    }
}

/// Tests the implied rows of a set of rules on one schedule: when the schedule makes only choices that
/// are left open and keeps all other hard rows, it keeps the implied ones. Returns whether it was such a
/// schedule.
///
/// # Errors
/// The implied row that is broken.
///
/// ```
/// use mortarboard_model::{rule::Rules, testing, School, Schedule};
/// let school = School::try_from(testing::tiny()).unwrap();
/// let rules = Rules::of(&school);
/// assert_eq!(testing::implied_rows_hold(&rules, &school, &Schedule::empty(&school)), Ok(false));
/// ```
pub fn implied_rows_hold(rules: &Rules, school: &School, schedule: &Schedule) -> Result<bool, String> {
    let program = Program::new(school, rules);
    let values = program.values(schedule);
    let decided = schedule
        .placements
        .values()
        .map(|p| usize::from(p.pattern.is_some()) + usize::from(p.teacher.is_some()) + usize::from(p.room.is_some()));
    let decided: usize =
        decided.sum::<usize>() + schedule.seats.values().flatten().count() + schedule.meetings.values().map(Vec::len).sum::<usize>();
    // A choice that some rule excludes has no column.
    let columns = program.columns().iter().filter(|(column, meaning)| matches!(meaning, Meaning::Choice(_)) && values[*column]);
    if columns.count() < decided {
        return Ok(false);
    }
    let broken =
        |implied: bool| program.rows().iter().find(|row| row.price.is_none() && row.implied == implied && row.violation(&values) > 0);
    match (broken(false), broken(true)) {
        (Some(_), _) => Ok(false),
        (None, None) => Ok(true),
        (None, Some(row)) => Err(format!("an implied row is broken by itself: {}", row_text(school, &program, row))),
    }
}

fn well_formed(rule: &dyn Rule, school: &School, finding: &Finding) -> Result<(), String> {
    let explanation = rule.explain(school, finding);
    let sentence = &explanation.sentence;
    let id = finding.subjects.first().map(|named| named.subject.text(school).rsplit(' ').next().unwrap_or_default().to_owned());
    let unnamed = finding.amounts.iter().any(|amount| amount.name.is_empty() || amount.unit.is_empty())
        || finding.subjects.iter().any(|named| named.role.is_empty());
    let twice = finding.amounts.iter().enumerate().any(|(at, one)| finding.amounts[..at].iter().any(|other| other.name == one.name));
    let fault = if finding.rule != rule.card().slug {
        "carries the slug of another rule"
    } else if finding.units < 1 {
        "has no units"
    } else if unnamed {
        "has a subject without a role, or an amount without a name or a unit"
    } else if twice {
        "has two amounts of one name"
    } else if !id.is_some_and(|id| sentence.contains(&id)) {
        "is explained without naming whom it is about"
    } else if !sentence.ends_with('.') || explanation.mends.is_empty() {
        "is not explained by a sentence and what would mend it"
    } else {
        return Ok(());
    };
    Err(format!("{}: {finding:?} {fault}: {explanation:?}", rule.card().slug))
}
