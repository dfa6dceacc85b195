//! A student at the counsellor's desk.

use mortarboard_graduation::audit::{PlanAudit, State, audit_plan};
use mortarboard_graduation::reach::{Reacher, Scene, Take, Verdict, Who, recheck, why};
use mortarboard_io::plans;
use mortarboard_model::graduation::raw::{
    RawAchievement, RawListing, RawPlan, RawRecord, RawStudentGroup, RawStudentPlan, RawSubstitution, RawWaiver,
};
use mortarboard_model::raw::{RawBell, RawCourse, RawPattern, RawSchool, RawStudent, RawTerm};
use mortarboard_model::{School, StudentId};

/// Courses: id, tags, group, and how often they count. Those of half a year are listed in [`HALVES`].
const COURSES: [(&str, &str, &str, u32); 72] = [
    ("ENG1", "english;english-1;a-g:b", "", 1),
    ("ENG2", "english;english-2;a-g:b", "", 1),
    ("ENG3", "english;english-3;a-g:b", "", 1),
    ("ENG4", "english;english-4;a-g:b", "", 1),
    ("AP-ENG", "english;english-3;english-4;a-g:b", "", 1),
    ("ENG4-HALF", "english;english-4-half", "", 1),
    ("ENG4-PAIRED", "english;english-4-paired", "", 1),
    ("ENG4-PAIRED-2", "english;english-4-paired", "", 1),
    ("ELD5", "eld-5;eld", "", 2),
    ("ESOL1", "esol-1;eld", "", 1),
    ("ESOL2", "esol-2;eld", "", 1),
    ("ALG1", "math;algebra-1;a-g:c", "", 1),
    ("GEO", "math;geometry;a-g:c", "", 1),
    ("ALG2", "math;algebra-2;a-g:c", "", 1),
    ("PRECALC", "math;math-beyond-algebra-2;a-g:c", "", 1),
    ("STATS", "math;a-g:c", "", 1),
    ("MODELS", "math;math-models", "", 1),
    ("BIO", "science;life-science;biology;lab;a-g:d", "", 1),
    ("CHEM", "science;physical-science;chemistry;lab;a-g:d", "", 1),
    ("PHYS", "science;physical-science;physics;lab;advanced-science;a-g:d", "", 1),
    ("EARTH", "science;physical-science", "", 1),
    ("SPACE", "science;physical-science", "", 1),
    ("USH", "social-studies;us-history;a-g:a", "", 1),
    ("WORLD", "social-studies;world-history;a-g:a", "", 1),
    ("WORLD2", "social-studies;world-history;a-g:a", "", 1),
    ("GEOG", "social-studies;world-geography", "", 1),
    ("GOV", "social-studies;government", "", 1),
    ("ECON", "social-studies;economics", "", 1),
    ("CIVICS", "social-studies;civics", "", 1),
    ("PSYCH", "social-studies;a-g:g", "", 1),
    ("SPAN1", "world-language;a-g:e", "spanish", 1),
    ("SPAN2", "world-language;language-2-plus;a-g:e", "spanish", 1),
    ("SPAN3", "world-language;language-2-plus;a-g:e", "spanish", 1),
    ("FREN1", "world-language;a-g:e", "french", 1),
    ("ART1", "arts;visual-arts;a-g:f", "", 1),
    ("ART2", "arts;visual-arts;a-g:f", "", 1),
    ("BAND", "arts;performing-arts;a-g:f", "", 4),
    ("PE1", "pe;pe-1", "", 1),
    ("PE2", "pe;pe-2", "", 1),
    ("GYM", "pe", "", 4),
    ("HEALTH", "health", "", 1),
    ("FINANCE", "personal-finance", "", 1),
    ("SPEECH", "", "", 1),
    ("CS", "computer-science", "", 1),
    ("CS2", "computer-science", "", 1),
    ("TECH", "technology", "", 1),
    ("TECH2", "technology", "", 1),
    ("CERT", "certification", "", 4),
    ("SHOP", "cte", "", 1),
    ("E1", "", "", 1),
    ("E2", "", "", 1),
    ("E3", "", "", 1),
    ("E4", "", "", 1),
    ("E5", "", "", 1),
    ("E6", "", "", 1),
    ("E7", "", "", 1),
    ("E8", "", "", 1),
    ("H1", "", "", 1),
    ("H2", "", "", 1),
    ("H3", "", "", 1),
    ("H4", "", "", 1),
    ("H5", "", "", 1),
    ("H6", "", "", 1),
    ("H7", "", "", 1),
    ("H8", "", "", 1),
    ("H9", "", "", 1),
    ("H10", "", "", 1),
    ("H11", "", "", 1),
    ("CWP", "social-studies;contemporary-world", "", 1),
    ("ROBOTS", "personalized-pathway", "", 2),
    ("DESIGN", "personalized-pathway", "", 1),
    ("AG-SCI", "science;lab;cte", "", 1),
];

