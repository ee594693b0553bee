//! Laws of the repository itself: who may import whom, how large a file grows, and what is never committed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Who may know whom: the table of ARCHITECTURE.md, with the room itself left out.
const TABLE: &[(&str, &[&str])] = &[
    ("chars", &[]),
    ("steps", &[]),
    ("article", &[]),
    ("keymap", &[]),
    ("read", &["article"]),
    ("fold", &["article"]),
    ("layout", &["article", "fold"]),
    ("export", &["article", "fold"]),
    ("recall", &["article", "fold"]),
    ("follow", &["article", "fold", "recall"]),
    ("matching", &[]),
    ("spelling", &[]),
    ("escape", &[]),
    ("theme", &["layout", "spelling"]),
    ("settings", &[]),
    ("config", &["escape", "settings", "spelling", "theme"]),
    ("cli", &["escape", "spelling"]),
    ("guide", &["cli", "keymap", "settings"]),
    (
        "app",
        &[
            "article", "fold", "layout", "keymap", "matching", "recall", "settings", "spelling", "guide",
        ],
    ),
    (
        "view",
        &[
            "app", "article", "layout", "settings", "theme", "guide", "keymap", "matching", "recall",
        ],
    ),
    (
        "run",
        &[
            "app", "article", "cli", "config", "escape", "export", "fold", "follow", "guide", "keymap", "layout",
            "matching", "read", "recall", "settings", "spelling", "theme", "view",
        ],
    ),
];

/// The bottom of the house, which every room may know.
const BOTTOM: &[&str] = &["chars", "steps"];

/// Libraries that only some rooms may know.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("crossterm", &["run"]),
    ("ratatui", &["run", "view"]),
    ("nix", &["run"]),
    ("rustix", &["run"]),
    ("toml", &["theme", "config"]),
    ("lexopt", &["cli"]),
    ("rusqlite", &["run"]),
    ("ureq", &["run"]),
    ("rustls", &["run"]),
    ("url", &["run"]),
    ("http_cache_semantics", &["run"]),
    ("jiff", &["run"]),
    ("xxhash_rust", &["recall"]),
    ("hypher", &["layout"]),
    ("textwrap", &["app", "layout", "view"]),
    ("html5ever", &["read"]),
    ("quick_xml", &["read"]),
    ("pulldown_cmark", &["guide", "read"]),
    ("regex", &["matching"]),
    ("regex_syntax", &["matching"]),
    ("nucleo_matcher", &["matching"]),
    ("strsim", &["spelling"]),
    ("linkify", &["app"]),
    ("std::fs", &["run"]),
    ("std::thread", &["run", "fold", "read"]),
    ("std::time", &["run"]),
    ("std::env", &["run"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below `src`, with the room it belongs to; the front doors have none.
fn sources() -> Vec<(PathBuf, Option<String>)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of ours").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let room = room_of(&path);
                found.push((path, room));
            }
        }
    }
    found.sort();
    found
}

fn room_of(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root().join("src")).ok()?;
    let first = inside.components().next()?.as_os_str().to_string_lossy().into_owned();
    let room = first.trim_end_matches(".rs").to_owned();
    (room != "lib" && room != "main").then_some(room)
}

/// The code of a file: without comments and string contents, so that a word in prose is no import.
fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a file of ours");
    text.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The rooms that `crate::…` paths in the code name, those in `use crate::{a, b}` groups among them.
fn rooms_named(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for part in code.split("crate::").skip(1) {
        let names = match part.strip_prefix('{') {
            Some(group) => group
                .split('}')
                .next()
                .unwrap_or_default()
                .split(',')
                .map(str::trim)
                .collect(),
            None => vec![part],
        };
        for name in names {
            let word: String = name.chars().take_while(|&c| c.is_alphanumeric() || c == '_').collect();
            rooms.push(word);
        }
    }
    rooms
}

