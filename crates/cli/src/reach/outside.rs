//! What is said of credit from outside the school's own sections.

use mortarboard_graduation::SMALL_GROUP;
use mortarboard_graduation::reach::{Extra, FromOutside, Verdict};
use mortarboard_model::PlanId;
use mortarboard_model::School;
use mortarboard_run::{Reached, StudentReach};
use serde::Serialize;

/// Where a student stands, in one word: what is taught at the school is what its schedule is judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Graduates {
    /// There is a route at the school.
    AtSchool,
    /// There is one with credit from outside only.
    WithOutside,
    /// There is none, even with all credit from outside that is open to the student.
    NotAtAll,
    /// There is none at the school, and no credit from outside is open to the student.
    NotAtSchool,
    /// A search came to its limit.
    Unknown,
}

pub(super) fn graduates(one: &StudentReach) -> Graduates {
    match (&one.verdict, &one.outside) {
        (Verdict::Reachable { .. }, _) => Graduates::AtSchool,
        (Verdict::Unknown { .. }, _) | (_, Some(FromOutside::Unknown { .. })) => Graduates::Unknown,
        (_, Some(FromOutside::Reachable { .. })) => Graduates::WithOutside,
        (_, Some(FromOutside::Blocked { .. })) => Graduates::NotAtAll,
        (_, None) => Graduates::NotAtSchool,
    }
}

/// What is needed from outside, summed up.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Needed {
    needs: Vec<Extra>,
    credits: u64,
    cost: u64,
    /// Whether it is proven that less does not do.
    least: bool,
}

pub(super) fn needed(one: &StudentReach) -> Option<Needed> {
    let Some(FromOutside::Reachable { needs, least, .. }) = &one.outside else { return None };
    let sum = |number: fn(&Extra) -> u32| needs.iter().map(|extra| u64::from(number(extra))).sum();
    Some(Needed { credits: sum(|extra| extra.credits), cost: sum(|extra| extra.cost), needs: needs.clone(), least: least.is_some() })
}

impl Needed {
    /// In a sentence.
    pub(super) fn sentence(&self) -> String {
        let when = |year: u32| if year == 0 { "this year".to_owned() } else { format!("year {}", year + 1) };
        let list: Vec<String> = self.needs.iter().map(|one| format!("{} by {}, {}", one.course, one.outside, when(one.year))).collect();
        let cost = if self.cost > 0 { format!(", at a cost of {}", self.cost) } else { String::new() };
        let least = if self.least { "no less of it does (proven)" } else { "less of it may do" };
        format!("With credit from outside it can be done: {} ({} credits{cost}); {least}.", list.join("; "), self.credits)
    }
}

/// Credit from outside under one plan. Numbers of few are left out.
#[derive(Serialize)]
pub(crate) struct Outside {
    plan: String,
    /// Who can graduate on time with credit from outside only.
    pub(crate) with_outside: Option<u64>,
    /// Who can't even so.
    pub(crate) not_at_all: Option<u64>,
    /// Of whom it is unknown.
    pub(crate) unknown: Option<u64>,
    /// What those need together who can: courses, credits and cost.
    pub(crate) courses: Option<u64>,
    credits: Option<u64>,
    pub(crate) cost: Option<u64>,
    #[serde(skip)]
    pub(crate) title: String,
}

/// A row for each plan that is shown; none where the school states no credit from outside.
pub(super) fn by_plan(school: &School, reached: &Reached, hidden: impl Fn(PlanId) -> bool, full: bool) -> Vec<Outside> {
    if school.graduation().outside.is_empty() {
        return Vec::new();
    }
    let row = |(_, plan): (PlanId, &mortarboard_model::graduation::Plan)| {
        // A student's own form of a plan bears its id.
        let is_own = |one: &&StudentReach| school.graduation().plans.get(one.plan).is_some_and(|own| own.id == plan.id);
        let own = || reached.students.iter().filter(is_own);
        let count = |which: Graduates| own().filter(|one| graduates(one) == which && one.outside.is_some()).count() as u64;
        let needed: Vec<Needed> = own().filter_map(needed).collect();
        // With how many are blocked, which is known, each of these tells the others: where one is small, others stay unsaid too.
        let counts = [Graduates::WithOutside, Graduates::NotAtAll, Graduates::Unknown].map(count);
        let some: Vec<u64> = counts.iter().copied().filter(|&count| count > 0).collect();
        let mut kept = mortarboard_graduation::shown(&some, if full { 0 } else { SMALL_GROUP }).into_iter();
        let [with_outside, not_at_all, unknown] = counts.map(|count| if count == 0 { Some(0) } else { kept.next().flatten() });
        let sum = |number: &dyn Fn(&Needed) -> u64| with_outside.map(|_| needed.iter().map(number).sum());
        Outside {
            plan: plan.id.clone(),
            title: plan.title.clone(),
            with_outside,
            not_at_all,
            unknown,
            courses: sum(&|needed| needed.needs.len() as u64),
            credits: sum(&|needed| needed.credits),
            cost: sum(&|needed| needed.cost),
        }
    };
    school.graduation().plans.iter().filter(|(id, plan)| plan.form_of.is_none() && !hidden(*id)).map(row).collect()
}
