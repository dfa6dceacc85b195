//! What other programs, standards and contracts call what the rules are about.
//!
//! Only words for rules that exist are listed. A word need not mean quite the same: it is where to look.

/// A word of another program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Word {
    /// Whose word it is.
    pub whose: &'static str,
    /// The word, as it is written there.
    pub word: &'static str,
    /// Slugs of the rules that are about the same.
    pub rules: &'static [&'static str],
}

macro_rules! words {
    ($($whose:literal: $($word:literal => $($rule:literal)+),+ $(,)?;)+) => {
        /// All words, by whose they are.
        ///
        /// ```
        /// use mortarboard_io::words::WORDS;
        /// let free = WORDS.iter().find(|word| word.word == "Teacher Free").unwrap();
        /// assert_eq!((free.whose, free.rules), ("PowerScheduler", &["availability"][..]));
        /// ```
        pub const WORDS: &[Word] = &[$($(Word { whose: $whose, word: $word, rules: &[$($rule),+] }),+),+];
    };
}

words! {
    "PowerScheduler":
        "Teacher Free" => "availability",
        "Student Free" => "availability",
        "Pre-Schedule" => "locks",
        "LockedSection" => "locks",
        "LoadLock" => "locks",
        "Restricted meeting times" => "one-pattern",
        "Valid Start Periods" => "one-pattern",
        "Valid Day Combinations" => "one-pattern",
        "Periods Per Meeting" => "block-lengths",
        "Consecutive Periods" => "block-lengths",
        "Sections Assigned" => "teacher-qualified",
        "Required Assignment" => "teacher-qualified",
        "Close at max" => "seat-cap",
        "Maximum Enrollment" => "seat-cap",
        "Room Type" => "room-fit",
        "Facilities" => "room-fit",
        "Minimum Room Capacity" => "room-fit",
        "Balance Priority" => "balance",
        "Global substitute" => "one-section";
    "Infinite Campus":
        "Max students" => "seat-cap",
        "Numeric balance" => "balance",
        "Lock" => "locks",
        "Restriction on a teacher or room" => "availability";
    "Aspen":
        "Consecutive blocks" => "block-lengths",
        "Section shape" => "one-pattern",
        "Part-time staff" => "availability",
        "Dynamic teacher assignment" => "teacher-qualified",
        "Class-size definition" => "seat-cap",
        "Direct, general or global alternate" => "one-section",
        "Lock" => "locks";
    "Synergy":
        "Period range" => "availability",
        "Category room" => "room-fit";
    "eSchoolPlus":
        "Staff qualification" => "teacher-qualified",
        "Lock" => "locks";
    "Focus":
        "Seat size" => "seat-cap",
        "Lock" => "locks";
    "Aeries":
        "MaxStudents" => "seat-cap",
        "PermanentLockCode" => "locks",
        "PeriodBlock" => "block-lengths",
        "AlternateTag" => "one-section";
    "Skyward Qmlativ":
        "Meet requirement" => "block-lengths",
        "ForceConsecutivePeriods" => "block-lengths",
        "Maximum student count" => "seat-cap",
        "AlternateRank" => "one-section";
    "Timely":
        "Common planning" => "planning",
        "Distinct preps" => "preps",
        "Load" => "teacher-load",
        "Course-room" => "room-fit";
    "Cardonex":
        "Conference period" => "preparation",
        "Common planning period" => "planning",
        "Shared teacher" => "availability";
    "contracts and law":
        "Planning period" => "preparation",
        "CPT" => "planning",
        "PLC time" => "planning",
        "Preparations" => "preps",
        "FTE" => "teacher-load",
        "Class size" => "seat-cap",
        "Misassignment" => "teacher-qualified",
        "Credential" => "teacher-qualified";
    "everyday speech":
        "Conflict" => "student-clash",
        "Full" => "seat-cap",
        "Double-booked" => "teacher-clash" "room-clash" "student-clash";
    "XHSTT":
        "AssignTime" => "one-pattern",
        "PreferTimes" => "one-pattern",
        "AssignResource" => "teacher-qualified" "room-fit",
        "PreferResources" => "teacher-qualified" "room-fit",
        "AvoidClashes" => "student-clash" "teacher-clash" "room-clash",
        "AvoidUnavailableTimes" => "availability",
        "LimitWorkload" => "teacher-load",
        "SplitEvents" => "block-lengths";
    "ITC 2019 and UniTime":
        "Section limit" => "seat-cap",
        "Room capacity" => "room-fit";
}

#[cfg(test)]
mod tests {
    use super::WORDS;
    use mortarboard_model::rule::standard;
    use std::collections::BTreeSet;

    #[test]
    fn every_word_leads_to_rules_that_exist() {
        let slugs: BTreeSet<&str> = standard().iter().map(|rule| rule.card().slug).collect();
        for word in WORDS {
            assert!(!word.rules.is_empty() && word.rules.iter().all(|rule| slugs.contains(rule)), "{word:?}");
            assert!(!slugs.contains(mortarboard_model::near::bare(word.word).as_str()), "{word:?} is a rule itself");
        }
        let places: BTreeSet<(&str, String)> = WORDS.iter().map(|word| (word.whose, mortarboard_model::near::bare(word.word))).collect();
        assert_eq!(places.len(), WORDS.len(), "a word is there twice");
    }
}
