//! The pages under `docs/` that describe the folders, made from the declarations.
//!
//! The committed pages are compared with these texts by a test; `MORTARBOARD_BLESS=1 cargo test -p
//! mortarboard-io --test pages` writes them anew.

mod counting;
mod granted;
mod plans;
mod rules;

pub use plans::plans;
pub use rules::{rule, rules_folder};

use crate::fault::SLUGS;
use crate::settings::{FILE, SETTINGS};
use crate::table::{Kind, SCHEDULE, SCHOOL, Table};
use mortarboard_model::rule::standard;
use std::fmt::Write as _;

const KINDS: [(Kind, &str); 8] = [
    (
        Kind::Id,
        "The office's own id of a thing: not blank, no blank at either end, no `;` and no control characters. \
         Ids of people are opaque; names of people have no place anywhere.",
    ),
    (Kind::Text, "Any text, kept to the letter."),
    (Kind::Word, "One of the words that the column's meaning lists."),
    (Kind::Ids, "Ids separated by `;`. Blanks around them do not count."),
    (
        Kind::Cells,
        "Cells of the cycle, written `SLOT(DAY,DAY)` or `TERM:SLOT(DAY)`, several separated by blanks. `*` stands for every day on which the \
         slot exists; without a term, the cells of every term are meant. `1(*)` is slot 1 on all its days; `S1:3(Mon) S1:4(Mon)` is a double \
         period on Mondays of term S1. A cell with several days holds a comma and has to be quoted: `\"1(Mon,Wed)\"`.",
    ),
    (Kind::Time, "`HH:MM` on a 24-hour clock."),
    (Kind::Number, "A whole number from 0 to 4294967295, digits only."),
    (
        Kind::Decimal,
        "A decimal of at least 0 with at most three places after the point, such as `0.5`. It is kept as whole thousandths; JSON gives the \
         thousandths (`500`).",
    ),
];

const CSV: &str = "\
The tables are CSV files as spreadsheets save them in the form \"CSV UTF-8\":

- The first line names the columns, in any order. A name that the table does not have is an error, so that
  no column is passed over in silence; a column that is not required can be left out.
- Cells are separated by commas. A cell that holds a comma, a quote or a line break is put in quotes, and a
  quote inside it is written twice.
- Lines may end in any of the usual ways, a byte order mark is accepted, and blank lines do not count.
- Every row has as many cells as the header.

What is written can be read again without any loss.
";

/// The text of `docs/school-folder.md`.
///
/// ```
/// assert!(mortarboard_io::page::school_folder().contains("| `max_seats` | number | seats | required | `32` |"));
/// ```
pub fn school_folder() -> String {
    let mut page = String::from(
        "# The school folder\n\n\
         <!-- Generated. MORTARBOARD_BLESS=1 cargo test -p mortarboard-io --test pages -->\n\n\
         A school is a folder with the settings and one CSV file for each table. The columns are the fields of\n\
         `mortarboard_model::raw`, which are also the keys of the JSON form.\n\n",
    );
    line(&mut page, format_args!("| File | Must be there | What it holds |\n|---|---|---|"));
    line(&mut page, format_args!("| [`{FILE}`](#settings) | no | The settings of the whole school. |"));
    for table in SCHOOL.iter() {
        file_line(&mut page, table);
    }
    page.push_str("| [`plans/*.toml`](plans.md) | no | Graduation plans: one file for each. |\n");
    page.push_str(
        "\nOther files in the folder are not looked at, unless their name is so close to that of a missing table that it\n\
         must be a slip.\n",
    );
    cells(&mut page);
    for table in SCHOOL.iter() {
        section(&mut page, table);
    }
    settings(&mut page);
    rules(&mut page);
    faults(&mut page);
    page.push_str(
        "\n## The same as JSON\n\n\
         One object: `settings` as an object, and each table as an array of objects with the columns as keys. A key that is\n\
         left out means what a blank cell means. Decimal columns hold whole thousandths. `plans` is an array of objects with the\n\
         [keys of plan files](plans.md). The tables of rules are in an object of their own, `rule_tables`, by name: \
         `\"rule_tables\": { \"at_one_time\": [{ \"department\": \"Science\", \"most\": 3 }] }`.\n\n\
         ```json\n\
         {\n  \"settings\": { \"name\": \"North High\", \"default_patterns\": [\"period\"] },\n\
         \x20 \"bell\": [{ \"day\": \"Mon\", \"slot\": \"1\", \"start\": \"08:30\", \"end\": \"09:15\" }],\n\
         \x20 \"courses\": [{ \"course\": \"ALG1\", \"max_seats\": 32, \"sections\": 4, \"load\": 1000 }]\n}\n\
         ```\n",
    );
    page
}

