//! What every object printed with `--format json` begins with: `docs/commands.md` is its page.

use crate::end::End;
use mortarboard_model::School;
use serde::Serialize;

/// The form of an object, which its first key names. The number goes up when a key goes away or changes its meaning; keys that
/// are added leave it as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// What `import` prints.
    Import,
    /// What `audit` prints.
    Audit,
    /// What `solve` prints.
    Solve,
    /// What `verify` prints.
    Verify,
    /// What `reach` prints of a school.
    Reach,
    /// What `reach --student` prints.
    ReachStudent,
    /// What `generate` prints.
    Generate,
    /// What `rules` prints.
    Rules,
    /// What any command prints in place of an answer.
    Error,
}

impl Form {
    /// All of them, in the order of the page.
    #[cfg(test)]
    pub(crate) const ALL: [Form; 9] =
        [Form::Import, Form::Audit, Form::Solve, Form::Verify, Form::Reach, Form::ReachStudent, Form::Generate, Form::Rules, Form::Error];

    /// Name and number.
    pub(crate) const fn schema(self) -> &'static str {
        match self {
            Form::Import => "mortarboard/import/1",
            Form::Audit => "mortarboard/audit/1",
            Form::Solve => "mortarboard/solve/1",
            Form::Verify => "mortarboard/verify/1",
            Form::Reach => "mortarboard/reach/1",
            Form::ReachStudent => "mortarboard/reach-student/1",
            Form::Generate => "mortarboard/generate/1",
            Form::Rules => "mortarboard/rules/1",
            Form::Error => "mortarboard/error/1",
        }
    }
}

/// The school that a command has read or made: its label, and what tells it from others.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    name: String,
    digest: String,
}

impl Known {
    /// The digest is that of the school as it was read (`mortarboard_io::digest`).
    pub(crate) fn new(school: &School, digest: String) -> Self {
        Known { name: school.name().to_owned(), digest }
    }

    /// What tells the school from others.
    pub(crate) fn digest(&self) -> &str {
        &self.digest
    }
}

/// The keys that every object begins with.
#[derive(Serialize)]
pub(crate) struct Envelope<'a> {
    schema: &'static str,
    status: &'static str,
    exit: u8,
    version: &'static str,
    school: Option<&'a str>,
    digest: Option<&'a str>,
}

/// An object that can be printed: the envelope, then what the command says, in keys of its own beside it.
#[derive(Serialize)]
pub(crate) struct Object<'a, T> {
    #[serde(flatten)]
    envelope: Envelope<'a>,
    #[serde(flatten)]
    body: T,
}

/// Begins an object. `known` is the school, where one was read.
pub(crate) fn begin(form: Form, end: End, known: Option<&Known>) -> Envelope<'_> {
    Envelope {
        schema: form.schema(),
        status: end.status(),
        exit: end.exit() as u8,
        version: env!("CARGO_PKG_VERSION"),
        school: known.map(|known| known.name.as_str()),
        digest: known.map(|known| known.digest.as_str()),
    }
}

impl<'a> Envelope<'a> {
    /// Adds what the command says. Its keys must be others than those of the envelope.
    pub(crate) fn with<T: Serialize>(self, body: T) -> Object<'a, T> {
        Object { envelope: self, body }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = include_str!("../../../docs/commands.md");
    const KEYS: &str = include_str!("../../../docs/json.md");

    #[test]
    fn every_form_is_on_its_page() {
        for form in Form::ALL {
            let schema = form.schema();
            assert!(PAGE.contains(&format!("| `{schema}` |")), "docs/commands.md lacks {schema}");
            assert!(KEYS.contains(&format!("\"schema\": \"{schema}\"")), "docs/json.md has no example of {schema}");
            let number = schema.rsplit('/').next().and_then(|number| number.parse::<u32>().ok());
            assert!(schema.starts_with("mortarboard/") && number.is_some_and(|number| number > 0), "{schema}");
        }
    }

    #[test]
    fn the_keys_come_first_and_in_one_order() {
        let known = Known { name: "north".to_owned(), digest: "00ff".to_owned() };
        let printed = crate::print::pretty(
            &begin(Form::Audit, End::Errors, Some(&known)).with([("own", 1)].into_iter().collect::<std::collections::BTreeMap<_, _>>()),
        );
        let expected = format!(
            "{{\n  \"schema\": \"mortarboard/audit/1\",\n  \"status\": \"errors\",\n  \"exit\": 1,\n  \"version\": \"{}\",\n  \
             \"school\": \"north\",\n  \"digest\": \"00ff\",\n  \"own\": 1\n}}\n",
            env!("CARGO_PKG_VERSION")
        );
        assert_eq!(printed, expected);
    }
}
