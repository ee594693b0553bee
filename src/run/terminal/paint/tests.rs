//! Whatever a terminal thinks of the width of a cluster, what is changed looks as if it had been drawn whole.

use proptest::prelude::*;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::*;

const WIDTH: u16 = 12;
const HEIGHT: u16 = 6;
/// Where the page is on the screen.
const PAGE: Rect = Rect::new(2, 1, WIDTH - 3, HEIGHT - 1);

/// How a terminal measures: the columns of a code point behind another one.
type Measure = fn(char, Option<char>) -> usize;

/// Terminals as there are: by whole clusters as well as may be; by code points; code points with emoji joined, as tmux
/// 3.3 does; one that takes marks that stand apart for letters; an old one to which everything unknown is narrow.
const MEASURES: &[Measure] = &[
    |c, before| {
        let goes_on = before.is_some_and(|before| before == '\u{200d}' || is_flag(before) && is_flag(c));
        match c {
            _ if goes_on => 0,
            c if is_flag(c) => 2,
            c => c.width().unwrap_or(0),
        }
    },
    |c, _| c.width().unwrap_or(0),
    |c, before| {
        if before == Some('\u{200d}') {
            0
        } else if is_mark(c) {
            1
        } else {
            c.width().unwrap_or(0)
        }
    },
    |c, _| {
        if is_mark(c) || is_flag(c) {
            2
        } else {
            c.width().unwrap_or(0)
        }
    },
    |c, _| match c {
        '\u{200d}' | '\u{fe0f}' | '\u{301}' => 0,
        '\u{1100}'..='\u{ffff}' => c.width().unwrap_or(0),
        _ => 1,
    },
];

fn is_flag(c: char) -> bool {
    ('\u{1f1e6}'..='\u{1f1ff}').contains(&c)
}

/// Vowel signs of Devanagari, and skin tones.
fn is_mark(c: char) -> bool {
    ('\u{93e}'..='\u{94d}').contains(&c) || ('\u{1f3fb}'..='\u{1f3ff}').contains(&c)
}

/// A terminal of the kinds above: rows of cells, with what is in them and its style.
#[derive(Clone, PartialEq, Debug)]
struct Model {
    rows: Vec<Vec<(String, String)>>,
    x: usize,
    y: usize,
    /// What is set, parameter by parameter.
    style: Vec<String>,
    wraps: bool,
    /// The rows between the margins.
    margins: std::ops::Range<usize>,
    measure: usize,
}

impl Model {
    fn new(measure: usize) -> Self {
        Self {
            rows: vec![vec![blank(); usize::from(WIDTH)]; usize::from(HEIGHT)],
            x: 0,
            y: 0,
            style: Vec::new(),
            wraps: true,
            margins: 0..usize::from(HEIGHT),
            measure,
        }
    }

