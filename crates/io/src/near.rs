//! The known name that a wrong one was probably meant to be.

/// Longest name that is compared: nobody means a longer one.
const LONGEST: usize = 40;

/// The known name with the fewest slips of the pen from `name`, if they are few. O(names x length²).
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let name: Vec<char> = name.chars().take(LONGEST + 1).flat_map(char::to_lowercase).collect();
    if name.len() > LONGEST {
        return None;
    }
    let scored = known.map(|known| (slips(&name, &known.chars().collect::<Vec<_>>()), known));
    scored.filter(|&(slips, known)| slips <= 1 + known.len() / 4).min().map(|(_, known)| known)
}

/// Letters to add, drop or change.
fn slips(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen_are_recognised() {
        let columns = ["course", "max_seats", "title"];
        assert_eq!(nearest("max_seat", columns.into_iter()), Some("max_seats"));
        assert_eq!(nearest("MaxSeats", columns.into_iter()), Some("max_seats"));
        assert_eq!(nearest("Course", columns.into_iter()), Some("course"));
        assert_eq!(nearest("birthday", columns.into_iter()), None);
        assert_eq!(nearest(&"x".repeat(500), columns.into_iter()), None);
    }
}
