//! Everything the program prints passes here.

use crate::envelope::Object;
use serde::Serialize;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether something that was to go to standard output is lost.
static LOST: AtomicBool = AtomicBool::new(false);

/// Writes text to standard output. A reader that has gone away (`| head`) is no failure of ours; a full disk is, and
/// [`lost`] remembers it.
pub(crate) fn out(text: &str) {
    let written = io::stdout().lock().write_all(text.as_bytes()).and_then(|()| io::stdout().flush());
    if written.is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe) {
        LOST.store(true, Ordering::Relaxed);
    }
}

/// Writes text to standard error. Nobody is left to be told when that fails.
pub(crate) fn err(text: &str) {
    drop(io::stderr().lock().write_all(text.as_bytes()));
}

/// Whether an answer could not be written to standard output, although somebody reads it.
pub(crate) fn lost() -> bool {
    LOST.load(Ordering::Relaxed)
}

/// Writes one JSON object and a line end to standard output. There is none without an envelope.
pub(crate) fn json<T: Serialize>(object: &Object<'_, T>) {
    out(&pretty(object));
}

/// A JSON object over several lines, ending with a line end.
pub(crate) fn pretty<T: Serialize>(object: &T) -> String {
    // None of the program's objects has what JSON can't hold (a key that is no text): should one ever have
    // it, the reader still gets an object.
    serde_json::to_string_pretty(object)
        .unwrap_or_else(|cause| serde_json::json!({"status": "error", "message": cause.to_string()}).to_string())
        + "\n"
}

/// A number with thousands separators.
pub(crate) fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `part` of `whole` in percent with one decimal, rounded down, so that 100.0 % means all; a part that is too small for that
/// is told from nothing.
pub(crate) fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "100.0 %".to_owned();
    }
    let tenths = u128::from(part) * 1000 / u128::from(whole);
    if tenths == 0 && part > 0 {
        return "<0.1 %".to_owned();
    }
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// `1 request`, `2 requests`.
pub(crate) fn count(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_separators() {
        let texts: Vec<String> = [0, 999, 1000, 14608, 1_000_000].into_iter().map(number).collect();
        assert_eq!(texts, ["0", "999", "1,000", "14,608", "1,000,000"]);
    }

    #[test]
    fn only_all_is_a_hundred_percent() {
        assert_eq!(percent(14_607, 14_608), "99.9 %");
        assert_eq!(percent(5, 5), "100.0 %");
        assert_eq!(percent(0, 0), "100.0 %");
        assert_eq!((percent(1, 2_000).as_str(), percent(0, 2_000).as_str()), ("<0.1 %", "0.0 %"));
        assert_eq!(percent(u64::MAX, u64::MAX), "100.0 %");
    }

    #[test]
    fn one_thing_is_singular() {
        assert_eq!([count(1, "fault", "faults"), count(0, "fault", "faults")], ["1 fault", "0 faults"]);
    }
}
