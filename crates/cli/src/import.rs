//! `mortarboard import`: another system's tables into a school folder.

use crate::args::{Format, Import};
use crate::audit::Size;
use crate::end::End;
use crate::envelope::{self, Form, Known};
use crate::failure::Failure;
use crate::{folder, print};
use mortarboard_io::folder as school_folder;
use mortarboard_io::import;
use mortarboard_io::import::Report;
use serde::Serialize;

#[derive(Serialize)]
struct Imported<'a> {
    size: Size,
    report: &'a Report,
    out: String,
}

/// Imports the tables of another system.
pub(crate) fn run(args: &Import, format: Format) -> Result<End, Failure> {
    folder::free(&args.out)?;
    let without: Vec<&str> = args.without.iter().map(String::as_str).collect();
    let (found, school) = import::load(&args.map, &args.from, &without)
        .map_err(|faults| Failure::input(format!("{} can't be imported by {}", args.from.display(), args.map.display()), faults))?;
    let known = Known::new(&school, mortarboard_io::digest(&found.raw));
    school_folder::write(&found.raw, &args.out).map_err(|error| Failure::unwritten(&error).of(&known))?;
    let imported = Imported { size: Size::of(&school), report: &found.report, out: args.out.to_string_lossy().into_owned() };
    match format {
        Format::Json => print::json(&envelope::begin(Form::Import, End::Ok, Some(&known)).with(&imported)),
        Format::Text => {
            print::out(&format!("{}Written to {}: {}.\n", found.report, args.out.display(), imported.size.sentence()));
        }
    }
    Ok(End::Ok)
}
