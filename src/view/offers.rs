//! What the command line could go on as: a list above it, each with its keys and its sentence.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::band::{self, Band};
use super::cells::{self, Pen};
use super::hint;
use super::overlay::first_shown;
use crate::app::{Commanding, Offer, State};
use crate::keymap::Sequence;
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// Rows at most.
const ROWS: u16 = 12;
/// Columns between two columns.
const GAP: u16 = 2;
/// On a narrower screen, keys are left out.
const KEYS_FROM: u16 = 56;
/// Columns at most for keys.
const KEYS_MOST: u16 = 15;

/// The list; nothing where nothing is offered.
pub(super) struct Offers<'a> {
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
    pub(super) line: &'a Commanding,
}

impl Offers<'_> {
    pub(super) fn draw(&self, screen: Rect, body: Rect, buffer: &mut Buffer) {
        let offers = &self.line.offers;
        let most = (body.height * 2 / 3).max(1).min(band::room(screen, body)).min(ROWS);
        let rows = u16::try_from(offers.len()).unwrap_or(u16::MAX).min(most);
        if rows == 0 {
            return;
        }
        let aside = match self.line.chosen {
            Some(chosen) => format!("{} of {}", chosen + 1, offers.len()),
            None if offers.len() > usize::from(rows) => offers.len().to_string(),
            None => String::new(),
        };
        let band = Band {
            title: "",
            aside: &aside,
            rows,
            avoid: None,
        };
        let inside = band.draw(self.theme, screen, body, buffer);
        let first = first_shown(self.line.chosen.unwrap_or(0), offers.len(), inside.height);
        let shown = &offers[first..(first + usize::from(inside.height)).min(offers.len())];
        let widest = shown.iter().map(|offer| cells::columns_of(&offer.word)).max();
        let alone = shown.iter().all(|offer| offer.sentence.is_empty());
        let words = if alone {
            inside.width
        } else {
            widest.unwrap_or(0).min(inside.width * 2 / 3)
        };
        let keys = shown.iter().map(|offer| cells::columns_of(&self.keys(offer))).max();
        let keys = keys.unwrap_or(0).min(KEYS_MOST);
        for (row, offer) in shown.iter().enumerate() {
            let chosen = self.line.chosen == Some(first + row);
            self.offer(offer, chosen, (words, keys), &mut Pen::new(buffer, inside, row as u16));
        }
    }

    fn offer(&self, offer: &Offer, chosen: bool, (words, keys): (u16, u16), pen: &mut Pen<'_>) {
        let line = if chosen { Role::OverlaySelected } else { Role::Overlay };
        let plain = cells::style(self.theme, line);
        // On the chosen line the background is not one that other letters were made for.
        let of = |role| if chosen { plain } else { cells::style(self.theme, role) };
        let ellipsis = self.theme.glyph(Glyph::Ellipsis);
        let wide = pen.room() >= KEYS_FROM && keys > 0;
        let from = pen.column();
        pen.cut(&offer.word, words, ellipsis, plain);
        pen.blank((words + GAP).saturating_sub(pen.column() - from), plain);
        if wide {
            let from = pen.column();
            pen.cut(&self.keys(offer), keys, ellipsis, of(Role::OverlayKey));
            pen.blank((keys + GAP).saturating_sub(pen.column() - from), plain);
        }
        let room = pen.room();
        pen.cut(&offer.sentence, room, ellipsis, of(Role::OverlayQuiet));
        pen.blank(pen.room(), plain);
    }

    /// The keys that do the same, or what else is worth telling.
    fn keys(&self, offer: &Offer) -> String {
        if offer.action.is_none() {
            return offer.aside.clone();
        }
        let mode = self.state.mode_under();
        let keys = offer
            .action
            .map(|action| self.state.session.configured.keymap.keys_of(mode, action));
        let keys = keys.unwrap_or_default().iter();
        let written: Vec<String> = keys.map(|keys| hint::written(Sequence(keys), self.theme)).collect();
        written.join(" ")
    }
}
