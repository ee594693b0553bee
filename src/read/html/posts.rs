//! Where on a page the posts of a live blog are: elements that say so, elements that the page's own description names, or
//! elements alike that hold a time and some prose each and together most of the article.

use rustc_hash::{FxHashMap, FxHashSet};

use super::collect::Piece;
use super::content::prose;
use super::dom::{Dom, NodeId};
use super::tag::{Attr, Tag};
use crate::read::text::marked;

/// Fewer posts make no live blog.
const FEWEST: usize = 3;

/// Elements around a piece that may be its post.
const AROUND: usize = 8;

/// The elements that are posts, in the order of the page. `named` are elements that are said to be.
pub(super) fn find(dom: &Dom, root: NodeId, pieces: &[Piece], named: &[NodeId]) -> Vec<NodeId> {
    let mut groups: FxHashMap<(Tag, String, u16), Group> = FxHashMap::default();
    let mut whole = 0.0;
    for piece in pieces {
        let mass = prose(piece);
        whole += mass;
        let timed = has_time(dom, piece);
        let mut around: Vec<NodeId> = dom
            .around(piece.node)
            .take_while(|id| *id != root)
            .take(AROUND)
            .collect();
        if around.last().is_none_or(|last| !dom.lies_in(*last, root)) {
            around.clear();
        }
        for id in around {
            let Some(key) = signature(dom, id) else { continue };
            groups.entry(key).or_default().add(id, mass, timed);
        }
    }
    let best = groups
        .into_values()
        .filter(|group| group.is_blog(whole))
        // Of elements that lie in one another, the outer.
        .max_by(|a, b| a.mass().total_cmp(&b.mass()).then(b.depth(dom).cmp(&a.depth(dom))));
    let alike: Vec<NodeId> = best.map_or_else(Vec::new, |group| {
        group.members.into_iter().map(|member| member.id).collect()
    });
    if named.len() < FEWEST {
        return alike;
    }
    // A description may name only some of the posts.
    let known: FxHashSet<NodeId> = alike.iter().copied().collect();
    let covered = |id: NodeId| {
        dom.around(id).any(|around| known.contains(&around)) || dom.elements(id).any(|inside| known.contains(&inside))
    };
    if named.iter().filter(|id| covered(**id)).count() * 10 >= named.len() * 9 {
        alike
    } else {
        widened(dom, root, named)
    }
}

/// Elements that stand for posts may be only a part of them, or an anchor: what is around each and no other is its post.
fn widened(dom: &Dom, root: NodeId, named: &[NodeId]) -> Vec<NodeId> {
    let mut seen: FxHashMap<NodeId, usize> = FxHashMap::default();
    for id in named {
        for around in dom.around(*id).take_while(|around| *around != root) {
            *seen.entry(around).or_default() += 1;
        }
    }
    let outer = |id: NodeId| {
        dom.around(id)
            .take_while(|around| *around != root && seen.get(around) == Some(&1))
            .last()
            .unwrap_or(id)
    };
    let mut found: Vec<NodeId> = Vec::new();
    let mut known = FxHashSet::default();
    for id in named.iter().map(|id| outer(*id)) {
        if known.insert(id) {
            found.push(id);
        }
    }
    found
}

/// What elements have in common that are of one kind.
fn signature(dom: &Dom, id: NodeId) -> Option<(Tag, String, u16)> {
    let tag = dom.tag(id);
    match tag {
        Tag::Article | Tag::Item => Some((tag, String::new(), dom.node(id).depth)),
        Tag::Div | Tag::Section => {
            let class = dom.attr(id, Attr::Class)?.split_ascii_whitespace().next()?;
            Some((tag, class.to_owned(), dom.node(id).depth))
        }
        _ => None,
    }
}

/// Whether a piece is the time of a post, or has one.
pub(super) fn has_time(dom: &Dom, piece: &Piece) -> bool {
    const LONGEST: usize = 160;
    if piece.text.len() > LONGEST {
        return false;
    }
    piece.time.is_some_and(|time| dom.attr(time, Attr::Datetime).is_some())
        || marked::time(&piece.text).is_some()
        || marked::time_at_start(&piece.text).is_some()
}

#[derive(Debug, Default)]
struct Group {
    members: Vec<Member>,
}

#[derive(Debug)]
struct Member {
    id: NodeId,
    mass: f32,
    /// Whether a time stands among its first pieces.
    timed: bool,
    pieces: usize,
}

impl Group {
    fn add(&mut self, id: NodeId, mass: f32, timed: bool) {
        /// A time further down is not the post's.
        const HEAD: usize = 5;
        if self.members.last().is_none_or(|last| last.id != id) {
            self.members.push(Member {
                id,
                mass: 0.0,
                timed: false,
                pieces: 0,
            });
        }
        if let Some(last) = self.members.last_mut() {
            last.mass += mass;
            last.timed |= timed && last.pieces < HEAD;
            last.pieces += 1;
        }
    }

    fn mass(&self) -> f32 {
        self.members.iter().map(|member| member.mass).sum()
    }

    fn depth(&self, dom: &Dom) -> u16 {
        self.members.first().map_or(0, |member| dom.node(member.id).depth)
    }

    fn is_blog(&self, whole: f32) -> bool {
        let count = self.members.len();
        let timed = self.members.iter().filter(|member| member.timed).count();
        count >= FEWEST && timed * 10 >= count * 7 && self.mass() * 2.0 >= whole
    }
}
