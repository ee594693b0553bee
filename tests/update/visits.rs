//! What earlier visits left: what was read before is folded and shown without the page moving, what is new is gone to.

use std::sync::Arc;

use dateline::app::document::progress::Stage;
use dateline::app::{Message, Overlay};
use dateline::article::{Article, BlockId, Date, Kind, Published, SectionId};
use dateline::layout::{Content, Fold, Fresh, RowKind};
use dateline::recall::{ArticleName, Before, Changed, Changes, Passage, ReadingPosition, Recalled, Removed};
use proptest::prelude::*;

use super::draft::{Draft, blog, paragraph};
use super::script::{Script, is_text};

fn ids(ids: impl IntoIterator<Item = u32>) -> Vec<BlockId> {
    ids.into_iter().map(BlockId).collect()
}

/// A second visit: these blocks were read on the first.
fn read(blocks: Vec<BlockId>) -> Recalled {
    Recalled {
        read: blocks,
        ..Recalled::default()
    }
}

/// These blocks were read in another article.
pub(super) fn read_there(blocks: &[u32]) -> Recalled {
    let passages = blocks.iter().map(|&block| Passage {
        block: BlockId(block),
        of: 0,
    });
    Recalled {
        before: Before {
            passages: passages.collect(),
            articles: vec![ArticleName {
                title: Some("Harbour fire at Sund".to_owned()),
                published: Date::new(2022, 8, 14).map(|date| Published { date, minute: None }),
            }],
        },
        ..Recalled::default()
    }
}

/// Blocks 4 and 5 are new, so are 8 and 9; block 12 has changed, something before block 7 and at the end is gone.
pub(super) fn changed() -> Recalled {
    let gone = |at: u32, text: &str| Removed {
        at: BlockId(at),
        kind: Kind::Paragraph,
        text: Arc::from(text),
    };
    Recalled {
        changes: Some(Changes {
            since: "yesterday 14:05".to_owned(),
            added: ids([4, 5, 8, 9]),
            changed: vec![Changed {
                block: BlockId(12),
                before: Arc::from(paragraph(30, 4).replace("turned", "had turned thrice").as_str()),
            }],
            removed: vec![gone(7, "The pier was closed to all."), gone(999, "")],
        }),
        ..Recalled::default()
    }
}

/// It is found.
pub(super) fn recalls(script: Script, recalled: Recalled) -> Script {
    let article = Arc::clone(&script.app.state.document.article);
    script.send(Message::Recalled {
        article,
        recalled: Arc::new(recalled),
    })
}

/// How far down the row of the cursor is.
fn cursor_row(script: &Script) -> Option<usize> {
    let cursor = script.app.state.page().shown(script.app.state.document.place.cursor);
    let rows = script.rows();
    rows.iter().position(|row| row.anchor.block == cursor && is_text(row))
}

#[test]
fn what_was_read_before_is_read_and_folds_on_a_key() {
    let script = recalls(Script::on(blog(6)), read(ids(3..7)));
    assert_eq!(script.stages()[..3], [Stage::Unread, Stage::Read, Stage::Unread]);
    assert!(script.row_with("read before").is_none(), "off by default");
    let script = script.keys("zp");
    script.check();
    assert_eq!(script.notice(), "What was read before is folded");
    assert!(
        script.row_with("Watch 1 reports").is_some(),
        "a heading is never hidden"
    );
    let row = script.row_with("3 paragraphs read before").expect("a row");
    assert_eq!(script.rows()[row].kind, RowKind::Fold);
    // The row opens in place, says so, and folds again.
    let mut script = script;
    while script.app.state.document.place.cursor != BlockId(4) {
        script = script.keys("}");
    }
    assert_eq!(script.app.state.target_fold(), Some(BlockId(4)));
    for (open, close) in [("<enter>", "<enter>"), ("za", "za"), ("l", "h")] {
        let before = script.page();
        let opened = script.again().keys(open);
        opened.check();
        assert!(opened.row_with("3 paragraphs read before").is_none(), "{open}");
        assert_eq!(opened.row_with("read before"), Some(row), "{open}");
        assert_eq!(opened.app.state.document.place.cursor, BlockId(4));
        let closed = opened.keys(close);
        assert_eq!(closed.page(), before, "{close}");
    }
    let all = script.keys("zR");
    assert!(!all.app.state.session.settings.fold_read);
    assert!(all.row_with("read before").is_none());
}

