//! Adds up what prices of seats prove, from the school alone.

use super::flow::minus;
use super::{Measure, Prices, Worth};
use crate::alone::Alone;
use crate::side_by_side::each;
use crate::times::{Kept, Known};
use mortarboard_model::{Course, CourseId, Held, IdVec, Priority, Request, School, SectionId, Student, StudentId};

/// Parts of worths and prices are at most this: large sums then stay far from where numbers end.
pub(super) const MOST_PART: i64 = 1 << 40;

/// Seats of a course: over its sections, the smaller of the section's own and those of the largest room that fits, each as
/// far as the rule about it is hard; none where any number of students may sit. O(sections · (rooms + locks of it)).
pub(crate) fn seats(school: &School, kept: Kept, course: &Course) -> Option<u64> {
    course.sections.iter().try_fold(0_u64, |sum, &section| Some(sum.saturating_add(section_seats(school, kept, course, section)?)))
}

fn section_seats(school: &School, kept: Kept, course: &Course, section: SectionId) -> Option<u64> {
    let own = kept.hard(Known::SeatCap).then(|| u64::from(school.sections()[section].max_seats));
    let rooms = (kept.hard(Known::RoomFit) && school.needs_room(section)).then(|| {
        let locks = school.locks_of(section).iter().filter(|_| kept.hard(Known::Locks));
        let locked: Vec<_> = locks.map(|lock| lock.held).filter(|held| matches!(held, Held::Room(_))).collect();
        let fits = school.rooms().iter().filter(|(id, room)| {
            course.room_type.as_ref().is_none_or(|kind| *kind == room.kind) && locked.iter().all(|&held| held == Held::Room(*id))
        });
        fits.map(|(_, room)| u64::from(room.seats)).max().unwrap_or(0)
    });
    own.into_iter().chain(rooms).min()
}

/// What a request is worth.
pub(crate) fn worth(school: &School, measure: Measure, request: &Request) -> Worth {
    let weight = i64::from(request.weight);
    let level = match request.priority {
        Priority::Critical => 0,
        Priority::Required => 1,
        Priority::Primary => 2,
        Priority::Alternate => return [0; 3],
    };
    match measure {
        Measure::Requests => [1, 0, 0],
        Measure::Levels => std::array::from_fn(|at| if at == level { weight } else { 0 }),
        Measure::Sum => [school.objective().factors().map_or(0, |factors| factors[level].saturating_mul(weight)), 0, 0],
    }
}

/// Whether every request is worth little enough for sums to be exact.
pub(crate) fn countable(school: &School, measure: Measure) -> bool {
    school.requests().values().all(|request| worth(school, measure, request).iter().all(|&part| part <= MOST_PART))
}

/// The prices by course, cut to what can be reckoned with: any prices prove something, and no price is negative.
pub(super) fn usable(school: &School, prices: &Prices) -> IdVec<CourseId, Worth> {
    let mut by_course = IdVec::filled(school.courses().len(), [0; 3]);
    for (id, _) in school.courses().iter() {
        if let Some(price) = prices.get(&id) {
            by_course[id] = price.map(|part| part.clamp(-MOST_PART, MOST_PART)).max([0; 3]);
        }
    }
    by_course
}

/// A sum of worths, wider than any one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sum([i128; 3]);

impl Sum {
    pub(super) fn add(&mut self, worth: Worth, times: u64) {
        for (sum, part) in self.0.iter_mut().zip(worth) {
            *sum = sum.saturating_add(i128::from(part) * i128::from(times));
        }
    }

    /// The least worth without a negative part that is not below the sum. A part below zero means that the one before is
    /// not reached in full, so that nothing is lost by setting it to zero; a part that is too large says nothing of those
    /// behind it.
    pub(crate) fn worth(self) -> Worth {
        let (mut worth, mut open) = ([0; 3], false);
        for (part, sum) in worth.iter_mut().zip(self.0) {
            match i64::try_from(sum) {
                Ok(fits) if !open && fits >= 0 => *part = fits,
                Ok(_) if !open => return worth,
                Err(_) if !open && sum < 0 => return worth,
                _ => (*part, open) = (i64::MAX, true),
            }
        }
        worth
    }
}

/// What each student is worth alone when seats are to be paid for, by student where a price touches the student, else as
/// `free` says; and what all seats cost.
pub(super) fn add_up(
    school: &School,
    alone: &Alone<'_>,
    measure: Measure,
    prices: &IdVec<CourseId, Worth>,
    free: &IdVec<StudentId, Worth>,
) -> Worth {
    let mut sum = Sum::default();
    let students: Vec<(StudentId, &Student)> = school.students().iter().collect();
    let of_one = |&(id, student): &(StudentId, &Student)| {
        let asked = |&request: &_| prices[school.requests()[request].course] > [0; 3];
        if student.requests.iter().any(asked) {
            alone.best(student, |request| minus(worth(school, measure, request), prices[request.course])).worth
        } else {
            free[id]
        }
    };
    each(&students, &of_one).into_iter().for_each(|own| sum.add(own, 1));
    for (id, course) in school.courses().iter().filter(|&(id, _)| prices[id] > [0; 3]) {
        // Where any number may sit a seat has no price: with one the sum has no end.
        sum.add(prices[id], seats(school, alone.kept, course).unwrap_or(u64::MAX));
    }
    sum.worth()
}

/// What each student could have alone where seats cost nothing.
pub(super) fn free(school: &School, alone: &Alone<'_>, measure: Measure) -> IdVec<StudentId, Worth> {
    let of_one = |student: &Student| alone.best(student, |request| worth(school, measure, request)).worth;
    each(school.students().as_slice(), &of_one).into_iter().collect()
}
