//! Whether keepers speak of the school they are for.
//!
//! A rule can come from anywhere. One whose keepers name what the school does not have, or in a list that is not as it is to
//! be, is kept by its rows, which pass over such things; it must never end the program.

use mortarboard_model::keeper::{
    Amount, AtOnce, Counted, Different, Host, Keeper, Link, Needs, Of, Pairs, Relation, Student, Sum, Week, Worth,
};
use mortarboard_model::{Id, IdVec, RequestId, School, SectionId};
use std::collections::BTreeSet;

/// Largest number in a keeper: sums of as many as there are requests stay far from the end of the integers.
const MOST: i64 = 1 << 32;

/// Whether the keepers of a rule name only what the school has.
pub(super) fn are_sound(school: &School, keepers: &[Keeper]) -> bool {
    let mut lists = Lists::default();
    keepers.iter().all(|keeper| is_sound(school, keeper, &mut lists))
}

/// Lists that were found in order. Those that many keepers share are looked at once.
#[derive(Default)]
struct Lists(BTreeSet<(usize, usize)>);

impl Lists {
    fn once<T>(&mut self, list: &[T], sound: impl FnOnce(&[T]) -> bool) -> bool {
        let place = (list.as_ptr() as usize, list.len());
        if self.0.contains(&place) {
            return true;
        }
        let good = sound(list);
        if good {
            self.0.insert(place);
        }
        good
    }
}

fn is_sound(school: &School, keeper: &Keeper, lists: &mut Lists) -> bool {
    let section = |&id: &SectionId| has(school.sections(), id);
    let teacher = |id| has(school.teachers(), id);
    match keeper {
        Keeper::Needs(Needs { sections, .. }) => sections.iter().all(section),
        Keeper::AtOnce(AtOnce { of, most }) => {
            let cell = |id| has(school.calendar().cells(), id);
            let each = |most: &[(_, u32)]| {
                most.iter().map(|(id, _)| id).collect::<BTreeSet<_>>().len() == most.len() && most.iter().all(|(id, _)| cell(*id))
            };
            let known = match of {
                Of::Teacher(id) => teacher(*id),
                Of::Sections(sections) => sections.iter().all(section) && differ(sections),
            };
            known && lists.once(most, each)
        }
        Keeper::Amount(amount) => is_sum_sound(school, amount, lists),
        Keeper::Different(Different { teacher: id, things, .. }) => {
            let each = |things: &[(_, u32)]| ascends(things) && things.iter().all(|(id, thing)| section(id) && *thing != u32::MAX);
            teacher(*id) && lists.once(things, each)
        }
        Keeper::Week(Week::Free { teacher: id, .. }) => teacher(*id),
        Keeper::Week(Week::Meets(team)) => has(school.teams(), *team),
        Keeper::Link(Link { sections, relation }) => {
            sections.iter().all(section) && if let Relation::Patterns(pairs) = relation { are_of(school, pairs) } else { true }
        }
        Keeper::Student(student) => is_student_sound(school, student),
        Keeper::Host(Host::Shut(room, cells)) => {
            has(school.rooms(), *room) && cells.iter().all(|&cell| has(school.calendar().cells(), cell))
        }
        Keeper::Worth(Worth { teacher: id, sections }) => {
            teacher(*id) && ascends(sections) && sections.iter().all(|(id, gain)| section(id) && is_small(*gain))
        }
        _ => true,
    }
}

fn is_sum_sound(school: &School, amount: &Amount, lists: &mut Lists) -> bool {
    let section = |&id: &SectionId| has(school.sections(), id);
    let range = [amount.least, amount.most, Some(amount.unit)].into_iter().flatten().all(is_small);
    range
        && match &amount.sum {
            Sum::Placed(each) => each.iter().all(|(id, pattern, by)| section(id) && has(school.patterns(), *pattern) && is_small(*by)),
            Sum::Taught(teacher, each) => {
                let all = |each: &[(_, i64)]| ascends(each) && each.iter().all(|(id, by)| section(id) && is_small(*by));
                has(school.teachers(), *teacher) && lists.once(each, all)
            }
            Sum::Seated(sections, counted) => {
                let counts = match counted {
                    Counted::All => true,
                    Counted::Some(each) => {
                        lists.once(each, |each: &[(_, i64)]| each.iter().all(|(id, by)| has(school.requests(), *id) && is_small(*by)))
                    }
                };
                counts && sections.iter().all(section) && differ(sections)
            }
        }
}

fn is_student_sound(school: &School, student: &Student) -> bool {
    let owner = |id: &RequestId| school.requests().get(*id).map(|request| request.student);
    match student {
        Student::Away(id, cells) => has(school.students(), *id) && cells.iter().all(|&cell| has(school.calendar().cells(), cell)),
        Student::Fixed(request, section) => {
            let course = school.requests().get(*request).map(|request| request.course);
            course.is_some_and(|course| school.courses()[course].sections.contains(section))
        }
        Student::Order { first, second, pairs } => {
            let own = owner(second);
            own.is_some() && are_of(school, pairs) && first.iter().all(|id| id != second && owner(id) == own)
        }
        _ => true,
    }
}

fn has<I: Id, T>(all: &IdVec<I, T>, id: I) -> bool {
    all.get(id).is_some()
}

fn is_small(number: i64) -> bool {
    (-MOST..=MOST).contains(&number)
}

/// Whether each section is named once, in order.
fn ascends<T>(each: &[(SectionId, T)]) -> bool {
    each.is_sorted_by(|a, b| a.0 < b.0)
}

fn differ(sections: &[SectionId]) -> bool {
    sections.iter().collect::<BTreeSet<_>>().len() == sections.len()
}

/// Whether they were made for the patterns of this school.
fn are_of(school: &School, pairs: &Pairs) -> bool {
    school.patterns().ids().all(|id| pairs.class(id).is_some())
}
