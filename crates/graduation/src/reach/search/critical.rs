//! Courses of this year that must not be lost.

use super::dive::FEW_ATTEMPTS;
use super::put_off::put_off;
use super::reacher::{Reacher, written};
use super::solve::{Outcome, Search};
use super::standing::Standing;
use super::state::{State, Taken};
use super::swap::swaps;
use crate::reach::{Scene, Take, Who};
use mortarboard_model::{CourseId, Id};

impl Reacher<'_> {
    /// Those of some courses without which, this year, graduation on time is ruled out, though it is possible
    /// with them; in the order given. Empty when it is not possible at all, or when a search hit its limit.
    ///
    /// A course that the scene fixes is left out of what is fixed; any other can't be taken in year 0.
    ///
    /// ```
    /// use mortarboard_graduation::reach::{Reacher, Scene, Who};
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
        self.critical_and_route(who, scene, courses).map_or(Vec::new(), |(critical, _)| critical)
    }

    /// The same with a route, by year and course; none where graduation on time is not possible in the first place, or where
    /// that is unknown.
    ///
    /// ```
    /// use mortarboard_graduation::reach::{Reacher, Scene, Who};
    /// use mortarboard_model::{PlanId, School, StudentId, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let reacher = Reacher::new(&school, PlanId(0), None);
    /// let who = |student: usize, grade| Who { grade, progress: &school.graduation().students[StudentId(student as u32)], away: &[] };
    /// let (critical, route) = reacher.critical_and_route(who(0, 10), Scene::default(), &[]).unwrap();
    /// assert!(critical.is_empty() && route.iter().any(|take| take.course == "ENG2" && take.year == 0));
    /// assert_eq!(reacher.critical_and_route(who(1, 12), Scene::default(), &[]), None);
    /// ```
    pub fn critical_and_route(&self, who: Who<'_>, scene: Scene<'_>, courses: &[CourseId]) -> Option<(Vec<CourseId>, Vec<Take>)> {
        self.with(who, scene, |standing, search| {
            let mut root = State::root(standing);
            root.settle().ok()?;
            let Outcome::Route(route) = search.run_from(root.clone()) else { return None };
            let found = written(standing, search, &route, scene);
            let mut routes = vec![route];
            if scene.fixed.is_none() && scene.schedule.is_none() {
                search.without_many(&root, &mut routes, courses);
            }
            let lost = |course: &CourseId| self.without(standing, &root, search, &mut routes, (who, scene), *course) == Some(false);
            Some((courses.iter().copied().filter(lost).collect(), found))
        })
        .flatten()
    }

    /// Whether there is a route without a course in year 0; none when that is unknown, or no course of the school.
    fn without(
        &self,
        standing: &Standing<'_>,
        root: &State<'_>,
        search: &mut Search,
        routes: &mut Vec<Vec<Taken>>,
        (who, scene): (Who<'_>, Scene<'_>),
        course: CourseId,
    ) -> Option<bool> {
        let found = self.school.courses().get(course)?;
        if let Some(fixed) = scene.fixed {
            let left: Vec<Take> = fixed.iter().filter(|take| !(take.year == 0 && take.course == found.id)).cloned().collect();
            // Nothing else is possible in a year that is given.
            return if left.len() == fixed.len() { Some(true) } else { self.reachable(who, Scene { fixed: Some(&left), ..scene }) };
        }
        let at = course.index();
        // A route that does without the course this year says it all.
        if routes.iter().any(|route| !uses(route, at)) {
            return Some(true);
        }
        if standing.tables.times.scheduled {
            // Without the sections of the course there may be fewer cells to fill as well.
            let mut without = scene.without.to_vec();
            without.push(course);
            let scene = Scene { without: &without, ..scene };
            return self.with(who, scene, |standing, search| search.survives(&State::root(standing), routes, &[])).flatten();
        }
        let mut state = root.clone();
        state.rule_out(0, at);
        search.survives(&state, routes, &[])
    }
}

impl Search {
    /// Looks for routes that do without many of the courses in year 0 at once, as many as the spare credit might bear: each
    /// of them then has one that does without it.
    fn without_many(&mut self, root: &State<'_>, routes: &mut Vec<Vec<Taken>>, courses: &[CourseId]) {
        let needs = root.standing.tables.needs;
        let used = |course: usize, routes: &[Vec<Taken>]| routes.iter().all(|route| uses(route, course));
        let mut open: Vec<usize> = courses.iter().map(|course| course.index()).filter(|&course| used(course, routes)).collect();
        self.put_off_many(root, routes, &mut open);
        if open.len() < 2 {
            return;
        }
        let Some(mut spare) = self.spare_of(root) else { return };
        // Courses without credit weigh nothing, so that their number is bounded too.
        let mut most = open.len();
        while open.len() > 1 {
            let mut left = spare;
            let many = open.iter().take(most).take_while(|&&course| {
                left -= i64::from(needs.pieces(course));
                left >= 0
            });
            let many = many.count();
            if many < 2 {
                return;
            }
            let mut state = root.clone();
            open[..many].iter().for_each(|&course| state.rule_out(0, course));
            if !self.glance(&state, routes, &[]) {
                // One of them may be critical, or they are too many together.
                spare /= 2;
                most = many / 2;
            }
            open.retain(|&course| used(course, routes));
        }
    }

