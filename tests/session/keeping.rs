//! Sessions that end and go on where they ended: places, marks, settings, history.

use std::path::Path;
use std::process::{Command, Stdio};

use nix::sys::signal::Signal;

use super::pty::{File, Pty, article, file};

/// The folder for what is kept, as the program is told.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn path(&self) -> &str {
        self.0.path().to_str().expect("a path in UTF-8")
    }

    fn open(&self, width: u16, height: u16, arguments: &[&str]) -> Pty {
        Pty::open_with(width, height, arguments, &[("XDG_STATE_HOME", self.path())])
    }

    /// The reader with a configuration of its own.
    fn open_configured(&self, config: &Path) -> Pty {
        let environment = [("XDG_STATE_HOME", self.path())];
        let config = config.to_str().expect("a path in UTF-8");
        let program = env!("CARGO_BIN_EXE_dateline");
        Pty::command(program, 100, 30, &["--config-file", config], &environment)
    }

    /// What the program writes, without a terminal.
    fn writes(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(arguments)
            .env("XDG_STATE_HOME", self.path())
            .stdin(Stdio::null())
            .output()
            .expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    fn is_empty(&self) -> bool {
        self.0.path().read_dir().expect("a folder").next().is_none()
    }
}

/// Goes to a part, and a little into it.
fn go_into_part_five(pty: &mut Pty) {
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("6G}}");
    pty.wait_until("the cursor is in part five", |screen| {
        screen.contains("› Paragraph 2 of part 5")
    });
}

#[test]
fn the_reader_opens_where_it_was_left_at_any_size() {
    let (home, file) = (Home::new(), article());
    let mut pty = home.open(120, 40, &[file.path()]);
    go_into_part_five(&mut pty);
    pty.quit();
    for (width, height) in [(120, 40), (60, 20)] {
        let pty = home.open(width, height, &[file.path()]);
        pty.wait_for("› Paragraph 2 of part 5");
        pty.quit();
    }
    // Where the cursor's block has no room, the top of the page is as it was.
    for (width, height) in [(30, 8), (200, 60)] {
        let pty = home.open(width, height, &[file.path()]);
        pty.wait_until("the page begins with part five", |screen| {
            // The widest part of a line, without the map at its end.
            let page = |line: &str| {
                let widest = line.split('│').max_by_key(|part| part.len()).unwrap_or_default();
                widest.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
            };
            let mut rows = screen.lines().skip(1).map(page).filter(|row| !row.is_empty());
            rows.next().is_some_and(|row| row.starts_with("Part five of the night"))
        });
        pty.quit();
    }
}

#[test]
fn a_longer_and_edited_scrape_opens_where_the_reader_was() {
    let (home, file) = (Home::new(), article());
    let mut pty = home.open(120, 40, &[file.path()]);
    go_into_part_five(&mut pty);
    pty.quit();
    let today = today();
    let pty = home.open(100, 30, &[today.path()]);
    pty.wait_for("› Paragraph 2 of part 5");
    pty.quit();
    let history = home.writes(&["--history"]);
    assert_eq!(history.lines().count(), 1, "the same article: {history}");
}

#[test]
fn the_second_visit_says_what_is_new_and_folds_what_was_read() {
    let (home, file) = (Home::new(), article());
    let mut pty = home.open(120, 40, &[file.path()]);
    go_into_part_five(&mut pty);
    pty.keys("X");
    pty.wait_for("is marked as read");
    pty.quit();
    let today = today();
    let mut pty = home.open(120, 40, &[today.path()]);
    pty.wait_for("2 new, 1 changed, 1 removed");
    pty.keys("W");
    pty.wait_for("new section 2 Morning of the second day");
    pty.wait_for("{The first} paragraph [1] of part 5");
    pty.wait_for("gone from");
    pty.keys("\x1b");
    pty.wait_until("the box is closed", |screen| !screen.contains("gone from"));
    pty.keys("zp");
    pty.wait_for("read before");
    pty.wait_until("what has changed is shown", |screen| {
        screen.contains("The first paragraph of part 5")
    });
    pty.keys("zp");
    pty.wait_until("all is shown", |screen| !screen.contains("paragraphs read before"));
    pty.keys("2,");
    pty.wait_for("Morning of the second day");
    pty.quit();
}

