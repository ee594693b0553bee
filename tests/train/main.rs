//! Learns `assets/weights.tsv` from folders of texts with known structure, and measures what was learned.
//!
//! ```text
//! cargo run --release --features train --bin train -- learn CORPUS... > weights.tsv
//! cargo run --release --features train --bin train -- validate OUT CORPUS...   every text, with what was learned from
//!                                                                             other publishers
//! cargo run --release --features train --bin train -- with TABLE OUT CORPUS... every text, with the weights of a table
//! cargo run --release --features train --bin train -- explain FILE             every block of a text, and what decided
//! ```
//!
//! The invented pages of `tests/read/pages` are learned from as a corpus's documents are. CORPUS has `text/NAME.txt` and
//! `gold/NAME.json`; OUT gets `NAME.json` for each, and OUT.twin the same for the text without doubled captions.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "whoever runs it looks at a terminal of theirs"
)]

mod furniture;
#[path = "../read/page.rs"]
mod page;
mod variants;

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use dateline::article::{Article, Kind};
use dateline::read::train::{Example, Learned, Lesson, WordCount};
use serde_json::{Value, json};
use variants::Line;

/// What a weight that is not zero costs. Chosen by leaving publishers out.
const PENALTY: f64 = 6.0;

/// Rounds of the learner. More change nothing that can be measured.
const ROUNDS: usize = 120;

/// Publishers are left out in so many groups, told apart by the hash of their names.
const FOLDS: usize = 3;

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
    match &arguments[..] {
        ["learn", corpora @ ..] => {
            let documents = documents(corpora)?;
            let pages: Vec<Document> = invented_pages().collect();
            print!("{}", head(&learn_from(documents.iter(), &pages)));
        }
        ["validate", out, corpora @ ..] => validate(&documents(corpora)?, out)?,
        ["explain", file] => explain(file)?,
        ["with", table, out, corpora @ ..] => {
            let learned = Learned::from_table(&fs::read_to_string(table)?);
            for document in documents(corpora)? {
                write(out, &document, &learned)?;
            }
        }
        _ => {
            return Err(
                "usage: train learn CORPUS... | validate OUT CORPUS... | with TABLE OUT CORPUS... | explain FILE"
                    .into(),
            );
        }
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

fn documents(corpora: &[&str]) -> Result<Vec<Document>, Box<dyn Error>> {
    let mut found = Vec::new();
    for corpus in corpora {
        let corpus = Path::new(corpus);
        let mut names = Vec::new();
        for entry in fs::read_dir(corpus.join("gold"))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            names.extend(name.strip_suffix(".json").map(str::to_owned));
        }
        names.sort();
        for name in names {
            let text = fs::read_to_string(corpus.join("text").join(format!("{name}.txt")))?;
            let gold: Value =
                serde_json::from_str(&fs::read_to_string(corpus.join("gold").join(format!("{name}.json")))?)?;
            let publisher = gold["publisher"].as_str().unwrap_or_default().to_owned();
            found.push(Document {
                name,
                publisher,
                text,
                gold,
            });
        }
    }
    Ok(found)
}

fn invented_pages() -> impl Iterator<Item = Document> {
    page::pages().into_iter().map(|page| invented(&page))
}

/// An invented page as a document: its text, and its structure in the form of the corpus.
fn invented(page: &page::Page) -> Document {
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
        publisher: "invented".to_owned(),
        gold: json!({"language": language, "blocks": blocks}),
        text,
    }
}

/// The table with a head that says how it was made.
fn head(learned: &Learned) -> String {
    format!(
        "# What each answer of a line speaks for: answer, kind, weight. Answers are those of src/read/text/groups.rs.\n\
         # A linear-chain conditional random field with an L1 penalty of {PENALTY}, {ROUNDS} rounds, {} weights; made by\n\
         # cargo run --release --features train --bin train -- learn CORPUS... > assets/weights.tsv\n{}",
        learned.count(),
        learned.table()
    )
}

/// What documents of corpora and invented pages teach.
fn learn_from<'a>(documents: impl Iterator<Item = &'a Document> + Clone, pages: &'a [Document]) -> Learned {
    let mut words = WordCount::default();
    for document in documents.clone() {
        words.add(&document.text, &document.publisher);
    }
    let mut lesson = Lesson::with_words(&words);
    for document in documents.chain(pages) {
        for example in examples(document) {
            lesson.add(&example);
        }
    }
    lesson.learn(PENALTY, ROUNDS)
}

fn examples(document: &Document) -> Vec<Example> {
    variants::all(&lines(document), document.gold["language"].as_str().unwrap_or("en"))
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
        kind => vec![kind],
    };
    Some((line, kinds))
}

/// Reads each publisher's texts with what was learned from other publishers' texts.
fn validate(documents: &[Document], out: &str) -> Result<(), Box<dyn Error>> {
    let pages: Vec<Document> = invented_pages().collect();
    for fold in 0..FOLDS {
        let others = documents
            .iter()
            .filter(|document| hash(&document.publisher) % FOLDS != fold);
        let learned = learn_from(others, &pages);
        eprintln!("without group {fold}: {} weights", learned.count());
        for document in documents
            .iter()
            .filter(|document| hash(&document.publisher) % FOLDS == fold)
        {
            write(out, document, &learned)?;
        }
    }
    Ok(())
}

/// The FNV-1a hash of a name, without its last byte, which is the least well mixed.
fn hash(name: &str) -> usize {
    let hash = name.bytes().fold(0x811C_9DC5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash as usize >> 8
}

/// Writes what is read of a document, and of its harder twin, in which no caption stands twice.
fn write(out: &str, document: &Document, learned: &Learned) -> Result<(), Box<dyn Error>> {
    write_article(out, document, &learned.read(&document.text))?;
    let twin = twin(document);
    let twin = twin.as_deref().unwrap_or(&document.text);
    write_article(&format!("{out}.twin"), document, &learned.read(twin))
}

fn write_article(out: &str, document: &Document, article: &Article) -> Result<(), Box<dyn Error>> {
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
