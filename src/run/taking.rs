//! Copies passages in forms for which `app` knows too little: it has no writer of formats and no calendar.

use jiff::ZonedDateTime;

use crate::app::{CopyForm, count_words, words_in_words};
use crate::article::{Date, Excerpt, Passage, Span};
use crate::export;

/// The text for the clipboard, and the notice.
pub(super) fn made(excerpt: &Excerpt, form: CopyForm) -> (String, String) {
    let words = |span: Span| count_words(span.of(excerpt.article.text()));
    match form {
        CopyForm::Markdown => {
            let seen = excerpt.passages.iter().map(|passage| match passage {
                Passage::Text { span, .. } => words(*span),
                Passage::LeftOut(_) => 0,
            });
            let said = format!("Copied {} as Markdown", words_in_words(seen.sum()));
            (export::excerpt_markdown(excerpt), said)
        }
        CopyForm::Quotation => {
            let quoted = export::quoted(excerpt);
            let count = words_in_words(quoted.spans.into_iter().map(words).sum());
            let said = if quoted.is_stray {
                format!("Copied {count} as a quotation; its source is uncertain")
            } else {
                format!("Copied {count} as a quotation, with source and date")
            };
            (export::quotation(excerpt, today()), said)
        }
    }
}

/// Today, by the local clock.
fn today() -> Date {
    let now = ZonedDateTime::now().date();
    Date {
        year: now.year(),
        month: now.month().unsigned_abs(),
        day: now.day().unsigned_abs(),
    }
}
