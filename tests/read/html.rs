//! Web pages: their structure, their description of themselves, and what of them is not the article.

use dateline::article::{Article, BlockId, Extras, InlineStyle, Kind};
use dateline::read::read;

use super::{article, blocks, headlines};

/// Posts of an invented live blog, newest first: id, time, headline, text.
const POSTS: &[(&str, &str, &str, &str)] = &[
    (
        "p4",
        "2026-08-15T17:33:31+02:00",
        "The ferries sail again",
        "Both ferries left Kessel Harbour at half past five with nearly everybody who had waited on the quay since noon.",
    ),
    (
        "p3",
        "2026-08-15T16:05:00+02:00",
        "",
        "Smoke still hangs over the old town, and the school on Mill Lane stays shut until the wind has turned to the east.",
    ),
    (
        "p2",
        "2026-08-15T14:20:00+02:00",
        "Shed 4 is lost",
        "The roof of Shed 4 came down at ten past two. Nobody was inside, the regional commander said, and nobody is missing.",
    ),
    (
        "p1",
        "2026-08-15T13:02:00+02:00",
        "Fire at the harbour",
        "A fire broke out in the rope store of Kessel Harbour shortly before one, and crews from four towns are on their way.",
    ),
];

const TITLE: &str = "Harbour fire: crews hold the line";

/// A page around its content, with the frame that pages have.
fn page(head: &str, content: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>{TITLE} | The Coastal Press</title>\
         <meta property=\"og:title\" content=\"{TITLE}\"><link rel=canonical href=\"https://coast.example/live\">{head}</head>\
         <body><header><nav><ul><li><a href=/>Home</a><li><a href=/sport>Sport</a></ul></nav></header>\
         <main><h1>{TITLE}</h1>{content}</main>\
         <aside><h2>Most read</h2><ol><li><a href=/a>Ten things to do with a leek</a><li><a href=/b>Kessel sign a goalkeeper</a></ol></aside>\
         <footer><p>© The Coastal Press. All rights reserved.</p></footer><script>window.x = \"<p>no</p>\"</script></body></html>"
    )
}

/// The posts as a page shows them.
fn shown() -> String {
    let post = |(id, time, headline, text): &(&str, &str, &str, &str)| {
        let heading = if headline.is_empty() {
            String::new()
        } else {
            format!("<h2>{headline}</h2>")
        };
        format!(
            "<article class=post id={id}><header><time datetime=\"{time}\">{}</time>{heading}\
             <p class=byline>Ana Brandt</p></header><p>{text}</p><footer class=share><a href=#>Share</a></footer></article>",
            &time[11..16]
        )
    };
    POSTS.iter().map(post).collect()
}

/// The posts as a page describes them.
fn described() -> String {
    let post = |(id, time, headline, text): &(&str, &str, &str, &str)| {
        let headline = if headline.is_empty() { TITLE } else { headline };
        format!(
            "{{\"@type\": \"BlogPosting\", \"@id\": \"https://coast.example/live#{id}\", \
             \"url\": \"https://coast.example/live#{id}\", \"headline\": \"{headline}\", \"datePublished\": \"{time}\", \
             \"dateModified\": \"2026-08-15T18:00:00+02:00\", \"author\": {{\"@type\": \"Person\", \"name\": \"Mia Ode\"}}, \
             \"articleBody\": \"{text}\"}}"
        )
    };
    let posts: Vec<String> = POSTS.iter().map(post).collect();
    format!(
        "<script type=\"application/ld+json\">{{\"@type\": \"LiveBlogPosting\", \"headline\": \"{TITLE}\", \
         \"datePublished\": \"2026-08-15T13:00:00+02:00\", \"liveBlogUpdate\": [{}]}}</script>",
        posts.join(", ")
    )
}

/// Headline and time of each post.
fn posts(article: &Article) -> Vec<(String, String)> {
    let sections = article.sections().iter().filter_map(|section| {
        let headline = section.headline?.of(article.text()).to_owned();
        Some((headline, section.time?.to_string()))
    });
    sections.collect()
}

