//! The form of a line: how long it is, how it begins and ends, what marks are in it.

use super::count::LetterCounts;
use super::{LineFacts, SHORT, bucket};
use crate::read::text::chars;
use crate::read::text::credit::{self, CreditForm};
use crate::read::text::groups::{Answers, G, a, set};
use crate::read::text::phrases::is_word;

/// What the form of a line tells: its length, its ends, its marks.
pub(super) fn form(shown: &str, counts: &LetterCounts, facts: &mut LineFacts) {
    let len = facts.len;
    let answers = &mut facts.answers;
    answers[G::Len as usize] = bucket(len, &[8, 15, 25, 40, 60, 80, 110, 150, 220, 350]);
    answers[G::Words as usize] = bucket(counts.words, &[1, 2, 3, 4, 6, 9, 14, 22]);
    answers[G::Inner as usize] = counts.ends.min(2) as u8;
    answers[G::Case as usize] = case(counts);
    answers[G::Commas as usize] = counts.commas.min(2) as u8;
    answers[G::Quoted as usize] = quoted(shown, counts);
    if let Some(at) = counts.colon_at
        && at as usize + 3 < shown.len()
    {
        answers[G::Colon as usize] = if at <= 30 { a!(Colon "early") } else { a!(Colon "late") };
    }
    if shown.starts_with(chars::opens_bracket) && shown.ends_with(chars::closes_bracket) {
        set!(answers, Bracket "whole");
    } else if shown.len() < 1000 && shown.contains(chars::opens_bracket) {
        set!(answers, Bracket "inside");
    }
    if counts.digits > 0 {
        answers[G::Digits as usize] = if counts.digits * 3 > counts.letters {
            a!(Digits "many")
        } else {
            a!(Digits "some")
        };
    }
    if numbered(shown) {
        set!(answers, Number "yes");
    }
    if len <= SHORT {
        answers[G::Bar as usize] = bar(shown);
        answers[G::Web as usize] = web(shown);
    }
}

pub(super) fn last(shown: &str) -> u8 {
    let mut back = shown.chars().rev();
    let Some(c) = back.next() else { return 0 };
    let before = back
        .find(|c| !chars::closes_quote(*c) && !chars::closes_bracket(*c))
        .unwrap_or(' ');
    let ended = chars::ends_sentence(before);
    match c {
        '…' => a!(Last "ellipsis"),
        '.' if shown.ends_with("..") => a!(Last "ellipsis"),
        _ if chars::is_stop(c) => a!(Last "sentence"),
        _ if chars::is_question(c) => a!(Last "question"),
        _ if chars::is_exclamation(c) => a!(Last "exclamation"),
        _ if chars::is_colon(c) => a!(Last "colon"),
        ',' | ';' | '،' | '，' | '、' => a!(Last "comma"),
        _ if chars::closes_quote(c) && (ended || before == ',') => a!(Last "sentence+quote"),
        _ if chars::closes_quote(c) => a!(Last "quote"),
        _ if chars::closes_bracket(c) && ended => a!(Last "sentence+bracket"),
        _ if chars::closes_bracket(c) => a!(Last "bracket"),
        _ if chars::digit(c).is_some() => a!(Last "digit"),
        _ if c.is_lowercase() || c.is_uppercase() => a!(Last "letter"),
        _ if is_word(c) => a!(Last "caseless"),
        _ => a!(Last "other"),
    }
}

pub(super) fn first(shown: &str) -> u8 {
    let Some(c) = shown.chars().next() else { return 0 };
    match c {
        _ if c.is_uppercase() => a!(First "upper"),
        _ if c.is_lowercase() => a!(First "lower"),
        _ if chars::digit(c).is_some() => a!(First "digit"),
        _ if chars::opens_quote(c) => a!(First "quote"),
        _ if chars::opens_bracket(c) => a!(First "bracket"),
        _ if chars::is_dash(c) => a!(First "dash"),
        _ if is_word(c) => a!(First "caseless"),
        _ => a!(First "other"),
    }
}

