//! Quotations set apart: a line wholly in quotation marks, and below it who said it.

use super::credit;

/// The longest line that names a speaker, in bytes.
const LONGEST_SPEAKER: usize = 120;

/// Pairs of quotation marks that set off a whole line. Single ones are left out: an apostrophe looks the same.
const MARKS: [(char, char); 8] = [
    ('“', '”'),
    ('"', '"'),
    ('„', '“'),
    ('„', '”'),
    ('«', '»'),
    ('»', '«'),
    ('”', '”'),
    ('「', '」'),
];

/// Whether a line is one quotation, from its first character to its last.
pub(super) fn is_quoted(line: &str) -> bool {
    MARKS.iter().any(|&(open, close)| {
        let inside = line.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        inside.is_some_and(|inside| !inside.is_empty() && !inside.contains([open, close]))
    })
}

/// Whether a line names a speaker: a name, a comma, and who that is ("Ana Brandt, harbour master").
pub(super) fn is_speaker(line: &str) -> bool {
    let line = line.trim_start_matches(['—', '–', '-', ' ']);
    let Some((name, role)) = line.split_once([',', '，']) else {
        return false;
    };
    line.len() <= LONGEST_SPEAKER
        && (2..=5).contains(&name.split_whitespace().count())
        && credit::is_names(name)
        && role.trim_end().ends_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::{is_quoted, is_speaker};

    #[test]
    fn a_quotation_is_the_whole_line() {
        for line in [
            "“It has nowhere left to go.”",
            "\"All is well\"",
            "«Alles gut.»",
            "„Alles gut.“",
            "「大丈夫です」",
        ] {
            assert!(is_quoted(line), "{line}");
        }
        for line in ["“It has,” she said. “Nowhere.”", "“Cut short", "It is “over”", "“”", ""] {
            assert!(!is_quoted(line), "{line}");
        }
    }

    #[test]
    fn a_speaker_has_a_name_and_a_role() {
        for line in [
            "Captain João Sepúlveda, master of the Santa Iria",
            "— Ana Brandt, harbour master",
        ] {
            assert!(is_speaker(line), "{line}");
        }
        for line in [
            "Mayor thanks crews, asks for calm",
            "Ana Brandt",
            "Ana Brandt, who left, said so.",
        ] {
            assert!(!is_speaker(line), "{line}");
        }
    }
}
