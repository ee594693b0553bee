//! The posts of an article, and what each says.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::{Article, BlockId, Kind, Section, Time};
use crate::fold::{self, Moments};
use crate::recall::{Fingerprint, fingerprints};
use crate::steps;

/// One answer of a source.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    /// What the article is called.
    pub title: Option<Arc<str>>,
    /// Its posts in the order of the page, each once.
    pub posts: Vec<Arc<Post>>,
    /// Whether the page begins with what was published last.
    pub newest_first: bool,
    /// Whether it is all that there is, and nothing is still to come.
    pub whole: bool,
    /// When it was made, in a count that grows: seconds, or a number.
    pub made: Option<i64>,
    /// What tells one answer from another: a hash of its bytes.
    pub mark: u64,
}

/// A post: what heads it, and what it says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Post {
    /// What its page calls it.
    pub id: Option<Arc<str>>,
    /// Its address.
    pub permalink: Option<Arc<str>>,
    /// When it was published.
    pub time: Option<Time>,
    /// When it was last changed.
    pub updated: Option<Time>,
    /// Its headline.
    pub headline: Option<Arc<str>>,
    /// Who wrote it.
    pub author: Option<Arc<str>>,
    /// Its blocks, all of them.
    pub blocks: Vec<PostBlock>,
    /// Of all its words, however they are cut into blocks.
    pub words: Fingerprint,
    /// Its first and last block in its article.
    pub range: (BlockId, BlockId),
}

/// A block of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostBlock {
    /// What it is.
    pub kind: Kind,
    /// What it says.
    pub text: Arc<str>,
    /// The same as a fingerprint.
    pub print: Fingerprint,
    /// Whether it is the post's headline.
    pub is_headline: bool,
    /// How many blocks of the post stand before it.
    pub nth: u32,
}

impl PostBlock {
    /// Whether it says something, and not when, by whom or where.
    pub fn is_content(&self) -> bool {
        !matches!(self.kind, Kind::Timestamp | Kind::Byline | Kind::Boilerplate)
    }
}

impl Edition {
    /// Of an article. An article without posts has its sections for posts.
    pub fn of(article: &Article) -> Self {
        let prints = fingerprints(article);
        let moments = Moments::of(article);
        let posts = ranges(article);
        let mut normal = Normal::default();
        let posts = posts
            .into_iter()
            .map(|(first, last)| Arc::new(post(article, &prints, first, last, &mut normal)));
        let mut edition = Self {
            title: article.meta().title.as_deref().map(normal_title),
            posts: posts.collect(),
            newest_first: moments.is_empty() || moments.newest_first,
            whole: true,
            ..Self::default()
        };
        edition.drop_copies();
        edition
    }

    /// Of articles that are a post each.
    pub fn of_posts(articles: &[Article]) -> Self {
        let mut normal = Normal::default();
        let post = |article: &Article| article.last().map(|last| whole_post(article, last, &mut normal));
        let posts: Vec<Arc<Post>> = articles.iter().filter_map(post).map(Arc::new).collect();
        let moments = |post: &Arc<Post>| post.time.map(|time| (time.date, time.minute));
        let ends = posts.first().and_then(moments).zip(posts.last().and_then(moments));
        let mut edition = Self {
            newest_first: ends.is_none_or(|(first, last)| first >= last),
            posts,
            whole: true,
            ..Self::default()
        };
        edition.drop_copies();
        edition
    }

    /// Leaves out pinned copies: of posts of one time that say the same, the last one is the post. A copy stands above, and
    /// may have a word of its own, such as "Pinned", or the id of the post it is of.
    fn drop_copies(&mut self) {
        /// Posts with the same block that are compared: of more, it is a formula.
        const FEW: usize = 8;
        let mut by_block: FxHashMap<Fingerprint, Vec<usize>> = FxHashMap::default();
        let mut dropped = vec![false; self.posts.len()];
        for (at, post) in self.posts.iter().enumerate() {
            for block in post.contents().filter(|block| !block.is_headline) {
                let others = by_block.entry(block.print).or_default();
                for &other in others.iter().rev().take(FEW).filter(|&&other| other != at) {
                    if !dropped[other] && self.posts[other].is_copy_of(post) {
                        dropped[other] = true;
                    }
                }
                others.push(at);
            }
        }
        let mut dropped = dropped.into_iter();
        self.posts.retain(|_| dropped.next() != Some(true));
    }
}

