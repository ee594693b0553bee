//! The article this all began with, read and folded, and as its page shows it. Skipped where it is absent.

use dateline::article::{Article, BlockId, Kind};
use dateline::fold::{FoldShape, Folding, Folds, How, Run};
use dateline::layout::role::Role;
use dateline::layout::{Content, Order, Page, Past, RowKind};
use dateline::read;

use crate::support::shared;

fn seed() -> Option<(Article, Folding)> {
    let bytes = std::fs::read(shared("articles/seed.txt")?).expect("readable");
    let article = read::read(bytes).expect("readable");
    let folding = Folding::of(&article);
    Some((article, folding))
}

fn kinds(article: &Article, run: &Run) -> Vec<Kind> {
    (run.first.0..=run.last.0)
        .map(|id| article.block(BlockId(id)).kind)
        .collect()
}

#[test]
fn it_folds_as_it_must() {
    let Some((article, folding)) = seed() else { return };
    let runs: Vec<_> = folding
        .runs()
        .iter()
        .map(|run| (run.how, run.shape, kinds(&article, run)))
        .collect();
    let double = (How::Exact, FoldShape::CaptionDouble, vec![Kind::Caption]);
    assert_eq!(
        runs,
        [
            double.clone(),
            double,
            (How::Near, FoldShape::Line, vec![Kind::Paragraph]),
            (How::Exact, FoldShape::Line, vec![Kind::Paragraph; 4]),
            (How::Exact, FoldShape::Item, vec![Kind::ListItem]),
        ]
    );
    let [_, _, near, four, bullet] = folding.runs() else {
        panic!("five runs")
    };
    // The reworded paragraph is the first of the article again; the four after it are the four after that.
    let first = article
        .ids()
        .find(|&id| article.block(id).kind == Kind::Paragraph)
        .expect("prose");
    assert_eq!(
        (near.of.here(), four.of.here()),
        (Some(first), Some(BlockId(first.0 + 1)))
    );
    assert_eq!(near.last.0 + 1, four.first.0);
    // The bullet is the first paragraph of section 2 again.
    let second = article.sections()[1];
    assert_eq!(bullet.of.here(), Some(BlockId(second.first.0 + 1)));
}

#[test]
fn what_is_near_is_shown_with_what_changed() {
    let Some((article, folding)) = seed() else { return };
    let folds = Folds::default();
    let page = Page {
        article: &article,
        folding: &folding,
        folds: &folds,
        measure: 72,
        fold_boilerplate: false,
        past: &Past::default(),
        fold_read: false,
        typography: dateline::layout::typography::Typography::default(),
        order: &Order::default(),
    };
    let near = folding
        .runs()
        .iter()
        .find(|run| run.how == How::Near)
        .expect("a near repeat");
    let rows = page.rows(page.start(), usize::MAX);
    let rows: Vec<_> = rows.iter().filter(|row| row.anchor.block == near.first).collect();
    let words: Vec<&str> = rows
        .iter()
        .filter(|row| row.kind == RowKind::Remark)
        .flat_map(|row| &row.pieces)
        .filter_map(|piece| match &piece.content {
            Content::Words(words) => Some(words.as_str()),
            _ => None,
        })
        .collect();
    assert!(
        words
            .iter()
            .any(|words| words.contains("the same as a") && words.contains("1 Opening")),
        "{words:?}"
    );
    // The shortened name.
    assert!(words.iter().any(|words| words.contains("Vladimir")), "{words:?}");
    let added = rows
        .iter()
        .flat_map(|row| &row.pieces)
        .filter(|piece| piece.role == Role::NearAdded)
        .count();
    assert_eq!(added, 1, "one conjunction");
}
