//! What must come before or with each course.

use mortarboard_model::graduation::{Ending, Graduation, Points, Record, Stands, When};
use mortarboard_model::{Id, ListingId};

/// One condition before or with a course.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    pub(super) course: usize,
    pub(super) when: When,
    /// Listings of which a record fulfils it.
    records: Vec<usize>,
    /// Courses of which a take fulfils it.
    pub(super) takes: Vec<usize>,
    least: Option<Points>,
}

/// The mark of the best pass of each listing on record: what a clause may ask for.
pub(super) type Marks = [Option<Points>];

impl Gate {
    /// Whether one of some records fulfils it, those in progress among them.
    pub(super) fn opened_by<'r>(&self, records: impl IntoIterator<Item = &'r Record>) -> bool {
        records.into_iter().any(|record| {
            let reaches = match record.ending {
                Ending::InProgress => true,
                Ending::Passed => record.points.is_none_or(|points| self.least.is_none_or(|least| points >= least)),
                Ending::Failed | Ending::Withdrawn => false,
            };
            reaches && self.records.contains(&record.listing.index())
        })
    }

    /// Whether a record fulfils it.
    pub(super) fn met(&self, marks: &Marks) -> bool {
        let reaches = |points: Points| self.least.is_none_or(|least| points >= least);
        self.records.iter().any(|&listing| marks.get(listing).copied().flatten().is_some_and(reaches))
    }
}

/// The gates of all courses; those of a course come after those of the courses that open them, as far as the
/// prerequisites run in no circle.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    pub(super) gates: Vec<Gate>,
    /// By course: where its gates lie.
    ranges: Vec<(usize, usize)>,
}

impl Order {
    /// The positions of the gates of a course.
    pub(super) fn range(&self, course: usize) -> (usize, usize) {
        self.ranges.get(course).copied().unwrap_or((0, 0))
    }

    pub(super) fn new(graduation: &Graduation, stands: &Stands, courses: usize) -> Self {
        let mut of: Vec<Vec<Gate>> = Vec::new();
        for (id, listing) in graduation.listings.iter().take(courses) {
            let gates = listing.prerequisites.iter().map(|clause| {
                let openers = stands.openers(clause);
                let others = openers.iter().filter(|other| **other != id).map(|other: &ListingId| other.index());
                let top = clause.min_points.is_none_or(|least| graduation.top_mark >= least);
                let takes = others.clone().filter(|other| top && *other < courses).collect();
                Gate { course: id.index(), when: clause.when, records: others.collect(), takes, least: clause.min_points }
            });
            of.push(gates.collect());
        }
        let mut placed: Vec<bool> = of.iter().map(Vec::is_empty).collect();
        let mut gates: Vec<Gate> = Vec::new();
        let mut ranges = vec![(0, 0); of.len()];
        let mut waiting: Vec<usize> = (0..of.len()).filter(|&course| !placed[course]).collect();
        while !waiting.is_empty() {
            let open =
                |course: usize| of[course].iter().flat_map(|gate| &gate.takes).all(|&other| placed.get(other).copied().unwrap_or(true));
            // Where prerequisites run in a circle, the first course waiting breaks it.
            let now: Vec<usize> = waiting.iter().copied().filter(|&course| open(course)).collect();
            let now = if now.is_empty() { waiting[..1].to_vec() } else { now };
            for course in now {
                placed[course] = true;
                ranges[course] = (gates.len(), gates.len() + of[course].len());
                gates.append(&mut of[course]);
            }
            waiting.retain(|&course| !placed[course]);
        }
        Order { gates, ranges }
    }
}
