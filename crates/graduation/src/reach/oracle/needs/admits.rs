//! What filters admit.

use super::{Had, Reading};
use mortarboard_model::graduation::{Asks, Conditions, Ending, Filter, Plan};
use mortarboard_model::{ListingId, NodeId};

impl Reading<'_> {
    pub(super) fn admits(&self, filter: &Filter, had: &Had) -> bool {
        filter.any.iter().any(|conditions| self.conditions(conditions, had, &[had.listing]))
    }

    /// The same for the filter of a requirement, where a course may count as another.
    pub(super) fn admits_for(&self, node: NodeId, filter: &Filter, had: &Had) -> bool {
        let names = self.own.names(node, had.listing);
        filter.any.iter().any(|conditions| self.conditions(conditions, had, &names))
    }

    fn conditions(&self, ask: &Conditions, had: &Had, names: &[ListingId]) -> bool {
        let is = |method: &String| **method == *had.method;
        if !names.iter().any(|name| ask.listings.contains(name)) || ask.not_methods.iter().any(is) {
            return false;
        }
        if !ask.methods.is_empty() && !ask.methods.iter().any(is) {
            return false;
        }
        if ask.from_grade.is_some() && (had.grade.is_none() || had.grade < ask.from_grade) {
            return false;
        }
        if ask.to_grade.is_some() && (had.grade.is_none() || had.grade > ask.to_grade) {
            return false;
        }
        if ask.letter && had.points.is_none() {
            return false;
        }
        if let (Some(least), Some(points)) = (ask.min_points, had.points)
            && points < least
        {
            return false;
        }
        self.had.iter().filter(|other| other.ending != Ending::Withdrawn && !(other.year.is_some() && other.ending == Ending::Failed)).all(
            |other| {
                if other.listing == had.listing || !ask.before.contains(&other.listing) {
                    return true;
                }
                match (had.year, other.year) {
                    (None, Some(_)) => true,
                    (Some(_), None) => false,
                    (Some(mine), Some(theirs)) => (mine, had.span.1) < (theirs, other.span.0),
                    (None, None) => had.grade.is_some() && other.grade.is_some() && (had.grade, had.span.1) < (other.grade, other.span.0),
                }
            },
        )
    }
}

/// The conditions of a plan that ask for an order.
pub(in super::super) fn ordered_filters(plan: &Plan) -> Vec<&Conditions> {
    let mut filters: Vec<&Filter> = plan.caps.iter().map(|cap| &cap.from).chain(plan.either.iter().map(|either| &either.from)).collect();
    for node in plan.nodes.values() {
        match &node.asks {
            Asks::Credits(credits) => {
                filters.push(&credits.from);
                filters.extend(credits.substitutes.iter().map(|cap| &cap.from));
            }
            Asks::EachTerm { from, .. } | Asks::Average { from, .. } => filters.push(from),
            _ => {}
        }
    }
    filters.into_iter().flat_map(|filter| &filter.any).filter(|conditions| !conditions.before.is_empty()).collect()
}
