//! What goes to the clipboard: clean text, as it stands in the article and not as it is broken into rows.

use unicode_segmentation::UnicodeSegmentation;

use super::{Effect, State};
use crate::article::{BlockId, Kind};
use crate::fold::Form;

/// The most bytes that are copied. Terminals take a clipboard text of some hundred kilobytes (OSC 52 has no limit of
/// its own; xterm's is 1 MB, encoded); beyond, the text would arrive cut or not at all.
const MOST: usize = 700_000;

/// `y`: the block under the cursor; of a fold, all that it hides.
pub(super) fn block(state: &mut State) -> Vec<Effect> {
    let cursor = state.cursor;
    if let Some(stretch) = state.page().stretch(cursor) {
        return copy(state, stretch.first, stretch.last);
    }
    match state.folding.run(cursor).copied() {
        Some(run) if state.folds.is_folded(&run) && run.form != Form::CaptionDouble => copy(state, run.first, run.last),
        _ => copy(state, cursor, cursor),
    }
}

/// `Y`: the section the reader is in.
pub(super) fn section(state: &mut State) -> Vec<Effect> {
    let section = state.article.sections().get(state.section().index()).copied();
    section.map_or_else(Vec::new, |section| copy(state, section.first, section.last))
}

fn copy(state: &mut State, first: BlockId, last: BlockId) -> Vec<Effect> {
    let Some(text) = text_of(state, first, last) else {
        state.fail("Too long for the clipboard");
        return Vec::new();
    };
    if text.is_empty() {
        state.fail("Nothing here to copy");
        return Vec::new();
    }
    let words = text.unicode_words().count();
    state.tell(match words {
        1 => "Copied 1 word".to_owned(),
        words => format!("Copied {words} words"),
    });
    vec![Effect::Copy(text)]
}

/// The blocks' texts, a blank line between, list items on lines of their own. The second print of a caption is left
/// out where the page leaves it out. `None` if it is too long.
fn text_of(state: &State, first: BlockId, last: BlockId) -> Option<String> {
    let mut text = String::new();
    let mut before: Option<Kind> = None;
    for id in (first.0..=last.0).map(BlockId) {
        let Some(block) = state.article.blocks().get(id.index()) else {
            break;
        };
        let run = state.folding.run(id);
        let double = run.is_some_and(|run| run.form == Form::CaptionDouble && state.folds.is_folded(run));
        if block.text.is_empty() || (double && first != last) {
            continue;
        }
        if text.len() + block.text.len() as usize > MOST {
            return None;
        }
        let in_list = block.kind == Kind::ListItem && first != last;
        match before {
            None => {}
            Some(Kind::ListItem) if in_list => text.push('\n'),
            Some(_) => text.push_str("\n\n"),
        }
        if in_list {
            text.push_str("- ");
        }
        text.push_str(block.text.of(state.article.text()));
        before = Some(block.kind);
    }
    Some(text)
}
