//! The times of posts: which day they are of, when the text gives only the time of day.

use crate::article::{Block, Date, Time};

/// Gives the days that the text leaves out: the article's own day for the first post, and a day more or less
/// wherever the clock passes midnight.
///
/// Whether posts go forward or backward is decided by the most of their steps.
pub(super) fn date(blocks: &mut [Block], published: Option<Date>) {
    let Some(mut day) = published else { return };
    let minutes: Vec<u16> = blocks
        .iter()
        .filter_map(|block| block.time)
        .map(|time| time.minute)
        .collect();
    // The shorter way round the clock.
    let forward = minutes
        .windows(2)
        .filter(|pair| (pair[1] + DAY - pair[0]) % DAY < DAY / 2 && pair[0] != pair[1])
        .count();
    let backward = minutes
        .windows(2)
        .filter(|pair| (pair[0] + DAY - pair[1]) % DAY < DAY / 2 && pair[0] != pair[1])
        .count();
    let newest_first = backward > forward;
    let mut before: Option<u16> = None;
    for block in blocks.iter_mut() {
        let Some(time) = &mut block.time else { continue };
        if let Some(own) = time.date {
            day = own;
        } else {
            // A small step against the order is a slip of the clock, not a day.
            let passed = before.is_some_and(|before| {
                let (early, late) = if newest_first {
                    (before, time.minute)
                } else {
                    (time.minute, before)
                };
                early + HALF_DAY < late
            });
            if passed {
                day = if newest_first { previous(day) } else { next(day) };
            }
            time.date = Some(day);
        }
        before = Some(time.minute);
    }
}

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// In minutes: posts further apart than this, against the order of the others, are of different days.
const HALF_DAY: u16 = 8 * 60;

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

/// The minutes of a time, for telling posts apart.
pub(super) fn is_post(time: Option<Time>) -> bool {
    time.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Kind, Span};

    fn dated(minutes: &[u16]) -> Vec<u8> {
        let mut blocks: Vec<Block> = minutes
            .iter()
            .map(|&minute| Block {
                time: Some(Time { date: None, minute }),
                ..Block::new(Kind::Timestamp, Span::default(), Span::default())
            })
            .collect();
        date(&mut blocks, Date::new(2026, 3, 1));
        blocks
            .iter()
            .filter_map(|block| block.time?.date)
            .map(|date| date.day)
            .collect()
    }

    #[test]
    fn days_change_at_midnight_in_either_order() {
        assert_eq!(dated(&[1200, 1380, 15, 60]), [1, 1, 2, 2]);
        assert_eq!(dated(&[60, 15, 1380, 1200]), [1, 1, 28, 28]);
        assert_eq!(dated(&[600, 590, 640, 630]), [1, 1, 1, 1]);
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
    }
}
