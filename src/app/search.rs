//! Finds a pattern in an article. Pure, and slow on large articles: it runs in a worker, not in
//! [`update`](super::update).

use std::ops::Range;

use super::document::search::SearchState;
use crate::article::{Article, Span};
use crate::matching::Pattern;

/// The most matches kept: 8 MB of them.
pub const MAX_MATCHES: usize = 1_000_000;
/// Blocks searched, and matches found, between two looks at whether to go on.
const EVERY: usize = 1_024;

/// Finds all matches of a pattern inside the blocks of an article, ascending, not overlapping, none empty.
///
/// What a pattern is, and what counts as the same, is said in [`matching`](crate::matching). `^` and `$` match at line
/// ends within a block.
///
/// Now and then `go_on` is told all matches so far; when it answers `false` the search ends with `None`.
///
/// # Errors
/// When the pattern is no regular expression, or one too large: why, in a line.
pub fn find(
    article: &Article,
    pattern: &str,
    go_on: &mut dyn FnMut(&[Span]) -> bool,
) -> Result<Option<(Vec<Span>, SearchState)>, String> {
    let mut pattern = Pattern::new(pattern)?;
    let mut matches = Vec::new();
    let mut is_capped = false;
    for (index, block) in article.blocks().iter().enumerate() {
        if index % EVERY == 0 && !go_on(&matches) {
            return Ok(None);
        }
        let mut tell = |found: Option<Range<usize>>| {
            let Some(found) = found else { return go_on(&matches) };
            is_capped = matches.len() == MAX_MATCHES;
            if is_capped {
                return false;
            }
            matches.push(Span::new(
                block.text.start + found.start as u32,
                block.text.start + found.end as u32,
            ));
            matches.len() % EVERY != 0 || go_on(&matches)
        };
        let is_over = pattern.find(block.text.of(article.text()), &mut tell);
        if is_capped {
            return Ok(Some((matches, SearchState::Capped)));
        }
        if !is_over {
            return Ok(None);
        }
    }
    Ok(Some((matches, SearchState::Done)))
}