/// The article with a part more on top, one paragraph gone and one edited.
fn today() -> File {
    let text = std::fs::read_to_string(article().path()).expect("the article");
    let (head, body) = text.split_once("Part one of the night").expect("its first part");
    let news = "Morning of the second day\n\nThe wind has dropped at last, and the ferry sails at noon, the harbour \
                master told reporters on the quay.\n\n";
    let body = body.replace("Paragraph 1 of part 5", "The first paragraph of part 5");
    let gone = body.find("Paragraph 3 of part 5").expect("a paragraph");
    let after = gone + body[gone..].find("\n\n").expect("its end") + 2;
    file(format!("{head}{news}Part one of the night{}{}", &body[..gone], &body[after..]).as_bytes())
}

#[test]
fn a_signal_keeps_the_place_too() {
    for signal in [Signal::SIGTERM, Signal::SIGHUP] {
        let (home, file) = (Home::new(), article());
        let mut pty = home.open(100, 30, &[file.path()]);
        go_into_part_five(&mut pty);
        pty.signal(signal);
        assert_eq!(pty.ended_by(), Some(signal));
        let pty = home.open(100, 30, &[file.path()]);
        pty.wait_for("› Paragraph 2 of part 5");
    }
}

#[test]
fn the_first_frame_is_where_the_reader_was() {
    let (home, file) = (Home::new(), article());
    let mut pty = home.open(100, 30, &[file.path()]);
    go_into_part_five(&mut pty);
    pty.quit();
    let pty = home.open(100, 30, &[file.path()]);
    pty.wait_for("› Paragraph 2 of part 5");
    let raw = String::from_utf8_lossy(&pty.raw()).into_owned();
    // On a machine that is busy it may come with the second; but never after a key.
    if raw.contains("Paragraph 1 of part 1") {
        eprintln!("SKIPPED: the machine is too busy for the first frame");
    }
    pty.quit();
}

#[test]
fn marks_are_there_the_next_day() {
    let (home, file) = (Home::new(), article());
    let mut pty = home.open(100, 30, &[file.path()]);
    go_into_part_five(&mut pty);
    pty.keys("ma");
    pty.wait_for("Marked as a");
    pty.keys("g");
    pty.wait_for("Paragraph 1 of part 1");
    pty.quit();
    let mut pty = home.open(60, 20, &[file.path()]);
    pty.wait_for("Paragraph 1 of part 1");
    // It is listed as soon as the store has answered.
    pty.keys("'");
    pty.wait_for("Paragraph 2 of part 5");
    pty.keys("a");
    pty.wait_for("› Paragraph 2 of part 5");
    pty.quit();
}

#[test]
fn two_readers_at_once_keep_their_articles() {
    let (home, file) = (Home::new(), article());
    let mut one = home.open(100, 30, &[file.path()]);
    let mut two = home.open(100, 30, &[]);
    go_into_part_five(&mut one);
    two.wait_for("Kessel Harbour");
    two.keys("6G");
    two.wait_for("6 of ");
    one.quit();
    two.quit();
    let pty = home.open(100, 30, &[file.path()]);
    pty.wait_for("› Paragraph 2 of part 5");
    pty.quit();
    let pty = home.open(100, 30, &[]);
    pty.wait_for("6 of ");
    pty.quit();
}

