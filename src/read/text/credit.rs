//! Who took a picture, as captions say it: after a dash, in brackets, after a label, after `©`, or simply last.

mod label;
mod last;

use std::ops::Range;

use super::chars;
use super::phrases::{PhrasePlace, PhraseTable, Phrases, hash_words};
use crate::steps;

use label::{after_stop, bare_label, ended_label, label, last_clause, taken};
use last::last;

/// How far from the end of a line a credit may start, in bytes.
const REACH: usize = 160;

/// Longer stretches are no names.
const LONGEST: usize = 90;

/// The same in scripts without spaces, in letters.
const LONGEST_SPACELESS: usize = 16;

/// The form a credit has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CreditForm {
    /// After a label: "Foto: Ana Brandt".
    Label,
    /// After `©`.
    Sign,
    /// In brackets, with a label or an agency: "(Ana Brandt/AP)".
    BracketAgency,
    /// In brackets, a name and whom it is of: "(Ana Brandt/Coast)".
    BracketSlash,
    /// In brackets, a name by its capitals alone: "(Ana Brandt)".
    BracketName,
    /// After a dash, with an agency: "… - Ana Brandt/AFP".
    DashAgency,
    /// After a dash, a name by its capitals alone.
    DashName,
    /// Last words with an agency among them, with nothing before them: "… of the shed Getty Images".
    Last,
    /// Last words with a slash or in capitals throughout: "… ANA BRANDT", "… Ana Brandt/Coast".
    LastName,
    /// A name by its capitals alone, after the sentence has ended: "… at dawn. Ana Brandt".
    AfterStop,
    /// Nothing else on the line: "Ana Brandt/Coast".
    Alone,
}

/// A credit in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Credit {
    /// Its form.
    pub(super) form: CreditForm,
    /// The name alone, in bytes of the line.
    pub(super) name: Range<usize>,
}

/// The credit at the end of a line, or after a label at its start.
pub(super) fn find(line: &str) -> Option<Credit> {
    let from = line.ceil_char_boundary(line.len().saturating_sub(REACH));
    let tail = &line[from..];
    steps::count(tail.len());
    let found = if tail.ends_with(chars::ends_sentence) {
        // Most lines are prose, and end so; few forms of a credit do.
        sign(tail)
            .or_else(|| ended_label(tail))
            .or_else(|| bracket(tail))
            .or_else(|| taken(tail))?
    } else {
        sign(tail)
            .or_else(|| label(tail))
            .or_else(|| bare_label(tail, from > 0))
            .or_else(|| bracket(tail))
            .or_else(|| taken(tail))
            .or_else(|| dash(tail))
            .or_else(|| last(tail, from > 0))
            .or_else(|| after_stop(tail))?
    };
    let name = trimmed(tail, found.1);
    (!name.is_empty() && name.len() <= LONGEST).then(|| Credit {
        form: found.0,
        name: from + name.start..from + name.end,
    })
}

/// Whether the words have one of the table among them.
fn has(text: &str, table: PhraseTable) -> bool {
    let mut words = Vec::new();
    hash_words(text, 40, &mut words);
    Phrases::marks(text, &words).has(table, PhrasePlace::Any)
}

/// Without blanks, closing brackets and punctuation around it.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let cut = &text[range.clone()];
    let odd = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ':' | '：' | ',' | ';' | '|' | '(' | '（' | '[' | '©' | 'ⓒ' | '/' | '-' | '–' | '—'
            )
    };
    let start = range.end - cut.trim_start_matches(odd).len();
    let kept = &text[start..range.end];
    let end = start
        + kept
            .trim_end_matches(|c: char| c.is_whitespace() || chars::closes_bracket(c) || matches!(c, ';' | ',' | '|'))
            .len();
    start..end.max(start)
}

fn sign(tail: &str) -> Option<(CreditForm, Range<usize>)> {
    if tail.is_ascii() {
        return None;
    }
    let at = tail.rfind(['©', 'ⓒ'])?;
    let sign = tail[at..].chars().next()?.len_utf8();
    Some((CreditForm::Sign, at + sign..tail.len()))
}

