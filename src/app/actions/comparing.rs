//! What the article repeats of the others in the library.
//!
//! Comparing them is asked for once the whole article is there and so are those it is compared with. The answer comes
//! while the reader reads, as repeats within the article do, and is shown beside these. It carries the number of the
//! request, and an older one is dropped.

use std::sync::Arc;

use super::repeats;
use crate::app::message::{Compared, Effect};
use crate::app::state::State;

/// Articles before the one that is read that it is compared with at most, and as many behind it. In a corpus, what is
/// said again stands near by.
pub const NEIGHBOURS: usize = 1000;

/// Asks for it, if it can be had and has not been asked for.
pub(in crate::app) fn ask(state: &mut State) -> Option<Effect> {
    let (articles, document) = (&state.session.library, &mut state.document);
    let others = articles.known > 1 && (articles.all || articles.known > articles.at + NEIGHBOURS);
    let whole = !document.keeping.more && !document.article.blocks().is_empty();
    let comparing = &mut document.facts.comparing;
    if comparing.known || comparing.asked.is_some() || !others || !whole {
        return None;
    }
    let request = state.session.requests.next();
    comparing.asked = Some(request);
    Some(Effect::Compare {
        request,
        at: articles.at,
        article: Arc::clone(&document.article),
    })
}

/// Takes in what was found.
pub(in crate::app) fn arrive(state: &mut State, compared: Compared) {
    let Compared {
        request,
        elsewhere,
        late,
    } = compared;
    if state.document.facts.comparing.asked != Some(request) {
        return;
    }
    state.document.facts.comparing.found = elsewhere;
    state.document.keeping.touched |= late;
    let folding = Arc::clone(&state.document.folding);
    repeats::show(state, folding);
}
