//! Graduation plans that come with the library. They are illustrative: check with your registrar.
//!
//! `docs/plans.md` says how a school adopts one. The plans count 10 credits for a course of a whole year and name
//! courses by the tags listed in [`TAGS`], not by ids.

use crate::plan_file;
use mortarboard_model::graduation::raw::RawPlan;

const FILES: [(&str, &str); 8] = [
    ("oakland-230", include_str!("../plans/oakland-230.toml")),
    ("uc-a-g", include_str!("../plans/uc-a-g.toml")),
    ("new-york-22", include_str!("../plans/new-york-22.toml")),
    ("texas-endorsement", include_str!("../plans/texas-endorsement.toml")),
    ("florida-24", include_str!("../plans/florida-24.toml")),
    ("chicago-24", include_str!("../plans/chicago-24.toml")),
    ("washington-24", include_str!("../plans/washington-24.toml")),
    ("ohio-20", include_str!("../plans/ohio-20.toml")),
];

/// Tags that the plans use, and others that reports may, with the courses that carry them.
///
/// ```
/// assert!(mortarboard_io::plans::TAGS.iter().any(|(tag, _)| *tag == "a-g:c"));
/// ```
pub const TAGS: [(&str, &str); 60] = [
    ("a-g:a", "history, approved for a-g"),
    ("a-g:b", "English, approved for a-g"),
    ("a-g:c", "mathematics, approved for a-g"),
    ("a-g:d", "science, approved for a-g"),
    ("a-g:e", "a language other than English, approved for a-g"),
    ("a-g:f", "visual and performing arts, approved for a-g"),
    ("a-g:g", "college-preparatory electives, approved for a-g"),
    ("english", "English, of any level"),
    ("english-1", "the first year of English"),
    ("english-2", "the second year of English"),
    ("english-3", "the third year of English"),
    ("english-4", "the fourth year of English, for a whole year"),
    ("english-4-half", "half a year that counts towards the fourth year of English"),
    ("english-4-paired", "half a year that counts towards it only together with another half"),
    ("eld-5", "the highest level of English language development"),
    ("esol-1", "English for speakers of other languages that may stand in for the first year of English"),
    ("esol-2", "the same for the second year"),
    ("math", "mathematics, of any level"),
    ("algebra-1", "Algebra 1 and its equivalents"),
    ("geometry", "Geometry and its equivalents"),
    ("algebra-2", "Algebra 2 and its equivalents"),
    ("math-beyond-algebra-2", "mathematics that builds on Algebra 2"),
    ("math-models", "applied mathematics that is to come before Algebra 2"),
    ("science", "science of any kind"),
    ("life-science", "biology and other life sciences"),
    ("physical-science", "chemistry, physics and other physical sciences"),
    ("biology", "Biology and its equivalents"),
    ("chemistry", "Chemistry and its equivalents"),
    ("physics", "Physics and its equivalents"),
    ("lab", "science with a laboratory"),
    ("advanced-science", "science beyond the first year of its kind: chemistry, physics, advanced biology, astronomy, geology"),
    ("social-studies", "history and social science of any kind"),
    ("us-history", "history of the United States"),
    ("world-history", "world or global history"),
    ("contemporary-world", "contemporary world history, geography and problems"),
    ("world-geography", "world geography"),
    ("government", "government"),
    ("economics", "economics"),
    ("civics", "civics"),
    ("personal-finance", "personal finance"),
    ("world-language", "languages other than English; the levels of one language have one group"),
    ("language-2-plus", "the second or a higher year of a language"),
    ("arts", "arts of any kind"),
    ("visual-arts", "visual arts"),
    ("performing-arts", "music, theatre and dance"),
    ("pe", "physical education"),
    ("pe-1", "the first year of physical education, with health"),
    ("pe-2", "the second year of physical education, with driver education"),
    ("health", "health"),
    ("computer-science", "computer science"),
    ("technology", "technology education"),
    ("cte", "career and technical education"),
    ("certification", "courses that stand for an industry certification"),
    ("support", "extra time beside another course"),
    ("eld", "English language development"),
    ("el", "courses set apart for English learners"),
    ("below-grade", "courses below the level of the grade"),
    ("advanced", "courses at the level of a college"),
    ("personalized-pathway", "courses that students' own plans for after school name in place of arts or a language"),
    ("pathway:NAME", "courses of the pathway NAME"),
];

/// How credit can be earned.
///
/// ```
/// assert!(mortarboard_io::plans::METHODS.iter().any(|(method, _)| *method == "classroom"));
/// ```
pub const METHODS: [(&str, &str); 6] = [
    ("classroom", "at the school; also meant where the cell is blank"),
    ("summer", "in a summer session"),
    ("recovery", "by making up a course that was failed"),
    ("online", "in an online course"),
    ("transfer", "at another school"),
    ("exam", "by an examination"),
];

/// All plans, in the order in which the page lists them. O(bytes).
///
/// ```
/// assert!(mortarboard_io::plans::all().iter().all(|plan| plan.source.contains("check with your registrar")));
/// ```
pub fn all() -> Vec<RawPlan> {
    FILES.iter().filter_map(|(id, _)| find(id)).collect()
}

/// The plan with this id.
///
/// ```
/// assert_eq!(mortarboard_io::plans::find("florida-24").unwrap().unit, Some(5));
/// assert_eq!(mortarboard_io::plans::find("moon"), None);
/// ```
pub fn find(id: &str) -> Option<RawPlan> {
    // A test reads every file: none has faults.
    let plan = plan_file::read(text(id)?).ok()?;
    Some(RawPlan { plan: id.to_owned(), ..plan })
}

/// The text of the plan's file, with its comments: what a school writes into its folder `plans`.
///
/// ```
/// assert!(mortarboard_io::plans::text("uc-a-g").unwrap().starts_with("#"));
/// ```
pub fn text(id: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, _)| *known == id).map(|(_, text)| *text)
}
