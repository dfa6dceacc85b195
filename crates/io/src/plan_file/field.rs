//! A field of a plan: from TOML and back, and what is wrong with it in JSON.

use super::read::Walk;
use super::{Key, Section};
use crate::settings::plain;
use mortarboard_model::near::nearest;
use serde::de::DeserializeOwned;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeValue, ValueDeserializer};

/// A raw struct whose fields are the keys of a table, in the order of its section.
pub(super) trait Keyed: Default {
    /// The table.
    const SECTION: &'static Section;
    /// The fields, to be read into.
    fn fields_mut(&mut self) -> Vec<&mut dyn Field>;
    /// The fields, to be written.
    fn fields(&self) -> Vec<&dyn Field>;
}

/// Lines of a table: its own, and of each key with the tables that it lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    pub(super) at: u64,
    pub(super) keys: Vec<(&'static str, u64, Vec<Lines>)>,
}

impl Lines {
    /// The lines of the tables that a key lists.
    pub(super) fn below(&self, key: &str) -> &[Lines] {
        self.keys.iter().find(|(known, _, _)| *known == key).map_or(&[], |(_, _, below)| below)
    }
}

/// A field that a value can be read into and written from.
pub(super) trait Field {
    /// Reads a value, noting every fault; gives the lines of the tables that it lists.
    fn read(&mut self, key: &Key, value: Spanned<DeValue<'_>>, walk: &mut Walk<'_, '_>) -> Vec<Lines>;
    /// The value as TOML; none when it is what leaving the key out means.
    fn write(&self, depth: usize) -> Option<String>;
    /// Notes what is wrong with a JSON value.
    fn judge(&self, path: &str, value: &Value, faults: &mut Vec<Bad>);
}

/// What is wrong with a JSON value.
pub(super) struct Bad {
    /// Keys and positions that lead to it.
    pub(super) path: String,
    pub(super) slug: &'static str,
    pub(super) cause: String,
}

impl Bad {
    fn value(path: &str, cause: &str) -> Self {
        Bad { path: path.to_owned(), slug: "bad-value", cause: cause.to_owned() }
    }
}

/// How a field that holds no tables is written.
trait Leaf: DeserializeOwned + Default + PartialEq {
    fn text(&self) -> String;
}

macro_rules! leaves {
    ($($kind:ty: $value:ident => $text:expr;)*) => {$(
        impl Leaf for $kind {
            fn text(&self) -> String {
                let $value = self;
                $text
            }
        }

        impl Field for $kind {
            fn read(&mut self, key: &Key, value: Spanned<DeValue<'_>>, walk: &mut Walk<'_, '_>) -> Vec<Lines> {
                let at = value.span().start;
                match <$kind as serde::Deserialize>::deserialize(ValueDeserializer::from(value)) {
                    Ok(value) => *self = value,
                    Err(error) => walk.bad_value(key, error.span().map_or(at, |span| span.start.max(at)), &plain(error.message())),
                }
                Vec::new()
            }

            fn write(&self, _: usize) -> Option<String> {
                (*self != <$kind>::default()).then(|| self.text())
            }

            fn judge(&self, path: &str, value: &Value, faults: &mut Vec<Bad>) {
                if serde_json::from_value::<$kind>(value.clone()).is_err() {
                    faults.push(Bad::value(path, "the value is of the wrong kind"));
                }
            }
        }
    )*};
}

leaves! {
    String: value => toml::Value::String(value.clone()).to_string();
    bool: value => value.to_string();
    u32: value => value.to_string();
    Option<u32>: value => value.map(|number| number.to_string()).unwrap_or_default();
    Option<[u32; 2]>: value => value.map(|[lowest, highest]| format!("[{lowest}, {highest}]")).unwrap_or_default();
    Vec<String>: value => toml::Value::Array(value.iter().cloned().map(toml::Value::String).collect()).to_string();
}

impl<T: Keyed> Field for Vec<T> {
    fn read(&mut self, key: &Key, value: Spanned<DeValue<'_>>, walk: &mut Walk<'_, '_>) -> Vec<Lines> {
        let at = value.span().start;
        let DeValue::Array(items) = value.into_inner() else {
            walk.bad_value(key, at, "a list of tables is needed here");
            return Vec::new();
        };
        let mut lines = Vec::new();
        for item in items {
            let at = item.span().start;
            match item.into_inner() {
                DeValue::Table(table) => {
                    let mut one = T::default();
                    lines.push(walk.table(table, at, &mut one));
                    self.push(one);
                }
                _ => walk.bad_value(key, at, "an entry of the list is not a table"),
            }
        }
        lines
    }

    fn write(&self, depth: usize) -> Option<String> {
        if self.is_empty() {
            return None;
        }
        // Filters are short enough to stand on the line of what they belong to.
        let items: Vec<String> = self.iter().map(|item| inline(item, depth + 1)).collect();
        if T::SECTION.name == super::FILTER.name {
            return Some(format!("[{}]", items.join(", ")));
        }
        let indent = "  ".repeat(depth);
        let lines: String = items.iter().map(|item| format!("{indent}  {item},\n")).collect();
        Some(format!("[\n{lines}{indent}]"))
    }

    fn judge(&self, path: &str, value: &Value, faults: &mut Vec<Bad>) {
        let Some(list) = value.as_array() else {
            faults.push(Bad::value(path, "the value is not an array"));
            return;
        };
        for (at, item) in list.iter().enumerate() {
            judge::<T>(&format!("{path}[{at}]"), item, faults);
        }
    }
}

/// Notes what is wrong with a JSON value that should be a table.
pub(super) fn judge<T: Keyed>(path: &str, value: &Value, faults: &mut Vec<Bad>) {
    let Some(object) = value.as_object() else {
        faults.push(Bad::value(path, "the value is not an object"));
        return;
    };
    let sample = T::default();
    let fields = sample.fields();
    let dot = if path.is_empty() { "" } else { "." };
    for (key, value) in object {
        let path = format!("{path}{dot}{key}");
        match T::SECTION.keys.iter().position(|known| known.name == key) {
            Some(at) => fields[at].judge(&path, value, faults),
            None => faults.push(Bad { slug: "unknown-column", cause: unknown(T::SECTION, key), path }),
        }
    }
}

/// What to say of a key that a table does not have.
pub(super) fn unknown(section: &Section, key: &str) -> String {
    let near = nearest(key, section.keys.iter().map(|known| known.name));
    let hint = near.map_or(String::new(), |known| format!("; perhaps `{known}` is meant"));
    format!("the {} has no key `{key}`{hint}", section.name)
}

fn inline<T: Keyed>(table: &T, depth: usize) -> String {
    let keys = T::SECTION.keys.iter().zip(table.fields());
    let parts: Vec<String> = keys.filter_map(|(key, field)| field.write(depth).map(|value| format!("{} = {value}", key.name))).collect();
    if parts.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", parts.join(", ")) }
}
