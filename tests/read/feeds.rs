//! Feeds and other descriptions: an entry is a post.

use dateline::article::{Kind, Note};
use dateline::read::{explain, read};

use super::{article, blocks, headlines};

const ATOM: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour fire</title><subtitle>What is known so far.</subtitle>
<link rel="self" href="https://coast.example/atom.xml"/><link href="https://coast.example/live"/>
<entry><id>https://coast.example/live#p2</id><title>Shed 4 is lost</title><published>2026-08-15T14:20:00+02:00</published>
<updated>2026-08-15T15:00:00+02:00</updated><author><name>Ana Brandt</name></author><link href="https://coast.example/live#p2"/>
<content type="html">&lt;p&gt;The roof came down &lt;em&gt;at ten past two&lt;/em&gt;.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Nobody is missing&lt;/li&gt;&lt;/ul&gt;</content></entry>
<entry><id>p1</id><title>A fire broke out in the rope st</title><published>2026-08-15T11:02:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A fire broke out in the rope store.</p></div></content></entry>
</feed>"#;

const RSS: &str = r#"<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour fire</title><link>https://coast.example/live</link><description>What is known so far.</description>
<item><guid isPermaLink="false">p2</guid><title>Shed 4 is lost</title><link>https://coast.example/live#p2</link>
<pubDate>Sat, 15 Aug 2026 14:20:00 +0200</pubDate><dc:creator>Ana Brandt</dc:creator><description>Shed 4 is lost. The roof came down, and a long summary says so.</description>
<content:encoded><![CDATA[<p>The roof came down <em>at ten past two</em>.</p><ul><li>Nobody is missing</li></ul>]]></content:encoded></item>
<item><guid>p1</guid><pubDate>Sat, 15 Aug 2026 13:02:00 +0200</pubDate><description>&lt;p&gt;A fire broke out in the rope store.&lt;/p&gt;</description></item>
</channel></rss>"#;

const JSON: &str = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Harbour fire", "description": "What is known so far.",
"home_page_url": "https://coast.example/live", "items": [
{"id": "p2", "url": "https://coast.example/live#p2", "title": "Shed 4 is lost", "date_published": "2026-08-15T14:20:00+02:00",
 "date_modified": "2026-08-15T15:00:00+02:00", "authors": [{"name": "Ana Brandt"}],
 "content_html": "<p>The roof came down <em>at ten past two</em>.</p><ul><li>Nobody is missing</li></ul>"},
{"id": "p1", "date_published": "2026-08-15T13:02:00+02:00", "content_text": "A fire broke out in the rope store."}]}"#;

#[test]
fn an_entry_is_a_post_with_its_time_its_address_and_its_author() {
    for feed in [ATOM, RSS, JSON] {
        let article = article(feed);
        assert_eq!(article.meta().title.as_deref(), Some("Harbour fire"));
        assert_eq!(
            article.meta().url.as_deref(),
            Some("https://coast.example/live"),
            "{feed}"
        );
        assert_eq!(
            blocks(&article),
            [
                (Kind::Title, "Harbour fire"),
                (Kind::Paragraph, "What is known so far."),
                (Kind::Timestamp, "14:20"),
                (Kind::Heading, "Shed 4 is lost"),
                (Kind::Byline, "Ana Brandt"),
                (Kind::Paragraph, "The roof came down at ten past two."),
                (Kind::ListItem, "Nobody is missing"),
                (Kind::Timestamp, "13:02"),
                (Kind::Paragraph, "A fire broke out in the rope store."),
            ],
            "{feed}"
        );
        assert_eq!(
            headlines(&article),
            [None, Some("Shed 4 is lost"), Some("A fire broke out in the rope store")]
        );
        let times: Vec<_> = article.sections().iter().filter_map(|section| section.time).collect();
        let times: Vec<String> = times.iter().map(ToString::to_string).collect();
        assert_eq!(times, ["2026-08-15T14:20", "2026-08-15T13:02"]);
        let post = article.extras(article.sections()[1].first).expect("a post");
        assert_eq!(post.id.as_deref(), Some("p2"));
        assert_eq!(post.author.as_deref(), Some("Ana Brandt"));
        assert_eq!(post.permalink.as_deref(), Some("https://coast.example/live#p2"));
        assert_eq!(
            article
                .extras(article.sections()[2].first)
                .and_then(|post| post.id.clone())
                .as_deref(),
            Some("p1")
        );
    }
}

