//! The tables of a school folder.

use super::{Cell, Column, Kind, Row, Rows, Table, table};
use mortarboard_model::raw::{
    RawBell, RawCourse, RawLock, RawPattern, RawQualification, RawRequest, RawRoom, RawSection, RawShape, RawStudent, RawTeacher, RawTeam,
    RawTerm,
};

table! {
    /// Terms.
    TERMS = RawTerm, "terms", "terms.csv", optional,
    "The terms of the year, in order. Without the table there is one term, named `year`.";
    term "term" Id required "" "" "S1" "Id of the term: no blanks and none of `( ) : , + ; =`.";
}

table! {
    /// The bell schedule.
    BELL = RawBell, "bell", "bell.csv", required,
    "The bell schedule: one row for each day of the cycle and each slot of that day. It holds in every term. All minutes are derived from it.";
    day "day" Id required "" "" "Mon" "Day of the cycle; days keep the order of their first row.";
    slot "slot" Id required "" "" "1" "Label of the slot; the same label on several days is the same period.";
    start "start" Time required "" "" "08:30" "When the slot starts.";
    end "end" Time required "" "" "09:15" "When the slot ends.";
}

table! {
    /// Meeting patterns.
    PATTERNS = RawPattern, "patterns", "patterns.csv", optional,
    "Meeting patterns: sets of cells that a section may take together, such as a period all year, a double period or the A days of a period.";
    pattern "pattern" Id required "" "" "P1" "Id of the pattern.";
    group "group" Ids optional "" "in no group" "period" "Groups the pattern belongs to, separated by `;`; courses and settings can name a group instead of its patterns.";
    cells "cells" Cells required "" "" "1(*)" "The cells of the pattern.";
}

table! {
    /// Shapes from which patterns are derived.
    SHAPES = RawShape, "shapes", "shapes.csv", optional,
    "Shapes: what a course with flexible block lengths asks for. The patterns are derived from the bell schedule and named `SHAPE=CELLS`.";
    shape "shape" Id required "" "" "lab" "Id of the shape: no `;` and no `=`.";
    minutes "minutes" Number required "minutes a cycle" "" "225" "Minutes in a cycle, in each term in which the section meets.";
    tolerance "tolerance" Number optional "minutes a cycle" "0" "15" "Minutes by which a pattern may miss that number.";
    shortest "shortest" Number required "minutes" "" "45" "Shortest block.";
    longest "longest" Number required "minutes" "" "90" "Longest block.";
    fewest_meetings "fewest_meetings" Number required "blocks a cycle" "" "3" "Fewest blocks in a cycle; a day has at most one.";
    most_meetings "most_meetings" Number required "blocks a cycle" "" "5" "Most blocks in a cycle.";
    terms "terms" Ids optional "" "`all`" "one" "`all` (every term), `one` (any one term), or ids of terms separated by `;`.";
    anchor "anchor" Word optional "" "`same-slot`" "free" "`same-slot`: all blocks of a pattern share a slot label; `free`: any mix.";
}

table! {
    /// Courses.
    COURSES = RawCourse, "courses", "courses.csv", required,
    "The courses on offer.";
    course "course" Id required "" "" "ALG1" "Id of the course.";
    title "title" Text optional "" "no title" "Algebra 1" "Title, for people.";
    subject "subject" Text optional "" "no subject" "Mathematics" "Department or subject area.";
    credits "credits" Number optional "credits, in the school's own whole unit" "0" "10" "Credits that the course earns.";
    max_seats "max_seats" Number required "seats" "" "32" "Seats in each section.";
    sections "sections" Number optional "sections" "as many as the sections table lists" "4" "Sections to offer; those not listed in the sections table are named `COURSE-1`, `COURSE-2` and so on.";
    room_type "room_type" Text optional "" "no room is needed" "science-lab" "Type of room that the sections need.";
    patterns "patterns" Ids optional "" "the shape's patterns, else `default_patterns` of the settings" "P1;P3" "Patterns or groups of patterns that the sections may take.";
    shape "shape" Id optional "" "no shape" "lab" "Shape from which the patterns are derived; a course names patterns or a shape, not both.";
    load "load" Decimal optional "sections" "1.0" "0.5" "How much of a teacher's load one section uses.";
    unstaffed "unstaffed" Number optional "sections" "those that the sections table marks" "1" "How many of the sections have nobody yet, such as one that somebody is to be hired for. They need no teacher and get none; all else about them is scheduled. Those that the sections table marks are among them; the others are the last of the course's sections that it does not mark.";
}

table! {
    /// Sections with an id or seats of their own.
    SECTIONS = RawSection, "sections", "sections.csv", optional,
    "Sections that have their own id or their own number of seats. All others are made from the course's number of sections.";
    section "section" Id required "" "" "ALG1-honors" "Id of the section.";
    course "course" Id required "" "" "ALG1" "Course that is taught.";
    max_seats "max_seats" Number optional "seats" "the course's number" "24" "Seats in this section.";
    unstaffed "unstaffed" Word optional "" "no" "yes" "`yes`: the section has nobody yet, as under `unstaffed` of courses; `no`: not by its own row.";
}

