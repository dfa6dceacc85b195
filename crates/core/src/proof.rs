//! What shows that nothing better exists, or nothing at all.

use mortarboard_model::SectionId;
use mortarboard_model::keeper::Facet;
use mortarboard_model::score::Measure;

/// What shows that no schedule is worth more.
///
/// The facade lets the first two out only where the checker has found them anew; the third nobody can check, and its type says so.
///
/// ```
/// use mortarboard_core::Proof;
/// assert_eq!((Proof::OwnWeeks.by(), Proof::Exact.by()), ("own-weeks", "exact"));
/// assert!(Proof::OwnWeeks.is_checked() && !Proof::Exact.is_checked());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proof {
    /// Every student has all that they could have if alone in the school, and no preference is lost: the search's own proof.
    OwnWeeks,
    /// A bound that counts seats beside students' own weeks is reached, all alternates are met, and no preference is lost. The search does not
    /// know it: the facade takes it from the checker, with its certificate.
    Bound {
        /// How worth is measured: by levels in turn, or in one sum.
        measure: Measure,
    },
    /// The exact program was solved to the end. That nothing better exists is the word of the exact solver, which computes in floating point;
    /// no certificate of it can be read again.
    Exact,
}

impl Proof {
    /// The proof in a word or two, as summaries name it: `own-weeks`, `bound` or `exact`.
    ///
    /// ```
    /// use mortarboard_core::Proof;
    /// use mortarboard_model::score::Measure;
    /// assert_eq!(Proof::Bound { measure: Measure::Levels }.by(), "bound");
    /// ```
    pub fn by(self) -> &'static str {
        match self {
            Proof::OwnWeeks => "own-weeks",
            Proof::Bound { .. } => "bound",
            Proof::Exact => "exact",
        }
    }

    /// Whether the checker can find it anew from the school, the rules and the schedule alone.
    ///
    /// ```
    /// assert!(!mortarboard_core::Proof::Exact.is_checked());
    /// ```
    pub fn is_checked(self) -> bool {
        !matches!(self, Proof::Exact)
    }
}

/// What shows that no schedule keeps every hard rule.
///
/// ```
/// use mortarboard_core::Refutation;
/// use mortarboard_model::{SectionId, keeper::Facet};
/// let nothing = Refutation::NothingLeft { section: SectionId(0), facet: Facet::Teacher };
/// assert!(nothing.is_checked() && !Refutation::Exact.is_checked());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refutation {
    /// A section has to have a pattern, a teacher or a room, and hard rules exclude every one there is. The facade has the checker find
    /// it anew.
    NothingLeft {
        /// The section.
        section: SectionId,
        /// What it has to have.
        facet: Facet,
    },
    /// The exact program has no solution: the word of the exact solver, asked twice. No certificate of it can be read again.
    Exact,
}

impl Refutation {
    /// The proof in a word or two, as summaries name it: `nothing-left` or `exact`.
    ///
    /// ```
    /// assert_eq!(mortarboard_core::Refutation::Exact.by(), "exact");
    /// ```
    pub fn by(self) -> &'static str {
        match self {
            Refutation::NothingLeft { .. } => "nothing-left",
            Refutation::Exact => "exact",
        }
    }

    /// Whether the checker can find it anew from the school and the rules alone.
    ///
    /// ```
    /// assert!(!mortarboard_core::Refutation::Exact.is_checked());
    /// ```
    pub fn is_checked(self) -> bool {
        !matches!(self, Refutation::Exact)
    }
}
