use crate::ids::{SectionId, StudentId};
use crate::rule::{Explanation, Finding};
use crate::school::School;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let (Some(student), Some(after)) = (finding.the::<StudentId>("student"), finding.the::<SectionId>("section")) else {
        return Explanation { sentence: "A student takes courses out of their order.".to_owned(), mends: Vec::new() };
    };
    let section = |id: SectionId| &school.sections()[id].id;
    let course = |id: SectionId| &school.courses()[school.sections()[id].course].id;
    let (asked, order, wrong) = if finding.subject("corequisite").is_some() {
        ("corequisite", "begin with it or before it", "later")
    } else if finding.subject("concurrent").is_some() {
        ("concurrent", "meet in the same terms or come before it", "in other terms")
    } else {
        ("prerequisite", "come before it", "no earlier")
    };
    let others: Vec<SectionId> = finding.each(asked).collect();
    let list = |text: &dyn Fn(SectionId) -> String| others.iter().map(|&id| text(id)).collect::<Vec<_>>().join(" or ");
    let (courses, sections) = (list(&|id| course(id).clone()), list(&|id| section(id).clone()));
    let (student, own) = (&school.students()[student].id, course(after));
    Explanation {
        sentence: format!(
            "Student {student} takes {own} in section {}, and {courses}, which has to {order}, in section {sections} {wrong}.",
            section(after)
        ),
        mends: vec![
            format!("move student {student} to a section of {courses} or of {own} in another term"),
            format!("take the request of student {student} for {own} or for {courses} back"),
            format!("add a section of {own} or of {courses} in another term"),
        ],
    }
}
