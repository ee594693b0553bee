//! What a misspelled word was probably meant to be.

/// Letters of the longest word that is looked at: every name there is has fewer, so a longer word is no misspelling,
/// and would only cost time.
const LONGEST: usize = 64;

/// The known word that a misspelled one was probably meant to be: at most a third of its letters wrong, by the optimal
/// string alignment distance (letters put in, left out, exchanged for another or for their neighbour).
pub(crate) fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let letters = word.chars().count();
    if letters > LONGEST {
        return None;
    }
    let allowed = (letters / 3).max(1);
    known
        .into_iter()
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        // A word of which nothing would be left was not meant.
        .filter(|(apart, candidate)| *apart <= allowed && *apart < letters.min(candidate.chars().count()))
        .min_by_key(|(apart, _)| *apart)
        .map(|(_, candidate)| candidate)
}

/// What to do about an unknown word: the known one that was probably meant, or else all of them.
pub(crate) fn hint<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(word, known.iter().copied()) {
        Some(meant) => format!("did you mean {meant:?}?"),
        None => format!("known are {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelling_is_near_and_another_word_is_not() {
        let known = ["blue", "bright-blue", "default", "caption.credit"];
        for (word, meant) in [
            ("blu", Some("blue")),
            ("bleu", Some("blue")),
            ("brigth-blue", Some("bright-blue")),
            ("captoin.credit", Some("caption.credit")),
            ("Default", Some("default")),
            ("mauve", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(nearest(word, known), meant, "{word}");
        }
        assert_eq!(nearest(&"blue".repeat(20), known), None);
    }
}
