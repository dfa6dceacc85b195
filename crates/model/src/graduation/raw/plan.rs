//! A graduation plan as an office states it: one file of the folder `plans`.

use serde::{Deserialize, Serialize};

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