/// What is known of the block that opens each post.
fn extras(article: &Article) -> Vec<Extras> {
    let timed = article.sections().iter().filter(|section| section.time.is_some());
    timed
        .map(|section| article.extras(section.first).cloned().unwrap_or_default())
        .collect()
}

fn check_posts(article: &Article) {
    assert_eq!(article.meta().title.as_deref(), Some(TITLE));
    let found = posts(article);
    assert_eq!(found.len(), POSTS.len(), "{found:?}");
    for ((headline, time), (_, at, title, text)) in found.iter().zip(POSTS) {
        assert_eq!(time, &at[..16]);
        if title.is_empty() {
            assert!(text.starts_with(headline.as_str()), "{headline}");
        } else {
            assert_eq!(headline, title);
        }
        let there = blocks(article).contains(&(Kind::Paragraph, text));
        assert!(there, "{text}");
    }
    let all: &str = article.text();
    for not_of_it in ["leek", "Sport", "All rights", "Share", "<p>"] {
        assert!(!all.contains(not_of_it), "{not_of_it} in {all}");
    }
}

#[test]
fn posts_of_a_page_have_what_the_page_and_its_description_say() {
    let article = article(&page(&described(), &shown()));
    check_posts(&article);
    for (extras, (id, ..)) in extras(&article).iter().zip(POSTS) {
        assert_eq!(extras.id.as_deref(), Some(*id));
        assert_eq!(extras.author.as_deref(), Some("Mia Ode"));
        assert_eq!(
            extras.permalink.as_deref(),
            Some(format!("https://coast.example/live#{id}").as_str())
        );
        let updated = extras.updated.expect("it says so").to_string();
        assert_eq!(updated, "2026-08-15T18:00");
    }
    assert_eq!(article.meta().published.expect("a day").to_string(), "2026-08-15T13:00");
}

#[test]
fn a_page_without_a_description_has_its_posts() {
    let article = article(&page("", &shown()));
    check_posts(&article);
    for (extras, (id, ..)) in extras(&article).iter().zip(POSTS) {
        assert_eq!(extras.id.as_deref(), Some(*id));
        assert_eq!(extras.author.as_deref(), Some("Ana Brandt"));
        assert_eq!(extras.updated, None);
    }
}

#[test]
fn a_shell_is_filled_from_its_description() {
    let shell = format!(
        "<!doctype html><title>{TITLE}</title>{}<body><div id=app></div><noscript>Please enable JavaScript.</noscript></body>",
        described()
    );
    let article = article(&shell);
    check_posts(&article);
    assert_eq!(extras(&article)[0].author.as_deref(), Some("Mia Ode"));
}

#[test]
fn boxes_without_names_that_mean_anything_are_posts_by_their_times() {
    let post = |(id, time, headline, text): &(&str, &str, &str, &str)| {
        let heading = if headline.is_empty() {
            String::new()
        } else {
            format!("<div class=x3><b>{headline}</b></div>")
        };
        format!(
            "<div class=x1 data-id={id}><div class=x2>{}</div>{heading}<div class=x4>By Ana Brandt</div>\
             <div class=x5><span>{text}</span></div></div>",
            &time[11..16]
        )
    };
    let soup: String = POSTS.iter().map(post).collect();
    let published = "<meta property=\"article:published_time\" content=\"2026-08-15T13:00:00+02:00\">";
    let article = article(&page(published, &format!("<div>{soup}</div>")));
    check_posts(&article);
    assert_eq!(extras(&article)[2].id.as_deref(), Some("p2"));
    assert_eq!(extras(&article)[2].author.as_deref(), Some("Ana Brandt"));
}

#[test]
fn a_description_of_another_article_is_not_believed() {
    let lie = format!(
        "<script type=\"application/ld+json\">{{\"@type\": \"NewsArticle\", \"headline\": \"Ten things to do with a leek\", \
         \"articleBody\": \"{}\"}}</script>",
        "First, boil it in a large pot. ".repeat(60)
    );
    let article = article(&page(&lie, &shown()));
    check_posts(&article);
    assert!(!article.text().contains("boil"));
}

