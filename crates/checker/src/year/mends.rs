//! What would mend a clash of needed courses: one section moved, or one more section.

use super::{Need, NeedMend, NeedStep, Texts};
use crate::times::locked_pattern;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CourseId, PatternId, SectionId, StudentId};
use std::collections::BTreeMap;

/// Courses with more sections than this are not looked at: whoever clashes has other choices there.
const FEW: usize = 3;
/// Changes named for one clash.
const NAMED: usize = 3;

impl Texts<'_> {
    /// Single changes after which students of the clash could hold all they need: those that free most come
    /// first, and among these those that harm fewest.
    pub(super) fn mends(&self, courses: &[Need], students: &[StudentId]) -> Vec<NeedMend> {
        // Students with equal needs are freed alike.
        let mut alike: BTreeMap<(Vec<CourseId>, AtomSet), Vec<StudentId>> = BTreeMap::new();
        for &student in students {
            alike.entry((self.needed[student].clone(), self.offers.away[student])).or_default().push(student);
        }
        let freed = |course: CourseId, times: &[AtomSet]| -> u64 {
            let groups = alike.values().filter_map(|group| group.first().map(|&one| (one, group.len() as u64)));
            groups.filter(|&(one, _)| self.freed(one, course, times, 1)).map(|(_, size)| size).sum()
        };
        let mut mends: Vec<NeedMend> = Vec::new();
        for &(course, _) in courses {
            let data = &self.school.courses()[course];
            if data.sections.len() <= FEW {
                mends.extend(data.sections.iter().filter_map(|&section| self.best_move(course, section, &freed)));
            }
            let more: Vec<AtomSet> = data.patterns.iter().map(|&pattern| self.school.patterns()[pattern].atoms).collect();
            let frees = freed(course, &more);
            if frees > 0 {
                let (change, step) = (format!("offer another section of {}", data.id), NeedStep::Open { course: data.id.clone() });
                mends.push(NeedMend { change, step, frees, harms: 0 });
            }
        }
        // A move costs less than a section, so it comes first where both free as many.
        mends.sort_by(|a, b| {
            let rank = |mend: &NeedMend| (u64::MAX - mend.frees, matches!(mend.step, NeedStep::Open { .. }), mend.harms);
            rank(a).cmp(&rank(b)).then_with(|| a.change.cmp(&b.change))
        });
        mends.truncate(NAMED);
        mends
    }

    /// The best time to which one section could move, its teacher and room being free.
    fn best_move(&self, course: CourseId, section: SectionId, freed: &impl Fn(CourseId, &[AtomSet]) -> u64) -> Option<NeedMend> {
        let (school, schedule) = (self.school, self.schedule);
        let now = schedule.placements[section].pattern?;
        if locked_pattern(school, self.kept, section).is_some() {
            return None;
        }
        let others = |moved: PatternId| -> Vec<AtomSet> {
            let own = school.courses()[course].sections.iter().filter(|&&other| other != section);
            let stay = own.filter_map(|&other| schedule.placements[other].pattern);
            stay.chain([moved]).map(|pattern| school.patterns()[pattern].atoms).collect()
        };
        let moves = school.courses()[course].patterns.iter().copied().filter(|&pattern| pattern != now).filter_map(|pattern| {
            let atoms = school.patterns()[pattern].atoms;
            if !self.busy.allows(schedule, section, atoms) {
                return None;
            }
            let frees = freed(course, &others(pattern));
            (frees > 0).then(|| (u64::MAX - frees, self.busy.harmed(section, atoms, None), pattern))
        });
        let (frees, harms, pattern) = moves.min()?;
        let (section, pattern) = (&school.sections()[section].id, &school.patterns()[pattern].id);
        let change = format!("move section {section} to pattern {pattern}, where its teacher and room are free");
        let step = NeedStep::Move { section: section.clone(), pattern: pattern.clone() };
        Some(NeedMend { change, step, frees: u64::MAX - frees, harms })
    }
}
