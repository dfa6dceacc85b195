use crate::ids::{CourseId, IdVec};
use crate::keeper::{Amount, Counted, Keeping, Sum};
use crate::school::{Priority, School};

pub(super) fn search(school: &School) -> Keeping {
    let mut wanted: IdVec<CourseId, usize> = IdVec::filled(school.courses().len(), 0);
    for request in school.requests().values().filter(|request| request.priority != Priority::Alternate) {
        wanted[request.course] += 1;
    }
    let mut even = Vec::new();
    for (course, data) in school.courses().iter().filter(|(_, data)| data.sections.len() > 1) {
        let most = wanted[course].div_ceil(data.sections.len()) as i64 + i64::from(school.balance_tolerance());
        even.extend(data.sections.iter().map(|&section| Amount::at_most(Sum::Seated(vec![section], Counted::All), most)));
    }
    Keeping::of(even)
}
