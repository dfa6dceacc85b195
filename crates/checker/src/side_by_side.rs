//! The same question about many things, on as many threads as there are processors.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Things that a thread takes at a time.
const CHUNK: usize = 32;

/// What becomes of each item, in order. Each thread takes so many items at a time that short
/// questions cost no waiting; long ones are to be asked with `chunk` 1.
pub(crate) fn each<T: Sync, R: Send>(items: &[T], look: &(dyn Fn(&T) -> R + Sync)) -> Vec<R> {
    in_chunks(items, CHUNK, look)
}

/// The same, so many items at a time.
pub(crate) fn in_chunks<T: Sync, R: Send>(items: &[T], chunk: usize, look: &(dyn Fn(&T) -> R + Sync)) -> Vec<R> {
    let chunks: Vec<&[T]> = items.chunks(chunk.max(1)).collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(chunks.len());
    if threads < 2 {
        return items.iter().map(look).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || -> Vec<(usize, Vec<R>)> {
        let turns = std::iter::from_fn(|| {
            let at = next.fetch_add(1, Ordering::Relaxed);
            chunks.get(at).map(|chunk| (at, chunk))
        });
        turns.map(|(at, chunk)| (at, chunk.iter().map(look).collect())).collect()
    };
    let mut all = std::thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for helper in helpers {
            // What goes wrong on another thread goes wrong here, as it would without it.
            all.extend(helper.join().unwrap_or_else(|cause| std::panic::resume_unwind(cause)));
        }
        all
    });
    all.sort_unstable_by_key(|&(at, _)| at);
    all.into_iter().flat_map(|(_, found)| found).collect()
}

/// Two questions at once.
pub(crate) fn both<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let helper = scope.spawn(one);
        let other = other();
        (helper.join().unwrap_or_else(|cause| std::panic::resume_unwind(cause)), other)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1_000).collect();
        let twice: Vec<usize> = items.iter().map(|item| 2 * item).collect();
        for chunk in [0, 1, 7, 2_000] {
            assert_eq!(in_chunks(&items, chunk, &|item| 2 * item), twice);
        }
        assert_eq!(each(&[0_u8; 0], &|item| *item), Vec::<u8>::new());
        assert_eq!(both(|| 1, || 2), (1, 2));
    }
}