fn bracket(tail: &str) -> Option<(CreditForm, Range<usize>)> {
    let body = tail.trim_end_matches(['.', ' ', ';', '。']);
    let close = body.chars().next_back().filter(|c| chars::closes_bracket(*c))?;
    let inner_end = body.len() - close.len_utf8();
    let open = body[..inner_end].rfind(chars::opens_bracket)?;
    let start = open + body[open..].chars().next()?.len_utf8();
    let inner = &body[start..inner_end];
    if inner.len() > LONGEST || inner.trim().is_empty() {
        return None;
    }
    let slashed = inner.split_once('/').is_some_and(|(name, of)| {
        let words = name.split_whitespace().count();
        (2..=4).contains(&words) && is_names(name) && is_names(of) && name.chars().any(char::is_lowercase)
    });
    if slashed && !has(inner, PhraseTable::Credit) {
        return Some((CreditForm::BracketSlash, start..inner_end));
    }
    // "(with material from dpa)" says it of the text.
    let said = |word: &&str| word.starts_with(char::is_lowercase) && *word != "via";
    let clause = inner.split_whitespace().filter(said).count() >= 2;
    let labelled = has(inner, PhraseTable::Credit);
    if clause && !labelled {
        return None;
    }
    if labelled || has(inner, PhraseTable::Agency) {
        // What stands behind the last colon, however many bytes that has.
        let name = inner.rsplit([':', '：', '∶', '︰']).next().unwrap_or(inner);
        return Some((CreditForm::BracketAgency, inner_end - name.len()..inner_end));
    }
    let words = inner.split([' ', '/']).filter(|word| !word.is_empty()).count();
    // "… in November. (Ana Brandt)": a bracket of its own. "… by the club (Ana Brandt)." is a part of the sentence.
    let before = tail[..open].trim_end();
    let own = before.ends_with(|c: char| chars::ends_sentence(c) || chars::closes_quote(c));
    let least = if own { 1 } else { 2 };
    let open_end = own || body.len() == tail.trim_end().len();
    let names = words >= least && open_end && is_names(inner) && !inner.chars().any(|c| chars::digit(c).is_some());
    names.then_some((CreditForm::BracketName, start..inner_end))
}

/// The last dash, bar or slash between blanks: the byte of the blank before it, and its length with both.
fn last_dash(tail: &str) -> Option<(usize, usize)> {
    let mut end = tail.len();
    // From blank to blank, backward: what stands between two of them is the dash, or a word.
    while let Some((before, word)) = tail[..end].rsplit_once(' ') {
        if matches!(word, "-" | "|" | "/" | "–" | "—") {
            return (end < tail.len()).then_some((before.len(), word.len() + 2));
        }
        end = before.len();
    }
    None
}

fn dash(tail: &str) -> Option<(CreditForm, Range<usize>)> {
    if tail.ends_with(['.', '?', '!', ':', ',']) {
        return None;
    }
    let (at, dash) = last_dash(tail)?;
    let start = before_slash(tail, at).unwrap_or(at + dash);
    let name = start..tail.len();
    let text = &tail[name.clone()];
    if text.len() > LONGEST {
        return None;
    }
    let form = match has(text, PhraseTable::Agency) {
        true => CreditForm::DashAgency,
        false if is_names(text) && text.split_whitespace().count() <= 9 => CreditForm::DashName,
        false => return None,
    };
    Some((form, name))
}

/// Where a credit starts whose name and agency a slash or bar parts: "… - Ana Brandt / AFP", "… dawn. ANA BRANDT / AFP".
fn before_slash(tail: &str, at: usize) -> Option<usize> {
    if !tail[at..].starts_with([' ', '\u{A0}']) || !tail[at..].trim_start().starts_with(['/', '|']) {
        return None;
    }
    let dash = [" - ", " – ", " — "]
        .iter()
        .filter_map(|dash| tail[..at].rfind(dash).map(|at| at + dash.len()))
        .max();
    let (clause, _) = last_clause(&tail[..at]);
    let start = dash.unwrap_or(0).max(clause);
    let name = &tail[start..at];
    let named = start > 0 && is_names(name) && name.split_whitespace().count() <= 5;
    named.then_some(start)
}

/// Whether the letter is of a script without capitals.
fn is_uncased(c: char) -> bool {
    chars::is_letter(c) && !(chars::may_have_case(c) && (c.is_lowercase() || c.is_uppercase()))
}

