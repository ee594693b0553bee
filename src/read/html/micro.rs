//! Microdata: posts that say by `itemprop` what they are.

use super::dom::{Dom, NodeId, Step};
use super::tag::{Attr, Tag};
use crate::read::clean::one_line;
use crate::read::linked::Posting;
use crate::read::moment::Moment;

/// The posts of a live blog, with their elements.
pub(super) fn posts(dom: &Dom) -> Vec<(NodeId, Posting)> {
    let mut found: Vec<(NodeId, Posting)> = Vec::new();
    let mut walk = dom.walk(NodeId::ROOT);
    while let Some(step) = walk.next() {
        let Step::Enter(id) = step else { continue };
        if has_prop(dom, id, "liveblogupdate") {
            found.push((id, fields(dom, id)));
            walk.leave_out(id);
        }
    }
    found
}

fn has_prop(dom: &Dom, id: NodeId, wanted: &str) -> bool {
    dom.attr(id, Attr::Itemprop).is_some_and(|props| {
        props
            .split_ascii_whitespace()
            .any(|prop| prop.eq_ignore_ascii_case(wanted))
    })
}

/// What an item says, not counting what items in it say of themselves, but for their names.
fn fields(dom: &Dom, item: NodeId) -> Posting {
    let mut posting = Posting {
        id: dom.attr(item, Attr::Itemid).map(one_line),
        ..Posting::default()
    };
    let mut walk = dom.walk(item);
    while let Some(step) = walk.next() {
        let Step::Enter(id) = step else { continue };
        let Some(props) = dom.attr(id, Attr::Itemprop).filter(|_| id != item) else {
            continue;
        };
        for prop in props.split_ascii_whitespace() {
            let moment = || Moment::parse(&value(dom, id));
            match prop.to_ascii_lowercase().as_str() {
                "url" => posting.url = posting.url.take().or(Some(value(dom, id))),
                "headline" => posting.headline = posting.headline.take().or(Some(value(dom, id))),
                "datepublished" | "datecreated" => posting.published = posting.published.or_else(moment),
                "datemodified" => posting.modified = posting.modified.or_else(moment),
                "author" => posting.authors.extend(author(dom, id)),
                _ => {}
            }
        }
        if dom.attr(id, Attr::Itemscope).is_some() {
            walk.leave_out(id);
        }
    }
    posting
}

fn author(dom: &Dom, id: NodeId) -> Option<String> {
    let name = if dom.attr(id, Attr::Itemscope).is_some() {
        let named = dom.elements(id).find(|inside| has_prop(dom, *inside, "name"));
        value(dom, named?)
    } else {
        value(dom, id)
    };
    (!name.is_empty() && !name.contains("//")).then_some(name)
}

/// The value of a property: where it stands depends on the element.
fn value(dom: &Dom, id: NodeId) -> String {
    let attr = match dom.tag(id) {
        Tag::Meta => Some(Attr::Content),
        Tag::Time => Some(Attr::Datetime),
        Tag::Anchor | Tag::Link => Some(Attr::Href),
        Tag::Image | Tag::Embed => Some(Attr::Src),
        _ => None,
    };
    let said = attr.or(Some(Attr::Content)).and_then(|attr| dom.attr(id, attr));
    said.map_or_else(|| one_line(&dom.text(id)), one_line)
}
