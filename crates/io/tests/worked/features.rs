//! Each kind of requirement by itself, where a greedy audit or a careless one would go wrong.

use crate::desk::Desk;
use mortarboard_graduation::audit::State;

#[test]
fn so_many_of_several() {
    let plan = r#"
        [[require]]
        id = "two"
        at_least = 2
        some = [
            { id = "arts", credits = 10, from = [{ tag = ["arts"] }] },
            { id = "language", credits = 10, from = [{ tag = ["world-language"] }] },
            { id = "health", credits = 5, from = [{ tag = ["health"] }] },
        ]
    "#;
    Desk::own(plan).taken("9 ART1:B HEALTH:B").lacks(&[]);
    // One is there; of the two others the one that asks for less is missing.
    Desk::own(plan).taken("9 ART1:B").lacks(&[("health", 1)]);
    // Health is there; of two others that ask for as much, the first is named.
    Desk::own(plan).taken("9 HEALTH:B").by("", "10 SPAN1:F").lacks(&[("arts", 2)]);
    // Excused from one, any one of the others will do.
    Desk::own(plan).taken("9 HEALTH:B").excused("language", "yes").lacks(&[]);
}

#[test]
fn one_course_feeds_one_requirement_and_what_is_left_overflows() {
    let plan = r#"
        [[require]]
        id = "math-or-computing"
        credits = 10
        from = [{ tag = ["math", "computer-science"] }]
        [[require]]
        id = "computing"
        credits = 10
        from = [{ tag = ["computer-science"] }]
        [[require]]
        id = "electives"
        credits = 10
    "#;
    // The first course that fits the first requirement is the only one that fits the second.
    Desk::own(plan).taken("9 CS:B ALG1:B E1:B").lacks(&[]);
    // Each counts once: two courses are not three.
    Desk::own(plan).taken("9 CS:B ALG1:B").lacks(&[("electives", 2)]);
    // What is left over of mathematics is an elective.
    Desk::own(plan).taken("9 CS:B ALG1:B 10 GEO:B").lacks(&[]);
}

#[test]
fn credits_of_one_group_are_chosen_last() {
    let plan = r#"
        [[require]]
        id = "any-language"
        credits = 10
        from = [{ tag = ["world-language"] }]
        [[require]]
        id = "one-language"
        credits = 20
        from = [{ tag = ["world-language"] }]
        same_group = true
    "#;
    // Spanish taken for the first would leave one of each.
    Desk::own(plan).taken("9 SPAN1:B FREN1:B 10 SPAN2:B").lacks(&[]);
    Desk::own(plan).taken("9 SPAN1:B FREN1:B").lacks(&[("one-language", 2)]);
}

#[test]
fn marks_letters_and_methods() {
    let from = |filter: &str| Desk::own(&format!("[[require]]\nid = \"math\"\ncredits = 10\nfrom = [{{ tag = [\"math\"], {filter} }}]\n"));
    // A mark without points passes, unless a letter is asked for.
    from("min_mark = \"C\"").taken("9 ALG1:C").lacks(&[]);
    from("min_mark = \"C\"").taken("9 ALG1:D").lacks(&[("math", 2)]);
    from("min_mark = \"C\"").taken("9 ALG1:P").lacks(&[]);
    from("min_mark = \"C\", letter = true").taken("9 ALG1:P").lacks(&[("math", 2)]);
    from("not_method = [\"exam\"]").by("exam", "9 ALG1:B").lacks(&[("math", 2)]);
    from("method = [\"summer\"]").by("summer", "9 ALG1:B").lacks(&[]);
    // Of a course taken twice the better mark counts, and it counts once.
    from("min_mark = \"C\"").taken("9 ALG1:D 10 ALG1:B").lacks(&[]);
    Desk::own("require = [{ id = \"all\", credits = 20 }]").taken("9 ALG1:D 10 ALG1:B").lacks(&[("all", 2)]);
    // What is in progress is taken to be passed with the mark that is needed.
    assert_eq!(from("min_mark = \"C\"").taken("11 ALG1:?").state("math"), State::InPlan);
}

