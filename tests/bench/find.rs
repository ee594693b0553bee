//! What it takes to find words in a corpus with `--find`, from start to exit code, the output thrown away.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::corpus::Form;

const ROUNDS: usize = 5;

/// Words that are in no article.
const SOUGHT: [(&str, &[&str]); 4] = [
    ("a word that is nowhere", &["resettlement"]),
    ("with an accent", &["resettlemént"]),
    ("a phrase that is nowhere", &["the resettlement of"]),
    ("two words that are nowhere together", &["harbour", "resettlement"]),
];

/// Measures a file, or corpora of that size of our own.
pub(crate) fn measure(megabytes: usize) {
    for (form, ending) in [(Form::Dated, "txt"), (Form::Lines, "jsonl")] {
        let path = std::env::temp_dir().join(format!("dateline-find-{}.{ending}", std::process::id()));
        crate::write_corpus(megabytes, form, &path).expect("room for a corpus");
        measure_file(&path, &[("a word in one article", &["\"report 4711\""])]);
        let _ = std::fs::remove_file(&path);
    }
}

/// Measures a file: the words that are nowhere, and others.
pub(crate) fn measure_file(path: &Path, others: &[(&str, &[&str])]) {
    let size = std::fs::metadata(path).map_or(0, |data| data.len() as usize);
    println!("\n  --find in {} ({} MB)", path.display(), size / 1_000_000);
    for (name, words) in SOUGHT.iter().chain(others) {
        let taken: Vec<Duration> = (0..ROUNDS).filter_map(|_| find(words, path)).collect();
        if !taken.is_empty() {
            crate::line(name, crate::median(taken), Some(size));
        }
    }
}

fn find(words: &[&str], path: &Path) -> Option<Duration> {
    let start = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.arg("--find").args(words).arg(path).stdout(Stdio::null());
    let status = command.status().ok()?;
    status.code().filter(|code| *code < 2).map(|_| start.elapsed())
}
