//! What a student can afford to fail.

use super::cover::Cover;
use super::reacher::Reacher;
use super::records::readable;
use super::solve::Search;
use super::standing::{Fixed, Standing};
use super::state::{State, Taken};
use super::times::Span;
use crate::reach::{Scene, Take, Verdict, Who};
use mortarboard_model::{CourseId, Id};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most failures that are looked at.
pub(super) const MOST_FAILED: usize = 3;
/// Most courses of the year for which many failures are looked at at once.
const MOST_COVERED: usize = 24;
/// Most choices of the year that are looked at.
const MOST_YEARS: usize = 4;

/// How many courses of this year a student can fail, whichever they are, and still graduate on time.
///
/// ```
/// use mortarboard_graduation::reach::{Reacher, Scene, Who};
/// use mortarboard_model::{PlanId, School, StudentId, testing};
/// let mut raw = testing::graduation();
/// raw.plans[0].require.truncate(1);
/// let school = School::try_from(raw).unwrap();
/// // English alone is asked, and of its three years left none may be lost.
/// let who = Who { grade: 10, progress: &school.graduation().students[StudentId(0)], away: &[] };
/// let survival = Reacher::new(&school, PlanId(0), None).survival(who, Scene::default()).unwrap();
/// assert_eq!((survival.survives, survival.witness), (0, vec!["ENG2".to_owned()]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survival {
    /// Any so many may be failed; at most 3, beyond which nothing is looked at.
    pub survives: u32,
    /// Courses whose failing together rules graduation on time out: one more than survived. Empty where 3 are
    /// survived, or where there are no more courses.
    pub witness: Vec<String>,
    /// The courses of this year of which this is so: those of a year that is given, and otherwise the best choice found.
    pub year: Vec<Take>,
}

impl Reacher<'_> {
    /// How many courses of year 0 a student can fail and still graduate on time, whichever they are. Failed courses fill
    /// their cells and earn nothing. None when graduation on time is not possible in the first place, or when a search hit
    /// its limit.
    ///
    /// Where the scene fixes the year, its takes are meant. Where it names a schedule, those of the route found. Otherwise
    /// the best choice of a year counts, as far as it is found: from the courses of the route on, as long as too many
    /// failures are too much, those of a route without what was failed are taken as well, as far as the day holds them, and
    /// the year that bears most is told; at most four years are looked at. What is told of it is certain; that no other year bears more is not.
    ///
    /// At most 1 + n + n(n-1)/2 + n(n-1)(n-2)/6 searches for n courses, for each year that is looked at. Most students need
    /// about as many as they have courses, because a route that bears many failures bears fewer as well, and routes found for
    /// some failures serve others.
    ///
    /// ```
    /// use mortarboard_graduation::reach::{Reacher, Scene, Who};
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
        self.survival_of(who, scene, &route)
    }

    /// The same for a route that is known already, which [`reach`](Reacher::reach) gave for the same question.
    ///
    /// ```
    /// use mortarboard_graduation::reach::{Reacher, Scene, Verdict, Who};
    /// use mortarboard_model::{PlanId, School, StudentId, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let who = Who { grade: 10, progress: &school.graduation().students[StudentId(0)], away: &[] };
    /// let reacher = Reacher::new(&school, PlanId(0), None);
    /// let Verdict::Reachable { route } = reacher.reach(who, Scene::default()) else { panic!() };
    /// assert_eq!(reacher.survival_of(who, Scene::default(), &route), reacher.survival(who, Scene::default()));
    /// ```
    pub fn survival_of(&self, who: Who<'_>, scene: Scene<'_>, route: &[Take]) -> Option<Survival> {
        let mut best = self.survival_in(who, scene, route)?;
        if scene.fixed.is_some() || scene.schedule.is_some() {
            return Some(best);
        }
        let (mut looked, mut last) = (vec![best.year.clone()], best.clone());
        while !last.witness.is_empty() && looked.len() < MOST_YEARS {
            let Some(year) = self.other_year(who, scene, &last, &looked) else { break };
            let Some(found) = self.survival_in(who, scene, &year) else { break };
            if found.survives > best.survives {
                best = found.clone();
            }
            looked.push(year);
            last = found;
        }
        Some(best)
    }

    /// A year that was not looked at yet: that of a route without what was failed, beside the courses of the last year, or
    /// else before them, as far as the day holds both.
    fn other_year(&self, who: Who<'_>, scene: Scene<'_>, last: &Survival, looked: &[Vec<Take>]) -> Option<Vec<Take>> {
        let failed = last.witness.iter().filter_map(|id| self.school.find_course(id));
        let without: Vec<CourseId> = scene.without.iter().copied().chain(failed).collect();
        let Verdict::Reachable { route } = self.reach(who, Scene { without: &without, ..scene }) else { return None };
        let standing = Standing::new(self.tables()?, who, scene)?;
        let new: Vec<&Take> = route.iter().filter(|take| take.year == 0).collect();
        let old: Vec<&Take> = last.year.iter().collect();
        let years = [[old.as_slice(), &new].concat(), [new.as_slice(), &old].concat()];
        years.into_iter().map(|takes| self.held(&standing, &takes)).find(|year| !looked.contains(year))
    }

    /// As many of some takes of this year, the first ones first, as the day holds; of each course those in the set of terms that
    /// comes first.
    fn held(&self, standing: &Standing<'_>, takes: &[&Take]) -> Vec<Take> {
        let calendar = self.school.calendar();
        let mut room: Vec<u32> = standing.room[..standing.terms].to_vec();
        let mut year: Vec<Take> = Vec::new();
        for &take in takes {
            let own = || year.iter().filter(|known| known.course == take.course);
            let Some(course) = self.school.find_course(&take.course) else { continue };
            let most = standing.listing(course.index()).completions as usize;
            if own().count() >= most || own().any(|known| known.terms.iter().any(|term| take.terms.contains(term))) {
                continue;
            }
            let is_same = |span: &&Span| {
                let names = span.terms.iter().map(|&term| &calendar.terms()[term]);
                span.parts.is_empty() && names.eq(take.terms.iter())
            };
            let Some(span) = standing.tables.times.offers.get(course.index()).and_then(|offer| offer.spans.iter().find(is_same)) else {
                continue;
            };
            if room.iter().zip(&span.fill).all(|(room, fill)| fill <= room) {
                room.iter_mut().zip(&span.fill).for_each(|(room, fill)| *room -= fill);
                year.push(Take { section: None, ..take.clone() });
            }
        }
        year.sort();
        year
    }

    /// The same for the courses that a route has this year.
    fn survival_in(&self, who: Who<'_>, scene: Scene<'_>, route: &[Take]) -> Option<Survival> {
        let now: Vec<&Take> = route.iter().filter(|take| take.year == 0).collect();
        let year = Scene { schedule: None, seats: None, fixed: Some(&[]), failed: scene.failed, without: &[], most: &[] };
        let failures = Failures { reacher: self, who, year, now: &now };
        let mut found = Found { search: self.search(), routes: vec![failures.later(route)] };
        let answer = failures.answer(&mut found);
        self.keep(found.search);
        answer
    }
}