#[test]
fn what_lies_behind_the_list_has_not_been_opened() {
    let school = "The school opens\n\nThe hall of the school was open to everybody who had to leave the old town.\n";
    let (home, first, second) = (Home::new(), article(), file(school.as_bytes()));
    let mut pty = home.open(120, 30, &[first.path(), second.path()]);
    pty.wait_for("⏎ go");
    pty.wait_for("The school opens");
    pty.keys("\x1b[B\r");
    pty.wait_for("article 2 of 2");
    pty.keys("Gg");
    pty.quit();
    let history = home.writes(&["--history"]);
    assert!(
        history.contains(second.path()) && !history.contains(first.path()),
        "{history}"
    );
    // Whoever leaves the list reads what lay behind it.
    let mut pty = home.open(120, 30, &[first.path(), second.path()]);
    pty.wait_for("⏎ go");
    pty.keys("\x1b");
    pty.wait_for("article 1 of 2");
    pty.wait_for("? help");
    pty.keys("]");
    pty.quit();
    let history = home.writes(&["--history"]);
    assert!(history.contains(first.path()), "{history}");
}

#[test]
fn what_is_new_when_the_file_is_read_again_is_gone_to() {
    let (home, source) = (Home::new(), article());
    let mut pty = home.open(120, 30, &[source.path()]);
    go_into_part_five(&mut pty);
    std::fs::copy(today().path(), source.path()).expect("the article");
    pty.keys("R");
    pty.wait_for("Reloaded: 3 added, 2 gone");
    pty.wait_for("› Paragraph 2 of part 5");
    pty.wait_for("±");
    pty.keys("2,");
    pty.wait_for("› Morning of the second day");
    pty.keys("W");
    pty.wait_for("2 new, 1 changed, 1 removed");
    // Enter goes there, and closes the list.
    pty.keys("\r");
    pty.wait_until("the list is closed", |screen| !screen.contains("take"));
    pty.quit();
}

/// Who reads a file again and quits has not read what came with it.
#[test]
fn what_came_by_reading_again_and_was_not_read_is_new_the_next_time_and_the_place_is_kept() {
    let home = Home::new();
    let source = file(&std::fs::read(article().path()).expect("the article"));
    let mut pty = home.open(120, 40, &[source.path()]);
    go_into_part_five(&mut pty);
    pty.quit();
    let mut pty = home.open(120, 40, &[source.path()]);
    pty.wait_for("› Paragraph 2 of part 5");
    // As programs write that fetch: never half a file.
    let newer = format!("{}.newer", source.path());
    std::fs::copy(today().path(), &newer).expect("another version");
    std::fs::rename(&newer, source.path()).expect("in its place");
    // Until it is known that there is no other article in the file, it cannot be read again; nor is it whole, if it was
    // replaced before all of it had been read.
    let not_yet = |screen: &str| {
        ["can be read again", "replaced while"]
            .iter()
            .any(|words| screen.contains(words))
    };
    loop {
        pty.keys("R");
        pty.wait_until("it is read again, or cannot be yet", |screen| {
            screen.contains("Reloaded: ") || not_yet(screen)
        });
        if pty.screen().contains("Reloaded: ") {
            break;
        }
        // A second R would overtake what the first one says.
        pty.keys("\x1b");
        pty.wait_until("the notice is gone", |screen| !not_yet(screen));
    }
    pty.wait_for("› Paragraph 2 of part 5");
    pty.quit();
    let pty = home.open(120, 40, &[source.path()]);
    pty.wait_for("› Paragraph 2 of part 5");
    pty.wait_until("what is new is told, beside the keys", |screen| {
        let mut lines = screen.lines();
        lines.any(|line| line.contains("? help") && line.contains("Since ") && line.contains(" new"))
    });
    pty.quit();
}

#[test]
fn nothing_is_kept_where_nothing_is_to_be() {
    let (home, file) = (Home::new(), article());
    let mut pty = home.open(100, 30, &["--no-state", file.path()]);
    go_into_part_five(&mut pty);
    pty.keys("w");
    pty.quit();
    assert!(home.is_empty());
    for arguments in [
        &["--to", "json"][..],
        &["--to", "text"],
        &["--explain"],
        &["--repeats"],
        &[],
    ] {
        home.writes(&[arguments, &[file.path()]].concat());
        assert!(home.is_empty(), "{arguments:?}");
    }
    assert_eq!(home.writes(&["--history"]), "");
    assert!(home.is_empty(), "to ask makes no file");
}

