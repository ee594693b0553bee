//! What a block says, in 64 bits.

use xxhash_rust::xxh3::xxh3_64;

use crate::article::{Article, BlockId, Kind};
use crate::fold;

/// A hash of what counts of a block's words, as exact repeats are compared ([`fold::normal`]). The same on every
/// machine and in every version of the program: XXH3, 64 bits, seed 0, of the normal text in UTF-8; of the text as it
/// stands where nothing of it counts. Two different texts of a store of a million share one once in 37 million stores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u64);

impl Fingerprint {
    /// Of a text.
    pub fn of(text: &str) -> Self {
        Self::with(text, &mut String::new())
    }

    /// As [`Fingerprint::of`], in memory that is used again.
    fn with(text: &str, normal: &mut String) -> Self {
        fold::write_normal(text, normal);
        let counts = if normal.is_empty() { text } else { normal.as_str() };
        Self(xxh3_64(counts.as_bytes()))
    }
}

/// The fingerprints of an article, one a block.
pub fn fingerprints(article: &Article) -> Vec<Fingerprint> {
    let mut normal = String::new();
    let blocks = article.ids();
    blocks
        .map(|id| Fingerprint::with(article.text_of(id), &mut normal))
        .collect()
}

/// Whether a block is what articles can be told apart by: a paragraph, list item or quotation that is more than a turn
/// of phrase.
pub fn is_distinctive(article: &Article, block: BlockId) -> bool {
    /// Fewer words are said again rather than copied: as for exact repeats.
    const WORDS: u32 = 5;
    /// A text with so many bytes has so many words in any script.
    const LONG: u32 = 256;
    let found = article.block(block);
    matches!(found.kind, Kind::Paragraph | Kind::ListItem | Kind::Quote)
        && (found.text.len() >= LONG || fold::word_count(article.text_of(block)) >= WORDS)
}
