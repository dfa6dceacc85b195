//! Every rule in every mode: a school is solved into a schedule that the checker accepts, or the setting is refused.

use mortarboard_checker as checker;
use mortarboard_core::Options;
use mortarboard_io::generate::examples;
use mortarboard_model::School;
use mortarboard_model::raw::RawRuleMode;
use mortarboard_model::rule::{Mode, Rules};
use mortarboard_model::rule::{refused, standard};
use mortarboard_run::solve_with;

#[test]
fn every_mode_is_solved_or_refused() {
    let schools = [examples::seven_period_day(), examples::ab_days(), examples::four_by_four()];
    let modes = [RawRuleMode::Hard, RawRuleMode::Soft { weight: 3 }, RawRuleMode::Report, RawRuleMode::Off];
    let (mut solved, mut not) = (0, 0);
    for raw in &schools {
        for rule in standard() {
            let slug = rule.card().slug;
            for mode in modes {
                let mut raw = raw.clone();
                raw.settings.rules.insert(slug.to_owned(), mode);
                let Ok(school) = School::try_from(&raw) else {
                    assert!(refused(slug, mode).is_some(), "{slug} {mode:?}");
                    not += 1;
                    continue;
                };
                let mut options = Options::default();
                (options.time, options.work, options.threads) = (None, Some(100), 1);
                let rules = Rules::of(&school);
                let answer = solve_with(&school, &rules, &options, &|_| {}).unwrap_or_else(|error| panic!("{slug} {mode:?}: {error}"));
                let schedule = answer.schedule().unwrap_or_else(|| panic!("{}: {slug} {mode:?}: no schedule", raw.settings.name));
                assert!(checker::verify(&school, &rules, schedule).accepted(), "{slug} {mode:?}");
                solved += 1;
            }
        }
    }
    assert!(solved > 150 && not == schools.len() * 8, "{solved} solved, {not} refused");
}

#[test]
fn two_rules_of_one_slug_are_refused() {
    let school = School::try_from(examples::seven_period_day()).unwrap();
    let preps = standard().into_iter().find(|rule| rule.card().slug == "preps").unwrap();
    let rules = Rules::of(&school).with(preps, Mode::Hard);
    let error = solve_with(&school, &rules, &Options::default(), &|_| {}).unwrap_err();
    assert!(error.is_input());
    assert_eq!((error.faults()[0].fault.slug, error.faults()[0].fault.id.as_str()), ("slug-twice", "preps"));
}
