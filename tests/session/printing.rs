//! What is printed outside the screen: whatever is quoted, no byte of it drives a terminal, turns text around or hides.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::pty::Pty;

/// Characters that must never be printed, one of each kind: C0, DEL, C1, sequences that begin with ESC or with a C1
/// control (CSI, OSC, DCS), line breaks, bidirectional controls, invisible characters, fillers, tags, private use.
const HOSTILE: &str = "\u{1}\u{8}\r\u{1b}[31m\u{1b}]52;c;cHduZWQ=\u{7}\u{1b}Pq\u{1b}\\\u{7f}\u{85}\u{9b}2J\u{9d}0;t\u{9c}\
    \u{90}q\u{9c}\u{61c}\u{200e}\u{202e}\u{2066}\u{2028}\u{2029}\u{200b}\u{200d}\u{2060}\u{2800}\u{3164}\u{115f}\u{ffa0}\
    \u{34f}\u{ad}\u{feff}\u{fe0f}\u{e0041}\u{e0100}\u{1bca0}\u{1d159}\u{1d173}\u{e000}\u{fffb}\u{ffff}\u{10ffff}";

/// As it may stand in a name: with a line feed, and with bytes that are no text.
fn hostile_name() -> OsString {
    let mut name = HOSTILE.as_bytes().to_vec();
    name.extend_from_slice(b"\ndateline: all is well\x9b31m\xff\x1b]0;x");
    OsString::from_vec(name)
}

/// What must not stand in what was printed.
fn harm(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for chunk in bytes.utf8_chunks() {
        let bad = |c: &char| match c {
            '\n' | '\t' => false,
            c => c.is_control() || HOSTILE.chars().any(|hostile| !hostile.is_ascii() && hostile == *c),
        };
        found.extend(
            chunk
                .valid()
                .chars()
                .filter(bad)
                .map(|c| c.escape_default().to_string()),
        );
        found.extend(chunk.invalid().iter().map(|byte| format!("byte {byte:#x}")));
    }
    found
}

/// A folder with a hostile name, with everything in it that the program reads.
struct World {
    _folder: tempfile::TempDir,
    root: PathBuf,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().join(hostile_name());
        fs::create_dir(&root).expect("a folder");
        Self { _folder: folder, root }
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let mut whole = OsString::from(name);
        whole.push(hostile_name());
        let path = self.root.join(whole);
        fs::write(&path, bytes).expect("a file");
        path
    }

    fn command(&self, arguments: &[&OsStr]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(arguments).stdin(Stdio::null());
        for name in ["XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME"] {
            command.env(name, &self.root);
        }
        for name in ["LC_ALL", "LANG", "TERM", "COLORFGBG", "COLORTERM", "EDITOR"] {
            command.env(name, hostile_name());
        }
        command
    }

    /// Runs the program with its output in a pipe, and looks at each byte of it.
    fn run(&self, arguments: &[&OsStr]) -> (String, String) {
        let output = self.command(arguments).output().expect("it runs");
        let what = format!("{arguments:?}");
        assert_eq!(harm(&output.stdout), [""; 0], "standard output of {what}");
        assert_eq!(harm(&output.stderr), [""; 0], "standard error of {what}");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let (out, err) = (text(output.stdout), text(output.stderr));
        for line in err.lines() {
            assert!(
                line.starts_with("dateline: "),
                "a line nobody meant: {line:?} of {what}"
            );
            assert!(!line.starts_with("dateline: all is well"), "a forged line of {what}");
        }
        (out, err)
    }
}

