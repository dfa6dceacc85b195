//! Rules as counts: what rules say in [keepers](mortarboard_model::keeper), made ready for the search.
//!
//! A rule says what is counted; here it is decided, by kind and mode, how that is kept. *Hard*: choices that can't be are
//! left out, seats are limited and a student's sections chosen so that nothing is broken; the rest is counted, each unit
//! worth more than any request, and exchanges of teachers are refused. *Soft*: counted at a price, or looked after when
//! times and seats are settled, where that is cheaper and loses nothing. What is only reported is not asked. A rule whose
//! keepers can't be kept in its mode, or do not speak of this school, is kept by its rows.

mod amount;
mod at_once;
mod different;
mod link;
mod rooms;
#[cfg(test)]
mod rooms_laws;
mod sound;
mod students;
mod tally;
mod teaching;
mod week;

pub(crate) use at_once::Meeting;
pub(crate) use rooms::{Hosts, Roomless};
pub(crate) use students::Students;
pub(crate) use tally::{Price, Stance, Tally};
pub(crate) use teaching::{Taught, Teaching};
pub(crate) use week::{Prep, TeamTerm, Weeks};

use super::bits::Bits;
use super::clock::Clock;
use super::demand::factors;
use super::problem::NONE;
use mortarboard_model::keeper::{Amount, Facet, Host, Keeper, Keeping, Needs, Sum};
use mortarboard_model::program::{Choice, Domains};
use mortarboard_model::rule::{Mode, Rule, Rules};
use mortarboard_model::time::AtomSet;
use mortarboard_model::{Id, RoomId, School, SectionId};

/// What the rules of a school answered.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    /// Keepers of each rule that is kept by them, with its slug and the price of a unit; none for a hard rule.
    kept: Vec<(&'static str, Option<Price>, Vec<Keeper>)>,
    /// What restricts rooms, also by rules that are kept by their rows: rooms are given out when the search is over.
    hosts: Vec<(Host, Option<Price>)>,
    /// Rooms that a priced rule would rather not have for a section, with the price.
    disliked: Vec<(SectionId, RoomId, Price)>,
    /// Positions of the rules that are kept by their rows.
    pub(crate) rows: Vec<usize>,
}

impl Answers {
    /// Asks each rule that is hard or priced.
    pub(crate) fn of(school: &School, rules: &Rules) -> Self {
        let mut answers = Answers::default();
        let factors = factors(school);
        for (at, (rule, mode)) in rules.iter().enumerate() {
            if mode == Mode::Report {
                continue;
            }
            let price = mode.price().map(|price| {
                let energy = price.weight.saturating_mul(factors[price.level as usize]);
                Price { weight: price.weight, level: price.level, energy }
            });
            if let Some(price) = price {
                answers.dislike(school, rule, price);
            }
            let keeping = rule.search(school);
            // What does not speak of this school is passed over.
            let keeping = match keeping {
                Keeping::Keepers(keepers) if !sound::are_sound(school, &keepers) => Keeping::Rows,
                keeping => keeping,
            };
            if let Keeping::Keepers(keepers) = &keeping {
                let hosts = keepers.iter().filter_map(|keeper| if let Keeper::Host(host) = keeper { Some(host.clone()) } else { None });
                answers.hosts.extend(hosts.map(|host| (host, price)));
            }
            match keeping {
                Keeping::Keepers(keepers) if keepers.iter().all(|keeper| can_keep(keeper, price.is_some())) => {
                    answers.kept.push((rule.card().slug, price, keepers));
                }
                Keeping::Keepers(_) | Keeping::Rows => answers.rows.push(at),
            }
        }
        answers
    }

    /// Notes the rooms that a rule would exclude if it were hard.
    fn dislike(&mut self, school: &School, rule: &dyn Rule, price: Price) {
        for section in school.sections().ids().filter(|&section| school.needs_room(section)) {
            let rooms = school.rooms().ids().filter(|&room| !rule.allows(school, Choice::House(section, room)));
            self.disliked.extend(rooms.map(|room| (section, room, price)));
        }
    }

    /// All keepers, each with the price of a unit, if it has one.
    pub(crate) fn keepers(&self) -> impl Iterator<Item = (&Keeper, Option<Price>)> {
        self.kept.iter().flat_map(|(_, price, keepers)| keepers.iter().map(move |keeper| (keeper, *price)))
    }

    /// What sections must have, by hard rules, with their slugs.
    pub(crate) fn needs(&self) -> impl Iterator<Item = (&'static str, &Needs)> {
        let hard = self.kept.iter().filter(|(_, price, _)| price.is_none());
        hard.flat_map(|(slug, _, keepers)| {
            keepers.iter().filter_map(move |keeper| match keeper {
                Keeper::Needs(needs) => Some((*slug, needs)),
                _ => None,
            })
        })
    }
}

