//! The lines of a list that are on the screen, the chosen one standing out. What a line says is its owner's.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::cells::{self, Pen};
use crate::app::list::List;
use crate::layout::role::Role;
use crate::theme::Theme;

/// How a line is written.
pub(super) struct LineStyles {
    /// Most of it, and its blanks.
    pub(super) plain: Style,
    /// What is by the way.
    pub(super) quiet: Style,
    /// Letters that were typed to filter the list.
    pub(super) lit: Style,
    /// Keys.
    pub(super) key: Style,
    /// What went wrong.
    pub(super) wrong: Style,
}

impl LineStyles {
    fn of(theme: &Theme, is_chosen: bool) -> Self {
        let role = |role| cells::style(theme, role);
        let plain = role(if is_chosen {
            Role::OverlaySelected
        } else {
            Role::Overlay
        });
        // On the chosen line the background is not one that other letters were made for.
        if is_chosen {
            return Self {
                plain,
                quiet: plain,
                lit: plain.add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
                key: plain,
                wrong: plain,
            };
        }
        Self {
            plain,
            quiet: role(Role::OverlayQuiet),
            lit: cells::style_on(theme, Role::OverlayMatch, Role::Overlay),
            key: role(Role::OverlayKey),
            wrong: cells::style_on(theme, Role::StatusError, Role::Overlay),
        }
    }
}

/// A list in its area.
pub(super) struct ListView<'a> {
    list: &'a List,
    theme: &'a Theme,
    nothing: &'a str,
    marks: bool,
}

impl<'a> ListView<'a> {
    /// The list as it is.
    pub(super) fn new(list: &'a List, theme: &'a Theme) -> Self {
        Self {
            list,
            theme,
            nothing: "",
            marks: true,
        }
    }

    /// What is said where nothing is listed.
    pub(super) fn nothing(self, nothing: &'a str) -> Self {
        Self { nothing, ..self }
    }

    /// Whether the chosen line stands out.
    pub(super) fn marks(self, marks: bool) -> Self {
        Self { marks, ..self }
    }

    /// Draws each line that is on the screen with what writes it; the rest of its row is blank.
    pub(super) fn draw(
        &self,
        area: Rect,
        buffer: &mut Buffer,
        mut write: impl FnMut(usize, &LineStyles, &mut Pen<'_>),
    ) {
        let shown = self.list.shown(area.height.into());
        if shown.is_empty() {
            Pen::new(buffer, area, 0).text(self.nothing, cells::style(self.theme, Role::OverlayQuiet));
        }
        for (row, place) in (0..).zip(shown) {
            let Some(line) = self.list.at(place) else { break };
            let styles = LineStyles::of(self.theme, self.marks && place == self.list.selected);
            let mut pen = Pen::new(buffer, area, row);
            write(line, &styles, &mut pen);
            pen.blank(pen.room(), styles.plain);
        }
    }
}
