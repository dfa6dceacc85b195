//! Random small graduation plans.

use super::random::{Draw, at_fault};
use super::text;
use crate::graduation::raw::{RawCap, RawEither, RawFilter, RawListing, RawPlan, RawRequirement, RawSubstitute, RawValidation};
use crate::raw::RawSchool;
use crate::testing::{chance, pick};
use std::collections::BTreeSet;

/// What a plan may name.
struct Names {
    listings: Vec<String>,
    tags: Vec<String>,
    subjects: Vec<String>,
    groups: Vec<String>,
    codes: Vec<String>,
}

/// Courses with what the catalogue says of them.
pub(super) fn listings(raw: &RawSchool) -> Vec<(String, RawListing)> {
    let stated = |id: &str| raw.catalogue.iter().find(|listing| listing.course == id).cloned().unwrap_or_default();
    let mut all: Vec<(String, RawListing)> = raw.courses.iter().map(|course| (course.course.clone(), stated(&course.course))).collect();
    let others = raw.catalogue.iter().filter(|listing| !raw.courses.iter().any(|course| course.course == listing.course));
    all.extend(others.map(|listing| (listing.course.clone(), listing.clone())));
    all
}

/// Tags that some course carries.
pub(super) fn tags(raw: &RawSchool) -> Vec<String> {
    let tags = raw.catalogue.iter().flat_map(|listing| listing.tags.split(';')).filter(|tag| !tag.is_empty());
    tags.map(str::to_owned).collect::<BTreeSet<String>>().into_iter().collect()
}

/// Exams and items that the plans ask for.
pub(super) fn achievable(raw: &RawSchool) -> Vec<String> {
    fn walk(nodes: &[RawRequirement], found: &mut BTreeSet<String>) {
        for node in nodes {
            found.extend([&node.exam, &node.item].into_iter().filter(|name| !name.is_empty()).cloned());
            for below in [&node.all, &node.any, &node.some] {
                walk(below, found);
            }
        }
    }
    let mut found = BTreeSet::new();
    raw.plans.iter().for_each(|plan| walk(&plan.require, &mut found));
    found.into_iter().collect()
}

pub(super) fn plans(raw: &mut RawSchool, draw: Draw) {
    let all = listings(raw);
    let some = |texts: Vec<String>| texts.into_iter().filter(|text| !text.is_empty()).collect::<BTreeSet<String>>().into_iter().collect();
    let names = Names {
        listings: all.iter().map(|(id, _)| id.clone()).collect(),
        tags: tags(raw),
        subjects: some(raw.courses.iter().map(|course| course.subject.clone()).collect()),
        groups: some(all.iter().map(|(_, listing)| listing.group.clone()).collect()),
        codes: some(all.iter().map(|(_, listing)| listing.code.clone()).collect()),
    };
    let count = if chance(1, 5, draw) { 2 } else { 1 };
    for at in 1..=count {
        let mut growth = Growth { names: &names, unit: if chance(1, 4, draw) { 10 } else { 5 }, next: 0, credits: Vec::new() };
        let require = (0..1 + draw(4)).map(|_| growth.node(2, draw)).collect();
        let plan = RawPlan {
            plan: format!("plan{at}"),
            unit: Some(growth.unit),
            everyone: true,
            entered_to: chance(1, 6, draw).then_some(2024),
            require,
            either: growth.either(draw),
            validations: growth.validations(draw),
            ..RawPlan::default()
        };
        let caps: Vec<RawCap> = (0..[0, 0, 1, 2][draw(4) as usize % 4]).map(|_| growth.cap(draw)).collect();
        raw.plans.push(plan);
        // Of two limits that cross, the second is left out.
        for cap in caps {
            let last = raw.plans.len() - 1;
            raw.plans[last].caps.push(cap);
            if at_fault(raw, "crossing") {
                raw.plans[last].caps.pop();
            }
        }
    }
}

struct Growth<'a> {
    names: &'a Names,
    unit: u32,
    next: u32,
    credits: Vec<String>,
}

