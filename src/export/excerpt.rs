//! What somebody takes along: passages as Markdown, or as a quotation with its source and date, in a plain form that
//! can be pasted anywhere.

mod source;
mod whole_words;

use std::io::Write as _;

use super::linear::LinearPiece;
use super::markdown;
use crate::article::{Article, Date, Excerpt, Kind, Note, Notes, Passage, Span};

/// Passages as Markdown.
pub fn excerpt_markdown(excerpt: &Excerpt) -> String {
    let mut out = Vec::new();
    let mut list = false;
    for passage in &excerpt.passages {
        let is_item =
            matches!(passage, Passage::Text { block, .. } if excerpt.article.block(*block).kind == Kind::ListItem);
        if !(out.is_empty() || list && is_item) {
            out.push(b'\n');
        }
        list = is_item;
        // Writing to memory cannot fail.
        let _ = match passage {
            Passage::Text { block, span } => {
                let piece = LinearPiece::Block {
                    id: *block,
                    kind: excerpt.article.block(*block).kind,
                    text: span.of(excerpt.article.text()),
                    notes: Notes::default(),
                };
                markdown::one(&piece, &mut out)
            }
            Passage::LeftOut(words) => markdown::bracketed(words, &mut out),
        };
    }
    String::from_utf8(out).unwrap_or_default()
}

/// Passages as a quotation: each in quotation marks of the kind that the article has, then who wrote it, its title, when
/// it was published, where, and when it was read. What is not known is left out; of what looks like another story, no
/// writer is named.
pub fn quotation(excerpt: &Excerpt, accessed: Date) -> String {
    let marks = Marks::of(&excerpt.article);
    let quoted = Quoted::of(excerpt);
    let mut out = Vec::new();
    for (at, part) in quoted.parts.iter().enumerate() {
        // Writing to memory cannot fail, here and below.
        let _ = match part {
            QuotedPart::Words {
                span,
                breaks_off,
                stray,
            } => {
                if *stray && !quoted.is_all_stray() && !quoted.is_stray_before(at) {
                    let _ = writeln!(out, "[{UNCERTAIN}]\n");
                }
                // Each paragraph opens with a mark, and the last alone has one at its end, as papers set it.
                let close = if quoted.is_last_of_its_source(at) {
                    marks.close
                } else {
                    ""
                };
                let rest = if *breaks_off { " […]" } else { "" };
                writeln!(out, "{}{}{rest}{close}\n", marks.open, span.of(excerpt.article.text()))
            }
            QuotedPart::LeftOut(words) => writeln!(out, "[{words}]\n"),
        };
    }
    for line in source::lines(excerpt, &quoted, &marks, accessed) {
        let _ = writeln!(out, "{line}");
    }
    String::from_utf8(out).unwrap_or_default()
}

/// What is said of words that may be from elsewhere.
const UNCERTAIN: &str = "Source uncertain: this looks like another story";

/// Passages as they are quoted: in whole words.
struct Quoted<'a> {
    parts: Vec<QuotedPart<'a>>,
}

/// A passage as it is quoted.
enum QuotedPart<'a> {
    /// Words of the article.
    Words {
        span: Span,
        /// The text breaks off after them, perhaps in the middle of a word, which is left out.
        breaks_off: bool,
        /// They look like another story.
        stray: bool,
    },
    /// What is said in place of others.
    LeftOut(&'a str),
}

