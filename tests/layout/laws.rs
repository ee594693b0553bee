//! What is true of the rows of any article at any measure.

use dateline::article::{Anchor, Article, BlockId, Kind, Note, SectionId};
use dateline::layout::typography::Typography;
use dateline::layout::{Content, Order, Page, Past, Row, RowKind, Top, Where};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::draft::{Draft, Sheet, columns};

/// Bits of text in which lines are hard to break.
const BITS: [&str; 46] = [
    "harbour",
    "a",
    "The",
    " ",
    " ",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "\u{a0}",
    ". ",
    ", ",
    "-",
    " – ",
    "half-mile-wide",
    "10-12",
    "https://coast.example/boats/list_of-all?page=12&sort=up",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
    "火災",
    "消防隊は港を守った。",
    "한국어 문장",
    "ภาษาไทยไม่มีช่องว่าง",
    "العربية تكتب من اليمين",
    "\u{5e9}\u{5dc}\u{5d5}\u{5dd}",
    "हिन्दी में क्षमा",
    "👨\u{200d}👩\u{200d}👧\u{200d}👦",
    "🇹🇷🇪🇺🇳",
    "👍🏽",
    "❤\u{fe0f}",
    "1\u{fe0f}\u{20e3}",
    "e\u{301}\u{302}\u{303}\u{304}\u{305}",
    " \u{301}",
    "\u{200b}",
    "\u{200d}",
    "\u{ad}",
    "ﾊﾟﾋﾞ",
    "\u{1100}\u{1100}\u{1161}\u{11a8}",
    "\u{600}١٢",
    "ﷺ",
    "The extraordinary firefighters were not at the refrigeration plant when it was flooded. ",
    "Die Feuerwehrleute waren mit der Hafenverwaltung nicht auf dem Betriebsgelände. ",
    "\u{201c}",
    "\u{201d}",
    "12. ",
    "13) ",
];

