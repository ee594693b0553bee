//! Pages that stand in the place of what was asked for: a door to sign in at, a question about cookies, a test for robots,
//! an empty shell that scripts would fill, a front page, the beginning of an article that has to be paid for.
//!
//! Told from the tags and words of the page, without reading it as an article. A page with some paragraphs is one to be
//! read, whatever else is on it.

mod survey;

use std::sync::LazyLock;

use survey::PageSurvey;

/// Words of prose that no door has.
const PROSE: usize = 60;
/// Words that an empty shell may have: a name, a menu.
const SHELL: usize = 40;
/// Headlines that lead elsewhere, of which a front page has at least so many.
const HEADLINES: usize = 12;
/// A paywall stands near the end: it is followed by fewer words of prose.
const AFTER_PAYWALL: usize = 40;

/// What a page is that stands in the place of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// It asks to sign in.
    SignIn,
    /// It asks for consent to cookies.
    Consent,
    /// It tests whether its reader is a browser, or a person.
    Challenge,
    /// It is made by scripts, and empty without them.
    Shell,
    /// It has no words.
    Empty,
    /// It leads to articles, and is none.
    FrontPage {
        /// To how many.
        headlines: usize,
    },
    /// An article that ends where it has to be paid for.
    Paywall,
    /// A feed of which the end is missing.
    CutFeed,
}

/// What a page is, if it is an HTML page that stands in the place of another.
pub fn page_kind(bytes: &[u8]) -> Option<PageKind> {
    if is_cut_feed(bytes) {
        return Some(PageKind::CutFeed);
    }
    let survey = PageSurvey::of(bytes)?;
    let PageSurvey {
        prose,
        words,
        headlines,
        ..
    } = survey;
    let says = |kind| {
        let mut said: Vec<&str> = phrases(kind).filter(|phrase| survey.says(phrase)).collect();
        // Languages share words.
        said.sort_unstable();
        said.dedup();
        said.len()
    };
    if prose >= PROSE || survey.has_article {
        let ends = survey.has_prose_before(&phrases("paywall").collect::<Vec<_>>(), AFTER_PAYWALL);
        return ends.then_some(PageKind::Paywall);
    }
    if says("challenge") > 0 || survey.has_test {
        return Some(PageKind::Challenge);
    }
    if survey.asks_password {
        return Some(PageKind::SignIn);
    }
    if says("consent") > 1 && headlines < HEADLINES {
        return Some(PageKind::Consent);
    }
    if headlines >= HEADLINES {
        return Some(PageKind::FrontPage { headlines });
    }
    if words < SHELL && (survey.has_scripts || says("scripts") > 0) {
        return Some(PageKind::Shell);
    }
    (words == 0).then_some(PageKind::Empty)
}

/// Whether what begins as a feed has not its end.
fn is_cut_feed(bytes: &[u8]) -> bool {
    /// What makes it a feed stands among its first bytes.
    const HEAD: usize = 4096;
    let (head, all) = (&bytes[..bytes.len().min(HEAD)], bytes.trim_ascii());
    let has = |words: &str| memchr::memmem::find(head, words.as_bytes()).is_some();
    match all.first() {
        Some(b'<') => {
            let of = [("<rss", "</rss>"), ("<feed", "</feed>"), ("<rdf:RDF", "</rdf:RDF>")];
            // A comment may follow, and the tags of a page begin otherwise.
            let end = &all[all.len().saturating_sub(HEAD)..];
            let ends = |close: &str| memchr::memmem::rfind(end, close.as_bytes()).is_some();
            !has("<html") && of.iter().any(|(open, close)| has(open) && !ends(close))
        }
        Some(b'{') => has("jsonfeed.org/version/") && !all.ends_with(b"}"),
        _ => false,
    }
}

