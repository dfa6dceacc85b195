//! What a person reads about a cause. All text on causes is made here.

use super::Cause;
use mortarboard_model::text::{and, or};

pub(super) fn sentence(cause: &Cause) -> String {
    match cause {
        Cause::CreditCapacity { requirements, short: 0 } => {
            format!("The time left can't hold all that is still asked for: {}.", few(requirements))
        }
        Cause::CreditCapacity { short, .. } => format!("The time left holds {} less than the plan still asks for.", credits(*short)),
        Cause::PrerequisiteChain { requirements, chain } => match chain.as_slice() {
            [] | [_] => format!("{} can't be met in the time left: {} can't be had any more.", and(requirements), and(chain)),
            _ => format!("{} can't be met in the time left: {} must follow one another.", and(requirements), and(chain)),
        },
        Cause::ChainInTheYear { requirements, chain, held } => {
            let each = chain.iter().zip(held).map(|(course, terms)| match terms.as_slice() {
                [] => format!("{course} is not held"),
                terms => format!("{course} is held only in {}", or(terms)),
            });
            let (what, each) = (and(requirements), and(&each.collect::<Vec<_>>()));
            format!("{what} can't be met in the time left: {} must follow one another, and {each}.", and(chain))
        }
        Cause::Corequisite { requirements, courses } => {
            let what = and(requirements);
            match courses.as_slice() {
                [course, with @ ..] => format!("{what} can't be met: {course} needs {} with it, which can't be had together.", or(with)),
                [] => format!("{what} can't be met: what must be taken with its courses can't be had together with them."),
            }
        }
        Cause::Mark { requirements, courses } => {
            let what = and(requirements);
            format!("{what} can't be met: the mark in {} is too low, and no take of it in the time left mends that.", or(courses))
        }
        Cause::TooLittleOffered { requirements, asked, possible, courses } => {
            let what = and(requirements);
            let asks = if requirements.len() == 1 { "asks" } else { "ask" };
            match (courses.as_slice(), possible) {
                ([], _) => format!("{what} can't be met: no course that counts for it can still be had."),
                (_, None) if *asked == 0 => format!("{what} can't be met in every term: all that is offered for it is {}.", few(courses)),
                (_, Some(possible)) => {
                    format!("{what} {asks} {}, and only {possible} can be had: all that is left is {}.", credits(*asked), few(courses))
                }
                (_, None) => format!("{what} {asks} {}, more than can still be had from {}.", credits(*asked), few(courses)),
            }
        }
        Cause::OfferedTooLate { requirements, course, offered } => {
            let what = and(requirements);
            match offered.as_slice() {
                [] => format!("{what} can't be met: {course} is not offered in the years left."),
                years => format!("{what} can't be met: {course} is offered only {}, and something else must come before it.", when(years)),
            }
        }
        Cause::Status { requirement } => {
            format!("This is not recorded of the student, and nothing that is still to be done would bring it: {requirement}.")
        }
        Cause::Missed { requirement } => format!("The time for this requirement is over: {requirement}."),
        Cause::Average { requirement } => format!("This average can't be reached any more: {requirement}."),
        Cause::TimeConflict { courses, patterns, .. } => match (courses.as_slice(), patterns.as_slice()) {
            ([], _) => "Where sections meet now, no choice of them leads on; the proof has the cases.".to_owned(),
            ([only], []) => format!("{only} is needed this year, and none of its sections has a meeting pattern."),
            ([only], _) => {
                let when = and(patterns);
                format!("{only} is needed this year, and its sections meet only in {when}, when the student can't come.")
            }
            _ => {
                let (what, when) = (and(courses), and(patterns));
                format!("{what} are needed this year and can't be held together: their sections meet only in {when}.")
            }
        },
        Cause::NoSeat { courses, sections } => {
            let full = if sections.is_empty() { String::new() } else { format!(": {}", and(sections)) };
            match courses.as_slice() {
                [] => "What is needed this year fits the times, but not the seats that are left.".to_owned(),
                [only] => format!("{only} is needed this year, and the sections that fit the times are full{full}."),
                _ => format!("{} are needed this year, and sections that fit the times are full{full}.", and(courses)),
            }
        }
        Cause::RequestUnmet { courses } => {
            format!("With {}, which the student asked for and does not have, all would be on time.", and(courses))
        }
        Cause::UnderScheduled { empty_cells, courses } => {
            let cells = if *empty_cells == 1 { "1 cell of the year is".to_owned() } else { format!("{empty_cells} cells of the year are") };
            format!("{cells} without a course, and with {}, which could be had, all would be on time.", and(courses))
        }
        Cause::NotRequested { courses } => {
            format!("Other courses stand in its place; with {}, which could be had, all would be on time.", and(courses))
        }
    }
}

/// `1 credit`, `5 credits`.
fn credits<N: std::fmt::Display + PartialEq + From<u8>>(count: N) -> String {
    let word = if count == N::from(1) { "credit" } else { "credits" };
    format!("{count} {word}")
}

/// The first few, and how many more.
pub(super) fn few(words: &[String]) -> String {
    const NAMED: usize = 3;
    match words.len().saturating_sub(NAMED) {
        0 => and(words),
        more => format!("{} and {more} more", words[..NAMED].join(", ")),
    }
}

/// Years from now in words.
fn when(years: &[u32]) -> String {
    let word = |year: &u32| match year {
        0 => "this year".to_owned(),
        1 => "next year".to_owned(),
        n => format!("{n} years from now"),
    };
    and(&years.iter().map(word).collect::<Vec<_>>())
}
