//! Changing the order in which posts are shown: the block that keys act on stays where it is on the screen.

use super::placing::Pin;
use crate::app::document::posts::ordered;
use crate::app::state::State;
use crate::settings::PostOrder;

/// `O`: the next order that shows the posts otherwise.
pub(in crate::app) fn reorder(state: &mut State) {
    if state.document.posts.moments.is_empty() {
        return state.tell("The posts have no times");
    }
    let set = state.session.settings.order;
    let all = PostOrder::ALL.iter().copied().cycle();
    let mut others = all
        .skip_while(|&order| order != set)
        .skip(1)
        .take(PostOrder::ALL.len() - 1);
    let shows_otherwise = |asked: &PostOrder| {
        ordered(&state.document.article, &state.document.posts.moments, *asked) != state.document.posts.order
    };
    match others.find(shows_otherwise) {
        Some(order) => {
            state.session.settings.order = order;
            state.tell(match order {
                PostOrder::Newest => "Newest first",
                PostOrder::Oldest => "Oldest first",
                PostOrder::Given => "In the article's own order",
            });
        }
        None => state.tell("These posts have only one order"),
    }
}

/// Shows the posts in the order that is set, if they are not: the block that keys act on stays where it is.
pub(in crate::app) fn follow(state: &mut State) {
    if state.document.posts.asked == state.session.settings.order {
        return;
    }
    let asked = state.session.settings.order;
    let order = ordered(&state.document.article, &state.document.posts.moments, asked);
    let pin = (order != state.document.posts.order).then(|| Pin::of(state, state.document.place.cursor));
    let document = &mut state.document;
    document.posts.reorder(&document.article, asked, order);
    if let Some(pin) = pin {
        pin.hold(state);
        let document = &mut state.document;
        document.visits.list(&document.article, &document.posts.order);
    }
}
