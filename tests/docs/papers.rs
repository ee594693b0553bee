//! README and its like: short, with links that lead somewhere, and a picture that is true.

use std::fs;
use std::sync::Arc;

use dateline::app::session::area::Size;
use dateline::app::{App, Configured, Effect, Message, Settings, search, update};
use dateline::cli::Shell;
use dateline::fold::Folding;
use dateline::keymap::{Keymap, Lookup, Mode, parse_keys};
use dateline::theme::{self, Theme};
use dateline::{read, view};
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

/// The picture at the head of the README is a real frame of the sample article, the recording is made of real frames.
/// `DATELINE_PICTURE=write cargo test picture` makes them anew.
#[test]
fn the_readme_picture_and_recording_are_real_frames() {
    for (name, made) in [("screen.svg", picture()), ("recording.svg", recording())] {
        let path = root().join("assets").join(name);
        if std::env::var_os("DATELINE_PICTURE").is_some_and(|value| value == "write") {
            std::fs::write(&path, &made).expect("the picture is written");
        }
        let there = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            there == made,
            "assets/{name} is not what the reader shows; DATELINE_PICTURE=write makes it anew"
        );
    }
}

/// A reader of the sample article at a screen.
struct Sitting {
    app: App,
    themes: Vec<Theme>,
    size: Size,
}

impl Sitting {
    fn new(size: Size) -> Self {
        let article = Arc::new(read::read(include_bytes!("../../assets/sample.txt").to_vec()).expect("our sample"));
        let folding = Arc::new(Folding::of(&article));
        let themes = theme::builtin();
        let names = themes.iter().map(|theme| theme.name.clone()).collect();
        let settings = Settings {
            theme: "dusk".into(),
            ..Settings::default()
        };
        let configured = Configured {
            settings: settings.clone(),
            themes: names,
            ..Configured::default()
        };
        let app = App::new(article.clone(), configured, settings, size);
        let mut sitting = Self { app, themes, size };
        sitting.tell(Message::Folding { article, folding });
        sitting.tell(Message::Seen { millis: 120_000 });
        sitting
    }

    /// Takes in a message; a search is done at once.
    fn tell(&mut self, message: Message) {
        for effect in update(&mut self.app, message) {
            if let Effect::Search {
                request,
                pattern,
                article,
            } = effect
            {
                let found = search::find(&article, &pattern, &mut |_| true).expect("a pattern");
                let (matches, state) = found.expect("not stopped");
                self.tell(Message::Matches {
                    request,
                    matches: Ok(matches.into()),
                    state,
                });
            }
        }
    }

    fn press(&mut self, keys: &str) {
        for key in parse_keys(keys).expect("keys") {
            self.tell(Message::Key(key));
        }
    }

    fn theme(&self) -> &Theme {
        self.themes
            .iter()
            .find(|theme| theme.name == "dusk")
            .expect("the default theme")
    }

    fn frame(&self) -> Buffer {
        let mut frame = Buffer::empty(Rect::new(0, 0, self.size.width, self.size.height));
        view::view(&self.app, self.theme()).render(frame.area, &mut frame);
        frame
    }
}

/// A part of the sample article that has everything: a caption, a paragraph that rewords another, with its changes, and
/// a fold.
fn picture() -> String {
    let mut sitting = Sitting::new(Size { width: 112, height: 34 });
    sitting.press("15G}}}}kkkkkk<enter>");
    view::picture::svg(&sitting.frame(), sitting.theme())
}

/// Half a minute with the sample article: through its sections, into a fold and out, to what was reworded; a headline
/// found by a few letters, words searched for, and only the paragraphs that have them.
fn recording() -> String {
    let mut sitting = Sitting::new(Size { width: 96, height: 26 });
    let mut frames = vec![(sitting.frame(), 2_500)];
    for (keys, millis) in [
        ("]", 1_200),
        ("]", 1_200),
        ("15G}}}}kkkkkk", 2_000),
        ("<enter>", 3_000),
        ("<enter>", 1_000),
        ("p", 1_500),
        ("f", 500),
        ("e", 500),
        ("r", 1_500),
        ("<enter>", 1_500),
        ("/", 500),
        ("h", 400),
        ("a", 400),
        ("r", 400),
        ("bour", 1_500),
        ("<enter>", 1_000),
        ("&", 2_500),
        ("<esc>", 1_500),
    ] {
        sitting.press(keys);
        frames.push((sitting.frame(), millis));
    }
    view::picture::recording(&frames, sitting.theme())
}

/// The Debian package has the program, its man page and its completions, all of which `assets/package/build` makes.
#[test]
fn the_package_has_the_program_its_page_and_its_completions() {
    let manifest: toml::Table = paper("Cargo.toml").parse().expect("TOML");
    let package = &manifest["package"]["metadata"]["deb"];
    let assets: Vec<(&str, &str)> = package["assets"]
        .as_array()
        .expect("files")
        .iter()
        .map(|asset| {
            (
                asset[0].as_str().expect("a file"),
                asset[1].as_str().expect("its place"),
            )
        })
        .collect();
    for place in ["usr/bin/", "usr/share/man/man1/dateline.1"] {
        assert!(assets.iter().any(|asset| asset.1 == place), "{place}");
    }
    let script = paper("assets/package/build");
    for shell in Shell::NAMES {
        assert!(
            assets
                .iter()
                .any(|asset| asset.0 == format!("target/package/dateline.{shell}")),
            "{shell}"
        );
        assert!(script.contains(shell));
    }
    for (file, _) in assets {
        let is_made = file.starts_with("target/package/dateline");
        assert!(is_made || root().join(file).exists(), "{file}");
    }
}
