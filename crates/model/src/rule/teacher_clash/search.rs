use crate::keeper::{AtOnce, Keeping, Of};
use crate::school::School;
use std::sync::Arc;

pub(super) fn search(school: &School) -> Keeping {
    let one: Arc<[_]> = school.calendar().cells().ids().map(|cell| (cell, 1)).collect();
    Keeping::of(school.teachers().ids().map(|teacher| AtOnce { of: Of::Teacher(teacher), most: one.clone() }))
}
