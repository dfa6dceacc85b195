//! What an office grants to one student: requirements waived, credits by agreement, courses in place of others.

use super::{Asks, Clause, Graduation, Node, Plan, Progress};
use crate::ids::{ListingId, NodeId, PlanId};

/// A requirement from which a student is excused.
///
/// ```
/// use mortarboard_model::graduation::raw::RawWaiver;
/// use mortarboard_model::{School, StudentId, testing};
/// let mut raw = testing::graduation();
/// let [student, plan, requirement] = ["s10", "diploma", "geometry"].map(str::to_owned);
/// raw.waivers.push(RawWaiver { student, plan, requirement, reason: "moved here".to_owned(), ..RawWaiver::default() });
/// let school = School::try_from(raw).unwrap();
/// let waiver = &school.graduation().students[StudentId(0)].waivers[0];
/// assert_eq!((waiver.keep_total, waiver.reason.as_str()), (true, "moved here"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waiver {
    /// Plan of the school.
    pub plan: PlanId,
    /// Requirement, with all below it.
    pub node: NodeId,
    /// Whether requirements of the pool `total` stay as they are.
    pub keep_total: bool,
    /// Why; may be blank.
    pub reason: String,
}

/// What an allowance is.
///
/// ```
/// use mortarboard_model::graduation::AllowanceKind;
/// assert!(AllowanceKind::Waiver < AllowanceKind::Agreement);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AllowanceKind {
    /// The requirement asks less.
    Waiver,
    /// Credits count as had: in the requirement, and in those of the pool `total` that admit every course that it admits.
    Agreement,
}

/// A part of a requirement that is not asked of a student, or that counts as had.
///
/// ```
/// use mortarboard_model::graduation::{Asks, raw::RawWaiver};
/// use mortarboard_model::{School, StudentId, testing};
/// let mut raw = testing::graduation();
/// let [student, plan, requirement, kind] = ["s10", "diploma", "electives", "agreement"].map(str::to_owned);
/// raw.waivers.push(RawWaiver { student, plan, requirement, kind, credits: Some(10), ..RawWaiver::default() });
/// let school = School::try_from(raw).unwrap();
/// let (graduation, student) = (school.graduation(), &school.graduation().students[StudentId(0)]);
/// let electives = student.allowances[0].node;
/// let pieces = |plan| match &graduation.plans[plan].nodes[electives].asks {
///     Asks::Credits(credits) => credits.pieces,
///     _ => 0,
/// };
/// // The plan of the school asks for 20 credits in pieces of 5, the student's own form for 10.
/// assert_eq!((pieces(student.allowances[0].plan), pieces(student.plans[0])), (4, 2));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Allowance {
    /// Plan of the school.
    pub plan: PlanId,
    /// Requirement, one of credits.
    pub node: NodeId,
    /// What it is.
    pub kind: AllowanceKind,
    /// Pieces of the plan's unit; at least 1.
    pub pieces: u32,
    /// Of a waiver, whether requirements of the pool `total` stay as they are.
    pub keep_total: bool,
    /// Why; may be blank.
    pub reason: String,
}

/// A course that a student takes in place of another.
///
/// A pass of it is admitted, with its own grade, mark, method, time and credits, where a requirement of credits or of
/// participation admits the other course; it feeds one requirement in each pool, as any pass does. It does what the other
/// does before or with a course if no plan is named. Averages, caps, substitutes of requirements, either-ors and
/// validations look at what was taken.
///
/// ```
/// use mortarboard_model::graduation::raw::RawSubstitution;
/// use mortarboard_model::{School, StudentId, testing};
/// let mut raw = testing::graduation();
/// let [student, course, by] = ["s10", "GEO", "BAND"].map(str::to_owned);
/// raw.substitutions.push(RawSubstitution { student, course, by, ..RawSubstitution::default() });
/// let school = School::try_from(raw).unwrap();
/// let (graduation, student) = (school.graduation(), &school.graduation().students[StudentId(0)]);
/// let [geo, band] = ["GEO", "BAND"].map(|id| graduation.listings.iter().find(|(_, listing)| listing.id == id).unwrap().0);
/// assert_eq!((student.substitutions[0].course, student.substitutions[0].by), (geo, band));
/// // GEO comes before ALG2; for this student, so does BAND.
/// let alg2 = graduation.listings.values().find(|listing| listing.id == "ALG2").unwrap();
/// assert!(graduation.plans[student.plans[0]].stands.opens(&alg2.prerequisites[0], band));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Substitution {
    /// The course that is asked for.
    pub course: ListingId,
    /// The course that is taken in its place.
    pub by: ListingId,
    /// The only plan of the school in which it holds.
    pub plan: Option<PlanId>,
    /// The only requirement of that plan, with all below it, in which it holds.
    pub node: Option<NodeId>,
    /// Why; may be blank.
    pub reason: String,
}

/// Courses in place of others, in what must come before or with a course.
///
/// ```
/// use mortarboard_model::graduation::Stands;
/// use mortarboard_model::{ListingId, School, testing};
/// let school = School::try_from(testing::graduation()).unwrap();
/// let alg2 = school.graduation().listings.values().find(|listing| listing.id == "ALG2").unwrap();
/// assert_eq!(Stands::default().openers(&alg2.prerequisites[0]), alg2.prerequisites[0].any_of);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stands {
    /// Course taken and course that it stands for; sorted, each pair once.
    pub(crate) pairs: Vec<(ListingId, ListingId)>,
}

