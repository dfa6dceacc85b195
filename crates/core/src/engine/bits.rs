//! Sets of atoms as machine words: the search is compiled once for each width.

use mortarboard_model::time::AtomSet;

/// A small set of atoms.
pub(crate) trait Bits: Copy + Default + Eq + Send + Sync + std::fmt::Debug {
    /// How many atoms fit.
    const WIDTH: usize;
    fn from_atoms(set: AtomSet) -> Self;
    fn meets(self, other: Self) -> bool;
    fn with(self, other: Self) -> Self;
    /// How many atoms of this set are not in the other.
    fn count_outside(self, other: Self) -> u32;
    /// The first 64 atoms as a word.
    fn low(self) -> u64;
}

impl Bits for u64 {
    const WIDTH: usize = 64;
    fn from_atoms(set: AtomSet) -> Self {
        set.0[0]
    }
    #[inline]
    fn meets(self, other: Self) -> bool {
        self & other != 0
    }
    #[inline]
    fn with(self, other: Self) -> Self {
        self | other
    }
    #[inline]
    fn count_outside(self, other: Self) -> u32 {
        (self & !other).count_ones()
    }
    #[inline]
    fn low(self) -> u64 {
        self
    }
}

impl Bits for u128 {
    const WIDTH: usize = 128;
    fn from_atoms(set: AtomSet) -> Self {
        u128::from(set.0[0]) | u128::from(set.0[1]) << 64
    }
    #[inline]
    fn meets(self, other: Self) -> bool {
        self & other != 0
    }
    #[inline]
    fn with(self, other: Self) -> Self {
        self | other
    }
    #[inline]
    fn count_outside(self, other: Self) -> u32 {
        (self & !other).count_ones()
    }
    #[inline]
    fn low(self) -> u64 {
        self as u64
    }
}

impl Bits for AtomSet {
    const WIDTH: usize = mortarboard_model::time::MOST_ATOMS;
    fn from_atoms(set: AtomSet) -> Self {
        set
    }
    #[inline]
    fn meets(self, other: Self) -> bool {
        AtomSet::meets(self, other)
    }
    #[inline]
    fn with(self, other: Self) -> Self {
        self | other
    }
    #[inline]
    fn count_outside(self, other: Self) -> u32 {
        self.0.iter().zip(other.0).map(|(a, b)| (a & !b).count_ones()).sum()
    }
    #[inline]
    fn low(self) -> u64 {
        self.0[0]
    }
}
