//! The same school with some requests more urgent.

use crate::ids::RequestId;
use crate::school::{Priority, Request, School};
use std::sync::Arc;

impl School {
    /// The same school with requests of another priority and rank: what graduation makes urgent, for one.
    /// `of` gives both for each request; a priority less urgent than the office's own is not taken. An alternate that
    /// becomes more urgent no longer stands in for another course. All ids keep their places, so schedules of the
    /// one school fit the other. O(requests · log requests).
    ///
    /// ```
    /// use mortarboard_model::{Priority, School, testing};
    /// let school = School::try_from(testing::tiny()).unwrap();
    /// let raised = school.raised(|_, request| (Priority::Required, request.rank));
    /// assert!(raised.requests().values().all(|request| request.priority == Priority::Required));
    /// assert_eq!(raised.raised(|_, request| (Priority::Primary, request.rank)), raised);
    /// ```
    pub fn raised(&self, mut of: impl FnMut(RequestId, &Request) -> (Priority, u32)) -> School {
        let mut school = self.clone();
        let requests = Arc::make_mut(&mut school.requests);
        for id in requests.ids().collect::<Vec<RequestId>>() {
            let request = &mut requests[id];
            let (priority, rank) = of(id, request);
            request.priority = request.priority.min(priority);
            request.rank = rank;
            if request.priority != Priority::Alternate {
                request.instead_of = None;
            }
        }
        let students = Arc::make_mut(&mut school.students);
        for student in students.ids().collect::<Vec<_>>() {
            students[student].requests.sort_by_key(|&id| (requests[id].priority, requests[id].rank, id));
        }
        school
    }
}