#[test]
fn what_is_shorter_than_the_row_in_its_place_is_not_folded() {
    let draft = Draft::default()
        .block(Kind::Title, "Harbour fire")
        .prose("Monday, 15 August");
    let article = draft
        .heading("A morning")
        .prose(&paragraph(1, 3))
        .prose("Monday.")
        .done();
    let folded = |read: Vec<BlockId>| {
        let script = recalls(Script::on(Arc::clone(&article)), self::read(read)).keys("zp");
        script.check();
        script.page().join("\n")
    };
    let alone = folded(ids([1]));
    assert!(
        alone.contains("Monday, 15 August") && !alone.contains("read before"),
        "{alone}"
    );
    // With others it goes into their row.
    let page = folded(ids([3, 4]));
    assert!(
        page.contains("2 paragraphs read before") && !page.contains("Monday."),
        "{page}"
    );
}

#[test]
fn a_row_names_the_article_it_was_read_in() {
    let script = recalls(Script::sized(blog(6), 140, 30), read_there(&[4, 5, 6])).keys("zp");
    let row = script.row_with("3 paragraphs read").expect("a row");
    let said = script.page()[row].trim().to_owned();
    assert!(
        said.starts_with("3 paragraphs read in \"Harbour fire at") && said.ends_with("\", 14 Aug 2022"),
        "{said}"
    );
    assert_eq!(script.stages()[1], Stage::Unread, "it has not been read here");
    let script = script.stands(120);
    assert_eq!(script.stages()[1], Stage::Read, "its line has been seen");
}

#[test]
fn what_was_read_on_this_visit_is_not_folded_though_it_is_known_by_now() {
    let script = recalls(Script::on(blog(3)), read(ids([4]))).keys("zp").stands(600);
    let now: Vec<BlockId> = script.app.state.document.reading.progress.blocks().collect();
    assert!(now.len() > 4);
    let page = script.page();
    // It has been kept meanwhile, and is found with the rest.
    let script = recalls(script, read(now.clone()));
    assert_eq!(script.page(), page);
    let script = recalls(script.keys("Gg"), read(now));
    assert_eq!(script.page(), page);
    assert_eq!(script.app.state.document.visits.past.read.len(), 1);
}

#[test]
fn what_becomes_read_now_is_not_folded() {
    let mut script = Script::on(blog(3)).keys("zp");
    assert_eq!(script.notice(), "You have read none of this before");
    let page = script.page();
    script = script.stands(600);
    assert!(script.app.state.document.reading.progress.has_begun());
    assert_eq!(script.page(), page);
}

#[test]
fn a_match_and_a_click_show_what_hides_them() {
    let script = recalls(Script::on(blog(6)), read(ids(3..7))).keys("zp");
    let words: String = script
        .app
        .state
        .document
        .article
        .text_of(BlockId(5))
        .chars()
        .take(20)
        .collect();
    let found = script.again().keys(&format!("/{words}<enter>"));
    found.check();
    assert!(found.row_with(&words).is_some());
    assert!(
        found.app.state.session.settings.fold_read,
        "only what is in the way is opened"
    );
    let (area, row) = (
        script.app.state.areas().prose,
        script.row_with("read before").expect("a row"),
    );
    let clicked = script.click(area.x + 3, area.y + row as u16);
    assert!(clicked.row_with("3 paragraphs read before").is_none());
}

