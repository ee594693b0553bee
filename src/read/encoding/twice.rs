//! Text that was encoded as UTF-8, taken for another encoding, and encoded again: "â€™" for "’", "РџР°СЂРѕРј" for "Паром".
//! It is put right where it is certain, line by line.

use encoding_rs::{Encoding, IBM866, KOI8_R, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

/// An encoding of one byte a character that UTF-8 is taken for.
struct CodePage {
    encoding: &'static Encoding,
    /// What it has for the first bytes of the letters that its readers write.
    leads: &'static [char],
    /// Whether two such letters in a row are looked for: one may stand in any text of its readers.
    pairs: bool,
}

const PAGES: [CodePage; 5] = [
    CodePage {
        encoding: WINDOWS_1252,
        leads: &[],
        pairs: false,
    },
    CodePage {
        encoding: WINDOWS_1251,
        leads: &['Р', 'С'],
        pairs: true,
    },
    CodePage {
        encoding: IBM866,
        leads: &['╨', '╤'],
        pairs: true,
    },
    CodePage {
        encoding: KOI8_R,
        leads: &['п', 'я'],
        pairs: true,
    },
    CodePage {
        encoding: WINDOWS_1250,
        leads: &['Ĺ', 'Ă', 'Ä'],
        pairs: false,
    },
];

/// Texts are encoded twice, and some thrice.
const PASSES: usize = 3;

/// The text put right, and how many characters were; `None` where there is nothing to be put right.
pub(super) fn repaired(text: &str) -> Option<(String, usize)> {
    PAGES.iter().find_map(|page| {
        let (mut text, mut count) = pass(text, page)?;
        for _ in 1..PASSES {
            let Some((again, more)) = pass(&text, page) else { break };
            (text, count) = (again, count + more);
        }
        Some((text, count))
    })
}

fn pass(text: &str, page: &CodePage) -> Option<(String, usize)> {
    if !page.is_suspect(text) {
        return None;
    }
    let letters = Letters::of(page.encoding);
    let any_sure = text
        .split('\n')
        .any(|line| MojibakeCount::of(line, &letters).is_sure(false));
    let mut out = String::with_capacity(text.len());
    let mut count = 0;
    for line in text.split_inclusive('\n') {
        let found = MojibakeCount::of(line, &letters);
        if found.is_sure(any_sure) {
            count += found.twice;
            out.extend(pieces(line, &letters).map(|piece| piece.meant.unwrap_or(piece.c)));
        } else {
            out += line;
        }
    }
    (count > 0).then_some((out, count))
}

impl CodePage {
    /// Whether a text has what this encoding makes of letters. Few texts have.
    fn is_suspect(&self, text: &str) -> bool {
        if self.leads.is_empty() {
            return is_suspect(text.as_bytes());
        }
        let letters = std::cell::LazyCell::new(|| Letters::of(self.encoding));
        self.leads.iter().any(|lead| {
            let mut bytes = [0; 4];
            let lead = lead.encode_utf8(&mut bytes).as_bytes();
            memchr::memmem::find_iter(text.as_bytes(), lead).any(|at| {
                let first = letters.meant(&text[at..]);
                first.is_some_and(|(_, rest)| !self.pairs || letters.meant(rest).is_some())
            })
        })
    }
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
    fn of(line: &str, letters: &Letters) -> Self {
        let mut found = Self::default();
        if line.is_ascii() {
            return found;
        }
        for piece in pieces(line, letters) {
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

fn pieces<'a>(line: &'a str, letters: &'a Letters) -> impl Iterator<Item = MeantCharacter> + 'a {
    let mut rest = line;
    std::iter::from_fn(move || {
        let mut after = rest.chars();
        let c = after.next()?;
        let meant = letters.meant(rest);
        rest = meant.map_or(after.as_str(), |(_, rest)| rest);
        Some(MeantCharacter {
            c,
            meant: meant.map(|(meant, _)| meant),
        })
    })
}

/// What an encoding has for the bytes from 0x80 on.
struct Letters([char; 128]);

impl Letters {
    fn of(encoding: &'static Encoding) -> Self {
        let bytes: [u8; 128] = std::array::from_fn(|at| 0x80 + at as u8);
        let (decoded, _) = encoding.decode_without_bom_handling(&bytes);
        let mut letters = decoded.chars();
        Self(std::array::from_fn(|_| letters.next().unwrap_or_default()))
    }

    /// The character that the first few of a text are the bytes of, and what follows them.
    fn meant<'a>(&self, text: &'a str) -> Option<(char, &'a str)> {
        let mut after = text.chars();
        let lead = after
            .next()
            .filter(|c| !c.is_ascii())
            .and_then(|c| self.byte_of(c))
            .filter(|byte| (0xC2..=0xF4).contains(byte))?;
        let length = match lead {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            _ => 4,
        };
        let mut bytes = [lead, 0, 0, 0];
        for byte in &mut bytes[1..length] {
            *byte = after
                .next()
                .and_then(|c| self.byte_of(c))
                .filter(|byte| (0x80..0xC0).contains(byte))?;
        }
        let meant = std::str::from_utf8(&bytes[..length]).ok()?;
        // A control of the second set is no character that anybody meant.
        let meant = meant.chars().next().filter(|c| !c.is_control())?;
        Some((meant, after.as_str()))
    }

    /// The byte of a character; a control of the second set is what Latin-1 has for its byte.
    fn byte_of(&self, c: char) -> Option<u8> {
        let byte = self.0.iter().position(|other| *other == c).map(|at| 0x80 + at as u8);
        byte.or_else(|| matches!(c, '\u{80}'..='\u{9F}').then(|| c as u8))
    }
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
    fn what_was_taken_for_another_encoding_is_put_right() {
        let russian = "Паромы остались в порту — ветер «до 90 км/ч»";
        for (encoding, text) in [
            (WINDOWS_1251, russian),
            (IBM866, russian),
            (KOI8_R, russian),
            (WINDOWS_1250, "Łódź: promy zostają w porcie, żegluga wstrzymana"),
            (WINDOWS_1251, "Пороми лишаються в порту, сказала її капітанка"),
        ] {
            let (wrong, _) = encoding.decode_without_bom_handling(text.as_bytes());
            let found = repaired(&format!("Plain text.\n{wrong}\n")).map(|(text, _)| text);
            assert_eq!(found, Some(format!("Plain text.\n{text}\n")), "{}", encoding.name());
        }
    }

    #[test]
    fn what_only_looks_so_stays() {
        for text in [
            "The café’s owner, Zoë Müller, said “it’s quiet”.",
            "On such pages the sign “â€™” stands for an apostrophe.",
            "SÃO PAULO, Â», MARCHÉ», »PÅ«",
            "Ærø, château, naïve",
            "«СССР», «РСФСР» и Рёрик — С№ 5; пятница, яя, пп",
            "ĂSTA ESTE, Ă și Ä; Šťastný Ĺ",
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
