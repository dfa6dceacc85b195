//! One test for each way in which a folder can be wrong, with the words that a person reads.

use mortarboard_io::{InputFaults, folder, json, page, schedule};
use std::fs;
use std::path::Path;

const FILES: [(&str, &str); 6] = [
    ("settings.toml", "default_patterns = [\"P1\"]\n"),
    ("bell.csv", "day,slot,start,end\nMon,1,08:00,08:45\nMon,2,08:50,09:35\n"),
    ("patterns.csv", "pattern,cells\nP1,1(*)\nP2,2(*)\n"),
    ("courses.csv", "course,title,max_seats,sections\nALG,\"Algebra,\none\",30,2\nART,Art,24,1\n"),
    ("students.csv", "student,grade\ns1,9\ns2,\n"),
    ("requests.csv", "student,course\ns1,ALG\ns2,ART\n"),
];

/// The sound folder with some files replaced (or, with none, taken away).
fn put(place: &Path, changes: &[(&str, Option<&[u8]>)]) {
    for (name, text) in FILES {
        fs::write(place.join(name), text).unwrap();
    }
    for (name, bytes) in changes {
        match bytes {
            Some(bytes) => fs::write(place.join(name), bytes).unwrap(),
            None => fs::remove_file(place.join(name)).unwrap(),
        }
    }
}

fn faults(changes: &[(&str, Option<&[u8]>)]) -> InputFaults {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), changes);
    folder::load(place.path()).unwrap_err()
}

/// What a person reads, without the advice.
fn causes(changes: &[(&str, Option<&[u8]>)]) -> Vec<String> {
    let text = format!("{:#}", faults(changes));
    text.lines().filter(|line| !line.starts_with("  fix: ")).map(str::to_owned).collect()
}

#[test]
fn the_folder_without_changes_is_sound() {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), &[]);
    let (raw, school) = folder::load(place.path()).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!((raw.courses[0].title.as_str(), school.sections().len()), ("Algebra,\none", 3));
}

#[test]
fn missing_tables() {
    assert_eq!(
        causes(&[("bell.csv", None), ("students.csv", None)]),
        ["error[missing-table] bell.csv: the file is not there", "error[missing-table] students.csv: the file is not there"]
    );
    let text = folder::load(Path::new("no/such/folder")).unwrap_err().to_string();
    assert!(text.starts_with("error[missing-folder] school: the folder can't be opened: "), "{text}");
}

#[test]
fn a_file_with_almost_the_name_of_a_table() {
    assert_eq!(
        causes(&[("room.csv", Some(b"room,seats\n")), ("notes.txt", Some(b"x"))]),
        ["error[misnamed-table] room.csv: there is no rooms.csv, but this file has almost its name and would be passed over"]
    );
}

#[test]
fn a_table_that_is_a_folder() {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), &[("students.csv", None)]);
    fs::create_dir(place.path().join("students.csv")).unwrap();
    let found = folder::load(place.path()).unwrap_err();
    assert_eq!((found.0.len(), found.0[0].fault.slug), (1, "unreadable"));
}

#[test]
fn wrong_headers() {
    assert_eq!(
        causes(&[("courses.csv", Some(b"course,max_seat,title,title,,note\nALG,30,a,b,,\n"))]),
        [
            "error[unknown-column] courses.csv line 1: the table has no column `max_seat`",
            "error[repeated-column] courses.csv line 1, title: the header names this column twice",
            "error[unknown-column] courses.csv line 1: the header has a column without a name",
            "error[unknown-column] courses.csv line 1: the table has no column `note`",
        ]
    );
    let found = faults(&[("courses.csv", Some(b"course,max_seat\n"))]);
    assert_eq!(found.0[0].fault.fix, "perhaps `max_seats` is meant; otherwise delete the column");
}

#[test]
fn a_table_without_a_header_is_not_repeated() {
    let found = faults(&[("students.csv", Some(b"Jane Doe,9\nJohn Roe,10\n"))]);
    assert_eq!((found.0.len(), found.0[0].fault.slug, found.0[0].line), (1, "missing-header", Some(1)));
    assert!(!format!("{found:#}").contains("Jane"));
    assert_eq!(causes(&[("students.csv", Some(b""))]), ["error[missing-header] students.csv: the file is empty"]);
}

