//! A command of the user's that makes text of files that are none, such as `pdftotext -layout %s -`: off unless it is set.
//!
//! The command is taken apart once, as a shell would, and started without one: the name of a file is an argument of its
//! own, absolute, whatever is in it.

use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{PoisonError, RwLock};

use crate::run::paths::{handed_over, why};

/// What stands for the file, as in less; without it, the file comes last.
const FILE: &str = "%s";

/// The command that is set, as typed. One for the program, since files are opened everywhere.
static COMMAND: RwLock<Option<String>> = RwLock::new(None);

/// Sets the command, or none.
pub(in crate::run) fn set(command: Option<&str>) {
    let is_set = COMMAND.read().unwrap_or_else(PoisonError::into_inner).as_deref() == command;
    if !is_set {
        *COMMAND.write().unwrap_or_else(PoisonError::into_inner) = command.map(str::to_owned);
    }
}

/// The text that the command makes of a file; nothing if none is set. The error says in words why there is none.
pub(super) fn text_of(path: &Path) -> Option<Result<Box<dyn Read + Send>, String>> {
    let command = COMMAND.read().unwrap_or_else(PoisonError::into_inner).clone()?;
    Some(start(&command, path).map(|text| Box::new(text) as Box<dyn Read + Send>))
}

fn start(command: &str, path: &Path) -> Result<CommandOutput, String> {
    let words =
        shell_words::split(command).map_err(|_| format!("the preprocessor has an open quotation mark: {command}"))?;
    let (program, arguments) = words.split_first().ok_or("the preprocessor names no program")?;
    let file = handed_over(path).into_os_string();
    let mut made = Command::new(program);
    for word in arguments {
        match word.split_once(FILE) {
            Some((before, behind)) => {
                let mut argument = std::ffi::OsString::from(before);
                argument.push(&file);
                argument.push(behind);
                made.arg(argument)
            }
            None => made.arg(word),
        };
    }
    if !arguments.iter().any(|word| word.contains(FILE)) {
        made.arg(&file);
    }
    made.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let child = made.spawn().map_err(|error| format!("{program}: {}", why(&error)))?;
    let program = program.clone();
    Ok(CommandOutput {
        child,
        program,
        any: false,
    })
}

/// What a command writes, until it ends.
struct CommandOutput {
    child: Child,
    program: String,
    any: bool,
}

impl Read for CommandOutput {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = match &mut self.child.stdout {
            Some(out) => out.read(bytes)?,
            None => 0,
        };
        self.any |= count > 0;
        if count > 0 || bytes.is_empty() {
            return Ok(count);
        }
        let status = self.child.wait()?;
        let wrong = if status.success() {
            "wrote nothing".to_owned()
        } else {
            format!("failed: {status}")
        };
        if status.success() && self.any {
            Ok(0)
        } else {
            Err(io::Error::other(super::stream::Refusal(format!(
                "{} {wrong}",
                self.program
            ))))
        }
    }
}

impl Drop for CommandOutput {
    /// One that is still at work is not waited for.
    fn drop(&mut self) {
        // Fails if it has ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