/// One student whose courses of the year may be failed.
struct Failures<'f, 'a> {
    reacher: &'f Reacher<'a>,
    who: Who<'f>,
    /// The year as it is given, with what is failed anyway.
    year: Scene<'f>,
    /// Its courses.
    now: &'f [&'f Take],
}

/// What is used again from one set of failures to the next.
struct Found {
    search: Search,
    /// Routes found for some failures.
    routes: Vec<Vec<Taken>>,
}

impl Failures<'_, '_> {
    fn answer(&self, found: &mut Found) -> Option<Survival> {
        let now = self.now;
        let mut cover = Cover::new(now.len());
        if now.len() <= MOST_COVERED {
            self.retaken(&mut cover, found);
            self.many(&mut cover, found);
        }
        for count in 1..=MOST_FAILED.min(now.len()) {
            let mut subset: Vec<usize> = (0..count).collect();
            loop {
                if !cover.covers(&subset) && !self.survives(&subset, found)? {
                    let witness = subset.iter().map(|&at| now[at].course.clone()).collect();
                    return Some(Survival { survives: u32::try_from(count - 1).unwrap_or(0), witness, year: self.year() });
                }
                if !advance(&mut subset, now.len()) {
                    break;
                }
            }
        }
        let survives = u32::try_from(MOST_FAILED).unwrap_or(u32::MAX);
        Some(Survival { survives, witness: Vec::new(), year: self.year() })
    }

    fn year(&self) -> Vec<Take> {
        self.now.iter().map(|&take| take.clone()).collect()
    }