#[test]
fn the_visit_opens_where_the_last_one_ended() {
    let position = Script::on(blog(9)).keys("5G3j").app.state.kept().position;
    let recalled = Recalled {
        position: Some(position),
        ..changed()
    };
    let script = recalls(Script::on(blog(9)), recalled.clone());
    assert_eq!(script.app.state.kept().position, position);
    assert_eq!(script.notice(), "Since yesterday 14:05: 4 new, 1 changed, 2 removed");
    // Told once.
    let script = recalls(script.keys("j"), recalled);
    assert_eq!(script.notice(), "");
    let nothing = Recalled {
        changes: Some(Changes {
            since: "12 Aug 09:30".to_owned(),
            ..Changes::default()
        }),
        ..Recalled::default()
    };
    let script = recalls(Script::on(blog(2)), nothing);
    assert_eq!(script.notice(), "Since 12 Aug 09:30: nothing new");
    assert_eq!(script.again().keys("W").notice(), "Since 12 Aug 09:30: nothing new");
    assert_eq!(script.keys(".").notice(), "Nothing new below");
    let first = Script::on(blog(2)).keys("W");
    assert_eq!(first.notice(), "What is new is shown from your second visit on");
    assert_eq!(
        recalls(
            Script::on(blog(2)),
            Recalled {
                position: Some(ReadingPosition::default()),
                ..Recalled::default()
            }
        )
        .notice(),
        ""
    );
}

#[test]
fn what_is_new_is_a_key_away() {
    let script = recalls(Script::on(blog(6)), changed());
    assert_eq!(script.app.state.fresh(BlockId(5)), Some(Fresh::Added));
    assert_eq!(script.app.state.fresh(BlockId(12)), Some(Fresh::Changed));
    assert_eq!(script.app.state.fresh(BlockId(6)), None);
    let fresh = script.app.state.sidebar_entries();
    let fresh: Vec<SectionId> = fresh
        .iter()
        .filter(|entry| entry.fresh)
        .map(|entry| entry.section)
        .collect();
    let section = |block: u32| script.app.state.document.article.block(BlockId(block)).section;
    let mut sections = vec![section(4), section(8), section(12)];
    sections.dedup();
    assert_eq!(fresh, sections);
    let mut there = Vec::new();
    let mut script = script;
    for _ in 0..3 {
        script = script.keys(".");
        script.check();
        there.push(script.app.state.document.place.cursor.0);
    }
    assert_eq!(there, [4, 8, 12]);
    let script = script.keys(".");
    assert_eq!(
        (script.app.state.document.place.cursor.0, script.notice()),
        (12, "Nothing new below")
    );
    let script = script.keys("2,");
    assert_eq!(script.app.state.document.place.cursor.0, 4);
    assert_eq!(
        script.again().keys("<c-o>").app.state.document.place.cursor.0,
        12,
        "it is a jump"
    );
    assert_eq!(script.keys(",").notice(), "Nothing new above");
}

#[test]
fn what_the_page_says_twice_is_news_once() {
    let article = Draft::default()
        .prose("Seven brigades came, with 36 engines.")
        .heading("Again")
        .prose("Seven brigades came, with 36 engines.")
        .done();
    let before: Arc<str> = Arc::from("Six brigades came, with 31 engines.");
    let gone: Arc<str> = Arc::from("The ferry stays in port.");
    let recalled = Recalled {
        changes: Some(Changes {
            since: "noon".to_owned(),
            added: Vec::new(),
            changed: [0, 2]
                .map(|block| Changed {
                    block: BlockId(block),
                    before: Arc::clone(&before),
                })
                .to_vec(),
            removed: [1, 3]
                .map(|at| Removed {
                    at: BlockId(at),
                    kind: Kind::Paragraph,
                    text: Arc::clone(&gone),
                })
                .to_vec(),
        }),
        ..Recalled::default()
    };
    let script = recalls(Script::on(article), recalled);
    assert_eq!(script.notice(), "Since noon: 1 changed, 1 removed");
    assert_eq!(script.app.state.document.visits.items.len(), 2);
    assert_eq!(
        script.app.state.fresh(BlockId(2)),
        Some(Fresh::Changed),
        "it is marked all the same"
    );
}

