//! The list of articles: a line to type in, and those it finds, with their day and what is known of them.
//!
//! Draws the lines that are on the screen and looks at no others.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;

use super::cells::{self, Pen};
use super::list::{LineStyles, ListView};
use super::overlay::{BoxFrame, OverlayView, size};
use super::prompt::PromptView;
use crate::app::overlay::article_list::{ArticleList, LIST_HEAD, ListedArticle, list_head, titles};
use crate::app::session::catalogue::{ListOrder, ListedAs};
use crate::app::session::counts::HowRead;
use crate::app::{State, in_thousands};
use crate::layout::role::{Glyph, Role};
use crate::matching::Fuzzy;

/// Columns before a title: the mark of the article that is read, that of what has been read, a blank.
const MARKS: u16 = 3;
/// Columns of a day with the blanks before it.
const DATE: u16 = 12;
/// Columns of a count with the blanks before it.
const COUNT: u16 = 10;
/// Columns that are left for titles at least before something else is shown, in the order of [`FACTS`]; and before
/// numbers are.
const TITLE_LEAST: [u16; 5] = [18, 36, 36, 44, 40];
/// What is shown beside titles, most telling first.
const FACTS: [Fact; 4] = [Fact::Date, Fact::Sections, Fact::New, Fact::Words];

/// Something that is shown beside a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fact {
    Date,
    Sections,
    New,
    Words,
}

/// What there is room for beside titles.
#[derive(Clone, Copy, Debug, Default)]
struct ListColumns {
    title: u16,
    /// Columns of a number with the blank behind it; 0 without numbers.
    number: u16,
    /// How many of [`FACTS`] are shown.
    facts: usize,
}

impl ListColumns {
    fn of(room: u16, known: usize) -> Self {
        let number = known.max(1).to_string().len() as u16 + 1;
        let taken = [DATE, COUNT, COUNT, COUNT, number];
        let (mut title, mut fit) = (room.saturating_sub(MARKS), 0);
        for (taken, least) in taken.into_iter().zip(TITLE_LEAST) {
            if title < taken + least {
                break;
            }
            title -= taken;
            fit += 1;
        }
        Self {
            title,
            number: if fit > FACTS.len() { number } else { 0 },
            facts: fit.min(FACTS.len()),
        }
    }

    fn has(self, fact: Fact) -> bool {
        FACTS[..self.facts].contains(&fact)
    }
}

impl Widget for OverlayView<'_, ArticleList> {
    fn render(self, screen: Rect, buffer: &mut Buffer) {
        let aside = self.aside();
        let overlay = BoxFrame {
            title: "Articles",
            aside: &aside,
            shape: self.shape,
            screen: size(screen),
        };
        let inside = overlay.draw(self.theme, buffer);
        let typed = cells::style_on(self.theme, Role::Prompt, Role::Overlay);
        prompt(self.state).draw(typed, &mut Pen::new(buffer, inside, 0));
        let listing = &self.state.session.library.listing;
        let columns = ListColumns::of(inside.width, listing.list.all());
        if list_head(inside.height) == LIST_HEAD {
            self.heads(columns, &mut Pen::new(buffer, inside, 1));
        }
        let mut words = titles::words(&listing.list.input.text);
        let nothing = self.nothing();
        let view = ListView::new(&listing.list, self.theme).nothing(&nothing);
        view.draw(below_head(inside), buffer, |line, styles, pen| {
            self.entry(&self.state.listed_article(line), columns, (styles, &mut words), pen);
        });
    }
}

