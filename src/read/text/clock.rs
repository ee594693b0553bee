//! Times as live blogs and bylines write them: "10:32am", "14.05 Uhr", "16h20", "Updated at 09:14 BST",
//! "20.09.2023, 13:56 Uhr", "٣:١٥ م", "下午3時15分".

use crate::article::{Date, Time};

use super::chars;
use super::phrases::{Phrases, is_word};

/// A time in a line, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The time.
    pub(super) time: Time,
    /// The first byte of the time, its date and its words.
    pub(super) from: usize,
    /// The byte after the last of them, and of the dash or colon after them.
    pub(super) to: usize,
}

/// The longest stamp, in bytes, with words, date and zone.
const LONGEST: usize = 110;

/// The time that a line opens with: "14:05 Ferries stay in port", "14.05 Uhr: …".
pub(super) fn at_start(line: &str) -> Option<Stamp> {
    if !line.starts_with(|c: char| chars::digit(c).is_some() || matches!(c, '[' | '(') || !c.is_ascii()) {
        return None;
    }
    let head = &line[..line.floor_char_boundary(LONGEST)];
    let open = usize::from(head.starts_with(['[', '(']));
    let mut scan = Scan::new(head, open);
    let date = scan.date();
    if date.is_some() {
        scan.skip(|c| c.is_whitespace() || matches!(c, ',' | '|' | '-' | '–' | '·'));
    }
    let clock = scan.clock()?;
    let bare = clock.bare;
    let after_clock = scan.at;
    scan.skip(|c| matches!(c, ']' | ')'));
    let blank = scan.skip(char::is_whitespace);
    let mark = scan.skip(|c| matches!(c, ':' | '：' | '-' | '–' | '—' | '|' | '·' | '•' | '/' | ','));
    scan.skip(char::is_whitespace);
    let rest = &line[scan.at..];
    // "10.30 metres", "3:2 win": a bare number wants something that sets it apart.
    let apart = mark > 0 || !bare || open == 1 || (blank > 0 && rest.starts_with(|c: char| !c.is_lowercase()));
    let decimal = bare && clock.point && mark == 0 && open == 0;
    let apart = apart || rest.is_empty();
    (apart && !decimal && after_clock > 0).then_some(Stamp {
        time: Time {
            date,
            minute: clock.minute,
        },
        from: 0,
        to: scan.at,
    })
}

/// The time of a line that says nothing else: "Updated at 09:14 BST".
pub(super) fn alone(line: &str) -> Option<Time> {
    if line.len() > LONGEST || !line.chars().any(|c| chars::digit(c).is_some()) {
        return None;
    }
    let (mut date, mut time, mut at) = (None, None, 0);
    while at < line.len() {
        let mut scan = Scan::new(line, at);
        if date.is_none()
            && let Some(found) = scan.date()
        {
            (date, at) = (Some(found), scan.at);
            continue;
        }
        let mut scan = Scan::new(line, at);
        if time.is_none()
            && let Some(found) = scan.clock()
        {
            (time, at) = (Some(found.minute), scan.at);
            continue;
        }
        let rest = &line[at..];
        let word = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        let skipped = match word {
            0 => rest.chars().next().map_or(1, char::len_utf8),
            _ if Phrases::get().is_of_time(&rest[..word]) => word,
            _ => return None,
        };
        at += skipped;
    }
    Some(Time { date, minute: time? })
}

/// The time in brackets at the end of a heading: "Ferries stay in port (11.39 Uhr)".
pub(super) fn at_end(line: &str) -> Option<Stamp> {
    let body = line.strip_suffix([')', ']'])?;
    let open = body.rfind(['(', '['])?;
    let mut scan = Scan::new(body, open + 1);
    let date = scan.date();
    scan.skip(|c| c.is_whitespace() || c == ',');
    let clock = scan.clock()?;
    let rest = body.len() - scan.at;
    (rest <= 12).then_some(Stamp {
        time: Time {
            date,
            minute: clock.minute,
        },
        from: open,
        to: line.len(),
    })
}

/// A time of day as it was read.
#[derive(Clone, Copy, Debug)]
struct Clock {
    minute: u16,
    /// Nothing but two numbers: no am or pm, no zone, no "h".
    bare: bool,
    /// The numbers are parted by a full stop, as decimals are.
    point: bool,
}

