//! Reads times of day and spans back from now, one after another, in a line; days are read in `days`.

use super::super::chars;
use super::super::phrases::Phrases;
use super::table::{ClockTable, ClockWord, Half, HalfSide, Hour, is_blank};

/// A time of day as it was read.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing of how the time is written"
)]
pub(super) struct ClockTime {
    /// Minutes since midnight.
    pub(super) minute: u16,
    /// Nothing but two numbers: no am or pm, no zone, no "h", nothing before it.
    pub(super) bare: bool,
    /// The numbers are parted by a full stop, as decimals are.
    pub(super) point: bool,
    /// No minutes were given.
    pub(super) hour_only: bool,
    /// Seconds were given.
    pub(super) seconds: bool,
    /// Minutes east of Greenwich, if a zone says them.
    pub(super) zone: Option<i16>,
}

/// Reads on in a line.
pub(super) struct Scan<'a> {
    line: &'a str,
    /// Where to go on.
    pub(super) at: usize,
}

impl<'a> Scan<'a> {
    /// Starts at a byte of a line.
    pub(super) fn new(line: &'a str, at: usize) -> Self {
        Self { line, at }
    }

    /// The whole line.
    pub(super) fn line(&self) -> &'a str {
        self.line
    }

    /// What is still to be read.
    pub(super) fn rest(&self) -> &'a str {
        &self.line[self.at..]
    }

    /// Goes past such characters; how many bytes.
    pub(super) fn skip(&mut self, of: impl Fn(char) -> bool) -> usize {
        let rest = self.rest();
        let skipped = rest.len() - rest.trim_start_matches(of).len();
        self.at += skipped;
        skipped
    }

    /// Reads all of it or nothing.
    pub(super) fn all<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = start;
        }
        found
    }

    /// A word of the table.
    pub(super) fn word<T>(&mut self, wanted: impl Fn(ClockWord) -> Option<T>) -> Option<T> {
        let (found, len) = ClockTable::at_start(self.rest(), wanted)?;
        self.at += len;
        Some(found)
    }

    pub(super) fn is_word(&mut self, wanted: ClockWord) -> Option<()> {
        self.word(|word| (word == wanted).then_some(()))
    }

    pub(super) fn eat(&mut self, marks: &[&str]) -> Option<usize> {
        let found = marks.iter().position(|mark| self.rest().starts_with(mark))?;
        self.at += marks[found].len();
        Some(found)
    }

    /// A number of at most `most` digits, and how many it has.
    pub(super) fn number(&mut self, most: usize) -> Option<(u32, usize)> {
        let mut value = 0;
        let mut count = 0;
        let start = self.at;
        for c in self.rest().chars() {
            let Some(digit) = chars::digit(c) else { break };
            value = value * 10 + digit;
            count += 1;
            if count > most {
                self.at = start;
                return None;
            }
            self.at += c.len_utf8();
        }
        (count > 0).then_some((value, count))
    }

    pub(super) fn blanks(&mut self) {
        self.skip(is_blank);
    }

    /// Whether a day, a time or a span can begin here at all: at a digit or sign, or at a word of the table.
    pub(super) fn can_begin(&self) -> bool {
        let rest = self.rest();
        !rest.starts_with(char::is_alphabetic) || ClockTable::knows(rest)
    }

    /// A time of day.
    pub(super) fn clock(&mut self) -> Option<ClockTime> {
        self.all(Self::try_clock)
    }

    fn try_clock(&mut self) -> Option<ClockTime> {
        let led = self.leads();
        let before = self.half(HalfSide::Before);
        self.blanks();
        let led = led | self.leads();
        let (number, digits) = self.number(4)?;
        if digits > 2 {
            return self.military(number, digits);
        }
        let Minutes {
            minute,
            point,
            worded,
            seconds,
        } = self.minutes()?;
        let after = before.is_none().then(|| self.half_after(number)).flatten();
        let half = before.or(after);
        let zone = self.zones();
        let (hour, minutes) = (number, minute.unwrap_or(0));
        let sure = half.is_some() || worded;
        if minutes > 59 || hour > 23 || (minute.is_none() && !sure) || !self.is_closed(minute.is_some()) {
            return None;
        }
        let hour = half.map_or(hour, |half| half.hour(hour));
        Some(ClockTime {
            minute: (hour * 60 + minutes) as u16,
            bare: half.is_none() && zone.is_none() && !worded && !led,
            point,
            hour_only: minute.is_none(),
            seconds,
            zone: zone.and_then(|zone| zone.0),
        })
    }

    /// "1405 GMT", "0914hrs".
    fn military(&mut self, number: u32, digits: usize) -> Option<ClockTime> {
        let first = self.all(|scan| {
            scan.blanks();
            scan.word(|word| match word {
                ClockWord::Zone(zone) => Some(zone),
                ClockWord::Hour(Hour::After) => Some(None),
                _ => None,
            })
        })?;
        let zone = first.or(self.zones().and_then(|zone| zone.0));
        let (hour, minute) = (number / 100, number % 100);
        (digits == 4 && hour < 24 && minute < 60).then_some(ClockTime {
            minute: (hour * 60 + minute) as u16,
            bare: false,
            point: false,
            hour_only: false,
            seconds: false,
            zone,
        })
    }

    fn leads(&mut self) -> bool {
        let mut any = false;
        while self.is_word(ClockWord::Lead).is_some() {
            any = true;
            self.skip(|c| is_blank(c) || c == ':');
        }
        any
    }

    fn half(&mut self, side: HalfSide) -> Option<Half> {
        self.word(|word| match word {
            ClockWord::Half(half, on) if on.is(side) => Some(half),
            _ => None,
        })
    }

    fn half_after(&mut self, hour: u32) -> Option<Half> {
        self.all(|scan| {
            scan.blanks();
            let half = scan.half(HalfSide::After)?;
            // "14.05 am Montag": no half of the day.
            let fits = hour <= 12 || half != Half::Morning;
            fits.then_some(half)
        })
    }

    fn minutes(&mut self) -> Option<Minutes> {
        let marked = self.eat(&[":", "：", ".", "∶"]);
        let none = Minutes {
            minute: None,
            point: false,
            worded: false,
            seconds: false,
        };
        if let Some(mark) = marked {
            let Some((minute, 2)) = self.number(2) else { return None };
            let seconds = mark != 2 && self.seconds();
            let after = self.all(Self::hours_after);
            return Some(Minutes {
                minute: Some(minute),
                point: mark == 2,
                worded: after.is_some(),
                seconds,
            });
        }
        let hour = self.all(|scan| {
            scan.blanks();
            scan.hour_mark()
        });
        let Some(mark) = hour else { return Some(none) };
        let minute = self.all(|scan| {
            scan.blanks();
            let (minute, digits) = scan.number(2)?;
            let named = scan
                .all(|scan| {
                    scan.blanks();
                    scan.is_word(ClockWord::Minute)
                })
                .is_some();
            (named || digits == 2).then_some(minute)
        });
        if minute.is_none() && mark != Hour::Any {
            return None;
        }
        Some(Minutes {
            minute,
            point: false,
            worded: true,
            seconds: false,
        })
    }

    /// "14:05 Uhr", "14.05 น."; not the first ideograph of "14:05 点火".
    fn hours_after(&mut self) -> Option<()> {
        self.blanks();
        if self.rest().starts_with(chars::is_ideographic) {
            return None;
        }
        self.word(|word| matches!(word, ClockWord::Hour(_)).then_some(()))
    }

    fn hour_mark(&mut self) -> Option<Hour> {
        self.word(|word| match word {
            ClockWord::Hour(Hour::After) => None,
            ClockWord::Hour(hour) => Some(hour),
            _ => None,
        })
    }

    fn seconds(&mut self) -> bool {
        let seconds = self.all(|scan| {
            scan.eat(&[":", "：", "∶"])?;
            matches!(scan.number(2), Some((_, 2))).then_some(())
        });
        // "T14:05:00.000Z"
        let _ = self.all(|scan| {
            scan.eat(&["."])?;
            matches!(scan.number(6), Some((_, 3..)))
                .then(|| scan.rest().starts_with(['Z', '+']))
                .filter(|is| *is)
        });
        seconds.is_some()
    }

    /// Zones, one after another: "Uhr MESZ", "(BST)", "GMT+7", "+02:00". None if there is none; the first that tells how
    /// far east it is.
    fn zones(&mut self) -> Option<FoundZone> {
        let mut found: Option<FoundZone> = None;
        while let Some(zone) = self.all(Self::zone) {
            found = Some(FoundZone(found.and_then(|found| found.0).or(zone.0)));
        }
        found
    }

    fn zone(&mut self) -> Option<FoundZone> {
        if let Some(offset) = self.all(Self::offset) {
            return Some(FoundZone(Some(offset)));
        }
        let blank = self.skip(is_blank);
        let open = self.eat(&["("]).is_some();
        // "14:05Z", but "14:05 Z" may go on.
        if blank > 0 && self.rest().starts_with('Z') {
            return None;
        }
        let zone = self.word(|word| match word {
            ClockWord::Zone(zone) => Some(zone),
            ClockWord::Hour(Hour::After) => Some(None),
            _ => None,
        })?;
        // "GMT+7"
        let offset = self.all(Self::offset);
        if open {
            self.eat(&[")"])?;
        }
        Some(FoundZone(offset.or(zone)))
    }

    /// Minutes east of Greenwich.
    fn offset(&mut self) -> Option<i16> {
        let sign = if self.eat(&["+", "-", "−"])? == 0 { 1 } else { -1 };
        let (hours, digits) = self.number(4)?;
        let east = |hours: u32, minutes: u32| sign * (hours * 60 + minutes) as i16;
        match digits {
            4 if hours <= 1459 => Some(east(hours / 100, hours % 100)),
            1 | 2 if hours <= 14 => {
                let minutes = self.all(|scan| {
                    scan.eat(&[":"])?;
                    scan.number(2).filter(|(_, digits)| *digits == 2)
                });
                // "14:05-15" is a stretch of time, not an offset.
                let after_zone = self.line[..self.at]
                    .trim_end_matches(|c: char| !c.is_alphabetic())
                    .len();
                let zone = self.at - after_zone <= 3;
                (minutes.is_some() || zone).then(|| east(hours, minutes.map_or(0, |(minutes, _)| minutes)))
            }
            _ => None,
        }
    }

    /// Whether what follows does not make another number of it: "10.30%", "1:02:03.4", "14:05-15:00", "3:16,18".
    fn is_closed(&self, minutes: bool) -> bool {
        let mut rest = self.rest().chars();
        let Some(next) = rest.next() else { return true };
        let then = rest.next();
        let number = then.is_some_and(|c| chars::digit(c).is_some());
        match next {
            '.' | ',' | ':' | '-' | '–' | '—' | '/' | '+' | '~' => {
                !number || (matches!(next, '/' | '.') && !minutes)
            }
            c if chars::digit(c).is_some() => false,
            // "10:30 %", "10.30 €".
            c if is_blank(c) => !then.is_some_and(is_measure),
            // The hour of a script without spaces may be followed by anything.
            c if c.is_alphabetic() => {
                chars::is_spaceless(c)
                    && self.line[..self.at]
                        .chars()
                        .next_back()
                        .is_some_and(chars::is_spaceless)
            }
            c => !is_measure(c),
        }
    }

    /// A span back from now: "3m ago", "vor 5 Minuten", "5分前", "just now".
    pub(super) fn relative(&mut self) -> Option<()> {
        if self.is_word(ClockWord::Now).is_some() {
            return Some(());
        }
        self.all(|scan| {
            let before =
                scan.word(|word| matches!(word, ClockWord::Ago(side) if side.is(HalfSide::Before)).then_some(()));
            scan.skip(|c| is_blank(c) || c == '~');
            scan.span()?;
            let after = scan.all(|scan| {
                scan.blanks();
                scan.word(|word| matches!(word, ClockWord::Ago(side) if side.is(HalfSide::After)).then_some(()))
            });
            before.or(after)
        })
    }

    /// A stretch of time: "3m", "5 Minuten", "2 h 5 min".
    pub(super) fn span(&mut self) -> Option<()> {
        self.all(|scan| {
            scan.number(3)?;
            scan.skip(|c| is_blank(c) || c == '+');
            scan.is_word(ClockWord::Unit)?;
            let _ = scan.all(|scan| {
                scan.blanks();
                scan.number(2)?;
                scan.blanks();
                scan.is_word(ClockWord::Unit)
            });
            Some(())
        })
    }

    /// A word that says nothing beside a time.
    pub(super) fn filler(&mut self) -> Option<()> {
        let listed = self.word(|word| {
            matches!(
                word,
                ClockWord::Weekday(_)
                    | ClockWord::Joint
                    | ClockWord::Beside
                    | ClockWord::Updated
                    | ClockWord::Zone(_)
                    | ClockWord::Lead
                    | ClockWord::Hour(Hour::After)
            )
            .then_some(())
        });
        listed.or_else(|| self.other_filler())
    }

    /// A word that the table of phrases has for lines with times.
    pub(super) fn other_filler(&mut self) -> Option<()> {
        let rest = self.rest();
        let len = rest
            .find(|c: char| !super::super::phrases::is_word(c))
            .unwrap_or(rest.len());
        let word = &rest[..len];
        let known = len > 0 && !word.contains(|c| chars::digit(c).is_some()) && Phrases::is_of_time(word);
        known.then(|| self.at += len)
    }

    /// What may stand before the time on a headline's own line: a weekday, a word inside dates.
    pub(super) fn before_clock(&mut self) -> Option<()> {
        self.word(|word| matches!(word, ClockWord::Weekday(_) | ClockWord::Joint).then_some(()))
    }

    /// The word for a day of the week that stands here, not passed.
    pub(super) fn weekday(&self) -> Option<u8> {
        let found = ClockTable::at_start(self.rest(), |word| match word {
            ClockWord::Weekday(day) => Some(day),
            _ => None,
        });
        found.map(|(day, _)| day)
    }

    /// Whether a word for a change stands here.
    pub(super) fn is_update(&self) -> bool {
        let updated = |word| (word == ClockWord::Updated).then_some(());
        ClockTable::at_start(self.rest(), updated).is_some()
    }
}

/// A zone as it was read: its minutes east of Greenwich, if they are known.
#[derive(Clone, Copy)]
struct FoundZone(Option<i16>);

struct Minutes {
    minute: Option<u32>,
    point: bool,
    seconds: bool,
    /// A word says that it is a time: "h", "Uhr", "時".
    worded: bool,
}

/// What makes an amount of the number before it.
pub(super) fn is_measure(c: char) -> bool {
    matches!(
        c,
        '%' | '‰'
            | '°'
            | '$'
            | '€'
            | '£'
            | '¥'
            | '₹'
            | '₽'
            | '₺'
            | '₩'
            | '₴'
            | '฿'
            | '='
            | '×'
            | '*'
            | '<'
            | '>'
            | '#'
            | '&'
            | '@'
            | '_'
    )
}
