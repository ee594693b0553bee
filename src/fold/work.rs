//! How far the search for repeats is, and whether it is to go on.

use std::ops::{ControlFlow, Range};

use super::Limits;

/// Blocks that are read between two reports: some milliseconds' work.
pub(super) const BLOCKS: usize = 2048;

/// Work in stages that reports its progress to a callback, which may stop it.
pub(super) struct Work<'a> {
    go_on: &'a mut dyn FnMut(u32, u32) -> bool,
    limits: Limits,
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
    pub(super) fn new(blocks: u32, limits: Limits, go_on: &'a mut dyn FnMut(u32, u32) -> bool) -> Self {
        Self {
            go_on,
            limits,
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

/// `0..items`, `batch` at a time.
pub(super) fn batches(items: usize, batch: usize) -> impl Iterator<Item = Range<usize>> {
    (0..items)
        .step_by(batch)
        .map(move |start| start..items.min(start.saturating_add(batch)))
}
