//! What somebody takes along: passages as Markdown, or as a quotation with its source and date, in a plain form that
//! can be pasted anywhere.

use std::io::Write as _;

use super::linear::Piece;
use super::markdown;
use crate::article::{Article, BlockId, Date, Excerpt, Kind, Meta, Notes, Passage, Section, Time};

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
                let piece = Piece::Block {
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
/// it was published, where, and when it was read. What is not known is left out.
pub fn quotation(excerpt: &Excerpt, accessed: Date) -> String {
    let article = &excerpt.article;
    let marks = Marks::of(article);
    let mut out = Vec::new();
    let texts = || {
        let is_text = |passage: &&Passage| matches!(passage, Passage::Text { .. });
        excerpt.passages.iter().filter(is_text)
    };
    let last = texts().next_back();
    for passage in &excerpt.passages {
        // Writing to memory cannot fail, here and below.
        let _ = match passage {
            Passage::Text { span, .. } => {
                // Each paragraph opens with a mark, and the last alone has one at its end, as papers set it.
                let close = if Some(passage) == last { marks.close } else { "" };
                writeln!(out, "{}{}{close}\n", marks.open, span.of(article.text()))
            }
            Passage::LeftOut(words) => writeln!(out, "[{words}]\n"),
        };
    }
    for line in source(excerpt, &marks, accessed) {
        let _ = writeln!(out, "{line}");
    }
    String::from_utf8(out).unwrap_or_default()
}

/// Where the passages are from, line by line.
fn source(excerpt: &Excerpt, marks: &Marks, accessed: Date) -> Vec<String> {
    let Meta {
        title,
        published,
        bylines,
        id,
        url,
    } = excerpt.article.meta();
    let by = bylines.join(", ");
    let title = title
        .as_ref()
        .map(|title| format!("{}{title}{}", marks.open, marks.close));
    let who: Vec<String> = Some(by).filter(|by| !by.is_empty()).into_iter().chain(title).collect();
    let day = published.map(|published| match published.minute {
        Some(minute) => format!("{}, {}", in_words(published.date), clock(minute)),
        None => in_words(published.date),
    });
    let when: Vec<String> = day
        .map(|day| format!("published {day}"))
        .into_iter()
        .chain(posts(excerpt, published.map(|published| published.date)))
        .collect();
    let lines = [
        Some(who.join(", ")),
        Some(capital(&when.join(", "))),
        url.clone().or_else(|| id.clone()),
        Some(format!("Accessed {}", in_words(accessed))),
    ];
    let lines = lines.into_iter().flatten();
    lines.map(|line| clean(&line)).filter(|line| !line.is_empty()).collect()
}

/// The time of the post that the passages stand in, or of the first and the last of several.
fn posts(excerpt: &Excerpt, published: Option<Date>) -> Option<String> {
    let (first, last) = excerpt.ends()?;
    let post = |block: BlockId| -> Option<&Section> {
        let article = &excerpt.article;
        Some(article.section(article.blocks().get(block.index())?.section))
    };
    let told = |time: Time| match time.date.filter(|date| Some(*date) != published) {
        Some(date) => format!("{}, {}", in_words(date), clock(time.minute)),
        None => clock(time.minute),
    };
    let (first, last) = (post(first)?, post(last)?);
    match (first.time, last.time) {
        (Some(from), Some(to)) if first != last => Some(format!("posts of {} to {}", told(from), told(to))),
        (Some(time), _) | (None, Some(time)) => Some(format!("post of {}", told(time))),
        (None, None) => None,
    }
}

/// A day as the press writes it: `15 Aug 2026`.
fn in_words(date: Date) -> String {
    format!("{} {} {}", date.day, date.month_name(), date.year)
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// With a capital at its start.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// On one line, without what a terminal obeys: the text of an article is clean, but what is known of it may have come
/// from elsewhere.
fn clean(line: &str) -> String {
    line.replace(char::is_control, " ").trim().to_owned()
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
