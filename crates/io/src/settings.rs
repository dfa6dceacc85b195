//! `settings.toml`: the settings of a school folder and of a column map.

use crate::fault::Reading;
use mortarboard_model::fault::Fault;
use mortarboard_model::near::nearest;
use mortarboard_model::raw::{RawObjective, RawRuleMode, RawSettings};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error, ValueDeserializer};

/// Name of the settings file.
pub(crate) const FILE: &str = "settings.toml";

/// One key of a settings file or of a plan file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Setting {
    /// Name in the file and in JSON.
    pub name: &'static str,
    /// What its value is.
    pub kind: &'static str,
    /// Unit of the number, or blank.
    pub unit: &'static str,
    /// The value when the key is left out: as TOML, or in words.
    pub default: &'static str,
    /// A sample value, as TOML.
    pub example: &'static str,
    /// One sentence.
    pub meaning: &'static str,
}

macro_rules! settings {
    ($($name:ident $kind:literal $unit:literal $default:literal $example:literal $says:literal;)*) => {
        /// The settings, in the order in which they are written.
        ///
        /// ```
        /// assert!(mortarboard_io::settings::SETTINGS.iter().any(|setting| setting.name == "full_load"));
        /// ```
        pub const SETTINGS: &[Setting] = &[$(Setting {
            name: stringify!($name),
            kind: $kind,
            unit: $unit,
            default: $default,
            example: $example,
            meaning: $says,
        }),*];

        /// Reads one setting; none if there is no such setting.
        fn set(settings: &mut RawSettings, name: &str, value: ValueDeserializer<'_>) -> Option<Result<(), Error>> {
            // Naming every field keeps the declaration complete.
            let RawSettings { $($name),* } = settings;
            match name {
                $(stringify!($name) => Some(Deserialize::deserialize(value).map(|value| *$name = value)),)*
                _ => None,
            }
        }
    };
}

settings! {
    name "text" "" "\"\"" "\"North High\"" "A label for reports; never a person's name.";
    default_patterns "list of ids" "" "[]" "[\"period\"]" "Patterns, or groups of patterns, of each course that names neither patterns nor a shape.";
    full_load "number" "sections" "5" "6" "Sections that a teacher of 1.0 FTE teaches when the teacher's `max_sections` is blank.";
    passing_minutes "number" "minutes" "15" "10" "Longest gap across which two slots of a day still form one block.";
    balance_tolerance "number" "students" "4" "3" "Students by which a section may exceed the even share of its course before balance is charged.";
    objective "table" "" "{ mode = \"lexicographic\" }" "{ mode = \"ratio\", critical = 50000, required = 1000, primary = 30, alternate = 5, preference = 1 }"
        "`lexicographic`: critical requests first, then required ones, then primary ones, then alternates, then preferences, and no gain on a later level pays for a loss on an earlier one; `ratio`: one sum, each level multiplied by its number, `critical` by a hundred times `required` when it is left out.";
    year "number" "year" "" "2026" "The school's own year; needed where offerings, plans or students name years.";
    first_grade "number" "grade" "9" "7" "First grade of the school, that of entry.";
    last_grade "number" "grade" "12" "12" "Last grade: graduation is on time at its end.";
    marks "table" "hundredths of a point" "{ A = 400, B = 300, C = 200, D = 100, F = 0 }" "{ A = 400, \"A-\" = 367, \"B+\" = 333, F = 0 }" "Points of each mark; a mark of 0 points fails.";
    pass_marks "list of marks" "" "[\"P\"]" "[\"P\", \"CR\"]" "Marks that pass and have no points.";
    mark_order "list of marks" "" "" "[\"A; A*\", \"B; B*\", \"C; C*\", \"D; D*\", \"F\"]" "Marks with points from the highest to the lowest, where points are weighted and do not tell: lowest marks that plans and prerequisites ask are compared by this order, and averages by points. Left out, the order is that of the points, and a mark that is another one with a sign behind it other than plus or minus, such as `D*`, is as high as that.";
    rules "table" "" "{}" "{ planning = { mode = \"soft\", weight = 10, level = \"primary\" } }"
        "How strictly each rule is kept, by name: `hard` (never broken), `soft` (broken at the price of its `weight` for each unit, which its `level` loses: `critical`, `required`, `primary` or `alternate`, beside the requests of that priority, or `preference` when it is left out), `report` (not kept, only reported) or `off` (not looked at). Rules not named keep their own default; the [table of rules](#rules) says which modes a rule can't have.";
}

/// Reads a settings file.
pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> RawSettings {
    let mut settings = RawSettings::default();
    if let Some(table) = parse(bytes, FILE, "settings", reading) {
        read_table(table.text, table.root, FILE, &mut settings, reading);
    }
    settings
}

/// A TOML file: its text and its root table.
pub(crate) struct Parsed<'a> {
    pub(crate) text: &'a str,
    pub(crate) root: DeTable<'a>,
}

