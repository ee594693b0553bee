//! Who took a picture, as captions say it: after a dash, in brackets, after a label, after `©`, or simply last.

use std::ops::Range;

use super::chars;
use super::lines::ends_in_abbreviation;
use super::phrases::{Phrases, Place, Table, hash_words};

/// How far from the end of a line a credit may start, in bytes.
const REACH: usize = 160;

/// Longer stretches are no names.
const LONGEST: usize = 90;

/// The same in scripts without spaces, in letters.
const LONGEST_SPACELESS: usize = 16;

/// The form a credit has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
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
    pub(super) form: Form,
    /// The name alone, in bytes of the line.
    pub(super) name: Range<usize>,
}

/// The credit at the end of a line, or after a label at its start.
pub(super) fn find(line: &str) -> Option<Credit> {
    let from = line.ceil_char_boundary(line.len().saturating_sub(REACH));
    let tail = &line[from..];
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
fn has(text: &str, table: Table) -> bool {
    let mut words = Vec::new();
    hash_words(text, 40, &mut words);
    Phrases::get().marks(text, &words).has(table, Place::Any)
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

fn sign(tail: &str) -> Option<(Form, Range<usize>)> {
    if tail.is_ascii() {
        return None;
    }
    let at = tail.rfind(['©', 'ⓒ'])?;
    let sign = tail[at..].chars().next()?.len_utf8();
    Some((Form::Sign, at + sign..tail.len()))
}

/// A word for pictures and a colon, or a comma: "Foto: …", "Image source, …", "| Bild: …".
fn label(tail: &str) -> Option<(Form, Range<usize>)> {
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
    let like_name = !text.ends_with('.') || has(text, Table::Agency);
    // Without spaces, letters tell: names are short.
    let spaceless = text.chars().filter(|c| chars::is_spaceless(*c)).count();
    let like_name = like_name && spaceless <= LONGEST_SPACELESS;
    (like_name && text.len() <= LONGEST && text.split_whitespace().count() <= 9).then_some((Form::Label, name))
}

/// As [`label`], in a line that ends with a full stop: only an agency makes a credit of that.
fn ended_label(tail: &str) -> Option<(Form, Range<usize>)> {
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
fn last_clause(tail: &str) -> (usize, &str) {
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
fn bare_label(tail: &str, cut: bool) -> Option<(Form, Range<usize>)> {
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
    let sure = at > 0 || clause[..end].contains(' ') || has(name, Table::Agency);
    let names = is_names(name) && name.starts_with(|c: char| c.is_uppercase() || is_uncased(c));
    (sure && names && count <= 6).then_some((Form::Label, at + end..tail.len()))
}

/// Who took the picture, before the word that says so: "…、青木花撮影", "… 李岚 摄".
fn taken(tail: &str) -> Option<(Form, Range<usize>)> {
    let body = tail.trim_end_matches(|c: char| chars::closes_bracket(c) || chars::is_stop(c) || c.is_whitespace());
    let word = Phrases::get().end_of(body, Table::Taken)?;
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
        .then_some((Form::Label, start..before.len()))
}

/// A name after the last sentence of the line: "… stood down at midnight. Ana Brandt".
fn after_stop(tail: &str) -> Option<(Form, Range<usize>)> {
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
    name.then_some((Form::AfterStop, at..tail.len()))
}

fn marks_line(words: &str) -> bool {
    let mut hashes = Vec::new();
    hash_words(words, 8, &mut hashes);
    Phrases::get().is_whole(words, &hashes, Table::Credit)
}

fn bracket(tail: &str) -> Option<(Form, Range<usize>)> {
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
    if slashed && !has(inner, Table::Credit) {
        return Some((Form::BracketSlash, start..inner_end));
    }
    // "(with material from dpa)" says it of the text.
    let said = |word: &&str| word.starts_with(char::is_lowercase) && *word != "via";
    let clause = inner.split_whitespace().filter(said).count() >= 2;
    let labelled = has(inner, Table::Credit);
    if clause && !labelled {
        return None;
    }
    if labelled || has(inner, Table::Agency) {
        let name = inner.rfind([':', '：']).map_or(start, |at| start + at + 1);
        return Some((Form::BracketAgency, name..inner_end));
    }
    let words = inner.split([' ', '/']).filter(|word| !word.is_empty()).count();
    // "… in November. (Ana Brandt)": a bracket of its own. "… by the club (Ana Brandt)." is a part of the sentence.
    let before = tail[..open].trim_end();
    let own = before.ends_with(|c: char| chars::ends_sentence(c) || chars::closes_quote(c));
    let least = if own { 1 } else { 2 };
    let open_end = own || body.len() == tail.trim_end().len();
    let names = words >= least && open_end && is_names(inner) && !inner.chars().any(|c| chars::digit(c).is_some());
    names.then_some((Form::BracketName, start..inner_end))
}

/// The last dash, bar or slash between blanks: the byte of the blank before it, and its length with both.
fn last_dash(tail: &str) -> Option<(usize, usize)> {
    let bytes = tail.as_bytes();
    let mut end = bytes.len();
    // From blank to blank, backward: what stands between two of them is the dash, or a word.
    while let Some(at) = memchr::memrchr(b' ', &bytes[..end]) {
        if matches!(&bytes[at + 1..end], b"-" | b"|" | b"/") || matches!(&tail[at + 1..end], "–" | "—") {
            return (end < bytes.len()).then_some((at, end + 1 - at));
        }
        end = at;
    }
    None
}

fn dash(tail: &str) -> Option<(Form, Range<usize>)> {
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
    let form = match has(text, Table::Agency) {
        true => Form::DashAgency,
        false if is_names(text) && text.split_whitespace().count() <= 9 => Form::DashName,
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
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

/// The last words: capitalised ones, with an agency among them, or a slash, or in capitals throughout.
fn last(tail: &str, cut: bool) -> Option<(Form, Range<usize>)> {
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
        return Some((Form::Last, agency..tail.len()));
    }
    let upper = run.chars().filter(|c| c.is_uppercase()).count();
    let lower = run.chars().any(char::is_lowercase);
    // "… 는 말했다 Hosu Lee": Latin capitals after a script that has none.
    let foreign = run.is_ascii() && tail[..start].trim_end().ends_with(is_uncased);
    if foreign && upper > 0 && words <= 4 && start > 20 {
        return Some((Form::LastName, start..tail.len()));
    }
    let slashed = run.contains('/') && words <= 5;
    if start == 0 && !cut && slashed && upper >= 2 && is_names(run) {
        return Some((Form::Alone, 0..tail.len()));
    }
    ((slashed || (!lower && upper >= 6 && words >= 2)) && start > 20).then_some((Form::LastName, start..tail.len()))
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
        if Phrases::get().is_start(text, &hashes, Table::Agency)
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

    #[test]
    fn credits_are_found_in_the_forms_that_captions_have() {
        let table = [
            (
                "A crew dampens the roof of Shed 4 - Ana Brandt/Coastal Press",
                Form::DashName,
                "Ana Brandt/Coastal Press",
            ),
            (
                "A crew dampens the roof – Ana Brandt/via Reuters",
                Form::DashAgency,
                "Ana Brandt/via Reuters",
            ),
            (
                "The shed, seen from the pier. (Ana Brandt/AP)",
                Form::BracketSlash,
                "Ana Brandt/AP",
            ),
            (
                "The shed, seen from the pier (Ana Brandt)",
                Form::BracketName,
                "Ana Brandt",
            ),
            ("(AP Photo/Ana Brandt)", Form::BracketAgency, "AP Photo/Ana Brandt"),
            ("Der Schuppen am Hafen. Foto: dpa", Form::Label, "dpa"),
            (
                "Der Schuppen | Bild: Ana Brandt/hafenfunk",
                Form::Label,
                "Ana Brandt/hafenfunk",
            ),
            ("Photograph: Ana Brandt/The Pier", Form::Label, "Ana Brandt/The Pier"),
            ("Image source, Getty Images", Form::Label, "Getty Images"),
            ("The shed at dawn © Ana Brandt", Form::Sign, "Ana Brandt"),
            (
                "People wait at the pier before dawn Getty Images",
                Form::Last,
                "Getty Images",
            ),
            (
                "People wait at the pier ANA BRANDT/AFP via Getty Images",
                Form::Last,
                "ANA BRANDT/AFP via Getty Images",
            ),
            (
                "People wait at the pier before dawn ANA BRANDT",
                Form::LastName,
                "ANA BRANDT",
            ),
            (
                "Cola ante la ventanilla, este viernes. / ANA BRANDT",
                Form::DashName,
                "ANA BRANDT",
            ),
            (
                "스쿠너 한 척이 새벽에 항구를 떠났다고 말했다 Ana Brandt",
                Form::LastName,
                "Ana Brandt",
            ),
            ("港の倉庫、夜明け前　写真：青木花", Form::Label, "青木花"),
            ("夜明けの港の倉庫=6日、写真:青木花", Form::Label, "青木花"),
            ("夜里的港口。图/海港日报", Form::Label, "海港日报"),
            ("Szopa o świcie. Fot. Anna Brandt", Form::Label, "Anna Brandt"),
            (
                "Le hangar au petit matin. ANA BRANDT / AFP",
                Form::DashAgency,
                "ANA BRANDT / AFP",
            ),
            ("De loods bij zonsopgang. Beeld Ana Brandt", Form::Label, "Ana Brandt"),
            ("The shed at dawn. Photo by Ana Brandt", Form::Label, "Ana Brandt"),
            (
                "Photo by Ana Brandt/Coastal Press",
                Form::Label,
                "Ana Brandt/Coastal Press",
            ),
            (
                "The shed, before it burned down.Credit…Ana Brandt for The Pier",
                Form::Label,
                "Ana Brandt for The Pier",
            ),
            (
                "Le hangar, le 4 mars 2026. ANA BRANDT POUR « LE QUAI »",
                Form::LastName,
                "ANA BRANDT POUR « LE QUAI »",
            ),
            ("夜明けの倉庫＝2026年8月15日、港町、青木花撮影", Form::Label, "青木花"),
            ("夜里的港口。新海社记者 李岚 摄", Form::Label, "李岚"),
            ("새벽의 부두 창고. [사진=한빛뉴스]", Form::Label, "한빛뉴스"),
            ("새벽의 부두 창고 모습. 사진 제공=항만청", Form::Label, "항만청"),
            (
                "The sheds as seen before the wind turned. Ana Brandt",
                Form::AfterStop,
                "Ana Brandt",
            ),
            ("The shed opens again in November. (KPA)", Form::BracketName, "KPA"),
            ("Ana Brandt/KST", Form::Alone, "Ana Brandt/KST"),
            ("Der Schuppen – © Ana Brandt/dpa", Form::Sign, "Ana Brandt/dpa"),
            ("El muelle, este viernes. | EFE", Form::DashAgency, "EFE"),
            ("Die Fähre im Hafen. Quelle: Ana Brandt", Form::Label, "Ana Brandt"),
        ];
        for (line, form, name) in table {
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
