//! What lines of a live blog are where its times tell more than their words: headlines below times, names of writers that
//! stand at several posts, lines that are days.

use rustc_hash::FxHashMap;

use super::stamp::{Stamps, TimeUse, set};
use super::{listed, minute, recording, timed};
use crate::article::{Block, Kind, Time};
use crate::read::text::phrases::hash_word;
use crate::read::text::{bylines, chars, clock, credit};

/// So many lines with times make a live blog.
const POSTS: usize = 2;

/// A headline of a post has at most so many letters.
const LONGEST: usize = 140;

/// Times that may stand in a row at a post.
const STAMPS: usize = 3;

/// Settles the kinds of lines by the times around them.
pub(in crate::read::text) fn settle(text: &str, blocks: &mut [Block]) {
    if recording::settle(text, blocks) {
        return;
    }
    signed(text, blocks);
    timed::settle(text, blocks);
    minutes(text, blocks);
    spans(text, blocks);
    let stamped = blocks.iter().filter(|block| block.kind == Kind::Timestamp).count();
    let timed = |block: &&Block| block.kind != Kind::Timestamp && block.time.is_some();
    if stamped + blocks.iter().filter(timed).take(POSTS).count() < POSTS {
        return;
    }
    days(text, blocks);
    let mut stamps = Stamps::of(text, blocks);
    if listed::settle(text, blocks, &stamps) {
        stamps = Stamps::of(text, blocks);
    }
    let posts: Vec<usize> = (0..blocks.len())
        .filter(|&at| stamps.at(at).is_post() && (at == 0 || !stamps.at(at - 1).is_post()))
        .collect();
    if posts.len() < POSTS {
        return;
    }
    writers(text, blocks, &stamps, &posts);
    for &at in &posts {
        headline(text, blocks, at + stamps.run(at, STAMPS));
    }
    signed_below(text, blocks, &stamps, &posts);
}

/// "14:05 BST – By Ana Brandt", "Ana Brandt, 14:05": times with who wrote, if there are several.
fn signed(text: &str, blocks: &mut [Block]) {
    let time = |block: &Block| {
        let plain = !matches!(block.kind, Kind::Title | Kind::ListItem | Kind::Timestamp | Kind::Quote);
        let line = block.text.of(text);
        if plain {
            signature(line).map(|(time, _)| time)
        } else {
            None
        }
    };
    if blocks.iter().filter(|block| time(block).is_some()).take(POSTS).count() == POSTS {
        for block in blocks.iter_mut() {
            if let Some(time) = time(block) {
                set(block, Kind::Timestamp);
                block.time = Some(time);
            }
        }
    }
}

/// The time and the name of a line that has nothing else.
pub(super) fn signature(line: &str) -> Option<(Time, &str)> {
    /// A name and a time with its day and zone.
    const LONGEST_LINE: usize = 90;
    if line.len() > LONGEST_LINE {
        return None;
    }
    if let Some(stamp) = clock::at_start(line) {
        let rest = line.get(stamp.to..)?.trim_start_matches(|c: char| !c.is_alphanumeric());
        return name_led(rest).map(|name| (stamp.time, name));
    }
    let (at, mark) = line.rmatch_indices(['|', '·', '•', '–', '—', ',', '/']).next()?;
    let (name, rest) = (line[..at].trim(), &line[at + mark.len()..]);
    let time = clock::alone(rest.trim())?.time()?;
    let led = name_led(name);
    // "Half of the way – 16:10" is a headline.
    let capitals = name
        .split_whitespace()
        .all(|word| !word.starts_with(char::is_lowercase));
    let words = name.split_whitespace().count();
    let bare = (2..=4).contains(&words) && capitals && !matches!(mark, "–" | "—") && credit::is_names(name);
    led.or(bare.then_some(name)).map(|name| (time, name))
}

/// The name of "By Ana Brandt".
fn name_led(line: &str) -> Option<&str> {
    let name = bylines::names(line).next()?;
    (!line.starts_with(name) && credit::is_names(name) && line.split_whitespace().count() <= 6).then_some(name)
}

