//! The names in bylines: without "By", parted where several stand on a line.

use super::phrases::{PhrasePlace, PhraseTable, Phrases, hash_word, hash_words};
use super::{chars, clock, credit};
use crate::article::{Block, Kind};

/// Takes the kind from lines that look like names and are none: labels in capitals, "Results", "Official Report", handles of
/// embedded posts, names in the middle of prose that no word leads. Answers whether these are letters, which others sign
/// than who wrote the page.
pub(super) fn settle(text: &str, blocks: &mut [Block]) -> bool {
    let mut paragraphs = 0;
    for at in 0..blocks.len() {
        let line = blocks[at].text.of(text);
        match blocks[at].kind {
            Kind::Paragraph if line.len() > PROSE => paragraphs += 1,
            Kind::Paragraph | Kind::Boilerplate | Kind::Heading
                if at > 0 && paragraphs == 0 && is_small_name(line, beside_time(blocks, at)) =>
            {
                blocks[at].kind = Kind::Byline;
            }
            Kind::Byline if !is_byline(line, paragraphs > 0) || is_of_text(text, blocks, at) => {
                blocks[at].kind = other_kind(line, paragraphs > 0);
            }
            Kind::Boilerplate if paragraphs > 0 && is_label(line) && is_below(blocks, at) => {
                blocks[at].kind = Kind::Heading;
            }
            // "Explainer" below the headline.
            Kind::Paragraph | Kind::Heading | Kind::Caption | Kind::Byline
                if at > 0 && paragraphs == 0 && is_section(line) && is_above_prose(text, blocks, at) =>
            {
                (blocks[at].kind, blocks[at].credit) = (Kind::Boilerplate, None);
            }
            // "Key events"
            Kind::Caption
                if at > 0 && blocks[at].credit.is_none() && is_list_label(line) && is_above_posts(blocks, at) =>
            {
                blocks[at].kind = Kind::Heading;
            }
            // "Madam,"
            Kind::Heading if line.ends_with([',', '，', '،']) => blocks[at].kind = Kind::Paragraph,
            // "Serves 4 | Prep 20 min | Cook 35 min" heads nothing.
            Kind::Heading if line.matches(" | ").count() > 1 => blocks[at].kind = Kind::Paragraph,
            _ => {}
        }
    }
    sign_letters(text, blocks)
}

/// Letters to a newspaper end with who wrote them, and where from: names below paragraphs, the last of them below the
/// last paragraph. Names above paragraphs are headings.
fn sign_letters(text: &str, blocks: &mut [Block]) -> bool {
    /// Fewer are no page of letters.
    const LEAST: usize = 2;
    let line = |block: &Block| block.text.of(text);
    let prose =
        |block: Option<&Block>| block.is_some_and(|block| block.kind == Kind::Paragraph && line(block).len() > PROSE);
    // Names of other scripts look like any words.
    let short = |block: &Block| {
        let kind = matches!(
            block.kind,
            Kind::Heading | Kind::Paragraph | Kind::Caption | Kind::Byline
        );
        let line = line(block).trim_end_matches('.');
        let cased = || line.contains(char::is_uppercase) && !line.contains(" - ");
        let few = || (1..=5).contains(&line.split_whitespace().count());
        kind && line.len() <= PROSE / 2 && cased() && few() && credit::is_names(line)
    };
    let mut signed: Vec<(usize, usize)> = Vec::new();
    let mut at = 1;
    while at < blocks.len() {
        let below =
            prose(blocks.get(at - 1)) || at > 1 && is_closing(line(&blocks[at - 1])) && prose(blocks.get(at - 2));
        let named = below && short(&blocks[at]) && line(&blocks[at]).contains(char::is_whitespace);
        let placed = named && blocks.get(at + 1).is_some_and(short);
        if named {
            signed.push((at, at + usize::from(placed)));
        }
        at += 1 + usize::from(placed);
    }
    let placed = signed.iter().filter(|(name, place)| place > name).count();
    let Some(&(_, last)) = signed.last() else { return false };
    if signed.len() < LEAST || placed < signed.len() || blocks[last + 1..].iter().any(|block| prose(Some(block))) {
        return false;
    }
    for at in signed.into_iter().flat_map(|(name, place)| name..=place) {
        (blocks[at].kind, blocks[at].credit) = (Kind::Byline, None);
    }
    true
}

