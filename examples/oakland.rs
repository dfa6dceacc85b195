//! A high school whose schedule keeps students from graduating on time, and two ways to mend it.
//!
//! Harbor High has six periods, 120 students, and a diploma of 230 credits. Six courses a year for four years
//! give 240: there is room for one lost course. The published schedule looks full, and it keeps every rule of
//! scheduling. Yet three decisions, each sensible alone, shut 44 of the 120 students out:
//!
//! 1. *Capacity.* From this year on Algebra 1 and Geometry meet in double periods. A double period earns the
//!    credit of one course, so the 30 students of grade 9 can come to 220 credits and no further.
//! 2. *A chain offered too late.* Spanish 2 is offered this year, and not again before the year after next. Six
//!    juniors begin Spanish now and need a second year of it before they leave.
//! 3. *Clashing singletons.* English 4 and Algebra 2 have one section each, both in period 3. Eight seniors who
//!    failed Algebra 2 need both, and this is their last year.
//!
//! The audit finds all of this from what the office has anyway, names the cause for each student and proves it.
//! Then the school is mended twice: once within six periods, once with an eight-period A/B day. After either
//! repair every student can graduate on time; the proof of that is one route for each student, checked anew.

use mortarboard::files::find_plan;
use mortarboard::graduation::{ReachOptions, Reached, reach};
use mortarboard::raw::{
    RawBell, RawCourse, RawListing, RawOffering, RawPattern, RawPersona, RawPlacement, RawPrerequisite, RawRecord, RawRequest, RawSchedule,
    RawSchool, RawSeat, RawStudent,
};
use mortarboard::{Options, Schedule, School, solve};
use std::collections::BTreeMap;
use std::error::Error;

/// A course: id, title, subject, tags, lowest grade.
type Row = (&'static str, &'static str, &'static str, &'static str, u32);

#[rustfmt::skip]
const COURSES: [Row; 26] = [
    ("ENG1", "English 1", "English", "a-g:b;english;english-1", 9),
    ("ENG2", "English 2", "English", "a-g:b;english;english-2", 10),
    ("ENG3", "English 3", "English", "a-g:b;english;english-3", 11),
    ("ENG4", "English 4", "English", "a-g:b;english;english-4", 12),
    ("ALG1", "Algebra 1", "Mathematics", "a-g:c;math;algebra-1", 9),
    ("GEO", "Geometry", "Mathematics", "a-g:c;math;geometry", 9),
    ("ALG2", "Algebra 2", "Mathematics", "a-g:c;math;algebra-2", 9),
    ("BIO", "Biology", "Science", "a-g:d;science;life-science;lab", 9),
    ("CHEM", "Chemistry", "Science", "a-g:d;science;physical-science;lab", 9),
    ("PHYS", "Physics", "Science", "a-g:d;science;physical-science;lab", 9),
    ("WORLD", "World History", "Social Studies", "a-g:a;social-studies;world-history", 9),
    ("USH", "United States History", "Social Studies", "a-g:a;social-studies;us-history", 9),
    ("GOV", "Government and Economics", "Social Studies", "a-g:a;social-studies;government;economics", 12),
    ("SPAN1", "Spanish 1", "World Languages", "a-g:e;world-language", 9),
    ("SPAN2", "Spanish 2", "World Languages", "a-g:e;world-language", 9),
    ("PE1", "Physical Education 1", "Physical Education", "pe", 9),
    ("PE2", "Physical Education 2", "Physical Education", "pe", 9),
    ("ART1", "Art 1", "Visual Arts", "a-g:f;arts", 9),
    ("CERAM", "Ceramics", "Visual Arts", "a-g:f;arts", 9),
    ("FILM", "Film", "Visual Arts", "a-g:f;arts", 9),
    ("MUSIC", "Music", "Performing Arts", "a-g:f;arts", 9),
    ("PSYCH", "Psychology", "Social Studies", "a-g:g", 9),
    ("CODE", "Computer Science", "Computer Science", "a-g:g", 9),
    ("JOURN", "Journalism", "English", "a-g:g", 9),
    ("FOOD", "Culinary Arts", "Career Technical", "cte", 9),
    ("BIZ", "Business", "Career Technical", "cte", 9),
];

