//! What holds the parts of the workspace apart, read from cargo's own dependency tree, and ways of the house that
//! the sources themselves show.
//!
//! The checker's verdict is worth something only while it shares no code with the solver, and it can be
//! embedded only while it needs no C++ toolchain. `scripts/check-deps.sh` asks the same for every
//! platform, and builds the checker with all such tools out of reach.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What serde brings along: all that the model and the checker may have below them.
const SERDE: [&str; 7] = ["proc-macro2", "quote", "serde", "serde_core", "serde_derive", "syn", "unicode-ident"];

/// What petgraph brings along: the graph of prerequisites is read with it.
const GRAPHS: [&str; 6] = ["equivalent", "fixedbitset", "foldhash", "hashbrown", "indexmap", "petgraph"];

/// The names of all packages that `package` is built from or with on this platform.
fn tree(package: &str, flags: &[&str]) -> BTreeSet<String> {
    // Offline and locked: a test neither downloads nor writes.
    let output = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["tree", "--offline", "--locked", "--edges", "normal,build"])
        .args(["--prefix", "none", "--format", "{p}", "--package", package])
        .args(flags)
        .output()
        .expect("cargo runs, since it runs this test");
    assert!(output.status.success(), "cargo tree failed for {package}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

fn beyond(package: &str, allowed: &[&str]) -> Vec<String> {
    let found = tree(package, &[]);
    assert!(found.contains(package) && found.contains("serde"), "an empty tree proves nothing");
    found
        .into_iter()
        .filter(|name| name != package)
        .filter(|name| !allowed.contains(&name.as_str()) && !SERDE.contains(&name.as_str()))
        .collect()
}

#[test]
fn the_model_stands_on_serde_and_the_distance_of_texts_alone() {
    assert_eq!(beyond("mortarboard-model", &["strsim"]), Vec::<String>::new());
}

#[test]
fn the_checker_has_no_path_to_the_solver_or_to_a_compiler() {
    let allowed: Vec<&str> = GRAPHS.into_iter().chain(["mortarboard-model", "strsim"]).collect();
    assert_eq!(beyond("mortarboard-graduation", &allowed), Vec::<String>::new());
    let allowed = [&allowed[..], &["mortarboard-graduation"]].concat();
    assert_eq!(beyond("mortarboard-checker", &allowed), Vec::<String>::new());
}

#[test]
fn only_the_feature_highs_brings_in_the_solver() {
    let solver = ["good_lp", "highs", "highs-sys", "cmake", "bindgen"];
    let with = tree("mortarboard-core", &["--features", "highs"]);
    let without = tree("mortarboard-core", &["--no-default-features"]);
    for package in solver {
        assert!(with.contains(package), "{package} is not where it should be");
        assert!(!without.contains(package), "{package} is there without the feature");
    }
}

/// A crate that someone finds alone says what it is, and brings its licences along.
#[test]
fn what_is_published_says_what_it_is() {
    let output = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["metadata", "--no-deps", "--offline", "--locked", "--format-version", "1"])
        .output()
        .expect("cargo runs, since it runs this test");
    let all: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let packages = all["packages"].as_array().expect("the workspace has packages");
    let some = |value: &serde_json::Value| value.as_str().is_some_and(|text| !text.is_empty());
    let listed = |value: &serde_json::Value| value.as_array().is_some_and(|list| (1..=5).contains(&list.len()));
    let (mut published, mut lacking) = (0, Vec::new());
    for package in packages.iter().filter(|package| package["publish"].is_null()) {
        published += 1;
        let folder = Path::new(package["manifest_path"].as_str().unwrap_or_default()).parent().expect("a manifest is in a folder");
        let texts = ["LICENSE-MIT", "LICENSE-APACHE", "README.md"].into_iter().filter(|file| !folder.join(file).is_file());
        let fields = ["description", "license", "readme"].into_iter().filter(|field| !some(&package[*field]));
        let lists = ["keywords", "categories"].into_iter().filter(|field| !listed(&package[*field]));
        lacking.extend(texts.chain(fields).chain(lists).map(|what| format!("{}: {what}", package["name"])));
    }
    assert_eq!(lacking, Vec::<String>::new());
    assert!(published >= 7 && published < packages.len(), "what is for this repository alone is not published");
}

/// Most names of the facade: what fits in a head, and a little more.
const NAMES: usize = 150;

/// The names of the facade, as `scripts/public-api.sh` has held them against the facade itself.
fn names() -> Vec<String> {
    let list = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/public-api.txt")).expect("the list is there");
    let kinds = ["module", "struct", "enum", "trait", "function", "constant", "type_alias"];
    let lines = list.lines().take_while(|line| !line.starts_with("mortarboard::")).filter_map(|line| line.split_once(' '));
    let names: Vec<String> = lines.filter(|(kind, _)| kinds.contains(kind)).map(|(_, name)| name.trim().to_owned()).collect();
    assert!(list.contains(&format!("\n{} items\n", names.len())), "the list is read as a whole");
    names
}

