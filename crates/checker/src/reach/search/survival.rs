//! What a student can afford to fail, and what must not be lost this year.

use super::reacher::Reacher;
use super::solve::{Outcome, Search};
use super::standing::Standing;
use super::state::{State, Taken};
use crate::reach::{Scene, Take, Verdict, Who};
use mortarboard_model::CourseId;
use serde::{Deserialize, Serialize};

/// Most failures that are looked at.
const MOST_FAILED: usize = 3;

/// How many courses of this year a student can fail, whichever they are, and still graduate on time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survival {
    /// Any so many may be failed; at most 3, beyond which nothing is looked at.
    pub survives: u32,
    /// Courses whose failing together rules graduation on time out: one more than survived. Empty where 3 are
    /// survived, or where there are no more courses.
    pub witness: Vec<String>,
}

impl Reacher<'_> {
    /// How many courses of year 0 a student can fail and still graduate on time, whichever they are: courses of
    /// the fixed year, or of the route found where the scene fixes none. Failed courses fill their cells and earn
    /// nothing. None when graduation on time is not possible in the first place, or when a search hit its limit.
    ///
    /// At most 1 + n + n(n-1)/2 + n(n-1)(n-2)/6 searches for n courses; most are saved, because routes found
    /// for some failures serve others.
    ///
    /// ```
    /// use mortarboard_checker::reach::{Reacher, Scene, Who};
    /// use mortarboard_model::{PlanId, School, StudentId, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let progress = &school.graduation().students[StudentId(0)];
    /// let reacher = Reacher::new(&school, PlanId(0), None);
    /// // Each of three courses in a row has its own year left: none may be failed.
    /// let survival = reacher.survival(Who { grade: 10, progress, away: &[] }, Scene::default()).unwrap();
    /// assert_eq!((survival.survives, survival.witness.len()), (0, 1));
    /// ```
    pub fn survival(&self, who: Who<'_>, scene: Scene<'_>) -> Option<Survival> {
        let Verdict::Reachable { route } = self.reach(who, scene) else { return None };
        let now: Vec<Take> = route.iter().filter(|take| take.year == 0).cloned().collect();
        let mut known: Vec<Vec<Taken>> = Vec::new();
        let mut search = Search { limit: self.limit, ..Search::default() };
        for count in 1..=MOST_FAILED.min(now.len()) {
            let mut subset: Vec<usize> = (0..count).collect();
            loop {
                let failed: Vec<Take> = scene.failed.iter().cloned().chain(subset.iter().map(|&at| now[at].clone())).collect();
                let fixed: Vec<Take> = (0..now.len()).filter(|at| !subset.contains(at)).map(|at| now[at].clone()).collect();
                let scene = Scene { schedule: None, seats: None, fixed: Some(&fixed), failed: &failed, without: &[] };
                let passed = self.with(who, scene, |standing, _| search.survives(standing, &mut known)).flatten()?;
                if !passed {
                    let witness = subset.iter().map(|&at| now[at].course.clone()).collect();
                    return Some(Survival { survives: u32::try_from(count - 1).unwrap_or(0), witness });
                }
                if !advance(&mut subset, now.len()) {
                    break;
                }
            }
        }
        let survives = u32::try_from(MOST_FAILED).unwrap_or(u32::MAX);
        Some(Survival { survives, witness: Vec::new() })
    }

    /// Those of some courses without which, this year, graduation on time is ruled out, though it is possible
    /// with them; in the order given. Empty when it is not possible at all, or when a search hit its limit.
    ///
    /// A course that the scene fixes is left out of what is fixed; any other can't be taken in year 0.
    ///
    /// ```
    /// use mortarboard_checker::reach::{Reacher, Scene, Who};
    /// use mortarboard_model::{PlanId, School, StudentId, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let progress = &school.graduation().students[StudentId(0)];
    /// let who = Who { grade: 10, progress, away: &[] };
    /// let courses = ["ENG2", "GEO", "BAND"].map(|id| school.find_course(id).unwrap());
    /// let critical = Reacher::new(&school, PlanId(0), None).critical(who, Scene::default(), &courses);
    /// // English has three courses left for three years; geometry and algebra have a year to spare.
    /// assert_eq!(critical, courses[..1]);
    /// ```
    pub fn critical(&self, who: Who<'_>, scene: Scene<'_>, courses: &[CourseId]) -> Vec<CourseId> {
        let mut routes: Vec<Vec<Take>> = match self.reach(who, scene) {
            Verdict::Reachable { route } => vec![route],
            _ => return Vec::new(),
        };
        let mut critical = Vec::new();
        for &course in courses {
            let Some(found) = self.school.courses().get(course) else { continue };
            let takes = |take: &Take| take.year == 0 && take.course == found.id;
            let fixed: Option<Vec<Take>> = scene.fixed.map(|fixed| fixed.iter().filter(|take| !takes(take)).cloned().collect());
            let same = scene.fixed.is_none_or(|known| Some(known.len()) == fixed.as_ref().map(Vec::len));
            // A route that does without the course this year says it all.
            if same && routes.iter().any(|route| !route.iter().any(takes)) {
                continue;
            }
            let mut without = scene.without.to_vec();
            without.push(course);
            match self.reach(who, Scene { fixed: fixed.as_deref(), without: &without, ..scene }) {
                Verdict::Reachable { route } => routes.push(route),
                Verdict::Blocked { .. } => critical.push(course),
                Verdict::Unknown { .. } => {}
            }
        }
        critical
    }
}

impl Search {
    /// Whether there is a route; routes known from like questions are tried first. None when the limit was hit.
    fn survives(&mut self, standing: &Standing<'_>, known: &mut Vec<Vec<Taken>>) -> Option<bool> {
        let root = State::root(standing);
        let mut guessed = root.clone();
        let mut required = root.required();
        if guessed.settle().is_ok() && guessed.guess(&mut required) {
            for at in (0..known.len()).rev().take(8) {
                let mut trial = guessed.clone();
                trial.takes = known[at].clone();
                if self.dive.complete(&trial, &required, &mut self.bound, &mut self.day) {
                    return Some(true);
                }
            }
        }
        self.cases = 0;
        match self.run(standing) {
            Outcome::Route(takes) => {
                known.push(takes);
                Some(true)
            }
            Outcome::Dead(_) => Some(false),
            Outcome::Cut => None,
        }
    }
}

/// The next subset in order of as many of so many; false after the last.
fn advance(subset: &mut [usize], of: usize) -> bool {
    let count = subset.len();
    for at in (0..count).rev() {
        if subset[at] + count - at < of {
            subset[at] += 1;
            for next in at + 1..count {
                subset[next] = subset[next - 1] + 1;
            }
            return true;
        }
    }
    false
}
