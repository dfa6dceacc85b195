//! What is told of wrong folders and wrong ids: one fault for one slip.

use mortarboard_io::{InputFaults, folder, schedule};
use std::fs;
use std::path::Path;

const FILES: [(&str, &str); 6] = [
    ("settings.toml", "default_patterns = [\"P1\"]\n"),
    ("bell.csv", "day,slot,start,end\nMon,1,08:00,08:45\nMon,2,08:50,09:35\n"),
    ("patterns.csv", "pattern,cells\nP1,1(*)\nP2,2(*)\n"),
    ("courses.csv", "course,max_seats,sections\nALG,30,2\nART,24,1\n"),
    ("students.csv", "student,grade\ns1,9\ns2,\n"),
    ("requests.csv", "student,course\ns1,ALG\ns2,ART\n"),
];

/// The sound folder with some files replaced.
fn put(place: &Path, changes: &[(&str, Option<&[u8]>)]) {
    FILES.iter().for_each(|(name, text)| fs::write(place.join(name), text).unwrap());
    changes.iter().for_each(|(name, bytes)| fs::write(place.join(name), bytes.unwrap()).unwrap());
}

/// What a person reads, without the advice.
fn causes(changes: &[(&str, Option<&[u8]>)]) -> Vec<String> {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), changes);
    let text = format!("{:#}", folder::load(place.path()).unwrap_err());
    text.lines().filter(|line| !line.starts_with("  fix: ")).map(str::to_owned).collect()
}

#[test]
fn a_folder_of_another_kind_is_told_as_such() {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), &[]);
    let (_, school) = folder::load(place.path()).unwrap();
    let at = place.path().join("schedule");
    schedule::write(&at, &Default::default(), &[("summary.json", "{}")]).unwrap();
    let first = |faults: InputFaults| faults.to_string().lines().next().unwrap_or_default().to_owned();
    let wrong = "error[wrong-folder] school: this is a schedule folder, and a school folder is needed here";
    assert_eq!(first(folder::load(&at).unwrap_err()), wrong);
    let wrong = "error[wrong-folder] schedule: this is a school folder, and a schedule folder is needed here";
    assert_eq!(first(schedule::load(place.path(), &school).unwrap_err()), wrong);
    fs::write(place.path().join("school.json"), "{}").unwrap();
    let wrong = "error[wrong-folder] school: this is a JSON file, and a school folder is needed here";
    assert_eq!(first(folder::load(&place.path().join("school.json")).unwrap_err()), wrong);
    // What is no table is none under another name: a TOML file is no CSV file.
    fs::write(place.path().join("meetings.toml"), "").unwrap();
    folder::load(place.path()).unwrap_or_else(|faults| panic!("{faults}"));
}

#[test]
fn an_id_is_said_once_with_what_it_is_nearly() {
    assert_eq!(
        causes(&[("requests.csv", Some(b"student,course\ns1,alg\n\ns2,alg\n"))]),
        [
            "error[unknown-id] requests.csv line 2, course (alg): there is no course with this id; `ALG` differs from it only in letter case; so too in line 4"
        ]
    );
    assert_eq!(
        causes(&[("requests.csv", Some("student,course\ns01,ALG\n".as_bytes()))]),
        [
            "error[unknown-id] requests.csv line 2, student (s01): there is no student with this id; `s1` differs from it only in leading zeros"
        ]
    );
    // Nobody else's id is named in the place of a student's.
    assert_eq!(
        causes(&[("requests.csv", Some(b"student,course\ns3,ALG\n"))]),
        ["error[unknown-id] requests.csv line 2, student (s3): there is no student with this id"]
    );
}

#[test]
fn one_bad_time_is_one_fault() {
    let found = causes(&[("bell.csv", Some(b"day,slot,start,end\nMon,1,08:00,8.45\nMon,2,08:50,09:35\n"))]);
    assert_eq!(found, ["error[bad-time] bell.csv line 2, end (Mon 1): the cell is not a time of day"]);
}

#[cfg(unix)]
#[test]
fn a_plan_file_whose_name_is_no_text_is_a_fault() {
    use std::os::unix::ffi::OsStrExt;
    let place = tempfile::tempdir().unwrap();
    put(place.path(), &[]);
    let plans = place.path().join("plans");
    fs::create_dir(&plans).unwrap();
    fs::write(plans.join(std::ffi::OsStr::from_bytes(b"a\xff.toml")), "").unwrap();
    let found = folder::load(place.path()).unwrap_err();
    assert_eq!((found.0.len(), found.0[0].fault.slug, found.0[0].file.as_str()), (1, "unreadable", "plans"));
}