    /// Puts courses of year 0 off to later years, as many as a route has room for, and those that are left once more; then lets
    /// others stand in for single ones. This takes far less time than a search.
    fn put_off_many(&mut self, root: &State<'_>, routes: &mut Vec<Vec<Taken>>, open: &mut Vec<usize>) {
        let mut state = root.clone();
        let mut required = state.required();
        if !state.guess(&mut required) {
            return;
        }
        while let Some(route) = routes.first().filter(|_| !open.is_empty()) {
            state.takes = put_off(root, route, open);
            let gained = open.iter().any(|&course| !uses(&state.takes, course));
            if !gained || !self.dive.complete(&state, &required, &mut self.bound, &mut self.day) {
                break;
            }
            open.retain(|&course| uses(&state.takes, course));
            routes.push(state.takes.clone());
        }
        for course in std::mem::take(open) {
            let swaps = routes.first().map_or(Vec::new(), |route| swaps(root, route, course));
            let stands = swaps.into_iter().find(|route| {
                state.takes.clone_from(route);
                self.dive.complete(&state, &required, &mut self.bound, &mut self.day)
            });
            if stands.is_none() {
                open.push(course);
            }
            routes.extend(stands);
        }
    }

    /// Whether there is a route from a state without assumptions; routes known from like questions are tried first,
    /// and one that is found joins them. None when the limit was hit.
    pub(super) fn survives(&mut self, root: &State<'_>, known: &mut Vec<Vec<Taken>>, more: &[usize]) -> Option<bool> {
        let mut settled = root.clone();
        if settled.settle().is_ok() {
            if settled.alive.is_empty() {
                let answer = self.stands_alone(&settled);
                if answer.is_some() {
                    return answer;
                }
            } else if let Some(route) = self.like(&settled, known, more) {
                known.extend(route);
                return Some(true);
            }
            // The quick search takes longest where it finds nothing.
            if settled.is_closed(&settled.required(), &mut self.bound) {
                return Some(false);
            }
        }
        match self.run_from(root.clone()) {
            Outcome::Route(takes) => {
                known.push(takes);
                Some(true)
            }
            Outcome::Dead(_) => Some(false),
            Outcome::Cut => None,
        }
    }

    /// Whether nothing is lacking in a settled state in which nothing more is possible; none where that hangs on a choice.
    fn stands_alone(&mut self, settled: &State<'_>) -> Option<bool> {
        let mut guessed = settled.clone();
        let mut required = guessed.required();
        if !guessed.guess(&mut required) {
            return None;
        }
        let stands = guessed.stands(&required, &mut self.bound);
        (stands || guessed.choices == settled.choices).then_some(stands)
    }

    /// Whether a quick search finds a route from a state without assumptions, or one that is known serves; a new one joins
    /// them.
    pub(super) fn glance(&mut self, root: &State<'_>, known: &mut Vec<Vec<Taken>>, more: &[usize]) -> bool {
        let mut settled = root.clone();
        if self.is_over() || settled.settle().is_err() {
            return false;
        }
        if let Some(route) = self.like(&settled, known, more) {
            known.extend(route);
            return true;
        }
        let found = self.dive.route_within(FEW_ATTEMPTS, &settled, &mut self.bound, &mut self.day);
        let served = found.is_some();
        known.extend(found.map(|(route, _)| route));
        served
    }

    /// Whether one of the routes known serves a settled state as it is, or mended with some courses more in
    /// later years: then the new route.
    pub(super) fn like(&mut self, settled: &State<'_>, known: &[Vec<Taken>], more: &[usize]) -> Option<Option<Vec<Taken>>> {
        let mut guessed = settled.clone();
        let mut required = guessed.required();
        if !guessed.guess(&mut required) {
            return None;
        }
        // Where nothing is open any more all routes are the same.
        let most = if settled.alive.is_empty() { 1 } else { MOST_TRIED };
        for route in known.iter().rev().take(most) {
            let possible = |take: &Taken| settled.spans(take.year, take.course) >> take.span & 1 == 1;
            if route.iter().all(possible) {
                let mut trial = guessed.clone();
                trial.takes.clone_from(route);
                if self.dive.complete(&trial, &required, &mut self.bound, &mut self.day) {
                    return Some(None);
                }
            }
        }
        if settled.alive.is_empty() {
            return None;
        }
        let repaired = known.last().and_then(|route| self.dive.repair(settled, route, more, &mut self.bound, &mut self.day));
        repaired.map(Some)
    }
}

/// Whether a route takes a course in year 0.
fn uses(route: &[Taken], course: usize) -> bool {
    route.iter().any(|take| take.year == 0 && take.course == course)
}

/// Most routes of like questions that are tried.
const MOST_TRIED: usize = 3;
