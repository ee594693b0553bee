//! The program on many articles: all of them come out, in their order, and what is wrong costs only itself.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

/// A file that goes away with its owner.
struct File(PathBuf);

impl File {
    fn new(bytes: impl AsRef<[u8]>) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("dateline-corpora-{}-{count}", std::process::id()));
        std::fs::write(&path, bytes).expect("a temporary file");
        Self(path)
    }

    fn name(&self) -> &str {
        self.0.to_str().expect("a path in UTF-8")
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn start(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program")
}

/// What the program writes and tells, and its answer.
fn run(arguments: &[&str], input: &[u8]) -> (String, String, Option<i32>) {
    let mut child = start(arguments);
    let mut stdin = child.stdin.take().expect("its input");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // It may have had enough.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("the writer ends");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code())
}

fn titles(json: &str) -> Vec<String> {
    json.lines()
        .map(|line| {
            let value: Value = serde_json::from_str(line).expect("a line is an object");
            value["title"].as_str().unwrap_or("none").to_owned()
        })
        .collect()
}

/// An article of some length; of another length for each number, so that they are not done in their order.
fn body(number: usize) -> String {
    let sentence = format!("The crew of boat {number} came back at dawn, the harbour master said. ");
    format!("{}\n\n", sentence.repeat(1 + (number * 7919) % 90))
}

fn dated(count: usize) -> String {
    (0..count)
        .map(|number| format!(" date 2026-08-15 Report {number}\n\n{}", body(number)))
        .collect()
}

fn lines(count: usize) -> String {
    (0..count)
        .map(|number| {
            let text = serde_json::to_string(&body(number)).expect("a string");
            format!("{{\"title\": \"Report {number}\", \"text\": {text}}}\n")
        })
        .collect()
}

fn reports(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("Report {number}")).collect()
}

#[test]
fn all_articles_come_out_in_their_order() {
    for text in [
        dated(400),
        lines(400),
        dated(400).replace('\n', "\r\n"),
        format!("\u{feff}{}", lines(400)),
    ] {
        let file = File::new(&text);
        let (from_file, told, code) = run(&["--to", "json", file.name()], b"");
        assert_eq!((titles(&from_file), told.as_str(), code), (reports(400), "", Some(0)));
        let (from_pipe, ..) = run(&["--to", "json"], text.as_bytes());
        assert_eq!(from_pipe, from_file);
        // What it writes, it reads: the same comes out again.
        let (again, ..) = run(&["--to", "json", "-"], from_file.as_bytes());
        assert_eq!(again, from_file);
    }
}

#[test]
fn several_files_are_all_their_articles() {
    let (first, second, third) = (
        File::new(dated(3)),
        File::new("A fire\n\nIt was out by dawn.\n"),
        File::new(lines(2)),
    );
    let (json, _, code) = run(
        &["--to", "json", first.name(), second.name(), "-", third.name()],
        b"Ferries\n\nThey sail.\n",
    );
    let expected = [
        "Report 0", "Report 1", "Report 2", "A fire", "Ferries", "Report 0", "Report 1",
    ];
    assert_eq!(titles(&json), expected);
    assert_eq!(code, Some(0));
}

#[test]
fn one_article_is_written_as_it_always_was() {
    for text in [
        "Harbour fire\n\nThe fire was out by dawn.\n",
        " date 2026-08-15 Harbour fire\n\nIt was out.\n",
        "",
    ] {
        let article = dateline::read::read(text.as_bytes().to_vec()).expect("an article");
        let mut expected = Vec::new();
        dateline::export::json(&article, &dateline::fold::Folding::of(&article), &mut expected).expect("memory");
        let (json, told, code) = run(&["--to", "json"], text.as_bytes());
        assert_eq!(
            (json.as_bytes(), told.as_str(), code),
            (expected.as_slice(), "", Some(0))
        );
        assert!(!run(&["--to", "text"], text.as_bytes()).0.contains("---"));
        assert!(!run(&["--explain"], text.as_bytes()).0.contains("line 1"));
    }
}