/// What must be passed before what.
const CHAINS: [(&str, &str); 3] = [("GEO", "ALG1"), ("ALG2", "GEO"), ("SPAN2", "SPAN1")];

/// A group of students who have taken, and now take, the same: grade, how many, what they have passed in each
/// earlier grade, what they failed last year, what they need this year, and electives in order of choice.
struct Cohort {
    name: &'static str,
    grade: u32,
    students: u32,
    past: &'static [&'static str],
    failed: &'static str,
    core: &'static str,
    electives: &'static str,
}

#[rustfmt::skip]
const COHORTS: [Cohort; 8] = [
    Cohort { name: "freshman-a", grade: 9, students: 15, past: &[], failed: "", core: "ENG1 ALG1 BIO SPAN1", electives: "PE1 ART1 MUSIC" },
    Cohort { name: "freshman-b", grade: 9, students: 15, past: &[], failed: "", core: "ENG1 ALG1 BIO SPAN1", electives: "ART1 PE1 MUSIC" },
    Cohort { name: "sophomore-a", grade: 10, students: 15, past: &["ENG1 ALG1 BIO PE1 SPAN1 ART1"], failed: "",
             core: "ENG2 GEO CHEM SPAN2", electives: "WORLD PE2 MUSIC" },
    Cohort { name: "sophomore-b", grade: 10, students: 15, past: &["ENG1 ALG1 BIO PE1 SPAN1 ART1"], failed: "",
             core: "ENG2 GEO CHEM SPAN2", electives: "PE2 WORLD MUSIC" },
    Cohort { name: "junior", grade: 11, students: 24, past: &["ENG1 ALG1 BIO PE1 ART1 JOURN", "ENG2 GEO CHEM WORLD PE2 SPAN1"], failed: "",
             core: "ENG3 ALG2 PHYS USH SPAN2", electives: "CERAM CODE FILM" },
    Cohort { name: "junior-language", grade: 11, students: 6, past: &["ENG1 ALG1 BIO PE1 ART1 JOURN", "ENG2 GEO CHEM WORLD PE2 CODE"], failed: "",
             core: "ENG3 ALG2 PHYS USH SPAN1", electives: "FOOD FILM PSYCH" },
    Cohort { name: "senior", grade: 12, students: 22,
             past: &["ENG1 ALG1 BIO PE1 ART1 SPAN1", "ENG2 GEO CHEM WORLD PE2 SPAN2", "ENG3 ALG2 PHYS USH JOURN CODE"], failed: "",
             core: "ENG4 GOV", electives: "PSYCH FOOD BIZ FILM CERAM MUSIC" },
    Cohort { name: "senior-algebra", grade: 12, students: 8,
             past: &["ENG1 ALG1 BIO PE1 ART1 SPAN1", "ENG2 GEO CHEM WORLD PE2 SPAN2", "ENG3 PHYS USH JOURN CODE"], failed: "ALG2",
             core: "ENG4 GOV ALG2", electives: "FOOD BIZ FILM PSYCH CERAM MUSIC" },
];

/// How the day is divided, and what follows from it.
#[derive(Clone, Copy, PartialEq)]
enum Day {
    /// Six periods; Algebra 1 and Geometry in double periods; Spanish 2 every other year.
    Published,
    /// Six periods, every course in one of them, Spanish 2 every year.
    SixPeriods,
    /// Four blocks on A days and four on B days; Algebra 1 and Geometry every day; Spanish 2 every year.
    EightBlocks,
}

impl Day {
    fn periods(self) -> usize {
        if self == Day::EightBlocks { 8 } else { 6 }
    }

