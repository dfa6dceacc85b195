//! Generated example schools.
//!
//! [`school`] makes a school of 150 to 8,000 students whose shape is that of real ones: about half of
//! the courses offered are singletons, students follow coherent programmes, teachers have departments,
//! loads and few preparations, and rooms are scarce but enough. The generator first makes a hidden
//! timetable and lets students choose by it, so that nearly everything can be had at once; the
//! timetable itself is not part of the school. The same recipe makes the same school for ever: only a
//! fixed stream of random bits and integer arithmetic are used.
//!
//! [`examples`] holds one tiny school for each time structure.

mod catalogue;
mod day;
mod draw;
pub mod examples;
mod graduation;
mod offer;
mod place;
mod programme;
mod seat;
mod staff;
#[cfg(test)]
mod tests;
mod write;

use mortarboard_model::raw::{RawSchedule, RawSchool};
use serde::{Deserialize, Serialize};

/// Fewest and most students of a generated school.
pub const STUDENTS: std::ops::RangeInclusive<u32> = 150..=8000;

/// What a generated school is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Recipe {
    /// Number of students; a number outside of [`STUDENTS`] is taken as the nearer end.
    pub students: u32,
    /// Seed: another one makes another school of the same kind.
    pub seed: u64,
    /// How the day and the year are divided.
    pub time: TimeStructure,
    /// Teachers of a thousand who are part-time by choice, besides those whom a department has no full
    /// load for.
    pub part_time: u32,
    /// Sections of a thousand whose pattern and teacher are locked.
    pub locked: u32,
    /// Whether sections have no seats beyond what an even share of the students takes.
    pub tight_seats: bool,
    /// Whether the school has graduation plans, prerequisites, transcripts and typical students.
    pub graduation: bool,
}

impl Default for Recipe {
    fn default() -> Self {
        Recipe { students: 400, seed: 1, time: TimeStructure::default(), part_time: 0, locked: 0, tight_seats: false, graduation: false }
    }
}

impl Recipe {
    /// A recipe with seven periods a day and no added difficulty.
    ///
    /// ```
    /// use mortarboard_io::generate::{Recipe, TimeStructure};
    /// let recipe = Recipe::new(850, 3);
    /// assert_eq!((recipe.students, recipe.time), (850, TimeStructure::SevenPeriod));
    /// ```
    pub fn new(students: u32, seed: u64) -> Self {
        Recipe { students, seed, ..Recipe::default() }
    }

    /// Divides day and year in another way.
    ///
    /// ```
    /// use mortarboard_io::generate::{Recipe, TimeStructure};
    /// assert_eq!(Recipe::new(400, 1).with_time(TimeStructure::EightAB).time, TimeStructure::EightAB);
    /// ```
    pub fn with_time(self, time: TimeStructure) -> Self {
        Recipe { time, ..self }
    }

    /// Adds graduation plans, prerequisites, transcripts and typical students.
    ///
    /// ```
    /// use mortarboard_io::generate::Recipe;
    /// assert!(Recipe::new(400, 1).with_graduation().graduation);
    /// ```
    pub fn with_graduation(self) -> Self {
        Recipe { graduation: true, ..self }
    }

    fn students(&self) -> usize {
        self.students.clamp(*STUDENTS.start(), *STUDENTS.end()) as usize
    }
}

/// How the day and the year are divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TimeStructure {
    /// Seven periods of 48 minutes on each of five days, courses all year.
    #[default]
    SevenPeriod,
    /// Six periods of 55 minutes.
    SixPeriod,
    /// Eight blocks of 90 minutes, four on A days and four on B days.
    EightAB,
    /// Four blocks of 90 minutes a day, each course in one semester only.
    FourByFour,
    /// Seven periods; some courses last all year, others one semester.
    Semesters,
    /// Eight short periods in pairs: laboratory courses meet five times for 45 minutes or in fewer and
    /// longer blocks, some courses in double periods.
    Flexible,
    /// Seven periods; some courses take two in a row.
    Doubles,
}

impl TimeStructure {
    /// All time structures.
    pub const ALL: [TimeStructure; 7] = [
        TimeStructure::SevenPeriod,
        TimeStructure::SixPeriod,
        TimeStructure::EightAB,
        TimeStructure::FourByFour,
        TimeStructure::Semesters,
        TimeStructure::Flexible,
        TimeStructure::Doubles,
    ];

    fn words(self) -> &'static str {
        match self {
            TimeStructure::SevenPeriod => "seven periods",
            TimeStructure::SixPeriod => "six periods",
            TimeStructure::EightAB => "A and B days",
            TimeStructure::FourByFour => "four blocks each semester",
            TimeStructure::Semesters => "years and semesters",
            TimeStructure::Flexible => "flexible blocks",
            TimeStructure::Doubles => "double periods",
        }
    }
}

/// Makes the school of a recipe. O(students · sections); a second or less for 8,000 students.
///
/// ```
/// use mortarboard_io::generate::{Recipe, school};
/// use mortarboard_model::School;
/// let raw = school(&Recipe::new(150, 7));
/// assert_eq!(raw.students.len(), 150);
/// assert!(School::try_from(&raw).is_ok());
/// ```
pub fn school(recipe: &Recipe) -> RawSchool {
    witness(recipe).0
}

/// The example school of the repository, `examples/schools/riverbend`: 400 students, seven periods, and what
/// graduation needs.
///
/// ```
/// let raw = mortarboard_io::generate::riverbend();
/// assert_eq!((raw.students.len(), raw.settings.name.as_str()), (400, "Riverbend High (generated)"));
/// ```
pub fn riverbend() -> RawSchool {
    let mut raw = school(&Recipe { graduation: true, ..Recipe::new(400, 11) });
    raw.settings.name = "Riverbend High (generated)".to_owned();
    raw
}

/// The school of a recipe with the hidden timetable it was made from: for tests and measurements. The
/// timetable keeps all rules and meets nearly all requests; better ones may exist.
///
/// ```
/// use mortarboard_io::generate::{Recipe, witness};
/// let (school, timetable) = witness(&Recipe::new(150, 7));
/// assert!(timetable.rosters.len() <= school.requests.len());
/// ```
#[doc(hidden)]
pub fn witness(recipe: &Recipe) -> (RawSchool, RawSchedule) {
    let catalogue = catalogue::Catalogue::read();
    let day = day::Day::of(recipe.time);
    let pupils = programme::pupils(recipe, &catalogue, &day);
    let sections = offer::sections(recipe, &catalogue, &day, &pupils);
    let faculty = staff::faculty(recipe, &catalogue, &day, &sections);
    // A small school is tight: of several timetables the one that leaves least unmet is kept.
    let tries = (4000 / recipe.students()).clamp(1, 16) as u8;
    let attempt = |number: u8| {
        let mut faculty = faculty.clone();
        let rooms = place::place(recipe, number, &catalogue, &day, &pupils, &mut faculty);
        let (forms, unmet) = seat::seat(recipe, number, &catalogue, &day, &pupils, &mut faculty.classes);
        (unmet, faculty, rooms, forms)
    };
    let first = attempt(0);
    let best = (1..tries).map(attempt).fold(first, |best, next| if next.0 < best.0 { next } else { best });
    let (_, faculty, rooms, forms) = best;
    let mut plan = write::Plan { catalogue, day, pupils, faculty, rooms, forms };
    plan.tidy();
    plan.write(recipe)
}
