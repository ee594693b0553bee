//! Where sections start: at headings, at the times of posts, and, where nothing else divides a long text, at
//! paragraphs in sensible distances.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::chars;
use super::clock;
use super::lines::sentence_end;
use super::{posts, title};
use crate::article::{Block, BlockId, Kind, Span, Start, Time};

/// A stretch of prose without a heading is divided once it has more blocks than this.
const UNDIVIDED: usize = 24;

/// The parts it is divided into have about so many blocks.
const PART: usize = 10;

/// Columns of a first sentence that names a section; it is cut at a word.
const NAME: usize = 90;

/// So many paragraphs that open with a time make a live blog.
const POSTS: usize = 3;

/// Finds the sections; gives the posts among them their times.
pub(super) fn find(text: &str, blocks: &mut [Block]) -> Vec<Start> {
    time_paragraphs(text, blocks);
    let published = title::published(text, blocks);
    let head = SectionHead::of(blocks);
    posts::date(text, blocks, published);
    let mut starts = Vec::new();
    if blocks.is_empty() {
        return starts;
    }
    let mut at = 0;
    let mut since = 0;
    while at < blocks.len() {
        let opened = open(text, blocks, head, at);
        let start = opened.or_else(|| (at == 0).then(|| opening(at)));
        match start {
            Some((start, taken)) => {
                starts.push(start);
                at += taken;
                since = at;
            }
            None if at - since >= PART && divides(blocks, since, at) => {
                starts.push(Start {
                    first: BlockId(at as u32),
                    headline: Some(name(text, blocks[at].text)),
                    time: None,
                });
                since = at;
                at += 1;
            }
            None => at += 1,
        }
    }
    starts
}

fn opening(at: usize) -> (Start, usize) {
    let start = Start {
        first: BlockId(at as u32),
        headline: None,
        time: None,
    };
    (start, 1)
}

/// Paragraphs that open with a time, if there are several of them: posts without headlines.
fn time_paragraphs(text: &str, blocks: &mut [Block]) {
    let stamped = |block: &Block| match block.kind {
        Kind::Paragraph => clock::at_start(block.text.of(text)),
        _ => None,
    };
    if blocks
        .iter()
        .filter(|block| stamped(block).is_some())
        .take(POSTS)
        .count()
        < POSTS
    {
        return;
    }
    for block in blocks.iter_mut() {
        if let Some(stamp) = stamped(block) {
            block.time = Some(stamp.time);
        }
    }
}

/// The section that opens at a block, and how many blocks its head takes.
fn open(text: &str, blocks: &[Block], head: SectionHead, at: usize) -> Option<(Start, usize)> {
    let block = &blocks[at];
    let start = |headline: Span, time: Option<Time>| Start {
        first: BlockId(at as u32),
        headline: Some(headline),
        time,
    };
    match block.kind {
        // The time may stand below the headline, too.
        Kind::Heading => {
            let below = blocks.get(at + 1);
            let below = below.filter(|below| below.kind == Kind::Timestamp && block.time.is_none());
            let time = block.time.or_else(|| below?.time);
            Some((
                start(headline(text, block.text), time),
                1 + usize::from(below.is_some()),
            ))
        }
        Kind::Timestamp if at > 0 && head.is_post(blocks, at) => {
            let stamps = count(blocks, at, Kind::Timestamp, MOST_STAMPS);
            let time = blocks[at..at + stamps].iter().find_map(|stamp| stamp.time)?;
            let bylines = count(blocks, at + stamps, Kind::Byline, MOST_STAMPS);
            match blocks.get(at + stamps + bylines) {
                Some(next) if next.kind == Kind::Heading => {
                    Some((start(headline(text, next.text), Some(time)), stamps + bylines + 1))
                }
                _ => {
                    let named = prose_after(blocks, at + stamps).map(|prose| name(text, prose.text));
                    Some((start(named.unwrap_or(block.text), Some(time)), stamps))
                }
            }
        }
        Kind::Paragraph if posts::is_post(block.time) => Some((start(name(text, block.text), block.time), 1)),
        _ => None,
    }
}

/// Stamps that may stand in a row at a post: when it was written, when it was changed; and names below them.
const MOST_STAMPS: usize = 3;

