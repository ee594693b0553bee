//! Sidebar, themes, help, measure, mouse: what stands around the page and over it.

use dateline::app::document::progress::Stage;
use dateline::app::panes::sidebar::SidebarEntry;
use dateline::app::{Effect, Focus, MouseKind, Overlay};
use dateline::article::{Kind, SectionId};
use dateline::layout::width;

use super::draft::{Draft, blog, paragraph};
use super::script::Script;

/// The sidebar as text, one row a line, the way it is drawn.
fn drawn(script: &Script) -> Vec<String> {
    let columns = script.app.state.sidebar_columns();
    let area = script.app.state.areas().sidebar;
    let mut rows = Vec::new();
    for entry in script.app.state.sidebar_entries() {
        for (index, line) in entry.lines.iter().enumerate() {
            let mut row = if entry.selected {
                ">".to_owned()
            } else if entry.current {
                "|".to_owned()
            } else {
                " ".to_owned()
            };
            if index == 0 {
                let number = (entry.section.0 + 1).to_string();
                row += &format!(
                    "{number:>width$}",
                    width = usize::from(columns.text - columns.number) - 1
                );
                row = pad(row, columns.text);
                if let Some(minute) = entry.minute {
                    row += &format!("{:02}:{:02}", minute / 60, minute % 60);
                }
            }
            row = pad(row, line.column) + &line.text + if line.cut { "~" } else { "" };
            if entry.badge_line == Some(index) {
                let mut badges = Vec::new();
                if entry.badges.captions > 0 {
                    badges.push(format!("c{}", entry.badges.captions));
                }
                let sidebar = script.app.state.areas().sidebar.width;
                if let Some(words) = entry.badges.repeats_in_words(sidebar) {
                    badges.push(words);
                } else if entry.badges.repeats > 0 {
                    badges.push(format!("r{}", entry.badges.repeats));
                }
                let badges = badges.join(" ");
                assert_eq!(badges.len(), entry.badges.columns(sidebar));
                row = pad(row, columns.badges(index) - badges.len() as u16) + &badges;
            }
            if index == 0 {
                row = pad(row, columns.mark)
                    + match entry.stage {
                        Stage::Read => "v",
                        Stage::Partly => "/",
                        Stage::Unread => "o",
                    };
            }
            assert!(width::of(&row) <= usize::from(area.width), "too wide: {row:?}");
            rows.push(row);
        }
    }
    rows.truncate(usize::from(area.height));
    rows
}

fn pad(row: String, to: u16) -> String {
    let width = width::of(&row);
    assert!(width <= usize::from(to), "{row:?} reaches past column {to}");
    row + &" ".repeat(usize::from(to) - width)
}

fn harbour() -> Script {
    let draft = Draft::default()
        .block(
            dateline::article::Kind::Title,
            "Harbour fire: crews hold the line overnight",
        )
        .prose(&paragraph(1, 2))
        .prose(&paragraph(2, 2))
        .heading("Ferry crews stood down at midnight")
        .at("23:58")
        .prose(&paragraph(3, 2))
        .heading("Smoke warning for the old town, the islands, and all of the eastern mole")
        .block(
            dateline::article::Kind::Caption,
            "Shed 4 before dawn. - Ana Brandt/Coastal Press",
        )
        .prose(&paragraph(1, 2))
        .prose(&paragraph(2, 2))
        .heading("港の消防隊は夜明け前に鎮火を確認し、住民の避難を解除した")
        .prose(&paragraph(5, 2))
        .heading("Short")
        .prose(&paragraph(3, 2));
    Script::on(draft.done())
}

#[test]
fn the_sidebar_looks_so() {
    let script = harbour().stands(20).keys("]]").stands(60);
    insta::assert_snapshot!(drawn(&script).join("\n"));
    let script = harbour().stands(20).keys("<tab>j").resize(60, 20);
    insta::assert_snapshot!("sidebar_over", drawn(&script).join("\n"));
}

#[test]
fn the_sidebar_is_never_too_wide() {
    for width in [20, 22, 30, 40, 79, 80, 100, 200] {
        for setting in [0, 14, 20, 40, 200] {
            let mut script = harbour();
            script.app.state.session.settings.sidebar_width = setting;
            let script = script.resize(width, 24).keys("<tab>jj");
            script.check();
            drawn(&script);
        }
    }
}

