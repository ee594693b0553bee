//! Articles and versions of them, written down in a test.

use dateline::article::{Article, Block, BlockId, Kind, Meta, Span, Start, Text};
use dateline::recall::{Changes, Matched, Version, fingerprints};

/// An article of these blocks; a heading opens a section.
pub(super) fn article<T: AsRef<str>>(blocks: &[(Kind, T)]) -> Article {
    let (mut text, mut found, mut starts) = (String::new(), Vec::new(), Vec::new());
    for (at, (kind, words)) in blocks.iter().enumerate() {
        let start = text.len() as u32;
        text.push_str(words.as_ref().trim());
        let end = text.len() as u32;
        text.push_str("\n\n");
        if *kind == Kind::Heading || at == 0 {
            starts.push(Start {
                first: BlockId(at as u32),
                headline: None,
                time: None,
            });
        }
        found.push(Block::new(*kind, Span::new(start, end + 2), Span::new(start, end)));
    }
    Article::new(Text::from(text), Meta::default(), found, &starts).expect("a whole article")
}

/// What is kept of it.
pub(super) fn version(article: &Article) -> Version {
    Version::of(article, &fingerprints(article))
}

/// What is told of a new version.
pub(super) fn changes(old: &Article, new: &Article) -> Changes {
    Matched::new(&version(old), new, &fingerprints(new)).changes("yesterday".into())
}
