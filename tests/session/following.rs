//! What is followed grows, is replaced, cut short and rotated, and programs that read of it go away.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;

use super::pty::Pty;
use super::server::{Reply, Server};

/// However busy the machine is.
const LONG: Duration = Duration::from_mins(1);

/// A program that follows something.
struct Follower {
    child: Child,
    lines: Receiver<String>,
}

impl Follower {
    fn start(args: &[&str], input: Stdio) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["--follow", "--to", "jsonl", "--no-state"])
            .env("no_proxy", "localhost")
            .args(args)
            .stdin(input)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        let out = BufReader::new(child.stdout.take().expect("a pipe"));
        let (to, lines) = mpsc::channel();
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| to.send(line)));
        Self { child, lines }
    }

    fn next(&self) -> Value {
        let line = self.lines.recv_timeout(LONG).expect("an event in time");
        serde_json::from_str(&line).expect("JSON")
    }

    /// The next event: what, and the post's headline.
    fn told(&self) -> (String, String) {
        let event = self.next();
        let text = |name: &str| event[name].as_str().unwrap_or_default().to_owned();
        (text("event"), text("title"))
    }

    fn ends(mut self) -> Option<i32> {
        let status = self.child.wait().expect("an end");
        assert_eq!(self.lines.iter().count(), 0, "nothing more is told");
        status.code()
    }

    fn terminated(self) -> Option<i32> {
        kill(Pid::from_raw(self.child.id().cast_signed()), Signal::SIGTERM).expect("it runs");
        self.ends()
    }
}

fn post(minute: usize) -> String {
    let streets = ["Quay", "Mill", "Chapel", "Market", "Tanner"];
    let street = streets[minute % 5];
    format!(
        "14:{minute:02}\nWater in {street} Street at {minute}\nThe water stands {minute} centimetres deep in {street} \
         Street, people who live there say.\n\n"
    )
}

fn blog(minutes: impl IntoIterator<Item = usize>) -> String {
    let posts: String = minutes.into_iter().map(post).collect();
    format!("Flood in Tarn\n\nOne of four gates would not close on Friday morning.\n\n{posts}")
}

fn replace(path: &Path, text: &str) {
    let other = path.with_extension("new");
    fs::write(&other, text).expect("a file");
    fs::rename(other, path).expect("it takes its place");
}

fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("blog.txt");
    fs::write(&path, text).expect("a file");
    (folder, path)
}

fn headline(minute: usize) -> String {
    post(minute).lines().nth(1).unwrap_or_default().to_owned()
}

#[test]
fn a_file_is_followed_however_it_is_written() {
    let (_folder, path) = file(&blog([3, 2, 1]));
    let follower = Follower::start(&[path.to_str().expect("a path")], Stdio::null());
    for minute in [3, 2, 1] {
        let event = follower.next();
        assert_eq!(event["title"], headline(minute));
        assert_eq!(
            (&event["event"], &event["initial"], &event["version"]),
            (&"new".into(), &true.into(), &1.into())
        );
        assert!(
            event["text"]
                .as_str()
                .is_some_and(|text| text.contains("centimetres deep"))
        );
    }
    replace(&path, &blog([4, 3, 2, 1]));
    assert_eq!(follower.told(), ("new".into(), headline(4)));
    // Written over: for a moment it is empty.
    fs::write(&path, blog([4, 3, 2, 1]).replace("2 centimetres", "2 metres")).expect("a file");
    let event = follower.next();
    assert_eq!(
        (&event["event"], &event["title"]),
        (&"edit".into(), &headline(2).into())
    );
    assert!(
        event["before"]
            .as_str()
            .is_some_and(|text| text.contains("2 centimetres"))
    );
    // Truncated: nothing is gone because of that.
    fs::write(&path, "").expect("a file");
    // Rotated: it is gone for a while, and another one begins.
    fs::rename(&path, path.with_extension("1")).expect("it is there");
    fs::write(&path, blog([5, 4, 3, 1])).expect("a file");
    assert_eq!(follower.told(), ("new".into(), headline(5)));
    // Asked for again and again, it lacks a post.
    assert_eq!(follower.told(), ("remove".into(), headline(2)));
    assert_eq!(follower.terminated(), Some(0));
}

