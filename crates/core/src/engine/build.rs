//! A first placement: sections one by one, the hardest first, each where it hurts fewest students.

use super::bits::Bits;
use super::clock::Clock;
use super::dice::Dice;
use super::problem::{NONE, Problem};
use super::state::State;

/// Patterns of a section that are tried for the first placement.
const MOST_TRIED: usize = 64;

impl<M: Bits> State<M> {
    /// Places every section. Courses with few sections come first, because their students have no
    /// second choice; a course's sections spread over the day. O(sections x patterns x requests).
    pub(crate) fn build(&mut self, problem: &Problem<M>, clock: &Clock, dice: &mut Dice) {
        let mut wanted: Vec<Vec<u32>> = vec![Vec::new(); problem.courses.len()];
        for request in problem.requests.iter().filter(|r| !r.is_alternate()) {
            wanted[request.course as usize].push(request.student);
        }
        // Atoms that a student has given to courses of one section; and the times that are taken, with how many sections
        // meet then.
        let mut given: Vec<M> = problem.students.clone();
        let mut taken: Vec<(M, i64)> = Vec::new();
        let mut order: Vec<u32> = (0..problem.sections.len() as u32).collect();
        dice.shuffle(&mut order);
        order.sort_by_key(|&s| {
            let sec = &problem.sections[s as usize];
            let sections = problem.courses[sec.course as usize].len();
            (sec.patterns.len() > 1, sections, std::cmp::Reverse(wanted[sec.course as usize].len()))
        });
        for section in order {
            let sec = &problem.sections[section as usize];
            let siblings = &problem.courses[sec.course as usize];
            let teacher = self.teacher[section as usize];
            let mut best: Option<((i64, i64, i64), u32)> = None;
            // Many patterns: the compact ones and a sample of the others are enough for a start.
            let few = if sec.patterns.len() > MOST_TRIED { &sec.compact } else { &sec.patterns };
            let few = few.get(..MOST_TRIED.min(few.len())).unwrap_or_default();
            for n in 0..sec.patterns.len().min(MOST_TRIED) {
                let Some(&pattern) = few.get(n).or_else(|| dice.pick(&sec.patterns)) else { break };
                let mask = problem.patterns[pattern as usize];
                let mark = self.mark();
                let before = self.broken();
                self.place(problem, clock, section, pattern, teacher);
                let broken = self.broken() - before;
                self.undo(problem, clock, mark);
                let hurt = if siblings.len() == 1 {
                    wanted[sec.course as usize].iter().filter(|&&i| given[i as usize].meets(mask)).count()
                } else {
                    let same = siblings.iter().filter(|&&x| x != section && self.mask(problem, x).meets(mask)).count();
                    same * 1000 / siblings.len()
                };
                // A time that cuts across many others keeps students from more sections than one that is theirs too.
                let crowd: i64 = taken.iter().filter(|(other, _)| other.meets(mask)).map(|(_, count)| count).sum();
                let key = (broken, hurt as i64, crowd * 8 + dice.below(8) as i64);
                if best.is_none_or(|b| key < b.0) {
                    best = Some((key, pattern));
                }
            }
            let Some((_, pattern)) = best else { continue };
            self.place(problem, clock, section, pattern, teacher);
            let mask = problem.patterns[pattern as usize];
            match taken.iter_mut().find(|(other, _)| *other == mask) {
                Some((_, count)) => *count += 1,
                None => taken.push((mask, 1)),
            }
            if siblings.len() == 1 {
                wanted[sec.course as usize].iter().for_each(|&i| given[i as usize] = given[i as usize].with(mask));
            }
        }
        debug_assert!(self.pattern.iter().zip(&problem.sections).all(|(&p, s)| p != NONE || s.patterns.is_empty()));
        self.keep();
    }
}
