//! How much of a course counts: credit that is earned in parts, and passes beyond the completions.

use super::Listing;

impl Listing {
    /// Credits that full passes within the completions earn. What further passes of the course earn is shared with
    /// them: see [`total`](Self::total).
    ///
    /// ```
    /// use mortarboard_model::{ListingId, School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let band = school.graduation().listings.values().find(|listing| listing.id == "BAND").unwrap();
    /// assert_eq!((band.completions, band.credits, band.room()), (4, 10, 40));
    /// ```
    pub fn room(&self) -> u32 {
        self.completions.saturating_mul(self.credits)
    }

    /// What a pass with so many credits takes of the room: no more than the course earns.
    ///
    /// ```
    /// use mortarboard_model::{ListingId, School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let listing = &school.graduation().listings[ListingId(0)];
    /// assert_eq!([listing.uses(5), listing.uses(10), listing.uses(15)], [5, 10, 10]);
    /// ```
    pub fn uses(&self, credits: u32) -> u32 {
        credits.min(self.credits)
    }

    /// The credits that passes of the course count for together, in each pool: what each takes of the room, at most the
    /// room; and what transcripts give beyond the credits of the course, of as many passes as there are completions.
    ///
    /// ```
    /// use mortarboard_model::{ListingId, School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let algebra = &school.graduation().listings[ListingId(0)];
    /// // Two halves; a half and all of it again; passed twice; one that a transcript gives more for.
    /// assert_eq!([&[5, 5][..], &[5, 10], &[10, 10], &[15, 10]].map(|passes| algebra.total(passes)), [10, 10, 10, 15]);
    /// ```
    pub fn total(&self, passes: &[u32]) -> u32 {
        let used = passes.iter().fold(0u32, |used, &credits| used.saturating_add(self.uses(credits)));
        let mut more: Vec<u32> = passes.iter().map(|&credits| credits - self.uses(credits)).filter(|&more| more > 0).collect();
        more.sort_unstable_by(|a, b| b.cmp(a));
        let more = more.iter().take(self.completions as usize).fold(0u32, |sum, &more| sum.saturating_add(more));
        used.min(self.room()).saturating_add(more)
    }

    /// What a mark that passes counts in averages where the settings give it so many points.
    ///
    /// ```
    /// use mortarboard_model::{ListingId, School, testing};
    /// let mut raw = testing::graduation();
    /// raw.catalogue[0].added_points = Some(100);
    /// let school = School::try_from(raw).unwrap();
    /// assert_eq!(school.graduation().listings[ListingId(0)].weighted(300), 400);
    /// ```
    pub fn weighted(&self, points: super::Points) -> super::Points {
        points.saturating_add(self.added_points)
    }
}
