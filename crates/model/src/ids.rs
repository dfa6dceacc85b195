//! Typed ids and vectors indexed by them.
//!
//! An id is the position of a thing in its table of the [`School`](crate::School). The office's own
//! string id is kept beside it and used in every text.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// An id that stands for a position in an [`IdVec`].
pub trait Id: Copy + Ord + fmt::Debug {
    /// The id of position `index`.
    fn from_index(index: usize) -> Self;
    /// The position this id stands for.
    fn index(self) -> usize;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl Id for $name {
            fn from_index(index: usize) -> Self {
                $name(u32::try_from(index).unwrap_or(u32::MAX))
            }
            fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}#{}", stringify!($name), self.0)
            }
        }
    )*};
}

ids! {
    /// A term of the year (a semester, a quarter, or the whole year).
    TermId,
    /// A day of the cycle (Monday, or "A").
    DayId,
    /// A slot label, shared by the days on which it occurs.
    SlotId,
    /// One term, day and slot: the smallest piece of time a section can meet in.
    CellId,
    /// A set of cells that a section may take.
    PatternId,
    /// A course.
    CourseId,
    /// A section of a course.
    SectionId,
    /// A teacher.
    TeacherId,
    /// A room.
    RoomId,
    /// A student.
    StudentId,
    /// One student's request for one course.
    RequestId,
    /// A team of teachers that plans together.
    TeamId,
    /// A course as graduation sees it, whether the school offers it or not.
    ListingId,
    /// A graduation plan.
    PlanId,
    /// A requirement of a graduation plan.
    NodeId,
    /// A group of students, for reports.
    GroupId,
    /// A typical student.
    PersonaId,
    /// A column of a [`Program`](crate::program::Program).
    ColumnId,
}

/// A vector indexed by one kind of id.
///
/// ```
/// use mortarboard_model::{Id, IdVec, RoomId};
/// let seats: IdVec<RoomId, u32> = vec![30, 24].into();
/// assert_eq!(seats[RoomId(1)], 24);
/// assert_eq!(seats.ids().last(), Some(RoomId(1)));
/// ```
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct IdVec<I, T> {
    items: Vec<T>,
    #[serde(skip)]
    of: PhantomData<fn(I)>,
}

impl<I: Id, T> IdVec<I, T> {
    /// An empty vector.
    ///
    /// ```
    /// # use mortarboard_model::{IdVec, RoomId};
    /// assert!(IdVec::<RoomId, u32>::new().is_empty());
    /// ```
    pub fn new() -> Self {
        Vec::new().into()
    }

    /// `len` copies of `value`.
    ///
    /// ```
    /// # use mortarboard_model::{IdVec, RoomId};
    /// assert_eq!(IdVec::<RoomId, u32>::filled(2, 7).as_slice(), [7, 7]);
    /// ```
    pub fn filled(len: usize, value: T) -> Self
    where
        T: Clone,
    {
        vec![value; len].into()
    }

    /// Appends an item and returns its id.
    ///
    /// ```
    /// # use mortarboard_model::{IdVec, RoomId};
    /// assert_eq!(IdVec::<RoomId, u32>::new().push(3), RoomId(0));
    /// ```
    pub fn push(&mut self, item: T) -> I {
        self.items.push(item);
        I::from_index(self.items.len() - 1)
    }

    /// How many items there are.
    ///
    /// ```
    /// # use mortarboard_model::{IdVec, RoomId};
    /// assert_eq!(IdVec::<RoomId, u32>::filled(2, 7).len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    ///
    /// ```
    /// # use mortarboard_model::{IdVec, RoomId};
    /// assert!(!IdVec::<RoomId, u32>::filled(2, 7).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The item of an id, or `None` when the id belongs to another school.
    ///
    /// ```
    /// # use mortarboard_model::{IdVec, RoomId};
    /// assert_eq!(IdVec::<RoomId, u32>::filled(2, 7).get(RoomId(9)), None);
    /// ```
    pub fn get(&self, id: I) -> Option<&T> {
        self.items.get(id.index())
    }

    /// All ids in order.
    ///
    /// ```
    /// # use mortarboard_model::{IdVec, RoomId};
    /// assert_eq!(IdVec::<RoomId, u32>::filled(2, 7).ids().count(), 2);
    /// ```
    pub fn ids(&self) -> impl ExactSizeIterator<Item = I> + DoubleEndedIterator + use<I, T> {
        (0..self.items.len()).map(I::from_index)
    }

    /// All ids and items in order.
    ///
    /// ```
    /// # use mortarboard_model::{IdVec, RoomId};
    /// let seats: IdVec<RoomId, u32> = vec![30, 24].into();
    /// assert_eq!(seats.iter().next(), Some((RoomId(0), &30)));
    /// ```
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (I, &T)> + DoubleEndedIterator {
        self.items.iter().enumerate().map(|(i, t)| (I::from_index(i), t))
    }

    /// The items in order.
    ///
    /// ```
    /// # use mortarboard_model::{IdVec, RoomId};
    /// assert_eq!(IdVec::<RoomId, u32>::filled(2, 7).values().sum::<u32>(), 14);
    /// ```
    pub fn values(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// The items as a slice.
    ///
    /// ```
    /// # use mortarboard_model::{IdVec, RoomId};
    /// assert_eq!(IdVec::<RoomId, u32>::filled(1, 7).as_slice(), [7]);
    /// ```
    pub fn as_slice(&self) -> &[T] {
        &self.items
    }

    /// The items in order, to be changed.
    pub(crate) fn values_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.items.iter_mut()
    }
}

impl<I: Id, T> Default for IdVec<I, T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<I, T> From<Vec<T>> for IdVec<I, T> {
    fn from(items: Vec<T>) -> Self {
        IdVec { items, of: PhantomData }
    }
}

impl<I: Id, T> FromIterator<T> for IdVec<I, T> {
    fn from_iter<A: IntoIterator<Item = T>>(iter: A) -> Self {
        iter.into_iter().collect::<Vec<T>>().into()
    }
}

impl<I: Id, T> Index<I> for IdVec<I, T> {
    type Output = T;
    fn index(&self, id: I) -> &T {
        &self.items[id.index()]
    }
}

impl<I: Id, T> IndexMut<I> for IdVec<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.items[id.index()]
    }
}

impl<I, T: fmt::Debug> fmt::Debug for IdVec<I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.items).finish()
    }
}
