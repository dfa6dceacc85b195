//! A course that a student asks for more than once in the year: reading requests, locks and rosters.

use mortarboard_model::raw::{RawLock, RawSchedule, RawSchool, RawSeat};
use mortarboard_model::testing::{halves, schedule};
use mortarboard_model::{Held, RequestId, Schedule, School};

/// Slug, column, cause and fix of the faults after a change.
fn faults(change: impl Fn(&mut RawSchool)) -> Vec<String> {
    let mut raw = halves();
    change(&mut raw);
    let found = School::try_from(raw).err().map(|faults| faults.0).unwrap_or_default();
    found.iter().map(|fault| format!("{} {} {}: {}; {}", fault.table, fault.column, fault.slug, fault.cause, fault.fix)).collect()
}

#[test]
fn more_often_than_the_course_may_be_passed() {
    insta::assert_snapshot!(faults(|raw| raw.catalogue[0].completions = Some(1)).join("\n"), @r"
    requests times out-of-range: the student asks for PE 2 times, and it may be passed for credit once; ask for it at most once, or raise `completions` of the course in the catalogue
    requests times out-of-range: the student asks for PE 2 times, and it may be passed for credit once; ask for it at most once, or raise `completions` of the course in the catalogue
    ");
    insta::assert_snapshot!(faults(|raw| raw.requests[1].times = Some(2)).join("\n"), @"requests times out-of-range: the student asks for ART 2 times, and it may be passed for credit once; ask for it at most once, or raise `completions` of the course in the catalogue");
    insta::assert_snapshot!(faults(|raw| raw.requests[0].times = Some(9)).join("\n"), @"requests times out-of-range: the student asks for PE 9 times, and it may be passed for credit 8 times; ask for it at most 8 times, or raise `completions` of the course in the catalogue");
}

#[test]
fn never_and_beyond_all_measure() {
    insta::assert_snapshot!(faults(|raw| raw.requests[1].times = Some(0)).join("\n"), @"requests times out-of-range: a request for 0 times asks for nothing; give a number of at least 1, or delete the row");
    let many = faults(|raw| {
        raw.catalogue[0].completions = Some(u32::MAX);
        raw.requests[0].times = Some(u32::MAX);
    });
    insta::assert_snapshot!(many.join("\n"), @"requests times out-of-range: 4294967295 times in one year are more than is supported; ask for the course at most 100 times");
}

#[test]
fn two_rows_for_one_course_stay_a_fault() {
    let twice = faults(|raw| raw.requests.push(raw.requests[0].clone()));
    insta::assert_snapshot!(twice.join("\n"), @"requests course duplicate: the student requests PE in row 1 already; keep one of the rows");
}

#[test]
fn more_terms_than_the_year_has_is_no_fault() {
    assert_eq!(faults(|raw| raw.requests[0].times = Some(3)), Vec::<String>::new());
}

#[test]
fn rosters_are_read_whatever_their_order() {
    let school = School::try_from(halves()).unwrap();
    let placed = [("PE-1", "A1", "", ""), ("PE-2", "B1", "", "")];
    let one = schedule(&school, &placed, &[("PE-1", "s1"), ("PE-2", "s1"), ("PE-2", "s2")]).unwrap();
    let other = schedule(&school, &placed, &[("PE-2", "s2"), ("PE-2", "s1"), ("PE-1", "s1")]).unwrap();
    assert_eq!(one, other);
    assert_eq!(Schedule::from_raw(&school, &one.to_raw(&school)), Ok(one.clone()));
    assert_eq!(one.seats.as_slice()[3..], [school.find_section("PE-2"), None]);
}

#[test]
fn too_many_rows_of_a_roster() {
    let mut raw = halves();
    raw.courses[0].sections = Some(3);
    let school = School::try_from(raw).unwrap();
    let read = |sections: &[&str]| {
        let seat = |section: &&str| RawSeat { section: (*section).to_owned(), student: "s1".to_owned() };
        let raw = RawSchedule { rosters: sections.iter().map(seat).collect(), ..RawSchedule::default() };
        Schedule::from_raw(&school, &raw).unwrap_err().0.iter().map(|fault| fault.cause.clone()).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(read(&["PE-1", "PE-2", "PE-3"]), @"the student requests course PE 2 times and sits in as many sections");
    insta::assert_snapshot!(read(&["PE-1", "PE-1"]), @"this row repeats row 1");
    insta::assert_snapshot!(read(&["ART-1", "ART-1"]), @"this row repeats row 1");
}

#[test]
fn locks_share_out_the_requests() {
    let lock = |section: &str| RawLock { section: section.to_owned(), kind: "student".to_owned(), value: "s1".to_owned() };
    let mut raw = halves();
    raw.courses[0].sections = Some(3);
    raw.locks = vec![lock("PE-2"), lock("PE-1"), lock("PE-2")];
    let school = School::try_from(&raw).unwrap();
    let held: Vec<Held> = school.locks().iter().map(|lock| lock.held).collect();
    assert_eq!(held, [Held::Seat(RequestId(1)), Held::Seat(RequestId(0))]);
    // A roster gives each seat to the request that is locked there.
    let schedule = schedule(&school, &[], &[("PE-1", "s1"), ("PE-2", "s1")]).unwrap();
    assert_eq!(schedule.seats.as_slice()[..2], [school.find_section("PE-2"), school.find_section("PE-1")]);
    raw.locks.push(lock("PE-3"));
    let faults = School::try_from(&raw).unwrap_err();
    insta::assert_snapshot!(faults.0[0].cause, @"row 2 locks the same thing elsewhere");
}
