//! Whether `mortarboard solve --time` keeps its word where schools are largest: the whole program, from reading the tables to the
//! last file written, on schools with twenty thousand students and seats for less than half of what they ask.
//!
//! `cargo bench -p mortarboard-cli --bench limits` takes some four minutes, `-- --test` a short run at a small school that
//! compares nothing. Of each limit the median of three runs is taken; it regresses where that is more than a second over the limit.

use mortarboard_io::folder;
use mortarboard_io::generate;
use mortarboard_io::generate::{Recipe, TimeStructure};
use mortarboard_model::raw::{RawRequest, RawSchool, RawStudent};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// What a run may take longer than its limit.
const OVER: Duration = Duration::from_secs(1);

/// A school, and the limits to try at it.
struct Case {
    /// Students of the generated school, and how many times they come, in tenths.
    students: u32,
    tenths: usize,
    time: TimeStructure,
    limits: &'static [u64],
}

const CASES: &[Case] = &[
    Case { students: 1_600, tenths: 10, time: TimeStructure::SevenPeriod, limits: &[1, 3] },
    Case { students: 8_000, tenths: 10, time: TimeStructure::SevenPeriod, limits: &[1, 3, 5] },
    Case { students: 8_000, tenths: 25, time: TimeStructure::SevenPeriod, limits: &[1, 2, 3, 10] },
    Case { students: 8_000, tenths: 25, time: TimeStructure::Flexible, limits: &[1, 3] },
];
const SMOKE: &[Case] = &[Case { students: 150, tenths: 25, time: TimeStructure::SevenPeriod, limits: &[1] }];

fn main() {
    let smoke = std::env::args().any(|arg| arg == "--test");
    let mut late = 0;
    for case in if smoke { SMOKE } else { CASES } {
        let folder = tempfile::tempdir().unwrap_or_else(|cause| panic!("no temporary folder: {cause}"));
        let school = crowded(case);
        folder::write(&school, &folder.path().join("school")).unwrap_or_else(|cause| panic!("{cause}"));
        println!("\n{} students, {} requests, {:?}", school.students.len(), school.requests.len(), case.time);
        for &limit in case.limits {
            let mut times: Vec<Duration> = (0..if smoke { 1 } else { 3 }).map(|run| solve(folder.path(), limit, run)).collect();
            times.sort_unstable();
            let middle = times[times.len() / 2];
            let over = middle.saturating_sub(Duration::from_secs(limit));
            println!("  --time {limit:<4}{:>8} ms, {:>5} ms over", middle.as_millis(), over.as_millis());
            late += u32::from(over > OVER);
        }
    }
    if !smoke && late > 0 {
        println!("\n{late} regressed: more than {} s over the limit", OVER.as_secs());
        std::process::exit(1);
    }
}

/// A generated school to which more students come than it has seats for: copies of its own, with their requests.
fn crowded(case: &Case) -> RawSchool {
    let mut school = generate::school(&Recipe::new(case.students, 1).with_time(case.time));
    let own = school.students.clone();
    let mut asked: BTreeMap<String, Vec<RawRequest>> = BTreeMap::new();
    for request in &school.requests {
        asked.entry(request.student.clone()).or_default().push(request.clone());
    }
    for n in own.len()..own.len() * case.tenths / 10 {
        let original = &own[n % own.len()];
        let student = format!("{}x{}", original.student, n / own.len());
        let requests = asked.get(&original.student).into_iter().flatten();
        school.requests.extend(requests.map(|request| RawRequest { student: student.clone(), ..request.clone() }));
        school.students.push(RawStudent { student, ..original.clone() });
    }
    school
}

/// The wall time of one run of the program.
fn solve(folder: &Path, limit: u64, run: usize) -> Duration {
    let begun = Instant::now();
    let ran = Command::new(env!("CARGO_BIN_EXE_mortarboard"))
        .arg("solve")
        .arg(folder.join("school"))
        .args(["--time", &limit.to_string(), "--out"])
        .arg(folder.join(format!("schedule-{limit}-{run}")))
        .output()
        .unwrap_or_else(|cause| panic!("the program does not start: {cause}"));
    let took = begun.elapsed();
    assert!(ran.status.success(), "--time {limit}: {}", String::from_utf8_lossy(&ran.stderr));
    took
}
