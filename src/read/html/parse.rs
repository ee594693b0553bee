//! A page's characters → its tree. What a page could cost is bounded here: how deep it is nested, how many attributes
//! an element has and how long they are, and how many nodes there are.
//!
//! The parser looks through all open elements at many a tag, so that its work grows with the square of the nesting, and
//! through all attributes of an element at each of them.

use std::cell::Cell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use memchr::{memchr, memmem};

use super::dom::Dom;
use super::references;
use super::sink::{Handle, Sink};
use crate::steps;

/// Elements that lie deeper than so many others are taken for the one around them.
const DEEPEST: u16 = 512;

/// So many bytes are given to the parser at a time.
const PIECE: usize = 64 * 1024;

/// Nodes that a page may have beside one for each eight of its bytes; what follows is not read.
const NODES: usize = 4096;

/// Attributes of an element; further ones are not read.
const ATTRIBUTES: usize = 200;

/// Bytes of an attribute's value; the rest is not read.
const VALUE: usize = 64 * 1024;

/// A tree, and whether all of the page is in it.
pub(super) struct Parsed {
    pub(super) dom: Dom,
    pub(super) is_whole: bool,
}

/// Reads a page, or a part of one.
pub(super) fn parse(source: &str) -> Parsed {
    let builder = TreeBuilder::new(
        Sink::default(),
        TreeBuilderOpts {
            drop_doctype: true,
            ..TreeBuilderOpts::default()
        },
    );
    let shallow = Shallow {
        builder,
        left_out: Cell::new(0),
    };
    let tokenizer = Tokenizer::new(shallow, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let most = source.len() / 8 + NODES;
    let mut is_whole = true;
    for part in Bounded::new(source) {
        queue.push_back(StrTendril::from_slice(&references::numbered(part)));
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        steps::count(part.len());
        if tokenizer.sink.builder.sink.len() > most {
            is_whole = false;
            break;
        }
    }
    tokenizer.end();
    Parsed {
        dom: tokenizer.sink.builder.sink.finish(),
        is_whole,
    }
}

/// Keeps tags from the tree builder that would nest too deep; their text is kept.
struct Shallow {
    builder: TreeBuilder<Handle, Sink>,
    /// Tags that were left out and not closed since.
    left_out: Cell<usize>,
}

impl Shallow {
    /// Whether the tree builder is to see a tag.
    fn passes(&self, tag: &Tag) -> bool {
        let left_out = self.left_out.get();
        match tag.kind {
            TagKind::EndTag if left_out > 0 => self.left_out.set(left_out - 1),
            TagKind::EndTag => {
                self.builder.sink.rise();
                return true;
            }
            TagKind::StartTag if self.builder.sink.depth() < DEEPEST => return true,
            TagKind::StartTag if is_void(&tag.name) || tag.self_closing => {}
            TagKind::StartTag => self.left_out.set(left_out + 1),
        }
        false
    }
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "source" | "wbr"
    )
}

impl TokenSink for Shallow {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        match &token {
            Token::TagToken(tag) if !self.passes(tag) => TokenSinkResult::Continue,
            _ => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The parts of a page that are to be read: all of it, without what is too much of a tag.
struct Bounded<'a> {
    source: &'a str,
    /// What is given next begins here.
    from: usize,
    /// What comes after this has not been looked at.
    at: usize,
}

impl<'a> Bounded<'a> {
    fn new(source: &'a str) -> Self {
        Self { source, from: 0, at: 0 }
    }

    /// What comes next up to an end, and where to go on.
    fn part(&mut self, end: usize, next: usize) -> &'a str {
        let end = self.source.floor_char_boundary(end);
        let part = &self.source[self.from..end.max(self.from)];
        self.from = self.source.ceil_char_boundary(next.max(end));
        self.at = self.at.max(self.from);
        part
    }
}

impl<'a> Iterator for Bounded<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let bytes = self.source.as_bytes();
        if self.from >= bytes.len() {
            return None;
        }
        while self.at < bytes.len() {
            if self.at - self.from >= PIECE {
                return Some(self.part(self.at, self.at));
            }
            let Some(open) = memchr(b'<', &bytes[self.at..]) else {
                break;
            };
            let open = self.at + open;
            let rest = &bytes[open..];
            if rest.starts_with(b"<!--") {
                self.at = open + memmem::find(rest, b"-->").unwrap_or(rest.len());
                continue;
            }
            let Some(first) = rest.get(1).filter(|byte| byte.is_ascii_alphabetic()) else {
                self.at = open + 1;
                continue;
            };
            let (end, cut) = tag_end(bytes, open + 1);
            self.at = end;
            if let Some((from, to)) = cut {
                return Some(self.part(from, to));
            }
            if matches!(first.to_ascii_lowercase(), b's' | b't') {
                self.at = raw_end(bytes, open + 1, end);
            }
        }
        // A last piece may be long: one text without a tag.
        let end = (self.from + PIECE).min(bytes.len());
        let end = if end < bytes.len() {
            self.source.ceil_char_boundary(end)
        } else {
            end
        };
        Some(self.part(end, end))
    }
}

/// Where a tag ends, and what of it is too much: attributes behind the last that is read, or the rest of a value.
fn tag_end(bytes: &[u8], from: usize) -> (usize, Option<(usize, usize)>) {
    let (mut at, mut count, mut cut) = (from, 0, None);
    let mut is_blank = false;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => break,
            b'"' | b'\'' if bytes[at - 1] == b'=' => {
                let length = memchr(byte, &bytes[at + 1..]).unwrap_or(bytes.len() - at - 1);
                let end = at + 1 + length;
                if length > VALUE && cut.is_none() {
                    return (end, Some((at + 1 + VALUE, end)));
                }
                at = end;
            }
            _ => {}
        }
        let blank = bytes.get(at).is_some_and(u8::is_ascii_whitespace);
        if is_blank && !blank {
            count += 1;
            if count > ATTRIBUTES && cut.is_none() {
                cut = Some(at);
            }
        }
        is_blank = blank;
        at += 1;
    }
    let at = at.min(bytes.len());
    (at, cut.map(|from| (from, at)))
}

/// Where the text of a script, a style or the like ends that is not to be looked into; `end` for any other tag.
fn raw_end(bytes: &[u8], name: usize, end: usize) -> usize {
    for raw in ["script", "style", "textarea", "title"] {
        let is_it = bytes[name..end]
            .get(..raw.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(raw.as_bytes()));
        if is_it {
            let close = memmem::find_iter(&bytes[end..], b"</").find(|at| {
                let rest = &bytes[end + at + 2..];
                rest.get(..raw.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(raw.as_bytes()))
            });
            return close.map_or(bytes.len(), |close| end + close);
        }
    }
    end
}
