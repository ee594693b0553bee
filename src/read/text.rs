//! Structure out of plain text: lines, features, scores, the best sequence of kinds, blocks.
//!
//! A scrape has lost its markup, so every decision is made from form, place and a few curated words. Lines are
//! asked a fixed set of questions (`groups`); weights say how much each answer speaks for each kind; the best
//! path through the whole sequence decides (`label`), but where a hard rule is certain (`window`). Everything
//! streams: apart from the blocks themselves, the memory needed does not grow with the text.

mod blocks;
mod bullet;
mod bylines;
mod chars;
mod clock;
mod credit;
mod facts;
mod furniture;
mod groups;
mod hashing;
mod label;
mod line_kind;
mod lines;
mod links;
mod mark;
pub(super) mod marked;
mod notes;
#[cfg_attr(
    not(any(feature = "train", test)),
    allow(dead_code, reason = "the build script reads the table")
)]
mod numbering;
mod phrases;
mod posts;
mod pulled;
mod quote;
mod runs;
mod scan;
mod sections;
mod slots;
mod speech;
mod style;
pub(super) mod survey;
pub(super) mod title;
mod weights;
mod window;
mod wrap;

#[cfg(feature = "train")]
pub mod train;

use std::borrow::Cow;
use std::collections::VecDeque;

use crate::article::{Article, Meta, Note};

use super::build::Builder;
use super::clean::{Hyperlink, pages};
use super::error::Error;
use super::{Explanation, Reason};
use label::Path;
use line_kind::{KINDS, LineKind};
use survey::Survey;
use weights::{Numbers, Weights};
use window::{Asked, LineWalk};
use wrap::Wrapping;

/// How a text is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing of the text, and none follows from another"
)]
pub(super) struct ReadOptions {
    /// The text goes on after its end: it is the first part of a larger one.
    pub(super) goes_on: bool,
    /// Reasons for each block.
    pub(super) reasons: bool,
    /// The encoding that it was decoded from is not known.
    pub(super) encoding_unknown: bool,
    /// Some of its bytes were no characters, and are U+FFFD.
    pub(super) unreadable: bool,
}

/// What was read.
pub(super) struct ReadText {
    pub(super) article: Article,
    /// By block; empty unless wanted.
    pub(super) reasons: Vec<Explanation>,
    /// About the document as a whole.
    pub(super) remarks: Vec<String>,
}

/// From so many bytes on, a thread that looks ahead is worth its while.
const LOOKAHEAD: usize = 2 << 20;

/// After so many lines it is asked whether to go on.
const STRIDE: usize = 1024;

