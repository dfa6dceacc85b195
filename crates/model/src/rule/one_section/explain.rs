use crate::ids::{RequestId, SectionId, StudentId, TermId};
use crate::rule::{Explanation, Finding};
use crate::school::{Priority, School};

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let section = |role: &str| finding.the::<SectionId>(role);
    if let (Some(request), Some(section)) = (finding.the("request"), section("section")) {
        return of_another_course(school, request, section);
    }
    if let (Some(alternate), Some(holder)) = (finding.the("alternate"), finding.the("in its place")) {
        return two_for_one(school, alternate, holder);
    }
    let Some(student) = finding.the::<StudentId>("student") else {
        return Explanation { sentence: "An alternate is met without a request to stand in for.".to_owned(), mends: Vec::new() };
    };
    let student = &school.students()[student].id;
    if let (Some(a), Some(b)) = (section("section"), section("other section")) {
        return together(school, student, a, b, finding.the("term"));
    }
    let (met, unmet) = (finding.value("alternates met").unwrap_or(0), finding.value("unmet").unwrap_or(0));
    Explanation {
        sentence: format!("Student {student} has more alternates ({met}) than other requests that are not met ({unmet})."),
        mends: vec!["take the student off an alternate".to_owned()],
    }
}

fn course(school: &School, request: RequestId) -> &str {
    &school.courses()[school.requests()[request].course].id
}

fn student(school: &School, request: RequestId) -> &str {
    &school.students()[school.requests()[request].student].id
}

fn of_another_course(school: &School, request: RequestId, section: SectionId) -> Explanation {
    let (student, course, section) = (student(school, request), course(school, request), &school.sections()[section].id);
    Explanation {
        sentence: format!("The request of student {student} for {course} is met by section {section}, which is of another course."),
        mends: vec![format!("seat the student in a section of {course}")],
    }
}

fn two_for_one(school: &School, alternate: RequestId, holder: RequestId) -> Explanation {
    let (student, second) = (student(school, alternate), school.requests()[holder].priority == Priority::Alternate);
    let (alternate, holder) = (course(school, alternate), course(school, holder));
    let sentence = if second {
        format!("Student {student} has {holder} and {alternate}, two alternates for one course.")
    } else {
        format!("Student {student} has the alternate {alternate} instead of {holder}, and {holder} too.")
    };
    Explanation { sentence, mends: vec![format!("take the student off {alternate} or off {holder}")] }
}

fn together(school: &School, student: &str, a: SectionId, b: SectionId, term: Option<TermId>) -> Explanation {
    let course = &school.courses()[school.sections()[a].course].id;
    let (a, b) = (&school.sections()[a].id, &school.sections()[b].id);
    let sentence = match term.map(|term| &school.calendar().terms()[term]) {
        Some(term) if a != b => {
            format!("Student {student} asks for {course} more than once, and is in {a} and {b}, which both meet in term {term}.")
        }
        _ => format!("Student {student} asks for {course} more than once, and is in {a} for two of the times."),
    };
    Explanation { sentence, mends: vec![format!("take the student off {b}, or seat the student in a section of another term")] }
}
