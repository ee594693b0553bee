//! Opens a web or mail address in the program that the system or `$BROWSER` names.
//!
//! Never through a shell, and only what begins with `http:`, `https:` or `mailto:`. The program gets no input and no
//! terminal output, a process group of its own, and none of the signals blocked that are blocked here. Where nobody
//! could see what it opens, over ssh or without a screen, nothing is started.

use std::env;
use std::ffi::{CString, OsString};
use std::fs::File;
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use nix::spawn::{PosixSpawnAttr, PosixSpawnFileActions, PosixSpawnFlags, posix_spawn};
use nix::sys::signal::SigSet;
use nix::sys::wait::{WaitStatus, waitpid};
use nix::unistd::Pid;

use super::{Event, panics};
use crate::app::Message;

/// Opens an address. Returns a message if no program could be started; if it fails later, the message is an event.
pub(super) fn open(target: String, events: &Sender<Event>) -> Option<Message> {
    let started = command(&target).and_then(|command| {
        let name = command.name();
        let pid = command.start().map_err(|error| format!("{name}: {}", error.desc()))?;
        Ok((name, pid))
    });
    match started {
        Ok((name, pid)) => {
            report(name, pid, target, events.clone());
            None
        }
        Err(why) => Some(Message::NotOpened { target, why }),
    }
}

/// Waits for the program in a thread of its own, and sends a message if it fails.
fn report(name: String, pid: Pid, target: String, events: Sender<Event>) {
    // Without a thread a failure is not reported; the program has been started all the same.
    let wait = move || {
        let failed = match waitpid(pid, None) {
            Ok(WaitStatus::Exited(_, code)) => code != 0,
            Ok(WaitStatus::Signaled(..)) => true,
            _ => false,
        };
        if failed {
            let why = format!("{name} failed");
            let _ = events.send(Event::App(Message::NotOpened { target, why }));
        }
    };
    let _ = panics::spawn("open", wait, drop);
}

/// A program and its arguments.
struct ProgramCommand {
    program: PathBuf,
    arguments: Vec<OsString>,
}

/// The command that opens the target here; or why there is none.
fn command(target: &str) -> Result<ProgramCommand, String> {
    let allowed = ["https://", "http://", "mailto:"];
    let begins = |with: &&str| {
        target
            .get(..with.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    if !allowed.iter().any(begins) {
        return Err("only pages and addresses are opened".to_owned());
    }
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    if is_set("BROWSER") {
        let own = env::var("BROWSER").unwrap_or_default();
        let mut own = own.split(':').filter_map(|words| chosen(words, target));
        return own.next().ok_or_else(|| "$BROWSER is not there".to_owned());
    }
    if is_set("SSH_CONNECTION") || is_set("SSH_TTY") {
        return Err("this is over ssh".to_owned());
    }
    let is_mac = cfg!(target_os = "macos");
    let is_seen = is_mac
        || ["WAYLAND_DISPLAY", "DISPLAY", "WSL_DISTRO_NAME"]
            .into_iter()
            .any(is_set);
    let opener = is_seen
        .then(|| chosen(if is_mac { "open" } else { "xdg-open" }, target))
        .flatten();
    opener.ok_or_else(|| "there is no browser here".to_owned())
}

/// A command as `$BROWSER` has it: `%s` stands for the target, which comes last otherwise. `None` if there is no such
/// program.
fn chosen(words: &str, target: &str) -> Option<ProgramCommand> {
    let mut words = words.split_whitespace();
    let program = found(words.next()?)?;
    let mut arguments: Vec<OsString> = Vec::new();
    let mut is_named = false;
    for word in words {
        is_named |= word.contains("%s");
        arguments.push(word.replace("%s", target).into());
    }
    if !is_named {
        arguments.push(target.into());
    }
    Some(ProgramCommand { program, arguments })
}

/// Where a program is.
fn found(name: &str) -> Option<PathBuf> {
    let runs = |path: &Path| {
        path.metadata()
            .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
    };
    if name.contains('/') {
        return Some(PathBuf::from(name)).filter(|path| runs(path));
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders)
        .map(|folder| folder.join(name))
        .find(|path| runs(path))
}

impl ProgramCommand {
    fn name(&self) -> String {
        let name = self.program.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// Starts the program. Not with the standard library: it would inherit our blocked signals, and none could end it.
    fn start(&self) -> nix::Result<Pid> {
        let nothing = File::options().read(true).write(true).open("/dev/null");
        let nothing = nothing.map_err(|_| nix::errno::Errno::ENXIO)?;
        let mut files = PosixSpawnFileActions::init()?;
        for standard in 0..=2 {
            files.add_dup2(nothing.as_raw_fd(), standard)?;
        }
        let mut attributes = PosixSpawnAttr::init()?;
        attributes.set_flags(PosixSpawnFlags::POSIX_SPAWN_SETPGROUP | PosixSpawnFlags::POSIX_SPAWN_SETSIGMASK)?;
        attributes.set_pgroup(Pid::from_raw(0))?;
        attributes.set_sigmask(&SigSet::empty())?;
        let text = |words: &[u8]| CString::new(words).map_err(|_| nix::errno::Errno::EINVAL);
        let program = self.program.as_os_str();
        let words = std::iter::once(program).chain(self.arguments.iter().map(OsString::as_os_str));
        let words: Vec<CString> = words.map(|word| text(word.as_bytes())).collect::<Result<_, _>>()?;
        let set = env::vars_os().map(|(name, value)| [name.as_bytes(), value.as_bytes()].join(&b'='));
        let set: Vec<CString> = set.map(|pair| text(&pair)).collect::<Result<_, _>>()?;
        posix_spawn(self.program.as_path(), &files, &attributes, &words, &set)
    }
}
