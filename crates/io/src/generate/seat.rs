//! Students take their seats in the hidden timetable, and choose their electives by it, so that almost
//! everything asked for can be had at once.

use super::Recipe;
use super::catalogue::{Catalogue, Entry, Kind};
use super::day::Day;
use super::draw::Draw;
use super::programme::Pupil;
use super::staff::Class;

/// What a student asks for, with the seat in the witness.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    /// Required and primary courses, most urgent first.
    pub(super) asked: Vec<(usize, Option<usize>)>,
    pub(super) alternates: Vec<usize>,
}

/// Students of a thousand whose choices clash in the witness.
const CLASHING: u32 = 20;
/// Students of a thousand who ask for more than the day holds.
const GREEDY: u32 = 12;
/// Partial choices looked at for one student.
const STEPS: u32 = 1000;
/// Cost of leaving out a course; a seat costs at most a few thousand.
const LEFT_OUT: u64 = 1_000_000;

pub(super) struct Seating<'a> {
    catalogue: &'a Catalogue,
    day: &'a Day,
    classes: &'a mut [Class],
    pupils: &'a [Pupil],
    /// Sections of each course; emptied when the course is closed.
    of_course: Vec<Vec<usize>>,
    /// Elective sections and their units.
    electives: Vec<(u32, usize)>,
    /// Seats of each course not yet asked for.
    open: Vec<i64>,
    /// Elective seats in each unit, less students who will look for one there.
    spare: Vec<i64>,
    busy: Vec<u32>,
    forms: Vec<Form>,
    draw: Draw,
}

/// Seats everybody, and says how much is left to be wished; sections whose course is closed for want of students keep an empty roster.
pub(super) fn seat(
    recipe: &Recipe,
    attempt: u8,
    catalogue: &Catalogue,
    day: &Day,
    pupils: &[Pupil],
    classes: &mut [Class],
) -> (Vec<Form>, usize) {
    let mut of_course = vec![Vec::new(); catalogue.entries.len()];
    let mut open = vec![0; catalogue.entries.len()];
    let mut spare = vec![0; day.units];
    for (at, class) in classes.iter().enumerate() {
        let entry = &catalogue.entries[class.course];
        of_course[class.course].push(at);
        open[class.course] += i64::from(entry.seats);
        for unit in (0..day.units).filter(|unit| entry.kind == Kind::Elective && class.mask >> unit & 1 == 1) {
            spare[unit] += i64::from(entry.seats);
        }
    }
    let elective = |class: &&Class| catalogue.entries[class.course].kind == Kind::Elective && class.mask != 0;
    let electives = classes.iter().enumerate().filter(|(_, class)| elective(class)).map(|(at, class)| (class.mask, at)).collect();
    let mut seating = Seating {
        electives,
        catalogue,
        day,
        classes,
        pupils,
        of_course,
        open,
        spare,
        busy: vec![0; pupils.len()],
        forms: vec![Form::default(); pupils.len()],
        draw: Draw::new(recipe, 128 + attempt),
    };
    let mut order: Vec<usize> = (0..pupils.len()).collect();
    seating.draw.shuffle(&mut order);
    // Those with the most singletons on their list have the least choice of sections.
    order.sort_by_key(|&pupil| {
        std::cmp::Reverse(seating.pupils[pupil].wants.iter().filter(|&&course| seating.of_course[course].len() == 1).count())
    });
    for &pupil in &order {
        seating.settle(pupil);
    }
    // Younger students may choose among fewer electives, so they choose first.
    order.sort_by_key(|&pupil| pupils[pupil].grade);
    for &pupil in &order {
        seating.choose(pupil);
    }
    let fewest = if recipe.students() < 300 { 5 } else { 9 };
    for _ in 0..3 {
        let moved = seating.close(fewest);
        for pupil in moved {
            seating.choose(pupil);
        }
    }
    let unmet = (0..pupils.len()).map(|pupil| seating.lacks(pupil)).sum();
    for pupil in 0..pupils.len() {
        seating.disturb(pupil);
        seating.alternates(pupil);
    }
    (seating.forms, unmet)
}

