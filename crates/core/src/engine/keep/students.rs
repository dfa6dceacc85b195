//! What restricts the sections of single students, as plain arrays.

use super::super::problem::NONE;
use super::Answers;
use mortarboard_model::keeper::{Keeper, Pairs, Student};
use mortarboard_model::{CellId, Id, RequestId, School};
use std::sync::Arc;

/// What restricts the sections of single students.
#[derive(Clone, Debug)]
pub(crate) struct Students {
    /// By student: cells in which they sit in no section.
    pub(crate) away: Vec<Vec<CellId>>,
    /// By request of the school: the only section that may meet it, and must.
    pub(crate) fixed: Vec<u32>,
    /// Requests that come first, the one that comes second, and which patterns of theirs go together.
    pub(crate) orders: Vec<(Vec<RequestId>, RequestId, Arc<Pairs>)>,
}

impl Students {
    pub(crate) fn new(school: &School, answers: &Answers) -> Self {
        let mut students =
            Students { away: vec![Vec::new(); school.students().len()], fixed: vec![NONE; school.requests().len()], orders: Vec::new() };
        for (keeper, _) in answers.keepers() {
            match keeper {
                Keeper::Student(Student::Away(student, cells)) => students.away[student.index()].extend(cells),
                Keeper::Student(Student::Fixed(request, section)) => students.fixed[request.index()] = section.0,
                Keeper::Student(Student::Order { first, second, pairs }) => {
                    students.orders.push((first.clone(), *second, pairs.clone()));
                }
                // A search seats nobody in two sections at a time and meets each request once, whatever the rules say.
                _ => {}
            }
        }
        students
    }
}