impl Post {
    /// The blocks that say something.
    pub fn contents(&self) -> impl Iterator<Item = &PostBlock> {
        self.blocks.iter().filter(|block| block.is_content())
    }

    /// What it says: its headline and its blocks, a line each. A caption that is printed twice says it once.
    pub fn text(&self) -> String {
        let headline = self.headline.as_deref().filter(|_| !self.has_headline_block());
        let lines: Vec<&str> = headline
            .into_iter()
            .chain(self.said().map(|block| &*block.text))
            .collect();
        lines.join("\n")
    }

    /// The blocks that say something, each caption once.
    pub fn said(&self) -> impl Iterator<Item = &PostBlock> {
        let mut captions: FxHashSet<Fingerprint> = FxHashSet::default();
        self.contents()
            .filter(move |block| block.kind != Kind::Caption || captions.insert(block.print))
    }

    fn has_headline_block(&self) -> bool {
        self.blocks.iter().any(|block| block.is_headline)
    }

    /// Whether two posts were published at the same time, as far as both tell; `None` if one does not.
    pub(super) fn same_time(&self, other: &Self) -> Option<bool> {
        let (one, two) = self.time.zip(other.time)?;
        let days = one.date.zip(two.date).is_none_or(|(one, two)| one == two);
        Some(days && one.minute == two.minute)
    }

    /// How much of what the smaller of two posts says stands in the other, word for word, by blocks: 0 to 1.
    pub(super) fn shared_blocks(&self, other: &Self) -> f32 {
        let prints = |post: &Self| -> Vec<Fingerprint> {
            let mut prints: Vec<_> = post.contents().map(|block| block.print).collect();
            prints.sort_unstable();
            prints.dedup();
            prints
        };
        let (one, two) = (prints(self), prints(other));
        let shared = one.iter().filter(|print| two.binary_search(print).is_ok()).count();
        let least = one.len().min(two.len());
        if least == 0 { 0.0 } else { shared as f32 / least as f32 }
    }

    fn is_copy_of(&self, other: &Self) -> bool {
        /// As much of one in the other, and it is a copy: of three blocks, one may be the word "Pinned".
        const COPY: f32 = 0.5;
        let same_id = self.id.is_some() && self.id == other.id;
        let share = if same_id || self.same_time(other) == Some(true) {
            COPY
        } else {
            0.75
        };
        self.same_time(other) != Some(false) && self.shared_blocks(other) >= share
    }

    /// The fragment of its address, or all of one that has none.
    pub(super) fn fragment(&self) -> Option<&str> {
        let address = self.permalink.as_deref()?;
        let fragment = address.rsplit_once('#').map(|(_, fragment)| fragment);
        fragment.filter(|fragment| !fragment.is_empty()).or(Some(address))
    }
}

/// Words as they are compared, in memory that is used again.
#[derive(Default)]
pub(super) struct Normal(String);

impl Normal {
    fn words<'a>(&mut self, texts: impl Iterator<Item = &'a str>) -> Fingerprint {
        self.0.clear();
        for text in texts {
            self.0.push_str(text);
            self.0.push('\n');
        }
        steps::count(self.0.len());
        Fingerprint::of(&self.0)
    }
}

/// What two titles are compared by.
fn normal_title(title: &str) -> Arc<str> {
    fold::normal(title).into()
}

/// Whether a post begins with a section.
fn opens_post(article: &Article, section: &Section) -> bool {
    let names = |id: BlockId| {
        article.extras(id).is_some_and(|extras| {
            let is_post = article.block(id).kind != Kind::Title;
            is_post && (extras.permalink.is_some() || extras.updated.is_some() || extras.author.is_some())
        })
    };
    section.time.is_some() || names(section.first)
}

/// The first and last blocks of the posts. What has no time belongs to the post above it: a headline inside a post.
fn ranges(article: &Article) -> Vec<(BlockId, BlockId)> {
    let sections = article.sections();
    let has_posts = sections.iter().any(|section| opens_post(article, section));
    let mut ranges: Vec<(BlockId, BlockId)> = Vec::new();
    for section in sections {
        if !has_posts || opens_post(article, section) {
            ranges.push((section.first, section.last));
        } else if let Some(last) = ranges.last_mut() {
            last.1 = section.last;
        }
    }
    ranges
}

