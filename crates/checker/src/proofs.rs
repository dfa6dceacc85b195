//! Finds proofs of others anew: that every student has all there is for them, and that nothing is left for a section.

use crate::alone::Alone;
use crate::bound::{countable, measure, most_preference, worth};
use crate::day::{Worth, add};
use crate::side_by_side::each;
use crate::times::Known;
use crate::verify::Report;
use crate::whole_week::none_better;
use mortarboard_model::keeper::{Facet, Keeper, Keeping};
use mortarboard_model::program::Choice;
use mortarboard_model::rule::{Finding, Mode, Rule, Rules};
use mortarboard_model::score::{Measure, Score};
use mortarboard_model::{Priority, Request, RequestId, Schedule, School, SectionId, Student};

/// Whether every student has all that they could have if alone in the school, on each level in turn (or by one sum, as the objective
/// has it), and no preference is lost: then no schedule under these rules is worth more. `report` is that of
/// [`verify`](crate::verify) of this schedule. What students could have alone is found as for [`placeable`](crate::placeable), of which
/// this takes the time.
///
/// True is a proof, false is none: weeks that are too wide to be searched are bounded from above, and so are alternates, of which a
/// student is taken to have at most as many as other requests are not met.
///
/// ```
/// use mortarboard_checker::{own_weeks_reached, verify};
/// use mortarboard_model::{School, rule::Rules, testing};
/// let mut raw = testing::tiny();
/// raw.students.retain(|student| student.student == "s7");
/// raw.requests.retain(|request| request.student == "s7" && request.course == "ART");
/// let school = School::try_from(raw).unwrap();
/// let rules = Rules::of(&school);
/// let placed = [("ART-1", "P1", "t1", "R2")];
/// let has_all = |seats: &[(&str, &str)]| {
///     let schedule = testing::schedule(&school, &placed, seats).unwrap();
///     own_weeks_reached(&school, &rules, &schedule, &verify(&school, &rules, &schedule))
/// };
/// assert_eq!((has_all(&[("ART-1", "s7")]), has_all(&[])), (true, false));
/// ```
pub fn own_weeks_reached(school: &School, rules: &Rules, schedule: &Schedule, report: &Report) -> bool {
    let measure = measure(school);
    let preferred = most_preference(school, rules).is_some_and(|most| report.score.preference >= most);
    if !preferred || !schedule.fits(school) || !countable(school, measure) {
        return false;
    }
    let all = Full { school, schedule, alone: Alone::new(school, rules), measure };
    each(school.students().as_slice(), &|student| all.has_all(student)).into_iter().all(|has| has)
}

struct Full<'s> {
    school: &'s School,
    schedule: &'s Schedule,
    alone: Alone<'s>,
    measure: Measure,
}

