//! What articles were found to repeat of others, so that it is there at once when one is turned to again.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use crate::article::Article;
use crate::fold::Elsewhere;

/// What articles repeat of others, by their numbers, each with a digest of its text: a file may have changed since.
#[derive(Default)]
pub(super) struct Known(Mutex<FxHashMap<usize, (u64, Arc<Elsewhere>)>>);

impl Known {
    fn entries(&self) -> MutexGuard<'_, FxHashMap<usize, (u64, Arc<Elsewhere>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of an article.
    pub(super) fn of(&self, number: usize, article: &Article) -> Option<Arc<Elsewhere>> {
        let (before, elsewhere) = self.entries().get(&number).cloned()?;
        (before == digest(article)).then_some(elsewhere)
    }

    /// Remembers what an article repeats.
    pub(super) fn add(&self, number: usize, article: &Article, elsewhere: &Arc<Elsewhere>) {
        let entry = (digest(article), Arc::clone(elsewhere));
        self.entries().insert(number, entry);
    }
}

fn digest(article: &Article) -> u64 {
    let mut hasher = DefaultHasher::new();
    article.text().hash(&mut hasher);
    article.blocks().len().hash(&mut hasher);
    hasher.finish()
}
