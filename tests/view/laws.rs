//! What is true of every screen, whatever is read, at whatever size, after whatever was pressed.

use std::sync::Arc;

use dateline::app::session::area::Size;
use dateline::app::{Message, Mouse, MouseKind, Notice, Work};
use dateline::article::{Article, Kind};
use dateline::keymap::{Code, Key};
use dateline::layout::width;
use dateline::recall::{ArticleName, Changed, Changes, Passage, Recalled, Removed};
use dateline::view;
use proptest::collection::vec;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::widgets::Widget;

use super::desk::{self, Desk};
use super::sample::{self, Builder};

/// Characters that steer terminals, turn lines, hide, combine, join, or are wide.
const TRICKS: &str = "[a-z .\u{1b}\u{7}\u{8}\u{9b}\r\n\t\u{ad}\u{200b}\u{200c}\u{200d}\u{200f}\u{202e}\u{2066}\u{2028}\
    \u{feff}\u{fe0f}\u{301}\u{e0041}\u{1f469}\u{1f3fd}\u{1f1eb}\u{1f1ee}港ﾊﾞ한กำ क्षع]{0,60}";

fn article() -> impl Strategy<Value = Arc<Article>> {
    let kinds = prop::sample::select(Kind::ALL.to_vec());
    let random = (TRICKS, vec((kinds, TRICKS), 0..12)).prop_map(|(title, blocks)| {
        let builder = blocks
            .into_iter()
            .fold(Builder::titled(&title), |builder, (kind, text)| match kind {
                Kind::Heading => builder.section(Some("23:59"), &text),
                Kind::Caption => builder.caption(&text, "A. Name"),
                _ => builder.block(kind, &text),
            });
        builder.build()
    });
    prop_oneof![
        Just(sample::harbour()),
        Just(sample::world()),
        Just(Arc::default()),
        random
    ]
}

fn message() -> impl Strategy<Value = Message> {
    let bound = "[]\\[jkgG{}cCnNpotTyzZaRMhlwsq/?+1-9.,WXrU-]".prop_map(|text| text.chars().next().unwrap_or('j'));
    let code = prop_oneof![
        6 => bound.prop_map(Code::Char),
        1 => any::<char>().prop_map(Code::Char),
        4 => prop::sample::select(vec![Code::Enter, Code::Tab, Code::Escape, Code::Backspace, Code::Left, Code::Right,
            Code::Up, Code::Down, Code::Home, Code::End, Code::PageUp, Code::PageDown]),
    ];
    let mouse = prop::sample::select(vec![
        MouseKind::Press,
        MouseKind::Drag,
        MouseKind::Release,
        MouseKind::WheelDown,
        MouseKind::WheelUp,
    ]);
    prop_oneof![
        12 => code.prop_map(|code| Message::Key(Key::plain(code))),
        2 => size().prop_map(Message::Resize),
        1 => TRICKS.prop_map(Message::Paste),
        1 => TRICKS.prop_map(|words| Message::Notice(Notice::Failed(words))),
        1 => (any::<Option<u8>>(), any::<Option<u8>>())
            .prop_map(|(reading, folding)| Message::Progress(Work { reading, folding })),
        2 => any::<u32>().prop_map(|millis| Message::Seen { millis: millis % 100_000 }),
        2 => (0..400u16, 0..120u16, mouse).prop_map(|(x, y, what)| Message::Mouse(Mouse { x, y, what })),
    ]
}

/// What earlier visits left of an article, some of it tricks.
fn recalled(article: &Arc<Article>, past: &[(u8, String)]) -> Message {
    let mut recalled = Recalled::default();
    let mut changes = Changes {
        since: "yesterday 14:05".to_owned(),
        ..Changes::default()
    };
    for (block, (what, text)) in article.ids().zip(past) {
        let text: Arc<str> = text.as_str().into();
        match what {
            0 | 1 => recalled.read.push(block),
            2 => changes.added.push(block),
            3 => changes.changed.push(Changed { block, before: text }),
            4 => changes.removed.push(Removed {
                at: block,
                kind: Kind::Paragraph,
                text,
            }),
            _ => {
                recalled.before.passages.push(Passage { block, of: 0 });
                recalled.before.articles = vec![ArticleName {
                    title: Some(text.to_string()),
                    published: None,
                }];
            }
        }
    }
    recalled.changes = Some(changes);
    Message::Recalled {
        article: Arc::clone(article),
        recalled: Arc::new(recalled),
    }
}

fn size() -> impl Strategy<Value = Size> {
    let small = (0..90u16, 0..30u16);
    let any = (0..400u16, 0..120u16);
    prop_oneof![3 => small, 1 => any].prop_map(|(width, height)| Size { width, height })
}

