//! What it costs to follow a blog: from the bytes of a new answer to the post on the screen.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use dateline::app::session::area::Size;
use dateline::app::{App, Configured, Followed, Message, Settings, update};
use dateline::article::Article;
use dateline::fold::Folding;
use dateline::follow::{Edition, Follower, Merged, merged};
use dateline::{read, theme, view};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

/// A blog of so many posts, in a form; the newest first.
fn blog(form: &str, posts: usize) -> String {
    let mut out = match form {
        "page" => "<!doctype html><title>Flood in Tarn</title><main><h1>Flood in Tarn</h1>".to_owned(),
        "feed" => "<rss version=\"2.0\"><channel><title>Flood in Tarn</title>".to_owned(),
        _ => "Flood in Tarn\n\nOne of four gates would not close on Friday morning.\n\n".to_owned(),
    };
    for post in (0..posts).rev() {
        let (hour, minute) = (post / 60 % 24, post % 60);
        let day = 1 + post / 1440;
        let text = format!(
            "The water stands {post} centimetres deep in street {post}, people who live there say, and the crews are on their way."
        );
        let _ = match form {
            "page" => writeln!(
                out,
                "<article id=p{post}><time datetime=2026-08-{day:02}T{hour:02}:{minute:02}:00Z>{hour:02}:{minute:02}</time>\
                 <h2>Water in street {post}</h2><p>{text}</p></article>"
            ),
            "feed" => writeln!(
                out,
                "<item><guid>p{post}</guid><title>Water in street {post}</title><pubDate>Sat, {day:02} Aug 2026 \
                 {hour:02}:{minute:02}:00 +0000</pubDate><description>{text}</description></item>"
            ),
            _ => writeln!(
                out,
                "{hour:02}:{minute:02}\nWater in street {post}\nBy Ana Brandt\n{text}\n"
            ),
        };
    }
    out.push_str(match form {
        "page" => "</main>",
        "feed" => "</channel></rss>",
        _ => "",
    });
    out
}

/// The parts of the way of one new post.
#[derive(Default)]
struct Steps {
    reading: Vec<Duration>,
    matching: Vec<Duration>,
    merging: Vec<Duration>,
    folding: Vec<Duration>,
    frame: Vec<Duration>,
    all: Vec<Duration>,
}

pub(crate) fn measure(posts: usize) {
    for form in ["page", "feed", "text"] {
        let (before, now) = (blog(form, posts), blog(form, posts + 1));
        println!("\n  one new post in a {form} of {posts}, {} KB", now.len() / 1000);
        let mut steps = Steps::default();
        for _ in 0..11 {
            one(&before, &now, &mut steps);
        }
        for (name, times) in [
            ("reading the answer", steps.reading),
            ("which post is which", steps.matching),
            ("merging", steps.merging),
            ("exact repeats", steps.folding),
            ("state and frame", steps.frame),
            ("bytes to screen", steps.all),
        ] {
            super::super::line(name, super::super::median(times), None);
        }
    }
}

fn answer(text: &str) -> Arc<Article> {
    Arc::new(read::read(text.as_bytes().to_vec()).expect("a blog of ours"))
}

fn one(before: &str, now: &str, steps: &mut Steps) {
    let timed = |times: &mut Vec<Duration>, work: &mut dyn FnMut()| {
        let taken = super::super::time(work);
        times.push(taken);
        taken
    };
    let first = answer(before);
    let mut follower = Follower::new();
    follower.take(&Edition::of(&first));
    let kept = merged(&Merged::default(), &first, follower.known(), follower.version());
    let size = Size { width: 120, height: 40 };
    let mut app = App::new(Arc::clone(&first), Configured::default(), Settings::default(), size);
    update(&mut app, Message::Follow);
    let theme = &theme::builtin()[0];

    let mut article = Arc::default();
    let mut all = timed(&mut steps.reading, &mut || article = answer(now));
    let mut events = Vec::new();
    all += timed(&mut steps.matching, &mut || {
        events = follower
            .take(&Edition {
                made: Some(1),
                ..Edition::of(&article)
            })
            .events;
    });
    assert_eq!(events.len(), 1, "one new post");
    let mut shown = Merged::default();
    all += timed(&mut steps.merging, &mut || {
        shown = merged(&kept, &article, follower.known(), follower.version());
    });
    let mut folding = Arc::default();
    all += timed(&mut steps.folding, &mut || {
        folding = Arc::new(Folding::exact(&shown.article));
    });
    all += timed(&mut steps.frame, &mut || {
        let told = Followed {
            article: Some(Arc::clone(&shown.article)),
            folding: Arc::clone(&folding),
            new: shown.range(&events[0].key).map(|range| range.0).into_iter().collect(),
            ..Followed::default()
        };
        update(&mut app, Message::Followed(Box::new(told)));
        let mut buffer = Buffer::empty(Rect::new(0, 0, size.width, size.height));
        view::view(&app, theme).render(buffer.area, &mut buffer);
    });
    steps.all.push(all);
}
