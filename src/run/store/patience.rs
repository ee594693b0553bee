//! How long another program that has locked the file is waited for: some seconds, but not while the reader is being
//! quit.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long it is waited for while nobody waits for us.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long it is waited for when somebody does, in all.
const HURRY: Duration = Duration::from_millis(300);
/// How long until it is tried again: at first, and after a second.
const PAUSES: [Duration; 2] = [Duration::from_millis(2), Duration::from_millis(50)];

/// How long is waited. Shared by the thread of the store and those who wait for it.
#[derive(Clone, Debug, Default)]
pub(super) struct Patience {
    /// Until when, if somebody waits for us.
    deadline: Arc<Mutex<Option<Instant>>>,
}

impl Patience {
    /// From now on somebody waits.
    pub(super) fn hurry(&self) {
        self.set(Some(Instant::now() + HURRY));
    }

    /// Nobody waits any more.
    pub(super) fn relax(&self) {
        self.set(None);
    }

    fn set(&self, deadline: Option<Instant>) {
        *self.deadline.lock().unwrap_or_else(PoisonError::into_inner) = deadline;
    }

    /// Waits a little for what has been waited for since then, and says whether to try again.
    pub(super) fn wait(&self, since: Instant) -> bool {
        let deadline = *self.deadline.lock().unwrap_or_else(PoisonError::into_inner);
        if since.elapsed() >= PATIENCE || deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return false;
        }
        let is_long = since.elapsed() >= Duration::from_secs(1);
        std::thread::sleep(PAUSES[usize::from(is_long)]);
        true
    }

    /// What the database calls when the file is locked, with how often it has for one statement.
    pub(super) fn handler(&self) -> impl FnMut(i32) -> bool + Send + 'static {
        let (patience, mut since) = (self.clone(), Instant::now());
        move |times| {
            if times == 0 {
                since = Instant::now();
            }
            patience.wait(since)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_waits_for_us_is_not_kept_waiting() {
        let patience = Patience::default();
        assert!(patience.wait(Instant::now()), "there is time");
        patience.set(Some(Instant::now()));
        assert!(
            !patience.wait(Instant::now()),
            "the time is over, though little of it was spent on this"
        );
        patience.relax();
        assert!(patience.wait(Instant::now()));
        patience.hurry();
        let mut locked = patience.handler();
        let tries = (0..i32::MAX).take_while(|&times| locked(times)).count();
        assert!(
            tries as u128 <= HURRY.as_millis() / PAUSES[0].as_millis(),
            "tried {tries} times"
        );
    }
}
