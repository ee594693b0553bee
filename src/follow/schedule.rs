//! When a source is asked again. Pure: the time is told to it, and so is chance.

/// A second, in the milliseconds that all times here are in.
pub const SECOND: u64 = 1000;
/// How often a source is asked if nobody says otherwise.
const USUAL: u64 = 60 * SECOND;
/// How often another machine is asked at most.
const LEAST: u64 = 10 * SECOND;
/// How often this machine is asked at most: a file, or a server on the loopback.
const LEAST_NEAR: u64 = SECOND;
/// The longest that a `max-age` is heeded.
const MAX_AGE: u64 = 5 * 60 * SECOND;
/// The longest that a `Retry-After` is heeded.
const RETRY_AFTER: u64 = 60 * 60 * SECOND;
/// The longest wait after failures, unless the interval is longer.
const FAILED: u64 = 15 * 60 * SECOND;
/// How long nothing may come, at least and at most, until an attempt has failed.
const PATIENCE: (u64, u64) = (3 * SECOND, 30 * SECOND);
/// How long "not modified" is believed, before the whole is asked for.
const UNTESTED: u64 = 60 * 60 * SECOND;
/// An article that has not changed for so long has ended.
const ENDED: u64 = 6 * 60 * 60 * SECOND;
/// How much slower an article is asked for that has ended, and how slowly at least.
const SLOWER: (u64, u64) = (5, 5 * 60 * SECOND);

/// How an attempt to read a source went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An answer came. `news` says whether anything in it was.
    Answer {
        /// Whether something has changed.
        news: bool,
    },
    /// The source says that nothing has changed.
    NotModified,
    /// There was no answer, or none that can be used.
    Failed,
}

/// What an answer says about itself. Times in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// How long it is fresh.
    pub max_age: Option<u64>,
    /// When to come back.
    pub retry_after: Option<u64>,
    /// Whether the article says that it has ended.
    pub ended: bool,
    /// Whether more is wanted soon, because something is not sure yet.
    pub unsure: bool,
}

/// What is done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// How long to wait.
    pub wait: u64,
    /// Whether to ask for all of it, whether or not it has changed.
    pub whole: bool,
}

/// When a source is asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The interval.
    every: u64,
    least: u64,
    /// Failures in a row.
    failures: u32,
    /// When it last gave an answer, and when it last had news.
    answered: u64,
    changed: u64,
}

impl Schedule {
    /// A source to be asked every so many seconds, if that was said. `near` says that it is on this machine; `now` is when
    /// it was read first.
    pub fn new(every: Option<u64>, near: bool, now: u64) -> Self {
        let least = if near { LEAST_NEAR } else { LEAST };
        let usual = if near { LEAST_NEAR } else { USUAL };
        Self {
            every: every.map_or(usual, |seconds| seconds.saturating_mul(SECOND)).max(least),
            least,
            failures: 0,
            answered: now,
            changed: now,
        }
    }

    /// How long nothing may come until an attempt has failed: as long as until the next one. What says nothing must not
    /// keep the reader from what others say, and after a while gets more time.
    pub fn patience(&self) -> u64 {
        self.backed_off().clamp(PATIENCE.0, PATIENCE.1)
    }

    /// The interval, doubled for each failure in a row but the first: one alone is no reason to miss what comes next.
    fn backed_off(&self) -> u64 {
        let doubled = 1u64 << self.failures.saturating_sub(1).min(32);
        self.every.max(self.every.saturating_mul(doubled).min(FAILED))
    }

    /// What to do after an attempt. `chance` is anything from 0 to 1000.
    pub fn next(&mut self, outcome: Outcome, hints: Hints, now: u64, chance: u16) -> Next {
        match outcome {
            Outcome::Answer { news } => {
                self.answered = now;
                self.failures = 0;
                if news {
                    self.changed = now;
                }
            }
            Outcome::NotModified => self.failures = 0,
            Outcome::Failed => self.failures = self.failures.saturating_add(1),
        }
        let max_age = hints.max_age.unwrap_or(0).min(MAX_AGE);
        let mut wait = self.backed_off().max(max_age);
        let ended = hints.ended || now.saturating_sub(self.changed) >= ENDED;
        if ended && !hints.unsure && self.failures == 0 {
            wait = wait.max(self.every.saturating_mul(SLOWER.0)).max(SLOWER.1);
        }
        let retry_after = hints.retry_after.unwrap_or(0).min(RETRY_AFTER);
        Next {
            // Who says when to come back is not asked earlier.
            wait: spread(wait, chance).max(self.least).max(retry_after),
            whole: hints.unsure || now.saturating_sub(self.answered) >= UNTESTED,
        }
    }
}