/// Whether the words are names by their capitals: every word but the small ones that names have.
pub(super) fn is_names(text: &str) -> bool {
    let mut any = false;
    for word in text
        .split([' ', '/', ',', '\u{A0}', '-', '|', '&'])
        .filter(|word| !word.is_empty())
    {
        let Some(first) = word.chars().find(|c| c.is_alphanumeric()) else {
            continue;
        };
        if !first.is_alphabetic() {
            return false;
        }
        if first.is_lowercase() {
            if word.chars().count() > 4 {
                return false;
            }
            continue;
        }
        any = true;
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Captions of invented pictures in the forms of real newspapers, the form, and the name.
    const FORMS: &[(&str, CreditForm, &str)] = &[
        (
            "A crew dampens the roof of Shed 4 - Ana Brandt/Coastal Press",
            CreditForm::DashName,
            "Ana Brandt/Coastal Press",
        ),
        (
            "A crew dampens the roof – Ana Brandt/via Reuters",
            CreditForm::DashAgency,
            "Ana Brandt/via Reuters",
        ),
        (
            "The shed, seen from the pier. (Ana Brandt/AP)",
            CreditForm::BracketSlash,
            "Ana Brandt/AP",
        ),
        (
            "The shed, seen from the pier (Ana Brandt)",
            CreditForm::BracketName,
            "Ana Brandt",
        ),
        (
            "(AP Photo/Ana Brandt)",
            CreditForm::BracketAgency,
            "AP Photo/Ana Brandt",
        ),
        ("Der Schuppen am Hafen. Foto: dpa", CreditForm::Label, "dpa"),
        (
            "Der Schuppen | Bild: Ana Brandt/hafenfunk",
            CreditForm::Label,
            "Ana Brandt/hafenfunk",
        ),
        (
            "Photograph: Ana Brandt/The Pier",
            CreditForm::Label,
            "Ana Brandt/The Pier",
        ),
        ("Image source, Getty Images", CreditForm::Label, "Getty Images"),
        ("The shed at dawn © Ana Brandt", CreditForm::Sign, "Ana Brandt"),
        (
            "People wait at the pier before dawn Getty Images",
            CreditForm::Last,
            "Getty Images",
        ),
        (
            "People wait at the pier ANA BRANDT/AFP via Getty Images",
            CreditForm::Last,
            "ANA BRANDT/AFP via Getty Images",
        ),
        (
            "People wait at the pier before dawn ANA BRANDT",
            CreditForm::LastName,
            "ANA BRANDT",
        ),
        (
            "Cola ante la ventanilla, este viernes. / ANA BRANDT",
            CreditForm::DashName,
            "ANA BRANDT",
        ),
        (
            "스쿠너 한 척이 새벽에 항구를 떠났다고 말했다 Ana Brandt",
            CreditForm::LastName,
            "Ana Brandt",
        ),
        ("港の倉庫、夜明け前　写真：青木花", CreditForm::Label, "青木花"),
        ("夜明けの港の倉庫=6日、写真:青木花", CreditForm::Label, "青木花"),
        ("夜里的港口。图/海港日报", CreditForm::Label, "海港日报"),
        ("Szopa o świcie. Fot. Anna Brandt", CreditForm::Label, "Anna Brandt"),
        (
            "Le hangar au petit matin. ANA BRANDT / AFP",
            CreditForm::DashAgency,
            "ANA BRANDT / AFP",
        ),
        (
            "De loods bij zonsopgang. Beeld Ana Brandt",
            CreditForm::Label,
            "Ana Brandt",
        ),
        ("The shed at dawn. Photo by Ana Brandt", CreditForm::Label, "Ana Brandt"),
        (
            "Photo by Ana Brandt/Coastal Press",
            CreditForm::Label,
            "Ana Brandt/Coastal Press",
        ),
        (
            "The shed, before it burned down.Credit…Ana Brandt for The Pier",
            CreditForm::Label,
            "Ana Brandt for The Pier",
        ),
        (
            "Le hangar, le 4 mars 2026. ANA BRANDT POUR « LE QUAI »",
            CreditForm::LastName,
            "ANA BRANDT POUR « LE QUAI »",
        ),
        (
            "夜明けの倉庫＝2026年8月15日、港町、青木花撮影",
            CreditForm::Label,
            "青木花",
        ),
        ("夜里的港口。新海社记者 李岚 摄", CreditForm::Label, "李岚"),
        ("새벽의 부두 창고. [사진=한빛뉴스]", CreditForm::Label, "한빛뉴스"),
        ("새벽의 부두 창고 모습. 사진 제공=항만청", CreditForm::Label, "항만청"),
        (
            "The sheds as seen before the wind turned. Ana Brandt",
            CreditForm::AfterStop,
            "Ana Brandt",
        ),
        (
            "The shed opens again in November. (KPA)",
            CreditForm::BracketName,
            "KPA",
        ),
        ("Ana Brandt/KST", CreditForm::Alone, "Ana Brandt/KST"),
        ("Der Schuppen – © Ana Brandt/dpa", CreditForm::Sign, "Ana Brandt/dpa"),
        ("El muelle, este viernes. | EFE", CreditForm::DashAgency, "EFE"),
        // Colons of three bytes.
        ("（中央社：王小明攝）", CreditForm::BracketAgency, "王小明攝"),
        (
            "The shed at dawn (Reuters：Ana Brandt)",
            CreditForm::BracketAgency,
            "Ana Brandt",
        ),
        (
            "The shed at dawn (Reuters∶Ana Brandt)",
            CreditForm::BracketAgency,
            "Ana Brandt",
        ),
        (
            "The shed at dawn (Reuters︰ Ana Brandt)",
            CreditForm::BracketAgency,
            "Ana Brandt",
        ),
        (
            "Die Fähre im Hafen. Quelle: Ana Brandt",
            CreditForm::Label,
            "Ana Brandt",
        ),
    ];

    #[test]
    fn credits_are_found_in_the_forms_that_captions_have() {
        for &(line, form, name) in FORMS {
            let credit = find(line).unwrap_or_else(|| panic!("none in {line}"));
            assert_eq!((credit.form, &line[credit.name.clone()]), (form, name), "{line}");
        }
    }

    #[test]
    fn ordinary_sentences_have_none() {
        for line in [
            "The fire was out by dawn, the commander told Reuters.",
            "The harbour (closed since Sunday) opens at noon",
            "Ferry crews stood down at midnight",
            "The wind turned - and so did the ferries",
            "The title goes to Ana Brandt (Port Rovers).",
            "图注：港口的大火在黎明前已经被消防队员扑灭了",
            "She has paid nothing yet. (mit Material der dpa)",
            "She went there with Dr. Ana Brandt",
            "“It is over.” The end",
            "They all said no. Why",
            "",
            "-",
            " - ",
        ] {
            assert_eq!(find(line), None, "{line}");
        }
    }
}
