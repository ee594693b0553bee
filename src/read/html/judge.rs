//! Pieces → drafts: what each is, and which are not shown. The mark-up is asked first; where it says nothing, the form of
//! the text is.

use super::about::{About, is_title};
use super::clutter::Clutter;
use super::collect::{Form, Piece};
use super::content::prose;
use super::dom::{Dom, NodeId};
use super::embed;
use super::shape::Shapes;
use super::tag::{Attr, Tag};
use crate::article::{InlineStyle, Kind};
use crate::read::draft::Draft;
use crate::read::text::marked;

/// A draft, and the element that it comes from.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) draft: Draft,
    pub(super) node: NodeId,
}

/// What is asked about every piece.
pub(super) struct Judge<'a> {
    pub(super) dom: &'a Dom,
    pub(super) shapes: &'a Shapes,
    pub(super) clutter: &'a Clutter,
    pub(super) about: &'a About,
    /// The element that holds the article.
    pub(super) root: NodeId,
    /// Everybody who is said to have written it.
    pub(super) authors: Vec<String>,
    /// The article's title.
    pub(super) title: Option<String>,
}

/// Parts of the names of elements that introduce an article.
const STANDFIRSTS: &[&str] = &[
    "standfirst",
    "lead",
    "lede",
    "intro",
    "dek",
    "deck",
    "subtitle",
    "sub-title",
    "subhead",
    "summary",
    "excerpt",
    "teaser",
    "description",
    "abstract",
    "vorspann",
    "chapo",
    "entradilla",
    "sapo",
    "ingress",
    "bajada",
    "copete",
    "kicker-text",
];

/// Where a piece stands.
#[derive(Clone, Copy)]
struct Place {
    /// Before the element that holds the article.
    in_head: bool,
    /// Behind so many pieces of prose.
    paragraphs: usize,
    /// Behind the time of a post.
    at_post: bool,
    /// Where names may stand of those who wrote what follows.
    opens: bool,
}

/// Pieces of prose after which a byline is no longer the article's own.
pub(super) const OPENING: usize = 2;

