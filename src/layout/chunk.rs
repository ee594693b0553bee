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
enum CutQuality {
    Letter,
    Blank,
    Sentence,
    LineFeed,
}

/// The last of the best places to cut `window`, at most `end`. In a window that is one cluster there is no
/// place, and the cluster is cut: 1024 bytes of marks on one letter are not text.
fn best_cut(window: &str, end: usize) -> usize {
    let mut best = (CutQuality::Letter, end);
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
            "\n" => CutQuality::LineFeed,
            _ if blank && sentence => CutQuality::Sentence,
            _ if sentence && (ends_wide_sentence(cluster) || closes(cluster) && !cluster.is_ascii()) => {
                CutQuality::Sentence
            }
            _ if blank => CutQuality::Blank,
            _ => CutQuality::Letter,
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text() -> impl Strategy<Value = String> {
        let bits = prop::sample::select(
            &[
                "word ",
                "Ends. ",
                "火",
                "火災。",
                "\n",
                "x",
                "e\u{301}\u{301}",
                " ",
                "🇹🇷",
            ][..],
        );
        let mixed = prop::collection::vec(bits, 1..40);
        (mixed, 1..2500usize)
            .prop_map(|(bits, times)| bits.concat().repeat(times))
            .prop_map(|mut text| {
                text.truncate(text.floor_char_boundary(5 * CHUNK));
                text
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn chunks_tile_the_text_and_each_byte_is_in_the_chunk_that_holds_it(text in text()) {
            let chunks = Chunks::of(&text);
            let mut at = 0;
            for chunk in 0..chunks.count() {
                let range = chunks.range(chunk);
                prop_assert_eq!(range.start, at);
                prop_assert!(range.end > at && range.len() <= CHUNK * 3 / 2 + WINDOW);
                prop_assert!(text.is_char_boundary(range.end));
                for byte in [range.start, usize::midpoint(range.start, range.end), range.end - 1] {
                    prop_assert_eq!(chunks.holding(byte), chunk);
                }
                at = range.end;
            }
            prop_assert_eq!(at, text.len());
        }

        #[test]
        fn text_that_is_added_moves_no_cut(text in text(), added in text()) {
            let longer = text.clone() + &added;
            let (before, after) = (Chunks::of(&text), Chunks::of(&longer));
            // A cluster may go on in the added text, but never as far back as the cut before.
            for chunk in 1..before.count() {
                prop_assert_eq!(before.range(chunk).start, after.range(chunk).start);
            }
        }
    }

    #[test]
    fn a_cut_prefers_line_feeds_to_sentences_to_blanks_to_letters() {
        let cases = [
            ("aaaa.\nbbb. ccc ddd|", 6),
            ("aaaa bbb. ccc ddd|", 10),
            ("aaaa bbb.” ccc ddd|", 13),
            ("aaaa bbb ccc|", 9),
            ("火災火災。火災|", 15),
            ("aaaae|\u{301}\u{301}", 4),
            ("aaaa|", 4),
            // One cluster: cut all the same.
            ("e\u{301}|\u{301}", 3),
        ];
        for (window, expected) in cases {
            let end = window.find('|').unwrap_or(window.len());
            assert_eq!(
                best_cut(&(window.replace('|', "") + "bbbb"), end),
                expected,
                "{window:?}"
            );
        }
    }
}
