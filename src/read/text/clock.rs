//! Times as live blogs and bylines write them: "10:32am", "14.05 Uhr", "16h20", "Updated at 09:14 BST",
//! "20.09.2023, 13:56 Uhr", "15 août 2026 à 14h05", "٣:١٥ م", "下午3時15分", "3m ago". The words are data (`table`).
//!
//! This is asked of every short line. Most have no digit, and that is found out first.

mod days;
#[cfg(test)]
mod forms;
mod scan;
mod table;

use crate::article::{Date, Time};

use super::chars;
use days::FoundDay;
use scan::{ClockTime, Scan};

/// What a time says: a day, a time of day, both, or neither ("3m ago").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct When {
    /// The day, with its year.
    pub(super) date: Option<Date>,
    /// Month and day, where no year is given.
    pub(super) yearless: Option<(u8, u8)>,
    /// The day of the week, from Monday on, where no year is given.
    pub(super) weekday: Option<u8>,
    /// Minutes since midnight.
    pub(super) minute: Option<u16>,
    /// Minutes east of Greenwich.
    pub(super) zone: Option<i16>,
    /// It is counted back from a now that the text does not give.
    pub(super) relative: bool,
    /// It is when something was changed, not when it was written.
    pub(super) updated: bool,
    /// It has a day that no date can be made of: one of another calendar, or 5/6/2024, which may be of May or of June.
    pub(super) unclear: bool,
    /// When it was changed, where both are said.
    pub(super) changed: Option<u16>,
}

impl When {
    /// The time, if one of day is given.
    pub(super) fn time(self) -> Option<Time> {
        Some(Time {
            date: self.date,
            minute: self.minute?,
            zone: self.zone,
        })
    }

    fn add_clock(&mut self, clock: ClockTime, updated: bool) {
        match self.minute {
            None => {
                (self.minute, self.zone) = (Some(clock.minute), clock.zone);
                self.updated = updated;
            }
            Some(_) if updated && !self.updated => self.changed = self.changed.or(Some(clock.minute)),
            Some(_) => {}
        }
    }

    fn add_day(&mut self, day: FoundDay, short: &mut Option<Date>) {
        match day {
            FoundDay::Whole(date) => self.date = self.date.or(Some(date)),
            FoundDay::Short(date) => *short = short.or(Some(date)),
            FoundDay::Yearless(month, day) => self.yearless = self.yearless.or(Some((month, day))),
            FoundDay::Other => self.unclear = true,
        }
    }

    fn add_weekday(&mut self, scan: &Scan<'_>) {
        self.weekday = self.weekday.or(scan.weekday().filter(|day| *day < 7));
    }
}

/// A time in a line, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimeStamp {
    /// The time.
    pub(super) time: Time,
    /// Month and day, where no year is given.
    pub(super) yearless: Option<(u8, u8)>,
    /// The day of the week.
    pub(super) weekday: Option<u8>,
    /// It has seconds and stands in brackets, as the places of a recording do.
    pub(super) timecode: bool,
    /// The first byte of the time, its date and its words.
    pub(super) from: usize,
    /// The byte after the last of them, and of the dash or colon after them.
    pub(super) to: usize,
}

/// The longest stamp, in bytes, with words, date and zone.
const LONGEST: usize = 140;

/// What stands before and behind a headline that is cried out: "+++ 14:05 Ferries stay in port +++".
pub(super) const LOUD: &str = "++";

/// A time that opens a line begins within so many bytes: a weekday and a date with its month may stand before it.
const BEFORE: usize = 60;

/// The time of a line that says nothing else: "Updated at 09:14 BST", "3m ago".
pub(super) fn alone(line: &str) -> Option<When> {
    whole(line).filter(|when| when.minute.is_some() || when.relative)
}

/// The day of a line that says nothing else: "Published 15 August 2026", "Tuesday 16 August".
pub(super) fn day(line: &str) -> Option<When> {
    whole(line)
        .filter(|when| when.minute.is_none() && !when.relative)
        .filter(|when| when.date.is_some() || when.yearless.is_some() || when.unclear)
}