/// A wait, a tenth longer or shorter at most, so that many who began at once don't ask at once.
fn spread(wait: u64, chance: u16) -> u64 {
    let tenth = wait / 10;
    wait - tenth + tenth.saturating_mul(2 * u64::from(chance.min(1000))) / 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIDDLE: u16 = 500;
    const NEWS: Outcome = Outcome::Answer { news: true };

    fn wait(schedule: &mut Schedule, outcome: Outcome, hints: Hints) -> u64 {
        schedule.next(outcome, hints, 0, MIDDLE).wait / SECOND
    }

    #[test]
    fn a_source_is_asked_as_often_as_was_said_and_no_more_often_than_is_decent() {
        let far = |every| wait(&mut Schedule::new(every, false, 0), NEWS, Hints::default());
        let near = |every| wait(&mut Schedule::new(every, true, 0), NEWS, Hints::default());
        assert_eq!(
            [far(None), far(Some(3)), far(Some(90)), far(Some(u64::MAX / 1000))][..3],
            [60, 10, 90]
        );
        assert_eq!([near(None), near(Some(0)), near(Some(7))], [1, 1, 7]);
    }

    #[test]
    fn what_the_answer_says_about_itself_is_heeded_within_limits() {
        let hinted = |max_age, retry_after| {
            let hints = Hints {
                max_age,
                retry_after,
                ..Hints::default()
            };
            wait(&mut Schedule::new(None, false, 0), NEWS, hints)
        };
        assert_eq!(hinted(Some(30 * SECOND), None), 60);
        assert_eq!(hinted(Some(120 * SECOND), None), 120);
        assert_eq!(hinted(Some(u64::MAX), None), 300);
        assert_eq!(hinted(None, Some(600 * SECOND)), 600);
        assert_eq!(hinted(None, Some(365 * 86400 * SECOND)), 3600);
    }

    #[test]
    fn chance_moves_a_wait_by_a_tenth_and_never_under_a_limit() {
        let with = |chance, hints| Schedule::new(None, false, 0).next(NEWS, hints, 0, chance).wait;
        assert_eq!(
            [with(0, Hints::default()), with(1000, Hints::default())],
            [54 * SECOND, 66 * SECOND]
        );
        let hints = Hints {
            retry_after: Some(60 * SECOND),
            ..Hints::default()
        };
        assert_eq!(with(0, hints), 60 * SECOND);
        assert_eq!(
            Schedule::new(Some(10), false, 0)
                .next(NEWS, Hints::default(), 0, 0)
                .wait,
            10 * SECOND
        );
    }

    #[test]
    fn failures_double_the_wait_up_to_a_quarter_of_an_hour_and_an_answer_ends_that() {
        let mut schedule = Schedule::new(None, false, 0);
        let waits: Vec<u64> = (0..7)
            .map(|_| wait(&mut schedule, Outcome::Failed, Hints::default()))
            .collect();
        assert_eq!(waits, [60, 120, 240, 480, 900, 900, 900]);
        assert_eq!(wait(&mut schedule, Outcome::NotModified, Hints::default()), 60);
        for _ in 0..100 {
            wait(&mut schedule, Outcome::Failed, Hints::default());
        }
        assert_eq!(
            wait(
                &mut Schedule::new(Some(3600), false, 0),
                Outcome::Failed,
                Hints::default()
            ),
            3600
        );
    }

    #[test]
    fn an_answer_is_waited_for_until_the_next_attempt_is_due() {
        let patience = |every| Schedule::new(every, true, 0).patience() / SECOND;
        assert_eq!([patience(None), patience(Some(10)), patience(Some(60))], [3, 10, 30]);
        // A slow server gets more time when it has failed.
        let mut schedule = Schedule::new(None, true, 0);
        let patience = [(); 5].map(|()| {
            wait(&mut schedule, Outcome::Failed, Hints::default());
            schedule.patience() / SECOND
        });
        assert_eq!(patience, [3, 3, 4, 8, 16]);
        wait(&mut schedule, NEWS, Hints::default());
        assert_eq!(schedule.patience() / SECOND, 3);
    }

    #[test]
    fn not_modified_is_tested_once_an_hour() {
        let mut schedule = Schedule::new(None, false, 0);
        let mut whole = |minute: u64, outcome| {
            schedule
                .next(outcome, Hints::default(), minute * 60 * SECOND, MIDDLE)
                .whole
        };
        assert!(!whole(59, Outcome::NotModified));
        assert!(whole(60, Outcome::NotModified));
        assert!(!whole(61, Outcome::Answer { news: false }));
        assert!(!whole(120, Outcome::NotModified));
        assert!(whole(121, Outcome::NotModified));
    }

    #[test]
    fn a_blog_that_has_ended_is_asked_for_more_slowly_unless_something_is_not_sure() {
        let mut schedule = Schedule::new(None, false, 0);
        let ended = Hints {
            ended: true,
            ..Hints::default()
        };
        assert_eq!(wait(&mut schedule, NEWS, ended), 300);
        assert_eq!(wait(&mut schedule, NEWS, Hints { unsure: true, ..ended }), 60);
        // Nor does it have to say so.
        let six = 6 * 60 * 60 * SECOND;
        assert_eq!(
            schedule.next(Outcome::NotModified, Hints::default(), six, MIDDLE).wait,
            300 * SECOND
        );
        assert_eq!(schedule.next(NEWS, Hints::default(), six, MIDDLE).wait, 60 * SECOND);
    }
}
