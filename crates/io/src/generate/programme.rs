//! What each student is set on before electives: the grade's core, and commitments over several years.

use super::Recipe;
use super::TimeStructure;
use super::catalogue::{Catalogue, Kind};
use super::day::Day;
use super::draw::Draw;

/// A student in the making.
#[derive(Clone, Debug)]
pub(super) struct Pupil {
    pub(super) grade: u32,
    /// Takes honors and AP courses.
    pub(super) honors: bool,
    /// Subject of most electives.
    pub(super) interest: &'static str,
    /// Courses of the core and of the commitments, most urgent first.
    pub(super) wants: Vec<usize>,
    /// Units of the day that stay free on purpose.
    pub(super) free: u32,
}

const INTERESTS: [&str; 9] = [
    "Visual Arts",
    "Performing Arts",
    "Music",
    "Career Technical",
    "Career Technical",
    "Computer Science",
    "Social Studies",
    "Science",
    "Physical Education",
];

/// Languages by the school size from which they are taught, with their share of learners.
const LANGUAGES: [(&str, u32, u64); 9] = [
    ("SPAN", 0, 50),
    ("FREN", 300, 17),
    ("ASL", 1100, 10),
    ("MAND", 1500, 9),
    ("GERM", 2000, 7),
    ("JAPN", 2600, 7),
    ("LATN", 3300, 6),
    ("ITAL", 4500, 6),
    ("KORE", 6000, 6),
];

/// Draws the students and what they are set on; courses asked for by too few give way to others.
pub(super) fn pupils(recipe: &Recipe, catalogue: &Catalogue, day: &Day) -> Vec<Pupil> {
    let mut draw = Draw::new(recipe, 1);
    let students = recipe.students();
    let mut pupils: Vec<Pupil> = Vec::new();
    // Classes shrink a little from year to year.
    let upto = [270, 527, 768, 1000].map(|share| students * share / 1000);
    for at in 0..students {
        let grade = 9 + upto.iter().filter(|&&end| at >= end).count() as u32;
        let mut pupil = Pupil { grade, honors: false, interest: INTERESTS[draw.below(INTERESTS.len())], wants: Vec::new(), free: 0 };
        pupil.honors = draw.chance(320);
        let reduced = grade == 12 && draw.chance(120);
        if reduced {
            pupil.free = if recipe.time == TimeStructure::Semesters { 2 } else { 1 };
        }
        let mut room = (day.units as u32).saturating_sub(pupil.free);
        for code in core(recipe, &pupil, &mut draw).into_iter().chain(commitments(recipe, &pupil, &mut draw)) {
            let Some(course) = catalogue.find(&code).filter(|course| !pupil.wants.contains(course)) else { continue };
            // Nobody is set on more than the day holds.
            let width = day.width(day.form(&catalogue.entries[course]));
            if width <= room {
                room -= width;
                pupil.wants.push(course);
            }
        }
        pupils.push(pupil);
    }
    let fewest = if students < 300 { 14 } else { 10 };
    merge_small(catalogue, &mut pupils, fewest);
    pupils
}

/// The required programme of a grade, by track.
fn core(recipe: &Recipe, pupil: &Pupil, draw: &mut Draw) -> Vec<String> {
    let honors = pupil.honors && draw.chance(880);
    let pick = |regular: &'static str, high: &'static str| if honors { high } else { regular };
    let tight = recipe.time == TimeStructure::SixPeriod;
    let halves = recipe.time == TimeStructure::Semesters;
    let mut codes: Vec<&str> = Vec::new();
    let mathematics = mathematics(pupil, honors, draw);
    match pupil.grade {
        9 => {
            codes.extend([pick("ENG9", "ENG9H"), mathematics, if draw.chance(120) { "EARTH" } else { pick("BIO", "BIOH") }, "PE9"]);
            if !tight || draw.chance(500) {
                codes.push(pick("WGEO", "APHUG"));
            }
        }
        10 => {
            let science = if draw.chance(150) { "BIO" } else { pick("CHEM", "CHEMH") };
            codes.extend([pick("ENG10", "ENG10H"), mathematics, science, pick("WORLD", "APWRLD")]);
            if draw.chance(if tight { 600 } else { 850 }) {
                codes.extend(if halves { &["HEALTH", "FIT10"][..] } else { &["HFIT10"] });
            }
        }
        11 => {
            codes.extend([pick("ENG11", "APLANG"), pick("USH", "APUSH")]);
            if draw.chance(930) {
                codes.push(mathematics);
            }
            if draw.chance(860) {
                codes.push(match (honors, draw.below(10)) {
                    (true, 0..3) => "APCHEM",
                    (true, 3..5) => "APBIO",
                    (true, 5..7) => "APPHYS",
                    (true, _) => "PHYSH",
                    (false, 0..5) => "PHYS",
                    (false, 5..8) => "ANAT",
                    (false, _) => "CHEM",
                });
            }
        }
        _ => {
            codes.push(if draw.chance(250) { "EXPOS" } else { pick("ENG12", "APLIT") });
            match (honors && draw.chance(700), halves) {
                (true, _) => codes.push("APGOV"),
                (false, true) => codes.extend(["GOV", "ECON"]),
                (false, false) => codes.push("GOVECO"),
            }
            if draw.chance(if pupil.honors { 850 } else { 600 }) {
                codes.push(mathematics);
            }
            if draw.chance(if pupil.honors { 750 } else { 400 }) {
                codes.push(match (honors, draw.below(10)) {
                    (true, 0..3) => "APBIO",
                    (true, 3..5) => "APCHEM",
                    (true, 5..7) => "APPHYC",
                    (true, _) => "APENV",
                    (false, 0..4) => "ANAT",
                    (false, 4..7) => "PHYS",
                    (false, 7) => "APENV",
                    (false, _) => "EARTH",
                });
            }
        }
    }
    codes.into_iter().map(str::to_owned).collect()
}

