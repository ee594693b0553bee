//! Where a long text is cut, so that any place in it can be laid out without the rest.
//!
//! A cut depends on a kilobyte of text before a fixed distance from the start, never on the measure and never on
//! the other cuts. So the chunk that holds a place is found at once, going up costs as little as going down, and
//! text that is added at the end moves no cut before it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Bytes between the places that cuts lie before: a screen or two of prose. Almost no paragraph is as long, so
/// almost none is cut; laying out a chunk takes well under a millisecond.
const CHUNK: usize = 4096;
/// Bytes in which the best place for a cut is looked for.
const WINDOW: usize = 1024;
/// Bytes looked at behind the window, to see whether a cluster goes on there.
const BEHIND: usize = 64;

/// A text as chunks: at least one, none but the only one empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunks<'a> {
    text: &'a str,
}

impl<'a> Chunks<'a> {
    /// The chunks of a text.
    pub(super) fn of(text: &'a str) -> Self {
        Self { text }
    }

    /// How many there are.
    pub(super) fn count(self) -> usize {
        // Rounded, so that the last has half a chunk at least and is not a word alone.
        ((self.text.len() + CHUNK / 2) / CHUNK).max(1)
    }

    /// The bytes of one.
    pub(super) fn range(self, chunk: usize) -> Range<usize> {
        self.cut(chunk)..self.cut(chunk + 1)
    }

    /// The chunk that holds the byte; the last for bytes past the end.
    pub(super) fn holding(self, byte: usize) -> usize {
        // Cut n lies in the window before n·CHUNK, so it is this chunk or the one before.
        let chunk = (byte / CHUNK + 1).min(self.count() - 1);
        if byte < self.cut(chunk) { chunk - 1 } else { chunk }
    }

    /// Where a chunk starts.
    fn cut(self, chunk: usize) -> usize {
        if chunk == 0 {
            return 0;
        }
        if chunk >= self.count() {
            return self.text.len();
        }
        let end = self.text.floor_char_boundary(chunk * CHUNK);
        let start = self.text.ceil_char_boundary(end - WINDOW);
        let behind = self.text.floor_char_boundary(end + BEHIND);
        start + best_cut(&self.text[start..behind], end - start)
    }
}

/// What stands before a cut, from bad to good.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Before {
    Letter,
    Blank,
    Sentence,
    LineFeed,
}

/// The last of the best places to cut `window`, at most `end`. In a window that is one cluster there is no
/// place, and the cluster is cut: 1024 bytes of marks on one letter are not text.
fn best_cut(window: &str, end: usize) -> usize {
    let mut best = (Before::Letter, end);
    let mut found = false;
    let mut sentence = false;
    let mut before = None;
    for (at, cluster) in window.grapheme_indices(true) {
        if at > end {
            break;
        }
        // The window's own start may lie inside a cluster: no place to cut.
        if let Some(before) = before
            && (!found || before >= best.0)
        {
            best = (before, at);
            found = true;
        }
        let blank = cluster.chars().all(char::is_whitespace);
        sentence = ends_sentence(cluster) || (sentence && (blank || closes(cluster)));
        before = Some(match cluster {
            "\n" => Before::LineFeed,
            _ if blank && sentence => Before::Sentence,
            _ if sentence && (ends_wide_sentence(cluster) || closes(cluster) && !cluster.is_ascii()) => {
                Before::Sentence
            }
            _ if blank => Before::Blank,
            _ => Before::Letter,
        });
    }
    best.1
}

/// Whether a sentence can end with the cluster, in any script that has such a mark.
fn ends_sentence(cluster: &str) -> bool {
    matches!(cluster, "." | "!" | "?" | "…" | "।" | "؟" | "۔") || ends_wide_sentence(cluster)
}

/// Whether a sentence ends with the cluster in a script without blanks between sentences.
fn ends_wide_sentence(cluster: &str) -> bool {
    matches!(cluster, "。" | "！" | "？" | "．")
}

/// Whether the cluster may stand between the end of a sentence and the next one.
fn closes(cluster: &str) -> bool {
    matches!(
        cluster,
        "\"" | "'" | ")" | "]" | "”" | "’" | "»" | "“" | "」" | "』" | "）"
    )
}
