//! What graduation asks of each student: plans, transcripts, prerequisites and later offerings, checked.
//!
//! Credits are whole numbers in the school's own unit. Marks are points in hundredths. Grades are those of
//! the student in the year concerned; *offset* counts years from the school's own, which is 0.

mod granted;
mod limits;
mod listing;
mod needs;
mod outside;
pub mod raw;

pub(crate) use granted::entered;
pub use granted::{Allowance, AllowanceKind, Stands, Substitution, Waiver};
pub use limits::{Cap, Either, Validation};
pub(crate) use outside::MOST_PARTS;
pub use outside::{Beyond, Open, Outside, OutsideWhen};

use crate::ids::{CourseId, GroupId, IdVec, ListingId, NodeId, PersonaId, PlanId, StudentId, TermId};
use std::collections::BTreeMap;

/// Points in hundredths: 400 for an A where marks are set so.
pub type Points = u32;

/// The pool of requirements that name none.
pub const DIPLOMA: &str = "diploma";
/// The pool of sums over everything: what a waiver that does not keep the total shrinks.
pub const TOTAL: &str = "total";
/// The method of courses taken at the school.
pub const CLASSROOM: &str = "classroom";

/// Everything about graduation that a school states; empty when it states nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Graduation {
    /// The school's own year, when the settings name it.
    pub year: Option<u32>,
    /// First grade of the school: that of entry.
    pub first_grade: u32,
    /// Last grade: graduation is on time at its end.
    pub last_grade: u32,
    /// The highest mark there is, by the order of marks.
    pub top_mark: Points,
    /// What the highest mark is worth in averages, before what a course adds; of several equally high marks the least.
    pub top_points: Points,
    /// Courses: first those of the school, with the same positions, then those of the catalogue alone.
    pub listings: IdVec<ListingId, Listing>,
    /// Plans: first those that the school states, then the forms that some of them have for some students; see
    /// [`Plan::form_of`].
    pub plans: IdVec<PlanId, Plan>,
    /// By student.
    pub students: IdVec<StudentId, Progress>,
    /// Groups for reports, by the office's ids.
    pub groups: IdVec<GroupId, String>,
    /// Credit that may be had from outside.
    pub outside: Vec<Outside>,
    /// Typical students.
    pub personas: IdVec<PersonaId, Persona>,
}

/// A course as graduation sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listing {
    /// The office's id.
    pub id: String,
    /// Title, for people.
    pub title: String,
    /// Subject area.
    pub subject: String,
    /// Credits.
    pub credits: u32,
    /// Sorted tags.
    pub tags: Vec<String>,
    /// Code of a course classification; may be blank.
    pub code: String,
    /// Courses of one group go on from each other.
    pub group: Option<String>,
    /// Lowest grade in which it may be taken.
    pub lowest_grade: u32,
    /// Highest grade in which it may be taken.
    pub highest_grade: u32,
    /// How often it may be passed for credit in full; at least 1. See [`room`](Self::room).
    pub completions: u32,
    /// What a mark that passes counts more in averages.
    pub added_points: Points,
    /// Whether it has educational content: not an aide's or a free period.
    pub content: bool,
    /// All of these must hold.
    pub prerequisites: Vec<Clause>,
    /// The course of the school, if it is one; it has the same position.
    pub course: Option<CourseId>,
    /// Terms in which it may meet in later years, by offset (1 and up), where that differs from the
    /// school's own year.
    pub offered: BTreeMap<u32, Vec<TermId>>,
}

/// One condition before or with a course.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Clause {
    /// When.
    pub when: When,
    /// Any one of these will do; sorted, never empty.
    pub any_of: Vec<ListingId>,
    /// Lowest mark that counts, in points. Marks without points pass.
    pub min_points: Option<Points>,
}

/// When another course must be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// Passed, its last term before the first term of this course.
    Before,
    /// Passed before, or its first term not after the first term of this course.
    With,
    /// Passed before, or taken in the very same terms.
    Same,
}

