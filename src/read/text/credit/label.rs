//! Credits that a word announces ("Foto: …", "Photo by …"), that a word follows ("… 摄"), or that stand behind the last
//! sentence.

use std::ops::Range;

use super::{CreditForm, LONGEST, LONGEST_SPACELESS, has, is_names, is_uncased};
use crate::read::text::chars;
use crate::read::text::lines::ends_in_abbreviation;
use crate::read::text::phrases::{PhraseTable, Phrases, hash_words};

/// A word for pictures and a colon, or a comma: "Foto: …", "Image source, …", "| Bild: …".
pub(super) fn label(tail: &str) -> Option<(CreditForm, Range<usize>)> {
    let colon = tail
        .rmatch_indices([':', '：', ',', '.', '/', '／', '＝', '=', '∶', '︰', '…'])
        .find(|(at, mark)| {
            let before = &tail[..*at];
            let words = before
                .rsplit(|c: char| chars::ends_sentence(c) || "|()（[【<〈-–—/;、，,=".contains(c))
                .next()
                .unwrap_or("")
                .trim();
            let few = words.split_whitespace().count() <= 3 && words.len() <= 40;
            few && !words.is_empty() && is_label(words, mark)
        })?;
    let name = colon.0 + colon.1.len()..tail.len();
    // A label with a sentence after it is one of a caption: "Image: the harbour before the fire."
    let text = tail[name.clone()].trim();
    let like_name = !text.ends_with('.') || has(text, PhraseTable::Agency);
    // Without spaces, letters tell: names are short.
    let spaceless = text.chars().filter(|c| chars::is_spaceless(*c)).count();
    let like_name = like_name && spaceless <= LONGEST_SPACELESS;
    (like_name && text.len() <= LONGEST && text.split_whitespace().count() <= 9).then_some((CreditForm::Label, name))
}

/// As [`label`], in a line that ends with a full stop: only an agency makes a credit of that.
pub(super) fn ended_label(tail: &str) -> Option<(CreditForm, Range<usize>)> {
    let near = memchr::memrchr(b':', tail.as_bytes()).is_some_and(|at| tail.len() - at <= LONGEST + 2);
    let spaceless = || !tail.is_ascii() && tail.contains(['：', '／', '＝', '图', '圖', '写']);
    (near || spaceless()).then(|| label(tail)).flatten()
}

/// Whether the words are a label: the last one, or all of them, are in the table. A comma wants two words:
/// "Image source, …". A full stop wants an abbreviation: "Fot. …". A slash wants ideographs: "图/…".
fn is_label(words: &str, mark: &str) -> bool {
    let all = marks_line(words);
    match mark {
        "," => all && words.split_whitespace().count() >= 2,
        "." => all && words.chars().count() <= 3,
        // "Credit…Ana Brandt": one newspaper's way.
        "…" => all,
        "/" => all && words.starts_with(chars::is_spaceless),
        _ => all || words.split_whitespace().next_back().is_some_and(marks_line),
    }
}

/// The words after the last sentence of a line, if there is one before them, or all of them.
pub(super) fn last_clause(tail: &str) -> (usize, &str) {
    let mut start = 0;
    let mut ended = false;
    for (at, c) in tail.char_indices() {
        let goes_on = ended && (chars::closes_quote(c) || chars::closes_bracket(c) || chars::ends_sentence(c));
        if ended && !goes_on {
            let blank = c.is_whitespace();
            let word = tail[..at].trim_end_matches('.');
            // "10. United States" is the next of a list.
            let own = !ends_in_abbreviation(word) && !word.ends_with(|c: char| chars::digit(c).is_some());
            if (blank && own) || tail[..at].ends_with(chars::is_ideographic) {
                start = at;
            }
        }
        ended = goes_on || chars::ends_sentence(c);
    }
    let clause = &tail[start..];
    let clause = clause.trim_start();
    (tail.len() - clause.len(), clause)
}

/// A word for pictures without a colon: "… at dawn. Foto Ana Brandt", "Photo by Ana Brandt", "Photo AFP".
pub(super) fn bare_label(tail: &str, cut: bool) -> Option<(CreditForm, Range<usize>)> {
    if tail.ends_with(chars::ends_sentence) || tail.ends_with(chars::closes_quote) {
        return None;
    }
    let (at, clause) = last_clause(tail);
    if (cut && at == 0) || clause.len() > LONGEST {
        return None;
    }
    let mut best = None;
    for (end, _) in clause.match_indices(' ').take(4) {
        if marks_line(&clause[..end]) {
            best = Some(end);
        }
    }
    let end = best?;
    let name = clause[end..].trim_start();
    let count = name.split_whitespace().count();
    // "Image Awards", "Foto Galerie": a single word that is a label wants a sentence before it, or an agency after it.
    let sure = at > 0 || clause[..end].contains(' ') || has(name, PhraseTable::Agency);
    let names = is_names(name) && name.starts_with(|c: char| c.is_uppercase() || is_uncased(c));
    (sure && names && count <= 6).then_some((CreditForm::Label, at + end..tail.len()))
}

/// Who took the picture, before the word that says so: "…、青木花撮影", "… 李岚 摄".
pub(super) fn taken(tail: &str) -> Option<(CreditForm, Range<usize>)> {
    let body = tail.trim_end_matches(|c: char| chars::closes_bracket(c) || chars::is_stop(c) || c.is_whitespace());
    let word = Phrases::end_of(body, PhraseTable::Taken)?;
    let before = body[..body.len() - word.len()].trim_end();
    let parts = |c: char| {
        chars::ends_sentence(c) || chars::opens_bracket(c) || "、，,＝=：:／/｜|　 ".contains(c) || chars::is_dash(c)
    };
    let start = before
        .char_indices()
        .rev()
        .find(|(_, c)| parts(*c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let letters = before[start..].chars().count();
    (2..=16)
        .contains(&letters)
        .then_some((CreditForm::Label, start..before.len()))
}

/// A name after the last sentence of the line: "… stood down at midnight. Ana Brandt".
pub(super) fn after_stop(tail: &str) -> Option<(CreditForm, Range<usize>)> {
    const LONGEST_NAME: usize = 60;
    let ends = |c: char| chars::ends_sentence(c) || chars::is_colon(c) || chars::closes_quote(c) || c == ',';
    if tail.ends_with(ends) {
        return None;
    }
    let (at, clause) = last_clause(tail);
    if at < 20 || clause.is_empty() || clause.len() > LONGEST_NAME {
        return None;
    }
    let words = clause.split_whitespace().count();
    let uncased = clause.chars().any(is_uncased);
    let first = clause.chars().next()?;
    let most = if uncased { 2 } else { 5 };
    let name = (first.is_uppercase() || is_uncased(first)) && is_names(clause) && words <= most;
    name.then_some((CreditForm::AfterStop, at..tail.len()))
}

fn marks_line(words: &str) -> bool {
    let mut hashes = Vec::new();
    hash_words(words, 8, &mut hashes);
    Phrases::is_whole(words, &hashes, PhraseTable::Credit)
}
