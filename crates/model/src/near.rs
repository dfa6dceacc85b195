//! The known name that a wrong one was probably meant to be.
//!
//! Offices lose leading zeros to spreadsheets and pick up invisible characters by copying. A name that differs from a known
//! one only in such things is told apart from one with slips of the pen, whose number is the distance of optimal string
//! alignment.

use std::collections::BTreeSet;

/// Longest name, in characters, that is compared: nobody means a longer one.
const LONGEST: usize = 40;

/// The known name that is nearest to `name`, if one is near: first one that differs only in what [`apart`] names, then the one
/// with the fewest letters added, dropped, changed or swapped, if they are few. O(names x length²).
///
/// ```
/// use mortarboard_model::near::nearest;
/// assert_eq!(nearest("max_seat", ["title", "max_seats"]), Some("max_seats"));
/// assert_eq!(nearest("0042", ["43", "42"]), Some("42"));
/// assert_eq!(nearest("birthday", ["title", "max_seats"]), None);
/// ```
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let bare = bare(name);
    if bare.chars().count() > LONGEST {
        return None;
    }
    let scored = known.into_iter().filter(|known| *known != name).filter_map(|known| {
        let other = self::bare(known);
        if other == bare {
            return Some((0, known));
        }
        // Texts whose lengths differ by more than the limit are not compared letter by letter.
        let most = 1 + other.chars().count() / 5;
        let near = bare.chars().count().abs_diff(other.chars().count()) <= most;
        let slips = near.then(|| strsim::osa_distance(&bare, &other)).filter(|&slips| slips <= most && slips < other.chars().count())?;
        Some((slips, known))
    });
    scored.min().map(|(_, known)| known)
}

/// In which respects two different names are the same but for these, such as `letter case`; none if they differ in more.
///
/// ```
/// use mortarboard_model::near::apart;
/// assert_eq!(apart("007", "7").as_deref(), Some("leading zeros"));
/// assert_eq!(apart("art\u{200b}", "ART").as_deref(), Some("invisible or wide characters and letter case"));
/// assert_eq!(apart("ART", "ARTS"), None);
/// ```
pub fn apart(a: &str, b: &str) -> Option<String> {
    if a == b || bare(a) != bare(b) {
        return None;
    }
    let mut in_what = Vec::new();
    let (mut a, mut b) = (a.to_owned(), b.to_owned());
    type Step = (&'static str, fn(&str) -> String);
    let steps: [Step; 3] =
        [("invisible or wide characters", plain), ("letter case", |text| text.to_lowercase()), ("leading zeros", without_zeros)];
    for (what, step) in steps {
        let (next_a, next_b) = (step(&a), step(&b));
        // A step matters where it brings the two nearer: without it they would stay apart.
        if strsim::osa_distance(&a, &b) > strsim::osa_distance(&next_a, &next_b) {
            in_what.push(what);
        }
        (a, b) = (next_a, next_b);
    }
    Some(in_what.join(" and "))
}

/// A name without what people don't see or don't mean: invisible and wide characters, letter case and leading zeros.
///
/// ```
/// assert_eq!(mortarboard_model::near::bare("\u{feff}S0017 "), "s17");
/// ```
pub fn bare(name: &str) -> String {
    without_zeros(&plain(name).to_lowercase())
}

/// Characters that take no room in a line: soft hyphens, joiners, direction marks, byte order marks.
///
/// ```
/// assert!(mortarboard_model::near::is_invisible('\u{200b}') && !mortarboard_model::near::is_invisible('-'));
/// ```
pub fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Without blanks and invisible characters, and wide forms of ASCII as ASCII.
fn plain(name: &str) -> String {
    let wide = |sign: char| match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        other => other,
    };
    name.chars().filter(|&sign| !sign.is_whitespace() && !sign.is_control() && !is_invisible(sign)).map(wide).collect()
}

/// Each run of digits without the zeros that lead it; one zero stays of a run of zeros.
fn without_zeros(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut signs = name.chars().peekable();
    let mut inside = false;
    while let Some(sign) = signs.next() {
        let more = signs.peek().is_some_and(char::is_ascii_digit);
        if sign == '0' && !inside && more {
            continue;
        }
        inside = sign.is_ascii_digit();
        text.push(sign);
    }
    text
}

/// What to do about an id that is not known: the cause and the fix, with the near ids that may be named.
pub(crate) struct Known<'a> {
    /// The ids.
    ids: BTreeSet<&'a str>,
    /// The ids by their bare form.
    bare: std::collections::BTreeMap<String, &'a str>,
    /// Whether they are ids of people, of whom only what is the same id may be named.
    people: bool,
}

impl<'a> Known<'a> {
    pub(crate) fn new(ids: impl Iterator<Item = &'a str>, people: bool) -> Self {
        let ids: BTreeSet<&str> = ids.filter(|id| !id.trim().is_empty()).collect();
        let bare = ids.iter().map(|&id| (self::bare(id), id)).collect();
        Known { ids, bare, people }
    }

    /// The near id, and in what alone it differs, where that can be said.
    pub(crate) fn near(&self, id: &str) -> Option<(&'a str, Option<String>)> {
        if let Some(&known) = self.bare.get(&bare(id)).filter(|known| **known != id) {
            return Some((known, apart(id, known)));
        }
        if self.people { None } else { nearest(id, self.ids.iter().copied()).map(|known| (known, None)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen_are_recognised() {
        let columns = ["course", "max_seats", "title"];
        assert_eq!(nearest("max_seat", columns), Some("max_seats"));
        assert_eq!(nearest("MaxSeats", columns), Some("max_seats"));
        assert_eq!(nearest("Course", columns), Some("course"));
        assert_eq!(nearest("corse", columns), Some("course"));
        assert_eq!(nearest("birthday", columns), None);
        assert_eq!(nearest(&"x".repeat(500), columns), None);
        assert_eq!(nearest("b", ["a", "P1"]), None, "of one letter, nothing is left");
    }

    #[test]
    fn what_alone_differs_is_said() {
        for (a, b, what) in [
            ("S0017", "S17", "leading zeros"),
            ("ENG09-1", "ENG9-01", "leading zeros"),
            ("art", "ART", "letter case"),
            ("A\u{a0}", "A", "invisible or wide characters"),
            ("\u{feff}A", "A", "invisible or wide characters"),
            ("\u{ff21}\u{ff11}", "A1", "invisible or wide characters"),
            ("a\u{200b}01", "A1", "invisible or wide characters and letter case and leading zeros"),
        ] {
            assert_eq!(apart(a, b).as_deref(), Some(what), "{a:?} {b:?}");
            assert_eq!(nearest(a, ["zzz", b]), Some(b));
        }
        assert_eq!(apart("A10", "A1"), None);
        assert_eq!((bare("0"), bare("000"), bare("100")), ("0".to_owned(), "0".to_owned(), "100".to_owned()));
    }

    #[test]
    fn of_people_only_the_same_id_is_named() {
        let known = Known::new(["S0017", "S0018"].into_iter(), true);
        assert_eq!(known.near("s17").map(|(id, _)| id), Some("S0017"));
        assert_eq!(known.near("S0019"), None);
        assert_eq!(Known::new(["ENG9"].into_iter(), false).near("ENG8"), Some(("ENG9", None)));
    }
}
