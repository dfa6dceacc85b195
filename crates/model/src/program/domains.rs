//! The choices that the rules leave open.

use super::Choice;
use crate::ids::{CellId, IdVec, PatternId, RequestId, RoomId, SectionId, TeacherId, TeamId};
use crate::rule::{Mode, Rules};
use crate::school::School;

/// The choices that no rule excludes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Domains {
    /// Patterns of each section.
    pub patterns: IdVec<SectionId, Vec<PatternId>>,
    /// Teachers of each section.
    pub teachers: IdVec<SectionId, Vec<TeacherId>>,
    /// Rooms of each section.
    pub rooms: IdVec<SectionId, Vec<RoomId>>,
    /// Sections that may meet each request.
    pub seats: IdVec<RequestId, Vec<SectionId>>,
    /// Cells in which each team may meet.
    pub meetings: IdVec<TeamId, Vec<CellId>>,
}

impl Domains {
    /// Asks every hard rule about every choice. O(sections x (patterns + teachers + rooms) + requests x
    /// sections of a course + teams x cells) questions for each rule.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// use mortarboard_model::{program::Domains, rule::Rules};
    /// let domains = Domains::new(&school, &Rules::of(&school));
    /// let section = school.find_section("ART-1").unwrap();
    /// // Nobody but t1 is qualified for ART.
    /// assert_eq!(domains.teachers[section], [school.find_teacher("t1").unwrap()]);
    /// ```
    pub fn new(school: &School, rules: &Rules) -> Self {
        let hard: Vec<_> = rules.iter().filter(|(_, mode)| *mode == Mode::Hard).map(|(rule, _)| rule).collect();
        let allowed = |choice| hard.iter().all(|rule| rule.allows(school, choice));
        let sections = school.sections();
        let teaching = school.has_teachers();
        Domains {
            patterns: sections.ids().map(|s| school.patterns().ids().filter(|&p| allowed(Choice::Place(s, p))).collect()).collect(),
            teachers: sections
                .ids()
                .map(|s| school.teachers().ids().filter(|&t| teaching && allowed(Choice::Teach(s, t))).collect())
                .collect(),
            rooms: sections
                .ids()
                .map(|s| school.rooms().ids().filter(|&r| school.needs_room(s) && allowed(Choice::House(s, r))).collect())
                .collect(),
            seats: school
                .requests()
                .iter()
                .map(|(id, request)| {
                    let own = &school.courses()[request.course].sections;
                    own.iter().copied().filter(|&s| allowed(Choice::Seat(id, s))).collect()
                })
                .collect(),
            meetings: school
                .teams()
                .ids()
                .map(|team| school.calendar().cells().ids().filter(|&cell| allowed(Choice::Meet(team, cell))).collect())
                .collect(),
        }
    }
}
