//! A blog on several pages: older posts come on a key, and following goes on.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::pty::Pty;
use super::server::{Reply, Server};

/// Posts on a page.
const SIZE: usize = 3;

/// The street that a post of this minute is about.
fn street(minute: usize) -> String {
    format!(
        "{} Street",
        ["Quay", "Mill", "Chapel", "Market", "Tanner", "Baker", "Fisher"][minute % 7]
    )
}

fn headline(minute: usize) -> String {
    format!("Water in {} at {minute}", street(minute))
}

/// A page of a blog that has so many posts, and what it leads to.
fn page(title: &str, posts: impl Iterator<Item = usize>, leads: &str) -> String {
    let mut page = format!(
        "<!doctype html><title>{title}</title><main><h1>{title}</h1>\
         <p>One of four gates of the barrier would not close on Friday morning. The next tide is due at seven.</p>"
    );
    for minute in posts {
        let _ = write!(
            page,
            "<article id=p{minute}><time datetime=2026-08-15T14:{minute:02}:00Z>14:{minute:02}</time><h2>{}</h2>\
             <p>The water stands {minute} centimetres deep in {}, people who live there say.</p></article>",
            headline(minute),
            street(minute)
        );
    }
    page + leads + "</main>"
}

/// The page of this number of a blog that has so many posts, the newest first.
fn paged(all: usize, number: usize) -> String {
    let first = (number - 1) * SIZE;
    let posts = (1..=all).rev().skip(first).take(SIZE);
    let leads = if first + SIZE < all {
        format!(
            "<p><a class=more rel='nofollow next' href='?page={}'>Older posts</a>",
            number + 1
        )
    } else {
        String::new()
    };
    page("Flood in Tarn", posts, &leads)
}

fn html(page: &str) -> Reply {
    Reply::of("200 OK", "Content-Type: text/html\r\n", page.as_bytes())
}

#[test]
fn older_posts_come_on_a_key_while_the_blog_is_followed() {
    let all = Arc::new(AtomicUsize::new(8));
    let posts = Arc::clone(&all);
    let server = Server::start(move |head| {
        let path = head.split(' ').nth(1).unwrap_or_default();
        let number = path
            .rsplit_once("page=")
            .map_or(1, |(_, number)| number.parse().unwrap_or(1));
        let all = posts.load(Ordering::Relaxed);
        match (path, number) {
            // The second page is where it leads to.
            ("/live?older", _) => html(&paged(all, 2)),
            (_, 2) => Reply::redirect("/live?older"),
            (_, number) => html(&paged(all, number)),
        }
    });
    let mut pty = Pty::open(110, 130, &["--follow", &server.at("/live")]);
    pty.wait_for(&headline(8));
    pty.press_until("j", "P older");
    // Before the older ones are asked for, new ones have moved what was read to the second page.
    all.store(10, Ordering::Relaxed);
    pty.wait_for(&headline(10));
    let is_once = |screen: &str, minute: usize| {
        let words = format!("stands {minute} centimetres");
        screen.matches(&words).count() == 1
    };
    pty.keys("P");
    pty.wait_until("the posts of the second page", |screen| is_once(screen, 5));
    pty.press_until("P", &headline(2));
    pty.press_until("P", &headline(1));
    pty.wait_until("every post once", |screen| {
        (1..=10).all(|minute| is_once(screen, minute))
    });
    pty.press_until("P", "names no other with older posts");
    all.store(11, Ordering::Relaxed);
    pty.wait_for(&headline(11));
    pty.wait_until("every post once", |screen| {
        (1..=11).all(|minute| is_once(screen, minute))
    });
    pty.quit();
}

#[test]
fn what_is_no_older_page_of_the_blog_is_not_shown() {
    let server = Server::start(|head| match head.split(' ').nth(1).unwrap_or_default() {
        "/live" => html(&page("Flood in Tarn", 5..8, "<link rel=next href=/news/other>")),
        "/file" => html(&page("Flood in Tarn", 5..8, "<a rel=next href=file:///etc/passwd>")),
        "/circle" => html(&page(
            "Flood in Tarn",
            5..8,
            "<p><a rel=next href=/circle?b>Older posts</a>",
        )),
        "/circle?b" => html(&page("Flood in Tarn", 5..8, "<a rel=next href=/circle?c>")),
        "/circle?c" => html(&page("Flood in Tarn", 5..8, "<a rel=next href=/circle?b>")),
        "/missing" => html(&page("Flood in Tarn", 5..8, "<a rel=next href=/missing/2>")),
        "/news/other" => html(&page("A ferry for Great Sarn", 20..22, "")),
        _ => Reply::of("404 Not Found", "", b""),
    });
    for (path, words) in [
        ("/live", "/news/other: the next page is of another article"),
        ("/file", "names no other with older posts"),
        ("/circle", "There are no older posts"),
        ("/missing", "/missing/2: there is no such page"),
    ] {
        let mut pty = Pty::open(110, 40, &[&server.at(path)]);
        pty.wait_for(&headline(7));
        if path != "/file" {
            pty.wait_for("P older");
        }
        pty.keys("P");
        pty.wait_for(words);
        assert!(
            !pty.screen().contains("Older posts"),
            "that leads to a page is not of the article"
        );
        assert!(!pty.screen().contains("Great Sarn"), "{path}");
        pty.quit();
    }
}
