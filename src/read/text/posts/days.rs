//! The times of posts: which day they are of, when the text gives only the time of day.

use super::stamp::{Stamps, TimeUse};
use crate::article::{Block, Date, Kind, Published};
use crate::read::text::clock;

/// Gives the days that the text leaves out. A post with a day of its own, or under a line that is a day, fixes those
/// after it, and the first of them those before it; where there is none, the article's own day is that of the first
/// post. In between, a day more or less wherever the clock passes midnight.
///
/// Whether posts go forward or backward is decided by the most of their steps.
pub(in crate::read::text) fn date(text: &str, blocks: &mut [Block], stamps: &Stamps, published: Option<Published>) {
    let mut posts = posts(text, blocks, stamps, published.map(|published| published.date));
    let newest_first = is_newest_first(&posts, published.map(|published| published.date));
    let Some(first) = posts.iter().position(|post| post.day.is_some()).or_else(|| {
        let first = posts.first_mut()?;
        first.day = Some(first_day(published?, first.minute, newest_first));
        Some(0)
    }) else {
        return;
    };
    for at in (0..first).rev() {
        let (this, below) = (&posts[at], &posts[at + 1]);
        let mut step = step(this.minute, below.minute, newest_first);
        // Above a line that is a day stands another one.
        if below.under_day && step == 0 {
            step = if newest_first { -1 } else { 1 };
        }
        posts[at].day = below.day.map(|day| moved(day, -step));
    }
    for at in first + 1..posts.len() {
        if posts[at].day.is_none() {
            let step = step(posts[at - 1].minute, posts[at].minute, newest_first);
            posts[at].day = posts[at - 1].day.map(|day| moved(day, step));
        }
    }
    for post in posts {
        if let Some(time) = &mut blocks[post.block].time {
            time.date = time.date.or(post.day.map(|day| moved(day, post.ahead)));
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
    /// In the zone of the first post that has one.
    minute: u16,
    /// Days that its own clock is ahead of that zone's.
    ahead: i8,
    /// In that zone, too.
    day: Option<Date>,
    /// Whether a line that is a day stands between it and the post above.
    under_day: bool,
}

/// A day as a line tells it.
#[derive(Clone, Copy, Default)]
struct ToldDay {
    date: Option<Date>,
    yearless: Option<(u8, u8)>,
    weekday: Option<u8>,
}

impl ToldDay {
    /// The day, if its year is known: its own, or the one that brings it near to another day and fits its weekday.
    fn near(self, to: Option<Date>) -> Option<Date> {
        self.date.or_else(|| nearest(self.yearless?, self.weekday, to?))
    }
}

fn posts(text: &str, blocks: &[Block], stamps: &Stamps, published: Option<Date>) -> Vec<TimedPost> {
    let zone = blocks.iter().find_map(|block| block.time?.zone).unwrap_or(0);
    let mut posts: Vec<TimedPost> = Vec::new();
    let (mut under, mut fresh) = (None, false);
    let mut near = published;
    for (at, block) in blocks.iter().enumerate() {
        let shown = block.text.of(text);
        match (stamps.at(at), block.time) {
            (TimeUse::Day, _) => {
                let told = clock::said(shown).map(|when| ToldDay {
                    date: when.date,
                    yearless: when.yearless,
                    weekday: when.weekday,
                });
                // Of a day whose year is not known the posts below have none.
                under = told.and_then(|told| told.near(near));
                fresh = at >= stamps.head;
                near = under.or(near);
            }
            (TimeUse::None | TimeUse::Time, Some(time)) => {
                let own = time.date.or_else(|| told(shown)?.near(near));
                let day = own.or(under.take());
                near = day.or(near);
                let local = i32::from(time.minute) + time.zone.map_or(0, |own| i32::from(zone - own));
                let ahead = -local.div_euclid(i32::from(DAY)) as i8;
                posts.push(TimedPost {
                    block: at,
                    minute: local.rem_euclid(i32::from(DAY)) as u16,
                    ahead,
                    day: day.map(|day| moved(day, -ahead)),
                    under_day: fresh,
                });
                fresh = false;
            }
            _ => {}
        }
    }
    posts
}

/// How many blocks stand before the body: title, bylines, captions, when it was published. A standfirst or two may stand
/// among them, where a byline or a day with a time follows it.
pub(in crate::read::text) fn head(text: &str, blocks: &[Block]) -> usize {
    /// Longer introductions are the article.
    const STANDFIRSTS: usize = 2;
    let mut end = body(blocks, 0);
    let mut at = end;
    let alone = blocks
        .iter()
        .filter(|block| block.kind == Kind::Timestamp)
        .take(2)
        .count()
        == 1;
    let moments: Vec<usize> = (0..blocks.len())
        .filter(|&at| is_moment(text, &blocks[at]))
        .take(STANDFIRSTS + 1)
        .collect();
    for _ in 0..STANDFIRSTS {
        if blocks.get(at).is_none_or(|block| block.kind != Kind::Paragraph) {
            break;
        }
        let next = body(blocks, at + 1);
        let between = &blocks[at + 1..next];
        let mut stamps = between.iter().filter(|block| block.kind == Kind::Timestamp).peekable();
        let stamped = stamps.peek().is_some();
        let signed = between.iter().any(|block| block.kind == Kind::Byline);
        // A time without a day is a post's; a day without a time may be that of posts, if there are any.
        let dated = |block: &Block| block.time.map_or(alone, |time| time.date.is_some());
        if (!signed || moments.len() > 2) && is_among_posts(&moments, at, next) {
            break;
        }
        if (signed || stamped) && stamps.all(dated) {
            end = next;
        }
        at = next;
    }
    end
}

/// Whether a line is a day with its time, and not when something was changed.
fn is_moment(text: &str, block: &Block) -> bool {
    let day = block.kind == Kind::Timestamp && block.time.is_some_and(|time| time.date.is_some());
    day && clock::said(block.text.of(text)).is_some_and(|when| !when.updated)
}

/// Whether a paragraph stands between two moments, as a post does: the first is not when the page was published.
fn is_among_posts(moments: &[usize], paragraph: usize, next: usize) -> bool {
    let above = moments.iter().any(|at| *at < paragraph);
    above && moments.iter().any(|at| (paragraph..next).contains(at))
}

/// The first block of a body from here on.
fn body(blocks: &[Block], from: usize) -> usize {
    let body = |block: &Block| matches!(block.kind, Kind::Heading | Kind::Paragraph | Kind::ListItem);
    let rest = blocks.get(from..).unwrap_or_default();
    from + rest.iter().position(body).unwrap_or(rest.len())
}

fn told(line: &str) -> Option<ToldDay> {
    if let Some(when) = clock::alone(line) {
        return Some(ToldDay {
            date: when.date,
            yearless: when.yearless,
            weekday: when.weekday,
        });
    }
    let stamp = clock::at_start(line).or_else(|| clock::at_end(line))?;
    Some(ToldDay {
        date: None,
        yearless: stamp.yearless,
        weekday: stamp.weekday,
    })
}

/// The day of a month in the year that brings it nearest to another day, among those in which it is that day of the week.
pub(super) fn nearest((month, day): (u8, u8), weekday: Option<u8>, to: Date) -> Option<Date> {
    let number = |date: Date| i32::from(date.year) * 372 + i32::from(date.month) * 31 + i32::from(date.day);
    [to.year - 1, to.year, to.year + 1]
        .into_iter()
        .filter_map(|year| Date::new(year, month, day))
        .filter(|date| weekday.is_none_or(|weekday| date.weekday() == weekday))
        .min_by_key(|date| (number(*date) - number(to)).abs())
}

fn is_newest_first(posts: &[TimedPost], published: Option<Date>) -> bool {
    let (mut forward, mut backward) = (0usize, 0usize);
    // Above a day that is earlier than the page's stand later ones.
    let first_told = posts.iter().position(|post| post.day.is_some()).filter(|at| *at > 0);
    if let Some((told, published)) = first_told.and_then(|at| posts[at].day.zip(published)) {
        backward += usize::from(told < published);
    }
    for pair in posts.windows(2) {
        let (one, two) = (&pair[0], &pair[1]);
        // Across a line that is a day the clock tells nothing.
        if two.under_day && (one.day.is_none() || two.day.is_none()) {
            continue;
        }
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

/// The day so many days later.
fn moved(day: Date, step: i8) -> Date {
    Date::from_days(day.days() + i64::from(step)).unwrap_or(day)
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
        let stamps = Stamps::of(&text, &blocks);
        date(&text, &mut blocks, &stamps, published);
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
            assert!(moved(day, 1) > day);
            assert_eq!(moved(moved(day, 1), -1), day);
            day = moved(day, 1);
        }
        let new_year = Date {
            year: 2026,
            month: 1,
            day: 2,
        };
        assert_eq!(nearest((12, 31), None, new_year), Date::new(2025, 12, 31));
    }
}
