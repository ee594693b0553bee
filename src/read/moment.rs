//! Moments as machines write them: ISO 8601 in pages and feeds, RFC 2822 in RSS, seconds since 1970 in scripts.

use crate::article::{Date, Published, Time};

/// A day and a minute, and how far ahead of UTC its clock is, if that is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) date: Date,
    /// Minutes since midnight; none if only the day is given.
    pub(super) minute: Option<u16>,
    /// In minutes.
    pub(super) offset: Option<i16>,
}

const DAY: i64 = 24 * 60;

/// The number of 1 January 1970; see [`Date::days`].
const UNIX: i64 = 719_469;

impl Moment {
    /// Reads a moment in any of the forms.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::iso(text)
            .or_else(|| Self::mail(text))
            .or_else(|| Self::epoch(text))
    }

    /// `2026-08-15T14:05:09+02:00`, `2026-08-15 14:05`, `2026-08-15`, `20260815T140509Z`.
    fn iso(text: &str) -> Option<Self> {
        let (date, rest) = if let Some(date) = Date::parse(text) {
            (date, &text[10..])
        } else {
            let is_digits = |day: &&str| day.bytes().all(|byte| byte.is_ascii_digit());
            let digits = text.get(..8).filter(is_digits)?;
            if text.len() > 8 && !text[8..].starts_with(['T', 't', ' ']) {
                return None;
            }
            let day = format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]);
            (Date::parse(&day)?, &text[8..])
        };
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let clock = rest.trim_start_matches(['T', 't', ' ']);
        let (minute, zone) = clock_of(clock).map_or((None, ""), |(minute, zone)| (Some(minute), zone));
        Some(Self {
            date,
            minute,
            offset: offset(zone),
        })
    }

    /// `Fri, 14 Mar 2031 18:26:22 +0100`.
    fn mail(text: &str) -> Option<Self> {
        let text = text.split_once(',').map_or(text, |(_, rest)| rest);
        let mut words = text.split_whitespace();
        let day: u8 = words.next()?.parse().ok()?;
        let month = month(words.next()?)?;
        let year: i16 = words.next()?.parse().ok()?;
        let year = match year {
            0..=49 => year + 2000,
            50..=99 => year + 1900,
            _ => year,
        };
        let minute = words.next().and_then(clock_of).map(|(minute, _)| minute);
        Some(Self {
            date: Date::new(year, month, day)?,
            minute,
            offset: words.next().and_then(offset),
        })
    }

    /// Seconds or milliseconds since 1970.
    fn epoch(text: &str) -> Option<Self> {
        let number: i64 = text.parse().ok()?;
        let seconds = match text.len() {
            10 => number,
            13 => number / 1000,
            _ => return None,
        };
        let minutes = UNIX * DAY + seconds.div_euclid(60);
        let (date, minute) = (Date::from_days(minutes.div_euclid(DAY)), minutes.rem_euclid(DAY));
        Some(Self {
            date: date?,
            minute: Some(minute as u16),
            offset: Some(0),
        })
    }

    /// Minutes from one midnight on by UTC, or by its own clock if that is not known. Days count from their start.
    pub(super) fn minutes(self) -> i64 {
        self.date.days() * DAY + i64::from(self.minute.unwrap_or(0)) - i64::from(self.offset.unwrap_or(0))
    }

    /// What clocks show that are so many minutes ahead of UTC. A moment that says nothing of UTC is local already.
    pub(super) fn in_zone(self, zone: Option<i16>) -> Self {
        let (Some(zone), Some(_), Some(_)) = (zone, self.offset, self.minute) else {
            return self;
        };
        let there = self.minutes() + i64::from(zone);
        let Some(date) = Date::from_days(there.div_euclid(DAY)) else {
            return self;
        };
        Self {
            date,
            minute: Some(there.rem_euclid(DAY) as u16),
            offset: Some(zone),
        }
    }

    /// As a time of day.
    pub(super) fn time(self) -> Option<Time> {
        Some(Time {
            date: Some(self.date),
            minute: self.minute?,
            zone: self.offset,
        })
    }

    /// As the moment of a publication. Midnight to the minute is what programs write that know no more than the day.
    pub(super) fn published(self) -> Published {
        Published {
            date: self.date,
            minute: self.minute.filter(|&minute| minute > 0),
        }
    }
}

/// A time of day at the start of a text, and what follows it.
fn clock_of(text: &str) -> Option<(u16, &str)> {
    let digits = text
        .get(..4)
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let (minute, length) = match digits {
        Some(digits) => (Time::parse(&format!("{}:{}", &digits[..2], &digits[2..]))?.minute, 4),
        None => (Time::parse(text.get(..5)?)?.minute, 5),
    };
    let rest = text[length..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
    Some((minute, rest))
}

/// `Z`, `+02:00`, `-0330`, `GMT`, `EST`.
fn offset(zone: &str) -> Option<i16> {
    let zone = zone.trim();
    match zone.to_ascii_uppercase().as_str() {
        "Z" | "GMT" | "UTC" | "UT" => return Some(0),
        "BST" | "CET" => return Some(60),
        "CEST" => return Some(120),
        "EDT" => return Some(-240),
        "EST" | "CDT" => return Some(-300),
        "CST" | "MDT" => return Some(-360),
        "MST" | "PDT" => return Some(-420),
        "PST" => return Some(-480),
        _ => {}
    }
    let sign = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = zone[1..].chars().filter(char::is_ascii_digit).collect();
    let hours: i16 = digits.get(..2)?.parse().ok()?;
    let minutes: i16 = digits.get(2..4).map_or(Some(0), |minutes| minutes.parse().ok())?;
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

fn month(name: &str) -> Option<u8> {
    const NAMES: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let name = name.get(..3)?.to_ascii_lowercase();
    let at = NAMES.iter().position(|month| *month == name)?;
    Some(at as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_in_the_forms_of_machines() {
        let table = [
            ("2031-03-14T18:26:22+01:00", Some(("2031-03-14T18:26", Some(60)))),
            ("2031-03-14T17:26:22.123Z", Some(("2031-03-14T17:26", Some(0)))),
            ("2031-03-14 18:26", Some(("2031-03-14T18:26", None))),
            ("2031-03-14", Some(("2031-03-14", None))),
            ("20310314T182622-0330", Some(("2031-03-14T18:26", Some(-210)))),
            ("Fri, 14 Mar 2031 18:26:22 +0100", Some(("2031-03-14T18:26", Some(60)))),
            ("14 Mar 31 18:26 GMT", Some(("2031-03-14T18:26", Some(0)))),
            ("1931192782", Some(("2031-03-13T18:26", Some(0)))),
            ("1931192782000", Some(("2031-03-13T18:26", Some(0)))),
            ("2031-02-30", None),
            ("soon", None),
            ("", None),
        ];
        for (text, expected) in table {
            let found = Moment::parse(text).map(|moment| {
                let shown = moment.time().map_or(moment.date.to_string(), |time| time.to_string());
                (shown, moment.offset)
            });
            assert_eq!(
                found,
                expected.map(|(shown, offset)| (shown.to_owned(), offset)),
                "{text}"
            );
        }
    }

    #[test]
    fn one_moment_is_shown_by_another_clock() {
        let moment = Moment::parse("2031-12-31T23:30:00Z").expect("a moment");
        let there = moment.in_zone(Some(60));
        assert_eq!(there.time().expect("a time").to_string(), "2032-01-01T00:30");
        assert_eq!(there.minutes(), moment.minutes());
        let local = Moment::parse("2031-12-31T23:30").expect("a moment");
        assert_eq!(local.in_zone(Some(60)), local);
    }
}
