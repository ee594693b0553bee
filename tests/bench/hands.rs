//! What a reader's hands feel, as a table: the first screen, a key, the end, and what all of that costs; `less` and `wc -w`
//! beside it. Instructions are counted by valgrind, which counts the same on a busy machine and a quiet one; without it
//! their lines are missing, and the table says so.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::{blog, file};
use crate::median;

const DATELINE: &str = env!("CARGO_BIN_EXE_dateline");
const SIZE: PtySize = PtySize {
    rows: 40,
    cols: 120,
    pixel_width: 0,
    pixel_height: 0,
};
/// What is typed, and what the table calls it.
const KEYS: [(&str, &str); 2] = [("j", "a line down"), ("\x1b[6~", "a page down")];
/// Rounds of what is timed.
const ROUNDS: usize = 9;
/// A program that writes nothing for so long has nothing more to write.
const QUIET: Duration = Duration::from_millis(400);
/// The same for one that is counted, which runs fifty times as slow.
const QUIET_COUNTED: Duration = Duration::from_secs(3);

/// Measures the sample, and a generated blog of each of these sizes in MB.
pub(crate) fn measure(sizes: &[usize]) {
    let counts = Command::new("valgrind").arg("--version").output().is_ok();
    if !counts {
        println!("valgrind is not here: no instructions are counted");
    }
    let mut articles = vec![("the sample".to_owned(), sample())];
    articles.extend(sizes.iter().map(|&size| {
        let path = std::env::temp_dir().join(format!("dateline-hands-{}-{size}.txt", std::process::id()));
        std::fs::write(&path, blog::make(size * 1_000_000)).expect("room for a blog");
        (format!("{size} MB"), path)
    }));
    for (name, path) in &articles {
        println!("\n{name}, {} x {}", SIZE.cols, SIZE.rows);
        if counts {
            instructions(path);
        }
        times(path);
        whole(path);
        if name != "the sample" {
            let _ = std::fs::remove_file(path);
        }
    }
}

/// The article that the program brings along.
fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.txt")
}

/// A program on a screen.
struct Session {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    /// How many bytes were written, and when.
    written: Receiver<(usize, Instant)>,
}

impl Session {
    fn open(words: &[&str], colors: &str) -> Self {
        let pair = native_pty_system().openpty(SIZE).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(words[0]);
        command.args(&words[1..]);
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", colors);
        let child = pair.slave.spawn_command(command).expect("the program");
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let (sender, written) = mpsc::channel();
        std::thread::spawn(move || {
            let mut part = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut part) {
                if sender.send((count, Instant::now())).is_err() {
                    break;
                }
            }
        });
        let writer = pair.master.take_writer().expect("its input");
        Self {
            master: pair.master,
            child,
            writer,
            written,
        }
    }

    /// How many bytes come until nothing does for a while, and when the first and the last of them came.
    fn settle(&self, quiet: Duration) -> (usize, Option<(Instant, Instant)>) {
        let (mut bytes, mut times) = (0, None);
        loop {
            match self.written.recv_timeout(quiet) {
                Ok((count, at)) => {
                    bytes += count;
                    times = Some((times.map_or(at, |(first, _)| first), at));
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return (bytes, times),
            }
        }
    }

    fn key(&mut self, key: &str) {
        let _ = self.writer.write_all(key.as_bytes()).and_then(|()| self.writer.flush());
    }

    /// Ends the program; how long that took.
    fn quit(mut self) -> Duration {
        let since = Instant::now();
        self.key("q");
        let _ = self.child.wait();
        let taken = since.elapsed();
        drop(self.master);
        taken
    }

    /// A figure of the system's about its memory, in MB.
    fn memory(&self, name: &str) -> f64 {
        let process = self.child.process_id().map(|id| id.to_string());
        let kilobytes = process.and_then(|process| file::memory_of(&process, name));
        kilobytes.map_or(f64::NAN, |kilobytes| kilobytes as f64 / 1e3)
    }
}

/// Instructions of a session in which a key is typed so many times.
fn counted(path: &str, colors: &str, key: &str, times: usize) -> Option<f64> {
    let folder = tempfile::tempdir().ok()?;
    let (out, log) = (folder.path().join("out"), folder.path().join("log"));
    let (out, log) = (
        format!("--callgrind-out-file={}", out.display()),
        format!("--log-file={}", log.display()),
    );
    let words = [
        "valgrind",
        "--tool=callgrind",
        &out,
        &log,
        DATELINE,
        "--no-config",
        "--no-state",
        path,
    ];
    let mut session = Session::open(&words, colors);
    session.settle(QUIET_COUNTED);
    for _ in 0..times {
        session.key(key);
        session.settle(QUIET);
    }
    session.quit();
    let log = std::fs::read_to_string(folder.path().join("log")).ok()?;
    let collected = log.lines().find_map(|line| line.split("Collected : ").nth(1))?;
    collected.trim().parse::<f64>().ok()
}