fn count(blocks: &[Block], from: usize, kind: Kind, most: usize) -> usize {
    let blocks = blocks.get(from..).unwrap_or_default();
    blocks.iter().take(most).take_while(|block| block.kind == kind).count()
}

/// The first prose of a post: no picture, no name, nothing that the page says about itself.
fn prose_after(blocks: &[Block], at: usize) -> Option<&Block> {
    /// Blocks that are looked at.
    const MOST: usize = 8;
    let own = |block: &&Block| !matches!(block.kind, Kind::Heading | Kind::Timestamp | Kind::Title);
    let prose = |block: &&Block| matches!(block.kind, Kind::Paragraph | Kind::ListItem | Kind::Quote);
    blocks.get(at..)?.iter().take(MOST).take_while(own).find(prose)
}

/// What is known of the head of the page before its times are judged.
#[derive(Clone, Copy)]
struct SectionHead {
    /// Blocks before the body.
    len: usize,
    /// Whether the first time in the body has a day of its own, if there is one.
    first: Option<bool>,
}

impl SectionHead {
    fn of(blocks: &[Block]) -> Self {
        let len = posts::head(blocks);
        let first = blocks[len..]
            .iter()
            .find(|block| block.kind == Kind::Timestamp && block.time.is_some());
        Self {
            len,
            first: first.map(has_day),
        }
    }

    /// Whether a time is that of a post, and not when the page was published: after the body has begun every one is;
    /// in the head it is the last one, if others follow, and if it does not stand out by a day of its own.
    fn is_post(self, blocks: &[Block], at: usize) -> bool {
        if at > self.len {
            return true;
        }
        let Some(day) = self.first else { return false };
        let kind = |at: usize| blocks.get(at).map(|block| block.kind);
        // "Published …", then a headline with its own time below it.
        let below = kind(at + 1) == Some(Kind::Heading)
            && kind(at + 2) == Some(Kind::Timestamp)
            && kind(at + 3) != Some(Kind::Heading);
        (day || !has_day(&blocks[at])) && !below && kind(at + 1) != Some(Kind::Timestamp)
    }
}

fn has_day(block: &Block) -> bool {
    block.time.is_some_and(|time| time.date.is_some())
}

/// A heading without the time before or after it.
fn headline(text: &str, span: Span) -> Span {
    let shown = span.of(text);
    let whole = |from: usize, to: usize| Span::new(span.start + from as u32, span.start + to as u32);
    let from = clock::at_start(shown).map_or(0, |stamp| stamp.to);
    let to = clock::at_end(shown).map_or(shown.len(), |stamp| stamp.from);
    let to = shown[..to].trim_end().len();
    if from < to { whole(from, to) } else { span }
}

/// The first sentence of a block, without a time before it, cut at a word.
fn name(text: &str, span: Span) -> Span {
    let shown = span.of(text);
    let after_time = clock::at_start(shown).map_or(0, |stamp| stamp.to).min(shown.len());
    let trimmed =
        shown[after_time..].trim_start_matches(|c| is_debris(c) || chars::is_stop(c) || chars::closes_bracket(c));
    let from = shown.len() - trimmed.len();
    let most = columns(trimmed, NAME);
    let end = match sentences_end(&trimmed[..trimmed.floor_char_boundary(most + 4)]) {
        Some(end) if end <= most => end,
        _ => cut(trimmed, most),
    };
    let named = trimmed[..end].trim_end_matches(|c: char| chars::is_stop(c) || is_debris(c) || opens(c));
    let end = span.start + (from + named.len()) as u32;
    let named = without_quote(named);
    if named.is_empty() {
        return span;
    }
    let start = end - named.len() as u32;
    Span::new(start, end)
}

/// The bytes that so many columns take, or all there are.
fn columns(text: &str, most: usize) -> usize {
    let mut used = 0;
    let wider = text.char_indices().find(|(_, c)| {
        used += c.width().unwrap_or(0);
        used > most
    });
    wider.map_or(text.len(), |(at, _)| at)
}

/// A name without the quotation mark that opens it, if what it quotes goes on after the name.
fn without_quote(name: &str) -> &str {
    let inner = name.trim_start_matches(chars::opens_quote);
    if inner.len() == name.len() || inner.contains(|c: char| chars::closes_quote(c) && c != '’' && c != '\'') {
        name
    } else {
        inner.trim_start()
    }
}

