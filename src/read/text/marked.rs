//! What readers of marked-up forms ask about a line of text: the rules are those for scrapes, so that a name, a time or a
//! credit is the same on a page, in a feed and in a text.

use std::ops::Range;

use super::phrases::{PhrasePlace, PhraseTable, Phrases, hash_words};
use super::posts::stamp::Stamps;
use super::{bylines, clock, credit, notes, posts, sections};
use crate::article::{Block, BlockId, Extras, Published, Span, Start, Time};

/// Longer lines are prose, in bytes.
const LONGEST: usize = 400;

/// Whether a line is only a time or a day, or says how long ago something was.
pub(in crate::read) fn is_time(line: &str) -> bool {
    clock::alone(line).is_some() || clock::day(line).is_some()
}

/// The time of a line that says nothing else.
pub(in crate::read) fn time(line: &str) -> Option<Time> {
    clock::alone(line)?.time()
}

/// Whether a line has a word that says of a time that something was changed then.
pub(in crate::read) fn is_change(line: &str) -> bool {
    clock::is_change(line)
}

/// When something was published, by a line that says nothing else.
pub(in crate::read) fn published(line: &str) -> Option<Published> {
    let when = clock::alone(line).or_else(|| clock::day(line))?;
    Some(Published {
        date: when.date?,
        minute: when.minute,
    })
}

/// The time that a line starts with, and the bytes it takes.
pub(in crate::read) fn time_at_start(line: &str) -> Option<(Time, usize)> {
    clock::at_start(line).map(|stamp| (stamp.time, stamp.to))
}

/// Who took a picture, in a caption.
pub(in crate::read) fn credit(line: &str) -> Option<Range<usize>> {
    credit::find(line).map(|credit| credit.name)
}

/// Whether a line has the form of names.
pub(in crate::read) fn is_names(line: &str) -> bool {
    credit::is_names(line)
}

/// The names in a byline.
pub(in crate::read) fn names(line: &str) -> impl Iterator<Item = &str> {
    bylines::names(line)
}

/// Whether a line begins as bylines do, and goes on with names.
pub(in crate::read) fn is_byline(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let mut words = Vec::new();
    hash_words(line, 40, &mut words);
    let marks = Phrases::marks(line, &words);
    marks.has(PhraseTable::Byline, PhrasePlace::Start) && {
        let names: Vec<&str> = bylines::names(line).collect();
        let joined = names.join(", ");
        joined.len() < line.trim().len() && credit::is_names(&joined)
    }
}

/// How surely a line is what a page says about itself: 0 not at all, 1 it has such words, 2 it begins with them or has
/// several, 3 it is nothing else.
pub(in crate::read) fn boilerplate(line: &str) -> u8 {
    if line.len() > LONGEST {
        return 0;
    }
    let mut words = Vec::new();
    hash_words(line, 80, &mut words);
    let marks = Phrases::marks(line, &words);
    let has = |place| marks.has(PhraseTable::Boilerplate, place);
    if has(PhrasePlace::Line) {
        3
    } else if has(PhrasePlace::Start) || (has(PhrasePlace::Any) && marks.several()) {
        2
    } else {
        u8::from(has(PhrasePlace::Any))
    }
}

/// Where sections start, where only the words and kinds of blocks tell, and what is known of the posts among them; gives
/// posts their times.
pub(in crate::read) fn sections(
    text: &str,
    blocks: &mut [Block],
    published: Option<Published>,
) -> (Vec<Start>, Vec<(BlockId, Extras)>) {
    let found = sections::find(text, blocks, published);
    (found.starts, found.extras)
}

/// What a post without a headline is called: its first sentence.
pub(in crate::read) fn name(text: &str, span: Span) -> Span {
    sections::name(text, span)
}

/// A heading without the time before or after it.
pub(in crate::read) fn headline(text: &str, span: Span) -> Span {
    sections::headline(text, span)
}

/// Gives the days that the times of posts leave out.
pub(in crate::read) fn date(text: &str, blocks: &mut [Block], published: Option<Published>) {
    let stamps = Stamps::of(text, blocks);
    posts::days::date(text, blocks, &stamps, published);
}

/// Says of the last block what cannot be told about it.
pub(in crate::read) fn add_notes(text: &str, blocks: &mut [Block]) {
    notes::add(text, blocks, false);
}
