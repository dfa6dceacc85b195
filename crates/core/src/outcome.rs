//! What a solve is asked and what it answers.

use crate::proof::{Proof, Refutation};
use mortarboard_model::Schedule;
use mortarboard_model::rule::Subject;
use mortarboard_model::score::Score;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// How to solve. Another limit may come with a later version, so it is made from the default, which searches for 20 seconds.
///
/// ```
/// use mortarboard_core::Options;
/// use std::time::Duration;
/// let minute = Options::default().with_time(Duration::from_secs(60));
/// assert_eq!((minute.time, minute.work), (Some(Duration::from_secs(60)), None));
/// // Repeatable to the byte.
/// let fixed = Options::default().without_time().with_work(20_000).with_seed(7);
/// assert_eq!((fixed.time, fixed.work, fixed.seed), (None, Some(20_000), 7));
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// Seed of every random choice. Same school, seed and work: same schedule, on any number of threads.
    pub seed: u64,
    /// Threads; 0 means as many as the machine has.
    pub threads: usize,
    /// Wall time after which the best schedule so far is returned. A run that ends by the clock is not
    /// repeatable; one that ends by `work` is.
    pub time: Option<Duration>,
    /// Units of work (candidate moves tried, over all searches) after which the best schedule is returned. The
    /// facade then leaves out the proof that it tries for small schools.
    pub work: Option<u64>,
    /// Set to true from anywhere to stop and keep the best schedule so far.
    pub stop: Option<Arc<AtomicBool>>,
    /// Independent searches, each with its own seed; the best one wins. 0 means the library's choice,
    /// which does not depend on the number of threads.
    pub searches: usize,
    /// A worth that is enough: the search ends with a schedule whose levels of requests, compared in turn, are not below these, and
    /// that pays no price that could still be saved. The preference is not looked at. The facade sets it to what the checker's
    /// bound says no schedule exceeds.
    pub enough: Option<Score>,
}

impl Default for Options {
    fn default() -> Self {
        Options { seed: 1, threads: 0, time: Some(Duration::from_secs(20)), work: None, stop: None, searches: 0, enough: None }
    }
}

impl Options {
    /// Ends the search after a wall time.
    ///
    /// ```
    /// use mortarboard_core::Options;
    /// use std::time::Duration;
    /// assert_eq!(Options::default().with_time(Duration::ZERO).time, Some(Duration::ZERO));
    /// ```
    pub fn with_time(self, time: Duration) -> Self {
        Options { time: Some(time), ..self }
    }

    /// Sets no limit of time: the search ends by its work, by the flag or by a proof.
    ///
    /// ```
    /// assert_eq!(mortarboard_core::Options::default().without_time().time, None);
    /// ```
    pub fn without_time(self) -> Self {
        Options { time: None, ..self }
    }

    /// Ends the search after so many units of work, as repeatably as nothing else does.
    ///
    /// ```
    /// assert_eq!(mortarboard_core::Options::default().with_work(20_000).work, Some(20_000));
    /// ```
    pub fn with_work(self, work: u64) -> Self {
        Options { work: Some(work), ..self }
    }

    /// Draws other chances.
    ///
    /// ```
    /// assert_eq!(mortarboard_core::Options::default().with_seed(7).seed, 7);
    /// ```
    pub fn with_seed(self, seed: u64) -> Self {
        Options { seed, ..self }
    }

    /// Uses so many threads; 0 means as many as the machine has.
    ///
    /// ```
    /// assert_eq!(mortarboard_core::Options::default().with_threads(1).threads, 1);
    /// ```
    pub fn with_threads(self, threads: usize) -> Self {
        Options { threads, ..self }
    }

    /// Ends the search when someone sets the flag.
    ///
    /// ```
    /// use std::sync::{Arc, atomic::AtomicBool};
    /// let options = mortarboard_core::Options::default().with_stop(Arc::new(AtomicBool::new(false)));
    /// assert!(options.stop.is_some());
    /// ```
    pub fn with_stop(self, stop: Arc<AtomicBool>) -> Self {
        Options { stop: Some(stop), ..self }
    }
}

/// Where a solve stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Phase {
    /// Finding the requests that graduation on time hangs on, before anything is scheduled.
    Graduation,
    /// Deciding who teaches what.
    Staffing,
    /// Deciding when sections meet and who sits in them.
    Placement,
    /// Assigning rooms and team meetings, evening out sections.
    Finishing,
    /// Solving the integer program exactly.
    Exact,
}

