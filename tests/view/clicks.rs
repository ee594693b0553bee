//! A click hits what is drawn where it falls: on a line of a list, on a bar, beside a box.

use std::sync::Arc;

use dateline::app::session::area::Area;
use dateline::app::{Message, Mouse, MouseKind, Overlay};
use dateline::article::{BlockId, Kind};
use dateline::recall::{Changes, Recalled, Removed};

use super::desk::{Desk, text};
use super::{sample, timeline};

/// Sizes with boxes, and one at which they fill the screen.
const SIZES: [(u16, u16); 3] = [(120, 40), (60, 20), (24, 8)];

/// A click on a cell of the screen as it is drawn now.
fn click(desk: &mut Desk, x: u16, y: u16) {
    for what in [MouseKind::Press, MouseKind::Release] {
        desk.tell(Message::Mouse(Mouse { x, y, what }));
    }
}

/// Where what is over the page stands: what is inside of its box, and the box.
fn boxed(desk: &Desk) -> (Area, Area) {
    let (state, overlay) = (&desk.app.state, desk.app.overlays.top());
    let shape = overlay.and_then(|overlay| overlay.shape(state)).expect("a box");
    let size = state.session.size;
    (shape.inside(size), shape.outside(size))
}

/// Where words stand on the screen: the column of the first and the row.
fn find(desk: &Desk, words: &str) -> Option<(u16, u16)> {
    let screen = text(&desk.frame());
    screen.lines().enumerate().find_map(|(y, line)| {
        let at = line.find(words)?;
        Some((line[..at].chars().count() as u16, y as u16))
    })
}

#[test]
fn a_theme_is_chosen_and_then_taken() {
    for size in SIZES {
        let mut desk = Desk::open(&sample::harbour(), size);
        desk.press("t");
        for name in ["paper", "fjord", "fjord"] {
            let (x, y) = find(&desk, name).expect("its name");
            click(&mut desk, x, y);
            let theme = &desk.app.state.session.configured.themes[desk.app.theme()];
            assert_eq!(theme, name, "{size:?}");
        }
        assert_eq!(desk.app.overlays.top(), None, "{size:?}");
        assert_eq!(desk.app.state.session.settings.theme, "fjord".into());
    }
}

#[test]
fn a_piece_of_news_is_chosen_and_then_gone_to() {
    for size in [SIZES[0], SIZES[1]] {
        let mut desk = Desk::open(&sample::harbour(), size);
        let gone = |at: u32, text: &str| Removed {
            at: BlockId(at),
            kind: Kind::Paragraph,
            text: Arc::from(text),
        };
        let changes = Changes {
            since: "yesterday 14:05".to_owned(),
            added: vec![BlockId(3)],
            changed: Vec::new(),
            removed: vec![gone(5, "The pier was closed."), gone(7, "The ferry waits.")],
        };
        desk.tell(Message::Recalled {
            article: Arc::clone(&desk.app.state.document.article),
            recalled: Arc::new(Recalled {
                changes: Some(changes),
                ..Recalled::default()
            }),
        });
        desk.press("W");
        let (x, y) = find(&desk, "The ferry waits.").expect("what is gone");
        // The blank row above its first means nothing.
        click(&mut desk, x, y - 2);
        assert!(
            matches!(desk.app.overlays.top(), Some(Overlay::Changes(changes)) if changes.list.selected == 0),
            "{size:?}"
        );
        click(&mut desk, x, y);
        assert!(
            matches!(desk.app.overlays.top(), Some(Overlay::Changes(changes)) if changes.list.selected == 2),
            "{size:?}"
        );
        click(&mut desk, x, y);
        assert_eq!(desk.app.overlays.top(), None, "{size:?}");
        assert_eq!(
            desk.app.state.document.place.cursor,
            desk.app.state.page().shown(BlockId(7)),
            "{size:?}"
        );
    }
}

#[test]
fn a_completion_is_put_on_the_line_and_then_run() {
    for size in SIZES {
        let mut desk = Desk::open(&sample::harbour(), size);
        desk.press(": z");
        let (x, y) = find(&desk, "zen").expect("its name");
        click(&mut desk, x, y);
        let line = match desk.app.overlays.top() {
            Some(Overlay::Command(line)) => line.prompt.input.text.clone(),
            other => panic!("no command line but {other:?}"),
        };
        assert_eq!(line, "zen", "{size:?}");
        click(&mut desk, x, y);
        assert_eq!(desk.app.overlays.top(), None, "{size:?}");
        assert!(desk.app.state.session.settings.zen);
    }
}

#[test]
fn a_long_list_stands_still_between_two_clicks() {
    for (keys, size) in [("t", (60, 12)), ("p", (60, 20))] {
        let mut desk = Desk::open(&sample::harbour(), size);
        desk.press(keys).press("<down>");
        let inside = boxed(&desk).0;
        click(&mut desk, inside.x + 4, inside.bottom() - 1);
        assert_ne!(desk.app.overlays.top(), None, "{keys}");
        click(&mut desk, inside.x + 4, inside.bottom() - 1);
        assert_eq!(desk.app.overlays.top(), None, "{keys}");
    }
}

#[test]
fn a_bar_of_the_timeline_is_gone_to() {
    for size in [(120, 40), (60, 20), (20, 5)] {
        let mut desk = Desk::open(&timeline::night(), size);
        desk.press("] H");
        let Some(Overlay::Timeline(timeline)) = desk.app.overlays.top() else {
            panic!("no timeline")
        };
        let chart = timeline.chart.clone();
        let (inside, outside) = boxed(&desk);
        for (bar, &count) in chart.counts.iter().enumerate() {
            let before = desk.app.state.current_bar(&chart);
            click(&mut desk, inside.x + (bar * chart.bar_columns()) as u16, inside.y);
            let expected = if count > 0 { Some(bar) } else { before };
            assert_eq!(desk.app.state.current_bar(&chart), expected, "{size:?}");
        }
        if size.0 > 20 {
            let before = desk.app.state.document.place;
            click(&mut desk, outside.x, outside.y);
            assert_eq!(desk.app.state.document.place, before);
            assert!(
                matches!(desk.app.overlays.top(), Some(Overlay::Timeline(_))),
                "its border is part of it"
            );
        }
    }
}

#[test]
fn a_click_within_a_box_leaves_it_open_and_one_beside_it_closes_it() {
    for keys in ["?", "t", "H"] {
        let mut desk = Desk::open(&timeline::night(), SIZES[0]);
        desk.press(keys);
        let outside = boxed(&desk).1;
        let (x, y) = (outside.x, outside.bottom() - 1);
        click(&mut desk, x, y);
        assert_ne!(desk.app.overlays.top(), None, "{keys}");
        click(&mut desk, x - 1, y);
        assert_eq!(desk.app.overlays.top(), None, "{keys}");
    }
}
