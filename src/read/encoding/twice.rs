//! Text that was encoded as UTF-8, taken for windows-1252, and encoded again: "â€™" for "’". It is put right where it is
//! certain, line by line.

/// What windows-1252 has at 0x80 to 0x9F. The five bytes that it leaves free are controls to most programs.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// Texts are encoded twice, and some thrice.
const PASSES: usize = 3;

/// The text put right, and how many characters were; `None` where there is nothing to be put right.
pub(super) fn repaired(text: &str) -> Option<(String, usize)> {
    let (mut text, mut count) = pass(text)?;
    for _ in 1..PASSES {
        let Some((again, more)) = pass(&text) else { break };
        (text, count) = (again, count + more);
    }
    Some((text, count))
}

fn pass(text: &str) -> Option<(String, usize)> {
    if !is_suspect(text.as_bytes()) {
        return None;
    }
    let any_sure = text.split('\n').any(|line| MojibakeCount::of(line).is_sure(false));
    let mut out = String::with_capacity(text.len());
    let mut count = 0;
    for line in text.split_inclusive('\n') {
        let found = MojibakeCount::of(line);
        if found.is_sure(any_sure) {
            count += found.twice;
            out.extend(pieces(line).map(|piece| piece.meant.unwrap_or(piece.c)));
        } else {
            out += line;
        }
    }
    (count > 0).then_some((out, count))
}

/// Whether bytes have a letter that is a lead byte to windows-1252 (U+00C2 to U+00F4) followed by what is a continuation
/// byte to it. Few texts have one.
fn is_suspect(bytes: &[u8]) -> bool {
    memchr::memchr_iter(0xC3, bytes).any(|at| {
        matches!(
            bytes.get(at + 1..at + 3),
            Some([0x82..=0xB4, 0xC2 | 0xC5 | 0xC6 | 0xCB | 0xE2])
        )
    })
}

/// What a line has beyond ASCII.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct MojibakeCount {
    /// Characters that may have been encoded twice.
    twice: usize,
    /// Those of them that nobody would write: "Ã©", "â€™", "ðŸ˜€".
    sure: usize,
    /// Other characters.
    others: usize,
}

impl MojibakeCount {
    fn of(line: &str) -> Self {
        let mut found = Self::default();
        if line.is_ascii() {
            return found;
        }
        for piece in pieces(line) {
            match piece.meant {
                Some(meant) => {
                    found.twice += 1;
                    let sure = matches!(meant, '\u{C0}'..='\u{FF}' | '\u{2010}'..='\u{27BF}' | '\u{FEFF}' | '\u{FFFD}' | '\u{1F000}'..='\u{1FAFF}');
                    found.sure += usize::from(sure);
                }
                None => found.others += usize::from(!piece.c.is_ascii()),
            }
        }
        found
    }

    /// Whether the line was encoded twice. A line that quotes such a mark ("the sign “â€™”") has other letters that were
    /// not. Two Latin letters that are one Cyrillic one are a chance only once. `elsewhere`: a line of the text is sure.
    fn is_sure(self, elsewhere: bool) -> bool {
        let alone = self.others == 0 && (self.sure > 0 || self.twice > 2 || (elsewhere && self.twice > 0));
        alone || self.sure > self.others
    }
}

/// A character of a line.
struct MeantCharacter {
    c: char,
    /// The character that it stands for together with those behind it.
    meant: Option<char>,
}

fn pieces(line: &str) -> impl Iterator<Item = MeantCharacter> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let mut after = rest.chars();
        let c = after.next()?;
        let meant = meant(rest);
        rest = meant.map_or(after.as_str(), |(_, rest)| rest);
        Some(MeantCharacter {
            c,
            meant: meant.map(|(meant, _)| meant),
        })
    })
}

/// The character that the first few of a text are the bytes of, and what follows them.
fn meant(text: &str) -> Option<(char, &str)> {
    let mut after = text.chars();
    let lead = after.next().filter(|c| ('\u{C2}'..='\u{F4}').contains(c))? as u8;
    let length = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        _ => 4,
    };
    let mut bytes = [lead, 0, 0, 0];
    for byte in &mut bytes[1..length] {
        *byte = after
            .next()
            .and_then(byte_of)
            .filter(|byte| (0x80..0xC0).contains(byte))?;
    }
    let meant = std::str::from_utf8(&bytes[..length]).ok()?;
    // A control of the second set is no character that anybody meant.
    let meant = meant.chars().next().filter(|c| !c.is_control())?;
    Some((meant, after.as_str()))
}

/// The byte of a character in windows-1252.
fn byte_of(c: char) -> Option<u8> {
    let upper = UPPER.iter().position(|other| *other == c).map(|at| 0x80 + at as u8);
    upper.or_else(|| u8::try_from(u32::from(c)).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twice(text: &str) -> String {
        let (decoded, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
        decoded.into_owned()
    }

    #[test]
    fn what_was_encoded_twice_is_put_right() {
        for text in [
            "The café’s owner, Zoë, said it’s “quiet” – £5…",
            "Der Hafen: Fähren bleiben für heute drüben.",
            "Паромы остались в порту",
            "港の火事は消えた",
            "A storm 😀 over the port",
        ] {
            let repaired = repaired(&twice(text)).map(|(text, _)| text);
            assert_eq!(repaired.as_deref(), Some(text));
        }
        let thrice = twice(&twice("café"));
        assert_eq!(repaired(&thrice).map(|(text, _)| text).as_deref(), Some("café"));
    }

    #[test]
    fn what_only_looks_so_stays() {
        for text in [
            "The café’s owner, Zoë Müller, said “it’s quiet”.",
            "On such pages the sign “â€™” stands for an apostrophe.",
            "SÃO PAULO, Â», MARCHÉ», »PÅ«",
            "Ærø, château, naïve",
            "plain",
        ] {
            assert_eq!(repaired(text), None, "{text}");
        }
    }

    #[test]
    fn one_line_may_be_encoded_twice_and_the_others_not() {
        let text = format!("Zoë Müller’s café\n{}\n", twice("Zoë’s café costs £5"));
        let (repaired, count) = repaired(&text).expect("a line of it is");
        assert_eq!(repaired, "Zoë Müller’s café\nZoë’s café costs £5\n");
        assert_eq!(count, 4);
    }
}