/// Whether the search can keep a keeper: what sections must have, and one student's sections, are restricted, not priced.
fn can_keep(keeper: &Keeper, priced: bool) -> bool {
    match keeper {
        Keeper::AtOnce(_) | Keeper::Amount(_) | Keeper::Different(_) | Keeper::Week(_) | Keeper::Worth(_) => true,
        Keeper::Link(link) => link::Links::knows(&link.relation),
        Keeper::Host(_) => true,
        Keeper::Needs(_) | Keeper::Student(_) => !priced,
        _ => false,
    }
}

/// Laws: everything the keepers say of sections and teachers. It never changes in a search.
#[derive(Debug)]
pub(crate) struct Kept<M> {
    pub(crate) times: at_once::Times,
    pub(crate) amounts: amount::Amounts,
    pub(crate) things: different::Things,
    links: link::Links,
    pub(crate) worth: Worth,
    pub(crate) weeks: Weeks<M>,
    /// By teacher: atoms in which they never teach.
    pub(crate) away: Vec<M>,
    limits_staff: bool,
}

/// By section: what it gains by each teacher, ascending by teacher.
#[derive(Clone, Debug, Default)]
pub(crate) struct Worth(Vec<Vec<(u32, i64)>>);

impl Worth {
    /// What a section gains by a teacher.
    #[inline]
    pub(crate) fn of(&self, section: u32, teacher: u32) -> i64 {
        let own = self.0.get(section as usize).map_or(&[][..], |own| own);
        own.binary_search_by_key(&teacher, |entry| entry.0).map_or(0, |at| own[at].1)
    }

    /// Whether nothing is gained by anyone.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }
}

/// Counts: what the laws come to in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counts<M> {
    pub(crate) tally: Tally,
    pub(crate) meeting: Meeting,
    added: amount::Added,
    stood: different::Stood,
    spent: week::Spent<M>,
}

impl<M: Bits> Kept<M> {
    pub(crate) fn new(school: &School, domains: &Domains, answers: &Answers, hosts: &Hosts) -> Self {
        let (mut times, mut amounts) = (at_once::Times::new(school), amount::Amounts::new(school, domains));
        let (mut things, mut links) = (different::Things::new(school), link::Links::new(school));
        let sections = school.sections().len();
        let mut worth = vec![Vec::new(); sections];
        for (keeper, price) in answers.keepers() {
            let counted = price.map_or(Stance::Hard, Stance::Priced);
            // What ranks with requests is weighed against them at every move.
            let last = match price {
                Some(price) if price.is_last() => Stance::Last(price),
                _ => counted,
            };
            match keeper {
                Keeper::AtOnce(keeper) => times.add(school, keeper, counted),
                Keeper::Link(keeper) => links.add(keeper, counted),
                // Teachers are exchanged last, and sections evened out, when no request can be lost by it.
                Keeper::Amount(keeper @ Amount { sum: Sum::Taught(..), .. }) => amounts.add(school, domains, keeper, last),
                Keeper::Amount(keeper) => amounts.add(school, domains, keeper, counted),
                Keeper::Different(keeper) => things.add(school, keeper, last),
                Keeper::Worth(keeper) => {
                    keeper.sections.iter().for_each(|&(section, gain)| worth[section.index()].push((keeper.teacher.0, gain)));
                }
                _ => {}
            }
        }
        for (of, limit) in hosts.limits() {
            times.limit(of, limit.to_vec());
        }
        amounts.settle();
        for own in &mut worth {
            own.sort_unstable();
            own.dedup_by(|more, sum| {
                more.0 == sum.0 && {
                    sum.1 += more.1;
                    true
                }
            });
        }
        let never = |t| M::from_atoms(times.never(t).fold(AtomSet::default(), |all, atom| all | AtomSet::of(atom)));
        let away: Vec<M> = (0..school.teachers().len()).map(never).collect();
        let weeks = Weeks::new(school, domains, answers);
        // A list of all sections, as for loads, and not of one course.
        let limits_staff = answers.keepers().any(|(keeper, price)| {
            let whole = |amount: &Amount| amount.most.is_some() && matches!(&amount.sum, Sum::Taught(_, each) if each.len() == sections);
            price.is_none() && matches!(keeper, Keeper::Amount(amount) if whole(amount))
        });
        Kept { times, amounts, things, links, worth: Worth(worth), weeks, away, limits_staff }
    }

    /// Laws on seats alone, for sections that stay where they are.
    pub(crate) fn of_seats(school: &School, answers: &Answers) -> Self {
        let mut amounts = amount::Amounts::new(school, &Domains::default());
        for (keeper, price) in answers.keepers() {
            if let Keeper::Amount(keeper @ Amount { sum: Sum::Seated(..), .. }) = keeper {
                amounts.add(school, &Domains::default(), keeper, price.map_or(Stance::Hard, Stance::Priced));
            }
        }
        amounts.settle();
        Kept {
            times: at_once::Times::new(school),
            amounts,
            things: different::Things::new(school),
            links: link::Links::new(school),
            worth: Worth::default(),
            weeks: Weeks::none(school),
            away: vec![M::default(); school.teachers().len()],
            limits_staff: false,
        }
    }

