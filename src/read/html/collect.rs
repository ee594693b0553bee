//! A tree → pieces: what stands on lines of its own, with what its mark-up says of it. No piece is judged here, and none
//! is left out but what no browser would show.

use std::ops::Range;

use super::dom::{Data, Dom, NodeId, Step};
use super::shape::Shapes;
use super::table;
use super::tag::{Attr, Tag};
use crate::article::{InlineStyle, Picture};
use crate::read::clean::{self, one_line};

/// What the mark-up makes of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    Heading(u8),
    /// An item of a list that lies in so many others, with its number if it has one.
    Item {
        depth: u8,
        number: Option<u32>,
    },
    Caption,
    Quote,
    /// Lines as they stand: code, verse, a table.
    Lines,
    /// What is shown of another page, by its address.
    Embed,
}

/// A stretch of a piece's text with a style.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    pub(super) range: Range<usize>,
    pub(super) style: InlineStyle,
}

impl Mark {
    pub(super) fn is_link(&self) -> bool {
        matches!(self.style, InlineStyle::Link(_))
    }
}

/// A text on lines of its own.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// The box that it stands in.
    pub(super) node: NodeId,
    pub(super) form: Form,
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
    /// Bytes of it in links.
    pub(super) linked: usize,
    /// Bytes of it in bold.
    pub(super) strong: usize,
    /// A `time` element in it.
    pub(super) time: Option<NodeId>,
    /// The picture that it stands at, if it is a caption.
    pub(super) picture: Option<Picture>,
    /// Whether a picture stands before it in the same box.
    pub(super) after_image: bool,
    /// Which part of it says who took the picture.
    pub(super) credit: Option<Range<usize>>,
}

/// How what is read now is to be taken.
#[derive(Clone, Copy, Debug, Default)]
struct Context {
    heading: u8,
    caption: bool,
    quote: bool,
    lines: bool,
    lists: u8,
    figure: Option<NodeId>,
}

/// An item of a list, with its number if it has one.
#[derive(Clone, Copy, Debug)]
struct Item {
    number: Option<u32>,
}

struct Collector<'a> {
    dom: &'a Dom,
    shapes: &'a Shapes,
    pieces: Vec<Piece>,
    /// What has been read of the next piece.
    text: String,
    marks: Vec<Mark>,
    linked: usize,
    strong: usize,
    time: Option<NodeId>,
    credit: Option<Range<usize>>,
    /// Boxes around, with how their text is to be taken.
    contexts: Vec<(NodeId, Context)>,
    /// Lines that are open: where they began.
    open: Vec<(NodeId, usize)>,
    /// The next number of each list that is open.
    numbers: Vec<Option<u32>>,
    /// The item whose first piece is still to come, and its number.
    item: Option<Item>,
    /// The last picture, and the box that it stands in.
    image: Option<(NodeId, NodeId)>,
    /// The box of a frame without a title: a link in it says what is shown.
    frame: Option<NodeId>,
}

/// The pieces at and below a node.
pub(super) fn collect(dom: &Dom, shapes: &Shapes, from: NodeId) -> Vec<Piece> {
    let mut collector = Collector {
        dom,
        shapes,
        pieces: Vec::new(),
        text: String::new(),
        marks: Vec::new(),
        linked: 0,
        strong: 0,
        time: None,
        credit: None,
        contexts: vec![(from, Context::default())],
        open: Vec::new(),
        numbers: Vec::new(),
        item: None,
        image: None,
        frame: None,
    };
    let mut walk = dom.walk(from);
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(id) => match &dom.node(id).data {
                Data::Text(text) => collector.add_text(text),
                Data::Element(_) if shapes.is_hidden(id) => walk.leave_out(id),
                Data::Element(element) => {
                    if collector.enter(id, element.tag) {
                        walk.leave_out(id);
                    }
                }
                Data::Nothing => {}
            },
            Step::Leave(id) => collector.leave(id),
        }
    }
    collector.flush();
    collector.pieces
}