/// What a line says that is nothing but a time, a day, or both.
pub(super) fn said(line: &str) -> Option<When> {
    whole(line).filter(|when| {
        when.minute.is_some() || when.relative || when.date.is_some() || when.yearless.is_some() || when.unclear
    })
}

/// A line of nothing but days, times, and words that stand beside them.
fn whole(line: &str) -> Option<When> {
    if line.len() > LONGEST || !(has_digit(line) || is_now(line)) {
        return None;
    }
    let mut scan = Scan::new(line, 0);
    let mut when = When::default();
    let mut short = None;
    let mut updated = false;
    loop {
        scan.skip(is_between);
        if scan.rest().is_empty() {
            break;
        }
        if !scan.can_begin() {
            scan.other_filler()?;
            continue;
        }
        updated |= scan.is_update();
        when.add_weekday(&scan);
        // First: "3m ago" would else be the third of "ago", which is August in Spain.
        if scan.relative().is_some() {
            (when.relative, when.updated) = (true, updated);
        } else if let Some(day) = scan.day() {
            when.updated |= updated && when.date.is_none() && when.yearless.is_none();
            when.add_day(day, &mut short);
        } else if let Some(clock) = scan.clock() {
            when.add_clock(clock, updated);
        } else {
            scan.filler()?;
        }
    }
    when.date = when.date.or(short.filter(|_| when.minute.is_some()));
    Some(when)
}

/// Whether a line begins with a word for a moment ago, or has one behind others that say little: "about an hour ago".
fn is_now(line: &str) -> bool {
    const LONGEST_WORD: usize = 60;
    let mut scan = Scan::new(line, 0);
    while line.len() <= LONGEST_WORD && scan.can_begin() {
        if scan.relative().is_some() {
            return true;
        }
        if scan.filler().is_none() {
            break;
        }
        scan.skip(is_between);
    }
    false
}

/// Whether the line is nothing but a stretch of time, which may be counted back from now: "5m", "1 Std.".
pub(super) fn is_span(line: &str) -> bool {
    const LONGEST_SPAN: usize = 40;
    let mut scan = Scan::new(line, 0);
    line.len() <= LONGEST_SPAN && has_digit(line) && scan.span().is_some() && scan.rest().is_empty()
}

/// Whether the line is nothing but "today" or "yesterday".
pub(super) fn is_near_day(line: &str) -> bool {
    let scan = Scan::new(line, 0);
    let mut rest = Scan::new(line, 0);
    scan.weekday().is_some_and(|day| day >= 7) && rest.filler().is_some() && rest.rest().is_empty()
}

/// Whether words are a day or a year rather than a name: "Friday", "Montag an", "2027".
pub(super) fn is_day_word(words: &str) -> bool {
    /// Shorter ones are names as well: "Mo", "Sun".
    const LEAST: usize = 5;
    let (first, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let mut scan = Scan::new(first, 0);
    let day = first.len() >= LEAST && scan.weekday().is_some() && scan.filler().is_some() && scan.rest().is_empty();
    let number = first.starts_with(|c| chars::digit(c).is_some());
    number || day && !rest.starts_with(char::is_uppercase)
}

/// Whether a line has a word for a change: "Updated", "Zuletzt aktualisiert".
pub(super) fn is_change(line: &str) -> bool {
    beginnings(line).any(|scan| scan.is_update())
}

/// The places in a line at which a word begins that may be one for a time.
fn beginnings(line: &str) -> impl Iterator<Item = Scan<'_>> {
    let mut before = ' ';
    line.char_indices().filter_map(move |(at, c)| {
        let starts = !before.is_alphanumeric() || chars::is_spaceless(c);
        before = c;
        (starts && c.is_alphanumeric())
            .then(|| Scan::new(line, at))
            .filter(Scan::can_begin)
    })
}

