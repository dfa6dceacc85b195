//! Random draws that never change: a ChaCha8 stream and integer arithmetic of our own.

use super::{Recipe, TimeStructure};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// One stream of draws. The stages of the generator have a stream each, so that one stage can draw
/// more without disturbing the next.
pub(super) struct Draw(ChaCha8Rng);

impl Draw {
    /// The stream of one stage. The key is written out byte by byte: no library's way of stretching a
    /// seed can change what a recipe makes.
    pub(super) fn new(recipe: &Recipe, stage: u8) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&recipe.seed.to_le_bytes());
        key[8..12].copy_from_slice(&recipe.students.to_le_bytes());
        key[12] = match recipe.time {
            TimeStructure::SevenPeriod => 0,
            TimeStructure::SixPeriod => 1,
            TimeStructure::EightAB => 2,
            TimeStructure::FourByFour => 3,
            TimeStructure::Semesters => 4,
            TimeStructure::Flexible => 5,
            TimeStructure::Doubles => 6,
        };
        key[13] = stage;
        Draw(ChaCha8Rng::from_seed(key))
    }

    /// A number below `n`; 0 when there is none.
    pub(super) fn below(&mut self, n: usize) -> usize {
        ((u64::from(self.0.next_u32()) * n as u64) >> 32) as usize
    }

    /// True in so many cases of a thousand.
    pub(super) fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille as usize
    }

    /// Puts the items into random order.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }

    /// A position, each with a chance in proportion to its weight; none when all weights are 0.
    pub(super) fn weighted(&mut self, weights: &[u64]) -> Option<usize> {
        let total: u64 = weights.iter().sum();
        let mut left = self.below(usize::try_from(total).ok()?) as u64;
        for (at, &weight) in weights.iter().enumerate() {
            if left < weight {
                return Some(at);
            }
            left -= weight;
        }
        None
    }
}
