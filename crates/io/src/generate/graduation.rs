//! What graduation needs of a generated school: facts on its courses, plans, and what each student has
//! taken before, in keeping with what the student asks for this year.

use super::Recipe;
use super::catalogue::{Catalogue, Entry, Kind};
use super::day::{Day, Form};
use super::draw::Draw;
use super::programme::Pupil;
use super::write::{credits, student_id};
use mortarboard_model::graduation::raw::{RawListing, RawPersona, RawPrerequisite, RawRecord, RawStudentGroup, RawStudentPlan};
use mortarboard_model::raw::RawSchool;
use std::collections::{BTreeMap, BTreeSet};

/// The plans that students of a generated school follow.
const PLANS: [&str; 2] = ["oakland-230", "uc-a-g"];
/// The school year of a generated school.
const YEAR: u32 = 2026;
/// Records of a thousand that are failed, outside of what later courses build on.
const FAILED: u32 = 25;

/// What graduation needs to know of a course: one row of the table beside this file.
struct Fact {
    tags: &'static str,
    group: &'static str,
    /// Clauses, each of courses any one of which will do.
    before: Vec<Vec<usize>>,
    completions: u32,
}

impl Fact {
    fn has(&self, tag: &str) -> bool {
        self.tags.split(';').any(|own| own == tag)
    }
}

fn facts(catalogue: &Catalogue) -> BTreeMap<usize, Fact> {
    let mut facts = BTreeMap::new();
    for line in include_str!("facts.csv").lines().skip(1) {
        let cells: Vec<&'static str> = line.split(',').collect();
        let &[code, tags, group, before, completions] = &cells[..] else { continue };
        let Some(course) = catalogue.find(code) else { continue };
        let clauses = before.split('&').map(|clause| clause.split('|').filter_map(|code| catalogue.find(code)).collect::<Vec<_>>());
        let before = clauses.filter(|clause| !clause.is_empty()).collect();
        facts.insert(course, Fact { tags, group, before, completions: completions.parse().unwrap_or(1) });
    }
    facts
}

/// Adds the tables that graduation needs.
pub(super) fn add(recipe: &Recipe, catalogue: &Catalogue, day: &Day, pupils: &[Pupil], asked: &[Vec<usize>], raw: &mut RawSchool) {
    let mut draw = Draw::new(recipe, 7);
    let writer = Writer { catalogue, day, facts: facts(catalogue), none: Fact { tags: "", group: "", before: Vec::new(), completions: 1 } };
    raw.settings.year = Some(YEAR);
    raw.plans = PLANS.iter().filter_map(|id| crate::plans::find(id)).collect();
    let mut known: BTreeSet<usize> = raw.courses.iter().filter_map(|course| catalogue.find(&course.course)).collect();
    for (at, (pupil, asked)) in pupils.iter().zip(asked).enumerate() {
        let student = student_id(at);
        for past in writer.history(pupil, asked, &mut draw) {
            known.insert(past.course);
            raw.transcripts.push(writer.record(&student, &past));
        }
        // Whoever is set on honors courses is set on university too.
        for plan in PLANS.iter().filter(|_| pupil.honors) {
            raw.student_plans.push(RawStudentPlan { student: student.clone(), plan: (*plan).to_owned() });
        }
        let tagged = |tag: &str| asked.iter().any(|&course| writer.fact(course).has(tag));
        let groups = [("el", "english-learners"), ("support", "support"), ("pathway:health", "health-pathway")];
        for (_, group) in groups.iter().filter(|(tag, _)| tagged(tag)) {
            raw.student_groups.push(RawStudentGroup { student: student.clone(), group: (*group).to_owned() });
        }
    }
    // A prerequisite may name courses that nobody has taken and that are not offered.
    let named: Vec<usize> = known.iter().flat_map(|&course| writer.fact(course).before.iter().flatten().copied()).collect();
    let offered = known.clone();
    known.extend(named);
    // A plan may name any tag, so each is carried by some course, if only one of earlier years.
    for (&course, fact) in &writer.facts {
        if fact.tags.split(';').any(|tag| !known.iter().any(|&other| writer.fact(other).has(tag))) {
            known.insert(course);
        }
    }
    for &course in &known {
        let fact = writer.fact(course);
        raw.catalogue.push(writer.listing(course));
        // Whatever is not offered was taken long ago: nobody asks what came before it.
        for clause in fact.before.iter().filter(|_| offered.contains(&course)) {
            let codes: Vec<&str> = clause.iter().map(|&course| writer.entry(course).code).collect();
            raw.prerequisites.push(RawPrerequisite {
                course: writer.entry(course).code.to_owned(),
                kind: "before".to_owned(),
                any_of: codes.join(";"),
                min_mark: String::new(),
            });
        }
    }
    // A small school has no course for some of them.
    let carried = |tag: &str| known.iter().any(|&course| writer.fact(course).has(tag));
    let offered = |persona: &RawPersona| {
        persona.passed.split([';', '@']).all(|word| catalogue.find(word).is_none_or(|course| known.contains(&course)))
    };
    raw.personas =
        personas().into_iter().filter(|persona| offered(persona) && (persona.needs.is_empty() || carried(&persona.needs))).collect();
}

