//! Lists the public API of the facade: every name, and the members of what it names, under the facade's own names.
//!
//! Reads rustdoc's JSON of the facade and of the crates that it re-exports from; `scripts/public-api.sh` makes it. The JSON of a crate
//! says of a re-export only where it comes from, so its members are looked up in the list that the crate public-api makes of that crate.
#![forbid(unsafe_code)]

use public_api::Builder;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How many lines of a difference are printed.
const SHOWN: usize = 80;

/// A name of the facade.
struct Item {
    path: String,
    kind: String,
    /// What it is called in the crate that it comes from: by a public path, and by the path of its definition.
    source: Option<[String; 2]>,
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (Some(folder), Some(file)) = (args.first().map(Path::new), args.get(1).map(PathBuf::from)) else {
        return Err("call it with the folder of rustdoc's JSON, the file to compare with, and --bless to write that file".into());
    };
    let made = list(folder)?;
    if args.get(2).is_some_and(|word| word == "--bless") {
        std::fs::write(&file, made)?;
        return Ok(ExitCode::SUCCESS);
    }
    let known = std::fs::read_to_string(&file)?;
    if made == known {
        return Ok(ExitCode::SUCCESS);
    }
    let (before, now): (BTreeSet<&str>, BTreeSet<&str>) = (known.lines().collect(), made.lines().collect());
    let gone = before.difference(&now).map(|line| format!("- {line}"));
    let new = now.difference(&before).map(|line| format!("+ {line}"));
    eprintln!("The public API is not what {} says:", file.display());
    gone.chain(new).take(SHOWN).for_each(|line| eprintln!("{line}"));
    eprintln!("Where that is meant: scripts/public-api.sh --bless, and a line in CHANGELOG.md.");
    Ok(ExitCode::FAILURE)
}

/// The whole list.
fn list(folder: &Path) -> Result<String, Box<dyn Error>> {
    let facade: Value = serde_json::from_str(&std::fs::read_to_string(folder.join("mortarboard.json"))?)?;
    let mut items = Vec::new();
    walk(&facade, &facade["root"], "mortarboard", &mut items)?;
    items.sort_by(|a, b| a.path.cmp(&b.path));
    let mut names: Vec<(&str, &str, &str)> = Vec::new();
    for item in &items {
        names.extend(item.source.iter().flatten().map(|from| (from.as_str(), item.path.as_str(), item.kind.as_str())));
    }
    // The longest first, so that no name hides a longer one.
    names.sort_by_key(|(from, ..)| (std::cmp::Reverse(from.len()), *from));
    let mut lists = BTreeMap::new();
    let mut text = format!(
        "The public API of the crate mortarboard, by default features. Made by scripts/public-api.sh --bless.\n\n{} items\n\n",
        items.len()
    );
    for item in &items {
        text.push_str(&format!("{:8} {}\n", item.kind, item.path));
    }
    for item in &items {
        let Some([source, _]) = &item.source else { continue };
        let krate = source.split("::").next().unwrap_or_default();
        if !lists.contains_key(krate) {
            lists.insert(krate.to_owned(), lines_of(&folder.join(format!("{krate}.json")))?);
        }
        text.push_str(&format!("\n{}\n", item.path));
        for line in lists.get(krate).into_iter().flatten().filter(|line| is_about(line, source)) {
            text.push_str(&format!("  {}\n", renamed(line, &names)));
        }
    }
    Ok(text)
}

/// The names below a module. Those that the facade defines itself would have their members here; it defines none but modules.
fn walk(facade: &Value, id: &Value, path: &str, items: &mut Vec<Item>) -> Result<(), Box<dyn Error>> {
    let inside = &facade["index"][id.to_string()]["inner"]["module"]["items"];
    for id in inside.as_array().ok_or("rustdoc's JSON has another form: public-api and the toolchain of the script belong together")? {
        let item = &facade["index"][id.to_string()];
        if item["inner"]["module"].is_object() {
            let path = format!("{path}::{}", item["name"].as_str().unwrap_or_default());
            walk(facade, id, &path, items)?;
            items.push(Item { path, kind: "module".to_owned(), source: None });
        } else if item["inner"]["use"].is_object() {
            let from = &item["inner"]["use"];
            let defined = &facade["paths"][from["id"].to_string()];
            let parts = defined["path"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let [source, name, kind] =
                [&from["source"], &from["name"], &defined["kind"]].map(|text| text.as_str().unwrap_or_default().to_owned());
            if from["is_glob"] == true || kind == "module" {
                return Err(format!("{path}: {source} is re-exported as a whole, so that nobody chooses its names").into());
            }
            items.push(Item { path: format!("{path}::{name}"), kind, source: Some([source, parts.collect::<Vec<_>>().join("::")]) });
        } else {
            return Err(format!("{path}: the facade defines {}, and is there for names alone", item["name"]).into());
        }
    }
    Ok(())
}

/// The public items of a crate, one a line: with the members of derived traits left out, but not the traits.
fn lines_of(json: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let all = |derived: bool| {
        Builder::from_rustdoc_json(json).omit_blanket_impls(true).omit_auto_trait_impls(true).omit_auto_derived_impls(!derived).build()
    };
    let mut lines: Vec<String> = all(false)?.items().map(ToString::to_string).filter(|line| !is_impl(line)).collect();
    // What a derive adds for matching alone is nothing that anyone calls.
    let traits = all(true)?;
    let lines_of_traits = traits.items().map(ToString::to_string);
    lines.extend(lines_of_traits.filter(|line| is_impl(line) && !line.contains("StructuralPartialEq")));
    // One that is public under two paths is listed twice.
    let mut known = BTreeSet::new();
    lines.retain(|line| known.insert(line.clone()));
    Ok(lines)
}

fn is_impl(line: &str) -> bool {
    line.starts_with("impl")
}

/// Whether a line is about an item: the first path in it is the item's or lies below it, or it implements a trait for it.
fn is_about(line: &str, source: &str) -> bool {
    let after = |at: usize| !line[at + source.len()..].starts_with(|next: char| next.is_alphanumeric() || next == '_');
    if is_impl(line) {
        return line.find(&format!(" for {source}")).is_some_and(|at| after(at + " for ".len()));
    }
    line.find("mortarboard_").is_some_and(|at| line[at..].starts_with(source) && after(at))
}

/// A line under the facade's names.
fn renamed(line: &str, names: &[(&str, &str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("mortarboard_") {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let fits = |(from, _, kind): &&(&str, &str, &str)| {
            rest.strip_prefix(*from).is_some_and(|after| match *kind {
                // What lies in a module that has the name of a function is not the function's.
                "function" => after.starts_with(['(', '<']),
                _ => !after.starts_with(|next: char| next.is_alphanumeric() || next == '_'),
            })
        };
        match names.iter().find(fits) {
            Some((from, to, _)) => {
                text.push_str(to);
                rest = &rest[from.len()..];
            }
            None => {
                text.push_str("mortarboard_");
                rest = &rest["mortarboard_".len()..];
            }
        }
    }
    text + rest
}
