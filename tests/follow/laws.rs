//! Whatever becomes of a blog: whoever has followed it has what is there now.

use std::collections::BTreeMap;

use dateline::article::BlockId;
use dateline::follow::{Edition, Follower, Merged, What, merged};
use proptest::prelude::*;

use super::support::{Draft, answer, page, post, shared};

#[derive(Clone, Debug)]
enum Change {
    Add,
    Late(usize),
    Reword(usize, u16),
    Remove(usize),
    Swap(usize),
    Shorten(usize),
}

fn change() -> impl Strategy<Value = Change> {
    let at = 0..40usize;
    prop_oneof![
        3 => Just(Change::Add),
        1 => at.clone().prop_map(Change::Late),
        2 => (at.clone(), 0..900u16).prop_map(|(at, word)| Change::Reword(at, word)),
        1 => at.clone().prop_map(Change::Remove),
        1 => at.clone().prop_map(Change::Swap),
        1 => at.prop_map(Change::Shorten),
    ]
}

fn changed(posts: &[Draft], next: &mut u16, change: &Change) -> Vec<Draft> {
    let mut posts = posts.to_vec();
    let last = posts.len() - 1;
    match *change {
        Change::Add => posts.insert(0, post(*next)),
        Change::Late(at) => posts.insert(at.min(last), post(*next)),
        Change::Reword(at, word) => {
            let at = at.min(last);
            posts[at] = posts[at]
                .clone()
                .saying(&format!("It is said that {word} of them were seen."));
        }
        Change::Remove(at) if last > 3 => drop(posts.remove(at.min(last))),
        Change::Swap(at) if last > 3 => posts.swap(at.min(last - 1), at.min(last - 1) + 1),
        Change::Shorten(at) if posts[at.min(last)].lines.len() > 1 => drop(posts[at.min(last)].lines.pop()),
        Change::Remove(_) | Change::Swap(_) | Change::Shorten(_) => {}
    }
    *next += 1;
    posts
}

proptest! {
    /// The events, applied to what was there, give what is there; the merged article without what it kept is the one that
    /// the last answer is.
    #[test]
    fn following_any_versions_ends_where_opening_the_last_one_does(
        changes in prop::collection::vec(change(), 1..24),
        ids in any::<bool>(),
        shown in 4..20usize,
    ) {
        let mut next = 6;
        let mut posts: Vec<Draft> = (1..6).rev().map(post).collect();
        let mut follower = Follower::new();
        let mut kept = Merged::default();
        let mut told: BTreeMap<String, String> = BTreeMap::new();
        for (made, change) in changes.iter().enumerate() {
            posts = changed(&posts, &mut next, change);
            let part = posts.iter().take(shown).cloned();
            let part: Vec<Draft> = part.map(|post| if ids { post } else { post.without_id() }).collect();
            let article = shared(page("Harbour fire", &part));
            let edition = Edition { made: i64::try_from(made).ok(), ..answer(&article) };
            for event in follower.take(&edition).events {
                match event.what {
                    What::Removed => drop(told.remove(&*event.key)),
                    _ => drop(told.insert(event.key.to_string(), event.post.text())),
                }
            }
            kept = merged(&kept, &article, follower.known(), follower.version());
            // What the last answer shows is told as it shows it.
            let known = follower.known().iter().filter(|known| known.seen == follower.version());
            for known in known {
                prop_assert_eq!(told.get(&*known.key), Some(&known.post.text()));
                let (first, last) = kept.range(&known.key).expect("it is shown");
                let words = |id: u32| kept.article.text_of(BlockId(id)).to_owned();
                let text: Vec<String> = (first.0..=last.0).map(words).collect();
                prop_assert_eq!(text.join("\n"), known.post.text());
            }
            // Every post is in the article once, and nothing else is.
            let mut ours: Vec<(BlockId, BlockId)> = follower.known().iter().filter_map(|known| kept.range(&known.key)).collect();
            prop_assert_eq!(ours.len(), follower.known().len());
            ours.sort();
            prop_assert!(ours.windows(2).all(|pair| pair[0].1 < pair[1].0));
            let gone: Vec<_> = follower.known().iter().filter(|known| known.seen < follower.version()).collect();
            let ranges: Vec<_> = gone.iter().filter_map(|known| kept.range(&known.key)).collect();
            let is_kept = |id: &BlockId| ranges.iter().any(|(first, last)| (first..=last).contains(&id));
            let rest: Vec<&str> = kept.article.ids().filter(|id| !is_kept(id)).map(|id| kept.article.text_of(id)).collect();
            let whole: Vec<&str> = article.ids().map(|id| article.text_of(id)).collect();
            prop_assert_eq!(rest, whole);
            prop_assert_eq!(kept.removed.len(), follower.known().iter().filter(|known| known.removed).count());
            if gone.is_empty() {
                prop_assert!(std::sync::Arc::ptr_eq(&kept.article, &article));
            }
        }
    }

    /// An answer given twice, or once more later, tells nothing the second time.
    #[test]
    fn the_same_answer_again_is_no_news(changes in prop::collection::vec(change(), 1..12)) {
        let mut next = 6;
        let mut posts: Vec<Draft> = (1..6).rev().map(post).collect();
        let mut follower = Follower::new();
        follower.take(&answer(&page("Harbour fire", &posts)));
        for change in &changes {
            posts = changed(&posts, &mut next, change);
            let article = page("Harbour fire", &posts);
            follower.take(&answer(&article));
            let again = follower.take(&answer(&article));
            let news: Vec<_> = again.events.iter().filter(|event| event.what != What::Removed).collect();
            prop_assert!(news.is_empty(), "{:?}", news);
        }
    }
}