#[test]
fn what_was_read_is_listed_and_forgotten() {
    let (home, file) = (Home::new(), article());
    let mut pty = home.open(100, 30, &[file.path()]);
    go_into_part_five(&mut pty);
    pty.quit();
    let table = home.writes(&["--history"]);
    let whole = Path::new(file.path()).canonicalize().expect("it is there");
    let whole = whole.to_str().expect("a path in UTF-8");
    let title = "Harbour fire at Sund: crews hold the line overnight";
    assert!(
        table.lines().count() == 1 && table.contains(title) && table.contains(whole),
        "{table}"
    );
    let json = home.writes(&["--history", "--to", "json"]);
    let line: serde_json::Value = serde_json::from_str(json.trim()).expect("a line of JSON");
    assert_eq!((&line["title"], &line["source"]), (&title.into(), &whole.into()));
    assert!(line["words"].as_u64() > line["words_read"].as_u64(), "{line}");
    let told = home.writes(&["--clear-history", file.path()]);
    assert!(told.starts_with("Forgotten: 1 article"), "{told}");
    assert_eq!(home.writes(&["--history"]), "");
    assert_eq!(home.writes(&["--clear-history", "all"]), "There is nothing to forget\n");
}

#[test]
fn a_file_that_is_opened_again_with_other_words_is_another_version() {
    let (home, file) = (Home::new(), article());
    for words in [
        "",
        "And then the wind turned, the harbour master said, and the ferries sailed again at noon.\n",
    ] {
        let text = std::fs::read_to_string(file.path()).expect("a file");
        std::fs::write(file.path(), format!("{text}\n{words}")).expect("written");
        let mut pty = home.open(100, 30, &[file.path()]);
        if words.is_empty() {
            go_into_part_five(&mut pty);
        }
        pty.wait_for("› Paragraph");
        pty.keys("}j");
        pty.wait_for("› Paragraph 3 of part 5");
        pty.keys("{");
        pty.wait_for("› Paragraph 2 of part 5");
        pty.quit();
    }
    let versions = home.writes(&["--versions", file.path()]);
    assert_eq!(versions.lines().count(), 2, "{versions}");
}

#[test]
fn settings_are_kept_until_the_configuration_says_otherwise() {
    let (home, file) = (Home::new(), file(b"measure = 66\n"));
    let config = Path::new(file.path());
    let mut pty = home.open_configured(config);
    pty.wait_for("Kessel Harbour");
    pty.keys("--wS");
    pty.wait_until("nothing but the text", |screen| !screen.contains("What we know so far"));
    pty.quit();
    let is_set = |home: &Home| home.writes(&["--config", "--config-file", file.path()]);
    let set = is_set(&home);
    let line = |set: &str, name: &str| {
        let found = set.lines().find(|line| line.starts_with(&format!("{name} = ")));
        found.map(str::to_owned).unwrap_or_default()
    };
    let measure = line(&set, "measure");
    assert!(
        measure.ends_with("# set while reading") && !measure.contains(" 66 "),
        "{set}"
    );
    assert!(
        line(&set, "full-width").contains("true") && line(&set, "zen").contains("false"),
        "{set}"
    );
    // Another line of the file changes nothing, the one that it is about does.
    std::fs::write(config, "sidebar = false\nmeasure = 66\n").expect("written");
    assert_eq!(line(&is_set(&home), "measure"), measure);
    std::fs::write(config, "measure = 80\n").expect("written");
    let set = is_set(&home);
    assert!(line(&set, "measure").contains("= 80 "), "{set}");
    assert!(line(&set, "full-width").contains("true"), "{set}");
    let bare = home.writes(&["--no-config", "--config"]);
    assert!(line(&bare, "full-width").contains("false"), "{bare}");
    let without = home.writes(&["--no-state", "--config", "--config-file", file.path()]);
    assert!(line(&without, "full-width").contains("false"), "{without}");
}

