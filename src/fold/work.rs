//! How far the search for repeats is, and whether it is to go on.

use std::num::NonZeroUsize;
use std::ops::{ControlFlow, Range};

/// Items that are worked on between two reports: some milliseconds.
pub(super) const BATCH: usize = 2048;

/// A piece of work in stages, with somebody who is told how far it is and may stop it.
pub(super) struct Work<'a> {
    go_on: &'a mut dyn FnMut(u32, u32) -> bool,
    threads: NonZeroUsize,
    /// Blocks of the article: what the whole is measured in.
    blocks: u32,
    /// The thousandths of the whole that the stage begins and ends at.
    stage: Range<u64>,
    /// Items of the stage.
    items: usize,
    /// Items done.
    done: usize,
}

impl<'a> Work<'a> {
    pub(super) fn new(blocks: u32, threads: NonZeroUsize, go_on: &'a mut dyn FnMut(u32, u32) -> bool) -> Self {
        Self {
            go_on,
            threads,
            blocks,
            stage: 0..0,
            items: 0,
            done: 0,
        }
    }

    /// One or more.
    pub(super) fn threads(&self) -> usize {
        self.threads.get()
    }

    /// Begins the next stage, of so many items, that ends when so many thousandths of the whole are done.
    pub(super) fn begin(&mut self, items: usize, until: u64) {
        self.stage = self.stage.end..until;
        self.items = items;
        self.done = 0;
    }

    /// Says that so many more items are done. `Break` if nobody wants the rest.
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

/// `0..items`, a [`BATCH`] at a time.
pub(super) fn batches(items: usize) -> impl Iterator<Item = Range<usize>> {
    (0..items)
        .step_by(BATCH)
        .map(move |start| start..items.min(start + BATCH))
}