impl<'a> Quoted<'a> {
    fn of(excerpt: &'a Excerpt) -> Self {
        let article = &excerpt.article;
        let part = |passage: &'a Passage| match passage {
            Passage::Text { block, span } => {
                let block = article.block(*block);
                let whole = whole_words::around(article.text(), block.text, *span);
                let breaks_off = block.notes.has(Note::EndsMidSentence) && whole.end == block.text.end;
                QuotedPart::Words {
                    span: if breaks_off {
                        whole_words::without_last(article.text(), whole)
                    } else {
                        whole
                    },
                    breaks_off,
                    stray: block.notes.has(Note::LooksLikeAnotherStory),
                }
            }
            Passage::LeftOut(words) => QuotedPart::LeftOut(words),
        };
        Self {
            parts: excerpt.passages.iter().map(part).collect(),
        }
    }

    /// Whether words are stray, of all that are quoted.
    fn strays(&self) -> impl DoubleEndedIterator<Item = (usize, bool)> {
        let stray = |(at, part): (usize, &QuotedPart<'_>)| match part {
            QuotedPart::Words { stray, .. } => Some((at, *stray)),
            QuotedPart::LeftOut(_) => None,
        };
        self.parts.iter().enumerate().filter_map(stray)
    }

    fn is_all_stray(&self) -> bool {
        self.strays().all(|(_, stray)| stray)
    }

    fn is_stray_before(&self, at: usize) -> bool {
        let before = self.strays().rfind(|&(other, _)| other < at);
        before.is_some_and(|(_, stray)| stray)
    }

    /// Whether what comes next is from elsewhere, or nothing does.
    fn is_last_of_its_source(&self, at: usize) -> bool {
        let mut from_here = self.strays().skip_while(|&(other, _)| other < at);
        let own = from_here.next().map(|(_, stray)| stray);
        from_here.next().map(|(_, stray)| stray) != own
    }
}

/// How much a quotation quotes, and of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedWords {
    /// The stretches of the article's text.
    pub spans: Vec<Span>,
    /// Whether all of it looks like another story.
    pub is_stray: bool,
}

/// What of an article [`quotation`] quotes: whole words, where a part of a word is selected.
pub fn quoted(excerpt: &Excerpt) -> QuotedWords {
    let quoted = Quoted::of(excerpt);
    let span = |part: &QuotedPart<'_>| match part {
        QuotedPart::Words { span, .. } => Some(*span),
        QuotedPart::LeftOut(_) => None,
    };
    QuotedWords {
        spans: quoted.parts.iter().filter_map(span).collect(),
        is_stray: quoted.is_all_stray(),
    }
}

/// Quotation marks.
struct Marks {
    open: &'static str,
    close: &'static str,
}

impl Marks {
    /// Those that the article sets most often, in its first part: of those that open, so that what closes in one
    /// language and opens in another is not taken for the other.
    fn of(article: &Article) -> Self {
        /// Bytes looked at.
        const PART: usize = 1 << 16;
        const KNOWN: [Marks; 6] = [
            Marks {
                open: "\u{201c}",
                close: "\u{201d}",
            },
            Marks {
                open: "\u{201e}",
                close: "\u{201c}",
            },
            Marks {
                open: "\u{ab}\u{a0}",
                close: "\u{a0}\u{bb}",
            },
            Marks {
                open: "\u{ab}",
                close: "\u{bb}",
            },
            Marks {
                open: "\u{bb}",
                close: "\u{ab}",
            },
            Marks {
                open: "\u{300c}",
                close: "\u{300d}",
            },
        ];
        let text = article.text();
        let text = &text[..text.floor_char_boundary(PART)];
        let mut counts = [0usize; KNOWN.len()];
        let mut before = ' ';
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            // What opens stands behind a blank, a bracket or nothing, and what closes does not.
            let opens = before.is_whitespace() || matches!(before, '(' | '[' | '\u{2014}');
            let spaced = letters.peek().is_some_and(|next| next.is_whitespace());
            match letter {
                '\u{201c}' if opens => counts[0] += 1,
                '\u{201e}' if opens => counts[1] += 1,
                '\u{ab}' if opens && spaced => counts[2] += 1,
                '\u{ab}' if opens => counts[3] += 1,
                '\u{bb}' if opens && !spaced => counts[4] += 1,
                '\u{300c}' => counts[5] += 1,
                _ => {}
            }
            before = letter;
        }
        // Of equals the first, so that an article without any has the usual ones.
        let most = counts.iter().copied().max().unwrap_or(0);
        let at = counts.iter().position(|&count| count == most).unwrap_or(0);
        let [usual, ..] = KNOWN;
        KNOWN.into_iter().nth(at).unwrap_or(usual)
    }
}