#[test]
fn posts_that_are_not_shown_come_from_the_description_in_their_place() {
    let all = shown();
    let cut = all.find("<article class=post id=p2").expect("a post of ours");
    let end = all.find("<article class=post id=p1").expect("a post of ours");
    let article = article(&page(&described(), &format!("{}{}", &all[..cut], &all[end..])));
    check_posts(&article);
}

#[test]
fn a_pinned_copy_does_not_take_the_name_of_a_post_that_says_a_sentence_of_it() {
    let (_, _, _, text) = POSTS[2];
    let said = text.split_once(". ").expect("two sentences").1;
    let pinned = format!(
        "<article class=post><header><time datetime=\"2026-08-15T09:00:00+02:00\">09:00</time></header><p>It began with \
         smoke. {said}</p></article>"
    );
    let article = article(&page(&described(), &(pinned + &shown())));
    let ids: Vec<_> = extras(&article).into_iter().map(|extras| extras.id).collect();
    let expected = [None, Some("p4"), Some("p3"), Some("p2"), Some("p1")];
    assert_eq!(ids, expected.map(|id| id.map(str::to_owned)));
}

#[test]
fn words_come_from_the_page_and_times_only_where_they_differ() {
    // The first words of each post, and one time for all of them.
    let teased = POSTS.iter().fold(described(), |page, (_, time, _, text)| {
        page.replace(text, &format!("{}…", &text[..40]))
            .replace(time, "2026-08-15T13:00:00+02:00")
    });
    check_posts(&article(&page(&teased, &shown())));
}

#[test]
fn what_was_updated_is_no_time_of_a_post() {
    let changed = shown().replace(
        "<footer class=share>",
        "<p class=updated>Updated at <time datetime=\"2026-08-15T19:15:00+02:00\">19:15</time></p><footer class=share>",
    );
    let article = article(&page("", &changed));
    check_posts(&article);
    assert!(
        extras(&article)
            .iter()
            .all(|extras| extras.updated.is_some_and(|time| time.minute == 19 * 60 + 15))
    );
}

#[test]
fn microdata_names_posts() {
    let post = |(id, time, headline, text): &(&str, &str, &str, &str)| {
        format!(
            "<li class=lb><div itemprop=liveBlogUpdate itemscope itemtype=https://schema.org/BlogPosting>\
             <meta itemprop=url content=\"https://coast.example/live#{id}\"><meta itemprop=datePublished content=\"{time}\">\
             <span itemprop=author itemscope><meta itemprop=name content=\"Mia Ode\"></span><div>{}</div>{}\
             <div itemprop=articleBody><p>{text}</p></div></div></li>",
            &time[11..16],
            if headline.is_empty() {
                String::new()
            } else {
                format!("<h2 itemprop=headline>{headline}</h2>")
            }
        )
    };
    let list: String = POSTS.iter().map(post).collect();
    let article = article(&page("", &format!("<ul>{list}</ul>")));
    check_posts(&article);
    assert_eq!(extras(&article)[1].id.as_deref(), Some("p3"));
    assert_eq!(extras(&article)[1].author.as_deref(), Some("Mia Ode"));
}

#[test]
fn times_of_another_clock_are_shown_by_the_pages_own() {
    let utc = described()
        .replace("T17:33:31+02:00", "T15:33:31Z")
        .replace("T14:20:00+02:00", "T12:20:00Z");
    check_posts(&article(&page(&utc, &shown())));
}

