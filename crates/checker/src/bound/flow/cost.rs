//! Worths as numbers that a flow can reckon with.

use super::{Worth, minus};
use crate::day::add;

/// What a flow asks of costs: they can be added and compared.
pub(super) trait Cost: Copy + Ord {
    /// The largest number, where levels are put into one number.
    const MOST: Option<i128>;
    /// Costs nothing.
    const FREE: Self;
    fn plus(self, other: Self) -> Self;
    fn less(self, other: Self) -> Self;
    fn of(scale: &Scale, worth: Worth) -> Self;
    fn to(self, scale: &Scale) -> Worth;
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Cost for $number {
            const MOST: Option<i128> = Some(<$number>::MAX as i128);
            const FREE: Self = 0;

            fn plus(self, other: Self) -> Self {
                self.saturating_add(other)
            }

            fn less(self, other: Self) -> Self {
                self.saturating_sub(other)
            }

            fn of(scale: &Scale, worth: Worth) -> Self {
                Self::try_from(scale.number(worth)).unwrap_or(Self::MAX)
            }

            fn to(self, scale: &Scale) -> Worth {
                scale.levels(i128::from(self))
            }
        }
    )*};
}

numbers!(i64, i128);

impl Cost for Worth {
    const MOST: Option<i128> = None;
    const FREE: Self = [0; 3];

    fn plus(self, other: Self) -> Self {
        add(self, other)
    }

    fn less(self, other: Self) -> Self {
        minus(self, other)
    }

    fn of(_: &Scale, worth: Worth) -> Self {
        worth
    }

    fn to(self, _: &Scale) -> Worth {
        self
    }
}

/// How three levels become one number: a unit of a level is more than all that the levels after it can come to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    /// The sum of all worths on the first level.
    sum: i128,
    /// What a unit of the first level is in those of the second, and one of that in those of the third; odd.
    units: [i128; 2],
}

/// A path takes each request once, so its cost is on no level more than the sum of all. Potentials are costs of paths, or such by as
/// much as the sink's potential has risen, and what is compared are sums of a few of them: far fewer than this.
const ROOM: i128 = 32;

impl Scale {
    pub(super) fn of(worths: impl Iterator<Item = Worth>) -> Self {
        let sums = worths.fold([0_i128; 3], |sums, worth| {
            std::array::from_fn(|level| sums[level].saturating_add(i128::from(worth[level].unsigned_abs())))
        });
        let unit = |level: usize| sums[level].saturating_mul(ROOM) | 1;
        Scale { sum: sums[0], units: [unit(1), unit(2)] }
    }

    /// Whether all that has to be reckoned with is a number of this kind.
    pub(super) fn fits<C: Cost>(&self) -> bool {
        let first = self.sum.max(1).checked_mul(ROOM);
        let most = first.and_then(|most| most.checked_mul(self.units[0])).and_then(|most| most.checked_mul(self.units[1]));
        most.zip(C::MOST).is_some_and(|(needed, most)| needed <= most)
    }

    fn number(&self, worth: Worth) -> i128 {
        let [first, second, third] = worth.map(i128::from);
        first.saturating_mul(self.units[0]).saturating_add(second).saturating_mul(self.units[1]).saturating_add(third)
    }

    /// The worth that a number stands for: of the remainders the one nearest to zero.
    fn levels(&self, number: i128) -> Worth {
        let nearest = |number: i128, unit: i128| {
            let rest = number.rem_euclid(unit);
            if rest > unit / 2 { rest - unit } else { rest }
        };
        let third = nearest(number, self.units[1]);
        let number = (number - third) / self.units[1];
        let second = nearest(number, self.units[0]);
        let first = (number - second) / self.units[0];
        [first, second, third].map(|level| i64::try_from(level).unwrap_or(i64::MAX))
    }

    pub(super) fn worth<C: Cost>(&self, cost: C) -> Worth {
        cost.to(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_add_and_compare_as_levels_do(a in proptest::array::uniform3(-9_i64..10), b in proptest::array::uniform3(-9_i64..10)) {
            let scale = Scale::of([[9, 9, 9]; 4].into_iter());
            prop_assert!(scale.fits::<i64>());
            let [x, y] = [a, b].map(|worth| i64::of(&scale, worth));
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
            prop_assert_eq!((x.to(&scale), x.plus(y).to(&scale), x.less(y).to(&scale)), (a, add(a, b), minus(a, b)));
        }
    }

    #[test]
    fn worths_that_fit_no_number_stay_levels() {
        let scale = Scale::of([[1 << 40; 3]; 9].into_iter());
        assert!(!scale.fits::<i64>() && !scale.fits::<i128>());
        assert!(!Scale::of([[1 << 20; 3]; 9].into_iter()).fits::<i64>());
        assert!(Scale::of([[1 << 20; 3]; 9].into_iter()).fits::<i128>());
        assert!(!Scale::of([[i64::MAX; 3]; 9].into_iter()).fits::<i128>());
    }
}
