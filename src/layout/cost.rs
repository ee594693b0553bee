//! Holds that a screen costs a screen, whatever the size of the article and whatever is folded: parts that are laid out
//! and blocks that are looked at for a fold are counted, not time.

use super::{Order, Page, Past, Top, Typography, Where};
use crate::article::{Anchor, Article, BlockId, Kind};
use crate::fold::cost::article;
use crate::fold::{Folding, Folds};
use crate::steps;

/// Goes to the end, up and down again, and to the middle.
fn look_around(article: &Article, past: &Past) {
    let (folding, folds) = (Folding::exact(article), Folds::default());
    let page = Page {
        article,
        folding: &folding,
        folds: &folds,
        measure: 60,
        fold_boilerplate: true,
        past,
        fold_read: true,
        typography: Typography::default(),
        order: &Order::default(),
    };
    let end = page.end(6);
    let middle = Anchor::start_of(BlockId(article.blocks().len() as u32 / 2));
    for top in [
        page.start(),
        end,
        Top {
            anchor: middle,
            above: 0,
        },
    ] {
        let top = page.page_up(page.page_down(top, 6), 6);
        page.rows(page.up(page.down(top, 5), 10), 6);
    }
}

#[test]
fn a_screen_costs_a_screen() {
    let words = |nth: usize| format!("Crew {nth} of Kessel Harbour is back at its station.");
    let form: &[fn(usize) -> Kind] = &[
        |_| Kind::Paragraph,
        |_| Kind::Boilerplate,
        |nth| if nth % 2 == 0 { Kind::Caption } else { Kind::Boilerplate },
    ];
    for same in [false, true] {
        for read in [false, true] {
            for (which, kind) in form.iter().enumerate() {
                let took = [20_000, 40_000].map(|count| {
                    let texts: Vec<_> = (0..count).map(|nth| words(if same { 0 } else { nth })).collect();
                    let texts = texts.iter().enumerate().map(|(nth, text)| (kind(nth), text.as_str()));
                    let article = article(texts);
                    let mut past = Past::default();
                    if read {
                        past.read = article.ids().map(|block| (block, Where::Here)).collect();
                    }
                    steps::of(|| look_around(&article, &past))
                });
                let [small, large] = took;
                assert!(
                    small > 0 && large <= small + small / 4,
                    "form {which}: {small} and {large} steps"
                );
            }
        }
    }
}