    /// The student with some courses failed and the others passed.
    fn standing(&self, failed: &[usize]) -> Option<Standing<'_>> {
        let school = self.reacher.school;
        let passed = (0..self.now.len()).filter(|at| !failed.contains(at)).map(|at| self.now[at]);
        let failed = self.year.failed.iter().chain(failed.iter().map(|&at| self.now[at]));
        let fixed = Fixed { passed: readable(school, passed), failed: readable(school, failed) };
        Standing::given(self.reacher.tables()?, self.who, self.year, fixed)
    }

    /// The courses at some positions, as far as they are known.
    fn ids(&self, at: &[usize]) -> Vec<usize> {
        at.iter().filter_map(|&at| self.reacher.school.find_course(&self.now[at].course)).map(Id::index).collect()
    }

    /// What a route takes in later years.
    fn later(&self, route: &[Take]) -> Vec<Taken> {
        let school = self.reacher.school;
        let terms = |names: &[String]| -> Vec<usize> {
            names.iter().filter_map(|name| school.calendar().terms().values().position(|known| known == name)).collect()
        };
        // Several takes of a course in one year are one way to take it.
        let mut years: BTreeMap<(u32, &String), Vec<Vec<usize>>> = BTreeMap::new();
        for take in route.iter().filter(|take| take.year > 0) {
            years.entry((take.year, &take.course)).or_default().push(terms(&take.terms));
        }
        let take = |((year, id), mut sets): ((u32, &String), Vec<Vec<usize>>)| {
            sets.sort_unstable();
            let course = school.find_course(id)?.index();
            let spans = &self.reacher.tables()?.times.offers.get(course)?.spans;
            let own = |span: &Span| span.terms.iter().map(|term| term.index()).collect::<Vec<usize>>();
            let same = |span: &Span| {
                let mut parts: Vec<Vec<usize>> = span.parts.iter().map(|&part| own(&spans[part])).collect();
                parts.extend(span.parts.is_empty().then(|| own(span)));
                parts.sort_unstable();
                parts == sets
            };
            Some(Taken { year: year as usize, course, span: spans.iter().position(same)? })
        };
        years.into_iter().filter_map(take).collect()
    }

    /// Whether there is a route when these courses are failed; none when the limit was hit.
    fn survives(&self, failed: &[usize], found: &mut Found) -> Option<bool> {
        found.search.survives(&State::root(&self.standing(failed)?), &mut found.routes, &self.ids(failed))
    }

    /// The same, as far as a quick search tells.
    fn survives_at_a_glance(&self, failed: &[usize], found: &mut Found) -> bool {
        self.standing(failed).is_some_and(|standing| found.search.glance(&State::root(&standing), &mut found.routes, &self.ids(failed)))
    }

    fn all(&self) -> Vec<usize> {
        (0..self.now.len()).collect()
    }

    /// The courses of the year, as far as they are known.
    fn courses(&self) -> Vec<Option<usize>> {
        self.now.iter().map(|take| self.reacher.school.find_course(&take.course).map(Id::index)).collect()
    }

    /// Notes failures that are made good by taking the same courses again beside a route that is known.
    fn retaken(&self, cover: &mut Cover, found: &mut Found) {
        if self.who.years(self.reacher.school) < 2 {
            return;
        }
        if let (Some(base), Some(lost)) = (self.standing(&[]), self.standing(&self.all())) {
            found.search.borne_by_retakes((&base, &lost), &self.courses(), &mut found.routes, cover);
        }
    }

    /// Tells steady courses, and how many failures the spare credit might bear.
    fn prospect(&self, cover: &mut Cover, search: &mut Search) -> Option<usize> {
        let base = self.standing(&[])?;
        let ids = self.courses();
        for (at, course) in ids.iter().enumerate() {
            let once = ids.iter().filter(|other| *other == course).count() == 1;
            cover.set_steady(at, once && course.is_some_and(|course| base.is_steady(course)));
        }
        // What is failed leaves no more to spare than what it would have earned.
        let lost = self.standing(&self.all())?;
        let mut spare = match search.spare_in_year(&base, &lost) {
            Some(spare) => spare.unwrap_or(i64::MAX),
            None => return Some(0),
        };
        let mut pieces: Vec<u32> = ids.iter().flatten().map(|&course| base.tables.needs.pieces(course)).collect();
        pieces.sort_unstable();
        let borne = pieces.iter().take_while(|&&pieces| {
            spare = spare.saturating_sub(i64::from(pieces));
            spare >= 0
        });
        Some(borne.count())
    }

    /// Looks at many failures at once, as many as the spare credit might bear. Where a route bears them, it covers every
    /// smaller set that steady courses alone tell from it.
    fn many(&self, cover: &mut Cover, found: &mut Found) {
        let mut open = cover.open(MOST_FAILED);
        open.retain(|set| !cover.covers(set));
        if open.is_empty() {
            return;
        }
        let Some(mut most) = self.prospect(cover, &mut found.search) else { return };
        // What is steady may cover more than was known before.
        open.retain(|set| !cover.covers(set));
        while let Some(first) = open.first().cloned() {
            let mut failed = first.clone();
            while failed.len() < most {
                let Some(next) = cover.widest(&failed, &open) else { break };
                failed.push(next);
                failed.sort_unstable();
            }
            let wide = failed.len() > MOST_FAILED;
            if most < MOST_FAILED
                || !(if wide { self.survives_at_a_glance(&failed, found) } else { self.survives(&failed, found) == Some(true) })
            {
                if !wide {
                    return;
                }
                most = failed.len() - 1;
                continue;
            }
            cover.add(&failed);
            open.retain(|set| !cover.covers(set));
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
