//! What restricts the sections of single students, as plain arrays.

use super::super::problem::NONE;
use super::Answers;
use mortarboard_model::keeper::{Keeper, Student};
use mortarboard_model::{CellId, Id, PatternId, RequestId, School};
use std::sync::Arc;

/// Pairs of patterns that two sections may take.
pub(crate) type Pairs = Arc<[(PatternId, PatternId)]>;

/// What restricts the sections of single students.
#[derive(Clone, Debug)]
pub(crate) struct Students {
    /// By student: cells in which they sit in no section.
    pub(crate) away: Vec<Vec<CellId>>,
    /// By request of the school: the only section that may meet it, and must.
    pub(crate) fixed: Vec<u32>,
    /// Two requests of one student that are met in some pairs of patterns only, if both are met.
    pub(crate) pairs: Vec<([RequestId; 2], Pairs)>,
}

impl Students {
    pub(crate) fn new(school: &School, answers: &Answers) -> Self {
        let mut students =
            Students { away: vec![Vec::new(); school.students().len()], fixed: vec![NONE; school.requests().len()], pairs: Vec::new() };
        for (keeper, _) in answers.keepers() {
            match keeper {
                Keeper::Student(Student::Away(student, cells)) => students.away[student.index()].extend(cells),
                Keeper::Student(Student::Fixed(request, section)) => students.fixed[request.index()] = section.0,
                Keeper::Student(Student::Pair(requests, pairs)) => students.pairs.push((*requests, pairs.clone())),
                // A search seats nobody in two sections at a time and meets each request once, whatever the rules say.
                _ => {}
            }
        }
        students
    }
}
