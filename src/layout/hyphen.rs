//! Which words are broken at the end of a line, and where: long words of the text's language, none of them a name.

use super::language::Language;

/// Letters that a word has at least to be broken.
const LEAST: usize = 6;
/// Letters left at the end of a line at least, and taken to the next one.
const BEFORE: usize = 2;
const BEHIND: usize = 3;

/// The places inside words at which a text may break with a hyphen of ours, ascending. `breaks` are the places where it
/// may break without one, its end among them.
///
/// The last word is never broken: what is left of it would stand alone in the last line. Nor is a part of what is
/// already joined by hyphens or slashes.
pub(super) fn places(text: &str, breaks: &[usize], language: Language) -> Vec<usize> {
    let mut places = Vec::new();
    let mut start = 0;
    let mut joined = false;
    for &end in breaks.iter().take(breaks.len().saturating_sub(1)) {
        let (from, word) = (start, &text[start..end]);
        start = end;
        let parted = word.ends_with(char::is_whitespace);
        if parted && !joined {
            push(word, from, language, &mut places);
        }
        joined = !parted && end > from;
    }
    places
}

/// Adds the places in one word with the marks around it.
fn push(word: &str, base: usize, language: Language, places: &mut Vec<usize>) {
    // "l’histoire": what is behind the apostrophe.
    let elided = word.rfind(['’', '\'']).filter(|&at| word[..at].chars().count() <= 2);
    let skipped = elided.map_or(0, |at| at + word[at..].chars().next().map_or(0, char::len_utf8));
    let lead = word[skipped..]
        .find(char::is_alphabetic)
        .map_or(word.len(), |at| skipped + at);
    let core = word[lead..].trim_end_matches(|c: char| !c.is_alphabetic());
    if is_broken(core, language) {
        places.extend(language.breaks(core, BEFORE, BEHIND).map(|at| base + lead + at));
    }
}

/// Whether a word is long enough, and neither a name nor an abbreviation nor anything but letters.
fn is_broken(word: &str, language: Language) -> bool {
    let mut letters = 0;
    for c in word.chars() {
        let capital = c.is_uppercase() && !(letters == 0 && language.capitalises_nouns());
        if capital || !c.is_alphabetic() {
            return false;
        }
        letters += 1;
    }
    letters >= LEAST
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "they were and that was not the same of it all";
    const GERMAN: &str = "und das ist nicht die eine oder der andere";
    const FRENCH: &str = "et dans les uns ou les autres pour une qui est";

    /// The text with a mark at each place.
    fn marked(text: &str, like: &str) -> String {
        let mut breaks: Vec<usize> = text.match_indices([' ', '-']).map(|(at, _)| at + 1).collect();
        breaks.push(text.len());
        let language = Language::of(like).expect("a known language");
        let mut marked = text.to_owned();
        for at in places(text, &breaks, language).into_iter().rev() {
            marked.insert(at, '|');
        }
        marked
    }

    #[test]
    fn long_words_break_by_their_language() {
        assert_eq!(marked("an extensive thing", ENGLISH), "an ex|ten|sive thing");
        assert_eq!(marked("(“firefighters”), he", ENGLISH), "(“fire|fight|ers”), he");
        assert_eq!(
            marked("die Feuerwehrleute am", GERMAN),
            "die Feu|er|wehr|leu|te am".replace("leu|te", "leute")
        );
        assert_eq!(marked("dans l’histoire de", FRENCH), "dans l’his|toire de");
    }

    #[test]
    fn names_short_words_joined_words_and_the_last_stay_whole() {
        for text in [
            "the Achterberg line",
            "the UNESCO list",
            "a ship here",
            "a half-finished-building here",
            "a shed4store here",
            "at https://coast.example/extensive here",
            "was extensive",
            "",
        ] {
            assert_eq!(marked(text, ENGLISH), text);
        }
    }
}
