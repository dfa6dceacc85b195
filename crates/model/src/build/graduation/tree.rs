//! The requirements of a plan, each before those below it.

use super::filter::Reader;
use super::plans::{Tree, pieces, years};
use super::{HIGHEST_GRADE, Place};
use crate::build::register;
use crate::fault::Fault;
use crate::graduation::raw::{RawPlan, RawRequirement};
use crate::graduation::{Asks, Credits, DIPLOMA, Filter, Node, Repeats};
use crate::ids::{Id, IdVec, ListingId, NodeId};
use std::collections::{BTreeMap, BTreeSet};

/// Id of the requirement that holds the whole plan.
const ROOT: &str = "plan";
/// How deep requirements may lie in one another.
const DEEPEST: usize = 16;

struct Growth<'a, 'r> {
    reader: &'a Reader<'r>,
    row: usize,
    unit: u32,
    nodes: IdVec<NodeId, Node>,
    names: BTreeMap<String, NodeId>,
    faults: &'a mut Vec<Fault>,
}

impl Reader<'_> {
    pub(super) fn tree(&self, row: usize, unit: u32, given: &RawPlan, faults: &mut Vec<Fault>) -> Tree {
        let mut growth = Growth { reader: self, row, unit, nodes: IdVec::new(), names: BTreeMap::new(), faults };
        let title = if given.title.trim().is_empty() { &given.plan } else { &given.title };
        growth.names.insert(ROOT.to_owned(), NodeId(0));
        let root = growth.nodes.push(Node::new(ROOT.to_owned(), title.clone(), None, Asks::All(Vec::new())));
        let parts = growth.below(root, &given.require, 1);
        growth.nodes[root].asks = Asks::All(parts);
        (growth.nodes, growth.names)
    }
}

impl Growth<'_, '_> {
    fn below(&mut self, parent: NodeId, given: &[RawRequirement], depth: usize) -> Vec<NodeId> {
        let above = self.nodes[parent].id.clone();
        if depth > DEEPEST {
            let place = Place { table: "plans", row: self.row, column: "require", of: &above };
            let cause = format!("requirements lie in one another more than {DEEPEST} deep");
            self.faults.push(place.fault("too-deep", cause, "state the same with fewer levels"));
            return Vec::new();
        }
        given.iter().enumerate().map(|(at, given)| self.node(parent, &above, at, given, depth)).collect()
    }

    fn node(&mut self, parent: NodeId, above: &str, at: usize, given: &RawRequirement, depth: usize) -> NodeId {
        let id = if given.id.is_empty() { format!("{above}.{}", at + 1) } else { given.id.clone() };
        let title = if given.title.trim().is_empty() { id.clone() } else { given.title.clone() };
        register("plans", self.row, "id", &id, &mut self.names, NodeId::from_index(self.nodes.len()), self.faults);
        let place = Place { table: "plans", row: self.row, column: "require", of: &id };
        let mut empty = Node::new(id.clone(), title, Some(parent), Asks::All(Vec::new()));
        (empty.groups, empty.not_groups) = self.groups(place, given);
        (empty.entered_from, empty.entered_to) = (given.entered_from, given.entered_to);
        years(self.reader, place, (given.entered_from, given.entered_to), self.faults);
        let node = self.nodes.push(empty);
        let asks = match self.kind(place, given) {
            Some("all") => Some(Asks::All(self.below(node, &given.all, depth + 1))),
            Some("any") => Some(Asks::Some(1, self.below(node, &given.any, depth + 1))),
            Some("some") => {
                let parts = self.below(node, &given.some, depth + 1);
                Some(Asks::Some(self.at_least(place, given), parts))
            }
            Some("credits") => Some(self.credits(place, given)),
            Some("each_term") => self.each_term(place, given),
            Some("average") => Some(self.average(place, given)),
            Some("exam") => {
                let score = self.least(place.column("score"), given.score);
                Some(Asks::Exam { exam: given.exam.trim().to_owned(), score, by_grade: given.by_grade })
            }
            Some("item") => {
                let amount = self.least(place.column("amount"), given.amount);
                if given.status && given.by_grade.is_some() {
                    let cause = "a status is no achievement to come, so that there is no grade by which it is to be had";
                    self.faults.push(place.column("by_grade").fault("stray-key", cause, "delete `by_grade` or `status`"));
                }
                Some(Asks::Item { item: given.item.trim().to_owned(), amount, by_grade: given.by_grade, status: given.status })
            }
            _ => None,
        };
        if let Some(asks) = asks {
            self.nodes[node].asks = asks;
        }
        node
    }

