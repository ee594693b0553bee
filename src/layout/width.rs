//! How many columns text takes, by grapheme cluster, with the tables the screen uses.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns a grapheme cluster takes: 0, 1 or 2 in practice.
pub fn of_cluster(cluster: &str) -> usize {
    cluster.width()
}

/// Columns a text takes when it is drawn cluster by cluster.
pub fn of(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|byte| (0x20..0x7f).contains(byte)).count();
    }
    text.graphemes(true).map(of_cluster).sum()
}