/// Reads on in a line.
struct Scan<'a> {
    line: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn new(line: &'a str, at: usize) -> Self {
        Self { line, at }
    }

    fn rest(&self) -> &'a str {
        &self.line[self.at..]
    }

    fn skip(&mut self, of: impl Fn(char) -> bool) -> usize {
        let rest = self.rest();
        let skipped = rest.len() - rest.trim_start_matches(of).len();
        self.at += skipped;
        skipped
    }

    fn eat(&mut self, words: &[&str]) -> Option<usize> {
        let rest = self.rest();
        let found = words.iter().position(|word| {
            rest.get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
                && !(word.ends_with(char::is_alphabetic)
                    && rest[word.len()..].starts_with(|c: char| c.is_alphabetic() && !chars::is_spaceless(c)))
        })?;
        self.at += words[found].len();
        Some(found)
    }

    /// A number of at most `most` digits, and how many it has.
    fn number(&mut self, most: usize) -> Option<(u32, usize)> {
        let mut value = 0;
        let mut count = 0;
        for c in self.rest().chars() {
            let Some(digit) = chars::digit(c) else { break };
            value = value * 10 + digit;
            count += 1;
            if count > most {
                return None;
            }
            self.at += c.len_utf8();
        }
        (count > 0).then_some((value, count))
    }

    /// `2026-08-15`, `15.08.2026`, `15/08/2026`, `2026年8月15日`.
    fn date(&mut self) -> Option<Date> {
        let start = self.at;
        let found = self.try_date();
        if found.is_none() {
            self.at = start;
        }
        found
    }

    fn try_date(&mut self) -> Option<Date> {
        let (first, digits) = self.number(4)?;
        let mark = self.eat(&["-", ".", "/", "年"])?;
        self.skip(|c| c == ' ');
        let (second, _) = self.number(2)?;
        self.eat(&[["-", ".", "/", "月"][mark]])?;
        self.skip(|c| c == ' ');
        let (third, last) = self.number(4)?;
        self.eat(&["日", "T"]);
        let (year, month, day) = if digits == 4 {
            (first, second, third)
        } else {
            (third, second, first)
        };
        let whole = digits == 4 || last == 4;
        if !whole {
            return None;
        }
        let date = |month, day| {
            Date::new(
                i16::try_from(year).ok()?,
                u8::try_from(month).ok()?,
                u8::try_from(day).ok()?,
            )
        };
        // 08/15/2026 can only be the American order.
        date(month, day).or_else(|| (mark == 2 && digits <= 2).then(|| date(day, month)).flatten())
    }

    fn clock(&mut self) -> Option<Clock> {
        let start = self.at;
        let found = self.try_clock();
        if found.is_none() {
            self.at = start;
        }
        found
    }

    fn try_clock(&mut self) -> Option<Clock> {
        let before = self.half_before();
        let (hour, digits) = self.number(2)?;
        let (minute, point, marked) = self.minutes(hour)?;
        let blank = self.at;
        self.skip(|c| matches!(c, ' ' | '\u{A0}' | '\u{202F}'));
        let after = self.half_after();
        let zone = self.zone();
        if after.is_none() && !zone {
            self.at = blank;
        }
        let half = before.or(after);
        let minutes = minute.unwrap_or(0);
        if minutes > 59 || hour > 23 || (half.is_some() && hour > 12 && before.is_none()) {
            return None;
        }
        if minute.is_none() && half.is_none() && !marked {
            return None;
        }
        let hour = match half {
            Some(Half::Morning) if hour == 12 => 0,
            Some(Half::Afternoon) if hour < 12 => hour + 12,
            _ => hour,
        };
        let bare = half.is_none() && !zone && !marked;
        // "5:30" alone is a time; "5.3" or "12" is not, and "5.30" only with something that says so.
        (digits > 0).then_some(Clock {
            minute: (hour * 60 + minutes) as u16,
            bare,
            point,
        })
    }

    /// The minutes, whether a full stop parts them from the hour, and whether a word does ("h", "時").
    fn minutes(&mut self, _hour: u32) -> Option<(Option<u32>, bool, bool)> {
        const MARKS: [&str; 10] = [":", "：", ".", "h", "時", "时", "点", "點", "시", "u"];
        let rest = self.rest();
        let Some(mark) = MARKS
            .iter()
            .position(|mark| rest.starts_with(mark) || (*mark == "h" && rest.starts_with('H')))
        else {
            return Some((None, false, false));
        };
        self.at += MARKS[mark].len();
        let word = mark >= 3;
        if word {
            self.skip(|c| c == ' ');
        }
        let at = self.at;
        match self.number(2) {
            Some((minute, 2)) => {
                self.eat(&["分", "분"]);
                // Seconds.
                if matches!(mark, 0 | 1) && self.rest().starts_with(MARKS[mark]) {
                    let back = self.at;
                    self.at += MARKS[mark].len();
                    if !matches!(self.number(2), Some((_, 2))) {
                        self.at = back;
                    }
                }
                Some((Some(minute), mark == 2, word))
            }
            Some((minute, 1)) if mark >= 4 => {
                self.eat(&["分", "분"]);
                Some((Some(minute), false, true))
            }
            _ if (4..9).contains(&mark) => {
                self.at = at;
                Some((None, false, true))
            }
            _ => None,
        }
    }

    fn half_before(&mut self) -> Option<Half> {
        let found = self.eat(&[
            "上午",
            "午前",
            "오전",
            "凌晨",
            "早上",
            "सुबह",
            "下午",
            "午後",
            "오후",
            "晚上",
            "傍晚",
            "दोपहर",
            "शाम",
            "रात",
        ])?;
        self.skip(|c| c == ' ');
        Some(if found < 6 { Half::Morning } else { Half::Afternoon })
    }

    fn half_after(&mut self) -> Option<Half> {
        let found = self.eat(&["am", "a.m.", "a.m", "ص", "pm", "p.m.", "p.m", "م"])?;
        Some(if found < 4 { Half::Morning } else { Half::Afternoon })
    }

    fn zone(&mut self) -> bool {
        const ZONES: [&str; 41] = [
            "Uhr",
            "बजे",
            "GMT",
            "BST",
            "UTC",
            "CEST",
            "CET",
            "EST",
            "EDT",
            "ET",
            "PST",
            "PDT",
            "PT",
            "CST",
            "CDT",
            "CT",
            "IST",
            "AEST",
            "AEDT",
            "JST",
            "KST",
            "SAST",
            "EAT",
            "WAT",
            "MSK",
            "МСК",
            "WIB",
            "WITA",
            "TSİ",
            "hrs",
            "hours",
            "Z",
            "GST",
            "PKT",
            "SGT",
            "HKT",
            "NZDT",
            "NZST",
            "EEST",
            "EET",
            "WEST",
        ];
        let mut any = false;
        loop {
            let at = self.at;
            self.skip(|c| c == ' ');
            if self.eat(&ZONES).is_none() {
                self.at = at;
                return any;
            }
            any = true;
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(line: &str) -> Option<(String, &str)> {
        at_start(line).map(|stamp| (stamp.time.to_string(), &line[stamp.to..]))
    }

    #[test]
    fn times_open_lines() {
        let table = [
            ("10:32am Ferries stay", "10:32", "Ferries stay"),
            ("14.05 Uhr: Fähren bleiben", "14:05", "Fähren bleiben"),
            ("16h20 - Les ferries", "16:20", "Les ferries"),
            ("8h05 : Les ferries", "08:05", "Les ferries"),
            ("12.15pm BST Ferries", "12:15", "Ferries"),
            ("[09:14] Ferries", "09:14", "Ferries"),
            ("7 p.m. – Ferries", "19:00", "Ferries"),
            ("20.09.2023, 13:56 Uhr: Hafen", "2023-09-20T13:56", "Hafen"),
            ("٣:١٥ م - العبارات", "15:15", "العبارات"),
            ("下午3時15分 渡輪", "15:15", "渡輪"),
            ("दोपहर 2:05 बजे - घाट", "14:05", "घाट"),
            ("14:05", "14:05", ""),
        ];
        for (line, time, rest) in table {
            assert_eq!(start(line), Some((time.into(), rest)), "{line}");
        }
    }

    #[test]
    fn other_numbers_are_no_times() {
        for line in [
            "4.5 million people",
            "3-2 for the port",
            "10.30 metres high",
            "2023 was dry",
            "25:10 x",
            "1. First",
            "14",
            "",
        ] {
            assert_eq!(start(line), None, "{line}");
        }
    }

    #[test]
    fn times_stand_alone() {
        for (line, time) in [
            ("Updated at 09:14 BST", "09:14"),
            ("14:05", "14:05"),
            ("20.09.2023, 13:56 Uhr", "2023-09-20T13:56"),
            ("11.39 Uhr", "11:39"),
        ] {
            assert_eq!(alone(line).map(|time| time.to_string()), Some(time.into()), "{line}");
        }
        assert_eq!(alone("The ferry of 09:14 was late"), None);
    }

    #[test]
    fn times_end_headings() {
        let line = "Ferries stay in port (11.39 Uhr)";
        let stamp = at_end(line).map(|stamp| (stamp.time.to_string(), &line[..stamp.from]));
        assert_eq!(stamp, Some(("11:39".into(), "Ferries stay in port ")));
        assert_eq!(at_end("Ferries stay (for now)"), None);
    }
}