#[test]
fn numbers_out_of_place() {
    let text: &[u8] = b"course,max_seats,sections,load\n\"A\nB\",1,1,\nALG,-1,2,0.5\nART,lots,1,0.1234\nBIO,99999999999,1,\nCHE,,1,-1\n";
    assert_eq!(
        causes(&[("courses.csv", Some(text)), ("requests.csv", Some(b"student,course\ns1,ALG\ns2,NOPE\n"))]),
        [
            "error[bad-id] courses.csv line 2, course (A\\nB): an id must not be blank, begin or end with a blank, or hold `;` or control characters",
            "error[negative] courses.csv line 4, max_seats (ALG): the number is below zero",
            "error[bad-number] courses.csv line 5, max_seats (ART): the cell is not a whole number",
            "error[bad-number] courses.csv line 5, load (ART): the number has more than three places after the point",
            "error[out-of-range] courses.csv line 6, max_seats (BIO): the number is too large",
            "error[blank] courses.csv line 7, max_seats (CHE): a number is needed here, but the cell is blank",
            "error[negative] courses.csv line 7, load (CHE): the number is below zero",
            "error[unknown-id] requests.csv line 3, course (NOPE): there is no course with this id",
        ]
    );
}

#[test]
fn rows_of_the_wrong_length() {
    assert_eq!(
        causes(&[("courses.csv", Some(b"course,title,max_seats,sections\nALG,Algebra, one,30,2\nART,Art\n"))]),
        [
            "error[field-count] courses.csv line 2 (ALG): the row has 5 cells, the header has 4",
            "error[bad-number] courses.csv line 2, max_seats (ALG): the cell is not a whole number",
            "error[field-count] courses.csv line 3 (ART): the row has 2 cells, the header has 4",
        ]
    );
}

#[test]
fn text_that_is_not_utf8() {
    assert_eq!(
        causes(&[("courses.csv", Some(b"course,title,max_seats,sections\nALG,Alg\xe8bre,30,2\nART,Art,24,1\n"))]),
        ["error[bad-utf8] courses.csv line 2, title (ALG): the cell is not UTF-8 text"]
    );
    assert_eq!(causes(&[("students.csv", Some(b"\xff\xfes\0t\0u\0"))]), ["error[bad-utf8] students.csv: the file is UTF-16 text"]);
    assert_eq!(causes(&[("settings.toml", Some(b"# ok\n# \xff\n"))]), ["error[bad-utf8] settings.toml line 2: the file is not UTF-8 text"]);
}

#[test]
fn quotes_that_do_not_match() {
    assert_eq!(
        causes(&[("students.csv", Some(b"student,grade\ns1,9\n\"s2,10\ns3,11\n"))]),
        ["error[unclosed-quote] students.csv line 3: a quote opened in this row is never closed, so the rest of the file can't be read"]
    );
    assert_eq!(
        causes(&[("students.csv", Some(b"student,grade\ns1,9\n\"s2\"x,10\n"))]),
        ["error[stray-quote] students.csv line 3: text follows the closing quote of a cell"]
    );
}

#[test]
fn faults_of_the_school_have_the_line_of_the_file() {
    assert_eq!(
        causes(&[
            ("bell.csv", Some(b"day,slot,start,end\n\nMon,1,08:00,08:45\nMon,2,08:40,09:35\nMon,3,10:00,09:00\n")),
            ("courses.csv", Some(b"course,title,max_seats,sections\nALG,\"a\n\nb\",30,2\nALG,again,30,2\n")),
            ("requests.csv", Some(b"student,course\ns1,ALG\n")),
        ]),
        [
            "error[bell-overlap] bell.csv line 4, start (Mon 2): the slot overlaps that of line 3 on the same day",
            "error[bell-order] bell.csv line 5, end (Mon 3): the slot ends before it starts, or at the same time",
            "error[duplicate] courses.csv line 5, course (ALG): line 2 has this id already",
        ]
    );
}

#[test]
fn a_course_without_a_pattern_and_a_school_without_students() {
    assert_eq!(
        causes(&[("settings.toml", None), ("students.csv", Some(b"student\n")), ("requests.csv", Some(b"student,course\n"))]),
        [
            "error[no-pattern] courses.csv line 2, patterns (ALG): the course has no pattern in which it could meet; so too in line 4",
            "error[empty-table] students.csv: the table has no rows",
        ]
    );
}

#[test]
fn an_empty_school() {
    let headers = [
        ("bell.csv", "day,slot,start,end"),
        ("courses.csv", "course,max_seats"),
        ("students.csv", "student"),
        ("requests.csv", "student,course"),
    ];
    let mut changes: Vec<(&str, Option<&[u8]>)> = headers.iter().map(|(name, text)| (*name, Some(text.as_bytes()))).collect();
    changes.extend([("settings.toml", None), ("patterns.csv", None)]);
    assert_eq!(
        causes(&changes),
        [
            "error[empty-table] bell.csv: the table has no rows",
            "error[empty-table] courses.csv: the table has no rows",
            "error[empty-table] students.csv: the table has no rows",
        ]
    );
}