/// An invented report with all that a page can have.
const REPORT: &str = "<article><p class=standfirst>Crews held the line at the harbour overnight, and the wind has turned at last.</p>\
    <p>By <a rel=author href=/ana>Ana Brandt</a></p>\
    <figure><img src=/shed.jpg alt=\"A shed\"><figcaption>A crew dampens the roof of Shed 4 before dawn. <span class=credit>Jon Kessel/Coastal Press</span></figcaption></figure>\
    <p>Fire crews held the line at <a href=\"\nhttps://coast.example/\nharbour \">Kessel Harbour</a> overnight, and the wind <em>turned</em> at <strong>three</strong> in the morning.</p>\
    <h2>What was lost</h2><p>Two sheds and a crane were lost, the commander said, and the old fish market lost a part of its roof.</p>\
    <ul><li>Shed 3 and what was in it<ul><li>most of it rope</li></ul></li><li>Shed 4, all but a wall</li></ul>\
    <h3>The order of the night</h3><ol start=3><li>The pumps ran dry</li><li>The wind turned</li></ol>\
    <blockquote><p>We could see the doors glow.</p><footer>— Petra Aldous, harbour master</footer></blockquote>\
    <table><tr><th>Shed</th><th>Built</th></tr><tr><td>Three</td><td>1988</td></tr><tr><td>Seventeen</td><td>2029</td></tr></table>\
    <p>Type <code>harbour --open</code> to see when the next one sails from the quay.</p>\
    <iframe src=\"https://video.example/1\" title=\"Watch: the roof comes down\"></iframe>\
    <div class=newsletter-signup><p>Sign up to our newsletter for the best of the coast, in your inbox every morning.</p></div></article>";

#[test]
fn the_structure_of_a_page_is_that_of_the_article() {
    let article = article(&page("", REPORT));
    assert_eq!(
        blocks(&article),
        [
            (Kind::Title, TITLE),
            (
                Kind::Paragraph,
                "Crews held the line at the harbour overnight, and the wind has turned at last."
            ),
            (Kind::Byline, "By Ana Brandt"),
            (
                Kind::Caption,
                "A crew dampens the roof of Shed 4 before dawn. Jon Kessel/Coastal Press"
            ),
            (
                Kind::Paragraph,
                "Fire crews held the line at Kessel Harbour overnight, and the wind turned at three in the morning."
            ),
            (Kind::Heading, "What was lost"),
            (
                Kind::Paragraph,
                "Two sheds and a crane were lost, the commander said, and the old fish market lost a part of its roof."
            ),
            (Kind::ListItem, "Shed 3 and what was in it"),
            (Kind::ListItem, "most of it rope"),
            (Kind::ListItem, "Shed 4, all but a wall"),
            (Kind::Heading, "The order of the night"),
            (Kind::ListItem, "The pumps ran dry"),
            (Kind::ListItem, "The wind turned"),
            (Kind::Quote, "We could see the doors glow."),
            (Kind::Quote, "— Petra Aldous, harbour master"),
            (Kind::Paragraph, "Shed       Built\nThree      1988\nSeventeen  2029"),
            (
                Kind::Paragraph,
                "Type harbour --open to see when the next one sails from the quay."
            ),
            (Kind::Caption, "Watch: the roof comes down"),
            (
                Kind::Boilerplate,
                "Sign up to our newsletter for the best of the coast, in your inbox every morning."
            ),
        ]
    );
    let text: &str = article.text();
    assert!(text.contains("\n\n    • most of it rope\n\n  • Shed 4"));
    assert!(text.contains("\n\n  3. The pumps ran dry\n\n  4. The wind turned"));
    let caption = article.block(BlockId(3));
    assert_eq!(caption.credit.expect("a credit").of(text), "Jon Kessel/Coastal Press");
    let picture = article
        .extras(BlockId(3))
        .and_then(|extras| extras.picture.clone())
        .expect("a picture");
    assert_eq!(
        (picture.url.as_str(), picture.alt.as_deref()),
        ("/shed.jpg", Some("A shed"))
    );
    assert_eq!(article.extras(BlockId(5)).and_then(|extras| extras.level), Some(2));
    assert_eq!(article.extras(BlockId(10)).and_then(|extras| extras.level), Some(3));
    let inline = |block: u32| {
        let extras = article.extras(BlockId(block)).expect("it has some");
        let inline = extras
            .inline
            .iter()
            .map(|inline| (inline.span.of(text), inline.style.clone()));
        inline.collect::<Vec<_>>()
    };
    assert_eq!(
        inline(4),
        [
            (
                "Kessel Harbour",
                InlineStyle::Link("https://coast.example/harbour".into())
            ),
            ("turned", InlineStyle::Emphasis),
            ("three", InlineStyle::Strong)
        ]
    );
    assert_eq!(inline(16), [("harbour --open", InlineStyle::Code)]);
    assert_eq!(
        inline(17),
        [(
            "Watch: the roof comes down",
            InlineStyle::Link("https://video.example/1".into())
        )]
    );
    assert_eq!(article.meta().bylines, ["Ana Brandt"]);
    assert_eq!(
        headlines(&article),
        [None, Some("What was lost"), Some("The order of the night")]
    );
}