/// The first day with its year that stands in a line, among other words, with its time if that follows; and whether a word
/// before it says that something was changed then.
pub(super) fn day_in(line: &str) -> Option<When> {
    let head = &line[..line.floor_char_boundary(LONGEST * 2)];
    crate::steps::count(head.len());
    if !has_digit(head) {
        return None;
    }
    let mut when = When::default();
    let mut updated = false;
    for mut scan in beginnings(head) {
        updated |= scan.is_update();
        let Some(FoundDay::Whole(date)) = scan.day() else {
            continue;
        };
        when.date = Some(date);
        when.updated = updated;
        let clock = scan.all(|scan| {
            loop {
                scan.skip(is_between);
                if let Some(clock) = scan.clock() {
                    return Some(clock);
                }
                scan.filler()?;
            }
        });
        if let Some(clock) = clock.filter(|clock| !clock.hour_only || !clock.bare) {
            (when.minute, when.zone) = (Some(clock.minute), clock.zone);
        }
        return Some(when);
    }
    None
}

/// The time that a line opens with: "14:05 Ferries stay in port", "14.05 Uhr: …", "Mon 15 Aug, kl. 14.05 – …".
pub(super) fn at_start(line: &str) -> Option<TimeStamp> {
    let head = &line[..line.floor_char_boundary(LONGEST)];
    crate::steps::count(head.len());
    if !has_digit(&head[..head.floor_char_boundary(BEFORE)]) {
        return None;
    }
    let mut scan = Scan::new(head, 0);
    scan.skip(|c| c == '+' && head.starts_with(LOUD));
    let opened = scan.skip(|c| is_mark_before(c) || c.is_whitespace()) > 0;
    let mut when = When::default();
    let mut short = None;
    let clock = loop {
        if !scan.can_begin() {
            return None;
        }
        when.add_weekday(&scan);
        if let Some(day) = scan.day() {
            when.add_day(day, &mut short);
        } else if let Some(clock) = scan.clock() {
            break clock;
        } else {
            scan.before_clock()?;
        }
        scan.skip(|c| c.is_whitespace() || matches!(c, ',' | '،' | '|' | '-' | '–' | '·' | '(' | '.'));
    };
    when.date = when.date.or(short);
    other_zones(&mut scan);
    let bracketed = opened && is_bracketed(line);
    let to = end(&mut scan, clock, bracketed)?;
    Some(TimeStamp {
        time: Time {
            date: when.date,
            minute: clock.minute,
            zone: clock.zone,
        },
        yearless: when.yearless,
        weekday: when.weekday,
        timecode: bracketed && clock.seconds && when.date.is_none(),
        from: 0,
        to,
    })
}

/// What a line opens with that says how long ago it was written: "20m ago: Ferries stay in port". In bytes, with the mark
/// behind it.
pub(super) fn ago_at_start(line: &str) -> Option<usize> {
    let head = &line[..line.floor_char_boundary(LONGEST)];
    if !has_digit(&head[..head.floor_char_boundary(BEFORE)]) {
        return None;
    }
    let mut scan = Scan::new(head, 0);
    scan.skip(|c| is_mark_before(c) || c.is_whitespace());
    scan.can_begin().then(|| scan.relative())??;
    scan.skip(char::is_whitespace);
    let marked = scan.skip(|c| matches!(c, ':' | '：' | '-' | '–' | '—' | '|' | '·' | '•')) > 0;
    let blank = scan.skip(char::is_whitespace) > 0;
    (marked && blank && !scan.rest().is_empty()).then_some(scan.at)
}

/// "10.05 BST / 5.05am EDT", "10:32am (1432 GMT)".
fn other_zones(scan: &mut Scan<'_>) {
    loop {
        let before = scan.at;
        let marks = scan.skip(|c| c.is_whitespace() || matches!(c, '/' | '(' | '|' | ',' | '[' | '·'));
        let other = scan.clock().filter(|clock| marks > 0 && !clock.bare);
        if other.is_none() {
            scan.at = before;
            return;
        }
    }
}

