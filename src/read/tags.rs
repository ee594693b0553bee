//! The tags of a page, without a tree: for what stands in a tag or two.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Looks at each tag that begins something, in the order of the page, until one is what is looked for. What stands in
/// scripts and comments is no tag.
pub(super) fn find<T>(page: &str, look: impl FnMut(&Tag) -> Option<T>) -> Option<T> {
    let sink = Tags(std::cell::RefCell::new((look, None)));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(page));
    // The sink never asks for a script to be run.
    let _ = tokenizer.feed(&queue);
    tokenizer.sink.0.into_inner().1
}

/// What an attribute of a tag says.
pub(super) fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
    found.map(|attribute| &*attribute.value)
}

/// What looks at the tags, and what it has found.
struct Tags<F, T>(std::cell::RefCell<(F, Option<T>)>);

impl<T, F: FnMut(&Tag) -> Option<T>> TokenSink for Tags<F, T> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else {
            return TokenSinkResult::Continue;
        };
        if tag.kind == TagKind::EndTag {
            return TokenSinkResult::Continue;
        }
        let (look, found) = &mut *self.0.borrow_mut();
        if found.is_none() {
            *found = look(&tag);
        }
        match &*tag.name {
            "script" => TokenSinkResult::RawData(ScriptData),
            "style" | "iframe" | "xmp" | "noframes" | "noembed" => TokenSinkResult::RawData(Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }
}
