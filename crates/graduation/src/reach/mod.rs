//! Can a student still graduate on time? The question, stated once for the search and for the re-check.
//!
//! # The question
//!
//! Years are counted by *offset*: 0 is the school's own year. The last one is that in which the student is in the last
//! grade; where the year of first entry is known, it is that in which whoever entered then and was never held back is in the
//! last grade, but year 0 at least as long as the student is in one of the school's grades. Each year has the terms of
//! the calendar; a *step* is a year and a term, in order.
//!
//! - **Take.** A student may take a course in a year, in a set of terms; in several sets in one year where no two of them
//!   have a term in common, at most as many as the listing's completions and, in year 0, as the scene allows. What was
//!   passed before may be taken again. In later years, and in year 0 where the scene names no schedule, the sets are those in which a pattern of the course
//!   meets. The course needs a section this year, unless an offering names a later year: then those patterns count that meet
//!   in the offered terms only. The student's grade in that year, one higher each year up to the last, must lie within the
//!   listing's grades. In each of its terms a take fills as many cells as the pattern meets; where several patterns share the
//!   set of terms, the least number for each term. Where the scene names a schedule, a take of year 0 needs a section that is
//!   placed, has a seat and does not meet while the student is elsewhere; the sets of terms are those of such
//!   sections, and the least number is taken over all placed sections of the course with that set.
//! - **Outside.** Where the calendar has terms [outside the school's own](mortarboard_model::time::Calendar::is_outside), a
//!   take in such terms needs no section: in year 0, without a schedule, it is possible where the listing is offered in them
//!   at offset 0. It is so too where the scene fixes year 0, beside what is given, if no take of the course is given, passed
//!   or failed; if each clause of its prerequisites is fulfilled by a record that does not go on as a given take or, at the
//!   right time, by a given take that counts; and if no condition `before` of the plan names or admits the course or one that
//!   it validates. Requirements of each term ask for nothing in these terms.
//! - **Day.** The takes of a step fill at most the cells in which some pattern meets. In year 0 the cells in
//!   which the student is elsewhere do not count, and where the scene names a schedule, only the cells do in
//!   which a section meets that the scene allows the student; the takes of the year then need one section each,
//!   no two meeting at once.
//! - **Order.** Each clause of the prerequisites of a taken course holds: by a record passed with the mark the clause asks
//!   for, if only for a part of the course, or in progress, or by another take at the right time (see
//!   [`When`](mortarboard_model::graduation::When)). A listing is never its own prerequisite, and validations
//!   fulfil none.
//! - **Given takes.** Where the scene fixes year 0, its takes are facts: no rule above is asked of them, no other
//!   take of that year is possible, and they count as records do: passed, by `classroom`, with the top mark. One does not
//!   count, though it fills its time, if a clause of its course is fulfilled by no record, some given take is of a
//!   course that the clause names, and none of these comes at the right time; takes that were failed are among these. Those,
//!   and takes that don't count themselves, come before nothing, but may be taken with another. A record in progress, of the student's grade or of none, and of one of the take's terms
//!   or of none, is one with a given take of its course, and then no record.
//! - **Requirements.** The plan's root holds over the *passes*: the records that passed or are in progress and the
//!   takes, less what is waived. A take counts as passed, by `classroom`, with the top mark, in the grade of
//!   its year; a record in progress has whatever mark is needed. Each requirement uses whichever passes it admits, so that a
//!   pass that does not count for one never stands in the way of another pass of the course. Exams and items that are not
//!   there yet count as open while the grade by whose end they are due is not over; then they are missed. An item that is
//!   a status is never open.
//! - **Forms.** What follows makes a plan of the school into the student's own
//!   ([`form_of`](mortarboard_model::graduation::Plan::form_of)), which is then the plan of all that is said here.
//!   *Groups and years of entry:* a requirement that does not mean the student is left out of the `All` that it is a part of; a
//!   part of a `Some` that does not is no choice, and where fewer choices are left than the `Some` asks, it is missed as a
//!   status is. To waive what is left out shrinks no sum. *Waivers in part and agreements* ([`Allowance`](mortarboard_model::graduation::Allowance)): the requirement
//!   asks so many pieces less, down to none. If it is not itself of the pool `total`, those that are ask as many less too:
//!   for an agreement those whose filter names every course that the requirement's filter names; for a waiver that does
//!   not keep the total all of them, unless the requirement or one above it is waived whole or left out. *Courses in place
//!   of others* ([`Substitution`](mortarboard_model::graduation::Substitution)): where the filter of a requirement of
//!   credits or participation, within the plan and requirement that are named, has conditions that name the course, they
//!   admit a pass of the one in its place as well, and ask of it what they ask of any. Where neither is named, it also does
//!   what the course does in a clause of prerequisites, but never for itself. One without a group belongs to that of the
//!   course, of several the first in the catalogue. Averages, caps, substitutes, either-ors, `before` and validations name
//!   what was taken.
//! - **Pieces.** A pass is worth its credits divided by the plan's unit, rounded down, in pieces. The passes of a listing
//!   *share* its credit if the sum of their credits, each at most the listing's, is more than its completions times its
//!   credits, or if one of them is no whole number of pieces. Then all of them together feed at most the pieces in
//!   [`total`](mortarboard_model::graduation::Listing::total), in each pool, and limits of the plan hold for those
//!   pieces that admit all these passes; and what is left over of them beyond whole pieces is put together, records in their
//!   order and then takes by year: as soon as the rest of one pass after another makes a piece, it is one, admitted by what
//!   admits each pass in it. In each pool a piece feeds one requirement at most. Caps, substitutes, groups,
//!   validations and either-or are as the plan's types say. A validation gives the lower course's pieces once, where no record
//!   or take of the lower course is passed; these pieces feed only requirements that are `validated`, caps do not
//!   apply to them, and an either-or is about them if it admits them with what some higher course lends. Such requirements admit credit of the lower course also where their filter admits it with
//!   the grade, term, mark and method of a higher course that is passed.
//! - **Averages.** Marks that count are those of passes and of failed records that the filter admits; of a course taken
//!   again they count as [`Repeats`](mortarboard_model::graduation::Repeats) says. Each weighs the credits attempted.
//!   Nothing marked is no average too low.
//! - **Before.** What must end before a course begins ends before the first term of every record of it (not
//!   withdrawn) and every take of it. Records end before all takes; a record without a grade is before no other. Takes of a
//!   course in one year count as one from the first term to the last.
//!
//! A *route* is a set of takes that answers yes. Whether there is one is NP-complete in general; real
//! students need a handful of short chains in a wide grid, and nearly all are settled without any branching.
//!
//! # Answers
//!
//! [`Verdict::Reachable`] carries the route, [`Verdict::Blocked`] a [`Proof`] that there is none, and
//! [`Verdict::Unknown`] says that the stated limit of the search was hit. Routes and proofs are plain data in
//! the office's own ids; [`recheck`] reads them without any of the search's code.
//!
//! What a student has to spare is told beside it, and no part of the answer: [`Slack`] and [`Survival`] define both numbers.
//!
//! # Assumptions
//!
//! Nobody knows yet what later years will offer. A [`Certificate`] is an answer together with what it assumes of that,
//! course by course, and whether the table of offerings says so or it is taken to be as this year. A course *is offered
//! in some terms* of a later year if it may be taken then in each set of terms that lies within them and in which a
//! pattern of it meets.
//!
//! - A *route* assumes of each of its takes of a later year that the course is offered in *at least* the terms of the
//!   take. If that is so, the route holds, whatever else is offered or not.
//! - A *proof* assumes of some courses in some later years that they are offered in *at most* the terms named, or not at
//!   all. If that is so, there is no route, whatever else is offered: even if every other course of the school could be
//!   taken in every later year, in each set of terms in which a pattern of it meets. Offering more never takes a route
//!   away, so a proof can rest on nothing but such limits, and one that counts time alone rests on none. No assumption can
//!   be spared: without any one of them, the proof as it stands does not hold (this is not asked of proofs with more
//!   than 64 steps). Another proof might do with fewer.
//!
//! [`certify`] finds the assumptions, and [`recheck_certificate`] takes later offerings from them alone: for a route
//! nothing else is offered, for a proof everything else is. The school is asked only whether each of them is so.
//!
//! What a certificate does not list belongs to the question: the school's own year is a fact, and its courses, their
//! patterns, grades and prerequisites, the cells of a day and the plan are taken to stay as they are.

