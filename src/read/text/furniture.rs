//! What a page has around an article, as one gets it who selects all of it or dumps it as text: links to skip to, notices,
//! menus, buttons, a day, an address, the name of a section. Above the headline it is told before lines are labelled, below
//! the article after that.

use super::lines::TextLines;
use super::phrases::{PhrasePlace, PhraseTable, Phrases};
use super::{chars, clock, credit};
use crate::article::{Block, Kind};

/// So many lines are looked at for a headline.
const HEAD: usize = 120;

/// After so many lines about the page there is a menu, and its entries are shorter than a headline.
const MENU: usize = 4;

/// Where an article begins below lines about the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beginning {
    /// The first byte of its first line.
    pub(super) from: usize,
    /// Whether that may be the headline.
    pub(super) titled: bool,
}

impl Default for Beginning {
    fn default() -> Self {
        Self { from: 0, titled: true }
    }
}

/// Where the article begins: at its headline, if lines about the page stand above it.
pub(super) fn beginning(text: &str) -> Beginning {
    title(text).unwrap_or_default()
}

fn title(text: &str) -> Option<Beginning> {
    let lines: Vec<(usize, &str)> = TextLines::new(text, usize::MAX)
        .take(HEAD)
        .map(|line| (line.from, &text[line.from..line.to]))
        .collect();
    let above = (0..lines.len())
        .take_while(|&at| is_above(&lines, at) || is_button(&lines, at))
        .count();
    let first = lines.get(above).filter(|_| above > 0)?;
    let at = |line: &(usize, &str)| Beginning {
        from: line.0,
        titled: !is_sentence(line.1),
    };
    if above < MENU {
        return Some(at(first));
    }
    let rest = lines[above..].iter();
    let headline = rest
        .take_while(|(_, line)| !is_prose(line))
        .find(|(_, line)| is_headline(line) && !is_page(line));
    Some(at(headline.unwrap_or(first)))
}

/// Whether one of the first lines stands above a headline.
fn is_above(lines: &[(usize, &str)], at: usize) -> bool {
    let Some((_, line)) = lines.get(at) else { return false };
    let next = lines.get(at + 1).map(|(_, next)| *next);
    is_page(line)
        || is_aside(line)
        || is_breadcrumb(line)
        || is_dateline(line)
        || is_credit(line)
        || is_counter(line, next)
        || is_section(line, next, at > 0)
}

/// A word or two among lines about the page: a button of a notice, an entry of a menu.
fn is_button(lines: &[(usize, &str)], at: usize) -> bool {
    /// Lines about the page that must stand above it.
    const ABOVE: usize = 2;
    let short = |at: usize| lines.get(at).is_some_and(|(_, line)| is_short(line));
    let page = |at: usize| is_above(lines, at) && clock::said(lines[at].1).is_none();
    at >= ABOVE && short(at) && (page(at + 1) || short(at + 1) && page(at + 2))
}

fn is_short(line: &str) -> bool {
    /// In letters; ideographs say as much in a third.
    const LONGEST: usize = 24;
    let wide = line.chars().filter(|c| chars::is_wide(*c)).count();
    let ended = line.ends_with(|c: char| chars::ends_sentence(c) || chars::is_colon(c));
    !ended && line.split_whitespace().count() <= 3 && line.chars().count() + 2 * wide <= LONGEST
}

/// Where a page stands on its site: "Home > News > Harbour", "Startseite › Politik".
fn is_breadcrumb(line: &str) -> bool {
    const LONGEST: usize = 120;
    let part = |line: &str| line.split_whitespace().count() <= 4 && line.chars().count() <= 32;
    let section = |line: &str| Phrases::has(line, PhraseTable::Section, PhrasePlace::Line);
    let parted = [" > ", " › ", " » ", " → ", " / ", " | ", " \\ ", "＞", "›", "»", ">"]
        .into_iter()
        .find_map(|mark| {
            let parts: Vec<&str> = line
                .split(mark)
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .collect();
            (parts.len() > 1).then_some((parts, mark))
        });
    let Some((parts, mark)) = parted.filter(|_| line.len() <= LONGEST) else {
        return false;
    };
    let arrow = !matches!(mark, " / " | " | ");
    let sections = parts.iter().filter(|part| section(part)).count();
    parts.iter().all(|line| part(line)) && (section(parts[0]) && (arrow || sections > 1) || arrow && parts.len() > 2)
}

