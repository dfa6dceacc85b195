//! Random tiny schools with graduation plans.

use super::granted::granted;
use super::{plan, text};
use crate::School;
use crate::graduation::raw::{
    RawAchievement, RawListing, RawOffering, RawOutside, RawPersona, RawPrerequisite, RawRecord, RawStudentGroup, RawWaiver,
};
use crate::raw::{RawBell, RawCourse, RawPattern, RawRequest, RawSchool, RawStudent, RawTerm};
use crate::testing::{chance, pick};

pub(super) type Draw<'a> = &'a mut dyn FnMut(u32) -> u32;

const COURSES: [&str; 7] = ["C1", "C2", "C3", "C4", "C5", "C6", "C7"];
const TAGS: [&str; 3] = ["x", "y", "z"];
const GROUPS: [&str; 2] = ["red", "blue"];
const METHODS: [&str; 3] = ["online", "exam", "classroom"];
const LAST: u32 = 12;
/// Most ways to choose which courses to take, when and how often, over all years of the youngest student.
const MOST_WAYS: u32 = 8_000;

/// A random tiny school with one or two graduation plans that [`School::try_from`] accepts.
///
/// One or two terms, one or two days of two to four slots, three to seven courses for a year or a term, some without a section
/// this year and some with several; prerequisites of all kinds; later offerings; one to three students in grades
/// 10 to 12, some with a year of entry that leaves more or less time, with short transcripts; plans with a few requirements of every kind. No student has more than some
/// 8,000 ways to choose which course to take in which year and terms, so that a test can try them all.
///
/// ```
/// use mortarboard_model::{testing, School};
/// let raw = testing::random_graduation(&mut testing::draws(&[3, 1, 4, 1, 5]));
/// assert!(School::try_from(&raw).is_ok_and(|school| !school.graduation().plans.is_empty()));
/// ```
pub fn random_graduation(draw: &mut dyn FnMut(u32) -> u32) -> RawSchool {
    let mut raw = RawSchool::default();
    raw.settings.year = Some(2026);
    time(&mut raw, draw);
    let grades: Vec<u32> = (0..1 + draw(3)).map(|_| 10 + draw(3)).collect();
    // The years of entry leave none to three years.
    let entered: Vec<Option<u32>> = grades.iter().map(|_| chance(1, 4, draw).then(|| 2022 + draw(4))).collect();
    let years = grades.iter().zip(&entered).map(|(grade, entered)| entered.map_or(LAST + 1 - grade, |entered| entered.max(2023) - 2022));
    let years = years.max().unwrap_or(1);
    courses(&mut raw, years, draw);
    prerequisites(&mut raw, draw);
    offerings(&mut raw, years, draw);
    plan::plans(&mut raw, draw);
    students(&mut raw, &grades, &entered, draw);
    waivers(&mut raw, draw);
    granted(&mut raw, draw);
    personas(&mut raw, draw);
    outside(&mut raw, draw);
    raw
}

/// Credit from outside of one or two kinds, each for a few courses.
fn outside(raw: &mut RawSchool, draw: Draw) {
    if !chance(1, 2, draw) {
        return;
    }
    for kind in ["summer", "online"].into_iter().take(1 + draw(2) as usize) {
        let courses: Vec<&str> = (0..1 + draw(2)).filter_map(|_| pick(&raw.courses, draw)).map(|course| course.course.as_str()).collect();
        let courses = if chance(1, 6, draw) { text("OLD") } else { courses.join(";") };
        let known = courses != "OLD" || raw.catalogue.iter().any(|listing| listing.course == "OLD");
        let when = ["", "year", "summer", "S1", "S1"][draw(5) as usize % 5];
        raw.outside.push(RawOutside {
            outside: text(kind),
            courses: if known { courses } else { String::new() },
            when: text(when),
            most_credits: Some([10, 10, 15, 20][draw(4) as usize % 4]),
            lowest_grade: chance(1, 4, draw).then_some(11),
            groups: if chance(1, 6, draw) && !raw.student_groups.is_empty() { text("house") } else { String::new() },
            cost: Some(draw(3)),
            ..RawOutside::default()
        });
    }
}

