//! Writing the article, or a section of it, to a file: what is to be written, and where. Who does it is outside.

use std::sync::Arc;

use super::{Effect, State};
use crate::article::{Article, SectionId};
use crate::fold::Folding;

/// What is to be written to a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Writing {
    /// The file, as typed; its ending says in which form.
    pub path: String,
    /// Whether it may be written over what is there.
    pub over: bool,
    /// What is written.
    pub article: Arc<Article>,
    /// What of it stands twice.
    pub folding: Arc<Folding>,
    /// The section alone.
    pub section: Option<SectionId>,
}

/// `write PATH` and `write-section PATH`.
pub(super) fn write(state: &mut State, path: &str, over: bool, section: bool) -> Vec<Effect> {
    if path.is_empty() {
        state.fail(if section {
            "Which file? write-section PATH"
        } else {
            "Which file? write PATH"
        });
        return Vec::new();
    }
    if state.document.article.blocks().is_empty() {
        state.fail("Nothing here to write");
        return Vec::new();
    }
    if state.document.keeping.more {
        state.fail("Not all of the article has come yet; write it when it has");
        return Vec::new();
    }
    vec![Effect::Write(Writing {
        path: path.to_owned(),
        over,
        article: Arc::clone(&state.document.article),
        folding: Arc::clone(&state.document.folding),
        section: section.then(|| state.document.section()),
    })]
}