impl Seating<'_> {
    fn entry(&self, course: usize) -> &Entry {
        &self.catalogue.entries[course]
    }

    fn seats_left(&self, class: usize) -> u32 {
        self.entry(self.classes[class].course).seats.saturating_sub(self.classes[class].roster)
    }

    fn sit(&mut self, pupil: usize, class: usize) {
        let (course, mask) = (self.classes[class].course, self.classes[class].mask);
        self.classes[class].roster += 1;
        self.open[course] -= 1;
        self.busy[pupil] |= mask;
        self.forms[pupil].asked.push((course, Some(class)));
    }

    /// Seats a student in the courses he or she is set on, evenly over the sections, leaving free the
    /// units that have electives to spare.
    fn settle(&mut self, pupil: usize) {
        let wants = &self.pupils[pupil].wants;
        let mut options: Vec<Wanted> = Vec::new();
        let most = self.spare.iter().copied().max().unwrap_or(0);
        let scale = self.spare.iter().map(|spare| spare.abs()).sum::<i64>() / self.day.units as i64;
        let scale = scale.max(1);
        // Taking a unit with many electives to spare costs; one where they are short is cheap.
        let lost: Vec<u64> = self.spare.iter().map(|spare| (1000 - (most - spare) * 700 / scale).max(0) as u64).collect();
        for &course in wants {
            // The cheapest section of each time.
            let mut sections: Vec<(u64, u32, usize)> = Vec::new();
            let seats = u64::from(self.entry(course).seats.max(1));
            for &at in self.of_course[course].iter().filter(|&&at| self.seats_left(at) > 0) {
                let class = &self.classes[at];
                let units = (0..self.day.units).filter(|unit| class.mask >> unit & 1 == 1);
                let full = u64::from(class.roster) * 1000 / seats;
                let section = (full + units.map(|unit| lost[unit]).sum::<u64>(), class.mask, at);
                match sections.iter_mut().find(|have| have.1 == class.mask) {
                    Some(have) => *have = section.min(*have),
                    None => sections.push(section),
                }
            }
            sections.sort_unstable();
            let left_out = if self.entry(course).kind == Kind::Core { 2 * LEFT_OUT } else { LEFT_OUT };
            options.push(Wanted { course, sections, left_out });
        }
        options.sort_by_key(|wanted| wanted.sections.len());
        let mut least = vec![0; options.len() + 1];
        for (at, wanted) in options.iter().enumerate().rev() {
            least[at] = least[at + 1] + wanted.sections.first().map_or(wanted.left_out, |section| section.0);
        }
        let mut search =
            Search { options: &options, least: &least, chosen: vec![None; options.len()], best: (u64::MAX, Vec::new()), steps: 0 };
        search.from(0, 0, 0);
        let best = search.best.1;
        let chosen: Vec<(usize, Option<usize>)> = options.iter().zip(best).map(|(wanted, class)| (wanted.course, class)).collect();
        let found = |course: usize| chosen.iter().find(|(other, _)| *other == course).and_then(|(_, class)| *class);
        for class in wants.iter().filter_map(|&course| found(course)) {
            self.sit(pupil, class);
        }
        for &course in wants.iter().filter(|&&course| found(course).is_none()) {
            self.without(pupil, course);
        }
        for unit in (0..self.day.units).filter(|unit| self.busy[pupil] >> unit & 1 == 0) {
            self.spare[unit] -= 1;
        }
    }

    /// A course that does not fit: its substitute, if that does; a required course is asked for all the
    /// same, anything else is nearly always given up.
    fn without(&mut self, pupil: usize, course: usize) {
        let mut instead = self.entry(course).instead;
        while let Some(other) = instead {
            let fits = |class: &&usize| self.classes[**class].mask & self.busy[pupil] == 0 && self.seats_left(**class) > 0;
            let asked = self.forms[pupil].asked.iter().any(|(have, _)| *have == other) || self.pupils[pupil].wants.contains(&other);
            if !asked && let Some(&class) = self.of_course[other].iter().find(fits).filter(|_| self.open[other] > 0) {
                return self.sit(pupil, class);
            }
            instead = self.entry(other).instead;
        }
        if self.open[course] > 0 && (self.entry(course).kind == Kind::Core || self.draw.chance(CLASHING)) {
            self.open[course] -= 1;
            self.forms[pupil].asked.push((course, None));
        }
    }

    /// Fills the free units of a student with electives.
    fn choose(&mut self, pupil: usize) {
        let all = (1_u32 << self.day.units) - 1;
        loop {
            let free = all & !self.busy[pupil];
            let clashing: u32 = self.forms[pupil]
                .asked
                .iter()
                .filter(|(_, class)| class.is_none())
                .map(|(course, _)| self.day.width(self.day.form(self.entry(*course))))
                .sum();
            if free.count_ones() <= self.pupils[pupil].free + clashing {
                return;
            }
            let Some(class) = self.elective(pupil, free).or_else(|| self.rearranged(pupil, free)) else { return };
            self.sit(pupil, class);
        }
    }

    /// Requests without a seat, and units that stay free against the student's will.
    fn lacks(&self, pupil: usize) -> usize {
        let unmet = self.forms[pupil].asked.iter().filter(|(_, class)| class.is_none()).count();
        let free = self.day.units - self.busy[pupil].count_ones() as usize;
        unmet + free.saturating_sub(self.pupils[pupil].free as usize)
    }

    /// An elective that meets within the free units.
    fn elective(&mut self, pupil: usize, free: u32) -> Option<usize> {
        let mut found = Vec::new();
        let mut weights = Vec::new();
        for &(_, at) in self.electives.iter().filter(|(mask, _)| mask & !free == 0) {
            let course = self.classes[at].course;
            let left = u64::from(self.seats_left(at));
            if left > 0 && self.open[course] > 0 && self.suits(pupil, course) {
                found.push(at);
                // Interest, room left, and a wish to see small classes filled.
                let liked = if self.entry(course).subject == self.pupils[pupil].interest { 5 } else { 1 };
                weights.push(liked * (left + if self.of_course[course].len() == 1 { 12 } else { 0 }));
            }
        }
        self.draw.weighted(&weights).map(|at| found[at])
    }

    /// Whether a student may ask for an elective.
    fn suits(&self, pupil: usize, course: usize) -> bool {
        let (entry, person) = (self.entry(course), &self.pupils[pupil]);
        if entry.kind != Kind::Elective || !(entry.low..=entry.high).contains(&person.grade) {
            return false;
        }
        let resource = entry.room == "resource";
        self.forms[pupil].asked.iter().all(|(have, _)| *have != course)
            && (!entry.code.starts_with("AP") || person.honors || person.grade == 12)
            && (!resource || person.wants.iter().any(|&want| self.entry(want).room == "resource"))
    }

    /// Moves one course of the student into a free unit where that opens a unit with an elective.
    fn rearranged(&mut self, pupil: usize, free: u32) -> Option<usize> {
        for at in 0..self.forms[pupil].asked.len() {
            let (course, Some(class)) = self.forms[pupil].asked[at] else { continue };
            let mask = self.classes[class].mask;
            let other =
                self.of_course[course].iter().copied().find(|&other| self.classes[other].mask & !free == 0 && self.seats_left(other) > 0);
            let Some(other) = other else { continue };
            let opened = (free | mask) & !self.classes[other].mask;
            if let Some(elective) = self.elective(pupil, opened) {
                self.classes[class].roster -= 1;
                self.classes[other].roster += 1;
                self.busy[pupil] = (self.busy[pupil] & !mask) | self.classes[other].mask;
                self.forms[pupil].asked[at] = (course, Some(other));
                return Some(elective);
            }
        }
        None
    }

    /// Closes electives with hardly any students, and says who has to choose again.
    fn close(&mut self, fewest: u32) -> Vec<usize> {
        let taken = |course: usize| self.of_course[course].iter().map(|&class| self.classes[class].roster).sum::<u32>();
        let closed: Vec<bool> = (0..self.of_course.len())
            .map(|course| {
                let entry = self.entry(course);
                let few = if entry.seats <= 15 { 4 } else { fewest };
                entry.kind == Kind::Elective && !self.of_course[course].is_empty() && taken(course) < few
            })
            .collect();
        let mut moved = Vec::new();
        for pupil in 0..self.forms.len() {
            let (gone, kept): (Vec<_>, Vec<_>) = self.forms[pupil].asked.iter().copied().partition(|(course, _)| closed[*course]);
            for (_, class) in &gone {
                self.busy[pupil] &= !class.map_or(0, |class| self.classes[class].mask);
            }
            self.forms[pupil].asked = kept;
            if !gone.is_empty() {
                moved.push(pupil);
            }
        }
        for course in (0..closed.len()).filter(|&course| closed[course]) {
            for class in std::mem::take(&mut self.of_course[course]) {
                self.classes[class].roster = 0;
            }
            self.open[course] = 0;
        }
        moved
    }

    /// A few students choose what clashes, and a few ask for too much.
    fn disturb(&mut self, pupil: usize) {
        if self.draw.chance(CLASHING) {
            // Nobody leaves a course that would then be empty.
            let electives = |(at, &(course, class)): (usize, &(usize, Option<usize>))| {
                (self.entry(course).kind == Kind::Elective && class.is_some_and(|class| self.classes[class].roster > 4)).then_some(at)
            };
            let given = self.forms[pupil].asked.iter().enumerate().filter_map(electives).next_back();
            let free = given.and_then(|at| self.forms[pupil].asked[at].1).map(|class| self.busy[pupil] & !self.classes[class].mask);
            if let (Some(at), Some(busy)) = (given, free)
                && let Some(course) = self.wish(pupil, |seating, course| {
                    seating.of_course[course].len() == 1
                        && seating.of_course[course].iter().all(|&class| seating.classes[class].mask & busy != 0)
                })
            {
                let (old, class) = self.forms[pupil].asked[at];
                if let Some(class) = class {
                    self.classes[class].roster -= 1;
                }
                self.open[old] += 1;
                self.open[course] -= 1;
                self.busy[pupil] = busy;
                self.forms[pupil].asked[at] = (course, None);
            }
        }
        if self.draw.chance(GREEDY) && self.pupils[pupil].free == 0 {
            let width = self.day.width(super::day::Form::Plain);
            let fits = |seating: &Self, course: usize| seating.day.width(seating.day.form(seating.entry(course))) >= width;
            if let Some(course) = self.wish(pupil, fits) {
                self.open[course] -= 1;
                self.forms[pupil].asked.push((course, None));
            }
        }
    }

    fn alternates(&mut self, pupil: usize) {
        for _ in 0..2 {
            let taken = self.forms[pupil].alternates.clone();
            if let Some(course) = self.wish(pupil, |_, course| !taken.contains(&course)) {
                self.forms[pupil].alternates.push(course);
            }
        }
    }

    /// An elective with seats left that the student has not asked for.
    fn wish(&mut self, pupil: usize, good: impl Fn(&Self, usize) -> bool) -> Option<usize> {
        let may = |&course: &usize| {
            !self.of_course[course].is_empty() && self.open[course] > 0 && self.suits(pupil, course) && good(self, course)
        };
        let found: Vec<usize> = (0..self.of_course.len()).filter(may).collect();
        let at = self.draw.below(found.len());
        found.get(at).copied()
    }
}