fn case(counts: &LetterCounts) -> u8 {
    if counts.upper + counts.lower == 0 {
        return if counts.letters > 0 {
            a!(Case "caseless")
        } else {
            a!(Case "none")
        };
    }
    if counts.lower == 0 && counts.upper >= 3 {
        return a!(Case "capitals");
    }
    match counts.long {
        0 => a!(Case "first-only"),
        long if counts.long_upper * 10 >= long * 8 => a!(Case "title"),
        long if counts.long_upper * 10 >= long * 4 => a!(Case "half-title"),
        _ if counts.upper == 0 => a!(Case "none"),
        _ => a!(Case "first-only"),
    }
}

fn quoted(shown: &str, counts: &LetterCounts) -> u8 {
    let opens = shown.starts_with(chars::opens_quote);
    let closes = shown
        .trim_end_matches(['.', ',', '?', '!', '。'])
        .ends_with(chars::closes_quote);
    match (opens, closes) {
        (true, true) => a!(Quoted "whole"),
        (true, false) => a!(Quoted "starts"),
        _ if counts.quotes > 0 => a!(Quoted "inside"),
        _ => 0,
    }
}

/// "1. ", "2) ", "(3) ", "#4".
fn numbered(shown: &str) -> bool {
    let rest = shown.trim_start_matches(['(', '#', '№']);
    let digits = rest.len() - rest.trim_start_matches(|c| chars::digit(c).is_some()).len();
    let after = &rest[digits..];
    (1..=6).contains(&digits)
        && (rest.len() < shown.len() || after.starts_with([')', '、', '．']) || after.starts_with(". "))
}

fn bar(shown: &str) -> u8 {
    if shown.contains(" | ") || shown.contains('｜') {
        a!(Bar "bar")
    } else if shown.contains(['»', '›', '→', '▶', '►', '>']) && shown.ends_with(['»', '›', '→', '▶', '►', '>'])
        || shown.starts_with(['»', '›', '→', '▶', '►', '>', '<', '←'])
    {
        a!(Bar "arrow")
    } else if shown.contains(" / ") || shown.contains('/') {
        a!(Bar "slash")
    } else {
        0
    }
}

fn web(shown: &str) -> u8 {
    if shown.contains("://") || shown.contains("www.") || shown.contains(".com") || shown.contains(".co.uk") {
        return a!(Web "address");
    }
    match shown.find('@') {
        Some(at) if at > 0 && !shown[..at].ends_with([' ', '(']) => a!(Web "mail"),
        Some(_) => a!(Web "handle"),
        None if is_domain(shown) => a!(Web "address"),
        None if shown.starts_with('#') || shown.contains(" #") => a!(Web "handle"),
        None => 0,
    }
}

/// "harbour-post.net": one word with a full stop in it, and at least two letters on both sides.
fn is_domain(shown: &str) -> bool {
    let named = |part: &str| part.len() >= 2 && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    shown.split(' ').any(|word| {
        word.rsplit_once('.').is_some_and(|(name, end)| {
            (2..=4).contains(&end.len())
                && end.bytes().all(|b| b.is_ascii_lowercase())
                && name.split('.').all(named)
                && name.len() >= 3
        })
    })
}

/// The longest label of a credit, in bytes.
const LABEL: usize = 24;

pub(super) fn credits(shown: &str, answers: &mut Answers) {
    let Some(credit) = credit::find(shown) else { return };
    answers[G::Credited as usize] = match credit.form {
        CreditForm::BracketName | CreditForm::DashName | CreditForm::LastName | CreditForm::AfterStop => {
            a!(Credited "perhaps")
        }
        _ => a!(Credited "surely"),
    };
    match credit.form {
        // "Foto: Ana Brandt", and nothing before it.
        CreditForm::Label if credit.name.start <= LABEL => set!(answers, Credit "label-alone"),
        CreditForm::Label => set!(answers, Credit "label"),
        CreditForm::Sign => set!(answers, Credit "sign"),
        CreditForm::BracketAgency => set!(answers, Credit "bracket-agency"),
        CreditForm::BracketSlash => set!(answers, Credit "bracket-slash"),
        CreditForm::BracketName => set!(answers, Credit "bracket-name"),
        CreditForm::DashAgency => set!(answers, Credit "dash-agency"),
        CreditForm::DashName => set!(answers, Credit "dash-name"),
        CreditForm::Last => set!(answers, Credit "last"),
        CreditForm::LastName => set!(answers, Credit "last-name"),
        CreditForm::AfterStop => set!(answers, Credit "after-stop"),
        CreditForm::Alone => set!(answers, Credit "alone"),
    }
}
