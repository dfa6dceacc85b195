//! What would mend a cause, as data.

use super::text::few;
use mortarboard_model::text::{and, or};
use serde::Serialize;

/// A change after which students whom a cause concerns could graduate on time, or after which this cause at least no longer
/// stands in their way: [`Mended`] tells which.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "mend", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Mend {
    /// Courses may meet in patterns more, each with a section there.
    Hold {
        /// Course and pattern.
        patterns: Vec<(String, String)>,
    },
    /// A prerequisite is given up.
    Free {
        /// Course.
        course: String,
        /// What would have to come before it, or with it.
        any_of: Vec<String>,
    },
    /// The course is passed before the year begins, with the mark asked.
    Elsewhere {
        /// Course.
        course: String,
    },
    /// The course counts once more.
    Again {
        /// Course.
        course: String,
    },
    /// The course is offered in a later year as it is this year.
    Offer {
        /// Course.
        course: String,
        /// Years from now.
        year: u32,
    },
    /// Credit that takes none of the time left counts for the requirements.
    Credits {
        /// Ids of the requirements.
        nodes: Vec<String>,
        /// Their titles.
        requirements: Vec<String>,
        /// The least number of credits that does.
        credits: u64,
    },
    /// The requirement is waived.
    Waive {
        /// Its id.
        node: String,
        /// Its title.
        requirement: String,
    },
    /// A section moves, or another one is held there.
    Move {
        /// Section.
        section: String,
        /// Pattern.
        pattern: String,
    },
    /// One seat more in each of these sections.
    Seats {
        /// Sections, sorted.
        sections: Vec<String>,
    },
    /// The student sits in other courses.
    Seat {
        /// Courses to sit in, sorted.
        courses: Vec<String>,
        /// Their sections; none where the mend is told of several students.
        sections: Vec<String>,
        /// Sections that make room for them.
        instead: Vec<String>,
    },
}

impl Mend {
    /// A phrase that could follow "to mend this,".
    ///
    /// ```
    /// use mortarboard_graduation::reach::Mend;
    /// assert_eq!(Mend::Again { course: "BAND".to_owned() }.phrase(), "let BAND count once more");
    /// ```
    pub fn phrase(&self) -> String {
        match self {
            Mend::Hold { patterns } => {
                let each: Vec<String> = patterns.iter().map(|(course, pattern)| format!("{course} in {pattern}")).collect();
                format!("hold {} as well", and(&each))
            }
            Mend::Free { course, any_of } => format!("let {course} be taken without {}", or(any_of)),
            Mend::Elsewhere { course } => {
                format!("have {course} passed elsewhere before it is needed here, such as in summer, with the mark that is asked")
            }
            Mend::Again { course } => format!("let {course} count once more"),
            Mend::Offer { course, year: 1 } => format!("offer {course} next year too"),
            Mend::Offer { course, year } => format!("offer {course} {year} years from now too"),
            Mend::Credits { requirements, credits, .. } => {
                format!("have {credits} credits for {} earned outside of the day (summer, recovery, college)", few(requirements))
            }
            Mend::Waive { requirement, .. } => format!("waive it: {requirement}"),
            Mend::Move { section, pattern } => format!("move section {section} to {pattern}, or hold another one there"),
            Mend::Seats { sections } => match sections.as_slice() {
                [only] => format!("add a seat in {only}"),
                _ => format!("add a seat in each of {}", and(sections)),
            },
            Mend::Seat { courses, sections, instead } => {
                let seat = if sections.is_empty() { and(courses) } else { and(sections) };
                if instead.is_empty() {
                    format!("seat the student in {seat}")
                } else {
                    format!("seat the student in {seat}, in place of {}", and(instead))
                }
            }
        }
    }

    /// The same without what differs from student to student.
    ///
    /// ```
    /// use mortarboard_graduation::reach::Mend;
    /// let texts = |text: &str| vec![text.to_owned()];
    /// let mend = Mend::Seat { courses: texts("BIO"), sections: texts("BIO-1"), instead: texts("ART-1") };
    /// assert_eq!(mend.of_many().phrase(), "seat the student in BIO");
    /// ```
    #[must_use]
    pub fn of_many(self) -> Mend {
        match self {
            Mend::Seat { courses, .. } => Mend::Seat { courses, sections: Vec::new(), instead: Vec::new() },
            other => other,
        }
    }
}

/// A mend, and what is so after it.
///
/// ```
/// use mortarboard_graduation::reach::{Mend, Mended};
/// let mended = Mended { mend: Mend::Again { course: "BAND".to_owned() }, enough: false };
/// assert_eq!(mended.phrase(), "let BAND count once more; something else then still stands in the way");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Mended {
    /// The change.
    pub mend: Mend,
    /// Whether graduation on time is then possible. Otherwise the requirements that the cause names could be met if nothing else
    /// were asked, and another cause is left.
    pub enough: bool,
}

impl Mended {
    /// A phrase that could follow "to mend this,".
    ///
    /// ```
    /// use mortarboard_graduation::reach::{Mend, Mended};
    /// let mended = Mended { mend: Mend::Seats { sections: vec!["BIO-1".to_owned()] }, enough: true };
    /// assert_eq!(mended.phrase(), "add a seat in BIO-1");
    /// ```
    pub fn phrase(&self) -> String {
        let phrase = self.mend.phrase();
        if self.enough { phrase } else { format!("{phrase}; something else then still stands in the way") }
    }
}
