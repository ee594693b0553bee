//! A live blog that is written as schema.org describes one reads back as the same live blog.

use dateline::article::{Article, BlockId, InlineStyle, Kind};
use dateline::export::liveblog;
use dateline::read::{json, read};
use proptest::prelude::*;
use serde_json::{Value, json};

fn written(article: &Article) -> String {
    let mut bytes = Vec::new();
    liveblog(article, &mut bytes).expect("a vector");
    String::from_utf8(bytes).expect("UTF-8")
}

/// What an article says, post by post. Times, names and lines about the page are what posts have, and no blocks.
fn said(article: &Article) -> Vec<String> {
    let mut said = vec![format!("{:?} {:?}", article.meta().title, article.meta().url)];
    for section in article.sections() {
        let extras = article.extras(section.first).cloned().unwrap_or_default();
        let headline = section.headline.map(|headline| headline.of(article.text()));
        said.push(format!(
            "{headline:?} {} {:?} {:?} {:?} {:?} {:?}",
            article.is_named(section),
            section.time.map(|time| time.to_string()),
            extras.author,
            extras.id,
            extras.permalink,
            extras.updated.map(|time| time.to_string())
        ));
        for id in (section.first.0..=section.last.0).map(BlockId) {
            said.extend(block(article, id));
        }
    }
    said
}

fn block(article: &Article, id: BlockId) -> Option<String> {
    let block = article.block(id);
    if matches!(block.kind, Kind::Timestamp | Kind::Byline | Kind::Boilerplate) {
        return None;
    }
    let extras = article.extras(id).cloned().unwrap_or_default();
    let inline: Vec<(&str, InlineStyle)> = extras
        .inline
        .iter()
        .map(|inline| (inline.span.of(article.text()), inline.style.clone()))
        .collect();
    let credit = block.credit.map(|credit| credit.of(article.text()));
    let picture = extras.picture;
    Some(format!(
        "{:?} {} {credit:?} {inline:?} {picture:?}",
        block.kind,
        article.text_of(id)
    ))
}

/// Words, with what HTML and JSON have signs for.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-zäöé]{2,9}",
        1 => Just("<b>".to_owned()), 1 => Just("&amp;".to_owned()), 1 => Just("R&D".to_owned()),
        1 => Just("\"so\"".to_owned()), 1 => Just("東京".to_owned()), 1 => Just("</script>".to_owned()),
    ];
    prop::collection::vec(word, 3..12).prop_map(|words| words.join(" "))
}

/// A block in the public JSON form.
fn content() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => words().prop_map(|text| json!({"kind": "paragraph", "text": text})),
        1 => (words(), words()).prop_map(|(one, two)| json!({"kind": "paragraph", "text": format!("{one}\n{two}")})),
        1 => words().prop_map(|text| json!({"kind": "quote", "text": text})),
        1 => words().prop_map(|text| json!({"kind": "list_item", "text": text})),
        1 => words().prop_map(|text| json!({"kind": "heading", "text": text})),
        1 => words().prop_map(|text| json!({"kind": "boilerplate", "text": text})),
        1 => words().prop_map(|text| json!({
            "kind": "caption", "text": format!("{text} - Ana Brandt"), "credit": "Ana Brandt",
            "picture": {"url": "https://coast.example/1.jpg?a=1&b=2", "alt": text}
        })),
        1 => (words(), 0..3usize).prop_map(|(text, style)| {
            let end = text.split(' ').next().map_or(1, |word| word.chars().count());
            let inline = match style {
                0 => json!({"start": 0, "end": end, "style": "emphasis"}),
                1 => json!({"start": 0, "end": end, "style": "code"}),
                _ => json!({"start": 0, "end": end, "style": "link", "url": "https://coast.example/?a=1&b=\"2\""}),
            };
            json!({"kind": "paragraph", "text": text, "inline": [inline]})
        }),
    ]
}

/// A post: its minute, whether it has a headline, and its blocks.
fn post() -> impl Strategy<Value = (u16, Option<String>, Vec<Value>)> {
    let content = (words(), prop::collection::vec(content(), 0..5)).prop_map(|(first, more)| {
        let mut content = vec![json!({"kind": "paragraph", "text": first})];
        content.extend(more);
        content
    });
    (0..1440u16, prop::option::of(words()), content)
}

/// A live blog in the public JSON form, as pages are read.
fn blog(title: &str, opening: &str, posts: &[(u16, Option<String>, Vec<Value>)]) -> String {
    let mut blocks = vec![
        json!({"kind": "title", "text": title, "section": 0}),
        json!({"kind": "paragraph", "text": opening, "section": 0}),
    ];
    let mut sections = vec![json!({"headline": null, "blocks": [0, 1]})];
    for (number, (minute, headline, content)) in posts.iter().enumerate() {
        let first = blocks.len();
        let clock = format!("{:02}:{:02}", minute / 60, minute % 60);
        let time = format!("2026-08-15T{clock}");
        blocks.push(json!({
            "kind": "timestamp", "text": clock, "time": time, "id": format!("p{number}"), "author": "Mia Ode",
            "permalink": format!("https://coast.example/live#p{number}"), "updated": "2026-08-16T01:02"
        }));
        blocks.extend(
            headline
                .iter()
                .map(|headline| json!({"kind": "heading", "text": headline})),
        );
        blocks.push(json!({"kind": "byline", "text": "Mia Ode"}));
        let named = headline
            .clone()
            .or_else(|| content[0]["text"].as_str().map(str::to_owned));
        blocks.extend(content.iter().cloned());
        for block in &mut blocks[first..] {
            block["section"] = json!(number + 1);
        }
        sections.push(json!({"headline": named, "time": time, "blocks": [first, blocks.len() - 1]}));
    }
    json!({"schema": 1, "title": title, "url": "https://coast.example/live", "blocks": blocks, "sections": sections})
        .to_string()
}

proptest! {
    #[test]
    fn a_live_blog_reads_back_to_an_equal_article(
        title in words(), opening in words(), posts in prop::collection::vec(post(), 1..6),
    ) {
        let article = json::read(&blog(&title, &opening, &posts)).expect("ours").expect("an article");
        // What a post without a headline is called is found again by the words it begins with.
        let once = read(written(&article).into_bytes()).expect("an article");
        let text = |said: Vec<String>| said.into_iter().filter(|line| !line.contains(" false ")).collect::<Vec<_>>();
        prop_assert_eq!(text(said(&once)), text(said(&article)));
        // And what was read is written as it was.
        let twice = read(written(&once).into_bytes()).expect("an article");
        prop_assert_eq!(said(&twice), said(&once));
        prop_assert_eq!(written(&twice), written(&once));
    }
}

#[test]
fn what_has_no_posts_is_one_text() {
    let page = "<!doctype html><title>Harbour fire</title><main><h1>Harbour fire</h1><p class=byline>By Ana Brandt</p>\
                <p>The fire at the rope store was out by dawn, the regional commander said on Monday.</p>\
                <h2>What burned</h2><ul><li>Shed 4<ul><li>its roof</li></ul></li><li>the rope store</li></ul></main>";
    let article = read(page.as_bytes().to_vec()).expect("an article");
    let again = read(written(&article).into_bytes()).expect("an article");
    assert_eq!(said(&again), said(&article));
    let depths = |article: &Article| article.ids().map(|id| article.depth(id)).collect::<Vec<_>>();
    assert_eq!(depths(&again), depths(&article));
}
