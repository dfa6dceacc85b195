//! How long students are looked at.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Whether to look no further. Asked often, from any thread.
pub(crate) type Over = Arc<dyn Fn() -> bool + Send + Sync>;

/// Over when a time from now is up, or when a flag is set.
pub(crate) fn limit(time: Option<Duration>, stop: Option<Arc<AtomicBool>>) -> Over {
    let begun = Instant::now();
    Arc::new(move || stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed)) || time.is_some_and(|time| begun.elapsed() >= time))
}

/// Never over.
pub(crate) fn never() -> Over {
    Arc::new(|| false)
}