fn opens(c: char) -> bool {
    chars::opens_bracket(c) || matches!(c, '“' | '„' | '«' | '「' | '『' | '‘')
}

/// The end of the first sentence, or of the first few that together say something: "No. There is no fire."
fn sentences_end(text: &str) -> Option<usize> {
    /// Columns.
    const LEAST: usize = 16;
    let mut at = 0;
    while let Some(end) = sentence_end(&text[at..]) {
        at += end;
        // "am 27. April": the number of a day ends no sentence.
        let ordinal = text[..at].trim_end_matches('.').ends_with(char::is_numeric);
        if text[..at].width() >= LEAST && !ordinal {
            return Some(at);
        }
    }
    (at > 0).then_some(at)
}

/// The end of a name that is too long: a word's, or a clause's where words are not parted.
fn cut(rest: &str, most: usize) -> usize {
    if most == rest.len() {
        return most;
    }
    let head = &rest[..most];
    let late = |at: &usize| *at > most / 2;
    let word = head.rfind(char::is_whitespace).filter(late);
    let clause = || head.rfind(['，', '、', '；', '：']).filter(late);
    let whole = |at: usize| rest.floor_char_boundary(at - chars_hanging(&rest[..at], &rest[at..]));
    word.or_else(clause).unwrap_or_else(|| whole(most))
}

/// Bytes of the last letter of `head`, if a mark at the start of `tail` hangs on it.
fn chars_hanging(head: &str, tail: &str) -> usize {
    if tail.starts_with(chars::hangs) {
        let base = head.trim_end_matches(chars::hangs);
        head.len() - base.len() + base.chars().next_back().map_or(0, char::len_utf8)
    } else {
        0
    }
}

/// What a name neither starts nor ends with.
fn is_debris(c: char) -> bool {
    c.is_whitespace()
        || chars::is_dash(c)
        || chars::is_colon(c)
        || matches!(
            c,
            ',' | ';' | '،' | '؛' | '、' | '，' | '；' | '·' | '•' | '|' | '/' | '*' | '_' | '…'
        )
}

/// Whether a part without headings ends here: at a paragraph, in a stretch that is long on the whole.
fn divides(blocks: &[Block], since: usize, at: usize) -> bool {
    if blocks[at].kind != Kind::Paragraph || blocks[at].text.len() < 60 {
        return false;
    }
    // How far the stretch goes on; a long one is divided from its start.
    let prose = |block: &&Block| !matches!(block.kind, Kind::Heading) && block.time.is_none();
    let ahead = blocks[at..].iter().take(UNDIVIDED).take_while(prose).count();
    (ahead >= PART / 2) && (at - since + ahead > UNDIVIDED || since > 0 && at - since + ahead >= PART + PART / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_first_sentences_cut_at_words() {
        let text = "14:05 The ferries stay in port. They will sail at noon.";
        let span = Span::new(0, text.len() as u32);
        assert_eq!(name(text, span).of(text), "The ferries stay in port");
        for (text, named) in [
            ("No. There is no fire in the port.", "No. There is no fire in the port"),
            (
                "„Am 27. April fährt die Fähre wieder“, sagt sie. Mehr nicht.",
                "„Am 27. April fährt die Fähre wieder“, sagt sie",
            ),
            ("— The quay: (closed", "The quay: (closed"),
            ("...) and so the ferries wait; but", "and so the ferries wait; but"),
            ("渡輪停航，港口關閉。明天再開。", "渡輪停航，港口關閉"),
        ] {
            let span = Span::new(0, text.len() as u32);
            assert_eq!(name(text, span).of(text), named);
        }
        let text =
            "“The ferries stay in port tonight and will not sail before noon tomorrow at the very earliest, and”"
                .to_owned();
        let span = Span::new(0, text.len() as u32);
        assert!(name(&text, span).of(&text).starts_with("The ferries"));
        let text = "word ".repeat(60);
        let span = Span::new(0, text.trim_end().len() as u32);
        assert!(name(&text, span).of(&text).len() <= NAME);
    }

    #[test]
    fn headlines_lose_their_times() {
        for text in ["14.05 Uhr: Ferries stay in port", "Ferries stay in port (11.39 Uhr)"] {
            let span = Span::new(0, text.len() as u32);
            assert_eq!(headline(text, span).of(text), "Ferries stay in port");
        }
    }
}