mod assume;
#[cfg(test)]
pub(crate) mod oracle;
mod outlook;
mod outside;
mod proof;
mod recheck;
mod search;

pub use assume::{Assumption, Basis, Certificate, Offered, assumptions, certify};
pub use outlook::{Cause, Disorder, Mend, Mended, disorders, mends, mends_until, roster, why, why_open};
pub use outside::{Extra, FromOutside, Less, Stop, from_outside, recheck_outside};
pub use proof::Proof;
pub use recheck::{Wrong, recheck, recheck_certificate, recheck_until};
pub use search::{CASES, Reacher, Slack, Survival};

use mortarboard_model::CellId;
use mortarboard_model::School;
use mortarboard_model::graduation::Progress;
use mortarboard_model::{CourseId, Schedule};
use serde::{Deserialize, Serialize};

/// Who is asked about: a student of the school, or a typical one.
#[derive(Clone, Copy, Debug)]
pub struct Who<'a> {
    /// Grade in the school's own year.
    pub grade: u32,
    /// Records, scores and whole waivers. All else that is granted to the student is in the student's own form of the plan.
    pub progress: &'a Progress,
    /// Cells of year 0 in which the student is elsewhere.
    pub away: &'a [CellId],
}

impl Who<'_> {
    /// Years left to graduate on time, the school's own included: by the year of first entry where that is known, and
    /// otherwise by the grade.
    ///
    /// ```
    /// use mortarboard_graduation::reach::Who;
    /// use mortarboard_model::{School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let nobody = Default::default();
    /// assert_eq!(Who { grade: 10, progress: &nobody, away: &[] }.years(&school), 3);
    /// ```
    pub fn years(&self, school: &School) -> u32 {
        let by_grade = || school.graduation().last_grade.saturating_add(1).saturating_sub(self.grade);
        self.progress.years_left.unwrap_or_else(by_grade)
    }

    /// The grade in a year to come: one higher each year, up to the last one.
    ///
    /// ```
    /// use mortarboard_graduation::reach::Who;
    /// use mortarboard_model::{School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let nobody = Default::default();
    /// assert_eq!(Who { grade: 11, progress: &nobody, away: &[] }.grade_in(&school, 3), Some(12));
    /// ```
    pub fn grade_in(&self, school: &School, year: u32) -> Option<u32> {
        self.grade.checked_add(year).map(|grade| grade.min(school.graduation().last_grade.max(self.grade)))
    }
}