/// The text of `docs/schedule-folder.md`.
///
/// ```
/// assert!(mortarboard_io::page::schedule_folder().contains("`rosters.csv`"));
/// ```
pub fn schedule_folder() -> String {
    let mut page = String::from(
        "# The schedule folder\n\n\
         <!-- Generated. MORTARBOARD_BLESS=1 cargo test -p mortarboard-io --test pages -->\n\n\
         A schedule is a folder beside the [school folder](school-folder.md) that it was made for; all ids are those of that\n\
         school. The folder is always new: it is written under another name first and renamed when it is complete, so there is\n\
         never half a schedule, and nothing is ever written over.\n\n",
    );
    line(&mut page, format_args!("| File | Must be there | What it holds |\n|---|---|---|"));
    for table in SCHEDULE {
        file_line(&mut page, table);
    }
    page.push_str(
        "| `summary.json` | no | What the program that wrote the schedule claims about it, such as how many requests are met. `verify` counts again and compares each number and word, or names what it does not compare; a bound that was proven of another school, or of other settings, is refused ([docs/json.md](json.md#verify)). |\n\
         | any other | no | Reports, such as `summary.txt`, `unmet.csv` or `unmet.json`. They are not read. |\n\n\
         The tables are CSV as [in the school folder](school-folder.md#cells), with the same kinds of cells and the same faults.\n\
         A section that is missing from the table is undecided; rows are not needed for students without seats.\n",
    );
    for table in SCHEDULE {
        section(&mut page, table);
    }
    page
}

fn line(page: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string can't fail.
    let _ = writeln!(page, "{text}");
}

fn anchor(table: &Table) -> String {
    table.name.replace(' ', "-")
}

fn file_line(page: &mut String, table: &Table) {
    let must = if table.required { "yes" } else { "no" };
    line(page, format_args!("| [`{}`](#{}) | {must} | {} |", table.file, anchor(table), table.meaning));
}

fn section(page: &mut String, table: &Table) {
    line(page, format_args!("\n## {}\n\n`{}`. {}\n", table.name, table.file, table.meaning));
    line(page, format_args!("| Column | Kind | Unit | If blank | Example | Meaning |\n|---|---|---|---|---|---|"));
    for column in table.columns {
        let blank = if column.required { "required" } else { column.blank };
        let (kind, unit) = (column.kind.word(), column.unit);
        line(page, format_args!("| `{}` | {kind} | {unit} | {blank} | `{}` | {} |", column.name, column.example, column.meaning));
    }
}

fn cells(page: &mut String) {
    line(page, format_args!("\n## Cells\n\n{CSV}\n| Kind | What its cells hold |\n|---|---|"));
    for (kind, text) in KINDS {
        line(page, format_args!("| {} | {text} |", kind.word()));
    }
}

fn settings(page: &mut String) {
    line(page, format_args!("\n## settings\n\n`{FILE}`, in TOML. Every key can be left out.\n"));
    line(page, format_args!("| Key | Kind | Unit | Default | Example | Meaning |\n|---|---|---|---|---|---|"));
    for setting in SETTINGS {
        let (name, kind, unit) = (setting.name, setting.kind, setting.unit);
        let default = if setting.default.is_empty() { "not set".to_owned() } else { format!("`{}`", setting.default) };
        line(page, format_args!("| `{name}` | {kind} | {unit} | {default} | `{}` | {} |", setting.example, setting.meaning));
    }
}

fn rules(page: &mut String) {
    page.push_str(
        "\n### Rules\n\nThe names that `rules` can give a mode to. Where a rule is soft, its weight is lost for each of\n\
         what the table names: with weight 20, a section over a teacher's load costs 20. The price that is printed for a rule is the sum over all\n\
         places where it is broken. A price counts on the level of preferences, below all requests, unless the rule names another `level`: on\n\
         `primary` a weight of 2 is as much as two primary requests of weight 1, so that a student's lunch may come before an elective, and after\n\
         what is required. [Each rule has a page](rules/README.md)\n\
         with an example.\n\n",
    );
    line(page, format_args!("| Rule | Default | May also be | Its weight is the price of | What it says |\n|---|---|---|---|---|"));
    for rule in standard() {
        let card = rule.card();
        let default = rules::default(card.default);
        let others = rules::others(card);
        let others = if others.is_empty() { "nothing else".to_owned() } else { others.join(", ") };
        let (slug, unit) = (card.slug, card.unit.unwrap_or_default());
        line(page, format_args!("| [`{slug}`](rules/{slug}.md) | {default} | {others} | {unit} | {} |", card.sentence.replace('|', "\\|")));
    }
}

fn faults(page: &mut String) {
    page.push_str(
        "\n## Faults\n\n\
         All faults of a folder are reported together, in the order of the tables, each with its file and line, its column, the\n\
         id of the row, what is wrong and what would mend it:\n\n\
         ```text\n\
         error[negative] courses.csv line 12, max_seats (ALG1): the number is below zero\n\
         \x20 fix: give a number of at least 0\n\
         ```\n\n\
         - The line is that of the file, counted from 1; for a row over several lines it is the first of them.\n\
         - What a cell holds is not repeated by the reader, since it may be about a person; ids are.\n\
         - A row whose text has a fault is not judged further, and if a file, a header or the settings can't be read at all,\n\
         \x20 the school as a whole is judged only after that is mended: until then every id in that file would look unknown.\n\
         - Many faults of one kind in one column are printed in short, with their lines; as JSON all of them are given, with the\n\
         \x20 keys `file`, `line`, `severity`, `slug`, `table`, `row` (from 0), `column`, `id`, `cause` and `fix`. An id that is not\n\
         \x20 known is one fault however many rows name it; `also` lists the further rows.\n\
         - What only follows from another fault is left out: mend the faults that are listed, and read the school again.\n\
         - With faults nothing is written, and the program ends with exit code 3.\n\n\
         Kinds of fault that reading itself can find; the check of the school that follows has more of its own:\n\n",
    );
    line(page, format_args!("| Name | Meaning |\n|---|---|"));
    for (slug, meaning) in SLUGS {
        line(page, format_args!("| `{slug}` | {meaning} |"));
    }
}