impl Growth<'_> {
    fn id(&mut self) -> String {
        self.next += 1;
        format!("r{}", self.next)
    }

    fn amount(&self, most: u32, draw: Draw) -> u32 {
        self.unit * (1 + draw(most))
    }

    fn node(&mut self, depth: u32, draw: Draw) -> RawRequirement {
        let id = if chance(4, 5, draw) { self.id() } else { String::new() };
        let mut node = RawRequirement { id, ..RawRequirement::default() };
        let kind = draw(if depth == 0 { 10 } else { 14 });
        match kind {
            0..=4 => self.credits(&mut node, draw),
            5 => self.named(&mut node, draw),
            6 => {
                let lowest = 10 + draw(3);
                node.each_term = Some([lowest, lowest.max(11 + draw(2))]);
                node.from = self.filters(true, draw);
            }
            7 => {
                node.average = Some(100 + 50 * draw(5));
                node.repeats = text(["", "best", "latest", "all"][draw(4) as usize % 4]);
                node.from = self.filters(true, draw);
            }
            8 => {
                node.exam = text(["algebra", "english"][draw(2) as usize % 2]);
                node.score = chance(1, 2, draw).then(|| 1 + draw(3));
                node.by_grade = chance(1, 3, draw).then(|| 10 + draw(3));
            }
            9 => {
                node.item = text("service");
                node.amount = chance(1, 2, draw).then(|| 1 + draw(4));
                node.status = chance(1, 4, draw);
                node.by_grade = (!node.status && chance(1, 3, draw)).then(|| 10 + draw(3));
            }
            10 => node.all = (0..2).map(|_| self.node(depth - 1, draw)).collect(),
            11 | 12 => node.any = (0..2).map(|_| self.node(depth - 1, draw)).collect(),
            _ => {
                node.some = (0..3).map(|_| self.node(depth - 1, draw)).collect();
                node.at_least = Some(2);
            }
        }
        node
    }

    fn credits(&mut self, node: &mut RawRequirement, draw: Draw) {
        if node.id.is_empty() {
            node.id = self.id();
        }
        self.credits.push(node.id.clone());
        node.credits = Some(self.amount(3, draw));
        node.from = self.filters(true, draw);
        node.pool = text(["", "", "", "extra", "total"][draw(5) as usize % 5]);
        if node.pool == "total" && chance(2, 3, draw) {
            node.from.clear();
            node.credits = Some(self.amount(6, draw));
        }
        node.validated = chance(1, 3, draw);
        if !self.names.groups.is_empty() && chance(1, 5, draw) {
            // Groups named here are those of some course.
            node.same_group = true;
            let narrow = RawFilter { group: self.names.groups.clone(), ..RawFilter::default() };
            node.from = if chance(1, 2, draw) { vec![narrow] } else { Vec::new() };
        }
        if chance(1, 5, draw) {
            let from = vec![self.filter(true, draw)];
            node.substitutes = vec![RawSubstitute { from, most: self.amount(2, draw) }];
        }
    }

    /// A named course; its credits may be no multiple of the unit, so that they are stated.
    fn named(&mut self, node: &mut RawRequirement, draw: Draw) {
        if node.id.is_empty() {
            node.id = self.id();
        }
        self.credits.push(node.id.clone());
        node.course = (0..1 + draw(2)).filter_map(|_| pick(&self.names.listings, draw).cloned()).collect();
        node.credits = Some(self.amount(2, draw));
        if chance(1, 3, draw) {
            node.from = vec![self.filter(false, draw)];
        }
        node.validated = chance(1, 3, draw);
    }

    fn filters(&self, courses: bool, draw: Draw) -> Vec<RawFilter> {
        (0..[0, 1, 1, 1, 2][draw(5) as usize % 5]).map(|_| self.filter(courses, draw)).collect()
    }

    /// A filter that admits a course; without conditions on courses when not asked for them.
    fn filter(&self, courses: bool, draw: Draw) -> RawFilter {
        let mut filter = RawFilter::default();
        let one = |list: &[String], draw: Draw| pick(list, draw).cloned().into_iter().collect::<Vec<String>>();
        if courses {
            match draw(7) {
                0 => filter.course = (0..1 + draw(3)).filter_map(|_| pick(&self.names.listings, draw).cloned()).collect(),
                1 => filter.subject = one(&self.names.subjects, draw),
                2 | 3 => filter.tag = one(&self.names.tags, draw),
                4 => filter.group = one(&self.names.groups, draw),
                5 => filter.code = one(&self.names.codes, draw),
                _ => filter.not_course = one(&self.names.listings, draw),
            }
        }
        match draw(14) {
            0 => filter.method = vec![text(["classroom", "online"][draw(2) as usize % 2])],
            1 => filter.not_method = vec![text("online")],
            2 => filter.from_grade = Some(10 + draw(3)),
            3 => filter.to_grade = Some(10 + draw(2)),
            4 => filter.min_mark = text(["B", "C"][draw(2) as usize % 2]),
            5 => filter.letter = true,
            6 => filter.before = one(&self.names.listings, draw),
            _ => {}
        }
        filter
    }

    fn cap(&self, draw: Draw) -> RawCap {
        let from =
            if chance(1, 3, draw) { RawFilter { method: vec![text("online")], ..RawFilter::default() } } else { self.filter(true, draw) };
        RawCap { from: vec![from], most: self.amount(2, draw) }
    }

    fn either(&self, draw: Draw) -> Vec<RawEither> {
        let requirements: Vec<String> = self.credits.iter().take(2 + draw(2) as usize).cloned().collect();
        if requirements.len() < 2 || chance(1, 2, draw) {
            return Vec::new();
        }
        vec![RawEither { from: vec![self.filter(true, draw)], requirements }]
    }

    fn validations(&self, draw: Draw) -> Vec<RawValidation> {
        let Some(higher) = pick(&self.names.listings, draw).filter(|_| chance(1, 3, draw)) else { return Vec::new() };
        let others: Vec<String> = self.names.listings.iter().filter(|id| *id != higher).cloned().collect();
        let lower = pick(&others, draw).cloned().into_iter().collect();
        let min_mark = if chance(1, 3, draw) { text("C") } else { String::new() };
        vec![RawValidation { higher: vec![higher.clone()], lower, min_mark }]
    }
}
