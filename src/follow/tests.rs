//! Following costs as much as there are posts, not more.

use std::sync::Arc;

use super::{Edition, Follower, Merged, merged};
use crate::article::{Article, Block, BlockId, Kind, Meta, Span, Start, Text, Time};
use crate::steps;

fn blog(posts: usize, skip: usize) -> Article {
    let (mut text, mut blocks, mut starts) = (String::new(), Vec::new(), Vec::new());
    for post in (0..posts).filter(|post| skip == 0 || post % skip != 1).rev() {
        let first = BlockId(blocks.len() as u32);
        for (kind, line) in [
            (Kind::Heading, format!("Post {post} of the crew\n")),
            (
                Kind::Paragraph,
                format!("The crew {post} saw the wind turn at {post}.\n"),
            ),
        ] {
            let span = Span::new(text.len() as u32, (text.len() + line.len()) as u32);
            text.push_str(&line);
            blocks.push(Block::new(kind, span, Span::new(span.start, span.end - 1)));
        }
        let minute = (post % 1440) as u16;
        starts.push(Start {
            first,
            headline: None,
            time: Some(Time {
                date: None,
                minute,
                zone: None,
            }),
        });
    }
    Article::new(Text::from(text), Meta::default(), blocks, &starts).expect("a whole article")
}

#[test]
fn an_answer_costs_as_much_as_it_has_posts() {
    for skip in [0, 7] {
        steps::assert_linear("following", 600, |posts| {
            let mut follower = Follower::new();
            let mut kept = Merged::default();
            for (made, article) in [blog(posts, 0), blog(posts + 1, skip), blog(posts + 2, skip)]
                .into_iter()
                .enumerate()
            {
                let article = Arc::new(article);
                follower.take(&Edition {
                    made: i64::try_from(made).ok(),
                    mark: made as u64,
                    ..Edition::of(&article)
                });
                kept = merged(&kept, &article, follower.known(), follower.version());
            }
        });
    }
}
