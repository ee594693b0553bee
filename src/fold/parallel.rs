//! Shares work among threads. The result does not depend on how many there are.
//!
//! A range is cut into parts. Each thread takes the next part that is left, and the results are put back in the order
//! of the parts. This module does not know what the work is.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The number of processors that the program may use.
pub(super) fn processors() -> NonZeroUsize {
    thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Does `work` on every part of `range`, `part` items at a time, one thread for each of `hands` (what a thread
/// keeps between parts). The first of the hands is the calling thread's; where the system refuses a further thread,
/// the others do its share.
pub(super) fn in_parts<H: Send, T: Send>(
    hands: &mut [H],
    range: Range<usize>,
    part: usize,
    work: impl Fn(&mut H, Range<usize>) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(range.start);
    let take = |hand: &mut H| {
        let mut done = Vec::new();
        loop {
            let start = next.fetch_add(part, Ordering::Relaxed);
            if start >= range.end {
                return done;
            }
            let end = start.saturating_add(part).min(range.end);
            done.push((start, work(hand, start..end)));
        }
    };
    let Some((own, others)) = hands.split_first_mut() else {
        return Vec::new();
    };
    let mut done = thread::scope(|scope| {
        let few = range.len() <= part;
        let helpers: Vec<_> = others
            .iter_mut()
            .take(if few { 0 } else { usize::MAX })
            .filter_map(|hand| thread::Builder::new().spawn_scoped(scope, || take(hand)).ok())
            .collect();
        let mut done = take(own);
        for helper in helpers {
            match helper.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|&(start, _)| start);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::in_parts;

    #[test]
    fn every_item_is_worked_on_once_and_in_order() {
        for hands in 1..5 {
            for count in [0, 1, 6, 7, 8, 100] {
                let mut hands = vec![0usize; hands];
                let parts = in_parts(&mut hands, 3..3 + count, 7, |seen, range| {
                    *seen += range.len();
                    range.collect::<Vec<_>>()
                });
                assert_eq!(parts.concat(), (3..3 + count).collect::<Vec<_>>());
                assert_eq!(hands.iter().sum::<usize>(), count);
            }
        }
    }
}
