//! What to know first: ten keys, and the signs that are on the screen, in use in this article. On one screen: with a
//! sentence for each key where there is room, else with a word.

use super::sheet::{HelpRow, HelpRowKind, Sign, Term};
use crate::app::document::facts::Newness;
use crate::app::document::progress::Stage;
use crate::app::state::State;
use crate::article::SectionId;
use crate::fold::How;
use crate::guide::{FIRST, FirstKeys, Spelling};
use crate::layout::Fresh;
use crate::layout::role::Glyph;
use crate::layout::width;

/// Columns between two terms.
const GAP: u16 = 2;
/// Sections and blocks that are looked at for signs: more are on no screen at once.
const LOOKED_AT: usize = 5000;

/// A sign, what it means in a word, and in a few.
type SignWords = (Glyph, &'static str, &'static str);

/// The rows, for so many columns and, if it can be, so many rows.
pub(in crate::app) fn rows(state: &State, spelling: Spelling, (columns, room): (u16, usize)) -> Vec<HelpRow> {
    let keymap = &state.session.configured.keymap;
    let keys: Vec<(String, &FirstKeys)> = FIRST
        .iter()
        .filter_map(|first| Some((first.written(keymap, spelling)?, first)))
        .collect();
    let signs = signs(state);
    let sentences = keys
        .iter()
        .map(|(keys, first)| term(Sign::Keys(keys.clone()), first.sentence));
    let meanings = signs.iter().map(|&(glyph, _, words)| term(Sign::Glyph(glyph), words));
    let mut roomy = vec![heading("Ten keys to begin with")];
    roomy.extend(aligned(&sentences.collect::<Vec<_>>(), columns, true));
    roomy.extend([HelpRow::default(), heading("Signs in use here")]);
    roomy.extend(aligned(&meanings.collect::<Vec<_>>(), columns, false));
    let fits = roomy.iter().all(|row| ends(row) <= columns);
    if fits && roomy.len() <= room {
        return roomy;
    }
    // The way out and the way to all the rest come first where there is little room.
    let (last, others) = keys.split_at(keys.len() - keys.len().min(2));
    let words = others
        .iter()
        .chain(last)
        .map(|(keys, first)| term(Sign::Keys(keys.clone()), first.word));
    let meanings = signs.iter().map(|&(glyph, word, _)| term(Sign::Glyph(glyph), word));
    let mut dense = flowing(words.collect(), columns);
    dense.extend(flowing(meanings.collect(), columns));
    dense
}

fn term(sign: Sign, words: &'static str) -> Term {
    Term { sign, words }
}

fn heading(words: &'static str) -> HelpRow {
    HelpRow {
        words: words.into(),
        kind: HelpRowKind::Heading,
        ..HelpRow::default()
    }
}

fn sign_columns(term: &Term) -> u16 {
    match &term.sign {
        Sign::Glyph(_) => 1,
        Sign::Keys(keys) => width::of(keys) as u16,
    }
}

fn columns_of(term: &Term) -> u16 {
    sign_columns(term) + 1 + width::of(term.words) as u16
}

/// The column after the last of a row.
fn ends(row: &HelpRow) -> u16 {
    row.terms.last().map_or(0, |(at, term)| at + columns_of(term))
}

/// Below one another; with `one`, one in a row, its words where those of the others are.
fn aligned(terms: &[Term], columns: u16, one: bool) -> Vec<HelpRow> {
    let widest = terms.iter().map(columns_of).max().unwrap_or(0) + GAP;
    let in_row = if one {
        1
    } else {
        usize::from(((columns + GAP) / widest.max(1)).max(1))
    };
    let rows = terms.chunks(in_row).map(|terms| HelpRow {
        terms: (0..).map(|at: u16| at * widest).zip(terms.iter().cloned()).collect(),
        ..HelpRow::default()
    });
    let mut rows: Vec<HelpRow> = rows.collect();
    if one {
        let indent = terms.iter().map(sign_columns).max().unwrap_or(0) + GAP;
        for row in &mut rows {
            row.indent = indent;
            for (_, term) in &mut row.terms {
                if let Sign::Keys(keys) = &mut term.sign {
                    let missing = usize::from(indent.saturating_sub(1)).saturating_sub(width::of(keys));
                    keys.push_str(&" ".repeat(missing));
                }
            }
        }
    }
    rows
}

/// One after the other, as many in a row as there is room for.
fn flowing(terms: Vec<Term>, columns: u16) -> Vec<HelpRow> {
    let mut rows: Vec<HelpRow> = Vec::new();
    for term in terms {
        match rows.last_mut() {
            Some(row) if ends(row) + GAP + columns_of(&term) <= columns => {
                let at = ends(row) + GAP;
                row.terms.push((at, term));
            }
            _ => rows.push(HelpRow {
                terms: vec![(0, term)],
                ..HelpRow::default()
            }),
        }
    }
    rows
}

/// The signs that stand somewhere on the page or in the sidebar.
fn signs(state: &State) -> Vec<SignWords> {
    let document = &state.document;
    let sections = document.article.sections().len();
    let sections = || (0..sections.min(LOOKED_AT)).map(|section| SectionId(section as u32));
    let is_any = |stage: Stage, newness: Option<Newness>| {
        sections().any(|section| {
            let badges = document.facts.badges.get(section.index()).copied().unwrap_or_default();
            document.stage(section) == stage && newness.is_none_or(|newness| badges.how_new() == newness)
        })
    };
    let lists = sections().count() > 1;
    let badges = &document.facts.badges;
    let blocks = || document.article.ids().take(LOOKED_AT);
    let is_fresh = |fresh: Fresh| blocks().any(|block| state.fresh(block) == Some(fresh));
    let runs = || document.folding.runs().iter();
    let known: [(bool, SignWords); 12] = [
        (true, (Glyph::Cursor, "cursor", "what keys act on")),
        (
            lists && is_any(Stage::Unread, Some(Newness::All)),
            (Glyph::Unread, "unread", "unread"),
        ),
        (
            lists && is_any(Stage::Unread, Some(Newness::Part)),
            (Glyph::UnreadPart, "part said before", "unread, in part said before"),
        ),
        (
            lists && is_any(Stage::Unread, Some(Newness::Nothing)),
            (Glyph::UnreadNothing, "all said before", "unread, all said before"),
        ),
        (
            lists && is_any(Stage::Partly, None),
            (Glyph::ReadPart, "partly read", "partly read"),
        ),
        (lists && is_any(Stage::Read, None), (Glyph::Read, "read", "read")),
        (
            badges.iter().any(|badges| badges.captions > 0),
            (Glyph::Captions, "pictures", "pictures"),
        ),
        (
            runs().any(|run| run.how == How::Exact),
            (Glyph::Fold, "repeats", "repeats, folded away"),
        ),
        (
            runs().any(|run| run.how == How::Near),
            (Glyph::Near, "reworded", "said before in other words"),
        ),
        (is_fresh(Fresh::Added), (Glyph::New, "new", "new since your last visit")),
        (
            is_fresh(Fresh::Changed),
            (Glyph::NewChanged, "changed", "changed since your last visit"),
        ),
        (
            blocks().any(|block| !document.article.block(block).notes.is_empty()),
            (Glyph::Note, "doubtful", "what the text cannot tell"),
        ),
    ];
    known
        .into_iter()
        .filter_map(|(there, sign)| there.then_some(sign))
        .collect()
}
