//! The section picker: a line to type in, and the sections it finds, what matched in them lit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::cells::{self, Pen};
use super::overlay::{Overlay, Place, first_shown};
use super::prompt::Prompt;
use crate::app::{Found, Picking, State};
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// The widest box: a headline, its number and time.
const COLUMNS: u16 = 76;
/// Rows above the list: what is typed, and a blank one where there is room.
const INPUT_ROWS: u16 = 2;
/// With fewer rows than this inside the box there is no blank one.
const AIRY_FROM: u16 = 6;
/// Columns of a time of day.
const TIME_COLUMNS: u16 = 5;
/// With less room for headlines than this, times are left out.
const HEADLINE_LEAST: u16 = 20;

/// The section picker.
pub(super) struct Picker<'a> {
    pub(super) state: &'a State,
    pub(super) picking: &'a Picking,
    pub(super) theme: &'a Theme,
}

impl Picker<'_> {
    pub(super) fn draw(&self, screen: Rect, buffer: &mut Buffer) {
        let (found, all) = (self.picking.found.len(), self.state.article.sections().len());
        let aside = if found == all {
            all.to_string()
        } else {
            format!("{found} of {all}")
        };
        let inside = overlay(all, &aside).draw(self.theme, screen, buffer);
        let typed = cells::style_on(self.theme, Role::Prompt, Role::Overlay);
        prompt(self.picking).draw(typed, &mut Pen::new(buffer, inside, 0));
        let list = below_input(inside);
        if found == 0 {
            let quiet = cells::style(self.theme, Role::OverlayQuiet);
            Pen::new(buffer, list, 0).text("No section matches", quiet);
        }
        let numbers = all.to_string().len() as u16;
        let first = first_shown(self.picking.selected, found, list.height);
        let shown = self.picking.found.iter().enumerate().skip(first);
        for (row, (index, found)) in shown.take(usize::from(list.height)).enumerate() {
            let mut pen = Pen::new(buffer, list, row as u16);
            self.section(found, index == self.picking.selected, numbers, &mut pen);
        }
    }

    fn section(&self, found: &Found, selected: bool, numbers: u16, pen: &mut Pen<'_>) {
        let line = if selected { Role::OverlaySelected } else { Role::Overlay };
        let plain = cells::style(self.theme, line);
        // On the chosen line the background is not one that other letters were made for.
        let quiet = if selected {
            plain
        } else {
            cells::style(self.theme, Role::OverlayQuiet)
        };
        let number = (found.section.index() + 1).to_string();
        pen.blank(numbers.saturating_sub(number.len() as u16), plain);
        pen.text(&number, quiet).blank(1, plain);
        if pen.room() >= HEADLINE_LEAST + TIME_COLUMNS {
            let time = self.state.article.sections().get(found.section.index());
            match time.and_then(|section| section.time) {
                Some(time) => pen.text(&format!("{:02}:{:02} ", time.minute / 60, time.minute % 60), quiet),
                None => pen.blank(TIME_COLUMNS + 1, plain),
            };
        }
        let lit = if selected {
            plain.add_modifier(Modifier::UNDERLINED | Modifier::BOLD)
        } else {
            cells::style_on(self.theme, Role::OverlayMatch, line)
        };
        self.headline(found, (plain, lit), pen);
        pen.blank(pen.room(), plain);
    }

    /// Writes the headline, its matched letters lit; a cluster is lit as a whole.
    fn headline(&self, found: &Found, (plain, lit): (Style, Style), pen: &mut Pen<'_>) {
        let headline = self.state.headline(found.section);
        let ellipsis = self.theme.glyph(Glyph::Ellipsis);
        let (fits, whole) = match cells::prefix(&headline, pen.room()) {
            (fits, true) => (fits, true),
            _ => (cells::prefix(&headline, pen.room().saturating_sub(1)).0, false),
        };
        let mut letters = found.letters.iter().copied().peekable();
        let mut at = 0;
        for cluster in fits.graphemes(true) {
            let end = at + cluster.chars().count() as u32;
            let mut matched = false;
            while letters.next_if(|&letter| letter < end).is_some() {
                matched = true;
            }
            pen.cluster(cluster, if matched { lit } else { plain });
            at = end;
        }
        if !whole {
            pen.text(ellipsis, plain);
        }
    }
}

/// Where the cursor is on this screen.
pub(super) fn cursor(state: &State, picking: &Picking, screen: Rect) -> (u16, u16) {
    let inside = overlay(state.article.sections().len(), "").inside(screen);
    (inside.x + prompt(picking).cursor(inside.width), inside.y)
}

/// The box: as high as all sections need, so that it does not change while one types.
fn overlay(sections: usize, aside: &str) -> Overlay<'_> {
    Overlay {
        title: "Sections",
        aside,
        place: Place::Centre,
        wanted: (
            COLUMNS,
            u16::try_from(sections).unwrap_or(u16::MAX).saturating_add(INPUT_ROWS),
        ),
    }
}

fn prompt(picking: &Picking) -> Prompt<'_> {
    Prompt {
        mark: "> ",
        input: &picking.input,
    }
}

fn below_input(inside: Rect) -> Rect {
    let rows = if inside.height < AIRY_FROM { 1 } else { INPUT_ROWS };
    let rows = rows.min(inside.height);
    Rect {
        y: inside.y + rows,
        height: inside.height - rows,
        ..inside
    }
}
