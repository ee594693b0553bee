//! The configuration in whole sessions: read again when it changes, told where it is wrong, written out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::pty::{Pty, article};

/// A folder of settings that goes away with its owner.
struct Home(PathBuf);

impl Home {
    fn new() -> Self {
        use std::sync::atomic::{AtomicU32, Ordering};
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "dateline-home-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("a path in UTF-8")
    }

    /// Writes a file of the settings as editors do: another one, which then takes its name.
    fn write(&self, name: &str, text: &str) {
        let path = self.0.join("dateline").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        let draft = path.with_extension("new");
        fs::write(&draft, text).expect("a file");
        fs::rename(draft, path).expect("its name");
    }

    fn open(&self, article: &str, more: &[(&str, &str)]) -> Pty {
        let mut environment = vec![("XDG_CONFIG_HOME", self.path()), ("XDG_STATE_HOME", self.path())];
        environment.extend(more);
        Pty::command(env!("CARGO_BIN_EXE_dateline"), 110, 30, &[article], &environment)
    }

    /// What the program writes with these arguments, what it tells, and its exit code.
    fn ask(&self, arguments: &[&str]) -> (String, String, Option<i32>) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        for name in ["NO_COLOR", "COLORFGBG", "LC_ALL", "LC_CTYPE", "LANG"] {
            command.env_remove(name);
        }
        let output = command
            .args(arguments)
            .env("XDG_CONFIG_HOME", self.path())
            .env("XDG_STATE_HOME", self.path())
            .output()
            .expect("the program");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (text(output.stdout), text(output.stderr), output.status.code())
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn what_changes_in_the_file_changes_on_the_screen() {
    let (home, file) = (Home::new(), article());
    home.write("config.toml", "sidebar = true\n");
    let mut pty = home.open(file.path(), &[]);
    pty.wait_for("1 Opening");
    pty.keys("4G");
    pty.wait_for("Paragraph 1 of part 3");
    home.write("config.toml", "sidebar = false\n");
    pty.wait_for("Configuration reloaded");
    pty.wait_until("the sidebar is gone", |screen| !screen.contains("1 Opening"));
    assert!(pty.screen().contains("Paragraph 1 of part 3"), "the page stays");
    // A key bound anew works at once.
    home.write("config.toml", "[keys.page]\nQ = 'quit'\n");
    pty.wait_for("1 Opening");
    pty.keys("Q");
    assert_eq!(pty.ends(), Some(0));
    pty.expect_clean();
}

#[test]
fn an_error_is_shown_and_the_settings_stay() {
    let (home, file) = (Home::new(), article());
    home.write("config.toml", "sidebar = false\n");
    let mut pty = home.open(file.path(), &[]);
    pty.wait_for("Paragraph 1 of part 1");
    home.write("config.toml", "sidebar = true\nmeasure = 5\n");
    pty.wait_for("Settings unchanged: config.toml:2:11: expected a whole number from 20 to 400, found 5");
    assert!(!pty.screen().contains("1 Opening"), "nothing of it holds");
    home.write("config.toml", "sidebar = true\nmeasure = 50\n");
    pty.wait_for("1 Opening");
    home.write("config.toml", "[keys.page\n");
    pty.wait_for("Settings unchanged");
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
    pty.expect_clean();
    assert!(
        pty.screen().contains("config.toml:1:"),
        "told in the end: {}",
        pty.screen()
    );
}

#[test]
fn a_folder_and_a_theme_that_come_later_are_found() {
    let (home, file) = (Home::new(), article());
    let mut pty = home.open(file.path(), &[]);
    pty.wait_for("Paragraph 1 of part 1");
    home.write("config.toml", "zen = true\n");
    pty.wait_until("only the text", |screen| !screen.contains("1 Opening"));
    home.write("themes/mine.toml", "inherits = \"paper\"\n");
    pty.wait_for("Configuration reloaded");
    home.write("config.toml", "theme = \"mine\"\n");
    pty.wait_for("1 Opening");
    let paper = pty.background();
    home.write(
        "themes/mine.toml",
        "inherits = \"paper\"\n[roles]\ntext = { fg = \"#000000\", bg = \"#ffffff\" }\n",
    );
    pty.wait_until("the theme is another", |_| pty.background() != paper);
    let white = pty.background();
    home.write("themes/mine.toml", "inherits = \"paper\n");
    pty.wait_for("mine.toml:1:");
    assert_eq!(pty.background(), white, "the theme stays as it was");
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
}

#[test]
fn what_is_set_is_written_with_where_it_comes_from() {
    let home = Home::new();
    home.write(
        "config.toml",
        "theme-dark = 'fjord'\n[keys.page]\nQ = 'quit'\nW = 'quitt'\n[keys.pages]\nq = 'quit'\n",
    );
    let (written, told, code) = home.ask(&["--config", "--measure=60", "--ascii"]);
    for line in [
        "theme-dark = \"fjord\"             # config.toml:1",
        "measure = 60                     # from --measure",
        "glyphs = \"ascii\"                 # from --ascii",
        "\"Q\" = \"quit\"                     # config.toml:3",
    ] {
        assert!(written.lines().any(|written| written == line), "{line}\n{written}");
    }
    let path = home.0.join("dateline/config.toml").display().to_string();
    assert!(
        told.contains(&format!(
            "{path}:4:1: there is no action \"quitt\"; did you mean \"quit\"?"
        )),
        "{told}"
    );
    assert!(
        told.contains(&format!(
            "{path}:6:1: there is no mode \"pages\"; did you mean \"page\"?"
        )),
        "{told}"
    );
    assert_eq!(code, Some(1));
    // What it writes, it takes.
    home.write("config.toml", &written);
    let (again, told, code) = home.ask(&["--config"]);
    assert_eq!((told.as_str(), code), ("", Some(0)));
    assert!(
        again.contains("measure = 60                     # config.toml:"),
        "{again}"
    );
}

#[test]
fn a_file_that_is_asked_for_has_to_be_there() {
    let home = Home::new();
    let (_, told, code) = home.ask(&["--config", "--config-file=/nowhere/at/all.toml"]);
    assert_eq!(
        told,
        "dateline: /nowhere/at/all.toml: no such file (named by --config-file)\n"
    );
    assert_eq!(code, Some(2));
    let (written, _, code) = home.ask(&["--config", "--no-config"]);
    assert!(written.starts_with("# The settings in effect and where each comes from. No configuration file is read."));
    assert_eq!(code, Some(0));
    assert!(!Path::new(home.path()).join("dateline").exists(), "nothing is written");
}

/// To a terminal, too: a line for every block, to be paged by one's own means.
#[test]
fn plain_words_go_to_a_terminal_without_an_escape() {
    let file = article();
    let script = format!(
        "{} --no-config --plain {} | tail -5; {} --no-config --plain {}; echo done",
        env!("CARGO_BIN_EXE_dateline"),
        file.path(),
        env!("CARGO_BIN_EXE_dateline"),
        file.path()
    );
    let pty = Pty::command("sh", 100, 200, &["-c", &script], &[]);
    pty.wait_for("done");
    assert!(!pty.raw().contains(&0x1b), "no escape in plain words");
    for words in [
        "Title: Harbour fire at Sund",
        "Contents: 9 sections.",
        "4. Part three of the night",
        "Section 4 of 9: Part three of the night",
        "Left out: 2 paragraphs repeated from section 2, Part one of the night.",
        "End of the article.",
    ] {
        assert!(pty.screen().contains(words), "{words}\n{}", pty.screen());
    }
}

/// Braille displays and magnifiers follow the terminal's cursor.
#[test]
fn the_terminals_cursor_is_where_the_reader_is() {
    let (home, file) = (Home::new(), article());
    let mut pty = home.open(file.path(), &[]);
    pty.wait_for("Paragraph 1 of part 1");
    let line_of_cursor = |pty: &Pty| {
        let ((_, row), shown) = pty.cursor();
        let screen = pty.screen();
        (
            screen.lines().nth(usize::from(row)).unwrap_or_default().to_owned(),
            shown,
        )
    };
    pty.keys("4G");
    pty.wait_until("it is at the heading, hidden", |_| {
        let (line, shown) = line_of_cursor(&pty);
        line.contains("Part three of the night") && !shown
    });
    pty.keys("\t");
    pty.wait_until("it is at the section in the sidebar", |_| pty.cursor().0.0 < 30);
    pty.keys("\t/part");
    pty.wait_until("it is where one types, to be seen", |_| {
        let (line, shown) = line_of_cursor(&pty);
        line.contains("/part") && shown
    });
    pty.keys("\r");
    pty.wait_until("it is hidden again", |_| !pty.cursor().1);
    pty.keys("t");
    pty.wait_until("it is at the chosen theme", |_| line_of_cursor(&pty).0.contains("dusk"));
    pty.keys("\x1b");
    pty.wait_until("the list is gone", |screen| !screen.contains("newsprint"));
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
}