impl Collector<'_> {
    fn context(&self) -> Context {
        self.contexts
            .last()
            .map_or_else(Context::default, |(_, context)| *context)
    }

    fn add_text(&mut self, text: &str) {
        let text = clean::text(text);
        if self.context().lines {
            self.text.push_str(&text);
            return;
        }
        let blank = |c: char| c.is_ascii_whitespace();
        if text.starts_with(blank) {
            self.blank();
        }
        let mut words = text.split(blank).filter(|word| !word.is_empty());
        if let Some(word) = words.next() {
            self.text.push_str(word);
        }
        for word in words {
            self.text.push(' ');
            self.text.push_str(word);
        }
        if text.ends_with(blank) {
            self.blank();
        }
    }

    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    /// Enters an element; whether what lies in it has been dealt with.
    fn enter(&mut self, id: NodeId, tag: Tag) -> bool {
        match tag {
            Tag::Break => self.line_break(),
            Tag::Image => self.image = self.contexts.last().map(|(around, _)| (id, *around)),
            Tag::Embed => {
                self.flush();
                self.embed(id);
                return true;
            }
            Tag::Table if self.shapes.is_data(id) => {
                self.flush();
                self.text = table::rows(self.dom, self.shapes, id);
                self.contexts.push((
                    id,
                    Context {
                        lines: true,
                        ..self.context()
                    },
                ));
                self.flush();
                self.contexts.pop();
                return true;
            }
            _ if tag.is_block() => self.enter_box(id, tag),
            _ => {
                self.part(id);
                self.open.push((id, self.text.len()));
            }
        }
        false
    }

    /// Lines that follow one another without a blank in a box without text of its own are shown apart.
    fn part(&mut self, id: NodeId) {
        let Some(before) = self.dom.node(id).before else { return };
        let Some(parent) = self.dom.node(id).parent else { return };
        let apart = self.dom.element(before).is_some_and(|before| before.tag != Tag::Break)
            && self.dom.tag(parent).is_block()
            && self.shapes.is_of_lines(parent);
        if apart {
            self.blank();
        }
    }

    fn line_break(&mut self) {
        let context = self.context();
        while self.text.ends_with(' ') {
            self.text.pop();
        }
        if self.text.ends_with('\n') && !context.lines && context.heading == 0 && !context.caption {
            // An empty line: what follows is a paragraph of its own.
            self.flush();
        } else if !self.text.is_empty() {
            self.text.push(if context.heading > 0 || context.caption {
                ' '
            } else {
                '\n'
            });
        }
    }

    fn enter_box(&mut self, id: NodeId, tag: Tag) {
        self.flush();
        let mut context = self.context();
        match tag {
            Tag::Heading(level) => context.heading = level,
            Tag::Caption => context.caption = true,
            Tag::Figure => context.figure = Some(id),
            Tag::Blockquote => context.quote = true,
            Tag::Pre => context.lines = true,
            Tag::List { ordered } => {
                let start = self
                    .dom
                    .attr(id, Attr::Start)
                    .and_then(|start| start.trim().parse().ok());
                self.numbers.push(ordered.then(|| start.unwrap_or(1)));
                context.lists = context.lists.saturating_add(1);
            }
            Tag::Item if !self.shapes.is_box(id) => {
                let said = self
                    .dom
                    .attr(id, Attr::Value)
                    .and_then(|value| value.trim().parse().ok());
                let number = self.numbers.last_mut().and_then(|number| {
                    let this = said.or(*number).filter(|_| number.is_some());
                    *number = this;
                    *number = number.map(|number| number.saturating_add(1));
                    this
                });
                self.item = Some(Item { number });
            }
            Tag::Item => context.lists = 0,
            _ => {}
        }
        self.contexts.push((id, context));
    }

    fn leave(&mut self, id: NodeId) {
        if self.contexts.len() > 1 && self.contexts.last().is_some_and(|(around, _)| *around == id) {
            self.flush();
            self.contexts.pop();
            match self.dom.tag(id) {
                Tag::List { .. } => {
                    self.numbers.pop();
                    self.item = None;
                }
                Tag::Item => self.item = None,
                _ => {}
            }
        } else if self.open.last().is_some_and(|(open, _)| *open == id) {
            self.close();
        }
    }

    /// A line's element ends.
    fn close(&mut self) {
        let Some((id, from)) = self.open.pop() else { return };
        let from = from.min(self.text.len());
        let range = from..self.text.len();
        let shown = self.text[range.clone()].trim().len();
        if shown == 0 {
            return;
        }
        let tag = self.dom.tag(id);
        let style = match tag {
            Tag::Anchor => {
                self.linked += shown;
                let address = self.dom.attr(id, Attr::Href).map(clean::address).unwrap_or_default();
                // Inside the page, or a script.
                let leads = !address.is_empty() && !address.starts_with('#') && !is_script(&address);
                leads.then_some(InlineStyle::Link(address))
            }
            Tag::Emphasis => Some(InlineStyle::Emphasis),
            Tag::Strong => {
                self.strong += shown;
                Some(InlineStyle::Strong)
            }
            Tag::Code => Some(InlineStyle::Code),
            Tag::Time => {
                self.time = self.time.or(Some(id));
                None
            }
            _ => None,
        };
        if self.shapes.is_credit(id) && self.credit.is_none() {
            self.credit = Some(range.clone());
        }
        if let Some(style) = style {
            self.marks.push(Mark { range, style });
        }
    }

    /// What has been read becomes a piece.
    fn flush(&mut self) {
        // What is open goes on in the next piece.
        let open = std::mem::take(&mut self.open);
        for &(id, from) in open.iter().rev() {
            self.open.push((id, from));
            self.close();
        }
        self.open = open;
        for (_, from) in &mut self.open {
            *from = 0;
        }
        let text = std::mem::take(&mut self.text);
        let marks = std::mem::take(&mut self.marks);
        let (linked, strong) = (std::mem::take(&mut self.linked), std::mem::take(&mut self.strong));
        let (time, credit) = (self.time.take(), self.credit.take());
        let shown = text.trim();
        let Some(&(node, context)) = self.contexts.last().filter(|_| !shown.is_empty()) else {
            return;
        };
        let lead = text.len() - text.trim_start().len();
        let inside = |range: &Range<usize>| {
            let from = range.start.saturating_sub(lead).min(shown.len());
            let to = range.end.saturating_sub(lead).min(shown.len());
            trimmed(shown, from..to)
        };
        let mut marks: Vec<Mark> = marks
            .into_iter()
            .filter_map(|mark| {
                Some(Mark {
                    range: inside(&mark.range)?,
                    style: mark.style,
                })
            })
            .collect();
        // The outer one first.
        marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
        let mut form = self.form(context);
        if form == Form::Plain && linked == shown.len() {
            if self.frame.take_if(|frame| *frame == node).is_some() {
                form = Form::Embed;
            }
            let again = |last: &Piece| last.form == Form::Embed && last.text == shown;
            if self.pieces.last().is_some_and(again) {
                return;
            }
        }
        let figure = context.figure;
        self.pieces.push(Piece {
            node,
            form,
            marks,
            linked,
            strong,
            time,
            picture: self.picture(figure),
            after_image: self.image.is_some_and(|(_, around)| self.dom.lies_in(around, node)),
            credit: credit.and_then(|credit| inside(&credit)),
            text: shown.to_owned(),
        });
        if form != Form::Caption {
            self.image = self.image.filter(|(_, around)| Some(*around) == figure);
        }
    }

    fn form(&mut self, context: Context) -> Form {
        let item = self.item.take();
        if context.heading > 0 {
            Form::Heading(context.heading)
        } else if context.caption {
            Form::Caption
        } else if context.lines {
            Form::Lines
        } else if let Some(Item { number }) = item {
            Form::Item {
                depth: context.lists.saturating_sub(1),
                number,
            }
        } else if context.quote {
            Form::Quote
        } else {
            Form::Plain
        }
    }

    fn picture(&self, figure: Option<NodeId>) -> Option<Picture> {
        let (image, around) = self.image?;
        let inside = figure.is_none_or(|figure| self.dom.lies_in(around, figure));
        let url = [Attr::DataSrc, Attr::Src]
            .into_iter()
            .filter_map(|attr| self.dom.attr(image, attr))
            .find(|url| !url.is_empty() && !url.starts_with("data:"))?;
        let alt = self
            .dom
            .attr(image, Attr::Alt)
            .map(one_line)
            .filter(|alt| !alt.is_empty());
        inside.then(|| Picture {
            url: clean::address(url),
            alt,
        })
    }

    /// A frame, a video: its title and its address.
    fn embed(&mut self, id: NodeId) {
        let address = self.dom.elements(id).take(8).find_map(|inside| {
            [Attr::Src, Attr::DataSrc]
                .into_iter()
                .find_map(|attr| self.dom.attr(inside, attr))
        });
        let Some(address) = address.map(one_line).filter(|address| address.contains("//")) else {
            return;
        };
        let title = [Attr::Title, Attr::AriaLabel]
            .into_iter()
            .find_map(|attr| self.dom.attr(id, attr))
            .map(one_line)
            .filter(|title| !title.is_empty());
        let Some(title) = title else {
            self.frame = self.contexts.last().map(|(node, _)| *node);
            return;
        };
        let Some(&(node, _)) = self.contexts.last() else { return };
        self.pieces.push(Piece {
            node,
            form: Form::Embed,
            marks: vec![Mark {
                range: 0..title.len(),
                style: InlineStyle::Link(address),
            }],
            linked: 0,
            strong: 0,
            time: None,
            picture: None,
            after_image: false,
            credit: None,
            text: title,
        });
    }
}

pub(super) fn is_script(address: &str) -> bool {
    let scheme = address.split(':').next().unwrap_or_default();
    ["javascript", "data", "vbscript"]
        .iter()
        .any(|bad| scheme.trim().eq_ignore_ascii_case(bad))
}

/// A range without the blanks at its ends; none if nothing is left.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let (from, to) = (
        text.floor_char_boundary(range.start),
        text.floor_char_boundary(range.end),
    );
    let shown = &text[from..to.max(from)];
    let start = from + shown.len() - shown.trim_start().len();
    let end = start + shown.trim().len();
    (start < end).then_some(start..end)
}
