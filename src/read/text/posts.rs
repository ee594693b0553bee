//! The times of posts: which day they are of, when the text gives only the time of day.

use super::clock;
use crate::article::{Block, Date, Kind, Published, Time};

/// Gives the days that the text leaves out. A post with a day of its own, or under a line that is a day, fixes those
/// after it, and the first of them those before it; where there is none, the article's own day is that of the first
/// post. In between, a day more or less wherever the clock passes midnight.
///
/// Whether posts go forward or backward is decided by the most of their steps.
pub(super) fn date(text: &str, blocks: &mut [Block], published: Option<Published>) {
    let mut posts = posts(text, blocks, published.map(|published| published.date));
    let newest_first = is_newest_first(&posts);
    let Some(first) = posts.iter().position(|post| post.day.is_some()).or_else(|| {
        let first = posts.first_mut()?;
        first.day = Some(first_day(published?, first.minute, newest_first));
        Some(0)
    }) else {
        return;
    };
    for at in (0..first).rev() {
        let step = step(posts[at].minute, posts[at + 1].minute, newest_first);
        posts[at].day = posts[at + 1].day.map(|day| moved(day, -step));
    }
    for at in first + 1..posts.len() {
        if posts[at].day.is_none() {
            let step = step(posts[at - 1].minute, posts[at].minute, newest_first);
            posts[at].day = posts[at - 1].day.map(|day| moved(day, step));
        }
    }
    for post in posts {
        if let Some(time) = &mut blocks[post.block].time {
            time.date = time.date.or(post.day);
        }
    }
}

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// In minutes: posts further apart than this, against the order of the others, are of different days. A smaller step
/// is a slip of the clock.
const SLIP: u16 = 8 * 60;

/// In minutes: a first post that is as far from the article's own time, across midnight, is of the day beside it.
const NIGHT: u16 = 4 * 60;

/// A block with a time of day.
struct TimedPost {
    block: usize,
    minute: u16,
    day: Option<Date>,
}

fn posts(text: &str, blocks: &[Block], published: Option<Date>) -> Vec<TimedPost> {
    let mut posts: Vec<TimedPost> = Vec::new();
    let mut under = None;
    let mut near = published;
    let head = head(blocks);
    for (at, block) in blocks.iter().enumerate() {
        let shown = block.text.of(text);
        match block.time {
            // When the article was published is no post.
            Some(time) if at < head && time.date.is_some() => {}
            Some(time) => {
                let own = time.date.or_else(|| nearest(yearless(shown)?, near?));
                let day = own.or(under.take());
                near = day.or(near);
                posts.push(TimedPost {
                    block: at,
                    minute: time.minute,
                    day,
                });
            }
            None if matches!(block.kind, Kind::Timestamp | Kind::Heading) && at >= head => {
                let day = clock::day(shown);
                let day = day.and_then(|day| day.date.or_else(|| nearest(day.yearless?, near?)));
                under = day.or(under);
            }
            None => {}
        }
    }
    posts
}

/// How many blocks stand before the body: title, bylines, captions, when it was published. A standfirst or two may stand
/// among them, where a byline or a day with a time follows it.
pub(super) fn head(blocks: &[Block]) -> usize {
    /// Longer introductions are the article.
    const STANDFIRSTS: usize = 2;
    let mut end = body(blocks, 0);
    let mut at = end;
    for _ in 0..STANDFIRSTS {
        if blocks.get(at).is_none_or(|block| block.kind != Kind::Paragraph) {
            break;
        }
        let next = body(blocks, at + 1);
        let between = &blocks[at + 1..next];
        let dated = |block: &Block| block.time.is_some_and(|time| time.date.is_some());
        let mut stamps = between.iter().filter(|block| block.kind == Kind::Timestamp).peekable();
        let stamped = stamps.peek().is_some();
        let signed = between.iter().any(|block| block.kind == Kind::Byline);
        // A time without a day is a post's.
        if (signed || stamped) && stamps.all(dated) {
            end = next;
        }
        at = next;
    }
    end
}

/// The first block of a body from here on.
fn body(blocks: &[Block], from: usize) -> usize {
    let body = |block: &Block| matches!(block.kind, Kind::Heading | Kind::Paragraph | Kind::ListItem);
    let rest = blocks.get(from..).unwrap_or_default();
    from + rest.iter().position(body).unwrap_or(rest.len())
}

fn yearless(line: &str) -> Option<(u8, u8)> {
    match clock::alone(line) {
        Some(when) => when.yearless,
        None => clock::at_start(line).or_else(|| clock::at_end(line))?.yearless,
    }
}

/// The day of a month in the year that brings it nearest to another day.
fn nearest((month, day): (u8, u8), to: Date) -> Option<Date> {
    let number = |date: Date| i32::from(date.year) * 372 + i32::from(date.month) * 31 + i32::from(date.day);
    [to.year - 1, to.year, to.year + 1]
        .into_iter()
        .filter_map(|year| Date::new(year, month, day))
        .min_by_key(|date| (number(*date) - number(to)).abs())
}

fn is_newest_first(posts: &[TimedPost]) -> bool {
    let (mut forward, mut backward) = (0usize, 0usize);
    for pair in posts.windows(2) {
        let (one, two) = (&pair[0], &pair[1]);
        let ahead = match (one.day, two.day) {
            (Some(first), Some(second)) if first != second => first < second,
            _ if one.minute == two.minute => continue,
            (Some(_), Some(_)) => one.minute < two.minute,
            // The shorter way round the clock.
            _ => (two.minute + DAY - one.minute) % DAY < DAY / 2,
        };
        forward += usize::from(ahead);
        backward += usize::from(!ahead);
    }
    backward > forward
}

