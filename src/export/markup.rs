//! Blocks as HTML, for a page of our own and for the text of posts. Each element says in `data-dateline` what its block is,
//! so that it is read back as that.

use std::fmt::Write as _;

use crate::article::{Article, BlockId, InlineStyle, Kind, Span, keeps_blanks};

/// What the HTML is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum For {
    /// A page that fetches nothing: its pictures are links.
    Page,
    /// The text of a post, for programs: without what we say of it ourselves.
    Post,
}

/// The HTML of blocks in a row.
pub(super) struct Markup<'a> {
    article: &'a Article,
    out: String,
    /// The lists that are open, the outermost first: whether each counts.
    lists: Vec<bool>,
    /// Whether an item is open.
    item: bool,
    what_for: For,
}

impl<'a> Markup<'a> {
    pub(super) fn new(article: &'a Article, what_for: For) -> Self {
        Self {
            article,
            out: String::new(),
            lists: Vec::new(),
            item: false,
            what_for,
        }
    }

    /// Adds a block.
    pub(super) fn block(&mut self, id: BlockId) {
        let block = self.article.block(id);
        if block.text.is_empty() {
            return;
        }
        if block.kind == Kind::ListItem {
            return self.list_item(id);
        }
        self.close_lists();
        let name = block.kind.name();
        match block.kind {
            // Above it stand the title and the heading of the section.
            Kind::Heading | Kind::Title => self.element("h3", name, id),
            Kind::Quote => {
                self.out.push_str("<blockquote>");
                self.element("p", name, id);
                self.out.push_str("</blockquote>");
            }
            Kind::Caption => self.figure(id),
            _ if keeps_blanks(self.article.text_of(id)) => self.element("pre", name, id),
            _ => self.element("p", name, id),
        }
        self.notes(id);
        self.out.push('\n');
    }

    /// Adds mark-up, between blocks.
    pub(super) fn raw(&mut self, markup: &str) {
        self.close_lists();
        self.out.push_str(markup);
    }

    /// All of it.
    pub(super) fn finish(mut self) -> String {
        self.close_lists();
        self.out
    }

    fn element(&mut self, element: &str, kind: &str, id: BlockId) {
        let _ = write!(self.out, "<{element} data-dateline=\"{kind}\">");
        self.text(id, element == "pre");
        let _ = write!(self.out, "</{element}>");
    }

    fn figure(&mut self, id: BlockId) {
        self.out.push_str("<figure>");
        if let Some(picture) = self.article.extras(id).and_then(|extras| extras.picture.as_ref()) {
            let url = escaped(&picture.url);
            let _ = match (self.what_for, picture.alt.as_deref()) {
                (For::Page, _) if !leads(&picture.url) => Ok(()),
                (For::Page, alt) => {
                    let words = escaped(alt.unwrap_or("Picture"));
                    write!(
                        self.out,
                        "<p class=\"picture\" data-dateline=\"none\"><a href=\"{url}\">{words}</a></p>"
                    )
                }
                (For::Post, Some(alt)) => write!(self.out, "<img src=\"{url}\" alt=\"{}\">", escaped(alt)),
                (For::Post, None) => write!(self.out, "<img src=\"{url}\">"),
            };
        }
        self.element("figcaption", Kind::Caption.name(), id);
        self.out.push_str("</figure>");
    }

    fn list_item(&mut self, id: BlockId) {
        let number = self
            .article
            .number(id)
            .map(|number| number.trim_matches(['(', ')', '.']));
        let counted = number.filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        let depth = usize::from(self.article.depth(id)) + 1;
        let counts = counted.is_some();
        if depth < self.lists.len() || (depth == self.lists.len() && self.lists.last() != Some(&counts)) {
            self.close_lists_to(depth - usize::from(self.lists.get(depth - 1) != Some(&counts)));
        } else if depth == self.lists.len() {
            self.close_item();
        }
        while self.lists.len() < depth {
            if self.lists.last().is_some() && !self.item {
                self.out.push_str("<li>");
            }
            self.out.push_str(if counts { "<ol>" } else { "<ul>" });
            self.lists.push(counts);
            self.item = false;
        }
        let value = counted.map(|number| format!(" value=\"{number}\"")).unwrap_or_default();
        let _ = write!(self.out, "<li data-dateline=\"{}\"{value}>", Kind::ListItem.name());
        self.item = true;
        self.text(id, false);
        self.notes(id);
    }