/// How a course ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// Passed.
    Passed,
    /// Still going on before the school's own year; taken to be passed with whatever mark is needed.
    InProgress,
    /// Not passed; counts in averages only.
    Failed,
    /// Left; counts nowhere.
    Withdrawn,
}

/// A course taken before the school's own year.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record {
    /// Course.
    pub listing: ListingId,
    /// Grade in which it was taken.
    pub grade: Option<u32>,
    /// Term, when it is known to be one.
    pub term: Option<TermId>,
    /// The mark by the order of marks, when it has points: what lowest marks are compared with.
    pub points: Option<Points>,
    /// What the mark is worth in averages, when it has points.
    pub average: Option<Points>,
    /// How it ended.
    pub ending: Ending,
    /// Credits earned, or to be earned when in progress; 0 when failed or withdrawn.
    pub credits: u32,
    /// Credits attempted: the weight of the mark in averages.
    pub attempted: u32,
    /// How the credit was earned.
    pub method: String,
}

/// Where a student stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Courses taken, in input order.
    pub records: Vec<Record>,
    /// Exam scores (the best) and items (the sum), by name.
    pub scores: BTreeMap<String, Achieved>,
    /// Plans, in plan order, each in the student's own form.
    pub plans: Vec<PlanId>,
    /// Plans of the school, whether followed or not, that have another form for this student, with that form.
    pub forms: BTreeMap<PlanId, PlanId>,
    /// Requirements excused whole.
    pub waivers: Vec<Waiver>,
    /// Requirements excused in part, and credits by agreement, by plan and requirement. The forms of the plans ask so much
    /// less.
    pub allowances: Vec<Allowance>,
    /// Courses in place of others, in input order. The forms of the plans admit them.
    pub substitutions: Vec<Substitution>,
    /// Groups, sorted.
    pub groups: Vec<GroupId>,
    /// Transcript rows that are equal in every cell to an earlier one, in input order.
    pub equal_rows: Vec<EqualRow>,
    /// Years left to graduate on time, the school's own included, by the year of first entry; none where that is not
    /// stated, and the grade tells.
    pub years_left: Option<u32>,
}

/// A transcript row that is equal in every cell to an earlier one of the student.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EqualRow {
    /// Course.
    pub listing: ListingId,
    /// Whether it counts as a record of its own: no term is named, and the course may be passed more often.
    pub counts: bool,
}

/// What a student has of an exam or an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Achieved {
    /// Best score.
    pub best: u32,
    /// Sum.
    pub sum: u32,
}

/// A typical student.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Persona {
    /// The office's id.
    pub id: String,
    /// Title, for people.
    pub title: String,
    /// Grade in the school's own year.
    pub grade: u32,
    /// Where the student stands.
    pub progress: Progress,
    /// In each term left, a course with each of these tags, as long as one fits the grade.
    pub needs: Vec<String>,
}

/// A graduation plan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// The office's id.
    pub id: String,
    /// Title, for people.
    pub title: String,
    /// Where the rules stand.
    pub source: String,
    /// Credits of one piece; at least 1. All amounts of the plan are multiples of it; of a record, what is
    /// left over beyond whole pieces does not count.
    pub unit: u32,
    /// Whether every student without a plan of their own follows it.
    pub everyone: bool,
    /// Requirements, each before those below it; the first is an `All` that holds the whole plan.
    pub nodes: IdVec<NodeId, Node>,
    /// Limits on credit of one kind. Of any two, either one holds the other or no credit falls under both.
    pub caps: Vec<Cap>,
    /// Courses that may feed one of several requirements.
    pub either: Vec<Either>,
    /// Higher courses that stand in for lower ones.
    pub validations: Vec<Validation>,
    /// The plan of the school of which this is the form for some students: with the same id and the same requirements at
    /// the same places, less what is not asked of them, and open to what they take in place of other courses. None for the
    /// plan of the school itself.
    pub form_of: Option<PlanId>,
    /// Courses in place of others in what must come before or with a course; none in a plan of the school.
    pub stands: Stands,
    /// Groups of courses that have none of their own and are taken in place of one that has; none in a plan of the school.
    pub lent_groups: BTreeMap<ListingId, String>,
}

