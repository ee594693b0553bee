//! Writing the article, or a section of it, to a file: what is to be written, and where. Who does it is outside.

use std::sync::Arc;

use crate::app::message::{Effect, Writing};
use crate::app::state::State;
use crate::settings::Copies;

/// `write PATH` and `write-section PATH`.
pub(in crate::app) fn write(state: &mut State, path: &str, over: bool, section: bool) -> Option<Effect> {
    if path.is_empty() {
        state.fail(if section {
            "Which file? write-section PATH"
        } else {
            "Which file? write PATH"
        });
        return None;
    }
    if state.document.article.blocks().is_empty() {
        state.fail("Nothing here to write");
        return None;
    }
    if state.document.keeping.more {
        state.fail("The article is still loading; write it when all of it is there");
        return None;
    }
    let (document, copies) = (&state.document, state.session.settings.copies);
    let folding = match copies {
        Copies::Drop => Arc::new(document.folding.folded(&document.folds)),
        Copies::Keep | Copies::Mark => Arc::clone(&document.folding),
    };
    Some(Effect::Write(Writing {
        path: path.to_owned(),
        over,
        article: Arc::clone(&state.document.article),
        folding,
        copies,
        section: section.then(|| state.document.section()),
    }))
}