/// The typical students of a generated school.
fn personas() -> Vec<RawPersona> {
    let persona = |id: &str, title: &str, grade: u32, passed: &str, needs: &str| RawPersona {
        persona: id.to_owned(),
        title: title.to_owned(),
        grade,
        plans: String::new(),
        passed: passed.to_owned(),
        needs: needs.to_owned(),
    };
    vec![
        persona("entering", "Enters grade 9 on track", 9, "", ""),
        persona("behind", "Enters grade 9 behind in mathematics", 9, "", "below-grade"),
        persona("learner", "English learner who enters in grade 9", 9, "", "el"),
        persona("service", "Needs a support period every year", 9, "", "support"),
        persona("pathway", "Takes a course of a career pathway every year", 9, "", "cte"),
        persona(
            "transfer",
            "Comes in grade 11 with two years of electives short",
            11,
            "ENG9@9;ENG10@10;ALG1@9;GEOM@10;BIO@9;WORLD@10;PE9@9",
            "",
        ),
    ]
}

/// A course taken before.
struct Past {
    course: usize,
    grade: u32,
    mark: &'static str,
}

/// What one student has taken, while it is put together.
struct History {
    /// Grade by course.
    taken: BTreeMap<usize, u32>,
    /// Units of the day filled in grades 9, 10 and 11.
    filled: [u32; 3],
    /// Courses that others build on.
    needed: BTreeSet<usize>,
}

struct Writer<'a> {
    catalogue: &'a Catalogue,
    day: &'a Day,
    facts: BTreeMap<usize, Fact>,
    none: Fact,
}

