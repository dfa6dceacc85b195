//! What teachers teach, whatever the time: the part of the laws that a staffing keeps.

use super::amount::{Added, Amounts};
use super::different::{Stood, Things};
use super::tally::Tally;
use super::{Kept, Worth};
use std::borrow::Cow;

/// Laws on what each teacher teaches.
pub(crate) struct Teaching<'a> {
    amounts: Cow<'a, Amounts>,
    things: Cow<'a, Things>,
    pub(crate) worth: &'a Worth,
}

/// What each teacher teaches.
pub(crate) struct Taught {
    tally: Tally,
    added: Added,
    stood: Stood,
}

impl<'a> Teaching<'a> {
    pub(crate) fn new<M>(kept: &'a Kept<M>) -> Self {
        Teaching { amounts: Cow::Borrowed(&kept.amounts), things: Cow::Borrowed(&kept.things), worth: &kept.worth }
    }

    /// The same with prices kept like hard rules.
    pub(crate) fn strict(self) -> Self {
        let (amounts, things) = (self.amounts.into_owned().strict(), self.things.into_owned().strict());
        Teaching { amounts: Cow::Owned(amounts), things: Cow::Owned(things), ..self }
    }

    /// Nobody teaches yet.
    pub(crate) fn nothing(&self) -> Taught {
        let mut tally = Tally::default();
        let added = self.amounts.nothing_taught(&mut tally);
        Taught { tally, added, stood: self.things.nothing() }
    }
}

impl Taught {
    /// A teacher teaches a section, or no longer does.
    #[inline]
    pub(crate) fn teach(&mut self, laws: &Teaching<'_>, section: u32, teacher: u32, on: bool) {
        self.added.teach(&laws.amounts, &mut self.tally, section, teacher, on);
        self.stood.teach(&laws.things, &mut self.tally, section, teacher, on);
    }

    /// Units by which hard rules are broken.
    pub(crate) fn broken(&self) -> i64 {
        self.tally.hard
    }
}
