//! Work shared out to threads, results in order: as many items in flight as there are threads and a few to wait, however many
//! items there are.

use std::collections::BTreeMap;
use std::io;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How far ahead of the next result in order work may go: bounds what waits when one item takes long.
const AHEAD: usize = 256;
/// Most threads.
const THREADS: usize = 1_024;

/// What the threads share.
struct Queue<I> {
    state: Mutex<State<I>>,
    moved: Condvar,
}

struct State<I> {
    items: I,
    /// Number of the next item.
    next: usize,
    /// How many results were taken in order.
    taken: usize,
    stopped: bool,
}

impl<I: Iterator> Queue<I> {
    fn lock(&self) -> MutexGuard<'_, State<I>> {
        // A thread that panicked leaves counts that still are right.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next item with its number; waits while the results lag too far behind.
    fn next(&self) -> Option<(usize, I::Item)> {
        let mut state = self.lock();
        while !state.stopped && state.next >= state.taken + AHEAD {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.stopped {
            return None;
        }
        let item = state.items.next()?;
        state.next += 1;
        Some((state.next - 1, item))
    }

    fn took(&self) {
        self.lock().taken += 1;
        self.moved.notify_all();
    }

    fn stop(&self) {
        self.lock().stopped = true;
        self.moved.notify_all();
    }
}

/// Stops the work when it is dropped: without this, threads would wait for ever for one that panicked.
struct StopWhen<'q, I: Iterator> {
    queue: &'q Queue<I>,
    only_by_panic: bool,
}

impl<I: Iterator> Drop for StopWhen<'_, I> {
    fn drop(&mut self) {
        if !self.only_by_panic || std::thread::panicking() {
            self.queue.stop();
        }
    }
}

/// Runs `work` on every item, with the state that `start` makes in each of `threads` threads, and hands the results to `take`
/// in the order of the items. Stops after the first error of `take`. Goes on with fewer threads where the system gives no more.
///
/// # Errors
/// The one of `take`; that the system gives no thread.
pub(crate) fn in_order<T, W, R, E>(
    (threads, items): (usize, impl Iterator<Item = T> + Send),
    start: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E>
where
    T: Send,
    R: Send,
    E: From<io::Error>,
{
    let queue = Queue {
        state: Mutex::new(State { items, next: 0, taken: 0, stopped: false }),
        moved: Condvar::new(),
    };
    let (results, received) = channel();
    std::thread::scope(|scope| {
        let _whatever_happens = StopWhen { queue: &queue, only_by_panic: false };
        for begun in 0..threads.clamp(1, THREADS) {
            let (results, queue, start, work) = (results.clone(), &queue, &start, &work);
            let thread = std::thread::Builder::new().name("liveface-eval".to_owned());
            match thread.spawn_scoped(scope, move || labour(queue, &results, start, work)) {
                Err(error) if begun == 0 => return Err(error.into()),
                Err(_) => break,
                Ok(_) => {}
            }
        }
        drop(results);
        let (mut waiting, mut next) = (BTreeMap::new(), 0);
        for (number, result) in received {
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&next) {
                next += 1;
                if let Err(error) = take(result) {
                    queue.stop();
                    return Err(error);
                }
                queue.took();
            }
        }
        Ok(())
    })
}

fn labour<I: Iterator, W, R>(
    queue: &Queue<I>,
    results: &Sender<(usize, R)>,
    start: impl Fn() -> W,
    work: impl Fn(&mut W, I::Item) -> R,
) {
    let _others_need_not_wait = StopWhen { queue, only_by_panic: true };
    let mut own = start();
    while let Some((number, item)) = queue.next() {
        // Nobody receives any more once `take` has failed.
        if results.send((number, work(&mut own, item))).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_order_and_each_once() {
        let mut seen = Vec::new();
        let slow = |_: &mut (), item: usize| {
            std::thread::sleep(std::time::Duration::from_micros((item % 7) as u64 * 50));
            item
        };
        let taken = in_order(
            (4, 0..1_000),
            || (),
            slow,
            |item| {
                seen.push(item);
                Ok::<(), io::Error>(())
            },
        );
        assert!(taken.is_ok());
        assert_eq!(seen, (0..1_000).collect::<Vec<_>>());
    }

    #[test]
    fn an_error_ends_the_work_soon() {
        let begun = AtomicUsize::new(0);
        let work = |_: &mut (), item: usize| {
            begun.fetch_add(1, Ordering::Relaxed);
            item
        };
        let taken = in_order(
            (2, 0..1_000_000),
            || (),
            work,
            |item| if item == 10 { Err(io::Error::other("ten")) } else { Ok(()) },
        );
        assert_eq!(taken.unwrap_err().to_string(), "ten");
        assert!(begun.load(Ordering::Relaxed) <= 11 + AHEAD + 2, "{begun:?} items were begun");
    }

    #[test]
    fn a_panic_ends_the_work_instead_of_waiting_for_ever() {
        let work = |_: &mut (), item: usize| assert!(item != 3, "three");
        let ran = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            in_order((2, 0..100_000), || (), work, |()| Ok::<(), io::Error>(()))
        }));
        assert!(ran.is_err());
    }
}