#[test]
fn what_of_a_feed_that_breaks_off_is_whole_is_shown_and_said() {
    let cuts = [
        &ATOM[..ATOM.find("<content type=\"xhtml\">").expect("ours")],
        &RSS[..RSS.find("A fire broke").expect("ours")],
        &JSON[..JSON.find("A fire broke").expect("ours")],
    ];
    for feed in cuts {
        let explained = explain(feed.as_bytes().to_vec()).expect("readable");
        assert!(explained.article.text().contains("The roof came down"), "{feed}");
        assert!(!explained.article.text().contains("rope"), "{feed}");
        assert!(
            explained.remarks.iter().any(|remark| remark.contains("breaks off")),
            "{:?}",
            explained.remarks
        );
        let last = explained.article.blocks().last().expect("a block");
        assert!(last.notes.has(Note::EndsMidSentence));
    }
}

#[test]
fn a_feed_that_bites_is_read_without_replacing_anything() {
    let entities: String = (1..10)
        .map(|n| format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10)))
        .collect();
    let feed = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"ha\">{entities}<!ENTITY f SYSTEM \"file:///etc/passwd\">]>\
         <rss version=\"2.0\"><channel><title>&a9;</title><item><title>&f;</title><description>The text of it.</description></item></channel></rss>"
    );
    let article = article(&feed);
    assert!(
        article.text().len() < 200 && article.text().contains("The text of it."),
        "{:?}",
        article.text()
    );
    let deep = format!("<rss version=\"2.0\"><channel>{}", "<item><x>".repeat(50_000));
    let _ = read(deep.into_bytes());
}

#[test]
fn entries_without_times_ids_and_titles_are_posts() {
    let items: String = (0..5)
        .map(|n| format!("<item><description>&lt;p&gt;Item {n} says that the river is {} centimetres high.&lt;/p&gt;</description><link>/x</link></item>", 90 + n))
        .collect();
    let article = article(&format!(
        "<rss version=\"2.0\"><channel><title>Bare</title>{items}</channel></rss>"
    ));
    assert_eq!(article.sections().len(), 6);
    assert!(headlines(&article)[3].is_some_and(|headline| headline.starts_with("Item 2 says")));
}

#[test]
fn a_description_alone_is_an_article() {
    let json = r#"{"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "Harbour fire", "liveBlogUpdate": [
        {"@type": "BlogPosting", "@id": "https://coast.example/live#p1", "headline": "Shed 4 is lost", "datePublished": "2026-08-15T14:20:00+02:00",
         "articleBody": "&lt;p&gt;The roof came down.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Nobody is missing&lt;/li&gt;&lt;/ul&gt;",
         "image": {"url": "/a.jpg", "caption": "The roof.", "creditText": "Jon Kessel"}}]}"#;
    for json in [json.to_owned(), format!("[{json}]")] {
        let article = article(&json);
        assert_eq!(
            blocks(&article),
            [
                (Kind::Title, "Harbour fire"),
                (Kind::Timestamp, "14:20"),
                (Kind::Heading, "Shed 4 is lost"),
                (Kind::Paragraph, "The roof came down."),
                (Kind::ListItem, "Nobody is missing"),
                (Kind::Caption, "The roof. - Jon Kessel"),
            ]
        );
    }
}

#[test]
fn a_headline_that_was_cut_off_what_follows_is_none() {
    for caption in ["The roof of Shed 4.", "The roof of Shed 4 at dawn, seen from the quay."] {
        let linked = format!(
            r#"{{"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "Harbour fire", "liveBlogUpdate": [
            {{"@type": "BlogPosting", "headline": "Nobody is missing.\nThe roof of S", "datePublished": "2026-08-15T14:20:00+02:00",
              "articleBody": "Nobody is missing.", "image": {{"@type": "ImageObject", "url": "/1.jpg", "caption": "{caption}"}}}}]}}"#
        );
        let found = article(&linked);
        assert_eq!(
            blocks(&found)[1..],
            [
                (Kind::Timestamp, "14:20"),
                (Kind::Paragraph, "Nobody is missing."),
                (Kind::Caption, caption)
            ]
        );
    }
}

#[test]
fn what_a_feed_calls_its_own_is_left_out() {
    let feed = r#"<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
        <rss version="2.0"><channel><title>&b;</title><item><title>&f;</title><description>Mills &amp; ships &eacute;</description></item>
        </channel></rss>"#;
    let article = article(feed);
    assert_eq!(article.meta().title, None);
    assert_eq!(blocks(&article), [(Kind::Paragraph, "Mills & ships é")]);
}
