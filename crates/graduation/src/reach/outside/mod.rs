//! Credit from outside: what a student who can't graduate on time at the school would need of it.
//!
//! The question is the same as without it, put to the [school to which it belongs](School::beyond): routes and proofs are
//! read by the same re-check. A student is then in one of three places, each with a certificate: there is a route at the
//! school; there is one with credit from outside only; there is none even so.
//!
//! *The least* of it is the fewest courses, and of those the lowest cost. That less does not do is proven by cases: every
//! choice of fewer courses, and every cheaper choice of as many, by kind and year, leaves no route, whichever courses these
//! are. A kind and year with so many courses stands for all that have no more credits than that many of the largest; where
//! the cases are too many, or one of them has a route with small courses only, the least is not proven.

mod least;
mod recheck;
#[cfg(test)]
pub(super) mod tests;

pub use recheck::recheck_outside;

use super::{Proof, Reacher, Scene, Take, Verdict, Who};
use mortarboard_model::graduation::{Beyond, Open, Progress};
use mortarboard_model::{CellId, PlanId, School};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A course had from outside.
///
/// ```
/// use mortarboard_graduation::reach::Extra;
/// let extra: Extra = serde_json::from_str(r#"{"outside": "summer", "course": "ALG1", "year": 0, "credits": 10, "cost": 0}"#).unwrap();
/// assert_eq!(extra.year, 0);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Extra {
    /// Which kind of credit from outside.
    pub outside: String,
    /// Course.
    pub course: String,
    /// Years from the school's own.
    pub year: u32,
    /// Credits.
    pub credits: u32,
    /// What it costs.
    pub cost: u32,
}

/// What credit from outside would do for a student who has no route at the school.
///
/// ```
/// use mortarboard_graduation::reach::{FromOutside, Scene, Who, from_outside, recheck_outside};
/// use mortarboard_model::{PlanId, School, StudentId, testing};
/// let mut raw = testing::graduation();
/// raw.outside = vec![serde_json::from_str(r#"{"outside": "online", "most_credits": 10, "courses": "ALG1"}"#).unwrap()];
/// let school = School::try_from(raw).unwrap();
/// // Two courses in a row don't fit into one year, whoever teaches the first.
/// let progress = &school.graduation().students[StudentId(1)];
/// let who = Who { grade: 12, progress, away: &[] };
/// let answer = from_outside(&school, PlanId(0), who, None, None).unwrap();
/// assert!(matches!(answer, FromOutside::Blocked { .. }));
/// assert_eq!(recheck_outside(&school, PlanId(0), who, None, &answer), Ok(()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum FromOutside {
    /// With it there is a route.
    Reachable {
        /// What is needed, by year, kind and course.
        needs: Vec<Extra>,
        /// The route: these are its takes in terms outside the school's own.
        route: Vec<Take>,
        /// That less does not do; none where that is not proven.
        least: Option<Vec<Less>>,
    },
    /// There is no route even so.
    Blocked {
        /// Why.
        proof: Proof,
    },
    /// The limit of the search was hit first.
    Unknown {
        /// Cases looked at.
        cases: u64,
    },
}

/// A smaller choice of credit from outside, and why it leaves no route.
///
/// ```
/// use mortarboard_graduation::reach::{Less, Proof};
/// let less = Less { open: Vec::new(), proof: Proof::Missed { node: "exam".to_owned() } };
/// assert!(less.open.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Less {
    /// Kinds and years, each as often as courses are had.
    pub open: Vec<(String, u32)>,
    /// Why there is no route.
    pub proof: Proof,
}

/// What is open to a student: kind and year.
pub(super) fn open(school: &School, who: Who<'_>) -> Vec<(usize, u32)> {
    let years = who.years(school).min(32);
    let rows = school.graduation().outside.iter().enumerate();
    let open = |outside: &mortarboard_model::graduation::Outside, year: u32| {
        who.grade_in(school, year).is_some_and(|grade| outside.is_for(who.progress, grade, year + 1 == years))
    };
    rows.flat_map(|(at, outside)| (0..years).filter(move |&year| open(outside, year)).map(move |year| (at, year))).collect()
}

/// The school with all that is open.
fn everything(school: &School, open: &[(usize, u32)]) -> Beyond {
    let years = |at: usize| open.iter().filter(|(kind, _)| *kind == at).map(|(_, year)| *year).collect::<Vec<u32>>();
    let kinds = (0..school.graduation().outside.len()).map(|at| Open { outside: at, years: years(at), courses: None });
    school.beyond(&kinds.filter(|open| !open.years.is_empty()).collect::<Vec<Open>>())
}