    fn feed(&mut self, bytes: &[u8]) {
        let text = std::str::from_utf8(bytes).expect("what is written is UTF-8");
        let mut before = None;
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            if c == '\u{1b}' {
                assert_eq!(chars.next(), Some('['));
                let mut parameters = String::new();
                let last = loop {
                    match chars.next().expect("an end") {
                        last @ '@'..='~' => break last,
                        c => parameters.push(c),
                    }
                };
                self.control(&parameters, last);
                before = None;
            } else {
                self.put(c, before);
                before = Some(c);
            }
        }
    }

    fn control(&mut self, parameters: &str, last: char) {
        match (parameters, last) {
            ("?7", 'l') => self.wraps = false,
            ("?7", 'h') => self.wraps = true,
            ("2", 'K') => {
                assert!(self.style.is_empty(), "rows are erased in no colour");
                self.rows[self.y].fill(blank());
            }
            ("", 'r') => self.margins = 0..usize::from(HEIGHT),
            (rows, 'r') => {
                let (top, bottom) = rows.split_once(';').expect("two rows");
                self.margins = top.parse::<usize>().expect("a row") - 1..bottom.parse().expect("a row");
            }
            (by, 'M' | 'L') => {
                assert!(self.style.is_empty(), "rows that come free have no colour");
                let rows = &mut self.rows[self.y..self.margins.end];
                let by = by.parse::<usize>().expect("how many").min(rows.len());
                let length = rows.len();
                if last == 'M' {
                    rows.rotate_left(by);
                    rows[length - by..].fill(vec![blank(); usize::from(WIDTH)]);
                } else {
                    rows.rotate_right(by);
                    rows[..by].fill(vec![blank(); usize::from(WIDTH)]);
                }
            }
            (at, 'H') => {
                let (y, x) = at.split_once(';').expect("row and column");
                self.y = y.parse::<usize>().expect("a row") - 1;
                self.x = x.parse::<usize>().expect("a column") - 1;
            }
            (style, 'm') => self.set(style),
            other => panic!("what is {other:?}?"),
        }
    }

    /// Keeps what is set: the text's colour first, then what is behind it, then the rest.
    fn set(&mut self, parameters: &str) {
        let mut numbers = parameters.split(';');
        while let Some(number) = numbers.next() {
            let mut value = number.to_owned();
            if matches!(number, "38" | "48" | "58") {
                let more = if numbers.next() == Some("2") { 3 } else { 1 };
                value = std::iter::once(number)
                    .chain(numbers.by_ref().take(more))
                    .collect::<Vec<_>>()
                    .join(";");
            }
            let kind = |value: &str| match value.as_bytes() {
                [b'3', ..] if value.len() > 1 => 0,
                [b'9', _] => 0,
                [b'4', ..] if value.len() > 1 => 1,
                [b'1', b'0', _] => 1,
                [b'5', ..] if value.len() > 1 => 2,
                _ => 3,
            };
            if number == "0" {
                self.style.clear();
                continue;
            }
            if kind(&value) < 3 {
                self.style.retain(|set| kind(set) != kind(&value));
            }
            if !matches!(number, "39" | "49" | "59") {
                self.style.push(value);
            }
            self.style.sort();
        }
    }

    fn put(&mut self, c: char, before: Option<char>) {
        let width = MEASURES[self.measure](c, before);
        let most = usize::from(WIDTH);
        if width == 0 {
            if self.x > 0 {
                self.rows[self.y][self.x - 1].0.push(c);
            }
            return;
        }
        if self.x + width > most {
            if self.wraps {
                self.x = 0;
                self.y += 1;
                if self.y == usize::from(HEIGHT) {
                    self.rows.remove(0);
                    self.rows.push(vec![blank(); most]);
                    self.y -= 1;
                }
            } else {
                self.x = most - width;
            }
        }
        // What is covered in part is gone.
        for x in self.x..self.x + width {
            if self.rows[self.y][x].0.is_empty() {
                let start = (0..x).rev().find(|&x| !self.rows[self.y][x].0.is_empty());
                self.rows[self.y][start.unwrap_or(0)].0 = " ".into();
            }
            if let Some(next) = self.rows[self.y].get_mut(x + 1).filter(|next| next.0.is_empty()) {
                next.0 = " ".into();
            }
            // Nobody sees the rest of a style on a blank.
            let seen =
                |style: &&String| c != ' ' || style.starts_with("48") || matches!(style.as_str(), "4" | "7" | "9");
            let style: Vec<&str> = self.style.iter().filter(seen).map(String::as_str).collect();
            self.rows[self.y][x] = (String::new(), style.join(","));
        }
        self.rows[self.y][self.x].0 = c.into();
        self.x += width;
    }
}

fn blank() -> (String, String) {
    (" ".into(), String::new())
}

/// Text of a row, in pieces, each in a style of its own.
type Row = Vec<(&'static str, u8)>;

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let piece = prop_oneof![
        Just(" "),
        Just("a"),
        Just("ship "),
        Just("é"),
        Just("e\u{301}"),
        Just("क्षि"),
        Just("का"),
        Just("हिन्दी"),
        Just("日本"),
        Just("👩‍👩‍👧‍👦"),
        Just("👍🏽"),
        Just("🇩🇪"),
        Just("🚒"),
        Just("☎\u{fe0f}"),
        Just("☎"),
        Just("’"),
        Just("각"),
        Just("ﾊﾟ"),
        Just("สำ"),
    ];
    let row = prop::collection::vec((piece, 0..5u8), 0..8);
    prop::collection::vec(row, 0..12)
}

