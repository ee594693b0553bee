//! Learns `assets/weights.tsv` from a folder of texts with known structure, and reads a folder with it.
//!
//! ```text
//! cargo run --release --features train --bin train -- learn CORPUS > weights.tsv
//! cargo run --release --features train --bin train -- read CORPUS OUT       every text, with the learned weights
//! cargo run --release --features train --bin train -- validate CORPUS OUT   the same, but what is read of a
//!                                                                           publisher was learned from the others
//! cargo run --release --features train --bin train -- with TABLE CORPUS OUT   every text, with the weights of a table
//! cargo run --release --features train --bin train -- explain FILE          every block of a text, and what decided
//! ```
//!
//! The invented pages of `tests/read/pages` are learned from, and left out, as a corpus's documents are. CORPUS has `text/NAME.txt` and `gold/NAME.json`; OUT gets `NAME.json` for each.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "whoever runs it looks at a terminal of theirs"
)]

mod furniture;
#[path = "../read/page.rs"]
mod page;
mod variants;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::{env, fs, thread};

use dateline::article::{Article, Kind};
use dateline::read::train::{Learned, Sequence, learn, sequence};
use serde_json::{Value, json};
use variants::Line;

/// What a weight that is not zero costs. Chosen by leaving publishers out.
const PENALTY: f64 = 5.0;

/// Rounds of the learner; by then the third decimal of no weight changes.
const ROUNDS: usize = 200;

/// Publishers are left out in so many groups, the largest one alone, so that the others are always read with what was
/// learned from it.
const GROUPS: usize = 13;

/// A text of the corpus.
struct Document {
    name: String,
    publisher: String,
    text: String,
    gold: Value,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["learn", corpus] => {
            let sets: Vec<Vec<Sequence>> = documents(corpus)?.iter().map(sequences).collect();
            print!("{}", head(&learn_from(&sets)));
        }
        ["read", corpus, out] => {
            for document in documents(corpus)? {
                let article = dateline::read::read(document.text.clone().into_bytes())?;
                write(out, &document, &article)?;
            }
        }
        ["validate", corpus, out] => validate(&documents(corpus)?, out)?,
        ["explain", file] => explain(file)?,
        ["with", table, corpus, out] => {
            let learned = Learned::from_table(&fs::read_to_string(table)?);
            for document in documents(corpus)? {
                write(out, &document, &learned.read(&document.text))?;
            }
        }
        _ => return Err(
            "usage: train learn CORPUS | read CORPUS OUT | validate CORPUS OUT | with TABLE CORPUS OUT | explain FILE"
                .into(),
        ),
    }
    Ok(())
}

/// Every block of a text with its kind and what decided, for looking at mistakes.
fn explain(file: &str) -> Result<(), Box<dyn Error>> {
    let explained = dateline::read::explain(fs::read(file)?)?;
    for remark in &explained.remarks {
        println!("{remark}");
    }
    let article = &explained.article;
    for (id, why) in article.ids().zip(&explained.blocks) {
        let reasons: Vec<String> = why
            .reasons
            .iter()
            .map(|reason| format!("{} {:+.2}", reason.name, reason.weight))
            .collect();
        println!(
            "{:<12}{:>6.2}  {}",
            article.block(id).kind.name(),
            why.score,
            article.text_of(id)
        );
        println!("                    {}", reasons.join(", "));
    }
    Ok(())
}

fn documents(corpus: &str) -> Result<Vec<Document>, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(Path::new(corpus).join("gold"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".json").map(str::to_owned));
    }
    names.sort();
    let mut found = Vec::new();
    for name in names {
        let text = fs::read_to_string(Path::new(corpus).join("text").join(format!("{name}.txt")))?;
        let gold: Value = serde_json::from_str(&fs::read_to_string(
            Path::new(corpus).join("gold").join(format!("{name}.json")),
        )?)?;
        let publisher = gold["publisher"].as_str().unwrap_or_default().to_owned();
        found.push(Document {
            name,
            publisher,
            text,
            gold,
        });
    }
    for (number, page) in page::pages().iter().enumerate() {
        found.push(invented(page, number));
    }
    Ok(found)
}

/// An invented page as a document: its text, and its structure in the form of the corpus.
fn invented(page: &page::Page, number: usize) -> Document {
    let text = page::scrape(page);
    let mut blocks = Vec::new();
    let mut line = 1;
    let mut before: Option<&page::Block> = None;
    for block in &page.blocks {
        let second = block.kind == Kind::Caption && before == Some(block);
        if before.is_some() {
            line += if second { 1 } else { 2 };
        }
        before = Some(block);
        blocks.push(json!({
            "line": line,
            "kind": block.kind.name(),
            "ambiguous_kind": block.doubtful,
            "dup_origin": second.then_some("caption_double"),
        }));
    }
    let language = page.name.split('-').next().unwrap_or_default();
    Document {
        name: page.name.clone(),
        publisher: format!("invented {}", number % (GROUPS - 1)),
        gold: json!({"language": language, "blocks": blocks}),
        text,
    }
}

