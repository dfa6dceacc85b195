//! What graduation asks, as an office states it: plain structs, nothing checked yet.
//!
//! These are fields of [`RawSchool`](crate::raw::RawSchool), so they belong to the same contract with
//! embedders: tables of the school folder, a folder `plans` with one file for each plan, and JSON.

use serde::{Deserialize, Serialize};

/// Facts on a course that graduation needs, also on courses that the school does not offer this year.
///
/// A course of the table `courses` needs no row here: it then has no tags, fits every grade and counts once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawListing {
    /// Course.
    pub course: String,
    /// Title, for people; blank means that of the courses table.
    pub title: String,
    /// Subject area; blank means that of the courses table.
    pub subject: String,
    /// Credits; blank means those of the courses table.
    pub credits: Option<u32>,
    /// Tags that requirements name, such as `a-g:c` or `lab`, separated by `;`.
    pub tags: String,
    /// Code of a course classification, such as a SCED code; requirements name its beginning.
    pub code: String,
    /// Courses of one group go on from each other: the levels of one language.
    pub group: String,
    /// Lowest grade in which it may be taken; blank is any.
    pub lowest_grade: Option<u32>,
    /// Highest grade in which it may be taken; blank is any.
    pub highest_grade: Option<u32>,
    /// How often it may be passed for credit; blank is once.
    pub completions: Option<u32>,
    /// `no` for a period without educational content, such as an aide's or a free period; blank is `yes`.
    pub content: String,
    /// Hundredths of a point that a mark which passes counts more in averages than `marks` says; blank is 0.
    pub added_points: Option<u32>,
}

/// What must be passed before a course, or taken with it. All rows of a course hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawPrerequisite {
    /// Course.
    pub course: String,
    /// `before` (the default): passed in an earlier term; `with`: begun in the same term or earlier;
    /// `same`: taken in the very same terms, or passed before.
    pub kind: String,
    /// Any one of these courses will do, separated by `;`.
    pub any_of: String,
    /// Lowest mark that counts; blank is any that passes.
    pub min_mark: String,
}

/// When a course is offered in a later year. Without a row, as in the school's own year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawOffering {
    /// Course, one of the courses table.
    pub course: String,
    /// School year, counted as in the settings; later than the school's own.
    pub year: u32,
    /// `all`, `none`, or ids of the terms in which it may meet, separated by `;`.
    pub terms: String,
}

/// A course that a student has taken or is taking before the school's own year begins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawRecord {
    /// Student.
    pub student: String,
    /// Course, of the courses table or the catalogue.
    pub course: String,
    /// Grade in which it was taken; blank when unknown.
    pub grade: Option<u32>,
    /// Term in which it was taken; blank for a whole year, or when unknown.
    pub term: String,
    /// Mark, as listed in the settings; blank when there is none yet.
    pub mark: String,
    /// `passed`, `failed`, `in-progress` or `withdrawn`; blank: from the mark.
    pub result: String,
    /// Credits earned, or to be earned when in progress; blank: those of the course if passed or in progress.
    pub credits: Option<u32>,
    /// How the credit is earned, such as `recovery`, `online`, `transfer` or `exam`; blank is `classroom`.
    pub method: String,
    /// Credits attempted, by which averages weigh the mark; blank: those earned, or else those of the course, of one of
    /// its terms the share.
    pub attempted: Option<u32>,
}

/// An exam score, or a part of a requirement that is no course: hours of service, a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawAchievement {
    /// Student.
    pub student: String,
    /// Exam or item, as a plan names it.
    pub item: String,
    /// Score or amount; blank is 1. Of an exam the best score counts, of an item the sum.
    pub value: Option<u32>,
}

/// A requirement from which a student is excused, whole or in part, or of which some credit counts as had.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawWaiver {
    /// Student; blank where the row is for a group.
    pub student: String,
    /// A group of `student_groups`, each student of which is meant; blank where the row is for one student.
    pub group: String,
    /// Plan.
    pub plan: String,
    /// Requirement of the plan.
    pub requirement: String,
    /// `waiver` (the default): the requirement is not asked, or asks less; `agreement`: so many credits of it count as had.
    pub kind: String,
    /// How many credits; blank waives the requirement whole.
    pub credits: Option<u32>,
    /// `yes` (the default): requirements of the pool `total` stay as they are; `no`: they shrink by the
    /// credits that are waived. An agreement counts in them whatever this says.
    pub keep_total: String,
    /// Why.
    pub reason: String,
}

