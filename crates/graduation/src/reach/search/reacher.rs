//! The question, put to a plan that has been prepared.

use super::needs::Needs;
use super::order::Order;
use super::slack::Slack;
use super::solve::{Outcome, Over, Search};
use super::standing::{Standing, Tables};
use super::state::{State, Taken};
use super::times::Times;
use crate::reach::{Scene, Take, Verdict, Who};
use mortarboard_model::graduation::{Plan, Stands};
use mortarboard_model::{CourseId, Id, PlanId, Schedule, School, TermId};
use std::sync::{Arc, Mutex, PoisonError};

/// Cases that a search looks at before it gives up, unless told otherwise: a few seconds at the most.
///
/// A case is a set of assumptions. Nearly all students need one; where a schedule leaves the last year tight, some
/// need hundreds. Plans with several pools that each fill a student's days can need more than any limit.
pub const CASES: u64 = 5_000;

/// Answers whether students can still graduate on time under one plan.
///
/// Prepared once for a school and a plan, and for a schedule where scenes name one; each student is then fast.
pub struct Reacher<'a> {
    pub(super) school: &'a School,
    /// The plan of the school, of which waivers speak.
    plan: PlanId,
    order: Order,
    needs: Option<Needs<'a>>,
    plain: Times,
    placed: Option<(&'a Schedule, Times)>,
    pub(super) limit: u64,
    over: Option<Over>,
    /// Searches that are done, for their buffers.
    idle: Mutex<Vec<Search>>,
}

impl<'a> Reacher<'a> {
    /// Prepares a plan of a school. Scenes that name a schedule other than this one are answered too, but slowly.
    ///
    /// ```
    /// use mortarboard_graduation::reach::{Reacher, Scene, Verdict, Who};
    /// use mortarboard_model::{PlanId, School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let reacher = Reacher::new(&school, PlanId(0), None);
    /// let answers = school.students().iter().map(|(id, student)| {
    ///     let progress = &school.graduation().students[id];
    ///     reacher.reach(Who { grade: student.grade.unwrap(), progress, away: &[] }, Scene::default())
    /// });
    /// let [s10, s12] = &answers.collect::<Vec<_>>()[..] else { panic!() };
    /// assert!(matches!(s10, Verdict::Reachable { .. }));
    /// assert!(matches!(s12, Verdict::Blocked { .. }));
    /// ```
    pub fn new(school: &'a School, plan: PlanId, schedule: Option<&'a Schedule>) -> Self {
        Self::prepared(school, plan, school.graduation().plans.get(plan), schedule)
    }

    /// The same for a plan that need not be one of the school's. Waivers of the plan of the same id hold, by
    /// position of the requirement: requirements may be added behind those of the school's plan.
    ///
    /// ```
    /// use mortarboard_graduation::reach::{Reacher, Scene, Who};
    /// use mortarboard_model::{PlanId, School, StudentId, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let mut plan = school.graduation().plans[PlanId(0)].clone();
    /// plan.unit = 1;
    /// let progress = &school.graduation().students[StudentId(0)];
    /// let reacher = Reacher::with_plan(&school, &plan, None);
    /// assert_eq!(reacher.reachable(Who { grade: 10, progress, away: &[] }, Scene::default()), Some(true));
    /// ```
    pub fn with_plan(school: &'a School, plan: &'a Plan, schedule: Option<&'a Schedule>) -> Self {
        let known = school.graduation().plans.iter().find(|(_, known)| known.id == plan.id);
        Self::prepared(school, known.map_or(PlanId(u32::MAX), |(id, _)| id), Some(plan), schedule)
    }

    fn prepared(school: &'a School, plan: PlanId, asked: Option<&'a Plan>, schedule: Option<&'a Schedule>) -> Self {
        let graduation = school.graduation();
        let order = Order::new(graduation, asked.map_or(&Stands::default(), |plan| &plan.stands), school.courses().len());
        let needs = asked.map(|plan| Needs::new(graduation, plan));
        let plain = Times::new(school, None);
        Reacher {
            school,
            plan: asked.and_then(|plan| plan.form_of).unwrap_or(plan),
            order,
            needs,
            plain,
            placed: schedule.map(|schedule| (schedule, Times::new(school, Some(schedule)))),
            limit: CASES,
            over: None,
            idle: Mutex::default(),
        }
    }

    /// The same with another limit on the cases looked at: [`CASES`] unless this is called.
    ///
    /// ```
    /// use mortarboard_graduation::reach::{Reacher, Scene, Verdict, Who};
    /// use mortarboard_model::{PlanId, School, StudentId, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let progress = &school.graduation().students[StudentId(0)];
    /// let reacher = Reacher::new(&school, PlanId(0), None).limit(0);
    /// let answer = reacher.reach(Who { grade: 10, progress, away: &[] }, Scene::default());
    /// assert!(matches!(answer, Verdict::Unknown { cases: 0 }));
    /// ```
    #[must_use]
    pub fn limit(mut self, cases: u64) -> Self {
        self.limit = cases;
        self
    }