#[test]
fn the_sidebar_is_walked_and_goes_to_sections() {
    let script = Script::on(blog(40)).keys("<tab>");
    assert_eq!(
        (
            script.app.state.session.focus,
            script.app.state.document.sidebar.selected
        ),
        (Focus::Sidebar, SectionId(0))
    );
    let mut script = script.keys("jjj");
    script.check();
    assert_eq!(
        (script.app.state.document.sidebar.selected, script.section()),
        (SectionId(3), 4),
        "the page goes along"
    );
    for _ in 0..45 {
        script = script.keys("j");
        script.check();
    }
    assert_eq!(script.app.state.document.sidebar.selected, SectionId(40));
    let script = script.keys("5k<enter>");
    script.check();
    assert_eq!((script.app.state.session.focus, script.section()), (Focus::Page, 36));
    let script = script.keys("<c-o>");
    assert_eq!(script.section(), 1);
    // Away again without going anywhere.
    let script = script.keys("<tab>G<esc>");
    assert_eq!((script.app.state.session.focus, script.section()), (Focus::Page, 1));
    let script = script.keys("hg4j<right>");
    assert_eq!((script.app.state.session.focus, script.section()), (Focus::Page, 5));
}

#[test]
fn the_section_the_reader_is_in_is_always_in_view() {
    let mut script = Script::on(blog(60));
    for keys in ["]", "20]", "[", "G", "g", " ", "33G"] {
        script = script.keys(keys);
        let entries = script.app.state.sidebar_entries();
        let current: Vec<&SidebarEntry> = entries.iter().filter(|entry| entry.current).collect();
        assert_eq!(current.len(), 1, "{keys}");
        let bottom = current[0].row + current[0].lines.len() as u16;
        assert!(bottom <= script.app.state.areas().sidebar.height, "{keys}");
    }
}

#[test]
fn the_wheel_looks_at_other_sections_until_the_next_key() {
    let script = Script::on(blog(60));
    let place = script.app.state.document.place;
    let script = script
        .mouse(3, 5, MouseKind::WheelDown)
        .mouse(3, 5, MouseKind::WheelDown);
    assert_eq!(
        (script.app.state.document.sidebar.top, script.app.state.document.place),
        (SectionId(6), place)
    );
    let area = script.app.state.areas().sidebar;
    let entry = script.app.state.sidebar_entries().swap_remove(2);
    let script = script.click(area.x + 4, area.y + entry.row);
    script.check();
    assert_eq!(script.app.state.document.section(), entry.section);
    let script = script.mouse(3, 5, MouseKind::WheelDown).keys("g");
    assert_eq!(script.app.state.document.sidebar.top, SectionId(0));
}

#[test]
fn a_narrow_screen_has_the_sidebar_over_the_page() {
    let script = Script::sized(blog(8), 60, 20);
    assert!(script.app.state.areas().sidebar.is_empty());
    let page = script.page();
    let script = script.keys("<tab>");
    assert!(script.app.state.areas().sidebar_over);
    assert_eq!(script.page(), page);
    let script = script.keys("jj<enter>");
    assert_eq!((script.section(), script.app.state.areas().sidebar_over), (3, false));
    let script = script.keys("s");
    assert!(script.app.state.areas().sidebar_over);
    assert!(script.keys("s").app.state.areas().sidebar.is_empty());
    let script = Script::on(blog(8)).keys("s");
    assert!(script.app.state.areas().sidebar.is_empty());
    assert!(!script.keys("s").app.state.areas().sidebar.is_empty());
}

#[test]
fn themes_are_tried_on_and_taken_or_not() {
    let script = Script::on(blog(2)).keys("tj");
    assert_eq!((script.app.theme(), script.app.state.theme_set()), (1, 0));
    let script = script.keys("<esc>");
    assert_eq!((script.app.theme(), script.app.overlays.top()), (0, None));
    let script = script.keys("tjjjj<enter>");
    assert_eq!((script.app.theme(), script.app.state.theme_set()), (2, 2));
    let script = script.keys("T");
    assert_eq!((script.app.theme(), script.notice()), (0, "dark"));
}

#[test]
fn the_measure_is_set_in_steps() {
    let script = Script::sized(blog(8), 160, 40);
    for (keys, measure) in [
        ("+", 76),
        ("=", 76),
        ("-", 68),
        ("3-", 60),
        ("99-", 20),
        ("99+", 156),
        ("w", 126),
        ("ww", 72),
        ("w-", 122),
    ] {
        let script = Script::sized(script.app.state.document.article.clone(), 160, 40).keys(keys);
        script.check();
        assert_eq!(script.app.state.areas().measure, measure, "{keys}");
    }
}

#[test]
fn help_is_looked_through() {
    let top = |script: &Script| match script.app.overlays.top() {
        Some(Overlay::Help(help)) => help.scroll.top,
        other => panic!("no help but {other:?}"),
    };
    let script = Script::on(blog(2)).keys("??");
    assert_eq!(top(&script), 0);
    let script = script.keys("jj");
    assert_eq!(top(&script), 2);
    let script = script.keys("G");
    let last = top(&script);
    assert!(last > 2);
    let script = script.keys("jj");
    assert_eq!(top(&script), last, "past its end");
    assert_eq!(script.keys("g<esc>").app.overlays.top(), None);
    // A page is what the box shows, also of a page of the manual and while something is typed.
    for keys in ["??", "?<tab>", ":help keys<enter>", "?/<backspace>"] {
        let script = Script::on(blog(2)).keys(keys);
        let overlay = script.app.overlays.top().expect("the help");
        let room = overlay.shape(&script.app.state).expect("a box");
        let room = usize::from(room.inside(script.app.state.session.size).height);
        let down = script.keys("<pgdn>");
        assert_eq!(top(&down), room, "{keys}");
        assert_eq!(top(&down.keys("<pgup>")), 0, "{keys}");
    }
}

