//! Credits that nothing sets apart: the last words of a line, by their capitals, a slash, or an agency among them.

use std::ops::Range;

use super::{CreditForm, is_names, is_uncased};
use crate::read::text::chars;
use crate::read::text::phrases::{PhraseTable, Phrases, hash_words};

/// The last words: capitalised ones, with an agency among them, or a slash, or in capitals throughout.
pub(super) fn last(tail: &str, cut: bool) -> Option<(CreditForm, Range<usize>)> {
    if tail.ends_with(|c: char| chars::ends_sentence(c) || chars::closes_bracket(c) || chars::is_colon(c)) {
        return None;
    }
    let mut start = tail.len();
    for (at, word) in words_backward(tail) {
        // Latin letters after a script without capitals are a run of their own.
        let foreign = tail[start..].is_ascii() && word.ends_with(is_uncased);
        if start < tail.len() && (ends_run(word) || foreign) || !is_name_word(word) {
            break;
        }
        start = at;
        if tail[at..].split_whitespace().count() > 7 {
            return None;
        }
    }
    let run = &tail[start..];
    let words = run.split_whitespace().count();
    if words == 0 {
        return None;
    }
    // "… the fire PA Media": the run may have taken in capitals of the sentence; the agency is its end.
    let end = agency_end(tail, start);
    if let Some(agency) = end {
        return Some((CreditForm::Last, agency..tail.len()));
    }
    let upper = run.chars().filter(|c| c.is_uppercase()).count();
    let lower = run.chars().any(char::is_lowercase);
    // "… 는 말했다 Hosu Lee": Latin capitals after a script that has none.
    let foreign = run.is_ascii() && tail[..start].trim_end().ends_with(is_uncased);
    if foreign && upper > 0 && words <= 4 && start > 20 {
        return Some((CreditForm::LastName, start..tail.len()));
    }
    let slashed = run.contains('/') && words <= 5;
    if start == 0 && !cut && slashed && upper >= 2 && is_names(run) {
        return Some((CreditForm::Alone, 0..tail.len()));
    }
    ((slashed || (!lower && upper >= 6 && words >= 2)) && start > 20)
        .then_some((CreditForm::LastName, start..tail.len()))
}

/// Where the credit starts in a run of capitalised words that has an agency in its last words.
fn agency_end(tail: &str, start: usize) -> Option<usize> {
    let run = &tail[start..];
    let mut best = None;
    for (at, _) in words_backward(run) {
        let text = &run[at..];
        if text.split_whitespace().count() > 4 {
            break;
        }
        let mut hashes = Vec::new();
        hash_words(text, 8, &mut hashes);
        if Phrases::is_start(text, &hashes, PhraseTable::Agency)
            || text.split_whitespace().next().is_some_and(|word| word.contains('/')) && best.is_some()
        {
            best = Some(start + at);
        }
    }
    // Names in capitals, or joined by a slash, belong to it: "ANA BRANDT/AFP via Getty Images".
    let mut at = best?;
    for (word_at, word) in words_backward(&tail[..at]) {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = letters >= 2
            && !word.chars().any(char::is_lowercase)
            && !ends_run(word)
            && word.chars().any(char::is_uppercase);
        if !(capitals || word.contains('/') || word == "via") {
            break;
        }
        at = word_at;
    }
    Some(at)
}

fn words_backward(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace()
        .rev()
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Whether a word is the end of a sentence or clause, so that what follows it stands by itself.
fn ends_run(word: &str) -> bool {
    word.chars().count() > 2
        && word.ends_with(|c: char| chars::ends_sentence(c) || chars::closes_quote(c) || matches!(c, ',' | ';' | ':'))
}

fn is_name_word(word: &str) -> bool {
    let first = word.chars().find(|c| c.is_alphanumeric());
    first.is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
        || matches!(word, "via" | "/" | "&" | "|" | "«" | "»")
}
