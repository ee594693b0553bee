//! Markdown: blocks by their marks, with links, emphasis and code as stretches of the text, and what stands in front
//! matter known of the article as a whole.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::clean;
use super::draft::{self, Draft};
use super::error::Error;
use super::html;
use super::moment::Moment;
use super::text::marked;
use crate::article::{Article, InlineStyle, Kind, Meta, Picture};

/// Whether a text is Markdown, as far as its marks tell: it begins with a heading or with front matter and has other marks,
/// or has several kinds of them.
pub(super) fn is_markdown(text: &str) -> bool {
    /// So many bytes are looked at.
    const HEAD: usize = 32 * 1024;
    let head = &text[..text.floor_char_boundary(HEAD)];
    let first = head.trim_start();
    let is_heading = |line: &str| {
        let marks = line.bytes().take_while(|byte| *byte == b'#').count();
        (1..=6).contains(&marks) && line[marks..].starts_with(' ') && line[marks..].trim().len() > 1
    };
    let headings = head.lines().filter(|line| is_heading(line)).take(3).count();
    let links = head.contains("](http") || head.contains("](/") || head.contains("](#");
    let fences = head.lines().filter(|line| line.starts_with("```")).take(2).count() == 2;
    let strong = head.matches("**").take(2).count() == 2;
    let kinds = usize::from(headings > 1) + usize::from(links) + usize::from(fences) + usize::from(strong);
    let begins = first.lines().next().is_some_and(is_heading);
    (begins && (kinds > 0 || headings > 0 && head.contains("\n\n")))
        || kinds >= 2
        || (front_matter(text).is_some() && kinds + headings > 0)
}

/// The lines of front matter, and what follows them.
fn front_matter(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches('\u{FEFF}');
    ["---", "+++"].into_iter().find_map(|fence| {
        let rest = text
            .strip_prefix(fence)?
            .strip_prefix('\n')
            .or_else(|| text.strip_prefix(fence)?.strip_prefix("\r\n"))?;
        let end = rest
            .match_indices(fence)
            .find(|(at, _)| *at == 0 || rest[..*at].ends_with('\n'))?
            .0;
        let lines = &rest[..end];
        lines.contains([':', '=']).then(|| (lines, &rest[end + fence.len()..]))
    })
}

/// Reads a text in Markdown.
///
/// # Errors
/// When its text is longer than 4 GiB.
pub(super) fn read(text: &str) -> Result<(Article, Vec<&'static str>), Error> {
    let (matter, text) = front_matter(text).unwrap_or(("", text));
    let mut meta = meta(matter);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut reading = MarkdownReading::default();
    for event in Parser::new_ext(text, options) {
        reading.event(event);
    }
    reading.flush(Kind::Paragraph);
    let mut drafts = reading.drafts;
    let first = drafts
        .iter()
        .position(|draft| draft.kind == Kind::Heading && draft.level == Some(1));
    match (first, &meta.title) {
        (Some(0), _) => {
            (drafts[0].kind, drafts[0].level) = (Kind::Title, None);
            meta.title = meta.title.or_else(|| Some(drafts[0].text.clone()));
        }
        (_, Some(title)) => drafts.insert(0, Draft::new(Kind::Title, title.clone(), "front matter")),
        _ => {}
    }
    if !meta.bylines.is_empty() && !drafts.iter().any(|draft| draft.kind == Kind::Byline) {
        let at = usize::from(drafts.first().is_some_and(|draft| draft.kind == Kind::Title));
        drafts.insert(at, Draft::new(Kind::Byline, meta.bylines.join(", "), "front matter"));
    }
    draft::finish(drafts, meta)
}

/// What front matter says: a title, a date, authors.
fn meta(matter: &str) -> Meta {
    let mut meta = Meta::default();
    let mut in_authors = false;
    let bare = |value: &str| {
        let value = clean::text(value.trim().trim_matches(['"', '\''])).into_owned();
        Some(value).filter(|value| !value.is_empty())
    };
    for line in matter.lines() {
        if in_authors && let Some(name) = line.trim_start().strip_prefix("- ") {
            meta.bylines.extend(bare(name));
            continue;
        }
        let Some((key, value)) = line.split_once([':', '=']) else {
            continue;
        };
        in_authors = false;
        match key.trim().to_ascii_lowercase().as_str() {
            "title" => meta.title = meta.title.or(bare(value)),
            "date" | "published" => {
                meta.published = bare(value).and_then(|date| Moment::parse(&date)).map(Moment::published);
            }
            "author" | "authors" => {
                in_authors = value.trim().is_empty();
                let names = value.trim().trim_matches(['[', ']']).split(',');
                meta.bylines.extend(names.filter_map(bare));
            }
            "url" | "link" | "canonical" => meta.url = bare(value),
            _ => {}
        }
    }
    meta
}

