//! How many different things a teacher's sections may stand for, as hard rules tell a search.

use mortarboard_model::keeper::{Different, Keeper, Keeping};
use mortarboard_model::rule::{Mode, Rules};
use mortarboard_model::{CourseId, IdVec, School, SectionId, TeacherId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The limits of all teachers who have any.
pub(super) struct Limits {
    of: BTreeMap<TeacherId, Vec<Limit>>,
    /// What the courses stand for, once for all teachers for whom it is the same.
    things: Vec<Things>,
}

struct Things {
    by_section: Arc<[(SectionId, u32)]>,
    /// What a course stands for whichever of its sections it is.
    by_course: IdVec<CourseId, Option<u32>>,
}

struct Limit {
    /// What the things are.
    what: &'static str,
    most: u32,
    /// Position in the list.
    things: usize,
}

impl Limits {
    /// Asks every hard rule.
    pub(super) fn new(school: &School, rules: &Rules) -> Self {
        let mut limits = Limits { of: BTreeMap::new(), things: Vec::new() };
        for (rule, _) in rules.iter().filter(|(_, mode)| *mode == Mode::Hard) {
            let Keeping::Keepers(keepers) = rule.search(school) else { continue };
            for keeper in keepers {
                let Keeper::Different(Different { teacher, what, things, most }) = keeper else { continue };
                let limit = Limit { what, most, things: limits.place(school, things) };
                limits.of.entry(teacher).or_default().push(limit);
            }
        }
        limits
    }

    fn place(&mut self, school: &School, things: Arc<[(SectionId, u32)]>) -> usize {
        self.things.iter().position(|known| Arc::ptr_eq(&known.by_section, &things)).unwrap_or_else(|| {
            let by_section: BTreeMap<SectionId, u32> = things.iter().copied().collect();
            let by_course = school.courses().values().map(|course| {
                let mut each = course.sections.iter().map(|section| by_section.get(section).copied());
                let first = each.next().flatten()?;
                each.all(|other| other == Some(first)).then_some(first)
            });
            let by_course = by_course.collect();
            self.things.push(Things { by_section: things, by_course });
            self.things.len() - 1
        })
    }

    /// What is said of a teacher who has a section of each of these courses, where that is more different things than a limit allows.
    pub(super) fn past(&self, teacher: TeacherId, courses: &[CourseId]) -> Option<String> {
        let mut limits = self.of.get(&teacher).into_iter().flatten();
        limits.find_map(|&Limit { what, most, things }| {
            let stands_for = &self.things.get(things)?.by_course;
            let different: BTreeSet<u32> = courses.iter().filter_map(|&course| *stands_for.get(course)?).collect();
            let count = different.len();
            (count > most as usize).then(|| format!("of {count} different {what}, and the teacher may have {most}"))
        })
    }
}