    /// Nothing is decided yet.
    pub(crate) fn nothing(&self) -> Counts<M> {
        let mut tally = Tally::default();
        let added = self.amounts.nothing(&mut tally);
        Counts { tally, meeting: self.times.nothing(), added, stood: self.things.nothing(), spent: self.weeks.nothing() }
    }

    /// Whether what teachers teach, whatever the time, has a price.
    pub(crate) fn prices_staff(&self) -> bool {
        self.amounts.any_last() || self.things.any_last()
    }

    /// Whether some hard rule limits the sum of what a teacher teaches.
    pub(crate) fn limits_staff(&self) -> bool {
        self.limits_staff
    }

    /// Whether a price or a gain is looked after last.
    pub(crate) fn any_last(&self) -> bool {
        self.prices_staff() || !self.worth.is_empty()
    }
}

impl<M: Bits> Counts<M> {
    /// A section takes a pattern (or `NONE`), or no longer does.
    #[inline]
    pub(crate) fn place(&mut self, kept: &Kept<M>, section: u32, pattern: u32, atoms: &[u16], on: bool) {
        if pattern != NONE {
            self.meeting.place(&kept.times, &mut self.tally, section, atoms, on);
            self.added.place(&kept.amounts, &mut self.tally, section, pattern, on);
        }
    }

    /// A teacher teaches a section of a course, or no longer does, whenever it meets.
    #[inline]
    pub(crate) fn teach(&mut self, kept: &Kept<M>, section: u32, course: u32, teacher: u32, on: bool) {
        self.spent.teach(&kept.weeks, course, teacher, on);
        self.added.teach(&kept.amounts, &mut self.tally, section, teacher, on);
        self.stood.teach(&kept.things, &mut self.tally, section, teacher, on);
        let gain = kept.worth.of(section, teacher);
        self.tally.last -= if on { gain } else { -gain };
    }

    /// A teacher teaches in these atoms, or no longer does.
    #[inline]
    pub(crate) fn work(&mut self, kept: &Kept<M>, teacher: u32, atoms: &[u16], on: bool) {
        self.meeting.teach(&kept.times, &mut self.tally, teacher, atoms, on);
    }

    /// Recounts what hangs on a teacher's week as a whole.
    pub(crate) fn weigh(&mut self, kept: &Kept<M>, clock: &Clock, teacher: u32) {
        let taught = self.meeting.taught(&kept.times, teacher);
        self.spent.weigh(&kept.weeks, clock, &mut self.tally, teacher, taught);
    }

    /// A student sits in a section by a request of the school, or no longer does.
    #[inline]
    pub(crate) fn seat(&mut self, kept: &Kept<M>, section: u32, request: u32, on: bool) {
        if kept.amounts.any_seats() {
            self.added.seat(&kept.amounts, &mut self.tally, section, request, on);
        }
    }

    /// Whether one more seat breaks no more of the hard rules than is broken now.
    #[inline]
    pub(crate) fn admits_seat(&self, kept: &Kept<M>, section: u32, request: u32) -> bool {
        !kept.amounts.any_seats() || self.added.admits_seat(&kept.amounts, section, request)
    }

    /// Whether a seat in a section is one too many for some hard rule.
    pub(crate) fn is_over(&self, kept: &Kept<M>, section: u32, request: u32) -> bool {
        kept.amounts.any_seats() && self.added.is_over(&kept.amounts, section, request)
    }

    /// What the ties of a section come to, to be taken off before a change and added after it.
    #[inline]
    pub(crate) fn ties(&mut self, kept: &Kept<M>, section: u32, pattern: &[u32], teacher: &[u32], on: bool) {
        kept.links.count(&mut self.tally, section, pattern, teacher, on);
    }

    /// Of what is broken, the most that seats alone can mend.
    #[inline]
    pub(crate) fn mendable(&self) -> Tally {
        self.added.mendable()
    }

    /// Whether a teacher who gives one section and takes another stays as far within hard limits as now.
    pub(crate) fn admits(&self, kept: &Kept<M>, teacher: u32, gives: Option<u32>, takes: Option<u32>) -> bool {
        self.added.admits(&kept.amounts, teacher, gives, takes) && self.stood.admits(&kept.things, teacher, gives, takes)
    }
}

/// What a person reads of a section that must have something and for which nothing is left.
pub(crate) fn sentence(facet: Facet, section: &str) -> String {
    match facet {
        Facet::Pattern => format!("No pattern is left in which section {section} could meet."),
        Facet::Teacher => format!("Nobody is left who may teach section {section}."),
        Facet::Room => format!("No room is left that section {section} could use."),
    }
}
