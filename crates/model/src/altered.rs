//! The same school with a section more, a seat more or a lock less: for asking what a change would do to a schedule.

use crate::ids::{CourseId, SectionId};
use crate::school::{Held, School, Section};

/// A change of sections and locks.
///
/// ```
/// use mortarboard_model::{Alteration, School, testing};
/// let school = School::try_from(testing::tiny()).unwrap();
/// let art = school.find_course("ART").unwrap();
/// let more = school.altered(&[Alteration::Section { course: art, id: "ART-2".to_owned(), max_seats: 9, unstaffed: false }]);
/// assert_eq!(more.courses()[art].sections.len(), school.courses()[art].sections.len() + 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Alteration {
    /// The section has so many seats.
    Seats(SectionId, u32),
    /// The course has one more section, under an id that no section bears.
    Section {
        /// The course.
        course: CourseId,
        /// Office id of the new section.
        id: String,
        /// Its seats.
        max_seats: u32,
        /// Whether it has nobody yet.
        unstaffed: bool,
    },
    /// The section is not held in a pattern any more.
    Unlock(SectionId),
}

impl School {
    /// The school after some changes. New sections come last, in the order of the changes; all other ids keep their places.
    /// Changes of what is not there, and sections under an id that is taken, do nothing. The cost is that of a copy.
    ///
    /// ```
    /// use mortarboard_model::{Alteration, School, testing};
    /// let school = School::try_from(testing::tiny()).unwrap();
    /// let section = school.find_section("BIO-1").unwrap();
    /// let more = school.altered(&[Alteration::Seats(section, 90)]);
    /// assert_eq!(more.sections()[section].max_seats, 90);
    /// ```
    pub fn altered(&self, changes: &[Alteration]) -> School {
        let mut school = self.clone();
        for change in changes {
            match change {
                Alteration::Seats(section, seats) if school.sections.get(*section).is_some() => {
                    school.sections[*section].max_seats = *seats;
                }
                Alteration::Section { course, id, max_seats, unstaffed }
                    if school.courses.get(*course).is_some() && !school.ids.sections.contains_key(id) =>
                {
                    let section =
                        school.sections.push(Section { id: id.clone(), course: *course, max_seats: *max_seats, unstaffed: *unstaffed });
                    school.courses[*course].sections.push(section);
                    school.ids.sections.insert(id.clone(), section);
                }
                Alteration::Unlock(section) => {
                    school.locks.retain(|lock| lock.section != *section || !matches!(lock.held, Held::Pattern(_)));
                }
                Alteration::Seats(..) | Alteration::Section { .. } => {}
            }
        }
        school
    }

    /// The school without the locks that hold sections in patterns and students in sections; none where it has no such lock.
    /// The cost is that of a copy.
    ///
    /// ```
    /// use mortarboard_model::{School, raw::RawLock, testing};
    /// let mut raw = testing::tiny();
    /// assert_eq!(School::try_from(&raw).unwrap().unlocked(), None);
    /// raw.locks.push(RawLock { section: "ART-1".to_owned(), kind: "pattern".to_owned(), value: "P1".to_owned() });
    /// assert!(School::try_from(&raw).unwrap().unlocked().unwrap().locks().is_empty());
    /// ```
    pub fn unlocked(&self) -> Option<School> {
        let binds = |held: Held| matches!(held, Held::Pattern(_) | Held::Seat(_));
        self.locks.iter().any(|lock| binds(lock.held)).then(|| {
            let mut school = self.clone();
            school.locks.retain(|lock| !binds(lock.held));
            school
        })
    }
}