/// Patterns `Y1`, `Y2`... of a slot in every term; with two terms `A1`... and `B1`... of a slot in one of them; `D` of
/// two slots; with two days `M` of slot 1 on Mondays.
fn time(raw: &mut RawSchool, draw: Draw) {
    let terms = 1 + draw(2);
    raw.terms = (1..=terms).map(|term| RawTerm { term: format!("S{term}") }).collect();
    let days = if chance(1, 4, draw) { &["Mon", "Tue"][..] } else { &["Mon"] };
    let slots = 2 + draw(3);
    for day in days {
        for slot in 1..=slots {
            let (start, end) = (format!("{:02}:00", 7 + slot), format!("{:02}:55", 7 + slot));
            raw.bell.push(RawBell { day: text(day), slot: slot.to_string(), start, end });
        }
    }
    let mut pattern = |pattern: String, group: &str, cells: String| raw.patterns.push(RawPattern { pattern, group: text(group), cells });
    for slot in 1..=slots {
        pattern(format!("Y{slot}"), "year", format!("{slot}(*)"));
        if terms == 2 {
            pattern(format!("A{slot}"), "first;half", format!("S1:{slot}(*)"));
            pattern(format!("B{slot}"), "second;half", format!("S2:{slot}(*)"));
        }
    }
    pattern(text("D"), "", text("1(*) 2(*)"));
    if days.len() > 1 {
        pattern(text("M"), "", text("1(Mon)"));
    }
}

fn courses(raw: &mut RawSchool, years: u32, draw: Draw) {
    let two = raw.terms.len() > 1;
    let wanted = 3 + draw(5) as usize;
    let mut ways = 1_u32;
    for (at, name) in COURSES.into_iter().enumerate().take(wanted) {
        // How many sets of terms the patterns leave.
        let (patterns, sets) = match draw(8) {
            0 | 1 if two => ("half", 2),
            2 if two => ("first", 1),
            3 if two => ("second", 1),
            4 if two => ("Y1;half", 3),
            5 => ("D", 1),
            6 => ("Y1;D", 1),
            7 if raw.patterns.iter().any(|pattern| pattern.pattern == "M") => ("M", 1),
            _ => ("year", 1),
        };
        let twice = chance(1, 5, draw);
        // In each year: not taken, in one of the sets, or in two that have no term in common.
        let several = u32::from(twice && patterns.contains("half"));
        let more = (1 + sets + several).pow(years);
        let (patterns, more) = if ways * more > MOST_WAYS { ("year", 2_u32.pow(years)) } else { (patterns, more) };
        if ways * more > MOST_WAYS && at >= 3 {
            break;
        }
        ways *= more;
        raw.courses.push(RawCourse {
            course: text(name),
            title: text(name),
            subject: text(["Math", "Arts"][draw(2) as usize % 2]),
            credits: if chance(1, 12, draw) { 7 } else { 5 * (1 + draw(2)) },
            max_seats: 1 + draw(3),
            sections: Some([0, 1, 1, 1, 2, 1][draw(6) as usize % 6]),
            patterns: text(patterns),
            ..RawCourse::default()
        });
        let mut listing = listing(name, draw);
        listing.completions = twice.then_some(2);
        listing.added_points = chance(1, 8, draw).then_some(100);
        if chance(1, 8, draw) {
            listing.lowest_grade = Some(10 + draw(2));
        }
        if chance(1, 8, draw) {
            listing.highest_grade = Some(11);
        }
        if chance(4, 5, draw) || twice {
            raw.catalogue.push(listing);
        }
    }
    if chance(1, 3, draw) {
        raw.catalogue.push(RawListing { credits: Some(5 * (1 + draw(2))), ..listing("OLD", draw) });
    }
}

fn listing(name: &str, draw: Draw) -> RawListing {
    let tags: Vec<&str> = TAGS.into_iter().filter(|_| chance(2, 5, draw)).collect();
    RawListing {
        course: text(name),
        tags: tags.join(";"),
        code: if chance(1, 3, draw) { format!("0{}", 1 + draw(2)) } else { String::new() },
        group: if chance(1, 3, draw) { pick(&GROUPS, draw).map_or(String::new(), |group| text(group)) } else { String::new() },
        ..RawListing::default()
    }
}

/// Each course waits for earlier ones only, except that later ones may do as well and that two may wait to be taken together.
fn prerequisites(raw: &mut RawSchool, draw: Draw) {
    let ids: Vec<String> = raw.courses.iter().map(|course| course.course.clone()).collect();
    for (at, course) in ids.iter().enumerate().skip(1) {
        if chance(1, 2, draw) {
            continue;
        }
        let Some(first) = pick(&ids[..at], draw) else { continue };
        let mut any_of = vec![first.clone()];
        if chance(1, 3, draw) {
            let old = raw.catalogue.iter().any(|listing| listing.course == "OLD");
            let others: Vec<String> =
                ids.iter().filter(|id| *id != course && *id != first).cloned().chain(old.then(|| text("OLD"))).collect();
            any_of.extend(pick(&others, draw).cloned());
        }
        let kind = ["", "before", "before", "with", "same"][draw(5) as usize % 5];
        if (kind == "with" || kind == "same") && chance(1, 4, draw) {
            let both = RawPrerequisite { course: first.clone(), kind: text("with"), any_of: course.clone(), ..RawPrerequisite::default() };
            raw.prerequisites.push(both);
        }
        let min_mark = if chance(1, 4, draw) { text(["B", "C"][draw(2) as usize % 2]) } else { String::new() };
        raw.prerequisites.push(RawPrerequisite { course: course.clone(), kind: text(kind), any_of: any_of.join(";"), min_mark });
    }
    // Two courses that wait to be taken together may now lie on a circle with a third.
    while !raw.prerequisites.is_empty() && at_fault(raw, "cycle") {
        raw.prerequisites.pop();
    }
}