fn hostile_articles(world: &World) -> Vec<PathBuf> {
    // Fillers of Hangul and the like are for the cleaning of articles to take out, which has tests of its own.
    let filler = |c: &char| "\u{2800}\u{3164}\u{115f}\u{ffa0}\u{34f}\u{1bca0}\u{1d159}".contains(*c);
    let hostile: String = HOSTILE.chars().filter(|c| !filler(c)).collect();
    let escaped = serde_json::to_string(&hostile).expect("a string");
    let text = format!("{hostile} headline\n\nParagraph {hostile} one of the story, long enough to be one.\n");
    let block = |kind: &str| format!(r#"{{"schema":1,"blocks":[{{"kind":{kind},"text":{escaped}}}]}}"#);
    let record = format!(r#"{{"title":{escaped},"url":{escaped},"id":{escaped},"text":{escaped}}}"#);
    vec![
        world.write("text", &text),
        world.write("unknown kind", block(&escaped)),
        world.write("json", block("\"paragraph\"")),
        world.write("version", format!(r#"{{"schema":{escaped},"blocks":[]}}"#)),
        world.write(
            "lines",
            format!("{record}\n{{\"text\":{escaped},{escaped}}}\n{record}\n"),
        ),
        world.write("cut", format!("{{\"schema\":1,\"blocks\":[{{\"kind\":{escaped}")),
        world.write("number", format!(r#"{{"text":{escaped},"title":{{{escaped}:1}}}}"#)),
        world.write("binary", b"\x7fELF\x02\x01\x01\0\0\0\x9b\x1b]0;x\x07"),
        world.write("empty", b""),
    ]
}

#[test]
fn what_is_quoted_of_files_and_arguments_is_harmless() {
    let world = World::new();
    let mut files = hostile_articles(&world);
    files.push(world.root.join("not there\u{1b}[2J"));
    files.push(world.root.clone());
    let flags: [&[&str]; 9] = [
        &[],
        &["--to=json"],
        &["--to=json", "--copies=drop"],
        &["--to=markdown"],
        &["--to=text", "--copies=mark"],
        &["--plain"],
        &["--explain"],
        &["--repeats"],
        &["--repeats", "--to=json"],
    ];
    for flags in flags {
        let flags: Vec<&OsStr> = flags.iter().map(OsStr::new).collect();
        for file in &files {
            world.run(&[&flags[..], &[file.as_os_str()]].concat());
        }
        let all: Vec<&OsStr> = files.iter().map(|file| file.as_os_str()).collect();
        world.run(&[&flags[..], &all].concat());
    }
    let (_, err) = world.run(&["--to=json".as_ref(), files[1].as_os_str()]);
    assert!(
        err.contains("unknown variant `\\u{1}") && err.contains("line 1"),
        "{err}"
    );
}

#[test]
fn what_is_quoted_of_a_command_line_is_harmless() {
    let world = World::new();
    let bare = hostile_name();
    for flag in [
        "--to",
        "--theme",
        "--measure",
        "--config-file",
        "--clear-history",
        "--copies",
    ] {
        world.run(&[flag.as_ref(), &bare]);
    }
    for start in ["--", "-", "--config=", "--to=", "https://", "http://", ""] {
        let mut argument = OsString::from(start);
        argument.push(&bare);
        let (_, err) = world.run(&[&argument]);
        assert!(!err.is_empty(), "{argument:?} is wrong, and that is said");
    }
}

/// A configuration and themes that are wrong in every place that a message quotes.
fn configure(world: &World) {
    let folder = world.root.join("dateline/themes");
    fs::create_dir_all(&folder).expect("a folder");
    // Every character by its escape, so that the parser takes it; and as it is, so that it does not.
    let escaped: String = HOSTILE.chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect();
    let raw: String = HOSTILE.chars().filter(|c| !c.is_ascii_control()).collect();
    let config = format!(
        "\"{escaped}\" = 1\ntheme = \"{escaped}\"\ntheme-dark = \"{escaped}\"\nsidebar = \"{escaped}\"\nmeasure = \"{escaped}\"\n\
         {raw} = 1\n\x1b]0;x = 2\n[keys.\"{escaped}\"]\nj = \"down\"\n[keys.page]\n\"{escaped}\" = \"down\"\n\
         \"\\u202E\" = \"down\"\n\"\\u0085\" = \"down\"\n\"\\U000E0041\" = \"down\"\n\"x\" = \"{escaped}\"\n"
    );
    fs::write(folder.with_file_name("config.toml"), config).expect("a file");
    let theme = format!(
        "\"{escaped}\" = 1\ninherits = \"{escaped}\"\n[palette]\n\"{escaped}\" = \"{escaped}\"\n[roles]\n\"{escaped}\" = \"{escaped}\"\n\
         heading = {{ fg = \"{escaped}\", \"{escaped}\" = 1 }}\n[glyphs]\n\"{escaped}\" = \"{escaped}\"\nfold = \"{escaped}\"\n{raw} = 1\n"
    );
    let named = |start: &str| {
        let mut name = OsString::from(start);
        name.push(hostile_name());
        name.push(".toml");
        folder.join(name)
    };
    fs::write(named("wrong"), theme).expect("a file");
    fs::write(named("right"), "inherits = \"paper\"\n").expect("a file");
    fs::create_dir(named("a folder")).expect("a folder");
}

#[test]
fn what_is_quoted_of_configuration_and_themes_is_harmless() {
    let world = World::new();
    configure(&world);
    let (config, faults) = world.run(&["--config".as_ref()]);
    assert!(faults.lines().count() >= 9, "{faults}");
    assert!(
        config.parse::<toml::Table>().is_ok(),
        "it is TOML all the same:\n{config}"
    );
    let (themes, _) = world.run(&["--list-themes".as_ref()]);
    assert!(themes.contains("right\\u{1}"), "{themes}");
    world.run(&["--help".as_ref()]);
    world.run(&["--theme=none such".as_ref()]);
    let mut file = world.root.clone().into_os_string();
    file.push("/dateline/config.toml");
    world.run(&["--config-file".as_ref(), &file, "--config".as_ref()]);
    fs::remove_file(Path::new(&file)).expect("it is there");
    fs::create_dir(Path::new(&file)).expect("a folder in its place");
    world.run(&["--config".as_ref()]);
    world.run(&["--config".as_ref(), "--config-file".as_ref(), &file]);
}

/// A store in which every text is hostile.
fn keep(world: &World) -> PathBuf {
    let folder = world.root.join("dateline");
    fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("store.sqlite");
    let (records, _) = dateline::run::store::Records::open(&path).expect("a store");
    drop(records);
    let connection = rusqlite::Connection::open(&path).expect("the store");
    let sql = "INSERT INTO articles (source, title, url, ident, published, first_opened, last_opened, words, bytes)
               VALUES (?1, ?2, ?3, ?1, ?1, 1, 1, 1, 1)";
    let name = hostile_name().to_string_lossy().into_owned();
    connection.execute(sql, (&name, None::<&str>, &name)).expect("a row");
    connection.execute(sql, (&name, &name, None::<&str>)).expect("a row");
    path
}

#[test]
fn what_is_quoted_of_the_history_is_harmless() {
    let world = World::new();
    let path = keep(&world);
    let (out, _) = world.run(&["--history".as_ref()]);
    assert_eq!(out.lines().count(), 2, "a row an article, whatever it is called: {out}");
    let (out, _) = world.run(&["--history".as_ref(), "--to=json".as_ref()]);
    let name = hostile_name().to_string_lossy().into_owned();
    for line in out.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(line["source"], name.as_str(), "in JSON nothing is lost");
    }
    world.run(&["--clear-history".as_ref(), "none such".as_ref()]);
    world.run(&["--clear-history".as_ref(), hostile_name().as_ref()]);
    for broken in [
        b"not a database at all, but long enough to be looked at".repeat(40),
        Vec::new(),
    ] {
        fs::write(&path, broken).expect("a file");
        world.run(&["--history".as_ref()]);
        world.run(&["--clear-history".as_ref(), "all".as_ref()]);
    }
    fs::remove_file(&path).expect("it is there");
    fs::create_dir(&path).expect("a folder in its place");
    world.run(&["--history".as_ref()]);
}

#[test]
fn on_a_terminal_it_is_as_harmless_as_in_a_pipe() {
    let world = World::new();
    let files = hostile_articles(&world);
    configure(&world);
    keep(&world);
    let root = world.root.join("dateline");
    // A pseudo-terminal takes arguments that are text, so the shell is told the others by their patterns.
    let script = format!(
        "cd \"$1\" || exit 9; for flag in --explain --repeats --to=json --to=text --plain; do '{0}' $flag [!d]*; done; \
         '{0}' --config; '{0}' --list-themes; '{0}' --help; '{0}' --theme x; \
         '{0}' --history; '{0}' --history --to json; '{0}' --clear-history unknown*; '{0}' --to=json nothing",
        env!("CARGO_BIN_EXE_dateline")
    );
    // The way there has no hostile name.
    let link = tempfile::tempdir().expect("a temporary folder");
    let way = link.path().join("way");
    std::os::unix::fs::symlink(&world.root, &way).expect("a link");
    let way = way.to_str().expect("a path in UTF-8");
    let environment = [("XDG_STATE_HOME", way), ("XDG_CONFIG_HOME", way)];
    let mut pty = Pty::command("sh", 100, 30, &["-c", &script, "sh", way], &environment);
    assert!(pty.ends().is_some(), "it ends");
    // The terminal's driver makes `\r\n` of a line end.
    let raw = pty.raw().into_iter().filter(|&byte| byte != b'\r').collect::<Vec<_>>();
    assert_eq!(harm(&raw), [""; 0], "of {} files in {}", files.len(), root.display());
    assert!(raw.len() > 4096, "a lot was printed: {}", String::from_utf8_lossy(&raw));
}

#[test]
fn what_the_reader_says_when_it_is_left_is_harmless() {
    let world = World::new();
    configure(&world);
    let file = super::article();
    let link = tempfile::tempdir().expect("a temporary folder");
    let way = link.path().join("way");
    std::os::unix::fs::symlink(&world.root, &way).expect("a link");
    let way = way.to_str().expect("a path in UTF-8");
    let program = env!("CARGO_BIN_EXE_dateline");
    let mut pty = Pty::command(program, 100, 30, &[file.path()], &[("XDG_CONFIG_HOME", way)]);
    pty.wait_for("Paragraph 1 of part 1");
    pty.keys("q");
    assert_eq!(pty.ends(), Some(0));
    let raw = String::from_utf8(pty.raw()).expect("UTF-8");
    let (_, after) = raw.rsplit_once("\u{1b}[?1049l").expect("the screen was given back");
    let after = after.replace("\u{1b}[?25h", "").replace('\r', "");
    assert_eq!(harm(after.as_bytes()), [""; 0], "{after}");
    assert!(after.contains("dateline: "), "the faults are told: {after}");
}
