use crate::ids::{RequestId, TermId};
use crate::rule::{Explanation, Finding, Subject};
use crate::school::{Priority, School};

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let course = |request: RequestId| &school.courses()[school.requests()[request].course].id;
    let student = |request: RequestId| &school.students()[school.requests()[request].student].id;
    match (&finding.about[..], &finding.numbers[..]) {
        (&[Subject::Request(request), Subject::Section(section)], _) => Explanation {
            sentence: format!(
                "The request of student {} for {} is met by section {}, which is of another course.",
                student(request),
                course(request),
                school.sections()[section].id,
            ),
            mends: vec![format!("seat the student in a section of {}", course(request))],
        },
        (&[Subject::Request(alternate), Subject::Request(holder)], _) => {
            let sentence = if school.requests()[holder].priority == Priority::Alternate {
                format!("Student {} has {} and {}, two alternates for one course.", student(alternate), course(holder), course(alternate))
            } else {
                format!(
                    "Student {} has the alternate {} instead of {}, and {2} too.",
                    student(alternate),
                    course(alternate),
                    course(holder)
                )
            };
            Explanation { sentence, mends: vec![format!("take the student off {} or off {}", course(alternate), course(holder))] }
        }
        (&[Subject::Student(student), Subject::Section(a), Subject::Section(b)], common) => {
            let (student, course) = (&school.students()[student].id, &school.courses()[school.sections()[a].course].id);
            let term = common.first().and_then(|&term| school.calendar().terms().get(TermId(u32::try_from(term).ok()?)));
            let (a, b) = (&school.sections()[a].id, &school.sections()[b].id);
            let sentence = match term {
                Some(term) if a != b => {
                    format!("Student {student} asks for {course} more than once, and is in {a} and {b}, which both meet in term {term}.")
                }
                _ => format!("Student {student} asks for {course} more than once, and is in {a} for two of the times."),
            };
            Explanation { sentence, mends: vec![format!("take the student off {b}, or seat the student in a section of another term")] }
        }
        (&[Subject::Student(student)], &[met, unmet]) => Explanation {
            sentence: format!(
                "Student {} has more alternates ({met}) than other requests that are not met ({unmet}).",
                school.students()[student].id,
            ),
            mends: vec!["take the student off an alternate".to_owned()],
        },
        _ => Explanation { sentence: "An alternate is met without a request to stand in for.".to_owned(), mends: Vec::new() },
    }
}
