//! What is news, and what is none.

use std::sync::Arc;

use dateline::article::{Article, BlockId};
use dateline::follow::{Edition, Follower, Merged, Verdict, merged};

use super::support::{Draft, answer, edition, follow, page, post, posts, told};

fn nothing() -> Vec<String> {
    Vec::new()
}

#[test]
fn a_post_that_was_not_there_is_new_wherever_it_stands() {
    let now = posts([9, 7, 6, 5]);
    assert_eq!(follow([posts([7, 5]), now]), [["new p9", "new p6"]]);
}

#[test]
fn other_words_are_an_edit_and_a_stamp_is_none() {
    let edited = vec![
        post(7),
        post(5).saying("At minute 5 the wind was seen near the crew again."),
    ];
    assert_eq!(follow([posts([7, 5]), edited]), [["edit p5"]]);
    let stamped = vec![post(7).updated(30), post(5).with("Updated at 12:05")];
    assert_eq!(follow([posts([7, 5]), stamped]), [nothing()]);
    let counted = |count| vec![post(7), post(5).with(&format!("{count} comments"))];
    assert_eq!(follow([counted(12), counted(140)]), [nothing()]);
    let dead = |count| vec![post(7), post(5).with(&format!("At least {count} people are dead."))];
    assert_eq!(follow([dead(12), dead(140)]), [["edit p5"]]);
}

#[test]
fn another_order_is_no_news() {
    assert_eq!(follow([posts([9, 7, 6, 5]), posts([9, 6, 7, 5])]), [nothing()]);
}

#[test]
fn a_changed_id_with_the_same_time_and_words_is_the_same_post() {
    let renamed: Vec<Draft> = posts([7, 6, 5])
        .into_iter()
        .map(|post| post.called("x").without_id())
        .collect();
    assert_eq!(follow([posts([7, 6, 5]), renamed]), [nothing()]);
    let renamed: Vec<Draft> = [7, 6, 5]
        .map(|minute| post(minute).called(&format!("other-{minute}")))
        .into();
    assert_eq!(follow([posts([7, 6, 5]), renamed]), [nothing()]);
    // Numbers from the top: each post gets the number that the one above it had.
    let numbered = |minutes: &[u16]| -> Vec<Draft> {
        let posts = minutes.iter().enumerate();
        posts
            .map(|(at, &minute)| post(minute).called(&format!("post-{at}")))
            .collect()
    };
    let told = follow([numbered(&[7, 6, 5]), numbered(&[8, 7, 6, 5])]);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].len(), 1, "{told:?}");
    assert!(told[0][0].starts_with("new "), "{told:?}");
}

#[test]
fn a_pinned_copy_is_no_post() {
    let pinned = |posts: Vec<Draft>, minute| -> Vec<Draft> {
        let copy = post(minute).without_id().with("Pinned");
        std::iter::once(copy).chain(posts).collect()
    };
    // Some pages say so first, and name the post that it is a copy of.
    let mut labelled = post(5);
    labelled.lines.insert(0, "Pinned".to_owned());
    let labelled: Vec<Draft> = std::iter::once(labelled).chain(posts([7, 6, 5])).collect();
    assert_eq!(follow([posts([7, 6, 5]), labelled]), [nothing()]);
    let told = follow([posts([7, 6, 5]), pinned(posts([7, 6, 5]), 5), posts([8, 7, 6, 5])]);
    assert_eq!(told, [nothing(), vec!["new p8".to_owned()]]);
    // The post itself may have left the page: then its copy is no neighbour.
    let all = posts(1..=9).into_iter().rev().collect::<Vec<_>>();
    let short = |from: usize| all[from..from + 4].to_vec();
    let told = follow([
        all.clone(),
        pinned(short(0), 2),
        pinned(short(0), 2),
        pinned(short(1), 2),
    ]);
    assert_eq!(told, [nothing(), nothing(), nothing()]);
}

