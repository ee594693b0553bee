//! Days and times of day, as articles bear them.

use std::fmt;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, such as 2026.
    pub year: i16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl fmt::Display for Date {
    /// As ISO 8601: `2026-08-15`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Date {
    /// The day, if there is such a day.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(Self { year, month, day })
    }

    /// The day of the week: 0 is Monday, 6 Sunday. By Sakamoto's method.
    pub fn weekday(self) -> u8 {
        const SHIFTS: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let month = usize::from(self.month.clamp(1, 12));
        let year = i32::from(self.year) - i32::from(month < 3);
        let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        let from_sunday = year + leaps + SHIFTS[month - 1] + i32::from(self.day);
        (from_sunday + 6).rem_euclid(7) as u8
    }

    /// Its month as the press writes it: `Aug`.
    pub fn month_name(self) -> &'static str {
        const NAMES: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        let month = usize::from(self.month).checked_sub(1);
        month.and_then(|month| NAMES.get(month)).copied().unwrap_or_default()
    }

    /// Reads `2026-08-15`; anything after the tenth character is the caller's.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes().get(..10)?;
        if bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |range: std::ops::Range<usize>| -> Option<i16> {
            bytes[range].iter().try_fold(0i16, |sum, byte| {
                byte.is_ascii_digit().then(|| sum * 10 + i16::from(byte - b'0'))
            })
        };
        Self::new(number(0..4)?, number(5..7)? as u8, number(8..10)? as u8)
    }
}

/// A time of day, with its day where that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    /// The day, if the text or the article tells.
    pub date: Option<Date>,
    /// Minutes since midnight, 0 to 1439.
    pub minute: u16,
    /// Minutes that its clock is ahead of Greenwich, where a zone is told.
    pub zone: Option<i16>,
}

/// A time zone, as `+02:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(pub i16);

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { '-' } else { '+' };
        let minutes = self.0.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl Zone {
    /// Reads what [`Display`](fmt::Display) writes, or `Z`.
    pub fn parse(text: &str) -> Option<Self> {
        let sign = match text.as_bytes().first()? {
            b'Z' if text.len() == 1 => return Some(Self(0)),
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let (hours, minutes) = text.get(1..)?.split_once(':')?;
        let (hours, minutes) = (hours.parse::<u8>().ok()?, minutes.parse::<u8>().ok()?);
        (hours < 24 && minutes < 60).then(|| Self(sign * (i16::from(hours) * 60 + i16::from(minutes))))
    }
}

impl fmt::Display for Time {
    /// `14:05`, or `2026-08-15T14:05` where the day is known; never its zone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(date) = self.date {
            write!(f, "{date}T")?;
        }
        write!(f, "{:02}:{:02}", self.minute / 60, self.minute % 60)
    }
}

impl Time {
    /// Reads what [`Display`](fmt::Display) writes, and an ISO 8601 time with seconds and zone.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, clock) = match text.split_once('T') {
            Some((date, clock)) => (Some(Date::parse(date)?), clock),
            None => (None, text),
        };
        let (hour, minute) = clock.split_once(':')?;
        let (hour, minute) = (hour.parse::<u16>().ok()?, minute.get(..2)?.parse::<u16>().ok()?);
        let zone = clock.rfind(['Z', '+', '-']).and_then(|at| Zone::parse(&clock[at..]));
        (hour < 24 && minute < 60).then_some(Self {
            date,
            minute: hour * 60 + minute,
            zone: zone.map(|zone| zone.0),
        })
    }

    /// Minutes since the midnight of its day at Greenwich, or where it was told if that is not known: below 0 or over a
    /// day where the day is another one there.
    pub fn universal(self) -> i32 {
        i32::from(self.minute) - i32::from(self.zone.unwrap_or(0))
    }
}

/// When an article was published: a day, and the time of day where it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Published {
    /// The day.
    pub date: Date,
    /// Minutes since midnight, 0 to 1439.
    pub minute: Option<u16>,
}

impl fmt::Display for Published {
    /// `2026-08-15` or `2026-08-15T14:05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        match self.minute {
            Some(minute) => write!(f, "T{:02}:{:02}", minute / 60, minute % 60),
            None => Ok(()),
        }
    }
}
