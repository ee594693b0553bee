//! What comes from the terminal and is no key, half a sequence, or far too much at once.

use std::time::{Duration, Instant};

use super::pty::{Pty, article};

/// Presses a key as often as a finger does, until the reader has ended.
fn ends_on(pty: &mut Pty, key: &str) -> Option<u32> {
    let since = Instant::now();
    while pty.is_running() {
        assert!(since.elapsed() < Duration::from_secs(30), "{key:?} is dead");
        pty.keys(key);
        // Not at once again: once the terminal is given back, another ^C is an interrupt that kills.
        let typed = Instant::now();
        while pty.is_running() && typed.elapsed() < Duration::from_millis(400) {
            std::thread::sleep(Duration::from_millis(10));
        }
    }
    pty.ends()
}

#[test]
fn half_a_sequence_keeps_no_key_from_working() {
    let file = article();
    for half in [
        "\x1b[<",
        "\x1b[?997;1",
        "\x1b[200~",
        "\x1bP>|xterm",
        "\x1b]10;rgb:",
        "\x1b[M",
    ] {
        for key in ["q", "\x03"] {
            let mut pty = Pty::open(80, 24, &[file.path()]);
            pty.wait_for("Paragraph 1 of part 1");
            pty.keys(half);
            assert_eq!(ends_on(&mut pty, key), Some(0), "{half:?} {key:?}");
            pty.expect_clean();
        }
    }
}

#[test]
fn what_terminals_answer_is_not_typed() {
    let file = article();
    let mut pty = Pty::open(100, 30, &[file.path()]);
    pty.wait_for("Paragraph 1 of part 1");
    for answer in [
        "\x1bP>|xterm(q)\x1b\\",
        "\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
        "\x1b]52;c;aGVsbG8gq\x07",
        "\x1b[?997;1n",
        "\x1b[?2026;2$y",
        "\x1b[?62;22c",
        "\x1b[12;40R",
        "\x1b_Gi=31;OK q\x1b\\",
    ] {
        pty.keys(answer);
        // In pieces, too.
        for piece in answer.split_inclusive(['|', ';', '?']) {
            pty.keys(piece);
        }
    }
    pty.keys("4G");
    pty.wait_for("Paragraph 1 of part 3");
    pty.keys("/part 6");
    pty.wait_for("/part 6");
    pty.keys("\r");
    pty.wait_for("Paragraph 1 of part 6");
    pty.quit();
}

#[test]
fn a_long_paste_is_text() {
    let file = article();
    let mut pty = Pty::open(100, 30, &[file.path()]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("/");
    pty.keys(&format!("\x1b[200~part 6{}\x1b[201~", " q".repeat(1 << 19)));
    pty.wait_for("q q q q q");
    pty.keys("\x1b");
    pty.wait_until("the prompt is gone", |screen| !screen.contains("q q q q q"));
    pty.quit();
}

/// Much more than anybody types ahead: frames are drawn meanwhile, nothing is lost, and the key that ends is looked at
/// first.
#[test]
fn many_keys_at_once_are_taken_in_order() {
    let file = article();
    let mut pty = Pty::open(100, 30, &[file.path()]);
    pty.wait_for("Paragraph 1 of part 1");
    let frames = pty.frames();
    pty.keys(&"jk".repeat(10_000));
    pty.keys("4G");
    pty.wait_for("Paragraph 1 of part 3");
    assert!(pty.frames() > frames + 1, "no frame before the last key was taken");
    pty.keys(&"j".repeat(20_000));
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
    pty.expect_clean();
}

#[test]
fn a_terminal_that_cannot_show_it_gets_the_text() {
    let file = article();
    for term in ["dumb", ""] {
        let mut pty = Pty::open_with(100, 30, &[file.path()], &[("TERM", term)]);
        assert_eq!(pty.ends(), Some(0));
        let written = String::from_utf8(pty.raw()).expect("text");
        assert!(written.contains("Harbour fire at Sund"), "{written}");
        assert!(written.ends_with("The very last line.\r\n"), "{written}");
        assert!(!written.contains('\u{1b}'), "{written}");
    }
}
