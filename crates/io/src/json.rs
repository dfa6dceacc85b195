//! A school as one JSON text, for programs that embed the library.

use crate::fault::{InputFaults, Reading};
use crate::plan_file;
use crate::settings::SETTINGS;
use crate::table::{CORE, Column, RULES, Rows, Table, names, unknown_column};
use mortarboard_model::fault::Fault;
use mortarboard_model::graduation::raw::{
    RawAchievement, RawListing, RawOffering, RawOutside, RawPersona, RawPrerequisite, RawRecord, RawStudentGroup, RawStudentPlan,
    RawSubstitution, RawWaiver,
};
use mortarboard_model::near::nearest;
use mortarboard_model::raw::{
    RawBell, RawCell, RawCourse, RawLock, RawPattern, RawQualification, RawRequest, RawRoom, RawSchool, RawSection, RawSettings, RawShape,
    RawStudent, RawTeacher, RawTeam, RawTerm,
};
use mortarboard_model::{School, read_beside};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, error::Category};

/// Reads a school from JSON: one object with `settings` and one array of objects for each table, keys as
/// the columns. Decimal columns are whole thousandths here.
///
/// # Errors
/// Every unknown key and every value of the wrong kind, at once, by table, row and column; or the line on
/// which the text stops being JSON.
///
/// ```
/// let raw = mortarboard_io::json::read_school(r#"{"courses": [{"course": "ART", "max_seats": 24}]}"#).unwrap();
/// assert_eq!(raw.courses[0].max_seats, 24);
/// let faults = mortarboard_io::json::read_school(r#"{"courses": [{"course": "ART", "max_seats": "many"}]}"#).unwrap_err();
/// assert_eq!((faults.0[0].fault.row, faults.0[0].fault.column), (Some(0), "max_seats"));
/// ```
pub fn read_school(text: &str) -> Result<RawSchool, InputFaults> {
    let (raw, reading) = read(text);
    reading.finish(raw)
}

/// Reads a school from JSON and checks it.
///
/// # Errors
/// Every fault, at once. The school is judged only when all of the JSON could be read.
///
/// ```
/// let faults = mortarboard_io::json::load_school("{}").unwrap_err();
/// assert_eq!(faults.0[0].fault.slug, "empty-table");
/// ```
pub fn load_school(text: &str) -> Result<(RawSchool, School), InputFaults> {
    let (raw, reading) = read(text);
    reading.check(raw, read_beside)
}

/// The school as JSON, one line for each key.
///
/// ```
/// use mortarboard_model::raw::RawSchool;
/// let text = mortarboard_io::json::write_school(&RawSchool::default());
/// assert_eq!(mortarboard_io::json::read_school(&text).unwrap(), RawSchool::default());
/// ```
pub fn write_school(raw: &RawSchool) -> String {
    // Plain structs of texts and numbers always have a JSON form.
    let mut text = serde_json::to_string_pretty(raw).unwrap_or_default();
    text.push('\n');
    text
}

fn read(text: &str) -> (RawSchool, Reading) {
    let mut reading = Reading::default();
    let error = match serde_json::from_str(text) {
        Ok(raw) => return (raw, reading),
        Err(error) => error,
    };
    if error.classify() == Category::Data
        && let Ok(value) = serde_json::from_str(text)
    {
        walk(&value, &mut reading);
    }
    if reading.faults.is_empty() {
        // The parser's own words may repeat a value: only those about syntax and keys are passed on.
        let words = error.to_string();
        let plain = error.classify() != Category::Data || words.starts_with("duplicate field");
        let words = if plain { words } else { "a value is of the wrong kind".to_owned() };
        let fault = Fault::error("bad-json", "school").because(words).mend("correct the JSON at this line");
        reading.broken("", Some(error.line() as u64), fault);
    }
    // Nothing of the school is there to be judged.
    reading.broken.insert("school");
    (RawSchool::default(), reading)
}

