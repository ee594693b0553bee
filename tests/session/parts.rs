//! A corpus in parts, as other programs run them on many machines: what is written is what one process writes.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The script that reads one part, with this folder in front of its PATH.
fn part(program: &Path, lines: &[String]) -> Output {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/corpus/part.sh");
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new("sh");
    command.arg(script).env("PATH", format!("{}:{path}", program.display()));
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("it runs");
    let mut pipe = child.stdin.take().expect("a pipe");
    let _ = pipe.write_all(lines.concat().as_bytes());
    drop(pipe);
    child.wait_with_output().expect("it ends")
}

/// Thirty articles, and a line that is none.
fn lines() -> Vec<String> {
    let article = |number: usize| {
        let text = format!("The crew of shed {number} held the line, é and all.\\n\\nSmoke hung over quay {number}.");
        format!("{{\"title\":\"Report {number}\",\"date\":\"2026-08-15\",\"text\":\"{text}\"}}\n")
    };
    let mut lines: Vec<String> = (0..30).map(article).collect();
    lines.insert(17, "{\"text\":\"cut sh\n".to_owned());
    lines
}

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_dateline")).parent().expect("a folder")
}

#[test]
fn parts_together_are_the_whole() {
    let lines = lines();
    let whole = part(program(), &lines);
    assert_eq!(whole.status.code(), Some(0), "a bad line costs itself");
    assert!(String::from_utf8_lossy(&whole.stderr).contains("line 18"));
    assert_eq!(String::from_utf8_lossy(&whole.stdout).lines().count(), 30);
    for size in [4, 7, 40] {
        let parts: Vec<Output> = lines.chunks(size).map(|lines| part(program(), lines)).collect();
        assert!(parts.iter().all(|part| part.status.success()));
        let together: Vec<u8> = parts.into_iter().flat_map(|part| part.stdout).collect();
        assert_eq!(together, whole.stdout, "in parts of {size}");
    }
}

#[test]
fn a_part_without_a_line_is_nothing_and_a_lost_part_is_told() {
    let empty = part(program(), &[]);
    assert_eq!((empty.status.code(), empty.stdout.len()), (Some(0), 0));
    let unended = part(program(), &["{\"text\":\"The last line of a file\"}".to_owned()]);
    assert_eq!((unended.status.code(), unended.stdout.is_empty()), (Some(0), false));
    let wrong = part(program(), &["{\"text\":\n".to_owned()]);
    assert_eq!(wrong.status.code(), Some(2), "nothing of it could be read");
    // A program that is killed.
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("dateline");
    fs::write(&path, "#!/bin/sh\nkill -9 $$\n").expect("a script");
    let mut permissions = fs::metadata(&path).expect("it is there").permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o755);
    fs::set_permissions(&path, permissions).expect("a program");
    let killed = part(folder.path(), &lines());
    assert!(
        killed.status.code().is_some_and(|code| code > 100),
        "{:?}",
        killed.status
    );
}