#[test]
fn a_pinned_post_that_fell_off_the_page_before_is_no_news() {
    let told = follow([posts([9, 8, 7]), posts([2, 9, 8, 7]), posts([2, 10, 9, 8])]);
    assert_eq!(told, [["older p2"], ["new p10"]]);
}

#[test]
fn a_post_is_removed_if_two_different_answers_lack_it_between_its_neighbours() {
    let lacking = posts([9, 7, 5]);
    let told = follow([posts([9, 7, 6, 5]), lacking.clone(), posts([10, 9, 7, 5])]);
    assert_eq!(told, [nothing(), vec!["new p10".to_owned(), "removed p6".to_owned()]]);
    // The same answer again is not a different one, but if it is given a third time it is meant.
    let told = follow([
        posts([9, 7, 6, 5]),
        lacking.clone(),
        lacking.clone(),
        lacking.clone(),
        lacking.clone(),
    ]);
    assert_eq!(told, [nothing(), nothing(), vec!["removed p6".to_owned()], nothing()]);
    // Meanwhile it has come back.
    let told = follow([posts([9, 7, 6, 5]), lacking.clone(), posts([10, 9, 7, 6, 5]), lacking]);
    assert!(told.iter().flatten().all(|told| !told.contains("p6")), "{told:?}");
}

#[test]
fn a_post_that_was_moved_has_the_neighbours_that_it_has_now() {
    // Post 6 stands last now, and falls off the end.
    let told = follow([
        posts([9, 7, 6, 5]),
        posts([9, 7, 5, 6]),
        posts([10, 9, 7, 5]),
        posts([11, 10, 9, 7, 5]),
    ]);
    assert_eq!(told, [vec![], vec!["new p10"], vec!["new p11"]]);
    // Here it stands between others, and is removed.
    let told = follow([
        posts([9, 7, 5, 6]),
        posts([9, 6, 7, 5]),
        posts([10, 9, 7, 5]),
        posts([11, 10, 9, 7]),
    ]);
    assert_eq!(told, [vec![], vec!["new p10"], vec!["new p11", "removed p6"]]);
}

#[test]
fn a_removed_post_that_is_back_is_restored() {
    let told = follow([
        posts([9, 7, 6, 5]),
        posts([10, 9, 7, 5]),
        posts([11, 10, 9, 7, 5]),
        posts([12, 11, 10, 9, 7, 6, 5]),
    ]);
    assert_eq!(
        told[1..],
        [vec!["new p11", "removed p6"], vec!["new p12", "restored p6"]]
    );
}

#[test]
fn what_falls_off_the_end_is_not_removed_and_what_slides_in_is_not_new() {
    let page = |newest: u16| posts((newest - 4..=newest).rev());
    assert_eq!(
        follow([page(10), page(11), page(14)]),
        [vec!["new p11"], vec!["new p14", "new p13", "new p12"]]
    );
    // Post 8 is removed, so that post 5, which nobody has seen, slides in.
    let told = follow([
        posts([10, 9, 8, 7, 6]),
        posts([10, 9, 7, 6, 5]),
        posts([11, 10, 9, 7, 6]),
    ]);
    assert_eq!(told, [vec!["older p5"], vec!["new p11", "removed p8"]]);
}

#[test]
fn a_page_with_a_gap_removes_nothing() {
    let all = posts((1..=30).rev());
    let gap = |newest: u16| posts((27..=newest).rev().chain([2, 1]));
    assert_eq!(
        follow([all, gap(30), gap(31), gap(32)]),
        [vec![], vec!["new p31"], vec!["new p32"]]
    );
}