/// Holds every cell to what a terminal needs to show the row as it is meant.
fn check(buffer: &Buffer) -> Result<(), TestCaseError> {
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut x = buffer.area.left();
        while x < buffer.area.right() {
            let symbol = buffer[(x, y)].symbol();
            prop_assert!(!symbol.chars().any(is_harmful), "{symbol:?} at {x},{y}");
            prop_assert!(!symbol.is_empty(), "an empty cell at {x},{y} moves the row to the left");
            let columns = width::of_cluster(symbol) as u16;
            prop_assert!(columns >= 1, "{symbol:?} at {x},{y} has no width");
            prop_assert!(
                x + columns <= buffer.area.right(),
                "{symbol:?} at {x},{y} is cut in two"
            );
            for covered in x + 1..x + columns {
                prop_assert_eq!(
                    buffer[(covered, y)].symbol(),
                    " ",
                    "at {},{} under {:?}",
                    covered,
                    y,
                    symbol
                );
            }
            x += columns;
        }
    }
    Ok(())
}

fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_cell_of_every_screen_is_sound(
        article in article(),
        size in size(),
        messages in vec(message(), 0..24),
        theme in 0usize..64,
        past in proptest::option::of(vec((0u8..6, TRICKS), 12)),
    ) {
        let mut desk = Desk::open(&article, (size.width, size.height));
        if let Some(past) = past {
            desk.tell(recalled(&article, &past));
        }
        for message in messages {
            desk.tell(message);
            let theme = &desk.themes[theme % desk.themes.len()];
            let frame = desk.frame_in(theme);
            check(&frame)?;
            if let Some((x, y)) = view::cursor_position(&desk.app, theme) {
                let cell = frame.cell((x, y));
                let drawn = cell.is_some_and(|cell| cell.modifier.contains(Modifier::UNDERLINED));
                prop_assert!(drawn, "the terminal's cursor, at {x},{y}, is not where it is drawn: {:?} {:?}", desk.app.overlays.top(), desk.app.state.document.search.as_ref().map(|search| (&search.state, &search.pattern)));
            }
        }
    }

    /// While something is selected, too; and the terminal's cursor is at the letter that keys move, in every theme.
    #[test]
    fn a_selection_is_drawn_where_it_is(
        article in article(),
        size in size(),
        keys in vec(proptest::sample::select(&["v", "V", "o", "l", "h", "w", "b", "e", "j", "k", "}", "{", "]", "0", "$", "G", "za", ":", "<esc>"][..]), 1..24),
        theme in 0usize..64,
    ) {
        let mut desk = Desk::open(&article, (size.width, size.height));
        desk.press("v");
        for keys in keys {
            desk.press(keys);
            let theme = &desk.themes[theme % desk.themes.len()];
            let frame = desk.frame_in(theme);
            check(&frame)?;
            // What reading would have left out has no cell, though it is counted.
            if article.text().contains(|c| c != '\n' && is_harmful(c)) {
                continue;
            }
            if let Some((x, y)) = view::cursor_position(&desk.app, theme) {
                let drawn = frame.cell((x, y)).is_some_and(|cell| cell.modifier.contains(Modifier::UNDERLINED));
                prop_assert!(drawn, "the cursor, at {x},{y}, is not where it is drawn: {:?}", desk.app.state.document.selection);
            }
        }
    }

    /// The terminal may have become smaller since the state heard of its size.
    #[test]
    fn a_screen_is_clipped_to_the_buffer(article in article(), size in size(), real in size(), keys in 0usize..6) {
        let mut desk = Desk::open(&article, (size.width, size.height));
        desk.press(["j", "p", "t", "?", "/", "<tab>"][keys]);
        let mut buffer = Buffer::empty(Rect::new(0, 0, real.width, real.height));
        let area = buffer.area;
        view::view(&desk.app, desk.theme()).render(area, &mut buffer);
        check(&buffer)?;
    }

    /// Drawing changes nothing: the same state is the same screen.
    #[test]
    fn a_screen_is_a_function_of_the_state(article in article(), size in size(), messages in vec(message(), 0..8)) {
        let mut desk = Desk::open(&article, (size.width, size.height));
        for message in messages {
            desk.tell(message);
        }
        prop_assert_eq!(desk.frame(), desk.frame());
    }
}

/// The thumb is at the top at the start, at the bottom at the end, and at neither between; an article that is on
/// the screen as a whole has no bar.
#[test]
fn the_scrollbar_says_where_the_page_is() {
    let telltale = desk::telltale();
    let thumb = |desk: &Desk| {
        let bar = desk.app.state.areas().scrollbar;
        let frame = desk.frame_in(&telltale);
        let is_thumb = |row| desk::role(&frame[(bar.x, bar.y + row)]) == "scrollbar.thumb";
        (0..bar.height).map(is_thumb).collect::<Vec<bool>>()
    };
    for size in [(20, 5), (60, 20), (100, 24)] {
        let mut desk = Desk::open(&sample::harbour(), size);
        let start = thumb(&desk);
        assert!(start[0] && !start[start.len() - 1], "{size:?} at the start: {start:?}");
        let end = thumb(desk.press("G"));
        assert!(!end[0] && end[end.len() - 1], "{size:?} at the end: {end:?}");
        let nearly = thumb(desk.press("k"));
        assert!(
            nearly.contains(&true) && !nearly[nearly.len() - 1],
            "{size:?} nearly there: {nearly:?}"
        );
    }
    assert!(!thumb(&Desk::open(&sample::harbour(), (200, 90))).contains(&true));
}