/// A course a student is set on: its sections with cost and units, and what it costs to leave it out.
struct Wanted {
    course: usize,
    sections: Vec<(u64, u32, usize)>,
    left_out: u64,
}

/// Depth-first search for the cheapest set of sections of which no two overlap.
struct Search<'a> {
    options: &'a [Wanted],
    /// Least cost of the courses from each position on.
    least: &'a [u64],
    chosen: Vec<Option<usize>>,
    best: (u64, Vec<Option<usize>>),
    steps: u32,
}

impl Search<'_> {
    fn from(&mut self, at: usize, busy: u32, cost: u64) {
        if cost + self.least.get(at).copied().unwrap_or(0) >= self.best.0 {
            return;
        }
        let Some(wanted) = self.options.get(at) else {
            self.best = (cost, self.chosen.clone());
            return;
        };
        self.steps += 1;
        // A first answer is always reached: the search stops only once it has one.
        if self.steps > STEPS && self.best.0 < u64::MAX {
            return;
        }
        for &(price, mask, class) in wanted.sections.iter().filter(|section| section.1 & busy == 0) {
            self.chosen[at] = Some(class);
            self.from(at + 1, busy | mask, cost + price);
        }
        self.chosen[at] = None;
        self.from(at + 1, busy, cost + wanted.left_out);
    }
}
