//! The order of publication, if it is not the order of the text.
//!
//! Many live blogs have the newest post on top: the last in the text was published first. If the times of the posts
//! show that, the older of two copies is the original, although it is further down. Posts are sorted by time, and those
//! of the same time from the bottom up. The opening, above the first post, has no time that could show it to be a copy;
//! it counts as first. Other parts without a time, such as a list of other stories below the last post, count as last,
//! so that they are never the original of a post with a time. The same goes for what follows a date below a post: the
//! date separates it from the next post, of another day.

use std::ops::Range;

use crate::article::{Article, BlockId, Kind, Section, Time};

/// Minutes of a day.
pub(super) const DAY: i64 = 24 * 60;

/// The blocks in the order of publication, if that is not the order of the text. Blocks of one section stay in the
/// order of the text.
pub(super) fn told(article: &Article) -> Option<Vec<BlockId>> {
    let mut posts = posts(article);
    if !is_newest_first(&posts) {
        return None;
    }
    let opening = posts.first().map_or(0, |post| post.blocks.start);
    posts.reverse();
    put_in_days(&mut posts);
    posts.sort_by_key(|post| post.minute);
    let mut told: Vec<BlockId> = (0..opening).map(BlockId).collect();
    told.extend(posts.iter().flat_map(|post| post.blocks.clone()).map(BlockId));
    let mut is_told = vec![false; article.blocks().len()];
    for block in &told {
        is_told[block.index()] = true;
    }
    told.extend(article.ids().filter(|block| !is_told[block.index()]));
    Some(told)
}

/// The blocks of a post, up to a date below its text.
fn blocks(article: &Article, section: &Section) -> Range<u32> {
    let whole = section.first.0..section.last.0 + 1;
    let mut blocks = whole.clone();
    let said = blocks.find(|&block| {
        let block = article.block(BlockId(block));
        block.kind.is_passage() && !is_date(block.text.of(article.text()))
    });
    let date = blocks.find(|&block| {
        let block = article.block(BlockId(block));
        block.kind == Kind::Timestamp || (block.kind.is_passage() && is_date(block.text.of(article.text())))
    });
    whole.start..said.and(date).unwrap_or(whole.end)
}

/// Whether a line is a date in any language, however it was read: a few words, half of them figures.
fn is_date(line: &str) -> bool {
    /// "Wednesday, the 17th of July 2024" in bytes of a script that takes three for a character.
    const LONGEST: usize = 96;
    /// Words of it.
    const MOST: usize = 5;
    if line.len() > LONGEST {
        return false;
    }
    let words = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let (figures, all) = words.fold((0, 0), |(figures, all), word| {
        (figures + usize::from(word.starts_with(char::is_numeric)), all + 1)
    });
    figures > 0 && all <= MOST && 2 * figures >= all
}

/// For each block, its index in the order of publication; `None` if that is the order of the text.
pub(super) fn places(article: &Article) -> Option<Vec<u32>> {
    let told = told(article)?;
    let mut places = vec![0; told.len()];
    for (place, block) in told.iter().enumerate() {
        places[block.index()] = place as u32;
    }
    Some(places)
}

/// A section with a time.
#[derive(Clone)]
pub(super) struct TimedSection {
    blocks: Range<u32>,
    pub(super) first: BlockId,
    pub(super) time: Time,
    /// When it was published, from some midnight on.
    pub(super) minute: i64,
}

pub(super) fn posts(article: &Article) -> Vec<TimedSection> {
    let sections = article.sections().iter();
    let post = |section: &Section| {
        let time = section.time?;
        Some(TimedSection {
            blocks: blocks(article, section),
            first: section.first,
            time,
            minute: i64::from(time.minute),
        })
    };
    let mut posts: Vec<TimedSection> = sections.filter_map(post).collect();
    share_zone(&mut posts);
    posts
}

/// A time without a zone is taken for one of the zone that the first post with one has: 14:32 in London and 13:32 GMT are
/// the same moment.
fn share_zone(posts: &mut [TimedSection]) {
    let Some(zone) = posts.iter().find_map(|post| post.time.zone) else {
        return;
    };
    for post in &mut *posts {
        post.time.zone = post.time.zone.or(Some(zone));
    }
    for post in posts {
        post.minute = i64::from(post.time.universal() + i32::from(zone));
    }
}

/// Whether times go down the page more often than up.
pub(super) fn is_newest_first(posts: &[TimedSection]) -> bool {
    let steps = posts.windows(2).map(|pair| step(pair[0].time, pair[1].time));
    steps.map(i64::signum).sum::<i64>() < 0
}

/// Minutes from one time to another; where a day is not known, the shorter way round the clock.
fn step(from: Time, to: Time) -> i64 {
    let minutes = i64::from(to.universal()) - i64::from(from.universal());
    match (from.date, to.date) {
        (Some(from), Some(to)) => minutes + DAY * (to.days() - from.days()),
        _ => (minutes + DAY / 2).rem_euclid(DAY) - DAY / 2,
    }
}

/// Gives each of the posts, as they follow one another, its minute: the first one's and the steps from there.
pub(super) fn put_in_days(posts: &mut [TimedSection]) {
    for index in 1..posts.len() {
        let before = &posts[index - 1];
        posts[index].minute = before.minute + step(before.time, posts[index].time);
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY, is_date, step};
    use crate::article::Time;

    fn time(words: &str) -> Time {
        Time::parse(words).expect("a time")
    }

    #[test]
    fn a_date_is_known_by_its_figures() {
        for line in [
            "Mittwoch, 17. 7.",
            "17 July",
            "Wed 17 July 2024",
            "2024-07-17",
            "10:32",
            "7月17日 2024年",
        ] {
            assert!(is_date(line), "{line}");
        }
        for line in [
            "",
            "Wednesday",
            "Two of 17 crews are back",
            "A crew of 12 is back.",
            "No comment",
        ] {
            assert!(!is_date(line), "{line}");
        }
    }

    #[test]
    fn a_step_without_a_day_is_the_shorter_way_round_the_clock() {
        assert_eq!(step(time("14:00"), time("13:30")), -30);
        assert_eq!(step(time("00:10"), time("23:50")), -20);
        assert_eq!(step(time("23:50"), time("00:10")), 20);
        assert_eq!(step(time("2026-03-01T00:10"), time("2026-02-28T23:50")), -20);
        assert_eq!(step(time("2026-03-01T00:10"), time("2026-02-28T00:10")), -DAY);
    }
}