#[test]
fn articles_are_parted_in_text_and_markdown_and_named_in_explanations() {
    let text =
        " date 2026-08-15 A fire\n\nThe fire was out by dawn.\n\n date 2026-08-16 Ferries\n\nThe ferries sail.\n";
    let rule = "-".repeat(72);
    let expected = format!(
        "A fire\n\n2026-08-15\n\nThe fire was out by dawn.\n\n{rule}\n\nFerries\n\n2026-08-16\n\nThe ferries sail.\n"
    );
    assert_eq!(run(&["--to", "text"], text.as_bytes()).0, expected);
    // As it is when standard output is no terminal.
    assert_eq!(run(&[], text.as_bytes()).0, expected);
    let expected =
        "# A fire\n\n2026-08-15\n\nThe fire was out by dawn.\n\n---\n\n# Ferries\n\n2026-08-16\n\nThe ferries sail.\n";
    assert_eq!(run(&["--to", "markdown"], text.as_bytes()).0, expected);
    let explained = run(&["--explain"], text.as_bytes()).0;
    let places: Vec<&str> = explained
        .lines()
        .filter(|line| line.starts_with("# standard input"))
        .collect();
    assert_eq!(places, ["# standard input, line 1", "# standard input, line 5"]);
    assert_eq!(explained.matches("\n\n#").count(), 1, "{explained}");
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_comes_out() {
    let file = File::new(format!(
        "{}\n{{\"text\": \"cut sh\n{{\"title\": \"T\"}}\n{}",
        lines(2),
        lines(1)
    ));
    let missing = format!("{}-missing", file.name());
    let (json, told, code) = run(&["--to", "json", &missing, file.name()], b"");
    assert_eq!(titles(&json), ["Report 0", "Report 1", "Report 0"]);
    assert_eq!(code, Some(1));
    let told: Vec<&str> = told.lines().collect();
    assert_eq!(
        told,
        [
            format!("dateline: {missing}: No such file or directory"),
            format!(
                "dateline: {}: line 4, column 16: EOF while parsing a string; it is cut short: fetch or write it again",
                file.name()
            ),
            format!(
                "dateline: {}: line 5, column 14: missing field `text`; an article needs a `text`, a string; correct \
                 the line or take it out",
                file.name()
            ),
        ]
    );
    // Nothing at all: another answer.
    let (json, told, code) = run(&["--to", "json", &missing], b"");
    assert_eq!((json.as_str(), code), ("", Some(2)));
    assert_eq!(told, format!("dateline: {missing}: No such file or directory\n"));
}

#[test]
fn an_empty_file_is_an_article_without_a_word() {
    let (empty, one) = (File::new(""), File::new("\n\n"));
    let (json, told, code) = run(&["--to", "json", empty.name(), one.name()], b"");
    assert_eq!(
        (titles(&json), told.as_str(), code),
        (vec!["none".to_owned(); 2], "", Some(0))
    );
}

#[test]
fn a_broken_pipe_ends_it_all() {
    let mut child = start(&["--to", "json"]);
    let mut stdin = child.stdin.take().expect("its input");
    // More than there will ever be time for.
    let writer = std::thread::spawn(move || while stdin.write_all(lines(20).as_bytes()).is_ok() {});
    let mut stdout = BufReader::new(child.stdout.take().expect("its output"));
    let mut first = String::new();
    stdout.read_line(&mut first).expect("a line");
    assert_eq!(titles(&first), ["Report 0"]);
    drop(stdout);
    let status = child.wait().expect("it ends");
    writer.join().expect("nobody takes more");
    assert_eq!(status.code(), Some(0));
    let mut told = String::new();
    child
        .stderr
        .take()
        .expect("its errors")
        .read_to_string(&mut told)
        .expect("UTF-8");
    assert_eq!(told, "");
}

#[test]
fn an_article_comes_out_before_the_input_is_over() {
    let mut child = start(&["--to", "json"]);
    let mut stdin = child.stdin.take().expect("its input");
    let mut stdout = BufReader::new(child.stdout.take().expect("its output"));
    for number in 0..3 {
        let line = format!("{{\"title\": \"Report {number}\", \"text\": \"The boats are back.\"}}\n");
        stdin
            .write_all(line.as_bytes())
            .and_then(|()| stdin.flush())
            .expect("it listens");
        let mut line = String::new();
        stdout.read_line(&mut line).expect("a line");
        assert_eq!(titles(&line), [format!("Report {number}")]);
    }
    drop(stdin);
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn one_large_article_among_small_ones() {
    let large = "The crews held the line overnight as the wind turned, the commander said. ".repeat(40_000);
    let text = serde_json::to_string(&large).expect("a string");
    let line = format!("{{\"title\": \"Large\", \"text\": {text}}}\n");
    let (json, _, code) = run(&["--to", "json"], format!("{}{line}{}", lines(3), lines(3)).as_bytes());
    let expected = [reports(3), vec!["Large".to_owned()], reports(3)].concat();
    assert_eq!((titles(&json), code), (expected, Some(0)));
    assert!(json.len() > large.len());
}
