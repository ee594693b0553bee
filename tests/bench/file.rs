//! What finding repeats costs in a text of one's own, and how many of those that are known are found.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use dateline::article::{Article, BlockId};
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
fn forget_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// A figure of the system's about this process, in kB.
fn memory(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// Which of the known repeats are found, by the blocks in their order: those of the table are the last of the article,
/// which may begin with a title and a byline of its own.
fn compare(article: &Article, folding: &Folding, truth: &str) {
    let rows: Vec<Vec<&str>> = truth.lines().map(|row| row.split('\t').collect()).collect();
    let rows: Vec<&Vec<&str>> = rows.iter().filter(|row| row[0].parse::<u32>().is_ok()).collect();
    let Some(ahead) = article.blocks().len().checked_sub(rows.len()) else {
        return println!("  the table has more blocks than the article");
    };
    let mut tally: HashMap<&str, (u32, u32)> = HashMap::new();
    let mut false_ones = 0;
    for (index, row) in rows.iter().enumerate() {
        let found = folding.repeat(BlockId((index + ahead) as u32));
        if matches!(row[1], "dup" | "near" | "capdup") {
            let (right, all) = tally.entry(row[1]).or_default();
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
    println!("  exact repeats that the table does not have: {false_ones} (of blocks it calls new)");
}
