//! What tells one school from another.

use mortarboard_model::raw::RawSchool;
use sha2::{Digest, Sha256};

/// The SHA-256 (FIPS 180-4) of a school with all its settings, in 64 hexadecimal digits: of its JSON, so that the order of
/// columns and the form of the files are no matter, and the order of rows is. O(bytes).
///
/// ```
/// use mortarboard_io::digest;
/// use mortarboard_model::raw::{RawSchool, RawStudent};
/// let mut raw = RawSchool::default();
/// let before = digest(&raw);
/// assert_eq!(before.len(), 64);
/// raw.students.push(RawStudent { student: "s1".into(), ..Default::default() });
/// assert_ne!(digest(&raw), before);
/// ```
pub fn digest(raw: &RawSchool) -> String {
    // Plain data of strings and numbers can always be written.
    let bytes = serde_json::to_vec(raw).unwrap_or_default();
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