#[test]
fn one_fault_has_no_follow_on_faults() {
    // The count of ALG can't be read: its sections are not known, but the lock is not to blame.
    let found = causes(&[
        ("courses.csv", Some(b"course,max_seats,sections\nALG,30,two\nART,24,1\n")),
        ("locks.csv", Some(b"section,kind,value\nALG-1,pattern,P1\n")),
    ]);
    assert_eq!(found, ["error[bad-number] courses.csv line 2, sections (ALG): the cell is not a whole number"]);
    // A broken table of students would make every request unknown.
    assert_eq!(causes(&[("students.csv", Some(b"studnt,grade\ns1,9\n"))]).len(), 1);
}

#[test]
fn a_table_that_cannot_be_read_hides_no_fault_of_the_others() {
    // Students are unknown, and with them who asks; all else is judged.
    assert_eq!(
        causes(&[
            ("settings.toml", Some(b"default_patterns = [\"P1\"]\n")),
            ("bell.csv", Some(b"day,slot,start,end\nMon,1,08:00,08:45\nMon,2,08:40,09:35\n")),
            ("courses.csv", Some(b"course,max_seats,sections\nALG,-30,2\nART,24,1\nART,24,1\n")),
            ("rooms.csv", Some(b"room,sets\nR1,30\n")),
            ("teachers.csv", Some(b"teacher\nT1\n")),
            ("qualifications.csv", Some(b"teacher,course\nT1,ALG\nT1,NOPE\n")),
            ("students.csv", None),
            ("requests.csv", Some(b"student,course,priority\ns1,ALG,\ns2,ART,urgent\ns3,NOPE,\n")),
        ]),
        [
            "error[bell-overlap] bell.csv line 3, start (Mon 2): the slot overlaps that of line 2 on the same day",
            "error[negative] courses.csv line 2, max_seats (ALG): the number is below zero",
            "error[duplicate] courses.csv line 4, course (ART): line 3 has this id already",
            "error[unknown-id] qualifications.csv line 3, course (NOPE): there is no course with this id; so too in requests.csv line 4",
            "error[unknown-column] rooms.csv line 1: the table has no column `sets`",
            "error[missing-table] students.csv: the file is not there",
            "error[bad-value] requests.csv line 3, priority (s2): the cell is not one of critical, required, primary and alternate",
        ]
    );
    // Nor does one plan that is no TOML hide the next, or a table that has almost its name.
    let place = tempfile::tempdir().unwrap();
    put(
        place.path(),
        &[("student.csv", Some(b"student\n")), ("students.csv", None), ("courses.csv", Some(b"course,max_seats\nALG,1\nALG,1\n"))],
    );
    fs::create_dir(place.path().join("plans")).unwrap();
    fs::write(place.path().join("plans").join("a.toml"), "[[[\n").unwrap();
    let slugs: Vec<&str> = folder::load(place.path()).unwrap_err().0.iter().map(|found| found.fault.slug).collect();
    assert_eq!(slugs, ["misnamed-table", "duplicate", "missing-table", "bad-toml"]);
}

#[test]
fn faults_of_a_school_and_of_a_schedule_made_elsewhere_come_together() {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), &[("requests.csv", None), ("courses.csv", Some(b"course,max_seats\nALG,1\nALG,1\n"))]);
    let at = place.path().join("schedule");
    fs::create_dir(&at).unwrap();
    fs::write(at.join("sections.csv"), "section,course,pattern\nALG-1,ALG,P1\n").unwrap();
    let found = mortarboard_io::elsewhere::load(place.path(), &at).unwrap_err();
    let slugs: Vec<(&str, &str)> = found.0.iter().map(|found| (found.file.as_str(), found.fault.slug)).collect();
    assert_eq!(slugs, [("courses.csv", "duplicate"), ("rosters.csv", "missing-table")]);
    // Who is unknown is reported where they stand, and not in a table of requests that nobody wrote.
    fs::write(place.path().join("courses.csv"), FILES[3].1).unwrap();
    fs::write(at.join("sections.csv"), "section,course,pattern\nALG-1,ALG,P1\nX9,BIO,P1\n").unwrap();
    fs::write(at.join("rosters.csv"), "section,student\nALG-1,s1\nALG-1,s9\nX9,s2\n").unwrap();
    let found = mortarboard_io::elsewhere::load(place.path(), &at).unwrap_err().to_string();
    let lines: Vec<&str> = found.lines().filter(|line| !line.starts_with("  fix")).collect();
    assert_eq!(
        lines,
        [
            "error[unknown-id] sections.csv line 3, section (X9): the school has no section with this id; so too in rosters.csv line 4",
            "error[unknown-id] rosters.csv line 3, student (s9): the school has no student with this id",
        ]
    );
}

