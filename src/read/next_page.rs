//! Where a page says that it goes on: the older posts of a blog are on its next page. Pages and feeds name it in a tag
//! (`<link rel=next>`, `<a rel="nofollow next">`; RFC 5005 for feeds), JSON feeds as `next_url`.

use html5ever::tokenizer::Tag;
use serde::Deserialize;

use super::tags::{self, attribute};

/// Bytes in front of the word "next" in which there is a "rel", if it is one.
const REL: usize = 96;

/// The address of the next page, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextPage {
    /// What addresses of the page are relative to, if that is not its own.
    pub base: Option<String>,
    /// The address.
    pub to: String,
}

/// The next page that a page names. Costs a look at its bytes unless there may be one.
pub fn next_page(bytes: &[u8]) -> Option<NextPage> {
    let start = bytes.trim_ascii_start();
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    match start.first()? {
        b'<' if may_name_one(start) => in_tags(&String::from_utf8_lossy(start)),
        b'{' if memchr::memmem::find(start, b"\"next_url\"").is_some() => {
            let feed: Feed = serde_json::from_slice(start).ok()?;
            let to = feed.next_url.filter(|to| leads_on(to))?;
            Some(NextPage { base: None, to })
        }
        _ => None,
    }
}

/// What is asked of a JSON feed.
#[derive(Deserialize)]
struct Feed {
    next_url: Option<String>,
}

/// Whether "next" stands behind a "rel" somewhere, in any case.
fn may_name_one(page: &[u8]) -> bool {
    memchr::memchr2_iter(b'x', b'X', page).any(|at| {
        let is_next = at >= 2
            && page.get(at + 1).is_some_and(|t| t.eq_ignore_ascii_case(&b't'))
            && page[at - 2..at].eq_ignore_ascii_case(b"ne");
        let before = &page[at.saturating_sub(REL)..at];
        is_next && before.windows(3).any(|three| three.eq_ignore_ascii_case(b"rel"))
    })
}

fn in_tags(page: &str) -> Option<NextPage> {
    let mut base = None;
    tags::find(page, |tag| {
        // Feeds call their tags `atom:link`.
        let name = tag.name.rsplit(':').next().unwrap_or_default();
        match name {
            "base" => {
                base = base.take().or_else(|| attribute(tag, "href").map(str::to_owned));
                None
            }
            "link" | "a" | "area" => Some(NextPage {
                to: target(tag)?,
                base: base.clone(),
            }),
            _ => None,
        }
    })
}

fn target(tag: &Tag) -> Option<String> {
    let mut words = attribute(tag, "rel")?.split_ascii_whitespace();
    let to = attribute(tag, "href")?.trim();
    (words.any(|word| word.eq_ignore_ascii_case("next")) && leads_on(to)).then(|| to.to_owned())
}

/// Whether an address is one of a page, and not a place in this one or a piece of a program.
fn leads_on(to: &str) -> bool {
    let scheme = to.split_once(':').map_or("", |(scheme, _)| scheme);
    !to.is_empty() && !to.starts_with('#') && !scheme.eq_ignore_ascii_case("javascript")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(page: &str) -> Option<String> {
        next_page(page.as_bytes()).map(|next| next.to)
    }

    #[test]
    fn the_next_page_is_named_in_a_tag_however_that_is_written() {
        for tag in [
            "<link rel=next href=?page=2>",
            "<LINK HREF='?page=2' REL=\"Next\"/>",
            "<a class=more rel=\"nofollow\tNEXT\" href=\" ?page=2 \">Older</a>",
            "<a rel=next href=#top></a><a rel=next href='JavaScript:more()'></a><a rel=next href=?page=2>",
            "<a rel=next></a><area rel=next href=?page=2>",
        ] {
            for page in [
                format!("<!doctype html><head>{tag}"),
                format!("\n<html><body><p>Posts.</p>{tag}"),
            ] {
                assert_eq!(to(&page).as_deref(), Some("?page=2"), "{page}");
            }
        }
        let based = next_page(b"<base href=/blog/><link rel=next href=2>");
        let base = Some("/blog/".to_owned());
        assert_eq!(based, Some(NextPage { base, to: "2".into() }));
    }

    #[test]
    fn feeds_name_it_too() {
        let atom =
            "<?xml version='1.0'?><feed><link rel=\"next\" href=\"https://example.org/feed?a=1&amp;b=2\"/></feed>";
        assert_eq!(to(atom).as_deref(), Some("https://example.org/feed?a=1&b=2"));
        let rss = "<rss><channel><atom:link rel='next' href='/feed?paged=2'/></channel></rss>";
        assert_eq!(to(rss).as_deref(), Some("/feed?paged=2"));
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "next_url": "/feed?2", "items": [{"id": "1"}]}"#;
        assert_eq!(to(json).as_deref(), Some("/feed?2"));
        assert_eq!(to(r#"{"items": [{"next_url": "/feed?2"}]}"#), None);
    }

    #[test]
    fn what_is_no_tag_of_the_page_names_none() {
        for page in [
            "<p>A text about <code>rel=next</code>",
            "<!-- <link rel=next href=/2> --><script>'<a rel=next href=/2>'</script>",
            "<title><a rel=next href=/2></title>",
            "<link rel=nextpage href=/2><a rel=prev href=/0>next</a>",
            "rel=next <a rel=next href=/2>",
            "",
        ] {
            assert_eq!(to(page), None, "{page}");
        }
    }
}
