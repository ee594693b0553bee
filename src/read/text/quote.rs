//! Quotations set apart: a line wholly in quotation marks, and below it who said it.

use super::{chars, credit};

/// The longest line that names a speaker, in bytes.
const LONGEST_SPEAKER: usize = 120;

/// The longest date behind the name of who wrote a post, in bytes.
const LONGEST_DATE: usize = 60;

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

/// Whether a line is one quotation, from its first character to its last; its full stop may stand behind the mark.
pub(super) fn is_quoted(line: &str) -> bool {
    let line = line
        .strip_suffix(chars::is_stop)
        .filter(|line| line.ends_with(chars::closes_quote))
        .unwrap_or(line);
    MARKS.iter().any(|&(open, close)| {
        let inside = line.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        inside.is_some_and(|inside| !inside.is_empty() && !inside.contains([open, close]))
    })
}

/// Whether the character opens a quotation that sets off more than a word.
pub(super) fn opens(c: char) -> bool {
    MARKS.iter().any(|(open, _)| *open == c)
}

/// Whether the character closes what this mark opened.
pub(super) fn closes(open: char, c: char) -> bool {
    MARKS.contains(&(open, c))
}

/// Whether a line opens a quotation at its start and does not close it: the next paragraph goes on.
pub(super) fn is_open(line: &str) -> bool {
    let mut letters = line.chars();
    letters
        .next()
        .is_some_and(|open| opens(open) && !letters.any(|c| closes(open, c)))
}

/// Whether a mark ends the line, and is the only one: what it closes begins with the line.
pub(super) fn is_only_closed(line: &str) -> bool {
    let is_mark = |c: char| MARKS.iter().any(|&(open, close)| c == open || c == close);
    let Some((end, _)) = line.char_indices().next_back().filter(|(_, c)| is_mark(*c)) else {
        return false;
    };
    line.len() >= LONGEST_SPEAKER && line[..end].ends_with(chars::ends_sentence) && !line[..end].contains(is_mark)
}

/// Whether a line ends with the sign that something is left out: the excerpt may go on below.
pub(super) fn is_excerpt(line: &str) -> bool {
    ["[...]", "[…]", "(...)", "(…)"].iter().any(|sign| line.ends_with(sign))
}

/// Whether a line names, after a dash, a speaker and who that is.
pub(super) fn is_signature(line: &str) -> bool {
    line.starts_with(['—', '–', '―']) && is_speaker(line)
}

/// Whether a line is a quotation, or part of an embedded post, or says whose the one above is. In the `head` of a page a
/// name with a handle may be a byline.
pub(super) fn is_quotation(line: &str, above: Option<&str>, below: Option<&str>, head: bool) -> bool {
    let signs = |line: &str| signs_post(line, head);
    let said = |line: &str| is_speaker(line) || is_dashed_speaker(line);
    let post = ends_as_post(line) || signs(line) || below.is_some_and(signs);
    let speech = is_quoted(line) && below.is_some_and(said) || said(line) && above.is_some_and(is_quoted);
    post || speech || is_signed(line)
}

/// The bytes of the sign before a line that is quoted as mail quotes: "> ", "> > ". Three and a word (">>>Because") are
/// an ornament.
pub(super) fn sign(line: &str) -> Option<usize> {
    let rest = line.strip_prefix('>')?;
    let text = rest.trim_start_matches(['>', ' ', '\t']);
    if rest.starts_with(">>") && rest.len() - text.len() == 2 {
        return None;
    }
    let item = text.trim_start_matches('-').starts_with(' ');
    (!text.is_empty() && !text.starts_with('=') && (item || !text.starts_with('-'))).then(|| line.len() - text.len())
}

/// The text with quotations on one line each, that stand with a sign before every line.
pub(super) fn joined(text: &str) -> Option<String> {
    let quoted = |line: &str| sign(line.trim_start());
    if !text.lines().any(|line| quoted(line).is_some()) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    // How many signs the quotation has that is open.
    let mut open = 0;
    for line in text.lines() {
        let trimmed = line.trim_start();
        match quoted(line) {
            Some(len) if open == depth(trimmed) && !begins_anew(&trimmed[len..]) => {
                out.push(' ');
                out.push_str(&trimmed[len..]);
            }
            found => {
                if !out.is_empty() {
                    out.push('\n');
                }
                // A sign alone parts two quotations.
                out.push_str(if trimmed == ">" { "" } else { line });
                open = found.map_or(0, |_| depth(trimmed));
            }
        }
    }
    out.push('\n');
    Some(out)
}

/// How many signs stand before a quoted line: each is somebody's who quotes.
fn depth(line: &str) -> usize {
    line.chars()
        .take_while(|c| matches!(c, '>' | ' ' | '\t'))
        .filter(|c| *c == '>')
        .count()
}

/// Whether a quoted line is one of its own: it names the speaker, or is an item.
fn begins_anew(line: &str) -> bool {
    line.starts_with(['—', '–', '―', '•'])
        || line.starts_with("- ")
        || line.starts_with("-- ")
        || line.starts_with("* ")
}