#[test]
fn a_store_that_cannot_be_is_told_and_the_reader_reads() {
    let (home, file) = (Home::new(), article());
    std::fs::write(home.0.path().join("dateline"), "no folder").expect("written");
    let mut pty = home.open(140, 30, &[file.path()]);
    pty.wait_for("Nothing new is kept");
    go_into_part_five(&mut pty);
    pty.quit();
}

/// The reader on a small disk of its own, which a shell may make full or read-only after a first visit. `None` where
/// this user cannot make one.
fn on_a_disk(then: &str, disk: &tempfile::TempDir, file: &str) -> Option<Pty> {
    let made = Command::new("unshare")
        .args(["-rm", "mount", "-t", "tmpfs", "none", disk.path().to_str()?])
        .stderr(Stdio::null())
        .status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("SKIPPED: no disk can be made");
        return None;
    }
    let program = env!("CARGO_BIN_EXE_dateline");
    let script = format!(
        "mount -t tmpfs -o size=2m none \"$1\" && cd \"$1\" && export XDG_STATE_HOME=\"$1/s\" && \
         '{program}' --no-config {file} && {then} && '{program}' --history && '{program}' --no-config {file}; \
         '{program}' --clear-history all; echo ended"
    );
    let arguments = ["-rm", "sh", "-c", &script, "sh", disk.path().to_str()?];
    Some(Pty::command("unshare", 120, 30, &arguments, &[]))
}

#[test]
fn on_a_disk_that_cannot_be_written_what_was_kept_is_found() {
    let full = "{ dd if=/dev/zero of=fill bs=4k 2>/dev/null; true; }";
    for (then, why) in [
        ("mount -o remount,ro \"$1\"", "the disk is read-only"),
        (full, "the disk is full"),
    ] {
        let (disk, file) = (tempfile::tempdir().expect("a folder"), article());
        let Some(mut pty) = on_a_disk(then, &disk, file.path()) else {
            return;
        };
        go_into_part_five(&mut pty);
        pty.keys("q");
        // The second visit begins when the history has been written.
        if why.ends_with("full") {
            pty.wait_until("the place is found", |screen| {
                screen.contains("› Paragraph 2 of part 5") && screen.contains("nothing new")
            });
            // What is wrong shows when something is to be kept.
            pty.keys("j");
        }
        pty.wait_until("why nothing is kept is said", |screen| {
            screen.contains("Paragraph 2 of part 5") && screen.contains(&format!("Nothing new is kept: {why}"))
        });
        pty.keys("jjq");
        pty.wait_for("ended");
        let raw = String::from_utf8_lossy(&pty.raw()).into_owned();
        assert!(raw.contains("%  Harbour fire at Sund"), "the history is listed: {raw}");
        assert!(raw.contains(&format!("nothing is forgotten: {why}")), "{raw}");
    }
}

#[test]
fn who_quits_is_told_what_a_locked_store_could_not_take() {
    let (home, file) = (Home::new(), article());
    let mut pty = home.open(120, 30, &[file.path()]);
    go_into_part_five(&mut pty);
    pty.quit();
    let mut pty = home.open(120, 30, &[file.path()]);
    pty.wait_for("› Paragraph 2 of part 5");
    let store = home.0.path().join("dateline/store.sqlite");
    let other = rusqlite::Connection::open(store).expect("the store");
    other.execute_batch("BEGIN IMMEDIATE").expect("locked");
    pty.keys("}}q");
    assert_eq!(pty.ends(), Some(0));
    let raw = String::from_utf8_lossy(&pty.raw()).into_owned();
    assert!(
        raw.contains("the last changes are not kept: another program has locked the store"),
        "{raw}"
    );
}
