use crate::keeper::{Keeping, Student};

pub(super) fn search() -> Keeping {
    Keeping::of([Student::OneSection])
}