/// Minutes of a match, if there are several.
fn minutes(text: &str, blocks: &mut [Block]) {
    /// So many make a match.
    const LEAST: usize = 3;
    let alone = |block: &Block| {
        let line = block.text.of(text);
        let plain = !matches!(block.kind, Kind::Title | Kind::ListItem);
        plain && minute::at_start(line) == Some(line.len())
    };
    if blocks.iter().filter(|block| alone(block)).take(LEAST).count() == LEAST {
        for block in blocks.iter_mut().filter(|block| alone(block)) {
            set(block, Kind::Timestamp);
        }
    }
}

/// "5m", "2h" above the text of posts, if there are several: how long ago they were written.
fn spans(text: &str, blocks: &mut [Block]) {
    /// A headline and a name may stand between it and the text.
    const AHEAD: usize = 3;
    /// Text is longer, in bytes.
    const PROSE: usize = 50;
    let alone = |block: &Block| {
        let plain = !matches!(block.kind, Kind::Title | Kind::ListItem | Kind::Timestamp);
        plain && clock::is_span(block.text.of(text))
    };
    let opens = |at: usize| {
        let mut below = blocks[at + 1..].iter().take(AHEAD).take_while(|block| !alone(block));
        alone(&blocks[at]) && below.any(|block| block.text.of(text).len() > PROSE)
    };
    let found: Vec<usize> = (0..blocks.len()).filter(|&at| opens(at)).collect();
    let ago = |block: &&Block| clock::said(block.text.of(text)).is_some_and(|when| when.relative);
    let stamps = blocks.iter().filter(|block| block.kind == Kind::Timestamp);
    if found.len() + stamps.filter(ago).take(POSTS).count() >= POSTS {
        for at in found {
            set(&mut blocks[at], Kind::Timestamp);
        }
    }
    // How long it takes to read a page heads nothing.
    for block in blocks.iter_mut().filter(|block| block.kind == Kind::Heading) {
        if alone(block) {
            set(block, Kind::Paragraph);
        }
    }
}

/// Among posts, a line that is a day is no headline; "Yesterday" parts posts.
fn days(text: &str, blocks: &mut [Block]) {
    for block in blocks.iter_mut() {
        let line = block.text.of(text);
        let plain = matches!(
            block.kind,
            Kind::Heading | Kind::Paragraph | Kind::Boilerplate | Kind::Byline
        );
        if plain && block.time.is_none() && (clock::day(line).is_some() || clock::is_near_day(line)) {
            set(block, Kind::Timestamp);
        }
    }
}

/// A line that looks like a name and stands in the head of several posts names who wrote them.
fn writers(text: &str, blocks: &mut [Block], stamps: &Stamps, posts: &[usize]) {
    let mut often: FxHashMap<u64, usize> = FxHashMap::default();
    let heads: Vec<usize> = posts
        .iter()
        .flat_map(|&at| {
            let first = at + stamps.run(at, STAMPS);
            [first, first + 1]
        })
        .filter(|&at| blocks.get(at).is_some_and(|block| is_name(text, block)))
        .collect();
    let key = |block: &Block| hash_word(block.text.of(text));
    for &at in &heads {
        *often.entry(key(&blocks[at])).or_default() += 1;
    }
    let followed = |at: usize| at + 1 < blocks.len() && !stamps.at(at + 1).is_post();
    let (names, others): (Vec<usize>, Vec<usize>) = heads
        .into_iter()
        .filter(|&at| followed(at))
        .partition(|&at| often.get(&key(&blocks[at])).is_some_and(|count| *count > 1));
    // Where writers stand below headlines, one that stands there once is one, too.
    let below = |at: usize| stamps.at(at - 1) == TimeUse::None;
    let placed = names.iter().filter(|&&at| below(at)).count() > 1;
    let once: Vec<usize> = others.into_iter().filter(|&at| placed && below(at)).collect();
    for at in names.into_iter().chain(once) {
        set(&mut blocks[at], Kind::Byline);
    }
}

