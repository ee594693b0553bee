//! Where everything is on the screen: worked out in one place, for drawing and for clicks.

use crate::settings::Settings;

/// A size in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// The smallest screen on which a box has a border and leaves something of the page to be seen. Below, it takes
/// the whole screen but a row for its title: every column counts.
const ROOMY: Size = Size { width: 40, height: 12 };
/// Columns and rows that a border takes with the space inside it and the least space around it, both sides together.
const AROUND_BOX: Size = Size { width: 8, height: 4 };

/// Columns and rows that a border takes with the space inside it, on one side.
const BORDER: Size = Size { width: 2, height: 1 };

impl Size {
    /// Whether a box over the page has a border.
    pub fn is_roomy(self) -> bool {
        self.width >= ROOMY.width && self.height >= ROOMY.height
    }

    /// The most room there is inside a box over the page.
    #[must_use]
    pub fn within_box(self) -> Self {
        let around = if self.is_roomy() {
            AROUND_BOX
        } else {
            Size { width: 0, height: 1 }
        };
        Self {
            width: self.width.saturating_sub(around.width),
            height: self.height.saturating_sub(around.height),
        }
    }

    /// Whether a page can be laid out in it; see [`LEAST`].
    pub fn is_enough(self) -> bool {
        self.width >= LEAST.width && self.height >= LEAST.height
    }
}

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// The left column.
    pub x: u16,
    /// The top row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Whether the cell is in it.
    pub fn holds(self, x: u16, y: u16) -> bool {
        (self.x..self.right()).contains(&x) && (self.y..self.bottom()).contains(&y)
    }

    /// The column after its last.
    pub fn right(self) -> u16 {
        self.x.saturating_add(self.width)
    }

    /// The row after its last.
    pub fn bottom(self) -> u16 {
        self.y.saturating_add(self.height)
    }

    /// Whether it has no cell.
    pub fn is_empty(self) -> bool {
        self.width == 0 || self.height == 0
    }

    /// What a box of these cells holds inside its border, on a screen of this size.
    pub(in crate::app) fn inside_box(self, screen: Size) -> Self {
        if !screen.is_roomy() {
            // The title's row is all the frame there is.
            return self.below(1);
        }
        let (columns, rows) = (BORDER.width.min(self.width / 2), BORDER.height.min(self.height / 2));
        Self {
            x: self.x + columns,
            y: self.y + rows,
            width: self.width - 2 * columns,
            height: self.height - 2 * rows,
        }
    }

    /// It without its first `rows`.
    pub(in crate::app) fn below(self, rows: u16) -> Self {
        let rows = rows.min(self.height);
        Self {
            y: self.y + rows,
            height: self.height - rows,
            ..self
        }
    }
}

/// The narrowest and lowest terminal that is laid out; below it the program says so.
pub const LEAST: Size = Size { width: 20, height: 5 };
/// From this many columns on the sidebar may stand beside the page, if prose keeps its measure; else it lies over it on
/// demand.
pub const SIDEBAR_FROM: u16 = 80;
/// With fewer columns than this beside prose at its measure, the sidebar gives way to the prose.
const SIDEBAR_BESIDE: u16 = 24;
/// The narrowest sidebar, with its rule: a number, a mark and a word.
pub const SIDEBAR_LEAST: u16 = 14;
/// Columns that stay free beside the prose, both sides together, before the sidebar takes any of the others.
const AROUND_PROSE: u16 = 24;
/// From this many rows on a blank one stands between the top line and what is below it.
const AIRY_FROM: u16 = 16;
/// Columns left of the prose: the mark of the block that keys act on, and a blank.
const MARGIN_LEFT: u16 = 2;
/// Columns between the prose and the scrollbar.
const MARGIN_RIGHT: u16 = 1;
/// A strip of the page narrower than this beside the sidebar that lies over it shows nothing one could read.
const STRIP_LEAST: u16 = 8;

/// Columns of a list beside the page: for a headline; more than the most is never needed.
const LIST_COLUMNS: (u16, u16) = (36, 72);
/// From this many columns on a list stands beside the page, below that above it.
const LIST_BESIDE_FROM: u16 = 92;
/// Rows of a list above the page, at the least: its border, what is typed, and some lines.
const LIST_ROWS: u16 = 7;

/// Where everything is on the screen. Areas that are not there are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// The top line.
    pub header: Area,
    /// The sidebar's lines, without the rule beside them.
    pub sidebar: Area,
    /// The rule between sidebar and page; one column.
    pub rule: Area,
    /// Whether the sidebar lies over the page instead of beside it.
    pub sidebar_over: bool,
    /// The pane: everything right of the rule, with margins and scrollbar.
    pub pane: Area,
    /// Where the prose stands in the pane; its width is the measure.
    pub prose: Area,
    /// Columns of a row of the page.
    pub measure: u16,
    /// A list that stands beside the page or above it, with its border: the picker.
    pub list: Area,
    /// The scrollbar; one column.
    pub scrollbar: Area,
    /// The bottom line.
    pub status: Area,
}

/// Columns that the sidebar takes beyond its own where prose at the measure leaves the screen half empty: up to half as
/// many again, so that headlines have a line to themselves.
fn spare(settings: &Settings, width: u16) -> u16 {
    if settings.full_width {
        return 0;
    }
    let taken = settings.sidebar_width + settings.measure + MARGIN_LEFT + MARGIN_RIGHT + 1 + AROUND_PROSE;
    (width.saturating_sub(taken) / 3).min(settings.sidebar_width / 2)
}

