//! Looks for what would mend a cause: each change is made and the question asked again.

use super::Cause;
use super::choices::Placed;
use super::mend::{Mend, Mended};
use super::world::{World, listings};
use crate::reach::{Stop, Who};
use mortarboard_model::graduation::{Asks, Node, Plan};
use mortarboard_model::{Change, CourseId, Id, ListingId, NodeId, PatternId, Schedule, School, StudentId};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Changes of one kind that are tried for one cause.
const TRIED: usize = 24;
/// Mends of one kind that are told.
const TOLD: usize = 2;
/// Steps in which credit from outside is raised.
const STEPS: u64 = 48;

/// What would mend a cause of some students who follow one plan: single changes after which each of them could graduate
/// on time, or, where none of these does, after which this cause no longer stands in the way of any of them. Empty where none
/// of the changes looked at does even that.
///
/// Each change is made and the question asked again, with everything offered where the cause is none of the schedule, and
/// otherwise with the sections as placed and the seats that are left; a roster has to be made anew then. Some dozens of
/// searches for each student.
///
/// ```
/// use mortarboard_graduation::reach::{Mend, Reacher, mends, why};
/// use mortarboard_model::{PlanId, School, StudentId, testing};
/// let school = School::try_from(testing::graduation()).unwrap();
/// let cause = why(&Reacher::new(&school, PlanId(0), None), &school, None, StudentId(1)).unwrap();
/// let mends = mends(&school, &school.graduation().plans[PlanId(0)], None, &cause, &[StudentId(1)]);
/// // With geometry passed the chain is gone, but the year is still too short for all that is asked.
/// let geometry = Mend::Elsewhere { course: "GEO".to_owned() };
/// assert!(mends.iter().any(|mended| !mended.enough && mended.mend == geometry), "{mends:?}");
/// ```
pub fn mends(school: &School, plan: &Plan, schedule: Option<&Schedule>, cause: &Cause, students: &[StudentId]) -> Vec<Mended> {
    mends_until(school, plan, schedule, cause, students, None)
}

/// The same until it is over: changes that were not asked about to the end by then are not among them.
///
/// ```
/// use mortarboard_graduation::reach::{Reacher, mends_until, why};
/// use mortarboard_model::{PlanId, School, StudentId, testing};
/// use std::sync::Arc;
/// let school = School::try_from(testing::graduation()).unwrap();
/// let cause = why(&Reacher::new(&school, PlanId(0), None), &school, None, StudentId(1)).unwrap();
/// let (plan, students) = (&school.graduation().plans[PlanId(0)], [StudentId(1)]);
/// assert!(mends_until(&school, plan, None, &cause, &students, Some(&(Arc::new(|| true) as _))).is_empty());
/// assert!(!mends_until(&school, plan, None, &cause, &students, Some(&(Arc::new(|| false) as _))).is_empty());
/// ```
pub fn mends_until(
    school: &School,
    plan: &Plan,
    schedule: Option<&Schedule>,
    cause: &Cause,
    students: &[StudentId],
    over: Option<&Stop>,
) -> Vec<Mended> {
    let known = |&id: &StudentId| {
        let (data, progress) = (school.students().get(id)?, school.graduation().students.get(id)?);
        Some((id, Who { grade: data.grade?, progress, away: &data.unavailable }))
    };
    let people: Vec<(StudentId, Who<'_>)> = students.iter().filter_map(known).collect();
    if people.is_empty() || people.len() < students.len() {
        return Vec::new();
    }
    if cause.is_of_schedule() {
        let Some(schedule) = schedule.filter(|schedule| schedule.fits(school)) else { return Vec::new() };
        return Placed { school, plan, schedule, over }.mends(cause, &people);
    }
    let asked = Asked { school, plan, people: &people, over };
    let nodes = asked.nodes(cause);
    let whole = asked.working(cause, &nodes, |world| asked.suffices(world));
    if !whole.is_empty() {
        return whole.into_iter().map(|mend| Mended { mend, enough: true }).collect();
    }
    asked
        .working(cause, &nodes, |world| asked.removes(world, cause, &nodes))
        .into_iter()
        .map(|mend| Mended { mend, enough: false })
        .collect()
}

struct Asked<'a> {
    school: &'a School,
    plan: &'a Plan,
    people: &'a [(StudentId, Who<'a>)],
    /// Whether to ask no further.
    over: Option<&'a Stop>,
}

