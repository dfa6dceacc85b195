//! The hidden timetable: every section gets a time and a room that keep all rules. It proves that the
//! school can be scheduled; nothing of it reaches the school's tables except locks.

use super::Recipe;
use super::catalogue::{Catalogue, Kind};
use super::day::{Choice, Day, Form};
use super::draw::Draw;
use super::programme::Pupil;
use super::staff::{Class, Faculty, substitute};
use std::collections::BTreeMap;

/// Rooms of one type: the units in which each is taken.
pub(super) type Rooms = BTreeMap<&'static str, Vec<u32>>;

/// Rooms beyond the least that the sections need, in percent.
const SPARE_ROOMS: u32 = 13;

struct Board<'a> {
    catalogue: &'a Catalogue,
    day: &'a Day,
    /// Units taken by each teacher.
    taught: Vec<u32>,
    /// Sections that last all year and are still to be placed, for each teacher.
    pending: Vec<u32>,
    /// Sections of each course in each unit.
    held: Vec<Vec<u32>>,
    /// Seats for each grade in each unit, in thousandths.
    supply: [Vec<u64>; 4],
    /// Students of each grade.
    grades: [u64; 4],
    /// Share of each grade among a course's students, in thousandths.
    shares: Vec<[u64; 4]>,
    /// Units in which a singleton holds each student.
    pinned: Vec<u32>,
    /// Students set on each course.
    fans: Vec<Vec<usize>>,
}

/// Places all sections and returns the rooms they need, with some to spare.
pub(super) fn place(recipe: &Recipe, attempt: u8, catalogue: &Catalogue, day: &Day, pupils: &[Pupil], faculty: &mut Faculty) -> Rooms {
    let mut draw = Draw::new(recipe, 64 + attempt);
    let mut rooms = plan_rooms(catalogue, day, &faculty.classes);
    let mut board = Board::new(catalogue, day, pupils, faculty);
    let count = |course: usize| faculty.classes.iter().filter(|class| class.course == course).count();
    let counts: Vec<usize> = (0..catalogue.entries.len()).map(count).collect();
    let mut order: Vec<usize> = (0..faculty.classes.len()).collect();
    draw.shuffle(&mut order);
    let entries = &catalogue.entries;
    order.sort_by_key(|&at| {
        let course = faculty.classes[at].course;
        // Among singletons those that students are set on come first: electives are fitted around them.
        (day.form(&entries[course]) != Form::Double, counts[course].min(4), entries[course].kind == Kind::Elective)
    });
    for at in order {
        let course = faculty.classes[at].course;
        let form = day.form(&entries[course]);
        let choices = day.choices(form);
        if !choices.iter().any(|choice| board.teacher_can(faculty, at, choice, form)) {
            substitute(day, faculty, at, day.load(form));
            board.taught.push(0);
            board.pending.push(u32::from(form != Form::Half));
        }
        let kind = entries[course].room;
        let room_for = |rooms: &Rooms, mask: u32| rooms.get(kind).and_then(|rooms| rooms.iter().position(|busy| busy & mask == 0));
        let able = choices.iter().filter(|choice| board.teacher_can(faculty, at, choice, form));
        let roomy: Vec<&Choice> = able.clone().filter(|choice| room_for(&rooms, choice.mask).is_some()).collect();
        let open: Vec<&Choice> = if roomy.is_empty() { able.collect() } else { roomy };
        let single = counts[course] == 1;
        let costs: Vec<(u64, usize)> = open.iter().map(|choice| (board.cost(course, choice.mask, single), draw.below(1000))).collect();
        let Some(best) = (0..open.len()).min_by_key(|&at| costs[at]) else { continue };
        let choice = open[best];
        let room = room_for(&rooms, choice.mask).unwrap_or_else(|| {
            let rooms = rooms.entry(kind).or_default();
            rooms.push(0);
            rooms.len() - 1
        });
        if let Some(busy) = rooms.get_mut(kind).and_then(|rooms| rooms.get_mut(room)) {
            *busy |= choice.mask;
        }
        board.put(course, faculty.classes[at].teacher, choice.mask, form, single);
        let class = &mut faculty.classes[at];
        (class.mask, class.pattern, class.room) = (choice.mask, choice.id.clone(), room);
    }
    rooms
}

