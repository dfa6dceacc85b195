//! Why no schedule exists: the fewest rules and subjects that can't be kept together.
//!
//! Rows, and choices that a rule excludes, are grouped by rule and subject. Whole rules are deleted
//! first, then groups, in ever smaller pieces; whatever can go while the rest stays infeasible goes.

use super::backend::{self, Answer, Run};
use super::linear::Stated;
use super::{Clock, count};
use crate::outcome::{Conflict, Reason};
use mortarboard_model::program::{Choice, Domains, Program};
use mortarboard_model::rule::{Mode, Rules, Subject};
use mortarboard_model::{School, SectionId};
use std::collections::{BTreeMap, BTreeSet};

/// What one rule asks of one subject.
pub(super) type Group = (&'static str, Vec<Subject>);

/// Most subjects of a rule that are named in a sentence.
const MOST_NAMED: usize = 6;

/// The conflict when nobody asked for details: all hard rules.
pub(super) fn unexplained(rules: &Rules) -> Conflict {
    let reasons = rules.iter().filter(|(_, mode)| *mode != Mode::Report).map(|(rule, _)| Reason::new(rule.card().slug, Vec::new()));
    Conflict::new(reasons.collect(), false, "No schedule keeps all hard rules together.")
}

/// Explains a program that has been found infeasible.
pub(super) fn explain(school: &School, rules: &Rules, columns: usize, clock: &Clock) -> Conflict {
    let question = Question { school, columns, clock };
    let slugs: Vec<&'static str> = rules.iter().filter(|(_, mode)| *mode != Mode::Report).map(|(rule, _)| rule.card().slug).collect();
    let only =
        |kept: &[&'static str]| slugs.iter().filter(|slug| !kept.contains(slug)).fold(rules.clone(), |rules, slug| rules.without(slug));
    let (kept, minimal) = shrink(slugs.clone(), |kept| question.rules(&only(kept)));
    let rules = only(&kept);
    let Some(groups) = question.groups(&rules) else {
        let reasons = kept.iter().map(|slug| Reason::new(slug, Vec::new())).collect::<Vec<_>>();
        let sentence = sentence(school, &rules, &reasons, minimal);
        return Conflict::new(reasons, minimal, sentence);
    };
    let (groups, minimal) = shrink(groups, |kept| {
        let kept: BTreeSet<&Group> = kept.iter().collect();
        question.kept(&rules, &|group| kept.contains(group))
    });
    let reasons: Vec<Reason> = groups.into_iter().map(|(slug, about)| Reason::new(slug, about)).collect();
    let sentence = sentence(school, &rules, &reasons, minimal);
    Conflict::new(reasons, minimal, sentence)
}

/// Subjects first, then what is asked of them in the words of the rule's card.
fn sentence(school: &School, rules: &Rules, reasons: &[Reason], minimal: bool) -> String {
    let mut by_rule: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for reason in reasons {
        let about: Vec<String> = reason.about.iter().map(|subject| subject.text(school)).collect();
        by_rule.entry(reason.rule).or_default().extend((!about.is_empty()).then(|| about.join(" with ")));
    }
    let named = by_rule.iter().map(|(slug, about)| {
        let asked = rules.get(slug).map_or(slug.to_string(), |(rule, _)| rule.card().sentence.trim_end_matches('.').to_owned());
        let mut names = about.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>();
        if about.len() > MOST_NAMED {
            names.push(format!("{} more", about.len() - MOST_NAMED));
        }
        if names.is_empty() { format!("\"{asked}\"") } else { format!("\"{asked}\" for {}", names.join(", ")) }
    });
    let named: Vec<String> = named.collect();
    match (reasons.len(), minimal) {
        (0 | 1, _) => format!("No schedule keeps {}.", named.concat()),
        (_, true) => format!("No schedule keeps all of these, though one could without any one of them: {}.", named.join("; ")),
        (_, false) => format!("No schedule keeps all of these, and perhaps not even fewer of them: {}.", named.join("; ")),
    }
}

/// Deletes what can go while `infeasible` stays true, in halves, quarters and so on down to single
/// items. Returns what is left, and whether every item of it was shown to be needed. The whole is taken
/// to be infeasible.
fn shrink<T: Clone>(items: Vec<T>, infeasible: impl Fn(&[T]) -> Option<bool>) -> (Vec<T>, bool) {
    let mut kept = items;
    let mut size = kept.len().div_ceil(2).max(1);
    loop {
        let (mut at, mut sure) = (0, true);
        while at < kept.len() {
            let end = (at + size).min(kept.len());
            let rest: Vec<T> = kept[..at].iter().chain(&kept[end..]).cloned().collect();
            match infeasible(&rest) {
                Some(true) => kept = rest,
                Some(false) => at = end,
                None => (at, sure) = (end, false),
            }
        }
        if size == 1 {
            return (kept, sure);
        }
        size = size.div_ceil(2);
    }
}

/// Which parts of the rules of a school can't be kept.
pub(super) struct Question<'a> {
    pub(super) school: &'a School,
    pub(super) columns: usize,
    pub(super) clock: &'a Clock,
}

impl Question<'_> {
    /// Whether a set of rules is infeasible, if it can be found out.
    fn rules(&self, rules: &Rules) -> Option<bool> {
        self.clock.over().is_none().then_some(())?;
        self.infeasible(&self.choices(rules, Domains::new(self.school, rules))?, &|_| true)
    }

    /// Whether some groups of a set of rules are infeasible by themselves, if it can be found out.
    fn kept(&self, rules: &Rules, kept: &dyn Fn(&Group) -> bool) -> Option<bool> {
        self.clock.over().is_none().then_some(())?;
        self.infeasible(&self.part(rules, kept)?, kept)
    }

    /// The program of a set of rules in which only the kept groups exclude choices.
    pub(super) fn part(&self, rules: &Rules, kept: &dyn Fn(&Group) -> bool) -> Option<Program> {
        let domains = domains(self.school, &|choice| {
            rules.iter().all(|(rule, mode)| {
                mode != Mode::Hard || !kept(&(rule.card().slug, vec![subject(choice)])) || rule.allows(self.school, choice)
            })
        });
        self.choices(rules, domains)
    }

    /// The rows of a set of rules over some choices; none when there are too many.
    fn choices(&self, rules: &Rules, domains: Domains) -> Option<Program> {
        if count(&domains) > self.columns {
            return None;
        }
        let mut program = Program::choices_only(self.school, domains);
        for (rule, mode) in rules.iter() {
            program.add(self.school, rule, mode);
        }
        Some(program)
    }

    /// Whether the kept hard rows can't be kept together. Implied rows follow from rows that may be gone.
    fn infeasible(&self, program: &Program, kept: &dyn Fn(&Group) -> bool) -> Option<bool> {
        let rows = program.rows();
        let stated = Stated::new(program, &|index| {
            let row = &rows[index];
            row.price.is_none() && !row.implied && kept(&(row.origin.rule, row.origin.about.clone()))
        });
        if stated.linear.columns.len() > self.columns {
            return None;
        }
        let run = Run {
            more: &[],
            objective: &[],
            start: None,
            time: self.clock.left(),
            stop: self.clock.stop.as_ref(),
            seed: 0,
            presolve: true,
        };
        match backend::solve(&stated.linear, run) {
            Answer::Infeasible => match backend::solve(&stated.linear, Run { seed: 1, presolve: false, time: self.clock.left(), ..run }) {
                Answer::Infeasible => Some(true),
                _ => None,
            },
            Answer::Optimal(_) | Answer::Limit(Some(_)) => Some(false),
            Answer::UnboundedOrInfeasible | Answer::Limit(None) | Answer::TooLargeNumbers | Answer::Other(_) => None,
        }
    }

    /// All groups of a set of rules, in order; none when the school is too large to look at each choice.
    fn groups(&self, rules: &Rules) -> Option<Vec<Group>> {
        let all = domains(self.school, &|_| true);
        if count(&all) > self.columns {
            return None;
        }
        let mut groups: BTreeSet<Group> = BTreeSet::new();
        for (rule, _) in rules.iter().filter(|(_, mode)| *mode == Mode::Hard) {
            groups.extend(every(&all).filter(|&choice| !rule.allows(self.school, choice)).map(|c| (rule.card().slug, vec![subject(c)])));
        }
        let program = self.choices(rules, Domains::new(self.school, rules))?;
        let hard = program.rows().iter().filter(|row| row.price.is_none() && !row.implied);
        groups.extend(hard.map(|row| (row.origin.rule, row.origin.about.clone())));
        Some(groups.into_iter().collect())
    }
}

