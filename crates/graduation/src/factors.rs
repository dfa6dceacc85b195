//! What a failed course costs: how many others wait for it, and how long the chain through it is.
//!
//! The factors are those of curricular analytics (Heileman, Abdallah, Slim and Hickman, "Curricular Analytics:
//! A Framework for Quantifying the Impact of Curricular Reforms and Pedagogical Innovations", 2018), over the
//! prerequisites of courses. High ones name the courses whose loss sets a student back most.

use mortarboard_model::graduation::{Listing, When};
use mortarboard_model::{Id, IdVec, ListingId, School};
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Dfs, EdgeRef};
use serde::Serialize;

/// How much hangs on one course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Factor {
    /// Course, by office id.
    pub course: String,
    /// Blocking factor: courses that have this one somewhere among what may come before them.
    pub blocking: u32,
    /// Of these, courses that can't be reached at all without it, because no clause offers another way.
    pub only_way: u32,
    /// Delay factor: courses on the longest chain of prerequisites through this one, itself included.
    pub delay: u32,
    /// One such chain, first course first.
    pub chain: Vec<String>,
}

impl Factor {
    /// Structural complexity: blocking and delay added.
    ///
    /// ```
    /// use mortarboard_graduation::Factor;
    /// let factor = Factor { course: "ALG1".to_owned(), blocking: 5, only_way: 3, delay: 4, chain: Vec::new() };
    /// assert_eq!(factor.complexity(), 9);
    /// ```
    pub fn complexity(&self) -> u32 {
        self.blocking.saturating_add(self.delay)
    }
}

/// The factors of all courses, greatest complexity first. Only what must be passed *before* counts. Courses
/// that lie on a cycle of alternatives count each other as blocked, and chains pass through one of them.
/// O(courses · prerequisites).
///
/// ```
/// use mortarboard_graduation::course_factors;
/// use mortarboard_model::School;
/// let raw = serde_json::from_str(r#"{
///     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
///     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
///     "courses": [{"course": "ALG1", "sections": 1, "patterns": "P1", "max_seats": 9},
///                 {"course": "GEO", "sections": 1, "patterns": "P1", "max_seats": 9}],
///     "students": [{"student": "s1"}],
///     "requests": [{"student": "s1", "course": "ALG1"}],
///     "prerequisites": [{"course": "GEO", "any_of": "ALG1"}]
/// }"#).unwrap();
/// let school = School::try_from(&raw as &mortarboard_model::raw::RawSchool).unwrap();
/// let factors = course_factors(&school);
/// assert_eq!((factors[0].course.as_str(), factors[0].blocking, factors[0].delay), ("ALG1", 1, 2));
/// ```
pub fn course_factors(school: &School) -> Vec<Factor> {
    let listings = &school.graduation().listings;
    let graph = graph(listings);
    let chains = Chains::new(&graph);
    let id = |at: NodeIndex| listings.get(graph[at]).map_or(String::new(), |listing| listing.id.clone());
    let mut factors: Vec<Factor> = graph
        .node_indices()
        .map(|at| {
            let mut reached = 0;
            let mut walk = Dfs::new(&graph, at);
            while walk.next(&graph).is_some() {
                reached += 1;
            }
            let chain: Vec<String> = chains.through(at).into_iter().map(id).collect();
            let delay = u32::try_from(chain.len()).unwrap_or(u32::MAX);
            Factor { course: id(at), blocking: reached - 1, only_way: only_way(listings, graph[at]), delay, chain }
        })
        .collect();
    factors.sort_by(|a, b| b.complexity().cmp(&a.complexity()).then_with(|| a.course.cmp(&b.course)));
    factors
}

/// An edge from each course to those it may come before.
fn graph(listings: &IdVec<ListingId, Listing>) -> DiGraph<ListingId, ()> {
    let mut graph = DiGraph::new();
    let nodes: Vec<NodeIndex> = listings.ids().map(|id| graph.add_node(id)).collect();
    for (id, listing) in listings.iter() {
        for clause in listing.prerequisites.iter().filter(|clause| clause.when == When::Before) {
            for before in &clause.any_of {
                if let (Some(&from), Some(&to)) = (nodes.get(before.index()), nodes.get(id.index())) {
                    graph.update_edge(from, to, ());
                }
            }
        }
    }
    graph
}

/// How many courses can't be reached when one is never passed: a least fixpoint over the clauses.
fn only_way(listings: &IdVec<ListingId, Listing>, without: ListingId) -> u32 {
    let reached = |without: Option<ListingId>| {
        let mut open: IdVec<ListingId, bool> = IdVec::filled(listings.len(), false);
        let mut more = true;
        while more {
            more = false;
            for (id, listing) in listings.iter() {
                let before = listing.prerequisites.iter().filter(|clause| clause.when == When::Before);
                let ready = before.clone().all(|clause| clause.any_of.iter().any(|&other| open.get(other) == Some(&true)));
                if !open[id] && Some(id) != without && ready {
                    open[id] = true;
                    more = true;
                }
            }
        }
        open
    };
    let (with, lost) = (reached(None), reached(Some(without)));
    let gone = with.iter().filter(|&(id, &open)| open && id != without && !lost[id]).count();
    u32::try_from(gone).unwrap_or(u32::MAX)
}

/// The longest chain that ends, and that begins, at each course.
struct Chains {
    /// Courses up to and with this one, and the one before it.
    upto: Vec<(u32, Option<NodeIndex>)>,
    /// Courses from this one on, and the next one.
    from: Vec<(u32, Option<NodeIndex>)>,
}

impl Chains {
    fn new(graph: &DiGraph<ListingId, ()>) -> Self {
        // Components come after all that they lead to; inside of one there is no order to speak of.
        let components = tarjan_scc(graph);
        let mut part = vec![0; graph.node_count()];
        for (number, nodes) in components.iter().enumerate() {
            nodes.iter().for_each(|node| part[node.index()] = number);
        }
        let mut chains = Chains { upto: vec![(1, None); graph.node_count()], from: vec![(1, None); graph.node_count()] };
        for &at in components.iter().flatten() {
            for edge in graph.edges(at).filter(|edge| part[edge.target().index()] != part[at.index()]) {
                let length = chains.from[edge.target().index()].0 + 1;
                if length > chains.from[at.index()].0 {
                    chains.from[at.index()] = (length, Some(edge.target()));
                }
            }
        }
        for &at in components.iter().rev().flatten() {
            for edge in graph.edges(at).filter(|edge| part[edge.target().index()] != part[at.index()]) {
                let length = chains.upto[at.index()].0 + 1;
                if length > chains.upto[edge.target().index()].0 {
                    chains.upto[edge.target().index()] = (length, Some(at));
                }
            }
        }
        chains
    }

    fn through(&self, at: NodeIndex) -> Vec<NodeIndex> {
        let follow = |links: &[(u32, Option<NodeIndex>)]| {
            let mut path = Vec::new();
            let mut next = links[at.index()].1;
            while let Some(node) = next {
                path.push(node);
                next = links[node.index()].1;
            }
            path
        };
        let mut chain = follow(&self.upto);
        chain.reverse();
        chain.push(at);
        chain.extend(follow(&self.from));
        chain
    }
}
