//! What can be said of an element from what it is called and what lies in it: found in one walk, before any text is read.

use std::sync::LazyLock;

use super::dom::{Data, Dom, NodeId, Step};
use super::tag::{Attr, Tag};
use super::words::NameWords;

/// What lies at and below an element.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Inside {
    /// Bytes of text that are not blank.
    pub(super) text: u32,
    /// Those of them in links.
    pub(super) linked: u32,
    pub(super) links: u32,
    pub(super) paragraphs: u32,
    pub(super) headings: u32,
    pub(super) images: u32,
    pub(super) articles: u32,
    pub(super) figures: u32,
    pub(super) tables: u32,
    pub(super) cells: u32,
    pub(super) times: u32,
}

impl Inside {
    fn add(&mut self, other: Self) {
        self.text += other.text;
        self.linked += other.linked;
        self.links += other.links;
        self.paragraphs += other.paragraphs;
        self.headings += other.headings;
        self.images += other.images;
        self.articles += other.articles;
        self.figures += other.figures;
        self.tables += other.tables;
        self.cells += other.cells;
        self.times += other.times;
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Shape {
    inside: Inside,
    hidden: bool,
    credit: bool,
    /// It has text of its own that is not blank.
    has_text: bool,
}

/// The shapes of all elements, by node.
pub(super) struct Shapes {
    shapes: Vec<Shape>,
    /// Of each, which one it is.
    tags: Vec<Tag>,
}

impl Shapes {
    pub(super) fn of(dom: &Dom) -> Self {
        let mut shapes = vec![Shape::default(); dom.nodes.len()];
        let mut tags = vec![Tag::Other; dom.nodes.len()];
        let mut links = 0;
        let mut walk = dom.walk(NodeId::ROOT);
        while let Some(step) = walk.next() {
            match step {
                Step::Enter(id) => match &dom.node(id).data {
                    Data::Text(text) => {
                        let size = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count() as u32;
                        let inside = &mut shapes[id.0 as usize].inside;
                        (inside.text, inside.linked) = (size, if links > 0 { size } else { 0 });
                        if let Some(parent) = dom.node(id).parent {
                            shapes[parent.0 as usize].has_text |= size > 0;
                        }
                    }
                    Data::Element(element) => {
                        tags[id.0 as usize] = element.tag;
                        let shape = &mut shapes[id.0 as usize];
                        shape.hidden = is_hidden(dom, id, element.tag);
                        shape.credit = is_credit(dom, id);
                        if shape.hidden {
                            walk.leave_out(id);
                        } else {
                            count(&mut shape.inside, element.tag);
                        }
                        links += u32::from(element.tag == Tag::Anchor);
                    }
                    Data::Nothing => {}
                },
                Step::Leave(id) => {
                    links -= u32::from(dom.tag(id) == Tag::Anchor);
                    if let Some(parent) = dom.node(id).parent {
                        let inside = shapes[id.0 as usize].inside;
                        shapes[parent.0 as usize].inside.add(inside);
                    }
                }
            }
        }
        Self { shapes, tags }
    }

    pub(super) fn inside(&self, id: NodeId) -> Inside {
        self.shapes[id.0 as usize].inside
    }

    /// Whether no browser would show it.
    pub(super) fn is_hidden(&self, id: NodeId) -> bool {
        self.shapes[id.0 as usize].hidden
    }

    /// Whether it says who took a picture.
    pub(super) fn is_credit(&self, id: NodeId) -> bool {
        self.shapes[id.0 as usize].credit
    }

    /// Whether it has no text of its own: only elements.
    pub(super) fn is_of_lines(&self, id: NodeId) -> bool {
        !self.shapes[id.0 as usize].has_text
    }

    /// Whether an item of a list is a box with parts of its own: a post, a card.
    pub(super) fn is_box(&self, id: NodeId) -> bool {
        let inside = self.inside(id);
        inside.headings > 0 || inside.articles > 0 || inside.figures > 0 || inside.paragraphs > 1
    }

    /// Whether a table holds data, and is no way to lay a page out.
    pub(super) fn is_data(&self, id: NodeId) -> bool {
        /// Longer cells hold prose.
        const PROSE: u32 = 160;
        let inside = self.inside(id);
        inside.tables == 1
            && inside.headings == 0
            && inside.figures == 0
            && inside.articles == 0
            && inside.cells > 1
            && inside.text / inside.cells.max(1) <= PROSE
            && self.tags[id.0 as usize] == Tag::Table
    }
}

fn count(inside: &mut Inside, tag: Tag) {
    match tag {
        Tag::Anchor => inside.links = 1,
        Tag::P | Tag::Blockquote => inside.paragraphs = 1,
        Tag::Heading(_) => inside.headings = 1,
        Tag::Image => inside.images = 1,
        Tag::Article => inside.articles = 1,
        Tag::Figure => inside.figures = 1,
        Tag::Table => inside.tables = 1,
        Tag::Cell => inside.cells = 1,
        Tag::Time => inside.times = 1,
        _ => {}
    }
}

fn is_hidden(dom: &Dom, id: NodeId, tag: Tag) -> bool {
    if matches!(tag, Tag::Unshown | Tag::Script | Tag::Head | Tag::Button) {
        return true;
    }
    let style = || dom.attr(id, Attr::Style).unwrap_or_default();
    let unshown = |style: &str| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        let style = style.to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    };
    dom.attr(id, Attr::Hidden).is_some_and(|value| value != "until-found")
        || (dom.attr(id, Attr::Style).is_some() && unshown(style()))
        || (dom.attr(id, Attr::AriaHidden) == Some("true") && !matches!(tag, Tag::Figure | Tag::Image))
        || dom.attr(id, Attr::Class).is_some_and(is_for_ears)
}

/// Whether a class is of what only a screen reader reads out.
fn is_for_ears(class: &str) -> bool {
    static PARTS: LazyLock<NameWords> =
        LazyLock::new(|| NameWords::new(&["visuallyhidden", "visually-hidden", "screen-reader"]));
    const WHOLE: &[&str] = &["sr-only", "a11y-hidden", "hidden", "is-hidden", "invisible"];
    class
        .split_ascii_whitespace()
        .any(|name| WHOLE.iter().any(|word| name.eq_ignore_ascii_case(word)) || PARTS.are_in(name))
}

fn is_credit(dom: &Dom, id: NodeId) -> bool {
    static PARTS: LazyLock<NameWords> = LazyLock::new(|| {
        NameWords::new(&[
            "credit",
            "copyright",
            "photographer",
            "image-source",
            "imagesource",
            "photo-author",
        ])
    });
    let named = |value: &str| PARTS.are_in(value);
    dom.attr(id, Attr::Class).is_some_and(named) || dom.attr(id, Attr::Itemprop).is_some_and(named)
}
