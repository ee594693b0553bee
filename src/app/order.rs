//! The order in which posts are shown: newest first, oldest first, or as the article has them. A view: the article is
//! not touched.
//!
//! The opening stays first; what has no time stays with the post above it. Where the order is turned, the block that
//! keys act on stays where it is on the screen.

use super::place::Pin;
use super::{State, news};
use crate::article::{Article, SectionId};
use crate::fold::Moments;
use crate::layout::Order;
use crate::settings::ORDERS;

/// When the posts of an article were published, and in which order they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posts {
    /// When they were published.
    pub moments: Moments,
    /// In which order they are shown.
    pub order: Order,
    /// One of [`ORDERS`]: what that order is.
    asked: &'static str,
}

impl Default for Posts {
    fn default() -> Self {
        Self {
            moments: Moments::default(),
            order: Order::default(),
            asked: ORDERS[0],
        }
    }
}

impl Posts {
    /// Those of an article, in one of [`ORDERS`]. Looks at every block.
    pub(super) fn of(article: &Article, asked: &'static str) -> Self {
        let moments = Moments::of(article);
        let order = ordered(article, &moments, asked);
        Self { moments, order, asked }
    }
}

/// The sections of an article in one of [`ORDERS`].
fn ordered(article: &Article, moments: &Moments, asked: &str) -> Order {
    let newest = match asked {
        "newest" => true,
        "oldest" => false,
        _ => return Order::default(),
    };
    if moments.is_empty() {
        return Order::default();
    }
    // Posts, each with what follows it and has no time; before them what stands above the first.
    let mut posts: Vec<(i64, Vec<SectionId>)> = Vec::new();
    let mut shown = Vec::with_capacity(moments.minutes.len());
    for (index, minute) in moments.minutes.iter().enumerate() {
        let section = SectionId(index as u32);
        match (minute, posts.last_mut()) {
            (Some(minute), _) => posts.push((*minute, vec![section])),
            (None, Some((_, sections))) => sections.push(section),
            (None, None) => shown.push(section),
        }
    }
    // Of two posts of one minute that is older which is so by the order the article is told in.
    if moments.newest_first {
        posts.reverse();
    }
    posts.sort_by_key(|(minute, _)| *minute);
    if newest {
        posts.reverse();
    }
    shown.extend(posts.into_iter().flat_map(|(_, sections)| sections));
    Order::new(article, shown)
}

/// `O`: the next order that shows the posts otherwise.
pub(super) fn turn(state: &mut State) {
    if state.document.posts.moments.is_empty() {
        return state.tell("The posts have no times");
    }
    let at = ORDERS
        .iter()
        .position(|order| *order == state.session.settings.order)
        .unwrap_or(0);
    let others = (1..ORDERS.len()).map(|by| ORDERS[(at + by) % ORDERS.len()]);
    let shows_otherwise = |asked: &&str| {
        ordered(&state.document.article, &state.document.posts.moments, asked) != state.document.posts.order
    };
    match others.into_iter().find(shows_otherwise) {
        Some(order) => {
            state.session.settings.order = order;
            state.tell(match order {
                "newest" => "Newest first",
                "oldest" => "Oldest first",
                _ => "As the article has them",
            });
        }
        None => state.tell("These posts have only one order"),
    }
}

/// Shows the posts in the order that is set, if they are not: the block that keys act on stays where it is.
pub(super) fn follow(state: &mut State) {
    if state.document.posts.asked == state.session.settings.order {
        return;
    }
    let asked = state.session.settings.order;
    let order = ordered(&state.document.article, &state.document.posts.moments, asked);
    let pin = (order != state.document.posts.order).then(|| Pin::of(state, state.document.place.cursor));
    state.document.posts.order = order;
    state.document.posts.asked = asked;
    if let Some(pin) = pin {
        pin.hold(state);
        news::refresh(state);
    }
}
