//! An answer, read: the posts in it, and the article.

use std::hash::{BuildHasher as _, BuildHasherDefault};
use std::sync::Arc;

use rustc_hash::FxHasher;

use super::poller::Answer;
use crate::article::Article;
use crate::follow::Edition;
use crate::read::corpus::{Piece, Splitter};
use crate::run::Error;
use crate::run::source::Source;

/// Reads an answer. Of several articles, each is a post, and there is no article.
pub(super) fn read(source: &Source, answer: &Answer) -> Result<(Edition, Option<Arc<Article>>), Error> {
    let mark = BuildHasherDefault::<FxHasher>::default().hash_one(&answer.bytes);
    let (edition, article) = posts(source, &answer.bytes)?;
    let edition = Edition {
        whole: answer.whole,
        made: answer.made,
        mark,
        ..edition
    };
    Ok((edition, article))
}

fn posts(source: &Source, bytes: &[u8]) -> Result<(Edition, Option<Arc<Article>>), Error> {
    let mut splitter = Splitter::default();
    let mut pieces = splitter.push(bytes);
    pieces.extend(splitter.finish());
    pieces.retain(|piece: &Piece| !piece.cut.is_blank);
    let articles = pieces.into_iter().map(|piece| source.read_now(piece));
    let mut articles = articles.collect::<Result<Vec<_>, _>>()?;
    if let [_] = articles[..] {
        let article = articles.remove(0);
        return Ok((Edition::of(&article), Some(Arc::new(article))));
    }
    Ok((Edition::of_posts(&articles), None))
}
