//! Why graduation on time is out of reach, as data.

use super::text;
use serde::Serialize;

/// Why a student can't graduate on time. Courses are the office's ids, requirements the titles of the plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "cause", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Cause {
    /// The time left can't hold the credit still asked for, whatever is offered when.
    CreditCapacity {
        /// Requirements that ask for it.
        requirements: Vec<String>,
        /// Credits by which the time is too short, as far as counting over the whole plan shows; 0 when it takes
        /// cases to see it.
        short: u64,
    },
    /// A chain of prerequisites is longer than the time left.
    PrerequisiteChain {
        /// Requirements that need its end.
        requirements: Vec<String>,
        /// Courses of the chain still to be taken, first one first.
        chain: Vec<String>,
    },
    /// Courses that must follow one another could all be had within the time left, but the terms in which they are held are in
    /// the wrong order.
    ChainInTheYear {
        /// Requirements that need its end.
        requirements: Vec<String>,
        /// Courses of the chain still to be taken, first one first.
        chain: Vec<String>,
        /// The terms in which each of them is held, one entry for each set of terms.
        held: Vec<Vec<String>>,
    },
    /// What must be taken together with a course can't be had together with it.
    Corequisite {
        /// Requirements that need the course.
        requirements: Vec<String>,
        /// The course, and what must be taken with it.
        courses: Vec<String>,
    },
    /// A mark is too low, and the course can't be had again in time.
    Mark {
        /// Requirements that need it.
        requirements: Vec<String>,
        /// Courses passed with too low a mark.
        courses: Vec<String>,
    },
    /// The courses that count add up to less credit than a requirement asks, whatever their order.
    TooLittleOffered {
        /// Requirements that ask for it.
        requirements: Vec<String>,
        /// Credits that they ask; 0 for participation in each term.
        asked: u64,
        /// Credits that the transcript has and the courses can still give; none when it takes more than adding up to
        /// see that they are too few.
        possible: Option<u64>,
        /// Courses that can still be had, sorted.
        courses: Vec<String>,
    },
    /// A course that is needed is not offered early enough in the years left.
    OfferedTooLate {
        /// Requirements that need it.
        requirements: Vec<String>,
        /// The course.
        course: String,
        /// Years from now in which it is offered within the time left.
        offered: Vec<u32>,
    },
    /// The time for a requirement is over: an exam or item that was due, or participation in a past term.
    Missed {
        /// The requirement.
        requirement: String,
    },
    /// What the student must be, and nothing that can still be done, is not recorded; or fewer alternatives are open to the
    /// student's groups than are asked.
    Status {
        /// The requirement.
        requirement: String,
    },
    /// An average stays too low, whatever is earned in the time left.
    Average {
        /// The requirement.
        requirement: String,
    },
    /// Where sections meet now, courses needed this year can't be held together.
    TimeConflict {
        /// Courses, sorted; empty when no single set of courses explains it.
        courses: Vec<String>,
        /// When their sections meet: pattern ids, sorted.
        patterns: Vec<String>,
        /// Their sections that meet at some time, sorted.
        sections: Vec<String>,
    },
    /// Sections that fit the times are full.
    NoSeat {
        /// Courses needed this year in which there is no seat that fits.
        courses: Vec<String>,
        /// Their sections that are full, sorted.
        sections: Vec<String>,
    },
    /// All would be well if this year's requests were met.
    RequestUnmet {
        /// Requests not met.
        courses: Vec<String>,
    },
    /// There is time without a course this year, and seats in courses that would do.
    UnderScheduled {
        /// Cells of the year without a section.
        empty_cells: u32,
        /// Courses that the student could sit in and that open a way.
        courses: Vec<String>,
    },
    /// The student sits in other courses than those needed, though these could be had.
    NotRequested {
        /// Courses that open a way.
        courses: Vec<String>,
    },
}

