//! Typical students, against whom a school is checked even if no such student is enrolled.

use super::Asked;
use super::answer::certified;
use mortarboard_graduation::reach::{Cause, Certificate, Reacher, Scene, Slack, Verdict, Who, Wrong, recheck, why_open};
use mortarboard_model::graduation::Persona;
use mortarboard_model::{PersonaId, PlanId, Schedule, School};
use rayon::prelude::*;
use std::sync::Arc;

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
    /// Why not, where the verdict is that there is no route: courses that clash in this schedule, or what stands in the
    /// way whatever the schedule.
    pub cause: Option<Cause>,
    /// Spare credits, as far as counting goes.
    pub slack: Option<Slack>,
}

impl PersonaReach {
    /// Whether there is a route.
    ///
    /// ```
    /// use mortarboard::files::{generate_school, Recipe};
    /// use mortarboard::School;
    /// use mortarboard::graduation::ReachOptions;
    /// let recipe = Recipe::new(150, 1).with_graduation();
    /// let school = School::try_from(generate_school(&recipe))?;
    /// let mut options = ReachOptions::default();
    /// options.failures = false;
    /// let reached = mortarboard::graduation::reach(&school, None, &options);
    /// assert!(reached.personas[0].on_time(), "{:?}", reached.personas[0]);
    /// # Ok::<(), mortarboard::Faults>(())
    /// ```
    pub fn on_time(&self) -> bool {
        matches!(self.verdict, Verdict::Reachable { .. })
    }

    /// The answer with what it assumes about later years, read again by code that shares nothing with the search.
    ///
    /// # Errors
    /// As for [`StudentReach::certificate`](super::StudentReach::certificate).
    ///
    /// ```
    /// use mortarboard::files::{generate_school, Recipe};
    /// use mortarboard::School;
    /// use mortarboard::graduation::ReachOptions;
    /// let recipe = Recipe::new(150, 1).with_graduation();
    /// let school = School::try_from(generate_school(&recipe))?;
    /// let mut options = ReachOptions::default();
    /// options.failures = false;
    /// let reached = mortarboard::graduation::reach(&school, None, &options);
    /// let certificate = reached.personas[0].certificate(&school, None).unwrap();
    /// assert_eq!(certificate.verdict, reached.personas[0].verdict);
    /// # Ok::<(), mortarboard::Faults>(())
    /// ```
    pub fn certificate(&self, school: &School, schedule: Option<&Schedule>) -> Result<Certificate, Wrong> {
        let graduation = school.graduation();
        let (Some(persona), Some(plan)) = (graduation.personas.get(self.persona), graduation.plans.get(self.plan)) else {
            return Err(Wrong("the school has no such persona or plan".to_owned()));
        };
        let plan = plan.with_needs(graduation, persona);
        certified(school, &plan, who(persona), Scene { schedule, ..Scene::default() }, &self.verdict)
    }

    pub(super) fn recheck(&self, school: &School, schedule: Option<&Schedule>) -> Result<(), Wrong> {
        let graduation = school.graduation();
        let (Some(persona), Some(plan)) = (graduation.personas.get(self.persona), graduation.plans.get(self.plan)) else { return Ok(()) };
        let plan = plan.with_needs(graduation, persona);
        recheck(school, &plan, who(persona), Scene { schedule, ..Scene::default() }, &self.verdict)
    }
}

/// Looks at all typical students under the plans they follow, or under one.
pub(super) fn personas(asked: &Asked<'_>, only: Option<PlanId>) -> Result<Vec<PersonaReach>, Wrong> {
    let Asked { school, schedule, .. } = *asked;
    let graduation = school.graduation();
    let pairs: Vec<(PersonaId, &Persona, PlanId)> = graduation
        .personas
        .iter()
        .flat_map(|(id, persona)| persona.progress.plans.iter().map(move |&plan| (id, persona, plan)))
        .filter(|(_, persona, plan)| only.is_none_or(|only| persona.progress.form(only) == *plan))
        .collect();
    let ask = |&(id, persona, plan): &(PersonaId, &Persona, PlanId)| {
        let augmented = graduation.plans.get(plan)?.with_needs(graduation, persona);
        let reacher = Reacher::with_plan(school, &augmented, schedule).until(Arc::clone(asked.over));
        let (who, scene) = (who(persona), Scene { schedule, ..Scene::default() });
        let verdict = match asked.read(&augmented, who, scene, reacher.reach(who, scene)) {
            Ok(verdict) => verdict,
            Err(wrong) => return Some(Err(wrong)),
        };
        let possible_elsewhen = reacher.reachable(who, Scene::default());
        let blocked = matches!(verdict, Verdict::Blocked { .. });
        let cause = if blocked { why_open(&reacher, school, schedule, who) } else { None };
        let slack = reacher.slack(who, Scene::default());
        Some(Ok(PersonaReach { persona: id, plan, title: persona.title.clone(), verdict, possible_elsewhen, cause, slack }))
    };
    pairs.par_iter().filter_map(ask).collect()
}

fn who(persona: &Persona) -> Who<'_> {
    Who { grade: persona.grade, progress: &persona.progress, away: &[] }
}
