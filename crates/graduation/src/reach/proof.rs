//! What a proof that no route exists is made of.

use serde::{Deserialize, Serialize};

/// A proof that no route exists.
///
/// A proof is read under *assumptions*, none at the start; [`Proof::Branch`] and its like add one for each of
/// their cases. Under assumptions, the *possible* takes are those of the question that no assumption rules
/// out, less, again and again until nothing changes: a take with a clause that no record and no other
/// possible take can fulfil at the right time; a take that no longer fits in some step beside the takes
/// assumed; where the scene has a schedule, a take of year 0, itself not assumed, that has no section beside
/// those of the takes assumed in year 0, however these are chosen; a take of a year in which the listing is assumed
/// otherwise. Where a course may be taken several times in a year, each choice of sets of terms is one take here.
///
/// Whoever meets a `Some` chooses as many of its parts as it asks, and these hold; parts that are waived are chosen.
/// Its *open* parts are those of which no [`Proof::Pick`] assumes that they are chosen, or that they are left out.
/// The *required* requirements are the root, the parts of each required `All`, and of each required `Some` the parts assumed
/// to be chosen and, where no more of them are open than are still to be chosen, all that are open; nothing waived is required.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "proof", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Proof {
    /// A required exam, item or term of participation lies behind the student and is not there, or no
    /// possible take covers a term of participation.
    Missed {
        /// The requirement.
        node: String,
    },
    /// Required requirements of one pool ask for more pieces than can still be had.
    ///
    /// `supply` lists courses, and those are listed too of which the records leave no credit, unless `retakes` names them;
    /// every possible take of any other course that the requirements admit lies entirely in the `steps`. Then a flow
    /// bounds what can be had: each record and given take gives its pieces, each course in each year the pieces of its
    /// largest possible take; where these share the credit of the course, or could, all of them that are listed or on record
    /// give no more than it, and so do those not listed. Of a course of which not all is assumed a pass that is no whole
    /// number of pieces gives one more; where all is assumed, the rests are put together. Those
    /// not listed give together at most as many pieces as the open cells of the steps hold at the best ratio of
    /// pieces to cells among their possible takes (cells of takes assumed of listed courses are not open, and
    /// none of a year that is given). A lower course gives its pieces where a higher one is passed or possible
    /// and no pass of it is there or assumed. Substitutes' limits hold, and caps for records and listed courses,
    /// as far as all possible takes of the course in the year fall under them, or, where credit is shared, all passes of it.
    /// A requirement admits a course in a year if it
    /// admits any possible take of it. A record or take that must end before some course begins gives nothing
    /// where a record or an assumed take of that course begins too early; an either-or not yet assumed admits
    /// all its requirements, and so do groups. The flow falls short of the demand.
    ///
    /// A required `Some` with more open parts than are still to be chosen may be among the requirements where all credit asked
    /// in its open parts is of the pool. It asks for what the cheapest choice of them does, and the flow brings to each open
    /// part at most what that part asks: a requirement of credit its pieces, an `All` what its parts ask together, a `Some` what
    /// its cheapest choice does, and any other nothing.
    Cut {
        /// Requirements of credit, all of one pool, and choices between such; all required.
        nodes: Vec<String>,
        /// Courses bounded by their number.
        supply: Vec<String>,
        /// Years and terms that bound all others.
        steps: Vec<(u32, String)>,
        /// Courses whose credit is all on record and that are bounded by the steps all the same; other such courses count
        /// as listed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        retakes: Vec<String>,
    },
    /// A required average stays below its least value: with what is on record and assumed, and the most that takes
    /// not assumed can bring beyond that. Each of these brings what one more mark of its course would; where marks of a course
    /// replace one another, only one of them does. They fill what cells the takes assumed leave open in all steps
    /// together, those first that bring most for each cell, and the last of them a part.
    Average {
        /// The requirement.
        node: String,
    },
    /// A take assumed is no longer possible.
    Impossible {
        /// Its course.
        course: String,
        /// Its year.
        year: u32,
    },
    /// Courses assumed in year 0, each in its set of terms, have no choice of sections that the scene allows without two of them
    /// meeting at once. No smaller part of the list has that property.
    Clash {
        /// Courses, sorted.
        courses: Vec<String>,
    },
    /// A course in a year: not taken, or taken in one of the sets of terms possible.
    Branch {
        /// Course.
        course: String,
        /// Year.
        year: u32,
        /// Proof when it is not taken in that year, which must not be assumed yet.
        not: Box<Proof>,
        /// Proof for each possible choice: the terms of each take, mostly one.
        at: Vec<(Vec<Vec<String>>, Proof)>,
    },
    /// A required `Some` with n open parts of which k are still to be chosen, k more than 0 and less than n: n - k + 1 open
    /// parts, at least one of which is chosen, therefore; for each the proof when it is chosen and those before it are left
    /// out. Parts that are out of reach by themselves come first, so that a `Some` with too few others has a step for each
    /// part and no more, however many choices it leaves.
    Pick {
        /// The requirement.
        node: String,
        /// A part, and the proof when it is chosen.
        cases: Vec<(String, Proof)>,
    },
    /// A required `Credits` of one group: a proof for each group of any listing that it admits, when nothing
    /// else feeds it.
    Group {
        /// The requirement.
        node: String,
        /// Group, and the proof when it is the one.
        cases: Vec<(String, Proof)>,
    },
    /// An either-or of the plan: a proof for each requirement that may have what it is about, when no other
    /// of them has any of it.
    Either {
        /// Position in the plan's list.
        either: usize,
        /// Requirement, and the proof when it is the one.
        cases: Vec<(String, Proof)>,
    },
}

impl Proof {
    /// All steps, this one among them, however deep they lie.
    pub(crate) fn steps(&self) -> Vec<&Proof> {
        let (mut steps, mut seen) = (vec![self], 0);
        while let Some(&step) = steps.get(seen) {
            seen += 1;
            match step {
                Proof::Branch { not, at, .. } => steps.extend(std::iter::once(&**not).chain(at.iter().map(|(_, proof)| proof))),
                Proof::Pick { cases, .. } | Proof::Group { cases, .. } | Proof::Either { cases, .. } => {
                    steps.extend(cases.iter().map(|(_, proof)| proof))
                }
                Proof::Missed { .. } | Proof::Cut { .. } | Proof::Average { .. } | Proof::Impossible { .. } | Proof::Clash { .. } => {}
            }
        }
        steps
    }
}
