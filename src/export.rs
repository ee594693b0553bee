//! An article written out: as JSON for programs, as Markdown or clean text for people, and as an explanation of
//! how its structure was found.
//!
//! Everything is written as it is walked over; nothing here holds a second copy of the text. This room knows
//! the article and its folding. It knows nothing of how either was made, and nothing of files or terminals.

mod across;
mod excerpt;
mod explain;
mod hits;
mod html;
mod json;
mod linear;
mod liveblog;
mod markdown;
mod markup;
mod parts;
mod plain;
mod text;

pub use across::{Named, repeats_json, repeats_table};
pub use excerpt::{QuotedWords, excerpt_markdown, quotation, quoted};
pub use explain::{Line, explain};
pub use hits::{Hit, HitsAs, Place, hits};
pub use html::html;
pub use json::{json, json_without_repeats};
pub use liveblog::liveblog;
pub use markdown::markdown;
pub use parts::{joined, parts};
pub use plain::plain;
pub use text::text;

/// What becomes of blocks that repeat others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Repeats {
    /// What the reader folds by default is left out, and one line in brackets says what and where it stands.
    /// Near repeats stay: they may say something new.
    #[default]
    Drop,
    /// Every block is written.
    Keep,
    /// Every block is written, and one line in brackets above each run of repeats, reworded ones among them, says
    /// where they first stood.
    Mark,
}

/// How an article is written as Markdown or text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Options {
    /// What becomes of repeats.
    pub repeats: Repeats,
}
