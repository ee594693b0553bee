//! What the headings of a document have in common: all questions, all in capitals, all numbered. Found before any line
//! is judged, from lines that are short, end as no sentence does, and have prose after them.

use super::facts::{LineFacts, ends_sentence};
use super::groups::{G, a, has};

/// Longer lines are hardly headings, in letters.
const LONGEST: u32 = 90;

/// So many lines are needed to speak of a common form.
const LEAST: usize = 3;

/// A form that headings can share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HeadingForm {
    Question,
    Quotation,
    Capitals,
    Numbered,
    Timed,
    TitleCase,
}

const FORMS: [HeadingForm; 6] = [
    HeadingForm::Question,
    HeadingForm::Quotation,
    HeadingForm::Capitals,
    HeadingForm::Numbered,
    HeadingForm::Timed,
    HeadingForm::TitleCase,
];

impl HeadingForm {
    fn is_of(self, facts: &LineFacts) -> bool {
        let answers = &facts.answers;
        match self {
            Self::Question => has!(answers, Last "question"),
            Self::Quotation => has!(answers, First "quote"),
            Self::Capitals => has!(answers, Case "capitals"),
            Self::Numbered => has!(answers, Number "yes"),
            Self::Timed => has!(answers, Time "start") || has!(answers, Time "end"),
            Self::TitleCase => has!(answers, Case "title") && answers[G::Words as usize] >= a!(Words "4"),
        }
    }
}

/// The forms that most headings of a document have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct HeadingStyle {
    forms: [bool; FORMS.len()],
}

impl HeadingStyle {
    /// The common forms of these lines.
    pub(super) fn of(lines: &[&LineFacts]) -> Self {
        let mut style = Self::default();
        if lines.len() < LEAST {
            return style;
        }
        for (at, form) in FORMS.into_iter().enumerate() {
            let count = lines.iter().filter(|facts| form.is_of(facts)).count();
            style.forms[at] = count * 10 >= lines.len() * 6;
        }
        style
    }

    /// How a line compares with them: an answer to [`G::Style`].
    pub(super) fn answer(self, facts: &LineFacts) -> u8 {
        if facts.len > LONGEST * 2 || !facts.is_plain() {
            return 0;
        }
        let mut common = FORMS
            .into_iter()
            .zip(self.forms)
            .filter(|(_, common)| *common)
            .peekable();
        if common.peek().is_none() {
            return 0;
        }
        if common.all(|(form, _)| form.is_of(facts)) {
            a!(Style "fits")
        } else {
            a!(Style "differs")
        }
    }
}

/// The lines that look like headings by themselves.
pub(super) fn candidates(lines: &[LineFacts], median: f32) -> Vec<&LineFacts> {
    lines
        .windows(3)
        .filter(|three| {
            let (before, facts, next) = (&three[0], &three[1], &three[2]);
            let last = facts.answers[G::Last as usize];
            let open = !ends_sentence(facts) || last == a!(Last "question");
            facts.is_plain()
                && open
                && last != a!(Last "comma")
                && facts.len <= LONGEST
                && (facts.len as f32) < median * 0.5
                && (next.len as f32) >= median * 0.5
                && before.hash != facts.hash
                && has!(facts.answers, Credit "none")
                && has!(facts.answers, Boiler "no")
        })
        .map(|three| &three[1])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::facts::tests::facts;
    use super::*;

    #[test]
    fn questions_in_common_are_a_style() {
        let prose =
            "The ferries stayed in port all night, the harbour office said, and nobody knew when they would sail.";
        let text = format!(
            "A title\n\n{prose}\n\nWho left?\n\n{prose} So?\n\nWhat now?\n\n{prose}.\n\nWhy here?\n\n{prose} X.\n\nShed 4 in the morning\n\n{prose}!\n"
        );
        let lines = facts(&text);
        let found = candidates(&lines, 100.0);
        assert_eq!(found.len(), 4);
        let style = HeadingStyle::of(&found);
        assert_eq!(style.answer(found[0]), a!(Style "fits"));
        assert_eq!(style.answer(found[3]), a!(Style "differs"));
        assert_eq!(HeadingStyle::of(&found[..2]).answer(found[0]), 0);
    }
}