impl Writer<'_> {
    fn entry(&self, course: usize) -> &Entry {
        &self.catalogue.entries[course]
    }

    fn fact(&self, course: usize) -> &Fact {
        self.facts.get(&course).unwrap_or(&self.none)
    }

    fn width(&self, course: usize) -> u32 {
        self.day.width(self.day.form(self.entry(course)))
    }

    fn listing(&self, course: usize) -> RawListing {
        let (entry, fact) = (self.entry(course), self.fact(course));
        RawListing {
            course: entry.code.to_owned(),
            title: entry.title.to_owned(),
            subject: entry.subject.to_owned(),
            credits: Some(credits(self.day.form(entry))),
            tags: fact.tags.to_owned(),
            group: fact.group.to_owned(),
            lowest_grade: Some(entry.low),
            highest_grade: Some(entry.high).filter(|_| fact.has("below-grade")),
            completions: Some(fact.completions).filter(|&count| count > 1),
            ..RawListing::default()
        }
    }

    fn record(&self, student: &str, past: &Past) -> RawRecord {
        // What was learnt before grade 9 earns no credit here.
        let credits = if past.grade < 9 { Some(0) } else { None };
        RawRecord {
            student: student.to_owned(),
            course: self.entry(past.course).code.to_owned(),
            grade: Some(past.grade),
            mark: past.mark.to_owned(),
            credits,
            ..RawRecord::default()
        }
    }

    /// What a student has taken: first what this year's courses build on, then the programme of each
    /// grade, then electives until the days are full, or nearly.
    fn history(&self, pupil: &Pupil, asked: &[usize], draw: &mut Draw) -> Vec<Past> {
        let mut past = History { taken: BTreeMap::new(), filled: [0; 3], needed: BTreeSet::new() };
        for &course in asked {
            self.build_on(course, pupil.grade, asked, &mut past);
        }
        for grade in 9..pupil.grade {
            self.programme(pupil, grade, asked, &mut past);
        }
        let electives: Vec<usize> =
            (0..self.catalogue.entries.len()).filter(|&at| self.entry(at).kind == Kind::Elective && self.entry(at).rank <= 3).collect();
        for grade in 9..pupil.grade {
            let free = u32::from(draw.chance(150));
            for _ in 0..24 {
                let course = electives[draw.below(electives.len())];
                let fits = self.entry(course).low <= grade && self.fact(course).before.is_empty() && !asked.contains(&course);
                if fits && past.filled[(grade - 9) as usize] + self.width(course) + free <= self.day.units as u32 {
                    self.take(course, grade, &mut past);
                }
            }
        }
        let mut records: Vec<Past> = Vec::new();
        for (&course, &grade) in &past.taken {
            let fails = !past.needed.contains(&course) && grade >= 9 && draw.chance(if pupil.honors { FAILED / 5 } else { FAILED });
            let marks: &[(&str, u64)] = match (fails, pupil.honors) {
                (true, _) => &[("F", 1)],
                (_, true) => &[("A", 50), ("B", 38), ("C", 12)],
                (_, false) => &[("A", 28), ("B", 36), ("C", 28), ("D", 8)],
            };
            let weights: Vec<u64> = marks.iter().map(|mark| mark.1).collect();
            let mark = draw.weighted(&weights).map_or("C", |at| marks[at].0);
            records.push(Past { course, grade, mark });
        }
        records.sort_by_key(|record| record.grade);
        records
    }

    /// Puts what a course builds on into the grades before it.
    fn build_on(&self, course: usize, grade: u32, asked: &[usize], past: &mut History) {
        for clause in &self.fact(course).before {
            if let Some(&have) = clause.iter().find(|have| past.taken.get(have).is_some_and(|&when| when < grade)) {
                past.needed.insert(have);
                continue;
            }
            let Some(&choice) = clause.iter().find(|choice| !asked.contains(choice)) else { continue };
            self.take(choice, grade - 1, past);
            past.needed.insert(choice);
            self.build_on(choice, grade - 1, asked, past);
        }
    }

    /// English, mathematics, science, social studies, physical education, language and arts of one grade.
    fn programme(&self, pupil: &Pupil, grade: u32, asked: &[usize], past: &mut History) {
        let at = (grade - 9).min(2) as usize;
        let pick = |pair: [&'static str; 2]| pair[usize::from(pupil.honors)];
        let lines: [(&str, &str); 7] = [
            ("english", pick([["ENG9", "ENG9H"], ["ENG10", "ENG10H"], ["ENG11", "APLANG"]][at])),
            ("math", ["ALG1", "GEOM", "ALG2"][at]),
            ("science", pick([["BIO", "BIOH"], ["CHEM", "CHEMH"], ["PHYS", "PHYSH"]][at])),
            ("social-studies", pick([["WGEO", "APHUG"], ["WORLD", "APWRLD"], ["USH", "APUSH"]][at])),
            ("pe", ["PE9", "HFIT10", ""][at]),
            ("world-language", ["SPAN1", "SPAN2", ""][at]),
            ("arts", ["", "ART1", "CERAM1"][at]),
        ];
        for (line, code) in lines {
            let Some(course) = self.catalogue.find(code) else { continue };
            let own = past.taken.iter().filter(|&(&have, _)| self.fact(have).has(line));
            let has_line = match line {
                // A year of it is enough.
                "arts" => own.map(|(&have, _)| self.width(have)).sum::<u32>() >= self.day.width(Form::Plain),
                _ => own.into_iter().any(|(_, &when)| when == grade),
            };
            let ready = |clause: &Vec<usize>| clause.iter().any(|have| past.taken.get(have).is_some_and(|&when| when < grade));
            let again = asked.contains(&course) && self.fact(course).completions == 1;
            if !has_line && !again && self.fact(course).before.iter().all(ready) {
                self.take(course, grade, past);
            }
        }
    }

    fn take(&self, course: usize, grade: u32, past: &mut History) {
        if past.taken.contains_key(&course) {
            return;
        }
        past.taken.insert(course, grade);
        if let Some(filled) = grade.checked_sub(9).and_then(|at| past.filled.get_mut(at as usize)) {
            *filled += self.width(course);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_facts_names_courses_of_the_catalogue() {
        let catalogue = Catalogue::read();
        let rows = include_str!("facts.csv").lines().skip(1).count();
        assert_eq!(facts(&catalogue).len(), rows);
        for line in include_str!("facts.csv").lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            assert_eq!(cells.len(), 5, "{line}");
            assert!(cells[3].split(['&', '|']).all(|code| code.is_empty() || catalogue.find(code).is_some()), "{line}");
            assert!(cells[4].parse::<u32>().is_ok_and(|count| count > 0), "{line}");
        }
    }
}