#[test]
fn rooms_know_only_whom_they_may() {
    let table: BTreeMap<&str, &[&str]> = TABLE.iter().copied().collect();
    let mut wrong = Vec::new();
    for (path, room) in sources() {
        let Some(room) = room else { continue };
        let allowed = table
            .get(room.as_str())
            .unwrap_or_else(|| panic!("{room} is no room of the table"));
        for named in rooms_named(&code_of(&path)) {
            if named != room
                && !BOTTOM.contains(&named.as_str())
                && !allowed.contains(&named.as_str())
                && table.contains_key(named.as_str())
            {
                wrong.push(format!("{}: {room} may not know {named}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// ARCHITECTURE has a row for each room, with the rooms it may know.
#[test]
fn the_architecture_has_the_table_of_rooms() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("the paper");
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    let told: BTreeMap<&str, &str> = rows
        .filter_map(|row| {
            let (room, rest) = row.split_once("` |")?;
            let known = rest.trim_end_matches('|').rsplit('|').next()?;
            Some((room, known.trim()))
        })
        .collect();
    for (room, known) in TABLE.iter().filter(|(room, _)| !BOTTOM.contains(room)) {
        let known = match known {
            [] => "nothing".to_owned(),
            known => known.join(", "),
        };
        assert_eq!(told.get(room), Some(&known.as_str()), "the row of {room}");
    }
}

#[test]
fn side_effects_and_libraries_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (path, room) in sources() {
        let Some(room) = room else { continue };
        let code = code_of(&path);
        for (library, rooms) in OUTSIDE {
            let named = code.contains(&format!("{library}::")) || code.contains(&format!("use {library};"));
            if named && !rooms.contains(&room.as_str()) {
                wrong.push(format!("{}: {room} may not know {library}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Everything that is printed outside the screen passes one door, where what could drive a terminal is escaped.
#[test]
fn only_the_door_prints() {
    // The screen itself, and what looks at the terminal or hands it on, write nothing but our own sequences.
    let doors = ["run/output.rs", "run/standard.rs", "run/terminal.rs"];
    let printing = [
        "println!",
        "print!",
        "eprint!",
        "dbg!",
        "io::stdout()",
        "io::stderr()",
        "stdout().lock",
    ];
    let mut wrong = Vec::new();
    for (path, _) in sources() {
        if doors.iter().any(|door| path.ends_with(door)) {
            continue;
        }
        let code = code_of(&path);
        for word in printing {
            if code.contains(word) {
                wrong.push(format!("{}: {word} does not pass src/run/output.rs", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_stay_small_and_say_what_they_are_for() {
    let mut wrong = Vec::new();
    for (path, _) in sources() {
        let text = fs::read_to_string(&path).expect("a file of ours");
        let lines = text.lines().count();
        // "Over ~400 lines it is usually two": data tables may be longer, and a margin for the doubtful.
        if lines > 560 {
            wrong.push(format!("{}: {lines} lines", path.display()));
        }
        if !text.starts_with("//!") {
            wrong.push(format!("{}: does not say what it is for", path.display()));
        }
        if path.ends_with("mod.rs") {
            wrong.push(format!("{}: a room's front door is room.rs", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_artefact_is_committed() {
    let listed = Command::new("git").arg("ls-files").current_dir(root()).output();
    let Some(listed) = listed.ok().filter(|output| output.status.success()) else {
        eprintln!("SKIPPED: no git repository");
        return;
    };
    let listed = String::from_utf8(listed.stdout).expect("names in UTF-8");
    let mut wrong = Vec::new();
    for name in listed.lines() {
        let size = fs::metadata(root().join(name)).map_or(0, |data| data.len());
        let ending = name.rsplit('.').next().unwrap_or_default();
        let built = ["o", "so", "rlib", "rmeta", "d", "profraw", "orig", "rej", "swp", "pyc"].contains(&ending);
        if built || name.starts_with("target/") || name.ends_with(".snap.new") || name.ends_with(".pending-snap") {
            wrong.push(format!("{name}: made by a build or a test"));
        }
        if size > 1 << 20 {
            wrong.push(format!("{name}: {size} bytes"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_top_level_holds_what_it_should() {
    let listed = Command::new("git").args(["ls-files"]).current_dir(root()).output();
    let Some(listed) = listed.ok().filter(|output| output.status.success()) else {
        eprintln!("SKIPPED: no git repository");
        return;
    };
    let listed = String::from_utf8(listed.stdout).expect("names in UTF-8");
    let known = [
        ".ci",
        ".gitignore",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "assets",
        "rustfmt.toml",
        "src",
        "tests",
        "themes",
    ];
    let strange: Vec<&str> = listed
        .lines()
        .filter_map(|name| name.split('/').next())
        .filter(|top| !known.contains(top))
        .collect();
    assert!(strange.is_empty(), "not part of the house: {strange:?}");
}

#[test]
fn threads_are_started_where_their_panics_are_caught() {
    // The terminal is also given back by a thread, while a panic is reported.
    let allowed = ["run/panics.rs", "run/terminal.rs"];
    let starts = |code: &str| {
        ["thread::Builder", "thread::spawn", "Builder::new().name("]
            .iter()
            .any(|how| code.contains(how))
    };
    let strays: Vec<String> = sources()
        .into_iter()
        .filter(|(path, room)| room.as_deref() == Some("run") && !allowed.iter().any(|end| path.ends_with(end)))
        .filter(|(path, _)| starts(&code_of(path)))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(strays.is_empty(), "{}", strays.join("\n"));
}
