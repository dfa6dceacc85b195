use super::*;
use mortarboard_model::School;
use std::collections::BTreeMap;

#[test]
#[ignore]
fn table() {
    for time in TimeStructure::ALL {
        for students in [150, 400, 850, 1600, 2500, 4000, 8000] {
            let t = std::time::Instant::now();
            let (raw, w) = witness(&Recipe { students, time, ..Recipe::default() });
            let el = t.elapsed();
            let s = School::try_from(&raw).map_err(|f| format!("{:?}", &f.0[..f.0.len().min(3)])).unwrap();
            let courses = raw.courses.len();
            let single = raw.courses.iter().filter(|c| c.sections == Some(1)).count();
            let sections = s.sections().len();
            let asked = raw.requests.iter().filter(|r| r.priority != "alternate").count();
            let seats: u32 = s.sections().values().map(|x| x.max_seats).sum();
            let fte: u32 = raw.teachers.iter().map(|t| t.max_sections.unwrap()).sum();
            let load: u32 = raw.courses.iter().map(|c| c.load.unwrap_or(1000) * c.sections.unwrap()).sum();
            let mut hist: BTreeMap<usize, usize> = BTreeMap::new();
            for st in s.students().values() { *hist.entry(st.requests.len()-2.min(st.requests.len())).or_default() += 1; }
            let preps = raw.teachers.iter().filter(|t| t.max_preps > Some(3)).count();
            println!("{time:?} {students}: courses {courses} single {single} ({}%) sections {sections} ({}% single) req {asked} ({:.2}/st, {:.1}/sec) seats {:.3} teachers {} (1:{:.1}) load {load}/{fte}000 preps>3 {preps} rooms {} met {:.3}% unmet {} {:?} {:?}",
                single*100/courses, single*100/sections, asked as f64/students as f64, asked as f64/sections as f64, seats as f64/asked as f64, raw.teachers.len(), students as f64/raw.teachers.len() as f64, raw.rooms.len(), w.rosters.len() as f64*100.0/asked as f64, asked-w.rosters.len(), el, hist);
        }
    }
}
