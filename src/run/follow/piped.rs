//! Standard input that is followed while it is read: it is not asked, it comes.

use std::sync::Arc;

use super::shown::Shown;
use crate::app::{Followed, Message};
use crate::article::Article;
use crate::follow::{Edition, Event, Follower, What};

/// What has come through a pipe.
#[derive(Default)]
pub(in crate::run) struct Piped {
    /// Whether what is new in it is told.
    pub(in crate::run) follows: bool,
    follower: Follower,
    shown: Shown,
    last: Option<Arc<Article>>,
}

impl Piped {
    /// The message that shows what has come so far; `more` is to come.
    pub(in crate::run) fn version(&mut self, article: &Arc<Article>, more: bool) -> Message {
        let before = self.last.replace(Arc::clone(article));
        if !self.follows {
            let article = Arc::clone(article);
            return Message::Article { article, more };
        }
        if let Some(before) = before.filter(|_| self.follower.version() == 0) {
            self.take(&before);
        }
        let told = self.take(article);
        Message::Followed(Box::new(Followed {
            more: Some(more),
            ..told
        }))
    }

    fn take(&mut self, article: &Arc<Article>) -> Followed {
        let edition = Edition {
            whole: false,
            ..Edition::of(article)
        };
        let mut step = self.follower.take(&edition);
        // The last post may have come in two parts: that it goes on is no correction.
        let last = edition.posts.last();
        let goes_on = |event: &Event| match &event.what {
            What::Edited(before) => Some(&event.post) == last && event.post.text().starts_with(&before.text()),
            _ => false,
        };
        step.events.retain(|event| !goes_on(event));
        self.shown.version(&self.follower, article, &step.events, 0)
    }
}
