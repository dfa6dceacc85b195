//! What a summary says of proofs, and of what ended a search.

use mortarboard_core::{Proof, Refutation, Stopped};
use mortarboard_model::score::Measure;
use serde::Serialize;

/// What shows that no schedule is worth more, or that there is none.
///
/// ```
/// use mortarboard::Proof;
/// use mortarboard_run::summary::Proved;
/// let proved = Proved::from(Proof::OwnWeeks);
/// assert_eq!(serde_json::to_string(&proved).unwrap(), r#"{"by":"own-weeks","measure":null,"checked":true}"#);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Proved {
    /// `own-weeks`, `bound` or `exact`; where there is no schedule, `audit`, `nothing-left` or `exact`. See [`Proof`] and [`Refutation`]; the
    /// audit's proofs are its faults.
    pub by: &'static str,
    /// How worth is measured, where a bound shows it.
    pub measure: Option<Measure>,
    /// Whether the checker found it itself. What is not so is the word of the exact solver.
    pub checked: bool,
}

impl Proved {
    /// That there is no schedule, by the faults of the audit.
    pub(super) const AUDIT: Proved = Proved { by: "audit", measure: None, checked: true };
}

impl From<Proof> for Proved {
    fn from(proof: Proof) -> Self {
        let measure = if let Proof::Bound { measure } = proof { Some(measure) } else { None };
        Proved { by: proof.by(), measure, checked: proof.is_checked() }
    }
}

impl From<Refutation> for Proved {
    fn from(refutation: Refutation) -> Self {
        Proved { by: refutation.by(), measure: None, checked: refutation.is_checked() }
    }
}

/// What ended a search, in a word.
pub(super) fn stopped(stopped: Stopped) -> &'static str {
    match stopped {
        Stopped::Proven => "proven",
        Stopped::Enough => "enough",
        Stopped::Time => "time",
        Stopped::Work => "work",
        Stopped::Asked => "asked",
        Stopped::Unconfirmed => "unconfirmed",
        _ => "other",
    }
}
