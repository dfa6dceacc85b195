//! A rule of one's own that speaks of seats: it is kept while students are seated, and at the speed of the library's rules.

use mortarboard_checker as checker;
use mortarboard_core::Options;
use mortarboard_io::generate::examples;
use mortarboard_model::keeper::{Amount, Counted, Keeping, Sum};
use mortarboard_model::program::{Program, Sense};
use mortarboard_model::rule::{Card, Explanation, Finding, Subject};
use mortarboard_model::rule::{Mode, Rule, Rules};
use mortarboard_model::{RequestId, SectionId};
use mortarboard_model::{Schedule, School};
use mortarboard_run::solve_with;
use std::sync::Arc;

/// No more than so many students of one grade sit in a section.
struct OfOneGrade {
    most: i64,
}

static CARD: Card = Card {
    slug: "of-one-grade",
    sentence: "No more than a number of students of one grade sit in a section.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a student too many of a grade in a section"),
    reads: &["students.grade", "requests"],
    rows: "Σ_{i of grade g} seat[i,s] ≤ most for each section s and grade g",
    size: "|S|·|grades| rows",
    says: "Section ART-1 has 9 students of one grade.",
    source: "the school's own wish",
    called: &[],
};

impl OfOneGrade {
    fn grades(school: &School) -> Vec<Option<u32>> {
        let mut grades: Vec<Option<u32>> = school.students().values().map(|student| student.grade).collect();
        grades.sort_unstable();
        grades.dedup();
        grades
    }

    fn own(school: &School, section: SectionId, grade: Option<u32>) -> Vec<RequestId> {
        let of = |id: &RequestId| {
            let request = &school.requests()[*id];
            request.course == school.sections()[section].course && school.students()[request.student].grade == grade
        };
        school.requests().ids().filter(of).collect()
    }
}

impl Rule for OfOneGrade {
    fn card(&self) -> &'static Card {
        &CARD
    }

    fn rows(&self, school: &School, program: &mut Program) {
        for section in school.sections().ids() {
            for grade in Self::grades(school) {
                let own = Self::own(school, section, grade);
                let seats: Vec<_> = own.into_iter().filter_map(|id| program.seat(id, section)).map(|seat| (seat, 1)).collect();
                program.row(vec![Subject::Section(section)], seats, Sense::Le, self.most);
            }
        }
    }

    fn search(&self, school: &School) -> Keeping {
        let grades = Self::grades(school).into_iter().map(|grade| {
            let own = school.requests().iter().filter(move |(_, request)| school.students()[request.student].grade == grade);
            own.map(|(id, _)| (id, 1)).collect::<Arc<[_]>>()
        });
        let grades: Vec<_> = grades.collect();
        let limit =
            |section, own: &Arc<[(RequestId, i64)]>| Amount::at_most(Sum::Seated(vec![section], Counted::Some(own.clone())), self.most);
        Keeping::of(school.sections().ids().flat_map(|section| grades.iter().map(move |own| limit(section, own))))
    }

    fn check(&self, school: &School, schedule: &Schedule) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (section, roster) in schedule.rosters(school).iter() {
            for grade in Self::grades(school) {
                let own = roster.iter().filter(|&&id| school.students()[school.requests()[id].student].grade == grade).count() as i64;
                if own > self.most {
                    let finding = Finding::new(CARD.slug).about("section", section).amount("own", "students", own);
                    findings.push(finding.units(own - self.most));
                }
            }
        }
        findings
    }

    fn explain(&self, school: &School, finding: &Finding) -> Explanation {
        let about: Vec<String> = finding.subjects.iter().map(|named| named.subject.text(school)).collect();
        Explanation {
            sentence: format!("The {} has too many students of one grade.", about.join(", ")),
            mends: vec!["move one".to_owned()],
        }
    }
}

#[test]
fn a_rule_on_seats_is_kept_wherever_seats_are_given() {
    for raw in [examples::seven_period_day(), examples::ab_days(), examples::four_by_four()] {
        let school = School::try_from(&raw).unwrap();
        let mut options = Options::default();
        (options.time, options.work, options.threads) = (None, Some(1_000), 1);
        let free = solve_with(&school, &Rules::of(&school), &options, &|_| {}).unwrap();
        let free = free.schedule().unwrap();
        // Half of what the fullest section has of one grade.
        let most = (1..).find(|&most| OfOneGrade { most }.check(&school, free).is_empty()).unwrap() / 2;
        let rule = Arc::new(OfOneGrade { most });
        assert!(!rule.check(&school, free).is_empty(), "{}: the rule asks for nothing", raw.settings.name);
        let rules = Rules::of(&school).with(rule.clone(), Mode::Hard);
        let answer = solve_with(&school, &rules, &options, &|_| {}).unwrap();
        let schedule = answer.schedule().unwrap_or_else(|| panic!("{}: no schedule", raw.settings.name));
        assert!(checker::verify(&school, &rules, schedule).accepted());
        assert!(rule.check(&school, schedule).is_empty());
        let (before, now) = (free.seats.values().flatten().count(), schedule.seats.values().flatten().count());
        assert!(now * 10 >= before * 4, "{}: {now} of {before} seats", raw.settings.name);
    }
}
