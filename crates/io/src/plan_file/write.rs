//! Writing plan files.

use super::PLAN;
use super::field::Keyed;
use mortarboard_model::graduation::raw::RawPlan;

/// The plan as TOML, without the keys that say what leaving them out means. Reading it gives the plan again.
///
/// ```
/// use mortarboard_io::plan_file;
/// let text = "plan = \"diploma\"\nrequire = [\n  { id = \"math\", credits = 30, from = [{ tag = [\"math\"] }] },\n]\n";
/// assert_eq!(plan_file::write(&plan_file::read(text).unwrap()), text);
/// ```
pub fn write(plan: &RawPlan) -> String {
    let keys = PLAN.keys.iter().zip(plan.fields());
    keys.filter_map(|(key, field)| field.write(0).map(|value| format!("{} = {value}\n", key.name))).collect()
}
