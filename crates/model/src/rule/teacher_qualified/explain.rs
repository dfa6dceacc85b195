use crate::ids::{CourseId, SectionId, TeacherId};
use crate::rule::{Explanation, Finding};
use crate::school::{Held, School};

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let (section, teacher, course): (Option<SectionId>, Option<TeacherId>, Option<CourseId>) =
        (finding.the("section"), finding.the("teacher"), finding.the("course"));
    match (section, teacher, course) {
        (Some(section), Some(teacher), _) if school.sections()[section].unstaffed => {
            let (data, teacher) = (&school.sections()[section], &school.teachers()[teacher].id);
            Explanation {
                sentence: format!("Section {} is taught by teacher {teacher}, though the school states that it has nobody yet.", data.id),
                mends: vec![
                    "take the teacher off the section".to_owned(),
                    format!("state fewer sections of {} as `unstaffed`, if somebody teaches it now", school.courses()[data.course].id),
                ],
            }
        }
        (Some(section), Some(teacher), _) => {
            let (id, course) = (&school.teachers()[teacher].id, &school.courses()[school.sections()[section].course].id);
            let locked = school.locks_of(section).iter().any(|lock| lock.held == Held::Teacher(teacher));
            let instead = if locked {
                "take the lock off the section, since a lock does not make a teacher qualified, and give it to a qualified teacher"
            } else {
                "give the section to a qualified teacher"
            };
            Explanation {
                sentence: format!(
                    "Section {} is taught by teacher {id}, who is not qualified for course {course}.",
                    school.sections()[section].id
                ),
                mends: vec![instead.to_owned(), format!("list teacher {id} as qualified for course {course}, if that is so")],
            }
        }
        (Some(section), None, _) => {
            let course = school.sections()[section].course;
            let mut mends = vec!["give the section to a qualified teacher".to_owned()];
            if school.qualified(course).is_empty() {
                mends = vec![
                    format!("list at least one teacher as qualified for course {}", school.courses()[course].id),
                    "state the section as `unstaffed`, if it has nobody yet".to_owned(),
                ];
            }
            Explanation { sentence: format!("Section {} has no teacher.", school.sections()[section].id), mends }
        }
        (None, Some(teacher), Some(course)) => {
            let given = finding.value("given").unwrap_or(0);
            let (few, word) = if finding.value("fewest").is_some() { (true, "fewest") } else { (false, "most") };
            let limit = finding.value(word).unwrap_or(0);
            let course = &school.courses()[course].id;
            Explanation {
                sentence: format!(
                    "Teacher {} teaches {given} section{} of course {course}, but the {word} allowed is {limit}.",
                    school.teachers()[teacher].id,
                    if given == 1 { "" } else { "s" },
                ),
                mends: vec![
                    if few {
                        format!("give the teacher another section of {course}")
                    } else {
                        format!("give a section of {course} to another qualified teacher")
                    },
                    format!("change the {word} sections in the teacher's qualification"),
                ],
            }
        }
        _ => Explanation { sentence: "A section has no qualified teacher.".to_owned(), mends: Vec::new() },
    }
}
