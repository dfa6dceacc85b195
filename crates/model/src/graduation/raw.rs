//! What graduation asks, as an office states it: plain structs, nothing checked yet.
//!
//! These are fields of [`RawSchool`](crate::raw::RawSchool), so they belong to the same contract with
//! embedders: tables of the school folder, a folder `plans` with one file for each plan, and JSON.

mod plan;

pub use plan::{RawCap, RawEither, RawFilter, RawPlan, RawRequirement, RawSubstitute, RawValidation};

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
