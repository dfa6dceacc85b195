//! Ctrl-C, and a reader that goes away.
#![cfg(unix)]

mod common;

use common::{ODD_RING, Place, TINY, run, verify};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

fn program() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin("mortarboard"))
}

#[test]
fn ctrl_c_keeps_a_schedule_that_verifies() {
    let place = Place::new();
    let (school, out) = (place.path("school"), place.path("out"));
    let made = run(&["generate", "--students", "400", "--out", school.to_str().unwrap()]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    // A limit of work that no machine reaches: only the signal can end the solve. The search says itself when it
    // has the first schedule that can be used.
    let work = u64::MAX.to_string();
    let usable = |line: &str| line.starts_with("placement: ") && line.ends_with(" requests met");
    let (code, json) = interrupted(&school, &out, ["--work", &work], usable);
    assert_eq!((code, json["status"].as_str()), (Some(0), Some("stopped")), "{json}");
    let ran = verify(&school, &out, &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
}

/// Starts a solve that only a signal can end, sends one as soon as a line of progress is as asked, and gives
/// the exit code and the object printed.
fn interrupted(school: &Path, out: &Path, limit: [&str; 2], when: fn(&str) -> bool) -> (Option<i32>, serde_json::Value) {
    let mut child = program()
        .args(["solve".as_ref(), school.as_os_str(), "--out".as_ref(), out.as_os_str()])
        .args(limit)
        .args(["--format", "json", "--progress", "lines"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut progress = BufReader::new(child.stderr.take().unwrap()).lines();
    let seen = progress.find(|line| line.as_ref().is_ok_and(|line| when(line)));
    assert!(seen.is_some(), "the solve ended by itself");
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    // Somebody has to read what is still written there.
    let rest = std::thread::spawn(move || progress.count());
    let mut text = String::new();
    child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
    let status = child.wait().unwrap();
    rest.join().unwrap();
    let json = serde_json::from_str(&text).unwrap_or_else(|cause| panic!("{cause}: {text}"));
    (status.code(), json)
}

#[test]
fn ctrl_c_before_there_is_a_schedule_ends_with_130() {
    let place = Place::new();
    let (school, out) = (place.school("school", &ODD_RING), place.path("out"));
    let work = u64::MAX.to_string();
    let (code, json) = interrupted(&school, &out, ["--work", &work], |line| line.starts_with("placement: not usable yet"));
    assert_eq!(code, Some(130), "{json}");
    assert_eq!((json["status"].as_str(), json["stopped"].as_str()), (Some("unknown"), Some("asked")));
    assert!(!out.exists(), "nothing is written");
}

/// HiGHS works on in a thread of its own when it is not waited for; the program ends all the same.
#[cfg(feature = "highs")]
#[test]
fn ctrl_c_while_a_proof_is_sought_keeps_the_schedule() {
    let place = Place::new();
    let files = common::knotty();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let (school, out) = (place.school("school", &files), place.path("out"));
    let (code, json) = interrupted(&school, &out, ["--time", "600"], |line| line.starts_with("proof: "));
    assert_eq!(code, Some(0), "{json}");
    assert_eq!((json["status"].as_str(), json["stopped"].as_str()), (Some("stopped"), Some("asked")));
    let ran = verify(&school, &out, &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
}

/// A device that is always full stands for a full disk behind `> report.json`.
#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_an_error() {
    let place = Place::new();
    let school = place.school("school", &TINY);
    for args in [vec!["--help".as_ref()], vec!["audit".as_ref(), school.as_os_str(), "--format".as_ref(), "json".as_ref()]] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = program().args(&args).stdout(full).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(4), "{err}");
        assert!(err.contains("error: the answer can't be written to standard output"), "{err}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let place = Place::new();
    let school = place.school("school", &TINY);
    let commands: [Vec<&std::ffi::OsStr>; 3] =
        [vec!["--help".as_ref()], vec!["audit".as_ref(), school.as_os_str()], vec!["audit".as_ref(), "nowhere".as_ref()]];
    for args in commands {
        let mut child = program().args(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Both ends are closed before the program writes, or while it does.
        drop(child.stdout.take());
        let mut err = child.stderr.take().unwrap();
        let status = child.wait().unwrap();
        let mut text = String::new();
        err.read_to_string(&mut text).unwrap();
        assert!(!text.contains("panicked"), "{text}");
        assert!(status.code().is_some_and(|code| code == 0 || code == 3), "{status:?}");
    }
}
