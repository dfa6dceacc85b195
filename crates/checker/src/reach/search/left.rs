//! What takes of a course are worth where a part of it is on record: the last of those that count is worth less.

use super::standing::Standing;
use super::state::State;

impl Standing<'_> {
    /// Pieces of a take of a course after so many others.
    pub(super) fn pieces(&self, course: usize, before: u32) -> u32 {
        if before.saturating_add(1) < self.left[course] { self.tables.needs.pieces(course) } else { self.last[course] }
    }

    /// Pieces of so many takes of a course together, as far as they count.
    pub(super) fn all_pieces(&self, course: usize, takes: u32) -> u32 {
        let whole = self.tables.needs.pieces(course);
        if takes < self.left[course] {
            return whole.saturating_mul(takes);
        }
        match self.left[course] {
            0 => 0,
            left => whole.saturating_mul(left - 1).saturating_add(self.last[course]),
        }
    }
}

impl State<'_> {
    /// The most pieces that a take of a course can be worth in a year: what those assumed in earlier years leave of it.
    pub(super) fn pieces(&self, year: usize, course: usize) -> u32 {
        let standing = self.standing;
        if standing.last[course] == standing.tables.needs.pieces(course) {
            return standing.last[course];
        }
        let before = self.takes.iter().filter(|take| take.course == course && take.year < year).fold(0, |count, _| count + 1);
        standing.pieces(course, before)
    }
}