/// The table with a head that says how it was made.
fn head(learned: &Learned) -> String {
    format!(
        "# What each answer of a line speaks for: answer, kind, weight. Answers are those of src/read/text/groups.rs.\n\
         # A linear-chain conditional random field with an L1 penalty of {PENALTY}, {ROUNDS} rounds, {} weights; made by\n\
         # cargo run --release --features train --bin train -- learn CORPUS > assets/weights.tsv\n{}",
        learned.count(),
        learned.table()
    )
}

/// A document in all its variants, ready to be learned from.
fn sequences(document: &Document) -> Vec<Sequence> {
    variants::all(&lines(document), document.gold["language"].as_str().unwrap_or("en"))
        .iter()
        .map(sequence)
        .collect()
}

fn learn_from<'a>(sets: impl IntoIterator<Item = &'a Vec<Sequence>>) -> Learned {
    let sequences: Vec<&Sequence> = sets.into_iter().flatten().collect();
    learn(&sequences, PENALTY, ROUNDS)
}

/// The lines of a document with what is right for each.
fn lines(document: &Document) -> Vec<Line> {
    let line = |text: &str| Line {
        text: text.to_owned(),
        kinds: Vec::new(),
        second: false,
    };
    let mut lines: Vec<Line> = document.text.trim_end_matches('\n').split('\n').map(line).collect();
    for block in document.gold["blocks"].as_array().into_iter().flatten() {
        let Some((number, kinds)) = right(block) else { continue };
        if let Some(line) = lines.get_mut(number - 1) {
            line.kinds = kinds;
            line.second = block["dup_origin"] == "caption_double";
        }
    }
    lines
}

/// The text without the second prints of captions, if it has any.
fn twin(document: &Document) -> Option<String> {
    let blocks = document.gold["blocks"].as_array()?;
    let seconds: Vec<usize> = blocks
        .iter()
        .filter(|block| block["dup_origin"] == "caption_double")
        .filter_map(line_of)
        .collect();
    let lines = document.text.split('\n').enumerate();
    let kept: Vec<&str> = lines
        .filter(|(at, _)| !seconds.contains(&(at + 1)))
        .map(|(_, line)| line)
        .collect();
    (!seconds.is_empty()).then(|| kept.join("\n"))
}

fn line_of(block: &Value) -> Option<usize> {
    usize::try_from(block["line"].as_u64()?).ok()
}

/// The line of a block of the gold, and the kinds that are right for it.
fn right(block: &Value) -> Option<(usize, Vec<Kind>)> {
    let line = line_of(block)?;
    let kind = Kind::ALL.into_iter().find(|kind| block["kind"] == kind.name())?;
    let kinds = match kind {
        _ if block["ambiguous_kind"] == true => Kind::ALL.to_vec(),
        // A glued paragraph has the form of one; that it is from elsewhere is noted later.
        Kind::Boilerplate if block["origin"] == "glued_unrelated" => vec![Kind::Paragraph],
        // Quotations set apart have no form of their own.
        Kind::Quote => vec![Kind::Paragraph],
        kind => vec![kind],
    };
    Some((line, kinds))
}

/// Reads each publisher's texts with what was learned from other publishers' texts.
fn validate(documents: &[Document], out: &str) -> Result<(), Box<dyn Error>> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for document in documents {
        *sizes.entry(&document.publisher).or_default() += 1;
    }
    let mut publishers: Vec<(&str, usize)> = sizes.into_iter().collect();
    publishers.sort_by_key(|(name, size)| (usize::MAX - size, *name));
    let group = |publisher: &str| match publishers.iter().position(|(name, _)| *name == publisher) {
        Some(at) if at > 0 => 1 + (at - 1) % (GROUPS - 1),
        _ => 0,
    };
    let sets: Vec<(usize, Vec<Sequence>)> = documents
        .iter()
        .map(|document| (group(&document.publisher), sequences(document)))
        .collect();
    let learned: Vec<Learned> = thread::scope(|scope| {
        let sets = &sets;
        let learn = |left_out: usize| learn_from(sets.iter().filter(|(of, _)| *of != left_out).map(|(_, set)| set));
        let threads: Vec<_> = (0..GROUPS)
            .map(|left_out| scope.spawn(move || learn(left_out)))
            .collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    for document in documents {
        let learned = learned.get(group(&document.publisher)).ok_or("a learner gave up")?;
        write(out, document, &learned.read(&document.text))?;
        // The harder twin: no caption stands twice.
        if let Some(twin) = twin(document) {
            write(&format!("{out}.twin"), document, &learned.read(&twin))?;
        } else {
            write(&format!("{out}.twin"), document, &learned.read(&document.text))?;
        }
    }
    let counts: Vec<usize> = learned.iter().map(Learned::count).collect();
    eprintln!("weights by the group left out: {counts:?}");
    Ok(())
}

fn write(out: &str, document: &Document, article: &Article) -> Result<(), Box<dyn Error>> {
    let meta = article.meta();
    let blocks: Vec<Value> = article
        .ids()
        .map(|id| json!({"kind": article.block(id).kind.name(), "text": article.text_of(id)}))
        .collect();
    let value = json!({
        "title": meta.title,
        "published": meta.published.map(|published| published.to_string()),
        "bylines": meta.bylines,
        "blocks": blocks,
    });
    fs::create_dir_all(out)?;
    Ok(fs::write(
        Path::new(out).join(format!("{}.json", document.name)),
        value.to_string(),
    )?)
}