    fn close_item(&mut self) {
        if std::mem::take(&mut self.item) {
            self.out.push_str("</li>\n");
        }
    }

    fn close_lists(&mut self) {
        self.close_lists_to(0);
    }

    fn close_lists_to(&mut self, depth: usize) {
        while self.lists.len() > depth {
            self.close_item();
            if let Some(counts) = self.lists.pop() {
                self.out.push_str(if counts { "</ol>" } else { "</ul>" });
            }
            // A list inside another stands in an item of that.
            self.item = !self.lists.is_empty();
        }
        self.close_item();
    }

    fn notes(&mut self, id: BlockId) {
        let notes = self.article.block(id).notes;
        for note in notes.iter().filter(|_| self.what_for == For::Page) {
            let _ = write!(
                self.out,
                " <small class=\"note\" data-dateline=\"none\">[{}]</small>",
                note.words()
            );
        }
    }

    /// The text of a block with its links, emphasis and code, and who took the picture.
    fn text(&mut self, id: BlockId, lines: bool) {
        let block = self.article.block(id);
        let extras = self.article.extras(id);
        let mut marks: Vec<(Span, String, &str)> = Vec::new();
        for inline in extras.into_iter().flat_map(|extras| &extras.inline) {
            marks.push(match &inline.style {
                InlineStyle::Emphasis => (inline.span, "<em>".into(), "</em>"),
                InlineStyle::Strong => (inline.span, "<strong>".into(), "</strong>"),
                InlineStyle::Code => (inline.span, "<code>".into(), "</code>"),
                InlineStyle::Link(to) if leads(to) => (inline.span, format!("<a href=\"{}\">", escaped(to)), "</a>"),
                InlineStyle::Link(_) => continue,
            });
        }
        marks.extend(
            block
                .credit
                .map(|credit| (credit, "<span class=\"credit\">".into(), "</span>")),
        );
        // The outer one first.
        marks.sort_by_key(|(span, ..)| (span.start, std::cmp::Reverse(span.end)));
        let (mut at, mut open) = (block.text.start, Vec::<(u32, &str)>::new());
        for (span, start, end) in marks {
            while let Some(&(until, closes)) = open.last().filter(|(until, _)| *until <= span.start) {
                self.plain(&mut at, until, lines);
                self.out.push_str(closes);
                open.pop();
            }
            // What would only lie in it by half is cut.
            let until = open.last().map_or(span.end, |(until, _)| span.end.min(*until));
            self.plain(&mut at, span.start, lines);
            self.out.push_str(&start);
            open.push((until, end));
        }
        while let Some((until, closes)) = open.pop() {
            self.plain(&mut at, until, lines);
            self.out.push_str(closes);
        }
        self.plain(&mut at, block.text.end, lines);
    }

    fn plain(&mut self, at: &mut u32, until: u32, lines: bool) {
        if *at < until {
            let text = escaped(Span::new(*at, until).of(self.article.text()));
            self.out
                .push_str(&if lines { text } else { text.replace('\n', "<br>") });
            *at = until;
        }
    }
}

/// Whether an address leads to a page, or a place in one, and runs nothing.
fn leads(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_none_or(|scheme| {
        !scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())
            || ["http", "https", "mailto", "tel"]
                .iter()
                .any(|known| scheme.eq_ignore_ascii_case(known))
    })
}

/// A text as HTML, also between quotation marks.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
