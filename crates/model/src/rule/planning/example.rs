use crate::raw::{RawMeeting, RawTeam};
use crate::rule::example::{Example, schedule, school};

pub(super) fn example() -> Example {
    let mut school = school();
    let [team, courses] = ["bio", "BIO"].map(str::to_owned);
    school.teams.push(RawTeam { team, courses, minutes: 90, min_block: 45, ..RawTeam::default() });
    let mut kept = schedule();
    for day in ["Mon", "Tue"] {
        let [team, term, day, slot] = ["bio", "year", day, "4"].map(str::to_owned);
        kept.meetings.push(RawMeeting { team, term, day, slot });
    }
    let mut broken = kept.clone();
    broken.meetings.pop();
    Example { about: "Who teaches BIO plans together for 90 minutes, on two days; then only on one.", school, kept, broken }
}
