//! The exact solve against enumeration, and its answers kept apart.

mod against_enumeration;
mod conflicts;
mod linear;
mod staffing;
mod statuses;
mod stopping;

use mortarboard_model::program::{Program, Sense};
use mortarboard_model::rule::{Card, Explanation, Finding, Mode, Rule, Subject};
use mortarboard_model::{Schedule, School};

fn first(school: &School) -> Vec<Subject> {
    school.sections().ids().take(1).map(Subject::Section).collect()
}

/// A rule for tests that nothing keeps.
struct Never;

static NEVER: Card = Card {
    slug: "never",
    sentence: "There is no schedule.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a section"),
    reads: &[],
    rows: "0 ≥ 1",
    size: "1 row",
    says: "",
    source: "",
    called: &[],
};

impl Rule for Never {
    fn card(&self) -> &'static Card {
        &NEVER
    }
    fn rows(&self, school: &School, program: &mut Program) {
        program.row(first(school), [], Sense::Ge, 1);
    }
    fn check(&self, school: &School, _: &Schedule) -> Vec<Finding> {
        vec![Finding::new("never").about_each("section", first(school))]
    }
    fn explain(&self, _: &School, _: &Finding) -> Explanation {
        Explanation { sentence: "There is no schedule.".to_owned(), mends: Vec::new() }
    }
}
