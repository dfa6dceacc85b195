//! The cases: a real-size school, a hard small one, and a ladder of generated ones.

use crate::measure::{Figure, Kind, Limit, median, solve};
use crate::reach;
use mortarboard_checker as checker;
use mortarboard_core as core;
use mortarboard_io::generate;
use mortarboard_io::generate::{Recipe, TimeStructure};
use mortarboard_io::import;
use mortarboard_model::School;
use mortarboard_model::rule::Rules;
use std::path::PathBuf;
use std::time::Instant;

pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) run: Box<dyn Fn() -> Vec<Figure>>,
}

fn case(name: impl Into<String>, run: impl Fn() -> Vec<Figure> + 'static) -> Case {
    Case { name: name.into(), run: Box::new(run) }
}

/// Students of the generated ladder.
const LADDER: [u32; 7] = [150, 400, 850, 1_600, 2_500, 4_000, 8_000];

pub(crate) fn all(smoke: bool) -> Vec<Case> {
    if smoke {
        return vec![
            case("ladder 150", || rung(150, 1)),
            case("fixed work 150", || fixed(150, 2_000)),
            case("fixed work 150 flexible", || fixed_time(150, TimeStructure::Flexible, 2_000)),
            case("reach 150", || reach::whole(150, 1)),
        ];
    }
    let mut cases = vec![
        case("mountain-view", || imported("mountain-view", &["teams"], 20)),
        case("mountain-view with teams", || imported("mountain-view", &[], 20)),
        case("small-hard", small_hard),
        case("parts at 2,200 students", parts),
        case("fixed work 400", || fixed(400, 400_000)),
        case("fixed work 1600", || fixed(1_600, 200_000)),
        case("fixed work 1600 semesters", || fixed_time(1_600, TimeStructure::Semesters, 100_000)),
        case("fixed work 1600 flexible", || fixed_time(1_600, TimeStructure::Flexible, 100_000)),
        case("fixed work mountain-view", || fixed_import("mountain-view", 8_000)),
        case("fixed work small-hard", || fixed_import("small-hard", 600_000)),
    ];
    cases.extend(LADDER.map(|students| case(format!("ladder {students}"), move || rung(students, 30))));
    cases.push(case("growth", growth));
    // The ladder has seven single periods a day.
    let others = TimeStructure::ALL.into_iter().filter(|&time| time != TimeStructure::default());
    cases.extend(others.map(|time| case(format!("time structure {time:?}"), move || time_structure(time))));
    cases.extend(LADDER.map(|students| case(format!("reach {students}"), move || reach::whole(students, 3))));
    cases.push(case("reach 5000", || reach::whole(5_000, 5)));
    cases
}

fn shared(name: &str) -> Option<(PathBuf, PathBuf)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let from = root.join("../shared/data").join(name);
    if from.is_dir() {
        return Some((root.join("examples/maps").join(format!("{name}.toml")), from));
    }
    println!("  skipped: its data is not on this machine");
    None
}

fn load(name: &str, without: &[&str]) -> Option<School> {
    let (map, from) = shared(name)?;
    match import::load(&map, &from, without) {
        Ok((_, school)) => Some(school),
        Err(faults) => panic!("{name}: {faults}"),
    }
}

fn imported(name: &str, without: &[&str], seconds: u64) -> Vec<Figure> {
    let begun = Instant::now();
    let Some(school) = load(name, without) else { return Vec::new() };
    let label = if without.is_empty() { format!("{name} with teams") } else { name.to_owned() };
    solve(&label, &school, begun, 1, Limit::Seconds(seconds)).0
}