impl Judge<'_> {
    /// The drafts of an article.
    pub(super) fn judge(&self, pieces: &[Piece]) -> Vec<Judged> {
        let (head, body) = self.parts(pieces);
        let mut drafts: Vec<Judged> = Vec::new();
        let mut paragraphs = 0;
        for (at, piece) in head.iter().chain(body).enumerate() {
            let in_head = at < head.len();
            let last = drafts.last().map(|last| last.draft.kind);
            let place = Place {
                in_head,
                paragraphs,
                at_post: matches!(last, Some(Kind::Timestamp)) && paragraphs > 0,
                opens: paragraphs <= OPENING || matches!(last, Some(Kind::Timestamp | Kind::Heading)),
            };
            let Some((kind, because)) = self.kind(piece, place) else {
                continue;
            };
            if kind == Kind::Title && drafts.iter().any(|other| other.draft.kind == Kind::Title) {
                continue;
            }
            paragraphs += usize::from(kind == Kind::Paragraph && prose(piece) > 0.0);
            if kind == Kind::Caption && self.goes_on(&mut drafts, piece) {
                continue;
            }
            if matches!(kind, Kind::Quote | Kind::Byline)
                && let Some(source) = embed::source(piece)
            {
                let mut draft = draft(piece, Kind::Quote, "author of an embedded post");
                (draft.author, draft.permalink) = (Some(source.author), Some(source.address));
                drafts.push(Judged {
                    draft,
                    node: piece.node,
                });
                continue;
            }
            drafts.push(Judged {
                draft: draft(piece, kind, because),
                node: piece.node,
            });
        }
        drafts
    }

    /// The pieces that may be the head of the article, and those of its body.
    fn parts<'p>(&self, pieces: &'p [Piece]) -> (&'p [Piece], &'p [Piece]) {
        let inside = |piece: &Piece| self.dom.lies_in(piece.node, self.root);
        let from = pieces.iter().position(inside).unwrap_or(pieces.len());
        let to = pieces.iter().rposition(inside).map_or(from, |last| last + 1);
        let heading = |piece: &Piece| self.is_the_title(piece);
        let head = pieces[..from].iter().rposition(heading).unwrap_or(from);
        (&pieces[head..from], &pieces[from..to])
    }

    fn is_the_title(&self, piece: &Piece) -> bool {
        let said = self.title.as_ref().is_some_and(|title| is_title(&piece.text, title));
        match piece.form {
            Form::Heading(1) => said || self.title.is_none(),
            Form::Heading(_) | Form::Plain => said && piece.linked == 0,
            _ => false,
        }
    }

    /// What a piece is; none if it is not of the article.
    fn kind(&self, piece: &Piece, place: Place) -> Option<(Kind, &'static str)> {
        if let Some(said) = self.dom.attr(piece.node, Attr::DataKind) {
            let kind = Kind::ALL.into_iter().find(|kind| kind.name() == said);
            return kind.map(|kind| (kind, SAID));
        }
        let text = piece.text.as_str();
        if self.is_the_title(piece) && place.paragraphs == 0 {
            return Some((Kind::Title, "title"));
        }
        if is_all_link(piece) && self.turns_pages(piece.node) {
            return None;
        }
        let is_caption = self.is_caption(piece) && !is_all_link(piece);
        if let Some(because) = self.byline(piece).filter(|_| place.opens) {
            return Some((Kind::Byline, because));
        }
        if self.clutter.has(piece.node) && !is_caption {
            let prose = prose(piece) > 0.0 && !place.in_head;
            return prose.then_some((Kind::Boilerplate, "clutter"));
        }
        if is_caption {
            let words = marked::boilerplate(text);
            return Some(match words {
                3 => (Kind::Boilerplate, "words"),
                2 if text.len() < 40 => (Kind::Boilerplate, "words"),
                _ => (Kind::Caption, "caption"),
            });
        }
        if self.is_time(piece) {
            return Some((Kind::Timestamp, "time"));
        }
        // A name that nobody said to have written it: of a column, a shop, a reader.
        if place.in_head && text.len() < 40 && !matches!(piece.form, Form::Heading(_)) {
            return None;
        }
        let linked = piece.linked * 10 >= text.len() * 8;
        let words = marked::boilerplate(text);
        let is_heading = matches!(piece.form, Form::Heading(_)) || (piece.form == Form::Plain && is_bold(piece));
        let heads = is_heading && (place.at_post || words < 3);
        if !heads && piece.form != Form::Embed && (words == 3 || (words >= 2 && (linked || text.len() < 120))) {
            return Some((Kind::Boilerplate, "words"));
        }
        if place.in_head {
            let kind = match piece.form {
                Form::Item { .. } => Kind::ListItem,
                _ => Kind::Paragraph,
            };
            return self.is_standfirst(piece).then_some((kind, "standfirst"));
        }
        Some(body_kind(piece, linked))
    }

    /// Whether a link in a box leads to the page before or behind this one, as it says itself.
    fn turns_pages(&self, node: NodeId) -> bool {
        let mut first = self.dom.elements(node).take(8);
        first.any(|id| {
            let rel = self.dom.attr(id, Attr::Rel).unwrap_or_default();
            let mut words = rel.split_ascii_whitespace();
            words.any(|word| ["next", "prev"].iter().any(|way| word.eq_ignore_ascii_case(way)))
        })
    }

    /// Whether a piece of the head introduces the article: as its description does, or by the name of its element.
    fn is_standfirst(&self, piece: &Piece) -> bool {
        if !matches!(piece.form, Form::Plain | Form::Heading(2..) | Form::Item { .. })
            || piece.linked * 2 > piece.text.len()
        {
            return false;
        }
        let said = self
            .about
            .description
            .as_ref()
            .is_some_and(|said| is_title(&piece.text, said));
        let named = self.dom.around(piece.node).take(2).any(|id| {
            let class = self.dom.attr(id, Attr::Class).unwrap_or_default().to_ascii_lowercase();
            STANDFIRSTS.iter().any(|word| class.contains(word))
        });
        said || (named && prose(piece) > 0.0)
    }

    fn is_caption(&self, piece: &Piece) -> bool {
        const LONGEST: usize = 600;
        if piece.form == Form::Caption {
            return true;
        }
        if piece.text.len() > LONGEST || !matches!(piece.form, Form::Plain | Form::Item { .. }) {
            return false;
        }
        let around = || self.dom.around(piece.node).take(3);
        let named = around().any(|id| {
            let class = self.dom.attr(id, Attr::Class).unwrap_or_default().to_ascii_lowercase();
            [
                "caption",
                "legende",
                "bildunterschrift",
                "bildtext",
                "pie-foto",
                "image-credit",
                "img-credit",
            ]
            .iter()
            .any(|word| class.contains(word))
                && self.shapes.inside(id).text < 800
        });
        let in_figure = around().any(|id| self.dom.tag(id) == Tag::Figure);
        let beside = piece.after_image && piece.text.len() < 300 && marked::credit(&piece.text).is_some();
        named || in_figure || beside
    }

    /// Whether a piece says who wrote the article.
    fn byline(&self, piece: &Piece) -> Option<&'static str> {
        let text = piece.text.as_str();
        let short = text.len() < 140 && !text.contains('\n') || text.len() < 60;
        if !short || matches!(piece.form, Form::Caption | Form::Lines) {
            return None;
        }
        if matches!(piece.form, Form::Heading(_)) {
            return (text.len() < 60 && marked::is_byline(text)).then_some("words of bylines");
        }
        let named = self
            .authors
            .iter()
            .any(|author| text.contains(author.as_str()) && text.len() < author.len() * 2 + 40);
        let marked = self.dom.around(piece.node).take(3).any(|id| self.is_of_author(id));
        if named && (marked || marked::is_byline(text) || text.len() < 80) {
            return Some("author");
        }
        let of_nobody = !self.authors.is_empty() || text.split_whitespace().count() < 2;
        if marked && !of_nobody && marked::is_names(text) && !marked::is_time(text) {
            return Some("class of authors");
        }
        marked::is_byline(text).then_some("words of bylines")
    }

    fn is_of_author(&self, id: NodeId) -> bool {
        let named = |attr: Attr| {
            self.dom.attr(id, attr).is_some_and(|value| {
                let value = value.to_ascii_lowercase();
                ["author", "byline", "autor", "auteur", "writer", "contributor"]
                    .iter()
                    .any(|word| value.contains(word))
            })
        };
        (named(Attr::Class) || named(Attr::Rel) || named(Attr::Itemprop) || named(Attr::DataName))
            && self.shapes.inside(id).text < 400
    }

    fn is_time(&self, piece: &Piece) -> bool {
        const LONGEST: usize = 120;
        let text = piece.text.as_str();
        if text.len() > LONGEST || matches!(piece.form, Form::Heading(_) | Form::Lines) {
            return false;
        }
        marked::is_time(text)
            || piece
                .time
                .is_some_and(|time| self.dom.text(time).trim().len() * 2 >= text.len())
    }

    /// A caption in several pieces is one: what the picture shows, then who took it. A second copy for other screens is
    /// none.
    fn goes_on(&self, drafts: &mut [Judged], piece: &Piece) -> bool {
        let Some(last) = drafts.last_mut().filter(|last| last.draft.kind == Kind::Caption) else {
            return false;
        };
        let figure = |id: NodeId| self.dom.around(id).take(5).find(|id| self.dom.tag(*id) == Tag::Figure);
        if last.draft.text == piece.text {
            return true;
        }
        let same = last.node == piece.node || figure(piece.node).is_some_and(|one| figure(last.node) == Some(one));
        if !same {
            return false;
        }
        if last.draft.text.contains(&piece.text) {
            return true;
        }
        let from = last.draft.text.len() + 1;
        last.draft.text.push(' ');
        last.draft.text.push_str(&piece.text);
        let inside = piece
            .credit
            .clone()
            .or_else(|| self.shapes.is_credit(piece.node).then_some(0..piece.text.len()));
        last.draft.credit = inside
            .map(|range| range.start + from..range.end + from)
            .or_else(|| last.draft.credit.take())
            .or_else(|| marked::credit(&last.draft.text));
        true
    }
}