/// Whether a quotation, and who said it, stand on one line: "I never left" – Per Lindqvist, harbour master.
fn is_signed(line: &str) -> bool {
    if !line.starts_with(opens) {
        return false;
    }
    let dashes = [" – ", " — ", " - "];
    let parts = dashes.iter().filter_map(|dash| line.split_once(dash));
    parts
        .into_iter()
        .any(|(quoted, name)| is_quoted(quoted) && (is_speaker(name) || is_name(name)))
}

fn is_name(line: &str) -> bool {
    (2..=4).contains(&line.split_whitespace().count()) && credit::is_names(line) && line.len() <= LONGEST_SPEAKER
}

/// Whether a line names a speaker after a dash, with or without who that is: "— Ana Brandt".
fn is_dashed_speaker(line: &str) -> bool {
    let name = line.trim_start_matches(['—', '–', '-', '―']).trim();
    // A name in a script without spaces is one word.
    let wide =
        name.starts_with(chars::is_ideographic) && name.chars().count() <= 20 && !name.ends_with(chars::ends_sentence);
    name.len() < line.len() && (is_speaker(line) || is_name(name) || wide)
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

/// Whether a line ends with who wrote an embedded post, and mostly when: "— Ana Brandt (@anabrandt) July 17, 2024".
/// `dashed` is for lines where a name with a handle may be a byline, too: only a dash before it tells.
fn signs_post(line: &str, dashed: bool) -> bool {
    let Some((before, rest)) = line.rsplit_once("(@") else {
        return false;
    };
    let Some((handle, after)) = rest.split_once(')') else {
        return false;
    };
    let handle_is_one = !handle.is_empty() && !handle.contains(char::is_whitespace);
    let year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let dated = after.len() <= LONGEST_DATE && after.split(|c: char| !c.is_ascii_digit()).any(year);
    let dash = before
        .rsplit_once(['—', '–'])
        .is_some_and(|(_, name)| name.len() <= LONGEST_SPEAKER)
        || before.starts_with("- ");
    handle_is_one
        && if dash {
            after.is_empty() || dated
        } else {
            dated && !dashed
        }
}

/// Whether a line ends with the short link that stands in an embedded post: "pic.twitter.com/aB3dE5fG7h".
fn ends_as_post(line: &str) -> bool {
    let last = line.rsplit(char::is_whitespace).next().unwrap_or(line);
    let hosts = ["pic.twitter.com/", "pic.x.com/", "https://t.co/"];
    hosts
        .iter()
        .any(|host| last.find(host).is_some_and(|at| last.len() > at + host.len()))
}

#[cfg(test)]
mod tests {
    use super::{ends_as_post, is_dashed_speaker, is_quoted, is_signed, is_speaker, joined, signs_post};

    #[test]
    fn a_post_is_signed_with_a_handle_and_a_date() {
        for line in [
            "— Ana Brandt (@anabrandt) July 17, 2024",
            "— Feuerwehr Kessel 🚒 (@fwkessel) 17. Juli 2024",
            "The road is closed. pic.twitter.com/aB3dE5fG7h— Ana Brandt (@anabrandt) July 17, 2024",
            "— 港湾局 (@kowan) 2024年7月17日",
            "– Ana Brandt (@anabrandt.example.org)",
        ] {
            assert!(signs_post(line, true), "{line}");
        }
        assert!(signs_post("Ana Brandt (@anabrandt) July 17, 2024", false));
        for line in [
            "Ana Brandt (@anabrandt) July 17, 2024",
            "By Ana Brandt (@anabrandt)",
            "She wrote (@anabrandt) that the fire – as far as it was one – had been out since 2019.",
            "— Ana Brandt (@ana brandt) 2024",
            "— Ana Brandt, harbour master",
        ] {
            assert!(!signs_post(line, true), "{line}");
        }
    }

    #[test]
    fn a_post_ends_with_a_short_link() {
        assert!(ends_as_post("The road is closed pic.twitter.com/aB3dE5fG7h"));
        assert!(ends_as_post("More here: https://t.co/aB3dE5fG7h"));
        assert!(!ends_as_post("More at https://t.co/ soon") && !ends_as_post("Photo: pic.twitter.com/"));
    }

    #[test]
    fn a_quotation_is_the_whole_line() {
        for line in [
            "“It has nowhere left to go.”",
            "\"All is well\"",
            "«Alles gut.»",
            "„Alles gut.“",
            "「大丈夫です」",
            "„Alles gut“.",
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

    #[test]
    fn signs_are_taken_from_quotations() {
        let text = "He said:\n\n> It took us eleven hours.\n> We would do it again.\n> — Idris Vale\n\nThen he left.\n";
        let expected =
            "He said:\n\n> It took us eleven hours. We would do it again.\n> — Idris Vale\n\nThen he left.\n";
        assert_eq!(joined(text).as_deref(), Some(expected));
        assert_eq!(joined("a > b\n"), None);
        assert!(is_signed("\"I never left\" – Per Lindqvist, harbour master, 1986"));
        assert!(is_dashed_speaker("— Idris Vale") && !is_dashed_speaker("Idris Vale"));
    }
}