/// Mathematics goes up one level a year from where the student stood in grade 9.
fn mathematics(pupil: &Pupil, honors: bool, draw: &mut Draw) -> &'static str {
    let start = match (honors, draw.below(10)) {
        (true, 0..2) | (false, 0..7) => 0,
        (true, 2..8) | (false, _) => 1,
        (true, _) => 2,
    };
    match (start + pupil.grade - 9, honors) {
        (0, _) => "ALG1",
        (1, false) => "GEOM",
        (1, true) => "GEOMH",
        (2, false) => "ALG2",
        (2, true) => "ALG2H",
        (3, true) => "PRECALH",
        (3, false) => ["PRECALC", "STATS", "FINALG"][draw.below(3)],
        (4, true) => ["CALCAB", "CALCAB", "CALCBC"][draw.below(3)],
        (4, false) => ["STATS", "APSTAT", "FINALG", "CALCAB"][draw.below(4)],
        (_, _) => ["CALCBC", "APSTAT", "MULTIV"][draw.below(3)],
    }
}

/// Languages, ensembles and support programmes.
fn commitments(recipe: &Recipe, pupil: &Pupil, draw: &mut Draw) -> Vec<String> {
    let students = recipe.students() as u32;
    let year = pupil.grade - 9;
    let mut codes = Vec::new();
    if draw.chance(70) {
        codes.push(match pupil.grade {
            9 => "STUDY9".to_owned(),
            10 => "STUDY".to_owned(),
            _ => "STUDYU".to_owned(),
        });
    } else if students >= 700 && draw.chance(40) {
        codes.push(format!("ELD{}", 1 + (draw.below(3) as u32 + year).min(2)));
    } else if students >= 350 && draw.chance(80) {
        codes.push(format!("AVID{}", pupil.grade));
    }
    if pupil.grade == 9 && !pupil.honors && students >= 350 && draw.chance(150) {
        codes.push("ALGLAB".to_owned());
    }
    let music = draw.chance(170);
    if music {
        codes.push(ensemble(students, year, draw).to_owned());
    }
    let tight = recipe.time == TimeStructure::SixPeriod;
    let share = match (tight, pupil.grade) {
        (true, 9 | 10) => 450,
        (true, 11) => 330,
        (true, _) => 130,
        (false, 9) => 680,
        (false, 10) => 620,
        (false, 11) => 430,
        (false, _) => 190,
    };
    let room = if tight { codes.is_empty() } else { codes.len() < 2 };
    if room && draw.chance(if pupil.honors { share + 150 } else { share }) {
        let taught: Vec<&(&str, u32, u64)> = LANGUAGES.iter().filter(|language| language.1 <= students).collect();
        let weights: Vec<u64> = taught.iter().map(|language| language.2).collect();
        let language = draw.weighted(&weights).map_or("SPAN", |at| taught[at].0);
        // Some began before grade 9, some a year late.
        let level = (1 + year + u32::from(draw.chance(200))).saturating_sub(u32::from(year > 0 && draw.chance(200)));
        let (top, last) = if language == "ASL" || language == "KORE" { (format!("{language}5"), 4) } else { (format!("AP{language}"), 4) };
        codes.push(if level > last || (level == last && pupil.honors && draw.chance(400)) { top } else { format!("{language}{level}") });
    }
    codes
}

fn ensemble(students: u32, year: u32, draw: &mut Draw) -> &'static str {
    let advanced = year >= 2 || (year == 1 && draw.chance(400));
    match (draw.below(10), advanced) {
        (0..4, false) => "CBAND",
        (0..4, true) if draw.chance(400) => "WINDE",
        (0..4, true) => "SBAND",
        (4..6, false) if students >= 700 => "SORCH",
        (4..6, true) if students >= 700 => "CORCH",
        (4..8, false) => "CHOIR",
        (_, false) => "TCHOIR",
        (_, true) if draw.chance(500) => "CSING",
        (_, true) => "CHOIR",
    }
}

/// Courses that too few ask for are not offered: the smallest gives way first, to its substitute where
/// it has one.
fn merge_small(catalogue: &Catalogue, pupils: &mut [Pupil], fewest: usize) {
    loop {
        let mut demand = vec![0; catalogue.entries.len()];
        for pupil in pupils.iter() {
            pupil.wants.iter().for_each(|&course| demand[course] += 1);
        }
        // A grade's own required course is held however few there are.
        let may_go = |course: &usize| catalogue.entries[*course].instead.is_some() || catalogue.entries[*course].kind != Kind::Core;
        let few = (0..demand.len()).filter(|course| (1..fewest).contains(&demand[*course]) && may_go(course));
        let Some(small) = few.min_by_key(|&course| demand[course]) else { return };
        let entry = &catalogue.entries[small];
        for pupil in pupils.iter_mut() {
            let Some(at) = pupil.wants.iter().position(|&course| course == small) else { continue };
            match entry.instead.filter(|instead| !pupil.wants.contains(instead)) {
                Some(instead) => pupil.wants[at] = instead,
                None => drop(pupil.wants.remove(at)),
            }
        }
    }
}
