//! What a person reads about assumptions. All text on them is made here.

use super::{Assumption, Basis, Offered};
use mortarboard_model::School;
use mortarboard_model::text::and;
use std::collections::BTreeMap;

/// One sentence for all courses of which the same is assumed, by year.
pub(super) fn sentences(school: &School, assumptions: &[Assumption]) -> Vec<String> {
    type Same<'a> = (&'a [u32], Offered, &'a [String], Basis);
    let mut alike: BTreeMap<Same<'_>, Vec<&str>> = BTreeMap::new();
    for one in assumptions {
        alike.entry((&one.years, one.offered, &one.terms, one.basis)).or_default().push(&one.course);
    }
    alike.into_iter().map(|(same, courses)| sentence(school, same, &courses)).collect()
}

fn sentence(school: &School, (years, offered, terms, basis): (&[u32], Offered, &[String], Basis), courses: &[&str]) -> String {
    let is = if courses.len() == 1 { "is" } else { "are" };
    let what = match (offered, terms) {
        (Offered::AtMost, []) => "not offered".to_owned(),
        (Offered::AtMost, _) => format!("offered{} and not otherwise", within(school, terms)),
        (Offered::AtLeast, _) => format!("offered{}", within(school, terms)),
    };
    let basis = match basis {
        Basis::Listed => "as the table of offerings says",
        Basis::AsThisYear => "as this year",
    };
    format!("Assumes that {} {} {is} {what}, {basis}.", when(school, years), and(courses))
}

/// Terms in words, after a blank; where the year has one term, nothing need be said.
fn within(school: &School, terms: &[String]) -> String {
    match (terms.len() == school.calendar().terms().len(), terms) {
        (true, [_]) => String::new(),
        (true, [_, _]) => " in both terms".to_owned(),
        (true, _) => " in all terms".to_owned(),
        _ => format!(" in {}", and(terms)),
    }
}

/// Later years in words: school years where the school says which its own is.
fn when(school: &School, years: &[u32]) -> String {
    let named = |&year: &u32| match (school.graduation().year.and_then(|own| own.checked_add(year)), year) {
        (Some(first), _) => format!("{first}-{:02}", first.saturating_add(1) % 100),
        (None, 1) => "the next year".to_owned(),
        (None, _) => format!("the year {year} years from now"),
    };
    format!("in {}", and(&years.iter().map(named).collect::<Vec<_>>()))
}
