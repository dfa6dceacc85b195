//! Damaged schedules and summaries: what is wrong with one of them is found as a violation, a fault or a claim that is not so.

use mortarboard_checker::{Measure, Report, Unmet, most_by, reasons, verify};
use mortarboard_core::Options;
use mortarboard_model::raw::{RawMeeting, RawRuleMode, RawSchedule, RawSchool};
use mortarboard_model::rule::{Mode, Rules};
use mortarboard_model::testing;
use mortarboard_model::{Schedule, School};
use mortarboard_run::summary::{Asked, Summary, verify_summary};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// How many damages there are at least, of summaries and in all.
const SUMMARIES: usize = 5_000;
const ALL: usize = 7_000;

/// About how many seats of a schedule, and how many other times of a section, are tried.
const SEATS: usize = 100;
const TIMES: usize = 4;

/// A school, its schedule, and what was said of it.
struct Case {
    name: String,
    raw: RawSchool,
    school: School,
    digest: String,
    schedule: RawSchedule,
    report: Report,
    unmet: Vec<Unmet>,
    summary: Value,
}

impl Case {
    /// Solves a school; none where it has no schedule.
    fn new(name: &str, raw: RawSchool) -> Option<Case> {
        let school = School::try_from(&raw).ok()?;
        let school = mortarboard_run::prioritised(&school).into_owned();
        let mut options = Options::default();
        options.work = Some(40);
        options.threads = 1;
        let answer = mortarboard_run::solve(&school, &options, &|_| {}).expect("the checker agrees with the scheduler");
        let schedule = answer.schedule()?;
        let (report, unmet) = (answer.report()?.clone(), reasons(&school, &Rules::of(&school), schedule));
        let digest = mortarboard_io::digest(&raw);
        let asked = Asked { work: options.work, ..Asked::default() };
        let summary = Summary::new(&school, digest.clone(), &answer, &unmet, options.seed, asked);
        let summary = serde_json::to_value(summary).expect("plain data");
        let schedule = schedule.to_raw(&school);
        let case = Case { name: name.to_owned(), raw, school, digest, schedule, report, unmet, summary };
        assert!(!case.told(&case.summary), "{name}: nothing is wrong yet");
        Some(case)
    }

    /// Whether the comparison finds something wrong with a summary.
    fn told(&self, summary: &Value) -> bool {
        let compared = verify_summary(&self.school, &Rules::of(&self.school), &self.digest, &self.report, &self.unmet, summary);
        compared.map_or(true, |compared| !compared.claims.is_empty())
    }

    /// Whether something is found wrong with a schedule beside the summary of the good one.
    fn seen(&self, schedule: &RawSchedule) -> bool {
        let Ok(schedule) = Schedule::from_raw(&self.school, schedule) else { return true };
        let report = verify(&self.school, &Rules::of(&self.school), &schedule);
        if !report.accepted() {
            return true;
        }
        let unmet = reasons(&self.school, &Rules::of(&self.school), &schedule);
        let compared = verify_summary(&self.school, &Rules::of(&self.school), &self.digest, &report, &unmet, &self.summary);
        compared.map_or(true, |compared| !compared.claims.is_empty())
    }

    /// Whether a rule has a say whatever it costs: another schedule may have the same price.
    fn kept(&self, slug: &str) -> bool {
        Rules::of(&self.school).get(slug).is_some_and(|(_, mode)| mode == Mode::Hard)
    }
}