#[test]
fn the_facade_has_few_names() {
    let names = names();
    assert!(names.len() > 100 && names.len() <= NAMES, "{} names", names.len());
    assert_eq!(names.iter().filter(|name| name.split("::").any(|part| part == "core")).count(), 0);
}

/// A test without rustdoc's JSON already tells of most changes.
#[test]
fn the_list_has_the_names_that_the_facade_re_exports() {
    let names = names();
    let listed: BTreeSet<&str> = names.iter().filter_map(|name| name.rsplit("::").next()).collect();
    let mut found = BTreeSet::new();
    let all = sources("src");
    for (_, text) in all.iter().filter(|(path, _)| !path.ends_with("testing.rs")) {
        for used in text.split("\npub use ").skip(1).chain(text.split("\n    pub use ").skip(1)) {
            let names = used.split(';').next().unwrap_or_default().rsplit_once("::{").map_or(used, |(_, names)| names);
            let names = names.split(['}', ';']).next().unwrap_or_default().rsplit("::").next().unwrap_or_default();
            found
                .extend(names.split(',').map(|name| name.rsplit(" as ").next().unwrap_or_default().trim()).filter(|name| !name.is_empty()));
        }
    }
    assert_eq!(found.difference(&listed).collect::<Vec<_>>(), Vec::<&&str>::new());
    assert!(found.len() > 100);
}

/// What a pure crate could reach the world outside its arguments by: modules of std, and its clocks.
const OUTSIDE: [&str; 6] = ["env", "fs", "io", "net", "process", "thread"];
const CLOCKS: [&str; 2] = ["Instant", "SystemTime"];

#[test]
fn the_model_touches_no_file_clock_or_environment() {
    let mut found = Vec::new();
    // The laws are compiled for tests only; they read the sources of the rules.
    for (path, text) in sources("crates/model/src").into_iter().filter(|(path, _)| !path.ends_with("rule/laws.rs")) {
        for name in outside(&text) {
            found.push(format!("{}: {name}", path.display()));
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

/// An example that asserts nothing shows nothing: it would still run when the function does something else.
#[test]
fn every_public_function_has_an_example_that_asserts() {
    let mut found = Vec::new();
    for folder in
        ["crates/model/src", "crates/core/src", "crates/graduation/src", "crates/checker/src", "crates/io/src", "crates/run/src", "src"]
    {
        for (path, text) in sources(folder) {
            let tests = path.components().any(|part| ["tests", "tests.rs"].iter().any(|tests| part.as_os_str() == *tests));
            found.extend(unshown(&text).into_iter().filter(|_| !tests).map(|function| format!("{}: {function}", path.display())));
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

/// The public functions of a source file that have no such example; tests at its end are left out.
fn unshown(text: &str) -> Vec<&str> {
    let (mut found, mut doc) = (Vec::new(), String::new());
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    for line in code.lines().map(str::trim) {
        if line.starts_with("///") || line.starts_with("#[") {
            doc.push_str(line);
            continue;
        }
        let function = ["pub fn ", "pub const fn "].iter().find_map(|start| line.strip_prefix(start));
        if let Some(function) = function.filter(|_| !(doc.contains("```") && (doc.contains("assert") || doc.contains("panic!")))) {
            found.extend(words(function).next());
        }
        doc.clear();
    }
    found
}

#[test]
fn what_has_no_example_is_recognised() {
    let shown =
        "    /// Adds.\n    /// ```\n    /// assert_eq!(add(1, 1), 2);\n    /// ```\n    #[inline]\n    pub fn add(a: u8, b: u8) -> u8 {";
    assert_eq!(unshown(shown), Vec::<&str>::new());
    assert_eq!(unshown("/// Adds.\npub const fn add(a: u8) {}\n/// ```\n/// take();\n/// ```\npub fn take() {}"), ["add", "take"]);
    assert_eq!(unshown("pub(crate) fn own() {}\n#[cfg(test)]\nmod tests {\n    pub fn helps() {}\n}"), Vec::<&str>::new());
}

/// Every source file below a folder of the workspace, with its text.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(&path).expect("a source file is readable text");
                files.push((path, text));
            }
        }
    }
    assert!(!files.is_empty(), "no source file was read");
    files.sort();
    files
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).expect("the folder is readable").map(|entry| entry.expect("the entry is readable").path()).collect()
}

/// The names out of [`OUTSIDE`] that `text` takes from std, in a path or in a group, and its clocks.
fn outside(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    let mut group = false;
    for line in code {
        found.extend(words(line).filter(|word| CLOCKS.contains(word)));
        for (at, _) in line.match_indices("std::") {
            let rest = &line[at + "std::".len()..];
            group |= rest.starts_with('{');
            found.extend(words(rest).take(1).filter(|word| OUTSIDE.contains(word)));
        }
        if group {
            found.extend(words(line).filter(|word| OUTSIDE.contains(word)));
            group = !line.contains(';');
        }
    }
    found
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|next: char| !next.is_alphanumeric() && next != '_').filter(|word| !word.is_empty())
}