/// The school with so many courses of each kind and year at the most.
fn some(school: &School, chosen: &[(usize, u32)]) -> Beyond {
    let mut kinds: Vec<Open> = Vec::new();
    for &(outside, year) in chosen {
        match kinds.iter_mut().find(|open| (open.outside, open.years.as_slice()) == (outside, &[year])) {
            Some(open) => open.courses = open.courses.map(|courses| courses + 1),
            None => kinds.push(Open { outside, years: vec![year], courses: Some(1) }),
        }
    }
    school.beyond(&kinds)
}

/// A student in a school with credit from outside.
struct Beside<'a> {
    beyond: Beyond,
    progress: Progress,
    grade: u32,
    away: &'a [CellId],
    fixed: Option<&'a [Take]>,
}

/// Whether to look no further.
pub type Stop = Arc<dyn Fn() -> bool + Send + Sync>;

impl<'a> Beside<'a> {
    fn new(beyond: Beyond, who: Who<'a>, fixed: Option<&'a [Take]>) -> Self {
        let progress = beyond.progress(who.progress);
        Beside { beyond, progress, grade: who.grade, away: who.away, fixed }
    }

    fn who(&self) -> Who<'_> {
        Who { grade: self.grade, progress: &self.progress, away: self.away }
    }

    fn scene(&self) -> Scene<'_> {
        Scene { fixed: self.fixed, ..Scene::default() }
    }

    fn ask(&self, plan: PlanId, over: Option<&Stop>) -> Verdict {
        let reacher = Reacher::new(&self.beyond.school, plan, None);
        let reacher = match over {
            Some(over) => reacher.until(Arc::clone(over)),
            None => reacher,
        };
        reacher.reach(self.who(), self.scene())
    }

    /// The takes of a route that are had from outside.
    fn extras(&self, school: &School, route: &[Take]) -> Vec<Extra> {
        let extra = |take: &Take| {
            let outside = school.graduation().outside.get(self.beyond.outside(&take.terms)?)?;
            let course = self.beyond.school.find_course(&take.course)?;
            let credits = self.beyond.school.courses()[course].credits;
            let credits = self.listed(&take.course).unwrap_or(credits);
            Some(Extra { outside: outside.id.clone(), course: take.course.clone(), year: take.year, credits, cost: outside.cost })
        };
        let mut extras: Vec<Extra> = route.iter().filter_map(extra).collect();
        extras.sort_by(|a, b| (a.year, &a.outside, &a.course).cmp(&(b.year, &b.outside, &b.course)));
        extras
    }

    fn listed(&self, course: &str) -> Option<u32> {
        self.beyond.school.graduation().listings.values().find(|listing| listing.id == course).map(|listing| listing.credits)
    }
}

/// What credit from outside would do for a student under a plan of the school; none where none is open to the student.
/// `fixed` are the takes of the school's own year where they are given; without them everything offered is open. As soon as
/// it is `over`, the answer is unknown, or the least is not proven. The answer
/// for the school itself is not asked: where there is a route at the school, nothing is needed.
///
/// One search for the answer, and one for each case of the least, up to some hundreds.
///
/// ```
/// use mortarboard_graduation::reach::{FromOutside, Who, from_outside};
/// use mortarboard_model::{PlanId, School, StudentId, testing};
/// let mut raw = testing::graduation();
/// let school = School::try_from(raw.clone()).unwrap();
/// let progress = school.graduation().students[StudentId(1)].clone();
/// let who = Who { grade: 12, progress: &progress, away: &[] };
/// assert_eq!(from_outside(&school, PlanId(0), who, None, None), None);
/// // Geometry in the first term, beside the school, opens Algebra 2 in the second.
/// raw.outside = vec![serde_json::from_str(r#"{"outside": "online", "when": "S1", "most_credits": 10}"#).unwrap()];
/// raw.plans[0].require.retain(|asked| asked.id == "algebra-2");
/// raw.courses.iter_mut().filter(|course| course.course == "ALG2").for_each(|course| course.patterns = "half".to_owned());
/// let school = School::try_from(raw).unwrap();
/// let who = Who { grade: 12, progress: &school.graduation().students[StudentId(1)], away: &[] };
/// let answer = from_outside(&school, PlanId(0), who, None, None);
/// assert!(matches!(answer, Some(FromOutside::Reachable { .. })), "{answer:?}");
/// ```
pub fn from_outside(school: &School, plan: PlanId, who: Who<'_>, fixed: Option<&[Take]>, over: Option<&Stop>) -> Option<FromOutside> {
    let open = open(school, who);
    if open.is_empty() {
        return None;
    }
    let all = Beside::new(everything(school, &open), who, fixed);
    Some(match all.ask(plan, over) {
        Verdict::Unknown { cases } => FromOutside::Unknown { cases },
        Verdict::Blocked { proof } => FromOutside::Blocked { proof },
        Verdict::Reachable { route } => {
            let needs = all.extras(school, &route);
            least::least(school, plan, (who, fixed), over, &open, (needs, route))
        }
    })
}
