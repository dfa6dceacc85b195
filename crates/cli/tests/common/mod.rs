//! Schools for the tests, and how the program is called.
#![allow(dead_code, reason = "each test program uses some of these")]

use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder that goes away with the test.
pub(crate) struct Place(TempDir);

/// A table or file of a school: its name and its lines, separated by `|`.
pub(crate) type File<'a> = (&'a str, &'a str);

impl Place {
    pub(crate) fn new() -> Self {
        Place(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a school folder.
    pub(crate) fn school(&self, name: &str, files: &[(&str, &str)]) -> PathBuf {
        let folder = self.path(name);
        fs::create_dir(&folder).unwrap();
        for (file, text) in files {
            fs::write(folder.join(file), text).unwrap();
        }
        folder
    }

    /// Writes a school folder line by line: files of its own, and some more or in their place.
    pub(crate) fn lines(&self, name: &str, own: &[File<'_>], others: &[File<'_>]) -> PathBuf {
        let kept = own.iter().filter(|(file, _)| others.iter().all(|(other, _)| other != file));
        let folder = self.school(name, &[]);
        for (file, lines) in kept.chain(others) {
            let file = folder.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, lines.replace('|', "\n") + "\n").unwrap();
        }
        folder
    }
}

/// Gives a school a plan in pieces of five credits that everyone follows.
pub(crate) fn give_plan(school: &Path, requirements: &str) {
    fs::create_dir_all(school.join("plans")).unwrap();
    fs::write(school.join("plans/p.toml"), format!("unit = 5\neveryone = true\n{requirements}")).unwrap();
}

/// The tables of a year in two terms and a day of so many slots, with a pattern for each slot in the groups `year`, `S1` and
/// `S2`.
pub(crate) fn slots(count: usize) -> [(&'static str, String); 3] {
    let bell = (1..=count).map(|slot| format!("|D,{slot},{:02}:00,{:02}:50", 7 + slot, 7 + slot));
    let patterns = (1..=count).map(|slot| format!("|P{slot},year,{slot}(*)|S1-P{slot},S1,S1:{slot}(*)|S2-P{slot},S2,S2:{slot}(*)"));
    [
        ("bell.csv", format!("day,slot,start,end{}", bell.collect::<String>())),
        ("patterns.csv", format!("pattern,group,cells{}", patterns.collect::<String>())),
        ("terms.csv", "term|S1|S2".to_owned()),
    ]
}

/// Two periods, two singletons, and students who want both: everything can be had.
pub(crate) const TINY: [(&str, &str); 6] = [
    ("settings.toml", "name = \"tiny\"\ndefault_patterns = [\"period\"]\n"),
    ("bell.csv", "day,slot,start,end\nMon,1,08:00,08:50\nMon,2,08:55,09:45\n"),
    ("patterns.csv", "pattern,group,cells\nP1,period,1(*)\nP2,period,2(*)\n"),
    ("courses.csv", "course,max_seats,sections\nART,20,1\nBIO,20,1\n"),
    ("students.csv", "student,grade\ns1,9\ns2,10\ns3,\n"),
    ("requests.csv", "student,course,priority\ns1,ART,required\ns1,BIO,primary\ns2,ART,required\ns2,BIO,primary\ns3,BIO,primary\n"),
];

/// The tiny school with one file replaced.
pub(crate) fn tiny_but(file: &'static str, text: &'static str) -> Vec<(&'static str, &'static str)> {
    TINY.iter().map(|&(name, old)| (name, if name == file { text } else { old })).collect()
}

/// A single period, so that nobody can have both courses.
pub(crate) fn one_period() -> Vec<(&'static str, &'static str)> {
    let mut files = tiny_but("bell.csv", "day,slot,start,end\nMon,1,08:00,08:50\n");
    files.retain(|(name, _)| *name != "patterns.csv");
    files.push(("patterns.csv", "pattern,group,cells\nP1,period,1(*)\n"));
    files
}

/// Three sections of which every two share a student who is locked into both, and two periods: there is no
/// schedule, and no count of the audit shows it.
pub(crate) const ODD_RING: [(&str, &str); 7] = [
    ("settings.toml", "default_patterns = [\"period\"]\n"),
    ("bell.csv", "day,slot,start,end\nMon,1,08:00,08:50\nMon,2,08:55,09:45\n"),
    ("patterns.csv", "pattern,group,cells\nP1,period,1(*)\nP2,period,2(*)\n"),
    ("courses.csv", "course,max_seats,sections\nART,20,1\nBIO,20,1\nGEO,20,1\n"),
    ("students.csv", "student\ns1\ns2\ns3\n"),
    ("requests.csv", "student,course\ns1,ART\ns1,BIO\ns2,BIO\ns2,GEO\ns3,GEO\ns3,ART\n"),
    (
        "locks.csv",
        "section,kind,value\nART-1,student,s1\nBIO-1,student,s1\nBIO-1,student,s2\nGEO-1,student,s2\nGEO-1,student,s3\nART-1,student,s3\n",
    ),
];

/// Thirty students who each want six of twenty single-section courses, in a day of six periods: not everyone can
/// have all, and to prove what can be had takes an exact solver long.
pub(crate) fn knotty() -> Vec<(&'static str, String)> {
    let lines = |head: &str, rows: Vec<String>| format!("{head}\n{}\n", rows.join("\n"));
    let periods = 1..=6;
    let requests = (0..30).flat_map(|i| {
        let mut courses: Vec<usize> = (0..6).map(|j| (i * 5 + j * 7 + j * j * i + i * i / 3) % 20).collect();
        courses.sort_unstable();
        courses.dedup();
        courses.into_iter().map(move |course| format!("s{i},C{course}"))
    });
    vec![
        ("settings.toml", "default_patterns = [\"period\"]\n".to_owned()),
        ("bell.csv", lines("day,slot,start,end", periods.clone().map(|p| format!("Mon,{p},{0:02}:00,{0:02}:50", 7 + p)).collect())),
        ("patterns.csv", lines("pattern,group,cells", periods.map(|p| format!("P{p},period,{p}(*)")).collect())),
        ("courses.csv", lines("course,max_seats,sections", (0..20).map(|course| format!("C{course},20,1")).collect())),
        ("students.csv", lines("student", (0..30).map(|i| format!("s{i}")).collect())),
        ("requests.csv", lines("student,course", requests.collect())),
    ]
}

/// What a run of the program printed, and its exit code.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|cause| panic!("{cause}: {}{}", self.out, self.err))
    }
}