/// A course that a student takes in place of another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawSubstitution {
    /// Student.
    pub student: String,
    /// The course that is asked for.
    pub course: String,
    /// The course that is taken in its place.
    pub by: String,
    /// The only plan in which it holds; blank is every plan, and what comes before or with a course.
    pub plan: String,
    /// The only requirement of the plan, with all below it, in which it holds; blank is all of them.
    pub requirement: String,
    /// Why.
    pub reason: String,
}

/// Credit that students may have from outside the school's own sections: summer school, recovery, online, college, exam.
///
/// What is blank of `courses`, `subjects` and `tags` sets no condition; a course has to meet those that are stated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawOutside {
    /// Id, such as `summer-school`.
    pub outside: String,
    /// Title, for people; blank: the id.
    pub title: String,
    /// Courses of the courses table or the catalogue, separated by `;`; blank is any.
    pub courses: String,
    /// Subject areas, separated by `;`; blank is any.
    pub subjects: String,
    /// Tags, separated by `;`: a course with any one of them; blank is any.
    pub tags: String,
    /// `year` (the default): beside the whole school year; the id of a term: beside that term; `summer`: after the year
    /// and before the next one, so that it comes too late after the last year.
    pub when: String,
    /// Most credits that a student may have of it in a year.
    pub most_credits: Option<u32>,
    /// Lowest grade for which it is; blank is any.
    pub lowest_grade: Option<u32>,
    /// Highest grade for which it is; blank is any.
    pub highest_grade: Option<u32>,
    /// Groups for whose members it is, separated by `;`; blank is everyone.
    pub groups: String,
    /// What one course costs, in a unit of the office's own; blank is 0.
    pub cost: Option<u32>,
}

/// A plan that a student follows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawStudentPlan {
    /// Student.
    pub student: String,
    /// Plan.
    pub plan: String,
}

/// A group, for reports, waivers and requirements: a pathway, a programme, a house.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawStudentGroup {
    /// Student.
    pub student: String,
    /// Group.
    pub group: String,
}

/// A typical student, against whom a schedule is checked even if no such student is enrolled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawPersona {
    /// Id.
    pub persona: String,
    /// What the student is like, for people.
    pub title: String,
    /// Grade in the school's own year.
    pub grade: u32,
    /// Plans, separated by `;`; blank means those of every student.
    pub plans: String,
    /// Courses passed in earlier grades, separated by `;`, each with the grade when it matters: `ALG1@9`.
    pub passed: String,
    /// Tags, separated by `;`: in each year left, the student needs a course with each of them, in every term,
    /// as long as one with the tag fits the grade.
    pub needs: String,
}

/// A graduation plan: a tree of requirements.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawPlan {
    /// Id.
    pub plan: String,
    /// Title, for people.
    pub title: String,
    /// Where the rules stand, and what is illustrative about them.
    pub source: String,
    /// Smallest amount of credit that counts by itself: a course of 10 credits under a unit of 5 counts
    /// as two pieces, which may feed two requirements. Blank is 1.
    pub unit: Option<u32>,
    /// Whether every student without a plan of their own follows it.
    pub everyone: bool,
    /// First school year of entry (grade 9, or the first grade of the settings) to which it applies.
    pub entered_from: Option<u32>,
    /// Last school year of entry to which it applies.
    pub entered_to: Option<u32>,
    /// Requirements, all of which must be met.
    pub require: Vec<RawRequirement>,
    /// Limits on credit of one kind.
    pub caps: Vec<RawCap>,
    /// Courses that may feed one of several requirements, but not two of them.
    pub either: Vec<RawEither>,
    /// Higher courses that stand in for lower ones.
    pub validations: Vec<RawValidation>,
}

