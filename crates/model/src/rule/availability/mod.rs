//! # Availability
//!
//! **Rule.** No section meets while its teacher, its room or one of its students is away, and no team
//! meets while a member is away.
//!
//! **Hard or soft.** Hard unless the settings price it. The unit is a time of the cycle at which someone or some room is away from a meeting.
//!
//! **Reads.** teachers.unavailable, rooms.unavailable, students.unavailable, teams.
//!
//! **Rows.** `teach[s,t] + Σ place[s,p] ≤ 1` over the patterns p that meet while t is away, for each
//! section and teacher; the same with `house[s,r]` for rooms and `seat[i,s]` for students. A team has no
//! column for a cell in which a listed member is away; for whoever teaches its courses,
//! `meet[team,x] + member[t] ≤ 1` for each cell x in which t is away, with `member[t] := ∨ teach[s,t]` over
//! the sections s of those courses.
//!
//! **Size.** At most one row for each section and teacher, section and room, or request and section,
//! and one for each team, qualified teacher and cell away.
//!
//! **Says.** "Section ART-1 meets at 1(Mon), when teacher t1 is away."

mod check;
mod example;
mod explain;
mod rows;
mod search;
#[cfg(test)]
mod tests;

use super::{Card, Explanation, Finding, Mode, Rule};
use crate::keeper::Keeping;
use crate::program::{Choice, Program};
use crate::schedule::Schedule;
use crate::school::School;

/// No section meets while its teacher, its room or one of its students is away, and no team meets while a member is away.
#[derive(Clone, Copy, Debug, Default)]
pub struct Availability;

static CARD: Card = Card {
    slug: "availability",
    sentence: "No section meets while its teacher, its room or one of its students is away, and no team meets while a member is away.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a time of the cycle at which someone or some room is away from a meeting"),
    reads: &["teachers.unavailable", "rooms.unavailable", "students.unavailable", "teams"],
    rows: "teach[s,t] + Σ_{p meets away(t)} place[s,p] ≤ 1;  the same for house[s,r] and seat[i,s];  meet[team,x] + ∨_s teach[s,t] ≤ 1  for each x ∈ away(t)",
    size: "at most |S|·|T_c| + |S|·|R| + |requests|·|S_c| rows for those who are ever away",
    says: "Section ART-1 meets at 1(Mon), when teacher t1 is away.",
    source: "calendars of part-time and shared staff, rooms and programmes outside the school",
    called: &[("PowerScheduler", "Teacher Free"), ("PowerScheduler", "Student Free"), ("Infinite Campus", "Restriction on a teacher or room"), ("Aspen", "Part-time staff"), ("Synergy", "Period range"), ("Cardonex", "Shared teacher"), ("XHSTT", "AvoidUnavailableTimes")],
};

impl Rule for Availability {
    fn card(&self) -> &'static Card {
        &CARD
    }
    fn example(&self) -> Option<super::Example> {
        Some(example::example())
    }
    fn allows(&self, school: &School, choice: Choice) -> bool {
        rows::allows(school, choice)
    }
    fn rows(&self, school: &School, program: &mut Program) {
        rows::rows(school, program);
    }
    fn search(&self, school: &School) -> Keeping {
        search::search(school)
    }
    fn check(&self, school: &School, schedule: &Schedule) -> Vec<Finding> {
        check::check(school, schedule)
    }
    fn explain(&self, school: &School, finding: &Finding) -> Explanation {
        explain::explain(school, finding)
    }
}