/// Days from one post to the next: -1, 0 or 1.
fn step(from: u16, to: u16, newest_first: bool) -> i8 {
    match newest_first {
        true if from + SLIP < to => -1,
        false if to + SLIP < from => 1,
        _ => 0,
    }
}

/// The day of the first post of an article that was published then.
fn first_day(published: Published, minute: u16, newest_first: bool) -> Date {
    let day = published.date;
    let Some(own) = published.minute else { return day };
    let apart = |early: u16, late: u16| (early + DAY - late) % DAY <= NIGHT;
    match newest_first {
        true if own < minute && apart(own, minute) => moved(day, -1),
        false if minute < own && apart(minute, own) => moved(day, 1),
        _ => day,
    }
}

fn moved(day: Date, step: i8) -> Date {
    match step {
        1 => next(day),
        -1 => previous(day),
        _ => day,
    }
}

fn next(day: Date) -> Date {
    Date::new(day.year, day.month, day.day + 1)
        .or_else(|| Date::new(day.year, day.month + 1, 1))
        .or_else(|| Date::new(day.year.saturating_add(1), 1, 1))
        .unwrap_or(day)
}

fn previous(day: Date) -> Date {
    if day.day > 1 {
        return Date {
            day: day.day - 1,
            ..day
        };
    }
    let (year, month) = if day.month > 1 {
        (day.year, day.month - 1)
    } else {
        (day.year.saturating_sub(1), 12)
    };
    [31, 30, 29, 28]
        .into_iter()
        .find_map(|last| Date::new(year, month, last))
        .unwrap_or(day)
}

/// Whether a block with this time opens a post.
pub(super) fn is_post(time: Option<Time>) -> bool {
    time.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Span;

    /// Posts on lines of their own, each a time alone or a day alone.
    fn dated(lines: &[&str], published: Option<(u8, Option<u16>)>) -> Vec<String> {
        let text = "x\n".to_owned() + &lines.join("\n");
        let mut blocks = vec![Block::new(Kind::Paragraph, Span::new(0, 2), Span::new(0, 1))];
        let mut at = 2;
        for line in lines {
            let span = Span::new(at, at + line.len() as u32);
            let time = clock::alone(line).and_then(clock::When::time);
            blocks.push(Block {
                time,
                ..Block::new(Kind::Timestamp, span, span)
            });
            at = span.end + 1;
        }
        let published = published.map(|(day, minute)| Published {
            date: Date {
                year: 2026,
                month: 3,
                day,
            },
            minute,
        });
        date(&text, &mut blocks, published);
        let times = blocks.iter().filter_map(|block| block.time?.date);
        times.map(|date| date.to_string()[5..].to_owned()).collect()
    }

    #[test]
    fn days_change_at_midnight_in_either_order() {
        let day = Some((1, None));
        assert_eq!(
            dated(&["20:00", "23:00", "00:15", "01:00"], day),
            ["03-01", "03-01", "03-02", "03-02"]
        );
        assert_eq!(
            dated(&["01:00", "00:15", "23:00", "20:00"], day),
            ["03-01", "03-01", "02-28", "02-28"]
        );
        // Slips of the clock.
        assert_eq!(dated(&["10:00", "09:50", "10:40", "10:30"], day), ["03-01"; 4]);
        assert_eq!(dated(&["10:00"], None), [""; 0]);
    }

    #[test]
    fn the_days_of_some_are_the_days_of_all() {
        // The article's own day is not asked where a post has one.
        for published in [None, Some((9, None))] {
            assert_eq!(
                dated(&["09:00", "00:10", "1 March 2026, 23:50", "22:00"], published),
                ["03-02", "03-02", "03-01", "03-01"]
            );
        }
        assert_eq!(dated(&["1 March 23:50", "00:10"], Some((4, None))), ["03-01", "03-02"]);
        assert_eq!(
            dated(
                &["2 March 2026", "09:00", "00:10", "1 March 2026", "22:00", "20:00"],
                None
            ),
            ["03-02", "03-02", "03-01", "03-01"]
        );
    }

    #[test]
    fn the_first_post_may_be_across_midnight_from_the_articles_own_time() {
        assert_eq!(dated(&["23:40", "23:00"], Some((2, Some(10)))), ["03-01", "03-01"]);
        assert_eq!(dated(&["00:10", "01:00"], Some((1, Some(1430)))), ["03-02", "03-02"]);
        assert_eq!(dated(&["23:40", "23:00"], Some((2, Some(600)))), ["03-02", "03-02"]);
        assert_eq!(dated(&["09:00", "10:00"], Some((2, Some(1080)))), ["03-02", "03-02"]);
    }

    #[test]
    fn days_follow_one_another() {
        let mut day = Date {
            year: 2023,
            month: 12,
            day: 1,
        };
        for _ in 0..1000 {
            assert!(next(day) > day);
            assert_eq!(previous(next(day)), day);
            day = next(day);
        }
        let new_year = Date {
            year: 2026,
            month: 1,
            day: 2,
        };
        assert_eq!(nearest((12, 31), new_year), Date::new(2025, 12, 31));
    }
}
