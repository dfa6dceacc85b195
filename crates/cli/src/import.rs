//! `mortarboard import`: another system's tables into a school folder.

use crate::args::{Format, Import};
use crate::audit::Size;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{folder, print};
use mortarboard::io::folder as school_folder;
use mortarboard::io::import::{self, Report};
use serde::Serialize;

#[derive(Serialize)]
struct Imported<'a> {
    status: &'static str,
    school: Size,
    report: &'a Report,
    out: String,
}

/// Imports the tables of another system.
pub(crate) fn run(args: &Import, format: Format) -> Result<Exit, Failure> {
    folder::free(&args.out)?;
    let without: Vec<&str> = args.without.iter().map(String::as_str).collect();
    let (found, school) = import::load(&args.map, &args.from, &without)
        .map_err(|faults| Failure::input(format!("{} can't be imported by {}", args.from.display(), args.map.display()), faults))?;
    school_folder::write(&found.raw, &args.out).map_err(|cause| Failure::output(cause.to_string()))?;
    let imported =
        Imported { status: "ok", school: Size::of(&school), report: &found.report, out: args.out.to_string_lossy().into_owned() };
    match format {
        Format::Json => print::json(&imported),
        Format::Text => {
            print::out(&format!("{}Written to {}: {}.\n", found.report, args.out.display(), imported.school.sentence()));
        }
    }
    Ok(Exit::Done)
}
