//! Whole sessions in a real pseudo-terminal: what a person does, and what the shell finds afterwards.
//!
//! They poll with a deadline and never sleep for a fixed time: on a slow machine they take longer, not wrong.

mod asking;
mod command;
mod finding;
mod following;
mod input;
mod keeping;
mod kills;
mod moving;
mod older;
mod panics;
mod parts;
mod printing;
mod pty;
mod server;
mod settings;
mod sources;
mod web;

use nix::sys::signal::Signal;
use pty::{Pty, article};

/// The keys as a terminal sends them.
const DOWN: &str = "\x1b[B";
const PAGE_DOWN: &str = "\x1b[6~";
const END: &str = "\x1b[F";
const HOME: &str = "\x1b[H";
const ESCAPE: &str = "\x1b";

#[test]
fn opens_scrolls_and_quits_clean() {
    let file = article();
    let mut pty = Pty::open(120, 40, &[file.path()]);
    pty.wait_for("Harbour fire at Sund");
    assert!(pty.is_dirty(), "the reader takes the alternate screen");
    pty.keys(PAGE_DOWN);
    pty.wait_for("Paragraph 9 of part 1");
    pty.keys(END);
    pty.wait_for("The very last line.");
    pty.keys(HOME);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys(DOWN);
    pty.quit();
}