/// "Kessel, le 17 août 2026"
fn is_dateline(line: &str) -> bool {
    line.split_once([',', '，']).is_some_and(|(place, day)| {
        place.split_whitespace().count() <= 3
            && !place.contains(|c: char| c.is_ascii_digit())
            && clock::day(day.trim()).is_some()
    })
}

/// "Photo: Ana Brandt/Coastal Press"
fn is_credit(line: &str) -> bool {
    line.split_once(chars::is_colon).is_some_and(|(label, name)| {
        Phrases::has(label, PhraseTable::Credit, PhrasePlace::Any)
            && label.split_whitespace().count() <= 2
            && name.split_whitespace().count() <= 4
            && credit::is_names(name.trim())
    })
}

/// The number of a subtitle, above the place where it is shown.
fn is_counter(line: &str, next: Option<&str>) -> bool {
    let place = |line: &str| line.contains(" --> ") && line.starts_with(|c: char| c.is_ascii_digit());
    place(line) || line.bytes().all(|byte| byte.is_ascii_digit()) && next.is_some_and(place)
}

/// A line that is wholly in brackets: "(Adds quotes)", "(Zusammenfassung 1700)".
fn is_aside(line: &str) -> bool {
    const LONGEST: usize = 120;
    let inside = line
        .strip_prefix(['(', '（'])
        .and_then(|rest| rest.strip_suffix([')', '）']));
    line.len() <= LONGEST && inside.is_some_and(|inside| !inside.contains(['(', ')', '（', '）']))
}

/// Whether a line says something about the page, or is a day, an address, or nothing but marks.
fn is_page(line: &str) -> bool {
    clock::said(line).is_some()
        || is_address(line)
        || is_slug(line)
        || is_control(line)
        || !line.contains(char::is_alphanumeric)
        || is_notice(line)
        || [PhrasePlace::Start, PhrasePlace::Line, PhrasePlace::Any]
            .into_iter()
            .any(|place| Phrases::has(line, PhraseTable::Page, place))
        || Phrases::has(line, PhraseTable::Boilerplate, PhrasePlace::Line)
}

/// A sentence or two about what the page keeps of its readers.
fn is_notice(line: &str) -> bool {
    const WORDS: [&str; 8] = [
        "cookie",
        "Cookie",
        "куки",
        "çerez",
        "evästei",
        "gizlilik",
        "consent",
        "process personal data",
    ];
    WORDS.iter().filter(|word| line.contains(**word)).count() > 0 && line.len() > 60
}

/// The name of a newspaper's section, above a longer line or another one; in a menu, above anything about the page.
fn is_section(line: &str, next: Option<&str>, in_menu: bool) -> bool {
    let section = |line: &str| Phrases::has(line, PhraseTable::Section, PhrasePlace::Line);
    let longer = |next: &str| next.chars().count() >= 16 && next.contains(' ') && next.len() > line.len();
    section(line) && next.is_some_and(|next| longer(next) || section(next) || (in_menu && is_page(next)))
}

fn is_address(line: &str) -> bool {
    let one = !line.contains(char::is_whitespace);
    one && (line.contains("://") || line.starts_with("www.") || (line.contains('@') && line.contains('.')))
}

/// What an agency writes above its text: "BC-EU--Harbour Fire, 2nd Ld-Writethru,0412", "Eds: …", "Brand/Hafen/Kessel/",
/// "HARBOUR-FIRE/TOLL (UPDATE 2)", "bdt0412 3 pl 210 dpa 0987".
fn is_slug(line: &str) -> bool {
    /// Words of a message's numbers.
    const WORDS: usize = 12;
    let dashed = line
        .split_once("--")
        .is_some_and(|(head, _)| head.len() <= 12 && !head.contains(char::is_lowercase));
    let first = line.split_whitespace().next().unwrap_or("");
    let slashes = first.matches('/').count();
    let lettered = first.contains(char::is_alphabetic);
    let alone = first.len() == line.len() && (slashes > 1 || first.ends_with('/'));
    let capitals = slashes > 0 && first.contains('-') && !first.contains(char::is_lowercase);
    let digits = |word: &str| word.bytes().filter(u8::is_ascii_digit).count();
    let words = || line.split_whitespace().take(WORDS + 1);
    let coded = words().any(|word| digits(word) > 2 && word.contains(char::is_alphabetic));
    let numbers = words().filter(|word| digits(word) == word.len()).count();
    dashed && digits(line) >= 2
        || line.starts_with("Eds: ")
        || lettered && (alone || capitals)
        || coded && numbers > 1 && words().count() <= WORDS && !is_sentence(line)
}