#[test]
fn the_program_is_left_and_comes_back() {
    for (keys, effect) in [
        ("q", Effect::Quit),
        ("<c-c>", Effect::Quit),
        ("ZZ", Effect::Quit),
        ("/x<c-c><c-c>", Effect::Quit),
        ("?<c-c><c-c>", Effect::Quit),
        ("v<c-c><c-c>", Effect::Quit),
        ("<c-z>", Effect::Suspend),
        ("<c-l>", Effect::Redraw),
        ("M", Effect::Mouse(false)),
        ("MM", Effect::Mouse(true)),
    ] {
        assert_eq!(Script::on(blog(2)).keys(keys).effects.last(), Some(&effect), "{keys}");
    }
    // First it leaves what lies over the page, and takes back what is typed of a command.
    for keys in [
        "/x<c-c>",
        ":w<c-c>",
        "p<c-c>",
        "?<c-c>",
        "t<c-c>",
        "<tab><c-c>",
        "v<c-c>",
        "12<c-c>",
        "z<c-c>",
    ] {
        let script = Script::on(blog(2)).keys(keys);
        assert!(script.app.overlays.is_empty() && script.app.state.mode_under() == dateline::keymap::Mode::Page);
        assert!(!script.effects.contains(&Effect::Quit), "{keys}");
        assert_eq!(
            script.app.state.session.pending,
            dateline::app::PendingKeys::default(),
            "{keys}"
        );
    }
    let script = Script::on(blog(2)).send(dateline::app::Message::Resumed);
    assert_eq!(script.effects, [Effect::Redraw]);
}

#[test]
fn the_wheel_and_the_scrollbar_move_the_page() {
    let script = Script::on(blog(12));
    let (start, bar) = (script.app.state.document.place.top, script.app.state.areas().scrollbar);
    let script = script.mouse(60, 10, MouseKind::WheelDown);
    script.check();
    assert_eq!(
        script.app.state.document.place.top,
        script.app.state.page().down(start, 3)
    );
    let script = script.mouse(bar.x, bar.bottom() - 1, MouseKind::Press);
    assert!(script.app.state.document.viewport.at_end);
    let script = script.mouse(bar.x, bar.y + bar.height / 2, MouseKind::Drag);
    script.check();
    assert!(
        (30..70).contains(&script.app.state.document.percent()),
        "{}",
        script.app.state.document.percent()
    );
    let script = script
        .mouse(0, bar.y, MouseKind::Drag)
        .mouse(0, bar.y, MouseKind::Release);
    assert!(script.app.state.document.viewport.at_start);
    let script = script.mouse(40, bar.bottom() - 1, MouseKind::Drag);
    assert!(script.app.state.document.viewport.at_start, "the scrollbar was let go");
}

#[test]
fn a_click_on_a_line_of_a_list_chooses_it_and_then_takes_it() {
    let script = Script::on(blog(12)).keys("p");
    let Some(Overlay::Picker(picker)) = script.app.overlays.top() else {
        panic!("no picker")
    };
    let list = picker.areas(&script.app.state).list;
    let script = script.click(list.x, list.y + 3);
    let Some(Overlay::Picker(picking)) = script.app.overlays.top() else {
        panic!("closed")
    };
    assert_eq!(picking.list.selected, 3);
    let script = script.click(list.x, list.y - 1).click(list.x, list.y + 3);
    assert_eq!((script.section(), script.app.overlays.top()), (4, None));
    let script = Script::on(blog(12)).keys("t");
    let state = &script.app.state;
    let shape = script.app.overlays.top().and_then(|list| list.shape(state));
    let inside = shape.expect("a box").inside(state.session.size);
    let script = script.click(inside.x, inside.y + 2);
    assert_eq!(script.app.theme(), 2);
    let script = script.click(inside.x, inside.y - 1);
    assert_eq!(script.app.theme(), 2, "its border is no theme");
    assert_eq!(script.click(inside.x, inside.y + 2).app.state.theme_set(), 2);
}

#[test]
fn a_click_beside_a_box_closes_it() {
    for (keys, x) in [("p", 99), ("t", 0), ("?", 0), ("/x", 0)] {
        let script = Script::on(blog(2)).keys(keys).click(x, 29);
        assert_eq!(script.app.overlays.top(), None, "{keys}");
    }
}

