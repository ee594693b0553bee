//! What html5ever's tree builder builds: our tree.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName};

use super::dom::{Data, Dom, Element, NodeId};
use super::tag::{Attr, Tag};

/// The longest value of an attribute that is kept, in bytes; a longer one is no address, class or time.
const LONGEST_VALUE: usize = 4 * 1024;

/// A node, and the name the parser knows it by.
#[derive(Clone, Debug)]
pub(super) struct Handle {
    id: NodeId,
    name: QualName,
}

/// A tree that is being built.
#[derive(Debug)]
pub(super) struct Sink {
    dom: RefCell<Dom>,
    /// How deep the element that was put somewhere last is.
    depth: Cell<u16>,
}

impl Default for Sink {
    fn default() -> Self {
        Self {
            dom: RefCell::new(Dom::new()),
            depth: Cell::new(0),
        }
    }
}

impl Sink {
    /// How deep the page is nested where it is read, as far as is known.
    pub(super) fn depth(&self) -> u16 {
        self.depth.get()
    }

    /// An element was closed.
    pub(super) fn rise(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.dom.borrow().nodes.len()
    }

    fn put(&self, child: NodeOrText<Handle>, before: Option<NodeId>, put: impl FnOnce(&mut Dom, NodeId)) {
        let mut dom = self.dom.borrow_mut();
        let id = match child {
            NodeOrText::AppendText(text) => {
                if let Some(before) = before
                    && let Data::Text(own) = &mut dom.node_mut(before).data
                {
                    own.push_tendril(&text);
                    return;
                }
                dom.add(Data::Text(text))
            }
            NodeOrText::AppendNode(handle) => handle.id,
        };
        put(&mut dom, id);
        if dom.element(id).is_some() {
            self.depth.set(dom.node(id).depth);
        }
    }
}

fn kept(attrs: Vec<Attribute>) -> Vec<(Attr, StrTendril)> {
    let known = attrs.into_iter().filter_map(|attr| {
        let name = Attr::named(&attr.name.local)?;
        let fits = attr.value.len() <= LONGEST_VALUE || name == Attr::Content;
        fits.then_some((name, attr.value))
    });
    known.collect()
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Dom;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Dom {
        self.dom.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle {
            id: NodeId::ROOT,
            name: QualName::new(None, html5ever::ns!(), LocalName::from("")),
        }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        &target.name
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        let element = Element {
            tag: Tag::named(&name.local),
            attrs: kept(attrs),
        };
        let id = self.dom.borrow_mut().add(Data::Element(element));
        Handle { id, name }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Handle {
            id: self.dom.borrow_mut().add(Data::Nothing),
            name: QualName::new(None, html5ever::ns!(), LocalName::from("")),
        }
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> Handle {
        self.create_comment(data)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let before = self.dom.borrow().node(parent.id).last;
        self.put(child, before, |dom, id| dom.append(parent.id, id));
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let before = self.dom.borrow().node(sibling.id).before;
        self.put(child, before, |dom, id| dom.insert_before(sibling.id, id));
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.dom.borrow().node(element.id).parent.is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// What a template holds is not shown: it lies nowhere in the tree but in the template, which is not looked into.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        let mut dom = self.dom.borrow_mut();
        if let Data::Element(element) = &mut dom.node_mut(target.id).data {
            for (attr, value) in kept(attrs) {
                if element.attrs.iter().all(|(own, _)| *own != attr) {
                    element.attrs.push((attr, value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.dom.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        let mut dom = self.dom.borrow_mut();
        while let Some(child) = dom.node(node.id).first {
            dom.append(parent.id, child);
        }
    }
}
