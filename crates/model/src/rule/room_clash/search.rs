use crate::keeper::{Host, Keeping};

pub(super) fn search() -> Keeping {
    Keeping::of([Host::Exclusive])
}