impl Stands {
    /// Whether a course is one that a clause names, or stands for one.
    ///
    /// ```
    /// use mortarboard_model::graduation::Stands;
    /// use mortarboard_model::{ListingId, School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let alg2 = school.graduation().listings.values().find(|listing| listing.id == "ALG2").unwrap();
    /// let clause = &alg2.prerequisites[0];
    /// assert!(Stands::default().opens(clause, clause.any_of[0]));
    /// assert!(!Stands::default().opens(clause, ListingId(u32::MAX)));
    /// ```
    pub fn opens(&self, clause: &Clause, listing: ListingId) -> bool {
        clause.any_of.contains(&listing) || self.pairs.iter().any(|(by, course)| *by == listing && clause.any_of.contains(course))
    }

    /// All courses that do so, sorted.
    ///
    /// ```
    /// use mortarboard_model::graduation::Stands;
    /// use mortarboard_model::{School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let alg2 = school.graduation().listings.values().find(|listing| listing.id == "ALG2").unwrap();
    /// assert_eq!(Stands::default().openers(&alg2.prerequisites[0]).len(), 1);
    /// ```
    pub fn openers(&self, clause: &Clause) -> Vec<ListingId> {
        let standing = self.pairs.iter().filter(|(_, course)| clause.any_of.contains(course)).map(|(by, _)| *by);
        let mut openers: Vec<ListingId> = clause.any_of.iter().copied().chain(standing).collect();
        openers.sort_unstable();
        openers.dedup();
        openers
    }
}

impl Progress {
    /// The student's form of a plan of the school: the plan itself where it has no other.
    ///
    /// ```
    /// use mortarboard_model::graduation::Progress;
    /// use mortarboard_model::PlanId;
    /// assert_eq!(Progress::default().form(PlanId(3)), PlanId(3));
    /// ```
    pub fn form(&self, plan: PlanId) -> PlanId {
        self.forms.get(&plan).copied().unwrap_or(plan)
    }

    /// Courses in place of others before or with a course: those that are so in every plan.
    ///
    /// ```
    /// use mortarboard_model::graduation::{Progress, Stands};
    /// assert_eq!(Progress::default().stands(), Stands::default());
    /// ```
    pub fn stands(&self) -> Stands {
        let everywhere = self.substitutions.iter().filter(|one| one.plan.is_none() && one.node.is_none());
        let mut pairs: Vec<(ListingId, ListingId)> = everywhere.map(|one| (one.by, one.course)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        Stands { pairs }
    }
}

impl Node {
    /// A requirement of everyone.
    pub(crate) fn new(id: String, title: String, parent: Option<NodeId>, asks: Asks) -> Node {
        Node { id, title, groups: Vec::new(), not_groups: Vec::new(), entered_from: None, entered_to: None, parent, asks }
    }

    /// Whether it is asked of some students only.
    pub(crate) fn is_conditional(&self) -> bool {
        !self.groups.is_empty() || !self.not_groups.is_empty() || self.entered_from.is_some() || self.entered_to.is_some()
    }

    /// Whether it is asked of a student of some groups, who entered in some school year.
    ///
    /// ```
    /// use mortarboard_model::{PlanId, School, testing};
    /// let mut raw = testing::graduation();
    /// raw.settings.year = Some(2026);
    /// raw.plans[0].require[0].entered_from = Some(2025);
    /// let school = School::try_from(raw).unwrap();
    /// let english = school.graduation().plans[PlanId(0)].nodes.values().nth(1).unwrap();
    /// assert!(english.is_asked_of(&[], Some(2025)) && !english.is_asked_of(&[], Some(2024)));
    /// ```
    pub fn is_asked_of(&self, groups: &[&str], entered: Option<i64>) -> bool {
        let among = |list: &[String]| list.iter().any(|group| groups.contains(&group.as_str()));
        (self.groups.is_empty() || among(&self.groups))
            && !among(&self.not_groups)
            && entered.is_none_or(|entered| {
                self.entered_from.is_none_or(|from| entered >= i64::from(from)) && self.entered_to.is_none_or(|to| entered <= i64::from(to))
            })
    }
}

impl Graduation {
    /// The school year in which a student entered: by the years left, where the year of first entry tells them, and
    /// otherwise by the grade. None where the school's own year is not stated.
    ///
    /// ```
    /// use mortarboard_model::{School, StudentId, testing};
    /// let mut raw = testing::graduation();
    /// raw.settings.year = Some(2026);
    /// let school = School::try_from(raw).unwrap();
    /// let graduation = school.graduation();
    /// assert_eq!(graduation.entered(&graduation.students[StudentId(0)], 10), Some(2025));
    /// ```
    pub fn entered(&self, progress: &Progress, grade: u32) -> Option<i64> {
        entered(self.year, (self.first_grade, self.last_grade), progress, grade)
    }
}

pub(crate) fn entered(year: Option<u32>, (first, last): (u32, u32), progress: &Progress, grade: u32) -> Option<i64> {
    let left = progress.years_left.map_or(i64::from(last) + 1 - i64::from(grade), i64::from);
    Some(i64::from(year?) + left - (i64::from(last) + 1 - i64::from(first)))
}

impl Plan {
    /// The group of a course: its own, or else that of a course in whose place it is taken.
    ///
    /// ```
    /// use mortarboard_model::{PlanId, School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let graduation = school.graduation();
    /// let plan = &graduation.plans[PlanId(0)];
    /// assert!(graduation.listings.iter().all(|(id, listing)| plan.group_of(graduation, id) == listing.group.as_ref()));
    /// ```
    pub fn group_of<'a>(&'a self, graduation: &'a Graduation, listing: ListingId) -> Option<&'a String> {
        graduation.listings.get(listing)?.group.as_ref().or_else(|| self.lent_groups.get(&listing))
    }
}
