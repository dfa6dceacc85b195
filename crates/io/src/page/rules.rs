//! The pages on the rules, `docs/rules/`, made from their cards and their examples.

use super::line;
use crate::table::{PLACEMENTS, SCHOOL};
use crate::words::words;
use crate::{folder, schedule, settings};
use mortarboard_model::raw::{RawRuleMode, RawSchool};
use mortarboard_model::rule::{Card, Example, Mode, Rule, allowed, refused, standard};
use mortarboard_model::score::Level;
use mortarboard_model::{Schedule, School};
use std::collections::BTreeSet;

const GENERATED: &str = "<!-- Generated. MORTARBOARD_BLESS=1 cargo test -p mortarboard-io --test pages -->\n";

/// The page on one rule, in Markdown: its card, how to set its mode, and its example with what `verify` says of it.
///
/// Also for a rule of your own. O(the checks of all rules on the example).
///
/// ```
/// let seats = mortarboard_model::rule::standard().into_iter().find(|rule| rule.card().slug == "seat-cap").unwrap();
/// let page = mortarboard_io::page::rule(seats.as_ref());
/// assert!(page.starts_with("# seat-cap\n\nNo section has more students than seats."));
/// assert!(page.contains("-BIO-1,s3\n+BIO-2,s3"));
/// ```
pub fn rule(rule: &dyn Rule) -> String {
    let card = rule.card();
    let mut page = format!("# {}\n\n{}\n\n", card.slug, card.sentence);
    let default = default(card.default);
    let mode = match (&others(card)[..], card.unit) {
        ([], _) => format!("Always {default}."),
        (others, None) => format!("{default}; may also be {}.", either(others)),
        (others, Some(unit)) => format!("{default}; may also be {}. Where it is soft, its weight is the price of {unit}.", either(others)),
    };
    line(&mut page, format_args!("- **Mode.** {}", capital(&mode)));
    for (modes, reason) in never(card.slug) {
        line(&mut page, format_args!("- **Never {}.** {}.", either(&modes), capital(reason)));
    }
    let reads: Vec<String> =
        card.reads.iter().map(|place| format!("[`{place}`](../school-folder.md#{})", table_of(place).replace(' ', "-"))).collect();
    line(&mut page, format_args!("- **Reads.** {}.", reads.join(", ")));
    line(&mut page, format_args!("- **Comes from.** {}.", capital(card.source)));
    let elsewhere = elsewhere(card);
    if !elsewhere.is_empty() {
        line(&mut page, format_args!("- **Elsewhere.** {elsewhere}."));
    }
    line(&mut page, format_args!("- **In the integer program.** `{}`: {}.", card.rows, card.size));
    line(&mut page, format_args!("- **Says,** for example: \"{}\"", card.says));
    if let Some(mode) = other_mode(card) {
        line(&mut page, format_args!("\n## Another mode\n\nIn `settings.toml`:\n\n```toml\n[rules.{}]\n{mode}\n```", card.slug));
    }
    if let Some(example) = rule.example() {
        shown(&mut page, rule, &example);
    }
    page
}

/// The files of `docs/rules/`, name and text: a page for each rule that comes with the library, and `README.md`, which lists them and
/// tells other programs' words for them.
///
/// ```
/// let files = mortarboard_io::page::rules_folder();
/// assert!(files.iter().any(|(name, _)| name == "seat-cap.md"));
/// assert!(files[0].1.contains("| PowerScheduler | Teacher Free | [`availability`](availability.md) |"));
/// ```
pub fn rules_folder() -> Vec<(String, String)> {
    let mut files = vec![("README.md".to_owned(), index())];
    files.extend(standard().iter().map(|one| {
        let text = rule(one.as_ref());
        let (title, rest) = text.split_once('\n').unwrap_or((&text, ""));
        (format!("{}.md", one.card().slug), format!("{title}\n\n{GENERATED}{rest}"))
    }));
    files
}

fn index() -> String {
    let mut page = format!(
        "# Rules\n\n{GENERATED}\n\
         What a schedule is held to. `mortarboard rules` prints this list, `mortarboard rules SLUG` one of the pages, and `mortarboard\n\
         rules SLUG --out DIR` writes the example on it as folders to try `verify` on. How to give a rule another mode is told in\n\
         [the settings](../school-folder.md#rules).\n\n"
    );
    line(&mut page, format_args!("| Rule | Mode | Says |\n|---|---|---|"));
    for rule in standard() {
        let card = rule.card();
        let (slug, sentence) = (card.slug, card.sentence.replace('|', "\\|"));
        line(&mut page, format_args!("| [`{slug}`]({slug}.md) | {} | {sentence} |", default(card.default)));
    }
    page.push_str(
        "\n## In other words\n\n\
         What other programs, standards and contracts call it, so far as there is a rule for it. A word need not mean quite the\n\
         same: it is where to look. `mortarboard rules WORD` looks it up too.\n\n",
    );
    line(&mut page, format_args!("| Whose word | Word | Rule |\n|---|---|---|"));
    for word in words() {
        let rules: Vec<String> = word.rules.iter().map(|slug| format!("[`{slug}`]({slug}.md)")).collect();
        line(&mut page, format_args!("| {} | {} | {} |", word.whose, word.word, rules.join(", ")));
    }
    page
}

