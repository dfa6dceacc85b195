//! The parts that are measured, and how one is run under valgrind.

use mortarboard::io::json;
use mortarboard::model::raw::{RawSchedule, RawSchool};
use mortarboard::{Options, Rules, Schedule, School, checker, core};
use std::hint::black_box;
use std::path::Path;

/// Something that is measured.
pub(crate) struct Part {
    pub(crate) name: &'static str,
    /// Functions inside which instructions count, as valgrind matches them.
    pub(crate) inside: &'static [&'static str],
}

/// The function that runs a part, and nothing else.
const WHOLE: &[&str] = &["instructions::part::measured"];

/// The schedule is the one the school was made from, so no change of the search changes what these cost.
pub(crate) const PARTS: &[Part] = &[
    Part { name: "school from its tables", inside: WHOLE },
    Part { name: "verify", inside: WHOLE },
    Part { name: "reasons", inside: WHOLE },
    Part { name: "audit", inside: WHOLE },
    Part { name: "load", inside: WHOLE },
    // What every solve begins with: the choices left open, and the school as the search sees it.
    Part { name: "problem", inside: &["mortarboard_model::program::Domains::new", "mortarboard_core::engine::problem::Problem<*>::new"] },
];

/// One seat in so many is taken away, so that there is something to give reasons for.
const LOST: usize = 20;

pub(crate) fn write(folder: &Path, school: &RawSchool, schedule: &RawSchedule) {
    let text = serde_json::to_string(schedule).unwrap_or_default();
    let written = std::fs::write(folder.join("school.json"), json::write_school(school));
    written
        .and_then(|()| std::fs::write(folder.join("schedule.json"), text))
        .unwrap_or_else(|cause| panic!("{}: {cause}", folder.display()));
}

/// Everything a part may need, read before anything is counted.
struct Given {
    raw: RawSchool,
    school: School,
    rules: Rules,
    schedule: Schedule,
}

/// Runs one part on the school in a folder.
pub(crate) fn run(name: &str, folder: &Path) {
    let text = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap_or_else(|cause| panic!("{file}: {cause}"));
    let (raw, school) = json::load_school(&text("school.json")).unwrap_or_else(|faults| panic!("{faults}"));
    let schedule: RawSchedule = serde_json::from_str(&text("schedule.json")).unwrap_or_else(|cause| panic!("{cause}"));
    let mut schedule = Schedule::from_raw(&school, &schedule).unwrap_or_else(|faults| panic!("{faults}"));
    let lost: Vec<_> = schedule.seats.ids().step_by(LOST).collect();
    lost.into_iter().for_each(|request| schedule.seats[request] = None);
    if name == "load" {
        schedule.seats = Schedule::empty(&school).seats;
    }
    let given = Given { raw, rules: Rules::of(&school), school, schedule };
    measured(name, &given);
}

#[inline(never)]
fn measured(name: &str, given: &Given) {
    let Given { raw, school, rules, schedule } = given;
    match name {
        "school from its tables" => drop(black_box(School::try_from(raw))),
        "verify" => drop(black_box(checker::verify(school, rules, schedule))),
        "reasons" => drop(black_box(checker::reasons(school, schedule))),
        "audit" => drop(black_box(checker::audit(school))),
        "load" => drop(black_box(core::load(school, rules, schedule))),
        "problem" => {
            let mut options = Options::default();
            (options.time, options.work) = (None, Some(0));
            drop(black_box(core::solve(school, rules, &options, &|_| {})));
        }
        _ => panic!("there is no part {name}"),
    }
}
