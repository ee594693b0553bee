//! What a page says of itself for machines, weighed against what it shows. What is shown wins for the text; the description
//! wins for times, authors, names and addresses, and gives the posts that are not shown.

use rustc_hash::{FxHashMap, FxHashSet};

use super::about::is_title;
use super::dom::{Dom, NodeId};
use super::judge::Judged;
use super::tag::Attr;
use crate::article::Date;
use crate::read::draft::{Opening, letters};
use crate::read::linked::Posting;
use crate::read::posting::name;
use crate::steps;

/// Words of a passage that are compared at a time.
const WINDOW: usize = 5;

/// What a page shows, for finding passages again.
pub(super) struct Shown {
    windows: FxHashSet<u64>,
}

impl Shown {
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut windows = FxHashSet::default();
        for text in texts {
            each_window(text, |hash| {
                windows.insert(hash);
            });
        }
        Self { windows }
    }

    /// Which part of a text's sentences is shown; none if it has none that could be compared.
    pub(super) fn share(&self, text: &str) -> Option<f32> {
        let (mut count, mut shown) = (0usize, 0usize);
        for sentence in text.split(['.', '!', '?', '\n', '。', '…']) {
            let (mut windows, mut there) = (0, 0);
            each_window(sentence, |hash| {
                windows += 1;
                there += usize::from(self.windows.contains(&hash));
            });
            count += usize::from(windows > 0);
            shown += usize::from(windows > 0 && there * 2 >= windows);
        }
        (count > 0).then(|| shown as f32 / count as f32)
    }
}

/// Calls back with a hash of each few words in a row. A short text is one window; scripts without blanks have one a
/// sentence.
fn each_window(text: &str, mut each: impl FnMut(u64)) {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    if words.len() < WINDOW {
        if words.iter().map(|word| word.chars().count()).sum::<usize>() >= 6 {
            each(hash(&words));
        }
        return;
    }
    for window in words.windows(WINDOW) {
        each(hash(window));
    }
}

fn hash(words: &[String]) -> u64 {
    use std::hash::{Hash, Hasher};
    let mut hasher = rustc_hash::FxHasher::default();
    words.hash(&mut hasher);
    hasher.finish()
}

/// The elements that the updates of a live blog name by the fragments of their addresses.
pub(super) fn named(dom: &Dom, updates: &[Posting]) -> Vec<NodeId> {
    let wanted: FxHashSet<&str> = updates.iter().filter_map(name).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let is_named = |id: NodeId| {
        [Attr::Id, Attr::DataId]
            .into_iter()
            .filter_map(|attr| dom.attr(id, attr))
            .any(|own| wanted.contains(own))
    };
    dom.elements(NodeId::ROOT).filter(|id| is_named(*id)).collect()
}

/// Whether a description is of this page: its title is the page's, its address is, or half of its sentences are shown.
pub(super) fn is_of_page(posting: &Posting, title: Option<&str>, shown: &Shown) -> bool {
    let bodies = posting.updates.iter().map(|update| update.body.as_str());
    let text = bodies.chain([posting.body.as_str()]).collect::<Vec<_>>().join("\n");
    if let Some(share) = shown.share(&text) {
        if share >= 0.5 {
            return true;
        }
        // An article's text is on its page, or it is another article's. A blog may show its newest posts alone.
        if posting.updates.is_empty() {
            return false;
        }
    }
    let said = posting.headline.as_deref();
    title.zip(said).is_some_and(|(title, said)| is_title(said, title))
}

/// Whether the times of updates say nothing: all are the blog's own, or all are one.
pub(super) fn times_say_nothing(blog: &Posting) -> bool {
    let times: Vec<_> = blog.updates.iter().map(|update| update.published).collect();
    let first = times.first().copied().flatten();
    times.len() > 1
        && times
            .iter()
            .all(|time| time.is_none() || *time == first || *time == blog.published)
        && times.iter().flatten().count() > 1
}