#[test]
fn what_lies_outside_is_recognised() {
    let names = |text| outside(text).into_iter().collect::<Vec<_>>();
    assert_eq!(names("use std::io::Read;\nlet now = Instant::now();"), ["Instant", "io"]);
    assert_eq!(names("use std::{\n    fmt,\n    fs,\n};\nlet io = 1;"), ["fs"]);
    assert_eq!(names("use std::iter; // std::io\nuse std::time::Duration;"), Vec::<&str>::new());
}

/// A source without its tests.
fn without_tests(text: &str) -> &str {
    // A module of tests stands at the end; where it has a file of its own, it is only declared.
    let module = |at: &usize| text[at + 1..].lines().nth(1).is_some_and(|line| line.ends_with('{'));
    let end = text.match_indices("\n#[cfg(test)]\nmod ").map(|(at, _)| at).find(module).unwrap_or(text.len());
    &text[..end]
}

/// Lines of a source that are neither comment nor test.
fn program(text: &str) -> impl Iterator<Item = &str> {
    without_tests(text).lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// The type of the rule of a slug.
fn type_of(slug: &str) -> String {
    let mut name = String::new();
    for part in slug.split('-') {
        let mut letters = part.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

/// Files below a folder whose programs name a rule by its slug or its type.
fn naming(folder: &str, slug: &str) -> Vec<PathBuf> {
    let name = type_of(slug);
    let (quoted, own) = (format!("\"{slug}\""), format!("/rule/{}/", slug.replace('-', "_")));
    let names = |text: &str| program(text).any(|line| line.contains(&quoted) || words(line).any(|word| word == name));
    let files = sources(folder).into_iter().filter(|(path, _)| !path.to_string_lossy().replace('\\', "/").contains(&own));
    let test =
        |path: &Path| path.file_name().is_some_and(|name| name == "tests.rs") || path.components().any(|part| part.as_os_str() == "tests");
    files.filter(|(path, text)| !test(path) && names(text)).map(|(path, _)| path).collect()
}

/// What the search does with a rule follows from what the rule says in its folder.
#[test]
fn no_rule_is_named_in_the_core() {
    for rule in mortarboard_model::rule::standard() {
        assert_eq!(naming("crates/core/src", rule.card().slug), Vec::<PathBuf>::new(), "{}", rule.card().slug);
    }
}

/// Rules that are named nowhere but where every rule is, so that adding one is a folder and a line.
const WHOLLY_APART: [&str; 2] = ["preps", "sequence"];

/// Whether a text names a rule: by its slug as a text, as code or as a link, in the settings, or by its type.
fn says(text: &str, slug: &str) -> bool {
    let type_name = type_of(slug);
    let forms = [format!("\"{slug}\""), format!("`{slug}`"), format!("({slug}.md)"), format!("rules/{slug}"), format!("rules.{slug}")];
    let named = |line: &str| forms.iter().any(|form| line.contains(form)) || words(line).any(|word| word == type_name);
    text.lines().any(named)
}

/// All files of the repository that people write, with what they hold.
fn written() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut files, mut folders) = (Vec::new(), vec![root.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            let own = path.strip_prefix(root).expect("it lies below the root").to_string_lossy().replace('\\', "/");
            if own.starts_with('.') || own == "target" {
            } else if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                files.push((own, text));
            }
        }
    }
    files.sort();
    files
}

/// A rule is one folder and one line: the list of rules. Beside these only what changed between releases, pages that are made from the
/// rules, samples that tests hold against the program, and tests name it; comments and examples in the documentation of sources do not.
#[test]
fn a_rule_is_named_in_its_folder_and_in_the_list_alone() {
    const LIST: &str = "crates/model/src/rule/mod.rs";
    const ALLOWED: [&str; 3] = [LIST, "CHANGELOG.md", "docs/json.md"];
    let files = written();
    for slug in WHOLLY_APART {
        let folder = format!("crates/model/src/rule/{}/", slug.replace('-', "_"));
        let generated = |path: &str, text: &str| path.starts_with("docs/") && text.contains("<!-- Generated.");
        let of_tests = |path: &str| {
            ["tests/", "crates/testkit/"].iter().any(|start| path.starts_with(start))
                || path.contains("/tests/")
                || path.ends_with("/tests.rs")
        };
        let found: Vec<&str> = files
            .iter()
            .filter(|(path, text)| !path.starts_with(&folder) && !generated(path, text) && !of_tests(path))
            .filter(|(path, text)| says(if path.ends_with(".rs") { without_tests(text) } else { text }, slug))
            .map(|(path, _)| path.as_str())
            .filter(|path| !ALLOWED.contains(path))
            .collect();
        assert_eq!(found, Vec::<&str>::new(), "{slug}");
        let list = files.iter().find(|(path, _)| path == LIST);
        assert!(list.is_some_and(|(_, text)| says(text, slug)), "{slug}: a rule that is named is found");
    }
}

#[test]
fn what_names_a_rule_is_recognised() {
    let all = ["rules.get(\"seat-cap\")", "[rules.seat-cap]", "see `seat-cap`", "a [page](seat-cap.md)", "seat_cap => SeatCap,"];
    assert!(all.iter().all(|text| says(text, "seat-cap")));
    assert!(!["a seat cap", "max_seats", "SeatCaps"].iter().any(|text| says(text, "seat-cap")));
}