/// What year 0 is like. The default is a year without a schedule, in which everything offered may be taken.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scene<'a> {
    /// Sections meet as placed here; those without a pattern can't be taken.
    pub schedule: Option<&'a Schedule>,
    /// Sections, by position, in which there is a seat for this student; none when seats do not matter.
    pub seats: Option<&'a [bool]>,
    /// Year 0 is exactly these takes, whatever the schedule says; all are passed. Takes of other years, of
    /// unknown courses or terms, or with terms out of order are passed over.
    pub fixed: Option<&'a [Take]>,
    /// Courses of year 0 that will be failed: no credit comes of them, and averages count them as failed with 0
    /// points. Only with `fixed`.
    pub failed: &'a [Take],
    /// Courses that can't be taken in year 0; those fixed are not touched.
    pub without: &'a [CourseId],
    /// Courses that can be taken at most so often in year 0, where their completions allow more; those fixed are not
    /// touched.
    pub most: &'a [(CourseId, u32)],
}

/// A course taken in a year, in the office's own ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Take {
    /// Course.
    pub course: String,
    /// Years from the school's own.
    pub year: u32,
    /// Terms in calendar order.
    pub terms: Vec<String>,
    /// Section, where the scene has a schedule and the year is 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
}

/// The answer for one student and plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    /// On time, by this route.
    Reachable {
        /// Takes by year, then course.
        route: Vec<Take>,
    },
    /// There is no route.
    Blocked {
        /// Why.
        proof: Proof,
    },
    /// The limit was hit first.
    Unknown {
        /// Cases looked at.
        cases: u64,
    },
}
