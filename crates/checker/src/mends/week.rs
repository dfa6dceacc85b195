//! One student's best week, given the sections that have a seat for the student: depth first over the requests, those that count
//! most first, leaving out what can't be better than the best week so far.

use crate::orders::{Order, Ties};
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CourseId, PatternId, RequestId, SectionId};

/// Worth by level: critical, required, primary, alternate. By one sum, all of it is in the first place.
pub(super) type Value = [i64; 4];

/// One request and where it could be met.
pub(super) struct Ask {
    pub(super) id: RequestId,
    pub(super) course: CourseId,
    pub(super) value: Value,
    pub(super) alternate: bool,
    /// For an alternate: the only course it may stand in for.
    pub(super) instead_of: Option<CourseId>,
    /// Whether it has to be met.
    pub(super) must: bool,
    /// Whether no two sections for the course may share a term.
    pub(super) apart: bool,
    pub(super) chairs: Vec<Chair>,
}

/// A section with a seat for the student.
#[derive(Clone, Copy)]
pub(super) struct Chair {
    pub(super) section: SectionId,
    pub(super) atoms: AtomSet,
    pub(super) pattern: PatternId,
    pub(super) terms: u128,
    /// Whether the student sits there now.
    pub(super) own: bool,
}

/// Choices looked at for one week. The sections of now come first, so what is found by then is good, if not always best.
const MOST_STEPS: u64 = 2_000;

/// The best week: a section or none for each request, in the order of the requests, alternates last. Among weeks of the same worth one that
/// changes little. All orders are kept. None when what has to be met can't be, when no week is worth more than `floor`, or when none was found within
/// [`MOST_STEPS`].
pub(super) fn best(asks: &[Ask], orders: &[Order], floor: Option<Value>) -> Option<Vec<Option<SectionId>>> {
    let mut rest = vec![[0; 5]; asks.len() + 1];
    for (at, ask) in asks.iter().enumerate().rev() {
        rest[at] = plus(rest[at + 1], ask.value, ask.chairs.iter().any(|chair| chair.own));
    }
    // What is worth the same and keeps more is not more.
    let floor = floor.map(|[a, b, c, d]| ([a, b, c, d, i64::MAX], Vec::new()));
    let ties = Ties::new(orders, asks.iter().map(|ask| &ask.id));
    let mut search = Search { asks, ties, rest: &rest, chosen: Vec::new(), best: floor, steps: 0 };
    search.descend(AtomSet::default(), [0; 5]);
    search.best.map(|(_, week)| week).filter(|week| week.len() == asks.len() && !asks.is_empty())
}

/// Worth by level, then how many requests keep their section.
type Key = [i64; 5];

fn plus(key: Key, value: Value, keeps: bool) -> Key {
    let [a, b, c, d] = value;
    let more = [a, b, c, d, i64::from(keeps)];
    // Weights times factors may be as large as numbers are; there one week is as good as another.
    std::array::from_fn(|level| key[level].saturating_add(more[level]))
}

struct Search<'a> {
    asks: &'a [Ask],
    ties: Ties<'a>,
    /// The worth of all requests from a position on.
    rest: &'a [Key],
    chosen: Vec<Option<Chair>>,
    best: Option<(Key, Vec<Option<SectionId>>)>,
    steps: u64,
}

impl Search<'_> {
    fn descend(&mut self, used: AtomSet, have: Key) {
        let depth = self.chosen.len();
        let most: Key = std::array::from_fn(|level| have[level].saturating_add(self.rest[depth][level]));
        if self.steps > MOST_STEPS || self.best.as_ref().is_some_and(|(best, _)| most <= *best) {
            return;
        }
        let Some(ask) = self.asks.get(depth) else {
            self.best = Some((have, self.chosen.iter().map(|chair| chair.map(|chair| chair.section)).collect()));
            return;
        };
        if !ask.alternate || self.stands_in(ask) {
            for chair in ask.chairs.iter().filter(|chair| !chair.atoms.meets(used)) {
                self.steps += 1;
                if ask.apart && self.taken(ask.course) & chair.terms != 0 {
                    continue;
                }
                self.choose(Some(*chair), used | chair.atoms, plus(have, ask.value, chair.own));
            }
        }
        if !ask.must {
            self.steps += 1;
            self.choose(None, used, have);
        }
    }

    /// Goes on with a choice, if it keeps the orders.
    fn choose(&mut self, chair: Option<Chair>, used: AtomSet, have: Key) {
        self.chosen.push(chair);
        if self.ties.are_kept(self.chosen.len() - 1, |at| self.chosen[at].map(|chair| chair.pattern)) {
            self.descend(used, have);
        }
        self.chosen.pop();
    }

    /// The terms that a course has taken.
    fn taken(&self, course: CourseId) -> u128 {
        let own = self.asks.iter().zip(&self.chosen).filter(|(ask, _)| ask.course == course);
        own.filter_map(|(_, chair)| *chair).fold(0, |terms, chair| terms | chair.terms)
    }

    /// Whether a request is left for which an alternate can stand in.
    fn stands_in(&self, alternate: &Ask) -> bool {
        let open = |of: &dyn Fn(&Ask) -> bool, taken: &dyn Fn(&Ask) -> bool| {
            let decided = self.asks.iter().zip(&self.chosen);
            decided.fold(0_i64, |open, (ask, chair)| match (ask.alternate, chair) {
                (false, None) if of(ask) => open + 1,
                (true, Some(_)) if taken(ask) => open - 1,
                _ => open,
            })
        };
        let any = open(&|_| true, &|_| true) > 0;
        any && alternate.instead_of.is_none_or(|course| open(&|ask| ask.course == course, &|ask| ask.instead_of == Some(course)) > 0)
    }
}
