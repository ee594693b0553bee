//! Invented pages as they are kept, and the texts that a scraper leaves of them.
//!
//! `pages/LANG-NAME.txt` is one page: a first line of facts, then a line a block, `KIND<TAB>TEXT`. `caption2` is a
//! caption that the scrape has on two lines, `?KIND` one that a careful reader could label otherwise.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dateline::article::Kind;

/// A block that a page has.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Block {
    /// What it is.
    pub(crate) kind: Kind,
    /// Whether a careful reader could say otherwise.
    pub(crate) doubtful: bool,
    /// Its text.
    pub(crate) text: String,
}

/// A page.
pub(crate) struct Page {
    /// `LANG-NAME`.
    pub(crate) name: String,
    /// When it was published, as `YYYY-MM-DD`.
    pub(crate) date: String,
    /// What it is made of.
    pub(crate) blocks: Vec<Block>,
}

/// A page from its file.
pub(crate) fn page(name: &str, file: &str) -> Page {
    let mut lines = file.lines();
    let facts = lines.next().expect("a line of facts");
    let date = facts.split(' ').find_map(|fact| fact.strip_prefix("date="));
    let mut blocks = Vec::new();
    for line in lines {
        let (label, text) = line.split_once('\t').unwrap_or_else(|| panic!("{name}: {line}"));
        let (label, doubtful) = match label.strip_prefix('?') {
            Some(label) => (label, true),
            None => (label, false),
        };
        let (label, times) = match label.strip_suffix('2') {
            Some(label) => (label, 2),
            None => (label, 1),
        };
        let kind = Kind::ALL.into_iter().find(|kind| kind.name() == label);
        let block = Block {
            kind: kind.unwrap_or_else(|| panic!("{name}: no kind is called {label}")),
            doubtful,
            text: text.to_owned(),
        };
        blocks.extend(std::iter::repeat_n(block, times));
    }
    Page {
        name: name.to_owned(),
        date: date.expect("a date").to_owned(),
        blocks,
    }
}

/// All pages, by name.
pub(crate) fn pages() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read/pages");
    let mut found: Vec<Page> = fs::read_dir(folder)
        .expect("the folder of pages")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            page(&name, &fs::read_to_string(&path).expect("readable"))
        })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// The text as a scraper leaves it: a blank line between blocks, none between the two copies of a caption.
pub(crate) fn scrape(page: &Page) -> String {
    let mut out = String::new();
    let mut before: Option<&Block> = None;
    for block in &page.blocks {
        match before {
            None => {}
            Some(same) if same == block && block.kind == Kind::Caption => out.push('\n'),
            Some(_) => out += "\n\n",
        }
        match block.kind {
            Kind::Title => write!(out, " date {} ", page.date).expect("a string takes all"),
            Kind::ListItem => out += "  • ",
            _ => {}
        }
        out += &block.text;
        before = Some(block);
    }
    out.push('\n');
    out
}
