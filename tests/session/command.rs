//! Taking things along: the command line, the clipboard, files, and the reader's own editor.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::pty::{Pty, article, file};

/// A folder that goes away with its owner.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

/// A program that stands for an editor: says what it was given, waits for a line, then does what the script says.
fn editor(folder: &tempfile::TempDir, name: &str, script: &str) -> String {
    let path = folder.path().join(name);
    let text = format!(
        "#!/bin/sh\ntrap : INT\nfor last; do :; done\necho \"[given $1]\"\n\
         stat -c '[mode %a]' \"$last\" 2>/dev/null\nread answer || read answer\n{script}\n"
    );
    fs::write(&path, text).expect("a script");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
    path.to_str().expect("a path in UTF-8").to_owned()
}

/// What was put on the clipboard last (OSC 52).
fn clipboard(pty: &Pty) -> String {
    use base64::Engine as _;
    let raw = String::from_utf8_lossy(&pty.raw()).into_owned();
    let (_, last) = raw.rsplit_once("\x1b]52;c;").expect("something was copied");
    let (encoded, _) = last.split_once('\x07').expect("its end");
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(encoded)
        .expect("base64");
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn commands_are_completed_and_done() {
    let file = article();
    let mut pty = Pty::open(100, 30, &[file.path()]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys(":next-s");
    pty.wait_for("Go to the next section");
    pty.keys("\t\r");
    pty.wait_for("Part one of the night");
    pty.keys(":5\r");
    pty.wait_for("Paragraph 1 of part 4");
    pty.keys(":nxt-section\r");
    pty.wait_for("did you mean next-section?");
    pty.keys(":set measure 40\r");
    pty.wait_for("measure is 40 now");
    pty.keys(":q\r");
    assert_eq!(pty.ends(), Some(0));
    pty.expect_clean();
}

fn in_thousands(words: usize) -> String {
    dateline::app::in_thousands(words as u64)
}

#[test]
fn files_are_written_whole_and_never_over_others_unasked() {
    let (source, folder) = (article(), folder());
    let path = folder.path().join("out.md");
    let name = path.to_str().expect("a path in UTF-8");
    let mut pty = Pty::open(160, 30, &[source.path()]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys(&format!(":w {name}\r"));
    pty.wait_for("Wrote 2,");
    let whole = fs::read_to_string(&path).expect("it was written");
    assert!(whole.starts_with("# Harbour fire at Sund") && whole.contains("\n## Part one of the night\n"));
    assert!(!whole.contains("[Left out"), "all of it is written");
    let told = in_thousands(whole.split_whitespace().count());
    pty.wait_for(&format!("Wrote {told} words to"));
    pty.keys(&format!(":w {name}\r"));
    pty.wait_for("is there already");
    assert_eq!(fs::read_to_string(&path).expect("still there"), whole);
    pty.keys(":set copies drop\r");
    pty.wait_for("copies is drop now");
    pty.keys(&format!(":w! {name}\r"));
    pty.wait_for("repeats (set copies keep)");
    let unique = fs::read_to_string(&path).expect("it was written over");
    assert!(
        unique.contains("[Left out: 2 paragraphs"),
        "as --to markdown leaves out"
    );
    pty.wait_for(&format!(
        "Wrote {} words without",
        in_thousands(unique.split_whitespace().count())
    ));
    pty.keys("zR");
    pty.keys(&format!(":w! {name}\r"));
    pty.wait_for(&format!("Wrote {told} words to"));
    assert_eq!(fs::read_to_string(&path).expect("it was written over"), whole);
    pty.keys("3G");
    pty.keys(&format!(":write-section! {name}\r"));
    pty.wait_for("Wrote 3");
    let section = fs::read_to_string(&path).expect("it was written over");
    assert!(
        section.starts_with("# Harbour fire at Sund") && section.contains("Part two"),
        "{section}"
    );
    assert!(!section.contains("Part one"));
    pty.keys(":w /no/such/folder/x.md\r");
    pty.wait_for("No such file or directory");
    pty.keys(&format!(":w {}\r", folder.path().display()));
    pty.wait_for("it is a folder");
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
    let left: Vec<_> = fs::read_dir(folder.path()).expect("the folder").flatten().collect();
    assert_eq!(left.len(), 1, "nothing half written is left: {left:?}");
}

#[test]
fn what_is_selected_goes_to_the_clipboard() {
    let file = article();
    let mut pty = Pty::open(100, 30, &[file.path()]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("/the ladder crew\r");
    pty.wait_for("1 of 8");
    pty.keys("vey");
    pty.wait_for("Copied 2 words");
    assert_eq!(clipboard(&pty), "the ladder");
    pty.keys("V");
    pty.wait_for("selected");
    pty.keys("Q");
    pty.wait_for("as a quotation, with source and date");
    let quotation = clipboard(&pty);
    assert!(
        quotation.starts_with("“Paragraph 3 of part 1: the ladder crew"),
        "{quotation}"
    );
    assert!(quotation.contains("”\n\n“Harbour fire at Sund: crews hold the line overnight”\nPublished 15 Aug 2026"));
    let last = quotation.lines().last().expect("a line");
    assert!(
        last.starts_with("Accessed ") && last.chars().any(|c| c.is_ascii_digit()),
        "{last}"
    );
    pty.keys("xM");
    // What the keys do is said before they are pressed, too.
    pty.wait_until("the section is copied", |screen| {
        screen
            .lines()
            .any(|line| line.contains("Copied") && line.contains("as Markdown"))
    });
    assert!(clipboard(&pty).starts_with("## Part one of the night\n\nParagraph 1 of part 1"));
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
}

#[test]
fn hostile_titles_are_quoted_harmlessly() {
    let json = r#"{"title": "Har\u001b]52;c;eA==\u0007bour", "url": "x\u001b[2J\u202e", "text": "Har\u001b[2Jbour\n\nThe boats came back at dawn."}"#;
    let file = file(json.as_bytes());
    let mut pty = Pty::open(100, 30, &[file.path()]);
    pty.wait_for("The boats came back");
    pty.keys("xQ");
    // What the keys do is said before they are pressed, too.
    pty.wait_for("Copied");
    let copied = clipboard(&pty);
    let harmful = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!copied.contains(harmful), "{copied:?}");
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
}

#[test]
fn further_files_are_opened_and_what_cannot_be_is_told() {
    let (first, second, folder) = (article(), file(b"Ferries sail\n\nThe ferries sail again.\n"), folder());
    let mut pty = Pty::open(100, 30, &[first.path()]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys(":open /no/such/file\r");
    pty.wait_for("No such file or directory");
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys(&format!(":open {}\r", folder.path().display()));
    pty.wait_until("a folder is told", |screen| !screen.contains("No such file"));
    // The name is completed: the only file that begins so.
    pty.keys(&format!(":open {}", second.path().trim_end_matches(".txt")));
    pty.keys("\t");
    pty.wait_for(".txt");
    pty.keys("\r");
    pty.wait_for("The ferries sail again.");
    pty.wait_for("article 2 of 2");
    pty.keys("<");
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
}

#[test]
fn what_came_through_a_pipe_is_still_there_after_opening_another() {
    let (first, second) = (article(), file(b"Ferries sail\n\nThe ferries sail again.\n"));
    let script = format!("cat {} | {} --no-config", first.path(), env!("CARGO_BIN_EXE_dateline"));
    let mut pty = Pty::command("sh", 100, 30, &["-c", &script], &[]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("6G");
    pty.wait_for("Paragraph 1 of part 5");
    pty.keys(&format!(":open {}\r", second.path()));
    pty.wait_for("The ferries sail again.");
    pty.keys("<");
    pty.wait_for("Paragraph 1 of part 5");
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
}

#[test]
fn the_file_is_read_again_on_a_key() {
    let source = article();
    let mut pty = Pty::open(120, 30, &[source.path()]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("5G");
    pty.wait_for("Paragraph 1 of part 4");
    pty.keys("R");
    pty.wait_for("Reloaded: nothing has changed");
    let mut text = std::fs::read_to_string(source.path()).expect("the article");
    text.push_str("What came later\n\nA paragraph about the boats and the tide, written meanwhile.\n");
    std::fs::write(source.path(), text).expect("the article");
    pty.keys("R");
    pty.wait_for("Reloaded: 2 added");
    pty.keys("G");
    pty.wait_for("written meanwhile");
    std::fs::remove_file(source.path()).expect("the article");
    pty.keys("R");
    pty.wait_for("No such file");
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
    let piped = article();
    let script = format!(
        "cat {} | {} --no-config -",
        piped.path(),
        env!("CARGO_BIN_EXE_dateline")
    );
    let mut pty = Pty::command("sh", 120, 30, &["-c", &script], &[]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("R");
    pty.wait_for("Only a file or an address with no other article in it can be read again");
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
}

#[test]
fn the_editor_gets_the_file_and_the_terminal_and_what_it_wrote_is_read() {
    let (source, folder) = (article(), folder());
    let append =
        "printf 'What came later\\n\\nA paragraph from the editor, about the boats and the tide.\\n' >> \"$last\"";
    let vi = editor(&folder, "vi", append);
    let mut pty = Pty::open_with(100, 30, &[source.path()], &[("VISUAL", &format!("{vi} +3"))]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("5G");
    pty.wait_for("Paragraph 1 of part 4");
    pty.keys("e");
    pty.wait_for("[given +3]");
    pty.expect_clean();
    // What is typed is the editor's, and does not end the reader.
    pty.keys("q");
    pty.keys("\x03");
    pty.wait_for("^C");
    // The interrupt is to reach the reader while the editor is still there.
    std::thread::sleep(std::time::Duration::from_millis(300));
    // What is typed at the same moment may go with the interrupt.
    pty.press_until("\n", "Paragraph 1 of part 4");
    assert!(pty.is_dirty(), "the reader has the screen again");
    pty.wait_for("What came later");
    pty.keys("G");
    pty.wait_for("A paragraph from the editor");
    pty.quit();
}

#[test]
fn the_editor_is_told_the_line() {
    let (source, folder) = (article(), folder());
    let vi = editor(&folder, "vi", "");
    let mut pty = Pty::open_with(100, 30, &[source.path()], &[("VISUAL", ""), ("EDITOR", &vi)]);
    pty.wait_for("Paragraph 1 of part 1");
    // Title, blank; nineteen lines of the first part with its blanks; the heading of the second, blank.
    pty.keys("3G}");
    pty.wait_for("Paragraph 1 of part 2");
    pty.keys("e");
    pty.wait_for("[given +25]");
    pty.keys("\n");
    pty.wait_for("Paragraph 1 of part 2");
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
}

#[test]
fn an_editor_that_stops_stops_the_reader_too() {
    let (source, folder) = (article(), folder());
    let vi = editor(&folder, "vi", "");
    let script = format!(
        "trap : INT; {} --no-config {}; echo \"[first $?]\"; read answer; fg >/dev/null; echo \"[second $?]\"",
        env!("CARGO_BIN_EXE_dateline"),
        source.path()
    );
    let arguments = ["--norc", "-m", "-c", &script];
    let mut pty = Pty::command("bash", 100, 30, &arguments, &[("VISUAL", &vi)]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("e");
    pty.wait_for("[given ");
    pty.keys("\x1a");
    pty.wait_for("[first 148]");
    pty.expect_clean();
    pty.keys("\n");
    // The shell has let both go on; the editor reads its line, and the reader comes back.
    pty.keys("\n");
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("q");
    pty.wait_for("[second 0]");
    pty.expect_clean();
}

#[test]
fn what_is_no_file_is_edited_as_a_copy_that_can_only_be_read() {
    let (source, folder) = (article(), folder());
    let vi = editor(&folder, "vi", "");
    let script = format!("cat {} | {} --no-config", source.path(), env!("CARGO_BIN_EXE_dateline"));
    let mut pty = Pty::command("sh", 100, 30, &["-c", &script], &[("VISUAL", &vi)]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("e");
    pty.wait_for("[mode 400]");
    pty.keys("\n");
    pty.wait_for("Paragraph 1 of part 1");
    pty.quit();
}

#[test]
fn an_editor_that_is_not_there_or_fails_is_told() {
    let (source, folder) = (article(), folder());
    for (editor, words) in [
        ("/no/such/editor -x", "There is no editor /no/such/editor"),
        ("'open", "open quotation mark"),
        (&*editor(&folder, "vi", "exit 3"), "failed: exit status: 3"),
    ] {
        let mut pty = Pty::open_with(120, 30, &[source.path()], &[("VISUAL", editor)]);
        pty.wait_for("Paragraph 1 of part 1");
        pty.keys("e");
        if editor.ends_with("vi") {
            pty.wait_for("[given ");
            pty.keys("\n");
        }
        pty.wait_for(words);
        pty.wait_for("Paragraph 1 of part 1");
        pty.keys("q");
        assert_eq!(pty.ends(), Some(0), "{editor}");
        pty.expect_clean();
    }
}

/// What the program prints with these arguments, and its exit code.
fn printed(folder: &tempfile::TempDir, arguments: &[&str]) -> (String, Option<i32>) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
    command
        .args(arguments)
        .current_dir(folder.path())
        .stdin(std::process::Stdio::null());
    for name in ["XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME"] {
        command.env(name, folder.path());
    }
    let output = command.output().expect("it runs");
    (String::from_utf8(output.stdout).expect("UTF-8"), output.status.code())
}

#[test]
fn sections_are_listed_and_one_is_printed() {
    let (source, folder) = (article(), folder());
    let (list, code) = printed(&folder, &["-l", source.path()]);
    assert_eq!(code, Some(0));
    let rows: Vec<Vec<&str>> = list.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!((rows[0][0], rows[0][2], rows[2][0]), ("1", "Opening", "3"), "{list}");
    let part = |typed: &str| printed(&folder, &["-s", typed, source.path()]);
    let (by_number, _) = part("3");
    let (by_words, _) = part(rows[2][2]);
    assert!(
        by_number.contains(rows[2][2]) && !by_number.contains(rows[1][2]),
        "{by_number}"
    );
    assert_eq!(by_number, by_words);
    let (json, _) = printed(&folder, &["-s", "3", "--to", "json", source.path()]);
    let object: serde_json::Value = serde_json::from_str(&json).expect("an article");
    assert_eq!(object["sections"].as_array().map(Vec::len), Some(1));
    for wrong in ["99", "0", "no such words"] {
        assert_eq!(part(wrong), (String::new(), Some(2)), "{wrong}");
    }
}

/// A file that is no text, and a command that makes text of one.
fn other_form(folder: &tempfile::TempDir, name: &str) -> String {
    fs::write(folder.path().join(name), b"%PDF-1.7\n\0\x01\x02 binary").expect("a file");
    let path = folder.path().join("to text");
    fs::write(&path, "#!/bin/sh\necho \"Given $# arguments, the last one $2\"\n").expect("a script");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
    path.display().to_string()
}

#[test]
fn a_command_makes_text_of_other_files_without_a_shell() {
    let folder = folder();
    // A name that a shell would act on stays one argument.
    let name = "-x $(touch pwned); 'quoted\".pdf";
    let script = other_form(&folder, name);
    let own = format!("./{name}");
    let (_, code) = printed(&folder, &["--to", "text", &own]);
    assert_eq!(code, Some(2), "off unless it is asked for");
    for command in [format!("'{script}' --layout %s"), format!("'{script}' --layout")] {
        let (text, code) = printed(&folder, &["--to", "text", "--pre", &command, &own]);
        assert_eq!(code, Some(0));
        assert!(text.contains("Given 2 arguments") && text.contains(name), "{text}");
    }
    assert!(!folder.path().join("pwned").exists());
    // What fails, writes nothing or is not there refuses the file, as without it.
    for command in ["false", "true", "no-such-program", "'open"] {
        let (text, code) = printed(&folder, &["--to", "text", "--pre", command, &own]);
        assert_eq!((text.as_str(), code), ("", Some(2)), "{command}");
    }
    // Text is not sent through it.
    fs::write(
        folder.path().join("a.txt"),
        "A title\n\nSome words that are text already.\n",
    )
    .expect("a file");
    let (text, _) = printed(&folder, &["--to", "text", "--pre", "false", "a.txt"]);
    assert!(text.contains("text already"));
}

#[test]
fn the_setting_makes_text_of_other_files_in_the_reader() {
    let folder = folder();
    let script = other_form(&folder, "story.pdf");
    let config = folder.path().join("own.toml");
    fs::write(&config, format!("preprocessor = \"'{script}' --layout %s\"\n")).expect("a file");
    let story = folder.path().join("story.pdf");
    let arguments = [
        "--config-file",
        config.to_str().expect("UTF-8"),
        story.to_str().expect("UTF-8"),
    ];
    let pty = Pty::open(120, 20, &arguments);
    pty.wait_for("Given 2 arguments");
    pty.quit();
}

#[test]
fn a_file_that_changes_is_read_again_if_that_is_set() {
    let folder = folder();
    let path = folder.path().join("story.txt");
    fs::write(&path, "A title of it\n\nThe first version of the story is short.\n").expect("a file");
    let mut pty = Pty::open(100, 20, &[path.to_str().expect("UTF-8")]);
    pty.wait_for("first version");
    pty.keys(":set auto-reload true\r");
    pty.wait_for("auto-reload is true now");
    // Until it is watched, a change goes unnoticed.
    let mut written = 0;
    while !pty.screen().contains("of the second version") {
        written += 1;
        assert!(written < 100, "{}", pty.screen());
        let text = "A title of it\n\nThe words of the second version are others.\n\n";
        fs::write(&path, format!("{text}{}", "More of it. ".repeat(written))).expect("a file");
        std::thread::sleep(std::time::Duration::from_millis(300));
    }
    pty.quit();
}