#[test]
fn what_comes_through_a_pipe_is_told_as_it_comes() {
    let mut follower = Follower::start(&[], Stdio::piped());
    let mut input: ChildStdin = follower.child.stdin.take().expect("a pipe");
    input.write_all(blog([1, 2]).as_bytes()).expect("it reads");
    assert_eq!(follower.told(), ("new".into(), headline(1)));
    assert_eq!(follower.told(), ("new".into(), headline(2)));
    input.write_all(post(3).as_bytes()).expect("it reads");
    assert_eq!(follower.told(), ("new".into(), headline(3)));
    drop(input);
    assert_eq!(follower.ends(), Some(0));
}

#[test]
fn what_is_new_in_standard_input_is_marked_in_the_reader() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    let script = format!(
        "{} --no-config --follow < {}",
        env!("CARGO_BIN_EXE_dateline"),
        pipe.display()
    );
    let mut pty = Pty::command("sh", 110, 60, &["-c", &script], &[]);
    let mut input = fs::File::options().write(true).open(&pipe).expect("it reads");
    input.write_all(blog([1, 2, 3]).as_bytes()).expect("it reads");
    pty.wait_for(&headline(3));
    pty.wait_for("Following");
    pty.keys("j");
    assert!(!pty.screen().contains('+'), "nothing is new yet: {}", pty.screen());
    input.write_all(post(4).as_bytes()).expect("it reads");
    pty.wait_for("1 new");
    pty.wait_until("the new post is marked", |screen| {
        let row = screen.lines().find(|row| row.contains("stands 4 centimetres"));
        row.is_some_and(|row| row.contains('+'))
    });
    // The last one comes with the end.
    input.write_all(post(5).as_bytes()).expect("it reads");
    drop(input);
    pty.wait_for("stands 5 centimetres");
    pty.wait_until("so is the last", |screen| screen.matches('+').count() >= 4);
    pty.quit();
}

#[test]
fn a_reader_that_goes_away_ends_it_even_if_nothing_happens() {
    let (_folder, path) = file(&blog([3, 2, 1]));
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["--follow", "--to", "jsonl", "--no-state", "--every", "3600"])
        .arg(&path)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    for _ in 0..3 {
        out.read_line(&mut line).expect("a line");
    }
    drop(out);
    assert_eq!(child.wait().expect("an end").code(), Some(0));
}

#[test]
fn what_cannot_be_followed_is_said() {
    let said = |args: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(args)
            .output()
            .expect("the program");
        (out.status.code(), String::from_utf8(out.stderr).expect("UTF-8"))
    };
    let (code, words) = said(&["--follow", "--to", "jsonl", "no-such-file.txt"]);
    assert_eq!(code, Some(2));
    assert!(words.contains("no-such-file.txt: No such file"), "{words}");
    let (code, words) = said(&["--follow", "--to", "markdown", "Cargo.toml"]);
    assert_eq!((code, words.contains("--to jsonl")), (Some(2), true), "{words}");
    let (code, words) = said(&["--every", "5", "Cargo.toml"]);
    assert_eq!((code, words.contains("--follow")), (Some(2), true), "{words}");
}

/// A server that once says nothing keeps nobody from what it says afterwards.
#[test]
fn what_is_asked_often_is_not_waited_for_long() {
    let asked = AtomicUsize::new(0);
    let server = Server::start(move |_| match asked.fetch_add(1, Ordering::Relaxed) {
        0 => Reply::text(&blog([3, 2, 1])),
        1 | 2 => Reply::raw("").hanging(),
        _ => Reply::text(&blog([4, 3, 2, 1])),
    });
    let mut follower = Follower::start(&[&server.at("/")], Stdio::null());
    for minute in [3, 2, 1, 4] {
        assert_eq!(follower.told(), ("new".into(), headline(minute)));
    }
    let mut said = BufReader::new(follower.child.stderr.take().expect("a pipe"));
    let mut line = String::new();
    said.read_line(&mut line).expect("a line");
    assert!(line.contains("no answer from localhost within 3 seconds"), "{line}");
    assert_eq!(follower.terminated(), Some(0));
}

#[test]
fn a_connection_that_got_lost_costs_another_one_and_no_news() {
    let asked = AtomicUsize::new(0);
    let server = Server::start(move |_| match asked.fetch_add(1, Ordering::Relaxed) {
        0 => Reply::text(&blog([3, 2, 1])),
        1 => Reply::raw("").hanging(),
        _ => Reply::text(&blog([4, 3, 2, 1])),
    });
    let mut follower = Follower::start(&[&server.at("/")], Stdio::null());
    for minute in [3, 2, 1, 4] {
        assert_eq!(follower.told(), ("new".into(), headline(minute)));
    }
    let mut errors = follower.child.stderr.take().expect("a pipe");
    assert_eq!(follower.terminated(), Some(0));
    let mut said = String::new();
    errors.read_to_string(&mut said).expect("UTF-8");
    assert_eq!(said, "");
}