/// A requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Node {
    /// Id, unique in the plan.
    pub id: String,
    /// Title, for people.
    pub title: String,
    /// Asked only of students of one of these groups, unless there are none; sorted.
    pub groups: Vec<String>,
    /// Not asked of students of any of these groups; sorted.
    pub not_groups: Vec<String>,
    /// Asked only of students who entered in this school year or later.
    pub entered_from: Option<u32>,
    /// Asked only of students who entered in this school year or earlier.
    pub entered_to: Option<u32>,
    /// The requirement above it.
    pub parent: Option<NodeId>,
    /// What it asks.
    pub asks: Asks,
}

/// What a requirement asks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Asks {
    /// All of these.
    All(Vec<NodeId>),
    /// At least so many of these; at least 1, at most all.
    Some(u32, Vec<NodeId>),
    /// So many pieces of credit.
    Credits(Credits),
    /// A course that the filter admits in each term of these grades. Credit does not matter, and nothing
    /// is used up.
    EachTerm {
        /// What counts.
        from: Filter,
        /// Lowest grade.
        lowest: u32,
        /// Highest grade.
        highest: u32,
    },
    /// An average of points over what the filter admits, failed courses among it, weighted by the credits attempted.
    /// Nothing is used up.
    Average {
        /// What counts.
        from: Filter,
        /// Least average, in hundredths.
        least: Points,
        /// Which marks count of a course taken again.
        repeats: Repeats,
    },
    /// An exam.
    Exam {
        /// Exam.
        exam: String,
        /// Least score.
        score: u32,
        /// To be done by the end of this grade.
        by_grade: Option<u32>,
    },
    /// Something that is no course.
    Item {
        /// Item.
        item: String,
        /// Least amount.
        amount: u32,
        /// To be done by the end of this grade.
        by_grade: Option<u32>,
        /// Whether it is what the student is, and nothing that can still be done.
        status: bool,
    },
}

/// Which marks count in an average of a course that may be passed once for credit and was taken more often. Of a course
/// with more completions all marks count.
///
/// Marks count as long as those before them leave something of the credits of the course, and with no more credits
/// than that, so that the two halves of a year count both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Repeats {
    /// The best first: those that passed before those that failed, and of these the highest; marks without points come
    /// behind all others that passed, and weigh nothing.
    #[default]
    Best,
    /// The latest first, by grade and last term; of two at the same time the later one in the transcript.
    Latest,
    /// All of them, each with the credits attempted.
    All,
}

/// So many pieces of credit from what a filter admits.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Credits {
    /// Pieces, each of the plan's unit; at least 1, and 0 only in the form of a plan for some students.
    pub pieces: u32,
    /// What counts.
    pub from: Filter,
    /// Pool: a piece counts once in each.
    pub pool: String,
    /// Whether all pieces must come from listings of one group.
    pub same_group: bool,
    /// Whether validations count.
    pub validated: bool,
    /// What may replace it, each up to a number of pieces.
    pub substitutes: Vec<Cap>,
}

/// What counts: what any one of the conditions admits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Filter {
    /// Any one of these; never empty.
    pub any: Vec<Conditions>,
}

/// Conditions that must all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Conditions {
    /// The courses that pass the conditions on courses alone; sorted.
    pub listings: Vec<ListingId>,
    /// Earned by one of these methods; none means any.
    pub methods: Vec<String>,
    /// Earned by none of these.
    pub not_methods: Vec<String>,
    /// Taken in this grade or later.
    pub from_grade: Option<u32>,
    /// Taken in this grade or earlier.
    pub to_grade: Option<u32>,
    /// Lowest mark, in points. Marks without points pass unless `letter` is set.
    pub min_points: Option<Points>,
    /// Only with a mark that has points.
    pub letter: bool,
    /// Only when ended before any of these is begun.
    pub before: Vec<ListingId>,
}
