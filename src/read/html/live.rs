//! The posts of a live blog, from the page and from its description.

use rustc_hash::FxHashMap;

use super::collect::Piece;
use super::dom::NodeId;
use super::judge::{self, Judge, Judged};
use super::tag::Attr;
use super::weigh::{self, Shown};
use super::{body_drafts, is_shell, micro, posts};
use crate::article::{Kind, Time};
use crate::read::clean::one_line;
use crate::read::draft::{Draft, Opening, Post};
use crate::read::linked::Posting;
use crate::read::moment::Moment;
use crate::read::posting;
use crate::read::text::marked;

/// A page's drafts while its posts are looked for.
pub(super) struct Blog<'a> {
    pub(super) judge: &'a Judge<'a>,
    pub(super) drafts: Vec<Judged>,
    /// How far ahead of UTC the page's clock is.
    pub(super) zone: Option<i16>,
}

impl Blog<'_> {
    /// Finds the posts, and adds what the page's description says; what was made of that, in words.
    pub(super) fn weigh(&mut self, pieces: &[Piece]) -> Vec<String> {
        let judge = self.judge;
        let shell = is_shell(&self.drafts, pieces);
        let micro = micro::posts(judge.dom);
        let shown = Shown::of(self.drafts.iter().map(|judged| judged.draft.text.as_str()));
        let of_page = |posting: &&Posting| shell || weigh::is_of_page(posting, judge.title.as_deref(), &shown);
        let postings = &judge.about.postings;
        let mut remarks = Vec::new();
        let blog = postings
            .iter()
            .filter(|posting| !posting.updates.is_empty())
            .find(of_page);
        let mut named: Vec<NodeId> = micro.iter().map(|(id, _)| *id).collect();
        if let Some(blog) = blog {
            named.extend(weigh::named(judge.dom, &blog.updates));
        }
        named.retain(|id| judge.dom.lies_in(*id, judge.root));
        let own: Vec<Piece> = pieces
            .iter()
            .filter(|piece| judge.dom.lies_in(piece.node, judge.root) && !judge.clutter.has(piece.node))
            .cloned()
            .collect();
        let boxes = posts::find(judge.dom, judge.root, &own, &named);
        let firsts = self.open(&boxes);
        // By element: the first post by its properties that lies in it.
        let mut inside: FxHashMap<NodeId, &Posting> = FxHashMap::default();
        for (id, posting) in &micro {
            for around in judge.dom.around(*id) {
                inside.entry(around).or_insert(posting);
            }
        }
        for (&first, node) in &firsts {
            if let Some(posting) = inside.get(node) {
                self.add(first, posting, true);
            }
        }
        if let Some(blog) = blog {
            remarks.push(format!("its description has {} posts", blog.updates.len()));
            self.add_blog(blog, &firsts);
        } else if shell && let Some(article) = postings.iter().find(|posting| !posting.body.trim().is_empty()) {
            remarks.push("shows no text; its description does".to_owned());
            self.add_article(article);
        }
        if !postings.is_empty() && blog.is_none() && !shell && postings.iter().all(|posting| !of_page(&posting)) {
            remarks
                .push("its description is of another article, or says nothing of the text; not used for it".to_owned());
        }
        remarks
    }

    /// Says where posts begin; by draft, which element is its post.
    fn open(&mut self, boxes: &[NodeId]) -> FxHashMap<usize, NodeId> {
        let dom = self.judge.dom;
        let places: FxHashMap<NodeId, usize> = boxes.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let mut firsts = FxHashMap::default();
        let mut last = None;
        for at in 0..self.drafts.len() {
            let inside = dom.around(self.drafts[at].node).find(|id| places.contains_key(id));
            match inside {
                Some(node) if last != Some(node) => {
                    last = Some(node);
                    firsts.insert(at, node);
                }
                None if last.is_some() => {
                    last = None;
                    self.drafts[at].draft.opens = Some(Opening::Rest);
                }
                _ => {}
            }
        }
        for (&first, &node) in &firsts {
            let end = (first + 1..self.drafts.len())
                .find(|at| firsts.contains_key(at) || matches!(self.drafts[*at].draft.opens, Some(Opening::Rest)))
                .unwrap_or(self.drafts.len());
            judge::keep_links(dom, &mut self.drafts[first..end]);
            let post = self.post(node, first, end);
            self.drafts[first].draft.opens = Some(Opening::Post(Box::new(post)));
        }
        firsts
    }

    /// What a page shows of a post.
    fn post(&mut self, node: NodeId, first: usize, end: usize) -> Post {
        let dom = self.judge.dom;
        let id = dom.elements(node).take(16).find_map(|id| {
            [Attr::Id, Attr::DataId]
                .into_iter()
                .find_map(|attr| dom.attr(id, attr))
                .map(one_line)
                .filter(|id| !id.is_empty())
        });
        let (time, updated) = self.times(node, first, end);
        let author = self.drafts[first..end]
            .iter()
            .find(|judged| judged.draft.kind == Kind::Byline)
            .map(|judged| marked::names(&judged.draft.text).collect::<Vec<_>>().join(", "))
            .filter(|author| !author.is_empty());
        Post {
            permalink: id.as_ref().and_then(|id| {
                let page = self.judge.about.url.as_ref()?;
                Some(format!("{}#{id}", page.split('#').next().unwrap_or(page)))
            }),
            id,
            author,
            time,
            updated,
        }
    }

    /// The time of a post, and when it was changed: those of its `time` elements, else those that are printed. What stands
    /// after "Updated" is never the time of the post.
    fn times(&mut self, node: NodeId, first: usize, end: usize) -> (Option<Time>, Option<Time>) {
        let dom = self.judge.dom;
        let (mut time, mut updated) = (None, None);
        for id in dom.elements(node) {
            let Some(moment) = dom.attr(id, Attr::Datetime).and_then(Moment::parse) else {
                continue;
            };
            let Some(this) = moment.in_zone(self.zone).time() else {
                continue;
            };
            let around = dom
                .node(id)
                .parent
                .map(|parent| one_line(&dom.text(parent)))
                .unwrap_or_default();
            let class = dom.around(id).take(2).any(|id| {
                dom.attr(id, Attr::Class).is_some_and(|class| {
                    let class = class.to_ascii_lowercase();
                    class.contains("updated") || class.contains("modified")
                }) || dom.attr(id, Attr::Itemprop) == Some("dateModified")
            });
            let changed = class || (around.len() < 80 && is_change(&around));
            let place = if changed { &mut updated } else { &mut time };
            *place = place.or(Some(this));
        }
        for judged in &mut self.drafts[first..end] {
            if judged.draft.kind != Kind::Timestamp {
                continue;
            }
            let changed = is_change(&judged.draft.text);
            let printed = marked::time(&judged.draft.text);
            let place = if changed { &mut updated } else { &mut time };
            *place = place.or(printed);
            // The block itself bears the time that it prints, with the day that is known.
            judged.draft.time = if changed { None } else { time.or(printed) };
        }
        let updated = updated.filter(|updated| Some(*updated) != time);
        (time, updated)
    }

    fn add(&mut self, first: usize, described: &Posting, times: bool) {
        let zone = self.zone;
        if let Some(Opening::Post(post)) = &mut self.drafts[first].draft.opens {
            posting::add(post, described, zone, times);
            let time = post.time;
            if self.drafts[first].draft.kind == Kind::Timestamp {
                self.drafts[first].draft.time = time;
            }
        }
    }

    /// Adds what a description says of the posts, and the posts that are not shown.
    fn add_blog(&mut self, blog: &Posting, firsts: &FxHashMap<usize, NodeId>) {
        let times = !weigh::times_say_nothing(blog);
        let matched = weigh::matched(self.judge.dom, &self.drafts, firsts, &blog.updates);
        let mut is_shown = vec![false; blog.updates.len()];
        for (at, update) in matched.iter().enumerate() {
            if let Some(update) = *update {
                is_shown[update] = true;
                self.add(at, &blog.updates[update], times);
            }
        }
        // Posts of which the page shows the words, though not as posts, are shown.
        let shown = Shown::of(self.drafts.iter().map(|judged| judged.draft.text.as_str()));
        let unshown = (0..blog.updates.len()).filter(|at| {
            let update = &blog.updates[*at];
            let whole = format!(
                "{}\n{}",
                update.headline.as_deref().unwrap_or_default(),
                super::plain(&update.body)
            );
            !is_shown[*at] && shown.share(&whole).is_none_or(|share| share < 0.5)
        });
        let unshown: Vec<Vec<Judged>> = unshown
            .map(|at| self.unshown(&blog.updates[at], blog, times))
            .filter(|post| !post.is_empty())
            .collect();
        weigh::place(&mut self.drafts, unshown);
    }

    /// The drafts of a post that the page does not show.
    fn unshown(&self, update: &Posting, blog: &Posting, times: bool) -> Vec<Judged> {
        let node = self.judge.root;
        let drafts = posting::post(update, blog.headline.as_deref(), self.zone, times);
        drafts.into_iter().map(|draft| Judged { draft, node }).collect()
    }

    /// The text of an article that the page does not show.
    fn add_article(&mut self, article: &Posting) {
        let node = self.judge.root;
        let mut drafts = Vec::new();
        if !article.authors.is_empty() {
            drafts.push(Draft::new(
                Kind::Byline,
                article.authors.join(", "),
                "author of a description",
            ));
        }
        drafts.extend(body_drafts(&article.body));
        self.drafts
            .extend(drafts.into_iter().map(|draft| Judged { draft, node }));
    }
}

/// Whether a line says when something was changed, and not when it was written.
fn is_change(line: &str) -> bool {
    let line = line.to_lowercase();
    // Programs write these where people write "updated".
    let words = || line.split(|c: char| !c.is_alphanumeric());
    marked::is_change(&line) || words().any(|word| matches!(word, "modified" | "changed"))
}
