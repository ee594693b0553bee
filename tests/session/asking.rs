//! The terminal is asked for its background: it answers at once, late, in pieces, never; and whoever quits meanwhile
//! finds nothing typed.

use super::pty::{Pty, article};

const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";
const LIGHT: &str = "\x1b]11;rgb:ffff/fafa/f0f0\x1b\\";
const DARK: &str = "\x1b]11;rgb:1010/1010/1414\x07";

/// The background of the theme for dark screens.
const DUSK: vt100::Color = vt100::Color::Rgb(0x1c, 0x1e, 0x23);

/// The reader in a terminal that is known to answer.
fn open(path: &str) -> Pty {
    Pty::open_with(100, 30, &[path], &[("TERM", "xterm-kitty")])
}

#[test]
fn an_answer_changes_the_theme_and_nothing_is_typed() {
    let file = article();
    let mut pty = open(file.path());
    pty.wait_for("Paragraph 1 of part 1");
    pty.wait_for_bytes(QUESTION);
    let dark = pty.background();
    // The page was there before the answer.
    pty.keys("4G");
    pty.wait_for("Paragraph 1 of part 3");
    pty.keys(LIGHT);
    pty.wait_until("the page is light", |_| pty.background() != dark);
    // Had it been typed, its g had gone to the start.
    assert!(pty.screen().contains("Paragraph 1 of part 3"));
    pty.keys(DARK);
    pty.wait_until("the page is dark", |_| pty.background() == dark);
    // In pieces.
    for piece in LIGHT.split_inclusive([';', ':', '/']) {
        pty.keys(piece);
    }
    pty.wait_until("the page is light again", |_| pty.background() != dark);
    assert!(pty.screen().contains("Paragraph 1 of part 3"));
    pty.quit();
}

#[test]
fn a_terminal_that_never_answers_is_not_waited_for() {
    let file = article();
    let mut pty = open(file.path());
    pty.wait_for_bytes(QUESTION);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("4G");
    pty.wait_for("Paragraph 1 of part 3");
    // Keys that an answer could begin with are keys.
    pty.keys("\x1b]");
    pty.keys("/part 6");
    pty.wait_for("/part 6");
    pty.keys("\x1b");
    pty.wait_until("the prompt is gone", |screen| !screen.contains("/part 6"));
    pty.quit();
}

/// Whoever quits before the answer has come: the shell that is then typed to gets nothing of it.
#[test]
fn quitting_at_once_leaves_nothing_to_the_shell() {
    let file = article();
    let script = format!(
        "{} --no-config {}; echo '[back]'; IFS= read -r line; printf '[typed:%s]' \"$line\" | cat -v; read end",
        env!("CARGO_BIN_EXE_dateline"),
        file.path()
    );
    let mut pty = Pty::command("bash", 100, 30, &["-c", &script], &[("TERM", "xterm-kitty")]);
    pty.wait_for_bytes(QUESTION);
    pty.keys("q");
    pty.keys(LIGHT);
    pty.wait_for("[back]");
    pty.expect_clean();
    pty.keys("words\n");
    pty.wait_for("[typed:words]");
}

#[test]
fn who_is_not_known_to_answer_or_is_far_is_not_asked() {
    let file = article();
    for environment in [
        &[("TERM", "xterm-256color")][..],
        &[("TERM", "xterm-kitty"), ("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")],
        &[
            ("TERM", "tmux-256color"),
            ("TMUX", "/tmp/tmux-0/default,1,0"),
            ("KITTY_WINDOW_ID", "1"),
        ],
        &[("TERM", "xterm-kitty"), ("NO_COLOR", "1")],
    ] {
        let mut pty = Pty::open_with(100, 30, &[file.path()], environment);
        pty.wait_for("Paragraph 1 of part 1");
        pty.keys("4G");
        pty.wait_for("Paragraph 1 of part 3");
        pty.keys("q");
        assert_eq!(pty.ends(), Some(0));
        let asked = pty.raw().windows(QUESTION.len()).any(|window| window == QUESTION);
        assert!(!asked, "{environment:?}");
    }
    // Whoever asks for a theme need not ask the terminal.
    let mut pty = Pty::open_with(100, 30, &["--theme", "dusk", file.path()], &[("TERM", "xterm-kitty")]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.wait_until("it is dusk", |_| pty.background() == DUSK);
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
    assert!(!pty.raw().windows(QUESTION.len()).any(|window| window == QUESTION));
}
