//! The parts that are measured, and how one is run under valgrind.

use mortarboard_checker as checker;
use mortarboard_core as core;
use mortarboard_core::Options;
use mortarboard_io::json;
use mortarboard_model::SectionId;
use mortarboard_model::keeper::{Amount, Keeping, Sum};
use mortarboard_model::program::{Program, Sense};
use mortarboard_model::raw::{RawSchedule, RawSchool};
use mortarboard_model::rule::{Card, Explanation, Finding};
use mortarboard_model::rule::{Mode, Rule, Rules};
use mortarboard_model::{Schedule, School};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

/// Something that is measured.
pub(crate) struct Part {
    pub(crate) name: &'static str,
    /// Functions inside which instructions count, as valgrind matches them.
    pub(crate) inside: &'static [&'static str],
}

/// The function that runs a part, and nothing else.
const WHOLE: &[&str] = &["instructions::part::measured"];

/// What a search does from its first loading on.
const MOVES: &[&str] = &["mortarboard_core::engine::anneal::Search<*>::run"];
/// Moves that are counted.
const WORK: u64 = 20_000;

/// The schedule is the one the school was made from, so no change of the search changes what they cost but for the moves.
pub(crate) const PARTS: &[Part] = &[
    Part { name: "school from its tables", inside: WHOLE },
    Part { name: "verify", inside: WHOLE },
    Part { name: "reasons", inside: WHOLE },
    Part { name: "audit", inside: WHOLE },
    Part { name: "load", inside: WHOLE },
    // Moves of one search, and the same with a rule of the caller's own that is stated in rows alone, or in keepers too.
    Part { name: "moves", inside: MOVES },
    Part { name: "moves with a rule in rows", inside: MOVES },
    Part { name: "moves with a rule in keepers", inside: MOVES },
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

/// One search of so many moves.
fn solve(school: &School, rules: &Rules, work: u64) {
    let mut options = Options::default();
    (options.time, options.work, options.searches, options.threads) = (None, Some(work), 1, 1);
    drop(black_box(core::solve(school, rules, &options, &|_| {})));
}

/// A rule of the caller's own: no more than half of a subject's sections and one meet in one pattern. In rows alone, or in keepers
/// too.
struct Spread {
    keepers: bool,
}

static SPREAD: Card = Card {
    slug: "spread",
    sentence: "No more than half of a subject's sections and one meet in one pattern.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a section too many in a pattern"),
    reads: &["courses"],
    rows: "Σ place[s,p] ≤ |S| / 2 + 1 over the sections s of a subject, for each pattern p",
    size: "|subjects|·|P| rows",
    says: "Too many sections of Art meet in P1.",
    source: "made up",
    called: &[],
};

impl Spread {
    /// The sections of each subject.
    fn subjects(school: &School) -> BTreeMap<&str, Vec<SectionId>> {
        let mut subjects: BTreeMap<&str, Vec<SectionId>> = BTreeMap::new();
        for course in school.courses().values() {
            subjects.entry(&course.subject).or_default().extend(&course.sections);
        }
        subjects
    }
}

impl Rule for Spread {
    fn card(&self) -> &'static Card {
        &SPREAD
    }

    fn rows(&self, school: &School, program: &mut Program) {
        for sections in Spread::subjects(school).values() {
            for pattern in school.patterns().ids() {
                let terms: Vec<_> =
                    sections.iter().filter_map(|&section| program.place(section, pattern)).map(|column| (column, 1)).collect();
                program.row(Vec::new(), terms, Sense::Le, sections.len() as i64 / 2 + 1);
            }
        }
    }

    fn search(&self, school: &School) -> Keeping {
        if !self.keepers {
            return Keeping::Rows;
        }
        let subjects = Spread::subjects(school);
        let amounts = subjects.values().flat_map(|sections| {
            school.patterns().ids().map(|pattern| {
                let each = sections.iter().map(|&section| (section, pattern, 1)).collect();
                Amount::at_most(Sum::Placed(each), sections.len() as i64 / 2 + 1)
            })
        });
        Keeping::of(amounts)
    }

    fn check(&self, school: &School, schedule: &Schedule) -> Vec<Finding> {
        let mut found = Vec::new();
        for sections in Spread::subjects(school).values() {
            for pattern in school.patterns().ids() {
                let here = sections.iter().filter(|&&section| schedule.placements[section].pattern == Some(pattern)).count() as i64;
                let units = here - (sections.len() as i64 / 2 + 1);
                if units > 0 {
                    found.push(Finding::new(SPREAD.slug).units(units));
                }
            }
        }
        found
    }

    fn explain(&self, _: &School, _: &Finding) -> Explanation {
        Explanation { sentence: SPREAD.says.to_owned(), mends: Vec::new() }
    }
}

#[inline(never)]
fn measured(name: &str, given: &Given) {
    let Given { raw, school, rules, schedule } = given;
    match name {
        "school from its tables" => drop(black_box(School::try_from(raw))),
        "verify" => drop(black_box(checker::verify(school, rules, schedule))),
        "reasons" => drop(black_box(checker::reasons(school, rules, schedule))),
        "audit" => drop(black_box(checker::audit(school, rules))),
        "load" => drop(black_box(core::load(school, rules, schedule))),
        "problem" => solve(school, rules, 0),
        "moves" => solve(school, rules, WORK),
        "moves with a rule in rows" => solve(school, &rules.clone().with(Arc::new(Spread { keepers: false }), Mode::Hard), WORK),
        "moves with a rule in keepers" => solve(school, &rules.clone().with(Arc::new(Spread { keepers: true }), Mode::Hard), WORK),
        _ => panic!("there is no part {name}"),
    }
}