/// Buttons, boxes and numbered links, as lynx and w3m write them.
fn is_control(line: &str) -> bool {
    let line = line.trim_start_matches(['*', '•', '+', '-', ' ']);
    let numbered = line.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let numbered = numbered.is_some_and(|(inside, _)| {
        inside.len() <= 12 && inside.chars().all(|c| c.is_ascii_digit() || "_ xX.-".contains(c))
    });
    numbered
        || ["(BUTTON)", "[BUTTON]", "IFRAME:", "Link: "]
            .iter()
            .any(|sign| line.starts_with(sign))
}

/// Whether a line is a sentence rather than a headline.
fn is_sentence(line: &str) -> bool {
    line.ends_with(chars::is_stop) && line.contains(char::is_whitespace)
}

fn is_prose(line: &str) -> bool {
    line.len() > 100 && line.ends_with(chars::ends_sentence) && !is_notice(line)
}

/// Whether a line under a menu is long enough for a headline.
fn is_headline(line: &str) -> bool {
    let wide = line.chars().filter(|c| chars::is_wide(*c)).count();
    (line.split_whitespace().count() >= 4 || wide >= 8) && !line.ends_with(chars::is_stop)
}

/// Whether a line says that a press release ends here: "ENDS", "-ends-", "###", "– 30 –".
fn is_end(line: &str) -> bool {
    let bare =
        line.trim_matches(|c: char| chars::is_dash(c) || c.is_whitespace() || matches!(c, '*' | '#' | '/' | '.'));
    let marked = bare.len() < line.len();
    match bare {
        "" => line.contains('#'),
        "ENDS" | "Ends" | "ENDE" | "FIN" => true,
        "ends" | "END" | "End" | "30" | "Ende" | "fin" => marked,
        _ => false,
    }
}

/// "Notes to editors" is the heading of what follows the end of a press release.
fn head_notes(text: &str, blocks: &mut [Block]) {
    const LONGEST: usize = 40;
    if let [first, second, ..] = blocks {
        let line = first.text.of(text);
        let short = line.len() <= LONGEST && !line.ends_with(chars::ends_sentence);
        if short && first.kind == Kind::Paragraph && matches!(second.kind, Kind::ListItem | Kind::Paragraph) {
            first.kind = Kind::Heading;
        }
    }
}

/// Marks the lines below the article as about the page: what follows its last sentence, if most of that is.
pub(super) fn settle_end(text: &str, blocks: &mut [Block]) {
    for at in 0..blocks.len() {
        let block = &mut blocks[at];
        if block.kind != Kind::Title && is_end(block.text.of(text)) {
            (block.kind, block.credit, block.time) = (Kind::Boilerplate, None, None);
            head_notes(text, &mut blocks[at + 1..]);
        }
    }
    /// Fewer lines tell nothing.
    const LEAST: usize = 3;
    let says = |block: &Block| {
        let line = block.text.of(text);
        let prose = line.len() > 60 && line.ends_with(|c: char| chars::ends_sentence(c) || chars::closes_quote(c));
        let item = block.kind == Kind::ListItem || (block.kind == Kind::Caption && block.credit.is_some());
        prose && block.kind != Kind::Boilerplate && !is_page(line)
            || item
            || matches!(block.kind, Kind::Quote | Kind::Timestamp)
    };
    let Some(last) = blocks.iter().rposition(says) else {
        return;
    };
    let rest = &mut blocks[last + 1..];
    let page = |block: &Block| block.kind == Kind::Boilerplate || is_page(block.text.of(text));
    let Some(first) = rest.iter().position(page) else {
        return;
    };
    let tail = &mut rest[first..];
    let about = tail.iter().filter(|block| page(block)).count();
    if tail.len() >= LEAST && about * 2 >= tail.len() {
        for block in tail {
            (block.kind, block.credit, block.time) = (Kind::Boilerplate, None, None);
        }
    }
}
