//! Articles made by hand, and at random.

use dateline::article::{Article, Block, BlockId, Kind, Meta, Note, Published, Span, Start, Text, Time};
use proptest::prelude::*;

/// An article that is being put together: its blocks stand in the text with a blank line between them.
pub(super) struct Draft {
    text: String,
    meta: Meta,
    blocks: Vec<Block>,
    starts: Vec<Start>,
}

impl Draft {
    pub(super) fn new(title: Option<&str>, published: Option<&str>, bylines: &[&str]) -> Self {
        let published = published
            .and_then(Time::parse)
            .map(|time| (time.date, Some(time.minute)));
        let published = published.and_then(|(date, minute)| Some(Published { date: date?, minute }));
        Self {
            text: String::new(),
            meta: Meta {
                title: title.map(str::to_owned),
                published,
                bylines: bylines.iter().map(|&name| name.to_owned()).collect(),
                ..Meta::default()
            },
            blocks: Vec::new(),
            starts: Vec::new(),
        }
    }

    /// Adds a block to the section that is open.
    pub(super) fn add(&mut self, kind: Kind, text: &str) -> &mut Block {
        if let Some(before) = self.blocks.last_mut() {
            self.text.push_str("\n\n");
            before.tile.end = self.text.len() as u32;
        } else {
            self.starts.push(Start {
                first: BlockId(0),
                headline: None,
                time: None,
            });
        }
        let start = self.text.len() as u32;
        self.text.push_str(text);
        let span = Span::new(start, self.text.len() as u32);
        self.blocks.push(Block::new(kind, span, span));
        let last = self.blocks.len() - 1;
        &mut self.blocks[last]
    }

    /// Adds a block that opens a section and gives it its headline.
    pub(super) fn section(&mut self, kind: Kind, text: &str) -> &mut Block {
        let first = BlockId(self.blocks.len() as u32);
        let headline = Some(self.add(kind, text).text);
        if self.starts.last().is_some_and(|start| start.first == first) {
            self.starts.pop();
        }
        self.starts.push(Start {
            first,
            headline,
            time: None,
        });
        let last = self.blocks.len() - 1;
        &mut self.blocks[last]
    }

    /// Adds a caption that ends in its credit.
    pub(super) fn credited(&mut self, text: &str, credit: &str) -> &mut Block {
        let block = self.add(Kind::Caption, text);
        let end = block.text.end;
        block.credit = Some(Span::new(end - credit.len() as u32, end));
        block
    }

    pub(super) fn finish(mut self) -> Article {
        for start in &mut self.starts {
            start.time = self.blocks[start.first.index()].time;
        }
        Article::new(Text::from(self.text), self.meta, self.blocks, &self.starts).expect("a draft is well formed")
    }
}

/// Text that is clean, and starts and ends with what is not blank; full of what JSON and Markdown take for their
/// own.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-zäöß]{1,8}",
        2 => r#"[-"'\\*_`#<>&;:=+.!?|~()\[\]{}0-9/$]{1,4}"#,
        1 => "[“”’–…éŻşİçЖя港湾火소방العربहिन्द]{1,4}",
        1 => Just("👩🏽‍🚒".to_owned()),
        1 => "[0-9]{1,3}[.)]",
    ];
    let gap = prop_oneof![8 => Just(" "), 1 => Just("\n"), 1 => Just("\u{a0}"), 1 => Just("  ")];
    prop::collection::vec((word, gap), 1..12).prop_map(|words| {
        let text: String = words.iter().flat_map(|(word, gap)| [word.as_str(), gap]).collect();
        text.trim().to_owned()
    })
}

#[derive(Clone, Debug)]
struct Sketch {
    kind: Kind,
    text: prop::sample::Index,
    credit: Option<String>,
    time: Option<u16>,
    notes: [bool; 2],
    opens: bool,
}

fn sketch() -> impl Strategy<Value = Sketch> {
    let kind = prop::sample::select(Kind::ALL.to_vec());
    let credit = prop::option::of("[A-ZŁ][a-zé]{1,8} [A-Z][a-z]{1,8}/[A-Z]{2,4}");
    let time = prop::option::of(0u16..1440);
    let any = (
        kind,
        any::<prop::sample::Index>(),
        credit,
        time,
        any::<[bool; 2]>(),
        prop::bool::weighted(0.3),
    );
    any.prop_map(|(kind, text, credit, time, notes, opens)| Sketch {
        kind,
        text,
        credit,
        time,
        notes,
        opens,
    })
}

/// Any article, with many texts that stand in it more than once.
pub(super) fn article() -> impl Strategy<Value = Article> {
    let texts = prop::collection::vec(words(), 1..8);
    let title = prop::option::of("[A-Z][a-z“”&\u{a0}]{0,12}[a-z]");
    let published = prop::option::of((1000i32..3000, 1u8..13, 1u8..29, 0u16..1440));
    let bylines = prop::collection::vec("[A-Z][a-zé]{1,8} [A-Z][a-z]{1,8}", 0..3);
    let parts = (texts, prop::collection::vec(sketch(), 0..24), title, published, bylines);
    parts.prop_map(|(texts, sketches, title, published, bylines)| {
        let published = published.map(|(year, month, day, minute)| {
            format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}", minute / 60, minute % 60)
        });
        let names: Vec<&str> = bylines.iter().map(String::as_str).collect();
        let mut draft = Draft::new(title.as_deref(), published.as_deref(), &names);
        for sketch in &sketches {
            draw(&mut draft, sketch, &texts[sketch.text.index(texts.len())]);
        }
        draft.finish()
    })
}

fn draw(draft: &mut Draft, sketch: &Sketch, text: &str) {
    let block = match &sketch.credit {
        Some(credit) if sketch.kind == Kind::Caption => draft.credited(&format!("{text} - {credit}"), credit),
        _ if sketch.opens || sketch.kind == Kind::Heading => draft.section(sketch.kind, text),
        _ => draft.add(sketch.kind, text),
    };
    block.time = sketch.time.map(|minute| Time {
        date: None,
        minute,
        zone: None,
    });
    for (note, said) in Note::ALL.into_iter().zip(sketch.notes) {
        if said {
            block.notes.add(note);
        }
    }
}
