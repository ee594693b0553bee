//! What the terminal shows, as small as can be compared quickly: each frame is compared with the one before, cell by cell.

use std::hash::{DefaultHasher, Hasher as _};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthChar;

/// A screen of cells, row by row.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Screen {
    pub(super) area: Rect,
    cells: Vec<ScreenCell>,
    /// By row, whether every terminal gives each of its cells one column.
    certain: Vec<bool>,
}

/// A cell: two that are equal look the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ScreenCell {
    /// The bytes of what it shows. Of a longer cluster, which is none of the usual, a hash.
    symbol: u64,
    /// Of the text, and behind it.
    colors: u64,
    /// The colour of the line below, the modifiers, and whether the symbol is long and its width certain.
    rest: u64,
}

/// A blank in no colour.
pub(super) const BLANK: ScreenCell = ScreenCell {
    symbol: b' ' as u64,
    colors: 0,
    rest: CERTAIN,
};

/// What of a style is seen where there is no letter, beside what is behind it.
pub(super) const SEEN_ON_BLANKS: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

const LONG: u64 = 1 << 48;
const CERTAIN: u64 = 1 << 49;

impl Screen {
    /// A terminal that has been cleared.
    pub(super) fn cleared(area: Rect) -> Self {
        Self {
            area,
            cells: vec![BLANK; area.width as usize * area.height as usize],
            certain: vec![true; area.height as usize],
        }
    }

    pub(super) fn of(frame: &Buffer) -> Self {
        let cells: Vec<ScreenCell> = frame.content.iter().map(ScreenCell::of).collect();
        let rows = cells.chunks(usize::from(frame.area.width).max(1));
        Self {
            area: frame.area,
            certain: rows
                .map(|row| row.iter().all(|cell| cell.rest & CERTAIN != 0))
                .collect(),
            cells,
        }
    }

    /// Whether every terminal gives each cell of a row one column.
    pub(super) fn is_certain(&self, y: usize) -> bool {
        self.certain[y]
    }

    pub(super) fn row(&self, y: usize) -> &[ScreenCell] {
        let width = usize::from(self.area.width);
        &self.cells[y * width..][..width]
    }
}

impl ScreenCell {
    fn of(cell: &Cell) -> Self {
        let bytes = cell.symbol().as_bytes();
        let (symbol, kind) = match *bytes {
            [byte] => (u64::from(byte), CERTAIN),
            _ if bytes.len() <= 8 => {
                let mut symbol = [0; 8];
                symbol[..bytes.len()].copy_from_slice(bytes);
                let certain = columns(cell.symbol()) == Some(1);
                (u64::from_le_bytes(symbol), u64::from(certain) * CERTAIN)
            }
            _ => {
                let mut hash = DefaultHasher::new();
                hash.write(bytes);
                (hash.finish(), LONG)
            }
        };
        let behind = u64::from(packed(cell.bg)) << 32;
        if symbol == BLANK.symbol && !cell.modifier.intersects(SEEN_ON_BLANKS) {
            return Self {
                colors: behind,
                ..BLANK
            };
        }
        Self {
            symbol,
            colors: u64::from(packed(cell.fg)) | behind,
            rest: u64::from(packed(cell.underline_color)) | u64::from(cell.modifier.bits()) << 32 | kind,
        }
    }

    /// Whether it shows nothing but a colour.
    pub(super) fn is_blank(self) -> bool {
        self.symbol == BLANK.symbol
    }
}

/// A colour as a number of its own; none is 0.
fn packed(color: Color) -> u32 {
    match color {
        Color::Reset => 0,
        Color::Rgb(red, green, blue) => u32::from_le_bytes([red, green, blue, 1]),
        Color::Indexed(index) => u32::from_le_bytes([index, 0, 0, 2]),
        color => u32::from_le_bytes([named(color) as u8, 0, 0, 3]),
    }
}

/// The number of a colour that has a name, as xterm counts from 30: the bright ones from 60 on, none as 9.
pub(super) fn named(color: Color) -> usize {
    match color {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        Color::Reset | Color::Indexed(_) | Color::Rgb(..) => 9,
    }
}

/// How many columns a character takes where it stands alone, if all terminals agree. They don't on emoji, of which there
/// are more each year, nor on what is nobody's; nor on what is more than one character.
pub(super) fn columns(symbol: &str) -> Option<usize> {
    let mut chars = symbol.chars();
    let c = chars.next().filter(|_| chars.next().is_none())?;
    match c {
        // Chinese, Japanese and Korean characters, their punctuation, and full-width forms.
        '\u{3001}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{309b}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{ff01}'..='\u{ff60}' => Some(2),
        '\u{e000}'..='\u{f8ff}' | '\u{1f000}'.. => None,
        c => c.width().filter(|&width| width == 1),
    }
}
