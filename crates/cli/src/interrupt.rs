//! Ctrl-C: once to stop and keep what there is, twice to give up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Sets the handler and returns the flag that the first signal raises. The second one ends the program at
/// once. Without a handler (a platform that refuses it) the first Ctrl-C ends the program as usual.
pub(crate) fn flag() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    let raised = Arc::clone(&flag);
    let handler = move || {
        if raised.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
    };
    if let Err(cause) = ctrlc::set_handler(handler) {
        crate::print::err(&format!("warning: Ctrl-C will not keep what is found by then: {cause}\n"));
    }
    flag
}
