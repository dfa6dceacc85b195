//! `mortarboard generate`: an example school in which no person is real.

use crate::args::{Format, Generate};
use crate::audit::Size;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{folder, print};
use mortarboard::School;
use mortarboard::io::folder as school_folder;
use mortarboard::io::generate::{self, Recipe, TimeStructure};
use serde::Serialize;

#[derive(Serialize)]
struct Generated {
    status: &'static str,
    seed: u64,
    time_structure: TimeStructure,
    school: Size,
    out: String,
}

/// Makes up a school.
pub(crate) fn run(args: &Generate, format: Format) -> Result<Exit, Failure> {
    folder::free(&args.out)?;
    let mut recipe = Recipe::new(args.students, args.seed);
    recipe.time = args.time_structure;
    recipe.graduation = args.graduation;
    let raw = generate::school(&recipe);
    let school = School::try_from(&raw).map_err(|faults| Failure::from(mortarboard::Error::from(faults)))?;
    school_folder::write(&raw, &args.out).map_err(|cause| Failure::output(cause.to_string()))?;
    let generated = Generated {
        status: "ok",
        seed: args.seed,
        time_structure: args.time_structure,
        school: Size::of(&school),
        out: args.out.to_string_lossy().into_owned(),
    };
    match format {
        Format::Json => print::json(&generated),
        Format::Text => print::out(&format!("Written to {}: {}.\n", args.out.display(), generated.school.sentence())),
    }
    Ok(Exit::Done)
}