/// Courses of 5 credits for half a year.
const HALVES: [&str; 23] = [
    "CWP",
    "ENG4-HALF",
    "ENG4-PAIRED",
    "ENG4-PAIRED-2",
    "GOV",
    "ECON",
    "CIVICS",
    "PSYCH",
    "HEALTH",
    "FINANCE",
    "SPEECH",
    "GYM",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "H7",
    "H8",
    "H9",
    "H10",
    "H11",
];

/// A student, a plan, and what the school is like.
#[derive(Clone)]
pub(crate) struct Desk(RawSchool);

impl Desk {
    /// A student of a grade who follows a plan, at a school with so many periods a day.
    pub(crate) fn new(plan: &str, grade: u32, periods: u32) -> Self {
        Desk::of(plans::find(plan).unwrap(), grade, periods)
    }

    /// A student of grade 12 who follows a plan that is written out: the text of its file.
    pub(crate) fn own(plan: &str) -> Self {
        let read = mortarboard_io::plan_file::read(plan).unwrap_or_else(|faults| panic!("{faults}"));
        Desk::of(RawPlan { plan: "own".to_owned(), unit: Some(5), ..read }, 12, 7)
    }

    fn of(plan: RawPlan, grade: u32, periods: u32) -> Self {
        let text = str::to_owned;
        let mut raw = RawSchool::default();
        raw.settings.year = Some(2026);
        raw.settings.default_patterns = vec![text("year")];
        raw.terms = ["fall", "spring"].map(|term| RawTerm { term: text(term) }).into();
        for period in 1..=periods {
            let (start, end) = (format!("{:02}:00", 7 + period), format!("{:02}:50", 7 + period));
            raw.bell.push(RawBell { day: text("Mon"), slot: period.to_string(), start, end });
            for (name, group, term) in [("Y", "year", ""), ("F", "half", "fall:"), ("S", "half", "spring:")] {
                let cells = format!("{term}{period}(*)");
                raw.patterns.push(RawPattern { pattern: format!("{name}{period}"), group: text(group), cells });
            }
        }
        for (course, tags, group, completions) in COURSES {
            let half = HALVES.contains(&course);
            raw.courses.push(RawCourse {
                course: text(course),
                title: text(course),
                credits: if half { 5 } else { 10 },
                max_seats: 30,
                sections: Some(1),
                // A year of physical education in New York earns half a unit.
                patterns: text(if half && course != "GYM" { "half" } else { "" }),
                ..RawCourse::default()
            });
            let (course, tags, group) = (text(course), text(tags), text(group));
            raw.catalogue.push(RawListing { course, tags, group, completions: Some(completions), ..RawListing::default() });
        }
        raw.student_plans.push(RawStudentPlan { student: text("s"), plan: plan.plan.clone() });
        raw.plans = vec![plan];
        raw.students = vec![RawStudent { student: text("s"), grade: Some(grade), ..RawStudent::default() }];
        Desk(raw)
    }

    /// The same student in another grade.
    pub(crate) fn in_grade(mut self, grade: u32) -> Self {
        self.0.students[0].grade = Some(grade);
        self
    }

    /// Courses taken: `9 ENG1:B ALG1:C 10 ENG2:B`. A mark of `?` is still to come.
    pub(crate) fn taken(self, transcript: &str) -> Self {
        self.by("", transcript)
    }

    /// Courses taken in some other way than in a classroom.
    pub(crate) fn by(mut self, method: &str, transcript: &str) -> Self {
        let mut grade = None;
        for word in transcript.split_whitespace() {
            match word.split_once(':') {
                None => grade = word.parse().ok(),
                Some((course, mark)) => self.0.transcripts.push(RawRecord {
                    student: "s".to_owned(),
                    course: course.to_owned(),
                    grade,
                    mark: mark.replace('?', ""),
                    method: method.to_owned(),
                    ..RawRecord::default()
                }),
            }
        }
        self
    }

    /// Records with a term (blank for a whole year) and credits of their own: course, grade, mark, term, credits.
    pub(crate) fn parts(mut self, parts: &[(&str, u32, String, String, u32)]) -> Self {
        self.0.transcripts.extend(parts.iter().map(|(course, grade, mark, term, credits)| RawRecord {
            student: "s".to_owned(),
            course: (*course).to_owned(),
            grade: Some(*grade),
            mark: mark.clone(),
            term: term.clone(),
            credits: Some(*credits),
            ..RawRecord::default()
        }));
        self
    }

    /// The same without some of the courses taken.
    pub(crate) fn without(mut self, courses: &str) -> Self {
        let gone: Vec<&str> = courses.split_whitespace().collect();
        assert!(gone.iter().all(|course| self.0.transcripts.iter().any(|record| record.course == *course)), "{courses}");
        self.0.transcripts.retain(|record| !gone.contains(&record.course.as_str()));
        self
    }

    /// Exams and items.
    pub(crate) fn has(mut self, items: &[(&str, u32)]) -> Self {
        self.0.achievements.extend(items.iter().map(|&(item, value)| RawAchievement {
            student: "s".to_owned(),
            item: item.to_owned(),
            value: Some(value),
        }));
        self
    }

