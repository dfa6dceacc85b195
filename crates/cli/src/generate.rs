//! `mortarboard generate`: an example school in which no person is real.

use crate::args::{Format, Generate};
use crate::audit::Size;
use crate::end::End;
use crate::envelope::{self, Form, Known};
use crate::failure::Failure;
use crate::{folder, print};
use mortarboard_io::folder as school_folder;
use mortarboard_io::generate;
use mortarboard_io::generate::{Recipe, TimeStructure};
use mortarboard_model::School;
use serde::Serialize;

#[derive(Serialize)]
struct Generated {
    seed: u64,
    time_structure: TimeStructure,
    size: Size,
    out: String,
}

/// Makes up a school.
pub(crate) fn run(args: &Generate, format: Format) -> Result<End, Failure> {
    folder::free(&args.out)?;
    let mut recipe = Recipe::new(args.students, args.seed);
    recipe.time = args.time_structure;
    recipe.graduation = args.graduation;
    let raw = generate::school(&recipe);
    let school = School::try_from(&raw).map_err(|faults| Failure::from(mortarboard_run::Error::from(faults)))?;
    let known = Known::new(&school, mortarboard_io::digest(&raw));
    school_folder::write(&raw, &args.out).map_err(|error| Failure::unwritten(&error).of(&known))?;
    let generated = Generated {
        seed: args.seed,
        time_structure: args.time_structure,
        size: Size::of(&school),
        out: args.out.to_string_lossy().into_owned(),
    };
    match format {
        Format::Json => print::json(&envelope::begin(Form::Generate, End::Ok, Some(&known)).with(&generated)),
        Format::Text => print::out(&format!("Written to {}: {}.\n", args.out.display(), generated.size.sentence())),
    }
    Ok(End::Ok)
}
