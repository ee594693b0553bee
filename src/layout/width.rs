//! How many columns text takes, by grapheme cluster, with the tables the screen uses.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns a grapheme cluster takes: 0, 1 or 2 in practice. A tab or line feed is drawn as one blank, another
/// control not at all.
pub fn of_cluster(cluster: &str) -> usize {
    if let [byte] = cluster.as_bytes() {
        return of_ascii(*byte);
    }
    if cluster.contains(char::is_control) {
        return 0;
    }
    cluster.width()
}

/// Columns a text takes when it is drawn cluster by cluster.
pub fn of(text: &str) -> usize {
    clusters(text).map(|(_, cluster)| of_cluster(cluster)).sum()
}

/// The grapheme clusters of a text and where each begins, as `grapheme_indices(true)` has them. For ASCII no tables are
/// looked into.
pub fn clusters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let mut others = None;
    std::iter::from_fn(move || {
        let start = at;
        let cluster = match text.as_bytes()[start..] {
            // Nothing joins two characters of ASCII but a carriage return and a line feed.
            [b' '..=b'~'] | [b' '..=b'~', ..0x80, ..] => {
                others = None;
                &text[start..=start]
            }
            _ => others.get_or_insert_with(|| text[start..].graphemes(true)).next()?,
        };
        at += cluster.len();
        Some((start, cluster))
    })
}

/// Columns of a character of one byte.
fn of_ascii(byte: u8) -> usize {
    usize::from(matches!(byte, b'\t' | b'\n' | 0x20..0x7f))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn clusters_are_those_of_the_standard(
            text in "([ -~]|\\PC|[\r\n\t\u{300}\u{200d}\u{fe0f}\u{600}\u{1f1e6}-\u{1f1ff}\u{1f3fb}👩क्षि한]){0,12}",
        ) {
            let found: Vec<(usize, &str)> = clusters(&text).collect();
            let standard: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
            prop_assert_eq!(found, standard);
        }
    }
}
