//! What is printed of the bound that counts seats.

mod common;

use common::{Place, TINY, run, solve, summary, verify};
use serde_json::{Value, json};
use std::fs;

/// The tiny school with one seat in each course, and a course that is not offered.
fn short() -> Vec<(&'static str, &'static str)> {
    let courses = "course,max_seats,sections\nART,1,1\nBIO,20,1\nCHEM,20,0\n";
    let requests = "student,course,priority\ns1,ART,required\ns2,ART,primary\ns3,ART,primary\ns3,BIO,primary\ns3,CHEM,primary\n";
    let replaced = |name| match name {
        "courses.csv" => Some(courses),
        "requests.csv" => Some(requests),
        _ => None,
    };
    TINY.iter().map(|&(name, text)| (name, replaced(name).unwrap_or(text))).collect()
}

#[test]
fn the_seats_are_counted_and_reaching_them_is_best() {
    let place = Place::new();
    let (school, out) = (place.school("school", &short()), place.path("out"));
    let ran = solve(&school, &out, &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let sentence = "No schedule meets more than 2 of 5: 1 request asks for a course without a section, 2 find no seat in ART.\n";
    assert!(ran.out.contains(sentence), "{}", ran.out);
    assert!(ran.out.contains("No schedule is worth more: this is proven."), "{}", ran.out);
    let summary = summary(&out);
    assert_eq!(
        summary["bound"],
        json!({
            "requests": {"most": 2, "met": 2, "proven": true, "prices": {"ART": 1}},
            "levels": {
                "critical": {"most": 0, "met": 0, "proven": true},
                "required": {"most": 1, "met": 1, "proven": true},
                "primary": {"most": 1, "met": 1, "proven": true},
                "prices": {"ART": [0, 0, 1]},
            },
            "sum": null, "not_offered": 1, "own_week": {"elsewhere": 0, "too_many": 0, "never_together": 0, "locked_apart": 0, "out_of_order": 0}, "seats": 2,
        })
    );
    assert_eq!(summary["status"], "optimal");
    assert!(ran.out.contains("Students' own weeks and the seats of the courses hold no more."), "{}", ran.out);
    assert_eq!(summary["proof"], json!({"by": "bound", "measure": "levels", "checked": true}));
    let ran = verify(&school, &out, &[]);
    assert!(ran.code == Some(0) && ran.out.contains("Everything that its summary says of the schedule is true."), "{}", ran.out);

    // A proof that is claimed and not found is a false claim.
    let mut forged = summary.clone();
    forged["proof"]["measure"] = json!("sum");
    fs::write(out.join("summary.json"), forged.to_string()).unwrap();
    let ran = verify(&school, &out, &[]);
    assert!(
        ran.code == Some(1) && ran.out.contains("claim[proof.measure] The summary claims sum for proof.measure; the schedule has levels."),
        "{}",
        ran.out
    );

    // A bound that its prices don't prove is a false number.
    let mut forged = summary;
    forged["bound"]["requests"]["prices"] = json!({});
    fs::write(out.join("summary.json"), forged.to_string()).unwrap();
    let ran = verify(&school, &out, &[]);
    assert_eq!(ran.code, Some(1), "{}", ran.out);
    assert!(
        ran.out.contains("claim[bound.requests.most] The summary claims 2 for bound.requests.most; the schedule has 4."),
        "{}",
        ran.out
    );
}

/// Alternates and wishes have no bound, so where only requests are at theirs, just that is said.
#[test]
fn requests_at_their_bound_are_not_the_whole() {
    let place = Place::new();
    let mut files = short();
    let requests = "student,course,priority\ns1,ART,required\ns2,ART,primary\ns2,BIO,alternate\ns3,ART,alternate\n";
    files.iter_mut().filter(|(name, _)| *name == "requests.csv").for_each(|(_, text)| *text = requests);
    let school = place.school("school", &files);
    let ran = solve(&school, &place.path("out"), &["--work", "3000"]);
    assert!(ran.out.contains("No schedule meets more than 1 of 2: 1 request finds no seat in ART.\n"), "{}", ran.out);
    let sentence = "No schedule meets requests worth more: this is proven. The work limit ended the search; one with better alternates or wishes may exist.";
    assert!(ran.out.contains(sentence), "{}", ran.out);
    // By one sum the alternates weigh against the requests, and still no requests are worth more.
    files.iter_mut().filter(|(name, _)| *name == "settings.toml").for_each(|(_, text)| {
        *text = "default_patterns = [\"period\"]\nobjective = { mode = \"ratio\", required = 7, primary = 3, alternate = 1, preference = 1 }\n";
    });
    let school = place.school("ratio", &files);
    let ran = run(&[
        "solve".as_ref(),
        school.as_os_str(),
        "--work".as_ref(),
        "3000".as_ref(),
        "--out".as_ref(),
        place.path("sum").as_os_str(),
        "--format".as_ref(),
        "json".as_ref(),
    ]);
    let bound = &ran.json()["bound"];
    assert_eq!((&bound["levels"], &bound["sum"]), (&Value::Null, &json!({"most": 7, "met": 7, "proven": true, "prices": {"ART": 3}})));
}
