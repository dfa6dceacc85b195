//! Laws of generated schools.

use super::*;
use mortarboard_model::rule::{Mode, Rules};
use mortarboard_model::time::AtomSet;
use mortarboard_model::{Priority, Schedule, School};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn recipes() -> impl Strategy<Value = Recipe> {
    let difficulty = prop_oneof![3 => Just((0, 0, false)), 1 => (0_u32..300, 0_u32..600, any::<bool>())];
    (150_u32..=600, any::<u64>(), proptest::sample::select(TimeStructure::ALL.to_vec()), difficulty).prop_map(
        |(students, seed, time, (part_time, locked, tight_seats))| Recipe {
            students,
            seed,
            time,
            part_time,
            locked,
            tight_seats,
            graduation: false,
        },
    )
}

fn checked(raw: &RawSchool) -> School {
    School::try_from(raw).unwrap_or_else(|faults| panic!("{:?}", faults.0.first()))
}

/// Students' requests, seats, loads and rooms all leave room for a schedule.
fn has_room(school: &School) {
    for (id, course) in school.courses().iter() {
        let seats: u32 = course.sections.iter().map(|&section| school.sections()[section].max_seats).sum();
        assert!(school.demand(id).count() as u32 <= seats, "{} has too few seats", course.id);
        assert!(school.demand(id).count() > 0, "nobody asks for {}", course.id);
        assert!(!school.qualified(id).is_empty(), "nobody may teach {}", course.id);
    }
    let mut load: BTreeMap<&str, u32> = BTreeMap::new();
    for (id, course) in school.courses().iter() {
        let department = &school.teachers()[school.qualified(id)[0].teacher].department;
        *load.entry(department).or_default() += course.load * course.sections.len() as u32;
    }
    for (department, load) in load {
        let most: u32 = school.teachers().values().filter(|teacher| teacher.department == department).map(|teacher| teacher.max_load).sum();
        assert!(load <= most, "{department} has {most} for {load}");
    }
    let mut cells: BTreeMap<&str, usize> = BTreeMap::new();
    for course in school.courses().values() {
        let width = course.patterns.iter().map(|&id| school.patterns()[id].cells.len()).min().unwrap_or(0);
        *cells.entry(course.room_type.as_deref().unwrap_or("")).or_default() += width * course.sections.len();
    }
    for (kind, cells) in cells {
        let rooms = school.rooms().values().filter(|room| room.kind == kind).count();
        assert!(cells <= rooms * school.calendar().cells().len(), "too few rooms of type {kind}");
    }
}

/// Share of singletons in a hundred courses offered.
fn singletons(school: &School) -> usize {
    let single = school.courses().values().filter(|course| course.sections.len() == 1).count();
    single * 100 / school.courses().len()
}

fn asked(school: &School) -> usize {
    school.requests().values().filter(|request| request.priority != Priority::Alternate).count()
}

/// The witness keeps every hard rule.
fn keeps_rules(school: &School, schedule: &Schedule) {
    for (rule, mode) in Rules::of(school).iter() {
        if mode == Mode::Hard {
            let found = rule.check(school, schedule);
            let words: Vec<String> = found.iter().take(3).map(|finding| rule.explain(school, finding).sentence).collect();
            assert!(found.is_empty(), "{}: {words:?}", rule.card().slug);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, ..ProptestConfig::default() })]

    #[test]
    fn every_recipe_makes_a_school_that_can_be_scheduled(recipe in recipes()) {
        let (raw, timetable) = witness(&recipe);
        let school = checked(&raw);
        prop_assert_eq!(school.students().len(), recipe.students as usize);
        has_room(&school);
        let share = singletons(&school);
        prop_assert!((40..=60).contains(&share), "{}% singletons", share);
        let schedule = Schedule::from_raw(&school, &timetable).unwrap_or_else(|faults| panic!("{:?}", faults.0.first()));
        keeps_rules(&school, &schedule);
        let met = schedule.seats.values().flatten().count();
        prop_assert!(met * 1000 >= asked(&school) * 970, "{} of {}", met, asked(&school));
        for (id, section) in school.sections().iter() {
            prop_assert!(schedule.placements[id].pattern.is_some(), "{} is not placed", section.id);
        }
        prop_assert_eq!(&witness(&recipe), &(raw, timetable));
    }
}

#[test]
fn another_seed_or_size_makes_another_school() {
    let schools: Vec<RawSchool> = (1..=6).map(|seed| school(&Recipe::new(200, seed))).collect();
    for (at, one) in schools.iter().enumerate() {
        assert!(schools[at + 1..].iter().all(|other| other.requests != one.requests));
    }
    assert_ne!(school(&Recipe::new(201, 1)).requests, schools[0].requests);
}

#[test]
fn sizes_out_of_range_are_taken_as_the_nearer_end() {
    assert_eq!(school(&Recipe::new(3, 1)).students.len(), 150);
    assert_eq!(Recipe::new(u32::MAX, 1).students(), 8000);
}

#[test]
fn a_large_school_keeps_the_shares() {
    let (raw, timetable) = witness(&Recipe::new(1600, 5));
    let school = checked(&raw);
    has_room(&school);
    assert!((45..=55).contains(&singletons(&school)), "{}", singletons(&school));
    let single = school.courses().values().filter(|course| course.sections.len() == 1).count() * 100 / school.sections().len();
    assert!((15..=25).contains(&single), "{single}% of sections");
    assert!(timetable.rosters.len() * 1000 >= asked(&school) * 990);
    keeps_rules(&school, &Schedule::from_raw(&school, &timetable).unwrap());
}

