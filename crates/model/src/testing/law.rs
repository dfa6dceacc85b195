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

/// What one rule says of one schedule.
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

fn rows_say(school: &School, schedule: &Schedule, rule: &dyn Rule, mode: Mode, domains: Domains) -> Said {
    let mut program = Program::choices_only(school, domains);
    program.add(school, rule, mode);
    let values = program.values(schedule);
    let mut said = Said { broken: false, charged: 0, gained: 0, excluded: false };
    for row in program.rows().iter().filter(|row| !row.implied) {
        match row.price {
            None => said.broken |= row.violation(&values) > 0,
            Some(price) => said.charged += price * row.violation(&values),
        }
    }
    for &(level, column, worth) in program.gains() {
        if level == Level::Preference && values[column] {
            said.gained += worth;
        }
    }
    for (column, meaning) in program.columns().iter() {
        if let Meaning::Choice(choice) = meaning {
            said.excluded |= values[column] && !rule.allows(school, *choice);
        }
    }
    said
}

/// Tests a rule on one schedule: what its rows forbid is what its check finds, and what its rows charge
/// and gain is what its findings and its preference come to. Returns whether the schedule breaks the rule.
///
/// For rules of your own, call it on many schedules ([`random_raw`](super::random_raw),
/// [`random_schedule`](super::random_schedule)) and see that both answers occur.
///
/// # Errors
/// A sentence that says where the two differ.
///
/// ```
/// use mortarboard_model::{rule, testing, School, Schedule};
/// let school = School::try_from(testing::tiny()).unwrap();
/// for rule in rule::standard() {
///     assert!(testing::same_by_rows_and_check(rule.as_ref(), &school, &Schedule::empty(&school)).is_ok());
/// }
/// ```
pub fn same_by_rows_and_check(rule: &dyn Rule, school: &School, schedule: &Schedule) -> Result<bool, String> {
    let slug = rule.card().slug;
    let findings = rule.check(school, schedule);
    for finding in &findings {
        well_formed(rule, school, finding)?;
    }
    let broken = !findings.is_empty();
    let differ = |what: &str| Err(format!("{slug}: {what}; the check finds {findings:?}"));

    let hard = rows_say(school, schedule, rule, Mode::Hard, all_choices(school));
    if broken != (hard.broken || hard.excluded) {
        return differ(if broken {
            "no row is broken and no excluded choice is made"
        } else {
            "a row is broken or an excluded choice is made"
        });
    }
    if hard.charged != 0 {
        return differ("a row has a price although the rule is hard");
    }
    if hard.gained != rule.preference(school, schedule) {
        return differ("the gains of the rows are not the preference of the rule");
    }
    // Excluded choices become no columns; for a schedule that makes none of them nothing may change.
    let pruned = rows_say(school, schedule, rule, Mode::Hard, open_choices(school, rule));
    if !hard.excluded && (pruned.broken, pruned.gained) != (hard.broken, hard.gained) {
        return differ("leaving out the excluded choices changes what the rows say");
    }
    if rule.card().may_be_soft {
        let weight = 3;
        let soft = rows_say(school, schedule, rule, Mode::Soft { weight }, all_choices(school));
        let units: i64 = findings.iter().filter(|finding| !finding.always_hard).map(|finding| finding.units).sum();
        if soft.charged != units * i64::from(weight) {
            return differ(&format!("at weight {weight} the rows charge {}", soft.charged));
        }
        if soft.broken != findings.iter().any(|finding| finding.always_hard) {
            return differ("when the rule is soft, its hard rows are not what is always hard in its findings");
        }
    } else if findings.iter().any(|finding| !finding.always_hard) {
        return differ("the rule may not be soft, but a finding is not always hard");
    }
    Ok(broken)
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
    let id = finding.about.first().map(|subject| subject.text(school).rsplit(' ').next().unwrap_or_default().to_owned());
    let fault = if finding.rule != rule.card().slug {
        "carries the slug of another rule"
    } else if finding.units < 1 {
        "has no units"
    } else if !id.is_some_and(|id| sentence.contains(&id)) {
        "is explained without naming whom it is about"
    } else if !sentence.ends_with('.') || explanation.mends.is_empty() {
        "is not explained by a sentence and what would mend it"
    } else {
        return Ok(());
    };
    Err(format!("{}: {finding:?} {fault}: {explanation:?}", rule.card().slug))
}