impl Cause {
    /// The stable name, as in JSON.
    ///
    /// ```
    /// use mortarboard_graduation::reach::Cause;
    /// assert_eq!(Cause::Missed { requirement: "exam".to_owned() }.slug(), "missed");
    /// ```
    pub fn slug(&self) -> &'static str {
        match self {
            Cause::CreditCapacity { .. } => "credit-capacity",
            Cause::PrerequisiteChain { .. } => "prerequisite-chain",
            Cause::ChainInTheYear { .. } => "chain-in-the-year",
            Cause::Corequisite { .. } => "corequisite",
            Cause::Mark { .. } => "mark",
            Cause::TooLittleOffered { .. } => "too-little-offered",
            Cause::OfferedTooLate { .. } => "offered-too-late",
            Cause::Missed { .. } => "missed",
            Cause::Status { .. } => "status",
            Cause::Average { .. } => "average",
            Cause::TimeConflict { .. } => "time-conflict",
            Cause::NoSeat { .. } => "no-seat",
            Cause::RequestUnmet { .. } => "request-unmet",
            Cause::UnderScheduled { .. } => "under-scheduled",
            Cause::NotRequested { .. } => "not-requested",
        }
    }

    /// Whether the schedule or the choice of courses stands in the way, and not the student's standing or what is
    /// offered.
    ///
    /// ```
    /// use mortarboard_graduation::reach::Cause;
    /// assert!(Cause::RequestUnmet { courses: Vec::new() }.is_of_schedule());
    /// assert!(!Cause::Missed { requirement: "exam".to_owned() }.is_of_schedule());
    /// ```
    pub fn is_of_schedule(&self) -> bool {
        match self {
            Cause::CreditCapacity { .. }
            | Cause::PrerequisiteChain { .. }
            | Cause::ChainInTheYear { .. }
            | Cause::Corequisite { .. }
            | Cause::Mark { .. }
            | Cause::TooLittleOffered { .. }
            | Cause::OfferedTooLate { .. }
            | Cause::Missed { .. }
            | Cause::Status { .. }
            | Cause::Average { .. } => false,
            Cause::TimeConflict { .. }
            | Cause::NoSeat { .. }
            | Cause::RequestUnmet { .. }
            | Cause::UnderScheduled { .. }
            | Cause::NotRequested { .. } => true,
        }
    }

    /// The courses that the cause names.
    ///
    /// ```
    /// use mortarboard_graduation::reach::Cause;
    /// assert_eq!(Cause::RequestUnmet { courses: vec!["BIO".to_owned()] }.courses(), ["BIO"]);
    /// ```
    pub fn courses(&self) -> &[String] {
        match self {
            Cause::PrerequisiteChain { chain, .. } | Cause::ChainInTheYear { chain, .. } => chain,
            Cause::OfferedTooLate { course, .. } => std::slice::from_ref(course),
            Cause::TooLittleOffered { courses, .. }
            | Cause::Corequisite { courses, .. }
            | Cause::Mark { courses, .. }
            | Cause::TimeConflict { courses, .. }
            | Cause::NoSeat { courses, .. }
            | Cause::RequestUnmet { courses }
            | Cause::UnderScheduled { courses, .. }
            | Cause::NotRequested { courses } => courses,
            Cause::CreditCapacity { .. } | Cause::Missed { .. } | Cause::Status { .. } | Cause::Average { .. } => &[],
        }
    }

    /// The sections that the cause names: those that meet at clashing times, or are full.
    ///
    /// ```
    /// use mortarboard_graduation::reach::Cause;
    /// let cause = Cause::NoSeat { courses: vec!["BIO".to_owned()], sections: vec!["BIO-1".to_owned()] };
    /// assert_eq!(cause.sections(), ["BIO-1"]);
    /// ```
    pub fn sections(&self) -> &[String] {
        match self {
            Cause::TimeConflict { sections, .. } | Cause::NoSeat { sections, .. } => sections,
            _ => &[],
        }
    }

    /// The patterns in which the sections of courses that clash meet.
    ///
    /// ```
    /// use mortarboard_graduation::reach::Cause;
    /// let (courses, sections) = (vec!["BIO".to_owned()], vec!["BIO-1".to_owned()]);
    /// assert_eq!(Cause::TimeConflict { courses, patterns: vec!["P3".to_owned()], sections }.patterns(), ["P3"]);
    /// ```
    pub fn patterns(&self) -> &[String] {
        match self {
            Cause::TimeConflict { patterns, .. } => patterns,
            _ => &[],
        }
    }

    /// One sentence, about any student whom it concerns.
    ///
    /// ```
    /// use mortarboard_graduation::reach::Cause;
    /// let texts = |list: [&str; 2]| list.map(str::to_owned).to_vec();
    /// let (courses, sections) = (texts(["ALG2", "ENG4"]), texts(["ALG2-1", "ENG4-1"]));
    /// let cause = Cause::TimeConflict { courses, patterns: vec!["P3".to_owned()], sections };
    /// assert_eq!(
    ///     cause.sentence(),
    ///     "ALG2 and ENG4 are needed this year and can't be held together: their sections meet only in P3."
    /// );
    /// ```
    pub fn sentence(&self) -> String {
        text::sentence(self)
    }

    /// The titles of the requirements that the cause names.
    ///
    /// ```
    /// use mortarboard_graduation::reach::Cause;
    /// assert_eq!(Cause::Missed { requirement: "exam".to_owned() }.requirements(), ["exam"]);
    /// ```
    pub fn requirements(&self) -> &[String] {
        match self {
            Cause::CreditCapacity { requirements, .. }
            | Cause::PrerequisiteChain { requirements, .. }
            | Cause::ChainInTheYear { requirements, .. }
            | Cause::Corequisite { requirements, .. }
            | Cause::Mark { requirements, .. }
            | Cause::TooLittleOffered { requirements, .. }
            | Cause::OfferedTooLate { requirements, .. } => requirements,
            Cause::Missed { requirement } | Cause::Average { requirement } => std::slice::from_ref(requirement),
            _ => &[],
        }
    }
}
