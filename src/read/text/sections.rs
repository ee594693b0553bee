//! Where sections start: at headings, at the times of posts, and, where nothing else divides a long text, at
//! paragraphs in sensible distances.

use super::chars;
use super::clock;
use super::lines::sentence_end;
use super::{posts, title};
use crate::article::{Block, BlockId, Kind, Span, Start, Time};

/// A stretch of prose without a heading is divided once it has more blocks than this.
const UNDIVIDED: usize = 24;

/// The parts it is divided into have about so many blocks.
const PART: usize = 10;

/// Letters of a first sentence that names a section; it is cut at a word.
const NAME: usize = 90;

/// So many paragraphs that open with a time make a live blog.
const POSTS: usize = 3;

/// Finds the sections; gives the posts among them their times.
pub(super) fn find(text: &str, blocks: &mut [Block]) -> Vec<Start> {
    time_paragraphs(text, blocks);
    let published = title::published(text, blocks);
    posts::date(blocks, published.map(|published| published.date));
    let mut starts = Vec::new();
    if blocks.is_empty() {
        return starts;
    }
    let mut at = 0;
    let mut since = 0;
    while at < blocks.len() {
        let opened = open(text, blocks, at);
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
fn open(text: &str, blocks: &[Block], at: usize) -> Option<(Start, usize)> {
    let block = &blocks[at];
    let next = blocks.get(at + 1);
    let first = BlockId(at as u32);
    let start = |headline: Span, time: Option<Time>| Start {
        first,
        headline: Some(headline),
        time,
    };
    match block.kind {
        // The time may stand below the headline, too.
        Kind::Heading => {
            let below = next.filter(|next| next.kind == Kind::Timestamp && block.time.is_none());
            let time = block.time.or_else(|| below.and_then(|below| below.time));
            Some((
                start(headline(text, block.text), time),
                if below.is_some() { 2 } else { 1 },
            ))
        }
        Kind::Timestamp if at > 0 && block.time.is_some() => match next {
            Some(next) if next.kind == Kind::Heading => {
                Some((start(headline(text, next.text), block.time.or(next.time)), 2))
            }
            Some(next) if next.kind != Kind::Timestamp && begun(blocks, at) => {
                Some((start(name(text, next.text), block.time), 1))
            }
            _ => None,
        },
        Kind::Paragraph if posts::is_post(block.time) => Some((start(name(text, block.text), block.time), 1)),
        _ => None,
    }
}

/// Whether a time at this place can open a post: not among the title, bylines and captions at the head.
fn begun(blocks: &[Block], at: usize) -> bool {
    let posts = blocks
        .iter()
        .filter(|block| block.kind == Kind::Timestamp)
        .take(POSTS)
        .count();
    posts >= POSTS
        || blocks[..at]
            .iter()
            .any(|block| matches!(block.kind, Kind::Paragraph | Kind::Heading))
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
    let from = clock::at_start(shown).map_or(0, |stamp| stamp.to).min(shown.len());
    let rest = &shown[from..];
    let most = rest.char_indices().nth(NAME).map_or(rest.len(), |(at, _)| at);
    let mut end = sentence_end(&rest[..rest.floor_char_boundary(most + 4)]).unwrap_or(rest.len());
    if end > most {
        let cut = &rest[..most];
        end = cut
            .rfind(char::is_whitespace)
            .filter(|at| *at > most / 2)
            .unwrap_or(most);
    }
    let end = rest[..end]
        .trim_end_matches(|c: char| c.is_whitespace() || chars::is_stop(c) || c == ',')
        .len();
    if end == 0 {
        return span;
    }
    Span::new(span.start + from as u32, span.start + (from + end) as u32)
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
