//! How many columns text takes, by grapheme cluster, with the tables the screen uses.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The halfwidth voiced and semi-voiced sound marks of katakana. For each, ratatui (`cell_width`) adds a column to
/// what `unicode-width` says, whatever that is; the page goes by what the screen will do.
const SOUND_MARKS: [char; 2] = ['\u{ff9e}', '\u{ff9f}'];

/// Columns a grapheme cluster takes: 0, 1 or 2 in practice. A tab or line feed is drawn as one blank, another
/// control not at all.
pub fn of_cluster(cluster: &str) -> usize {
    if let [byte] = cluster.as_bytes() {
        return of_ascii(*byte);
    }
    if cluster.contains(char::is_control) {
        return 0;
    }
    cluster.width() + cluster.matches(SOUND_MARKS).count()
}

/// Columns a text takes when it is drawn cluster by cluster.
pub fn of(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().map(of_ascii).sum();
    }
    text.graphemes(true).map(of_cluster).sum()
}

/// Columns of a character of one byte.
fn of_ascii(byte: u8) -> usize {
    usize::from(matches!(byte, b'\t' | b'\n' | 0x20..0x7f))
}