    /// Periods that a course fills.
    fn width(self, course: &str) -> usize {
        if self != Day::SixPeriods && (course == "ALG1" || course == "GEO") { 2 } else { 1 }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("Harbor High, as published");
    let school = School::try_from(harbor(Day::Published))?;
    let schedule = published(&school)?;
    let before = tell(&school, &schedule)?;
    assert_eq!((before.on_time(), before.students.len()), (76, 120));
    let causes: BTreeMap<(&str, String), usize> = before.blocked().fold(BTreeMap::new(), |mut causes, student| {
        let cohort = cohort(&school.students()[student.student].id);
        let slug = student.cause.as_ref().map_or("none", |cause| cause.slug());
        *causes.entry((slug, cohort)).or_default() += 1;
        causes
    });
    assert_eq!(
        causes,
        BTreeMap::from([
            (("credit-capacity", "freshman-a".to_owned()), 15),
            (("credit-capacity", "freshman-b".to_owned()), 15),
            (("offered-too-late", "junior-language".to_owned()), 6),
            (("time-conflict", "senior-algebra".to_owned()), 8),
        ])
    );
    // Each cause names what stands in the way, down to sections and periods.
    let first =
        |slug: &str| before.blocked().find(|one| one.cause.as_ref().is_some_and(|cause| cause.slug() == slug)).ok_or("no such cause");
    let clash = first("time-conflict")?.cause.as_ref().ok_or("no cause")?;
    assert_eq!((clash.sections().join(" "), clash.patterns().join(" ")), ("ALG2-1 ENG4-1".to_owned(), "P3".to_owned()));
    // The proof says what it assumes of later years: nothing where time is short, one course where it is not offered.
    assert!(first("credit-capacity")?.certificate(&school, Some(&schedule))?.assumptions.is_empty());
    let late = first("offered-too-late")?.certificate(&school, Some(&schedule))?;
    assert_eq!(late.sentences(&school), ["Assumes that in 2027-28 SPAN2 is not offered, as the table of offerings says."]);
    // A school can be audited without its students: whoever enters next year is shut out as well.
    assert!(!before.personas[0].on_time());
    assert_eq!(before.personas[0].cause.as_ref().map(|cause| cause.slug()), Some("credit-capacity"));

    for (title, day) in [("Six periods, mended", Day::SixPeriods), ("Eight blocks, A and B days", Day::EightBlocks)] {
        println!("\n{title}");
        let school = School::try_from(harbor(day))?;
        let options = Options::default().without_time().with_work(20_000);
        let answer = solve(&school, &options, &|_| {})?;
        let after = tell(&school, answer.schedule().ok_or("no schedule")?)?;
        assert_eq!(after.on_time(), 120, "every student reaches");
        assert!(after.personas.iter().all(|persona| persona.on_time()));
    }
    Ok(())
}

/// Looks at all students, prints what was found, and has every answer checked by code that shares nothing with
/// the search.
fn tell(school: &School, schedule: &Schedule) -> Result<Reached, Box<dyn Error>> {
    let reached = reach(school, Some(schedule), &ReachOptions::default());
    assert_eq!(reached.recheck(school, Some(schedule)), Ok(()));
    println!("  {} of {} students can graduate on time", reached.on_time(), reached.students.len());
    let mut sentences: BTreeMap<String, usize> = BTreeMap::new();
    for student in reached.blocked() {
        let cause = student.cause.as_ref().map(|cause| cause.sentence()).unwrap_or_default();
        *sentences.entry(cause).or_default() += 1;
    }
    for (sentence, students) in sentences {
        println!("  {students:3} students: {sentence}");
    }
    for clash in &reached.year.as_ref().ok_or("no schedule was looked at")?.clashes {
        println!("  {}", clash.sentence);
        for mend in &clash.mends {
            println!("      to mend this: {} (frees {})", mend.change, mend.frees);
        }
    }
    for persona in &reached.personas {
        let why = persona.cause.as_ref().map_or(String::new(), |cause| format!(". {}", cause.sentence()));
        println!("  {}: {}{why}", persona.title, if persona.on_time() { "on time" } else { "shut out" });
    }
    Ok(reached)
}

/// The cohort of a student: what the id begins with.
fn cohort(student: &str) -> String {
    student.rsplit_once('-').map_or(student, |(cohort, _)| cohort).to_owned()
}

/// The school under one way to divide the day. Teachers and rooms are left out: nobody is shut out by them here.
fn harbor(day: Day) -> RawSchool {
    let mut raw = RawSchool::default();
    raw.settings.name = "Harbor High".to_owned();
    raw.settings.year = Some(2026);
    raw.settings.default_patterns = vec!["period".to_owned()];
    bell(day, &mut raw);
    let mut asked: BTreeMap<&str, u32> = BTreeMap::new();
    for cohort in &COHORTS {
        for number in 1..=cohort.students {
            let student = format!("{}-{number:02}", cohort.name);
            raw.students.push(RawStudent {
                student: student.clone(),
                grade: Some(cohort.grade),
                entered: None,
                unavailable: String::new(),
            });
            for (years, courses) in cohort.past.iter().enumerate() {
                for course in courses.split(' ') {
                    raw.transcripts.push(record(&student, course, 9 + years as u32, "B"));
                }
            }
            if !cohort.failed.is_empty() {
                raw.transcripts.push(record(&student, cohort.failed, cohort.grade - 1, "F"));
            }
            for (rank, course) in wishes(day, cohort).into_iter().enumerate() {
                *asked.entry(course).or_default() += 1;
                let priority = if cohort.core.contains(course) { "required" } else { "primary" };
                raw.requests.push(RawRequest {
                    student: student.clone(),
                    course: course.to_owned(),
                    priority: priority.to_owned(),
                    rank: Some(rank as u32),
                    ..RawRequest::default()
                });
            }
        }
    }
    for (course, title, subject, tags, lowest) in COURSES {
        let patterns = if day.width(course) == 2 { "double" } else { "" };
        raw.courses.push(RawCourse {
            course: course.to_owned(),
            title: title.to_owned(),
            subject: subject.to_owned(),
            credits: 10,
            max_seats: 40,
            sections: Some(asked.get(course).map_or(1, |students| students.div_ceil(40))),
            patterns: patterns.to_owned(),
            ..RawCourse::default()
        });
        let group = if course.starts_with("SPAN") { "Spanish" } else { "" };
        raw.catalogue.push(RawListing {
            course: course.to_owned(),
            tags: tags.to_owned(),
            group: group.to_owned(),
            lowest_grade: Some(lowest),
            ..RawListing::default()
        });
    }
    for (course, before) in CHAINS {
        raw.prerequisites.push(RawPrerequisite { course: course.to_owned(), any_of: before.to_owned(), ..RawPrerequisite::default() });
    }
    if day == Day::Published {
        raw.offerings.push(RawOffering { course: "SPAN2".to_owned(), year: 2027, terms: "none".to_owned() });
    }
    // The plan names English language development too, which Harbor High does not teach.
    raw.catalogue.push(RawListing { course: "ELD5".to_owned(), credits: Some(10), tags: "eld-5".to_owned(), ..RawListing::default() });
    raw.plans.extend(find_plan("oakland-230"));
    raw.personas.push(RawPersona {
        persona: "entering".to_owned(),
        title: "A student who enters grade 9 on track".to_owned(),
        grade: 9,
        ..RawPersona::default()
    });
    raw
}

/// What a student of a cohort asks for: the core, and electives as far as the day holds them.
fn wishes(day: Day, cohort: &Cohort) -> Vec<&'static str> {
    let mut left = day.periods();
    let all = cohort.core.split(' ').chain(cohort.electives.split(' '));
    all.filter(|course| {
        let fits = day.width(course) <= left;
        left -= if fits { day.width(course) } else { 0 };
        fits
    })
    .collect()
}