    /// Excused from a requirement.
    pub(crate) fn excused(mut self, requirement: &str, keep_total: &str) -> Self {
        self.0.waivers.push(RawWaiver {
            student: "s".to_owned(),
            plan: self.0.plans[0].plan.clone(),
            requirement: requirement.to_owned(),
            keep_total: keep_total.to_owned(),
            ..RawWaiver::default()
        });
        self
    }

    /// A part of a requirement waived, or counted as had.
    pub(crate) fn granted(mut self, requirement: &str, kind: &str, credits: u32, keep_total: &str) -> Self {
        self.0.waivers.push(RawWaiver {
            student: "s".to_owned(),
            plan: self.0.plans[0].plan.clone(),
            requirement: requirement.to_owned(),
            kind: kind.to_owned(),
            credits: Some(credits),
            keep_total: keep_total.to_owned(),
            ..RawWaiver::default()
        });
        self
    }

    /// A course taken in place of another, for one requirement.
    pub(crate) fn instead(mut self, course: &str, by: &str, requirement: &str) -> Self {
        self.0.substitutions.push(RawSubstitution {
            student: "s".to_owned(),
            course: course.to_owned(),
            by: by.to_owned(),
            plan: self.0.plans[0].plan.clone(),
            requirement: requirement.to_owned(),
            ..RawSubstitution::default()
        });
        self
    }

    /// In a group.
    pub(crate) fn of_group(mut self, group: &str) -> Self {
        self.0.student_groups.push(RawStudentGroup { student: "s".to_owned(), group: group.to_owned() });
        self
    }

    /// Entered grade 9 in another school year.
    pub(crate) fn entered(mut self, year: u32) -> Self {
        self.0.settings.year = self.0.students[0].grade.map(|grade| year + grade - 9);
        self
    }

    /// The cause why the student can't graduate on time.
    pub(crate) fn cause(&self) -> Option<&'static str> {
        let school = self.school();
        let plan = school.graduation().students[StudentId(0)].plans[0];
        why(&Reacher::new(&school, plan, None), &school, None, StudentId(0)).map(|cause| cause.slug())
    }

    fn school(&self) -> School {
        School::try_from(&self.0).unwrap_or_else(|faults| panic!("{faults}"))
    }

    pub(crate) fn audit(&self) -> PlanAudit {
        let school = self.school();
        let who = Who { grade: self.0.students[0].grade.unwrap(), progress: &school.graduation().students[StudentId(0)], away: &[] };
        let audit = audit_plan(&school, &school.graduation().plans[who.progress.plans[0]], who, &[]);
        assert!(audit.exact);
        audit
    }

    /// Requirements that are needed and short, with the pieces of 5 credits missing; 0 for those that ask for
    /// no credit. Those that only hold others are left out.
    pub(crate) fn short(&self) -> Vec<(String, u64)> {
        let audit = self.audit();
        let leaves = audit.nodes.iter().filter(|node| node.needed && node.asks > 0);
        leaves
            .filter_map(|node| match node.state {
                State::Missing { pieces, .. } => Some((node.node.clone(), pieces)),
                _ => None,
            })
            .collect()
    }

    /// Asserts what is short.
    pub(crate) fn lacks(&self, expected: &[(&str, u64)]) {
        let expected: Vec<(String, u64)> = expected.iter().map(|&(node, pieces)| (node.to_owned(), pieces)).collect();
        assert_eq!(self.short(), expected);
    }

    /// How one requirement stands.
    pub(crate) fn state(&self, node: &str) -> State {
        let audit = self.audit();
        audit.nodes.into_iter().find(|found| found.node == node).map(|found| found.state).unwrap()
    }

    /// Whether the student can still graduate on time; route and proof are re-checked.
    pub(crate) fn on_time(&self) -> bool {
        self.on_time_in(Scene::default())
    }

    /// The same where this year is given: courses of both terms.
    pub(crate) fn on_time_with(&self, courses: &str) -> bool {
        let take =
            |course: &str| Take { course: course.to_owned(), year: 0, terms: ["fall", "spring"].map(str::to_owned).into(), section: None };
        let fixed: Vec<Take> = courses.split_whitespace().map(take).collect();
        self.on_time_in(Scene { fixed: Some(&fixed), ..Scene::default() })
    }

    fn on_time_in(&self, scene: Scene<'_>) -> bool {
        let school = self.school();
        let who = Who { grade: self.0.students[0].grade.unwrap(), progress: &school.graduation().students[StudentId(0)], away: &[] };
        let id = who.progress.plans[0];
        let plan = &school.graduation().plans[id];
        let verdict = Reacher::new(&school, id, None).reach(who, scene);
        assert_eq!(recheck(&school, plan, who, scene, &verdict), Ok(()));
        match verdict {
            Verdict::Reachable { .. } => true,
            Verdict::Blocked { .. } => false,
            Verdict::Unknown { cases } => panic!("{cases} cases were not enough"),
        }
    }
}
