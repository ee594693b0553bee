//! Going to places: marks, the picker with its preview, links.

use super::pty::{self, Pty, article};

#[test]
fn a_mark_is_set_and_gone_to() {
    let file = article();
    let mut pty = Pty::open(100, 30, &[file.path()]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("4G");
    pty.wait_for("Paragraph 1 of part 3");
    pty.keys("m");
    pty.wait_for("a letter or digit to name it");
    pty.keys("a");
    pty.wait_for("Marked as a");
    pty.keys("7G");
    pty.wait_for("Paragraph 1 of part 6");
    pty.keys("'");
    pty.wait_for("where you were");
    pty.wait_for("a  Part three of the night");
    pty.keys("a");
    pty.wait_for("Paragraph 1 of part 3");
    pty.keys("''");
    pty.wait_for("Paragraph 1 of part 6");
    pty.quit();
}

#[test]
fn the_picker_shows_the_place_while_one_chooses() {
    let file = article();
    let mut pty = Pty::open(120, 30, &[file.path()]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("3G");
    pty.wait_for("Paragraph 1 of part 2");
    pty.keys("pseven");
    pty.wait_for("Paragraph 1 of part 7");
    pty.keys("\x1b");
    pty.wait_for("Paragraph 1 of part 2");
    pty.wait_until("the picker is gone", |screen| !screen.contains("> seven"));
    pty.keys("pseven\r");
    pty.wait_for("Paragraph 1 of part 7");
    pty.wait_until("the picker is gone", |screen| !screen.contains("> seven"));
    pty.keys("\x0f");
    pty.wait_for("Paragraph 1 of part 2");
    pty.quit();
}

/// An invented notice with two links in it.
fn notice() -> pty::File {
    pty::file(
        b"Where to read on\n\nThe notices are at https://harbour.example/notices?a=1&b=$(id);c today.\n\n\
          Write to the desk at desk@harbour.example if the ferry is late.\n",
    )
}

/// A script that writes what it is given into a file; both go away with the folder.
struct Browser(std::path::PathBuf);

impl Browser {
    fn new(name: &str, code: u8) -> Self {
        use std::os::unix::fs::PermissionsExt;
        let folder = std::env::temp_dir().join(format!("dateline-browser-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let browser = Self(folder);
        let told = browser.told();
        let text = format!(
            "#!/bin/sh\necho noise; echo noise >&2\nprintf '%s|' \"$@\" > {0}.part && mv {0}.part {0}\nexit {code}\n",
            told.display()
        );
        std::fs::write(browser.script(), text).expect("a script");
        let runs = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(browser.script(), runs).expect("it can be run");
        browser
    }

    fn script(&self) -> std::path::PathBuf {
        self.0.join("browser")
    }

    fn told(&self) -> std::path::PathBuf {
        self.0.join("told")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_label_opens_a_link_in_the_browser() {
    let file = notice();
    let browser = Browser::new("opens", 0);
    let command = format!("no-such-browser:{} --new %s", browser.script().display());
    let mut pty = Pty::open_with(100, 30, &[file.path()], &[("BROWSER", &command)]);
    pty.wait_for("The notices are at");
    pty.keys("F");
    pty.wait_for("type a label to open");
    pty.keys("a");
    pty.wait_for("Opening https://harbour.example/");
    pty.wait_until("the browser has been started", |_| browser.told().exists());
    // No shell has seen it.
    let told = std::fs::read_to_string(browser.told()).expect("what it was told");
    assert_eq!(told, "--new|https://harbour.example/notices?a=1&b=$(id);c|");
    assert!(!pty.screen().contains("noise"));
    pty.keys("Fs");
    pty.wait_for("Opening desk@harbour.example");
    pty.quit();
}

#[test]
fn where_nothing_opens_a_link_it_is_copied_and_that_is_said() {
    let encoded = "\x1b]52;c;ZGVza0BoYXJib3VyLmV4YW1wbGU=\x07".as_bytes();
    let browser = Browser::new("fails", 3);
    let script = browser.script().display().to_string();
    for (set, why) in [
        (
            [("SSH_CONNECTION", "10.0.0.1 2 10.0.0.2 22"), ("BROWSER", "")],
            "this is over ssh",
        ),
        (
            [("SSH_CONNECTION", ""), ("BROWSER", "no-such-browser")],
            "$BROWSER is not there",
        ),
        ([("SSH_CONNECTION", ""), ("BROWSER", script.as_str())], "browser failed"),
    ] {
        let file = notice();
        let mut pty = Pty::open_with(100, 30, &[file.path()], &set);
        pty.wait_for("The notices are at");
        pty.keys("Fs");
        pty.wait_for(&format!("Copied, since {why}: desk@harbour.example"));
        assert!(pty.raw().windows(encoded.len()).any(|part| part == encoded), "{why}");
        pty.quit();
    }
}

#[test]
fn a_long_list_is_narrowed_while_the_page_goes_on() {
    let mut text =
        String::from(" date 2026-08-15 Boats at Sund\n\nThe boats of the night, in the order in which they came.\n\n");
    for boat in 1..=2_500 {
        text.push_str(&format!(
            "{:02}:{:02}\nBoat number {boat} came in\n\n",
            boat / 60 % 24,
            boat % 60
        ));
        text.push_str(&format!(
            "It was boat {boat}, with all of its crew, the harbour master said at the quay.\n\n"
        ));
    }
    let file = pty::file(text.as_bytes());
    let mut pty = Pty::open(120, 30, &[file.path()]);
    pty.wait_for("The boats of the night");
    pty.keys("pboatnumber1777");
    pty.wait_for("It was boat 1777,");
    pty.keys("\r");
    pty.wait_until("the picker is gone", |screen| !screen.contains("> boat"));
    pty.wait_for("It was boat 1777,");
    pty.quit();
}
