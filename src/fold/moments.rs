//! When the posts of an article were published, as far as their times tell: one line of time, across midnights.

use super::order::{DAY, TimedSection, is_newest_first, posts, put_in_days};
use crate::article::{Article, Date};

/// When the sections of an article were published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moments {
    /// By section: minutes from a midnight on; none where it has no time. Empty if no section has one.
    pub minutes: Vec<Option<i64>>,
    /// Whether that midnight is the one before 1 March of the year 0 ([`Date::days`]): the days are known. Else it is that
    /// of some day.
    pub dated: bool,
    /// Whether what stands first was published last.
    pub newest_first: bool,
}

impl Moments {
    /// Those of an article. Of a post whose day is not told, it is that on which the way round the clock from its
    /// neighbour is the shorter.
    pub fn of(article: &Article) -> Self {
        let mut posts = posts(article);
        if posts.is_empty() {
            return Self::default();
        }
        put_in_days(&mut posts);
        let day = |post: &TimedSection| {
            post.time
                .date
                .map(|date| date.days() * DAY + i64::from(post.time.minute) - post.minute)
        };
        let shift = posts.iter().find_map(day);
        // Without a day, the earliest post is of the first.
        let earliest = posts.iter().map(|post| post.minute).min().unwrap_or(0);
        let by = shift.unwrap_or(-earliest.div_euclid(DAY) * DAY);
        let mut minutes = vec![None; article.sections().len()];
        for post in &posts {
            if let Some(minute) = minutes.get_mut(article.block(post.first).section.index()) {
                *minute = Some(post.minute + by);
            }
        }
        Self {
            minutes,
            dated: shift.is_some(),
            newest_first: is_newest_first(&posts),
        }
    }

    /// The day of a minute, where days are known.
    pub fn date(minute: i64) -> Option<Date> {
        Date::from_days(minute.div_euclid(DAY))
    }

    /// Whether no section has a time.
    pub fn is_empty(&self) -> bool {
        self.minutes.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, BlockId, Kind, Meta, Span, Start, Text, Time};

    fn blog(times: &[&str]) -> Article {
        let blocks = (0..times.len() as u32)
            .map(|at| {
                Block::new(
                    Kind::Paragraph,
                    Span::new(2 * at, 2 * at + 2),
                    Span::new(2 * at, 2 * at + 1),
                )
            })
            .collect();
        let start = |(at, time): (usize, &&str)| Start {
            first: BlockId(at as u32),
            headline: None,
            time: Time::parse(time),
        };
        let starts: Vec<Start> = times.iter().enumerate().map(start).collect();
        Article::new(Text::from("x\n".repeat(times.len())), Meta::default(), blocks, &starts).expect("an article")
    }

    fn minutes(times: &[&str]) -> Vec<Option<i64>> {
        Moments::of(&blog(times)).minutes
    }

    #[test]
    fn times_go_on_across_midnights_forwards_and_backwards() {
        assert_eq!(minutes(&["", ""]), []);
        assert_eq!(
            minutes(&["", "23:50", "", "00:10"]),
            [None, Some(1430), None, Some(1450)]
        );
        assert_eq!(minutes(&["00:10", "23:50"]), [Some(1450), Some(1430)]);
        assert_eq!(minutes(&["14:00", "14:00"]), [Some(840), Some(840)]);
        let dated = Moments::of(&blog(&["23:00", "2026-08-15T01:00"]));
        assert!(dated.dated && !dated.newest_first);
        assert_eq!(
            dated.minutes[1].expect("a time") - dated.minutes[0].expect("a time"),
            120
        );
        assert_eq!(dated.minutes[1].expect("a time").rem_euclid(DAY), 60);
    }
}
