//! Words that are looked for in names of classes: all of them in one look at the name, whatever its case.

/// Words by their first letters.
pub(super) struct NameWords {
    by_first: [Vec<&'static [u8]>; 128],
}

impl NameWords {
    /// These words, in lower case.
    pub(super) fn new(words: &[&'static str]) -> Self {
        let mut by_first = std::array::from_fn(|_| Vec::new());
        for word in words {
            let word = word.as_bytes();
            if let Some(with) = word.first().and_then(|first| by_first.get_mut(usize::from(*first))) {
                with.push(word);
            }
        }
        Self { by_first }
    }

    /// Whether one of them stands in a name.
    pub(super) fn are_in(&self, name: &str) -> bool {
        let name = name.as_bytes();
        name.iter().enumerate().any(|(at, byte)| {
            let with = self.by_first.get(usize::from(byte.to_ascii_lowercase()));
            with.is_some_and(|words| {
                words.iter().any(|word| {
                    let there = name.get(at..at + word.len());
                    there.is_some_and(|there| there.eq_ignore_ascii_case(word))
                })
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_wherever_they_stand() {
        let words = NameWords::new(&["share-", "-share", "ad"]);
        for (name, expected) in [
            ("Share-bar", true),
            ("post-SHARE", true),
            ("share", false),
            ("header", true),
            ("hé", false),
            ("", false),
        ] {
            assert_eq!(words.are_in(name), expected, "{name}");
        }
    }
}