/// A name between the headline of a post and its text, in several posts, names who wrote it.
fn signed_below(text: &str, blocks: &mut [Block], stamps: &Stamps, posts: &[usize]) {
    let kind = |at: usize| blocks.get(at).map(|block| block.kind);
    let found: Vec<usize> = posts
        .iter()
        .map(|&at| at + stamps.run(at, STAMPS) + 1)
        .filter(|&at| kind(at - 1) == Some(Kind::Heading) && kind(at + 1) == Some(Kind::Paragraph))
        .filter(|&at| is_name(text, &blocks[at]) && blocks[at].text.of(text).contains(' '))
        .collect();
    if found.len() >= POSTS && found.len() * 2 >= posts.len() {
        for at in found {
            set(&mut blocks[at], Kind::Byline);
        }
    }
}

fn is_name(text: &str, block: &Block) -> bool {
    let line = block.text.of(text);
    let plain = matches!(
        block.kind,
        Kind::Heading | Kind::Paragraph | Kind::Boilerplate | Kind::Caption
    );
    plain && block.credit.is_none() && (1..=4).contains(&line.split_whitespace().count()) && credit::is_names(line)
}

/// The line below a post's time is its headline, if it is short, no sentence, and something follows it.
fn headline(text: &str, blocks: &mut [Block], first: usize) {
    let kind = |at: usize| blocks.get(at).map(|block| block.kind);
    let mut at = first;
    let signed_below = kind(first + 1) == Some(Kind::Byline) && is_led(text, &blocks[first + 1]);
    while kind(at) == Some(Kind::Byline)
        && at < first + 2
        && !(at == first && signed_below)
        && is_writer(text, &blocks[at])
    {
        at += 1;
    }
    let (Some(this), Some(next)) = (blocks.get(at), blocks.get(at + 1)) else {
        return;
    };
    let line = this.text.of(text);
    let sure = at == first && signed_below;
    let plain = match this.kind {
        Kind::Paragraph => true,
        Kind::Caption => this.credit.is_none() && next.text.of(text) != line,
        Kind::Byline => sure && !is_led(text, this) || !is_writer(text, this),
        Kind::Boilerplate => sure,
        _ => false,
    };
    let text_or_picture = |kind| matches!(kind, Kind::Paragraph | Kind::ListItem | Kind::Quote | Kind::Caption);
    let signed = next.kind == Kind::Byline && kind(at + 2).is_some_and(text_or_picture);
    let goes_on = text_or_picture(next.kind) || signed || sure;
    let longer = sure || next.kind != Kind::Paragraph || next.text.len() > this.text.len() || ends(next.text.of(text));
    if plain && goes_on && longer && this.time.is_none() && is_headline(line) {
        set(&mut blocks[at], Kind::Heading);
    }
}

/// Whether a line that was taken for a byline can be one: a single word names nobody who is not an agency.
fn is_writer(text: &str, block: &Block) -> bool {
    let line = block.text.of(text);
    line.contains(char::is_whitespace) || line.chars().count() <= 4 || !line.starts_with(char::is_uppercase)
}

/// Whether a line could be a headline.
fn is_headline(line: &str) -> bool {
    let ended = line.ends_with(|c: char| chars::is_stop(c) || chars::is_colon(c) || matches!(c, ',' | ';' | '…'));
    let cased = !line.starts_with(char::is_lowercase);
    !ended && cased && line.chars().count() <= LONGEST && line.contains(char::is_alphabetic) && !line.contains('\n')
}

fn ends(line: &str) -> bool {
    line.ends_with(|c: char| chars::ends_sentence(c) || chars::closes_quote(c))
}

/// Whether a byline has a word before the name: "By Ana Brandt".
fn is_led(text: &str, block: &Block) -> bool {
    let line = block.text.of(text);
    bylines::names(line).next().is_some_and(|name| !line.starts_with(name))
}