/// Paths of all numbers, truth values, words and lists in what is compared.
fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| places(value, &format!("{path}/{}", escaped(key)), found)),
        Value::Array(list) => {
            found.push(path.to_owned());
            list.iter().enumerate().for_each(|(at, value)| places(value, &format!("{path}/{at}"), found));
        }
        Value::Null => {}
        _ => found.push(path.to_owned()),
    }
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// What a value may be damaged into.
fn damaged(value: &Value) -> Vec<Value> {
    match value {
        Value::Bool(is) => vec![json!(!is)],
        Value::Number(number) => {
            let number = number.as_i64().expect("all numbers are whole");
            vec![json!(number + 1), json!(number - 1), json!(number + 1_000)]
        }
        Value::String(text) => vec![json!(format!("{text}x")), json!("")],
        Value::Array(list) => {
            let mut others = vec![];
            for at in 0..list.len() {
                let mut fewer = list.clone();
                fewer.remove(at);
                others.push(Value::Array(fewer));
                let mut turned = list.clone();
                turned.swap(at, (at + 1) % list.len());
                others.push(Value::Array(turned));
            }
            let one_more = list.first().cloned().unwrap_or_else(|| json!("x"));
            others.push(Value::Array([list.as_slice(), &[one_more]].concat()));
            others
        }
        _ => Vec::new(),
    }
}

/// Prices prove a bound whatever they are: others are no damage where they add up to the same.
fn same_proof(case: &Case, path: &str, summary: &Value) -> bool {
    let Some((of, _)) = path.split_once("/prices") else { return false };
    let measure = match of {
        "/bound/requests" => Measure::Requests,
        "/bound/levels" => Measure::Levels,
        _ => Measure::Sum,
    };
    let worth = |summary: &Value| {
        let prices = summary.pointer(&format!("{of}/prices")).and_then(Value::as_object).into_iter().flatten();
        let prices = prices.map(|(course, price)| {
            let all: Vec<i64> =
                price.as_array().map_or_else(|| vec![price], |all| all.iter().collect()).into_iter().filter_map(Value::as_i64).collect();
            (case.school.find_course(course).expect("its own course"), std::array::from_fn(|at| all.get(at).copied().unwrap_or(0)))
        });
        most_by(&case.school, &Rules::of(&case.school), measure, &prices.collect())
    };
    worth(summary) == worth(&case.summary)
}

/// Damages every number, word and list of a summary in turn; how many damages there were.
fn damage_summary(case: &Case) -> usize {
    const SEARCH: [&str; 8] = ["options", "school", "seed", "stopped", "version", "work", "note", "digest"];
    let mut paths = Vec::new();
    places(&case.summary, "", &mut paths);
    paths.retain(|path| !SEARCH.contains(&path[1..].split('/').next().unwrap_or_default()));
    let mut count = 0;
    let mut try_one = |path: &str, summary: &Value| {
        if *summary != case.summary && !same_proof(case, path, summary) && !(path == "/status" && unknown_proof(case, summary)) {
            assert!(case.told(summary), "{}: {path} is damaged, and nothing is said: {:?}", case.name, summary.pointer(path));
            count += 1;
        }
    };
    for path in &paths {
        let value = case.summary.pointer(path).expect("its own path");
        for other in damaged(value) {
            let mut summary = case.summary.clone();
            *summary.pointer_mut(path).expect("its own path") = other;
            try_one(path, &summary);
        }
    }
    // Two neighbours change places.
    for pair in paths.windows(2) {
        let [a, b] = [&pair[0], &pair[1]].map(|path| case.summary.pointer(path).expect("its own path").clone());
        if a.is_i64() && b.is_i64() && !pair[0].contains("/prices") && !pair[1].contains("/prices") {
            let mut summary = case.summary.clone();
            *summary.pointer_mut(&pair[0]).expect("its own path") = b;
            *summary.pointer_mut(&pair[1]).expect("its own path") = a;
            try_one(&pair[0], &summary);
        }
    }
    let words = ["infeasible", "unknown", "good"];
    for word in words {
        let mut summary = case.summary.clone();
        summary["status"] = json!(word);
        try_one("/status", &summary);
    }
    // The certificate of another school.
    let mut summary = case.summary.clone();
    summary["digest"] = json!("0".repeat(64));
    try_one("/digest", &summary);
    count
}

