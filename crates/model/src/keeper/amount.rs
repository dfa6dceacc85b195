//! A weighted sum that stays within a range.

use crate::ids::{PatternId, RequestId, SectionId, TeacherId};
use std::sync::Arc;

/// A weighted sum lies within a range.
///
/// **Unit.** So much of the sum as [`unit`](Self::unit) says, above the most or below the least; a part of a unit counts as
/// a whole one.
///
/// ```
/// use mortarboard_model::keeper::{Amount, Counted, Sum};
/// use mortarboard_model::SectionId;
/// let full = Amount::at_most(Sum::Seated(vec![SectionId(0)], Counted::All), 30);
/// assert_eq!([29, 30, 31, 35].map(|students| full.units(students)), [0, 0, 1, 5]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// What is added up.
    pub sum: Sum,
    /// The least it may be; none for no limit.
    pub least: Option<i64>,
    /// The most it may be; none for no limit.
    pub most: Option<i64>,
    /// How much of the sum is one unit of violation, at least 1.
    pub unit: i64,
}

/// What is added up.
///
/// ```
/// use mortarboard_model::keeper::Sum;
/// use mortarboard_model::{SectionId, TeacherId};
/// // What one teacher teaches: the first section counts one, the second one and a half.
/// let load = Sum::Taught(TeacherId(0), [(SectionId(0), 1000), (SectionId(1), 1500)].into());
/// assert!(matches!(load, Sum::Taught(_, sections) if sections.len() == 2));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sum {
    /// What each section adds when it takes a pattern. A section and pattern named twice adds both.
    Placed(Vec<(SectionId, PatternId, i64)>),
    /// What each section adds when the teacher teaches it, ascending by section. The list is shared by all teachers for whom
    /// it is the same.
    Taught(TeacherId, Arc<[(SectionId, i64)]>),
    /// What each student adds who sits in one of the sections.
    Seated(Vec<SectionId>, Counted),
}

/// Which seats count, and how much.
///
/// ```
/// use mortarboard_model::{keeper::Counted, RequestId};
/// // Of two students one counts double, and anybody else not at all.
/// let some = Counted::Some([(RequestId(0), 1), (RequestId(1), 2)].into());
/// assert_ne!(some, Counted::All);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Each by one.
    All,
    /// Those that meet these requests, each by so much.
    Some(Arc<[(RequestId, i64)]>),
}

impl Amount {
    /// At most so much, in units of one.
    ///
    /// ```
    /// use mortarboard_model::keeper::{Amount, Sum};
    /// assert_eq!(Amount::at_most(Sum::Placed(Vec::new()), 0).units(2), 2);
    /// ```
    pub fn at_most(sum: Sum, most: i64) -> Self {
        Amount { sum, least: None, most: Some(most), unit: 1 }
    }

    /// At least so much, in units of one.
    ///
    /// ```
    /// use mortarboard_model::keeper::{Amount, Sum};
    /// assert_eq!(Amount::at_least(Sum::Placed(Vec::new()), 3).units(1), 2);
    /// ```
    pub fn at_least(sum: Sum, least: i64) -> Self {
        Amount { sum, least: Some(least), most: None, unit: 1 }
    }

    /// Units by which a value of the sum breaks the range.
    ///
    /// ```
    /// use mortarboard_model::keeper::{Amount, Sum};
    /// let load = Amount { unit: 1000, ..Amount::at_most(Sum::Placed(Vec::new()), 5000) };
    /// assert_eq!([5000, 5500, 7000].map(|load_now| load.units(load_now)), [0, 1, 2]);
    /// ```
    pub fn units(&self, sum: i64) -> i64 {
        let over = self.most.map_or(0, |most| sum.saturating_sub(most)).max(0);
        let under = self.least.map_or(0, |least| least.saturating_sub(sum)).max(0);
        let unit = self.unit.max(1);
        let whole = |excess: i64| excess / unit + i64::from(excess % unit > 0);
        whole(over) + whole(under)
    }
}
