//! A rule for tests whose keepers are drawn at random, of every kind that is counted. Its check adds up plainly what each
//! of them says.

use mortarboard_model::keeper::{Amount, AtOnce, Counted, Different, Keeper, Keeping, Link, Of, Pairs, Relation, Sum};
use mortarboard_model::program::Program;
use mortarboard_model::rule::{Card, Explanation, Finding, Mode, Rule};
use mortarboard_model::testing::draws;
use mortarboard_model::{CellId, Id, PatternId, RequestId, Schedule, School, SectionId, TeacherId};
use std::collections::BTreeSet;

pub(super) struct AnyKeepers(pub(super) Vec<u32>);

static CARD: Card = Card {
    slug: "any-keepers",
    sentence: "The keepers drawn for this test hold.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a unit by which a keeper is broken"),
    reads: &[],
    rows: "",
    size: "",
    says: "",
    source: "",
    called: &[],
};

impl AnyKeepers {
    fn keepers(&self, school: &School) -> Vec<Keeper> {
        let mut draw = draws(&self.0);
        (0..1 + draw(3)).map(|_| keeper(school, &mut draw)).collect()
    }
}

fn keeper(school: &School, draw: &mut dyn FnMut(u32) -> u32) -> Keeper {
    let some = |draw: &mut dyn FnMut(u32) -> u32| -> Vec<SectionId> { school.sections().ids().filter(|_| draw(3) > 0).collect() };
    let by = |draw: &mut dyn FnMut(u32) -> u32| i64::from(draw(5)) - 1;
    let teacher = |draw: &mut dyn FnMut(u32) -> u32| TeacherId(draw(school.teachers().len().max(1) as u32));
    let kinds = if school.teachers().is_empty() { 4 } else { 7 };
    match draw(kinds) {
        0 => {
            let most = school.calendar().cells().ids().filter(|_| draw(4) > 0).collect::<Vec<CellId>>();
            let most = most.into_iter().map(|cell| (cell, draw(3))).collect::<Vec<_>>().into();
            AtOnce { of: Of::Sections(some(draw)), most }.into()
        }
        1 => {
            let places = some(draw).into_iter().flat_map(|s| school.patterns().ids().map(move |p| (s, p))).collect::<Vec<_>>();
            amount(Sum::Placed(places.into_iter().map(|(s, p)| (s, p, by(draw))).collect()), draw).into()
        }
        2 => {
            let counted = match draw(2) {
                0 => Counted::All,
                _ => Counted::Some(school.requests().ids().map(|id| (id, by(draw))).collect()),
            };
            amount(Sum::Seated(some(draw), counted), draw).into()
        }
        3 => {
            let section = |draw: &mut dyn FnMut(u32) -> u32| SectionId(draw(school.sections().len() as u32));
            let sections = [section(draw), section(draw)];
            let relation = match draw(3) {
                0 => Relation::SameTeacher,
                1 => Relation::OtherTeacher,
                _ => {
                    let salt = draw(8);
                    let class = |pattern: &mortarboard_model::Pattern| pattern.cells[0].0.wrapping_add(salt) % 3;
                    Relation::Patterns(Pairs::new(school, class, |a, b| (a * 3 + b + salt).is_multiple_of(2)).into())
                }
            };
            Link { sections, relation }.into()
        }
        4 => {
            let who = teacher(draw);
            let most = school.calendar().cells().ids().map(|cell| (cell, draw(3))).collect::<Vec<_>>().into();
            AtOnce { of: Of::Teacher(who), most }.into()
        }
        5 => {
            let who = teacher(draw);
            let each = school.sections().ids().map(|s| (s, by(draw))).collect();
            amount(Sum::Taught(who, each), draw).into()
        }
        _ => {
            let who = teacher(draw);
            Different { teacher: who, what: "", things: some(draw).into_iter().map(|s| (s, draw(3))).collect(), most: draw(3) }.into()
        }
    }
}

