//! `mortarboard rules`: the rules that schedules are held to, and an example of each.

use crate::args::{Format, Rules};
use crate::end::End;
use crate::envelope::{self, Form, Object};
use crate::failure::{COMMAND_LINE, Failure};
use crate::{folder, print};
use mortarboard_io::{example, page, words};
use mortarboard_model::fault::Fault;
use mortarboard_model::near::{bare, nearest};
use mortarboard_model::rule::{Card, Mode, Rule, allowed, standard};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::Path;

#[derive(Serialize)]
struct Listed {
    rules: Vec<Listing>,
    page: Option<String>,
    /// The example written.
    example: Option<Written>,
    out: Option<String>,
}

/// The example of a rule as it was written.
#[derive(Serialize)]
struct Written {
    about: &'static str,
    school: String,
    kept: String,
    broken: String,
}

/// What the list says of one rule.
#[derive(Serialize)]
struct Listing {
    slug: &'static str,
    sentence: &'static str,
    default: Mode,
    modes: Vec<&'static str>,
    unit: Option<&'static str>,
    reads: &'static [&'static str],
    source: &'static str,
}

impl Listing {
    fn of(card: &'static Card) -> Self {
        Listing {
            slug: card.slug,
            sentence: card.sentence,
            default: card.default,
            modes: allowed(card.slug),
            unit: card.unit,
            reads: card.reads,
            source: card.source,
        }
    }
}

/// Lists the rules, prints the page on one, or writes its example.
pub(crate) fn run(args: &Rules, format: Format) -> Result<End, Failure> {
    let all = standard();
    let Some(slug) = &args.slug else {
        let rules: Vec<Listing> = all.iter().map(|rule| Listing::of(rule.card())).collect();
        match format {
            Format::Json => print::json(&object(Listed { rules, page: None, example: None, out: None })),
            Format::Text => print::out(&list(&rules)),
        }
        return Ok(End::Ok);
    };
    let Some(rule) = all.iter().find(|rule| rule.card().slug == slug) else { return Err(unknown(slug)) };
    let page = page::rule(rule.as_ref());
    let example = args.out.as_ref().map(|out| written(rule.as_ref(), out)).transpose()?;
    let out = args.out.as_ref().map(|out| out.to_string_lossy().into_owned());
    match (format, example) {
        (Format::Json, example) => {
            print::json(&object(Listed { rules: vec![Listing::of(rule.card())], page: Some(page), example, out }));
        }
        (Format::Text, Some(example)) => print::out(&example.text(slug, &out.unwrap_or_default())),
        (Format::Text, None) => print::out(&page),
    }
    Ok(End::Ok)
}

fn object(listed: Listed) -> Object<'static, Listed> {
    envelope::begin(Form::Rules, End::Ok, None).with(listed)
}

fn without_example(slug: &str) -> Failure {
    let message = format!("the rule {slug} has no example");
    Failure::usage(message.clone(), Fault::error("no-example", COMMAND_LINE).of(slug).because(message).mend("leave --out away"))
}

/// Writes the example of a rule.
fn written(rule: &dyn Rule, out: &Path) -> Result<Written, Failure> {
    let slug = rule.card().slug;
    let Some(of) = rule.example() else { return Err(without_example(slug)) };
    folder::free(out)?;
    example::write(&of, out).map_err(|error| Failure::unwritten(&error))?;
    let [school, kept, broken] = [example::SCHOOL, example::KEPT, example::BROKEN].map(|part| out.join(part).display().to_string());
    Ok(Written { about: of.about, school, kept, broken })
}

impl Written {
    /// Where it is, and what to do with it.
    fn text(&self, slug: &str, out: &str) -> String {
        let Written { about, school, kept, broken } = self;
        format!(
            "Written to {out}: an example of {slug}. {about}\n  mortarboard verify {school} {kept}\n    finds nothing\n  \
             mortarboard verify {school} {broken}\n    finds where {slug} is broken\n"
        )
    }
}

fn list(rules: &[Listing]) -> String {
    let mut text = String::new();
    for rule in rules {
        let weight = match rule.default {
            Mode::Soft { weight, .. } => format!(", weight {weight}"),
            Mode::Hard | Mode::Report => String::new(),
        };
        let own = match rule.default {
            Mode::Hard => "hard",
            Mode::Soft { .. } => "soft",
            Mode::Report => "report",
        };
        let others: Vec<&str> = rule.modes.iter().copied().filter(|mode| *mode != own).collect();
        let others = if others.is_empty() { "always".to_owned() } else { format!("or {}", others.join(", ")) };
        // Writing to a string can't fail.
        let _ = writeln!(text, "{}\n  {}", rule.slug, rule.sentence);
        let _ = writeln!(text, "    mode   {own}{weight}; {others}");
        if let Some(unit) = rule.unit {
            let _ = writeln!(text, "    price  for {unit}");
        }
        let _ = writeln!(text, "    reads  {}", rule.reads.join(", "));
    }
    let _ = writeln!(text, "mortarboard rules SLUG tells more of one, and --out DIR writes an example of it.");
    text
}

/// What to say of a name that no rule has: another program's word for one, names that are near, and all there are.
fn unknown(name: &str) -> Failure {
    let rules = standard();
    let slugs: Vec<&str> = rules.iter().map(|rule| rule.card().slug).collect();
    let cause = format!("no rule is called `{name}`");
    let mut message = cause.clone();
    let meant = meant(name);
    if let Some(slug) = nearest(name, slugs.iter().copied()) {
        let _ = write!(message, "; did you mean {slug}?");
    } else if !meant.is_empty() {
        let _ = write!(message, "; {}", meant.join(", "));
    } else if let near @ [_, ..] = &sharing(name, &slugs)[..] {
        let _ = write!(message, "; did you mean {}?", near.join(" or "));
    }
    let all = format!("the rules are {}", slugs.join(", "));
    let fix = message.strip_prefix(&cause).and_then(|rest| rest.strip_prefix("; ")).unwrap_or(&all).to_owned();
    let _ = write!(message, "\n  {all}");
    Failure::usage(message, Fault::error("unknown-rule", COMMAND_LINE).of(name).because(cause).mend(fix))
}

/// Where a word of other programs leads to, those that mean the same by it together.
fn meant(name: &str) -> Vec<String> {
    let mut found: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
    for word in words::words().into_iter().filter(|word| bare(word.word) == bare(name)) {
        match found.iter_mut().find(|(rules, _)| *rules == word.rules) {
            Some((_, whose)) => whose.push(word.whose),
            None => found.push((word.rules, vec![word.whose])),
        }
    }
    found.into_iter().map(|(rules, whose)| format!("as a word of {} it leads to {}", whose.join(", "), rules.join(", "))).collect()
}

/// The slugs that have a word in common with a name.
fn sharing<'a>(name: &str, slugs: &[&'a str]) -> Vec<&'a str> {
    let words: Vec<String> = name.split(|sign: char| !sign.is_alphanumeric()).map(str::to_lowercase).collect();
    slugs.iter().copied().filter(|slug| slug.split('-').any(|part| words.iter().any(|word| word == part))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_that_share_a_word_are_found() {
        let slugs = ["room-fit", "room-clash", "preps"];
        assert_eq!(sharing("Room capacity", &slugs), ["room-fit", "room-clash"]);
        assert_eq!(sharing("weather", &slugs), Vec::<&str>::new());
    }

    #[test]
    fn those_who_mean_the_same_are_named_together() {
        assert_eq!(meant("max students"), ["as a word of Infinite Campus, Aeries it leads to seat-cap"]);
        assert_eq!(meant("weather"), Vec::<String>::new());
    }
}
