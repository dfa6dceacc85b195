//! Which proofs leave the library: those that the checker finds anew, and those that nobody can and that say so.

use crate::Error;
use mortarboard_checker::{Report, SeatBound, nothing_left, own_weeks_reached};
use mortarboard_core::{Outcome, Proof, Refutation, Solved, Stopped};
use mortarboard_model::School;
use mortarboard_model::rule::Rules;

/// The outcome with a proof that stands. What the checker's bound proves to be the best is called so, whatever ended the search. What the
/// search proved and the checker can't find anew is no more than feasible: the two look at weeks in ways of their own, and
/// the checker's is the coarser one, so that this is no contradiction.
pub(crate) fn confirmed(school: &School, rules: &Rules, outcome: Outcome, report: &Report, bound: &SeatBound) -> Outcome {
    let (mut solved, claimed) = match outcome {
        Outcome::Optimal(solved, proof) => (solved, Some(proof)),
        Outcome::Feasible(solved) => (solved, None),
        other => return other,
    };
    match bounded(school, report, bound).or(claimed) {
        Some(Proof::OwnWeeks) if !own_weeks(school, rules, &solved, report, bound) => {
            solved.stopped = Stopped::Unconfirmed;
            Outcome::Feasible(solved)
        }
        Some(proof) => Outcome::Optimal(solved, proof),
        None => Outcome::Feasible(solved),
    }
}

/// What the bound proves of a report. A bound that needs no price of a seat is that of the students' own weeks.
pub(crate) fn bounded(school: &School, report: &Report, bound: &SeatBound) -> Option<Proof> {
    let most = bound.worth.as_ref().filter(|_| bound.proves(school, &report.score))?;
    Some(if most.prices.is_empty() { Proof::OwnWeeks } else { Proof::Bound { measure: most.measure } })
}

/// Whether the search's own proof of a schedule stands.
#[cfg(feature = "highs")]
pub(crate) fn stands(school: &School, rules: &Rules, solved: &Solved, bound: &SeatBound) -> bool {
    own_weeks(school, rules, solved, &mortarboard_checker::verify(school, rules, &solved.schedule), bound)
}

fn own_weeks(school: &School, rules: &Rules, solved: &Solved, report: &Report, bound: &SeatBound) -> bool {
    bound.proves(school, &report.score) || own_weeks_reached(school, rules, &solved.schedule, report)
}

/// Refuses an answer that there is no schedule where the checker finds that something is left.
///
/// # Errors
/// A bug: scheduler and checker ask the same rules what they exclude, so that they can't differ but by a mistake in one of them.
pub(crate) fn refuted(school: &School, rules: &Rules, outcome: &Outcome) -> Result<(), Error> {
    match outcome {
        Outcome::Infeasible(conflict, Refutation::NothingLeft { section, facet }) if !nothing_left(school, rules, *section, *facet) => {
            let sentence = "The scheduler says that there is no schedule, and the checker does not find it so. This is a bug.";
            Err(Error::bug(sentence, vec![conflict.sentence.clone()]))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mortarboard_checker::{seat_bound, verify};
    use mortarboard_core::Conflict;
    use mortarboard_io::generate::examples;
    use mortarboard_model::keeper::Facet;
    use mortarboard_model::{Schedule, SectionId};

    fn solved(school: &School) -> (Solved, Report, SeatBound) {
        let rules = Rules::of(school);
        let schedule = Schedule::empty(school);
        let report = verify(school, &rules, &schedule);
        let bound = seat_bound(school, &rules);
        (Solved::new(schedule, report.score, Stopped::Proven, 7), report, bound)
    }

    #[test]
    fn a_proof_that_the_checker_does_not_find_is_none() {
        let school = School::try_from(examples::seven_period_day()).expect("the school is sound");
        let (solved, report, bound) = solved(&school);
        let with = |proof| confirmed(&school, &Rules::of(&school), Outcome::Optimal(solved.clone(), proof), &report, &bound);
        // Nobody has a seat.
        let Outcome::Feasible(lowered) = with(Proof::OwnWeeks) else { panic!("nobody has all there is") };
        assert_eq!((lowered.stopped, lowered.work), (Stopped::Unconfirmed, 7));
        // What nobody can check is passed on under its own name.
        assert!(matches!(with(Proof::Exact), Outcome::Optimal(_, Proof::Exact)));
    }

    #[test]
    fn that_nothing_is_left_is_looked_at_again() {
        let mut raw = examples::seven_period_day();
        let rules = |school: &School| Rules::of(school);
        let said = |school: &School| {
            let refutation = Refutation::NothingLeft { section: SectionId(0), facet: Facet::Teacher };
            refuted(school, &rules(school), &Outcome::Infeasible(Conflict::new(Vec::new(), false, "Nobody is left."), refutation))
        };
        let school = School::try_from(&raw).expect("the school is sound");
        let error = said(&school).expect_err("somebody is qualified");
        assert!(error.is_bug() && error.to_string().contains("Nobody is left."), "{error}");
        let course = school.courses()[school.sections()[SectionId(0)].course].id.clone();
        raw.qualifications.retain(|row| row.course != course);
        let school = School::try_from(&raw).expect("the school is sound");
        assert!(said(&school).is_ok());
    }
}
