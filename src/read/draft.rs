//! An article as readers of marked-up forms put it together: blocks with all that their mark-up says, and where posts
//! begin. Here it becomes an [`Article`].

use std::ops::Range;

use super::build::Builder;
use super::error::Error;
use super::text::marked;
use crate::article::{Article, Block, Extras, Inline, InlineStyle, Kind, Meta, Picture, Span, Start, Time};

/// A block that is to be.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) kind: Kind,
    pub(super) text: String,
    /// What stands before the text: the bullet or the number of an item.
    pub(super) margin: String,
    /// Stretches of the text, by their starts.
    pub(super) inline: Vec<(Range<usize>, InlineStyle)>,
    pub(super) level: Option<u8>,
    pub(super) id: Option<String>,
    pub(super) permalink: Option<String>,
    pub(super) author: Option<String>,
    pub(super) picture: Option<Picture>,
    /// Who took the picture, in the text.
    pub(super) credit: Option<Range<usize>>,
    pub(super) time: Option<Time>,
    /// What opens with this block, if something does.
    pub(super) opens: Option<Opening>,
    /// Why it has its kind.
    pub(super) because: &'static str,
}

/// What begins with a block.
#[derive(Clone, Debug)]
pub(super) enum Opening {
    /// A post.
    Post(Box<Post>),
    /// What follows the posts.
    Rest,
}

/// What is known of a post.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Post {
    pub(super) id: Option<String>,
    pub(super) permalink: Option<String>,
    pub(super) author: Option<String>,
    pub(super) time: Option<Time>,
    pub(super) updated: Option<Time>,
}

impl Draft {
    pub(super) fn new(kind: Kind, text: String, because: &'static str) -> Self {
        Self {
            kind,
            text,
            margin: String::new(),
            inline: Vec::new(),
            level: None,
            id: None,
            permalink: None,
            author: None,
            picture: None,
            credit: None,
            time: None,
            opens: None,
            because,
        }
    }

    /// The post that begins with it.
    pub(super) fn post(&self) -> Option<&Post> {
        match &self.opens {
            Some(Opening::Post(post)) => Some(post),
            _ => None,
        }
    }
}

/// Blocks before a heading that may still be the head of a post: its time and its author, not its text.
const HEAD: usize = 4;

/// Makes an article of the drafts that have a text.
pub(super) fn finish(drafts: Vec<Draft>, meta: Meta) -> Result<(Article, Vec<&'static str>), Error> {
    let mut builder = Builder::default();
    let mut text = String::with_capacity(drafts.iter().map(|draft| draft.text.len() + 8).sum());
    let mut reasons = Vec::with_capacity(drafts.len());
    let mut openings = Vec::new();
    let mut pending = None;
    for mut draft in drafts {
        pending = draft.opens.take().or(pending);
        if draft.text.trim().is_empty() {
            continue;
        }
        if let Some(opening) = pending.take() {
            openings.push((builder.blocks.len(), opening.clone()));
            draft.opens = Some(opening);
        }
        reasons.push(draft.because);
        add(&mut builder, &mut text, draft)?;
    }
    builder.end(text.len() as u32);
    let published = meta.published;
    let starts = if openings.iter().any(|(_, opening)| matches!(opening, Opening::Post(_))) {
        if builder
            .blocks
            .iter()
            .any(|block| block.time.is_some_and(|time| time.date.is_none()))
        {
            marked::date(&text, &mut builder.blocks, published);
        }
        starts(&text, &builder.blocks, &openings)
    } else {
        let (starts, extras) = marked::sections(&text, &mut builder.blocks, published);
        for (block, extras) in extras {
            builder.add_extras_to(block, extras);
        }
        starts
    };
    marked::add_notes(&text, &mut builder.blocks);
    Ok((builder.finish(text, meta, &starts)?, reasons))
}

fn add(builder: &mut Builder, text: &mut String, draft: Draft) -> Result<(), Error> {
    let block = builder.append(text, &draft.margin, draft.kind, &draft.text)?;
    let start = block.text.start;
    let span = |range: &Range<usize>| Span::new(start + range.start as u32, start + range.end as u32);
    block.credit = draft.credit.as_ref().map(span);
    let post = draft.post().cloned().unwrap_or_default();
    block.time = draft.time.or(post.time);
    let inline = draft.inline.iter().map(|(range, style)| Inline {
        span: span(range),
        style: style.clone(),
    });
    builder.add_extras(Extras {
        level: draft.level,
        id: post.id.or(draft.id),
        author: post.author.or(draft.author),
        permalink: post.permalink.or(draft.permalink),
        picture: draft.picture,
        updated: post.updated,
        inline: inline.collect(),
    });
    Ok(())
}

/// Sections: the posts, and the headings outside of them.
fn starts(text: &str, blocks: &[Block], openings: &[(usize, Opening)]) -> Vec<Start> {
    let mut starts = Vec::new();
    let mut openings = openings.iter().peekable();
    let mut in_post = false;
    for (at, block) in blocks.iter().enumerate() {
        let opening = openings.next_if(|(first, _)| *first == at).map(|(_, opening)| opening);
        let own = Start {
            first: crate::article::BlockId(at as u32),
            headline: (block.kind == Kind::Heading).then(|| marked::headline(text, block.text)),
            time: block.time,
        };
        match opening {
            Some(Opening::Post(post)) => {
                in_post = true;
                let end = openings.peek().map_or(blocks.len(), |(next, _)| *next);
                starts.push(Start {
                    headline: headline(text, &blocks[at..end]),
                    time: blocks[at..end]
                        .iter()
                        .take(HEAD)
                        .find_map(|block| block.time)
                        .or(post.time),
                    ..own
                });
            }
            Some(Opening::Rest) => {
                in_post = false;
                starts.push(Start {
                    headline: own.headline.or_else(|| Some(marked::name(text, block.text))),
                    ..own
                });
            }
            None if at == 0 || (!in_post && block.kind == Kind::Heading) => starts.push(own),
            None => {}
        }
    }
    starts
}

/// What a post is called: by the heading at its head, or by its first sentence.
fn headline(text: &str, blocks: &[Block]) -> Option<Span> {
    let is_passage = |block: &&Block| matches!(block.kind, Kind::Paragraph | Kind::ListItem | Kind::Quote);
    // A heading below its first words heads a part of the post.
    let head = blocks.iter().take(HEAD).take_while(|block| !is_passage(block));
    let heading = head.into_iter().find(|block| block.kind == Kind::Heading);
    let passage = blocks.iter().find(is_passage);
    match (heading, passage, blocks.first()) {
        (Some(heading), ..) => Some(marked::headline(text, heading.text)),
        (None, Some(passage), _) => Some(marked::name(text, passage.text)),
        (None, None, first) => first.map(|first| first.text),
    }
}

/// The letters and digits of a text, in lower case: for comparing titles.
pub(super) fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
