//! Whole schools, from file to verified schedule: how many requests, how soon, in how much memory.
//!
//! `cargo bench --bench schools` runs everything (about ten minutes), `-- NAME` only the cases whose
//! name holds NAME, `-- --test` a short run of the smallest ones. Every schedule is verified before it is
//! counted. Quality at a fixed amount of work is exact and is compared with `benches/baseline.json` to the
//! request; times are compared with room for noise. `-- --bless` writes the baseline anew.

#[path = "schools/baseline.rs"]
mod baseline;
#[path = "schools/cases.rs"]
mod cases;
#[path = "schools/measure.rs"]
mod measure;
#[path = "schools/reach.rs"]
mod reach;

use baseline::Baseline;
use measure::Figure;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let smoke = args.iter().any(|arg| arg == "--test");
    let bless = args.iter().any(|arg| arg == "--bless");
    let wanted: Vec<&String> = args.iter().filter(|arg| !arg.starts_with("--")).collect();
    let mut figures: Vec<Figure> = Vec::new();
    for case in cases::all(smoke) {
        if wanted.is_empty() || wanted.iter().any(|name| case.name.contains(name.as_str())) {
            println!("\n{}", case.name);
            let found = (case.run)();
            found.iter().for_each(|figure| println!("  {figure}"));
            figures.extend(found);
        }
    }
    if smoke {
        println!("\nsmoke run: nothing is compared");
        return;
    }
    let mut baseline = Baseline::read();
    println!("\nagainst the baseline");
    let regressed = baseline.compare(&figures);
    if bless {
        baseline.take(&figures);
        baseline.write();
        println!("  baseline written");
    } else if regressed > 0 {
        println!("  {regressed} regressed");
        std::process::exit(1);
    }
}