impl Asked<'_> {
    /// The requirements that a cause names.
    fn nodes(&self, cause: &Cause) -> Vec<NodeId> {
        let titles = cause.requirements();
        self.plan.nodes.iter().skip(1).filter(|(_, node)| titles.contains(&node.title)).map(|(id, _)| id).collect()
    }

    fn who(&self) -> impl Iterator<Item = Who<'_>> {
        self.people.iter().map(|(_, who)| *who)
    }

    fn suffices(&self, world: &World) -> bool {
        world.all_reach((self.school, self.plan), self.who(), self.over)
    }

    /// Whether the requirements could be met if nothing else were asked, and another cause is named.
    fn removes(&self, world: &World, cause: &Cause, nodes: &[NodeId]) -> bool {
        let alone = World { only: Some(nodes.to_vec()), ..world.clone() };
        let asked = (self.school, self.plan);
        alone.all_reach(asked, self.who(), self.over) && world.all_differ(asked, self.who(), cause, self.over)
    }

    fn working(&self, cause: &Cause, nodes: &[NodeId], works: impl Fn(&World) -> bool) -> Vec<Mend> {
        let mut told: Vec<Mend> = Vec::new();
        let mut tried: BTreeMap<u8, usize> = BTreeMap::new();
        for (mend, world) in self.candidates(cause, nodes) {
            let kind = |mend: &Mend| match mend {
                Mend::Hold { .. } => 0,
                Mend::Offer { .. } => 1,
                Mend::Again { .. } => 2,
                Mend::Free { .. } => 3,
                Mend::Elsewhere { .. } => 4,
                _ => 5,
            };
            let count = tried.entry(kind(&mend)).or_default();
            if *count >= TRIED || told.iter().filter(|known| kind(known) == kind(&mend)).count() >= TOLD {
                continue;
            }
            *count += 1;
            if works(&world) {
                told.push(mend);
            }
        }
        told.extend(self.credits(nodes, &works));
        for &node in nodes {
            let data = &self.plan.nodes[node];
            if works(&World { waived: vec![node], ..World::default() }) {
                told.push(Mend::Waive { node: data.id.clone(), requirement: data.title.clone() });
                break;
            }
        }
        told
    }

    /// The least credit from outside that does, where requirements of credit are named: for one of them, those first that admit
    /// most courses, or else for several.
    fn credits(&self, nodes: &[NodeId], works: &impl Fn(&World) -> bool) -> Option<Mend> {
        let pieces =
            |id: &NodeId| if let Asks::Credits(credits) = &self.plan.nodes[*id].asks { Some(u64::from(credits.pieces)) } else { None };
        let asked: BTreeMap<NodeId, u64> = nodes.iter().map(|id| Some((*id, pieces(id)?))).collect::<Option<_>>()?;
        let unit = u64::from(self.plan.unit.max(1));
        let most = asked.values().sum::<u64>().min(STEPS);
        let mut wide = nodes.to_vec();
        wide.sort_by_key(|&id| (Reverse(listings(self.plan, id).count()), id));
        let several = |pieces: u64| -> Vec<NodeId> {
            let mut left = pieces;
            let needed = |id: &NodeId| {
                let before = left;
                left = left.saturating_sub(asked[id]);
                before > 0
            };
            wide.iter().copied().take_while(needed).collect()
        };
        let found = (1..=most).find_map(|pieces| {
            let single = wide.iter().filter(|id| asked[id] >= pieces).take(TOLD).map(|&id| vec![id]);
            let all = (nodes.len() > 1).then(|| several(pieces));
            let credits = pieces * unit;
            let outside = |nodes: &Vec<NodeId>| World { credits: Some((nodes.clone(), credits)), ..World::default() };
            single.chain(all).find(|nodes| works(&outside(nodes))).map(|nodes| (nodes, credits))
        });
        let (nodes, credits) = found?;
        let of = |text: fn(&Node) -> &String| nodes.iter().map(|&id| text(&self.plan.nodes[id]).clone()).collect();
        Some(Mend::Credits { nodes: of(|node| &node.id), requirements: of(|node| &node.title), credits })
    }

    fn candidates(&self, cause: &Cause, nodes: &[NodeId]) -> Vec<(Mend, World)> {
        let find = |id: &String| self.school.graduation().listings.iter().find(|(_, listing)| listing.id == *id).map(|(id, _)| id);
        let named: Vec<ListingId> = cause.courses().iter().filter_map(find).collect();
        let mut found = Vec::new();
        match cause {
            Cause::PrerequisiteChain { .. } | Cause::ChainInTheYear { .. } | Cause::Corequisite { .. } => {
                self.holds(&named, &mut found);
                self.frees(&named, &mut found);
                self.elsewhere(&named, &mut found);
            }
            Cause::Mark { .. } => {
                self.holds(&named, &mut found);
                self.offers(&named, &mut found);
                self.frees_of_marks(&named, &mut found);
                self.elsewhere(&named, &mut found);
            }
            Cause::OfferedTooLate { .. } => {
                self.offers(&named, &mut found);
                self.holds(&named, &mut found);
                self.frees(&named, &mut found);
                self.elsewhere(&named, &mut found);
            }
            Cause::TooLittleOffered { .. } | Cause::Missed { .. } => {
                let admitted: BTreeSet<ListingId> = nodes.iter().flat_map(|&id| listings(self.plan, id)).collect();
                let admitted: Vec<ListingId> = admitted.into_iter().collect();
                let idle: Vec<ListingId> = admitted.iter().copied().filter(|&listing| self.is_idle(listing)).collect();
                self.holds(&idle, &mut found);
                self.offers(&admitted, &mut found);
                let again = admitted.iter().filter_map(|&listing| {
                    let course = self.school.graduation().listings.get(listing).filter(|data| data.course.is_some())?.id.clone();
                    Some((Mend::Again { course }, World { changes: vec![Change::Again(listing)], ..World::default() }))
                });
                found.extend(again);
                self.frees(&named, &mut found);
                self.elsewhere(&admitted, &mut found);
            }
            _ => {}
        }
        found
    }

    /// Whether a course of the school has no section this year.
    fn is_idle(&self, listing: ListingId) -> bool {
        let course = self.school.graduation().listings.get(listing).and_then(|data| self.school.courses().get(data.course?));
        course.is_some_and(|course| course.sections.is_empty())
    }

    /// One course held in a pattern more, or two.
    fn holds(&self, courses: &[ListingId], found: &mut Vec<(Mend, World)>) {
        let single: Vec<(CourseId, PatternId)> = courses
            .iter()
            .filter_map(|&listing| self.school.graduation().listings.get(listing)?.course)
            .flat_map(|course| self.other_times(course).into_iter().map(move |pattern| (course, pattern)))
            .collect();
        let mut add = |holds: &[(CourseId, PatternId)]| {
            let name = |&(course, pattern): &(CourseId, PatternId)| {
                (self.school.courses()[course].id.clone(), self.school.patterns()[pattern].id.clone())
            };
            let changes = holds.iter().map(|&(course, pattern)| Change::Hold(course, pattern)).collect();
            found.push((Mend::Hold { patterns: holds.iter().map(name).collect() }, World { changes, ..World::default() }));
        };
        single.iter().for_each(|&hold| add(&[hold]));
        for (at, &first) in single.iter().enumerate() {
            single[at + 1..].iter().filter(|second| second.0 != first.0).for_each(|&second| add(&[first, second]));
        }
    }

    /// Patterns of the school for sets of terms in which the course does not meet yet, one for each, with as many cells a
    /// term as one of its own has; any of its own where it has no section.
    fn other_times(&self, course: CourseId) -> Vec<PatternId> {
        let school = self.school;
        let fill = |pattern: PatternId| {
            let mut fill = vec![0_u32; school.calendar().terms().len()];
            for &cell in &school.patterns()[pattern].cells {
                fill[school.calendar().cells()[cell].term.index()] += 1;
            }
            fill
        };
        let terms = |fill: &[u32]| fill.iter().map(|&cells| cells > 0).collect::<Vec<bool>>();
        let data = &school.courses()[course];
        let mut seen: BTreeSet<Vec<bool>> = BTreeSet::new();
        let most = data.patterns.iter().flat_map(|&pattern| fill(pattern)).max().unwrap_or(0);
        if data.sections.is_empty() {
            return data.patterns.iter().copied().filter(|&pattern| seen.insert(terms(&fill(pattern)))).collect();
        }
        seen.extend(data.patterns.iter().map(|&pattern| terms(&fill(pattern))));
        let same = |pattern: &PatternId| fill(*pattern).into_iter().all(|cells| cells == 0 || cells == most);
        school.patterns().ids().filter(same).filter(|&pattern| seen.insert(terms(&fill(pattern)))).collect()
    }

    /// A prerequisite given up that names another of the courses, or is one of theirs.
    fn frees(&self, courses: &[ListingId], found: &mut Vec<(Mend, World)>) {
        for &listing in courses.iter().rev() {
            let Some(data) = self.school.graduation().listings.get(listing) else { continue };
            for (at, clause) in data.prerequisites.iter().enumerate() {
                let any_of =
                    clause.any_of.iter().filter_map(|&other| self.school.graduation().listings.get(other)).map(|other| other.id.clone());
                let mend = Mend::Free { course: data.id.clone(), any_of: any_of.collect() };
                found.push((mend, World { changes: vec![Change::Free(listing, at)], ..World::default() }));
            }
        }
    }

    /// Prerequisites given up that ask a mark in one of the courses.
    fn frees_of_marks(&self, courses: &[ListingId], found: &mut Vec<(Mend, World)>) {
        let all: Vec<ListingId> = self.school.graduation().listings.ids().collect();
        let of_mark = |listing: &ListingId| {
            let clauses = &self.school.graduation().listings[*listing].prerequisites;
            clauses.iter().any(|clause| clause.min_points.is_some() && clause.any_of.iter().any(|other| courses.contains(other)))
        };
        self.frees(&all.into_iter().filter(of_mark).collect::<Vec<_>>(), found);
    }

    fn elsewhere(&self, courses: &[ListingId], found: &mut Vec<(Mend, World)>) {
        for &listing in courses {
            let Some(data) = self.school.graduation().listings.get(listing) else { continue };
            found.push((Mend::Elsewhere { course: data.id.clone() }, World { passed: vec![listing], ..World::default() }));
        }
    }

    /// A later year in which a course is offered as it is this year.
    fn offers(&self, courses: &[ListingId], found: &mut Vec<(Mend, World)>) {
        for &listing in courses {
            let Some(data) = self.school.graduation().listings.get(listing) else { continue };
            for &year in data.offered.keys().filter(|_| !self.is_idle(listing)) {
                found.push((
                    Mend::Offer { course: data.id.clone(), year },
                    World { changes: vec![Change::Offer(listing, year)], ..World::default() },
                ));
            }
        }
    }
}
