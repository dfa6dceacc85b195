//! What a summary claims of the bound, added up from the school alone.

use mortarboard_checker::{BoundClaims, Claims, LevelClaims, MostClaim, OwnWeekClaims, seat_bound, verify, verify_claims};
use mortarboard_model::raw::{RawObjective, RawSchool};
use mortarboard_model::rule::Rules;
use mortarboard_model::{School, testing};
use std::collections::BTreeMap;

/// Three students ask for ART, which has two seats, one of them as required; one asks for a course that is not offered.
fn short() -> RawSchool {
    let mut raw = testing::tiny();
    let extra = mortarboard_model::raw::RawCourse { course: "CHEM".into(), sections: Some(0), max_seats: 9, ..Default::default() };
    raw.courses.push(extra);
    for (student, course) in [("s8", "ART"), ("s9", "CHEM")] {
        raw.requests.retain(|row| (row.student.as_str(), row.course.as_str()) != (student, course));
        raw.requests.push(mortarboard_model::raw::RawRequest { student: student.into(), course: course.into(), ..Default::default() });
    }
    raw
}

/// The faults of claims on a schedule in which s7 and s9 have ART and s8 has BIO.
fn faults(raw: &RawSchool, bound: BoundClaims) -> Vec<String> {
    let school = School::try_from(raw).unwrap_or_else(|faults| panic!("{faults}"));
    let placements = [("ART-1", "P1", "t1", ""), ("BIO-1", "P2", "t2", "R1"), ("BIO-2", "P3", "t2", "R1")];
    let schedule = testing::schedule(&school, &placements, &[("ART-1", "s7"), ("ART-1", "s9"), ("BIO-1", "s8")]).unwrap();
    let report = verify(&school, &Rules::of(&school), &schedule);
    assert!(report.accepted(), "{:#?}", report.violations);
    let claims = Claims { bound: Some(bound), ..Claims::default() };
    verify_claims(&school, &Rules::of(&school), &report, &claims)
        .into_iter()
        .map(|fault| format!("{}: {} not {}", fault.claim, fault.claimed, fault.found))
        .collect()
}

fn most(most: i64, met: i64, proven: bool) -> MostClaim {
    MostClaim { most: Some(most), met: Some(met), proven: Some(proven), prices: BTreeMap::new() }
}

fn claims(school: &RawSchool) -> BoundClaims {
    let school = School::try_from(school).unwrap();
    let bound = seat_bound(&school, &Rules::of(&school));
    let id = |course| school.courses()[course].id.clone();
    let requests =
        MostClaim { prices: bound.requests.prices.iter().map(|(&course, price)| (id(course), price[0])).collect(), ..most(4, 3, false) };
    assert_eq!(requests.prices, [("ART".to_owned(), 1)].into());
    let prices = bound.worth.unwrap().prices.into_iter().map(|(course, price)| (id(course), price)).collect();
    let levels = LevelClaims { critical: most(0, 0, true), required: most(1, 1, true), primary: most(3, 2, false), prices };
    BoundClaims {
        requests: Some(requests),
        levels: Some(levels),
        sum: None,
        not_offered: Some(1),
        own_week: OwnWeekClaims { too_many: Some(0), ..OwnWeekClaims::default() },
        seats: Some(1),
    }
}

#[test]
fn true_claims_stand() {
    assert_eq!(faults(&short(), claims(&short())), Vec::<String>::new());
    assert_eq!(faults(&short(), BoundClaims::default()), Vec::<String>::new());
}

#[test]
fn each_false_number_is_named() {
    let with = |change: fn(&mut BoundClaims)| {
        let mut bound = claims(&short());
        change(&mut bound);
        faults(&short(), bound)
    };
    assert_eq!(with(|bound| bound.requests.as_mut().unwrap().most = Some(3)), ["bound.requests.most: 3 not 4"]);
    assert_eq!(with(|bound| bound.requests.as_mut().unwrap().met = Some(4)), ["bound.requests.met: 4 not 3"]);
    assert_eq!(with(|bound| bound.requests.as_mut().unwrap().proven = Some(true)), ["bound.requests.proven: 1 not 0"]);
    assert_eq!(with(|bound| bound.levels.as_mut().unwrap().required.most = Some(2)), ["bound.levels.required.most: 2 not 1"]);
    assert_eq!(with(|bound| bound.levels.as_mut().unwrap().primary.proven = Some(true)), ["bound.levels.primary.proven: 1 not 0"]);
    assert_eq!(with(|bound| bound.not_offered = Some(0)), ["bound.not_offered: 0 not 1"]);
    assert_eq!(with(|bound| bound.own_week.too_many = Some(1)), ["bound.own_week.too_many: 1 not 0"]);
    assert_eq!(with(|bound| bound.seats = Some(0)), ["bound.seats: 0 not 1"]);
}

/// Whoever forges the prices proves less, never more.
#[test]
fn forged_prices_do_not_prove_the_claim() {
    for price in [i64::MIN, -1, 0, 2, i64::MAX] {
        let mut bound = claims(&short());
        bound.requests.as_mut().unwrap().prices = [("ART".to_owned(), price), ("NONE".to_owned(), 1)].into();
        let found = faults(&short(), bound);
        assert!(found[0].starts_with("bound.requests.most: 4 not "), "{price}: {found:?}");
        let weaker: i64 = found[0].rsplit(' ').next().unwrap().parse().unwrap();
        assert!(weaker > 4, "{price}: {found:?}");
    }
}

#[test]
fn a_sum_is_claimed_only_where_the_objective_is_one() {
    let sum = |most| BoundClaims { sum: Some(most), ..BoundClaims::default() };
    let mut raw = short();
    assert_eq!(faults(&raw, sum(most(9, 0, false))).len(), 1);
    raw.settings.objective = RawObjective::Ratio { critical: None, required: 10, primary: 2, alternate: 1, preference: 1 };
    // The required request, two for ART of which one has a seat, two for BIO; met are all but one for BIO.
    let bound = MostClaim { prices: [("ART".to_owned(), 2)].into(), ..most(16, 14, false) };
    assert_eq!(faults(&raw, sum(bound)), Vec::<String>::new());
    let levels =
        BoundClaims { levels: Some(LevelClaims { critical: most(0, 0, true), ..LevelClaims::default() }), ..BoundClaims::default() };
    assert_eq!(faults(&raw, levels).len(), 2);
}