/// Runs the program.
pub(crate) fn run<A: AsRef<std::ffi::OsStr>>(args: &[A]) -> Ran {
    let output = Command::cargo_bin("mortarboard").unwrap().args(args).output().unwrap();
    Ran { code: output.status.code(), out: String::from_utf8(output.stdout).unwrap(), err: String::from_utf8(output.stderr).unwrap() }
}

/// Runs a command on a school, and on a schedule where there is one.
pub(crate) fn ask(command: &str, folders: &[&Path], more: &[&str]) -> Ran {
    let folders = folders.iter().map(|folder| folder.as_os_str());
    let args: Vec<&std::ffi::OsStr> = [command.as_ref()].into_iter().chain(folders).chain(more.iter().map(AsRef::as_ref)).collect();
    run(&args)
}

/// The same as JSON, with the exit code.
pub(crate) fn told(command: &str, folders: &[&Path], more: &[&str]) -> (Option<i32>, serde_json::Value) {
    let ran = ask(command, folders, &[more, &["--format", "json"]].concat());
    (ran.code, ran.json())
}

/// The summary in a schedule folder.
pub(crate) fn summary(schedule: &Path) -> serde_json::Value {
    serde_json::from_slice(&fs::read(schedule.join("summary.json")).unwrap()).unwrap()
}

/// Solves with a limit of work, so that the clock has no say.
pub(crate) fn solve(school: &Path, out: &Path, more: &[&str]) -> Ran {
    let mut args = vec!["solve".as_ref(), school.as_os_str(), "--out".as_ref(), out.as_os_str()];
    if !more.contains(&"--work") {
        args.extend(["--work", "20000"].map(std::ffi::OsStr::new));
    }
    args.extend(more.iter().map(std::ffi::OsStr::new));
    run(&args)
}

/// Verifies a schedule.
pub(crate) fn verify(school: &Path, schedule: &Path, more: &[&str]) -> Ran {
    ask("verify", &[school, schedule], more)
}

/// Every file of a folder, with its bytes.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}