fn amount(sum: Sum, draw: &mut dyn FnMut(u32) -> u32) -> Amount {
    let most = (draw(3) > 0).then(|| i64::from(draw(5)) - 1);
    let least = (most.is_none() || draw(3) == 0).then(|| i64::from(draw(3)) - 1);
    Amount { sum, least, most, unit: i64::from(1 + draw(2)) }
}

/// Units by which a schedule breaks a keeper, from what the keeper says.
fn units(school: &School, schedule: &Schedule, keeper: &Keeper) -> i64 {
    let teacher = |s: SectionId| schedule.placements[s].teacher;
    let pattern = |s: SectionId| schedule.placements[s].pattern;
    match keeper {
        Keeper::AtOnce(AtOnce { of, most }) => {
            let own: BTreeSet<SectionId> = match of {
                Of::Sections(sections) => sections.iter().copied().collect(),
                Of::Teacher(who) => school.sections().ids().filter(|&s| teacher(s) == Some(*who)).collect(),
            };
            let meets = |cell: CellId| own.iter().filter(|&&s| schedule.cells(school, s).contains(&cell)).count() as i64;
            most.iter().map(|&(cell, most)| (meets(cell) - i64::from(most)).max(0)).sum()
        }
        Keeper::Amount(amount) => amount.units(sum(school, schedule, &amount.sum)),
        Keeper::Different(Different { teacher: who, things, most, .. }) => {
            let own: BTreeSet<u32> = things.iter().filter(|(s, _)| teacher(*s) == Some(*who)).map(|(_, thing)| *thing).collect();
            (own.len() as i64 - i64::from(*most)).max(0)
        }
        Keeper::Link(Link { sections: [a, b], relation }) => i64::from(match relation {
            Relation::SameTeacher => teacher(*a).is_some() && teacher(*b).is_some() && teacher(*a) != teacher(*b),
            Relation::OtherTeacher => teacher(*a).is_some() && teacher(*a) == teacher(*b),
            Relation::Patterns(pairs) => matches!((pattern(*a), pattern(*b)), (Some(a), Some(b)) if !pairs.allows(a, b)),
            _ => unreachable!("not drawn"),
        }),
        _ => unreachable!("not drawn"),
    }
}

fn sum(school: &School, schedule: &Schedule, sum: &Sum) -> i64 {
    let placed = |s: SectionId, p: PatternId| schedule.placements[s].pattern == Some(p);
    match sum {
        Sum::Placed(each) => each.iter().filter(|&&(s, p, _)| placed(s, p)).map(|(_, _, by)| by).sum(),
        Sum::Taught(who, each) => each.iter().filter(|(s, _)| schedule.placements[*s].teacher == Some(*who)).map(|(_, by)| by).sum(),
        Sum::Seated(sections, counted) => {
            let by = |id: RequestId| match counted {
                Counted::All => 1,
                Counted::Some(each) => each.iter().filter(|(other, _)| *other == id).map(|(_, by)| by).sum(),
            };
            let inside = |id: &RequestId| schedule.seats[*id].is_some_and(|seat| sections.contains(&seat));
            school.requests().ids().filter(inside).map(by).sum()
        }
    }
}

impl Rule for AnyKeepers {
    fn card(&self) -> &'static Card {
        &CARD
    }
    fn rows(&self, _: &School, _: &mut Program) {}
    fn search(&self, school: &School) -> Keeping {
        Keeping::Keepers(self.keepers(school))
    }
    fn check(&self, school: &School, schedule: &Schedule) -> Vec<Finding> {
        let each = self.keepers(school).into_iter().map(|keeper| units(school, schedule, &keeper));
        let broken = each.enumerate().filter(|(_, units)| *units > 0);
        let finding = |at: usize| Finding::new(CARD.slug).about("section", SectionId::from_index(0)).amount("keeper", "keepers", at as i64);
        broken.map(|(at, units)| finding(at).units(units)).collect()
    }
    fn explain(&self, _: &School, finding: &Finding) -> Explanation {
        Explanation { sentence: format!("{finding:?}"), mends: Vec::new() }
    }
}
