//! Lists of words as sentences have them.

/// `a`, `a and b`, `a, b and c`.
///
/// ```
/// use mortarboard_model::text::and;
/// assert_eq!(and(&["ART"]), "ART");
/// assert_eq!(and(&["ART", "BIO", "CHEM"]), "ART, BIO and CHEM");
/// assert_eq!(and::<&str>(&[]), "");
/// ```
pub fn and<S: AsRef<str>>(words: &[S]) -> String {
    joined(words, "and")
}

/// `a`, `a or b`, `a, b or c`.
///
/// ```
/// use mortarboard_model::text::or;
/// assert_eq!(or(&["ART", "BIO"]), "ART or BIO");
/// ```
pub fn or<S: AsRef<str>>(words: &[S]) -> String {
    joined(words, "or")
}

fn joined<S: AsRef<str>>(words: &[S], by: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {by} {}", first.join(", "), last.as_ref())
        }
    }
}
