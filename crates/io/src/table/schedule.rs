//! The tables of a schedule folder.

use super::{Cell, Column, Kind, Row, Rows, Table, table};
use mortarboard_model::raw::{RawMeeting, RawPlacement, RawSeat};

table! {
    /// Where and when each section meets.
    PLACEMENTS = RawPlacement, "schedule sections", "sections.csv", required,
    "Where and when each section meets: one row for each section of the school.";
    section "section" Id required "" "" "ALG1-2" "Section.";
    course "course" Id optional "" "not compared" "ALG1" "Its course, for people; it must agree with the school.";
    pattern "pattern" Id optional "" "not decided" "P3" "Pattern in which the section meets.";
    teacher "teacher" Id optional "" "none" "T001" "Teacher.";
    room "room" Id optional "" "none" "B12" "Room.";
}

table! {
    /// Who sits where.
    SEATS = RawSeat, "rosters", "rosters.csv", required,
    "Rosters: one row for each student in each section.";
    section "section" Id required "" "" "ALG1-2" "Section.";
    student "student" Id required "" "" "S0001" "Student in that section.";
}

table! {
    /// When each team meets.
    MEETINGS = RawMeeting, "meetings", "meetings.csv", optional,
    "When each team meets: one row for each cell of the cycle.";
    team "team" Id required "" "" "algebra-1" "Team.";
    term "term" Id required "" "" "year" "Term.";
    day "day" Id required "" "" "Mon" "Day of the cycle.";
    slot "slot" Id required "" "" "5" "Slot.";
}

/// The tables of a schedule folder, in the order in which they are written and reported.
///
/// ```
/// assert_eq!(mortarboard_io::table::SCHEDULE[1].file, "rosters.csv");
/// ```
pub const SCHEDULE: [&Table; 3] = [&PLACEMENTS, &SEATS, &MEETINGS];
