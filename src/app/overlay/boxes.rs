//! Where boxes are on the screen: worked out in one place, for drawing and for clicks.

use crate::app::session::area::{Area, Size};

/// The least columns and rows between a box and the edge of a roomy screen.
const MARGIN: Size = Size { width: 2, height: 1 };
/// Columns and rows that a border takes with the space inside it, both sides together.
const BORDER: Size = Size { width: 4, height: 2 };
/// Columns kept free at both ends of a band, as in the bottom line.
const BAND_MARGIN: u16 = 1;

/// Where on a roomy screen a box stands; on another it takes all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxPlace {
    /// In the middle.
    Centre,
    /// At the right, so that the page beside it can be seen.
    Right,
    /// At the lower right, above the bottom line; on another screen a strip of two rows there, without a title.
    LowerRight,
    /// Just there.
    At(Area),
    /// Across the screen, at the lower edge of this area, under an edge where the screen is roomy.
    Band(Area),
}

/// Where a box stands, and how large it would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoxShape {
    /// Where.
    pub place: BoxPlace,
    /// Columns and rows of its content.
    pub wanted: Size,
    /// Rows below it that it leaves free where it takes all of the screen.
    pub spared: u16,
}

impl BoxShape {
    /// A box for so many columns and rows, if there is room for them.
    pub fn new(place: BoxPlace, columns: u16, rows: usize) -> Self {
        let height = u16::try_from(rows).unwrap_or(u16::MAX);
        let wanted = Size { width: columns, height };
        Self {
            place,
            wanted,
            spared: 0,
        }
    }

    /// The box with its border.
    pub fn outside(self, screen: Size) -> Area {
        if let BoxPlace::Band(body) = self.place {
            let edge = u16::from(screen.is_roomy());
            let height = self.wanted.height.saturating_add(edge).min(body.height);
            return Area {
                y: body.bottom() - height,
                height,
                ..body
            };
        }
        if !screen.is_roomy() {
            return self.on_small(screen);
        }
        let width = self.wanted.width.saturating_add(BORDER.width);
        let height = self.wanted.height.saturating_add(BORDER.height);
        let width = width.min(screen.width - 2 * MARGIN.width);
        let height = height.min(screen.height - 2 * MARGIN.height);
        let (left, above) = (screen.width - width, screen.height - height);
        let (x, y) = match self.place {
            BoxPlace::At(there) | BoxPlace::Band(there) => return there,
            BoxPlace::Centre => (left / 2, above / 3),
            BoxPlace::Right => (left - MARGIN.width, MARGIN.height),
            BoxPlace::LowerRight => (left - MARGIN.width, above - MARGIN.height),
        };
        Area { x, y, width, height }
    }

    /// The area for its content.
    pub fn inside(self, screen: Size) -> Area {
        let outside = self.outside(screen);
        if let BoxPlace::Band(_) = self.place {
            let inside = outside.below(screen.is_roomy().into());
            let margin = BAND_MARGIN.min(inside.width / 2);
            return Area {
                x: inside.x + margin,
                width: inside.width - 2 * margin,
                ..inside
            };
        }
        if self.place == BoxPlace::LowerRight && !screen.is_roomy() {
            return outside;
        }
        outside.inside_box(screen)
    }

    fn on_small(self, screen: Size) -> Area {
        let whole = Area {
            width: screen.width,
            height: screen.height,
            ..Area::default()
        };
        if self.place != BoxPlace::LowerRight {
            let height = screen.height.saturating_sub(self.spared);
            return Area { height, ..whole };
        }
        let height = 2.min(screen.height.saturating_sub(1));
        Area {
            y: screen.height.saturating_sub(height + 1),
            height,
            ..whole
        }
    }
}