/// Reads an article out of clean text, which had these links. `go_on` is told how many bytes are done; the answer `false`
/// ends the reading, with `None`.
pub(super) fn read(
    text: String,
    links: &[Hyperlink],
    wanted: ReadOptions,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Result<Option<ReadText>, Error> {
    read_with(Weights::get(), text, links, wanted, go_on)
}

fn read_with(
    weights: &Weights,
    text: String,
    links: &[Hyperlink],
    wanted: ReadOptions,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Result<Option<ReadText>, Error> {
    let mut remarks = Vec::new();
    let text = unwrapped(text, &mut remarks);
    let survey = Survey::of(&text);
    let mut reasons = Vec::new();
    let mut builder = Builder::default();
    let whole = judge(&text, &survey, weights, go_on, &mut |kind, asked| {
        blocks::add(&mut builder, &text, kind.kind(), asked);
        if wanted.reasons {
            reasons.push(explain(weights, asked, kind));
        }
    });
    if !whole {
        return Ok(None);
    }
    builder.end(text.len() as u32);
    let blocks = &mut builder.blocks;
    posts::settle(&text, blocks);
    let letters = bylines::settle(&text, blocks);
    speech::settle(&text, blocks);
    furniture::settle_end(&text, blocks);
    let day = title::published(&text, blocks);
    if let Some(block) = day.disagrees.and_then(|at| blocks.get_mut(at)) {
        block.notes.add(Note::DatesDisagree);
    }
    let sections = sections::find(&text, blocks, day.published);
    notes::add(&text, blocks, wanted.goes_on);
    notes::add_unreadable(&text, blocks, wanted);
    let meta = Meta {
        title: title::of(&text, blocks),
        published: day.published,
        updated: day.updated,
        bylines: bylines::find(&text, &blocks[..sections.before_posts], letters),
        ..Meta::default()
    };
    for (block, extras) in sections.extras {
        builder.add_extras_to(block, extras);
    }
    links::add(&mut builder, &text, links);
    let article = builder.finish(text, meta, &sections.starts)?;
    Ok(Some(ReadText {
        article,
        reasons,
        remarks,
    }))
}

/// The text with the breaks undone that say nothing.
fn unwrapped(text: String, remarks: &mut Vec<String>) -> String {
    let text = pages::joined(&text).unwrap_or(text);
    let text = quote::joined(&text).unwrap_or(text);
    let wrapping = wrap::find(survey::sample(&text));
    match wrapping {
        Wrapping::None => return text,
        Wrapping::Filled { width, .. } => remarks.push(format!("lines filled to {width} columns; joined")),
        Wrapping::Sentences => remarks.push("one sentence a line; joined".to_owned()),
    }
    wrap::undo(&text, wrapping)
}

/// Gives each line its kind, in order; `false` if it was not to go on.
fn judge(
    text: &str,
    survey: &Survey,
    weights: &Weights,
    go_on: &mut dyn FnMut(usize) -> bool,
    each: &mut dyn FnMut(LineKind, &Asked),
) -> bool {
    if text.len() < LOOKAHEAD {
        return label_lines(&mut LineWalk::new(text, survey), weights, go_on, each);
    }
    scan::with_lookahead(text, survey, |lines| {
        label_lines(&mut LineWalk::over(text, survey, lines), weights, go_on, each)
    })
}

fn label_lines(
    lines: &mut dyn Iterator<Item = Asked>,
    weights: &Weights,
    go_on: &mut dyn FnMut(usize) -> bool,
    each: &mut dyn FnMut(LineKind, &Asked),
) -> bool {
    let mut path = Path::new(weights);
    let mut held = VecDeque::new();
    let mut settled = Vec::new();
    for (count, asked) in lines.enumerate() {
        if count % STRIDE == 0 && !go_on(asked.line.start) {
            return false;
        }
        let scores = if asked.allowed.is_certain() {
            [0.0; KINDS]
        } else {
            weights.score(&asked.answers, &asked.words)
        };
        path.push(&scores, asked.allowed, asked.link, &mut settled);
        held.push_back(asked);
        for kind in settled.drain(..) {
            if let Some(asked) = held.pop_front() {
                each(kind, &asked);
            }
        }
    }
    path.settle(&mut settled);
    for (kind, asked) in settled.into_iter().zip(&held) {
        each(kind, asked);
    }
    true
}

/// The answers that spoke most for a kind, or against it.
fn explain(weights: &Weights, asked: &Asked, kind: LineKind) -> Explanation {
    /// More would not be read.
    const MOST: usize = 8;
    if asked.allowed.is_certain() {
        return Explanation {
            score: f32::INFINITY,
            reasons: vec![Reason {
                name: Cow::Borrowed("certain"),
                weight: f32::INFINITY,
            }],
        };
    }
    let numbers = Numbers::get();
    let mut reasons = Vec::new();
    numbers.of(&asked.answers, |number| {
        let weight = weights.state(number)[kind as usize];
        if weight != 0.0 {
            reasons.push(Reason {
                name: Cow::Owned(numbers.name(number)),
                weight,
            });
        }
    });
    for (word, scores) in weights.words_among(&asked.words) {
        let weight = scores[kind as usize];
        if weight != 0.0 {
            reasons.push(Reason {
                name: Cow::Owned(format!("word={word}")),
                weight,
            });
        }
    }
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    reasons.truncate(MOST);
    Explanation {
        score: weights.score(&asked.answers, &asked.words)[kind as usize],
        reasons,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::steps;

    #[test]
    fn a_thread_that_looks_ahead_changes_nothing() {
        let post = |at: usize| {
            format!(
                "{}:{:02}\nFerry {at} stays in port\n\nThe crew of ferry {at} was stood down.\n- one\n- two\n\nPhoto: Ana Brandt\n\n",
                8 + at / 60,
                at % 60
            )
        };
        let text: String = (0..600).map(post).collect();
        let survey = Survey::of(&text);
        let label = |lines: &mut dyn Iterator<Item = Asked>| {
            let mut kinds = Vec::new();
            let whole = label_lines(lines, Weights::get(), &mut |_| true, &mut |kind, asked| {
                kinds.push((kind, asked.line, asked.answers));
            });
            assert!(whole);
            kinds
        };
        let alone = label(&mut LineWalk::new(&text, &survey));
        assert!(alone.len() > 3_000);
        let ahead = scan::with_lookahead(&text, &survey, |lines| {
            label(&mut LineWalk::over(&text, &survey, lines))
        });
        assert_eq!(ahead, alone);
        // What ends early does not wait for the lines that are left.
        let lines = scan::with_lookahead(&text, &survey, |lines| lines.take(2).count());
        assert_eq!(lines, 2);
    }

    /// Whatever looks back or ahead from each line, letter or mark looks at so much, and not at all there is.
    #[test]
    fn work_grows_with_the_text() {
        for unit in [
            "(",
            "“",
            "\"",
            "\t",
            "\n",
            " \n",
            "> \n",
            "* a\n",
            "#",
            "1",
            ":",
            "a\u{301}",
            "\u{301}",
            " ",
            "a:b ",
            "12:30 ",
            "12:30\n",
            " - ",
            "- a\n",
            ". ",
            ".",
            "-",
            " -",
            "港",
            "。",
            "a, ",
            "A/B ",
            "Ab ",
            "(a) ",
            "Foto: ",
            "Foto: A\n",
            "By Ana Brandt\n",
            " and ",
            "港口\n",
            "\u{3000}",
            "A ferry sails. ",
            "Aug 15 ",
        ] {
            steps::assert_linear(unit, 10_000, |count| {
                let found = read(unit.repeat(count), &[], ReadOptions::default(), &mut |_| true);
                assert!(found.is_ok());
            });
        }
    }
}