/// The end of the stamp that opens a line; none if what follows makes no stamp of it: "10.30 metres", "7 p.m. is late".
fn end(scan: &mut Scan<'_>, clock: ClockTime, bracketed: bool) -> Option<usize> {
    let closed = scan.skip(|c| matches!(c, ']' | ')' | '】' | '）')) > 0;
    let blank = scan.skip(char::is_whitespace) > 0;
    let mark = scan.skip(|c| matches!(c, ':' | '：' | '-' | '–' | '—' | '|' | '·' | '•' | '/')) > 0;
    // "10:30 - 12:00" is a stretch of time, and no post's own.
    let spaced = scan.skip(char::is_whitespace) > 0;
    let rest = scan.rest();
    if mark && rest.starts_with(|c| chars::digit(c).is_some()) && (!spaced || Scan::new(rest, 0).clock().is_some()) {
        return None;
    }
    let cased = rest
        .chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(|c| c.is_uppercase() || c.is_lowercase());
    let lower = rest.starts_with(char::is_lowercase);
    let apart = match () {
        () if rest.is_empty() || mark || (bracketed && closed) => true,
        () if clock.bare && clock.point => false,
        // In a script without capitals prose begins so, too: "सुबह 10 बजे पुलिस …".
        () if !cased && clock.hour_only => false,
        () => (blank || closed) && !lower,
    };
    apart.then_some(scan.at)
}

/// The time at the end of a heading, in brackets or after a dash or bar: "Ferries stay in port (11.39 Uhr)".
pub(super) fn at_end(line: &str) -> Option<TimeStamp> {
    let tail = line.ceil_char_boundary(line.len().saturating_sub(LONGEST));
    crate::steps::count(line.len() - tail);
    if !has_digit(&line[tail..]) {
        return None;
    }
    bracketed_end(line).or_else(|| parted_end(line, tail))
}

fn bracketed_end(line: &str) -> Option<TimeStamp> {
    let body = line.strip_suffix([')', ']', '）', '】'])?;
    let open = body.rfind(['(', '[', '（', '【'])?;
    let inside = body[open..].trim_start_matches(['(', '[', '（', '【']);
    stamp_to_end(line, open, whole(inside)?)
}

fn parted_end(line: &str, tail: usize) -> Option<TimeStamp> {
    const PARTED: [&str; 6] = [" | ", " – ", " — ", " - ", " · ", " • "];
    let parts = line[tail..]
        .char_indices()
        .filter(|(_, c)| *c == ' ')
        .map(|(at, _)| tail + at);
    parts.into_iter().find_map(|from| {
        let part = PARTED.iter().find(|part| line[from..].starts_with(**part))?;
        let rest = &line[from + part.len()..];
        // "Timetable 13:05 - 14:05"; "Half-time 2 - 10.30".
        let range = line[..from].ends_with(|c| chars::digit(c).is_some());
        let decimal = Scan::new(rest, 0)
            .clock()
            .is_some_and(|clock| clock.bare && clock.point);
        if range || decimal {
            return None;
        }
        stamp_to_end(line, from, whole(rest)?)
    })
}

fn stamp_to_end(line: &str, from: usize, when: When) -> Option<TimeStamp> {
    let time = when.time()?;
    (!line[..from].trim().is_empty()).then_some(TimeStamp {
        time,
        yearless: when.yearless,
        weekday: when.weekday,
        timecode: false,
        from,
        to: line.len(),
    })
}

/// Whether there is a digit of any script. The bytes tell for most: other scripts' digits begin with one of a few.
fn has_digit(line: &str) -> bool {
    let mut others = false;
    for byte in line.bytes() {
        if byte.is_ascii_digit() {
            return true;
        }
        others |= matches!(byte, 0xD9 | 0xDB | 0xDF | 0xE0 | 0xE1 | 0xEF);
    }
    others && line.chars().any(|c| chars::digit(c).is_some())
}

/// What may stand between the parts of a line that is a time alone.
fn is_between(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ',' | ';' | ':' | '.' | '|' | '/' | '(' | ')' | '[' | ']' | '-' | '–' | '—' | '~'
        )
        || matches!(
            c,
            '·' | '•' | '،' | '、' | '，' | '：' | '（' | '）' | '【' | '】' | '｜' | '／' | '。' | '־'
        )
        || is_picture(c)
}

/// What may stand before the time that opens a line.
fn is_mark_before(c: char) -> bool {
    matches!(c, '[' | '(' | '|' | '•' | '·' | '【' | '（') || is_picture(c)
}

/// Bullets, clocks, arrows: no letters, digits, quotes or measures.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{25A0}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}' | '\u{FE0E}' | '\u{FE0F}')
}

/// Whether the line opens with a bracket.
fn is_bracketed(line: &str) -> bool {
    line.starts_with(chars::opens_bracket)
}
