//! Moments in words, as the reader's clock and calendar have them.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

/// Seconds since 1970.
pub type Moment = i64;

/// This moment.
pub fn now() -> Moment {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

fn zoned(moment: Moment, zone: &TimeZone) -> ZonedDateTime {
    Timestamp::from_second(moment)
        .unwrap_or_default()
        .to_zoned_datetime(zone.clone())
}

/// The zone that the reader is in. It is read from the file that has its rules; to look it up by its name would list all
/// zones of the world first.
fn here() -> TimeZone {
    let rules = std::env::var_os("TZ")
        .is_none()
        .then(|| std::fs::read("/etc/localtime").ok())
        .flatten();
    rules
        .and_then(|rules| TimeZone::tzif("Local", &rules).ok())
        .unwrap_or_else(TimeZone::system)
}

/// When it was, seen from now, where the reader is: "14:05" today, "yesterday 14:05", "Tuesday 14:05" in the last six
/// days, "14 Aug 14:05", "14 Aug 2025".
pub fn in_words(then: Moment, now: Moment) -> String {
    in_words_of(then, now, &here())
}

/// As [`in_words`], in another zone.
pub fn in_words_of(then: Moment, now: Moment, zone: &TimeZone) -> String {
    let (then, now) = (zoned(then, zone), zoned(now, zone));
    let days = (now.date() - then.date()).get_days();
    let form = match days {
        0 => "%H:%M",
        1 => "yesterday %H:%M",
        2..=6 => "%A %H:%M",
        _ if then.year() == now.year() => "%-d %b %H:%M",
        _ => "%-d %b %Y",
    };
    then.strftime(form).to_string()
}

/// When it was, for a table: `2026-08-14 14:05`.
pub fn in_figures(then: Moment) -> String {
    zoned(then, &here()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// When it was, for programs: `2026-08-14T14:05:00+02:00`.
pub fn in_full(then: Moment) -> String {
    zoned(then, &here()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
