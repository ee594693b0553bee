//! Live blogs, written down in a test, and what following them tells.

use std::sync::Arc;

use dateline::article::{Article, Block, BlockId, Extras, Kind, Meta, Span, Start, Text, Time};
use dateline::follow::{Edition, Event, Follower, Step, What};

/// A post.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    pub(super) id: Option<String>,
    pub(super) minute: Option<u16>,
    pub(super) headline: String,
    pub(super) lines: Vec<String>,
    pub(super) updated: Option<u16>,
}

/// A post of this minute: its id and its words are made of that.
pub(super) fn post(minute: u16) -> Draft {
    let words = ["quay", "ferry", "smoke", "harbour", "crew", "wind", "bridge", "council"];
    let word = |nth: u16| words[usize::from((minute + nth * 3) % 8)];
    Draft {
        id: Some(format!("p{minute}")),
        minute: Some(minute),
        headline: format!("The {} at {minute} and the {}", word(0), word(1)),
        lines: vec![
            format!(
                "At minute {minute} the {} was seen near the {} again.",
                word(2),
                word(4)
            ),
            format!("Nobody at the {} could say why {minute} of them had come.", word(5)),
        ],
        updated: None,
    }
}

impl Draft {
    pub(super) fn without_id(mut self) -> Self {
        self.id = None;
        self
    }

    pub(super) fn called(mut self, id: &str) -> Self {
        self.id = Some(id.to_owned());
        self
    }

    pub(super) fn saying(mut self, line: &str) -> Self {
        line.clone_into(&mut self.lines[0]);
        self
    }

    pub(super) fn with(mut self, line: &str) -> Self {
        self.lines.push(line.to_owned());
        self
    }

    pub(super) fn updated(mut self, minute: u16) -> Self {
        self.updated = Some(minute);
        self
    }
}

/// Posts of these minutes, in this order.
pub(super) fn posts(minutes: impl IntoIterator<Item = u16>) -> Vec<Draft> {
    minutes.into_iter().map(post).collect()
}

#[derive(Default)]
struct Builder {
    text: String,
    blocks: Vec<Block>,
    starts: Vec<Start>,
    extras: Vec<(BlockId, Extras)>,
}

impl Builder {
    fn block(&mut self, kind: Kind, words: &str) -> BlockId {
        let start = self.text.len() as u32;
        self.text.push_str(words);
        let end = self.text.len() as u32;
        self.text.push_str("\n\n");
        self.blocks
            .push(Block::new(kind, Span::new(start, end + 2), Span::new(start, end)));
        BlockId(self.blocks.len() as u32 - 1)
    }
}

fn time(minute: u16) -> Time {
    let date = dateline::article::Date::new(2026, 8, 15);
    Time {
        date,
        minute,
        zone: None,
    }
}

/// The article of these posts.
pub(super) fn page(title: &str, posts: &[Draft]) -> Article {
    let mut builder = Builder::default();
    builder.block(Kind::Title, title);
    builder.block(Kind::Paragraph, "Follow the fire at the harbour here.");
    builder.starts.push(Start {
        first: BlockId(0),
        headline: None,
        time: None,
    });
    for post in posts {
        let first = builder.block(Kind::Heading, &post.headline);
        builder.starts.push(Start {
            first,
            headline: Some(builder.blocks[first.index()].text),
            time: post.minute.map(time),
        });
        let extras = Extras {
            id: post.id.clone(),
            permalink: post.id.as_ref().map(|id| format!("https://example.org/live#{id}")),
            updated: post.updated.map(time),
            ..Extras::default()
        };
        builder.extras.push((first, extras));
        for line in &post.lines {
            builder.block(Kind::Paragraph, line);
        }
    }
    let meta = Meta {
        title: Some(title.to_owned()),
        ..Meta::default()
    };
    let article = Article::new(Text::from(builder.text), meta, builder.blocks, &builder.starts);
    let article = article.and_then(|article| article.with_extras(builder.extras));
    article.expect("a whole article")
}

/// An answer with these posts; its mark is of what it says.
pub(super) fn edition(posts: &[Draft]) -> Edition {
    answer(&page("Harbour fire", posts))
}

pub(super) fn answer(article: &Article) -> Edition {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    article.text().hash(&mut hasher);
    Edition {
        mark: hasher.finish(),
        ..Edition::of(article)
    }
}

/// What a step tells: "new p7", "edit p7".
pub(super) fn told(step: &Step) -> Vec<String> {
    step.events.iter().map(tell).collect()
}

fn tell(event: &Event) -> String {
    let what = match event.what {
        What::New if event.initial => "older",
        What::New => "new",
        What::Restored => "restored",
        What::Edited(_) => "edit",
        What::Removed => "removed",
    };
    format!("{what} {}", event.key)
}

/// Follows these answers; what each of them but the first tells.
pub(super) fn follow<T: AsRef<[Draft]>>(answers: impl IntoIterator<Item = T>) -> Vec<Vec<String>> {
    let mut follower = Follower::new();
    let told = answers
        .into_iter()
        .map(|posts| told(&follower.take(&edition(posts.as_ref()))));
    told.skip(1).collect()
}

/// The article, shared.
pub(super) fn shared(article: Article) -> Arc<Article> {
    Arc::new(article)
}
