//! What finding repeats costs in a text of one's own, and how many of those that are known are found.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use dateline::article::Article;
use dateline::fold::{Folding, How};
use dateline::read;

use crate::{line, median, time};

const ROUNDS: usize = 3;

/// Reads and folds a file, some rounds.
pub(crate) fn measure(path: &Path) {
    let bytes = fs::read(path).expect("a file that can be read");
    println!("\n{} ({ROUNDS} rounds)", path.display());
    let mut reading = Vec::new();
    for _ in 0..ROUNDS {
        let bytes = bytes.clone();
        reading.push(time(|| read::read(bytes).map(|article| article.blocks().len())));
    }
    let article = read::read(bytes).expect("a text");
    let size = article.text().len();
    println!(
        "  {} blocks, {} sections",
        article.blocks().len(),
        article.sections().len()
    );
    line("reading the structure", median(reading), Some(size));
    let (mut exact, mut all, mut folding) = (Vec::new(), Vec::new(), Folding::default());
    forget_peak();
    let before = memory("VmRSS:");
    for _ in 0..ROUNDS {
        all.push(time(|| folding = Folding::of(&article)));
    }
    let most = memory("VmHWM:");
    for _ in 0..ROUNDS {
        exact.push(time(|| Folding::exact(&article).runs().len()));
    }
    line("exact repeats", median(exact), Some(size));
    line("exact and near repeats", median(all), Some(size));
    spent("exact repeats", || drop(Folding::exact(&article)));
    spent("exact and near repeats", || drop(Folding::of(&article)));
    if let (Some(before), Some(most)) = (before, most) {
        let taken = most.saturating_sub(before);
        println!(
            "  {:<34}{:>9} kB, {:.2} times the text",
            "memory for it at most",
            taken,
            taken as f64 * 1024.0 / size as f64
        );
    }
    println!("  {} repeats, {} runs", folding.repeats().len(), folding.runs().len());
    if let Ok(truth) = fs::read_to_string(path.with_extension("truth.tsv")) {
        compare(&article, &folding, &truth);
    }
}

/// Forgets the most memory that was ever used, where the system can.
pub(crate) fn forget_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// A figure of the system's about this process, in kB.
pub(crate) fn memory(name: &str) -> Option<u64> {
    memory_of("self", name)
}

/// A figure of the system's about the memory of a process, in kB.
pub(crate) fn memory_of(process: &str, name: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// Time that the processors have spent on this process, all threads together: what a busy machine does not change
/// much. In hundredths of a second, as Linux counts (`USER_HZ`).
fn processor_time() -> Option<u64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}

/// What processors spend on something, in seconds.
fn spent(name: &str, mut work: impl FnMut()) {
    let before = processor_time();
    for _ in 0..ROUNDS {
        work();
    }
    if let (Some(before), Some(after)) = (before, processor_time()) {
        let each = (after - before) as f64 / 100.0 / ROUNDS as f64;
        println!("  {name:<34}{each:>9.2} s of processors");
    }
}

/// Which of the known repeats are found. The table numbers the paragraphs of the file, from 0.
fn compare(article: &Article, folding: &Folding, truth: &str) {
    let text = article.text();
    let mut at = 0;
    let starts: Vec<usize> = text
        .split("\n\n")
        .map(|paragraph| {
            at += paragraph.len() + 2;
            at - paragraph.len() - 2
        })
        .collect();
    let mut tally: HashMap<&str, (u32, u32)> = HashMap::new();
    let mut false_ones = 0;
    for row in truth.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let (Some(Ok(number)), Some(kind)) = (cells.first().map(|cell| cell.parse::<usize>()), cells.get(1)) else {
            continue;
        };
        let block = starts.get(number).and_then(|&start| article.block_at(start as u32));
        let found = block.and_then(|block| folding.repeat(block));
        if matches!(*kind, "dup" | "near" | "capdup") {
            let (right, all) = tally.entry(kind).or_default();
            *all += 1;
            *right += u32::from(found.is_some());
        } else if found.is_some_and(|found| found.how == How::Exact) {
            false_ones += 1;
        }
    }
    let mut tally: Vec<_> = tally.into_iter().collect();
    tally.sort_unstable();
    for (kind, (right, all)) in tally {
        println!(
            "  {kind}: {right} of {all} found ({:.4})",
            f64::from(right) / f64::from(all.max(1))
        );
    }
    println!("  exact repeats among blocks that the table calls new: {false_ones}");
}
