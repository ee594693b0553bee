//! Pages: HTML → an article. The tree is built as browsers build it (`parse`, `sink`, `dom`), taken apart into pieces
//! (`collect`), and judged: which part of it is the article (`content`, `clutter`), what each piece is (`judge`), where
//! posts begin (`posts`), and what the page's description of itself adds (`about`, `micro`, `weigh`).
//!
//! Nothing here calls itself, and nothing costs more than the page is long: a page is not to be trusted.

mod about;
mod clutter;
mod collect;
mod content;
mod dom;
mod embed;
mod judge;
mod live;
mod micro;
mod parse;
mod posts;
mod references;
mod settle;
mod shape;
mod sink;
mod table;
mod tag;
mod weigh;
mod words;

use super::clean;
use super::draft::{self, Draft};
use super::error::Error;
use super::moment::Moment;
use super::text::marked;
use crate::article::{Article, Kind, Meta};

pub(super) use table::lines_of;

use about::About;
use clutter::Clutter;
use collect::{Piece, collect};
use content::prose;
use dom::{Dom, NodeId};
pub(super) use judge::SAID;
use judge::{Judge, Judged};
use shape::Shapes;
use tag::Attr;

/// An article out of a page, and why each block is what it is.
pub(super) struct Page {
    pub(super) article: Article,
    pub(super) reasons: Vec<&'static str>,
    /// About the page as a whole.
    pub(super) remarks: Vec<String>,
}

/// Reads a page.
///
/// # Errors
/// When its text is longer than 4 GiB.
pub(super) fn read(source: &str) -> Result<Page, Error> {
    let parsed = parse::parse(source);
    let mut remarks = vec!["a web page".to_owned()];
    if !parsed.is_whole {
        remarks.push("its elements are nested too wildly; what follows was not read".to_owned());
    }
    let dom = parsed.dom;
    let about = About::of(&dom);
    let shapes = Shapes::of(&dom);
    let pieces = collect(&dom, &shapes, NodeId::ROOT);
    let clutter = Clutter::of(&dom, &shapes, &content::masses(&dom, &pieces, |_| true));
    let root = content::root(&dom, &content::masses(&dom, &pieces, |id| !clutter.has(id)));
    let title = title(&about, &pieces);
    let authors = authors(&about);
    let judge = Judge {
        dom: &dom,
        shapes: &shapes,
        clutter: &clutter,
        about: &about,
        root,
        authors,
        title: title.clone(),
    };
    let drafts = judge.judge(&pieces);
    let mut blog = live::Blog {
        judge: &judge,
        drafts,
        zone: zone(&dom, &about),
    };
    let description = blog.weigh(&pieces);
    let is_blog = blog.drafts.iter().any(|judged| judged.draft.post().is_some());
    if !is_blog {
        settle::settle(&mut blog.drafts, &about, &dom);
    }
    remarks.extend(description);
    let zone = blog.zone;
    let mut drafts: Vec<Draft> = blog.drafts.into_iter().map(|judged| judged.draft).collect();
    add_title(&mut drafts, title.as_deref());
    if !is_blog {
        add_byline(&mut drafts, &about);
    }
    let meta = meta(&about, &drafts, title, zone);
    let (article, reasons) = draft::finish(drafts, meta)?;
    Ok(Page {
        article,
        reasons,
        remarks,
    })
}

/// The blocks of a part of a page: what a feed or a description has as the text of a post.
pub(super) fn fragment(source: &str) -> Vec<Draft> {
    let dom = parse::parse(source).dom;
    let shapes = Shapes::of(&dom);
    let pieces = collect(&dom, &shapes, NodeId::ROOT);
    let clutter = Clutter::of(&dom, &shapes, &content::masses(&dom, &pieces, |_| true));
    let about = About::default();
    let judge = Judge {
        dom: &dom,
        shapes: &shapes,
        clutter: &clutter,
        about: &about,
        root: NodeId::ROOT,
        authors: Vec::new(),
        title: None,
    };
    let mut judged = judge.judge(&pieces);
    judge::keep_links(&dom, &mut judged);
    judged.into_iter().map(|judged| judged.draft).collect()
}

