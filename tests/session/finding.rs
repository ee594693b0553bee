//! `--find`: words in files, folders and corpora, and the exit codes of `grep`.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const STORY: &str = "Harbour fire: crews hold the line overnight

15 August 2026

Fire crews held the line at Kessel Harbour overnight as the wind turned, the commander said on Monday.

Smoke warning for the old town

The smoke warning covers the old town and both islands, and nobody knows until when it will hold.
";

fn run(folder: &Path, arguments: &[&str], input: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(arguments).current_dir(folder);
    for name in ["XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME"] {
        command.env(name, folder);
    }
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("it runs");
    let mut pipe = child.stdin.take().expect("a pipe");
    // Whoever asks for files does not read it.
    let _ = pipe.write_all(input.unwrap_or_default().as_bytes());
    drop(pipe);
    child.wait_with_output().expect("it ends")
}

fn lines(output: &Output) -> Vec<Vec<&str>> {
    let text = std::str::from_utf8(&output.stdout).expect("UTF-8");
    text.lines().map(|line| line.split('\t').collect()).collect()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("day")).expect("a folder");
    fs::write(at("story.txt"), STORY).expect("a file");
    let record = |date: &str, text: &str| {
        let text = serde_json::to_string(text).expect("a string");
        format!("{{\"title\":\"Ferries sail\",\"date\":\"{date}\",\"text\":{text}}}\n")
    };
    let corpus = record("2026-08-16", "The ferries sail again, the harbour master said.")
        + &record("2026-08-17", "Nothing burns.")
        + &record(
            "2026-08-18",
            "The smoke is gone.\n\nThe café at the old harbour is open.",
        );
    fs::write(at("day/corpus.jsonl"), &corpus).expect("a file");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(corpus.as_bytes()).expect("a vector");
    fs::write(at("day/packed.jsonl.gz"), packed.finish().expect("a vector")).expect("a file");
    folder
}

#[test]
fn a_hit_is_told_with_its_file_day_title_section_and_line() {
    let folder = folder();
    let output = run(folder.path(), &["--find", "smoke", "story.txt", "day"], None);
    assert_eq!(output.status.code(), Some(0));
    let found = lines(&output);
    assert_eq!(
        found[0],
        [
            "story.txt",
            "2026-08-15",
            "Harbour fire: crews hold the line overnight",
            "2 Smoke warning for the old town",
            "Smoke warning for the old town"
        ]
    );
    assert!(found[1][4].starts_with("The smoke warning covers"));
    let others: Vec<[&str; 4]> = found[2..].iter().map(|row| [row[0], row[1], row[2], row[4]]).collect();
    let row = |place| [place, "2026-08-18", "Ferries sail", "The smoke is gone."];
    assert_eq!(others, [row("day/corpus.jsonl:3"), row("day/packed.jsonl.gz:3")]);
}

#[test]
fn words_phrases_and_foldings_are_found() {
    let folder = folder();
    for (arguments, count) in [
        (&["--find", "harbour", "old", "day/corpus.jsonl"][..], 1),
        (&["--find", "harbour old", "day/corpus.jsonl"], 0),
        (&["--find", "old harbour", "day/corpus.jsonl"], 1),
        (&["--find", "\"old harbour\"", "day/corpus.jsonl"], 1),
        (&["--find", "cafe", "day/corpus.jsonl"], 1),
        (&["--find", "Café", "day/corpus.jsonl"], 0),
        (&["--find", "harb", "day/corpus.jsonl"], 0),
        (&["--find", "harb*", "day/corpus.jsonl"], 2),
    ] {
        let output = run(folder.path(), arguments, None);
        assert_eq!(lines(&output).len(), count, "{arguments:?}");
        assert_eq!(output.status.code(), Some(i32::from(count == 0)), "{arguments:?}");
        assert!(output.stderr.is_empty());
    }
    // What may have been meant as a file is told where it was a word.
    let output = run(folder.path(), &["--find", "harbour", "corpsu", "day"], None);
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        words.contains("no paragraph has all these words: harbour corpsu"),
        "{words}"
    );
    let output = run(folder.path(), &["--find", "smoke", "town"], Some(STORY));
    assert_eq!(lines(&output).len(), 2, "standard input, and two words");
}

#[test]
fn what_cannot_be_read_costs_itself_and_is_told() {
    let folder = folder();
    fs::write(
        folder.path().join("wrong.jsonl"),
        "{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"text\":\"smoke\n",
    )
    .expect("a file");
    for (arguments, count, told) in [
        (
            &["--find", "smoke", "no.txt", "story.txt"][..],
            2,
            "no.txt: No such file",
        ),
        (&["--find", "smoke", "./no", "story.txt"], 2, "./no: No such file"),
        (
            &["--find", "smoke", "wrong.jsonl", "story.txt"],
            2,
            "wrong.jsonl: line 3",
        ),
        (&["--find", "…", "story.txt"], 0, "--find: there is no word to look for"),
    ] {
        let output = run(folder.path(), arguments, None);
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(
            (output.status.code(), lines(&output).len()),
            (Some(2), count),
            "{arguments:?}"
        );
        assert!(words.contains(told), "{words}");
    }
}

#[test]
fn programs_get_an_object_a_line() {
    let folder = folder();
    let output = run(
        folder.path(),
        &["--find", "cafe", "day/corpus.jsonl", "--to", "json"],
        None,
    );
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one object");
    let expected = serde_json::json!({
        "source": "day/corpus.jsonl", "line": 3, "title": "Ferries sail", "published": "2026-08-18",
        "section": {"number": 0, "headline": null, "time": null},
        "block": 2, "kind": "paragraph", "text": "The café at the old harbour is open.", "matches": [[4, 8]],
    });
    assert_eq!(object, expected);
}

#[test]
fn on_a_terminal_hits_stand_below_their_sections() {
    let folder = folder();
    let story = folder.path().join("story.txt");
    let mut pty = super::pty::Pty::open(120, 20, &["--find", "smoke", story.to_str().expect("UTF-8")]);
    pty.wait_for("nobody knows");
    let screen = pty.screen();
    let rows: Vec<&str> = screen.lines().map(str::trim_end).collect();
    assert!(
        rows[0].starts_with("Harbour fire: crews hold the line overnight · 2026-08-15 · "),
        "{screen}"
    );
    let head = rows.iter().position(|row| *row == "  2 Smoke warning for the old town");
    let head = head.unwrap_or_else(|| panic!("{screen}"));
    assert!(
        rows[head + 2].starts_with("    The smoke warning covers the old town"),
        "{screen}"
    );
    assert_eq!(pty.ends(), Some(0));
}

#[test]
fn hits_in_a_folder_are_gone_to() {
    let folder = folder();
    let mut pty = super::pty::Pty::open(120, 24, &[folder.path().to_str().expect("UTF-8")]);
    pty.wait_for("Articles");
    pty.keys("\x1b");
    pty.wait_until("the list is closed", |screen| !screen.contains("Articles"));
    pty.keys(":grep old harbour\r");
    pty.wait_for("The café at the old harbour is open.");
    pty.wait_for("2 in 2 of 7 articles");
    pty.keys("\r");
    pty.wait_for("18 Aug 2026");
    pty.wait_for("The café at the old harbour is open.");
    pty.quit();
}