#[test]
fn locks_part_time_and_tight_seats_are_added_on_request() {
    let plain = school(&Recipe::new(300, 2));
    assert!(plain.locks.is_empty());
    let hard = school(&Recipe { part_time: 400, locked: 500, tight_seats: true, ..Recipe::new(300, 2) });
    let part = |raw: &RawSchool| raw.teachers.iter().filter(|teacher| teacher.fte < Some(1000)).count() * 100 / raw.teachers.len();
    assert!(part(&hard) > part(&plain));
    let locked: BTreeSet<&str> = hard.locks.iter().map(|lock| lock.section.as_str()).collect();
    let sections = checked(&hard).sections().len();
    assert!((350..=650).contains(&(locked.len() * 1000 / sections)));
    let seats = |raw: &RawSchool| raw.courses.iter().map(|course| course.max_seats * course.sections.unwrap_or(0)).sum::<u32>();
    assert!(seats(&hard) * 100 < seats(&plain) * 97);
}

#[test]
fn requests_fill_the_day_and_hardly_ever_more() {
    for time in TimeStructure::ALL {
        let raw = school(&Recipe { time, ..Recipe::new(500, 9) });
        let school = checked(&raw);
        // The least cells of a course's patterns against the cells of the whole calendar.
        let all = school.calendar().cells().len();
        let width = |request| {
            let course: &mortarboard_model::Course = &school.courses()[school.requests()[request].course];
            course.patterns.iter().map(|&id| school.patterns()[id].cells.len()).min().unwrap_or(0)
        };
        let of = |student: &mortarboard_model::Student| {
            let firm = student.requests.iter().filter(|&&id| school.requests()[id].priority != Priority::Alternate);
            firm.map(|&id| width(id)).sum::<usize>()
        };
        let over = school.students().values().filter(|student| of(student) > all).count();
        assert!(over <= 15, "{time:?}: {over} of 500 ask for more than the day holds");
        let full = school.students().values().filter(|student| of(student) * 100 >= all * 84).count();
        assert!(full >= 440, "{time:?}: only {full} of 500 ask for a full day");
    }
}

#[test]
fn examples_are_sound_and_tiny() {
    let all = examples::all();
    for (name, raw) in &all {
        let school = checked(raw);
        has_room(&school);
        assert!(school.sections().len() <= 12 && school.students().len() <= 20, "{name}");
        for (id, _) in school.patterns().iter() {
            assert_ne!(school.patterns()[id].atoms, AtomSet::default(), "{name}");
        }
    }
    let names: BTreeSet<&str> = all.iter().map(|(name, _)| *name).collect();
    assert_eq!(names.len(), 7);
}

#[test]
fn riverbend_is_as_committed() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/schools/riverbend");
    let mut size = 0;
    for (name, text) in crate::folder::files(&riverbend()) {
        size += text.len();
        // The files are compared as text: a checkout may have other line ends.
        let committed = std::fs::read_to_string(folder.join(&name)).unwrap_or_default().replace("\r\n", "\n");
        assert!(committed == text.replace("\r\n", "\n"), "{name} is not what the generator makes");
    }
    assert!(size < 600_000, "{size} bytes");
}

/// A recipe makes the same school for ever: these sums must not change.
#[test]
fn recipes_keep_their_schools() {
    let sum = |time| {
        let raw = school(&Recipe { time, ..Recipe::new(150, 1) });
        let courses = raw.courses.iter().map(|row| format!("{} {:?} {}", row.course, row.sections, row.max_seats));
        let qualifications = raw.qualifications.iter().map(|row| format!("{} {}", row.teacher, row.course));
        let requests = raw.requests.iter().map(|row| format!("{} {} {}", row.student, row.course, row.priority));
        let text: String = courses.chain(qualifications).chain(requests).collect();
        // FNV-1a
        text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    };
    let sums = TimeStructure::ALL.map(|time| format!("{time:?} {:016x}", sum(time)));
    assert_eq!(
        sums,
        [
            "SevenPeriod 0d66beff4aed1a17",
            "SixPeriod 8be79237c8bd4268",
            "EightAB 24c81b7b23f02eae",
            "FourByFour be836888fe279f03",
            "Semesters 53c2e2c42546c72b",
            "Flexible c5548dc54c1892ff",
            "Doubles 95d28ae8984838e4",
        ]
    );
}

#[test]
fn what_graduation_needs_is_added_and_leaves_the_rest_as_it_is() {
    for time in TimeStructure::ALL {
        let plain = school(&Recipe { time, ..Recipe::new(300, 5) });
        let raw = school(&Recipe { time, graduation: true, ..Recipe::new(300, 5) });
        assert_eq!((&raw.requests, &raw.courses, &raw.teachers), (&plain.requests, &plain.courses, &plain.teachers));
        let checked = checked(&raw);
        let graduation = checked.graduation();
        assert!(graduation.plans.len() == 2 && !graduation.personas.is_empty());
        // Whatever a student asks for builds on what the student has passed, or asks for too.
        let mut ready = (0, 0);
        for (id, student) in checked.students().iter() {
            let passed: BTreeSet<_> = graduation.students[id]
                .records
                .iter()
                .filter(|record| record.credits > 0 || record.points > Some(0))
                .map(|r| r.listing)
                .collect();
            for request in student.requests.iter().map(|&id| &checked.requests()[id]).filter(|r| r.priority != Priority::Alternate) {
                let listing = &graduation.listings[mortarboard_model::ListingId(request.course.0)];
                let met = listing.prerequisites.iter().all(|clause| clause.any_of.iter().any(|one| passed.contains(one)));
                ready = (ready.0 + usize::from(met), ready.1 + 1);
            }
        }
        assert!(ready.0 * 100 >= ready.1 * 97, "{time:?}: {ready:?}");
    }
}