table! {
    /// Teachers.
    TEACHERS = RawTeacher, "teachers", "teachers.csv", optional,
    "Teachers. A school that lists none is scheduled without teachers.";
    teacher "teacher" Id required "" "" "T001" "Opaque id, never a name.";
    department "department" Text optional "" "no department" "Mathematics" "Department.";
    fte "fte" Decimal optional "full-time equivalents" "1.0" "0.8" "Part of a full position.";
    max_sections "max_sections" Number optional "sections" "`fte` times `full_load` of the settings" "5" "Most sections, each of load 1.0.";
    max_preps "max_preps" Number optional "courses" "no limit" "3" "Most different courses.";
    prep_minutes "prep_minutes" Number optional "minutes a cycle" "0" "225" "Minutes of own preparation in a cycle, in each term.";
    prep_block "prep_block" Number optional "minutes" "1" "45" "Shortest block that counts as preparation.";
    unavailable "unavailable" Cells optional "" "always available" "7(*)" "Cells when the teacher is away.";
}

table! {
    /// Who may teach what.
    QUALIFICATIONS = RawQualification, "qualifications", "qualifications.csv", optional,
    "Who may teach what: one row for each teacher and course.";
    teacher "teacher" Id required "" "" "T001" "Teacher.";
    course "course" Id required "" "" "ALG1" "Course that the teacher may teach.";
    min_sections "min_sections" Number optional "sections" "0" "1" "Fewest sections of the course that the teacher must get.";
    max_sections "max_sections" Number optional "sections" "no limit" "3" "Most sections of the course that the teacher may get.";
    preference "preference" Number optional "points a section" "0" "2" "Preference gained by each section of the course that the teacher gets.";
}

table! {
    /// Rooms.
    ROOMS = RawRoom, "rooms", "rooms.csv", optional,
    "Rooms, with the type that courses ask for. A section whose course needs no room gets none.";
    room "room" Id required "" "" "B12" "Id of the room.";
    kind "type" Text optional "" "no type" "science-lab" "Type of the room, as `room_type` of courses names it.";
    seats "seats" Number required "seats" "" "36" "Seats in the room.";
    unavailable "unavailable" Cells optional "" "always available" "1(Mon)" "Cells when the room can't be used.";
}

table! {
    /// Students.
    STUDENTS = RawStudent, "students", "students.csv", required,
    "Students: one row each, by opaque id.";
    student "student" Id required "" "" "S0001" "Opaque id, never a name.";
    grade "grade" Number optional "grade" "unknown" "10" "Grade.";
    entered "entered" Number optional "year" "told by the grade" "2025" "School year in which the student first entered the first grade of the settings: it, and not the grade, then tells which plans are the student's and which year is the last. It needs `year` in the settings.";
    unavailable "unavailable" Cells optional "" "always here" "7(*)" "Cells when the student is elsewhere.";
}

table! {
    /// Course requests.
    REQUESTS = RawRequest, "requests", "requests.csv", required,
    "Course requests: one row for each student and course. What is asked for several times counts as so many requests.";
    student "student" Id required "" "" "S0001" "Student who asks.";
    course "course" Id required "" "" "ALG1" "Course asked for.";
    priority "priority" Word optional "" "`primary`" "required" "`critical` (without it this year the student can't graduate on time; kept above all others), `required` (needed, kept above the rest), `primary` (wanted) or `alternate` (only in place of one that is not met).";
    rank "rank" Number optional "" "0" "1" "Order within the student's requests, smallest first; alternates are tried in this order.";
    weight "weight" Number optional "points" "1" "3" "Worth of the request among those of its priority; at least 1.";
    instead_of "instead_of" Id optional "" "any course" "GEO" "For an alternate: the one course that it may stand in for.";
    times "times" Number optional "times" "1" "2" "How often the student asks for the course in the year, each time in a section of its own and in terms that have none in common with the others; from 1 to the `completions` of the course in the catalogue.";
}

table! {
    /// What must stay.
    LOCKS = RawLock, "locks", "locks.csv", optional,
    "What must stay as the office decided it: one row for each thing held in place.";
    section "section" Id required "" "" "ALG1-2" "Section.";
    kind "kind" Word required "" "" "teacher" "`pattern`, `teacher`, `room` or `student`.";
    value "value" Id required "" "" "T001" "Id of that pattern, teacher, room or student.";
}

table! {
    /// Teams that plan together.
    TEAMS = RawTeam, "teams", "teams.csv", optional,
    "Teams of teachers that plan together.";
    team "team" Id required "" "" "algebra-1" "Id of the team.";
    courses "courses" Ids optional "" "no courses" "ALG1;ALG1H" "Whoever teaches one of these courses is a member.";
    members "members" Ids optional "" "nobody besides" "T001;T002" "Teachers who are members whatever they teach.";
    minutes "minutes" Number required "minutes a cycle" "" "90" "Minutes of common planning in a cycle, in each term.";
    min_block "min_block" Number required "minutes" "" "45" "Shortest block that counts.";
}
