//! Proofs as the search grows them, and the form in which they leave it.

use super::asked::Asked;
use super::standing::Standing;
use super::times::wide;
use crate::reach::Proof;
use mortarboard_model::{CourseId, Id, NodeId, TermId};

/// A proof by positions; see [`Proof`].
#[derive(Clone, Debug)]
pub(super) enum Tree {
    Missed(NodeId),
    Cut { asked: Asked, supply: Vec<usize>, steps: u128, retakes: Vec<usize> },
    Average(NodeId),
    Impossible { course: usize, year: usize },
    Clash(Vec<usize>),
    Branch { course: usize, year: usize, not: Box<Tree>, at: Vec<(usize, Tree)> },
    Pick(NodeId, Vec<(NodeId, Tree)>),
    Group(usize, Vec<(u32, Tree)>),
    Either(usize, Vec<(usize, Tree)>),
}

impl Tree {
    /// How many proofs without cases it is made of.
    pub(super) fn size(&self) -> usize {
        match self {
            Tree::Branch { not, at, .. } => not.size() + at.iter().map(|(_, tree)| tree.size()).sum::<usize>(),
            Tree::Pick(_, cases) => cases.iter().map(|(_, tree)| tree.size()).sum(),
            Tree::Group(_, cases) => cases.iter().map(|(_, tree)| tree.size()).sum(),
            Tree::Either(_, cases) => cases.iter().map(|(_, tree)| tree.size()).sum(),
            _ => 1,
        }
    }

    /// The proof in the office's own ids.
    pub(super) fn written(&self, standing: &Standing<'_>) -> Proof {
        let tables = standing.tables;
        let course = |at: usize| tables.school.courses()[CourseId::from_index(at)].id.clone();
        let term = |term: usize| tables.school.calendar().terms()[TermId::from_index(term)].clone();
        let node = |id: NodeId| tables.needs.plan.nodes[id].id.clone();
        let leaf = |leaf: usize| node(tables.needs.leaves[leaf].node);
        let year = |year: usize| u32::try_from(year).unwrap_or(u32::MAX);
        match self {
            Tree::Missed(id) => Proof::Missed { node: node(*id) },
            Tree::Average(id) => Proof::Average { node: node(*id) },
            Tree::Impossible { course: at, year: when } => Proof::Impossible { course: course(*at), year: year(*when) },
            Tree::Clash(courses) => {
                let mut courses: Vec<String> = courses.iter().map(|&at| course(at)).collect();
                courses.sort_unstable();
                Proof::Clash { courses }
            }
            Tree::Cut { asked, supply, steps, retakes } => Proof::Cut {
                nodes: wide(asked.leaves).map(leaf).chain(asked.choices.iter().map(|&id| node(id))).collect(),
                supply: supply.iter().map(|&at| course(at)).collect(),
                steps: wide(*steps).map(|step| (year(step / standing.terms), term(step % standing.terms))).collect(),
                retakes: retakes.iter().map(|&at| course(at)).collect(),
            },
            Tree::Branch { course: of, year: when, not, at } => {
                let spans = &tables.times.offers[*of].spans;
                let terms = |span: usize| -> Vec<Vec<String>> {
                    let parts = if spans[span].parts.is_empty() { &[span][..] } else { &spans[span].parts };
                    let mut sets: Vec<&Vec<TermId>> = parts.iter().map(|&part| &spans[part].terms).collect();
                    sets.sort_unstable();
                    sets.into_iter().map(|terms| terms.iter().map(|id| term(id.index())).collect()).collect()
                };
                Proof::Branch {
                    course: course(*of),
                    year: year(*when),
                    not: Box::new(not.written(standing)),
                    at: at.iter().map(|(span, tree)| (terms(*span), tree.written(standing))).collect(),
                }
            }
            Tree::Pick(id, cases) => {
                Proof::Pick { node: node(*id), cases: cases.iter().map(|(part, tree)| (node(*part), tree.written(standing))).collect() }
            }
            Tree::Group(at, cases) => Proof::Group {
                node: leaf(*at),
                cases: cases.iter().map(|(group, tree)| (tables.needs.groups[*group as usize].clone(), tree.written(standing))).collect(),
            },
            Tree::Either(either, cases) => {
                Proof::Either { either: *either, cases: cases.iter().map(|(at, tree)| (leaf(*at), tree.written(standing))).collect() }
            }
        }
    }
}