/// What has been read of a text.
#[derive(Default)]
struct MarkdownReading {
    drafts: Vec<Draft>,
    text: String,
    inline: Vec<(std::ops::Range<usize>, InlineStyle)>,
    /// Where stretches began that are open.
    open: Vec<(usize, Option<InlineStyle>)>,
    level: Option<u8>,
    quotes: usize,
    /// The next number of each list that is open.
    lists: Vec<Option<u64>>,
    /// What stands before an item whose text has not been read yet.
    margin: Option<String>,
    /// Whether what is read is a block of code, and not its words.
    code: bool,
    html: String,
    picture: Option<Picture>,
    /// Whether the picture's own words are being read.
    in_picture: bool,
    rows: Vec<Vec<String>>,
    in_cell: bool,
}

impl MarkdownReading {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.add(&text),
            Event::Code(text) => {
                let from = self.text.len();
                self.add(&text);
                self.inline.push((from..self.text.len(), InlineStyle::Code));
            }
            Event::SoftBreak => self.add(" "),
            Event::HardBreak => self.add("\n"),
            Event::Html(text) | Event::InlineHtml(text) => self.html.push_str(&text),
            Event::TaskListMarker(done) => self.add(if done { "☑ " } else { "☐ " }),
            Event::Rule => self.flush(Kind::Paragraph),
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        if self.in_picture {
            if let Some(picture) = &mut self.picture {
                picture.alt.get_or_insert_default().push_str(&clean::text(text));
            }
        } else {
            self.text.push_str(&clean::text(text));
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Table(_) => self.flush(Kind::Paragraph),
            Tag::Heading { level, .. } => {
                self.flush(Kind::Paragraph);
                self.level = Some(depth(level));
            }
            Tag::BlockQuote(_) => {
                self.flush(Kind::Paragraph);
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.flush(Kind::Paragraph);
                self.code = true;
            }
            Tag::List(first) => {
                self.flush(Kind::Paragraph);
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush(Kind::Paragraph);
                let indent = " ".repeat(2 * self.lists.len().clamp(1, 8));
                let mark = self.lists.last_mut().and_then(|number| {
                    let this = *number;
                    *number = number.map(|number| number.saturating_add(1));
                    this
                });
                self.margin = Some(mark.map_or_else(|| format!("{indent}• "), |number| format!("{indent}{number}. ")));
            }
            Tag::Emphasis => self.open.push((self.text.len(), Some(InlineStyle::Emphasis))),
            Tag::Strong => self.open.push((self.text.len(), Some(InlineStyle::Strong))),
            Tag::Strikethrough => self.open.push((self.text.len(), None)),
            Tag::Link { dest_url, .. } => {
                let address = clean::address(&dest_url);
                let style = (!address.is_empty() && !address.starts_with('#')).then_some(InlineStyle::Link(address));
                self.open.push((self.text.len(), style));
            }
            Tag::Image { dest_url, .. } => {
                self.in_picture = true;
                self.picture = Some(Picture {
                    url: clean::address(&dest_url),
                    alt: None,
                });
            }
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::TableCell => self.in_cell = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Item => self.flush(Kind::Paragraph),
            TagEnd::Heading(_) => {
                self.flush(Kind::Heading);
                self.level = None;
            }
            TagEnd::BlockQuote(_) => {
                self.flush(Kind::Paragraph);
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                let whole = 0..self.text.trim_end().len();
                self.inline = vec![(whole, InlineStyle::Code)];
                self.flush(Kind::Paragraph);
                self.code = false;
            }
            TagEnd::List(_) => {
                self.flush(Kind::Paragraph);
                self.lists.pop();
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                if let Some((from, Some(style))) = self.open.pop() {
                    let range = from.min(self.text.len())..self.text.len();
                    self.inline.push((range, style));
                }
            }
            TagEnd::Image => self.in_picture = false,
            TagEnd::TableCell => {
                self.in_cell = false;
                let cell = std::mem::take(&mut self.text);
                self.inline.clear();
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell.split_whitespace().collect::<Vec<_>>().join(" "));
                }
            }
            TagEnd::Table => {
                self.text = html::lines_of(&std::mem::take(&mut self.rows));
                self.flush(Kind::Paragraph);
            }
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.drafts.extend(html::fragment(&html));
            }
            _ => {}
        }
    }

    /// What has been read becomes a block.
    fn flush(&mut self, kind: Kind) {
        if self.in_cell {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let inline = std::mem::take(&mut self.inline);
        self.open.clear();
        self.html.clear();
        let picture = self.picture.take();
        let lead = text.len() - text.trim_start().len();
        let shown = text.trim();
        let stretch = |(range, style): (std::ops::Range<usize>, InlineStyle)| {
            let from = range.start.saturating_sub(lead).min(shown.len());
            let to = range.end.saturating_sub(lead).min(shown.len());
            (from < to && shown.is_char_boundary(from) && shown.is_char_boundary(to)).then_some((from..to, style))
        };
        let mut inline: Vec<_> = inline.into_iter().filter_map(stretch).collect();
        inline.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        if let Some(picture) = picture {
            self.caption(picture, shown);
            return;
        }
        if shown.is_empty() {
            return;
        }
        let emphasized = inline.len() == 1 && inline[0] == (0..shown.len(), InlineStyle::Emphasis);
        let after_head = self
            .drafts
            .last()
            .is_some_and(|last| matches!(last.kind, Kind::Heading | Kind::Timestamp | Kind::Title));
        if kind == Kind::Heading {
            self.heading(shown, inline);
            return;
        }
        let (kind, because) = if self.margin.is_some() {
            (Kind::ListItem, "item")
        } else if self.quotes > 0 {
            (Kind::Quote, "quote")
        } else if marked::is_byline(shown) && after_head || emphasized && after_head && marked::is_names(shown) {
            (Kind::Byline, "names below a heading")
        } else if marked::is_time(shown) {
            (Kind::Timestamp, "time")
        } else if self.code {
            (Kind::Paragraph, "code")
        } else {
            (Kind::Paragraph, "paragraph")
        };
        let mut draft = Draft::new(kind, shown.to_owned(), because);
        draft.inline = inline;
        draft.margin = self.margin.take().unwrap_or_default();
        draft.time = marked::time(shown).filter(|_| kind == Kind::Timestamp);
        self.drafts.push(draft);
    }

    /// A heading that begins with the time of a post is two blocks, as on a page.
    fn heading(&mut self, shown: &str, inline: Vec<(std::ops::Range<usize>, InlineStyle)>) {
        let level = self.level;
        let stamp = marked::time_at_start(shown).or_else(|| Some((marked::time(shown)?, shown.len())));
        let (mut shown, mut inline) = (shown, inline);
        if let Some((time, to)) = stamp.filter(|_| level != Some(1)) {
            let mut draft = Draft::new(
                Kind::Timestamp,
                shown[..to]
                    .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':'))
                    .to_owned(),
                "time of a heading",
            );
            draft.time = Some(time);
            self.drafts.push(draft);
            shown = &shown[to..];
            inline.clear();
        }
        if !shown.trim().is_empty() {
            let mut draft = Draft::new(Kind::Heading, shown.trim().to_owned(), "heading");
            (draft.level, draft.inline) = (level, inline);
            self.drafts.push(draft);
        }
    }

    /// A picture, with the words below it, or those in its place.
    fn caption(&mut self, picture: Picture, below: &str) {
        let text = match (below, &picture.alt) {
            ("", Some(alt)) => alt.split_whitespace().collect::<Vec<_>>().join(" "),
            ("", None) => return,
            (below, _) => below.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        let mut draft = Draft::new(Kind::Caption, text, "picture");
        draft.credit = marked::credit(&draft.text);
        // Its words came in pieces.
        let alt = picture
            .alt
            .map(|alt| clean::one_line(&alt))
            .filter(|alt| !alt.is_empty());
        draft.picture = Some(Picture { alt, ..picture });
        self.drafts.push(draft);
    }
}

fn depth(level: HeadingLevel) -> u8 {
    level as u8
}
