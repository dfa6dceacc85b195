//! Two compact tables: lists of each column, and the column of each choice.

use mortarboard_model::program::Choice;
use mortarboard_model::{CellId, PatternId, RequestId, RoomId, SectionId, TeacherId, TeamId};

/// One list for each of the numbers `0..count`, in one piece of memory.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> Lists<T> {
    /// Lists from pairs of number and item; items of one number keep their order.
    pub(super) fn new(count: usize, mut pairs: Vec<(u32, T)>) -> Self {
        pairs.sort_by_key(|(key, _)| *key);
        let mut starts = vec![0; count + 1];
        for (key, _) in &pairs {
            starts[*key as usize + 1] += 1;
        }
        for index in 0..count {
            starts[index + 1] += starts[index];
        }
        Lists { starts, items: pairs.into_iter().map(|(_, item)| item).collect() }
    }

    /// The list of one number; empty when the number is too large.
    pub(super) fn of(&self, key: u32) -> &[T] {
        match self.starts.get(key as usize..) {
            Some([from, to, ..]) => &self.items[*from as usize..*to as usize],
            _ => &[],
        }
    }
}

/// The column of each choice: for each section, request or team a short sorted list to search in.
#[derive(Clone, Debug)]
pub(super) struct Lookup {
    kinds: [Lists<(u32, u32)>; 5],
}

impl Lookup {
    pub(super) fn new(choices: Vec<(Choice, u32)>) -> Self {
        let mut kinds: [Vec<(u32, (u32, u32))>; 5] = Default::default();
        for (choice, column) in choices {
            let (kind, owner, value) = parts(choice);
            kinds[kind].push((owner, (value, column)));
        }
        Lookup {
            kinds: kinds.map(|mut pairs| {
                pairs.sort_unstable();
                Lists::new(pairs.last().map_or(0, |(owner, _)| *owner as usize + 1), pairs)
            }),
        }
    }

    pub(super) fn find(&self, choice: Choice) -> Option<u32> {
        let (kind, owner, value) = parts(choice);
        let list = self.kinds[kind].of(owner);
        list.binary_search_by_key(&value, |(value, _)| *value).ok().map(|at| list[at].1)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (Choice, u32)> + '_ {
        self.kinds.iter().enumerate().flat_map(|(kind, lists)| {
            (0..lists.starts.len().saturating_sub(1) as u32)
                .flat_map(move |owner| lists.of(owner).iter().map(move |&(value, column)| (whole(kind, owner, value), column)))
        })
    }
}

fn parts(choice: Choice) -> (usize, u32, u32) {
    match choice {
        Choice::Place(section, pattern) => (0, section.0, pattern.0),
        Choice::Teach(section, teacher) => (1, section.0, teacher.0),
        Choice::House(section, room) => (2, section.0, room.0),
        Choice::Seat(request, section) => (3, request.0, section.0),
        Choice::Meet(team, cell) => (4, team.0, cell.0),
    }
}

fn whole(kind: usize, owner: u32, value: u32) -> Choice {
    match kind {
        0 => Choice::Place(SectionId(owner), PatternId(value)),
        1 => Choice::Teach(SectionId(owner), TeacherId(value)),
        2 => Choice::House(SectionId(owner), RoomId(value)),
        3 => Choice::Seat(RequestId(owner), SectionId(value)),
        _ => Choice::Meet(TeamId(owner), CellId(value)),
    }
}
