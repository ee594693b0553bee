//! What is fed with bytes of any kind, and what must be true of what comes of them.

use dateline::article::Article;
use dateline::fold::{Folding, Folds};
use dateline::keymap::parse_keys;
use dateline::layout::typography::Typography;
use dateline::layout::{Order, Page, Past};
use dateline::matching::{Fuzzy, Pattern};
use dateline::read::corpus::{Labeller, Piece, Scanner, Splitter};
use dateline::{cli, config, export, read, theme};

#[path = "store.rs"]
mod store;

/// A target by its name.
pub(crate) fn named(name: &str) -> fn(&[u8]) {
    match name {
        "bytes" => bytes,
        "html" => html,
        "markdown" => markdown,
        "feeds" => feeds,
        "json" => json,
        "lines" => lines,
        "corpora" => corpora,
        "configuration" => configuration,
        "themes" => themes,
        "keys" => keys,
        "command_line" => command_line,
        "patterns" => patterns,
        "store" => store::store,
        _ => panic!("no target is called {name}"),
    }
}

/// Whether a character may be in no text that is shown.
fn is_harmful(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Any bytes are an article, or are refused. What can be read in ASCII is all there.
fn bytes(data: &[u8]) {
    let Ok(article) = read::read(data.to_vec()) else { return };
    let explained = read::explain(data.to_vec()).expect("it was read");
    assert_eq!(explained.article.blocks(), article.blocks());
    let _ = read::first_part(data);
    holds(&article);
    // Letters that were read in the wrong encoding are mended when they are read again.
    if std::str::from_utf8(data).is_ok() {
        is_kept_by_an_export(&article);
    }
    let plain = |byte: &u8| matches!(byte, b'\n' | b' '..=b'~');
    if data.iter().all(plain)
        && !data.trim_ascii_start().starts_with(b"{")
        && !data.trim_ascii_start().starts_with(b"<")
    {
        let shown = |text: &[u8]| text.iter().copied().filter(u8::is_ascii_graphic).collect::<Vec<u8>>();
        assert_eq!(shown(article.text().as_bytes()), shown(data), "text is lost");
    }
}

/// What must be true of every article, and of what is made of it.
fn holds(article: &Article) {
    let text: &str = article.text();
    assert!(!text.contains(is_harmful), "{text:?}");
    let mut at = 0;
    for block in article.blocks() {
        assert_eq!(block.tile.start, at, "blocks tile the text");
        assert!(block.tile.contains(block.text) && !block.text.of(text).is_empty());
        at = block.tile.end;
    }
    assert!(at as usize == text.len() || article.blocks().is_empty());
    let folding = Folding::of(article);
    for repeat in folding.repeats() {
        assert!(repeat.block.index() < article.blocks().len());
    }
    let folds = Folds::default();
    for measure in [1, 40, 90] {
        let page = Page {
            article,
            folding: &folding,
            folds: &folds,
            measure,
            fold_boilerplate: true,
            past: &Past::default(),
            fold_read: false,
            typography: Typography {
                justify: true,
                hyphenate: true,
                ..Typography::default()
            },
            order: &Order::default(),
        };
        let rows = page.rows(page.start(), 30);
        assert_eq!(rows.is_empty(), article.blocks().is_empty());
        let _ = page.rows(page.end(30), 30);
    }
    serde_json::from_slice::<serde_json::Value>(&as_json(article)).expect("the export is JSON");
    let options = export::Options::default();
    let mut out = Vec::new();
    export::markdown(article, &folding, options, &mut out).expect("memory");
    export::text(article, &folding, options, &mut out).expect("memory");
    assert!(!String::from_utf8(out).expect("UTF-8").contains(is_harmful));
}

fn as_json(article: &Article) -> Vec<u8> {
    let mut json = Vec::new();
    export::json(article, &Folding::of(article), &mut json).expect("memory");
    json
}

/// An export that is read is the same article.
fn is_kept_by_an_export(article: &Article) {
    let json = as_json(article);
    let again = read::read(json.clone()).expect("the export can be read");
    assert_eq!(
        String::from_utf8(as_json(&again)),
        String::from_utf8(json),
        "an export that is read is the same article"
    );
}

/// Any text is a page, with the doctype that makes it one; its structure and its export hold.
fn html(data: &[u8]) {
    // Letters that were lost in one encoding may be found in another, when they are read again.
    let page = format!("<!doctype html>{}", String::from_utf8_lossy(data));
    let Ok(article) = read::read(page.into_bytes()) else {
        return;
    };
    holds(&article);
    is_kept_by_an_export(&article);
}

/// Any text under a heading and a link is Markdown.
fn markdown(data: &[u8]) {
    let text = format!("# A report\n\n[of](http://it)\n\n{}", String::from_utf8_lossy(data));
    let Ok(article) = read::read(text.into_bytes()) else {
        return;
    };
    holds(&article);
    is_kept_by_an_export(&article);
}

/// Anything may stand in a feed: in XML, or in JSON.
fn feeds(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for begin in ["<rss><channel>", "{\"version\": \"https://jsonfeed.org/version/1\", "] {
        let Ok(article) = read::read(format!("{begin}{text}").into_bytes()) else {
            continue;
        };
        holds(&article);
        is_kept_by_an_export(&article);
    }
}

/// Text as our own JSON is read, or refused with the place where it is wrong.
fn json(data: &[u8]) {
    let mut text = String::from_utf8_lossy(data).into_owned();
    if !text.starts_with('{') {
        text.insert(0, '{');
    }
    match read::read(text.into_bytes()) {
        Ok(article) => {
            holds(&article);
            is_kept_by_an_export(&article);
        }
        Err(error) => is_told(&error.to_string()),
    }
}

/// A message is a line and can be printed.
fn is_told(message: &str) {
    assert!(!message.trim().is_empty());
    assert!(!message.contains('\n') && !message.contains(is_harmful), "{message:?}");
}

/// Every line of a file is an article, or is refused in its place.
fn lines(data: &[u8]) {
    let count = data.iter().filter(|&&byte| byte == b'\n' || byte == b'\r').count() as u64 + 1;
    for piece in pieces(data, &[]) {
        let line = piece.cut.line;
        assert!((1..=count).contains(&line), "line {line} of {count}");
        match piece.read() {
            Ok(article) => {
                holds(&article);
                if std::str::from_utf8(data).is_ok() {
                    is_kept_by_an_export(&article);
                }
            }
            Err(error) => is_told(&error.to_string()),
        }
    }
}

/// The pieces of a file that comes in chunks with these ends.
fn pieces(data: &[u8], ends: &[usize]) -> Vec<Piece> {
    let mut splitter = Splitter::default();
    let mut pieces = Vec::new();
    let mut start = 0;
    for &end in ends.iter().chain([&data.len()]) {
        pieces.extend(splitter.push(&data[start..end]));
        start = end;
    }
    pieces.extend(splitter.finish());
    pieces
}

/// A file of many articles is parted in the same way whatever chunks it comes in.
fn corpora(data: &[u8]) {
    let Some((&seed, data)) = data.split_first() else {
        return;
    };
    let (step, mut ends) = (usize::from(seed) + 1, Vec::new());
    while ends.last().unwrap_or(&0) + step < data.len() {
        ends.push(ends.last().unwrap_or(&0) + step);
    }
    let whole = pieces(data, &[]);
    assert_eq!(whole, pieces(data, &ends));
    assert_eq!(
        whole.iter().flat_map(|piece| piece.bytes.clone()).collect::<Vec<u8>>(),
        data
    );
    let mut scanner = Scanner::default();
    let mut cuts = scanner.push(data);
    cuts.extend(scanner.finish());
    assert!(cuts.iter().eq(whole.iter().map(|piece| &piece.cut)));
    let labels = |ends: &[usize]| {
        let (mut labeller, mut labels, mut start) = (Labeller::default(), Vec::new(), 0);
        for &end in ends.iter().chain([&data.len()]) {
            labels.extend(labeller.push(&data[start..end]));
            start = end;
        }
        labels.extend(labeller.finish());
        labels
    };
    assert_eq!(format!("{:?}", labels(&[])), format!("{:?}", labels(&ends)));
}

/// A place in a text, from 1.
fn is_in(text: &str, line: usize, column: usize) {
    let lines = text.split('\n').count();
    assert!((1..=lines).contains(&line), "line {line} of {lines}");
    let length = text.split('\n').nth(line - 1).map_or(0, |line| line.chars().count());
    assert!((1..=length + 1).contains(&column), "column {column} of {length}");
}

/// A configuration is taken, and what is wrong in it is said where it stands.
fn configuration(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (_, errors) = config::parse(&text, "config.toml");
    for error in errors {
        is_in(&text, error.line, error.column);
        is_told(&error.to_string());
    }
}

/// A theme is taken, or what is wrong in it is said where it stands.
fn themes(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let source = theme::Source {
        name: "own",
        file: "own.toml",
        text: &text,
    };
    let (themes, errors) = theme::load(&[source]);
    assert_eq!(errors.is_empty(), themes.iter().any(|theme| theme.name == "own"));
    for error in errors {
        is_in(&text, error.line, error.column);
        is_told(&error.to_string());
    }
}

/// Keys that can be read can be written, and are the same when read again.
fn keys(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match parse_keys(&text) {
        Ok(keys) => {
            let written: String = keys.iter().map(|key| key.notation()).collect();
            assert_eq!(parse_keys(&written).as_ref(), Ok(&keys), "{written}");
        }
        Err(why) => assert!(!why.is_empty()),
    }
}

/// Arguments are a command, or are refused.
fn command_line(data: &[u8]) {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;
    let arguments = data
        .split(|&byte| byte == 0)
        .map(|argument| OsString::from_vec(argument.to_vec()));
    if let Err(error) = cli::parse(arguments) {
        assert!(!error.to_string().is_empty());
    }
}

/// A pattern is taken or refused. Its matches are whole characters, in order, and do not depend on the normal form of
/// the text; what is typed as it stands is found.
fn patterns(data: &[u8]) {
    let input = String::from_utf8_lossy(data);
    let (typed, text) = input.split_once('\n').unwrap_or((&input, &input));
    if let Ok(mut pattern) = Pattern::new(typed) {
        let mut end = 0;
        pattern.find(text, &mut |place| {
            if let Some(place) = place {
                assert!(place.start >= end && !place.is_empty() && text.get(place.clone()).is_some());
                end = place.end;
            }
            true
        });
    }
    let mut fuzzy = Fuzzy::new(typed);
    let letters = fuzzy.letters(text);
    assert!(
        letters.is_sorted()
            && letters
                .last()
                .is_none_or(|&last| (last as usize) < text.chars().count())
    );
    assert!(fuzzy.score(text).is_some() || letters.is_empty());
    assert!(typed.contains(['\\']) || Fuzzy::new(typed).score(typed).is_some());
}
