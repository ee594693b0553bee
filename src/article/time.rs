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

    /// The number of the day: 1 March of the year 0 is day 1. By Howard Hinnant, "chrono-compatible low-level date
    /// algorithms": a year that begins in March ends with its leap day, and its months have 153 days in five.
    pub fn days(self) -> i64 {
        let (year, month, day) = (i64::from(self.year), i64::from(self.month), i64::from(self.day));
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year
    }

    /// The day of this number, if its year can be told; see [`Date::days`].
    pub fn from_days(days: i64) -> Option<Self> {
        let days = days.checked_sub(1)?;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let of_years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * of_years + of_years / 4 - of_years / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = of_years + era * 400 + i64::from(month <= 2);
        Self::new(i16::try_from(year).ok()?, month as u8, day as u8)
    }

    /// The day of the week: 0 is Monday, 6 Sunday.
    pub fn weekday(self) -> u8 {
        // Day 1 was a Wednesday.
        (self.days() + 1).rem_euclid(7) as u8
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

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn days_follow_one_another() {
        let mut before = None;
        for year in [1999, 2000, 2024, 2026, 2100] {
            for month in 1..=12 {
                for day in 1..=31 {
                    let Some(date) = Date::new(year, month, day) else {
                        continue;
                    };
                    if (month, day) != (1, 1) {
                        assert_eq!(before.map(|before| before + 1), Some(date.days()), "{date}");
                    }
                    assert_eq!(Date::from_days(date.days()), Some(date));
                    before = Some(date.days());
                }
            }
        }
        let unix = Date::new(1970, 1, 1).expect("a day").days();
        assert_eq!(unix, 719_469);
        for day in unix - 100_000..unix + 100_000 {
            assert_eq!(Date::from_days(day).expect("a day").days(), day);
        }
        assert_eq!(Date::new(2026, 8, 15).map(Date::weekday), Some(5));
        assert_eq!(Date::from_days(i64::MAX), None);
    }
}
