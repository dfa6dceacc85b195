//! What a rule tells a search: what is counted, as plain data.
//!
//! A search changes one thing at a time and must know at once what that does to each rule. Rows can tell it for any rule,
//! at the cost of following every column; the kinds of this module can be kept by a few counts each. A rule says *what*
//! is counted, in ids and numbers; *how* it is kept (by choices that never exist, by refusing a move, by a price) follows
//! from the kind and from the mode of the rule, and is for the search to decide.
//!
//! Kinds are few on purpose. A rule that fits none of them is [`Keeping::Rows`]: it is kept all the same, more slowly, and
//! where it speaks of seats less well, since what restricts one student's choice of sections is then found out by trying.

mod amount;
mod at_once;
mod different;
mod link;
mod needs;
mod pairs;
mod student;
mod week;
mod worth;

pub use amount::{Amount, Counted, Sum};
pub use at_once::{AtOnce, Of};
pub use different::Different;
pub use link::{Link, Relation};
pub use needs::{Facet, Host, Needs};
pub use pairs::Pairs;
pub use student::Student;
pub use week::Week;
pub use worth::Worth;

/// How a rule is kept by a search.
///
/// ```
/// use mortarboard_model::{keeper::{Keeper, Keeping}, rule::Rules, testing, School};
/// let school = School::try_from(testing::tiny()).unwrap();
/// let rules = Rules::of(&school);
/// let (seats, _) = rules.get("seat-cap").unwrap();
/// let Keeping::Keepers(keepers) = seats.search(&school) else { panic!("seats are counted") };
/// assert!(keepers.iter().all(|keeper| matches!(keeper, Keeper::Amount(_))));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// By the rows of the rule.
    Rows,
    /// By these: the rule is kept where all of them are, and the units by which it is broken are theirs together.
    Keepers(Vec<Keeper>),
}

/// One thing that is counted or restricted for a rule.
///
/// ```
/// use mortarboard_model::keeper::{AtOnce, Keeper, Of};
/// use mortarboard_model::{CellId, TeacherId};
/// let once = AtOnce { of: Of::Teacher(TeacherId(0)), most: [(CellId(3), 1)].into() };
/// assert_eq!(Keeper::from(once.clone()), Keeper::AtOnce(once));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Keeper {
    /// Sections that have a pattern, a teacher or a room.
    Needs(Needs),
    /// Sections that meet at one time.
    AtOnce(AtOnce),
    /// A weighted sum.
    Amount(Amount),
    /// Different things that a teacher's sections stand for.
    Different(Different),
    /// A teacher's or a team's week.
    Week(Week),
    /// Two sections that are tied to one another.
    Link(Link),
    /// What restricts one student's sections.
    Student(Student),
    /// What restricts rooms.
    Host(Host),
    /// What a choice gains.
    Worth(Worth),
}

macro_rules! kinds {
    ($($kind:ident),*) => {
        $(impl From<$kind> for Keeper {
            fn from(keeper: $kind) -> Keeper {
                Keeper::$kind(keeper)
            }
        })*
    };
}

kinds!(Needs, AtOnce, Amount, Different, Week, Link, Student, Host, Worth);

impl Keeping {
    /// Keepers of one kind.
    ///
    /// ```
    /// use mortarboard_model::keeper::{Keeping, Student};
    /// assert_eq!(Keeping::of(Vec::<Student>::new()), Keeping::Keepers(Vec::new()));
    /// ```
    pub fn of<K: Into<Keeper>>(keepers: impl IntoIterator<Item = K>) -> Keeping {
        Keeping::Keepers(keepers.into_iter().map(Into::into).collect())
    }

    /// These keepers and some of another kind. Rows stay rows.
    ///
    /// ```
    /// use mortarboard_model::keeper::{Host, Keeping, Student};
    /// let both = Keeping::of([Student::OneAtATime]).and([Host::Exclusive]);
    /// assert!(matches!(both, Keeping::Keepers(keepers) if keepers.len() == 2));
    /// ```
    #[must_use]
    pub fn and<K: Into<Keeper>>(mut self, more: impl IntoIterator<Item = K>) -> Keeping {
        if let Keeping::Keepers(keepers) = &mut self {
            keepers.extend(more.into_iter().map(Into::into));
        }
        self
    }
}