/// "Yours sincerely,"
fn is_closing(line: &str) -> bool {
    line.len() <= PROSE / 2 && line.ends_with([',', '，', '،'])
}

/// Whether a line names somebody in small letters: "by anna lindqvist"; beside a time "anna lindqvist" and "ab, kr", too.
fn is_small_name(line: &str, beside_time: bool) -> bool {
    const LONGEST: usize = 48;
    let small =
        |c: char| c.is_lowercase() || c.is_whitespace() || matches!(c, ',' | '/' | '.' | '-' | '\'' | '’' | '&' | ':');
    if line.len() > LONGEST || !line.chars().all(small) || line.ends_with(chars::is_stop) {
        return false;
    }
    let name = without_lead(line);
    let words = name.split([' ', ',', '/', '&']).filter(|word| !word.is_empty());
    let (count, longest) = words.fold((0, 0), |(count, longest), word| {
        (count + 1, longest.max(word.chars().count()))
    });
    let initials = count <= 4 && longest <= 3 && name.contains([',', '/']);
    let led = name.len() < line.len();
    led && (1..=3).contains(&count) || beside_time && (initials || count == 2 && longest > 3)
}

fn beside_time(blocks: &[Block], at: usize) -> bool {
    let time = |block: Option<&Block>| block.is_some_and(|block| block.kind == Kind::Timestamp);
    time(blocks.get(at + 1)) || at > 1 && time(blocks.get(at - 1))
}

/// Whether a line is a label that something of the article stands below.
fn is_label(line: &str) -> bool {
    let has = |table| Phrases::has(line, table, PhrasePlace::Line);
    has(PhraseTable::Label) && !has(PhraseTable::Boilerplate) && !has(PhraseTable::Page)
}

fn is_above_posts(blocks: &[Block], at: usize) -> bool {
    let timed = |next: &Block| next.kind == Kind::Timestamp || next.time.is_some();
    is_below(blocks, at) || blocks.get(at + 1).is_some_and(timed)
}

/// A label that is not about pictures.
fn is_list_label(line: &str) -> bool {
    is_label(line) && !Phrases::has(line, PhraseTable::Credit, PhrasePlace::Any)
}

fn is_section(line: &str) -> bool {
    Phrases::has(line, PhraseTable::Section, PhrasePlace::Line)
}

/// Whether prose stands next below, or another line of the head.
fn is_above_prose(text: &str, blocks: &[Block], at: usize) -> bool {
    blocks.get(at + 1).is_some_and(|next| match next.kind {
        Kind::Paragraph => next.text.of(text).len() > PROSE,
        Kind::Byline | Kind::Timestamp | Kind::Caption => true,
        _ => false,
    })
}

fn is_below(blocks: &[Block], at: usize) -> bool {
    let next = blocks.get(at + 1);
    next.is_some_and(|next| matches!(next.kind, Kind::ListItem | Kind::Paragraph))
}

/// A longer line is prose, in bytes.
const PROSE: usize = 80;

/// Whether a line can name who wrote. `body` if prose stands above it.
fn is_byline(line: &str, body: bool) -> bool {
    let label = Phrases::has(line, PhraseTable::Label, PhrasePlace::Line)
        || Phrases::has(line, PhraseTable::Label, PhrasePlace::Start)
        || is_section(line);
    let marked = line.starts_with(['-', '—', '–', '*', '#']) && line.ends_with(['-', '—', '–', '*', '#']);
    let inside = line.trim_matches(|c: char| matches!(c, '[' | ']') || c.is_whitespace());
    let rest = without_lead(inside);
    let led = rest != inside;
    let handle = !led && (body && line.contains('@') && !line.contains('.') || line.starts_with('@'));
    let letters = line.contains(char::is_alphabetic);
    // "[Chorus]"
    let boxed = inside.len() < line.trim().len() && !led;
    let named = if led {
        !clock::is_day_word(rest)
    } else {
        !Phrases::has(line, PhraseTable::Label, PhrasePlace::Any) && !clock::is_day_word(line)
    };
    letters && !label && !marked && !handle && !boxed && named
}

