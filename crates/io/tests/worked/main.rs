//! Worked students: for each plan that comes with the library, results derived by hand.
//!
//! All students are of one school with courses of 10 credits for a year (or 5, where said), whose transcripts
//! are written as `9 ENG1:B ALG1:C 10 ENG2:B`: a grade, then courses with marks.

mod a_g;
mod chicago;
mod desk;
mod features;
mod florida;
mod new_york;
mod oakland;
mod ohio;
mod texas;
mod washington;