/// A paragraph of a post that is nothing but a link was written there: it is of the text.
pub(super) fn keep_links(dom: &Dom, post: &mut [Judged]) {
    for Judged { draft, node } in post {
        if draft.because == LINK && dom.tag(*node) == Tag::P {
            draft.kind = Kind::Paragraph;
        }
    }
}

/// Why a block is what our own mark-up says.
pub(in crate::read) const SAID: &str = "said by its mark-up";

/// Why a headline that is nothing but a link is a heading: of a post it may be.
pub(super) const LEADS: &str = "heading that is a link";

/// Why a line that is nothing but a link is not of the text.
const LINK: &str = "link";

/// A piece as a draft of its kind.
pub(super) fn draft(piece: &Piece, kind: Kind, because: &'static str) -> Draft {
    let mut draft = Draft::new(kind, piece.text.clone(), because);
    draft.inline = piece
        .marks
        .iter()
        .filter(|mark| kind != Kind::Title && !(kind == Kind::Heading && mark.style == InlineStyle::Strong))
        .map(|mark| (mark.range.clone(), mark.style.clone()))
        .collect();
    match piece.form {
        Form::Heading(level) if kind == Kind::Heading => draft.level = Some(level),
        Form::Item { depth, number } if kind == Kind::ListItem => {
            let indent = " ".repeat(2 + 2 * usize::from(depth));
            draft.margin = number.map_or_else(|| format!("{indent}• "), |number| format!("{indent}{number}. "));
        }
        _ => {}
    }
    if kind == Kind::Caption {
        draft.picture.clone_from(&piece.picture);
        draft.credit = piece.credit.clone().or_else(|| marked::credit(&piece.text));
    }
    if kind == Kind::Timestamp {
        draft.time = marked::time(&piece.text);
    }
    draft
}

