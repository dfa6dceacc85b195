//! The tables about graduation.

use super::{Cell, Column, Kind, Row, Rows, Table, table};
use mortarboard_model::graduation::raw::{
    RawAchievement, RawListing, RawOffering, RawOutside, RawPersona, RawPrerequisite, RawRecord, RawStudentGroup, RawStudentPlan,
    RawSubstitution, RawWaiver,
};

table! {
    /// Facts on courses that graduation needs.
    CATALOGUE = RawListing, "catalogue", "catalogue.csv", optional,
    "Facts on courses that graduation needs, also on courses that are not offered this year. A course of the courses table without a row has no tags, fits every grade and counts once.";
    course "course" Id required "" "" "GEO" "Course, of the courses table or not.";
    title "title" Text optional "" "that of the courses table" "Geometry" "Title, for people.";
    subject "subject" Text optional "" "that of the courses table" "Mathematics" "Subject area.";
    credits "credits" Number optional "credits, in the school's own whole unit" "those of the courses table; needed for a course that is not in it" "10" "Credits that the course earns.";
    tags "tags" Ids optional "" "no tags" "a-g:c;geometry" "Tags that requirements name; [plans](plans.md#tags) lists those of the shipped plans.";
    code "code" Text optional "" "no code" "02072" "Code of a course classification, such as SCED; requirements name its beginning.";
    group "group" Text optional "" "no group" "spanish" "Courses of one group go on from each other, as the levels of one language do.";
    lowest_grade "lowest_grade" Number optional "grade" "any" "9" "Lowest grade in which the course may be taken.";
    highest_grade "highest_grade" Number optional "grade" "any" "12" "Highest grade in which the course may be taken.";
    completions "completions" Number optional "times" "1" "4" "How often the course may be passed for credit in full. Whoever takes it again after that, for a better mark, shares the credit with earlier passes and adds none. In one year it may be taken as often, in terms that have none in common.";
    content "content" Word optional "" "`yes`" "no" "`no` for a period without educational content, such as an aide's or a free period.";
    added_points "added_points" Number optional "hundredths of a point" "0" "100" "What a mark that passes counts more in averages than `marks` of the settings says, as for advanced courses; lowest marks are not touched by it.";
}

table! {
    /// What must be taken before or with a course.
    PREREQUISITES = RawPrerequisite, "prerequisites", "prerequisites.csv", optional,
    "What must be passed before a course, or taken with it. All rows of a course hold.";
    course "course" Id required "" "" "ALG2" "Course.";
    kind "kind" Word optional "" "`before`" "with" "`before`: passed in an earlier term; `with`: begun in the same term or earlier; `same`: taken in the very same terms, or passed before.";
    any_of "any_of" Ids required "" "" "GEO;GEOH" "Any one of these courses will do.";
    min_mark "min_mark" Text optional "" "any that passes" "C" "Lowest mark that counts.";
}

table! {
    /// When courses are offered in later years.
    OFFERINGS = RawOffering, "offerings", "offerings.csv", optional,
    "When a course is offered in a later year. Without a row for a year, it is offered as in the school's own.";
    course "course" Id required "" "" "PHYS" "Course of the courses table.";
    year "year" Number required "year" "" "2027" "School year, counted as `year` of the settings; later than the school's own.";
    terms "terms" Ids required "" "" "S1" "`all`, `none`, or ids of the terms in which the course may meet.";
}

table! {
    /// The plans of students.
    STUDENT_PLANS = RawStudentPlan, "student_plans", "student_plans.csv", optional,
    "The graduation plans of a student: one row for each. A student without a row follows the plans of everyone that fit the year of entry.";
    student "student" Id required "" "" "S0001" "Student.";
    plan "plan" Id required "" "" "diploma" "Plan, one of the [folder `plans`](plans.md).";
}

table! {
    /// Courses that students have taken.
    TRANSCRIPTS = RawRecord, "transcripts", "transcripts.csv", optional,
    "Courses that students have taken, or are taking, before the school's own year begins: one row for each time, or one for each term with the credits of that term. Of rows that are equal in every cell one counts, and all only where no term is named and the course may be passed that often.";
    student "student" Id required "" "" "S0001" "Student.";
    course "course" Id required "" "" "ALG1" "Course, of the courses table or the catalogue.";
    grade "grade" Number optional "grade" "unknown" "9" "Grade in which the course was taken.";
    term "term" Id optional "" "a whole year, or unknown" "S1" "Term in which the course was taken.";
    mark "mark" Text optional "" "none yet" "B" "Mark, one of `marks` or `pass_marks` of the settings.";
    result "result" Word optional "" "from the mark: `in-progress` without one, `failed` with one of 0 points, else `passed`" "passed" "`passed`, `failed`, `in-progress`, `incomplete` or `withdrawn`. What is incomplete counts nowhere, as what was withdrawn from; write `in-progress` where it is taken to be completed before the year begins.";
    credits "credits" Number optional "credits, in the school's own whole unit" "those of the course if passed or in progress" "5" "Credits earned, or to be earned when in progress.";
    method "method" Text optional "" "`classroom`" "recovery" "How the credit is earned, such as `recovery`, `online`, `transfer`, `summer` or `exam`.";
    attempted "attempted" Number optional "credits, in the school's own whole unit" "those earned; where none were, those of the course, or the share of the term" "5" "Credits attempted: the weight of the mark in averages.";
}

