//! Ctrl-C, and a reader that goes away.
#![cfg(unix)]

mod common;

use common::{Place, TINY, run, verify};
use std::io::{BufRead, BufReader, Read};
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
    // A limit of work that no machine reaches: only the signal can end the solve.
    let work = u64::MAX.to_string();
    let mut child = program()
        .args(["solve".as_ref(), school.as_os_str(), "--out".as_ref(), out.as_os_str()])
        .args(["--work", &work, "--format", "json", "--progress", "lines"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The search says itself when it has the first schedule that can be used.
    let mut progress = BufReader::new(child.stderr.take().unwrap()).lines();
    let first = progress.find(|line| line.as_ref().is_ok_and(|line| line.starts_with("placement: ") && line.ends_with(" requests met")));
    assert!(first.is_some(), "the search ended by itself");
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    // Somebody has to read what is still written there.
    let rest = std::thread::spawn(move || progress.count());
    let mut text = String::new();
    child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
    let status = child.wait().unwrap();
    rest.join().unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|cause| panic!("{cause}: {text}"));
    assert_eq!(status.code(), Some(0), "{text}");
    assert_eq!(json["status"], "stopped", "{text}");
    let ran = verify(&school, &out, &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
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
