//! Copies passages in forms for which `app` knows too little: it has no writer of formats and no calendar.

use jiff::ZonedDateTime;

use crate::app::{CopyForm, count_words, words_in_words};
use crate::article::{Date, Excerpt, Passage};
use crate::export;

/// The text for the clipboard, and the notice.
pub(super) fn made(excerpt: &Excerpt, form: CopyForm) -> (String, String) {
    let text = match form {
        CopyForm::Markdown => export::excerpt_markdown(excerpt),
        CopyForm::Quotation => export::quotation(excerpt, today()),
    };
    let words = excerpt.passages.iter().map(|passage| match passage {
        Passage::Text { span, .. } => count_words(span.of(excerpt.article.text())),
        Passage::LeftOut(_) => 0,
    });
    let words = words_in_words(words.sum());
    let said = match form {
        CopyForm::Markdown => format!("Copied {words} as Markdown"),
        CopyForm::Quotation => format!("Copied {words} as a quotation, with source and date"),
    };
    (text, said)
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