#[test]
fn what_is_gone_for_good_is_not_asked_for_again() {
    let asked = AtomicUsize::new(0);
    let server = Server::start(move |_| match asked.fetch_add(1, Ordering::Relaxed) {
        0 => Reply::text(&blog([3, 2, 1])),
        _ => Reply::of("410 Gone", "", b""),
    });
    let follower = Follower::start(&[&server.at("/")], Stdio::null());
    for minute in [3, 2, 1] {
        assert_eq!(follower.told(), ("new".into(), headline(minute)));
    }
    assert_eq!(follower.ends(), Some(0));
}

/// Runs the program with a store of its own.
fn run(state: &Path, args: &[&str]) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(args)
        .env("XDG_STATE_HOME", state)
        .env("XDG_CONFIG_HOME", state)
        .output()
        .expect("the program");
    let (text, said) = (String::from_utf8(out.stdout), String::from_utf8(out.stderr));
    format!("{}{}", text.expect("UTF-8"), said.expect("UTF-8"))
}

#[test]
fn versions_that_were_seen_are_listed_opened_and_compared() {
    let (folder, path) = file(&blog([3, 2, 1]));
    let (state, name) = (folder.path(), path.to_str().expect("a path"));
    assert!(run(state, &["--versions", name]).contains("no version of it was seen"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["--follow", "--to", "jsonl", name])
        .env("XDG_STATE_HOME", state)
        .env("XDG_CONFIG_HOME", state)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    for _ in 0..3 {
        lines.next().expect("a post").expect("UTF-8");
    }
    replace(
        &path,
        &blog([4, 3, 2, 1]).replace("stands 2 centimetres", "stands 29 centimetres"),
    );
    for _ in 0..2 {
        lines.next().expect("news").expect("UTF-8");
    }
    kill(Pid::from_raw(child.id().cast_signed()), Signal::SIGTERM).expect("it runs");
    child.wait().expect("an end");

    let listed = run(state, &["--versions", name]);
    let rows: Vec<&str> = listed.lines().collect();
    assert_eq!(rows.len(), 2, "{listed}");
    assert!(
        rows[0].trim_start().starts_with("1 ") && rows[0].contains("3 posts"),
        "{listed}"
    );
    assert!(
        rows[1].contains("4 posts") && rows[1].contains("1 new, 1 edited"),
        "{listed}"
    );
    let first = run(state, &["--at", "1", "--to", "text", name]);
    assert!(
        first.contains("stands 2 centimetres") && !first.contains(&headline(4)),
        "{first}"
    );
    let changed = run(state, &["--at", "1..2", name]);
    assert!(changed.contains("[-2-]{+29+} centimetres"), "{changed}");
    assert!(
        changed.contains(&headline(4)) && !changed.contains(&headline(3)),
        "{changed}"
    );
    let lines = run(state, &["--at", "1..2", "--to", "json", name]);
    assert_eq!(lines.lines().count(), 2, "{lines}");
    assert!(run(state, &["--at", "9", "--to", "text", name]).contains("there is no version 9; there are 1 to 2"));
    // In the reader, the same on a key.
    let home = state.to_str().expect("a path");
    let places = [("XDG_STATE_HOME", home), ("XDG_CONFIG_HOME", home)];
    let mut pty = Pty::open_with(110, 40, &[name], &places);
    pty.wait_for(&headline(4));
    pty.keys("D");
    pty.wait_for("1 new, 1 corrected");
    pty.keys("ckc");
    pty.wait_for("From version 1 to 2: 1 new, 1 corrected");
    pty.wait_for("29");
    assert!(!pty.screen().contains("Versions that you saw"));
    pty.keys("\x1b");
    pty.wait_for("Versions that you saw");
    pty.keys("g\r");
    pty.wait_for("Version 1; going back");
    pty.wait_until("the first version", |screen| {
        screen.contains("stands 2 centimetres") && !screen.contains(&headline(4))
    });
    pty.keys("<");
    pty.wait_for("stands 29 centimetres");
    pty.quit();
    // As long as it is not forgotten.
    run(state, &["--clear-history", "all"]);
    assert!(run(state, &["--versions", name]).contains("no version of it was seen"));
}
