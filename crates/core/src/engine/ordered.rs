//! Requests of one student that come in an order: which patterns of theirs go together.

use super::bits::Bits;
use super::problem::{NONE, Problem};
use super::state::State;
use mortarboard_model::PatternId;
use mortarboard_model::keeper::Pairs;
use std::sync::Arc;

/// All orders, by position of the requests.
#[derive(Debug, Default)]
pub(crate) struct Orders {
    orders: Vec<Order>,
    /// Orders of student i are `first[i]..first[i + 1]`; empty where there are none at all.
    first: Vec<u32>,
    tables: Vec<Table>,
}

/// Of the first requests, if any is met, one is met by a section that goes with that of the second, if that is met.
#[derive(Debug)]
struct Order {
    first: Vec<u32>,
    second: u32,
    table: u32,
}

/// Which patterns go together, by class.
#[derive(Debug)]
struct Table {
    class: Vec<u32>,
    classes: usize,
    goes: Vec<bool>,
}

impl Table {
    fn new(pairs: &Pairs, patterns: usize) -> Self {
        let classes = pairs.classes();
        let of = |pattern| pairs.class(PatternId(pattern)).unwrap_or(0);
        let goes = (0..classes * classes).map(|at| pairs.classes_go((at / classes) as u32, (at % classes) as u32));
        Table { class: (0..patterns as u32).map(of).collect(), classes, goes: goes.collect() }
    }

    #[inline]
    fn goes(&self, first: u32, second: u32) -> bool {
        self.goes[self.class[first as usize] as usize * self.classes + self.class[second as usize] as usize]
    }
}

impl Orders {
    /// Orders of requests by position, each with the student and the patterns that go together.
    pub(crate) fn new(students: usize, patterns: usize, mut all: Vec<(u32, Vec<u32>, u32, Arc<Pairs>)>) -> Self {
        if all.is_empty() {
            return Orders::default();
        }
        all.sort_by_key(|(student, _, second, _)| (*student, *second));
        let mut known: Vec<Arc<Pairs>> = Vec::new();
        let mut orders = Orders::default();
        let mut counts = vec![0u32; students + 1];
        for (student, first, second, pairs) in all {
            let table = known.iter().position(|other| Arc::ptr_eq(other, &pairs)).unwrap_or_else(|| {
                orders.tables.push(Table::new(&pairs, patterns));
                known.push(pairs.clone());
                known.len() - 1
            });
            counts[student as usize + 1] += 1;
            orders.orders.push(Order { first, second, table: table as u32 });
        }
        for i in 0..students {
            counts[i + 1] += counts[i];
        }
        orders.first = counts;
        orders
    }

    /// All requests that stand in some order.
    pub(crate) fn requests(&self) -> impl Iterator<Item = u32> + '_ {
        self.orders.iter().flat_map(|order| order.first.iter().copied().chain([order.second]))
    }

    fn of(&self, student: u32) -> &[Order] {
        if self.first.is_empty() {
            return &[];
        }
        &self.orders[self.first[student as usize] as usize..self.first[student as usize + 1] as usize]
    }

    /// Whether patterns of a student's requests, by `pattern`, keep an order.
    fn kept(&self, order: &Order, pattern: &impl Fn(u32) -> u32) -> bool {
        let second = pattern(order.second);
        if second == NONE {
            return true;
        }
        let mut met = order.first.iter().map(|&r| pattern(r)).filter(|&first| first != NONE).peekable();
        met.peek().is_none() || met.any(|first| self.tables[order.table as usize].goes(first, second))
    }

    /// Whether all orders of a student are kept.
    pub(crate) fn all_kept(&self, student: u32, pattern: impl Fn(u32) -> u32) -> bool {
        self.of(student).iter().all(|order| self.kept(order, &pattern))
    }

    /// Whether a pattern for a request goes with the patterns that others have. Where any one of several will do, that is
    /// not asked: one that is still to come may do.
    fn admits(&self, student: u32, request: u32, own: u32, pattern: impl Fn(u32) -> u32) -> bool {
        let with = |r: u32| if r == request { own } else { pattern(r) };
        let single = |order: &&Order| order.first.len() == 1 && (order.second == request || order.first[0] == request);
        self.of(student).iter().filter(single).all(|order| self.kept(order, &with))
    }
}

/// The orders of one student, while a choice for the student is searched. Empty for nearly all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ordered {
    student: u32,
    base: u32,
    any: bool,
    /// By option: its pattern; empty where there are no orders.
    pattern: Vec<u32>,
    /// By request: the pattern of the choice under way.
    taken: Vec<u32>,
}

impl Ordered {
    pub(crate) fn begin<M>(&mut self, problem: &Problem<M>, student: u32, requests: std::ops::Range<usize>) {
        self.any = !problem.orders.of(student).is_empty();
        if self.any {
            (self.student, self.base) = (student, requests.start as u32);
            self.pattern.clear();
            self.taken.clear();
            self.taken.resize(requests.len(), NONE);
        }
    }

    /// Whether there are some.
    #[inline]
    pub(crate) fn any(&self) -> bool {
        self.any
    }

    /// Notes the patterns of the next options.
    #[inline]
    pub(crate) fn options(&mut self, patterns: impl Iterator<Item = u32>) {
        if self.any {
            self.pattern.extend(patterns);
        }
    }

    /// Whether an option for a request goes with what others have.
    #[inline]
    pub(crate) fn allows<M>(&self, problem: &Problem<M>, k: u32, option: u32) -> bool {
        !self.any || problem.orders.admits(self.student, self.base + k, self.pattern[option as usize], |r| self.of(r))
    }

    fn of(&self, request: u32) -> u32 {
        self.taken[(request - self.base) as usize]
    }

    /// Takes an option for a request, or none.
    #[inline]
    pub(crate) fn take(&mut self, k: u32, option: Option<u32>) {
        if self.any {
            self.taken[k as usize] = option.map_or(NONE, |option| self.pattern[option as usize]);
        }
    }

    /// Whether the choice under way keeps all orders.
    #[inline]
    pub(crate) fn kept<M>(&self, problem: &Problem<M>) -> bool {
        !self.any || problem.orders.all_kept(self.student, |r| self.of(r))
    }
}

impl<M: Bits> State<M> {
    fn pattern_of(&self, request: u32) -> u32 {
        match self.seat[request as usize] {
            NONE => NONE,
            section => self.pattern[section as usize],
        }
    }

    /// Whether a section for a request goes with what the student has by requests before a position.
    pub(super) fn goes(&self, problem: &Problem<M>, r: usize, section: u32, before: usize) -> bool {
        let request = &problem.requests[r];
        if !request.ordered {
            return true;
        }
        let own = self.pattern[section as usize];
        let pattern = |other: u32| if (other as usize) < before { self.pattern_of(other) } else { NONE };
        problem.orders.admits(request.student, r as u32, own, pattern)
    }

    /// Whether a student has all courses in their order.
    pub(super) fn in_order(&self, problem: &Problem<M>, student: u32) -> bool {
        problem.orders.all_kept(student, |r| self.pattern_of(r))
    }

    /// Takes the seats of second courses that are out of order, unless they are locked.
    pub(super) fn put_in_order(&mut self, problem: &Problem<M>, student: u32) {
        for order in problem.orders.of(student) {
            let locked = problem.requests[order.second as usize].locked != NONE;
            if !locked && !problem.orders.kept(order, &|r| self.pattern_of(r)) {
                self.sit(problem, order.second, NONE);
            }
        }
    }
}
