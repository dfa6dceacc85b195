//! How much hangs on one course.

use mortarboard_graduation::course_factors;
use mortarboard_model::graduation::raw::RawPrerequisite;
use mortarboard_model::raw::RawCourse;
use mortarboard_model::{School, testing};

fn before(course: &str, any_of: &str) -> RawPrerequisite {
    RawPrerequisite { course: course.to_owned(), any_of: any_of.to_owned(), ..RawPrerequisite::default() }
}

#[test]
fn factors_count_chains_and_tell_the_only_way_from_one_of_several() {
    let mut raw = testing::graduation();
    for course in ["GEOH", "CALC"] {
        raw.courses.push(RawCourse { course: course.to_owned(), ..raw.courses[0].clone() });
    }
    raw.prerequisites = vec![before("GEO", "ALG1"), before("GEOH", "ALG1"), before("ALG2", "GEO;GEOH"), before("CALC", "ALG2")];
    let school = School::try_from(raw).expect("a sound school");
    let factors = course_factors(&school);
    let of = |id: &str| factors.iter().find(|factor| factor.course == id).expect("it is there");
    assert_eq!((of("ALG1").blocking, of("ALG1").only_way, of("ALG1").delay), (4, 4, 4));
    // Two ways lead to ALG2, so neither is the only one.
    assert_eq!((of("GEO").blocking, of("GEO").only_way, of("GEO").delay), (2, 0, 4));
    assert_eq!((of("ALG2").blocking, of("ALG2").only_way, of("ALG2").chain.len()), (1, 1, 4));
    assert_eq!(of("CALC").chain, ["ALG1", "GEO", "ALG2", "CALC"]);
    assert_eq!(factors[0].course, "ALG1");
}
