//! What a typical student needs besides a plan, stated as part of it.

use super::{Asks, Conditions, Filter, Graduation, Node, Persona, Plan};
use crate::ids::{ListingId, NodeId};

impl Plan {
    /// The plan with what a persona needs besides: for each of the persona's tags a course with it in every term of the
    /// grades left in which one fits. The new requirements are named `needs-TAG` and come last, so that all others keep
    /// their places.
    ///
    /// ```
    /// use mortarboard_model::{PlanId, School, graduation::raw::RawPersona, testing};
    /// let mut raw = testing::graduation();
    /// let tag = "support".to_owned();
    /// raw.catalogue[0].tags = tag.clone();
    /// raw.personas.push(RawPersona { persona: "service".to_owned(), grade: 10, needs: tag, ..RawPersona::default() });
    /// let school = School::try_from(raw).unwrap();
    /// let graduation = school.graduation();
    /// let plan = &graduation.plans[PlanId(0)];
    /// let more = plan.with_needs(graduation, graduation.personas.values().next().unwrap());
    /// assert_eq!(more.nodes.len(), plan.nodes.len() + 1);
    /// assert_eq!(more.nodes.values().last().unwrap().id, "needs-support");
    /// ```
    pub fn with_needs(&self, graduation: &Graduation, persona: &Persona) -> Plan {
        let mut plan = self.clone();
        let Some(root) = plan.nodes.ids().next() else { return plan };
        let mut added: Vec<NodeId> = Vec::new();
        for tag in &persona.needs {
            let carriers = || graduation.listings.iter().filter(|(_, listing)| listing.tags.contains(tag));
            let fits = |grade: &u32| carriers().any(|(_, listing)| (listing.lowest_grade..=listing.highest_grade).contains(grade));
            let mut grades = (persona.grade..=graduation.last_grade).filter(fits);
            let Some(lowest) = grades.next() else { continue };
            let highest = grades.next_back().unwrap_or(lowest);
            let listings: Vec<ListingId> = carriers().map(|(id, _)| id).collect();
            let from = Filter { any: vec![Conditions { listings, ..Conditions::default() }] };
            let asks = Asks::EachTerm { from, lowest, highest };
            added.push(plan.nodes.push(Node::new(format!("needs-{tag}"), format!("Needs: {tag}"), Some(root), asks)));
        }
        if let Asks::All(parts) = &mut plan.nodes[root].asks {
            parts.extend(added);
        }
        plan
    }
}
