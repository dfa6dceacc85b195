//! Who teaches what, once more, when times and seats are settled: exchanges of teachers that no student notices.
//!
//! The placement search goes by requests alone, and exchanges teachers wherever that helps a student. What the
//! office would rather have (preferences of qualifications, soft loads and soft numbers of preparations) ranks below
//! every request, so it is looked after last, and nothing that ranks above is given up for it.

use super::anneal::score;
use super::bits::Bits;
use super::clock::Clock;
use super::dice::Dice;
use super::moves::Proposal;
use super::problem::Problem;
use super::state::State;

/// Exchanges tried for each section.
const TRIES: usize = 200;
/// Most exchanges tried: a fraction of a second.
const MOST_TRIES: usize = 100_000;

impl<M: Bits> State<M> {
    /// Exchanges teachers of sections whose times and students stay, as long as the office likes it better and no
    /// rule is broken for it. Exchanges that change nothing are kept too: they open the way to others. Ends early when `halt` says so.
    pub(crate) fn polish(
        &mut self,
        problem: &Problem<M>,
        clock: &Clock,
        dice: &mut Dice,
        proposal: &mut Proposal,
        halt: &dyn Fn() -> bool,
    ) {
        let open: Vec<u32> = (0..problem.sections.len() as u32).filter(|&s| problem.sections[s as usize].teachers.len() > 1).collect();
        if !problem.kept.any_last() || open.is_empty() || self.broken() > 0 {
            return;
        }
        for n in 0..(open.len() * TRIES).min(MOST_TRIES) {
            if n % 64 == 0 && halt() {
                return;
            }
            let Some(&section) = dice.pick(&open) else { return };
            if !self.exchange_teachers(problem, dice, section, self.pattern[section as usize], proposal) {
                continue;
            }
            let whole = |state: &Self| {
                let mut score = score(state);
                score.preference = score.preference.saturating_sub(state.counts.tally.last);
                score.key(problem.objective)
            };
            let (mark, before) = (self.mark(), whole(self));
            for change in proposal.changes() {
                self.place(problem, clock, change.section, change.pattern, change.teacher);
            }
            if self.broken() > 0 || whole(self) < before {
                self.undo(problem, clock, mark);
            }
            self.keep();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, solve};
    use mortarboard_model::School;
    use mortarboard_model::raw::RawSchool;
    use mortarboard_model::rule::Rules;
    use mortarboard_testkit::{brute_force, is_feasible};

    /// Two courses of two sections, two teachers who may teach both, and students who want one of each.
    fn school(more: &str) -> School {
        let text = format!(
            r#"{{
            "bell": [{{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}},
                     {{"day": "Mon", "slot": "2", "start": "09:00", "end": "09:50"}}],
            "patterns": [{{"pattern": "P1", "cells": "1(*)"}}, {{"pattern": "P2", "cells": "2(*)"}}],
            "courses": [{{"course": "A", "sections": 2, "max_seats": 1, "patterns": "P1;P2"}},
                        {{"course": "B", "sections": 2, "max_seats": 1, "patterns": "P1;P2"}}],
            "students": [{{"student": "s1"}}, {{"student": "s2"}}],
            "requests": [{{"student": "s1", "course": "A"}}, {{"student": "s1", "course": "B"}},
                         {{"student": "s2", "course": "A"}}, {{"student": "s2", "course": "B"}}],
            {more} }}"#
        );
        let raw: RawSchool = serde_json::from_str(&text).expect("the text is a school");
        School::try_from(raw).expect("the school is sound")
    }

    fn preference(school: &School, seed: u64) -> i64 {
        let mut options = Options::default();
        (options.work, options.time, options.threads, options.seed) = (Some(400), None, 1, seed);
        let rules = Rules::of(school);
        let outcome = solve(school, &rules, &options, &|_| {});
        let solved = outcome.solved().expect("there is a schedule");
        assert!(is_feasible(school, &rules, &solved.schedule));
        assert_eq!(solved.score.primary, 4);
        let best = brute_force(school, &rules).expect("there is a schedule");
        assert_eq!(solved.score.preference, best.preference);
        solved.score.preference
    }

    #[test]
    fn preferred_teachers_get_their_courses() {
        let school = school(
            r#""teachers": [{"teacher": "t1", "max_sections": 2}, {"teacher": "t2", "max_sections": 2}],
               "qualifications": [{"teacher": "t1", "course": "A", "preference": 5}, {"teacher": "t1", "course": "B"},
                                  {"teacher": "t2", "course": "A"}, {"teacher": "t2", "course": "B", "preference": 3}]"#,
        );
        assert!((1..=5).all(|seed| preference(&school, seed) == 16));
    }

    #[test]
    fn priced_preparations_and_loads_are_kept_where_they_can_be() {
        let school = school(
            r#""settings": {"rules": {"preps": {"mode": "soft", "weight": 7}, "teacher-load": {"mode": "soft", "weight": 1}}},
               "teachers": [{"teacher": "t1", "max_sections": 2, "max_preps": 1}, {"teacher": "t2", "max_sections": 1, "max_preps": 1}],
               "qualifications": [{"teacher": "t1", "course": "A"}, {"teacher": "t1", "course": "B"},
                                  {"teacher": "t2", "course": "A"}, {"teacher": "t2", "course": "B"}]"#,
        );
        // One section more than the loads together: nobody prepares two courses for it.
        assert!((1..=5).all(|seed| preference(&school, seed) == -1));
    }
}