impl<'a> Board<'a> {
    fn new(catalogue: &'a Catalogue, day: &'a Day, pupils: &[Pupil], faculty: &Faculty) -> Self {
        let entries = &catalogue.entries;
        let mut fans = vec![Vec::new(); entries.len()];
        let mut by_grade = vec![[0_u64; 4]; entries.len()];
        let mut grades = [0; 4];
        for (at, pupil) in pupils.iter().enumerate() {
            let grade = (pupil.grade as usize - 9).min(3);
            grades[grade] += 1;
            for &course in &pupil.wants {
                fans[course].push(at);
                by_grade[course][grade] += 1;
            }
        }
        let shares = entries.iter().zip(by_grade).map(|(entry, by_grade)| {
            let by_grade = if entry.kind == Kind::Elective {
                [9, 10, 11, 12].map(|g| u64::from((entry.low..=entry.high).contains(&g)))
            } else {
                by_grade
            };
            let total: u64 = by_grade.iter().sum();
            by_grade.map(|part| part * 1000 / total.max(1))
        });
        let mut pending = vec![0; faculty.staff.len()];
        for class in faculty.classes.iter().filter(|class| day.form(&entries[class.course]) != Form::Half) {
            pending[class.teacher] += 1;
        }
        Board {
            catalogue,
            day,
            taught: vec![0; faculty.staff.len()],
            pending,
            held: vec![vec![0; day.units]; entries.len()],
            supply: std::array::from_fn(|_| vec![0; day.units]),
            grades,
            shares: shares.collect(),
            pinned: vec![0; pupils.len()],
            fans,
        }
    }

    fn teacher_can(&self, faculty: &Faculty, at: usize, choice: &Choice, form: Form) -> bool {
        let class = &faculty.classes[at];
        let teacher = &faculty.staff[class.teacher];
        let busy = self.taught[class.teacher];
        // A half must leave room in its term for what lasts all year.
        let waiting = if form == Form::Half { self.pending[class.teacher] } else { 0 };
        choice.mask & (busy | teacher.reserved | !teacher.there) == 0
            && self.day.term_masks().iter().all(|term| {
                let taken = (choice.mask & term).count_ones();
                taken == 0 || (busy & term).count_ones() + waiting + taken <= teacher.in_term
            })
    }

    /// What a time costs: students held elsewhere, sections of the same course at the same time, and
    /// seats where its grades have many already.
    fn cost(&self, course: usize, mask: u32, single: bool) -> u64 {
        let units = || (0..self.day.units).filter(|unit| mask >> unit & 1 == 1);
        let width = u64::from(mask.count_ones().max(1));
        let same: u64 = units().map(|unit| u64::from(self.held[course][unit])).sum();
        let held = if single { self.fans[course].iter().filter(|&&pupil| self.pinned[pupil] & mask != 0).count() as u64 } else { 0 };
        let mut supply = 0;
        for grade in 0..4 {
            let seats: u64 = units().map(|unit| self.supply[grade][unit]).sum();
            supply += self.shares[course][grade] * (seats / self.grades[grade].max(1)) / 125;
        }
        held * 1000 + same * 3000 / width + supply / width
    }

    fn put(&mut self, course: usize, teacher: usize, mask: u32, form: Form, single: bool) {
        self.taught[teacher] |= mask;
        if form != Form::Half {
            self.pending[teacher] = self.pending[teacher].saturating_sub(1);
        }
        for unit in (0..self.day.units).filter(|unit| mask >> unit & 1 == 1) {
            self.held[course][unit] += 1;
            for grade in 0..4 {
                self.supply[grade][unit] += u64::from(self.catalogue.entries[course].seats) * self.shares[course][grade];
            }
        }
        if single {
            for &pupil in &self.fans[course] {
                self.pinned[pupil] |= mask;
            }
        }
    }
}

/// As many rooms of each type as the sections fill in all units, and some more.
fn plan_rooms(catalogue: &Catalogue, day: &Day, classes: &[Class]) -> Rooms {
    let mut taken: BTreeMap<&'static str, u32> = BTreeMap::new();
    for class in classes {
        let entry = &catalogue.entries[class.course];
        *taken.entry(entry.room).or_default() += day.width(day.form(entry));
    }
    let number = |taken: u32| (taken * (100 + SPARE_ROOMS)).div_ceil(100 * day.units as u32);
    taken.into_iter().map(|(kind, taken)| (kind, vec![0; number(taken) as usize])).collect()
}
