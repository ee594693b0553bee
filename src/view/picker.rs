//! The picker: a line to type in, the kinds there are, and what is found, what matched in it lit. The page beside it or
//! below shows the place.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::cells::{self, Pen};
use super::list::{LineStyles, ListView};
use super::overlay::{BoxFrame, OverlayView, size};
use super::prompt::PromptView;
use super::rect;
use crate::app::State;
use crate::app::list::ranking::ListLines;
use crate::app::overlay::picker::Picker;
use crate::app::overlay::picker::items::{Item, ItemKind};
use crate::article::Time;
use crate::layout::role::{Glyph, Role};
use crate::matching::Fuzzy;

/// Columns of a time of day.
const TIME_COLUMNS: u16 = 5;
/// With less room for headlines than this, times are left out.
const HEADLINE_LEAST: u16 = 20;
/// What all kinds together are called.
const ALL: &str = "all";
/// Columns between two kinds.
const GAP: u16 = 2;

impl Widget for OverlayView<'_, Picker> {
    fn render(self, screen: Rect, buffer: &mut Buffer) {
        let list = &self.what.list;
        let (found, all) = (list.count(), list.all());
        let more = if list.is_running() {
            self.theme.glyph(Glyph::Ellipsis)
        } else {
            ""
        };
        let aside = if found == all {
            format!("{all}{more}")
        } else {
            format!("{found}{more} of {all}")
        };
        let title = self.what.kind.map_or("Go to", |kind| title(kind));
        let overlay = BoxFrame {
            title,
            aside: &aside,
            shape: self.shape,
            screen: size(screen),
        };
        overlay.draw(self.theme, buffer);
        let areas = self.what.areas(self.state);
        let typed = cells::style_on(self.theme, Role::Prompt, Role::Overlay);
        prompt(self.what).draw(typed, &mut Pen::new(buffer, rect(areas.input), 0));
        if areas.kinds.height > 0 {
            self.kinds(&mut Pen::new(buffer, rect(areas.kinds), 0));
        }
        self.list(rect(areas.list), buffer);
    }
}

impl OverlayView<'_, Picker> {
    /// The kinds there are, each with its sign and how many there are of it; the one that is listed alone stands out.
    fn kinds(&self, pen: &mut Pen<'_>) {
        let items = &self.what.items;
        let ground = cells::style(self.theme, Role::Overlay);
        let style = |kind: Option<ItemKind>| {
            let role = if self.what.kind == kind {
                Role::OverlaySelected
            } else {
                Role::OverlayQuiet
            };
            cells::style(self.theme, role)
        };
        // On a narrow screen signs and numbers alone: the title says which kind is listed.
        let columns = |kind| GAP + cells::columns_of(&self.kind(kind, true));
        let there = ItemKind::ALL.into_iter().filter(|kind| items.count_of(*kind) > 0);
        let named = cells::columns_of(ALL) + there.map(columns).sum::<u16>() <= pen.room();
        pen.text(ALL, style(None));
        for kind in ItemKind::ALL.into_iter().filter(|kind| items.count_of(*kind) > 0) {
            let words = self.kind(kind, named);
            if pen.room() < GAP + cells::columns_of(&words) {
                break;
            }
            pen.blank(GAP, ground).text(&words, style(Some(kind)));
        }
    }

    /// A kind as it stands among all: its sign, how many there are, and perhaps what they are called.
    fn kind(&self, kind: ItemKind, named: bool) -> String {
        let count = self.what.items.count_of(kind);
        let sign = self.sign(kind);
        let between = if sign.is_empty() { "" } else { " " };
        let words = format!("{sign}{between}{count}");
        if named {
            format!("{words} {}", kind.words(count))
        } else {
            words
        }
    }

    /// What stands before a line of a kind.
    fn sign(&self, kind: ItemKind) -> &str {
        match kind {
            ItemKind::Section => "",
            ItemKind::Caption => self.theme.glyph(Glyph::Captions),
            ItemKind::Repeat => self.theme.glyph(Glyph::Repeats),
            ItemKind::Mark => "'",
            ItemKind::Match => self.theme.glyph(Glyph::Matches),
        }
    }

    fn list(&self, area: Rect, buffer: &mut Buffer) {
        let (list, items) = (&self.what.list, &self.what.items);
        let mut fuzzy = Fuzzy::new(&list.input.text);
        let shown = list.shown(area.height.into()).filter_map(|place| list.at(place));
        let timed = shown
            .filter_map(|line| items.item(line))
            .any(|item| self.time(item).is_some());
        let nothing = if list.is_running() {
            "Looking"
        } else {
            "Nothing matches"
        };
        let view = ListView::new(list, self.theme).nothing(nothing);
        view.draw(area, buffer, |line, styles, pen| {
            if let Some(item) = items.item(line) {
                self.lead(item, timed, styles, pen);
            }
            let (text, room) = (items.line(line), pen.room());
            let ellipsis = self.theme.glyph(Glyph::Ellipsis);
            pen.lit(&text, room, &fuzzy.letters(&text), ellipsis, (styles.plain, styles.lit));
        });
    }

    /// The time of a section that is a post.
    fn time(&self, item: Item) -> Option<Time> {
        let Item::Section(section) = item else { return None };
        self.state.document.article.sections().get(section.index())?.time
    }

    /// The number of the section a line is in, and its time or the sign of its kind.
    fn lead(&self, item: Item, timed: bool, looks: &LineStyles, pen: &mut Pen<'_>) {
        let article = &self.state.document.article;
        let numbers = article.sections().len().to_string().len() as u16;
        let section = self.what.items.section(item, self.state.session.library.at);
        let number = section.map_or_else(String::new, |section| (section.0 + 1).to_string());
        pen.blank(numbers.saturating_sub(number.len() as u16), looks.plain);
        pen.text(&number, looks.quiet).blank(1, looks.plain);
        match item {
            Item::Section(_) if timed && pen.room() >= HEADLINE_LEAST + TIME_COLUMNS => {
                match self.time(item) {
                    Some(time) => pen.text(
                        &format!("{:02}:{:02} ", time.minute / 60, time.minute % 60),
                        looks.quiet,
                    ),
                    None => pen.blank(TIME_COLUMNS + 1, looks.plain),
                };
            }
            Item::Section(_) => {}
            // The mark's name follows at once.
            Item::Mark(_) => {
                pen.text(self.sign(item.kind()), looks.quiet);
            }
            _ => {
                pen.text(self.sign(item.kind()), looks.quiet).blank(1, looks.plain);
            }
        }
    }
}

/// Where the cursor is on this screen.
pub(super) fn cursor(state: &State, picker: &Picker) -> (u16, u16) {
    let input = picker.areas(state).input;
    (input.x + prompt(picker).cursor(input.width), input.y)
}

/// What the box is called while one kind is listed.
fn title(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Section => "Sections",
        ItemKind::Caption => "Captions",
        ItemKind::Repeat => "Repeats",
        ItemKind::Mark => "Marks",
        ItemKind::Match => "Matches",
    }
}

fn prompt(picker: &Picker) -> PromptView<'_> {
    PromptView {
        mark: "> ",
        input: &picker.list.input,
    }
}
