//! A panic costs one article, or one service, and never the reader. A build for tests panics where it is asked to.

use std::fs;
use std::process::{Command, Output};

use super::ESCAPE;
use super::pty::{Pty, article, file};

const MARK: &str = "panic-at-this-mark";
const SAID: &str = "a bug in dateline, please report it";

/// An article, with the mark or without.
fn story(title: &str, marked: bool) -> String {
    let last = if marked { MARK } else { "at dawn" };
    format!("{title} news\n\nThe boats came back to the {title} quay, the harbour master said {last}.\n")
}

fn open_with(service: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Pty {
    let wanted = [("DATELINE_PANIC_IN", service)];
    Pty::open_with(160, 24, arguments, &[&wanted[..], environment].concat())
}

fn open(service: &str, arguments: &[&str]) -> Pty {
    open_with(service, arguments, &[])
}

fn quits(mut pty: Pty) {
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
    pty.expect_clean();
}

/// Closes a prompt or a list. Keys that come with Escape would be keys with Alt.
fn leave(pty: &mut Pty, gone: &str) {
    pty.keys(ESCAPE);
    pty.wait_until("it is closed", |screen| !screen.contains(gone));
}

#[test]
fn an_article_that_cannot_be_read_is_told_and_passed_by() {
    let (bad, good) = (
        file(story("Harbour", true).as_bytes()),
        file(story("Ferry", false).as_bytes()),
    );
    for service in ["reading", "finding", "folding"] {
        let mut pty = open(service, &[bad.path(), good.path()]);
        pty.wait_for("article 1 of 2");
        leave(&mut pty, "Articles ─");
        pty.keys(">");
        pty.wait_for("to the Ferry quay");
        pty.keys("<");
        pty.wait_for(SAID);
        quits(pty);
    }
}

#[test]
fn a_panic_while_the_rest_is_read_leaves_what_is_shown() {
    let paragraph = "The boats came back to the quay at dawn, the harbour master said, all of them.\n\n";
    let text = format!("Harbour\n\n{}{MARK}\n", paragraph.repeat((400 << 10) / paragraph.len()));
    let bad = file(text.as_bytes());
    for service in ["reading", "finding", "folding", "first part"] {
        let pty = open(service, &[bad.path()]);
        // The first part has no mark in it, the whole has.
        pty.wait_for("The boats came back");
        if service != "first part" {
            pty.wait_for(SAID);
            pty.wait_for("The boats came back");
        }
        quits(pty);
    }
}

#[test]
fn a_single_article_that_cannot_be_read_is_an_error() {
    let bad = file(story("Harbour", true).as_bytes());
    let pty = open("reading", &[bad.path()]);
    pty.wait_for(SAID);
    let mut pty = pty;
    assert_eq!(pty.ends(), Some(2));
    pty.expect_clean();
}

#[test]
fn a_search_that_panics_is_over_and_the_next_one_is_not() {
    let article = article();
    let mut pty = open("search", &[article.path()]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys(&format!("/{MARK}\r"));
    pty.wait_for("search failed");
    pty.keys("/part 6\r");
    pty.wait_for("Paragraph 1 of part 6");
    pty.wait_for("1 of ");
    quits(pty);
}

#[test]
fn comparing_costs_the_comparison() {
    // Both have the mark: else the comparison with one would tell what the other repeats.
    let (one, two) = (
        file(story("Harbour", true).as_bytes()),
        file(story("Ferry", true).as_bytes()),
    );
    let mut pty = open("comparing", &[one.path(), two.path()]);
    pty.wait_for("article 1 of 2");
    leave(&mut pty, "Articles ─");
    pty.keys(">");
    pty.wait_for("to the Ferry quay");
    pty.wait_for("comparing failed: a bug in dateline");
    quits(pty);
}

#[test]
fn the_list_of_articles_goes_on() {
    let (one, two) = (
        file(story("Harbour", false).as_bytes()),
        file(story("Ferry", false).as_bytes()),
    );
    let mut pty = open("ranking", &[one.path(), two.path()]);
    pty.wait_for("article 1 of 2");
    pty.keys(MARK);
    pty.wait_for("0 of 2");
    // It is emptied, and something else looked for.
    pty.keys("\x15ferr");
    pty.wait_for("1 of 2");
    pty.keys("\r");
    pty.wait_for("to the Ferry quay");
    quits(pty);
}

#[test]
fn what_cannot_be_kept_is_told() {
    let bad = file(story("Harbour", true).as_bytes());
    let mut pty = open("store", &[bad.path()]);
    pty.wait_for("nothing is kept of this article");
    pty.keys("j");
    quits(pty);
}

#[test]
fn a_file_that_cannot_be_written_and_an_editor_that_cannot_be_started_are_told() {
    let bad = file(story("Harbour", true).as_bytes());
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("out.txt");
    let mut pty = open_with("writing,editing", &[bad.path()], &[("EDITOR", "true")]);
    pty.wait_for("to the Harbour quay");
    pty.keys(&format!(":w {}\r", path.display()));
    pty.wait_for(SAID);
    assert!(!path.exists());
    pty.keys("j");
    pty.wait_until("the notice is gone", |screen| !screen.contains(SAID));
    pty.keys("e");
    pty.wait_for(SAID);
    quits(pty);
}

#[test]
fn names_of_files_are_looked_for_again() {
    let article = article();
    let mut pty = open("file names", &[article.path()]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys(&format!(":open {MARK}\t"));
    pty.wait_for(&format!(":open {MARK}"));
    // What is typed next is completed.
    pty.keys("\x15open /et\t");
    pty.wait_for("/etc/");
    leave(&mut pty, ":open");
    quits(pty);
}

/// The program without a terminal.
fn batch(service: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .env("DATELINE_PANIC_IN", service)
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn of_a_corpus_all_is_written_but_the_article_that_panics() {
    let dated = |title: &str, marked| format!(" date 2026-08-15 {}", story(title, marked));
    let corpus: String = (0..40)
        .map(|number| dated(&format!("Pier{number}x"), number == 7))
        .collect();
    let corpus = file(corpus.as_bytes());
    for to in ["text", "markdown", "json"] {
        for service in ["reading", "folding", "writing"] {
            let (code, out, said) = batch(service, &["--to", to, corpus.path()]);
            assert_eq!(code, Some(1), "{to}, {service}: {said}");
            for number in (0..40).filter(|&number| number != 7) {
                assert!(
                    out.contains(&format!("Pier{number}x quay")),
                    "{to}, {service}: {number}"
                );
            }
            assert!(!out.contains("Pier7x"), "{to}, {service}");
            assert_eq!(said.matches(SAID).count(), 1, "{said}");
            if to == "json" {
                assert_eq!(out.lines().count(), 39, "an article a line");
            }
        }
    }
}

#[test]
fn of_a_folder_all_is_written_but_the_file_that_panics() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, marked) in [("Harbour", false), ("Mole", true), ("Pier", false)] {
        fs::write(folder.path().join(name), story(name, marked)).expect("a file");
    }
    let path = folder.path().to_str().expect("UTF-8");
    for service in ["reading", "finding"] {
        let (code, out, said) = batch(service, &["--to", "text", path]);
        assert_eq!(code, Some(1), "{said}");
        assert!(
            out.contains("to the Harbour quay") && out.contains("to the Pier quay"),
            "{out}"
        );
        assert_eq!(said.matches(SAID).count(), 1, "{said}");
        assert!(said.contains("Mole: "), "{said}");
    }
    let (code, out, said) = batch("reading", &["--explain", path]);
    assert_eq!((code, out.contains("Pier quay")), (Some(1), true), "{said}");
    let (code, _, said) = batch("comparing", &["--repeats", path]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("comparing failed"), "{said}");
}