/// What others call a rule: `Aspen: Lock; Focus: Lock`.
fn elsewhere(card: &Card) -> String {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for &(whose, word) in card.called {
        match found.last_mut().filter(|(last, _)| *last == whose) {
            Some((_, words)) => words.push(word),
            None => found.push((whose, vec![word])),
        }
    }
    let found: Vec<String> = found.into_iter().map(|(whose, words)| format!("{whose}: {}", words.join(", "))).collect();
    found.join("; ")
}

/// A mode as people read it.
pub(super) fn default(mode: Mode) -> String {
    match mode {
        Mode::Hard => "hard".to_owned(),
        Mode::Soft { weight, level: Level::Preference } => format!("soft, weight {weight}"),
        Mode::Soft { weight, level } => format!("soft, weight {weight} on level {}", level.name()),
        Mode::Report => "report".to_owned(),
    }
}

/// The modes that a rule may have instead of its default.
pub(super) fn others(card: &Card) -> Vec<&'static str> {
    let own = match card.default {
        Mode::Hard => "hard",
        Mode::Soft { .. } => "soft",
        Mode::Report => "report",
    };
    allowed(card.slug).into_iter().filter(|mode| *mode != own).collect()
}

/// The modes that are refused, those with one reason together.
fn never(slug: &str) -> Vec<(Vec<&'static str>, &'static str)> {
    let mut reasons: Vec<(Vec<&str>, &str)> = Vec::new();
    for (word, mode) in [("soft", RawRuleMode::soft(1)), ("report", RawRuleMode::Report), ("off", RawRuleMode::Off)] {
        let Some(reason) = refused(slug, mode) else { continue };
        match reasons.iter_mut().find(|(_, known)| *known == reason) {
            Some((words, _)) => words.push(word),
            None => reasons.push((vec![word], reason)),
        }
    }
    reasons
}

/// Lines of TOML that give a rule a mode other than its default, if it may have one.
fn other_mode(card: &Card) -> Option<&'static str> {
    match others(card)[..] {
        [] => None,
        ["soft", ..] => Some("mode = \"soft\"\nweight = 10"),
        ["hard", ..] => Some("mode = \"hard\""),
        _ => Some("mode = \"off\""),
    }
}

/// The example: what the rule reads of its school, what the two schedules differ in, and what is found.
fn shown(page: &mut String, rule: &dyn Rule, example: &Example) {
    let slug = rule.card().slug;
    line(page, format_args!("\n## Example\n\n{}\n", example.about));
    line(page, format_args!("`mortarboard rules {slug} --out DIR` writes the school and two schedules. What the rule reads of the"));
    line(page, format_args!("school, without blank columns:"));
    for (file, text) in read_by(rule.card(), &example.school) {
        let language = if file == settings::FILE { "toml" } else { "csv" };
        line(page, format_args!("\n`{file}`\n\n```{language}\n{}\n```", text.trim_end()));
    }
    line(page, format_args!("\nThe schedule in `DIR/kept` keeps every rule. The one in `DIR/broken` differs from it:"));
    for ((file, kept), (_, broken)) in schedule::files(&example.kept).into_iter().zip(schedule::files(&example.broken)) {
        // Where and when sections meet is always worth seeing.
        if kept != broken || file == PLACEMENTS.file {
            line(page, format_args!("\n`{file}`\n\n```diff\n{}```", change(&kept, &broken)));
        }
    }
    let said = said(rule, example);
    line(page, format_args!("\n`mortarboard verify DIR/school DIR/broken` finds:\n\n```text\n{}\n```", said.join("\n")));
}

/// The lines of two texts: those of the first alone with `-`, those of the second alone with `+`.
fn change(from: &str, to: &str) -> String {
    let (mut old, mut new) = (from.lines().peekable(), to.lines().peekable());
    let mut text = String::new();
    let mut put = |sign: char, row: &str| text.extend([String::from(sign), row.to_owned(), "\n".to_owned()]);
    loop {
        match (old.peek().copied(), new.peek().copied()) {
            (None, None) => return text,
            (Some(row), Some(other)) if row == other => {
                put(' ', row);
                old.next();
                new.next();
            }
            // A line that comes later in the other text waits for it.
            (Some(row), None) => {
                put('-', row);
                old.next();
            }
            (Some(row), Some(_)) if !to.lines().any(|other| other == row) => {
                put('-', row);
                old.next();
            }
            (_, Some(other)) => {
                put('+', other);
                new.next();
            }
        }
    }
}

