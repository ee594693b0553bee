//! A program in a pseudo-terminal, and what is on its screen.

use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take before it counts as hung. Generous: a loaded machine is no fault.
const DEADLINE: Duration = Duration::from_secs(30);

/// A file that goes away with its owner.
pub(super) struct File(std::path::PathBuf);

impl File {
    pub(super) fn path(&self) -> &str {
        self.0.to_str().expect("a path in UTF-8")
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A temporary file with these bytes.
pub(super) fn file(bytes: &[u8]) -> File {
    use std::sync::atomic::{AtomicU32, Ordering};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!(
        "dateline-session-{}-{}.txt",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    );
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, bytes).expect("a temporary file");
    File(path)
}

/// An invented live blog: an opening and seven parts of nine paragraphs, then a part that repeats two of the
/// first, and a last line.
pub(super) fn article() -> File {
    let mut text = String::from(" date 2026-08-15 Harbour fire at Sund: crews hold the line overnight\n\n");
    let parts = ["one", "two", "three", "four", "five", "six", "seven"];
    for (number, name) in parts.iter().enumerate() {
        text.push_str(&format!("Part {name} of the night\n\n"));
        for paragraph in 1..=9 {
            text.push_str(&paragraph_of(paragraph, number + 1));
        }
    }
    text.push_str("What stood before\n\n");
    text.push_str(&paragraph_of(2, 1));
    text.push_str(&paragraph_of(3, 1));
    text.push_str("The ferry stays in port until the wind has turned, the harbour master said. The very last line.\n");
    file(text.as_bytes())
}

fn paragraph_of(paragraph: usize, part: usize) -> String {
    let crews = [
        "engine", "boat", "ladder", "pump", "foam", "drone", "night", "relief", "shore",
    ][paragraph - 1];
    let places = ["quay", "shed", "yard", "mole", "dock", "silo", "basin"][part - 1];
    format!(
        "Paragraph {paragraph} of part {part}: the {crews} crew at the {places} reported after {} minutes that {} of \
         the {} containers were out of danger, and that the wind had turned to the {crews} side of the {places}.\n\n",
        paragraph * 7 + part,
        paragraph + part * 3,
        paragraph * part + 40,
    )
}

/// Variables by which the terminal of whoever runs the tests is known.
const FOREIGN: &[&str] = &[
    "NO_COLOR",
    "COLORFGBG",
    "TERM_PROGRAM",
    "SSH_CONNECTION",
    "SSH_CLIENT",
    "SSH_TTY",
    "TMUX",
    "STY",
    "ZELLIJ",
    "ALACRITTY_WINDOW_ID",
    "GHOSTTY_RESOURCES_DIR",
    "KITTY_WINDOW_ID",
    "KONSOLE_VERSION",
    "VTE_VERSION",
    "WEZTERM_PANE",
    "WT_SESSION",
    "XTERM_VERSION",
];

/// A program in a pseudo-terminal that is its controlling one.
pub(super) struct Pty {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Arc<Mutex<Output>>,
    /// The terminal's modes before the program was started.
    modes: String,
    /// What the program keeps, unless it is told to keep it elsewhere: nothing of a test is left behind.
    _state: tempfile::TempDir,
}

struct Output {
    parser: vt100::Parser,
    raw: Vec<u8>,
    over: bool,
}

impl Pty {
    /// The reader with these arguments, without the user's configuration.
    pub(super) fn open(width: u16, height: u16, arguments: &[&str]) -> Self {
        Self::open_with(width, height, arguments, &[])
    }

    pub(super) fn open_with(width: u16, height: u16, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let arguments: Vec<&str> = std::iter::once("--no-config")
            .chain(arguments.iter().copied())
            .collect();
        Self::command(env!("CARGO_BIN_EXE_dateline"), width, height, &arguments, environment)
    }

