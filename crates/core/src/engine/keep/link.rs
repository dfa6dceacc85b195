//! Sections that are tied to one another.

use super::super::problem::NONE;
use super::tally::{Stance, Tally};
use mortarboard_model::keeper::{Link, Pairs, Relation};
use mortarboard_model::{Id, PatternId, School};
use std::sync::Arc;

/// Pairs of sections and how they are tied.
#[derive(Debug, Default)]
pub(crate) struct Links {
    rows: Vec<Row>,
    of_section: Vec<Vec<u32>>,
    /// Pairs of patterns that are allowed.
    tables: Vec<Arc<Pairs>>,
}

#[derive(Clone, Copy, Debug)]
enum Tie {
    SameTeacher,
    OtherTeacher,
    Patterns(usize),
}

#[derive(Debug)]
struct Row {
    sections: [u32; 2],
    tie: Tie,
    stance: Stance,
}

impl Links {
    pub(crate) fn new(school: &School) -> Self {
        Links { of_section: vec![Vec::new(); school.sections().len()], ..Links::default() }
    }

    /// Whether this kind of tie is known here.
    pub(crate) fn knows(relation: &Relation) -> bool {
        matches!(relation, Relation::SameTeacher | Relation::OtherTeacher | Relation::Patterns(_))
    }

    /// Adds what a rule says.
    pub(crate) fn add(&mut self, keeper: &Link, stance: Stance) {
        let tie = match &keeper.relation {
            Relation::SameTeacher => Tie::SameTeacher,
            Relation::OtherTeacher => Tie::OtherTeacher,
            Relation::Patterns(pairs) => {
                let known = self.tables.iter().position(|table| Arc::ptr_eq(table, pairs));
                Tie::Patterns(known.unwrap_or_else(|| {
                    self.tables.push(pairs.clone());
                    self.tables.len() - 1
                }))
            }
            _ => return,
        };
        let row = self.rows.len() as u32;
        let [a, b] = keeper.sections;
        // A section that is tied to itself is counted once.
        [Some(a), (a != b).then_some(b)].into_iter().flatten().for_each(|section| self.of_section[section.index()].push(row));
        self.rows.push(Row { sections: keeper.sections.map(|section| section.0), tie, stance });
    }

    /// Adds, or takes off, what the ties of a section come to.
    #[inline]
    pub(crate) fn count(&self, tally: &mut Tally, section: u32, pattern: &[u32], teacher: &[u32], on: bool) {
        if self.rows.is_empty() {
            return;
        }
        for &row in &self.of_section[section as usize] {
            let Row { sections: [a, b], tie, stance } = &self.rows[row as usize];
            let (a, b) = (*a as usize, *b as usize);
            let broken = match tie {
                Tie::SameTeacher => teacher[a] != NONE && teacher[b] != NONE && teacher[a] != teacher[b],
                Tie::OtherTeacher => teacher[a] != NONE && teacher[a] == teacher[b],
                Tie::Patterns(table) => {
                    pattern[a] != NONE && pattern[b] != NONE && !self.tables[*table].allows(PatternId(pattern[a]), PatternId(pattern[b]))
                }
            };
            if broken {
                tally.add(*stance, if on { 1 } else { -1 });
            }
        }
    }
}
