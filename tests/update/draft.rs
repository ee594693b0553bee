//! Articles written down in a test.

use std::sync::Arc;

use dateline::article::{Article, Block, BlockId, Kind, Meta, Span, Start, Text, Time};

/// An article in the making, block by block.
#[derive(Default)]
pub(super) struct Draft {
    text: String,
    blocks: Vec<Block>,
    starts: Vec<Start>,
}

impl Draft {
    /// Adds a block; a heading opens a section.
    pub(super) fn block(mut self, kind: Kind, text: &str) -> Self {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        let end = self.text.len() as u32;
        self.text.push_str("\n\n");
        let span = Span::new(start, end);
        if kind == Kind::Heading || self.starts.is_empty() {
            self.starts.push(Start {
                first: BlockId(self.blocks.len() as u32),
                headline: (kind == Kind::Heading).then_some(span),
                time: None,
            });
        }
        self.blocks.push(Block::new(kind, Span::new(start, end + 2), span));
        self
    }

    pub(super) fn heading(self, text: &str) -> Self {
        self.block(Kind::Heading, text)
    }

    pub(super) fn prose(self, text: &str) -> Self {
        self.block(Kind::Paragraph, text)
    }

    /// Gives the last section a time.
    pub(super) fn at(mut self, time: &str) -> Self {
        let time = Time::parse(time);
        self.starts.last_mut().expect("a section").time = time;
        self
    }

    pub(super) fn done(self) -> Arc<Article> {
        let article = Article::new(Text::from(self.text), Meta::default(), self.blocks, &self.starts);
        Arc::new(article.expect("a whole article"))
    }
}

/// A paragraph of `sentences` sentences whose words no other paragraph has.
pub(super) fn paragraph(number: usize, sentences: usize) -> String {
    let sentence = |n: usize| {
        let words: Vec<String> = (0..9).map(|place| word(number * 1_000 + n * 10 + place)).collect();
        format!("On watch {number}-{n} {} before the tide turned.", words.join(" "))
    };
    (0..sentences).map(sentence).collect::<Vec<_>>().join(" ")
}

/// A made-up word for each number.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ka", "lo", "mi", "ren", "su", "tor", "va", "el", "dun", "ris", "po", "qua", "hem", "fi", "gar", "ny",
    ];
    let mut word = String::new();
    let mut rest = number + 1;
    while rest > 0 {
        word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    word
}

/// A blog of `sections` sections after an opening, three paragraphs each, a caption in every third; every fourth
/// section repeats the two paragraphs of the one before.
pub(super) fn blog(sections: usize) -> Arc<Article> {
    blog_draft(sections).done()
}

/// The same as a live blog told newest-first across a midnight, two posts an hour; every fifth section has no time.
pub(super) fn live(sections: usize) -> Arc<Article> {
    live_draft(sections).done()
}

pub(super) fn live_draft(sections: usize) -> Draft {
    timed(Draft::default(), sections, |section| {
        let minute = (2880 + 600 - 35 * section as u32) % 1440;
        (section % 5 != 0).then(|| format!("{:02}:{:02}", minute / 60, minute % 60))
    })
}

pub(super) fn blog_draft(sections: usize) -> Draft {
    blog_after(Draft::default(), sections)
}

/// The same below something else.
pub(super) fn blog_after(draft: Draft, sections: usize) -> Draft {
    timed(draft, sections, |_| None)
}

fn timed(draft: Draft, sections: usize, time: impl Fn(usize) -> Option<String>) -> Draft {
    let mut draft = draft
        .block(Kind::Title, "Harbour fire: crews hold the line overnight")
        .prose(&paragraph(9000, 3))
        .prose(&paragraph(9001, 2));
    for section in 1..=sections {
        draft = draft.heading(&format!("Watch {section} reports from the eastern mole"));
        if let Some(time) = time(section) {
            draft = draft.at(&time);
        }
        draft = draft.prose(&paragraph(section * 10, 4));
        if section % 3 == 0 {
            draft = draft.block(
                Kind::Caption,
                &format!("Shed {section} before dawn. - Ana Brandt/Coastal Press"),
            );
        }
        if section % 4 == 0 {
            draft = draft
                .prose(&paragraph(section * 10 - 9, 3))
                .prose(&paragraph(section * 10 - 8, 4));
        }
        draft = draft
            .prose(&paragraph(section * 10 + 1, 3))
            .prose(&paragraph(section * 10 + 2, 4));
    }
    draft
}
