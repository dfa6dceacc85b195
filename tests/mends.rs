//! The mends of the example schools, done as their JSON says.

use mortarboard_checker::{Mend, follow, mends, reasons, verify};
use mortarboard_core::Options;
use mortarboard_io::generate::{Recipe, examples, riverbend, school};
use mortarboard_model::Priority;
use mortarboard_model::raw::RawSchool;
use mortarboard_model::rule::Rules;
use mortarboard_model::{Schedule, School};
use mortarboard_run::{prioritised, solve_with};

/// How many mends there were, after each has been done.
fn examine(name: &str, raw: &RawSchool, work: u64) -> usize {
    let plain = School::try_from(raw).unwrap_or_else(|faults| panic!("{name}: {faults}"));
    let school = prioritised(&plain);
    let rules = Rules::of(&school);
    let mut options = Options::default();
    options.work = Some(work);
    let answer = solve_with(&school, &rules, &options, &|_| {}).unwrap_or_else(|error| panic!("{name}: {error}"));
    let (schedule, report) = answer.schedule().zip(answer.report()).unwrap_or_else(|| panic!("{name} has a schedule"));
    let unmet = reasons(&school, &rules, schedule);
    let found = mends(&school, &rules, schedule, &unmet, &|| true);
    let rows = schedule.to_raw(&school);
    let met = |report: &mortarboard_checker::Report, alternates: bool| -> i64 {
        let tallies = report.counts.by_priority.iter().filter(|(priority, _)| (**priority == Priority::Alternate) == alternates);
        tallies.map(|(_, tally)| i64::try_from(tally.met).unwrap()).sum()
    };
    let mut done = 0;
    for mend in found.iter().flat_map(|one| &one.mends) {
        let mend: Mend = serde_json::from_str(&serde_json::to_string(mend).unwrap()).unwrap();
        let (raw, rows) = follow(raw, &rows, &mend);
        let after = School::try_from(&raw).unwrap_or_else(|faults| panic!("{name} {mend:?}: {faults}"));
        let schedule = Schedule::from_raw(&after, &rows).unwrap_or_else(|faults| panic!("{name} {mend:?}: {faults}"));
        let after = prioritised(&after);
        let now = verify(&after, &Rules::of(&after), &schedule);
        assert!(now.accepted(), "{name} {mend:?}: {:?}", now.violations);
        // Where another section or time makes another request critical, it is one of the same student, so levels are added up.
        let (gives, costs) = (mend.gives, mend.costs);
        let asked = i64::try_from(gives.total() - gives.alternate).unwrap() - i64::try_from(costs.total() - costs.alternate).unwrap();
        let alternates = i64::try_from(gives.alternate).unwrap() - i64::try_from(costs.alternate).unwrap();
        assert_eq!((met(&now, false) - met(report, false), met(&now, true) - met(report, true)), (asked, alternates), "{name} {mend:?}");
        if plain.graduation().plans.is_empty() {
            let key = |score: &mortarboard_model::score::Score| score.key(after.objective());
            assert!(key(&now.score) > key(&report.score), "{name} {mend:?}");
            assert_eq!(now.score.primary - report.score.primary, mend.worth.primary, "{name} {mend:?}");
        }
        done += 1;
    }
    done
}

#[test]
fn mends_of_the_examples_are_what_they_say() {
    let mut all = 0;
    for (name, raw) in examples::all() {
        all += examine(name, &raw, 60);
    }
    all += examine("riverbend", &riverbend(), 400);
    all += examine("generated", &school(&Recipe::new(150, 3)), 200);
    assert!(all >= 60, "{all} mends");
}
