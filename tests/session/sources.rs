//! What is read: packed text, what is no text, files that change meanwhile, pipes without an end, closed descriptors.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use nix::sys::signal::Signal;

use super::pty::{Pty, article, file};

const PROGRAM: &str = env!("CARGO_BIN_EXE_dateline");
const STORY: &str = "Harbour news\n\nThe boats came back to the quay at dawn, the harbour master said.\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).expect("a vector");
    packed.finish().expect("a vector")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

/// A PDF, as far as its first bytes go.
const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\n";

fn shell(script: &str) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = Command::new("sh")
        .args(["-c", script])
        .stdin(Stdio::null())
        .output()
        .expect("a shell");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn packed_text_is_opened() {
    // Packed in two parts, as programs do that pack in parallel, and long enough to come in several pieces.
    let (first, last) = STORY.split_at(40);
    let rest = "And at noon they sailed again, all of them, the master said.\n\n".repeat(10_000);
    for pack in [gzip, zstd] {
        let packed = [pack(first.as_bytes()), pack(last.as_bytes()), pack(rest.as_bytes())].concat();
        let packed = file(&packed);
        let mut pty = Pty::open(100, 24, &[packed.path()]);
        pty.wait_for("The boats came back to the quay at dawn");
        pty.keys("G");
        pty.wait_for("sailed again");
        pty.quit();
        let (code, out, said) = shell(&format!("{PROGRAM} --to text --copies=keep {}", packed.path()));
        assert_eq!((code, said.as_str()), (Some(0), ""));
        assert_eq!(out.matches("sailed again").count(), 10_000);
        let (code, out, said) = shell(&format!("{PROGRAM} --to text <{}", packed.path()));
        assert_eq!((code, said.as_str()), (Some(0), ""));
        assert!(out.contains("The boats came back"));
    }
    let mut packed = zstd(rest.as_bytes());
    let middle = packed.len() / 2;
    packed[middle..].fill(0xff);
    let packed = file(&packed);
    let (code, _, said) = shell(&format!("{PROGRAM} --to text {}", packed.path()));
    assert_eq!(code, Some(1));
    assert!(said.contains("Zstandard data is damaged"), "{said}");
}

#[test]
fn a_packed_corpus_is_a_list() {
    let corpus: String = (1..=3)
        .map(|day| format!(" date 2026-08-1{day} Report {day}\n\n{STORY}\n"))
        .collect();
    let packed = file(&gzip(corpus.as_bytes()));
    let mut pty = Pty::open(100, 24, &[packed.path()]);
    pty.wait_for("Report 3");
    pty.keys("2026-08-12");
    pty.wait_for("1 of 3");
    pty.keys("\r");
    pty.wait_for("article 2 of 3");
    pty.wait_for("The boats came back");
    pty.quit();
}

#[test]
fn what_is_no_text_is_refused_with_what_to_do() {
    let (pdf, text) = (file(PDF), file(STORY.as_bytes()));
    let advice = "this is a PDF; try: pdftotext -layout";
    let mut pty = Pty::open(160, 24, &[pdf.path()]);
    pty.wait_for(advice);
    assert_eq!(pty.ends(), Some(2));
    pty.expect_clean();
    // Among others it is a line of the list.
    let mut pty = Pty::open(160, 24, &[text.path(), pdf.path()]);
    pty.wait_for(advice);
    pty.keys("\r");
    pty.wait_for("The boats came back");
    pty.keys(&format!(":open {}\r", pdf.path()));
    pty.wait_for(advice);
    pty.quit();
    let (code, out, said) = shell(&format!("{PROGRAM} --to text {} {}", pdf.path(), text.path()));
    assert_eq!(code, Some(1));
    assert!(out.contains("The boats came back") && said.contains(advice), "{said}");
    let (code, _, said) = shell(&format!("{PROGRAM} --to text <{}", pdf.path()));
    assert_eq!(code, Some(2));
    assert!(said.contains("standard input: this is a PDF"), "{said}");
    // Packed twice, or packed and no text.
    for bytes in [gzip(&gzip(STORY.as_bytes())), gzip(PDF)] {
        let packed = file(&bytes);
        assert_eq!(shell(&format!("{PROGRAM} --to text {}", packed.path())).0, Some(2));
    }
}

#[test]
fn of_a_folder_packed_text_is_read_and_the_rest_passed_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("a file");
    put("a.txt.gz", &gzip(STORY.as_bytes()));
    put("b.pdf", PDF);
    put("c.pdf.gz", &gzip(PDF));
    put("d.txt.zst", &zstd(STORY.as_bytes()));
    let (code, out, said) = shell(&format!("{PROGRAM} --to text {}", folder.path().display()));
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(out.matches("The boats came back").count(), 2);
    assert!(said.contains("2 that are no text"), "{said}");
}