impl OverlayView<'_, ArticleList> {
    /// How many there are, and in which order they stand.
    fn aside(&self) -> String {
        let ellipsis = self.theme.glyph(Glyph::Ellipsis);
        if self.what.opening.is_some() {
            return format!("opening{ellipsis}");
        }
        let (count, more) = self.state.list_in_words();
        let more = if more { ellipsis } else { "" };
        match self.state.session.library.listing.order {
            ListOrder::Given => format!("{count}{more}"),
            order => format!("{count}{more} {} {}", self.theme.glyph(Glyph::Dot), order.in_words()),
        }
    }

    fn nothing(&self) -> String {
        let (_, more) = self.state.list_in_words();
        if more {
            format!("Looking{}", self.theme.glyph(Glyph::Ellipsis))
        } else {
            "No article matches".to_owned()
        }
    }

    /// What the columns are.
    fn heads(&self, columns: ListColumns, pen: &mut Pen<'_>) {
        let quiet = cells::style(self.theme, Role::OverlayQuiet);
        pen.blank(MARKS + columns.number + columns.title, quiet);
        if columns.has(Fact::Date) {
            pen.blank(2, quiet).text("date", quiet).blank(DATE - 6, quiet);
        }
        let counts = [
            (Fact::Sections, "sections"),
            (Fact::Words, "words"),
            (Fact::New, "unique"),
        ];
        for (_, head) in counts.into_iter().filter(|(fact, _)| columns.has(*fact)) {
            pen.blank(COUNT - head.len() as u16, quiet).text(head, quiet);
        }
    }

    fn entry(
        &self,
        entry: &ListedArticle<'_>,
        columns: ListColumns,
        (styles, words): (&LineStyles, &mut Fuzzy),
        pen: &mut Pen<'_>,
    ) {
        let &LineStyles {
            mut plain,
            quiet,
            lit,
            wrong,
            ..
        } = styles;
        self.marks(entry, plain, pen);
        if columns.number > 0 {
            let number = (entry.number + 1).to_string();
            pen.blank(columns.number.saturating_sub(1 + number.len() as u16), plain);
            pen.text(&number, quiet).blank(1, plain);
        }
        if entry.current {
            plain = plain.add_modifier(Modifier::BOLD);
        }
        let end = pen.column() + columns.title;
        match entry.named.is {
            ListedAs::Title => {
                let letters = words.letters(entry.named.words);
                pen.lit(
                    entry.named.words,
                    columns.title,
                    &letters,
                    self.ellipsis(),
                    (plain, lit),
                );
            }
            ListedAs::Unknown if entry.named.words.is_empty() => {
                pen.cut(
                    &format!("Article {}", entry.number + 1),
                    columns.title,
                    self.ellipsis(),
                    quiet,
                );
            }
            // Nothing else is known of it: why takes all the room.
            ListedAs::Wrong => {
                pen.cut(entry.named.words, pen.room(), self.ellipsis(), wrong);
            }
            ListedAs::Name | ListedAs::Unknown => {
                pen.cut(entry.named.words, columns.title, self.ellipsis(), quiet);
            }
        }
        pen.blank(end.saturating_sub(pen.column()), plain);
        if entry.named.is != ListedAs::Wrong {
            facts(entry, columns, quiet, pen);
        }
    }

    fn ellipsis(&self) -> &str {
        self.theme.glyph(Glyph::Ellipsis)
    }

    /// Which is read, and how much has been read of each.
    fn marks(&self, entry: &ListedArticle<'_>, plain: Style, pen: &mut Pen<'_>) {
        let current = if entry.current {
            self.theme.glyph(Glyph::Current)
        } else {
            " "
        };
        let read = match entry.read {
            _ if entry.named.is == ListedAs::Wrong => " ",
            HowRead::Whole => self.theme.glyph(Glyph::Read),
            HowRead::Partly => self.theme.glyph(Glyph::UnreadPart),
            HowRead::Not => self.theme.glyph(Glyph::Unread),
        };
        pen.text(current, plain).text(read, plain).blank(1, plain);
    }
}

/// Day and counts; what is not known stays blank.
fn facts(entry: &ListedArticle<'_>, columns: ListColumns, quiet: Style, pen: &mut Pen<'_>) {
    if columns.has(Fact::Date) {
        let date = entry.named.date.map(|date| date.to_string()).unwrap_or_default();
        pen.blank(2, quiet).text(&date, quiet);
        pen.blank((DATE - 2).saturating_sub(cells::columns_of(&date)), quiet);
    }
    let counts = entry.counts;
    let counted = [
        (Fact::Sections, counts.map(|counts| counts.sections)),
        (Fact::Words, counts.map(|counts| counts.words)),
        (Fact::New, counts.and_then(|counts| counts.new)),
    ];
    for (_, count) in counted.into_iter().filter(|(fact, _)| columns.has(*fact)) {
        let words = count.map(|count| in_thousands(count.into())).unwrap_or_default();
        pen.blank(COUNT.saturating_sub(words.len() as u16), quiet)
            .text(&words, quiet);
    }
}

/// Where the cursor is, in what is inside the box.
pub(super) fn cursor(state: &State, inside: Rect) -> (u16, u16) {
    (inside.x + prompt(state).cursor(inside.width), inside.y)
}

fn prompt(state: &State) -> PromptView<'_> {
    PromptView {
        mark: "> ",
        input: &state.session.library.listing.list.input,
    }
}

fn below_head(inside: Rect) -> Rect {
    let rows = list_head(inside.height).min(inside.height);
    Rect {
        y: inside.y + rows,
        height: inside.height - rows,
        ..inside
    }
}
