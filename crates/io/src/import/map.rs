//! Reading a column map.

use crate::fault::Reading;
use crate::settings::{self, line_of};
use crate::table::{SCHOOL, Table, unknown_column};
use mortarboard_model::fault::Fault;
use mortarboard_model::near::nearest;
use mortarboard_model::raw::RawSettings;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// A column map.
#[derive(Clone, Debug)]
pub(super) struct Map {
    pub(super) settings: RawSettings,
    /// The character between the cells of all files.
    pub(super) delimiter: u8,
    /// In the order of the map.
    pub(super) blocks: Vec<Block>,
    /// Plan files beside the map, with the line that names each.
    pub(super) plans: Vec<(String, u64)>,
}

impl Default for Map {
    fn default() -> Self {
        Map { settings: RawSettings::default(), delimiter: b',', blocks: Vec::new(), plans: Vec::new() }
    }
}

/// Rows of one of our tables.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) table: &'static Table,
    /// Line of the map on which it begins.
    pub(super) line: u64,
    pub(super) source: Source,
}

#[derive(Clone, Debug)]
pub(super) enum Source {
    /// Rows written in the map: line, and a cell for each of our columns that is given.
    Inline(Vec<(u64, Vec<Option<String>>)>),
    /// Rows of a file.
    File {
        file: String,
        columns: Vec<Mapped>,
        /// Whether a row that equals an earlier one of this block is left out.
        distinct: bool,
        /// Rows whose cell in this column of theirs is one of these are left out.
        skip: Vec<(String, u64, Vec<String>)>,
    },
}

/// How one of our columns is filled.
#[derive(Clone, Debug)]
pub(super) struct Mapped {
    /// Position in our table.
    pub(super) column: usize,
    pub(super) line: u64,
    pub(super) how: How,
}

#[derive(Clone, Debug)]
pub(super) enum How {
    /// The same text in every row.
    Always(String),
    /// From a column of theirs.
    From(Column),
}

/// A column of theirs and what is done with its cells.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Column {
    pub(super) from: String,
    /// In place of a blank cell.
    pub(super) default: Option<String>,
    /// Their word to ours.
    pub(super) values: Option<BTreeMap<String, String>>,
    /// Ours for each word that `values` does not name.
    pub(super) otherwise: Option<String>,
}

/// What a block may hold.
const KEYS: [&str; 5] = ["from", "columns", "rows", "distinct", "skip"];

struct Reader<'a, 't> {
    text: &'t str,
    file: &'a str,
    reading: &'a mut Reading,
}

/// Reads a column map, noting every fault.
pub(super) fn read(bytes: &[u8], file: &str, reading: &mut Reading) -> Map {
    let mut map = Map::default();
    let Some(parsed) = settings::parse(bytes, file, "import", reading) else { return map };
    let mut entries: Vec<_> = parsed.root.into_iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let text = parsed.text;
    for (key, value) in entries {
        let at = key.span().start;
        let mut reader = Reader { text, file, reading };
        let name = key.into_inner();
        if let Some(table) = SCHOOL.iter().copied().find(|table| table.name == name) {
            for item in reader.items(value, "write `[[table]]` above each block") {
                if let Some(block) = reader.block(table, item) {
                    map.blocks.push(block);
                }
            }
            continue;
        }
        match (&*name, value.into_inner()) {
            ("about", DeValue::String(_)) => {}
            ("plans", DeValue::Array(names)) => {
                for name in names {
                    let at = name.span().start;
                    let fix = "write `plans = [\"diploma.toml\"]`, files beside the map";
                    if let Some(name) = reader.value::<String>(name, fix) {
                        map.plans.push((name, line_of(text, at)));
                    }
                }
            }
            ("settings", DeValue::Table(table)) => settings::read_table(text, table, file, &mut map.settings, reader.reading),
            ("delimiter", DeValue::String(sign)) if sign.len() == 1 && !["\"", "\n", "\r"].contains(&&*sign) => {
                map.delimiter = sign.as_bytes()[0]
            }
            ("delimiter", _) => {
                reader.fault(at, "the delimiter is not a single plain character", "write one character, such as \",\" or \"\\t\"")
            }
            ("about" | "settings" | "plans", _) => {
                let fix = "write `about` as a text, `settings` as a table and `plans` as a list of files";
                reader.fault(at, format!("`{name}` is of the wrong kind"), fix)
            }
            _ => {
                let known = SCHOOL.iter().map(|table| table.name).chain(["about", "settings", "plans", "delimiter"]);
                let fix = nearest(&name, known)
                    .map_or("use the names of tables, `settings`, `plans`, `delimiter` and `about`".to_owned(), |known| {
                        format!("perhaps `{known}` is meant")
                    });
                reader.fault(at, format!("a column map has no `{name}`"), fix);
            }
        }
    }
    map
}

