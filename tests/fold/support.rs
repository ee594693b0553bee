//! Articles for the tests of this room, and the definition of a near repeat once more, with all pairs.

use std::collections::{HashMap, HashSet};

use dateline::article::{Article, Block, BlockId, Date, Kind, Meta, Published, Span, Start, Text, Time};
use dateline::fold::{How, Limits, Repeat, normal};
use unicode_normalization::char::is_combining_mark;

/// An article of one section with these blocks, a blank line after each.
pub(super) fn article<S: AsRef<str>>(blocks: &[(Kind, S)]) -> Article {
    posts(&[(None, blocks)])
}

/// An article of one section with these blocks, published on a day.
pub(super) fn published<S: AsRef<str>>(blocks: &[(Kind, S)], day: Option<&str>) -> Article {
    let plain = article(blocks);
    let starts: Vec<Start> = plain
        .sections()
        .iter()
        .map(|section| Start {
            first: section.first,
            headline: None,
            time: None,
        })
        .collect();
    let meta = Meta {
        published: day.map(|day| Published {
            date: Date::parse(day).expect("a day"),
            minute: None,
        }),
        ..Meta::default()
    };
    Article::new(plain.text().clone(), meta, plain.blocks().to_vec(), &starts).expect("the blocks tile the text")
}

/// A section: its time, and its blocks.
pub(super) type Post<'a, S> = (Option<&'a str>, &'a [(Kind, S)]);

/// An article of several sections, each with its time and blocks; those without a block are left out.
pub(super) fn posts<S: AsRef<str>>(sections: &[Post<'_, S>]) -> Article {
    let mut text = String::new();
    let mut parts = Vec::new();
    let mut starts = Vec::new();
    for (time, blocks) in sections.iter().filter(|(_, blocks)| !blocks.is_empty()) {
        starts.push(Start {
            first: BlockId(parts.len() as u32),
            headline: None,
            time: time.map(|time| Time::parse(time).expect("a time")),
        });
        for (kind, said) in *blocks {
            let start = text.len() as u32;
            text.push_str(said.as_ref());
            let end = text.len() as u32;
            text.push_str("\n\n");
            parts.push(Block::new(*kind, Span::new(start, end + 2), Span::new(start, end)));
        }
    }
    Article::new(Text::from(text), Meta::default(), parts, &starts).expect("the blocks tile the text")
}

/// Whether a kind takes part.
pub(super) fn takes_part(kind: Kind) -> bool {
    ![
        Kind::Title,
        Kind::Byline,
        Kind::Timestamp,
        Kind::Heading,
        Kind::Boilerplate,
    ]
    .contains(&kind)
}

/// The atoms of a normal text, each with the number of them in a shingle and in a word.
fn atoms(normal: &str) -> Vec<(String, usize, usize)> {
    let mut atoms: Vec<(String, usize, usize)> = Vec::new();
    let mut open = false;
    for c in normal.chars() {
        let (shingle, word) = match u32::from(c) {
            0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff => (5, 4),
            0x3040..=0x30ff | 0x3400..=0x9fff => (3, 2),
            _ => (2, 1),
        };
        let mark = is_combining_mark(c);
        if !c.is_alphanumeric() && !mark {
            open = false;
            continue;
        }
        match atoms.last_mut() {
            Some(last) if open && (mark || (word == 1 && last.2 == 1)) => last.0.push(c),
            _ => atoms.push((c.to_string(), shingle, word)),
        }
        open = true;
    }
    atoms
}

struct Said {
    block: BlockId,
    is_caption: bool,
    shingles: HashSet<Vec<String>>,
    per_word: usize,
}

impl Said {
    fn new(article: &Article, block: BlockId) -> Self {
        let atoms = atoms(&normal(article.text_of(block)));
        let shingle = |at: usize| {
            let row = atoms.get(at..at + atoms[at].1)?;
            Some(row.iter().map(|atom| atom.0.clone()).collect())
        };
        let words: usize = atoms.iter().map(|atom| atom.2).sum();
        Self {
            block,
            is_caption: article.block(block).kind == Kind::Caption,
            shingles: (0..atoms.len()).filter_map(shingle).collect(),
            per_word: ((words + atoms.len() / 2) / atoms.len().max(1)).max(1),
        }
    }

    /// The shingles it shares with an earlier one, if they make it a near repeat.
    fn repeats(&self, earlier: &Self, is_formula: &dyn Fn(&Vec<String>) -> bool) -> Option<usize> {
        let shared: Vec<_> = self.shingles.intersection(&earlier.shingles).collect();
        let count = shared.len();
        let enough = self.is_caption == earlier.is_caption
            && 4 * count >= 3 * self.shingles.len()
            && count >= 5 * self.per_word
            && (count >= 12 * self.per_word || 2 * count >= earlier.shingles.len())
            && shared.into_iter().filter(|shingle| !is_formula(shingle)).count() >= 3;
        enough.then_some(count)
    }
}

/// The near repeats of an article by comparing all pairs of what is no exact repeat.
pub(super) fn near_by_all_pairs(article: &Article, exact: &[Repeat], limits: Limits) -> Vec<Repeat> {
    let is_exact = |block| {
        exact
            .iter()
            .any(|repeat| repeat.block == block && repeat.how == How::Exact)
    };
    let said: Vec<Said> = article
        .ids()
        .filter(|&block| takes_part(article.block(block).kind) && !is_exact(block))
        .map(|block| Said::new(article, block))
        .collect();
    let mut originals: Vec<&Said> = Vec::new();
    let mut repeats = Vec::new();
    for batch in said.chunks(limits.batch.get()) {
        let mut holders: HashMap<&Vec<String>, u32> = HashMap::new();
        for shingle in originals.iter().flat_map(|said| &said.shingles) {
            *holders.entry(shingle).or_default() += 1;
        }
        let is_formula = |shingle: &Vec<String>| holders.get(shingle).is_some_and(|&count| count >= limits.formula);
        for this in batch.iter().filter(|said| said.shingles.len() >= 5) {
            let mut best: Option<(usize, BlockId)> = None;
            for &earlier in &originals {
                if let Some(shared) = this.repeats(earlier, &is_formula)
                    && best.is_none_or(|best| shared > best.0)
                {
                    best = Some((shared, earlier.block));
                }
            }
            match best {
                None => originals.push(this),
                Some((shared, of)) => repeats.push(Repeat {
                    block: this.block,
                    of,
                    how: How::Near,
                    similarity: shared as f32 / this.shingles.len() as f32,
                }),
            }
        }
    }
    repeats
}
