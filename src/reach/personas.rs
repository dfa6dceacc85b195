//! Typical students, against whom a school is checked even if no such student is enrolled.

use mortarboard_checker::reach::{Reacher, Scene, Verdict, Who, Wrong, recheck};
use mortarboard_model::graduation::Persona;
use mortarboard_model::{PersonaId, PlanId, Schedule, School};
use rayon::prelude::*;

/// The answer for one typical student and plan: everything that is offered, or placed in the schedule, may be taken;
/// seats do not matter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PersonaReach {
    /// Persona.
    pub persona: PersonaId,
    /// Plan.
    pub plan: PlanId,
    /// Title of the persona, for people.
    pub title: String,
    /// The answer with its certificate.
    pub verdict: Verdict,
    /// Whether there is a route when the schedule of this year does not count; the same as the verdict without one.
    pub possible_elsewhen: Option<bool>,
    /// Spare credits, as far as counting goes.
    pub slack: Option<i64>,
}

impl PersonaReach {
    /// Whether there is a route.
    ///
    /// ```
    /// use mortarboard::io::generate::{Recipe, school};
    /// use mortarboard::{ReachOptions, School};
    /// let mut recipe = Recipe::new(150, 1);
    /// recipe.graduation = true;
    /// let school = School::try_from(school(&recipe))?;
    /// let mut options = ReachOptions::default();
    /// options.failures = false;
    /// let reached = mortarboard::reach(&school, None, &options);
    /// assert!(reached.personas[0].on_time(), "{:?}", reached.personas[0]);
    /// # Ok::<(), mortarboard::Faults>(())
    /// ```
    pub fn on_time(&self) -> bool {
        matches!(self.verdict, Verdict::Reachable { .. })
    }

    pub(super) fn recheck(&self, school: &School, schedule: Option<&Schedule>) -> Result<(), Wrong> {
        let graduation = school.graduation();
        let (Some(persona), Some(plan)) = (graduation.personas.get(self.persona), graduation.plans.get(self.plan)) else { return Ok(()) };
        let plan = plan.with_needs(graduation, persona);
        recheck(school, &plan, who(persona), Scene { schedule, ..Scene::default() }, &self.verdict)
    }
}

/// Looks at all typical students under the plans they follow, or under one.
pub(super) fn personas(school: &School, schedule: Option<&Schedule>, only: Option<PlanId>) -> Vec<PersonaReach> {
    let graduation = school.graduation();
    let pairs: Vec<(PersonaId, &Persona, PlanId)> = graduation
        .personas
        .iter()
        .flat_map(|(id, persona)| persona.progress.plans.iter().map(move |&plan| (id, persona, plan)))
        .filter(|(.., plan)| only.is_none_or(|only| only == *plan))
        .collect();
    let ask = |&(id, persona, plan): &(PersonaId, &Persona, PlanId)| {
        let augmented = graduation.plans.get(plan)?.with_needs(graduation, persona);
        let reacher = Reacher::with_plan(school, &augmented, schedule);
        let (who, scene) = (who(persona), Scene { schedule, ..Scene::default() });
        let verdict = reacher.reach(who, scene);
        let possible_elsewhen = reacher.reachable(who, Scene::default());
        let slack = reacher.slack(who, Scene::default()).map(|slack| slack.credits);
        Some(PersonaReach { persona: id, plan, title: persona.title.clone(), verdict, possible_elsewhen, slack })
    };
    pairs.par_iter().filter_map(ask).collect()
}

fn who(persona: &Persona) -> Who<'_> {
    Who { grade: persona.grade, progress: &persona.progress, away: &[] }
}
