//! Reads a day in a line, with or without its year: in figures, or with a month by name.

use super::super::chars;
use super::scan::Scan;
use super::table::{ClockTable, ClockWord, is_blank};
use crate::article::Date;

/// A day as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FoundDay {
    /// With its year, of four digits.
    Whole(Date),
    /// With its year, of two digits.
    Short(Date),
    /// Without a year: month and day.
    Yearless(u8, u8),
    /// Of another calendar.
    Other,
}

/// The first year that is taken for one of this calendar, and the last: a page is not older than the web, but what it
/// shows may be; other calendars count 1400 or 2500 by now.
const YEARS: std::ops::RangeInclusive<u32> = 1800..=2200;

/// The Buddhist calendar of Thailand is ahead by so many years.
const BUDDHIST: u32 = 543;

impl Scan<'_> {
    /// A day: `2026-08-15`, `15.08.2026`, "15. August 2026", "August 15", `2026年8月15日`, `15/08/26`, `15.8.`.
    pub(super) fn day(&mut self) -> Option<FoundDay> {
        self.all(Self::numeric_day)
            .or_else(|| self.all(Self::spaced_day))
            .or_else(|| self.all(Self::day_month))
            .or_else(|| self.all(Self::month_day))
            .or_else(|| self.all(Self::year_month_day))
    }

    fn numeric_day(&mut self) -> Option<FoundDay> {
        const FIRST: [&str; 5] = ["-", ".", "/", "年", "년"];
        const SECOND: [&str; 5] = ["-", ".", "/", "月", "월"];
        let (first, digits) = self.number(4)?;
        let mark = self.eat(&FIRST)?;
        let dotted = mark == 1;
        self.skip(|c| is_blank(c) && mark != 0);
        let (second, _) = self.number(2)?;
        self.eat(&[SECOND[mark]])?;
        let before_third = self.at;
        let blank = self.skip(|c| is_blank(c) && mark != 0) > 0;
        let third = self.number(4).filter(|(_, last)| *last == 4 || digits == 4 || !blank);
        let Some((third, last)) = third else {
            // "15.8. klo 14.05": what follows tells whether it is a day.
            self.at = before_third;
            return if dotted && digits <= 2 {
                yearless(second, first)
            } else {
                None
            };
        };
        self.eat(&["日", "일", "."]);
        let clock = self.rest().strip_prefix('T');
        self.at += usize::from(clock.is_some_and(|clock| clock.starts_with(|c: char| c.is_ascii_digit())));
        match (digits, last) {
            (4, _) => whole(first, second, third),
            (_, 4) if mark == 2 && !self.is_order_known(first, second) => Some(FoundDay::Other),
            (_, 4) if mark == 2 && self.is_american() => {
                whole(third, first, second).or_else(|| whole(third, second, first))
            }
            // 08/15/2026 can only be the American order.
            (_, 4) => whole(third, second, first).or_else(|| whole(third, first, second).filter(|_| mark == 2)),
            (_, 2) if !self.rest().starts_with(':') => {
                let year = 2000 + third;
                if mark == 2 && !self.is_order_known(first, second) {
                    return Some(FoundDay::Other);
                }
                let (day, month) = if mark == 2 && self.is_american() {
                    (second, first)
                } else {
                    (first, second)
                };
                let found = whole(year, month, day).or_else(|| whole(year, day, month).filter(|_| mark == 2));
                match found? {
                    FoundDay::Whole(date) => Some(FoundDay::Short(date)),
                    day => Some(day),
                }
            }
            _ => None,
        }
    }

    /// Whether it can be told which of two numbers is the day: by the clock of the line and its words.
    fn is_order_known(&self, first: u32, second: u32) -> bool {
        first > 12 || second > 12 || first == second || self.is_american() || self.is_day_first()
    }

    /// Whether a line has the clock or a zone of America, where the month stands before the day.
    fn is_american(&self) -> bool {
        const ZONES: [&str; 13] = [
            "ET", "EST", "EDT", "CT", "CST", "CDT", "MT", "MST", "MDT", "PT", "PST", "PDT", "AKDT",
        ];
        const HALVES: [&str; 4] = ["am", "pm", "a.m", "p.m"];
        self.line()
            .split([' ', ',', '(', ')', '\u{A0}', '\u{202F}'])
            .any(|word| {
                let half = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
                let half = half.trim_end_matches('.');
                ZONES.contains(&word) || HALVES.iter().any(|known| half.eq_ignore_ascii_case(known))
            })
    }

    /// Whether a line has the clock of 24 hours, or a word beside the time in another language than English.
    fn is_day_first(&self) -> bool {
        let late = |word: &str| {
            word.get(..2)
                .and_then(|hour| hour.parse().ok())
                .is_some_and(|hour: u32| (13..24).contains(&hour))
        };
        self.line().split([' ', ',', '|', '(', ')', '\u{A0}']).any(|word| {
            let clock = word.len() >= 5
                && word
                    .as_bytes()
                    .get(2)
                    .is_some_and(|byte| matches!(byte, b':' | b'.' | b'h'));
            let lettered = word.trim_end_matches(['.', ':']);
            clock && late(word) && !word.contains('/') || ClockTable::is_foreign(lettered)
        })
    }

    /// `8月15日`, `8월 15일`, `15/8`: without a year.
    fn spaced_day(&mut self) -> Option<FoundDay> {
        let (first, digits) = self.number(2)?;
        let mark = self.eat(&["月", "월", "/"])?;
        self.skip(|c| c == ' ' && mark < 2);
        let (second, _) = self.number(2)?;
        if mark == 2 {
            let apart = self.rest().starts_with(is_blank) && digits <= 2;
            return if apart {
                yearless(second, first).or_else(|| yearless(first, second))
            } else {
                None
            };
        }
        self.eat(&["日", "일"])?;
        yearless(first, second)
    }

    /// "15. August 2026", "15 de agosto de 2026", "15th of August".
    fn day_month(&mut self) -> Option<FoundDay> {
        let (day, _) = self.number(2)?;
        self.ordinal();
        self.blanks();
        while self.is_word(ClockWord::Joint).is_some() {
            self.blanks();
        }
        let month = self.month()?;
        let year = self.all(Self::year);
        dated(year, month, day)
    }

    /// "August 15, 2026".
    fn month_day(&mut self) -> Option<FoundDay> {
        let month = self.month()?;
        self.blanks();
        let (day, _) = self.number(2)?;
        let clock = self.rest().strip_prefix([':', '.', '：', '∶']);
        if clock.is_some_and(|minutes| minutes.starts_with(|c| chars::digit(c).is_some())) {
            return None;
        }
        self.ordinal();
        let year = self.all(Self::year);
        dated(year, month, day)
    }

    /// "2026. augusztus 15.", "2026 m. rugpjūčio 15 d.".
    fn year_month_day(&mut self) -> Option<FoundDay> {
        let (year, digits) = self.number(4)?;
        self.skip(|c| c == '.' || is_blank(c));
        while self.is_word(ClockWord::Joint).is_some() {
            self.blanks();
        }
        let month = self.month()?;
        self.blanks();
        let (day, _) = self.number(2)?;
        self.ordinal();
        if digits == 4 {
            dated(Some(year), month, day)
        } else {
            None
        }
    }

    fn month(&mut self) -> Option<Month> {
        self.word(|word| match word {
            ClockWord::Month(month) => Some(Month::Ours(month)),
            ClockWord::OtherMonth => Some(Month::Other),
            _ => None,
        })
    }

    fn ordinal(&mut self) {
        const ENDS: [&str; 10] = ["st", "nd", "rd", "th", "er", "º", "ª", "°", "-го", "."];
        let start = self.at;
        if self.eat(&ENDS).is_some() && self.rest().starts_with(char::is_alphabetic) {
            self.at = start;
        }
    }

    /// The year of a date, with what stands before it: ", 2026", "de 2026", " 2026".
    fn year(&mut self) -> Option<u32> {
        self.skip(|c| is_blank(c) || matches!(c, ',' | '،' | '.' | '-' | '/'));
        while self.is_word(ClockWord::Joint).is_some() {
            self.blanks();
        }
        let (year, digits) = self.number(4)?;
        // "15 August 1405 GMT" is no year, "15 August 14:05" neither.
        (digits == 4 && !self.rest().starts_with(':')).then_some(year)
    }
}

fn whole(year: u32, month: u32, day: u32) -> Option<FoundDay> {
    let year = if year > 2400 { year - BUDDHIST } else { year };
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    if !YEARS.contains(&year) {
        // Of another calendar, if it can be one at all.
        return (1300..1500).contains(&year).then_some(FoundDay::Other);
    }
    Date::new(i16::try_from(year).ok()?, month, day).map(FoundDay::Whole)
}

fn yearless(month: u32, day: u32) -> Option<FoundDay> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    // A leap year, so that 29 February is a day.
    Date::new(2000, month, day).map(|_| FoundDay::Yearless(month, day))
}

/// A month as it was read.
#[derive(Clone, Copy)]
enum Month {
    Ours(u8),
    /// Of another calendar.
    Other,
}

fn dated(year: Option<u32>, month: Month, day: u32) -> Option<FoundDay> {
    let Month::Ours(month) = month else {
        return (1..=31).contains(&day).then_some(FoundDay::Other);
    };
    match year {
        Some(year) => whole(year, u32::from(month), day),
        None => yearless(u32::from(month), day),
    }
}
