//! Invented pages in the forms that real newspapers have once they are scraped, and how well their structure is
//! found: a measure, printed with `cargo test pages -- --nocapture`.
//!
//! The pages were written without a look at the reader's words and weights. The weights are learned from them, too; what
//! they say of pages never seen is measured on real articles (`train validate`). A page that is read badly
//! is a reason to change the reader, never the page.

use std::fmt::Write as _;

use dateline::article::Kind;

use super::page::{Block, Page, page, pages, scrape};
use super::{article, blocks};

/// The kinds whose F1 the figure of the whole is the mean of.
const SCORED: [Kind; 5] = [
    Kind::Heading,
    Kind::Caption,
    Kind::ListItem,
    Kind::Byline,
    Kind::Paragraph,
];

/// What was found of one kind.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
struct Count {
    right: u32,
    /// Said to be of this kind, and is not.
    false_: u32,
    missed: u32,
}

impl Count {
    fn precision(self) -> f64 {
        share(self.right, self.right + self.false_)
    }

    fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.false_ + self.missed)
    }
}

/// A part of a whole; of nothing, all.
fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 {
        1.0
    } else {
        f64::from(part) / f64::from(whole)
    }
}

/// The counts of every kind, and each mistake in words.
#[derive(Default)]
struct Tally {
    counts: [Count; Kind::ALL.len()],
    mistakes: Vec<String>,
}

impl Tally {
    /// Compares a page with the blocks that were read from it. Both are in the order of the text, so a block's
    /// partner is the next one with its text; a block without a partner is a mistake of its kind.
    fn add(&mut self, page: &Page, read: &[(Kind, &str)]) {
        let mut next = 0;
        for block in &page.blocks {
            let partner = read[next..].iter().position(|(_, text)| *text == block.text);
            let Some(at) = partner.map(|ahead| next + ahead) else {
                self.missed(page, block, None);
                continue;
            };
            for (kind, text) in &read[next..at] {
                self.strange(page, *kind, text);
            }
            next = at + 1;
            if block.doubtful {
                continue;
            }
            if read[at].0 == block.kind {
                self.counts[block.kind as usize].right += 1;
            } else {
                self.counts[read[at].0 as usize].false_ += 1;
                self.missed(page, block, Some(read[at].0));
            }
        }
        for (kind, text) in &read[next..] {
            self.strange(page, *kind, text);
        }
    }

    fn missed(&mut self, page: &Page, block: &Block, said: Option<Kind>) {
        if block.doubtful {
            return;
        }
        self.counts[block.kind as usize].missed += 1;
        let said = said.map_or("no block", Kind::name);
        self.mistake(page, block.kind.name(), said, &block.text);
    }

    fn strange(&mut self, page: &Page, kind: Kind, text: &str) {
        self.counts[kind as usize].false_ += 1;
        self.mistake(page, "no block", kind.name(), text);
    }

    fn mistake(&mut self, page: &Page, is: &str, said: &str, text: &str) {
        let start: String = text.chars().take(70).collect();
        self.mistakes
            .push(format!("{:<20} {is:>11} read as {said:<11} {start}", page.name));
    }

    /// The mean F1 of the kinds that are scored.
    fn macro_f1(&self) -> f64 {
        let sum: f64 = SCORED.iter().map(|&kind| self.counts[kind as usize].f1()).sum();
        sum / 5.0
    }

    fn table(&self) -> String {
        let mut out = format!("{:<12}{:>10}{:>8}{:>8}{:>6}\n", "", "precision", "recall", "F1", "n");
        for kind in Kind::ALL {
            let count = self.counts[kind as usize];
            let (precision, recall, f1) = (count.precision(), count.recall(), count.f1());
            let all = count.right + count.missed;
            writeln!(
                out,
                "{:<12}{precision:>10.3}{recall:>8.3}{f1:>8.3}{all:>6}",
                kind.name()
            )
            .expect("a string takes all");
        }
        writeln!(out, "macro-F1 {:.3}", self.macro_f1()).expect("a string takes all");
        out
    }
}

#[test]
fn pages_are_read_whole_and_in_order() {
    let mut tally = Tally::default();
    let mut lost = Vec::new();
    for page in pages() {
        let article = article(&scrape(&page));
        let mut rest: &str = article.text();
        for block in &page.blocks {
            match rest.find(&block.text) {
                Some(at) => rest = &rest[at + block.text.len()..],
                None => lost.push(format!("{}: {}", page.name, block.text)),
            }
        }
        tally.add(&page, &blocks(&article));
    }
    println!("{}\n{}", tally.mistakes.join("\n"), tally.table());
    assert!(
        lost.is_empty(),
        "not in the text, or not in order:\n{}",
        lost.join("\n")
    );
}

#[test]
fn pages_have_a_title_and_many_languages() {
    let pages = pages();
    assert!(pages.len() >= 60);
    for page in &pages {
        let titles = page.blocks.iter().filter(|block| block.kind == Kind::Title).count();
        assert_eq!((titles, page.blocks[0].kind), (1, Kind::Title), "{}", page.name);
        assert!(
            page.blocks
                .iter()
                .all(|block| !block.text.is_empty() && block.text == block.text.trim())
        );
    }
    let mut languages: Vec<&str> = pages.iter().filter_map(|page| page.name.split('-').next()).collect();
    languages.dedup();
    assert!(languages.len() >= 25, "{languages:?}");
}

#[test]
fn a_page_becomes_the_scrape_it_stands_for() {
    let file = "# lang=en date=2026-03-02\ntitle\tA gate\ncaption2\tThe gate.\nlist_item\tone\n?list_item\ttwo\n";
    assert_eq!(
        scrape(&page("en-gate", file)),
        " date 2026-03-02 A gate\n\nThe gate.\nThe gate.\n\n  • one\n\n  • two\n"
    );
}

#[test]
fn the_tally_counts_what_is_missed_and_what_is_strange() {
    let file = "# date=2026-03-02\ntitle\tA gate\nheading\tOpen\n?paragraph\tSo\nparagraph\tIt is.\nlist_item\tone\n";
    let read = [
        (Kind::Title, "A gate"),
        (Kind::Paragraph, "Open"),
        (Kind::Heading, "So"),
        (Kind::Paragraph, "It is."),
        (Kind::Byline, "one two"),
    ];
    let mut tally = Tally::default();
    tally.add(&page("en-gate", file), &read);
    let count = |right, false_, missed| Count { right, false_, missed };
    assert_eq!(tally.counts[Kind::Heading as usize], count(0, 0, 1));
    assert_eq!(tally.counts[Kind::Paragraph as usize], count(1, 1, 0));
    assert_eq!(tally.counts[Kind::ListItem as usize], count(0, 0, 1));
    assert_eq!(tally.counts[Kind::Byline as usize], count(0, 1, 0));
    assert_eq!(tally.mistakes.len(), 3);
    // Heading, list item and byline at nothing, captions at all of none, paragraphs at two thirds.
    assert!((tally.macro_f1() - (1.0 + 2.0 / 3.0) / 5.0).abs() < 1e-9);
}
