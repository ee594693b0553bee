//! A web page of an article: whole in itself, in order, and without anything that runs.

use dateline::article::Article;
use dateline::export::html;
use dateline::fold::Folding;
use dateline::read::read;

fn page(article: &Article) -> String {
    let mut bytes = Vec::new();
    html(article, &Folding::of(article), Some("en"), &mut bytes).expect("a vector");
    String::from_utf8(bytes).expect("UTF-8")
}

fn sample() -> Article {
    read(include_bytes!("../../assets/sample.txt").to_vec()).expect("an article")
}

/// The names of the elements that begin or end, in order.
fn tags(page: &str) -> Vec<&str> {
    page.split('<')
        .skip(1)
        .filter_map(|tag| tag.split([' ', '>', '\n']).next())
        .collect()
}

#[test]
fn every_element_that_begins_ends() {
    let page = page(&sample());
    let mut open = Vec::new();
    for tag in tags(&page) {
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{open:?}"),
            None if matches!(tag, "!doctype" | "meta" | "br" | "img") => {}
            None => open.push(tag),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn nothing_runs_and_nothing_is_fetched() {
    let nasty = "<!doctype html><title>Harbour</title><main><h1>Harbour</h1><p>The <a href=\"javascript:alert(1)\">quay</a> is \
                 shut, the harbour master said on Monday &lt;script&gt;alert(1)&lt;/script&gt;.</p><p>It opens \
                 again on Tuesday, as soon as the last of the crews have left it, he said.</p><figure>\
                 <img src=https://coast.example/1.jpg alt='A \"shed\"'><figcaption>The shed.</figcaption></figure></main>";
    for page in [
        page(&sample()),
        page(&read(nasty.as_bytes().to_vec()).expect("an article")),
    ] {
        for never in [
            "<script",
            "<link",
            "<img",
            "<iframe",
            "javascript:",
            " onclick",
            "@import",
            "url(",
        ] {
            assert!(!page.contains(never), "{never}");
        }
    }
    let page = page(&read(nasty.as_bytes().to_vec()).expect("an article"));
    assert!(
        page.contains("&lt;script&gt;") && page.contains(">A &quot;shed&quot;</a>"),
        "{page}"
    );
}

#[test]
fn headings_are_in_order_and_the_outline_leads_to_each() {
    let article = sample();
    let page = page(&article);
    let mut before = 0;
    for level in tags(&page)
        .into_iter()
        .filter_map(|tag| tag.strip_prefix('h')?.parse::<u8>().ok())
    {
        assert!(level <= before + 1, "h{level} below h{before}");
        before = level;
    }
    assert_eq!(page.matches("<h1").count(), 1);
    for number in 1..=article.sections().len() {
        assert_eq!(page.matches(&format!("href=\"#s{number}\"")).count(), 1);
        assert_eq!(page.matches(&format!("<section id=\"s{number}\"")).count(), 1);
    }
}

#[test]
fn what_repeats_is_there_behind_details() {
    let article = sample();
    let page = page(&article);
    assert!(page.contains("<details>\n<summary>"), "the sample repeats itself");
    assert!(page.contains(" repeated from "));
    let bare = |text: &str| text.replace("&quot;", "\"").replace("&amp;", "&").replace("<br>", "\n");
    let bare = bare(&page);
    for id in article.ids() {
        let longest = article
            .text_of(id)
            .split(['<', '>'])
            .max_by_key(|part| part.len())
            .unwrap_or_default();
        assert!(
            article.extras(id).is_some() || bare.contains(longest) || article.block(id).credit.is_some(),
            "{longest}"
        );
    }
}
