//! What a block of a page or a feed has beside its text: a text alone has none of it, and pays for none.

use super::{Article, BlockId, Invalid, Span, Time};

/// What is known of a block beside its text. All of it may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// How deep a heading is: 1 to 6.
    pub level: Option<u8>,
    /// What the block, or the post it opens, is called where it comes from.
    pub id: Option<String>,
    /// Who wrote the post that it opens.
    pub author: Option<String>,
    /// The address of the block, or of the post it opens.
    pub permalink: Option<String>,
    /// The picture that a caption belongs to.
    pub picture: Option<Picture>,
    /// When the post that it opens was last changed.
    pub updated: Option<Time>,
    /// Stretches of its text that are links, emphasized, or code, by their starts. They may lie in one another.
    pub inline: Vec<Inline>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its address.
    pub url: String,
    /// What is said in its place where it cannot be seen.
    pub alt: Option<String>,
}

/// A stretch of a block's text that is more than its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// The stretch, in the article's text.
    pub span: Span,
    /// What it is.
    pub style: InlineStyle,
}

/// What a stretch of text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineStyle {
    /// Emphasized: italics.
    Emphasis,
    /// Strongly emphasized: bold.
    Strong,
    /// Code, or what is typed.
    Code,
    /// A link to this address.
    Link(String),
}

impl Extras {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The same of a text in which what stood at a byte stands at another one.
    pub(super) fn moved(&self, from: u32, to: u32) -> Self {
        let mut moved = self.clone();
        for inline in &mut moved.inline {
            inline.span = Span::new(inline.span.start - from + to, inline.span.end - from + to);
        }
        moved
    }
}

impl Article {
    /// What is known of a block beside its text.
    pub fn extras(&self, id: BlockId) -> Option<&Extras> {
        let found = self.extras.binary_search_by_key(&id, |(block, _)| *block).ok()?;
        self.extras.get(found).map(|(_, extras)| extras)
    }

    /// The same article with this known of its blocks, which ascend.
    ///
    /// # Errors
    /// When the blocks do not ascend, or there is none of that number; when a stretch lies outside its block's text, ends
    /// inside a character, or the stretches do not ascend; when a level is none.
    pub fn with_extras(mut self, mut extras: Vec<(BlockId, Extras)>) -> Result<Self, Invalid> {
        extras.retain(|(_, extras)| !extras.is_empty());
        let mut next = 0;
        for (id, of_block) in &extras {
            let wrong = |what| {
                Err(Invalid {
                    block: id.index(),
                    what,
                })
            };
            let Some(block) = self.blocks.get(id.index()).filter(|_| id.0 >= next) else {
                return wrong("what is known of blocks does not ascend with them");
            };
            next = id.0 + 1;
            let fits = |span: Span| {
                span.start <= span.end
                    && block.text.contains(span)
                    && self.text.is_char_boundary(span.start as usize)
                    && self.text.is_char_boundary(span.end as usize)
            };
            if !of_block.inline.iter().all(|inline| fits(inline.span)) {
                return wrong("a link or emphasis lies outside its text");
            }
            if !of_block.inline.is_sorted_by_key(|inline| inline.span.start) {
                return wrong("links and emphasis do not ascend");
            }
            if !of_block.level.is_none_or(|level| (1..=6).contains(&level)) {
                return wrong("a heading's level is 1 to 6");
            }
        }
        self.extras = extras;
        Ok(self)
    }
}