    /// The same until it is over: what is asked then is answered as `Unknown`. It is asked whether it is over before each
    /// case, so that an answer comes some thousandths of a second later at the most.
    ///
    /// ```
    /// use mortarboard_graduation::reach::{Reacher, Scene, Verdict, Who};
    /// use mortarboard_model::{PlanId, School, StudentId, testing};
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicBool, Ordering};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let who = Who { grade: 10, progress: &school.graduation().students[StudentId(0)], away: &[] };
    /// let stop = Arc::new(AtomicBool::new(false));
    /// let asked = stop.clone();
    /// let reacher = Reacher::new(&school, PlanId(0), None).until(Arc::new(move || asked.load(Ordering::Relaxed)));
    /// assert!(matches!(reacher.reach(who, Scene::default()), Verdict::Reachable { .. }));
    /// stop.store(true, Ordering::Relaxed);
    /// assert!(matches!(reacher.reach(who, Scene::default()), Verdict::Unknown { .. }));
    /// ```
    #[must_use]
    pub fn until(mut self, over: Arc<dyn Fn() -> bool + Send + Sync>) -> Self {
        self.over = Some(over);
        self
    }

    /// The plan; none when the school has none at the position given.
    ///
    /// ```
    /// use mortarboard_graduation::reach::Reacher;
    /// use mortarboard_model::{PlanId, School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// assert_eq!(Reacher::new(&school, PlanId(0), None).plan().map(|plan| plan.id.as_str()), Some("diploma"));
    /// ```
    pub fn plan(&self) -> Option<&'a Plan> {
        self.needs.as_ref().map(|needs| needs.plan)
    }

    /// The answer, with a route or a proof.
    ///
    /// Quick ways first: a route by choosing narrow requirements first and placing courses by how long they can
    /// wait, bounds on credit by flows over what is still possible. What these leave open is searched case by
    /// case, up to the limit; then the answer is `Unknown`. So it is, with no cases, where a student has more than
    /// 16 years or 128 steps left, a course more than 64 sets of terms, a plan more than 128 filters, or the school
    /// no such plan.
    ///
    /// ```
    /// use mortarboard_graduation::reach::{Proof, Reacher, Scene, Verdict, Who};
    /// use mortarboard_model::{PlanId, School, StudentId, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// // Two courses in a row no longer fit into one year.
    /// let progress = &school.graduation().students[StudentId(1)];
    /// let who = Who { grade: 12, progress, away: &[] };
    /// let answer = Reacher::new(&school, PlanId(0), None).reach(who, Scene::default());
    /// let Verdict::Blocked { proof: Proof::Cut { nodes, .. } } = answer else { panic!("{answer:?}") };
    /// assert_eq!(nodes, ["algebra-2"]);
    /// ```
    pub fn reach(&self, who: Who<'_>, scene: Scene<'_>) -> Verdict {
        let answer = self.with(who, scene, |standing, search| {
            let outcome = search.run(standing);
            verdict(standing, search, outcome, scene)
        });
        answer.unwrap_or(Verdict::Unknown { cases: 0 })
    }

    /// The answer together with the spare credit that [`slack`](Reacher::slack) gives; quicker than both one after the other.
    ///
    /// ```
    /// use mortarboard_graduation::reach::{Reacher, Scene, Who};
    /// use mortarboard_model::{PlanId, School, StudentId, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let reacher = Reacher::new(&school, PlanId(0), None);
    /// let who = Who { grade: 10, progress: &school.graduation().students[StudentId(0)], away: &[] };
    /// let (verdict, slack) = reacher.reach_with_slack(who, Scene::default());
    /// assert_eq!(verdict, reacher.reach(who, Scene::default()));
    /// assert_eq!(slack, reacher.slack(who, Scene::default()));
    /// ```
    pub fn reach_with_slack(&self, who: Who<'_>, scene: Scene<'_>) -> (Verdict, Option<Slack>) {
        if scene.fixed.is_some_and(|takes| !takes.is_empty()) {
            // A given year is weighed twice, passed and failed.
            return (self.reach(who, scene), self.slack(who, scene));
        }
        let answer = self.with(who, scene, |standing, search| {
            let mut root = State::root(standing);
            let pieces = root.settle().ok().and_then(|()| search.spare_of(&root));
            let outcome = search.run_from(root);
            (verdict(standing, search, outcome, scene), pieces.map(|pieces| Slack::new(pieces, standing)))
        });
        answer.unwrap_or((Verdict::Unknown { cases: 0 }, None))
    }

    /// The answer alone; none when it is unknown. As fast as the search itself.
    ///
    /// ```
    /// use mortarboard_graduation::reach::{Reacher, Scene, Who};
    /// use mortarboard_model::{PlanId, School, StudentId, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let progress = &school.graduation().students[StudentId(0)];
    /// let who = Who { grade: 10, progress, away: &[] };
    /// assert_eq!(Reacher::new(&school, PlanId(0), None).reachable(who, Scene::default()), Some(true));
    /// ```
    pub fn reachable(&self, who: Who<'_>, scene: Scene<'_>) -> Option<bool> {
        self.with(who, scene, |standing, search| match search.run(standing) {
            Outcome::Route(_) => Some(true),
            Outcome::Dead(_) => Some(false),
            Outcome::Cut => None,
        })
        .flatten()
    }

    /// Lets a search work on a student in a scene; none when they are beyond what is supported.
    pub(super) fn with<T>(&self, who: Who<'_>, scene: Scene<'_>, work: impl FnOnce(&Standing<'_>, &mut Search) -> T) -> Option<T> {
        let other: Times;
        let times = match (scene.schedule, &self.placed) {
            (None, _) => &self.plain,
            (Some(schedule), Some((known, times))) if std::ptr::eq(*known, schedule) => times,
            (Some(schedule), _) => {
                other = Times::new(self.school, Some(schedule));
                &other
            }
        };
        let standing = Standing::new(Tables { times, ..self.tables()? }, who, scene)?;
        let mut search = self.search();
        let done = work(&standing, &mut search);
        self.keep(search);
        Some(done)
    }

    /// The tables for scenes without a schedule; none without a plan.
    pub(super) fn tables(&self) -> Option<Tables<'_>> {
        Some(Tables { school: self.school, needs: self.needs.as_ref()?, order: &self.order, times: &self.plain, plan: self.plan })
    }

    /// A search with the limit on cases.
    pub(super) fn search(&self) -> Search {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Search { limit: self.limit, cases: 0, over: self.over.clone(), ..idle.unwrap_or_default() }
    }

    /// Keeps a search that is done for the next student: nothing but the memory it has is used again.
    pub(super) fn keep(&self, search: Search) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(search);
    }
}