fn record(student: &str, course: &str, grade: u32, mark: &str) -> RawRecord {
    RawRecord { student: student.to_owned(), course: course.to_owned(), grade: Some(grade), mark: mark.to_owned(), ..RawRecord::default() }
}

fn bell(day: Day, raw: &mut RawSchool) {
    let (days, slots, length): (&[&str], u32, u32) = match day {
        Day::EightBlocks => (&["A", "B"], 4, 90),
        _ => (&["Mon", "Tue", "Wed", "Thu", "Fri"], 6, 55),
    };
    let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    for name in days {
        for slot in 0..slots {
            let start = 480 + slot * (length + 6);
            raw.bell.push(RawBell {
                day: (*name).to_owned(),
                slot: (slot + 1).to_string(),
                start: clock(start),
                end: clock(start + length),
            });
        }
    }
    let mut pattern = |id: String, group: &str, cells: String| {
        raw.patterns.push(RawPattern { pattern: id, group: group.to_owned(), cells });
    };
    for slot in 1..=slots {
        if day == Day::EightBlocks {
            for name in days {
                pattern(format!("{name}{slot}"), "period", format!("{slot}({name})"));
            }
            pattern(format!("AB{slot}"), "double", format!("{slot}(*)"));
        } else {
            pattern(format!("P{slot}"), "period", format!("{slot}(*)"));
            if slot % 2 == 0 {
                pattern(format!("P{}{slot}", slot - 1), "double", format!("{}(*) {slot}(*)", slot - 1));
            }
        }
    }
}