#[test]
fn the_page_goes_along_with_the_sidebar_and_comes_back() {
    let start = || Script::on(blog(40)).keys("5G2j");
    let place = start().app.state.document.place;
    let script = start().keys("<tab>4j");
    script.check();
    assert_eq!(script.section(), 9);
    assert_eq!(script.again().keys("<esc>").app.state.document.place, place);
    // Where it was left is one step back, by whichever key the page got the keys.
    for keys in ["<enter>", "<tab>"] {
        let there = script.again().keys(keys);
        assert_eq!(there.section(), 9, "{keys}");
        assert_eq!(there.keys("<c-o>").app.state.document.place, place, "{keys}");
    }
}

#[test]
fn help_is_first_what_to_know_first_and_then_all() {
    let script = Script::on(blog(9)).keys("?");
    let rows = |script: &Script| match script.app.overlays.top() {
        Some(Overlay::Help(help)) => (help.first, help.sheet(&script.app.state).rows()),
        other => panic!("no help but {other:?}"),
    };
    let (first, count) = rows(&script);
    assert!(first && count <= 26, "on one screen: {count} rows");
    let all = script.again().keys("?");
    assert!(!rows(&all).0 && rows(&all).1 > 100);
    assert_eq!(rows(&script.again().keys("<tab>")), rows(&all));
    assert_eq!(rows(&all.keys("?")), (true, count));
    // What is looked for is looked for in all.
    assert!(!rows(&script.again().keys("/fold<enter>")).0);
    assert!(script.keys("<esc>").app.overlays.is_empty());
    // Elsewhere the keys of that place come first.
    assert!(!rows(&Script::on(blog(9)).keys("<tab>?")).0);
}

#[test]
fn one_section_needs_no_sidebar_and_the_text_comes_before_it() {
    let article = Draft::default()
        .block(Kind::Title, "Harbour fire")
        .prose("Nobody was hurt.")
        .done();
    let one = Script::sized(article, 160, 40);
    assert_eq!(one.app.state.areas().sidebar.width, 0);
    // On demand it is there all the same.
    assert!(one.keys("<tab>").app.state.areas().sidebar_over);
    for (width, beside) in [(80, false), (99, false), (100, true), (120, true), (200, true)] {
        let areas = Script::sized(blog(9), width, 24).app.state.areas();
        assert_eq!((areas.sidebar.width > 0, areas.measure), (beside, 72), "{width}");
    }
    let mut script = Script::sized(blog(9), 80, 24);
    script.app.state.session.settings.full_width = true;
    assert!(script.app.state.areas().sidebar.width > 0, "who wants no measure");
}

#[test]
fn a_blog_of_several_days_has_days_in_the_sidebar() {
    let days = |script: &Script| -> Vec<(u32, String)> {
        let tall = script.again().resize(120, 200);
        let entries = tall.app.state.sidebar_entries().into_iter();
        entries
            .filter_map(|entry| Some((entry.section.0 + 1, entry.day?)))
            .collect()
    };
    let dated = |days: [&str; 4]| {
        let blog = days
            .iter()
            .fold(Draft::default().block(Kind::Title, "Harbour fire"), |draft, time| {
                draft
                    .heading(&format!("Report of {time}"))
                    .at(time)
                    .prose("Crews held the line.")
            });
        Script::sized(blog.done(), 120, 40)
    };
    let times = [
        "2026-08-16T09:00",
        "2026-08-16T07:30",
        "2026-08-15T22:00",
        "2026-08-15T06:10",
    ];
    let script = dated(times);
    let told = |script: &Script| -> Vec<String> {
        days(script)
            .into_iter()
            .map(|(at, day)| format!("{at} {day}"))
            .collect()
    };
    assert_eq!(told(&script), ["2 Sun 16 Aug", "4 Sat 15 Aug"]);
    assert_eq!(told(&script.again().keys("O")), ["5 Sat 15 Aug", "3 Sun 16 Aug"]);
    // Rows of days belong to the section below them, and nothing is out of view.
    let entries = script.app.state.sidebar_entries();
    let areas = script.app.state.areas();
    assert_eq!(usize::from(entries[1].rows()), entries[1].lines.len() + 1);
    let clicked = script
        .again()
        .click(areas.sidebar.x + 3, areas.sidebar.y + entries[3].row);
    assert_eq!(clicked.section(), 4);
    script.keys("<tab>jjj").check();
    // One day needs none; of times without days they are counted.
    assert_eq!(told(&dated(["09:00", "08:00", "07:00", "06:00"])), Vec::<String>::new());
    assert_eq!(
        told(&dated(["08:00", "00:10", "23:50", "22:00"])),
        ["2 Day 2", "4 Day 1"]
    );
}
