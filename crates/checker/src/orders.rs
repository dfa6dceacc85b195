//! Which of a student's requests hard rules want to go together, as the rules tell a search.

use mortarboard_model::keeper::{Keeper, Keeping, Pairs, Student};
use mortarboard_model::rule::{Mode, Rules};
use mortarboard_model::{PatternId, RequestId, School, StudentId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Requests of one student that a hard rule ties to one another: see [`Student::Order`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Order {
    /// Slug of the rule.
    pub(crate) rule: &'static str,
    pub(crate) first: Vec<RequestId>,
    pub(crate) second: RequestId,
    pub(crate) pairs: Arc<Pairs>,
}

impl Order {
    /// Whether a request is in it.
    pub(crate) fn names(&self, id: RequestId) -> bool {
        self.second == id || self.first.contains(&id)
    }

    /// Whether it is kept where requests are met in these patterns, or are not met.
    pub(crate) fn is_kept(&self, pattern: impl Fn(RequestId) -> Option<PatternId>) -> bool {
        goes(&self.pairs, pattern(self.second), self.first.iter().map(|&id| pattern(id)))
    }
}

/// Whether a request that comes second is not met, or none that comes first is, or one of them goes with it.
fn goes(pairs: &Pairs, second: Option<PatternId>, first: impl Iterator<Item = Option<PatternId>>) -> bool {
    let Some(second) = second else { return true };
    let mut met = first.flatten().peekable();
    met.peek().is_none() || met.any(|first| pairs.allows(first, second))
}

/// The orders of all students who have any.
#[derive(Debug, Default)]
pub(crate) struct Orders(BTreeMap<StudentId, Vec<Order>>);

impl Orders {
    /// Asks every hard rule. What a rule says of requests that are not one student's is passed over.
    pub(crate) fn new(school: &School, rules: &Rules) -> Self {
        let mut orders: BTreeMap<StudentId, Vec<Order>> = BTreeMap::new();
        for (rule, _) in rules.iter().filter(|(_, mode)| *mode == Mode::Hard) {
            let Keeping::Keepers(keepers) = rule.search(school) else { continue };
            for keeper in keepers {
                let Keeper::Student(Student::Order { mut first, second, pairs }) = keeper else { continue };
                let Some(student) = school.requests().get(second).map(|request| request.student) else { continue };
                first.retain(|&id| id != second && school.requests().get(id).is_some_and(|request| request.student == student));
                if !first.is_empty() {
                    orders.entry(student).or_default().push(Order { rule: rule.card().slug, first, second, pairs });
                }
            }
        }
        Orders(orders)
    }

    /// Those of one student.
    pub(crate) fn of(&self, student: StudentId) -> &[Order] {
        self.0.get(&student).map_or(&[], Vec::as_slice)
    }
}

/// Orders among the requests of a list, by position: what a search that decides on one after the other looks at.
pub(crate) struct Ties<'o>(Vec<Tie<'o>>);

struct Tie<'o> {
    first: Vec<usize>,
    second: usize,
    pairs: &'o Pairs,
}

impl Tie<'_> {
    fn members(&self) -> impl Iterator<Item = usize> + '_ {
        self.first.iter().copied().chain([self.second])
    }

    /// The position after which all is known.
    fn last(&self) -> usize {
        self.members().max().unwrap_or_default()
    }
}

impl<'o> Ties<'o> {
    /// Requests that are not in the list are not met.
    pub(crate) fn new<'a>(orders: impl IntoIterator<Item = &'o Order>, list: impl Iterator<Item = &'a RequestId>) -> Self {
        let mut orders = orders.into_iter().peekable();
        if orders.peek().is_none() {
            return Ties(Vec::new());
        }
        let at: BTreeMap<RequestId, usize> = list.enumerate().map(|(at, &id)| (id, at)).collect();
        let tie = |order: &'o Order| {
            let first: Vec<usize> = order.first.iter().filter_map(|id| at.get(id).copied()).collect();
            let second = at.get(&order.second).copied().filter(|_| !first.is_empty())?;
            Some(Tie { first, second, pairs: &order.pairs })
        };
        Ties(orders.filter_map(tie).collect())
    }

    /// The same of the list in another order: where each position of it was before.
    pub(crate) fn sorted(mut self, before: &[usize]) -> Self {
        let now: BTreeMap<usize, usize> = before.iter().enumerate().map(|(now, &before)| (before, now)).collect();
        let moved = |at: &mut usize| *at = now.get(at).copied().unwrap_or(*at);
        for tie in &mut self.0 {
            moved(&mut tie.second);
            tie.first.iter_mut().for_each(moved);
        }
        self
    }

    /// Whether the pattern matters in which a request is met, besides its time.
    pub(crate) fn tell(&self, at: usize) -> bool {
        self.0.iter().any(|tie| tie.members().any(|member| member == at))
    }

    /// Whether all is kept that is known once a position, and all before it, has been decided on.
    pub(crate) fn are_kept(&self, at: usize, pattern: impl Fn(usize) -> Option<PatternId>) -> bool {
        let mut known = self.0.iter().filter(|tie| tie.last() == at);
        known.all(|tie| goes(tie.pairs, pattern(tie.second), tie.first.iter().map(|&first| pattern(first))))
    }

    /// What later positions depend on when so many have been decided on: the patterns of those that are tied to later ones.
    pub(crate) fn open(&self, decided: usize, pattern: impl Fn(usize) -> Option<PatternId>) -> Vec<Option<PatternId>> {
        let open = self.0.iter().filter(|tie| tie.last() >= decided);
        open.flat_map(Tie::members).filter(|&at| at < decided).map(pattern).collect()
    }
}