#[test]
fn grades_and_order() {
    let from = |filter: &str| Desk::own(&format!("[[require]]\nid = \"math\"\ncredits = 10\nfrom = [{{ tag = [\"math\"], {filter} }}]\n"));
    from("to_grade = 9").taken("9 ALG1:B").lacks(&[]);
    from("to_grade = 9").taken("10 ALG1:B").lacks(&[("math", 2)]);
    from("from_grade = 11").taken("10 ALG1:B").lacks(&[("math", 2)]);
    from("before = [\"tag:algebra-2\"]").taken("10 GEO:B 11 ALG2:B").lacks(&[]);
    // In the same year it does not come before; a course that failed was begun all the same.
    from("before = [\"tag:algebra-2\"], not_tag = [\"algebra-2\"]").taken("11 GEO:B ALG2:B").lacks(&[("math", 2)]);
    from("before = [\"tag:algebra-2\"], not_tag = [\"algebra-2\"]").taken("9 ALG2:F 11 GEO:B").lacks(&[("math", 2)]);
}

#[test]
fn caps_hold_one_in_the_other() {
    let plan = r#"
        require = [{ id = "all", credits = 40 }]
        [[caps]]
        from = [{ not_method = ["classroom"] }]
        most = 20
        [[caps]]
        from = [{ method = ["exam"] }]
        most = 10
    "#;
    // Two by exam count as one, and with two of summer as two.
    Desk::own(plan).by("exam", "9 E1:P E2:P").taken("9 E3:B E4:B E5:B").lacks(&[]);
    Desk::own(plan).by("exam", "9 E1:P E2:P").by("summer", "9 E3:B E4:B").taken("9 E5:B").lacks(&[("all", 2)]);
}

#[test]
fn a_higher_course_stands_in_for_a_lower_one() {
    let plan = r#"
        [[require]]
        id = "math"
        credits = 20
        from = [{ tag = ["math"], min_mark = "C" }]
        validated = true
        [[require]]
        id = "electives"
        credits = 10
        [[validations]]
        higher = ["ALG2"]
        lower = ["ALG1"]
        min_mark = "C"
    "#;
    // ALG1 never taken, failed or with a D: ALG2 with a C gives both. The elective is another course.
    for before in ["9 E1:B", "9 ALG1:F E1:B"] {
        Desk::own(plan).taken(before).taken("11 ALG2:C").lacks(&[]);
    }
    Desk::own(plan).taken("9 ALG1:D E1:B 11 ALG2:C").lacks(&[]);
    // With a D it stands in for nothing, nor does it count itself.
    Desk::own(plan).taken("9 ALG1:D E1:B 11 ALG2:D").lacks(&[("math", 4)]);
    // What is only granted is no elective.
    Desk::own(plan).taken("11 ALG2:C").lacks(&[("electives", 2)]);
    // Nor is anything granted twice: ALG1 passed with a C is one course.
    Desk::own(plan).taken("9 ALG1:C 11 ALG2:C").lacks(&[("electives", 2)]);
}

#[test]
fn a_course_of_a_year_may_be_listed_in_two_halves() {
    let plan = "require = [{ id = \"english\", credits = 10, from = [{ tag = [\"english\"] }] }, { id = \"electives\", credits = 10 }]";
    let half = |mark: &str, term: &str| ("ENG1", 9, mark.to_owned(), term.to_owned(), 5);
    // Both halves count, one alone is half, and a half that was failed earns nothing.
    Desk::own(plan).parts(&[half("B", "fall"), half("C", "spring")]).taken("9 E1:B").lacks(&[]);
    Desk::own(plan).parts(&[half("B", "fall")]).taken("9 E1:B").lacks(&[("english", 1)]);
    // Taken again in full, the course counts once, not one and a half times.
    Desk::own(plan).parts(&[half("B", "fall")]).taken("10 ENG1:A").lacks(&[("electives", 2)]);
    Desk::own(plan).parts(&[half("B", "fall"), half("C", "spring")]).taken("10 ENG1:D").lacks(&[("electives", 2)]);
    // Of a mark that must be a C or better, the half with a D is missing.
    let strict = "require = [{ id = \"english\", credits = 10, from = [{ tag = [\"english\"], min_mark = \"C\" }] }]";
    Desk::own(strict).parts(&[half("C", "fall"), half("D", "spring")]).lacks(&[("english", 1)]);
}