/// The phrases of a kind, in all languages.
fn phrases(kind: &'static str) -> impl Iterator<Item = &'static str> {
    static TABLE: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
        let rows = include_str!("../../assets/read/walls.tsv").lines();
        let rows = rows.filter(|row| !row.starts_with('#'));
        rows.filter_map(|row| {
            let mut cells = row.split('\t');
            Some((cells.next()?, cells.nth(1)?))
        })
        .flat_map(|(kind, phrases)| phrases.split(" | ").map(move |phrase| (kind, phrase)))
        .collect()
    });
    TABLE
        .iter()
        .filter(move |(of, _)| *of == kind)
        .map(|(_, phrase)| *phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(head: &str, body: &str) -> Vec<u8> {
        format!("<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>").into_bytes()
    }

    fn paragraphs(count: usize) -> String {
        let one = "<p>The boats came back to the quay at dawn, the harbour master said, and all of them were full of herring.</p>";
        one.repeat(count)
    }

    #[test]
    fn doors_are_told_by_what_they_ask() {
        let script = "<script src=/a.js></script>";
        let headlines: String = (0..14)
            .map(|n| format!("<h3><a href=/{n}>A headline about the harbour number {n}</a></h3>"))
            .collect();
        for (head, body, expected) in [
            (
                "",
                "<form><input type=email><input type='PASSWORD'></form>".to_owned(),
                Some(PageKind::SignIn),
            ),
            (
                "<title>Einen Moment</title>",
                format!("<p>Wir prüfen etwas.</p>{script}"),
                Some(PageKind::Challenge),
            ),
            (
                "",
                "<div class=g-recaptcha></div>".to_owned(),
                Some(PageKind::Challenge),
            ),
            (
                "",
                "<p>Mit unseren Partnern nutzen wir Cookies.</p><button>Alle akzeptieren</button>".to_owned(),
                Some(PageKind::Consent),
            ),
            ("", format!("<div id=root></div>{script}"), Some(PageKind::Shell)),
            (
                "",
                "<noscript>Bitte aktivieren Sie JavaScript.</noscript>".to_owned(),
                Some(PageKind::Shell),
            ),
            ("<title>Harbour</title>", " \n ".to_owned(), Some(PageKind::Empty)),
            ("", headlines.clone(), Some(PageKind::FrontPage { headlines: 14 })),
            // Paragraphs are to be read, whatever else is there.
            (
                "",
                format!("{headlines}{script}<div>Cookies: accept all</div>{}", paragraphs(5)),
                None,
            ),
            ("", format!("<form><input type=password></form>{}", paragraphs(5)), None),
            // An article may be in the page though it is not shown, and a short one is one.
            (
                "<script type='application/ld+json'>{\"articleBody\": \"x\"}</script>",
                "<div id=root>".to_owned(),
                None,
            ),
            ("", paragraphs(1), None),
        ] {
            let bytes = page(head, &body);
            assert_eq!(page_kind(&bytes), expected, "{}", String::from_utf8_lossy(&bytes));
        }
        assert_eq!(
            page_kind(b"Sign in to continue: a story about cookies and consent"),
            None
        );
    }

    #[test]
    fn a_feed_without_its_end_is_cut() {
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"}]}"#;
        for whole in [
            "<?xml version='1.0'?><rss version='2.0'><channel/></rss>\n",
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry/></feed><!-- made at dawn -->",
            "<!doctype html><html><p>The tags &lt;rss> and <code><rss</code>",
            json,
            "A text about jsonfeed.org/version/ {",
        ] {
            assert_ne!(page_kind(whole.as_bytes()), Some(PageKind::CutFeed), "{whole}");
        }
        for cut in [
            "<?xml version='1.0'?><rss version='2.0'><channel><item>",
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry></ent",
            &json[..json.len() - 4],
        ] {
            assert_eq!(page_kind(cut.as_bytes()), Some(PageKind::CutFeed), "{cut}");
        }
    }

    #[test]
    fn an_article_ends_at_its_paywall_and_not_at_a_word_about_one() {
        let wall = "<div><h2>Subscribe to read on</h2><button>Subscribe</button></div>";
        let kind = |body: String| page_kind(&page("", &body));
        assert_eq!(
            kind(format!("{}{wall}<footer>Contact</footer>", paragraphs(5))),
            Some(PageKind::Paywall)
        );
        assert_eq!(kind(format!("{}{wall}{}", paragraphs(5), paragraphs(5))), None);
        let word = "<p>Readers had to subscribe to read on, the harbour master said, and most of them did not want to do so at all.</p>";
        assert_eq!(kind(format!("{}{word}", paragraphs(5))), None);
    }

    #[test]
    fn a_page_that_was_made_to_bite_costs_nothing() {
        let attributes: String = (0..50_000).map(|n| format!(" a{n}=1")).collect();
        assert_eq!(page_kind(&page("", &format!("<div{attributes}>"))), None);
        assert_eq!(page_kind(&page("", &"<div>".repeat(100_000))), Some(PageKind::Empty));
    }
}
