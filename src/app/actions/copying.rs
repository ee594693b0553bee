//! What goes to the clipboard: clean text, as it stands in the article and not as it is broken into rows; or Markdown,
//! or a quotation, which are made outside.

use std::sync::Arc;

use crate::app::message::{CopyForm, Effect};
use crate::app::session::notice::Notice;
use crate::app::state::State;
use crate::app::words::{count, in_thousands, in_words};
use crate::article::{Article, BlockId, Excerpt, Kind, Passage, Span};
use crate::fold;

/// The most bytes that are copied. Terminals take a clipboard text of some hundred kilobytes (OSC 52 has no limit of
/// its own; xterm's is 1 MB, encoded); beyond, the text would arrive cut or not at all.
const MOST: usize = 700_000;

/// `y`: the block under the cursor; of a fold, all that it hides; at the head of a post, its first paragraph. With a
/// form, `xm` and `xq`.
pub(in crate::app) fn block(state: &mut State, form: Option<CopyForm>) -> Vec<Effect> {
    let cursor = state.document.place.cursor;
    let meant = first_paragraph(&state.document.article, cursor).unwrap_or(cursor);
    let fold = state.page().fold(meant);
    let (first, last) = fold.map_or((meant, meant), |fold| (fold.first, fold.last));
    let effects = copy(state, first, last, form);
    if let Some(Notice::Done(said)) = state.session.notice.as_mut().filter(|_| meant != cursor) {
        said.push_str(": the first paragraph of this post");
    }
    effects
}

/// The first paragraph of the post whose head a block is in: who takes along a post does not mean its time, or who wrote
/// it.
fn first_paragraph(article: &Article, block: BlockId) -> Option<BlockId> {
    let is_head = |id: BlockId| matches!(article.block(id).kind, Kind::Timestamp | Kind::Byline | Kind::Heading);
    let section = article.section(article.blocks().get(block.index())?.section);
    section.time?;
    if !(section.first.0..=block.0).map(BlockId).all(is_head) {
        return None;
    }
    let below = (block.0..=section.last.0).map(BlockId);
    below
        .filter(|&id| !article.text_of(id).is_empty())
        .find(|&id| matches!(article.block(id).kind, Kind::Paragraph | Kind::ListItem | Kind::Quote))
}

/// `Y`: the section the reader is in. With a form, `xM` and `xQ`.
pub(in crate::app) fn section(state: &mut State, form: Option<CopyForm>) -> Vec<Effect> {
    let section = state
        .document
        .article
        .sections()
        .get(state.document.section().index())
        .copied();
    section.map_or_else(Vec::new, |section| copy(state, section.first, section.last, form))
}

fn copy(state: &mut State, first: BlockId, last: BlockId, form: Option<CopyForm>) -> Vec<Effect> {
    match (excerpt(state, first, last), form) {
        (Ok(excerpt), None) => text(state, &excerpt),
        (Ok(excerpt), Some(form)) => take(state, excerpt, form),
        (Err(words), _) => {
            state.fail(words);
            Vec::new()
        }
    }
}

/// Copies passages as text.
pub(in crate::app) fn text(state: &mut State, excerpt: &Excerpt) -> Vec<Effect> {
    let text = text_of(excerpt);
    if text.is_empty() {
        state.fail("Nothing here to copy");
        return Vec::new();
    }
    state.tell(format!("Copied {}", amount(excerpt)));
    vec![Effect::Copy(text)]
}

/// How much that is: words, and folds that are taken along as their lines. Where counting words would take too long,
/// blocks.
pub(in crate::app) fn amount(excerpt: &Excerpt) -> String {
    /// Bytes that are counted within a frame.
    const MOST: u32 = 1 << 16;
    let texts = || {
        excerpt.passages.iter().filter_map(|passage| match passage {
            Passage::Text { span, .. } => Some(*span),
            Passage::LeftOut(_) => None,
        })
    };
    let several = |count: usize, noun: &str| match count {
        1 => format!("1 {noun}"),
        count => format!("{} {noun}s", in_thousands(count as u64)),
    };
    let blocks = texts().count();
    let text = if texts().map(Span::len).sum::<u32>() > MOST {
        several(blocks, "block")
    } else {
        in_words(texts().map(|span| count(span.of(excerpt.article.text()))).sum())
    };
    match excerpt.passages.len() - blocks {
        0 => text,
        folds => format!("{text} and {}", several(folds, "fold")),
    }
}

/// Copies passages in another form.
pub(in crate::app) fn take(state: &mut State, excerpt: Excerpt, form: CopyForm) -> Vec<Effect> {
    if excerpt.ends().is_none() {
        state.fail("Nothing here to copy");
        return Vec::new();
    }
    vec![Effect::Take { excerpt, form }]
}

/// Says no to what is too long for the clipboard.
pub(in crate::app) fn check_size(bytes: usize) -> Result<(), String> {
    if bytes > MOST {
        return Err("Too long for the clipboard; :write saves it to a file".to_owned());
    }
    Ok(())
}

/// Whole blocks. The second print of a caption is left out where the page leaves it out. In words, why they cannot be
/// copied.
fn excerpt(state: &State, first: BlockId, last: BlockId) -> Result<Excerpt, String> {
    let (mut passages, mut bytes) = (Vec::new(), 0);
    for block in (first.0..=last.0).map(BlockId) {
        let Some(span) = state
            .document
            .article
            .blocks()
            .get(block.index())
            .map(|block| block.text)
        else {
            break;
        };
        let run = state.document.folding.run(block);
        let double =
            run.is_some_and(|run| run.shape == fold::FoldShape::CaptionDouble && state.document.folds.is_folded(run));
        if span.is_empty() || (double && first != last) {
            continue;
        }
        bytes += span.len() as usize;
        check_size(bytes)?;
        passages.push(Passage::Text { block, span });
    }
    Ok(Excerpt {
        article: Arc::clone(&state.document.article),
        passages,
    })
}

/// The passages, a blank line between, list items on lines of their own; what is left out in brackets.
fn text_of(excerpt: &Excerpt) -> String {
    let mut text = String::new();
    let mut before: Option<Kind> = None;
    let alone = excerpt.passages.len() == 1;
    for passage in &excerpt.passages {
        let (kind, words) = match passage {
            Passage::Text { block, span } => (
                Some(excerpt.article.block(*block).kind),
                span.of(excerpt.article.text()),
            ),
            Passage::LeftOut(words) => (None, words.as_str()),
        };
        let in_list = kind == Some(Kind::ListItem) && !alone;
        if !text.is_empty() {
            text.push_str(if in_list && before == Some(Kind::ListItem) {
                "\n"
            } else {
                "\n\n"
            });
        }
        if in_list {
            text.push_str("- ");
        }
        match kind {
            Some(_) => text.push_str(words),
            None => text.extend(["[", words, "]"]),
        }
        before = kind;
    }
    text
}
