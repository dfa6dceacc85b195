//! The best of one student's requests where rules want some of them to go together: the patterns of these are tried in turn, and
//! the rest is looked for in the time that is left.

use crate::alone::Alone;
use crate::day::{Best, Worth, add, within};
use crate::orders::{Order, Ties};
use crate::times::open_patterns;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{PatternId, RequestId, School};
use std::collections::BTreeSet;

/// A request and its worth.
type Asked = (RequestId, Worth);

/// Choices of patterns for which the rest is looked for, after which nothing but a bound is said.
const MOST_CHOICES: usize = 400;
/// Patterns tried in all.
const MOST_STEPS: usize = 20_000;

/// The best of some requests with their worths, each worth more than nothing, under some orders of one student; `most` is what it is without them.
///
/// An order counts only where nothing else could help to keep it: all that may come first has a worth of its own, and each
/// course is asked for once. Otherwise it is left out, and the answer is a bound.
pub(crate) fn best(alone: &Alone<'_>, school: &School, orders: &[Order], asked: &[Asked], most: Best, away: AtomSet) -> Best {
    let in_asked = |id: RequestId| asked.iter().any(|&(own, _)| own == id);
    let once = |id: RequestId| school.requests()[id].times == 1;
    // What comes second is had without what comes first, and the other way round.
    let concerned = orders.iter().filter(|order| in_asked(order.second) && order.first.iter().any(|&id| in_asked(id)));
    let plain = |order: &&Order| once(order.second) && order.first.iter().all(|&id| in_asked(id) && once(id));
    let (binding, loose): (Vec<&Order>, Vec<&Order>) = concerned.partition(plain);
    if binding.is_empty() || !alone.timed() {
        return Best { exact: most.exact && binding.is_empty() && loose.is_empty(), ..most };
    }
    let tied = |id: RequestId| binding.iter().any(|order| order.names(id));
    let (own, rest): (Vec<Asked>, Vec<Asked>) = asked.iter().partition(|&&(id, _)| tied(id));
    let mut wishes: Vec<Wish> =
        own.into_iter().map(|(id, worth)| Wish { id, worth, times: times(school, alone, &binding, id, away) }).collect();
    wishes.sort_by_key(|wish| wish.times.len());
    let ties = Ties::new(binding.iter().copied(), wishes.iter().map(|wish| &wish.id));
    let beside = alone.freely(&rest, away).worth;
    let mut left = vec![beside; wishes.len() + 1];
    for (at, wish) in wishes.iter().enumerate().rev() {
        left[at] = add(left[at + 1], wish.worth);
    }
    let found = Best { worth: [0; 3], exact: false };
    let mut search = Search { alone, wishes, rest, ties, left, most, found, exact: true, chosen: Vec::new(), choices: 0, steps: 0 };
    search.descend(away, [0; 3]);
    let all = search.choices <= MOST_CHOICES && search.steps <= MOST_STEPS;
    match search.found {
        found if found.exact && found.worth == most.worth => Best { exact: loose.is_empty(), ..found },
        found if all => Best { worth: found.worth.min(most.worth), exact: search.exact && loose.is_empty() },
        _ => Best { exact: false, ..most },
    }
}

struct Wish {
    id: RequestId,
    worth: Worth,
    times: Vec<(PatternId, AtomSet)>,
}

/// The patterns in which a request could be met: of those that are alike to the orders the ones that take least.
fn times(school: &School, alone: &Alone<'_>, orders: &[&Order], id: RequestId, away: AtomSet) -> Vec<(PatternId, AtomSet)> {
    let course = &school.courses()[school.requests()[id].course];
    let patterns: BTreeSet<PatternId> = match alone.locked(id) {
        Some(section) => open_patterns(school, alone.kept, section).into_iter().collect(),
        None => course.sections.iter().flat_map(|&section| open_patterns(school, alone.kept, section)).collect(),
    };
    let mut times: Vec<(PatternId, AtomSet)> = patterns.into_iter().map(|pattern| (pattern, school.patterns()[pattern].atoms)).collect();
    times.retain(|(_, atoms)| !atoms.meets(away));
    times.sort_by_key(|&(pattern, atoms)| (atoms.len(), pattern));
    let own: Vec<&Order> = orders.iter().copied().filter(|order| order.names(id)).collect();
    let alike = |a: PatternId, b: PatternId| own.iter().all(|order| order.pairs.class(a) == order.pairs.class(b));
    let mut least: Vec<(PatternId, AtomSet)> = Vec::new();
    for (pattern, atoms) in times {
        if !least.iter().any(|&(other, small)| alike(other, pattern) && within(small, atoms)) {
            least.push((pattern, atoms));
        }
    }
    least
}

struct Search<'a, 's> {
    alone: &'a Alone<'s>,
    wishes: Vec<Wish>,
    rest: Vec<Asked>,
    ties: Ties<'a>,
    /// The most that can come from a position on, with all that is in no order.
    left: Vec<Worth>,
    most: Best,
    found: Best,
    /// Whether all that was looked for was found, and not just bounded.
    exact: bool,
    chosen: Vec<Option<PatternId>>,
    choices: usize,
    steps: usize,
}

impl Search<'_, '_> {
    fn descend(&mut self, used: AtomSet, have: Worth) {
        let at = self.chosen.len();
        let enough = self.found.exact && self.found.worth == self.most.worth;
        if enough || self.choices > MOST_CHOICES || self.steps > MOST_STEPS {
            return;
        }
        // Nothing is worth as much as something only where nothing more can come.
        if add(have, self.left[at]) <= self.found.worth {
            return;
        }
        let Some(wish) = self.wishes.get(at) else { return self.look(used, have) };
        let (times, worth) = (wish.times.clone(), wish.worth);
        for (pattern, atoms) in times.into_iter().filter(|(_, atoms)| !atoms.meets(used)) {
            self.choose(Some(pattern), used | atoms, add(have, worth));
        }
        self.choose(None, used, have);
    }

    fn choose(&mut self, pattern: Option<PatternId>, used: AtomSet, have: Worth) {
        self.steps += 1;
        self.chosen.push(pattern);
        if self.ties.are_kept(self.chosen.len() - 1, |at| self.chosen[at]) {
            self.descend(used, have);
        }
        self.chosen.pop();
    }

    /// Looks for the rest.
    fn look(&mut self, used: AtomSet, have: Worth) {
        self.choices += 1;
        let rest = self.alone.freely(&self.rest, used);
        self.exact &= rest.exact;
        let worth = add(have, rest.worth);
        if worth > self.found.worth {
            self.found = Best { worth, exact: rest.exact };
        }
    }
}
