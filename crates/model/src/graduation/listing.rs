//! How often a course counts: transcripts may give a course of a year in two halves.

use super::Listing;

impl Listing {
    /// What one full pass uses up of [`room`](Self::room): the credits of the listing, or 1 where it earns none.
    ///
    /// ```
    /// use mortarboard_model::{ListingId, School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let listing = &school.graduation().listings[ListingId(0)];
    /// assert_eq!((listing.credits, listing.whole()), (10, 10));
    /// ```
    pub fn whole(&self) -> u32 {
        self.credits.max(1)
    }

    /// How much of the listing counts in all: as many full passes as its completions. Passes count, the best first, while
    /// those before have left something of it.
    ///
    /// ```
    /// use mortarboard_model::{ListingId, School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let band = school.graduation().listings.values().find(|listing| listing.id == "BAND").unwrap();
    /// assert_eq!((band.completions, band.room()), (4, 40));
    /// ```
    pub fn room(&self) -> u32 {
        self.completions.saturating_mul(self.whole())
    }

    /// What a pass with so many credits uses up of it: a part of the course only that part, so that both halves of a
    /// year count where a transcript lists them one by one; anything else a full pass.
    ///
    /// ```
    /// use mortarboard_model::{ListingId, School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let listing = &school.graduation().listings[ListingId(0)];
    /// assert_eq!([listing.uses(5), listing.uses(10), listing.uses(15), listing.uses(0)], [5, 10, 10, 10]);
    /// ```
    pub fn uses(&self, credits: u32) -> u32 {
        if credits == 0 { self.whole() } else { credits.min(self.whole()) }
    }

    /// What a pass with so many credits is worth when so much of the room is used up: at most what is left of it.
    ///
    /// ```
    /// use mortarboard_model::{ListingId, School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let listing = &school.graduation().listings[ListingId(0)];
    /// assert_eq!([(10, 0), (10, 5), (5, 5), (15, 0), (10, 10)].map(|(credits, used)| listing.worth(credits, used)), [10, 5, 5, 15, 0]);
    /// ```
    pub fn worth(&self, credits: u32, used: u32) -> u32 {
        let open = self.room().saturating_sub(used);
        if self.uses(credits) <= open { credits } else { credits.min(open) }
    }

    /// How many more passes count when so much of the room is used up: whoever lacks a part of the course takes all of it
    /// again. All but the last of them are worth the credits of the listing, and that one is worth [`last`](Self::last).
    ///
    /// ```
    /// use mortarboard_model::{ListingId, School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let band = school.graduation().listings.values().find(|listing| listing.id == "BAND").unwrap();
    /// assert_eq!([0, 5, 10, 40, 50].map(|used| band.left(used)), [4, 4, 3, 0, 0]);
    /// ```
    pub fn left(&self, used: u32) -> u32 {
        self.room().saturating_sub(used).div_ceil(self.whole())
    }

    /// The credits that the last of the passes left is worth when so much of the room is used up.
    ///
    /// ```
    /// use mortarboard_model::{ListingId, School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let band = school.graduation().listings.values().find(|listing| listing.id == "BAND").unwrap();
    /// assert_eq!([0, 5, 10, 38].map(|used| band.last(used)), [10, 5, 10, 2]);
    /// ```
    pub fn last(&self, used: u32) -> u32 {
        match self.room().saturating_sub(used) % self.whole() {
            0 => self.credits,
            part => part,
        }
    }
}
