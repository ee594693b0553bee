//! The list of hits in all open articles.

use dateline::app::session::hits::Hit;
use dateline::app::{Effect, Message, Overlay};
use dateline::matching::Words;

use super::articles::comes;
use super::draft::blog;
use super::listing::many;
use super::script::Script;

/// What a search in these articles finds.
fn found(script: Script, words: &str, numbers: &[usize]) -> Script {
    let Some(Effect::Find {
        request, words: asked, ..
    }) = script
        .effects
        .iter()
        .rfind(|effect| matches!(effect, Effect::Find { .. }))
        .cloned()
    else {
        panic!("nothing is looked for: {:?}", script.effects);
    };
    assert_eq!(asked, words);
    let mut sought = Words::parse(&asked).expect("words");
    let article = blog(4);
    let mut hits = Vec::new();
    for &number in numbers {
        for block in article.ids() {
            let matches = sought.find(article.text_of(block));
            if !matches.is_empty() {
                hits.push(Hit::new(number, &article, block, &matches));
            }
        }
    }
    script.send(Message::Found {
        request,
        found: hits,
        searched: 12,
        over: true,
    })
}

fn lines(script: &Script) -> Vec<String> {
    script
        .app
        .state
        .session
        .library
        .hits
        .found
        .iter()
        .map(|hit| hit.line.clone())
        .collect()
}

fn is_open(script: &Script) -> bool {
    matches!(script.app.overlays.top(), Some(Overlay::Hits(_)))
}

#[test]
fn hits_are_looked_for_while_words_are_typed() {
    let script = many(12).keys(":grep reports 3<enter>");
    assert!(is_open(&script));
    let script = found(script, "reports 3", &[0, 5]);
    assert_eq!(lines(&script)[0], "Watch 3 reports from the eastern mole");
    assert_eq!(
        script.app.state.hits_in_words(),
        ("2 in 2 of 12 articles".to_owned(), false)
    );
    assert_eq!(
        script.app.state.session.library.hits.found[0].letters,
        [6, 8, 9, 10, 11, 12, 13, 14]
    );
    // What is typed on is looked for instead, and an answer to what was typed before is passed over.
    let script = script.keys("<bs>4");
    assert!(lines(&script).is_empty());
    let late = Message::Found {
        request: 0,
        found: Vec::new(),
        searched: 12,
        over: true,
    };
    let script = found(script.send(late), "reports 4", &[0]);
    assert_eq!(lines(&script).len(), 1);
    let script = script.keys("<esc>");
    assert!(!is_open(&script) && script.effects.contains(&Effect::StopFinding));
    // It comes back as it was left, without a word asked anew.
    let asked = |script: &Script| {
        script
            .effects
            .iter()
            .filter(|effect| matches!(effect, Effect::Find { .. }))
            .count()
    };
    let before = asked(&script);
    let script = script.keys(":grep<enter>");
    assert!(is_open(&script) && asked(&script) == before && lines(&script).len() == 1);
}

#[test]
fn enter_goes_to_the_hit_in_this_article_and_in_another() {
    let script = found(many(12).keys(":grep reports 3<enter>"), "reports 3", &[0, 5]).keys("<enter>");
    script.check();
    assert!(!is_open(&script));
    assert!(
        script.cursor_text().contains("Watch 3 reports"),
        "{}",
        script.cursor_text()
    );
    let search = script.app.state.document.search.as_ref().expect("the words are lit");
    assert_eq!(search.pattern, "reports|3");
    let script = script.keys("<c-o>");
    assert_eq!(script.section(), 1, "the way back");

    let script = script.keys(":grep<enter><down><enter>");
    assert!(is_open(&script), "until it is there");
    assert!(script.effects.contains(&Effect::Turn { to: 5, whole: true }));
    let script = comes(script, 5, &blog(4));
    script.check();
    assert!(!is_open(&script));
    assert!(
        script.cursor_text().contains("Watch 3 reports"),
        "{}",
        script.cursor_text()
    );
    assert_eq!(script.app.state.session.library.at, 5);
}

#[test]
fn a_hit_in_a_fold_is_uncovered() {
    // The fourth section repeats paragraphs of the third.
    let script = Script::on(blog(4));
    let article = blog(4);
    let run = script.runs()[0];
    let word = article
        .text_of(run)
        .split_whitespace()
        .nth(3)
        .expect("a word")
        .to_owned();
    let script = found(script.keys(&format!(":grep {word}<enter>")), &word, &[0]);
    let at = script
        .app
        .state
        .session
        .library
        .hits
        .found
        .iter()
        .position(|hit| hit.block == run)
        .expect("it is found");
    let script = script.keys(&"<down>".repeat(at)).keys("<enter>");
    script.check();
    assert!(!script.is_folded(run));
    assert_eq!(script.app.state.document.place.cursor, run);
}

#[test]
fn what_has_no_word_in_it_is_told() {
    let script = many(3).keys(":grep \"\"<enter>");
    assert!(is_open(&script));
    let hits = &script.app.state.session.library.hits;
    assert_eq!(hits.wrong.as_deref(), Some("there is no word to look for"));
    assert!(
        !script
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::Find { .. }))
    );
}
