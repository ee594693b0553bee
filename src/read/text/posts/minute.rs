//! The minutes of a match, by which sport tickers part their posts: "67'", "45+2'", "90.+3", "67. Minute". They are no
//! times of day.

use crate::read::text::chars;

/// The minute that a line opens with, in bytes of the line; what follows is apart from it, or nothing.
pub(in crate::read::text) fn at_start(line: &str) -> Option<usize> {
    /// A minute with its extra time and marks.
    const LONGEST: usize = 24;
    let head = &line[..line.floor_char_boundary(LONGEST)];
    let mut rest = head.trim_start_matches(|c: char| matches!(c, '(' | '[') || is_picture(c) || c == ' ');
    rest = digits(rest, 3)?;
    let mut marked = false;
    loop {
        let before = rest;
        if let Some(after) = rest.strip_prefix(['\'', '’', '′', 'ʹ', '´', '‘']) {
            (rest, marked) = (after, true);
        } else if let Some(extra) = rest.trim_start_matches('.').trim_start().strip_prefix('+') {
            rest = digits(extra.trim_start(), 2)?;
        }
        if rest == before {
            break;
        }
    }
    let worded = rest.trim_start_matches(['.', ' ']);
    for word in ["Minute", "minute", "Min.", "min.", "minuut", "minuto", "мин", "分"] {
        if let Some(after) = worded.strip_prefix(word)
            && !after.starts_with(char::is_alphabetic)
        {
            (rest, marked) = (after, true);
            break;
        }
    }
    let end = rest.trim_start_matches([')', ']', '.', ':', ' ', '-', '–', '|', '—']);
    let apart = end.is_empty() || end.len() < rest.len();
    (marked && apart).then(|| head.len() - end.len())
}

/// What follows one or more digits.
fn digits(text: &str, most: usize) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..=most).contains(&(text.len() - rest.len())).then_some(rest)
}

fn is_picture(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}' | '\u{FE0F}') || chars::hangs(c)
}

#[cfg(test)]
mod tests {
    use super::at_start;

    #[test]
    fn minutes_of_a_match_are_told_from_measures() {
        for (line, rest) in [
            ("67'", ""),
            ("45+2'", ""),
            ("45'+2", ""),
            ("90.+3’ Tor!", "Tor!"),
            ("67. Minute: Wechsel", "Wechsel"),
            ("⚽ 67' Goal", "Goal"),
            ("3' - Cherniy shoots", "Cherniy shoots"),
        ] {
            assert_eq!(at_start(line).map(|end| &line[end..]), Some(rest), "{line}");
        }
        for line in [
            "67",
            "67 people",
            "5'10\" tall",
            "'67 was warm",
            "1000' deep",
            "90's music",
            "3. Ferries",
            "45+2",
        ] {
            assert_eq!(at_start(line), None, "{line}");
        }
    }
}
