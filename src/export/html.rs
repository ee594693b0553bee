//! An article as a page of its own: everything in one file, nothing that is fetched, no script. It can be read with a
//! keyboard, by a screen reader and on paper: an outline with links, landmarks, headings in order, and what repeats behind
//! `details`.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::linear::{self, OneLine};
use super::markup::{For, Markup, escaped};
use crate::article::{Article, BlockId, Kind, Section, Time, Zone};
use crate::fold::{Folding, Folds};

/// How the page looks, on a screen and on paper.
const STYLE: &str = include_str!("../../assets/page.css");

/// Writes the article as a web page. `language` is the code of the language it is in, where that is known.
///
/// # Errors
/// What `out` answers.
pub fn html(article: &Article, folding: &Folding, language: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    let title = title(article).unwrap_or_else(|| "Article".to_owned());
    let language = language.unwrap_or("en");
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" \
         content=\"dateline\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#article\">Skip to the article</a>\n<header>\n<h1>{}</h1>\n",
        escaped(language),
        escaped(&title),
        escaped(&title)
    );
    about(article, &mut page);
    page.push_str("</header>\n");
    outline(article, &mut page);
    page.push_str("<main id=\"article\" tabindex=\"-1\">\n");
    for (number, section) in article.sections().iter().enumerate() {
        page.push_str(&one(article, folding, section, number));
    }
    page.push_str("</main>\n");
    if let Some(url) = &article.meta().url {
        let url = escaped(url);
        let _ = writeln!(page, "<footer><p>Source: <a href=\"{url}\">{url}</a></p></footer>");
    }
    page.push_str("</body>\n</html>\n");
    out.write_all(page.as_bytes())?;
    out.flush()
}

fn title(article: &Article) -> Option<String> {
    let own = article.ids().find(|&id| article.block(id).kind == Kind::Title);
    let own = own.map(|id| article.text_of(id)).filter(|text| !text.is_empty());
    own.or(article.meta().title.as_deref())
        .map(|title| OneLine(title).to_string())
}

/// When the article was published, and by whom, where no block says so.
fn about(article: &Article, page: &mut String) {
    let meta = article.meta();
    if let Some(published) = meta.published {
        let _ = writeln!(
            page,
            "<p><time datetime=\"{published}\">{}</time></p>",
            linear::day(published)
        );
    }
    let is_said = article.blocks().iter().any(|block| block.kind == Kind::Byline);
    if !is_said && !meta.bylines.is_empty() {
        let _ = writeln!(page, "<p>{}</p>", escaped(&meta.bylines.join(", ")));
    }
}

fn outline(article: &Article, page: &mut String) {
    if article.sections().len() < 2 {
        return;
    }
    page.push_str("<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n");
    for (number, section) in article.sections().iter().enumerate() {
        let _ = writeln!(
            page,
            "<li><a href=\"#s{}\">{}{}</a></li>",
            number + 1,
            clock(section.time),
            escaped(&name(article, section, number))
        );
    }
    page.push_str("</ol>\n</nav>\n");
}

/// What a section is called: its headline, or the words that stand for one.
fn name(article: &Article, section: &Section, number: usize) -> String {
    match section.headline {
        Some(headline) => OneLine(headline.of(article.text())).to_string(),
        None if number == 0 => "Opening".to_owned(),
        None => "Section".to_owned(),
    }
}

fn clock(time: Option<Time>) -> String {
    let Some(time) = time else { return String::new() };
    let zone = time.zone.map(|zone| Zone(zone).to_string()).unwrap_or_default();
    let shown = Time { date: None, ..time };
    format!("<time datetime=\"{time}{zone}\">{shown}</time> ")
}

/// A section: its heading, with its time, and its blocks.
fn one(article: &Article, folding: &Folding, section: &Section, number: usize) -> String {
    let named = section.headline.filter(|_| article.is_named(section));
    let heading = (section.first.0..=section.last.0).map(BlockId).find(|&id| {
        let block = article.block(id);
        block.kind == Kind::Heading && named.is_some_and(|headline| block.text.contains(headline))
    });
    let words = heading.map_or_else(
        || {
            if section.time.is_some() {
                String::new()
            } else {
                name(article, section, number)
            }
        },
        |id| OneLine(article.text_of(id)).to_string(),
    );
    let hidden = if heading.is_none() && section.time.is_none() {
        " class=\"unseen\""
    } else {
        ""
    };
    let mut markup = Markup::new(article, For::Page);
    markup.raw(&format!(
        "<section id=\"s{0}\">\n<h2{hidden}>{1}{2}</h2>\n",
        number + 1,
        clock(section.time),
        escaped(&words)
    ));
    let clock = section.time.map(|time| Time { date: None, ..time }.to_string());
    let mut until = None;
    for id in (section.first.0..=section.last.0).map(BlockId) {
        let block = article.block(id);
        // The title stands above all, and the heading and its time above the section.
        let is_said = block.kind == Kind::Title
            || Some(id) == heading
            || (block.kind == Kind::Timestamp && clock.as_deref() == Some(article.text_of(id)));
        if is_said {
            continue;
        }
        let run = linear::own_run(folding, id).filter(|(run, _)| Folds::default().is_folded(run));
        if let Some((run, of)) = run
            && until.is_none()
        {
            let last = run.last.min(section.last);
            let said = linear::left_out(article, (run, of)).to_string();
            markup.raw(&format!("<details>\n<summary>{}</summary>\n", escaped(&said)));
            until = Some(last);
        }
        markup.block(id);
        if until == Some(id) {
            markup.raw("</details>\n");
            until = None;
        }
    }
    markup.raw(if until.is_some() {
        "</details>\n</section>\n"
    } else {
        "</section>\n"
    });
    markup.finish()
}
