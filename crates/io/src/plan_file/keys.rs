//! Every key of a plan file, declared once.

use super::field::{Field, Keyed};
use super::{Key, Section};
use mortarboard_model::graduation::raw::{RawCap, RawEither, RawFilter, RawPlan, RawRequirement, RawSubstitute, RawValidation};

/// Declares a table of a plan file and ties its keys to the fields of a raw struct.
macro_rules! section {
    (
        $(#[$doc:meta])*
        $name:ident = $raw:ty, $called:literal, $meaning:literal;
        $($field:ident $kind:literal $unit:literal $default:literal $example:literal $says:literal;)*
    ) => {
        $(#[$doc])*
        pub const $name: Section = Section {
            name: $called,
            meaning: $meaning,
            keys: &[$(Key {
                name: stringify!($field),
                kind: $kind,
                unit: $unit,
                default: $default,
                example: $example,
                meaning: $says,
            }),*],
        };

        impl Keyed for $raw {
            const SECTION: &'static Section = &$name;

            fn fields_mut(&mut self) -> Vec<&mut dyn Field> {
                // Taking the struct apart keeps the declaration complete: a new field does not compile.
                let Self { $($field),* } = self;
                vec![$($field),*]
            }

            fn fields(&self) -> Vec<&dyn Field> {
                let Self { $($field),* } = self;
                vec![$($field),*]
            }
        }
    };
}

section! {
    /// The plan itself.
    PLAN = RawPlan, "plan", "The keys at the top of the file.";
    plan "text" "" "the name of the file" "\"diploma\"" "Id of the plan.";
    title "text" "" "the id" "\"North High diploma\"" "Title, for people.";
    source "text" "" "nothing" "\"Board policy 6146.1, illustrative\"" "Where the rules stand, and what is left out.";
    unit "number" "credits" "1" "5" "Smallest amount of credit that counts by itself. A course of 10 credits under a unit of 5 makes two pieces, which may feed two requirements. All amounts are multiples of it, and of a course, what is left over beyond whole pieces does not count.";
    everyone "true or false" "" "false" "true" "Whether every student without a plan of their own follows it.";
    entered_from "number" "year" "any" "2026" "First school year of entry, in the first grade of the settings, for which it is everyone's; the column `entered` of `students` states a student's year, and otherwise it follows from the grade.";
    entered_to "number" "year" "any" "2029" "Last school year of entry for which it is everyone's.";
    require "list of requirements" "" "none, which is a fault" "[{ credits = 220 }]" "All of these must be met.";
    caps "list of caps" "" "none" "[{ from = [{ method = [\"exam\"] }], most = 65 }]" "Limits on credit of one kind. Of any two, either one holds the other or no credit falls under both.";
    either "list of either-ors" "" "none" "[{ from = [{ tag = [\"computer-science\"] }], requirements = [\"math\", \"science\"] }]" "Courses that may feed one of several requirements, but not two of them.";
    validations "list of validations" "" "none" "[{ higher = [\"ALG2\"], lower = [\"ALG1\"], min_mark = \"C\" }]" "Higher courses that stand in for lower ones.";
}

section! {
    /// A requirement.
    REQUIREMENT = RawRequirement, "requirement",
    "Exactly one of `all`, `any`, `some`, `credits`, `course`, `each_term`, `average`, `exam` and `item` says what is asked (`course` may come with `credits`).";
    id "text" "" "made from the position, such as `science.2`, or `plan.2` at the top" "\"science\"" "Id, unique in the plan. Waivers, either-ors and reports name it.";
    title "text" "" "the id" "\"Laboratory science\"" "Title, for people.";
    groups "list of texts" "" "everyone" "[\"health-academy\"]" "Asked only of students in one of these groups ([more below](#groups-of-students)).";
    not_groups "list of texts" "" "none" "[\"newcomers\"]" "Not asked of students in any of these groups.";
    entered_from "number" "year" "any" "2022" "Asked only of students who entered in this school year or later, counted as for a plan.";
    entered_to "number" "year" "any" "2021" "Asked only of students who entered in this school year or earlier.";
    all "list of requirements" "" "" "[{ exam = \"english\" }, { exam = \"math\" }]" "All of these.";
    any "list of requirements" "" "" "[{ credits = 10, from = [{ tag = [\"arts\"] }] }, { item = \"portfolio\" }]" "Any one of these.";
    some "list of requirements" "" "" "[{ exam = \"a\" }, { exam = \"b\" }, { exam = \"c\" }]" "At least `at_least` of these.";
    at_least "number" "requirements" "needed with `some`" "2" "How many of `some`.";
    credits "number" "credits" "" "30" "So many credits from the courses that `from` admits.";
    course "list of ids" "" "" "[\"GEO\", \"GEOH\"]" "A named course: the first; the others are its equivalents. `credits` is then the first's when left out.";
    from "list of filters" "" "everything" "[{ tag = [\"lab\"] }, { code = [\"03\"] }]" "What counts for `credits`, `each_term` and `average`: what any one of the filters admits. With `course`, each filter is narrowed to the named courses.";
    same_group "true or false" "" "false" "true" "For `credits`: all of them must come from courses of one group.";
    pool "text" "" "`diploma`" "\"total\"" "For `credits`: a piece of credit counts once in each pool. The pool `total` is for sums over everything.";
    validated "true or false" "" "false" "true" "For `credits`: whether the validations of the plan count here.";
    substitutes "list of substitutes" "" "none" "[{ from = [{ tag = [\"certification\"] }], most = 10 }]" "For `credits`: what may replace the courses of `from`. Of any two, either one holds the other or no credit falls under both.";
    each_term "two numbers" "grades" "" "[9, 12]" "A course that `from` admits in each term of these grades, lowest and highest. Nothing is used up.";
    average "number" "hundredths of a point" "" "200" "An average of at least so much over what `from` admits, failed courses among it, weighted by the credits attempted. Nothing is used up.";
    repeats "text" "" "`best`" "\"latest\"" "For `average`: which marks count of a course that counts once for credit and was taken more often: `best`, `latest` or `all` ([worked out below](#averages)).";
    exam "text" "" "" "\"algebra-1-exam\"" "An exam passed.";
    score "number" "points" "1" "65" "Least score of the exam.";
    item "text" "" "" "\"service-hours\"" "Something that is no course.";
    amount "number" "as the item is counted" "1" "40" "Least amount of the item, as a sum.";
    by_grade "number" "grade" "the last grade" "10" "For an exam or an item: to be done by the end of this grade.";
    status "true or false" "" "false" "true" "For an item: it is what the student is, such as a citizen, and nothing that can still be done. Where it is not recorded, it is missed and not open.";
}

section! {
    /// A filter.
    FILTER = RawFilter, "filter", "What counts. Every key that is given must hold; within a list, any one entry will do.";
    course "list of ids" "" "any" "[\"ALG1\", \"ALG1H\"]" "One of these courses.";
    subject "list of texts" "" "any" "[\"Mathematics\"]" "One of these subjects.";
    tag "list of tags" "" "any" "[\"a-g:c\"]" "One of these tags.";
    code "list of texts" "" "any" "[\"02\"]" "A code that begins with one of these.";
    group "list of texts" "" "any" "[\"spanish\", \"french\"]" "One of these groups.";
    not_course "list of ids" "" "none" "[\"MATHLAB\"]" "None of these courses.";
    not_tag "list of tags" "" "none" "[\"support\"]" "None of these tags, which need not be carried by any course.";
    method "list of texts" "" "any" "[\"classroom\", \"summer\"]" "Earned by one of these methods. Courses still to be taken at the school count as `classroom`.";
    not_method "list of texts" "" "none" "[\"exam\"]" "Earned by none of these methods.";
    from_grade "number" "grade" "any" "11" "Taken in this grade or later. A record without a grade does not count then.";
    to_grade "number" "grade" "any" "11" "Taken in this grade or earlier. A record without a grade does not count then.";
    min_mark "text" "" "any that passes" "\"C\"" "Lowest mark that counts. Marks without points pass.";
    letter "true or false" "" "false" "true" "Only with a mark that has points.";
    before "list of ids" "" "any time" "[\"ALG2\"]" "Only when taken in an earlier term than any of these courses is begun, or when none of them is taken. `tag:NAME` stands for every course that carries the tag.";
}

section! {
    /// A substitute.
    SUBSTITUTE = RawSubstitute, "substitute", "What may replace the courses of a requirement.";
    from "list of filters" "" "everything" "[{ tag = [\"certification\"] }]" "What any one of these filters admits.";
    most "number" "credits" "needed" "10" "Most credits replaced in this way.";
}

section! {
    /// A cap.
    CAP = RawCap, "cap", "A limit on credit of one kind.";
    from "list of filters" "" "everything" "[{ method = [\"summer\"] }]" "What the limit is on: what any one of these filters admits.";
    most "number" "credits" "needed" "20" "Most credits of it that count in each pool.";
}

section! {
    /// An either-or.
    EITHER = RawEither, "either-or", "Courses that may feed one of several requirements, but not two of them.";
    from "list of filters" "" "everything" "[{ tag = [\"computer-science\"] }]" "What any one of these filters admits.";
    requirements "list of ids" "" "needed" "[\"math\", \"science\"]" "Requirements with `credits` or `course`, at most one of which may use it.";
}

section! {
    /// A validation.
    VALIDATION = RawValidation, "validation",
    "Higher courses that stand in for lower ones, in requirements that say `validated`. Each lower course that was not itself passed is treated as if it had been, in the same grade and term as the higher one.";
    higher "list of ids" "" "needed" "[\"ALG2\"]" "Whoever has passed one of these (`tag:NAME` stands for every course that carries the tag)...";
    lower "list of ids" "" "needed" "[\"ALG1\"]" "...is treated as if these had been passed too, with the same mark and the credits of their listing.";
    min_mark "text" "" "any that passes" "\"C\"" "Lowest mark in the higher course.";
}

/// The tables of a plan file.
///
/// ```
/// assert!(mortarboard_io::plan_file::SECTIONS.iter().any(|section| section.name == "filter"));
/// ```
pub const SECTIONS: [&Section; 7] = [&PLAN, &REQUIREMENT, &FILTER, &SUBSTITUTE, &CAP, &EITHER, &VALIDATION];