fn instructions(path: &Path) {
    let path = path.to_str().expect("a path in UTF-8");
    for (name, colors) in [("true colours", "truecolor"), ("256 colours", "")] {
        if let Some(count) = counted(path, colors, "", 0) {
            row(&format!("start, {name}"), count / 1e6, "M instructions");
        }
    }
    for (key, name) in KEYS {
        let (few, many) = (counted(path, "truecolor", key, 5), counted(path, "truecolor", key, 15));
        if let (Some(few), Some(many)) = (few, many) {
            row(name, (many - few) / 10.0 / 1e6, "M instructions");
        }
    }
}

fn times(path: &Path) {
    let path = path.to_str().expect("a path in UTF-8");
    let state = tempfile::tempdir().expect("a folder");
    // What is kept is kept here.
    let kept = format!("XDG_STATE_HOME={}", state.path().display());
    let ours: &[&str] = &["env", &kept, DATELINE, "--no-config", path];
    let less: &[&str] = &["less", path];
    let (mut first, mut end, mut page, mut bytes, mut memory) = (
        [vec![], vec![]],
        [vec![], vec![]],
        [vec![], vec![]],
        [vec![], vec![]],
        [0.0f64; 2],
    );
    for _ in 0..ROUNDS {
        for (who, words) in [ours, less].into_iter().enumerate() {
            let since = Instant::now();
            let mut session = Session::open(words, "truecolor");
            if let (_, Some((at, _))) = session.settle(QUIET) {
                first[who].push(at - since);
            }
            // What is kept of the round before is its end.
            session.key("g");
            session.settle(QUIET);
            for _ in 0..5 {
                session.key(KEYS[0].0);
                bytes[who].push(session.settle(Duration::from_millis(60)).0);
            }
            for _ in 0..20 {
                let since = Instant::now();
                session.key(KEYS[1].0);
                if let (_, Some((_, at))) = session.settle(Duration::from_millis(30)) {
                    page[who].push(at - since);
                }
            }
            memory[who] = memory[who].max(session.memory("VmHWM:"));
            end[who].push(session.quit());
        }
    }
    for times in &mut page {
        times.sort();
    }
    let pair = |name: &str, [ours, less]: [f64; 2], unit: &str| {
        row(
            name,
            ours,
            &format!("{unit}  (less {less:.2}, ratio {:.1})", ours / less),
        );
    };
    let millis = |taken: Duration| taken.as_secs_f64() * 1e3;
    pair("first paint", first.map(|times| millis(median(times))), "ms");
    // Every hundredth page takes longer.
    pair(
        "a page, p99",
        page.map(|times| times.get(times.len() * 99 / 100).copied().map_or(f64::NAN, millis)),
        "ms",
    );
    pair(
        "bytes for a line down",
        bytes.map(|mut counts| {
            counts.sort_unstable();
            counts[counts.len() / 2] as f64
        }),
        "",
    );
    pair("quitting", end.map(|times| millis(median(times))), "ms");
    pair("memory at most", memory, "MB");
}

/// The program without a screen, beside what only passes bytes on or counts words.
fn whole(path: &Path) {
    let took = |words: &[&str]| {
        let since = Instant::now();
        let status = Command::new(words[0])
            .args(&words[1..])
            .arg(path)
            .stdout(Stdio::null())
            .status();
        status.is_ok_and(|status| status.success()).then(|| since.elapsed())
    };
    let ours = [DATELINE, "--no-config", "--no-state", "--to", "text"];
    for other in [&["cat"][..], &["wc", "-w"]] {
        let (mut times, mut others) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            times.extend(took(&ours));
            others.extend(took(other));
        }
        if !times.is_empty() && !others.is_empty() {
            let (time, than) = (median(times).as_secs_f64(), median(others).as_secs_f64());
            let beside = format!("ms  ({} {:.2}, ratio {:.1})", other.join(" "), than * 1e3, time / than);
            row("--to text", time * 1e3, &beside);
        }
    }
}

fn row(name: &str, value: f64, unit: &str) {
    println!("  {name:<28}{value:>10.2} {unit}");
}