#[test]
fn jumps_to_sections_and_finds_words() {
    let file = article();
    let mut pty = Pty::open(100, 30, &[file.path()]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("4G");
    pty.wait_for("Paragraph 1 of part 3");
    pty.keys("/part 6");
    pty.wait_for("Paragraph 1 of part 6");
    pty.keys("\r");
    pty.wait_for("1 of ");
    pty.quit();
}

#[test]
fn folds_and_unfolds() {
    let file = article();
    let mut pty = Pty::open(100, 30, &[file.path()]);
    pty.wait_for("Paragraph 1 of part 1");
    // Section 8 repeats two paragraphs of part 1.
    pty.keys("9G");
    pty.wait_for("2 paragraphs");
    pty.wait_until("the repeated text is hidden", |screen| {
        !screen.contains("Paragraph 2 of part 1")
    });
    pty.keys("zR");
    pty.wait_for("Paragraph 2 of part 1");
    pty.keys("zM");
    pty.wait_until("folded again", |screen| !screen.contains("Paragraph 2 of part 1"));
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
}

#[test]
fn what_has_stood_on_the_screen_is_read() {
    let file = pty::file(b"The ferry sails again\n\nThe harbour master said so on Monday at noon.\n");
    let mut pty = Pty::open(100, 20, &[file.path()]);
    pty.wait_for("0%");
    pty.wait_for("1 min");
    // Each key tells how long the page has stood; none of them moves it. Words that few are skimmed in two seconds.
    pty.press_until("k", "all read");
    pty.keys("X");
    pty.wait_for("Section 1 is marked as unread");
    pty.keys("X");
    pty.wait_for("Section 1 is marked as read");
    pty.keys("r");
    pty.wait_for("Everything has been read");
    pty.quit();
}

#[test]
fn a_resize_keeps_the_place() {
    let file = article();
    let mut pty = Pty::open(120, 40, &[file.path()]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("5G");
    pty.wait_for("Paragraph 1 of part 4");
    for (width, height) in [(60, 20), (20, 5), (200, 60), (80, 24)] {
        pty.resize(width, height);
        pty.wait_for("Part four");
    }
    pty.resize(12, 3);
    pty.wait_for("small");
    pty.resize(80, 24);
    pty.wait_for("Paragraph 1 of part 4");
    pty.quit();
}

#[test]
fn every_signal_gives_the_terminal_back() {
    for signal in [
        Signal::SIGTERM,
        Signal::SIGHUP,
        Signal::SIGINT,
        Signal::SIGQUIT,
        Signal::SIGUSR1,
        Signal::SIGALRM,
    ] {
        let file = article();
        let mut pty = Pty::open(80, 24, &[file.path()]);
        pty.wait_for("Paragraph 1 of part 1");
        pty.signal(signal);
        assert_eq!(pty.ended_by(), Some(signal), "ends by the signal it was sent");
        pty.expect_clean();
    }
}

#[test]
fn control_c_quits() {
    let file = article();
    let mut pty = Pty::open(80, 24, &[file.path()]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("\x03");
    assert_eq!(pty.ends(), Some(0));
    pty.expect_clean();
}

#[test]
fn a_panic_gives_the_terminal_back_and_is_reported() {
    let file = article();
    let mut pty = Pty::open_with(
        80,
        24,
        &[file.path()],
        &[("DATELINE_PANIC_ON_KEY", "1"), ("RUST_BACKTRACE", "0")],
    );
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("j");
    assert_eq!(pty.ends(), Some(101));
    pty.expect_clean();
    assert!(
        pty.screen().contains("panicked"),
        "the report stands on the shell's own screen: {}",
        pty.screen()
    );
}

#[test]
fn suspends_the_group_and_comes_back() {
    let file = article();
    // A shell with job control, as at a prompt: it says what its job did, then takes it to the foreground.
    let script = format!(
        "trap : INT; {} --no-config {}; echo \"[first $?]\"; read answer; fg >/dev/null; echo \"[second $?]\"",
        env!("CARGO_BIN_EXE_dateline"),
        file.path()
    );
    let mut pty = Pty::command("bash", 100, 30, &["--norc", "-m", "-c", &script], &[]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("3G");
    pty.wait_for("Paragraph 1 of part 2");
    pty.keys("\x1a");
    pty.wait_for("[first 148]");
    pty.expect_clean();
    pty.keys("\n");
    pty.wait_for("Paragraph 1 of part 2");
    assert!(pty.is_dirty(), "the reader has the screen again");
    pty.keys("q");
    pty.wait_for("[second 0]");
    pty.expect_clean();
}

#[test]
fn a_stop_from_outside_gives_the_terminal_back_too() {
    let file = article();
    let script = format!(
        "{} --no-config {} & pid=$!; fg >/dev/null; echo \"[first $?]\"; read answer; fg >/dev/null; echo \"[second $?]\"",
        env!("CARGO_BIN_EXE_dateline"),
        file.path()
    );
    let mut pty = Pty::command("bash", 100, 30, &["--norc", "-m", "-c", &script], &[]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.signal_child_of_shell(Signal::SIGTSTP);
    pty.wait_for("[first 148]");
    pty.expect_clean();
    pty.keys("\n");
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("q");
    pty.wait_for("[second 0]");
    pty.expect_clean();
}

#[test]
fn reads_a_pipe_and_takes_keys_from_the_terminal() {
    let file = article();
    let script = format!("cat {} | {} --no-config", file.path(), env!("CARGO_BIN_EXE_dateline"));
    let mut pty = Pty::command("sh", 100, 30, &["-c", &script], &[]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("3G");
    pty.wait_for("Paragraph 1 of part 2");
    pty.quit();
}

#[test]
fn a_slow_pipe_shows_what_has_come() {
    let script = format!(
        "(printf 'First words of a slow story\\n\\nThey came before the pause.\\n\\n'; read go < /dev/tty; \
         printf 'And this after it.\\n') | {} --no-config",
        env!("CARGO_BIN_EXE_dateline")
    );
    let mut pty = Pty::command("sh", 80, 24, &["-c", &script], &[]);
    pty.wait_for("They came before the pause.");
    pty.keys("q");
    // The writer still waits; the reader has quit all the same.
    pty.wait_until("the screen is given back", |_| true);
}

#[test]
fn searching_takes_any_pattern_and_escape_brings_back() {
    let file = article();
    let mut pty = Pty::open(100, 30, &[file.path()]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("/(");
    pty.wait_for("/(");
    pty.keys(ESCAPE);
    // What follows Escape at once is a key with Alt, to a program in a terminal.
    pty.wait_until("the prompt is gone", |screen| !screen.contains("/("));
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("/part\\s[67]\r");
    pty.wait_for("Paragraph 1 of part 6");
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
}

#[test]
fn hostile_text_does_not_reach_the_terminal() {
    let file = pty::file(
        b"Hostile story\n\nA title \x1b]0;pwned\x07 here.\n\nA clear \x1b[2J here, and \xc2\x9b31m there.\n\n\
          Reversed \xe2\x80\xaetxet\xe2\x80\xac end, bell \x07, back\x08space, and a bad byte \xff.\n",
    );
    let mut pty = Pty::open(100, 30, &[file.path()]);
    pty.wait_for("Hostile story");
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
    let raw = pty.raw();
    for bad in [&b"\x1b]0;"[..], b"\xc2\x9b", b"\xe2\x80\xae", b"\x07", b"\x08"] {
        assert!(
            !raw.windows(bad.len()).any(|window| window == bad),
            "{bad:?} reached the terminal"
        );
    }
}

#[test]
fn standard_output_elsewhere_gets_plain_text() {
    let file = article();
    let script = format!(
        "{} --no-config {} | cat; echo done",
        env!("CARGO_BIN_EXE_dateline"),
        file.path()
    );
    let pty = Pty::command("sh", 100, 200, &["-c", &script], &[]);
    pty.wait_for("done");
    assert!(pty.screen().contains("Paragraph 2 of part 5"));
    assert!(!pty.raw().contains(&0x1b), "no escape in plain text");
}

/// An invented corpus: three articles, each long enough to have a middle.
fn corpus() -> pty::File {
    let article = |number: usize| {
        let paragraph =
            |at: usize| format!("Paragraph {at} of article {number}: the boats came back at dawn, all of them.\n\n");
        format!(
            " date 2026-08-1{number} Report {number}\n\n{}",
            (1..=60).map(paragraph).collect::<String>()
        )
    };
    pty::file((1..=3).map(article).collect::<String>().as_bytes())
}

#[test]
fn goes_from_article_to_article_and_finds_each_as_it_was_left() {
    let file = corpus();
    let mut pty = Pty::open(100, 24, &[file.path()]);
    // Several are chosen from first.
    pty.wait_for("Report 3");
    pty.wait_for("2026-08-13");
    pty.keys("\r");
    pty.wait_for("article 1 of 3");
    pty.keys(END);
    pty.wait_for("Paragraph 60 of article 1");
    pty.keys(">");
    pty.wait_for("article 2 of 3");
    pty.wait_for("Paragraph 1 of article 2");
    pty.keys("2<");
    pty.wait_for("article 1 of 3");
    pty.wait_for("Paragraph 60 of article 1");
    pty.keys("<");
    pty.wait_for("This is the first article");
    pty.keys("5>");
    pty.wait_for("article 3 of 3");
    pty.keys(">");
    pty.wait_for("This is the last article");
    pty.quit();
}

#[test]
fn several_files_and_a_pipe_are_articles_too() {
    let (corpus, article) = (corpus(), article());
    let missing = format!("{}-missing", article.path());
    let script = format!(
        "cat {} | {} --no-config - {missing} {}",
        corpus.path(),
        env!("CARGO_BIN_EXE_dateline"),
        article.path()
    );
    let mut pty = Pty::command("sh", 100, 24, &["-c", &script], &[]);
    pty.wait_for("missing: No such file");
    pty.wait_for("Harbour fire at Sund");
    pty.wait_for("article 1 of 5");
    pty.keys(ESCAPE);
    // Keys that come with Escape are keys with Alt.
    pty.wait_until("the list is closed", |screen| !screen.contains("Articles ─"));
    pty.wait_for("Paragraph 1 of article 1");
    pty.keys("3>");
    pty.wait_for("No such file");
    pty.wait_for("article 4 of 5");
    pty.keys(">");
    pty.wait_for("Harbour fire at Sund");
    pty.keys("3<");
    pty.wait_for("Paragraph 1 of article 2");
    pty.quit();
}

#[test]
fn a_line_that_is_no_article_is_told_and_passed_by() {
    let file = pty::file(b"{\"text\": \"cut sh\n{\"title\": \"Ferries\", \"text\": \"The ferries sail again.\"}\n");
    let mut pty = Pty::open(240, 24, &[file.path()]);
    pty.wait_for("line 1, column 16");
    pty.keys("fer\r");
    pty.wait_for("The ferries sail again.");
    pty.keys("<");
    pty.wait_for("line 1, column 16");
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
}

/// A paragraph of a night at Sund, unlike every other.
fn night(number: usize) -> String {
    let (crew, pier) = (3 * number + 11, 7 * number + 2);
    format!(
        "Crew {crew} came in from pier {pier} at change of watch {number} and reported that the hoses along quay \
         {number} were holding, but that another {pier} metres were wanted before the tide turned on shed {crew}.\n\n"
    )
}

#[test]
fn what_stands_in_yesterdays_article_folds_and_o_opens_it_there() {
    let paragraphs = |numbers: std::ops::Range<usize>| numbers.map(night).collect::<String>();
    let first = format!(
        " date 2026-08-14 Harbour fire at Sund: crews hold the line\n\nThe first night\n\n{}",
        paragraphs(0..30)
    );
    let second = format!(
        " date 2026-08-15 Ferries sail again from Sund\n\n{}What stood yesterday\n\n{}And since\n\n{}",
        paragraphs(40..52),
        paragraphs(18..24),
        paragraphs(60..72)
    );
    let (first, second) = (pty::file(first.as_bytes()), pty::file(second.as_bytes()));
    // In the order of their days, whatever the order they are given in.
    let mut pty = Pty::open(120, 30, &[second.path(), first.path()]);
    pty.wait_for("article 1 of 2");
    pty.keys("\r");
    pty.wait_for("Ferries sail again");
    // The sidebar tells of the repeats as soon as they have been found.
    pty.wait_for("⋯6");
    pty.keys("2G");
    pty.wait_for("6 paragraphs from \"Harbour fire at Sund");
    pty.wait_for("14 Aug");
    pty.wait_until("what stood yesterday is hidden", |screen| !screen.contains("watch 20 "));
    // The first goes to the fold, the second opens it.
    pty.keys("\r\r");
    pty.wait_for("watch 20 ");
    pty.keys("\r");
    pty.wait_until("folded again", |screen| !screen.contains("watch 20 "));
    pty.keys("o");
    pty.wait_for("article 2 of 2");
    pty.wait_for("watch 18 ");
    pty.keys("\x0f");
    pty.wait_for("article 1 of 2");
    pty.wait_for("6 paragraphs from \"Harbour fire at Sund");
    // The first of the two is the original: nothing of it is folded.
    pty.keys(">");
    pty.wait_for("article 2 of 2");
    pty.keys("g");
    pty.wait_for("The first night");
    pty.keys("zM");
    pty.wait_for("watch 1 ");
    pty.quit();
}

/// A folder that goes away with its owner.
struct Folder(std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_folder_and_a_corpus_are_a_list_to_choose_from_and_come_back_to() {
    let folder = Folder(std::env::temp_dir().join(format!("dateline-session-folder-{}", std::process::id())));
    std::fs::create_dir_all(folder.0.join("old")).expect("a folder");
    for (name, title) in [
        ("report-10.txt", "Smoke over the islands"),
        ("report-9.txt", "The mole is closed"),
    ] {
        let text =
            format!(" date 2026-07-01 {title}\n\nThe harbour master closed the eastern mole at dawn. {title}.\n");
        std::fs::write(folder.0.join(name), text).expect("a file");
    }
    std::fs::write(folder.0.join("old/map.png"), b"\x89PNG\r\n\x1a\n\0\0").expect("a file");
    std::os::unix::fs::symlink("..", folder.0.join("old/round")).expect("a link");
    let corpus = corpus();
    let mut pty = Pty::open(120, 30, &[folder.0.to_str().expect("a path"), corpus.path()]);
    pty.wait_for("Report 3");
    pty.wait_for("1 that is no text, 1 link that leads nowhere new");
    pty.wait_until("files stand in the order people count in", |screen| {
        let place = |words| screen.find(words);
        place("The mole is closed") < place("Smoke over the islands") && place("Smoke over") < place("Report 1")
    });
    pty.keys("2026-08-1");
    pty.wait_for("3 of 5");
    // Newest first.
    pty.keys("\x13");
    pty.wait_for("newest first");
    pty.keys("\r");
    pty.wait_for("Paragraph 1 of article 3");
    pty.wait_for("article 5 of 5");
    pty.keys(END);
    pty.wait_for("Paragraph 60 of article 3");
    pty.keys("a");
    pty.wait_for("3 of 5");
    pty.keys("\x15smok");
    pty.wait_for("1 of 5");
    pty.keys("\r");
    pty.wait_for("closed the eastern mole");
    pty.wait_for("article 2 of 5");
    pty.keys("3>");
    pty.wait_for("Paragraph 60 of article 3");
    pty.quit();
}

#[test]
fn posts_are_gone_through_by_time_and_shown_oldest_first() {
    let post = |number: usize| {
        let (hour, minute) = (23 - number / 2, 50 - number % 2 * 20);
        format!(
            "{hour:02}:{minute:02}\n\nReport {number} from the mole\n\nThe crews at shed {} said in report {number} that \
             the wind had turned, and that {} more metres of hose were wanted.\n\n",
            number * 7 + 3,
            number * 11 + 40
        )
    };
    let text = format!(
        " date 2026-08-15 Harbour fire at Sund\n\nFire crews held the line, the commander said.\n\n{}",
        (0..20).map(post).collect::<String>()
    );
    let file = pty::file(text.as_bytes());
    let mut pty = Pty::open(110, 24, &[file.path()]);
    pty.wait_for("Report 0 from");
    pty.keys("]H");
    pty.wait_for("Posts per hour");
    pty.wait_for("15 Aug 23:00: 2 posts");
    pty.keys("\x1b[D\x1b[D");
    pty.wait_for("15 Aug 21:00: 2 posts");
    pty.wait_for("said in report 4");
    pty.keys("\r");
    pty.wait_until("the strip is closed", |screen| !screen.contains("Posts per hour"));
    pty.wait_for("said in report 4");
    pty.keys("O");
    pty.wait_for("Oldest first");
    pty.wait_for("said in report 4");
    pty.keys("g");
    pty.wait_for("said in report 19");
    pty.keys("OG");
    pty.wait_for("said in report 19");
    pty.quit();
}
