//! Whether an answer is older than what is known.

use super::Follower;
use super::identity::Matched;
use super::post::Edition;
use crate::article::Time;

/// Whether an answer has been overtaken by one that was taken in.
pub(super) fn is_older(follower: &Follower, edition: &Edition, matched: &Matched) -> bool {
    if brings_news(follower, edition, matched) {
        return false;
    }
    match edition.made.zip(follower.made) {
        Some((now, before)) if now != before => now < before,
        _ => is_overtaken(follower, edition, matched),
    }
}

/// Whether a post that was never seen stands where the newest do, or one has been updated since.
fn brings_news(follower: &Follower, edition: &Edition, matched: &Matched) -> bool {
    let newest = if edition.newest_first {
        matched.of_new.first()
    } else {
        matched.of_new.last()
    };
    let updated_since = || {
        let known = latest(follower.known().iter().map(|known| known.post.updated));
        let now = latest(edition.posts.iter().map(|post| post.updated));
        known.zip(now).is_some_and(|(known, now)| now > known)
    };
    newest == Some(&None) || updated_since()
}

/// Whether an answer lacks what is newest, or has words or stamps back that were replaced.
fn is_overtaken(follower: &Follower, edition: &Edition, matched: &Matched) -> bool {
    let known = follower.known();
    let mut shown = known
        .iter()
        .enumerate()
        .filter(|(_, known)| known.seen == follower.version());
    let newest = if edition.newest_first {
        shown.next()
    } else {
        shown.next_back()
    };
    let lacks_newest = newest.is_some_and(|(at, _)| matched.of_known[at].is_none());
    lacks_newest
        || edition.posts.iter().zip(&matched.of_new).any(|(post, known_as)| {
            known_as.is_some_and(|at| {
                let known = &known[at as usize];
                let earlier = key(known.post.updated).zip(key(post.updated));
                known.wordings.contains(&post.words) || earlier.is_some_and(|(before, now)| now < before)
            })
        })
}

fn latest(times: impl Iterator<Item = Option<Time>>) -> Option<(crate::article::Date, u16)> {
    times.filter_map(key).max()
}

/// A time by which two can be compared: with its day.
fn key(time: Option<Time>) -> Option<(crate::article::Date, u16)> {
    let time = time?;
    Some((time.date?, time.minute))
}
