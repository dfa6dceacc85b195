use mortarboard_checker::*;
use mortarboard_model::School;
use mortarboard_model::raw::*;
use mortarboard_model::rule::Rules;
#[test]
fn time() {
    for (weights, share) in [(1u32, 85u64), (1, 50), (5, 85), (1000, 85)] {
        let mut raw = RawSchool::default();
        for p in 1..=8 {
            raw.bell.push(RawBell {
                day: "Mon".into(),
                slot: p.to_string(),
                start: format!("{:02}:00", 7 + p),
                end: format!("{:02}:50", 7 + p),
            });
            raw.patterns.push(RawPattern { pattern: format!("P{p}"), group: "all".into(), cells: format!("{p}(*)") });
        }
        raw.settings.default_patterns = vec!["all".into()];
        let mut x = 12345u64;
        let mut draw = |n: u64| {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            x % n
        };
        let courses = 250u64;
        let mut demand = vec![0u64; courses as usize];
        for s in 0..20000 {
            raw.students.push(RawStudent { student: format!("s{s}"), ..Default::default() });
            let mut have = std::collections::BTreeSet::new();
            while have.len() < 9 {
                let a = draw(courses);
                have.insert(a.min(draw(courses)));
            }
            for c in have {
                demand[c as usize] += 1;
                let priority = ["primary", "primary", "required", "critical"][draw(4) as usize];
                raw.requests.push(RawRequest {
                    student: format!("s{s}"),
                    course: format!("C{c}"),
                    priority: priority.into(),
                    weight: Some(1 + draw(weights.into()) as u32),
                    ..Default::default()
                });
            }
        }
        for c in 0..courses {
            let d = demand[c as usize] * (share + draw(25)) / 100;
            let sections = (d / 30).max(1) as u32;
            raw.courses.push(RawCourse {
                course: format!("C{c}"),
                title: "x".into(),
                credits: 5,
                max_seats: (d as u32).div_ceil(sections),
                sections: Some(sections),
                ..Default::default()
            });
        }
        let school = School::try_from(&raw).unwrap_or_else(|f| panic!("{f}"));
        let t = std::time::Instant::now();
        let p = placeable(&school).total();
        let t1 = t.elapsed();
        let t = std::time::Instant::now();
        let b = seat_bound(&school, &Rules::of(&school)).unwrap();
        let t2 = t.elapsed();
        let w = b.worth.unwrap();
        println!(
            "weights {weights} share {share}: placeable {p} in {t1:?}; bound {:?} {:?} prices {} {} in {t2:?}",
            b.requests.worth,
            w.worth,
            b.requests.prices.len(),
            w.prices.len()
        );
    }
}