/// Whom an excluded choice is about.
fn subject(choice: Choice) -> Subject {
    match choice {
        Choice::Place(section, _) | Choice::Teach(section, _) | Choice::House(section, _) => Subject::Section(section),
        Choice::Seat(request, _) => Subject::Request(request),
        Choice::Meet(team, _) => Subject::Team(team),
    }
}

/// The choices that a test leaves open, of all that a schedule of the school could make.
fn domains(school: &School, open: &dyn Fn(Choice) -> bool) -> Domains {
    let sections = || school.sections().ids();
    let housed = |s: SectionId| school.needs_room(s);
    Domains {
        patterns: sections().map(|s| school.patterns().ids().filter(|&p| open(Choice::Place(s, p))).collect()).collect(),
        teachers: sections().map(|s| school.teachers().ids().filter(|&t| open(Choice::Teach(s, t))).collect()).collect(),
        rooms: sections().map(|s| school.rooms().ids().filter(|&r| housed(s) && open(Choice::House(s, r))).collect()).collect(),
        seats: school
            .requests()
            .iter()
            .map(|(id, request)| school.courses()[request.course].sections.iter().copied().filter(|&s| open(Choice::Seat(id, s))).collect())
            .collect(),
        meetings: school
            .teams()
            .ids()
            .map(|team| school.calendar().cells().ids().filter(|&cell| open(Choice::Meet(team, cell))).collect())
            .collect(),
    }
}

fn every(domains: &Domains) -> impl Iterator<Item = Choice> + '_ {
    let patterns = domains.patterns.iter().flat_map(|(s, of)| of.iter().map(move |&p| Choice::Place(s, p)));
    let teachers = domains.teachers.iter().flat_map(|(s, of)| of.iter().map(move |&t| Choice::Teach(s, t)));
    let rooms = domains.rooms.iter().flat_map(|(s, of)| of.iter().map(move |&r| Choice::House(s, r)));
    let seats = domains.seats.iter().flat_map(|(r, of)| of.iter().map(move |&s| Choice::Seat(r, s)));
    let meetings = domains.meetings.iter().flat_map(|(t, of)| of.iter().map(move |&cell| Choice::Meet(t, cell)));
    patterns.chain(teachers).chain(rooms).chain(seats).chain(meetings)
}
