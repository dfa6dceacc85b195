use crate::ids::{CourseId, IdVec};
use crate::rule::Finding;
use crate::schedule::Schedule;
use crate::school::{Priority, School};

pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let mut asked: IdVec<CourseId, usize> = IdVec::filled(school.courses().len(), 0);
    for request in school.requests().values() {
        match request.priority {
            Priority::Critical | Priority::Required | Priority::Primary => asked[request.course] += 1,
            Priority::Alternate => {}
        }
    }
    let tolerance = i64::from(school.balance_tolerance());
    let mut findings = Vec::new();
    for (section, roster) in schedule.rosters(school).iter() {
        let course = school.sections()[section].course;
        let sections = school.courses()[course].sections.len();
        if sections < 2 {
            continue;
        }
        let (students, share) = (roster.len() as i64, asked[course].div_ceil(sections) as i64);
        let over = students - share - tolerance;
        if over > 0 {
            let finding = Finding::new("balance").about("section", section).amount("students", "students", students);
            findings.push(finding.amount("share", "students", share).amount("tolerance", "students", tolerance).units(over));
        }
    }
    findings
}