/// A report from a running solve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Phase.
    pub phase: Phase,
    /// Requests other than alternates met by the best schedule so far.
    pub met: u32,
    /// Requests other than alternates in all.
    pub total: u32,
    /// Units by which the best schedule so far still breaks hard rules; 0 once it can be used.
    pub broken: u64,
    /// Work done.
    pub work: u64,
    /// Time since the start.
    pub elapsed: Duration,
}

/// Why a solve stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stopped {
    /// Nothing better exists.
    Proven,
    /// What [`Options::enough`] asks for was reached.
    Enough,
    /// The time was over.
    Time,
    /// The work was done.
    Work,
    /// The stop flag was set.
    Asked,
    /// The search had proven that nothing better exists, and the checker could not find that proof anew.
    Unconfirmed,
}

/// A schedule and what is known of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Solved {
    /// The schedule; it keeps every hard rule.
    pub schedule: Schedule,
    /// Its worth.
    pub score: Score,
    /// Why the solve stopped.
    pub stopped: Stopped,
    /// Work done.
    pub work: u64,
}

/// Why no schedule exists.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Conflict {
    /// The rules and subjects that can't be kept together.
    pub reasons: Vec<Reason>,
    /// Whether dropping any one of them would make the rest possible.
    pub minimal: bool,
    /// One sentence.
    pub sentence: String,
}

/// One part of a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reason {
    /// Slug of the rule.
    pub rule: &'static str,
    /// Who or what.
    pub about: Vec<Subject>,
}

impl Progress {
    /// The report of a phase that begins, before there is any schedule and any work done.
    ///
    /// ```
    /// use mortarboard_core::{Phase, Progress};
    /// let progress = Progress::begun(Phase::Graduation, 12);
    /// assert_eq!((progress.met, progress.total, progress.work), (0, 12, 0));
    /// ```
    pub fn begun(phase: Phase, total: u32) -> Self {
        Progress { phase, met: 0, total, broken: 0, work: 0, elapsed: Duration::ZERO }
    }
}

impl Reason {
    /// A reason.
    ///
    /// ```
    /// use mortarboard_core::Reason;
    /// assert_eq!(Reason::new("locks", Vec::new()).rule, "locks");
    /// ```
    pub fn new(rule: &'static str, about: Vec<Subject>) -> Self {
        Reason { rule, about }
    }
}

impl Conflict {
    /// A conflict.
    ///
    /// ```
    /// use mortarboard_core::Conflict;
    /// let conflict = Conflict::new(Vec::new(), true, "No schedule keeps every rule.");
    /// assert!(conflict.minimal && conflict.reasons.is_empty());
    /// ```
    pub fn new(reasons: Vec<Reason>, minimal: bool, sentence: impl Into<String>) -> Self {
        Conflict { reasons, minimal, sentence: sentence.into() }
    }
}

impl Solved {
    /// A schedule and what is known of it.
    ///
    /// ```
    /// use mortarboard_core::{Solved, Stopped};
    /// let school = mortarboard_testkit::two_singletons();
    /// let schedule = mortarboard_model::Schedule::empty(&school);
    /// let solved = Solved::new(schedule, Default::default(), Stopped::Work, 7);
    /// assert_eq!((solved.stopped, solved.work), (Stopped::Work, 7));
    /// ```
    pub fn new(schedule: Schedule, score: Score, stopped: Stopped, work: u64) -> Self {
        Solved { schedule, score, stopped, work }
    }
}

/// What a solve answers. Infeasible is an answer, not an error.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// No schedule is worth more, and what shows it.
    Optimal(Solved, Proof),
    /// A schedule that keeps every hard rule; a better one may exist.
    Feasible(Solved),
    /// No schedule keeps every hard rule, why, and what shows it.
    Infeasible(Conflict, Refutation),
    /// The limit came before a schedule or a proof that there is none.
    Unknown {
        /// Why it stopped.
        stopped: Stopped,
        /// Units by which the best attempt still broke hard rules.
        broken: u64,
        /// Work done.
        work: u64,
        /// What the best attempt could not keep.
        hindrances: Vec<Reason>,
    },
}

impl Outcome {
    /// The schedule, if there is one.
    ///
    /// ```
    /// use mortarboard_core::{Outcome, Stopped};
    /// let nothing = Outcome::Unknown { stopped: Stopped::Time, broken: 1, work: 9, hindrances: Vec::new() };
    /// assert!(nothing.solved().is_none());
    /// ```
    pub fn solved(&self) -> Option<&Solved> {
        match self {
            Outcome::Optimal(solved, _) | Outcome::Feasible(solved) => Some(solved),
            Outcome::Infeasible(..) | Outcome::Unknown { .. } => None,
        }
    }
}
