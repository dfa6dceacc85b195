use super::rows::{Span, goes, spans, ties};
use crate::graduation::When;
use crate::keeper::{Keeping, Pairs, Student};
use crate::school::School;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) fn search(school: &School) -> Keeping {
    let mut known: BTreeMap<When, Arc<Pairs>> = BTreeMap::new();
    let mut pairs = |when: When| {
        let new = || Pairs::new(school, |pattern| spans(school, pattern), |first: &Span, second| goes(when, first, second)).into();
        known.entry(when).or_insert_with(new).clone()
    };
    Keeping::of(ties(school).into_iter().map(|tie| Student::Order { pairs: pairs(tie.when), first: tie.first, second: tie.second }))
}
