//! Small schools are solved exactly without being asked for, as long as no limit of work is set.
#![cfg(feature = "highs")]

use mortarboard_core::{Options, Outcome, Phase, Stopped};
use mortarboard_model::School;
use mortarboard_model::raw::{RawCourse, RawLock, RawObjective, RawRequest, RawSchool, RawStudent};
use mortarboard_testkit::two_singletons_raw;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const WANTED: [(&str, &str); 6] = [("s1", "ART"), ("s1", "BIO"), ("s2", "BIO"), ("s2", "GEO"), ("s3", "GEO"), ("s3", "ART")];

/// Three students, three courses of one section, two periods: each student alone could have both of two
/// courses, and no schedule gives that to all three.
fn ring() -> RawSchool {
    let mut raw = two_singletons_raw();
    raw.courses.push(RawCourse { course: "GEO".into(), ..raw.courses[0].clone() });
    raw.students.push(RawStudent { student: "s3".into(), ..RawStudent::default() });
    let request = |(student, course): (&str, &str)| RawRequest { student: student.into(), course: course.into(), ..RawRequest::default() };
    raw.requests = WANTED.map(request).to_vec();
    raw
}

/// A limit that nothing here comes near.
fn options() -> Options {
    let mut options = Options::default();
    options.time = Some(Duration::from_secs(600));
    options
}

#[test]
fn what_the_search_can_not_prove_is_proven() {
    let school = School::try_from(ring()).unwrap();
    let last = Mutex::new(None);
    let answer = mortarboard_run::solve(&school, &options(), &|progress| *last.lock().unwrap() = Some(progress.phase)).unwrap();
    let Outcome::Optimal(solved, _) = answer.outcome() else { panic!("{:?}", answer.outcome()) };
    assert_eq!((solved.stopped, solved.score.primary), (Stopped::Proven, 5));
    assert!(answer.report().is_some_and(|report| report.accepted() && report.counts.requests.placeable == 6));
    assert_eq!((answer.note(), *last.lock().unwrap()), (None, Some(Phase::Exact)));
}

#[test]
fn under_a_limit_of_work_the_search_alone_answers() {
    let school = School::try_from(ring()).unwrap();
    let mut options = options();
    options.work = Some(500);
    let answer = mortarboard_run::solve(&school, &options, &|progress| assert_ne!(progress.phase, Phase::Exact)).unwrap();
    let Outcome::Feasible(solved) = answer.outcome() else { panic!("{:?}", answer.outcome()) };
    assert_eq!((solved.stopped, solved.score.primary), (Stopped::Work, 5));
}

/// Three students want one seat, and one more course each: the search can't meet all, and knows from the bound when to end.
#[test]
fn the_search_ends_where_the_bound_is_reached() {
    let mut raw = ring();
    raw.courses.iter_mut().for_each(|course| course.max_seats = if course.course == "ART" { 1 } else { 9 });
    raw.requests = [("s1", "ART"), ("s2", "ART"), ("s3", "ART"), ("s1", "BIO"), ("s2", "BIO"), ("s3", "BIO")]
        .map(|(student, course)| RawRequest { student: student.into(), course: course.into(), ..RawRequest::default() })
        .to_vec();
    let school = School::try_from(raw).unwrap();
    let mut options = options();
    // More than can be done in the time that anybody would wait for a test.
    options.work = Some(u64::MAX / 4);
    let answer = mortarboard_run::solve(&school, &options, &|_| {}).unwrap();
    let Outcome::Optimal(solved, _) = answer.outcome() else { panic!("{:?}", answer.outcome()) };
    assert_eq!((solved.stopped, solved.score.primary), (Stopped::Enough, 4));
    assert_eq!(answer.bound().and_then(|bound| bound.most()), Some(solved.score));
}

/// Every two of the three sections share a student who is locked into both.
#[test]
fn a_school_without_a_schedule_gets_its_conflict() {
    let mut raw = ring();
    let lock = |(student, course): (&str, &str)| RawLock { section: format!("{course}-1"), kind: "student".into(), value: student.into() };
    raw.locks = WANTED.map(lock).to_vec();
    let school = School::try_from(raw).unwrap();
    let answer = mortarboard_run::solve(&school, &options(), &|_| {}).unwrap();
    let Outcome::Infeasible(conflict, _) = answer.outcome() else { panic!("{:?}", answer.outcome()) };
    let rules: Vec<&str> = conflict.reasons.iter().map(|reason| reason.rule).collect();
    assert!(conflict.minimal && rules.contains(&"locks") && rules.contains(&"student-clash"), "{}", conflict.sentence);
    assert!(answer.schedule().is_none() && answer.report().is_none());
}

/// Weights too large for floating point: HiGHS is not asked, and the search goes on until it is stopped.
#[test]
fn where_no_proof_can_be_had_the_time_belongs_to_the_search() {
    let mut raw = ring();
    let most = u32::MAX;
    raw.settings.objective = RawObjective::Ratio { critical: None, required: most, primary: most, alternate: most, preference: most };
    raw.requests.iter_mut().for_each(|request| request.weight = Some(most));
    let school = School::try_from(raw).unwrap();
    let (mut options, stop) = (options(), Arc::new(AtomicBool::new(false)));
    (options.time, options.stop) = (None, Some(Arc::clone(&stop)));
    let tried = AtomicBool::new(false);
    let watch = |progress: mortarboard_core::Progress| match progress.phase {
        Phase::Exact => tried.store(true, Ordering::Relaxed),
        Phase::Placement if tried.load(Ordering::Relaxed) => stop.store(true, Ordering::Relaxed),
        _ => {}
    };
    let answer = mortarboard_run::solve(&school, &options, &watch).unwrap();
    let Outcome::Feasible(solved) = answer.outcome() else { panic!("{:?}", answer.outcome()) };
    assert_eq!(solved.stopped, Stopped::Asked);
    assert_eq!(answer.report().map(|report| report.counts.requests.met), Some(5));
}

/// A school far too large to be proven, with requests all alike: what the search had met is met in the end.
#[test]
fn an_exact_solve_is_never_worth_less_than_the_search() {
    let mut raw = mortarboard_io::generate::school(&mortarboard_io::generate::Recipe::new(150, 2));
    raw.requests.retain(|request| request.priority != "alternate");
    raw.requests.iter_mut().for_each(|request| request.priority = "primary".into());
    let school = School::try_from(raw).unwrap();
    let mut options = options();
    options.time = Some(Duration::from_secs(6));
    let searched = Mutex::new(0);
    let watch = |progress: mortarboard_core::Progress| {
        if progress.phase != Phase::Exact && progress.broken == 0 {
            let mut most = searched.lock().unwrap();
            *most = progress.met.max(*most);
        }
    };
    let answer = mortarboard_run::solve_exact(&school, &mortarboard_model::rule::Rules::of(&school), &options, &watch).unwrap();
    let met = answer.report().map(|report| report.counts.requests.met).unwrap();
    let searched = searched.into_inner().unwrap();
    assert!(searched > 0 && met >= u64::from(searched), "{met} met, and the search had {searched}");
}
