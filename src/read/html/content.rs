//! Which part of a page is the article: the smallest element that holds nearly all of its prose.

use super::collect::{Form, Piece};
use super::dom::{Dom, NodeId, Step};

/// A child is gone into if it holds so much of the prose.
const NEARLY_ALL: f32 = 0.75;

/// Shorter texts are prose only if they end like a sentence, in bytes.
const PROSE: usize = 80;

/// How much a piece speaks for the place where it stands.
pub(super) fn prose(piece: &Piece) -> f32 {
    let text = &piece.text;
    let own = text.len().saturating_sub(piece.linked);
    let ends = text.ends_with(['.', '!', '?', '…', '”', '"', '»', '。', '।', '」', '؟']);
    let is_prose = text.len() >= PROSE || (ends && text.len() >= PROSE / 3);
    let weight = match piece.form {
        Form::Plain | Form::Quote => 1.0,
        Form::Item { .. } | Form::Lines => 0.5,
        _ => return 0.0,
    };
    if is_prose && own * 2 > text.len() {
        own as f32 * weight
    } else {
        0.0
    }
}

/// How much prose lies at and below each node, of pieces that count.
pub(super) fn masses(dom: &Dom, pieces: &[Piece], counts: impl Fn(NodeId) -> bool) -> Vec<f32> {
    let mut masses = vec![0f32; dom.nodes.len()];
    for piece in pieces.iter().filter(|piece| counts(piece.node)) {
        masses[piece.node.0 as usize] += prose(piece);
    }
    for step in dom.walk(NodeId::ROOT) {
        if let Step::Leave(id) = step
            && let Some(parent) = dom.node(id).parent
        {
            masses[parent.0 as usize] += masses[id.0 as usize];
        }
    }
    masses
}

/// The element that holds the article.
pub(super) fn root(dom: &Dom, masses: &[f32]) -> NodeId {
    let mut root = NodeId::ROOT;
    loop {
        let here = masses[root.0 as usize];
        let largest = dom
            .children(root)
            .max_by(|a, b| masses[a.0 as usize].total_cmp(&masses[b.0 as usize]));
        match largest {
            Some(child) if here > 0.0 && masses[child.0 as usize] >= NEARLY_ALL * here => root = child,
            _ => return root,
        }
    }
}
