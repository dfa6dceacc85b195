//! The kinds of faults an audit finds, each with its stable name.

use mortarboard_model::fault::Severity;
use serde::Serialize;

/// A kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FaultKind {
    /// Stable name.
    pub slug: &'static str,
    /// Table it is reported in.
    pub table: &'static str,
    /// How bad it is as long as the rules it rests on are hard; a warning otherwise.
    pub severity: Severity,
    /// What it means.
    pub meaning: &'static str,
}

/// All kinds of faults, in the order of the documentation.
///
/// ```
/// let kinds = mortarboard_checker::fault_kinds();
/// assert!(kinds.iter().any(|kind| kind.slug == "seats-below-demand"));
/// ```
pub fn fault_kinds() -> &'static [FaultKind] {
    KINDS
}

/// The severity of a kind; an unknown name is an error.
pub(super) fn severity(slug: &str) -> Severity {
    KINDS.iter().find(|kind| kind.slug == slug).map_or(Severity::Error, |kind| kind.severity)
}

const fn error(slug: &'static str, table: &'static str, meaning: &'static str) -> FaultKind {
    FaultKind { slug, table, severity: Severity::Error, meaning }
}

const fn warning(slug: &'static str, table: &'static str, meaning: &'static str) -> FaultKind {
    FaultKind { slug, table, severity: Severity::Warning, meaning }
}

const KINDS: &[FaultKind] = &[
    error("nobody-qualified", "courses", "The course has sections, and nobody is qualified to teach it."),
    error("nobody-present", "courses", "Whenever the course could meet, everyone qualified for it is away."),
    error("course-minimum", "courses", "Teachers must get more sections of the course than it has."),
    error("teachers-short", "courses", "A set of courses has more sections than all who may teach them can carry together."),
    error("no-room-of-type", "courses", "The course needs a type of room that no room has."),
    error("no-room-open", "courses", "Whenever the course could meet, every room of its type is closed."),
    error("rooms-short", "courses", "The sections that need one type of room are more than its rooms can hold in a cycle."),
    error("teacher-minimum", "teachers", "The sections a teacher must get are more than the teacher's load or preps allow."),
    error("locked-load", "teachers", "The sections locked to a teacher are more than the teacher's load or preps allow."),
    error("teacher-no-prep", "teachers", "The teacher can't have the minutes of preparation."),
    error("locked-not-qualified", "locks", "A section is locked to a teacher who is not qualified for its course."),
    error("locked-room-type", "locks", "A section is locked to a room of another type than its course needs."),
    error("locked-roster", "locks", "More students are locked into a section than it, or the room it is locked to, has seats."),
    error("fixed-teacher-clash", "locks", "One teacher has two sections whose only times overlap."),
    error("fixed-room-clash", "locks", "One room has two sections whose only times overlap."),
    error("fixed-student-clash", "locks", "One student is locked into two sections whose only times overlap."),
    error("fixed-teacher-away", "locks", "The teacher of a section is away whenever it may meet."),
    error("fixed-room-closed", "locks", "The room of a section is closed whenever it may meet."),
    error("fixed-student-away", "locks", "A student locked into a section is elsewhere whenever it may meet."),
    error("team-no-time", "teams", "The members of a team can't have its minutes together."),
    warning("critical-short", "courses", "More students need the course this year to graduate on time than it has seats."),
    warning("not-offered", "courses", "Students ask for a course without sections."),
    warning("seats-below-demand", "courses", "More students ask for the course than it has seats."),
    warning("nobody-asks", "courses", "The course has sections, and no student asks for it."),
    warning("rooms-too-small", "courses", "The course has more seats in a section than any room of its type."),
    warning("singletons-collide", "courses", "Students ask for two single-section courses whose only times overlap."),
    warning("singletons-together", "courses", "Pairs of single-section courses that students ask for together."),
    warning("course-out-of-reach", "courses", "Nobody who enters in the first grade can reach the course before the last one ends."),
    warning("order-impossible", "courses", "Students ask for two courses that must follow one another, and are never held so."),
    warning("teaches-nothing", "teachers", "The teacher is qualified for no course that has sections."),
    warning("no-grade", "students", "Students whose grade is not given."),
    warning("no-requests", "students", "Students without a critical, required or primary request."),
    warning("critical-beyond-the-day", "students", "Students whose critical requests can't all be met, whatever the schedule."),
    warning("never-here", "students", "Students who ask for courses that can only meet while they are elsewhere."),
    warning("beyond-the-day", "students", "Students who ask for more than their day has time for."),
    warning("never-together", "students", "Students whose courses can't be held together, whenever their sections meet."),
    warning("locked-apart", "students", "Students whose courses are kept apart by locks, and by nothing else."),
    warning("alternates-idle", "requests", "Alternates of students who have nothing they could stand in for."),
    warning(
        "prerequisite-missing",
        "requests",
        "Requests for courses whose prerequisites are neither passed, in progress nor asked for in time.",
    ),
    warning("wrong-grade", "requests", "Requests for courses that the catalogue has for other grades."),
    warning("passed-already", "requests", "Requests for courses that are passed as often as they count, where no higher mark is asked."),
    warning("equal-rows-ignored", "transcripts", "Rows that are equal in every cell to an earlier one of the student and do not count."),
    warning(
        "equal-rows-counted",
        "transcripts",
        "Rows that are equal in every cell to an earlier one and count, since the course may be passed again.",
    ),
    warning("credits-in-parts", "transcripts", "Rows whose credits are no multiple of the unit of a plan that the student follows."),
];