#[test]
fn an_answer_without_posts_or_of_another_article_changes_nothing() {
    let mut follower = Follower::new();
    follower.take(&edition(&posts([9, 7, 6, 5])));
    assert_eq!(follower.take(&Edition::default()).verdict, Verdict::Empty);
    let other = page("Sign in", &posts([100, 101, 102]));
    assert_eq!(follower.take(&answer(&other)).verdict, Verdict::Other);
    assert_eq!(told(&follower.take(&edition(&posts([10, 9, 7, 6, 5])))), ["new p10"]);
    // Its title proves it, if all its posts are new.
    assert_eq!(follower.take(&edition(&posts([99, 98]))).verdict, Verdict::Taken);
}

#[test]
fn an_answer_that_is_not_whole_removes_nothing() {
    let mut follower = Follower::new();
    follower.take(&edition(&posts([9, 7, 6, 5])));
    for newest in [10, 11, 12] {
        let part = Edition {
            whole: false,
            ..edition(&posts([newest, 9, 5]))
        };
        assert!(told(&follower.take(&part)).iter().all(|told| told.starts_with("new")));
    }
}

#[test]
fn an_answer_made_earlier_changes_nothing() {
    let at = |made, posts: Vec<Draft>| Edition {
        made: Some(made),
        ..edition(&posts)
    };
    let mut follower = Follower::new();
    follower.take(&at(3, posts([9, 7, 5])));
    // A post that was added late is not in it, and one that was removed is.
    for _ in 0..2 {
        assert_eq!(follower.take(&at(2, posts([9, 7, 6]))).verdict, Verdict::Older);
        follower.unchanged();
    }
    assert_eq!(told(&follower.take(&at(4, posts([10, 9, 7, 5])))), ["new p10"]);
}

#[test]
fn a_late_cache_is_known_by_what_it_says() {
    let mut follower = Follower::new();
    let corrected = post(5).saying("At minute 5 the crew was seen near the wind, the council says.");
    let newer = vec![post(9), post(7), corrected];
    follower.take(&edition(&posts([9, 7, 5])));
    assert_eq!(told(&follower.take(&edition(&newer))), ["edit p5"]);
    // The words that were corrected are back; the newest post is missing.
    for older in [posts([9, 7, 5]), posts([7, 5])] {
        assert_eq!(follower.take(&edition(&older)).verdict, Verdict::Older);
        follower.unchanged();
    }
    // What is always given is meant.
    let back = || edition(&posts([9, 7, 5]));
    let verdicts = [follower.take(&back()).verdict, follower.take(&back()).verdict];
    assert_eq!(verdicts, [Verdict::Older, Verdict::Older]);
    assert_eq!(told(&follower.take(&back())), ["edit p5"]);
}

#[test]
fn a_line_between_two_posts_is_no_news_whichever_it_is_said_to_belong_to() {
    let line = "Where to go and what to bring";
    let above = vec![post(7).with(line), post(5)];
    let below = vec![post(7), post(5).with(line)];
    assert_eq!(follow([above, below]), [nothing()]);
    // Between posts that are no neighbours it is.
    let far = |first: bool| {
        let (one, other) = if first {
            (post(9).with(line), post(5))
        } else {
            (post(9), post(5).with(line))
        };
        vec![one, post(7), other]
    };
    assert_eq!(follow([far(true), far(false)]), [["edit p9", "edit p5"]]);
}

#[test]
fn posts_without_ids_and_times_are_known_by_their_words() {
    let bare = |minute: u16| Draft {
        minute: None,
        ..post(minute).without_id()
    };
    let all = |minutes: &[u16]| -> Vec<Draft> { minutes.iter().map(|&minute| bare(minute)).collect() };
    let mut edited = all(&[9, 7, 5]);
    edited[1] = edited[1]
        .clone()
        .with("A ladder was brought from the other side of the river.");
    let told = follow([all(&[7, 5]), all(&[9, 7, 5]), edited]);
    assert!(told[0].len() == 1 && told[0][0].starts_with("new"), "{told:?}");
    assert!(told[1].len() == 1 && told[1][0].starts_with("edit"), "{told:?}");
}

