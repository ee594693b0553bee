//! Counts, in tests alone, how much is looked at, so that whatever looks back or ahead from each place can be held to grow
//! with its input: by numbers, not by time.

/// So many bytes or characters are looked at.
#[inline]
pub(crate) fn count(steps: usize) {
    #[cfg(test)]
    STEPS.set(STEPS.get() + steps);
    let _ = steps;
}

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// How many steps some work takes.
#[cfg(test)]
pub(crate) fn of(work: impl FnOnce()) -> usize {
    STEPS.set(0);
    work();
    STEPS.get()
}

/// Does work of a size and of twice that, and holds that it takes hardly more than twice the steps. The smaller size is to
/// be beyond whatever is done once: a buffer that is filled, a line that is cut in pieces.
///
/// # Panics
/// When it does not.
#[cfg(test)]
#[track_caller]
pub(crate) fn assert_linear(what: &str, size: usize, mut work: impl FnMut(usize)) {
    let [small, large] = [size, 2 * size].map(|size| of(|| work(size)));
    assert!(
        large <= 2 * small + small / 4 + 64,
        "{what:?}: {small} steps for {size}, {large} for twice as much"
    );
}