/// That a schedule is the best is not compared where no bound proves it; that is said.
fn unknown_proof(case: &Case, summary: &Value) -> bool {
    let compared =
        verify_summary(&case.school, &Rules::of(&case.school), &case.digest, &case.report, &case.unmet, summary).expect("its form is good");
    compared.not_compared.contains(&"status".to_owned())
}

/// Damages a schedule in every way and place; how many damages of each kind there were.
fn damage_schedule(case: &Case, counts: &mut BTreeMap<&'static str, usize>) {
    let (school, good) = (&case.school, &case.schedule);
    let mut try_one = |kind: &'static str, change: &dyn Fn(&mut RawSchedule)| {
        let mut schedule = good.clone();
        change(&mut schedule);
        assert!(schedule != *good, "{}: {kind} changes nothing", case.name);
        assert!(case.seen(&schedule), "{}: {kind} is not found in {schedule:?} of {:?}", case.name, case.raw);
        *counts.entry(kind).or_default() += 1;
    };
    let sat = Schedule::from_raw(school, good).expect("it was good");
    for (at, row) in good.sections.iter().enumerate() {
        let section = school.find_section(&row.section).expect("its own section");
        let course = school.sections()[section].course;
        try_one("without pattern", &|schedule| schedule.sections[at].pattern.clear());
        try_one("not listed", &|schedule| drop(schedule.sections.remove(at)));
        try_one("listed twice", &|schedule| schedule.sections.push(row.clone()));
        try_one("unknown pattern", &|schedule| schedule.sections[at].pattern.push('?'));
        try_one("another course", &|schedule| schedule.sections[at].course.push('?'));
        if !row.teacher.is_empty() && case.kept("teacher-qualified") {
            try_one("without teacher", &|schedule| schedule.sections[at].teacher.clear());
        }
        let qualified = |id: &str| school.qualified(course).iter().any(|one| school.teachers()[one.teacher].id == id);
        if case.kept("teacher-qualified") {
            for other in school
                .teachers()
                .values()
                .filter(|other| !school.sections()[section].unstaffed && !qualified(&other.id) && other.id != row.teacher)
            {
                try_one("teacher not qualified", &|schedule| schedule.sections[at].teacher.clone_from(&other.id));
            }
        }
        if school.sections()[section].unstaffed && case.kept("teacher-qualified") {
            for teacher in school.teachers().values() {
                try_one("teacher where nobody is", &|schedule| schedule.sections[at].teacher.clone_from(&teacher.id));
            }
        }
        if !row.room.is_empty() && case.kept("room-fit") {
            try_one("without room", &|schedule| schedule.sections[at].room.clear());
            let taken = sat.rosters(school)[section].len();
            for small in school.rooms().values().filter(|small| (small.seats as usize) < taken) {
                try_one("room too small", &|schedule| schedule.sections[at].room.clone_from(&small.id));
            }
        }
        // At the time of another one.
        let mut tried = [0; 2];
        for other in good.sections.iter().filter(|other| other.section != row.section && other.pattern != row.pattern) {
            let sits = |section: &str, student: &str| good.rosters.iter().any(|seat| seat.section == section && seat.student == student);
            let shared = good.rosters.iter().any(|seat| seat.section == row.section && sits(&other.section, &seat.student));
            let taught = !row.teacher.is_empty() && row.teacher == other.teacher;
            let kinds = [("onto the teacher's other section", taught, "teacher-clash"), ("student in two places", shared, "student-clash")];
            for ((kind, so, rule), tried) in kinds.into_iter().zip(&mut tried) {
                if so && case.kept(rule) && *tried < TIMES {
                    try_one(kind, &|schedule| schedule.sections[at].pattern.clone_from(&other.pattern));
                    *tried += 1;
                }
            }
        }
    }
    for (at, seat) in good.rosters.iter().enumerate().step_by(1 + good.rosters.len() / SEATS) {
        try_one("seat lost", &|schedule| drop(schedule.rosters.remove(at)));
        try_one("seat twice", &|schedule| schedule.rosters.push(seat.clone()));
        try_one("unknown student", &|schedule| schedule.rosters[at].student.push('?'));
        let student = school.find_student(&seat.student).expect("its own student");
        let asks = |course| school.requests().values().any(|request| request.student == student && request.course == course);
        let foreign = school.sections().values().filter(|section| !asks(section.course)).take(2);
        for section in foreign {
            try_one("seat in a course not asked for", &|schedule| schedule.rosters[at].section.clone_from(&section.id));
        }
    }
    for meeting in &good.meetings {
        try_one("meeting twice", &|schedule| schedule.meetings.push(meeting.clone()));
        let slot = RawMeeting { slot: "?".to_owned(), ..meeting.clone() };
        try_one("unknown slot", &|schedule| schedule.meetings.push(slot.clone()));
    }
}