/// Whether a text is HTML, and not words with a `<` in them.
pub(super) fn is_markup(text: &str) -> bool {
    let starts = |tag: &str| text.contains(&format!("<{tag}>")) || text.contains(&format!("<{tag} "));
    [
        "p",
        "br",
        "div",
        "ul",
        "ol",
        "blockquote",
        "figure",
        "a",
        "strong",
        "em",
        "b",
        "i",
        "h2",
        "h3",
        "span",
        "img",
        "table",
        "pre",
    ]
    .into_iter()
    .any(starts)
        || text.contains("<br/>")
}

/// The words of a body that may be HTML, or HTML that was escaped once more.
pub(super) fn plain(body: &str) -> String {
    let drafts = body_drafts(body);
    drafts
        .into_iter()
        .map(|draft| draft.text)
        .collect::<Vec<_>>()
        .join("\n")
}

/// The blocks of a body that may be HTML, HTML that was escaped once more, or text.
pub(super) fn body_drafts(body: &str) -> Vec<Draft> {
    if is_markup(body) {
        return fragment(body);
    }
    if has_reference(body) {
        let once = parse::parse(body).dom.text(NodeId::ROOT);
        if is_markup(&once) {
            return fragment(&once);
        }
        return paragraphs(&once);
    }
    paragraphs(body)
}

/// Whether there is a reference to a character in a text: `&amp;`, `&#233;`.
fn has_reference(text: &str) -> bool {
    /// No name of a character is longer.
    const LONGEST: usize = 32;
    text.match_indices('&').any(|(at, _)| {
        let rest = &text[at + 1..];
        let name = rest
            .bytes()
            .take(LONGEST)
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
        let end = name.count();
        end > 0 && rest.as_bytes().get(end) == Some(&b';')
    })
}

/// Text in paragraphs, with an empty line between them or on a line each.
fn paragraphs(text: &str) -> Vec<Draft> {
    let text = clean::text(text);
    let lines = text.split('\n').map(clean::one_line).filter(|line| !line.is_empty());
    lines
        .map(|line| Draft::new(Kind::Paragraph, line, "text of a description"))
        .collect()
}

/// The article's title: a heading of the page that its head says too, else what the head says.
fn title(about: &About, pieces: &[Piece]) -> Option<String> {
    let headings = || {
        pieces
            .iter()
            .filter(|piece| piece.form == collect::Form::Heading(1) && piece.text.len() < 400)
    };
    let said: Vec<&String> = [&about.title, &about.window].into_iter().flatten().collect();
    let linked = about.postings.iter().filter_map(|posting| posting.headline.as_ref());
    let shown = headings().find(|piece| {
        said.iter()
            .copied()
            .chain(linked.clone())
            .any(|said| about::is_title(&piece.text, said))
    });
    if let Some(shown) = shown {
        return Some(shown.text.clone());
    }
    if let [only] = headings().collect::<Vec<_>>()[..] {
        return Some(only.text.clone());
    }
    about
        .title
        .clone()
        .or_else(|| linked.clone().next().cloned())
        .or_else(|| headings().next().map(|piece| piece.text.clone()))
        .or_else(|| about.window.clone())
}

fn authors(about: &About) -> Vec<String> {
    let linked = about.postings.iter().flat_map(|posting| &posting.authors);
    let said = linked.chain(&about.authors);
    let mut authors: Vec<String> = Vec::new();
    for name in said.flat_map(|line| marked::names(line)) {
        let known = authors.iter().any(|other| other == name);
        if name.chars().count() >= 4 && name.len() < 80 && !known {
            authors.push(name.to_owned());
        }
    }
    authors
}

