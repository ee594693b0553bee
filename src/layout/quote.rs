//! Who said a quotation that is set apart: the line below it.

use crate::article::{Article, BlockId, Kind};

/// The longest line that names a speaker, in bytes: what the reading takes for one.
const LONGEST: usize = 120;

/// Marks that a quotation ends with, and those that begin another.
const CLOSE: [char; 6] = ['”', '"', '“', '»', '«', '」'];
const OPEN: [char; 7] = ['“', '"', '„', '«', '»', '”', '「'];

/// Whether the block says whose the embedded post above it is, and where that stands.
pub(super) fn is_source(article: &Article, id: BlockId) -> bool {
    let above = id.0.checked_sub(1).map(BlockId);
    let has_address = || article.extras(id).is_some_and(|extras| extras.permalink.is_some());
    article.block(id).kind == Kind::Quote
        && above.is_some_and(|above| {
            let quoted = article.block(above);
            quoted.kind == Kind::Quote && quoted.section == article.block(id).section
        })
        && has_address()
}

/// Whether the block names who said the quotation in the block before it.
pub(super) fn is_speaker(article: &Article, id: BlockId) -> bool {
    if is_source(article, id) {
        return true;
    }
    let block = article.block(id);
    let short = block.kind == Kind::Quote && (1..=LONGEST as u32).contains(&block.text.len());
    let Some(before) = id.0.checked_sub(1).map(BlockId).filter(|_| short) else {
        return false;
    };
    let above = article.block(before);
    above.kind == Kind::Quote
        && above.section == block.section
        && article.text_of(before).ends_with(CLOSE)
        && !article.text_of(id).starts_with(OPEN)
        && !article.text_of(id).contains('\n')
}
