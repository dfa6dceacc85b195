//! What differs from student to student: the part of the page on plans about groups, waivers and substitutions.

/// Text of `docs/plans.md`.
pub(super) const GRANTED: &str = "
## Groups of students

A requirement with `groups` is asked only of students in one of these groups of the table
[student_groups](school-folder.md#student_groups), one with `not_groups` of nobody in any of those, and one with `entered_from` or
`entered_to` only of those who entered in these school years (grade 9, or the first grade of the settings). Of everyone else:

- at the top of a plan and in `all` it is left out;
- in `any` and `some` it is no choice. Where fewer choices are left than are asked, the requirement around them can't be met.

A name in `groups` that no student bears is a fault, since the requirement would be asked of nobody. Sums do not change by
themselves: where a requirement of credit is asked of some, give the others one in its place, or leave the sum to the pool `total`.

## What is granted to one student

| The office says | A row in | What it does |
|---|---|---|
| the requirement is not asked | [waivers](school-folder.md#waivers), `credits` blank | it and all below it count as met; sums of the pool `total` stay, or shrink by what it asks with `keep_total` `no` |
| so many credits of it are not asked | waivers, with `credits` | it asks as much less; sums stay or shrink in the same way |
| so many credits of it count as had | waivers, with `credits` and `kind` `agreement` | it asks as much less, and so does each requirement of the pool `total` that admits every course that it admits. For a sum that admits fewer courses (all laboratory courses), give it a row of its own |
| a course is taken in place of another | [substitutions](school-folder.md#substitutions) | a pass of it counts where the other would |

- A waiver for a `group` is one for each student in it. A student's own row about a requirement goes before those of groups, and of
  these the first. A requirement may be waived in part and have credits by agreement as well.
- A course in place of another is admitted by the filters `from` of requirements of `credits`, `course` and `each_term` that name the other,
  with its own credits, grade, mark, method and time. Like any credit it feeds one requirement in each pool. It is not
  counted as the other in averages, `caps`, `substitutes`, `either`, `before` and `validations`, which look at what was taken. A row that names no
  plan also holds for prerequisites. A course without a `group` counts as of the group of the other, for `same_group`.

`mortarboard reach --student` lists all this with its reasons, and which of it is made use of.
";