/// How far ahead of UTC the page's clock is: as most of its times say, or as the clocks that it shows beside its times.
fn zone(dom: &Dom, about: &About) -> Option<i16> {
    let mut offsets: Vec<i16> = Vec::new();
    let mut shown: Vec<i16> = Vec::new();
    let linked = about.postings.iter().flat_map(|posting| {
        let updates = posting
            .updates
            .iter()
            .flat_map(|update| [update.published, update.modified]);
        [posting.published, posting.modified].into_iter().chain(updates)
    });
    offsets.extend(
        linked
            .chain([about.published])
            .flatten()
            .filter_map(|moment| moment.offset),
    );
    for id in dom.elements(NodeId::ROOT).filter(|id| dom.tag(*id) == tag::Tag::Time) {
        let Some(moment) = dom.attr(id, Attr::Datetime).and_then(Moment::parse) else {
            continue;
        };
        let Some(offset) = moment.offset else { continue };
        offsets.push(offset);
        if let (Some(clock), Some(minute)) = (marked::time(&clean::one_line(&dom.text(id))), moment.minute) {
            let ahead = (i32::from(clock.minute) - i32::from(minute) + i32::from(offset) + 2 * 720).rem_euclid(1440);
            let ahead = if ahead > 840 { ahead - 1440 } else { ahead };
            if ahead % 15 == 0 {
                shown.push(ahead as i16);
            }
        }
    }
    let away: Vec<i16> = offsets.iter().copied().filter(|offset| *offset != 0).collect();
    most(&shown)
        .filter(|_| shown.len() > 1)
        .or_else(|| most(&away))
        .or_else(|| most(&offsets))
}

fn most(values: &[i16]) -> Option<i16> {
    let count = |value: i16| values.iter().filter(|other| **other == value).count();
    let mut distinct = values.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    distinct.truncate(64);
    distinct.into_iter().max_by_key(|value| count(*value))
}

/// The title stands above all, whether the page shows it or only says it.
fn add_title(drafts: &mut Vec<Draft>, title: Option<&str>) {
    let Some(title) = title else { return };
    match drafts.iter().position(|draft| draft.kind == Kind::Title) {
        Some(at) => {
            let draft = drafts.remove(at);
            drafts.insert(0, draft);
        }
        None => drafts.insert(0, Draft::new(Kind::Title, title.to_owned(), "title of the page")),
    }
}

/// Who wrote it stands below the title, whether the page shows it or only says it.
fn add_byline(drafts: &mut Vec<Draft>, about: &About) {
    let body = drafts.iter().position(|draft| draft.kind == Kind::Paragraph);
    let mut opening = drafts
        .iter()
        .take(body.map_or(drafts.len(), |body| body + 1 + judge::OPENING));
    let names = about.said_authors();
    if names.is_empty() || opening.any(|draft| draft.kind == Kind::Byline) {
        return;
    }
    let at = usize::from(drafts.first().is_some_and(|draft| draft.kind == Kind::Title));
    drafts.insert(
        at,
        Draft::new(Kind::Byline, names.join(", "), "author in the head of the page"),
    );
}

fn meta(about: &About, drafts: &[Draft], title: Option<String>, zone: Option<i16>) -> Meta {
    let shown = drafts.iter().take_while(|draft| draft.post().is_none()).take(12);
    let linked = about.postings.iter().find_map(|posting| posting.published);
    let said = linked
        .or(about.published)
        .map(|moment| moment.in_zone(zone).published());
    let printed = shown
        .clone()
        .filter(|draft| draft.kind == Kind::Timestamp)
        .find_map(|draft| marked::published(&draft.text));
    let mut bylines: Vec<String> = Vec::new();
    for draft in shown.filter(|draft| draft.kind == Kind::Byline) {
        for name in marked::names(&draft.text) {
            if !bylines.iter().any(|other| other == name) {
                bylines.push(name.to_owned());
            }
        }
    }
    let said_authors = about.said_authors();
    Meta {
        title,
        published: said.or(printed),
        updated: false,
        bylines: if said_authors.is_empty() {
            bylines
        } else {
            said_authors.to_vec()
        },
        id: None,
        url: about.url.clone(),
    }
}

/// Whether there is hardly a word on a page: what a script is to fill.
fn is_shell(drafts: &[Judged], pieces: &[Piece]) -> bool {
    const LEAST: f32 = 200.0;
    drafts
        .iter()
        .all(|judged| judged.draft.kind != Kind::Paragraph || judged.draft.text.len() < 120)
        && pieces.iter().map(prose).sum::<f32>() < LEAST
}