/// Each level, alternates, grades, soft rules and a plan, where the fixed schools have none.
fn cases() -> Vec<Case> {
    let riverbend = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/schools/riverbend");
    let (riverbend, _) = mortarboard_io::folder::load(&riverbend).expect("the example is good");
    let mut planned = testing::graduation();
    planned.students.iter_mut().step_by(2).for_each(|student| student.grade = None);
    let mut fixed = vec![("tiny", testing::tiny()), ("halves", testing::halves()), ("graduation", planned)];
    fixed.extend(mortarboard_io::generate::examples::all());
    let mut cases: Vec<Case> = fixed.into_iter().filter_map(|(name, raw)| Case::new(name, raw)).collect();
    assert!(cases.iter().any(|case| !case.summary["unexamined"].is_null()), "nobody follows a plan");
    cases.extend(Case::new("riverbend", riverbend));
    // The same numbers each time.
    let mut state = 1_u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32
    };
    let mut random = (0..2_000).filter_map(|at| {
        let numbers: Vec<u32> = (0..200).map(|_| next()).collect();
        Case::new(&format!("random {at}"), testing::random_raw(&mut testing::draws(&numbers)))
    });
    cases.extend(random.by_ref().take(40));
    // Few schools have sections that nobody teaches yet, beside a teacher who could.
    let nobody = |case: &Case| case.school.sections().values().any(|section| section.unstaffed) && case.school.has_teachers();
    cases.extend(random.filter(|case| nobody(case) && case.kept("teacher-qualified")).take(10));
    let some = |has: &dyn Fn(&Case) -> bool| cases.iter().any(has);
    assert!(some(&|case| case.summary["soft"].as_array().is_some_and(|soft| !soft.is_empty())), "no wish is broken");
    assert!(some(&|case| case.summary["clashes"].as_array().is_some_and(|list| !list.is_empty())), "no courses clash");
    assert!(some(&|case| case.summary["critical_unmet"].as_array().is_some_and(|list| !list.is_empty())), "nothing critical is lost");
    assert!(some(&|case| case.summary["score"]["alternate"].as_i64() > Some(0)), "no alternate is met");
    assert!(some(&|case| !case.summary["bound"]["sum"].is_null()), "no objective is one sum");
    assert!(some(&|case| case.raw.settings.rules.values().any(|mode| matches!(mode, RawRuleMode::Soft { .. }))), "no rule is soft");
    cases
}

#[test]
fn each_damage_to_a_schedule_or_a_summary_is_found() {
    let cases = cases();
    let summaries: usize = cases.iter().map(damage_summary).sum();
    let mut kinds = BTreeMap::new();
    cases.iter().for_each(|case| damage_schedule(case, &mut kinds));
    let schedules: usize = kinds.values().sum();
    println!("{} schools, {summaries} summaries, {schedules} schedules: {kinds:?}", cases.len());
    assert!(summaries >= SUMMARIES && summaries + schedules >= ALL, "{summaries} summaries, {schedules} schedules");
    assert!(kinds.len() >= 18 && kinds.values().all(|&count| count >= 10), "{kinds:?}");
}
