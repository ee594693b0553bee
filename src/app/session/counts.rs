//! What a list says of an article that has been read.

use crate::app::document::facts;
use crate::app::document::progress::Progress;
use crate::article::Article;
use crate::fold::Elsewhere;

/// What was counted in an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ArticleCounts {
    /// Its sections, the opening not counted.
    pub sections: u32,
    /// Its words; in scripts without spaces, characters by two.
    pub words: u32,
    /// Those of them that no earlier one of the articles says, where they have been compared.
    pub new: Option<u32>,
}

impl ArticleCounts {
    /// Counts an article, and if it has been compared with the others, what of it is new. Looks at each block, and at
    /// no more than a megabyte of the text.
    pub fn of(article: &Article, elsewhere: Option<&Elsewhere>) -> Self {
        let words = facts::words(article.text());
        let opening = article.sections().first().is_some_and(|first| first.headline.is_none());
        Self {
            sections: article.sections().len() as u32 - u32::from(opening),
            words: words.round() as u32,
            new: elsewhere.map(|elsewhere| (words * new_share(article, elsewhere)).round() as u32),
        }
    }

    /// With what was known before, where this says less.
    pub(in crate::app) fn with(self, before: Option<&Self>) -> Self {
        Self {
            new: self.new.or(before.and_then(|before| before.new)),
            ..self
        }
    }
}

/// How much of what an article says is not said in earlier ones, from 0 to 1.
fn new_share(article: &Article, elsewhere: &Elsewhere) -> f64 {
    let passages = article.blocks().iter().filter(|block| block.kind.is_passage());
    let all: u64 = passages.map(|block| u64::from(block.text.len())).sum();
    let again = elsewhere.echoes().iter().filter_map(|echo| {
        let block = article.blocks().get(echo.block.index())?;
        block
            .kind
            .is_passage()
            .then(|| f64::from(block.text.len()) * f64::from(echo.similarity))
    });
    (1.0_f64 - again.sum::<f64>() / all.max(1) as f64).clamp(0.0, 1.0)
}

/// How much of an article the reader has read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HowRead {
    /// Nothing, as far as is known.
    #[default]
    Not,
    /// Some sections.
    Partly,
    /// All of them.
    Whole,
}

impl HowRead {
    /// By what has been read of it.
    pub(in crate::app) fn of(progress: &Progress) -> Self {
        if !progress.has_begun() {
            Self::Not
        } else if progress.unread_sections() > 0 {
            Self::Partly
        } else {
            Self::Whole
        }
    }
}