#[test]
fn a_changed_block_shows_what_has_changed() {
    let script = recalls(Script::on(blog(6)), changed()).keys("...");
    let before = script.page();
    let script = script.keys("<enter>");
    script.check();
    assert!(script.app.state.document.visits.past.is_compared(BlockId(12)));
    let dropped = script.rows().iter().any(|row| {
        let gone = |content: &Content| matches!(content, Content::Words(words) if words.contains("thrice"));
        row.pieces.iter().any(|piece| gone(&piece.content))
    });
    assert!(dropped, "{:#?}", script.page());
    assert_eq!(script.keys("<enter>").page(), before);
}

#[test]
fn what_is_new_is_listed() {
    let script = recalls(Script::on(blog(6)), changed()).keys("W");
    assert!(matches!(
        script.app.overlays.top(),
        Some(Overlay::Changes(changes)) if changes.list.selected == 0
    ));
    let items = script.app.state.document.visits.items.len();
    assert_eq!(items, 5, "two additions, a change, two that are gone");
    let said = |index: usize| -> String {
        let rows = script.app.state.rows_of_change(index);
        rows.iter()
            .map(|row| script.words(row).trim().to_owned() + "\n")
            .collect()
    };
    assert!(
        said(0).starts_with("2 new paragraphs in 2 Watch 1 reports"),
        "{}",
        said(0)
    );
    assert!(said(1).contains("gone from 3 Watch 2"), "{}", said(1));
    assert!(said(1).contains("The pier was closed to all."), "{}", said(1));
    assert!(said(3).contains("had") && said(3).contains("thrice"), "{}", said(3));
    assert!(said(4).contains("the old text was not kept"), "{}", said(4));
    // Each is gone to.
    let there: Vec<u32> = (0..items)
        .map(|down| {
            let script = script.again().keys(&"j".repeat(down)).keys("<enter>");
            script.check();
            assert_eq!(script.app.overlays.top(), None);
            script.app.state.document.place.cursor.0
        })
        .collect();
    let last = script.app.state.document.article.last().expect("a block");
    assert_eq!(there, [4, 7, 8, 12, script.app.state.page().shown(last).0]);
    let place = recalls(Script::on(blog(6)), changed()).app.state.document.place;
    assert_eq!(script.again().keys("jj<esc>").app.state.document.place, place);
    assert_eq!(script.keys("W").app.overlays.top(), None);
}

#[test]
fn a_newer_version_keeps_what_is_known_of_the_same_blocks() {
    let old = blog(6);
    let newest = Draft::default()
        .block(Kind::Title, "Harbour fire: the fire is out")
        .heading("Newest of all")
        .prose(&paragraph(701, 3));
    let mut new = newest;
    for block in old.blocks() {
        new = new.block(block.kind, block.text.of(old.text()));
    }
    let new: Arc<Article> = new.done();
    let mut recalled = changed();
    recalled.read = ids(13..17);
    let script = recalls(Script::unfolded(old, 100, 30), recalled).keys("zp4G");
    let page = script.page();
    assert!(script.row_with("read before").is_some());
    let script = script.send(Message::Article {
        article: new,
        more: false,
    });
    script.check();
    assert_eq!(script.page(), page);
    assert_eq!(script.app.state.fresh(BlockId(4 + 3)), Some(Fresh::Added));
    assert_eq!(script.app.state.fresh(BlockId(12 + 3)), Some(Fresh::Changed));
}