/// What a piece of the body is that nothing else is said of.
fn body_kind(piece: &Piece, linked: bool) -> (Kind, &'static str) {
    let text = piece.text.as_str();
    match piece.form {
        Form::Heading(_) if text.len() > 300 => (Kind::Paragraph, "long heading"),
        Form::Heading(_) if is_all_link(piece) => (Kind::Heading, LEADS),
        Form::Heading(_) => (Kind::Heading, "heading"),
        Form::Item { .. } => (Kind::ListItem, "item"),
        Form::Quote => (Kind::Quote, "quote"),
        Form::Lines => (Kind::Paragraph, "lines"),
        Form::Embed => (Kind::Caption, "embed"),
        // Others have been told before.
        Form::Caption => (Kind::Boilerplate, LINK),
        Form::Plain if linked && text.len() < 160 && piece.linked > 0 => (Kind::Boilerplate, LINK),
        Form::Plain if is_bold(piece) => (Kind::Heading, "bold"),
        Form::Plain => (Kind::Paragraph, "prose"),
    }
}

/// Whether a piece is nothing but a link to another page: a picture or a headline that leads there.
fn is_all_link(piece: &Piece) -> bool {
    let linked: usize = piece
        .marks
        .iter()
        .filter(|mark| mark.is_link())
        .map(|mark| mark.range.len())
        .sum();
    !piece.text.is_empty() && linked * 10 >= piece.text.len() * 9
}

/// A short line all in bold is a heading without the element of one.
fn is_bold(piece: &Piece) -> bool {
    let text = piece.text.as_str();
    let bare = text.trim_end_matches(['"', '”', '»', '“']);
    text.len() <= 120
        && piece.strong * 10 >= text.len() * 9
        && text.chars().any(char::is_alphabetic)
        && !text.contains('\n')
        && !bare.ends_with(['.', ':', ',', ';', '…', '-', '–'])
}
