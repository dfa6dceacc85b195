//! How takes of a course count: the part of the page on plans that has numbers to follow.

/// Text of `docs/plans.md`.
pub(super) const COUNTING: &str = "
## How takes of a course count

Every time that a course was passed, is in progress, or is still to be taken is a *take* of it. A requirement uses whichever
take it admits, so that a pass that does not count for one (the mark is too low, it has no points, it was earned by another
method or in another grade) never stands in the way of taking the course again. The records that a student has stay what
they are: a D in grade 9 still feeds what is due by grade 9, and the retake what asks a C.

- **Credit.** A course of 10 credits that may be passed once (`completions` of the catalogue) counts 10 credits in each pool,
  however often it was taken; a course of 5 credits with 8 completions counts 40. Up to there each take counts by itself. Beyond,
  the takes of a course share its credit: each requirement may have it from any of them. Limits (`caps`) then hold for it only where
  all takes of the course fall under them: what was passed in summer and again in class is no summer credit any more.
- **Parts.** Credit earned in parts is summed up by course before it is counted in units: with a unit of 5, 6 and 4 credits of a
  course of 10 are two pieces, and 3 of 10 on record leave a piece and the rest of another to a take of the whole course. A
  piece that is put together counts where each of its parts does.
- **Twice a year.** A course with several completions may be taken several times in one year, in terms that have none in common.
- **Order.** Prerequisites ask for an earlier take, or one at the same time, with the mark that they name. On a roster that has both
  courses the wrong way round, the later one does not count.
- **Equal rows.** Of transcript rows that are equal in every cell one counts; where they name no term and the course may be passed
  once more, each counts. A course in progress, in the student's grade or in none, that stands on this year's roster is one take.

| On record | Place |
|---|---|
| a mark without points (`pass_marks`) | earns credit; passes every `min_mark`, but not `letter`; weighs nothing in averages |
| `incomplete`, or withdrawn | counts nowhere until it is passed; write `in-progress` where it is to be completed before the year begins |
| in progress | is taken to be passed with whatever mark is needed |
| failed | earns nothing and opens nothing; counts in averages |
| credit earned before the first grade | counts like any other; a filter with `from_grade = 9` leaves it out |

### Averages

The marks of all takes that `from` admits count, those of failed courses among them. Each weighs the credits attempted: the column
`attempted` of the transcript, or else the credits earned, or else those of the course; of one term of a course that only meets in
several, its share. Points are those of `marks`, and what a course adds (`added_points`). What is still to be taken counts with
the highest mark.

Of a course that may be passed several times for credit, all marks count: in a course of 10 credits with 4 completions, A (4.00) and
then F (0.00) are (400 x 10 + 0 x 10) / 20 = 2.00. Of a course that may be passed once, `repeats` says which do, as long as those
before leave something of its credits:

| Marks, in this order | `best` | `latest` | `all` |
|---|---|---|---|
| F (10), B (10), C (10) | B: 3.00 | C: 2.00 | (0 + 300 + 200) / 3 = 1.66 |
| A (5) and C (5), the two halves of a year | (400 x 5 + 200 x 5) / 10 = 3.00 | 3.00 | 3.00 |
| F (5) and C (5), and then B (10) | B: 3.00 | B: 3.00 | (0 x 5 + 200 x 5 + 300 x 10) / 20 = 2.00 |
| D (10), and then P (10) | D: 1.00 | nothing marked | D: 1.00 |

Halves with A and C and a year with C of another course are (400 x 5 + 200 x 5 + 200 x 10) / 20 = 2.50. An average is met when it is at
least what is asked, without rounding. Lowest marks are compared by the order of marks, which need not be that of points: a D in an
advanced course may count 2.00 in averages, and is no C (`mark_order` of the [settings](school-folder.md#settings)).
";
