//! Where things are: laws for every size of terminal that is laid out.

use dateline::app::Settings;
use dateline::app::session::area::{Area, Areas, LEAST, SIDEBAR_FROM, Size};

fn overlap(a: Area, b: Area) -> bool {
    !a.is_empty() && !b.is_empty() && a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

fn inside(inner: Area, outer: Area) -> bool {
    inner.is_empty()
        || (outer.x <= inner.x
            && outer.y <= inner.y
            && inner.right() <= outer.right()
            && inner.bottom() <= outer.bottom())
}

fn settings() -> Vec<Settings> {
    let mut all = Vec::new();
    for (full_width, sidebar, zen) in [
        (false, true, false),
        (true, true, false),
        (false, false, false),
        (true, true, true),
    ] {
        for (measure, sidebar_width) in [(72, 28), (20, 5), (400, 300), (1, 0)] {
            all.push(Settings {
                measure,
                full_width,
                sidebar_width,
                sidebar,
                zen,
                ..Settings::default()
            });
        }
    }
    all
}

fn check(size: Size, settings: &Settings, in_sidebar: bool) {
    let areas = Areas::of(size, settings, in_sidebar);
    let screen = Area {
        x: 0,
        y: 0,
        width: size.width,
        height: size.height,
    };
    let of = format!("{size:?} {settings:?} {in_sidebar:?}: {areas:?}");
    let parts = [areas.header, areas.sidebar, areas.rule, areas.pane, areas.status];
    for part in parts {
        assert!(inside(part, screen), "outside the screen: {of}");
    }
    for (index, a) in parts.iter().enumerate() {
        for b in &parts[index + 1..] {
            let over = areas.sidebar_over && (*b == areas.pane);
            assert!(over || !overlap(*a, *b), "one over the other: {of}");
        }
    }
    assert!(
        inside(areas.prose, areas.pane) && inside(areas.scrollbar, areas.pane),
        "{of}"
    );
    assert!(!overlap(areas.prose, areas.scrollbar), "text under the scrollbar: {of}");
    assert!(areas.measure >= 1, "{of}");
    if size.is_enough() {
        assert_eq!(areas.prose.width, areas.measure, "{of}");
        assert!(areas.prose.height >= 1, "{of}");
        assert!(areas.prose.x >= areas.pane.x + 2, "no room for the cursor's mark: {of}");
    }
}

#[test]
fn areas_are_disjoint_and_on_the_screen_at_every_size() {
    for settings in settings() {
        for width in (LEAST.width..=400).step_by(if settings.measure == 72 { 1 } else { 7 }) {
            for height in LEAST.height..=120 {
                check(Size { width, height }, &settings, false);
                if height % 5 == 0 {
                    check(Size { width, height }, &settings, true);
                }
            }
        }
    }
}

#[test]
fn nothing_is_outside_a_screen_too_small_to_be_laid_out() {
    for settings in settings() {
        for (width, height) in [(0, 0), (1, 1), (19, 4), (3, 120), (400, 2), (u16::MAX, u16::MAX)] {
            check(Size { width, height }, &settings, false);
            check(Size { width, height }, &settings, true);
        }
    }
}

#[test]
fn the_sidebar_stands_beside_the_page_where_there_is_room_and_over_it_elsewhere() {
    let settings = Settings::default();
    for (width, beside) in [
        (SIDEBAR_FROM - 1, false),
        (SIDEBAR_FROM, false),
        (99, false),
        (100, true),
        (200, true),
    ] {
        let size = Size { width, height: 30 };
        let (page, sidebar) = (Areas::of(size, &settings, false), Areas::of(size, &settings, true));
        assert_eq!(!page.sidebar.is_empty(), beside);
        assert_eq!(sidebar.sidebar_over, !beside);
        assert!(!sidebar.sidebar.is_empty());
        assert_eq!(
            (page.prose, page.measure),
            (sidebar.prose, sidebar.measure),
            "the page moves at {width}"
        );
        if beside || width >= SIDEBAR_FROM {
            assert_eq!(page.measure, settings.measure, "prose comes before the sidebar");
        }
    }
}

#[test]
fn the_prose_is_centred_at_the_measure() {
    let areas = Areas::of(Size { width: 200, height: 40 }, &Settings::default(), false);
    assert_eq!(areas.measure, 72);
    let (left, right) = (areas.prose.x - areas.pane.x, areas.pane.right() - areas.prose.right());
    assert!(left.abs_diff(right) <= 1, "{areas:?}");
}

#[test]
fn zen_is_nothing_but_text() {
    let settings = Settings {
        zen: true,
        ..Settings::default()
    };
    let areas = Areas::of(Size { width: 100, height: 30 }, &settings, false);
    for part in [areas.header, areas.sidebar, areas.rule, areas.status, areas.scrollbar] {
        assert!(part.is_empty(), "{areas:?}");
    }
    assert_eq!((areas.pane.width, areas.pane.height), (100, 30));
}