/// The tables and settings of a school that a rule reads: name and text of each file.
fn read_by(card: &Card, school: &RawSchool) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let wanted: BTreeSet<&str> = card.reads.iter().map(|place| table_of(place)).collect();
    for (file, text) in folder::files(school) {
        if file == settings::FILE {
            let keys: Vec<&str> = card.reads.iter().filter_map(|place| place.strip_prefix("settings.")).collect();
            let named = |row: &&str| keys.iter().any(|key| row.strip_prefix(key).is_some_and(|rest| rest.starts_with(" =")));
            let mut rows: Vec<&str> = text.lines().filter(named).collect();
            // Modes that the example itself gives are a part of what it shows.
            rows.extend(text.lines().skip_while(|row| !row.starts_with("[rules.")));
            if !rows.is_empty() {
                found.push((file, rows.join("\n")));
            }
        } else if SCHOOL.iter().any(|table| table.file == file && wanted.contains(table.name)) {
            let text = without_blank_columns(&text);
            found.push((file, text));
        }
    }
    found
}

/// A table without the columns that are blank in every row.
fn without_blank_columns(text: &str) -> String {
    let rows: Vec<csv::StringRecord> =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes()).into_records().flatten().collect();
    let columns = rows.first().map_or(0, csv::StringRecord::len);
    let full: Vec<usize> = (0..columns).filter(|&at| rows.iter().skip(1).any(|row| !row.get(at).unwrap_or_default().is_empty())).collect();
    let mut table = csv::Writer::from_writer(Vec::new());
    for row in &rows {
        // Writing to memory can't fail.
        let _ = table.write_record(full.iter().map(|&at| row.get(at).unwrap_or_default()));
    }
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// What `verify` says of the broken schedule, but for what would mend it. Nothing where the school or the schedule has faults.
fn said(rule: &dyn Rule, example: &Example) -> Vec<String> {
    let Ok(school) = School::try_from(&example.school) else { return Vec::new() };
    let Ok(broken) = Schedule::from_raw(&school, &example.broken) else { return Vec::new() };
    let say = |rule: &dyn Rule| -> Vec<String> {
        let findings = rule.check(&school, &broken);
        findings.iter().map(|finding| format!("violation[{}] {}", finding.rule, rule.explain(&school, finding).sentence)).collect()
    };
    let slug = rule.card().slug;
    let mut said: Vec<String> = standard().iter().filter(|other| other.card().slug != slug).flat_map(|other| say(other.as_ref())).collect();
    said.extend(say(rule));
    said
}

/// The table of `table.column`, or the anchor of the settings.
fn table_of(place: &str) -> &str {
    place.split('.').next().unwrap_or(place)
}

/// `a`, `a or b`, `a, b or c`.
fn either(words: &[&str]) -> String {
    match words {
        [before @ .., last] if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        words => words.concat(),
    }
}

/// The same with a capital letter.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Reading;

    #[test]
    fn blank_columns_are_left_out_and_others_are_not() {
        assert_eq!(without_blank_columns("a,b,c\n1,,\"x,y\"\n,,z\n"), "a,c\n1,\"x,y\"\n,z\n");
    }

    #[test]
    fn a_change_shows_every_line_once() {
        assert_eq!(change("a\nb\nc\n", "a\nx\nc\n"), " a\n-b\n+x\n c\n");
        assert_eq!(change("a\nb\n", "a\nb\nc\n"), " a\n b\n+c\n");
        assert_eq!(change("a\nb\n", "b\n"), "-a\n b\n");
        assert_eq!(change("a\nb\n", "b\na\n"), "+b\n a\n-b\n");
    }

    #[test]
    fn the_mode_that_a_page_shows_can_be_set() {
        let mut shown = 0;
        for rule in standard() {
            let (card, mut example) = (rule.card(), rule.example().unwrap());
            let Some(mode) = other_mode(card) else { continue };
            let mut reading = Reading::default();
            example.school.settings = settings::read(format!("[rules.{}]\n{mode}\n", card.slug).as_bytes(), &mut reading);
            example.school.settings.default_patterns = vec!["period".to_owned()];
            let school = reading.check(example.school, |raw, _| School::try_from(raw)).unwrap_or_else(|faults| panic!("{faults}")).1;
            let kept = mortarboard_model::rule::Rules::of(&school).get(card.slug).map(|(_, mode)| mode);
            assert_ne!(kept, Some(card.default), "{}", card.slug);
            shown += 1;
        }
        assert!(shown > 0);
    }
}