    pub(super) fn command(
        program: &str,
        width: u16,
        height: u16,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let size = PtySize {
            rows: height,
            cols: width,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        // What would tell of the terminal the tests are run in.
        for name in FOREIGN {
            command.env_remove(name);
        }
        let state = tempfile::tempdir().expect("a temporary folder");
        command.env("XDG_STATE_HOME", state.path());
        for (name, value) in environment {
            command.env(name, value);
        }
        let modes = modes_of(&*pair.master);
        let child = pair.slave.spawn_command(command).expect("the program");
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let writer = pair.master.take_writer().expect("its input");
        let output = Arc::new(Mutex::new(Output {
            parser: vt100::Parser::new(cells(height), cells(width), 0),
            raw: Vec::new(),
            over: false,
        }));
        let shared = output.clone();
        std::thread::spawn(move || {
            let mut part = [0; 4096];
            // The master reports an error, not an end, once the last user of the slave is gone.
            while let Ok(count @ 1..) = reader.read(&mut part) {
                let mut output = shared.lock().expect("the output");
                output.raw.extend_from_slice(&part[..count]);
                output.parser.process(&part[..count]);
            }
            shared.lock().expect("the output").over = true;
        });
        Self {
            master: pair.master,
            writer,
            child,
            output,
            modes,
            _state: state,
        }
    }

    pub(super) fn keys(&mut self, keys: &str) {
        let written = self
            .writer
            .write_all(keys.as_bytes())
            .and_then(|()| self.writer.flush());
        assert!(written.is_ok() || !self.is_running(), "keys are taken");
    }

    pub(super) fn resize(&mut self, width: u16, height: u16) {
        self.output
            .lock()
            .expect("the output")
            .parser
            .screen_mut()
            .set_size(cells(height), cells(width));
        let size = PtySize {
            rows: height,
            cols: width,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.master.resize(size).expect("a resize");
    }

    /// What is on the screen, a line a row.
    pub(super) fn screen(&self) -> String {
        self.output.lock().expect("the output").parser.screen().contents()
    }

    /// Where the terminal's cursor is, column and row, and whether it is to be seen.
    pub(super) fn cursor(&self) -> ((u16, u16), bool) {
        let output = self.output.lock().expect("the output");
        let screen = output.parser.screen();
        let (row, column) = screen.cursor_position();
        ((column, row), !screen.hide_cursor())
    }

    /// The background of the upper left corner.
    pub(super) fn background(&self) -> vt100::Color {
        let output = self.output.lock().expect("the output");
        output
            .parser
            .screen()
            .cell(0, 0)
            .map_or(vt100::Color::Default, vt100::Cell::bgcolor)
    }

    /// Waits until these bytes have been written.
    pub(super) fn wait_for_bytes(&self, bytes: &[u8]) {
        self.wait_until(&format!("{bytes:?} was written"), |_| {
            self.raw().windows(bytes.len()).any(|window| window == bytes)
        });
    }

    /// Everything that was written.
    pub(super) fn raw(&self) -> Vec<u8> {
        self.output.lock().expect("the output").raw.clone()
    }

    pub(super) fn wait_for(&self, words: &str) {
        self.wait_until(&format!("{words:?} is on the screen"), |screen| screen.contains(words));
    }

    pub(super) fn wait_until(&self, what: &str, is_so: impl Fn(&str) -> bool) {
        let since = Instant::now();
        while !is_so(&self.screen()) {
            assert!(
                since.elapsed() < DEADLINE,
                "not so in time: {what}; the screen:\n{}",
                self.screen()
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Presses keys again and again until these words are on the screen.
    pub(super) fn press_until(&mut self, keys: &str, words: &str) {
        let since = Instant::now();
        while !self.screen().contains(words) {
            assert!(
                since.elapsed() < DEADLINE,
                "never {words:?}; the screen:\n{}",
                self.screen()
            );
            self.keys(keys);
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(super) fn signal(&self, signal: Signal) {
        let pid = self.child.process_id().expect("it runs");
        kill(Pid::from_raw(i32::try_from(pid).expect("a process id")), signal).expect("a signal");
    }

    /// Sends a signal to the child of the shell that runs this program.
    pub(super) fn signal_child_named(&self, name: &str, signal: Signal) {
        let shell = self.child.process_id().expect("it runs");
        let children = std::fs::read_to_string(format!("/proc/{shell}/task/{shell}/children")).expect("its children");
        let is_named =
            |pid: &&str| std::fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|comm| comm.trim() == name);
        let child = children.split_whitespace().find(is_named).expect("the child");
        kill(Pid::from_raw(child.parse().expect("a number")), signal).expect("a signal");
    }

    /// Sends a signal to the only child of the shell that the terminal runs.
    pub(super) fn signal_child_of_shell(&self, signal: Signal) {
        let shell = self.child.process_id().expect("it runs");
        let children = std::fs::read_to_string(format!("/proc/{shell}/task/{shell}/children")).expect("its children");
        let child: i32 = children
            .split_whitespace()
            .next()
            .expect("a child")
            .parse()
            .expect("a number");
        kill(Pid::from_raw(child), signal).expect("a signal");
    }

    /// How many frames have been drawn.
    pub(super) fn frames(&self) -> usize {
        let end = b"\x1b[?2026l";
        self.raw().windows(end.len()).filter(|window| window == end).count()
    }

    /// Whether it has not ended yet.
    pub(super) fn is_running(&mut self) -> bool {
        self.child.try_wait().expect("its status").is_none()
    }

    fn status(&mut self) -> portable_pty::ExitStatus {
        let since = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("its status") {
                break status;
            }
            assert!(
                since.elapsed() < DEADLINE,
                "does not end; the screen:\n{}",
                self.screen()
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The exit code it ends with; `None` when a signal ended it.
    pub(super) fn ends(&mut self) -> Option<u32> {
        let status = self.status();
        self.drain();
        status.signal().is_none().then(|| status.exit_code())
    }

    /// The signal that ends it.
    pub(super) fn ended_by(&mut self) -> Option<Signal> {
        let status = self.status();
        self.drain();
        // The library gives the words of strsignal(3).
        Some(match status.signal()? {
            "Terminated" => Signal::SIGTERM,
            "Hangup" => Signal::SIGHUP,
            "Interrupt" => Signal::SIGINT,
            "Quit" => Signal::SIGQUIT,
            "User defined signal 1" => Signal::SIGUSR1,
            "Alarm clock" => Signal::SIGALRM,
            other => panic!("ended by {other}"),
        })
    }

    fn modes(&self) -> String {
        modes_of(&*self.master)
    }

    /// Waits for the last of the output.
    fn drain(&self) {
        let since = Instant::now();
        while !self.output.lock().expect("the output").over && since.elapsed() < Duration::from_secs(2) {
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Whether the terminal is in any state that a shell would not want.
    pub(super) fn is_dirty(&self) -> bool {
        !self.dirt().is_empty()
    }

    fn dirt(&self) -> Vec<&'static str> {
        let output = self.output.lock().expect("the output");
        let screen = output.parser.screen();
        let mut dirt = Vec::new();
        if screen.alternate_screen() {
            dirt.push("alternate screen");
        }
        if screen.hide_cursor() {
            dirt.push("hidden cursor");
        }
        if screen.bracketed_paste() {
            dirt.push("bracketed paste");
        }
        if screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None {
            dirt.push("mouse");
        }
        dirt
    }

    /// Quits: the exit code is that of success, and the terminal is as it was.
    pub(super) fn quit(mut self) {
        self.keys("q");
        assert_eq!(self.ends(), Some(0));
        self.expect_clean();
    }

    /// The terminal is as a shell wants it, in a moment at the latest, and its modes are what they were.
    pub(super) fn expect_clean(&self) {
        let since = Instant::now();
        while self.is_dirty() {
            assert!(since.elapsed() < DEADLINE, "left dirty: {:?}", self.dirt());
            std::thread::sleep(Duration::from_millis(5));
        }
        while self.modes() != self.modes {
            assert!(
                since.elapsed() < DEADLINE,
                "modes are not what they were: {} not {}",
                self.modes(),
                self.modes
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// A number of cells, as the parser wants it.
fn cells(count: u16) -> std::num::NonZero<u16> {
    std::num::NonZero::new(count).expect("a terminal has cells")
}

/// The modes as text, to be compared: their type is of a version of a library that is not ours.
fn modes_of(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