impl Reader<'_, '_> {
    fn fault(&mut self, at: usize, cause: impl Into<String>, fix: impl Into<String>) {
        self.found(at, Fault::error("bad-map", "import").because(cause).mend(fix));
    }

    fn found(&mut self, at: usize, fault: Fault) {
        self.reading.broken(self.file, Some(line_of(self.text, at)), fault);
    }

    fn items<'t>(&mut self, value: Spanned<DeValue<'t>>, fix: &str) -> Vec<Spanned<DeValue<'t>>> {
        let at = value.span().start;
        match value.into_inner() {
            DeValue::Array(items) => items.into_iter().collect(),
            _ => {
                self.fault(at, "a list is needed here", fix);
                Vec::new()
            }
        }
    }

    fn table<'t>(&mut self, value: Spanned<DeValue<'t>>, fix: &str) -> DeTable<'t> {
        let at = value.span().start;
        match value.into_inner() {
            DeValue::Table(table) => table,
            _ => {
                self.fault(at, "a table is needed here", fix);
                DeTable::new()
            }
        }
    }

    fn value<'t, T: Deserialize<'t>>(&mut self, value: Spanned<DeValue<'t>>, fix: &str) -> Option<T> {
        let at = value.span().start;
        let read = T::deserialize(ValueDeserializer::from(value));
        read.map_err(|error| self.fault(error.span().map_or(at, |span| span.start), error.message(), fix)).ok()
    }

    fn block<'t>(&mut self, table: &'static Table, item: Spanned<DeValue<'t>>) -> Option<Block> {
        let at = item.span().start;
        let line = line_of(self.text, at);
        let mut given: BTreeMap<&'static str, Spanned<DeValue<'t>>> = BTreeMap::new();
        for (key, value) in self.table(item, "write `[[table]]` above each block") {
            match KEYS.into_iter().find(|known| *known == key.get_ref().as_ref()) {
                Some(known) => drop(given.insert(known, value)),
                None => self.fault(key.span().start, format!("a block has no `{}`", key.get_ref()), format!("use {}", KEYS.join(", "))),
            }
        }
        if let Some(rows) = given.remove("rows") {
            if !given.is_empty() {
                self.fault(at, "the block has rows of its own and also names a file", "make two blocks of it");
            }
            let rows = self.items(rows, "write `rows = [{ ... }, { ... }]`");
            let rows = rows.into_iter().map(|row| self.inline(table, row)).collect();
            return Some(Block { table, line, source: Source::Inline(rows) });
        }
        let (Some(from), Some(columns)) = (given.remove("from"), given.remove("columns")) else {
            self.fault(at, "the block names no rows", "give `from` and `columns`, or `rows`");
            return None;
        };
        let from_at = from.span().start;
        let file: String = self.value(from, "give the name of a file")?;
        if file.is_empty() || std::path::Path::new(&file).components().any(|part| !matches!(part, std::path::Component::Normal(_))) {
            self.fault(from_at, "the file is not inside the folder that is imported", "give its name within that folder");
            return None;
        }
        let columns = self.columns(table, line, columns);
        let distinct = given.remove("distinct").and_then(|value| self.value(value, "write true or false")).unwrap_or(false);
        let skip = given.remove("skip").map(|value| self.skip(value)).unwrap_or_default();
        Some(Block { table, line, source: Source::File { file, columns, distinct, skip } })
    }

    fn inline(&mut self, table: &'static Table, row: Spanned<DeValue<'_>>) -> (u64, Vec<Option<String>>) {
        let at = row.span().start;
        let mut cells = vec![None; table.columns.len()];
        for (key, value) in self.table(row, "write `{ column = \"cell\" }`") {
            let Some(column) = table.position(key.get_ref()) else {
                self.found(key.span().start, unknown_column(table, key.get_ref()));
                continue;
            };
            cells[column] = match value.get_ref() {
                DeValue::String(text) => Some(text.to_string()),
                DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().replace('_', "")),
                _ => {
                    self.fault(value.span().start, "a cell is a text or a whole number", "put the cell in quotes");
                    None
                }
            };
        }
        let missing = table.columns.iter().zip(&cells).filter(|(column, cell)| column.required && cell.is_none());
        let missing: Vec<&str> = missing.map(|(column, _)| column.name).collect();
        if !missing.is_empty() {
            self.fault(at, format!("the row of {} does not give {}", table.name, missing.join(", ")), "give the missing cells");
        }
        (line_of(self.text, at), cells)
    }

    fn columns(&mut self, table: &'static Table, line: u64, columns: Spanned<DeValue<'_>>) -> Vec<Mapped> {
        let at = columns.span().start;
        let mut mapped = Vec::new();
        for (key, value) in self.table(columns, "write `columns = { ours = \"theirs\" }`") {
            let key_at = key.span().start;
            let Some(column) = table.position(key.get_ref()) else {
                self.found(key_at, unknown_column(table, key.get_ref()));
                continue;
            };
            if let Some(how) = self.how(value) {
                mapped.push(Mapped { column, line: line_of(self.text, key_at), how });
            }
        }
        let missing = (0..table.columns.len()).filter(|&at| table.columns[at].required && !mapped.iter().any(|mapped| mapped.column == at));
        let missing: Vec<&str> = missing.map(|at| table.columns[at].name).collect();
        if !missing.is_empty() {
            let cause = format!("nothing fills {} of {}", missing.join(", "), table.name);
            self.reading.broken(
                self.file,
                Some(line.max(line_of(self.text, at))),
                Fault::error("bad-map", "import").because(cause).mend("map each required column, or give it `always`"),
            );
        }
        mapped
    }

    fn how(&mut self, value: Spanned<DeValue<'_>>) -> Option<How> {
        let fix =
            "write \"theirs\", { from = \"theirs\", default = \"\", values = { a = \"b\" }, otherwise = \"\" } or { always = \"text\" }";
        if let Some(from) = value.get_ref().as_str() {
            return Some(How::From(Column { from: from.to_owned(), ..Column::default() }));
        }
        let table = value.get_ref().as_table();
        if let Some((_, always)) = table.and_then(|table| table.iter().find(|(key, _)| key.get_ref() == "always")) {
            let at = always.span().start;
            let alone = table.is_some_and(|table| table.len() == 1);
            return match always.get_ref().as_str() {
                Some(text) if alone => Some(How::Always(text.to_owned())),
                _ => {
                    self.fault(at, "`always` is a text and stands alone", fix);
                    None
                }
            };
        }
        let column: Column = self.value(value, fix)?;
        Some(How::From(column))
    }

    fn skip(&mut self, value: Spanned<DeValue<'_>>) -> Vec<(String, u64, Vec<String>)> {
        let fix = "write `skip = { theirs = [\"value\", \"\"] }`";
        let mut skip = Vec::new();
        for (key, value) in self.table(value, fix) {
            let line = line_of(self.text, key.span().start);
            if let Some(values) = self.value(value, fix) {
                skip.push((key.into_inner().into_owned(), line, values));
            }
        }
        skip
    }
}