#[test]
fn who_wrote_an_article_is_said_though_only_its_head_does() {
    let byline = "<p>By <a rel=author href=/ana>Ana Brandt</a></p>";
    let bare = REPORT.replace(byline, "");
    let head = "<meta name=author content=\"Ana Brandt\">";
    let said = article(&page(head, &bare));
    assert_eq!(blocks(&said)[1], (Kind::Byline, "Ana Brandt"));
    // Not where the page shows it.
    let shown = article(&page(head, REPORT));
    let bylines = blocks(&shown).into_iter().filter(|(kind, _)| *kind == Kind::Byline);
    assert_eq!(bylines.collect::<Vec<_>>(), [(Kind::Byline, "By Ana Brandt")]);
    // It may be set as a heading.
    let heading = article(&page("", &REPORT.replace(byline, "<h4>By Ana Brandt</h4>")));
    assert!(blocks(&heading).contains(&(Kind::Byline, "By Ana Brandt")));
}

#[test]
fn what_leads_to_other_articles_is_not_of_this_one() {
    let more = REPORT.replace(
        "<h3>The order",
        "<h3><a href=/leeks>Ten things to do with a leek</a></h3>\
         <figure><img src=/b.jpg><figcaption><a href=/goal>Kessel sign a goalkeeper</a></figcaption></figure>\
         <figure><img src=/ad.png><figcaption>Advertisement</figcaption></figure><h3>The order",
    );
    let of_it = |article: &Article| -> Vec<String> {
        let blocks = blocks(article)
            .into_iter()
            .filter(|(kind, _)| *kind != Kind::Boilerplate);
        blocks.map(|(_, text)| text.to_owned()).collect()
    };
    assert_eq!(of_it(&article(&page("", &more))), of_it(&article(&page("", REPORT))));
    // What a report is about may be elsewhere.
    let read = "leek</a></h3><p>It can be read on the ferry, which takes an hour and is out of reach of any phone.</p>";
    let product = more
        .replace("href=/leeks", "href=\"https://leeks.example/ten\"")
        .replace("leek</a></h3>", read);
    assert!(of_it(&article(&page("", &product))).contains(&"Ten things to do with a leek".to_owned()));
}

#[test]
fn a_name_of_a_class_does_not_cost_the_article() {
    // Whoever names the article like clutter does not lose it.
    let renamed = REPORT.replace(
        "<article>",
        "<article class=\"social-content newsletter-article promo\">",
    );
    let article = article(&page("", &renamed));
    assert!(article.text().contains("We could see the doors glow."));
    assert_eq!(headlines(&article).len(), 3);
}

#[test]
fn a_heading_with_nothing_below_it_heads_nothing() {
    let more = REPORT.replace(
        "</article>",
        "<h2>Elsewhere on the coast</h2><p class=byline>By Mia Ode</p></article>",
    );
    let article = article(&page("", &more));
    assert_eq!(headlines(&article).len(), 3);
    assert_eq!(article.meta().bylines, ["Ana Brandt"]);
    let names = blocks(&article)
        .iter()
        .filter(|(kind, _)| *kind == Kind::Byline)
        .count();
    assert_eq!(names, 1, "who wrote it is said once");
}

