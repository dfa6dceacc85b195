//! The audit against brute force.

use super::*;
use crate::reach::oracle::cases::{numbers, random_case, random_takes};
use crate::reach::oracle::missing;
use mortarboard_model::testing::draws;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3000) })]

    #[test]
    fn no_assignment_of_pieces_leaves_less_missing(numbers in numbers()) {
        let case = random_case(&numbers);
        let mut draw = draws(&numbers[numbers.len() / 2..]);
        let takes = random_takes(&case, 6, &mut draw);
        let audit = audit_plan(&case.school, case.plan(), case.who(), &takes);
        let (pieces, others) = missing(&case.school, case.plan(), case.who(), &takes);
        let found = match audit.state {
            State::Missing { pieces, others, .. } => (pieces, others),
            _ => (0, 0),
        };
        prop_assert_eq!(found, (u64::from(pieces), u64::from(others)));
        let (given, free): (Vec<Taken>, Vec<Taken>) =
            takes.iter().filter_map(|take| Taken::read(&case.school, take)).partition(|take| take.year == 0);
        prop_assert_eq!(holds(&case.school, case.plan(), case.who(), &given, &free, &[]), Some((pieces, others) == (0, 0)));
        prop_assert!(audit.exact);
    }
}
