//! The staffing program against enumeration of all staffings.

use crate::exact::{Staffed, StaffingOptions, Why, staffing};
use mortarboard_model::rule::{Mode, Rules, standard};
use mortarboard_model::{CourseId, Held, School, SectionId, TeacherId};
use mortarboard_testkit::{numbers, random_school};
use proptest::prelude::*;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::time::Duration;

type Given = BTreeMap<(CourseId, TeacherId), u32>;

/// Whether a staffing keeps every limit, from the sentences alone.
fn keeps(school: &School, given: &Given) -> bool {
    let of = |course, teacher| given.get(&(course, teacher)).copied().unwrap_or(0);
    let teachers = || school.teachers().iter();
    let needs = |&&section: &&SectionId| !school.sections()[section].unstaffed;
    let staffed = school.courses().iter().all(|(course, data)| {
        teachers().map(|(teacher, _)| of(course, teacher) as usize).sum::<usize>() == data.sections.iter().filter(needs).count()
    });
    let qualified = given.iter().all(|(&(course, teacher), &n)| n == 0 || school.qualification(teacher, course).is_some());
    let counted = school.qualifications().iter().all(|q| {
        let n = of(q.course, q.teacher);
        n >= q.min_sections && q.max_sections.is_none_or(|most| n <= most)
    });
    let locked = school.courses().iter().all(|(course, data)| {
        teachers().all(|(teacher, _)| {
            let held = data.sections.iter().filter(|&&s| school.locks_of(s).iter().any(|lock| lock.held == Held::Teacher(teacher)));
            of(course, teacher) as usize >= held.count()
        })
    });
    let bearable = teachers().all(|(teacher, data)| {
        let own = || school.courses().iter().map(|(course, data)| (of(course, teacher), data.load)).filter(|(n, _)| *n > 0);
        own().map(|(n, load)| n * load).sum::<u32>() <= data.max_load && data.max_preps.is_none_or(|most| own().count() <= most as usize)
    });
    staffed && qualified && counted && locked && bearable
}

fn preference(school: &School, given: &Given) -> i64 {
    school.qualifications().iter().map(|q| i64::from(q.preference) * given.get(&(q.course, q.teacher)).map_or(0, |&n| i64::from(n))).sum()
}

/// The most preference of any staffing: every way to give each section to some teacher.
fn most(school: &School) -> Option<i64> {
    let sections: Vec<CourseId> = school.sections().values().filter(|section| !section.unstaffed).map(|section| section.course).collect();
    let mut all: Vec<Given> = vec![Given::new()];
    for course in sections {
        let mut longer: Vec<Given> = Vec::new();
        for given in all {
            for teacher in school.teachers().ids() {
                let mut next = given.clone();
                *next.entry((course, teacher)).or_default() += 1;
                longer.push(next);
            }
        }
        longer.sort_unstable();
        longer.dedup();
        all = longer;
    }
    all.iter().filter(|given| keeps(school, given)).map(|given| preference(school, given)).max()
}

#[test]
fn the_best_staffing_is_found_or_there_is_none() {
    let (found, none) = (Cell::new(0), Cell::new(0));
    let config = ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() };
    let rng = proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha);
    let result = proptest::test_runner::TestRunner::new_with_rng(config, rng).run(&numbers(), |numbers| {
        let school = random_school(&numbers);
        if !school.has_teachers() {
            return Ok(());
        }
        // Whatever the settings say: every rule is hard here.
        let rules = standard().into_iter().fold(Rules::none(), |rules, rule| rules.with(rule, Mode::Hard));
        match staffing(&school, &rules, &StaffingOptions { time: None, ..StaffingOptions::default() }) {
            Staffed::Optimal(staffing) => {
                prop_assert!(keeps(&school, &staffing.sections));
                prop_assert_eq!(staffing.preference, preference(&school, &staffing.sections));
                prop_assert_eq!(Some(staffing.preference), most(&school));
                found.set(found.get() + 1);
            }
            Staffed::Infeasible => {
                prop_assert_eq!(most(&school), None);
                none.set(none.get() + 1);
            }
            other => return Err(TestCaseError::fail(format!("{other:?}"))),
        }
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
    assert!(found.get() >= 20 && none.get() >= 20, "{} found, {} without", found.get(), none.get());
}

#[test]
fn no_time_and_no_teachers_are_told_apart() {
    let none = StaffingOptions { time: Some(Duration::ZERO), ..StaffingOptions::default() };
    let school = School::try_from(mortarboard_model::testing::tiny()).unwrap();
    assert_eq!(staffing(&school, &Rules::of(&school), &none), Staffed::Unknown(Why::Time));
    let singletons = mortarboard_testkit::two_singletons();
    let Staffed::Optimal(empty) = staffing(&singletons, &Rules::of(&singletons), &none) else { panic!() };
    assert!(empty.sections.is_empty());
}