impl Full<'_> {
    fn has_all(&self, student: &Student) -> bool {
        let worth = |request: &Request| worth(self.school, self.measure, request);
        let met = student.requests.iter().filter(|id| self.is_met(**id)).map(|&id| worth(&self.school.requests()[id]));
        let has = met.fold([0; 3], add);
        if has >= self.alone.best(student, worth).worth && self.has_all_alternates(student) {
            return true;
        }
        let mut score = Score::default();
        for request in student.requests.iter().filter(|id| self.is_met(**id)).map(|&id| &self.school.requests()[id]) {
            score.add(request.priority.level(), i64::from(request.weight));
        }
        none_better(self.school, &self.alone, student, &score, self.alone.kept.any(Known::OneSection))
    }

    fn is_met(&self, id: RequestId) -> bool {
        let own = |section: SectionId| self.school.sections()[section].course == self.school.requests()[id].course;
        self.schedule.seats[id].is_some_and(own)
    }

    /// Whether no week that is worth as much on the levels of other requests has more of the alternates.
    fn has_all_alternates(&self, student: &Student) -> bool {
        let of = |wanted: bool| {
            let all = student.requests.iter().map(|&id| (id, &self.school.requests()[id]));
            all.filter(move |(_, request)| (request.priority == Priority::Alternate) == wanted).collect::<Vec<_>>()
        };
        let away = self.alone.away(student);
        let mut weights: Vec<u32> =
            of(true).into_iter().filter(|&(id, _)| !self.alone.times(id, away).is_empty()).map(|(_, request)| request.weight).collect();
        let has: u64 = of(true).into_iter().filter(|(id, _)| self.is_met(*id)).map(|(_, request)| u64::from(request.weight)).sum();
        let sum = |weights: &[u32]| weights.iter().map(|&weight| u64::from(weight)).sum::<u64>();
        if !self.alone.timed() {
            // Then a request may be met at any time.
            weights = of(true).into_iter().map(|(_, request)| request.weight).collect();
        }
        if has >= sum(&weights) {
            return true;
        }
        // By one sum an alternate may be worth the loss of something else, and without the rule it need not stand in for anything.
        let others = of(false);
        let unmet = others.iter().filter(|(id, _)| !self.is_met(*id)).count();
        if self.measure != Measure::Levels || !self.alone.kept.any(Known::OneSection) || !self.as_many(&others, unmet) {
            return false;
        }
        weights.sort_unstable_by_key(|&weight| std::cmp::Reverse(weight));
        has >= sum(&weights[..unmet.min(weights.len())])
    }

    /// Whether as many are met in every week of the same worth: all are, or those of a level weigh the same.
    fn as_many(&self, others: &[(RequestId, &Request)], unmet: usize) -> bool {
        let worths = || others.iter().map(|(_, request)| worth(self.school, self.measure, request));
        let same = |a: Worth, b: Worth| a == b || a.iter().zip(b).all(|(&a, b)| a == 0 || b == 0);
        let even = unmet == 0 || worths().all(|a| worths().all(|b| same(a, b)));
        even && worths().all(|worth| worth > [0; 3])
    }
}

/// Whether a section can't have what it has to have: hard rules exclude every pattern, teacher or room there is, and a hard rule that says it
/// asks for one finds the section at fault while it has none. Then no schedule keeps these rules. O(choices · rules), and one look of every rule at an empty schedule.
///
/// ```
/// use mortarboard_checker::nothing_left;
/// use mortarboard_model::{School, keeper::Facet, rule::Rules, testing};
/// let mut raw = testing::tiny();
/// raw.qualifications.retain(|row| row.course != "ART");
/// let school = School::try_from(&raw).unwrap();
/// let (rules, art) = (Rules::of(&school), school.find_section("ART-1").unwrap());
/// assert!(nothing_left(&school, &rules, art, Facet::Teacher), "nobody is qualified");
/// assert!(!nothing_left(&school, &rules, art, Facet::Pattern));
/// assert!(!nothing_left(&school, &rules.without("teacher-qualified"), art, Facet::Teacher));
/// ```
pub fn nothing_left(school: &School, rules: &Rules, section: SectionId, facet: Facet) -> bool {
    if school.sections().get(section).is_none() {
        return false;
    }
    let excluded = |choice: Choice| rules.forbids(school, choice).is_some();
    let none = match facet {
        Facet::Pattern => school.patterns().ids().all(|pattern| excluded(Choice::Place(section, pattern))),
        Facet::Teacher => school.teachers().ids().all(|teacher| excluded(Choice::Teach(section, teacher))),
        Facet::Room => school.rooms().ids().all(|room| excluded(Choice::House(section, room))),
    };
    let empty = Schedule::empty(school);
    let asks = |rule: &dyn Rule| {
        let needs = |keeper: &Keeper| matches!(keeper, Keeper::Needs(needs) if needs.facet == facet && needs.sections.contains(&section));
        let says = matches!(rule.search(school), Keeping::Keepers(keepers) if keepers.iter().any(needs));
        let about = |finding: &Finding| finding.subjects.iter().any(|named| named.subject == section.into());
        says && rule.check(school, &empty).iter().any(about)
    };
    none && rules.iter().any(|(rule, mode)| mode == Mode::Hard && asks(rule))
}