/// What came of a search in the office's own ids.
fn verdict(standing: &Standing<'_>, search: &mut Search, outcome: Outcome, scene: Scene<'_>) -> Verdict {
    match outcome {
        Outcome::Route(takes) => Verdict::Reachable { route: written(standing, search, &takes, scene) },
        Outcome::Dead(tree) => Verdict::Blocked { proof: tree.written(standing) },
        Outcome::Cut => Verdict::Unknown { cases: search.cases.min(search.limit) },
    }
}

/// A route in the office's own ids, by year and course.
pub(super) fn written(standing: &Standing<'_>, search: &mut Search, takes: &[Taken], scene: Scene<'_>) -> Vec<Take> {
    let school = standing.tables.school;
    let term = |id: TermId| school.calendar().terms()[id].clone();
    let id = |course: usize| school.courses()[CourseId::from_index(course)].id.clone();
    let mut route: Vec<Take> = Vec::new();
    if standing.fixed && standing.years > 0 {
        let fixed = super::records::readable(school, scene.fixed.unwrap_or_default());
        route.extend(fixed.into_iter().map(|(course, terms)| Take {
            course: school.courses()[course].id.clone(),
            year: 0,
            terms: terms.into_iter().map(term).collect(),
            section: None,
        }));
    }
    let today: Vec<(usize, usize)> = takes.iter().filter(|take| take.year == 0).map(|take| (take.course, take.span)).collect();
    let scheduled = standing.tables.times.scheduled && !standing.fixed;
    let mut sections = if scheduled { search.day.choose(standing, &today) } else { None }.unwrap_or_default().into_iter();
    for take in takes {
        let spans = &standing.tables.times.offers[take.course].spans;
        let single = |at: usize, section: Option<String>| Take {
            course: id(take.course),
            year: u32::try_from(take.year).unwrap_or(u32::MAX),
            terms: spans[at].terms.iter().map(|&id| term(id)).collect(),
            section,
        };
        let parts = if spans[take.span].parts.is_empty() { &[take.span][..] } else { &spans[take.span].parts };
        for &part in parts {
            let section = if take.year == 0 { sections.next().map(|section| school.sections()[section].id.clone()) } else { None };
            route.push(single(part, section));
        }
    }
    let when = |take: &Take| -> Vec<usize> {
        take.terms.iter().filter_map(|name| school.calendar().terms().values().position(|known| known == name)).collect()
    };
    route.sort_by_cached_key(|take| (take.year, take.course.clone(), when(take)));
    route
}
