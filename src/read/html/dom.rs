//! A page as a tree: elements and texts in one list, which know one another by number. Only what the reading asks for
//! is kept of an element: its tag, and a few attributes.

use html5ever::tendril::StrTendril;

use super::tag::{Attr, Tag};

/// The place of a node in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(pub(super) u32);

impl NodeId {
    /// The document itself.
    pub(super) const ROOT: Self = Self(0);
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// The document, what a template holds, a comment: nothing to be shown.
    Nothing,
    Text(StrTendril),
    Element(Element),
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) tag: Tag,
    pub(super) attrs: Vec<(Attr, StrTendril)>,
}

#[derive(Debug)]
pub(super) struct Node {
    pub(super) parent: Option<NodeId>,
    pub(super) first: Option<NodeId>,
    pub(super) last: Option<NodeId>,
    pub(super) before: Option<NodeId>,
    pub(super) next: Option<NodeId>,
    pub(super) depth: u16,
    pub(super) data: Data,
}

/// The tree.
#[derive(Debug, Default)]
pub(super) struct Dom {
    pub(super) nodes: Vec<Node>,
}

/// A step of a walk through a tree in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Enter(NodeId),
    Leave(NodeId),
}

impl Dom {
    pub(super) fn new() -> Self {
        let mut dom = Self::default();
        dom.add(Data::Nothing);
        dom
    }

    /// A node that is nowhere yet.
    pub(super) fn add(&mut self, data: Data) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node {
            parent: None,
            first: None,
            last: None,
            before: None,
            next: None,
            depth: 0,
            data,
        });
        id
    }

    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    pub(super) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }

    pub(super) fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id).data {
            Data::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The tag of an element; [`Tag::Other`] of anything else.
    pub(super) fn tag(&self, id: NodeId) -> Tag {
        self.element(id).map_or(Tag::Other, |element| element.tag)
    }

    pub(super) fn attr(&self, id: NodeId, wanted: Attr) -> Option<&str> {
        let attrs = &self.element(id)?.attrs;
        attrs
            .iter()
            .find(|(attr, _)| *attr == wanted)
            .map(|(_, value)| &**value)
    }

    /// Takes a node from where it is.
    pub(super) fn detach(&mut self, id: NodeId) {
        let (parent, before, next) = {
            let node = self.node_mut(id);
            (node.parent.take(), node.before.take(), node.next.take())
        };
        match (next, parent) {
            (Some(next), _) => self.node_mut(next).before = before,
            (None, Some(parent)) => self.node_mut(parent).last = before,
            (None, None) => {}
        }
        match (before, parent) {
            (Some(before), _) => self.node_mut(before).next = next,
            (None, Some(parent)) => self.node_mut(parent).first = next,
            (None, None) => {}
        }
    }

    /// Puts a node behind the other children of a parent.
    pub(super) fn append(&mut self, parent: NodeId, id: NodeId) {
        self.detach(id);
        let last = self.node_mut(parent).last.replace(id);
        match last {
            Some(last) => self.node_mut(last).next = Some(id),
            None => self.node_mut(parent).first = Some(id),
        }
        let depth = self.node(parent).depth.saturating_add(1);
        let node = self.node_mut(id);
        (node.parent, node.before, node.depth) = (Some(parent), last, depth);
    }

    /// Puts a node before another one, which has a parent.
    pub(super) fn insert_before(&mut self, sibling: NodeId, id: NodeId) {
        self.detach(id);
        let (parent, before, depth) = {
            let node = self.node_mut(sibling);
            (node.parent, node.before.replace(id), node.depth)
        };
        match (before, parent) {
            (Some(before), _) => self.node_mut(before).next = Some(id),
            (None, Some(parent)) => self.node_mut(parent).first = Some(id),
            (None, None) => {}
        }
        let node = self.node_mut(id);
        (node.parent, node.before, node.next, node.depth) = (parent, before, Some(sibling), depth);
    }

    /// Everything at and below a node, in the order of the page.
    pub(super) fn walk(&self, from: NodeId) -> Walk<'_> {
        Walk {
            dom: self,
            root: from,
            next: Some(Step::Enter(from)),
        }
    }

    /// A node and those around it, from the inside.
    pub(super) fn around(&self, from: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(from), |id| self.node(*id).parent)
    }

    /// Whether a node is another one, or lies in it.
    pub(super) fn lies_in(&self, id: NodeId, other: NodeId) -> bool {
        let depth = self.node(other).depth;
        self.around(id)
            .take_while(|around| self.node(*around).depth >= depth)
            .any(|around| around == other)
    }

    /// The elements at and below a node.
    pub(super) fn elements(&self, from: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.walk(from).filter_map(|step| match step {
            Step::Enter(id) if self.element(id).is_some() => Some(id),
            _ => None,
        })
    }

    /// The children of a node.
    pub(super) fn children(&self, of: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.node(of).first, |id| self.node(*id).next)
    }

    /// All text below a node, its blanks as they are.
    pub(super) fn text(&self, from: NodeId) -> String {
        let mut text = String::new();
        for step in self.walk(from) {
            match step {
                Step::Enter(id) => match &self.node(id).data {
                    Data::Text(own) => text.push_str(own),
                    Data::Element(element) if element.tag.is_block() => text.push(' '),
                    _ => {}
                },
                Step::Leave(_) => {}
            }
        }
        text
    }
}

/// See [`Dom::walk`].
pub(super) struct Walk<'a> {
    dom: &'a Dom,
    root: NodeId,
    next: Option<Step>,
}

impl Walk<'_> {
    /// Leaves out what lies below the node that was entered last; it is left next.
    pub(super) fn leave_out(&mut self, entered: NodeId) {
        self.next = Some(Step::Leave(entered));
    }
}

impl Iterator for Walk<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let step = self.next?;
        self.next = match step {
            Step::Enter(id) => Some(self.dom.node(id).first.map_or(Step::Leave(id), Step::Enter)),
            Step::Leave(id) if id == self.root => None,
            Step::Leave(id) => {
                let node = self.dom.node(id);
                node.next.map(Step::Enter).or(node.parent.map(Step::Leave))
            }
        };
        Some(step)
    }
}
