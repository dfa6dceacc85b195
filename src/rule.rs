//! Rules: those of the library, in which mode each is kept, and rules of one's own.
//!
//! [`Rules::of`] is what the school's settings say. A rule of your own is a type that implements [`Rule`]; it says one thing five times:
//! which choices it excludes, its rows in a [`Program`], what a search counts (in [`keeper`]s), what breaks it, and what a person reads.
//! `examples/custom_rule.rs` writes one. That what it says is one thing is tested by the laws of the feature `testing`.
//!
//! ```
//! use mortarboard::rule::{Mode, Rules, standard};
//! let school = mortarboard::School::try_from(mortarboard::files::seven_period_day())?;
//! let rules = Rules::of(&school).without("student-clash");
//! assert!(rules.get("student-clash").is_none());
//! assert!(standard().iter().any(|rule| rule.card().slug == "student-clash" && rule.card().default == Mode::Hard));
//! # Ok::<(), mortarboard::Faults>(())
//! ```

#[doc(inline)]
pub use mortarboard_model::ColumnId;
#[doc(inline)]
pub use mortarboard_model::program::{Choice, Program, Sense};
#[doc(inline)]
pub use mortarboard_model::rule::{Card, Explanation, Finding, Instance, Mode, Rule, Rules, Selected, Subject, standard};
#[doc(inline)]
pub use mortarboard_model::table::{Column, Kind, Table};

/// What a search counts for a rule, as plain data of a few kinds.
///
/// ```
/// use mortarboard::rule::keeper::{Amount, Keeping, Sum};
/// // Nothing may be placed at all where nothing is listed, which is always so.
/// let keeping = Keeping::of([Amount::at_most(Sum::Placed(Vec::new()), 0)]);
/// assert!(matches!(keeping, Keeping::Keepers(keepers) if keepers.len() == 1));
/// ```
pub mod keeper {
    #[doc(inline)]
    pub use mortarboard_model::keeper::{
        Amount, AtOnce, Counted, Different, Facet, Host, Keeper, Keeping, Link, Needs, Of, Pairs, Relation, Student, Sum, Week, Worth,
    };
}