/// Whether the school has this fault. Students and plans come later, and their lack is no such fault.
pub(super) fn at_fault(raw: &RawSchool, slug: &str) -> bool {
    School::try_from(raw).is_err_and(|faults| faults.0.iter().any(|fault| fault.slug == slug))
}

fn offerings(raw: &mut RawSchool, years: u32, draw: Draw) {
    for course in &raw.courses {
        for offset in 1..years {
            if chance(1, 6, draw) {
                let terms = match draw(4) {
                    0 => text("none"),
                    1 => text("S1"),
                    _ => text("all"),
                };
                raw.offerings.push(RawOffering { course: course.course.clone(), year: 2026 + offset, terms });
            }
        }
    }
}

fn students(raw: &mut RawSchool, grades: &[u32], entered: &[Option<u32>], draw: Draw) {
    let listings: Vec<String> = plan::listings(raw).into_iter().map(|(id, _)| id).collect();
    for (at, (&grade, &entered)) in grades.iter().zip(entered).enumerate() {
        let student = format!("s{}", at + 1);
        let unavailable = if chance(1, 5, draw) { text("1(Mon)") } else { String::new() };
        raw.students.push(RawStudent { student: student.clone(), grade: Some(grade), entered, unavailable });
        for course in &raw.courses {
            if chance(1, 3, draw) {
                let (student, course) = (student.clone(), course.course.clone());
                raw.requests.push(RawRequest { student, course, ..RawRequest::default() });
            }
        }
        for _ in 0..draw(5) {
            let Some(course) = pick(&listings, draw) else { continue };
            let mark = ["A", "B", "C", "D", "F", "F", "P", "", ""][draw(9) as usize % 9];
            let result = if chance(1, 10, draw) { "withdrawn" } else { "" };
            raw.transcripts.push(RawRecord {
                student: student.clone(),
                course: course.clone(),
                grade: chance(5, 6, draw).then(|| 9 + draw(grade - 9)),
                term: if chance(1, 2, draw) {
                    pick(&raw.terms, draw).map_or(String::new(), |term| term.term.clone())
                } else {
                    String::new()
                },
                mark: text(mark),
                result: text(result),
                // A part of a course, as where a transcript lists each half of a year.
                credits: (mark != "F" && result.is_empty() && chance(1, 4, draw)).then(|| [5, 5, 5, 3, 2][draw(5) as usize % 5]),
                method: if chance(1, 4, draw) { pick(&METHODS, draw).map_or(String::new(), |method| text(method)) } else { String::new() },
                attempted: chance(1, 6, draw).then_some(10),
            });
            if chance(1, 12, draw) {
                raw.transcripts.extend(raw.transcripts.last().cloned());
            }
        }
        if chance(1, 3, draw) {
            raw.student_groups.push(RawStudentGroup { student, group: text("house") });
        }
    }
}

fn waivers(raw: &mut RawSchool, draw: Draw) {
    let asked: Vec<String> = plan::achievable(raw);
    for student in &raw.students {
        if let Some(plan) = pick(&raw.plans, draw)
            && chance(1, 4, draw)
        {
            let ids: Vec<&str> = plan.require.iter().map(|node| node.id.as_str()).filter(|id| !id.is_empty()).collect();
            raw.waivers.extend(pick(&ids, draw).map(|id| RawWaiver {
                student: student.student.clone(),
                plan: plan.plan.clone(),
                requirement: text(id),
                keep_total: text(["", "yes", "no", "no"][draw(4) as usize % 4]),
                ..RawWaiver::default()
            }));
        }
        for item in &asked {
            if chance(1, 2, draw) {
                let value = chance(2, 3, draw).then(|| draw(4));
                raw.achievements.push(RawAchievement { student: student.student.clone(), item: item.clone(), value });
            }
        }
    }
}

fn personas(raw: &mut RawSchool, draw: Draw) {
    if chance(1, 2, draw) {
        let passed: Vec<String> = raw.courses.iter().take(2).map(|course| course.course.clone()).collect();
        let tags = plan::tags(raw);
        raw.personas.push(RawPersona {
            persona: text("typical"),
            title: text("A typical student"),
            grade: 11 + draw(2),
            plans: String::new(),
            passed: if chance(1, 2, draw) { format!("{}@9", passed.join(";")) } else { String::new() },
            needs: if chance(1, 2, draw) { pick(&tags, draw).cloned().unwrap_or_default() } else { String::new() },
        });
    }
}