/// Finds every fault of JSON that is not a school.
fn walk(value: &Value, reading: &mut Reading) {
    let Some(root) = value.as_object() else {
        reading.broken("", None, bad_value("school", "the text is not an object").mend("write an object with `settings` and the tables"));
        return;
    };
    for (key, value) in root {
        let known = CORE.iter().map(|table| table.name).chain(["settings", plan_file::FOLDER, "rule_tables"]);
        if key == "settings" {
            settings(value, reading);
        } else if !known.clone().any(|known| known == key) {
            let fault = Fault::error("unknown-column", "school").because(format!("a school has no `{key}`"));
            let fix = nearest(key, known).map_or("delete it".to_owned(), |known| format!("perhaps `{known}` is meant"));
            reading.broken("", None, fault.mend(fix));
        }
    }
    rows::<RawTerm>(root, reading);
    rows::<RawBell>(root, reading);
    rows::<RawPattern>(root, reading);
    rows::<RawShape>(root, reading);
    rows::<RawCourse>(root, reading);
    rows::<RawSection>(root, reading);
    rows::<RawTeacher>(root, reading);
    rows::<RawQualification>(root, reading);
    rows::<RawRoom>(root, reading);
    rows::<RawStudent>(root, reading);
    rows::<RawRequest>(root, reading);
    rows::<RawLock>(root, reading);
    rows::<RawTeam>(root, reading);
    rows::<RawListing>(root, reading);
    rows::<RawPrerequisite>(root, reading);
    rows::<RawOffering>(root, reading);
    if let Some(plans) = root.get(plan_file::FOLDER) {
        plan_file::json(plans, reading);
    }
    rows::<RawStudentPlan>(root, reading);
    rows::<RawRecord>(root, reading);
    rows::<RawAchievement>(root, reading);
    rows::<RawWaiver>(root, reading);
    rows::<RawSubstitution>(root, reading);
    rows::<RawStudentGroup>(root, reading);
    rows::<RawOutside>(root, reading);
    rows::<RawPersona>(root, reading);
    if let Some(tables) = root.get("rule_tables") {
        rule_tables(tables, reading);
    }
}

fn settings(value: &Value, reading: &mut Reading) {
    let Some(object) = value.as_object() else {
        reading.broken("", None, bad_value("settings", "the settings are not an object").mend("write an object"));
        return;
    };
    for (key, value) in object {
        let Some(setting) = SETTINGS.iter().find(|setting| setting.name == key) else {
            let fault = Fault::error("unknown-column", "settings").because(format!("there is no setting `{key}`"));
            let near = nearest(key, SETTINGS.iter().map(|setting| setting.name));
            reading.broken("", None, fault.mend(near.map_or("delete it".to_owned(), |known| format!("perhaps `{known}` is meant"))));
            continue;
        };
        if !fits::<RawSettings>(key, value) {
            let fault = bad_value("settings", "the value is of the wrong kind").in_column(setting.name);
            reading.broken("", None, fault.mend(format!("give a {}", setting.kind)));
        }
    }
}

fn rows<R: Rows + DeserializeOwned>(root: &Map<String, Value>, reading: &mut Reading) {
    if let Some(value) = root.get(R::TABLE.name) {
        table(R::TABLE, value, &|column, value| fits::<R>(column.name, value), reading);
    }
}

/// Finds every fault of the tables that rules declare.
fn rule_tables(value: &Value, reading: &mut Reading) {
    let Some(tables) = value.as_object() else {
        let fault = bad_value("rule_tables", "the value is not an object");
        reading.broken("", None, fault.mend("write an object with an array of objects for each table"));
        return;
    };
    for (name, value) in tables {
        // A name that no rule has is a fault of the school.
        if let Some(known) = RULES.iter().find(|table| table.name == name) {
            let fits = |column: &Column, value: &Value| match value {
                Value::String(_) => !column.kind.is_number(),
                value => serde_json::from_value::<RawCell>(value.clone()).is_ok(),
            };
            table(known, value, &fits, reading);
        }
    }
}

fn table(table: &'static Table, value: &Value, fits: &dyn Fn(&Column, &Value) -> bool, reading: &mut Reading) {
    let Some(list) = value.as_array() else {
        reading.broken("", None, bad_value(table.name, "the table is not an array").mend("write an array of objects"));
        return;
    };
    for (at, row) in list.iter().enumerate() {
        let Some(object) = row.as_object() else {
            let fault = bad_value(table.name, "the row is not an object").in_row(at);
            reading.broken("", None, fault.mend(format!("write an object with the keys {}", names(table))));
            continue;
        };
        let id = object.get(table.columns[0].name).and_then(Value::as_str).unwrap_or_default();
        for (key, value) in object {
            match table.columns.iter().find(|column| column.name == key) {
                None => reading.broken("", None, unknown_column(table, key).in_row(at).of(id)),
                Some(column) if !fits(column, value) => {
                    let fault = bad_value(table.name, "the value is of the wrong kind").at(at, column.name).of(id);
                    let fix = match column.kind {
                        crate::table::Kind::Number => "give a whole number from 0 to 4294967295",
                        crate::table::Kind::Decimal => "give a whole number of thousandths, such as 500 for one half",
                        _ => "give a text",
                    };
                    reading.broken("", None, fault.mend(fix));
                }
                Some(_) => {}
            }
        }
    }
}

/// Whether the value can be that field of the struct, whose other fields have defaults.
fn fits<T: DeserializeOwned>(key: &str, value: &Value) -> bool {
    let alone: Map<String, Value> = [(key.to_owned(), value.clone())].into_iter().collect();
    serde_json::from_value::<T>(Value::Object(alone)).is_ok()
}

fn bad_value(table: &'static str, cause: &str) -> Fault {
    Fault::error("bad-value", table).because(cause)
}
