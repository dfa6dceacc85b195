//! The page on plan files.

use super::counting::COUNTING;
use super::granted::GRANTED;
use super::line;
use crate::plan_file::SECTIONS;
use crate::plans::{METHODS, TAGS, all};

const HEAD: &str = "\
# Graduation plans

<!-- Generated. MORTARBOARD_BLESS=1 cargo test -p mortarboard-io --test pages -->

A graduation plan is a tree of requirements, in a TOML file of its own in the folder `plans` of a [school
folder](school-folder.md): `plans/diploma.toml` is the plan `diploma`. Files that do not end in `.toml` are not looked at.
In JSON, `plans` is an array of objects with the same keys.

- All amounts are in credits, the whole unit in which the courses table counts them.
- A piece of credit (`unit`) feeds one requirement only, and any piece may go to any requirement that admits it: nobody has
  to say which course is used for what. To count a course again in a sum or a second list, give that requirement another `pool`.
- Which courses count is said by filters: over ids, subjects, tags, codes and groups of the [courses
  table](school-folder.md#courses) and the [catalogue](school-folder.md#catalogue), and over the grade, the mark and the
  method of what a student has taken.
- A course that is still to be taken counts as `classroom`, with the highest mark, in the grade of its year.

A student follows the plans of the table [student_plans](school-folder.md#student_plans), or else every plan with
`everyone` whose years of entry fit. Each plan is looked at by itself. [Waivers and
substitutions](#what-is-granted-to-one-student) make it less for one student, or open to other courses.

Faults of a plan are reported with the file and the line, in the way of [all others](school-folder.md#faults). A word that no
course bears is a fault, so that no slip of the pen makes a requirement that nobody can meet.
";

/// Title, text and sample. Each sample is a plan of its own.
const SAMPLES: [(&str, &str, &str); 13] = [
    (
        "Credits of one kind",
        "What any one of the filters admits counts. Electives without a filter take whatever is left over.",
        r#"title = "Three kinds of credit"
unit = 5
everyone = true

[[require]]
id = "english"
title = "English"
credits = 40
from = [{ tag = ["english"] }]

[[require]]
id = "science"
credits = 20
from = [{ tag = ["life-science"] }, { tag = ["physical-science"], not_course = ["IPC"] }]

[[require]]
id = "electives"
credits = 50
"#,
    ),
    (
        "Named courses",
        "The first course says how many credits are needed; the others are its equivalents. Filters beside it narrow what counts, here \
         to a C or better.",
        r#"[[require]]
id = "geometry"
course = ["GEO", "GEOH"]
from = [{ min_mark = "C" }]
"#,
    ),
    (
        "All, any and some",
        "Requirements can hold requirements. A search may have to look at each choice, so the choices of a plan must not multiply to more \
         than 20,000 alternatives.",
        r#"[[require]]
id = "arts-or-language"
any = [
  { id = "arts", credits = 10, from = [{ tag = ["arts"] }] },
  { id = "language", credits = 10, from = [{ tag = ["world-language"] }] },
]

[[require]]
id = "exams"
some = [
  { id = "english-exam", exam = "english", score = 65 },
  { id = "math-exam", exam = "math", score = 65 },
  { id = "science-exam", exam = "science", score = 65 },
]
at_least = 2

[[require]]
id = "civic-duty"
all = [
  { id = "government", credits = 5, from = [{ tag = ["government"] }] },
  { id = "civics-test", exam = "civics" },
]
"#,
    ),
    (
        "Credits of one group",
        "Two years of the same language: the catalogue gives the levels of each language one `group`.",
        r#"[[require]]
id = "world-language"
credits = 20
from = [{ tag = ["world-language"] }]
same_group = true
"#,
    ),
    (
        "Counting a course twice",
        "Each pool counts a piece once. A sum over everything belongs to the pool `total`: waivers know it, and leave it as it is unless \
         they say otherwise. Here 20 credits with a laboratory may be the same courses as the 30 credits of science.",
        r#"unit = 5

[[require]]
id = "science"
credits = 30
from = [{ tag = ["science"] }]

[[require]]
id = "laboratory"
credits = 20
from = [{ tag = ["lab"] }]
pool = "laboratory"

[[require]]
id = "total"
credits = 220
pool = "total"
"#,
    ),
    (
        "Marks, letters, grades and methods",
        "Eleven courses with a C or better and a letter before grade 12, none of them by exam.",
        r#"unit = 5

[[require]]
id = "before-grade-12"
credits = 110
from = [{ tag = ["a-g:a", "a-g:b", "a-g:c"], min_mark = "C", letter = true, to_grade = 11, not_method = ["exam"] }]
"#,
    ),
    (
        "Order",
        "A course that counts only when it is done before another is begun.",
        r#"[[require]]
id = "more-math"
credits = 10
from = [{ tag = ["math"], not_tag = ["math-models"] }, { tag = ["math-models"], before = ["tag:algebra-2"] }]
"#,
    ),
    (
        "Substitutes and either-or",
        "Computer science may stand in for mathematics or for science, but not for both, and a certification for ten credits of either.",
        r#"unit = 5

[[require]]
id = "math"
credits = 20
from = [{ tag = ["math"] }]
[[require.substitutes]]
from = [{ tag = ["certification"] }]
most = 10
[[require.substitutes]]
from = [{ tag = ["computer-science"], not_tag = ["certification"] }]
most = 10

[[require]]
id = "science"
credits = 30
from = [{ tag = ["science"] }]
substitutes = [{ from = [{ tag = ["computer-science"] }], most = 10 }]

[[either]]
from = [{ tag = ["computer-science"] }]
requirements = ["math", "science"]
"#,
    ),
    (
        "Caps",
        "At most 65 credits by exam and 20 in summer count in each pool. Of any two caps, one must hold the other or they must lie apart.",
        r#"unit = 5
require = [{ id = "total", credits = 220 }]

[[caps]]
from = [{ method = ["exam"] }]
most = 65

[[caps]]
from = [{ method = ["summer"] }]
most = 20
"#,
    ),
    (
        "Higher courses that stand in for lower ones",
        "Whoever passes ALG2 with a C or better is treated as if ALG1 had been passed, in requirements that say `validated`. The lower \
         course is granted where that very course was not passed: where a level is taught as several courses, write the rule with `any` \
         instead.",
        r#"[[require]]
id = "math"
credits = 30
from = [{ tag = ["math"], min_mark = "C" }]
validated = true

[[validations]]
higher = ["ALG2"]
lower = ["ALG1"]
min_mark = "C"
"#,
    ),
    (
        "Each term, and an average",
        "Physical education in each term of grades 9 to 12, whatever credit it earns, and an average of at least 2.00. Neither uses anything \
         up.",
        r#"[[require]]
id = "pe-each-term"
each_term = [9, 12]
from = [{ tag = ["pe"] }]

[[require]]
id = "average"
average = 200
"#,
    ),
    (
        "What is no course, and years of entry",
        "Scores and amounts are rows of the table [achievements](school-folder.md#achievements). What is due by the end of a grade is \
         missed when that grade is over; without a grade it stays open to the last one. The years of entry need `year` in the settings.",
        r#"everyone = true
entered_from = 2023
entered_to = 2026

[[require]]
id = "algebra-exam"
exam = "algebra-1"
score = 65

[[require]]
id = "service"
item = "service-hours"
amount = 20
by_grade = 10
"#,
    ),
    (
        "Requirements of some students, and a status",
        "The hours in a hospital are asked of one programme, the second year of a language of all others, and of those who entered \
         before 2024 no language at all. What a student is, and can't still do, is a `status`.",
        r#"title = "By group and by year"
unit = 5
everyone = true

[[require]]
id = "hospital"
item = "hospital-hours"
amount = 40
groups = ["health-academy"]

[[require]]
id = "language"
entered_from = 2024
all = [
  { id = "language-1", credits = 10, from = [{ tag = ["world-language"] }] },
  { id = "language-2", credits = 10, from = [{ tag = ["language-2-plus"] }], not_groups = ["health-academy"] },
]

[[require]]
id = "residency"
item = "resident"
status = true
"#,
    ),
];

/// The text of `docs/plans.md`.
///
/// ```
/// assert!(mortarboard_io::page::plans().contains("| `same_group` | true or false |"));
/// ```
pub fn plans() -> String {
    let mut page = HEAD.to_owned();
    for (at, section) in SECTIONS.into_iter().enumerate() {
        let title = if at == 0 { "Keys" } else { section.name };
        line(&mut page, format_args!("\n## {title}\n\n{}\n", section.meaning));
        line(&mut page, format_args!("| Key | Kind | Unit | If left out | Example | Meaning |\n|---|---|---|---|---|---|"));
        for key in section.keys {
            let (name, kind, unit, default, example) = (key.name, key.kind, key.unit, key.default, key.example);
            line(&mut page, format_args!("| `{name}` | {kind} | {unit} | {default} | `{example}` | {} |", key.meaning));
        }
    }
    page.push_str(COUNTING);
    page.push_str(GRANTED);
    page.push_str("\n## Samples\n\nEach of these is a plan file.\n");
    for (title, text, sample) in SAMPLES {
        line(&mut page, format_args!("\n### {title}\n\n{text}\n\n```toml\n{sample}```"));
    }
    shipped(&mut page);
    page
}

fn shipped(page: &mut String) {
    page.push_str(
        "\n## Plans that come with the library\n\n\
         They show how real rules are written down. They are illustrative, may be out of date, and are no advice: **check with your\n\
         registrar** before a student's graduation depends on them. `source` in each file says what it leaves out. All of them count\n\
         10 credits for a course of a whole year and 5 for half a year; a school that counts otherwise changes the amounts.\n\n\
         To adopt one, write the file into the folder `plans` and give your courses its tags in the [catalogue](school-folder.md#catalogue).\n\
         A tag that no course carries is reported as `unknown-tag`, by name: add it to the courses that it fits, also to such as\n\
         are not offered this year, or take it out of the plan.\n\n",
    );
    line(page, format_args!("| Plan | Title |\n|---|---|"));
    for plan in all() {
        line(page, format_args!("| [`{}`](../crates/io/plans/{}.toml) | {} |", plan.plan, plan.plan, plan.title));
    }
    page.push_str("\n### Tags\n\nThe tags that these plans and the reports on groups use. A school may have any others besides.\n\n");
    line(page, format_args!("| Tag | Courses that carry it |\n|---|---|"));
    for (tag, meaning) in TAGS {
        line(page, format_args!("| `{tag}` | {meaning} |"));
    }
    page.push_str("\n### Methods\n\nWords for the column `method` of transcripts. A school may have any others besides.\n\n");
    line(page, format_args!("| Method | How the credit was earned |\n|---|---|"));
    for (method, meaning) in METHODS {
        line(page, format_args!("| `{method}` | {meaning} |"));
    }
}