fn text() -> impl Strategy<Value = String> {
    let bit = prop_oneof![
        12 => prop::sample::select(&BITS[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_filter("is clean", |c| !c.is_control()).prop_map(String::from),
    ];
    let short = prop::collection::vec(bit.clone(), 0..60).prop_map(|bits| bits.concat());
    // Long enough for several chunks.
    let long = (prop::collection::vec(bit, 1..30), 20..900usize).prop_map(|(bits, times)| bits.concat().repeat(times));
    prop_oneof![60 => short, 1 => long.prop_map(|text| cut(text, 10_000))]
}

fn cut(mut text: String, bytes: usize) -> String {
    text.truncate(text.floor_char_boundary(bytes));
    text
}

fn typography() -> impl Strategy<Value = Typography> {
    (any::<bool>(), any::<bool>(), 0..=2u16, any::<bool>()).prop_map(|(justify, hyphenate, paragraph_spacing, hang)| {
        Typography {
            justify,
            hyphenate,
            paragraph_spacing,
            hang,
        }
    })
}

pub(super) fn sheet() -> impl Strategy<Value = Sheet> {
    sheets(false)
}

/// Some of its blocks may be set with what has changed in them. How many rows with words that are gone stand before a
/// block's own depends on the measure.
fn compared() -> impl Strategy<Value = Sheet> {
    sheets(true)
}

fn sheets(compared: bool) -> impl Strategy<Value = Sheet> {
    let block = (prop::sample::select(&Kind::ALL[..]), text(), any::<bool>(), 0..8u8);
    let past = prop::collection::vec((0..8u8, text()), 8);
    let switches = (any::<[bool; 2]>(), typography());
    let order = prop::option::weighted(0.6, Just((0..16u32).collect::<Vec<u32>>()).prop_shuffle());
    (prop::collection::vec(block, 1..8), past, switches, order).prop_map(
        move |(blocks, past, ([fold_boilerplate, fold_read], typography), order)| {
            let mut draft = Draft::default();
            for (kind, text, credited, notes) in blocks {
                if credited && kind == Kind::Caption {
                    draft = draft
                        .block(kind, &format!("{text} - Ana Brandt/Coastal Press"))
                        .credit("Ana Brandt/Coastal Press");
                } else {
                    draft = draft.block(kind, &text);
                }
                for (bit, note) in Note::ALL.into_iter().enumerate() {
                    if notes == bit as u8 {
                        draft = draft.note(note);
                    }
                }
            }
            let article = draft.done();
            let sections = article.sections().len() as u32;
            let shown = order
                .into_iter()
                .flatten()
                .filter(|&section| section < sections)
                .map(SectionId)
                .collect();
            let mut sheet = Sheet {
                fold_boilerplate,
                fold_read,
                typography,
                order: Order::new(&article, shown),
                ..Sheet::folded(article)
            };
            recall(&mut sheet, &past, compared);
            sheet
        },
    )
}

/// What earlier visits left: of each block that it was read here or there, that it is new, or what it said.
fn recall(sheet: &mut Sheet, past: &[(u8, String)], compared: bool) {
    let mut known = Past::default();
    known.articles = vec![(Some("Harbour fire at Sund".to_owned()), None), (None, None)];
    for (id, (what, text)) in sheet.article.ids().zip(past) {
        match what {
            0..=2 => known.read.push((id, Where::Here)),
            3 | 4 => known.read.push((id, Where::There(u32::from(*what) - 3))),
            5 => known.added.push(id),
            6 => {
                known.changed.push((id, text.as_str().into()));
                known.compare(id, compared && text.len() % 2 == 0);
            }
            _ => {}
        }
    }
    sheet.past = known;
    let stretches = sheet.article.ids().filter_map(|id| sheet.page(40).read_before(id));
    let opened: Vec<_> = stretches.filter(|stretch| stretch.count() % 2 == 0).collect();
    for stretch in opened {
        sheet.past.open(stretch, true);
    }
}

pub(super) fn measure() -> impl Strategy<Value = u16> {
    prop_oneof![1..=12u16, 13..=100u16, 101..=400u16]
}

/// Some forty tops of a page, evenly spread, each with the number of its row; the first and the last among them.
fn tops(page: &Page<'_>) -> Vec<(usize, Top)> {
    let last = page.rows(page.start(), usize::MAX).len() - 1;
    let rows = (0..last).step_by(last / 40 + 1).chain([last]);
    rows.map(|row| (row, page.down(page.start(), row))).collect()
}

/// The blocks that have rows, by going from one to the next.
fn shown(page: &Page<'_>) -> Vec<BlockId> {
    std::iter::successors(Some(page.first_shown()), |&block| page.next(block)).collect()
}

/// Whether the bytes of a block's text may be left out of its rows: blanks anywhere, and marks around a credit.
fn may_be_left_out(article: &Article, block: BlockId, left_out: &str) -> bool {
    let credit = article.block(block).credit.is_some();
    left_out
        .chars()
        .all(|c| c.is_whitespace() || (credit && (c.is_ascii_punctuation() || "–—―‒−•·©（【）】：".contains(c))))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_row_is_wider_than_the_measure(sheet in compared(), measure in measure()) {
        let page = sheet.page(measure);
        for row in page.rows(page.start(), usize::MAX) {
            // A single character of two columns cannot be made narrower.
            let hang = usize::from(page.hang(&row));
            prop_assert!(columns(&sheet.article, &row) <= usize::from(measure).max(2) + hang, "{row:?}");
        }
    }

    #[test]
    fn the_text_of_every_shown_block_is_shown_once_and_in_order(sheet in compared(), measure in measure()) {
        let page = sheet.page(measure);
        let article = &sheet.article;
        let rows = page.rows(page.start(), usize::MAX);
        for id in shown(&page) {
            let of_block = rows.iter().filter(|row| row.anchor.block == id);
            if of_block.clone().any(|row| row.kind == RowKind::Fold) {
                continue;
            }
            let text = article.block(id).text;
            let mut at = text.start;
            for piece in of_block.flat_map(|row| &row.pieces) {
                let Content::Text(span) = piece.content else { continue };
                prop_assert!(at <= span.start && span.start < span.end && span.end <= text.end);
                let left_out = &article.text()[at as usize..span.start as usize];
                prop_assert!(may_be_left_out(article, id, left_out), "{left_out:?} is not shown");
                at = span.end;
            }
            let left_out = &article.text()[at as usize..text.end as usize];
            prop_assert!(may_be_left_out(article, id, left_out), "{left_out:?} is not shown");
        }
    }

    #[test]
    fn rows_hold_whole_clusters(text in text(), measure in 12..120u16) {
        let sheet = Sheet::plain(Draft::default().block(Kind::Paragraph, &cut(text, 4000)).done());
        let page = sheet.page(measure);
        let text = sheet.article.text_of(BlockId(0));
        let mut starts: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
        starts.push(text.len());
        for row in page.rows(page.start(), usize::MAX) {
            for at in [page.span(&row).start, page.span(&row).end] {
                prop_assert!(starts.binary_search(&(at as usize)).is_ok(), "{row:?} cuts a cluster");
            }
        }
    }

    #[test]
    fn up_undoes_down_and_rows_agree_with_both(sheet in compared(), measure in measure(), step in 0..50usize) {
        let page = sheet.page(measure);
        let rows = page.rows(page.start(), usize::MAX);
        for (row, top) in tops(&page) {
            prop_assert_eq!(page.rows(top, step), &rows[row..(row + step).min(rows.len())]);
            let down = page.down(top, step);
            prop_assert_eq!(page.rows(down, 1), &rows[(row + step).min(rows.len() - 1)..][..1]);
            let up = page.up(top, step);
            prop_assert_eq!(page.rows(up, 1), &rows[row.saturating_sub(step)..][..1]);
            if row + step < rows.len() {
                prop_assert_eq!(page.up(down, step), top);
            }
            if step <= row {
                prop_assert_eq!(page.down(up, step), top);
            }
        }
    }

    #[test]
    fn every_place_is_in_the_row_that_shows_it(sheet in sheet(), measure in measure(), picks in prop::collection::vec(any::<prop::sample::Index>(), 8)) {
        let page = sheet.page(measure);
        let article = &sheet.article;
        for pick in picks {
            let byte = pick.index(article.text().len() + 1) as u32;
            let Some(anchor) = article.anchor_at(byte) else { continue };
            let top = page.top_at(anchor);
            let rows = page.rows(top, 2);
            let block = page.shown(anchor.block);
            prop_assert_eq!(top.above, 0);
            prop_assert_eq!(rows[0].anchor.block, block);
            prop_assert_eq!(rows[0].anchor, top.anchor);
            prop_assert_ne!(rows[0].kind, RowKind::Spacing);
            if block == anchor.block {
                prop_assert!(top.anchor <= anchor);
                // The next row starts behind the place.
                let below = |next: &Row| page.key(next.anchor) > page.key(anchor);
                prop_assert!(rows.get(1).is_none_or(|next| next.kind == RowKind::Spacing || below(next)));
            }
        }
    }

    #[test]
    fn a_row_is_found_again_by_its_anchor(sheet in sheet(), measure in measure()) {
        let page = sheet.page(measure);
        for (_, top) in tops(&page) {
            let found = page.top_at(top.anchor);
            prop_assert_eq!(found, Top { above: 0, ..top });
            prop_assert_eq!(page.position(top), sheet.article.byte_of(top.anchor));
        }
    }

    #[test]
    fn the_end_shows_the_last_row_at_the_bottom(sheet in compared(), measure in measure(), height in 1..60usize) {
        let page = sheet.page(measure);
        let all = page.rows(page.start(), usize::MAX);
        let end = page.end(height);
        let rows = page.rows(end, usize::MAX);
        prop_assert_eq!(rows.len(), height.min(all.len()));
        prop_assert_eq!(rows.last(), all.last());
        prop_assert_eq!(page.fits(height), all.len() <= height);
        prop_assert_eq!(page.settled(page.down(end, 1), height), end);
        prop_assert_eq!(page.settled(page.start(), height), page.start());
    }

    #[test]
    fn a_resize_keeps_the_place_on_the_first_row(sheet in sheet(), before in measure(), after in measure(), pick in any::<prop::sample::Index>()) {
        let tops = tops(&sheet.page(before));
        let (_, top) = tops[pick.index(tops.len())];
        let page = sheet.page(after);
        let rows = page.rows(top, 2);
        prop_assert_eq!(rows[0].anchor.block, top.anchor.block);
        prop_assert!(rows[0].anchor <= top.anchor);
        prop_assert_eq!(rows[0].kind == RowKind::Spacing, top.above > 0 && sheet.page(before).rows(top, 1)[0].kind == RowKind::Spacing);
        prop_assert!(rows.get(1).is_none_or(|next| page.key(next.anchor) > page.key(top.anchor) || top.above > 0));
    }

    #[test]
    fn blocks_are_gone_through_alike_both_ways(sheet in compared()) {
        let page = sheet.page(72);
        let forth = shown(&page);
        let last = *forth.last().expect("a block");
        let mut back: Vec<BlockId> = std::iter::successors(Some(last), |&block| page.previous(block)).collect();
        back.reverse();
        prop_assert_eq!(&forth, &back);
        for id in sheet.article.ids() {
            prop_assert!(forth.contains(&page.shown(id)));
            prop_assert_eq!(page.shown(page.shown(id)), page.shown(id));
        }
    }
}

proptest! {
    /// In any order every row of the text is shown once: the rows are the same, but for the space between sections.
    #[test]
    fn an_order_shows_every_row_once_and_sections_whole(sheet in sheet(), measure in measure()) {
        let (given, page) = (Order::default(), sheet.page(measure));
        let as_given = Page { order: &given, ..page };
        let rows = |page: &Page<'_>| {
            let rows = page.rows(page.start(), usize::MAX);
            rows.into_iter().filter(|row| row.kind != RowKind::Spacing).collect::<Vec<Row>>()
        };
        let (shown, mut all) = (rows(&page), rows(&as_given));
        // The second print of a caption that is shown with the first has no row wherever it stands.
        let mut sorted = shown.clone();
        sorted.sort_by_key(|row| row.anchor.block);
        all.sort_by_key(|row| row.anchor.block);
        prop_assert_eq!(sorted, all);
        let keys: Vec<_> = shown.iter().map(|row| page.key(row.anchor)).collect();
        prop_assert!(keys.is_sorted(), "what stands above is less: {keys:?}");
        let mut sections: Vec<SectionId> = shown.iter().map(|row| sheet.article.block(row.anchor.block).section).collect();
        sections.dedup();
        let count = sections.len();
        sections.sort_unstable();
        sections.dedup();
        prop_assert_eq!(count, sections.len(), "a section is shown in one piece");
    }

    /// How far down a byte is shown, and which byte is shown so far down, undo each other; the stretches of what is
    /// shown are the text.
    #[test]
    fn bytes_are_counted_as_they_are_shown(sheet in sheet(), picks in prop::collection::vec(any::<prop::sample::Index>(), 4)) {
        let (article, order) = (&sheet.article, &sheet.order);
        let size = article.text().len() as u32;
        for pick in picks {
            let byte = pick.index(size.max(1) as usize) as u32;
            prop_assert_eq!(order.text_byte(article, order.shown_byte(article, byte)), byte);
            let stretches = [order.stretches(article, 0..byte), order.stretches(article, byte..size)].concat();
            let mut bytes: Vec<u32> = stretches.into_iter().flatten().collect();
            prop_assert_eq!(bytes.get(byte as usize).copied().unwrap_or(size), if byte < size { order.text_byte(article, byte) } else { size });
            bytes.sort_unstable();
            prop_assert!(bytes.into_iter().eq(0..size));
        }
    }
}

#[test]
fn an_empty_article_has_no_rows_and_one_place() {
    let sheet = Sheet::plain(Article::default());
    let page = sheet.page(72);
    let top = Top::default();
    assert_eq!(page.rows(top, 40), []);
    assert_eq!(
        [
            page.down(top, 9),
            page.up(top, 9),
            page.end(9),
            page.top_at(Anchor::default())
        ],
        [top; 4]
    );
    assert_eq!(
        (
            page.fits(1),
            page.position(top),
            page.next(BlockId(0)),
            page.previous(BlockId(0))
        ),
        (true, 0, None, None)
    );
}