#[test]
fn a_title_that_was_cut_off_the_text_is_not_said_twice() {
    let lines = [
        r#"{"title": "The wind is turning. A fl", "date": "2026-08-15", "text": "The wind is turning.\nA flag on the custom house."}"#,
        r#"{"title": "Shed 4 is lost", "date": "2026-08-15", "text": "The roof came down at ten past two."}"#,
    ];
    let articles = lines.map(|line| dateline::read::read(line.as_bytes().to_vec()).expect("an article"));
    let texts: Vec<String> = Edition::of_posts(&articles)
        .posts
        .iter()
        .map(|post| post.text())
        .collect();
    assert_eq!(
        texts,
        [
            "The wind is turning.\nA flag on the custom house.",
            "Shed 4 is lost\nThe roof came down at ten past two."
        ]
    );
}

#[test]
fn an_older_page_joins_at_the_end_with_each_post_once() {
    let take = |follower: &mut Follower, article: &Article| follower.take(&answer(article));
    let first = page("Harbour fire", &posts([9, 8, 7]));
    let mut follower = Follower::new();
    take(&mut follower, &first);
    let merged = merged(&Merged::default(), &Arc::new(first), follower.known(), 1);
    // What was on the first page may have slid to the second.
    let second = page("Harbour fire, page 2", &posts([7, 6, 5]));
    let older = follower.take_older(&answer(&second), false).expect("the same blog");
    let keys: Vec<&str> = older.added.iter().map(|added| &*added.key).collect();
    assert_eq!((keys, older.above), (vec!["p6", "p5"], false));
    let merged = merged.with_older(&second, &older).expect("it fits");
    let opening = page("Harbour fire", &posts([9, 8, 7, 6, 5]));
    assert_eq!(*merged.article, opening, "the article of one page with all of them");
    assert_eq!(merged.range("p5"), Some((BlockId(14), BlockId(16))));
    // It goes on: what comes is news, what is older is none, and an edit is known.
    let next = page(
        "Harbour fire",
        &[vec![post(10), post(9)], posts([8]), vec![post(7).saying("Gone.")]].concat(),
    );
    let step = take(&mut follower, &next);
    assert_eq!(told(&step), ["new p10", "edit p7"]);
    let after = dateline::follow::merged(&merged, &Arc::new(next), follower.known(), follower.version());
    assert_eq!(after.article.sections().len(), 7);
    assert_eq!(
        after.article.text_of(after.range("p5").expect("it is kept").0),
        post(5).headline
    );
    // Asked for once more, it has nothing that is not known.
    let again = follower.take_older(&answer(&second), false).expect("the same blog");
    assert_eq!(again.added, []);
    assert_eq!(follower.known().len(), 6);
}

#[test]
fn an_older_page_of_another_article_is_none() {
    let mut follower = Follower::new();
    follower.take(&edition(&posts([9, 8, 7])));
    let other = answer(&page("A ferry for the islands", &posts([3, 2])));
    assert_eq!(follower.take_older(&other, false), None);
    assert!(
        follower.take_older(&other, true).is_some(),
        "its address says that it is"
    );
    assert_eq!(follower.take_older(&Edition::default(), true), None);
}

#[test]
fn an_article_that_begins_with_the_oldest_goes_on_above_or_below() {
    let mut follower = Follower::new();
    let first = page("Harbour fire", &posts([5, 6]));
    follower.take(&answer(&first));
    let merged = merged(&Merged::default(), &Arc::new(first), follower.known(), 1);
    let mut add = |minutes: [u16; 2], merged: &Merged| {
        let page = page("Harbour fire", &posts(minutes));
        let older = follower.take_older(&answer(&page), false).expect("the same blog");
        merged.with_older(&page, &older).expect("it fits")
    };
    let merged = add([7, 8], &merged);
    let merged = add([3, 4], &merged);
    assert_eq!(*merged.article, page("Harbour fire", &posts([3, 4, 5, 6, 7, 8])));
}
