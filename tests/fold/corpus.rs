//! Folding on real articles, which are not in the repository: skipped where they are absent.

use std::collections::BTreeMap;
use std::fs;

use dateline::article::{Article, BlockId, Kind};
use dateline::fold::{Folding, How, Limits};
use serde::Deserialize;

use super::support::{article, near_by_all_pairs};
use crate::support::shared;

#[derive(Deserialize)]
struct Gold {
    blocks: Vec<GoldBlock>,
}

#[derive(Deserialize)]
struct GoldBlock {
    kind: Kind,
    text: String,
    duplicate_of: Option<u32>,
    dup_kind: Option<String>,
    #[serde(default)]
    dup_ambiguous: bool,
}

impl Gold {
    fn article(&self) -> Article {
        article(
            &self
                .blocks
                .iter()
                .map(|block| (block.kind, block.text.trim()))
                .collect::<Vec<_>>(),
        )
    }

    /// The first block of the chain of repeats that a block is in.
    fn root(&self, block: u32) -> u32 {
        let of = self.blocks[block as usize].duplicate_of;
        of.map_or(block, |of| self.root(of))
    }
}

fn golds() -> Vec<(String, Gold)> {
    let Some(folder) = shared("corpus/gold") else {
        return Vec::new();
    };
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder")
        .map(|file| file.expect("a file").path())
        .collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let gold = serde_json::from_slice(&fs::read(path).expect("a file")).expect("gold");
        (
            path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            gold,
        )
    };
    files.iter().map(read).collect()
}

/// The texts of the corpus, as they are read; without times, which decide what is earlier.
fn texts() -> Vec<(String, Article)> {
    let Some(folder) = shared("corpus/text") else {
        return Vec::new();
    };
    let files = fs::read_dir(folder).expect("the folder");
    let read = |file: std::io::Result<fs::DirEntry>| {
        let path = file.expect("a file").path();
        let read = dateline::read::read(fs::read(&path).expect("a file")).expect("text");
        let blocks: Vec<_> = read.ids().map(|id| (read.block(id).kind, read.text_of(id))).collect();
        (path.display().to_string(), article(&blocks))
    };
    files.map(read).collect()
}

#[test]
fn near_repeats_are_those_of_all_pairs_in_every_article() {
    let golds = golds().into_iter().map(|(name, gold)| (name, gold.article()));
    for (name, article) in golds.chain(texts()) {
        let folding = Folding::of(&article);
        let near: Vec<_> = folding
            .repeats()
            .iter()
            .copied()
            .filter(|repeat| repeat.how == How::Near)
            .collect();
        assert_eq!(
            near,
            near_by_all_pairs(&article, folding.repeats(), Limits::for_text(0)),
            "{name}"
        );
    }
}

/// Right, false and missed.
#[derive(Default, Debug)]
struct Tally {
    right: u32,
    wrong: u32,
    missed: u32,
}

impl Tally {
    fn precision(&self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.wrong).max(1))
    }

    fn f1(&self) -> f64 {
        f64::from(2 * self.right) / f64::from((2 * self.right + self.wrong + self.missed).max(1))
    }
}

fn score(gold: &Gold, folding: &Folding, tallies: &mut BTreeMap<&'static str, Tally>) {
    let mut texts: Vec<&str> = Vec::new();
    for (index, block) in gold.blocks.iter().enumerate() {
        let again = texts.contains(&block.text.trim());
        texts.push(block.text.trim());
        let found = folding.repeat(BlockId(index as u32));
        if block.dup_ambiguous || (block.duplicate_of.is_none() && again) {
            continue;
        }
        let near = match block.duplicate_of {
            Some(_) => block.dup_kind.as_deref() == Some("near"),
            None => found.is_some_and(|found| found.how == How::Near),
        };
        let class = match (block.kind, near) {
            (Kind::Caption, _) => "caption",
            (_, true) => "near",
            (_, false) => "exact",
        };
        let tally = tallies.entry(class).or_default();
        match (found, block.duplicate_of) {
            (None, None) => {}
            (Some(found), Some(of)) if gold.root(found.of.0) == gold.root(of) => tally.right += 1,
            (Some(found), of) => {
                eprintln!(
                    "false: {class} {index} of {} {:?}: {:.60}",
                    found.of.0, found.similarity, block.text
                );
                tally.wrong += 1;
                tally.missed += u32::from(of.is_some());
            }
            (None, Some(_)) => {
                eprintln!("missed: {class} {index}: {:.60}", block.text);
                tally.missed += 1;
            }
        }
    }
}

#[test]
fn repeats_are_those_that_people_marked() {
    let golds = golds();
    let mut tallies = BTreeMap::new();
    for (name, gold) in &golds {
        eprintln!("{name}");
        score(gold, &Folding::of(&gold.article()), &mut tallies);
    }
    for (class, tally) in &tallies {
        let (precision, f1) = (tally.precision(), tally.f1());
        eprintln!("{class}: {tally:?} precision {precision:.4} F1 {f1:.4}");
        match *class {
            "near" => assert!(f1 >= 0.93 && precision >= 0.97),
            _ => assert!(f1 >= 0.99),
        }
    }
    assert_eq!(tallies.is_empty(), golds.is_empty());
}