#[test]
fn whoever_lacks_half_a_course_takes_it_again_for_that_half() {
    let half = |mark: &str, term: &str| ("ENG1", 9, mark.to_owned(), term.to_owned(), 5);
    let plan = |total: u32| format!("require = [{{ course = [\"ENG1\"] }}, {{ id = \"total\", credits = {total}, pool = \"total\" }}]");
    let asks = |total: u32| Desk::own(&plan(total)).parts(&[half("B", "fall")]).taken("9 ENG1:F");
    // Seven courses in the last year hold 70 credits, of which the course taken again earns 5.
    asks(70).lacks(&[("plan.1", 1), ("total", 13)]);
    assert!(asks(70).on_time());
    assert!(!asks(75).on_time());
    // It is the same where the other half is not there at all, and where the year is given.
    let alone = |total: u32, mark: &str| Desk::own(&plan(total)).parts(&[half(mark, "fall")]);
    assert!(alone(70, "B").on_time());
    assert!(!alone(75, "B").on_time());
    for mark in ["A", "C", ""] {
        assert!(alone(20, mark).on_time_with("ENG1 E1"), "{mark}");
        assert!(!alone(25, mark).on_time_with("ENG1 E1"), "{mark}");
    }
    // Without the course there is no other half.
    assert!(!alone(15, "B").on_time_with("E1"));
    // Both halves passed are the whole course: another take earns nothing.
    let both = |total: u32| Desk::own(&plan(total)).parts(&[half("B", "fall"), half("C", "spring")]);
    assert!(both(20).on_time_with("ENG1 E1"));
    assert!(!both(25).on_time_with("ENG1 E1"));
}

#[test]
fn half_of_a_course_that_counts_several_times() {
    let plan = |credits: u32| format!("require = [{{ credits = {credits}, from = [{{ course = [\"ELD5\"] }}] }}]");
    let asks = |credits: u32| Desk::own(&plan(credits)).parts(&[("ELD5", 9, "B".to_owned(), "fall".to_owned(), 5)]);
    // It counts twice: a take in each year earns all of it until only half is left of the 20 credits.
    let on_time = |credits: u32, grade: u32| asks(credits).in_grade(grade).on_time();
    assert!(on_time(15, 12) && !on_time(20, 12));
    assert!(on_time(20, 11) && !on_time(25, 11));
    assert!(on_time(20, 10) && !on_time(25, 10));
    assert!(asks(15).on_time_with("ELD5") && !asks(20).on_time_with("ELD5"));
    assert!(asks(20).in_grade(11).on_time_with("ELD5") && !asks(25).in_grade(11).on_time_with("ELD5"));
}

#[test]
fn credit_below_a_whole_piece_does_not_count() {
    let plan = "require = [{ id = \"english\", credits = 10, from = [{ tag = [\"english\"] }] }]";
    Desk::own(plan).parts(&[("ENG1", 9, "B".to_owned(), String::new(), 8)]).lacks(&[("english", 1)]);
    // More than the course is worth counts as it is given.
    Desk::own(plan).parts(&[("ENG4-HALF", 9, "B".to_owned(), String::new(), 10)]).lacks(&[]);
}

#[test]
fn what_is_no_course() {
    let plan = r#"
        [[require]]
        id = "exams"
        at_least = 2
        some = [{ id = "one", exam = "a", score = 65 }, { id = "two", exam = "b", score = 65 }, { id = "three", item = "c", amount = 2 }]
        [[require]]
        id = "early"
        item = "hours"
        amount = 10
        by_grade = 11
    "#;
    let has = |items: &[(&str, u32)]| Desk::own(plan).has(items);
    // The best score of an exam counts, the sum of an item.
    assert_eq!(has(&[("a", 60), ("a", 66), ("c", 1), ("c", 1)]).state("exams"), State::Met);
    assert_eq!(has(&[("a", 40), ("a", 40), ("c", 2)]).state("exams"), State::Open);
    // What was due in grade 11 is missed in grade 12.
    assert!(matches!(has(&[("hours", 9)]).state("early"), State::Missing { others: 1, .. }));
    assert_eq!(has(&[("hours", 4), ("hours", 6)]).state("early"), State::Met);
}
