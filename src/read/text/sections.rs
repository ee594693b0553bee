//! Where sections start: at headings, at the times of posts, and, where nothing else divides a long text, at
//! paragraphs in sensible distances.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::chars;
use super::clock;
use super::lines::sentence_end;
use super::posts;
use super::posts::stamp::{Stamps, TimeUse};
use crate::article::{Block, BlockId, Extras, Kind, Published, Span, Start, Time};

/// A stretch of prose without a heading is divided once it has more blocks than this.
const UNDIVIDED: usize = 24;

/// The parts it is divided into have about so many blocks.
const PART: usize = 10;

/// Columns of a first sentence that names a section; it is cut at a word.
const NAME: usize = 90;

/// Where sections start, and what is known of the posts among them.
pub(super) struct FoundSections {
    pub(super) starts: Vec<Start>,
    pub(super) extras: Vec<(BlockId, Extras)>,
    /// Blocks before the first post.
    pub(super) before_posts: usize,
}

/// Finds the sections; gives the posts among them their times.
pub(super) fn find(text: &str, blocks: &mut [Block], published: Option<Published>) -> FoundSections {
    let stamps = Stamps::of(text, blocks);
    posts::days::date(text, blocks, &stamps, published);
    let mut found = FoundSections {
        starts: Vec::new(),
        extras: Vec::new(),
        before_posts: blocks.len(),
    };
    // The first blocks of sections that are posts, with the number of their starts.
    let mut opened_posts = Vec::new();
    let minutes = blocks
        .iter()
        .filter(|block| posts::opens_by_minute(text, block))
        .take(POSTS)
        .count()
        == POSTS;
    let times_first = times_stand_first(blocks, &stamps);
    let signed_above = names_stand_above(blocks, &stamps);
    let mut at = 0;
    let mut since = 0;
    while at < blocks.len() {
        let page = PageOf {
            text,
            blocks,
            stamps: &stamps,
            minutes,
            times_first,
            signed_above,
        };
        let opened = page.open(at);
        let start = opened.or_else(|| (at == 0).then(|| opening(at)));
        match start {
            Some((start, taken)) => {
                let ago = || clock::ago_at_start(blocks[at].text.of(text)).is_some();
                if at > 0
                    && (start.time.is_some()
                        || stamps.at(at) != TimeUse::None
                        || ago()
                        || blocks[at].kind == Kind::Byline)
                {
                    opened_posts.push(found.starts.len());
                    found.before_posts = found.before_posts.min(at);
                }
                found.starts.push(start);
                at += taken;
                since = at;
            }
            None if at.saturating_sub(since.max(stamps.head)) >= PART
                && divides(blocks, since.max(stamps.head), at) =>
            {
                found.starts.push(Start {
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
    for start in opened_posts {
        let first = found.starts[start].first;
        let end = found
            .starts
            .get(start + 1)
            .map_or(blocks.len(), |next| next.first.index());
        let extras = posts::extras(text, blocks, &stamps, first.index(), end);
        if !extras.is_empty() {
            found.extras.push((first, extras));
        }
    }
    found
}

fn opening(at: usize) -> (Start, usize) {
    let start = Start {
        first: BlockId(at as u32),
        headline: None,
        time: None,
    };
    (start, 1)
}

/// What sections are found in.
#[derive(Clone, Copy)]
struct PageOf<'a> {
    text: &'a str,
    blocks: &'a [Block],
    stamps: &'a Stamps,
    /// Whether paragraphs that open with a minute of a match are posts.
    minutes: bool,
    /// Whether headlines of posts stand below their times: one above a time is the last line of the post before it.
    times_first: bool,
    /// Whether who wrote a post stands above its time.
    signed_above: bool,
}

impl PageOf<'_> {
    /// The section that opens at a block, and how many blocks its head takes.
    fn open(self, at: usize) -> Option<(Start, usize)> {
        let block = &self.blocks[at];
        match block.kind {
            Kind::Heading => Some(self.heading(at)),
            Kind::Timestamp if at > 0 => match self.stamps.at(at) {
                TimeUse::Time | TimeUse::Relative => Some(self.post(at)),
                TimeUse::Day if self.stamps.any && at >= self.stamps.head => self.day(at),
                _ => None,
            },
            Kind::Byline if at > 0 && self.signed_above && self.stamps.at(at + 1).is_post() => {
                let (start, taken) = self.post(at + 1);
                let first = BlockId(at as u32);
                Some((Start { first, ..start }, taken + 1))
            }
            Kind::Paragraph if block.time.is_some() => Some((start(at, name(self.text, block.text), block.time), 1)),
            Kind::Paragraph if self.minutes && posts::opens_by_minute(self.text, block) => {
                Some((start(at, name(self.text, block.text), None), 1))
            }
            _ => None,
        }
    }

    /// A section with a headline; the time may stand below it, too.
    fn heading(self, at: usize) -> (Start, usize) {
        let block = &self.blocks[at];
        let below = !self.times_first && block.time.is_none() && self.stamps.at(at + 1).is_post();
        let time = block.time.or_else(|| self.blocks.get(at + 1).filter(|_| below)?.time);
        let start = start(at, headline(self.text, block.text), time);
        (start, 1 + usize::from(below))
    }

    /// A post that opens with its time. Below it its headline may stand, above that or below it who wrote it.
    fn post(self, at: usize) -> (Start, usize) {
        let stamps = self.stamps.run(at, MOST_STAMPS);
        let time =
            (at..at + stamps).find_map(|at| self.blocks[at].time.filter(|_| self.stamps.at(at) == TimeUse::Time));
        let headline = own_headline(self.blocks, self.stamps, at);
        match headline.map(|below| (below, self.blocks[below].text)) {
            Some((below, span)) if clock::at_start(span.of(self.text)).is_none() => {
                (start(at, span, time), below + 1 - at)
            }
            _ => {
                let prose = prose_after(self.blocks, at + stamps).map(|prose| name(self.text, prose.text));
                (start(at, prose.unwrap_or(self.blocks[at].text), time), stamps)
            }
        }
    }

    /// A line that is a day, above the post that it is the day of: it opens with that.
    fn day(self, at: usize) -> Option<(Start, usize)> {
        let days = self
            .stamps
            .stamps(at, MOST_STAMPS)
            .take_while(|stamp| *stamp == TimeUse::Day)
            .count();
        let next = at + days;
        let block = self.blocks.get(next)?;
        let (start, taken) = match block.kind {
            Kind::Timestamp if self.stamps.at(next).is_post() => self.post(next),
            Kind::Heading => Some(self.heading(next)).filter(|(start, _)| start.time.is_some())?,
            _ if block.time.is_some() => self.open(next)?,
            _ => return None,
        };
        let first = BlockId(at as u32);
        Some((Start { first, ..start }, taken + days))
    }
}

/// The headline below the time of a post, and below who wrote it.
fn own_headline(blocks: &[Block], stamps: &Stamps, at: usize) -> Option<usize> {
    let times = stamps.run(at, MOST_STAMPS);
    let below = at + times + count(blocks, at + times, Kind::Byline, MOST_STAMPS);
    (blocks.get(below)?.kind == Kind::Heading).then_some(below)
}

/// Whether a name stands above the time of every post.
fn names_stand_above(blocks: &[Block], stamps: &Stamps) -> bool {
    let (mut named, mut all) = (0, 0);
    for at in (1..blocks.len()).filter(|&at| stamps.at(at).is_post() && !stamps.at(at - 1).is_post()) {
        all += 1;
        named += usize::from(blocks[at - 1].kind == Kind::Byline);
    }
    all >= 2 && named == all
}

/// Whether most headlines of posts stand below their times, and hardly one above.
fn times_stand_first(blocks: &[Block], stamps: &Stamps) -> bool {
    let (mut above, mut below) = (0, 0);
    for at in (1..blocks.len()).filter(|&at| stamps.at(at).is_post() && stamps.at(at - 1) == TimeUse::None) {
        above += usize::from(blocks[at - 1].kind == Kind::Heading);
        below += usize::from(own_headline(blocks, stamps, at).is_some());
    }
    below >= 2 && below > 2 * above
}

fn start(at: usize, headline: Span, time: Option<Time>) -> Start {
    Start {
        first: BlockId(at as u32),
        headline: Some(headline),
        time,
    }
}

/// Stamps that may stand in a row at a post: when it was written, when it was changed; and names below them.
const MOST_STAMPS: usize = 3;

/// So many paragraphs that open with the minute of a match make a live blog.
const POSTS: usize = 3;

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

/// A heading without the time before or after it.
pub(super) fn headline(text: &str, span: Span) -> Span {
    let shown = span.of(text);
    let whole = |from: usize, to: usize| Span::new(span.start + from as u32, span.start + to as u32);
    let stamp = clock::at_start(shown).map(|stamp| stamp.to);
    let from = stamp.or_else(|| clock::ago_at_start(shown)).unwrap_or(0);
    let to = clock::at_end(shown).map_or(shown.len(), |stamp| stamp.from);
    let loud = |c: char| c.is_whitespace() || c == '+' && shown.starts_with(clock::LOUD);
    let to = shown[..to].trim_end_matches(loud).len();
    let from = to.min(shown.len() - shown[from..].trim_start_matches(loud).len());
    if from < to { whole(from, to) } else { span }
}

/// The first sentence of a block, without a time before it, cut at a word.
pub(super) fn name(text: &str, span: Span) -> Span {
    let shown = span.of(text);
    let stamp = clock::at_start(shown).map(|stamp| stamp.to);
    let after_time = stamp
        .or_else(|| posts::minute::at_start(shown))
        .unwrap_or(0)
        .min(shown.len());
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