fn post(article: &Article, prints: &[Fingerprint], first: BlockId, last: BlockId, normal: &mut Normal) -> Post {
    let section = article.section(article.block(first).section);
    let extras = (first.0..=last.0)
        .map(BlockId)
        .take(4)
        .find_map(|id| {
            // The address at a quotation is that of an embedded post.
            let own = article.block(id).kind != Kind::Quote || id == first;
            article
                .extras(id)
                .filter(|extras| own && (extras.id.is_some() || extras.permalink.is_some()))
        })
        .or(article.extras(first));
    let shared = |text: &String| Arc::<str>::from(text.as_str());
    // The headline of a post without a heading is a stretch of its first sentence, and no headline of its own.
    let heading = (first.0..=section.last.0)
        .map(BlockId)
        .find(|&id| article.block(id).kind == Kind::Heading)
        .filter(|&id| {
            section
                .headline
                .is_none_or(|headline| article.block(id).tile.contains(headline))
        });
    let blocks: Vec<PostBlock> = (first.0..=last.0)
        .map(BlockId)
        .filter(|&id| !article.text_of(id).is_empty())
        .map(|id| PostBlock {
            kind: article.block(id).kind,
            text: article.text_of(id).into(),
            print: prints[id.index()],
            is_headline: Some(id) == heading,
            nth: id.0 - first.0,
        })
        .collect();
    let byline = blocks
        .iter()
        .take_while(|block| block.is_headline || !block.is_content());
    let byline = byline.into_iter().find(|block| block.kind == Kind::Byline);
    Post {
        id: extras.and_then(|extras| extras.id.as_ref()).map(shared),
        permalink: extras.and_then(|extras| extras.permalink.as_ref()).map(shared),
        time: section.time,
        updated: extras.and_then(|extras| extras.updated),
        headline: heading.map(|id| article.text_of(id).into()),
        author: extras
            .and_then(|extras| extras.author.as_ref())
            .map(shared)
            .or_else(|| byline.map(|block| without_by(&block.text))),
        words: normal.words(blocks.iter().map(|block| &*block.text)),
        blocks,
        range: (first, last),
    }
}

/// An article as one post.
fn whole_post(article: &Article, last: BlockId, normal: &mut Normal) -> Post {
    let prints = fingerprints(article);
    let mut post = post(article, &prints, BlockId(0), last, normal);
    let meta = article.meta();
    let title = post.blocks.iter().position(|block| block.kind == Kind::Title);
    if let Some(at) = title {
        post.blocks[at].is_headline = true;
    }
    let published = meta.published.map(|published| Time {
        date: Some(published.date),
        minute: published.minute.unwrap_or(0),
        zone: None,
    });
    post.headline = meta.title.as_deref().map(Arc::from).or(post.headline);
    if title.is_some_and(|at| begins_what_follows(&post.blocks[at..])) {
        // A title that was cut off the text says it again.
        post.blocks.retain(|block| !block.is_headline);
        post.headline = None;
    }
    post.time = published.or(post.time);
    post.id = meta.id.as_deref().map(Arc::from).or(post.id);
    post.permalink = meta.url.as_deref().map(Arc::from).or(post.permalink);
    post.author = post.author.or(meta.bylines.first().map(|name| name.as_str().into()));
    post
}

/// Whether the words of the first block are those that the next ones begin with.
fn begins_what_follows(blocks: &[PostBlock]) -> bool {
    let [first, rest @ ..] = blocks else { return false };
    let first = fold::normal(&first.text);
    let mut words = String::new();
    for block in rest {
        if words.len() > first.len() {
            break;
        }
        words.push_str(&fold::normal(&block.text));
        words.push(' ');
    }
    !first.is_empty() && words.starts_with(&first)
}

/// A name without the "By" before it.
fn without_by(text: &str) -> Arc<str> {
    let name = text.split_once(' ').filter(|(by, _)| by.eq_ignore_ascii_case("by"));
    name.map_or(text, |(_, name)| name.trim()).into()
}