/// One requirement. Exactly one of `all`, `any`, `some`, `credits`, `course`, `each_term`, `average`,
/// `exam` and `item` says what kind it is (`course` may come with `credits`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawRequirement {
    /// Id, unique in the plan; blank: made from the position, such as `science.2`.
    pub id: String,
    /// Title, for people; blank: the id.
    pub title: String,
    /// Asked only of students of one of these groups.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// Not asked of students of any of these groups.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_groups: Vec<String>,
    /// Asked only of students who entered in this school year or later, as years of entry of a plan are counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entered_from: Option<u32>,
    /// Asked only of students who entered in this school year or earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entered_to: Option<u32>,
    /// All of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub all: Vec<RawRequirement>,
    /// Any one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<RawRequirement>,
    /// At least `at_least` of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub some: Vec<RawRequirement>,
    /// How many of `some`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
    /// So many credits from the courses that `from` admits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credits: Option<u32>,
    /// A named course: the first; the others are its equivalents. `credits` is then the first's by default.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub course: Vec<String>,
    /// What counts for `credits`, `each_term` and `average`: what any one of the filters admits; none
    /// admits everything. With `course`, each filter is narrowed to the named courses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<RawFilter>,
    /// All credits must come from courses of one group.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub same_group: bool,
    /// A piece of credit counts once in each pool. Blank is `diploma`. The pool `total` is for sums over
    /// everything.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub pool: String,
    /// Whether validations of the plan count here.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub validated: bool,
    /// What may replace the courses of `from`, each up to a limit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub substitutes: Vec<RawSubstitute>,
    /// A course that `from` admits in each term of these grades: lowest and highest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub each_term: Option<[u32; 2]>,
    /// An average of at least so many hundredths of a point over what `from` admits, weighted by credits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average: Option<u32>,
    /// For `average`: which marks of a course count that was taken again for the mark: `best` (the default), `latest` or
    /// `all`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub repeats: String,
    /// An exam passed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub exam: String,
    /// Least score of the exam; blank is 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<u32>,
    /// Something that is no course.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub item: String,
    /// Least amount of the item; blank is 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<u32>,
    /// For an exam or an item: to be done by the end of this grade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_grade: Option<u32>,
    /// For an item: it is what the student is, such as a citizen, and nothing to be done: missed where it is not there.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub status: bool,
}

/// What counts. Every field that is given must hold; within a list, any one entry will do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawFilter {
    /// One of these courses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub course: Vec<String>,
    /// One of these subjects.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subject: Vec<String>,
    /// One of these tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tag: Vec<String>,
    /// A code that begins with one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub code: Vec<String>,
    /// One of these groups.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub group: Vec<String>,
    /// None of these courses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_course: Vec<String>,
    /// None of these tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_tag: Vec<String>,
    /// Earned by one of these methods. Courses still to be taken at the school count as `classroom`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub method: Vec<String>,
    /// Earned by none of these methods.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_method: Vec<String>,
    /// Taken in this grade or later. A record without a grade does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_grade: Option<u32>,
    /// Taken in this grade or earlier. A record without a grade does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_grade: Option<u32>,
    /// Lowest mark that counts.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub min_mark: String,
    /// Only with a mark that has points.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub letter: bool,
    /// Only when taken in an earlier term than any of these courses is begun (or when none of them is taken). An
    /// entry `tag:NAME` stands for every course that carries the tag.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<String>,
}

/// What may replace the courses of a requirement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawSubstitute {
    /// What any one of these filters admits.
    pub from: Vec<RawFilter>,
    /// Most credits replaced in this way.
    pub most: u32,
}

/// A limit on credit of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawCap {
    /// What the limit is on: what any one of these filters admits.
    pub from: Vec<RawFilter>,
    /// Most credits of it that count in each pool.
    pub most: u32,
}

/// Courses that may feed one of several requirements, but not two of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawEither {
    /// What any one of these filters admits.
    pub from: Vec<RawFilter>,
    /// Ids of requirements, at most one of which may use it.
    pub requirements: Vec<String>,
}

/// A higher course that stands in for lower ones, in requirements that say `validated`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawValidation {
    /// Whoever has passed one of these... An entry `tag:NAME` stands for every course that carries the tag.
    pub higher: Vec<String>,
    /// ...is treated as if these had been passed too, with the same mark and the credits of their listing.
    pub lower: Vec<String>,
    /// Lowest mark in the higher course; blank is any that passes.
    pub min_mark: String,
}