#[test]
fn a_file_made_to_fill_the_memory_is_stopped() {
    // 100 MB of one letter, a thousandth of it when packed.
    let bomb = file(&gzip(&vec![b'a'; 100 << 20]));
    let (code, _, said) = shell(&format!("{PROGRAM} --to text {}", bomb.path()));
    assert_ne!(code, Some(0));
    assert!(said.contains("unpacks to more than 300 times its size"), "{said}");
}

#[test]
fn what_has_no_end_is_stopped_at_the_longest_article() {
    for script in ["yes 'The boats came back.' | ", ""] {
        let source = if script.is_empty() { "/dev/zero" } else { "" };
        let (code, _, said) = shell(&format!(
            "{script} DATELINE_LONGEST=300000 {PROGRAM} --to text {source}"
        ));
        assert_ne!(code, Some(0), "{said}");
        let why = if script.is_empty() {
            "this is no text"
        } else {
            "more than 300000 bytes"
        };
        assert!(said.contains(why), "{said}");
    }
    let script = format!("yes 'The boats came back.' | DATELINE_LONGEST=300000 {PROGRAM} --no-config");
    let mut pty = Pty::command("sh", 140, 24, &["-c", &script], &[]);
    pty.wait_for("The boats came back.");
    pty.wait_for("more than 300000 bytes");
    pty.keys("q");
    pty.wait_until("it has ended", |screen| !screen.contains("bytes"));
}

#[test]
fn an_endless_pipe_is_left_by_control_c() {
    let script = format!("yes 'The boats came back.' | {PROGRAM} --no-config");
    let mut pty = Pty::command("sh", 100, 24, &["-c", &script], &[]);
    pty.wait_for("The boats came back.");
    pty.keys("\x03");
    assert_eq!(pty.ends(), Some(0));
    pty.expect_clean();
}

#[test]
fn closed_descriptors_are_errors_and_dev_null_is_none() {
    let text = file(STORY.as_bytes());
    let path = text.path();
    for (script, code, words) in [
        (
            format!("{PROGRAM} --to text {path} >&-"),
            2,
            "standard output is closed",
        ),
        (format!("{PROGRAM} {path} >&-"), 2, "standard output is closed"),
        (format!("{PROGRAM} --version >&-"), 2, "standard output is closed"),
        (format!("{PROGRAM} --to text <&-"), 2, "standard input is closed"),
        (format!("{PROGRAM} --to text - <&-"), 2, "standard input is closed"),
        (format!("{PROGRAM} --to text {path} >/dev/null"), 0, ""),
        (format!("{PROGRAM} --to text {path} <&- >/dev/null"), 0, ""),
        (format!("{PROGRAM} --to text {path} 1<>/dev/null 2>&1"), 0, ""),
    ] {
        let (ended, _, said) = shell(&script);
        assert_eq!(ended, Some(code), "{script}: {said}");
        assert!(said.contains(words), "{script}: {said}");
    }
}

/// An editor that says what it is given, an argument a line.
fn editor(folder: &Path) -> String {
    let path = folder.join("editor");
    let script = "#!/bin/sh\nfor given; do echo \"[given $given]\"; done\nread answer\n";
    fs::write(&path, script).expect("a script");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn no_file_name_is_an_option_to_the_editor() {
    let folder = tempfile::tempdir().expect("a folder");
    let editor = editor(folder.path());
    for name in ["+!touch PWNED", "-S", "--cmd=q"] {
        fs::write(folder.path().join(name), STORY).expect("a file");
        let script = format!("cd '{}' && {PROGRAM} --no-config -- '{name}'", folder.path().display());
        let mut pty = Pty::command("sh", 200, 24, &["-c", &script], &[("EDITOR", &editor)]);
        pty.wait_for("The boats came back");
        pty.keys("e");
        let whole = fs::canonicalize(folder.path()).expect("it is there").join(name);
        pty.wait_for(&format!("[given {}]", whole.display()));
        pty.keys("\r");
        pty.wait_for("The boats came back");
        pty.quit();
    }
}

#[test]
fn the_editors_copy_goes_when_the_reader_is_killed() {
    for signal in [Signal::SIGTERM, Signal::SIGHUP] {
        let (folder, text) = (tempfile::tempdir().expect("a folder"), article());
        let (editor, temporary) = (editor(folder.path()), folder.path().join("tmp"));
        fs::create_dir(&temporary).expect("a folder");
        let script = format!("cat {} | exec {PROGRAM} --no-config", text.path());
        let temporary_name = temporary.to_str().expect("UTF-8");
        let environment = [("EDITOR", editor.as_str()), ("TMPDIR", temporary_name)];
        let mut pty = Pty::command("bash", 100, 24, &["-c", &script], &environment);
        pty.wait_for("Paragraph 1 of part 1");
        pty.keys("e");
        pty.wait_for("[given");
        let copies = || fs::read_dir(&temporary).expect("the folder").count();
        assert_eq!(copies(), 1);
        pty.signal_child_named("dateline", signal);
        pty.wait_until("the copy is gone", |_| copies() == 0);
    }
}
