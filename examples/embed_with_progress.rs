//! Inside another program: progress, a limit, and a way to stop.
//!
//! **The problem.** A vendor runs the scheduler behind a window with a progress bar and a *stop* button.
//! The office looks at the number of requests met and presses *stop* once it is good enough. The best
//! schedule so far must survive, and must have been verified like any other.
//!
//! **What to see.** The callback sees the number of requests met; raising the flag ends the solve; the
//! answer still holds a schedule.
//!
//! Run with `cargo run --example embed_with_progress`.

use mortarboard::files::{Recipe, generate_school};
use mortarboard::{Options, School};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let school = School::try_from(generate_school(&Recipe::new(150, 1)))?;
    let stop = Arc::new(AtomicBool::new(false));
    // The work is a safety net for the case that nobody presses the button.
    let options = Options::default().without_time().with_work(5_000_000).with_stop(Arc::clone(&stop));

    let most = AtomicU32::new(0);
    let calls = AtomicU32::new(0);
    let answer = mortarboard::solve(&school, &options, &|progress| {
        calls.fetch_add(1, Ordering::Relaxed);
        if progress.broken == 0 && most.fetch_max(progress.met, Ordering::Relaxed) < progress.met {
            println!("{:?}: {} of {} requests met", progress.phase, progress.met, progress.total);
        }
        // "Good enough" is nine requests in ten: the program presses the button for us.
        if progress.broken == 0 && u64::from(progress.met) * 10 >= u64::from(progress.total) * 9 {
            stop.store(true, Ordering::Relaxed);
        }
    })?;

    let schedule = answer.schedule().ok_or("stopped before there was a schedule")?;
    let met = schedule.seats.values().flatten().count();
    println!("kept a verified schedule that meets {met} requests, after {} reports", calls.load(Ordering::Relaxed));
    assert!(calls.load(Ordering::Relaxed) > 0, "the callback is called");
    assert!(met > 0, "the best schedule survives");
    Ok(())
}
