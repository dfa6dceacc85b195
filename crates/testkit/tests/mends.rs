//! Each mend that is printed, done as its JSON says: the schedule keeps every hard rule, and what the mend gives and costs is what happens.

use mortarboard_checker::{Levels, Mend, Reason, Step, follow, mends, reasons, verify};
use mortarboard_model::raw::{RawObjective, RawSchedule, RawSchool};
use mortarboard_model::rule::Rules;
use mortarboard_model::score::Score;
use mortarboard_model::testing::draws;
use mortarboard_model::{Priority, Schedule, School};
use mortarboard_testkit::{busy_raw, some_schedule};
use std::collections::{BTreeMap, BTreeSet};

/// The requests that a schedule meets, by student, course and how many of them.
fn met(school: &School, schedule: &Schedule) -> BTreeMap<(String, String), (Priority, u64)> {
    let mut met = BTreeMap::new();
    for (id, request) in school.requests().iter().filter(|&(id, _)| schedule.seats[id].is_some()) {
        let key = (school.students()[request.student].id.clone(), school.courses()[request.course].id.clone());
        met.entry(key).or_insert((request.priority, 0)).1 += 1;
        assert!(request.times == 1, "{id:?}");
    }
    met
}

fn more(school: &School, a: &BTreeMap<(String, String), (Priority, u64)>, b: &BTreeMap<(String, String), (Priority, u64)>) -> Levels {
    let mut levels = Levels::default();
    a.iter().filter(|(key, _)| !b.contains_key(*key)).for_each(|(_, (priority, _))| levels.count(*priority));
    assert!(!school.requests().is_empty());
    levels
}

/// Does a mend from its JSON and compares what comes of it with what it says.
fn examine(raw: &RawSchool, rows: &RawSchedule, before: &(School, Schedule, Score), mend: &Mend) {
    let text = serde_json::to_string(mend).unwrap();
    let mend: Mend = serde_json::from_str(&text).unwrap();
    let (raw, rows) = follow(raw, rows, &mend);
    let school = School::try_from(&raw).unwrap_or_else(|faults| panic!("{text}\n{faults}"));
    let schedule = Schedule::from_raw(&school, &rows).unwrap_or_else(|faults| panic!("{text}\n{faults}"));
    let report = verify(&school, &Rules::of(&school), &schedule);
    assert!(report.accepted(), "{text}\n{:?}", report.violations);
    let (old, unmended, score) = before;
    let (has, had) = (met(&school, &schedule), met(old, unmended));
    assert_eq!((mend.gives, mend.costs), (more(old, &has, &had), more(old, &had, &has)), "{text}");
    let worth = |level| report.score.on(level) - score.on(level);
    for level in mortarboard_model::score::Level::ALL {
        assert_eq!(worth(level), mend.worth.on(level), "{level:?} {text}");
    }
    assert!(report.score.key(old.objective()) > score.key(old.objective()), "{text}");
}

fn kind(mend: &Mend) -> &'static str {
    match mend.steps.first() {
        None if mend.gives.alternate > 0 => "alternate",
        None => "seats of the student",
        Some(Step::Unlock { .. }) => "unlock",
        Some(Step::Move { .. }) => "move",
        Some(Step::Seats { .. }) => "seat",
        Some(Step::Open { .. }) => "section",
        Some(_) => "other",
    }
}

#[test]
fn five_thousand_mends_are_what_they_say() {
    let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
    let mut of_orders: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut all, mut rich, mut nothing, mut schools, mut ordered) = (0, 0, 0, 0, 0);
    for seed in 0..1200 {
        let mut draw = draws(&[seed]);
        let raw = busy_raw(&mut draw);
        let school = School::try_from(&raw).unwrap_or_else(|faults| panic!("{seed} {faults}"));
        let Some(schedule) = some_schedule(&school, &mut draw) else { continue };
        schools += 1;
        let score = verify(&school, &Rules::of(&school), &schedule).score;
        let unmet = reasons(&school, &Rules::of(&school), &schedule);
        let found = mends(&school, &Rules::of(&school), &schedule, &unmet, &|| true);
        let rows = schedule.to_raw(&school);
        let with_more = !raw.teams.is_empty() || !raw.locks.is_empty() || raw.requests.iter().any(|row| row.priority == "alternate");
        let before = (school, schedule, score);
        let mut seen = BTreeSet::new();
        for (unmet, found) in unmet.iter().zip(&found).filter(|(_, found)| found.searched) {
            assert!(found.mends.len() <= 3 && found.mends.is_empty() == found.note.starts_with("Nothing"), "{found:?}");
            nothing += u32::from(found.mends.is_empty());
            let keys: Vec<_> = found.mends.iter().map(|mend| mend.worth.key(before.0.objective())).collect();
            assert!(keys.is_sorted_by(|a, b| a >= b), "best first: {found:?}");
            for mend in &found.mends {
                let own = |change: &&mortarboard_checker::SeatChange| change.student == unmet.student && change.from.is_none();
                let gained: Vec<&str> = mend.seats.iter().filter(own).map(|change| change.course.as_str()).collect();
                assert!(gained.contains(&unmet.course.as_str()) || (mend.gives.alternate > 0 && !gained.is_empty()), "{mend:?}");
                let room = mend.steps.iter().any(|step| matches!(step, Step::Room { .. }));
                *kinds.entry(if room { "room" } else { kind(mend) }).or_default() += 1;
                if matches!(unmet.reason, Reason::OutOfOrder { .. }) {
                    *of_orders.entry(kind(mend)).or_default() += 1;
                }
                ordered += u32::from(!raw.prerequisites.is_empty());
                all += 1;
                rich += u32::from(with_more);
                if seen.insert(format!("{mend:?}")) {
                    examine(&raw, &rows, &before, mend);
                }
            }
        }
    }
    assert!(all >= 5000 && rich * 2 >= all, "{all} mends at {schools} schools, {rich} with more, {nothing} without: {kinds:?}");
    for kind in ["alternate", "seats of the student", "unlock", "move", "room", "seat", "section"] {
        assert!(kinds.get(kind).is_some_and(|&count| count >= 10), "{kind}: {kinds:?}");
    }
    assert!(ordered >= 500, "{ordered} mends at schools with prerequisites");
    for kind in ["move", "unlock", "section", "seat"] {
        assert!(of_orders.contains_key(kind), "{kind} never mends an order: {of_orders:?}");
    }
}

/// Weights and factors as large as tables can hold: sums that no number can hold end at the largest, and nothing panics.
#[test]
fn the_largest_weights_are_reckoned_with() {
    let most = u32::MAX;
    let mut named = 0;
    for seed in 0..60 {
        let mut draw = draws(&[seed]);
        let mut raw = busy_raw(&mut draw);
        raw.settings.objective = RawObjective::Ratio { critical: None, required: most, primary: most, alternate: most, preference: most };
        raw.requests.iter_mut().for_each(|request| request.weight = Some(most));
        let school = School::try_from(&raw).unwrap_or_else(|faults| panic!("{seed} {faults}"));
        let Some(schedule) = some_schedule(&school, &mut draw) else { continue };
        let found = mends(&school, &Rules::of(&school), &schedule, &reasons(&school, &Rules::of(&school), &schedule), &|| true);
        named += found.iter().flat_map(|found| &found.mends).count();
    }
    assert!(named > 0);
}