fn frame(rows: &[Row]) -> Buffer {
    let mut frame = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
    for (row, y) in rows.iter().zip(0..HEIGHT) {
        let mut x = 0;
        for (text, style) in row {
            let style = [
                Style::new(),
                Style::new().fg(Color::Rgb(1, 2, 3)),
                Style::new().bg(Color::Indexed(7)).bold(),
                Style::new().fg(Color::LightRed).bg(Color::Black),
                Style::new().underlined().underline_color(Color::Rgb(4, 5, 6)),
            ][usize::from(*style)];
            if x < WIDTH {
                (x, _) = frame.set_stringn(x, y, text, usize::from(WIDTH - x), style);
            }
        }
    }
    frame
}

fn painted(shown: &Buffer, next: &Buffer) -> Vec<u8> {
    let mut bytes = Vec::new();
    assert_eq!(paint(&Screen::of(shown), next, PAGE, &mut bytes), Screen::of(next));
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Pages that scroll, and pages that have nothing in common.
    #[test]
    fn what_is_changed_looks_as_if_drawn_whole(
        pages in prop::collection::vec((rows(), 0..4usize), 1..5),
        measure in 0..MEASURES.len(),
    ) {
        let empty = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
        let mut changed = Model::new(measure);
        let mut shown = empty.clone();
        for (rows, scrolled) in &pages {
            for next in [frame(rows), frame(rows.get(*scrolled..).unwrap_or_default())] {
                changed.feed(&painted(&shown, &next));
                let mut whole = Model::new(measure);
                whole.feed(&painted(&empty, &next));
                prop_assert_eq!(&changed.rows, &whole.rows);
                prop_assert!(changed.wraps && changed.style.is_empty());
                shown = next;
            }
        }
    }

    #[test]
    fn a_terminal_that_agrees_shows_the_frame(rows in rows()) {
        let next = frame(&rows);
        let mut model = Model::new(0);
        model.feed(&painted(&Buffer::empty(next.area), &next));
        let width = usize::from(WIDTH);
        for (shown, cells) in model.rows.iter().zip(next.content.chunks(width)) {
            let shown: String = shown.iter().map(|(text, _)| text.as_str()).collect();
            let mut text = String::new();
            let mut x = 0;
            while x < width {
                text.push_str(cells[x].symbol());
                x += cells[x].symbol().width().max(1);
            }
            // Letters whose clusters are measured otherwise even here are not looked at.
            if text.chars().all(|c| !is_mark(c) && c != '\u{e33}' && c != '\u{ff9f}' && c != '\u{fe0f}' && c != '\u{11a8}') {
                prop_assert_eq!(shown, text);
            }
        }
        prop_assert_eq!(painted(&next, &next), b"");
    }
}

#[test]
fn certain_rows_are_changed_cell_by_cell() {
    let before = frame(&[vec![("a ship of", 0)]]);
    let next = frame(&[vec![("a shop of", 0)]]);
    assert_eq!(painted(&before, &next), b"\x1b[1;5Ho");
    let next = frame(&[vec![("a ", 0), ("ship", 1)]]);
    let changes = b"\x1b[1;3H\x1b[38;2;1;2;3mship   \x1b[0m";
    assert_eq!(painted(&before, &next), changes);
    // What stays between two changes is written again where that is shorter than going there.
    let next = frame(&[vec![("A ship Of", 0)]]);
    assert_eq!(painted(&before, &next), b"\x1b[1;1HA\x1b[1;8HO");
    let next = frame(&[vec![("a shIp Of", 0)]]);
    assert_eq!(painted(&before, &next), b"\x1b[1;5HIp O");
}

#[test]
fn a_page_that_moves_is_moved_by_the_terminal() {
    let rows: Vec<Row> = ["one", "two", "three", "four", "five", "six", "seven"]
        .map(|word| vec![("| ", 1), (word, 0)])
        .to_vec();
    let shown = frame(&rows);
    let mut next = rows[1..].to_vec();
    next[0] = rows[0].clone();
    // The first row is above the page.
    assert_eq!(
        painted(&shown, &frame(&next)),
        b"\x1b[2;6r\x1b[2;1H\x1b[1M\x1b[r\x1b[6;1H\x1b[38;2;1;2;3m| \x1b[39mseven"
    );
    let back = [&rows[..1], &[vec![("| ", 1), ("zero", 0)]], &rows[1..]].concat();
    assert_eq!(
        painted(&shown, &frame(&back)),
        b"\x1b[2;6r\x1b[2;1H\x1b[1L\x1b[r\x1b[2;1H\x1b[38;2;1;2;3m| \x1b[39mzero"
    );
}