/// Which update each post of the page is: by name, by its words, by its headline.
pub(super) fn matched(
    dom: &Dom,
    drafts: &[Judged],
    boxes: &FxHashMap<usize, NodeId>,
    updates: &[Posting],
) -> Vec<Option<usize>> {
    let firsts: Vec<usize> = (0..drafts.len())
        .filter(|at| drafts[*at].draft.post().is_some())
        .collect();
    let mut by_name: FxHashMap<&str, usize> = FxHashMap::default();
    let mut by_words: FxHashMap<u64, usize> = FxHashMap::default();
    let mut by_headline: FxHashMap<String, usize> = FxHashMap::default();
    for (at, update) in updates.iter().enumerate() {
        if let Some(name) = name(update) {
            by_name.entry(name).or_insert(at);
        }
        if let Some(headline) = &update.headline {
            by_headline.entry(letters(headline)).or_insert(at);
        }
        let plain = super::plain(&update.body);
        each_window(&plain, |hash| {
            by_words.entry(hash).or_insert(at);
        });
    }
    let mut taken = FxHashSet::default();
    let mut found = vec![None; drafts.len()];
    // Names first: a pinned copy, which has none, must not take the place of the post.
    for &first in &firsts {
        let named = boxes.get(&first).and_then(|post| {
            dom.elements(*post).take(64).find_map(|id| {
                [Attr::Id, Attr::DataId]
                    .into_iter()
                    .filter_map(|attr| dom.attr(id, attr))
                    .find_map(|own| by_name.get(own).copied())
            })
        });
        found[first] = named.filter(|at| taken.insert(*at));
    }
    for (number, &first) in firsts.iter().enumerate() {
        if found[first].is_some() {
            continue;
        }
        let end = firsts.get(number + 1).copied().unwrap_or(drafts.len());
        let post = &drafts[first..end];
        let update = by_votes(post, &by_words).or_else(|| {
            let mut heads = post.iter().take(4);
            heads.find_map(|judged| by_headline.get(&letters(&judged.draft.text)).copied())
        });
        found[first] = update.filter(|at| taken.insert(*at));
    }
    found
}

/// The update that has most of the words of a post, if it has a third of them.
fn by_votes(post: &[Judged], by_words: &FxHashMap<u64, usize>) -> Option<usize> {
    let mut votes: FxHashMap<usize, usize> = FxHashMap::default();
    let mut windows = 0;
    for judged in post {
        each_window(&judged.draft.text, |hash| {
            windows += 1;
            if let Some(at) = by_words.get(&hash) {
                *votes.entry(*at).or_default() += 1;
            }
        });
    }
    let best = votes
        .into_iter()
        .max_by_key(|(at, count)| (*count, std::cmp::Reverse(*at)));
    best.filter(|(_, count)| *count * 3 >= windows.min(24))
        .map(|(at, _)| at)
}

/// The time of a post, if it can be compared.
fn key(judged: &Judged) -> Option<(Date, u16)> {
    let time = judged.draft.post()?.time?;
    Some((time.date?, time.minute))
}

/// Posts of which none is shown, the newest first: in the order that they are given in, or the other way round, if that is
/// one of times but for a few that were moved. A list without order is not theirs to keep.
fn ordered(posts: &mut [Vec<Judged>]) -> bool {
    let times: Vec<_> = posts.iter().filter_map(|post| key(post.first()?)).collect();
    let rising = times.windows(2).filter(|pair| pair[0] < pair[1]).count();
    let falling = times.windows(2).filter(|pair| pair[0] > pair[1]).count();
    if rising > falling {
        posts.reverse();
    }
    rising.min(falling) * 5 <= rising.max(falling)
}