/// Reads TOML, noting every fault of its syntax.
pub(crate) fn parse<'a>(bytes: &'a [u8], file: &str, table: &'static str, reading: &mut Reading) -> Option<Parsed<'a>> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(bad) => {
            let line = 1 + bytes[..bad.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count() as u64;
            let fault = Fault::error("bad-utf8", table).because("the file is not UTF-8 text").mend("save the file again as UTF-8");
            reading.broken(file, Some(line), fault);
            return None;
        }
    };
    let (root, errors) = DeTable::parse_recoverable(text);
    // What follows the first is only what the reader makes of the rest.
    if let Some(error) = errors.first() {
        let line = error.span().map(|span| line_of(text, span.start));
        let fault = Fault::error("bad-toml", table).because(error.message()).mend("correct the TOML of this line");
        reading.broken(file, line, fault);
    }
    errors.is_empty().then(|| Parsed { text, root: root.into_inner() })
}

/// Reads settings from a TOML table.
pub(crate) fn read_table(text: &str, table: DeTable<'_>, file: &str, settings: &mut RawSettings, reading: &mut Reading) {
    // A TOML table is sorted by key; faults follow the lines.
    let mut entries: Vec<_> = table.into_iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in entries {
        let line = Some(line_of(text, key.span().start));
        let name = key.into_inner();
        let column = SETTINGS.iter().map(|setting| setting.name).find(|known| *known == name).unwrap_or("");
        let (extra, at) = (extra_keys(&name, &value), value.span().start);
        let bad = match value.into_inner() {
            // Each rule is read by itself, so that the faults of all of them are found.
            DeValue::Table(rules) if name == "rules" => rules
                .into_iter()
                .filter_map(|(rule, mode)| {
                    let at = mode.span().start;
                    let read = RawRuleMode::deserialize(ValueDeserializer::from(mode));
                    read.map(|mode| settings.rules.insert(rule.into_inner().into_owned(), mode)).err().map(|error| (at, error))
                })
                .collect(),
            value => match set(settings, &name, ValueDeserializer::from(Spanned::new(at..at, value))) {
                Some(read) => read.err().map(|error| (at, error)).into_iter().collect(),
                None => {
                    let fault = Fault::error("unknown-column", "settings").because(format!("there is no setting `{name}`"));
                    let fix = match nearest(&name, SETTINGS.iter().map(|setting| setting.name)) {
                        Some(known) => format!("perhaps `{known}` is meant"),
                        None => "delete it; docs/school-folder.md lists the settings".to_owned(),
                    };
                    reading.broken(file, line, fault.mend(fix));
                    Vec::new()
                }
            },
        };
        for (at, error) in bad {
            // A fault of a value as a whole has the value's own line.
            let at = error.span().map_or(at, |span| span.start.max(at));
            let fault = Fault::error("bad-value", "settings").in_column(column);
            let fix =
                SETTINGS.iter().find(|setting| setting.name == name).map(|setting| format!("write it as `{name} = {}`", setting.example));
            reading.broken(file, Some(line_of(text, at)), fault.because(plain(error.message())).mend(fix.unwrap_or_default()));
        }
        for (key, at) in extra {
            let fault = Fault::error("unknown-column", "settings").in_column(column);
            let fault =
                fault.because(format!("`{key}` has no meaning in this mode")).mend("delete it, or give the mode that it belongs to");
            reading.broken(file, Some(line_of(text, at)), fault);
        }
    }
}

/// Keys beside a `mode` that has no numbers, which would otherwise be passed over in silence.
fn extra_keys(name: &str, value: &Spanned<DeValue<'_>>) -> Vec<(String, usize)> {
    let tables: Vec<&DeTable<'_>> = match (name, value.get_ref().as_table()) {
        ("objective", Some(table)) => vec![table],
        ("rules", Some(rules)) => rules.iter().filter_map(|(_, rule)| rule.get_ref().as_table()).collect(),
        _ => Vec::new(),
    };
    let bare = |table: &&DeTable<'_>| {
        let mode = table.iter().find(|(key, _)| key.get_ref() == "mode");
        mode.and_then(|(_, mode)| mode.get_ref().as_str()).is_some_and(|mode| ["lexicographic", "hard", "report", "off"].contains(&mode))
    };
    let bare = tables.into_iter().filter(bare);
    let keys = bare.flat_map(|table| table.iter().map(|(key, _)| (key.get_ref().to_string(), key.span().start)));
    keys.filter(|(key, _)| key != "mode").collect()
}

/// What a reader of TOML says of a value, without the names that types have in the code and without the value.
pub(crate) fn plain(words: &str) -> String {
    let Some((found, expected)) = words.split_once("expected ") else {
        // Keys may be named; what they hold may not.
        let of_keys = ["missing field", "unknown field", "duplicate field"].iter().any(|start| words.starts_with(start));
        return if of_keys { words.to_owned() } else { "the value can't be read".to_owned() };
    };
    let kinds = ["internally tagged enum RawRuleMode", "internally tagged enum RawObjective", "struct Column"];
    let expected = kinds.iter().fold(expected.to_owned(), |text, kind| text.replace(kind, "a table as described"));
    let expected = expected.replace("u32", "a whole number of at least 0").replace("one of `", "`").replace("`, `", "` or `");
    let what = if found.starts_with("unknown variant") { "the word is not known" } else { "the value is of the wrong kind" };
    format!("{what}: {expected} is needed")
}