table! {
    /// Exam scores, and parts of requirements that are no courses.
    ACHIEVEMENTS = RawAchievement, "achievements", "achievements.csv", optional,
    "Exam scores, and parts of requirements that are no courses, such as hours of service.";
    student "student" Id required "" "" "S0001" "Student.";
    item "item" Text required "" "" "service-hours" "Exam or item, as a plan names it.";
    value "value" Number optional "" "1" "20" "Score or amount. Of an exam the best score counts, of an item the sum.";
}

table! {
    /// Requirements from which students are excused.
    WAIVERS = RawWaiver, "waivers", "waivers.csv", optional,
    "Requirements from which a student is excused, whole with all that lies below them or in part, and credits that count as had by agreement. A student's own rows go before those of groups, and of those the first.";
    student "student" Id optional "" "the row is for a group" "S0001" "Student.";
    group "group" Id optional "" "the row is for one student" "newcomers" "Group of [student_groups](#student_groups), each student of which is meant.";
    plan "plan" Id required "" "" "new-york-22" "Plan.";
    requirement "requirement" Id required "" "" "world-language" "Requirement of the plan.";
    kind "kind" Word optional "" "`waiver`" "agreement" "`waiver`: the requirement is not asked, or asks so many credits less. `agreement`: so many credits count as had, in the requirement and in those of the pool `total` that admit every course that it admits.";
    credits "credits" Number optional "credits, in the school's own whole unit" "the whole requirement; needed for an agreement" "10" "How many credits, a multiple of the plan's unit and at most what the requirement asks, which must be one of credits.";
    keep_total "keep_total" Word optional "" "`yes`" "no" "Of a waiver. `yes`: requirements of the pool `total` stay as they are; `no`: they shrink by the credits that are waived.";
    reason "reason" Text optional "" "no reason" "IEP" "Why. `reach --student` says it, and no other report.";
}

table! {
    /// Courses that students take in place of others.
    SUBSTITUTIONS = RawSubstitution, "substitutions", "substitutions.csv", optional,
    "Courses that a student takes in place of others. A pass of `by` is admitted, with its own grade, mark, method, time and credits, where a requirement of credits or participation admits `course`; it feeds one requirement in each pool, as any pass does. Averages, caps, substitutes, either-ors, `before` and validations of plans look at what was taken.";
    student "student" Id required "" "" "S0001" "Student.";
    course "course" Id required "" "" "SPAN2" "The course that is asked for.";
    by "by" Id required "" "" "ASL2" "The course that is taken in its place. One without a group counts as of the other's group.";
    plan "plan" Id optional "" "every plan, and what comes before or with a course" "diploma" "The only plan in which it holds.";
    requirement "requirement" Id optional "" "all of them" "world-language" "The only requirement of the plan, with all below it, in which it holds.";
    reason "reason" Text optional "" "no reason" "approved by the board" "Why. `reach --student` says it, and no other report.";
}

table! {
    /// Groups of students.
    STUDENT_GROUPS = RawStudentGroup, "student_groups", "student_groups.csv", optional,
    "Groups of students, such as pathways, programmes or houses, for reports, waivers and requirements that are asked of some: one row for each student and group.";
    student "student" Id required "" "" "S0001" "Student.";
    group "group" Id required "" "" "health-academy" "Group.";
}

table! {
    /// Credit from outside.
    OUTSIDE = RawOutside, "outside", "outside.csv", optional,
    "Credit that students may have from outside the school's own sections: summer school, recovery, online, college, exam. One row for each kind. A course had so counts as one taken at the school; what it may be is what `courses`, `subjects` and `tags` all admit.";
    outside "outside" Id required "" "" "summer-school" "Id of the kind.";
    title "title" Text optional "" "the id" "District summer school" "Title, for people.";
    courses "courses" Ids optional "" "any" "ALG1;BIO" "Courses of the courses table or the catalogue.";
    subjects "subjects" Ids optional "" "any" "Mathematics;Science" "Subject areas.";
    tags "tags" Ids optional "" "any" "a-g:c" "Tags: a course with any one of them.";
    when "when" Word optional "" "`year`" "summer" "`year`: beside the whole school year; the id of a term: beside that term; `summer`: between this year and the next, and so too late after the last.";
    most_credits "most_credits" Number required "credits, in the school's own whole unit" "" "10" "Most credits of the kind that a student may have in a year.";
    lowest_grade "lowest_grade" Number optional "grade" "any" "11" "Lowest grade for which it is.";
    highest_grade "highest_grade" Number optional "grade" "any" "12" "Highest grade for which it is.";
    groups "groups" Ids optional "" "everyone" "health-academy" "Groups of `student_groups.csv` for whose members it is.";
    cost "cost" Number optional "the office's own" "0" "150" "What one course costs.";
}

table! {
    /// Typical students.
    PERSONAS = RawPersona, "personas", "personas.csv", optional,
    "Typical students, against whom a schedule is checked even if no such student is enrolled.";
    persona "persona" Id required "" "" "newcomer-9" "Id of the typical student.";
    title "title" Text optional "" "the id" "Grade 9, newcomer, no credits yet" "What the student is like, for people.";
    grade "grade" Number required "grade" "" "9" "Grade in the school's own year.";
    plans "plans" Ids optional "" "those of everyone" "diploma;uc-a-g" "Plans that the student follows.";
    passed "passed" Ids optional "" "none" "ALG1@9;BIO" "Courses passed with the highest mark, each with the grade when it matters; without one, in the grade before.";
    needs "needs" Ids optional "" "nothing more" "eld" "Tags: in every term left, the student needs a course with each of them, as long as one fits the grade.";
}
