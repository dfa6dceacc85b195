//! Graduation on time for whole generated schools.

use crate::measure::{Figure, Kind, median};
use mortarboard_graduation::reach::{Reacher, Scene, Verdict, Who};
use mortarboard_io::generate::{self, Recipe};
use mortarboard_model::School;
use mortarboard_run::ReachOptions;
use std::time::Instant;

fn school(students: u32) -> School {
    let mut recipe = Recipe::new(students, 1);
    recipe.graduation = true;
    School::try_from(&generate::school(&recipe)).unwrap_or_else(|faults| panic!("{students} students: {faults}"))
}

/// One school: every student under every plan, what failed courses would do, critical requests, and the re-check of
/// every certificate.
pub(crate) fn whole(students: u32, runs: usize) -> Vec<Figure> {
    let school = school(students);
    let mut options = ReachOptions::default();
    options.failures = false;
    let quick = mortarboard_run::reach(&school, None, &options);
    // The figure for the question alone: all students under all plans, on one thread.
    let graduation = school.graduation();
    let reachers: Vec<_> = graduation.plans.ids().map(|plan| (plan, Reacher::new(&school, plan, None))).collect();
    // Of each student the median over the runs, since a shared machine takes a core away now and then.
    let mut times: Vec<Vec<u128>> = vec![Vec::new(); school.students().len()];
    let alone = median(runs, || {
        for (times, (id, student)) in times.iter_mut().zip(school.students().iter()) {
            let (Some(grade), Some(progress)) = (student.grade, graduation.students.get(id)) else { continue };
            let begun = Instant::now();
            for (_, reacher) in reachers.iter().filter(|(plan, _)| progress.plans.contains(plan)) {
                std::hint::black_box(reacher.reach(Who { grade, progress, away: &student.unavailable }, Scene::default()));
            }
            times.push(begun.elapsed().as_micros());
        }
    });
    let middle = |times: &mut Vec<u128>| {
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or(0)
    };
    let slowest = times.iter_mut().map(middle).max().unwrap_or(0);
    let critical = median(1, || drop(std::hint::black_box(mortarboard_run::critical(&school))));
    let prioritised = median(1, || drop(std::hint::black_box(mortarboard_run::prioritised(&school))));
    options.failures = true;
    let full = median(1, || drop(std::hint::black_box(mortarboard_run::reach(&school, None, &options))));
    let rechecked = median(1, || assert_eq!(quick.recheck(&school, None), Ok(()), "a certificate does not hold"));
    let unknown = quick.students.iter().filter(|student| matches!(student.verdict, Verdict::Unknown { .. })).count();
    let name = |what: &str| format!("reach {students}: {what}");
    vec![
        Figure::new(name("students and plans asked"), Kind::Note, quick.students.len() as u64),
        Figure::new(name("on time"), Kind::Exact, quick.on_time() as u64),
        Figure::new(name("unknown"), Kind::Note, unknown as u64),
        Figure::new(name("routes and proofs, one thread"), Kind::Millis, alone),
        Figure::new(name("slowest student with all plans, microseconds"), Kind::Note, u64::try_from(slowest).unwrap_or(u64::MAX)),
        Figure::new(name("critical requests, all threads"), Kind::Millis, critical),
        Figure::new(name("school with critical requests raised, all threads"), Kind::Millis, prioritised),
        Figure::new(name("all of it with failures, all threads"), Kind::Millis, full),
        Figure::new(name("re-check of all certificates, all threads"), Kind::Millis, rechecked),
    ]
}