#[test]
fn points_above_the_text_are_a_list() {
    let points = [
        "Crews held the line at the harbour for a second night, the regional commander said on Saturday.",
        "The ferries stay in port until noon on Monday, and perhaps longer than that, the office says.",
    ];
    let list = format!("<ul class=summary><li>{}<li>{}</ul>", points[0], points[1]);
    let article = article(&page("", &format!("{list}{REPORT}")));
    let items = blocks(&article).into_iter().filter(|(kind, _)| *kind == Kind::ListItem);
    let items: Vec<&str> = items.map(|(_, text)| text).collect();
    assert_eq!(items[..2], points);
}

#[test]
fn short_lines_that_differ_from_the_paragraphs_around_them_are_headings() {
    let prose = |what: &str| {
        format!(
            "<p>{what} asked for a siren that can be heard on the islands and in the town, and the port said that it would think of it.</p>"
        )
    };
    let shown = |class: &str, first: &str, second: &str| {
        let content = format!(
            "{}<p{class}>{first}</p>{}<p{class}>{second}</p>{}",
            prose("The brigade"),
            prose("The mayor"),
            prose("The crews")
        );
        let article = article(&page("", &content));
        let found = blocks(&article).into_iter().filter(|(kind, _)| *kind == Kind::Heading);
        found.map(|(_, text)| text.to_owned()).collect::<Vec<_>>()
    };
    let lines = ["Nobody heard it", "What the port will buy"];
    assert_eq!(shown(" class=sub", lines[0], lines[1]), lines);
    assert_eq!(
        shown("", "NOBODY HEARD IT", "WHAT IT WILL BUY"),
        ["NOBODY HEARD IT", "WHAT IT WILL BUY"]
    );
    // One alone may be anything, and so may lines that look like all others; some have a form of their own.
    assert!(shown("", lines[0], lines[1]).is_empty());
    assert!(shown("", "NOBODY HEARD IT", lines[1]).is_empty());
    assert!(shown(" class=sub", "Foto: Ana Brandt", "Foto: Maren Holt").is_empty());
    assert!(shown(" class=sub", "Externen Inhalt anzeigen", "Inhalte erlauben").is_empty());
}

#[test]
fn a_heading_with_a_number_is_an_item_of_a_list_by_itself() {
    let more = REPORT.replace("</article>", "<h2>3. The ferry</h2><h2>2. The quay</h2></article>");
    let article = article(&page("", &more));
    assert_eq!(headlines(&article)[3..], [Some("3. The ferry"), Some("2. The quay")]);
}

#[test]
fn nothing_in_a_page_can_drive_a_terminal() {
    let article = article(
        "<!doctype html><h1>A \x1b[2J title</h1><p>Bold &#27;[1m and &#x202e;turned&#x202c; and \u{200b}hidden in a sentence.</p>",
    );
    let text: &str = article.text();
    assert!(!text.contains(['\x1b', '\u{202e}', '\u{200b}']), "{text:?}");
    assert!(text.contains("turned"));
}

#[test]
fn pages_that_bite_are_read() {
    let words = "Some words that stand at the bottom of it all, and are to be read. ";
    let deep = format!("<!doctype html><body>{}<p>{words}</p>", "<div>".repeat(100_000));
    assert!(article(&deep).text().contains("bottom of it"));
    let inline = format!(
        "<!doctype html><body><p>{}x{}",
        "<b><font>".repeat(2_000),
        "<p>y".repeat(200)
    );
    let _ = article(&inline);
    let fonts: String = (0..600).map(|size| format!("<font size={size}>")).collect();
    let _ = article(&format!("<!doctype html><body>{fonts}{}", "<p>y".repeat(20_000)));
    let attributes: String = (0..50_000).map(|n| format!(" a{n}=1")).collect();
    let wide = format!(
        "<!doctype html><div{attributes} data-x=\"{}\"><article><h1>T</h1><p>{words}</p></article></div>",
        "v".repeat(5_000_000)
    );
    assert!(article(&wide).text().contains("bottom of it"));
    let tables = "<table><tr><td><table><p>Some words that stand in a table. <tr><li>item<td>".repeat(300);
    let _ = article(&format!("<!doctype html><article><h1>T</h1>{tables}"));
    let description = format!("<script type=\"application/ld+json\">{}</script>", "[".repeat(200_000));
    check_posts(&article(&page(&description, &shown())));
    let broken = described().replace("\"liveBlogUpdate\": [", "\"liveBlogUpdate\": [ {{");
    check_posts(&article(&page(&broken, &shown())));
}

