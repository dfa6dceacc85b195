//! Where in a plan file the requirements, caps and other parts are.

use super::field::Lines;
use mortarboard_model::graduation::raw::{RawPlan, RawRequirement};

/// The id and the key that a fault names, and the line.
pub(super) type Place = (String, &'static str, u64);

/// The lines of a plan in the terms of the model's faults.
pub(super) fn places(plan: &RawPlan, lines: &Lines) -> Vec<Place> {
    let mut places = vec![(plan.plan.clone(), "", 1)];
    for (key, line, below) in &lines.keys {
        places.push((plan.plan.clone(), key, *line));
        if *key != "require" {
            let parts = below.iter().enumerate().map(|(at, part)| (format!("{key}.{}", at + 1), *key, part.at));
            places.extend(parts);
        }
    }
    requirements("plan", &plan.require, lines.below("require"), &mut places);
    places
}

/// Requirements without an id have the one that the model gives them: that above, and the position.
fn requirements(above: &str, given: &[RawRequirement], lines: &[Lines], places: &mut Vec<Place>) {
    for (at, (given, lines)) in given.iter().zip(lines).enumerate() {
        let id = if given.id.is_empty() { format!("{above}.{}", at + 1) } else { given.id.clone() };
        places.push((id.clone(), "", lines.at));
        places.extend(lines.keys.iter().map(|(key, line, _)| (id.clone(), *key, *line)));
        for (key, below) in [("all", &given.all), ("any", &given.any), ("some", &given.some)] {
            requirements(&id, below, lines.below(key), places);
        }
    }
}