/// The line of a byte position.
pub(crate) fn line_of(text: &str, at: usize) -> u64 {
    1 + text.bytes().take(at).filter(|&byte| byte == b'\n').count() as u64
}

/// The settings as text, each with what it means.
pub(crate) fn write(settings: &RawSettings) -> String {
    #[derive(Serialize)]
    struct Tables<'a> {
        objective: RawObjective,
        rules: &'a BTreeMap<String, RawRuleMode>,
    }
    let RawSettings {
        name,
        default_patterns,
        full_load,
        passing_minutes,
        balance_tolerance,
        objective,
        year,
        first_grade,
        last_grade,
        marks,
        pass_marks,
        mark_order,
        rules,
    } = settings;
    let texts = |texts: &[String]| toml::Value::Array(texts.iter().cloned().map(toml::Value::String).collect());
    let number = |number: &u32| Some(toml::Value::from(*number));
    let marks = marks.iter().map(|(mark, &points)| (mark.clone(), points.into())).collect();
    let plain = [
        ("name", Some(toml::Value::String(name.clone()))),
        ("default_patterns", Some(texts(default_patterns))),
        ("full_load", number(full_load)),
        ("passing_minutes", number(passing_minutes)),
        ("balance_tolerance", number(balance_tolerance)),
        ("year", year.map(toml::Value::from)),
        ("first_grade", number(first_grade)),
        ("last_grade", number(last_grade)),
        ("marks", Some(toml::Value::Table(marks))),
        ("pass_marks", Some(texts(pass_marks))),
        ("mark_order", Some(texts(mark_order)).filter(|_| !mark_order.is_empty())),
    ];
    let mut text = String::new();
    for (name, value) in plain {
        let Some(setting) = SETTINGS.iter().find(|setting| setting.name == name) else { continue };
        // Writing to a string can't fail. What is not set is shown as a comment.
        let _ = match value {
            Some(value) => writeln!(text, "# {}\n{name} = {value}\n", setting.meaning),
            None => writeln!(text, "# {}\n# {name} = {}\n", setting.meaning, setting.example),
        };
    }
    // Tables of words and numbers always have a TOML form.
    text.push_str(&toml::to_string(&Tables { objective: *objective, rules }).unwrap_or_default());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(Option<u64>, String)> {
        let mut reading = Reading::default();
        read(text.as_bytes(), &mut reading);
        reading.faults.into_iter().map(|found| (found.line, found.fault.to_string())).collect()
    }

    #[test]
    fn all_faults_are_reported_with_their_lines() {
        let text = "name = 3\nfull_lod = 5\n\n[objective]\nmode = \"lexicographic\"\nrequired = 4\n\n[rules.x]\nmode = \"firm\"\n[rules.y]\nmode = \"soft\"\n";
        let found = faults(text);
        assert_eq!(found.iter().map(|(line, _)| line.unwrap()).collect::<Vec<_>>(), [1, 2, 6, 9, 10], "{found:#?}");
        assert!(found[1].1.contains("perhaps `full_load` is meant"), "{}", found[1].1);
        assert!(found[2].1.contains("`required` has no meaning in this mode"), "{}", found[2].1);
        assert!(found[3].1.contains("the word is not known: `hard` or `soft` or `report` or `off` is needed"), "{}", found[3].1);
    }

    #[test]
    fn numbers_below_zero_and_broken_toml_are_faults() {
        assert!(faults("full_load = -1")[0].1.contains("the value is of the wrong kind: a whole number of at least 0 is needed"));
        for text in ["rules = { x = 3 }", "objective = 3", "full_load = \"x\"", "marks = { A = -1 }"] {
            let found = &faults(text)[0].1;
            assert!(!found.contains("Raw") && !found.contains("u32"), "{found}");
        }
        assert_eq!(faults("name = \"a\nfull_load = \n")[0].0, Some(1));
        let mut reading = Reading::default();
        read(b"name = \"a\"\n# \xff", &mut reading);
        assert_eq!((reading.faults[0].line, reading.faults[0].fault.slug), (Some(2), "bad-utf8"));
    }

    #[test]
    fn defaults_and_examples_are_what_they_say() {
        for setting in SETTINGS {
            let mut reading = Reading::default();
            // Without a default, the setting may stay unset.
            let default = if setting.default.is_empty() { String::new() } else { format!("{} = {}", setting.name, setting.default) };
            let read = read(default.as_bytes(), &mut reading);
            assert_eq!((read, reading.faults.len()), (RawSettings::default(), 0), "{}", setting.name);
            assert_eq!(faults(&format!("{} = {}", setting.name, setting.example)), [], "{}", setting.name);
        }
    }

    #[test]
    fn every_setting_is_written_with_its_meaning() {
        let text = write(&RawSettings::default());
        assert!(text.starts_with("# A label for reports; never a person's name.\nname = \"\"\n"), "{text}");
        assert!(text.contains("[objective]\nmode = \"lexicographic\"\n"), "{text}");
    }
}