#[test]
fn a_page_cut_anywhere_is_an_article() {
    let page = page(&described(), &format!("{}{REPORT}", shown()));
    for end in (0..page.len()).step_by(97).filter(|end| page.is_char_boundary(*end)) {
        read(page.as_bytes()[..end].to_vec()).expect("a part of a page");
    }
}

#[test]
fn work_grows_with_the_page() {
    // Nothing here takes a minute unless it grows faster than its input.
    for unit in [
        "<p>y",
        "<div>",
        "<b><p>",
        "<li><ul>",
        "<table><td>",
        "</p>",
        "<a href=x>",
        "<!--",
        "<title>",
        "&amp;",
        "<time>1</time>",
    ] {
        let _ = article(&format!("<!doctype html>{}", unit.repeat(200_000 / unit.len())));
    }
}

/// A post with something in its text, among others.
fn blog_with(content: &str) -> Article {
    let posts = shown().replacen("</header>", &format!("</header>{content}"), 1);
    article(&page("", &posts))
}

#[test]
fn an_embedded_post_says_whose_it_is_and_where_it_stands() {
    let embedded = "<blockquote class=tweet cite=\"https://social.example/quay\"><p>The quay is <em>shut</em> to cars.</p>\
                    — Quay watch (@quay) <a href=\"https://social.example/quay/1\">2026-08-15</a></blockquote>";
    let article = blog_with(embedded);
    let line = "— Quay watch (@quay) 2026-08-15";
    let at = blocks(&article).iter().position(|block| *block == (Kind::Quote, line));
    let at = at.unwrap_or_else(|| panic!("{:?}", blocks(&article)));
    assert_eq!(blocks(&article)[at - 1], (Kind::Quote, "The quay is shut to cars."));
    let source = article.extras(BlockId(at as u32)).expect("an embedded post");
    assert_eq!(source.author.as_deref(), Some("Quay watch (@quay)"));
    assert_eq!(source.permalink.as_deref(), Some("https://social.example/quay/1"));
    // Neither it nor its address is the post's own.
    assert_eq!(extras(&article)[0].author.as_deref(), Some("Ana Brandt"));
    assert_eq!(extras(&article)[0].id.as_deref(), Some("p4"));
    check_posts(&article);
    // Who is quoted is no account.
    let quoted = "<blockquote><p>The quay is shut.</p><footer>— Mia Ode, harbour master</footer></blockquote>";
    assert!(blocks(&blog_with(quoted)).contains(&(Kind::Quote, "— Mia Ode, harbour master")));
}

#[test]
fn a_paragraph_of_a_post_that_is_only_a_link_is_of_its_text() {
    let article =
        blog_with("<p><a href=/rest>Where to go and what to bring</a></p><div><a href=/all>All our reports</a></div>");
    assert!(blocks(&article).contains(&(Kind::Paragraph, "Where to go and what to bring")));
    assert!(!blocks(&article).contains(&(Kind::Paragraph, "All our reports")));
}

#[test]
fn a_headline_in_bold_may_be_a_word_of_the_page() {
    let post = |(_, time, headline, text): &(&str, &str, &str, &str)| {
        let headline = if headline.is_empty() { "Correction" } else { headline };
        format!(
            "<div class=x1><div class=x2>{}</div><div class=x3><b>{headline}</b></div><div class=x4>By Ana Brandt</div>\
             <div class=x5><span>{text}</span></div></div>",
            &time[11..16]
        )
    };
    let article = article(&page("", &POSTS.iter().map(post).collect::<String>()));
    let found: Vec<_> = posts(&article).into_iter().map(|(headline, _)| headline).collect();
    assert_eq!(
        found,
        [
            "The ferries sail again",
            "Correction",
            "Shed 4 is lost",
            "Fire at the harbour"
        ]
    );
}