/// Median over five seeds, 15 seconds each.
fn small_hard() -> Vec<Figure> {
    let mut met = Vec::new();
    let mut required = Vec::new();
    for seed in 1..=5 {
        let begun = Instant::now();
        let Some(school) = load("small-hard", &[]) else { return Vec::new() };
        let (_, schedule) = solve("small-hard", &school, begun, seed, Limit::Seconds(15));
        let schedule = schedule.unwrap_or_else(|| mortarboard_model::Schedule::empty(&school));
        let counts = checker::counts(&school, &Rules::of(&school), &schedule);
        met.push(counts.requests.met);
        required.push(schedule.met(&school).get(&mortarboard_model::Priority::Required).copied().unwrap_or(0));
    }
    println!("  by seed: {met:?}, required {required:?}");
    met.sort_unstable();
    required.sort_unstable();
    vec![
        Figure::new("small-hard: requests met in 15 s, median of 5 seeds", Kind::Note, met[2]),
        Figure::new("small-hard: required met, fewest of 5 seeds", Kind::Exact, u64::from(required[0])),
    ]
}

fn generated(students: u32) -> School {
    School::try_from(&generate::school(&Recipe::new(students, 1))).unwrap_or_else(|faults| panic!("{students} students: {faults}"))
}

fn rung(students: u32, seconds: u64) -> Vec<Figure> {
    let school = generated(students);
    solve(&format!("ladder {students}"), &school, Instant::now(), 1, Limit::Seconds(seconds)).0
}

fn fixed(students: u32, work: u64) -> Vec<Figure> {
    solve(&format!("fixed work {students}"), &generated(students), Instant::now(), 1, Limit::Work(work)).0
}

fn fixed_import(name: &str, work: u64) -> Vec<Figure> {
    let Some(school) = load(name, &[]) else { return Vec::new() };
    solve(&format!("fixed work {name}"), &school, Instant::now(), 1, Limit::Work(work)).0
}

fn of_time(students: u32, time: TimeStructure) -> School {
    let recipe = Recipe::new(students, 1).with_time(time);
    School::try_from(&generate::school(&recipe)).unwrap_or_else(|faults| panic!("{students} students, {time:?}: {faults}"))
}

fn time_structure(time: TimeStructure) -> Vec<Figure> {
    solve(&format!("1,600 students, {time:?}"), &of_time(1_600, time), Instant::now(), 1, Limit::Seconds(15)).0
}

fn fixed_time(students: u32, time: TimeStructure, work: u64) -> Vec<Figure> {
    solve(&format!("fixed work {students} {time:?}"), &of_time(students, time), Instant::now(), 1, Limit::Work(work)).0
}

/// Loading for a fixed placement, and verifying, at the size of a real school.
fn parts() -> Vec<Figure> {
    let school = generated(2_200);
    let rules = Rules::of(&school);
    let (_, schedule) = solve("parts", &school, Instant::now(), 1, Limit::Work(4_000));
    let Some(schedule) = schedule else { return Vec::new() };
    let loading = median(15, || {
        std::hint::black_box(core::load(&school, &rules, &schedule));
    });
    let verifying = median(15, || {
        std::hint::black_box(checker::verify(&school, &rules, &schedule));
    });
    let asking = median(5, || {
        std::hint::black_box(checker::reasons(&school, &rules, &schedule));
    });
    let loaded = core::load(&school, &rules, &schedule);
    vec![
        Figure::new("loading 2,200 students", Kind::Millis, loading),
        Figure::new("loading 2,200 students: requests met", Kind::Exact, checker::counts(&school, &rules, &loaded).requests.met),
        Figure::new("verify 2,200 students", Kind::Millis, verifying),
        Figure::new("reasons of 2,200 students", Kind::Millis, asking),
    ]
}

/// Time to 99.5 % at 4,000 students against that at 2,000, in percent.
fn growth() -> Vec<Figure> {
    let at = |students: u32| {
        let figures = rung(students, 30);
        figures.iter().find(|f| f.name.contains("to 99.5 %")).map_or(1, |f| f.value.max(1))
    };
    vec![Figure::new("growth from 2,000 to 4,000 students, percent", Kind::Note, at(4_000) * 100 / at(2_000))]
}