/// Some blocks of the blog, of which some were read here, some elsewhere, some are new.
fn recalled() -> impl Strategy<Value = Recalled> {
    proptest::collection::vec(0u8..6, 40).prop_map(|kinds| {
        let of = |wanted: u8| {
            let there = kinds.iter().enumerate().filter(move |(_, kind)| **kind == wanted);
            ids(there.map(|(at, _)| at as u32))
        };
        let mut recalled = read_there(&of(2).iter().map(|block| block.0).collect::<Vec<_>>());
        recalled.read = of(0);
        recalled.read.extend(of(1));
        // Whatever is kept: what has changed cannot have been read as it is, but may be said to have been.
        recalled.read.extend(of(4));
        recalled.read.sort_unstable();
        recalled.changes = Some(Changes {
            since: "yesterday".to_owned(),
            added: of(3),
            changed: of(4)
                .into_iter()
                .map(|block| Changed {
                    block,
                    before: Arc::from("It said something else."),
                })
                .collect(),
            removed: Vec::new(),
        });
        recalled
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// What is found while the reader reads does not move the page; and folds when it has left the screen.
    #[test]
    fn what_is_recalled_late_moves_nothing(recalled in recalled(), again in recalled(), rows in 0u32..120, fold in any::<bool>()) {
        let mut script = Script::on(blog(9));
        script.app.state.session.settings.fold_read = fold;
        let script = script.keys(&format!("{rows}jk"));
        let (page, place) = (script.page(), script.app.state.document.place);
        let script = recalls(script, recalled);
        script.check();
        prop_assert_eq!(script.page(), page.clone());
        prop_assert_eq!(script.app.state.document.place, place);
        // Nor does it when it is recalled once more.
        let script = recalls(script, again);
        script.check();
        prop_assert_eq!(script.page(), page);
        let script = script.keys("Gg");
        prop_assert!(script.app.state.document.visits.past.late().is_empty() || script.app.state.document.viewport.at_end);
        script.check();
    }

    /// To fold what was read before and to show it again is to do nothing; either way the cursor's row stays.
    #[test]
    fn to_fold_and_to_show_is_to_do_nothing(recalled in recalled(), rows in 0u32..120, blocks in 0u32..6, twice in 1usize..3) {
        let mut script = recalls(Script::on(blog(9)), recalled).keys(&format!("{rows}j"));
        if blocks > 0 {
            script = script.keys(&format!("{blocks}}}"));
        }
        let (page, place, row) = (script.page(), script.app.state.document.place, cursor_row(&script));
        let text_before = script.app.state.page().rows(script.app.state.document.place.top, 1).len();
        prop_assert_eq!(text_before, 1);
        for _ in 0..twice {
            script = script.keys("zp");
            script.check();
            let edge = script.app.state.document.viewport.at_start || script.app.state.document.viewport.at_end;
            prop_assert!(edge || row.is_none() || cursor_row(&script) == row, "{:?} {row:?}", cursor_row(&script));
            script = script.keys("zp");
            script.check();
        }
        prop_assert_eq!(script.page(), page);
        prop_assert_eq!(script.app.state.document.place, place);
    }

    /// Headings and what is new are never hidden for having been read, and every block is shown or counted.
    #[test]
    fn what_is_new_is_never_hidden(recalled in recalled()) {
        let changes = recalled.changes.clone().expect("changes");
        let script = recalls(Script::on(blog(9)), recalled).keys("zRzp");
        let page = script.app.state.page();
        let kind = |block: BlockId| script.app.state.document.article.block(block).kind;
        let mut counted = 0;
        let mut at = Some(BlockId(0));
        while let Some(block) = at {
            let hidden = page.read_before(block);
            prop_assert!(hidden.is_none() || !matches!(kind(block), Kind::Title | Kind::Heading));
            counted += hidden.map_or(1, Fold::count);
            at = page.next(block);
        }
        prop_assert_eq!(counted as usize, script.app.state.document.article.blocks().len());
        let fresh = changes.added.iter().copied().chain(changes.changed.iter().map(|changed| changed.block));
        for block in fresh.filter(|block| block.index() < script.app.state.document.article.blocks().len()) {
            prop_assert_eq!(page.shown(block), block);
        }
    }
}
