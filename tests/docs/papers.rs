//! README and its like: short, with links that lead somewhere, and a picture that is true.

use std::fs;
use std::sync::Arc;

use dateline::app::session::area::Size;
use dateline::app::{App, Configured, Message, Settings, update};
use dateline::fold::Folding;
use dateline::keymap::{Keymap, Lookup, Mode, parse_keys};
use dateline::{read, theme, view};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::root;

const PAPERS: [&str; 3] = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"];

fn paper(name: &str) -> String {
    fs::read_to_string(root().join(name)).expect("a paper")
}

#[test]
fn the_readme_is_short() {
    let lines = paper("README.md").lines().count();
    assert!(lines <= 150, "{lines} lines");
}

#[test]
fn links_lead_somewhere() {
    let mut wrong = Vec::new();
    for name in PAPERS {
        let text = paper(name);
        for link in text.split("](").skip(1) {
            let target = link.split([')', '#']).next().unwrap_or_default();
            let is_elsewhere = target.is_empty() || target.contains("://");
            if !is_elsewhere && !root().join(target).exists() {
                wrong.push(format!("{name}: {target}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// The files and folders that ARCHITECTURE speaks of are there.
#[test]
fn the_architecture_names_files_there_are() {
    let text = paper("ARCHITECTURE.md");
    let mut named = 0;
    for code in text.split('`').skip(1).step_by(2) {
        let is_path = ["src/", "tests/", "assets/", "themes"]
            .iter()
            .any(|top| code.starts_with(top));
        if is_path {
            named += 1;
            assert!(root().join(code).exists(), "{code}");
        }
        // `read/clean` is a file or a folder below `src`.
        let is_part =
            code.contains('/') && !is_path && code.chars().all(|c| c.is_ascii_lowercase() || "/_".contains(c));
        if is_part {
            named += 1;
            let there = root().join("src").join(code);
            assert!(there.exists() || there.with_extension("rs").exists(), "{code}");
        }
    }
    assert!(named > 30);
}

/// The keys in the README's table are bound.
#[test]
fn the_readme_names_keys_there_are() {
    let text = paper("README.md");
    let (_, table) = text.split_once("## Ten keys").expect("the table");
    let (table, _) = table.split_once("\n## ").expect("its end");
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(rows.len(), 10);
    let keymap = Keymap::default();
    for code in rows.iter().flat_map(|row| row.split('`').skip(1).step_by(2)) {
        let typed = code.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_long = typed.len() > 2 && !typed.starts_with(':');
        let keys = match typed {
            _ if is_long => format!("<{}>", typed.to_lowercase()),
            _ if typed.starts_with('^') => format!("<c-{}>", &typed[1..]),
            _ => typed.chars().take(if typed.starts_with(':') { 1 } else { 2 }).collect(),
        };
        let keys = parse_keys(&keys).unwrap_or_else(|error| panic!("{code}: {error}"));
        assert!(matches!(keymap.lookup(Mode::Page, &keys), Lookup::Action(_)), "{code}");
    }
}

/// The picture at the head of the README is a real frame of the sample article. `DATELINE_PICTURE=write cargo test
/// picture` makes it anew.
#[test]
fn the_readme_picture_is_a_real_frame() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/screen.svg");
    let picture = picture();
    if std::env::var_os("DATELINE_PICTURE").is_some_and(|value| value == "write") {
        std::fs::write(path, &picture).expect("the picture is written");
    }
    let there = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        there == picture,
        "assets/screen.svg is not what the reader shows; DATELINE_PICTURE=write makes it anew"
    );
}

/// A part of the sample article that has everything: a caption, a paragraph that rewords another, with its changes, and
/// a fold.
fn picture() -> String {
    let article = Arc::new(read::read(include_bytes!("../../assets/sample.txt").to_vec()).expect("our sample"));
    let folding = Arc::new(Folding::of(&article));
    let themes = theme::builtin();
    let dusk = themes
        .iter()
        .position(|theme| theme.name == "dusk")
        .expect("the default theme");
    let names = themes.iter().map(|theme| theme.name.clone()).collect();
    let settings = Settings {
        theme: "dusk".into(),
        ..Settings::default()
    };
    let size = Size { width: 112, height: 34 };
    let configured = Configured {
        settings: settings.clone(),
        themes: names,
        ..Configured::default()
    };
    let mut app = App::new(article.clone(), configured, settings, size);
    update(&mut app, Message::Folding { article, folding });
    update(&mut app, Message::Seen { millis: 120_000 });
    let there = ["1", "5", "G", "}", "}", "}", "}"];
    let a_little_up = ["k"; 6];
    for key in there.into_iter().chain(a_little_up).chain(["<enter>"]) {
        for key in parse_keys(key).expect("keys") {
            update(&mut app, Message::Key(key));
        }
    }
    let mut frame = Buffer::empty(Rect::new(0, 0, size.width, size.height));
    view::view(&app, &themes[dusk]).render(frame.area, &mut frame);
    view::picture::svg(&frame, &themes[dusk])
}
