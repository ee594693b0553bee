//! What the article says again of the others that were opened with it.
//!
//! Comparing them is asked for once the whole article is there and so are those it is compared with. The answer comes
//! while the reader reads, as repeats within the article do, and is shown beside these. It carries the number of the
//! request, and an older one is dropped.

use std::sync::Arc;

use super::{Effect, State, folding};
use crate::fold::Elsewhere;

/// Articles before the one that is read that it is compared with at most, and as many behind it. In a corpus, what is
/// said again stands near by.
pub const NEIGHBOURS: usize = 1000;

/// How far comparing the article with others is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparing {
    /// The number of the last request.
    last: u64,
    /// Whether it has been asked for, of this version of the article.
    asked: bool,
    /// What was found.
    pub(super) found: Arc<Elsewhere>,
}

/// What comparing the articles has brought.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The request it answers.
    pub request: u64,
    /// What the article says again of earlier ones; their numbers are counted from 0, as they were opened.
    pub elsewhere: Arc<Elsewhere>,
    /// Whether it took so long that the page may be being read, though no key was pressed.
    pub late: bool,
}

impl Comparing {
    /// For another article, or another version of it: what was found is not of it, and what is still to come is not
    /// wanted.
    pub(super) fn anew(&self) -> Self {
        Self {
            last: self.last + 1,
            ..Self::default()
        }
    }

    /// With what is known already, so that it need not be asked for.
    pub(super) fn with(self, known: Option<Arc<Elsewhere>>) -> Self {
        match known {
            Some(found) => Self {
                asked: true,
                found,
                ..self
            },
            None => self,
        }
    }
}

/// Asks for it, if it can be had and has not been asked for.
pub(super) fn ask(state: &mut State) -> Option<Effect> {
    let (articles, comparing) = (&state.articles, &mut state.comparing);
    let others = articles.known > 1 && (articles.all || articles.known > articles.at + NEIGHBOURS);
    let whole = !state.keeping.more && !state.article.blocks().is_empty();
    if comparing.asked || !others || !whole {
        return None;
    }
    comparing.asked = true;
    comparing.last += 1;
    Some(Effect::Compare {
        request: comparing.last,
        at: articles.at,
        article: Arc::clone(&state.article),
    })
}

/// Takes in what was found.
pub(super) fn arrive(state: &mut State, compared: Compared) {
    let Compared {
        request,
        elsewhere,
        late,
    } = compared;
    if request != state.comparing.last || !state.comparing.asked {
        return;
    }
    state.comparing.found = elsewhere;
    state.keeping.touched |= late;
    let folding = Arc::clone(&state.folding);
    folding::show(state, folding);
}