impl Areas {
    /// Lays out a screen; the keys are perhaps the sidebar's. Where the pane is and how wide the prose is does not depend
    /// on that: a sidebar that comes and goes over the page moves nothing below it.
    pub fn of(size: Size, settings: &Settings, in_sidebar: bool) -> Self {
        Self::laid_out(size, settings, (settings.sidebar, in_sidebar))
    }

    /// The same for an article of one section: a list of one line would only take room from the prose.
    pub fn of_one_section(size: Size, settings: &Settings, in_sidebar: bool) -> Self {
        Self::laid_out(size, settings, (false, in_sidebar))
    }

    fn laid_out(size: Size, settings: &Settings, (beside, in_sidebar): (bool, bool)) -> Self {
        let mut areas = Self::around(size, settings);
        let air = u16::from(size.height >= AIRY_FROM);
        areas.place_sidebar(settings, (beside, in_sidebar), air);
        areas.place_prose(settings, air);
        areas
    }

    /// Lays out a screen with a list beside the page, in the place of the sidebar, or above it, so that the page can
    /// show what is chosen. Where there is no room for both, the list lies over all of the screen.
    pub fn with_list(size: Size, settings: &Settings) -> Self {
        let mut areas = Self::around(size, settings);
        let body = areas.pane;
        if !size.is_roomy() {
            areas.list = Area {
                width: size.width,
                height: size.height,
                ..Area::default()
            };
        } else if body.width >= LIST_BESIDE_FROM {
            let measure = if settings.full_width {
                body.width
            } else {
                settings.measure
            };
            let page = measure.saturating_add(MARGIN_LEFT + MARGIN_RIGHT + 1);
            let width = body.width.saturating_sub(page).clamp(LIST_COLUMNS.0, LIST_COLUMNS.1);
            areas.list = Area { width, ..body };
            areas.pane = Area {
                x: body.x + width,
                width: body.width - width,
                ..body
            };
        } else {
            let height = (body.height / 2).max(LIST_ROWS).min(body.height);
            areas.list = Area { height, ..body };
            areas.pane = body.below(height);
        }
        areas.place_prose(settings, u16::from(size.height >= AIRY_FROM));
        areas
    }

    /// Where the bottom line is, or would be if it is hidden.
    pub fn bottom_line(&self, size: Size) -> Area {
        if self.status.height > 0 {
            return self.status;
        }
        Area {
            x: 0,
            y: size.height.saturating_sub(1),
            width: size.width,
            height: size.height.min(1),
        }
    }

    /// What is between the top line and the bottom line.
    pub fn body(&self, size: Size) -> Area {
        let (y, end) = (self.header.bottom(), self.bottom_line(size).y);
        Area {
            x: 0,
            y,
            width: size.width,
            height: end.saturating_sub(y),
        }
    }

    /// The top line and the bottom line; the pane is what is between.
    fn around(size: Size, settings: &Settings) -> Self {
        let whole = Area {
            width: size.width,
            height: size.height,
            ..Area::default()
        };
        let bar = u16::from(!settings.zen);
        let header = Area {
            height: bar.min(size.height),
            ..whole
        };
        let status_rows = bar.min(size.height - header.height);
        let body = Area {
            y: header.height,
            height: size.height - header.height - status_rows,
            ..whole
        };
        Self {
            header,
            status: Area {
                y: body.bottom(),
                height: status_rows,
                ..whole
            },
            pane: body,
            ..Self::default()
        }
    }

    fn place_sidebar(&mut self, settings: &Settings, (beside, in_sidebar): (bool, bool), air: u16) {
        let body = self.pane;
        // What prose at its measure leaves.
        let room = if settings.full_width {
            body.width / 2
        } else {
            let prose = settings.measure + MARGIN_LEFT + MARGIN_RIGHT + 1;
            body.width.saturating_sub(prose)
        };
        let wanted = settings.sidebar_width.max(SIDEBAR_LEAST);
        let beside = beside && !settings.zen && body.width >= SIDEBAR_FROM && room >= wanted.min(SIDEBAR_BESIDE);
        let width = if beside {
            let most = room.min(body.width / 2).max(SIDEBAR_LEAST);
            (settings.sidebar_width + spare(settings, body.width)).clamp(SIDEBAR_LEAST, most)
        } else if in_sidebar {
            let width = settings.sidebar_width.max(SIDEBAR_LEAST).min(body.width);
            if body.width - width < STRIP_LEAST {
                body.width
            } else {
                width
            }
        } else {
            return;
        };
        let list = width.saturating_sub(1);
        self.sidebar_over = !beside;
        self.sidebar = Area { width: list, ..body }.below(air);
        self.rule = Area {
            x: list,
            width: width - list,
            ..body
        };
        if beside {
            self.pane = Area {
                x: width,
                width: body.width - width,
                ..body
            };
        }
    }

    fn place_prose(&mut self, settings: &Settings, air: u16) {
        let pane = self.pane;
        let scrollbar = u16::from(!settings.zen).min(pane.width);
        let room = pane.width.saturating_sub(MARGIN_LEFT + MARGIN_RIGHT + scrollbar);
        let wanted = if settings.full_width { room } else { settings.measure };
        self.measure = wanted.min(room).max(1);
        let spare = room - self.measure.min(room);
        let left = (MARGIN_LEFT + spare / 2).min(pane.width);
        self.prose = Area {
            x: pane.x + left,
            width: self.measure.min((pane.width - left).saturating_sub(scrollbar)),
            ..pane
        }
        .below(air);
        self.scrollbar = Area {
            x: pane.right() - scrollbar,
            width: scrollbar,
            ..pane
        };
    }
}
