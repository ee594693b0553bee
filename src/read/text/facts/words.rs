//! The words of a line: those of the tables, names, times.

use std::borrow::Cow;

use super::count::LetterCounts;
use crate::read::text::groups::{Answers, G, a, has, set};
use crate::read::text::phrases::{PhraseMarks, PhrasePlace, PhraseTable, Phrases, hash_word};
use crate::read::text::{clock, credit};

/// What the words of a line tell.
pub(super) fn words(shown: &str, marks: PhraseMarks, words: &[u64], counts: &LetterCounts, answers: &mut Answers) {
    if marks.has(PhraseTable::Captioned, PhrasePlace::Start) {
        set!(answers, Caption "label");
    } else if marks.has(PhraseTable::Caption, PhrasePlace::Start) {
        set!(answers, Caption "yes");
    } else if marks.has(PhraseTable::Caption, PhrasePlace::Any) {
        set!(answers, Caption "inside");
    }
    if marks.has(PhraseTable::Connective, PhrasePlace::Start) {
        set!(answers, Connective "yes");
    }
    if marks.has(PhraseTable::Credit, PhrasePlace::Any) {
        set!(answers, CreditWord "yes");
    }
    if marks.has(PhraseTable::Agency, PhrasePlace::Any) {
        set!(answers, Agency "yes");
        if Phrases::is_whole(shown, words, PhraseTable::Agency) {
            set!(answers, Agency "whole");
        }
    }
    if marks.has(PhraseTable::Role, PhrasePlace::Any) {
        set!(answers, Role "yes");
    }
    let ended = matches!(answers[G::Last as usize], x if x == a!(Last "sentence") || x == a!(Last "question"));
    // "Ana Brandt (text) and Jon Kessel (pictures)": what stands in brackets says what they are.
    let bare = without_brackets(shown);
    let names = are_names(&bare) && !ended && counts.digits == 0 && counts.words > 0;
    if names {
        answers[G::Names as usize] = names_of(&bare, counts.words);
    }
    if has!(answers, Role "yes") && counts.words <= 5 && !ended && counts.digits == 0 && ends_in_role(shown) {
        set!(answers, Role "last");
    }
    if marks.has(PhraseTable::Byline, PhrasePlace::Start) {
        set!(answers, Byline "start");
        let rest = shown.split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
        let names = rest
            .split(' ')
            .filter(|word| word.starts_with(char::is_uppercase))
            .count();
        if (2..=3).contains(&names) && names + 1 == shown.split(' ').count() && !ended && words.len() <= 5 {
            set!(answers, Byline "start+name");
        } else if are_names(&without_brackets(rest)) && !ended && counts.words <= 12 {
            set!(answers, Byline "start+names");
        }
    }
    if marks.has(PhraseTable::Boilerplate, PhrasePlace::Line) {
        set!(answers, Boiler "whole");
    } else if marks.has(PhraseTable::Boilerplate, PhrasePlace::Start) {
        set!(answers, Boiler "start");
    } else if marks.has(PhraseTable::Boilerplate, PhrasePlace::Any) && marks.several() {
        set!(answers, Boiler "several");
    } else if marks.has(PhraseTable::Boilerplate, PhrasePlace::Any) {
        set!(answers, Boiler "any");
    }
    answers[G::Time as usize] = if clock::alone(shown).is_some() {
        a!(Time "alone")
    } else if clock::at_start(shown).is_some() {
        a!(Time "start")
    } else if clock::at_end(shown).is_some() {
        a!(Time "end")
    } else if marks.has(PhraseTable::Time, PhrasePlace::Any) && counts.digits > 0 {
        a!(Time "word")
    } else {
        0
    };
}

/// Whether a line is a name and what somebody is: "Ana Brandt Journalist", "김하린 기자", "青木花記者".
fn ends_in_role(shown: &str) -> bool {
    let is_role = |word: &str| Phrases::is_whole(word, &[hash_word(word)], PhraseTable::Role);
    match shown.rsplit_once([' ', ',']) {
        Some((name, role)) => {
            let name = name.trim_end_matches([',', ' ', '·', '|', '/']);
            let named = credit::is_names(name) && !name.contains(char::is_lowercase) || {
                let words = name.split_whitespace();
                words.clone().count() >= 2 && words.clone().all(|word| word.starts_with(char::is_uppercase))
            };
            is_role(role) && named
        }
        None => Phrases::ends_in(shown, PhraseTable::Role),
    }
}

/// Whether the words are names, and those without a capital such as names have: "What we know so far" is none.
fn are_names(text: &str) -> bool {
    credit::is_names(text)
        && text
            .split([' ', '/', ',', '\u{A0}', '-', '|', '&', '.', '\'', '’'])
            .filter(|word| word.starts_with(char::is_lowercase))
            .all(|word| Phrases::is_whole(word, &[hash_word(word)], PhraseTable::Particle))
}

/// A line without what stands in brackets.
fn without_brackets(shown: &str) -> Cow<'_, str> {
    if !shown.contains('(') {
        return Cow::Borrowed(shown);
    }
    let mut bare = String::with_capacity(shown.len());
    let mut depth = 0;
    for c in shown.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= i32::from(depth > 0),
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    Cow::Owned(bare)
}

fn names_of(shown: &str, words: u32) -> u8 {
    /// Letters without capitals do not say what is a name; more words of them are hardly one.
    const UNCASED: u32 = 5;
    if words > UNCASED && !shown.contains(char::is_uppercase) {
        return 0;
    }
    if shown.contains([',', '،', '&', '/', '、']) || shown.contains(" and ") || shown.contains(" und ") {
        return a!(Names "list");
    }
    match words {
        1 => a!(Names "1"),
        2 => a!(Names "2"),
        3 => a!(Names "3"),
        _ => a!(Names "more"),
    }
}