/// Puts posts that are not shown among those that are, by their times; behind all of them, before what follows the posts,
/// where their times tell nothing.
pub(super) fn place(drafts: &mut Vec<Judged>, mut unshown: Vec<Vec<Judged>>) {
    let times: Vec<_> = drafts.iter().filter_map(key).collect();
    let rest = |judged: &Judged| matches!(judged.draft.opens, Some(Opening::Rest));
    let behind = drafts.iter().position(rest).unwrap_or(drafts.len());
    if times.is_empty() && ordered(&mut unshown) {
        drafts.splice(behind..behind, unshown.into_iter().flatten());
        return;
    }
    let newest_first = times.first() >= times.last();
    let follows = |one, other| if newest_first { one < other } else { one > other };
    // By post that is shown: where it stands, and the last in order of the times up to there. A time stands before the
    // first post that follows it.
    let mut shown: Vec<(usize, _)> = Vec::with_capacity(times.len());
    for (at, time) in drafts
        .iter()
        .enumerate()
        .filter_map(|(at, judged)| Some((at, key(judged)?)))
    {
        let last = shown.last().map(|&(_, last)| last).filter(|&last| !follows(time, last));
        shown.push((at, last.unwrap_or(time)));
    }
    let mut placed: Vec<(usize, _, Vec<Judged>)> = unshown
        .into_iter()
        .map(|post| {
            let time = post.first().and_then(key);
            let next = time.and_then(|time| shown.get(shown.partition_point(|&(_, last)| !follows(last, time))));
            (next.map_or(behind, |&(at, _)| at), time, post)
        })
        .collect();
    steps::count(placed.len() + drafts.len());
    // Stable: of one time they stay in their order, and those without one stand last.
    placed.sort_by(|(at, time, _), (other_at, other, _)| {
        at.cmp(other_at).then_with(|| match (time, other) {
            (Some(time), Some(other)) if newest_first => other.cmp(time),
            (Some(time), Some(other)) => time.cmp(other),
            _ => time.is_none().cmp(&other.is_none()),
        })
    });
    let mut placed = placed.into_iter().peekable();
    for (at, judged) in std::mem::take(drafts).into_iter().enumerate() {
        while let Some((_, _, post)) = placed.next_if(|(before, ..)| *before <= at) {
            drafts.extend(post);
        }
        drafts.push(judged);
    }
    drafts.extend(placed.flat_map(|(_, _, post)| post));
}

#[cfg(test)]
mod tests {
    use super::super::dom::NodeId;
    use super::*;
    use crate::article::{Kind, Time};
    use crate::read::draft::{Draft, Post};

    fn post(name: &str, time: Option<&str>) -> Judged {
        let mut draft = Draft::new(Kind::Paragraph, name.to_owned(), "");
        let time = time.map(|clock| Time::parse(&format!("2031-03-14T{clock}")).expect("a time"));
        draft.opens = Some(Opening::Post(Box::new(Post {
            time,
            ..Post::default()
        })));
        Judged {
            draft,
            node: NodeId::ROOT,
        }
    }

    fn placed(shown: &[(&str, Option<&str>)], unshown: &[(&str, Option<&str>)]) -> String {
        let mut drafts: Vec<Judged> = shown.iter().map(|(name, time)| post(name, *time)).collect();
        for judged in drafts.iter_mut().filter(|judged| judged.draft.text == "rest") {
            judged.draft.opens = Some(Opening::Rest);
        }
        place(
            &mut drafts,
            unshown.iter().map(|(name, time)| vec![post(name, *time)]).collect(),
        );
        let names: Vec<&str> = drafts.iter().map(|judged| judged.draft.text.as_str()).collect();
        names.join(" ")
    }

    #[test]
    fn posts_that_are_not_shown_stand_where_their_times_are() {
        let shown = [
            ("f", Some("16:00")),
            ("d", Some("14:00")),
            ("b", Some("12:00")),
            ("rest", None),
        ];
        let unshown = [
            ("?", None),
            ("e", Some("15:00")),
            ("a", Some("11:00")),
            ("g", Some("17:00")),
            ("e2", Some("15:00")),
            ("c", Some("13:00")),
            ("a2", Some("11:30")),
        ];
        assert_eq!(placed(&shown, &unshown), "g f e e2 d c b a2 a ? rest");
        let oldest_first = [("b", Some("12:00")), ("d", Some("14:00")), ("rest", None)];
        assert_eq!(
            placed(
                &oldest_first,
                &[("e", Some("15:00")), ("a", Some("11:00")), ("c", Some("13:00"))]
            ),
            "a b c d e rest"
        );
    }

    #[test]
    fn posts_of_which_none_is_shown_keep_their_order() {
        let posts = |names: &'static str| -> Vec<(&str, Option<&str>)> {
            let time = |name: &str| match name {
                "a" => "11:00",
                "b" => "12:00",
                "c" => "13:00",
                "d" => "14:00",
                "e" => "15:00",
                "f" => "16:00",
                _ => "17:00",
            };
            names.split(' ').map(|name| (name, Some(time(name)))).collect()
        };
        assert_eq!(placed(&[], &posts("a b")), "b a");
        // One was moved, and stays where it was put.
        assert_eq!(placed(&[], &posts("g f e c d b a")), "g f e c d b a");
        assert_eq!(placed(&[], &posts("a b d c e f g")), "g f e c d b a");
        assert_eq!(placed(&[], &posts("b a d c f e")), "f e d c b a");
    }
}
