//! How many sections of which course the school offers.

use super::catalogue::{Catalogue, Kind};
use super::day::Day;
use super::draw::Draw;
use super::programme::Pupil;
use super::{Recipe, TimeStructure};

/// Courses offered, by school size; between two rows the number grows evenly. At every size about half
/// of the courses can be singletons with this breadth.
const BREADTH: [(u64, u64); 7] = [(150, 34), (400, 66), (850, 112), (1600, 172), (2500, 224), (4000, 272), (8000, 334)];

/// Share of seats that the plan wants taken, in percent.
const FILL: u32 = 92;

/// The same for electives: in a small school few electives meet in one period, and the seats must be
/// there in every period.
fn elective_fill(recipe: &Recipe) -> u64 {
    let fill = match recipe.students() {
        0..300 => 60,
        300..700 => 76,
        _ => 86,
    };
    // Twice as many times to fill, each with half the electives.
    if recipe.time == TimeStructure::Semesters { fill - 8 } else { fill }
}

/// Sections of each course of the catalogue; 0 where it is not offered.
pub(super) fn sections(recipe: &Recipe, catalogue: &Catalogue, day: &Day, pupils: &[Pupil]) -> Vec<u32> {
    let mut draw = Draw::new(recipe, 2);
    let entries = &catalogue.entries;
    let width = |course: usize| u64::from(day.width(day.form(&entries[course])));
    let mut demand = vec![0; entries.len()];
    let mut wanted = 0;
    for pupil in pupils {
        let held: u64 = pupil.wants.iter().map(|&course| width(course)).sum();
        wanted += (day.units as u64).saturating_sub(held + u64::from(pupil.free));
        pupil.wants.iter().for_each(|&course| demand[course] += 1);
    }
    let mut sections: Vec<u32> = (0..entries.len()).map(|course| held(demand[course], entries[course].seats)).collect();
    let offered = sections.iter().filter(|&&count| count > 0).count();
    let single = sections.iter().filter(|&&count| count == 1).count();

    let mut electives: Vec<usize> = (0..entries.len()).filter(|&course| entries[course].kind == Kind::Elective).collect();
    draw.shuffle(&mut electives);
    // What seniors can't take, or only few students can, is not among those with several sections.
    let narrow = |course: usize| entries[course].high < 12 || entries[course].room == "resource";
    electives.sort_by_key(|&course| entries[course].rank + if narrow(course) { 3 } else { 0 });
    let capacity = |course: usize| u64::from(entries[course].seats) * width(course);
    let needed = wanted * 100 / elective_fill(recipe);
    // The first electives get several sections each, the rarer ones one: as many of each as make half
    // of all courses singletons, and as many courses as the seats needed can be shared among.
    let mut count = breadth(recipe.students() as u64).saturating_sub(offered).clamp(2.min(electives.len()), electives.len());
    let several = loop {
        let singletons = ((offered + count) * 52 / 100).saturating_sub(single).min(count);
        let several = count - singletons;
        let least: u64 =
            electives[..count].iter().enumerate().map(|(at, &course)| capacity(course) * if at < several { 2 } else { 1 }).sum();
        if least <= needed || count <= 2 {
            break several;
        }
        count -= 1;
    };
    let mut have = 0;
    for (at, &course) in electives[..count].iter().enumerate() {
        sections[course] = if at < several { 2 } else { 1 };
        have += capacity(course) * u64::from(sections[course]);
    }
    while have < needed {
        // The next section goes where the popularity of the course, falling with its place, asks most for it.
        let due = |at: usize| 1_000_000 / ((at as u64 + 6) * u64::from(sections[electives[at]] + 1));
        let Some(at) = (0..several.max(1).min(count)).max_by_key(|&at| due(at)) else { break };
        sections[electives[at]] += 1;
        have += capacity(electives[at]);
    }
    halve_largest_singletons(&mut sections, &demand, catalogue);
    sections
}

/// Most singletons in a hundred courses. Small schools whose core courses are nearly all held once would
/// have more.
const MOST_SINGLETONS: usize = 56;

/// Holds the fullest singletons of the core twice until enough courses have several sections.
fn halve_largest_singletons(sections: &mut [u32], demand: &[u32], catalogue: &Catalogue) {
    let offered = sections.iter().filter(|&&count| count > 0).count();
    let mut single = sections.iter().filter(|&&count| count == 1).count();
    let mut core: Vec<usize> = (0..sections.len()).filter(|&course| sections[course] == 1 && demand[course] > 0).collect();
    core.sort_by_key(|&course| std::cmp::Reverse(demand[course] * 1000 / catalogue.entries[course].seats.max(1)));
    for course in core {
        if single * 100 <= offered * MOST_SINGLETONS {
            return;
        }
        sections[course] = 2;
        single -= 1;
    }
}

/// Sections for a known demand.
pub(super) fn held(demand: u32, seats: u32) -> u32 {
    if demand <= seats { u32::from(demand > 0) } else { (demand * 100).div_ceil(seats * FILL).max(2) }
}

fn breadth(students: u64) -> usize {
    let mut rows = BREADTH.windows(2).filter(|pair| students <= pair[1].0);
    let found = rows.next().map_or(BREADTH[BREADTH.len() - 1].1, |pair| {
        let ((from, low), (to, high)) = (pair[0], pair[1]);
        low + (students - from.min(students)) * (high - low) / (to - from)
    });
    found as usize
}