    /// Groups of students of whom a requirement is asked, and others of whom it is not.
    fn groups(&mut self, place: Place<'_>, given: &RawRequirement) -> (Vec<String>, Vec<String>) {
        let read = |list: &[String]| -> Vec<String> {
            list.iter().map(|group| group.trim().to_owned()).collect::<BTreeSet<String>>().into_iter().collect()
        };
        let (groups, not_groups) = (read(&given.groups), read(&given.not_groups));
        for group in groups.iter().filter(|group| !self.reader.student_groups.contains(group.as_str())) {
            // A group that is misspelt would ask the requirement of nobody.
            let at = given.groups.iter().position(|known| known.trim() == group).map_or(0, |at| at + 1);
            let cause = format!("no student belongs to group {at} of the list, so that nobody would be asked");
            let fix = "write a group as the table student_groups does, or take it out of the plan";
            self.faults.push(place.column("groups").fault("unknown-group", cause, fix).not_known("group", group));
        }
        (groups, not_groups)
    }

    /// The one kind that a requirement is of.
    fn kind(&mut self, place: Place<'_>, given: &RawRequirement) -> Option<&'static str> {
        let credits = given.credits.is_some() || !given.course.is_empty();
        let kinds = [
            ("all", !given.all.is_empty()),
            ("any", !given.any.is_empty()),
            ("some", !given.some.is_empty()),
            ("credits", credits),
            ("each_term", given.each_term.is_some()),
            ("average", given.average.is_some()),
            ("exam", !given.exam.trim().is_empty()),
            ("item", !given.item.trim().is_empty()),
        ];
        let mut named = kinds.into_iter().filter(|&(_, is)| is).map(|(kind, _)| kind);
        let Some(kind) = named.next() else {
            let cause = "the requirement does not say what it asks";
            let fix = "give one of all, any, some, credits, course, each_term, average, exam and item";
            self.faults.push(place.fault("no-kind", cause, fix));
            return None;
        };
        let others: Vec<&str> = named.collect();
        if !others.is_empty() {
            let cause = format!("the requirement asks several things at once: {kind}, {}", others.join(", "));
            let fix = "keep one of them, or list them as separate requirements under `all`";
            self.faults.push(place.fault("several-kinds", cause, fix));
            return None;
        }
        let counts = ["credits", "each_term", "average"];
        let keys: [(&'static str, bool, &[&str]); 11] = [
            ("at_least", given.at_least.is_some(), &["some"]),
            ("from", !given.from.is_empty(), &counts),
            ("same_group", given.same_group, &["credits"]),
            ("pool", !given.pool.is_empty(), &["credits"]),
            ("validated", given.validated, &["credits"]),
            ("substitutes", !given.substitutes.is_empty(), &["credits"]),
            ("repeats", !given.repeats.trim().is_empty(), &["average"]),
            ("score", given.score.is_some(), &["exam"]),
            ("amount", given.amount.is_some(), &["item"]),
            ("by_grade", given.by_grade.is_some(), &["exam", "item"]),
            ("status", given.status, &["item"]),
        ];
        for (key, _, homes) in keys.into_iter().filter(|&(_, is, homes)| is && !homes.contains(&kind)) {
            let cause = format!("`{key}` has no meaning in a requirement of the kind `{kind}`");
            let fix = format!("delete it; it belongs to {}", homes.join(", "));
            self.faults.push(place.column(key).fault("stray-key", cause, fix));
        }
        Some(kind)
    }

    fn from(&mut self, place: Place<'_>, given: &RawRequirement, among: Option<&[ListingId]>) -> Filter {
        self.reader.filter(place.column("from"), &given.from, among, self.faults)
    }

    fn at_least(&mut self, place: Place<'_>, given: &RawRequirement) -> u32 {
        let of = given.some.len();
        match given.at_least {
            Some(least) if least >= 1 && least as usize <= of => least,
            other => {
                let said = other.map_or("`at_least` is missing".to_owned(), |least| format!("`at_least` is {least}"));
                let cause = format!("{said}, and `some` lists {of}");
                self.faults.push(place.column("at_least").fault("out-of-range", cause, "give a number from 1 to as many as are listed"));
                1
            }
        }
    }

    fn credits(&mut self, place: Place<'_>, given: &RawRequirement) -> Asks {
        let known = self.reader.known;
        let named = place.column("course").listings(given.course.iter().map(String::as_str), known, self.faults);
        // The first named course says the amount; the sorted list would name another one.
        let first = given.course.first().and_then(|id| known.listings.get(id.trim()));
        let amount = given.credits.or_else(|| first.map(|&first| self.reader.listings[first].credits));
        // Without one, the only course that could give it is unknown, and that has been said.
        let pieces = amount.map_or(1, |amount| pieces(place.column("credits"), amount, self.unit, self.faults));
        let from = self.from(place, given, (!given.course.is_empty()).then_some(&named));
        let grouped = from.any.iter().flat_map(|any| &any.listings).any(|&id| self.reader.listings[id].group.is_some());
        if given.same_group && !grouped && from.any.iter().any(|any| !any.listings.is_empty()) {
            let cause = "no course that counts belongs to a group, so that nothing could come from one group";
            self.faults.push(place.column("same_group").fault(
                "no-group",
                cause,
                "state the groups in the catalogue, or delete `same_group`",
            ));
        }
        let pool = given.pool.trim();
        Asks::Credits(Credits {
            pieces,
            from,
            pool: if pool.is_empty() { DIPLOMA } else { pool }.to_owned(),
            same_group: given.same_group,
            validated: given.validated,
            substitutes: self.reader.substitutes(place, self.unit, &given.substitutes, self.faults),
        })
    }

    fn average(&mut self, place: Place<'_>, given: &RawRequirement) -> Asks {
        let least = given.average.unwrap_or(0);
        // What a course adds counts too.
        let added = self.reader.listings.values().map(|listing| listing.added_points).max().unwrap_or(0);
        let top = self.reader.known.marks.most_points.saturating_add(added);
        if least > top {
            let cause = format!("no average can reach {least}, since the highest mark has {top} points");
            self.faults.push(place.column("average").fault("out-of-range", cause, "give hundredths of a point, such as 200"));
        }
        let repeats = match given.repeats.trim() {
            "" | "best" => Repeats::Best,
            "latest" => Repeats::Latest,
            "all" => Repeats::All,
            _ => {
                let cause = "the key says neither best, latest nor all";
                self.faults.push(place.column("repeats").fault("bad-value", cause, "write best, latest or all, or leave it out"));
                Repeats::Best
            }
        };
        Asks::Average { from: self.from(place, given, None), least, repeats }
    }

    /// A score or an amount; blank is 1.
    fn least(&mut self, place: Place<'_>, given: Option<u32>) -> u32 {
        if given == Some(0) {
            self.faults.push(place.fault("bad-amount", "at least 0 asks for nothing", "give a number of at least 1"));
        }
        given.unwrap_or(1).max(1)
    }

    fn each_term(&mut self, place: Place<'_>, given: &RawRequirement) -> Option<Asks> {
        let [lowest, highest] = given.each_term?;
        let last = self.reader.known.raw.settings.last_grade.min(HIGHEST_GRADE);
        if lowest > highest || highest > last {
            let cause = format!("grades {lowest} to {highest} are no range of grades up to {last}, the last one");
            let fix = "write the lowest grade, then the highest, such as [9, 12]";
            self.faults.push(place.column("each_term").fault("out-of-range", cause, fix));
        }
        let from = self.from(place, given, None);
        Some(Asks::EachTerm { from, lowest, highest })
    }
}