/// When each section meets in the published schedule.
#[rustfmt::skip]
const PUBLISHED: [(&str, &str); 27] = [
    ("ENG1-1", "P1"), ("ALG1-1", "P34"), ("BIO-1", "P2"), ("SPAN1-1", "P6"), ("PE1-1", "P5"), ("ART1-1", "P5"),
    ("ENG2-1", "P2"), ("GEO-1", "P56"), ("CHEM-1", "P1"), ("SPAN2-1", "P4"), ("WORLD-1", "P3"), ("PE2-1", "P3"),
    ("ENG3-1", "P1"), ("ALG2-1", "P3"), ("PHYS-1", "P2"), ("USH-1", "P5"), ("SPAN2-2", "P4"), ("CERAM-1", "P6"),
    ("ENG4-1", "P3"), ("GOV-1", "P1"), ("PSYCH-1", "P2"), ("FOOD-1", "P4"), ("BIZ-1", "P5"), ("FILM-1", "P6"),
    ("MUSIC-1", "P6"), ("CODE-1", "P6"), ("JOURN-1", "P6"),
];

/// The published schedule: sections where the office put them, and everybody in what they asked for, as far as
/// it can be had. Seniors who need Algebra 2 while English 4 meets are left with an empty period.
fn published(school: &School) -> Result<Schedule, Box<dyn Error>> {
    let mut raw = RawSchedule::default();
    for (section, pattern) in PUBLISHED {
        if school.find_section(section).is_some() {
            raw.sections.push(RawPlacement { section: section.to_owned(), pattern: pattern.to_owned(), ..RawPlacement::default() });
        }
    }
    let mut free: BTreeMap<&str, u32> = PUBLISHED.iter().map(|&(section, _)| (section, 40)).collect();
    for cohort in &COHORTS {
        for number in 1..=cohort.students {
            let mut busy = String::new();
            let student = format!("{}-{number:02}", cohort.name);
            for course in wishes(Day::Published, cohort) {
                let of_course = PUBLISHED.iter().filter(|(section, _)| section.rsplit_once('-').is_some_and(|(id, _)| id == course));
                let open = |pattern: &str| !pattern[1..].contains(|period: char| busy.contains(period));
                let found = of_course.into_iter().find(|(section, pattern)| free[section] > 0 && open(pattern));
                let Some(&(section, pattern)) = found else { continue };
                busy.push_str(&pattern[1..]);
                free.entry(section).and_modify(|seats| *seats -= 1);
                raw.rosters.push(RawSeat { section: section.to_owned(), student: student.clone() });
            }
        }
    }
    Ok(Schedule::from_raw(school, &raw)?)
}
