//! How many instructions the parts of a run take, counted under valgrind: unlike times, the counts hardly
//! change from run to run or with what else the machine does.
//!
//! `cargo bench --bench instructions` compares with `benches/instructions.json` and names each part that has
//! become dearer by more than three percent; `-- NAME` looks only at the parts whose name holds NAME, `--
//! --test` at a small school without comparing, `-- --bless` writes the counts anew. Where valgrind is not
//! installed it says so and does nothing. The counts depend on the compiler and on the machine's kind.
//!
//! The program calls itself: under valgrind it reads a school and a schedule that the first call has
//! written, and valgrind counts only what happens inside the part.

#[path = "instructions/part.rs"]
mod part;

use mortarboard_io::generate;
use mortarboard_io::generate::Recipe;
use part::{PARTS, Part};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Growth of a count, in percent, from which it is a regression.
const TOLERANCE: u64 = 3;
/// Students of the school.
const STUDENTS: u32 = 2_200;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [flag, name, folder] = &args[..]
        && flag == "--part"
    {
        part::run(name, Path::new(folder));
        return;
    }
    if !Command::new("valgrind").arg("--version").output().is_ok_and(|ran| ran.status.success()) {
        println!("skipped: instructions are counted by valgrind, which is not installed");
        return;
    }
    let flag = |name: &str| args.iter().any(|arg| arg == name);
    let wanted: Vec<&String> = args.iter().filter(|arg| !arg.starts_with("--")).collect();
    let folder = tempfile::tempdir().unwrap_or_else(|cause| panic!("no temporary folder: {cause}"));
    let students = if flag("--test") { 150 } else { STUDENTS };
    let (school, schedule) = generate::witness(&Recipe::new(students, 1));
    part::write(folder.path(), &school, &schedule);
    let mut counts = BTreeMap::new();
    for part in PARTS.iter().filter(|part| wanted.is_empty() || wanted.iter().any(|name| part.name.contains(name.as_str()))) {
        let count = count(part, folder.path());
        println!("  {:<40}{count:>16}", part.name);
        counts.insert(part.name.to_owned(), count);
    }
    if !flag("--test") {
        compare(&counts, flag("--bless"));
    }
}

/// The instructions of one part.
fn count(part: &Part, folder: &Path) -> u64 {
    let program = std::env::current_exe().unwrap_or_else(|cause| panic!("this program has no path: {cause}"));
    let out = folder.join("callgrind.out");
    let ran = Command::new("valgrind")
        .args(["--tool=callgrind", "--collect-atstart=no"])
        .args(part.inside.iter().map(|function| format!("--toggle-collect={function}")))
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(program)
        .args(["--part", part.name])
        .arg(folder)
        .output()
        .unwrap_or_else(|cause| panic!("valgrind does not start: {cause}"));
    assert!(ran.status.success(), "{}: {}", part.name, String::from_utf8_lossy(&ran.stderr));
    let text = std::fs::read_to_string(&out).unwrap_or_else(|cause| panic!("{}: {cause}", out.display()));
    let total = text.lines().find_map(|line| line.strip_prefix("totals:").or_else(|| line.strip_prefix("summary:")));
    let total = total.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0);
    assert!(total > 0, "{}: none of its functions was entered: {:?}", part.name, part.inside);
    total
}

fn compare(counts: &BTreeMap<String, u64>, bless: bool) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/instructions.json");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|_| "{}".to_owned());
    let mut known: BTreeMap<String, u64> = serde_json::from_str(&text).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()));
    println!("\nagainst the baseline");
    let mut regressed = 0;
    for (name, &count) in counts {
        let Some(&before) = known.get(name).filter(|&&before| before > 0) else {
            println!("  new       {name}: {count}");
            continue;
        };
        let percent = |part: u64| format!("{}.{} %", part * 100 / before, part * 1_000 / before % 10);
        if count * 100 > before * (100 + TOLERANCE) {
            regressed += 1;
            println!("  regressed {name}: {count}, was {before}: {} more", percent(count - before));
        } else if count < before {
            println!("  better    {name}: {count}, was {before}: {} less", percent(before - count));
        }
    }
    if bless {
        known.extend(counts.clone());
        let text = serde_json::to_string_pretty(&known).unwrap_or_default() + "\n";
        std::fs::write(&path, text).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()));
        println!("  baseline written");
    } else if regressed > 0 {
        println!("  {regressed} regressed");
        std::process::exit(1);
    }
}