#[test]
fn the_sample_in_the_page_is_what_is_printed() {
    let mut rows = String::from("course,max_seats,sections\n");
    (1..=10).for_each(|n| rows.push_str(&format!("C{n},30,1\n")));
    rows.push_str("ALG1,-1,1\n");
    let text = faults(&[("courses.csv", Some(rows.as_bytes())), ("requests.csv", Some(b"student,course\n"))]).to_string();
    assert!(page::school_folder().contains(&format!("```text\n{text}\n```")), "{text}");
}

#[test]
fn json_faults_are_all_reported_in_the_same_form() {
    let text = r#"{
        "setings": {}, "settings": {"full_load": "five", "nme": ""},
        "courses": [{"course": "ALG", "max_seats": 30}, {"course": "ART", "max_seats": -1, "titel": "x", "load": 0.5}, 7],
        "students": {"student": "s1"}
    }"#;
    let found = json::load_school(text).unwrap_err();
    let lines: Vec<String> = format!("{found:#}").lines().filter(|line| !line.starts_with("  fix")).map(str::to_owned).collect();
    assert_eq!(
        lines,
        [
            "error[unknown-column] school: a school has no `setings`",
            "error[bad-value] settings, full_load: the value is of the wrong kind",
            "error[unknown-column] settings: there is no setting `nme`",
            "error[bad-value] courses row 2, load (ART): the value is of the wrong kind",
            "error[bad-value] courses row 2, max_seats (ART): the value is of the wrong kind",
            "error[unknown-column] courses row 2 (ART): the table has no column `titel`",
            "error[bad-value] courses row 3: the row is not an object",
            "error[bad-value] students: the table is not an array",
        ]
    );
    let broken = json::read_school("{\n\"courses\": [\n}").unwrap_err();
    assert_eq!((broken.0[0].fault.slug, broken.0[0].line), ("bad-json", Some(3)));
    let twice = json::read_school(r#"{"courses": [], "courses": []}"#).unwrap_err();
    assert!(twice.to_string().contains("duplicate field `courses`"), "{twice}");
    assert_eq!(json::read_school("[1]").unwrap_err().0.len(), 1);
}

#[test]
fn json_faults_do_not_repeat_values() {
    let found = json::read_school(r#"{"students": [{"student": "s1", "grade": "Jane Doe"}]}"#).unwrap_err();
    assert!(!format!("{found:#}").contains("Jane"), "{found}");
}

#[test]
fn an_output_folder_that_exists_is_refused() {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), &[]);
    let (raw, _) = folder::load(place.path()).unwrap();
    let error = folder::write(&raw, place.path()).unwrap_err();
    assert!(error.already_exists());
    assert!(error.to_string().ends_with("fix: name a folder that does not exist yet"), "{error}");
    assert_eq!(fs::read_to_string(place.path().join("bell.csv")).unwrap(), FILES[1].1);
    assert!(schedule::write(place.path(), &Default::default(), &[]).unwrap_err().already_exists());
    // A place that can't hold a folder, for every user alike.
    let inside = folder::write(&raw, &place.path().join("bell.csv").join("school")).unwrap_err();
    assert!(!inside.already_exists());
    let names = fs::read_dir(place.path()).unwrap().count();
    assert_eq!(names, FILES.len());
}

#[test]
fn schedules_that_do_not_fit() {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), &[]);
    let (_, school) = folder::load(place.path()).unwrap();
    let at = place.path().join("schedule");
    fs::create_dir(&at).unwrap();
    fs::write(at.join("sections.csv"), "section,pattern\nALG-1,P1\n\nALG-2,P9\n").unwrap();
    fs::write(at.join("rosters.csv"), "section,student\nALG-1,s1\nALG-1,s2\nART-7,s2\n").unwrap();
    let found = schedule::load(&at, &school).unwrap_err();
    let lines: Vec<String> = found.to_string().lines().filter(|line| !line.starts_with("  fix")).map(str::to_owned).collect();
    assert_eq!(
        lines,
        [
            "error[unknown-id] sections.csv line 4, pattern (P9): the school has no pattern with this id",
            "error[seat-without-request] rosters.csv line 3, student (s2): the student did not request course ALG",
            "error[unknown-id] rosters.csv line 4, section (ART-7): the school has no section with this id",
        ]
    );
    assert_eq!(schedule::summary(&at).unwrap(), None);
    fs::write(at.join("summary.json"), "{\n,").unwrap();
    assert_eq!(schedule::summary(&at).unwrap_err().0[0].line, Some(2));
}