/// "Shipbuilding", "Belarus": a word that is no agency and no role.
fn is_one_word(line: &str) -> bool {
    let word = line.trim();
    let mut letters = word.chars();
    let cased = letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase);
    let plain = word.chars().all(char::is_alphabetic);
    let hash = [hash_word(word)];
    let known = [PhraseTable::Role, PhraseTable::Agency, PhraseTable::Byline]
        .into_iter()
        .any(|table| Phrases::is_whole(&word.to_lowercase(), &hash, table));
    cased && plain && !known
}

/// Whether the title or one of the first paragraphs has a line as a place that something is in or at ("at Kessel Harbour"),
/// or a single word of a line at all: it is what the text is about, and not who wrote it.
fn is_of_text(text: &str, blocks: &[Block], at: usize) -> bool {
    /// So far down who wrote is looked for.
    const HEAD: usize = 12;
    /// Paragraphs that are looked at.
    const FIRST: usize = 3;
    const IN: [&str; 14] = [
        "at", "in", "near", "im", "bei", "à", "au", "en", "w", "в", "på", "i", "te", "nel",
    ];
    let line = blocks[at].text.of(text).trim();
    let single = is_one_word(line);
    if at >= HEAD || !(single || line.contains(' ')) || without_lead(line) != line || line.contains([',', '|', '/']) {
        return false;
    }
    let prose = blocks[at + 1..].iter().filter(|block| block.kind == Kind::Paragraph);
    let title = blocks[..at].iter().filter(|block| block.kind == Kind::Title);
    title.chain(prose.take(FIRST)).any(|block| {
        let said = block.text.of(text);
        crate::steps::count(said.len());
        said.match_indices(line).any(|(found, _)| {
            let before = &said[..found];
            let word = !before.ends_with(char::is_alphanumeric)
                && !said[found + line.len()..].starts_with(char::is_alphanumeric);
            single && word || IN.contains(&before.split_whitespace().next_back().unwrap_or(""))
        })
    })
}

/// What a line is that names nobody: above the prose, something about the page; below it, the heading of something.
fn other_kind(line: &str, body: bool) -> Kind {
    let marked = line.starts_with(['-', '—', '–', '*']);
    match () {
        () if line.contains('@') || line.ends_with(',') => Kind::Paragraph,
        () if line.starts_with('[') || without_lead(line) != line.trim() => Kind::Paragraph,
        () if !body || marked => Kind::Boilerplate,
        () => Kind::Heading,
    }
}

/// Paragraphs after which a byline is no longer the article's own.
const OPENING: usize = 3;

/// Words between two names, by language.
const AND: [&str; 12] = [
    " and ", " und ", " et ", " y ", " e ", " og ", " och ", " en ", " ve ", " и ", " і ", " i ",
];

/// Who wrote the article: the names of the bylines before its body. Letters are signed below their first paragraph.
pub(super) fn find(text: &str, blocks: &[Block], letters: bool) -> Vec<String> {
    let opening = if letters { 1 } else { OPENING };
    let mut found: Vec<String> = Vec::new();
    let mut paragraphs = 0;
    for block in blocks {
        match block.kind {
            Kind::Byline => {
                for name in names(block.text.of(text)) {
                    if !found.iter().any(|other| other == name) {
                        found.push(name.to_owned());
                    }
                }
            }
            Kind::Heading => break,
            Kind::Paragraph | Kind::ListItem => paragraphs += 1,
            _ => {}
        }
        if paragraphs >= opening {
            break;
        }
    }
    found
}

