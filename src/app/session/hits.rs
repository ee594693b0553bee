//! Where words were found in all open articles: the list of hits, as it was left.

use std::ops::Range;

use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::list::List;
use crate::article::{Article, BlockId};

/// The most hits kept: more than anybody looks through.
pub const MAX_HITS: usize = 10_000;
/// Bytes of a paragraph that are kept before the first match, and in all.
const AROUND: (usize, usize) = (40, 400);

/// A paragraph in which all the words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The article, by its number, counted from 0.
    pub article: usize,
    /// The paragraph.
    pub block: BlockId,
    /// Where in it the first match begins, in bytes.
    pub offset: u32,
    /// The number of its section, counted from 1.
    pub section: u32,
    /// The words around the first match, on one line.
    pub line: String,
    /// The characters of that which matched, ascending.
    pub letters: Vec<u32>,
}

impl Hit {
    /// A hit in an article; `matches` are bytes of the paragraph's text, at least one.
    pub fn new(number: usize, article: &Article, block: BlockId, matches: &[Range<usize>]) -> Self {
        let text = article.text_of(block);
        let first = matches.first().map_or(0, |first| first.start);
        let from = text.floor_char_boundary(first.saturating_sub(AROUND.0));
        // It begins with a whole word, if there is one.
        let from = match text[from..first].find(char::is_whitespace) {
            Some(blank) if from > 0 => text.ceil_char_boundary(from + blank + 1),
            _ => from,
        };
        let to = text.floor_char_boundary((from + AROUND.1).min(text.len())).max(from);
        let lit = |at: usize| matches.iter().any(|found| found.contains(&at));
        let shown = text[from..to].char_indices().zip(0..);
        Self {
            article: number,
            block,
            offset: first as u32,
            section: article.block(block).section.0 + 1,
            line: text[from..to].replace(char::is_control, " "),
            letters: shown
                .filter(|((at, _), _)| lit(from + at))
                .map(|(_, place)| place)
                .collect(),
        }
    }
}

/// The list of hits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hits {
    /// What is looked for, as typed, and which hit is chosen.
    pub list: List,
    /// What was found so far, in the order of the articles.
    pub found: Vec<Hit>,
    /// How many articles have been looked through.
    pub searched: usize,
    /// Whether those are all, or there are more hits than are kept.
    pub over: bool,
    /// Why nothing is looked for.
    pub wrong: Option<String>,
    /// Which request the hits answer.
    pub(in crate::app) request: u64,
}

impl Hits {
    /// Those in an article are where the same text is now.
    pub(in crate::app) fn carry(&mut self, article: usize, map: &BlockMap<'_>) {
        for hit in self.found.iter_mut().filter(|hit| hit.article == article) {
            hit.block.carry(map);
        }
    }
}
