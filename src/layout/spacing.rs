//! How many empty rows there are between two blocks. Does not depend on the measure, so that resizing the screen
//! changes nothing above a block.

use super::typography::Typography;
use super::{quote, width};
use crate::article::{Article, Block, BlockId, Kind};

/// An item of a list, or a line of boilerplate, of at most this many columns is short: two rows of the default
/// measure. Between short ones no row is left empty.
const SHORT: usize = 144;
/// A text of more bytes is not short, whatever it holds; measuring it is spared.
const SHORT_BYTES: usize = 4 * SHORT;

/// A block as its neighbours see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Neighbour {
    /// The block, or the first of a folded run.
    pub(super) block: BlockId,
    /// Whether a folded run's one line stands for it.
    pub(super) folded: bool,
    /// Whether something is said of it above its text.
    pub(super) remarked: bool,
}

/// Whether `this` is a paragraph that goes on where the one above ends, both shown.
pub(super) fn follows_on(article: &Article, above: Neighbour, this: Neighbour) -> bool {
    let prose = |one: Neighbour| !one.folded && article.block(one.block).kind == Kind::Paragraph;
    prose(above) && prose(this) && !this.remarked && !opens(article, article.block(this.block))
}

/// Empty rows above `this`, which stands below `above`.
pub(super) fn between(article: &Article, typography: Typography, above: Neighbour, this: Neighbour) -> u16 {
    let (before, after) = (article.block(above.block), article.block(this.block));
    // What stands apart from the prose does so by a row at least; what opens something, by one more than that.
    let apart = typography.paragraph_spacing.max(1);
    match (before.kind, after.kind) {
        (Kind::Title | Kind::Byline | Kind::Timestamp, Kind::Byline | Kind::Timestamp) if !opens(article, after) => 0,
        (Kind::Byline | Kind::Timestamp, Kind::Title) => 0,
        // A post's time, above its headline or below it.
        (Kind::Timestamp, Kind::Heading) | (Kind::Heading, Kind::Timestamp | Kind::Byline)
            if before.section == after.section =>
        {
            0
        }
        (Kind::Heading, Kind::Heading) => 1,
        (_, Kind::Heading) => apart + 1,
        _ if opens(article, after) => apart + 1,
        (Kind::Quote, Kind::Quote | Kind::Byline) if !above.folded && quote::is_speaker(article, this.block) => 0,
        (Kind::Paragraph, Kind::Paragraph) if follows_on(article, above, this) => typography.paragraph_spacing,
        (Kind::ListItem, Kind::ListItem) | (Kind::Boilerplate, Kind::Boilerplate)
            if is_short(article, above) && is_short(article, this) =>
        {
            0
        }
        _ => apart,
    }
}

/// Whether the block is the first of its section, as a post's time or the first paragraph of one without headline.
fn opens(article: &Article, block: &Block) -> bool {
    let first = article
        .sections()
        .get(block.section.index())
        .map(|section| section.first);
    first.is_some_and(|first| article.block(first).tile == block.tile)
}

/// Whether it is a line or two.
pub(super) fn is_short(article: &Article, one: Neighbour) -> bool {
    let text = article.text_of(one.block);
    one.folded || (text.len() <= SHORT_BYTES && width::of(text) <= SHORT)
}