/// The names on one line.
pub(super) fn names(line: &str) -> impl Iterator<Item = &str> {
    let line = without_lead(line.trim_matches(['[', ']', '【', '】', ' ']));
    line.split([',', ';', '&', '|', '·', '、', '،', '/'])
        .flat_map(|part| split_words(part.trim()))
        .flat_map(split_ideographs)
        .map(|name| name.trim_matches(|c: char| c.is_whitespace() || chars::is_colon(c) || c == '.'))
        .map(without_role)
        .filter(|name| !name.is_empty())
}

/// Without "By", "Von", "Autor:" and the like. A lead word that is part of the name, as in "Von Braun", is taken
/// for one only where something else would be left that looks like a name.
fn without_lead(line: &str) -> &str {
    let line = line.trim();
    let mut words = Vec::new();
    let mut best = 0;
    for (at, _) in line
        .match_indices(|c: char| c.is_whitespace() || chars::is_colon(c))
        .take(4)
    {
        let lead = line[..at].trim();
        hash_words(lead, 6, &mut words);
        if Phrases::is_whole(&lead.to_lowercase(), &words, PhraseTable::Byline) {
            best = at;
        }
    }
    let rest = line[best..].trim_start_matches(|c: char| c.is_whitespace() || chars::is_colon(c));
    // "Redaktion harbour.net" is one name: a word that leads is followed by a colon, or a capital, or is small itself.
    let leads = line[best..].starts_with(chars::is_colon)
        || !rest.starts_with(char::is_lowercase)
        || !line.contains(char::is_uppercase);
    if rest.is_empty() || !leads { line } else { rest }
}

/// Chinese and Japanese names have no blank in them, so that one parts two of them.
fn split_ideographs(part: &str) -> Vec<&str> {
    let names: Vec<&str> = part.split_whitespace().collect();
    let each = |name: &&str| {
        (2..=4).contains(&name.chars().count()) && name.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'))
    };
    if names.iter().all(each) { names } else { vec![part] }
}

/// Without what somebody is, where it stands behind the name without a comma: "김하린 기자".
fn without_role(name: &str) -> &str {
    let Some((rest, last)) = name.rsplit_once(char::is_whitespace) else {
        return name;
    };
    let hash = [hash_word(last)];
    let small = last.starts_with(|c: char| !c.is_uppercase());
    if small && Phrases::is_whole(last, &hash, PhraseTable::Role) {
        rest.trim_end()
    } else {
        name
    }
}

fn split_words(part: &str) -> Vec<&str> {
    let mut parts = vec![part];
    for and in AND {
        parts = parts.into_iter().flat_map(|part| part.split(and)).collect();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_and_bare() {
        let table: [(&str, &[&str]); 10] = [
            ("By Ana Brandt", &["Ana Brandt"]),
            (
                "Ana Brandt, Jon Kessel and Mia Ode",
                &["Ana Brandt", "Jon Kessel", "Mia Ode"],
            ),
            ("Von Ana Brandt und Jon Kessel", &["Ana Brandt", "Jon Kessel"]),
            ("Автор: Анна Брандт", &["Анна Брандт"]),
            ("Written by Ana Brandt", &["Ana Brandt"]),
            ("김하린 기자", &["김하린"]),
            ("记者 李晓岚 周牧野", &["李晓岚", "周牧野"]),
            ("By", &["By"]),
            ("Redaktion harbour.net", &["Redaktion harbour.net"]),
            ("by anna lindqvist", &["anna lindqvist"]),
        ];
        for (line, expected) in table {
            assert_eq!(names(line).collect::<Vec<_>>(), expected, "{line}");
        }
    }

    #[test]
    fn names_may_be_small_where_one_is_expected() {
        assert!(is_small_name("by anna lindqvist", false) && is_small_name("text: anna lindqvist", false));
        for line in ["anna lindqvist", "ab, kr", "ab/kr"] {
            assert!(is_small_name(line, true) && !is_small_name(line, false), "{line}");
        }
        for line in [
            "Anna Lindqvist",
            "the harbour after the fire",
            "by noon it was out.",
            "harbour",
            "…",
            "3 min read",
        ] {
            assert!(!is_small_name(line, true), "{line}");
        }
    }
}
