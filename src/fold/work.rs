//! How far the search for repeats is, and whether it is to go on.

use std::ops::{ControlFlow, Range};

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::Limits;

/// Blocks that are read between two reports: some milliseconds' work.
pub(super) const BLOCKS: usize = 2048;

/// Work in stages that reports its progress to a callback, which may stop it.
pub(super) struct StagedWork<'a> {
    go_on: &'a mut dyn FnMut(u32, u32) -> bool,
    limits: Limits,
    /// The threads; `None` if the caller's own is enough, or the system has no others to give.
    pool: Option<ThreadPool>,
    /// Blocks of the article: what the whole is measured in.
    blocks: u32,
    /// The thousandths of the whole that the stage begins and ends at.
    stage: Range<u64>,
    /// Items of the stage.
    items: usize,
    /// Items done.
    done: usize,
}

impl<'a> StagedWork<'a> {
    pub(super) fn new(blocks: u32, limits: Limits, go_on: &'a mut dyn FnMut(u32, u32) -> bool) -> Self {
        let threads = limits.threads.get();
        let pool = (threads > 1).then(|| ThreadPoolBuilder::new().num_threads(threads).build().ok());
        Self {
            go_on,
            limits,
            pool: pool.flatten(),
            blocks,
            stage: 0..0,
            items: 0,
            done: 0,
        }
    }

    /// One or more.
    pub(super) fn threads(&self) -> usize {
        self.limits.threads.get()
    }

    /// Passages that are compared between two reports, at most.
    pub(super) fn batch(&self) -> usize {
        self.limits.batch.get()
    }

    /// Begins the next stage, of so many items, that ends when so many thousandths of the whole are done.
    pub(super) fn begin(&mut self, items: usize, until: u64) {
        self.stage = self.stage.end..until;
        self.items = items;
        self.done = 0;
    }

    /// Reports that so many more items are done. `Break` if the rest is not wanted.
    pub(super) fn did(&mut self, items: usize) -> ControlFlow<()> {
        self.done += items;
        let inside = (self.stage.end - self.stage.start) * self.done as u64 / self.items.max(1) as u64;
        let done = u64::from(self.blocks) * (self.stage.start + inside) / 1000;
        if (self.go_on)(done as u32, self.blocks) {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }
}

impl StagedWork<'_> {
    /// Does `work` on every part of `range`, `part` items at a time, by all threads. The results come in the order of
    /// the parts, however many threads there are. `scratch` makes what is kept between parts.
    pub(super) fn in_parts<S, T: Send>(
        &self,
        range: Range<usize>,
        part: usize,
        scratch: impl Fn() -> S + Send + Sync,
        work: impl Fn(&mut S, Range<usize>) -> T + Send + Sync,
    ) -> Vec<T> {
        let parts: Vec<_> = batches(range.len(), part)
            .map(|inside| range.start + inside.start..range.start + inside.end)
            .collect();
        match &self.pool {
            Some(pool) if parts.len() > 1 => pool.install(|| parts.into_par_iter().map_init(scratch, work).collect()),
            _ => {
                let mut scratch = scratch();
                parts.into_iter().map(|part| work(&mut scratch, part)).collect()
            }
        }
    }
}

/// `0..items`, `batch` at a time.
pub(super) fn batches(items: usize, batch: usize) -> impl Iterator<Item = Range<usize>> {
    (0..items)
        .step_by(batch)
        .map(move |start| start..items.min(start.saturating_add(batch)))
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use super::*;

    fn with<T>(threads: usize, act: impl FnOnce(&StagedWork<'_>) -> T) -> T {
        let mut limits = Limits::for_text(0);
        limits.threads = NonZeroUsize::new(threads).expect("some");
        act(&StagedWork::new(0, limits, &mut |_, _| true))
    }

    #[test]
    fn every_item_is_worked_on_once_and_in_order() {
        for threads in 1..5 {
            for count in [0, 1, 6, 7, 8, 100] {
                let parts = with(threads, |work| {
                    work.in_parts(3..3 + count, 7, || (), |(), range| range.collect::<Vec<_>>())
                });
                assert_eq!(parts.concat(), (3..3 + count).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn no_more_threads_work_than_were_asked_for_and_a_panic_comes_through() {
        let seen = with(2, |work| {
            work.in_parts(0..64, 1, || (), |(), _| std::thread::current().id())
        });
        let distinct: std::collections::HashSet<_> = seen.into_iter().collect();
        assert!(distinct.len() <= 2, "{distinct:?}");
        let panics = || {
            with(2, |work| {
                work.in_parts(0..64, 1, || (), |(), range| assert!(range.start != 40))
            })
        };
        assert!(std::panic::catch_unwind(panics).is_err());
    }
}
