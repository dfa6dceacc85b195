use mortarboard_io::{InputFault, InputFaults};
use mortarboard_model::fault::Faults;
use std::sync::Arc;

/// What kept a call from giving an answer.
///
/// A school without any schedule is no error: that is [`Outcome::Infeasible`](mortarboard_core::Outcome). The type
/// is opaque; ask it with [`is_input`](Error::is_input), [`is_backend`](Error::is_backend) and
/// [`is_bug`](Error::is_bug), exactly one of which holds. It is cheap to clone.
///
/// ```
/// use mortarboard::{Error, School};
/// use mortarboard::raw::RawSchool;
/// let error = Error::from(School::try_from(RawSchool::default()).unwrap_err());
/// assert!(error.is_input() && !error.is_bug());
/// assert_eq!(error.faults()[0].fault.slug, "empty-table");
/// ```
#[derive(Clone, Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Arc<Cause>);

#[derive(Debug, thiserror::Error)]
enum Cause {
    #[error("{0}")]
    Input(#[source] InputFaults),
    #[error("{0}")]
    Backend(String),
    #[error("{0}")]
    Bug(String),
}

impl Error {
    pub(crate) fn backend(sentence: impl Into<String>) -> Self {
        Error(Arc::new(Cause::Backend(sentence.into())))
    }

    pub(crate) fn bug(sentence: impl Into<String>, details: Vec<String>) -> Self {
        let lines: Vec<String> = [sentence.into()].into_iter().chain(details).collect();
        Error(Arc::new(Cause::Bug(lines.join("\n  "))))
    }

    /// Whether the input is at fault; [`faults`](Error::faults) then lists everything that is wrong.
    ///
    /// ```
    /// let faults = mortarboard::School::try_from(mortarboard::raw::RawSchool::default()).unwrap_err();
    /// assert!(mortarboard::Error::from(faults).is_input());
    /// ```
    pub fn is_input(&self) -> bool {
        matches!(*self.0, Cause::Input(_))
    }

    /// Whether the solver behind the scheduler is missing or failed. The school may be fine.
    ///
    /// ```
    /// let faults = mortarboard::School::try_from(mortarboard::raw::RawSchool::default()).unwrap_err();
    /// assert!(!mortarboard::Error::from(faults).is_backend());
    /// ```
    pub fn is_backend(&self) -> bool {
        matches!(*self.0, Cause::Backend(_))
    }

    /// Whether the library contradicted itself: the checker rejects what the scheduler returned. Please
    /// report it; the schedule is withheld.
    ///
    /// ```
    /// let faults = mortarboard::School::try_from(mortarboard::raw::RawSchool::default()).unwrap_err();
    /// assert!(!mortarboard::Error::from(faults).is_bug());
    /// ```
    pub fn is_bug(&self) -> bool {
        matches!(*self.0, Cause::Bug(_))
    }

    /// Everything that is wrong with the input, in table and row order, with file and line when it was read
    /// from files; empty unless the input is at fault.
    ///
    /// ```
    /// let faults = mortarboard::School::try_from(mortarboard::raw::RawSchool::default()).unwrap_err();
    /// assert_eq!(mortarboard::Error::from(faults.clone()).faults().len(), faults.0.len());
    /// ```
    pub fn faults(&self) -> &[InputFault] {
        match &*self.0 {
            Cause::Input(faults) => &faults.0,
            Cause::Backend(_) | Cause::Bug(_) => &[],
        }
    }
}

impl From<Faults> for Error {
    fn from(faults: Faults) -> Self {
        Error::from(InputFaults::from(faults))
    }
}

impl From<InputFaults> for Error {
    fn from(faults: InputFaults) -> Self {
        Error(Arc::new(Cause::Input(faults)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mortarboard_model::fault::Fault;

    #[test]
    fn every_error_is_of_exactly_one_kind() {
        let errors = [Error::from(Faults(vec![Fault::error("x", "rooms")])), Error::backend("missing"), Error::bug("odd", Vec::new())];
        for (at, error) in errors.iter().enumerate() {
            let kinds = [error.is_input(), error.is_backend(), error.is_bug()];
            assert_eq!(kinds.iter().position(|&kind| kind), Some(at));
            assert_eq!(kinds.iter().filter(|&&kind| kind).count(), 1);
        }
    }

    #[test]
    fn a_bug_lists_its_details() {
        let error = Error::bug("The checker disagrees.", vec!["a".into(), "b".into()]);
        assert_eq!(error.to_string(), "The checker disagrees.\n  a\n  b");
    }

    #[test]
    fn the_source_of_bad_input_is_the_list_of_faults() {
        use std::error::Error as _;
        let error = Error::from(Faults(vec![Fault::error("x", "rooms")]));
        assert!(error.source().is_some_and(|source| source.is::<InputFaults>()));
    }
}
