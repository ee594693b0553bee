//! Where a script or an emoji cannot do without a character that nobody sees.

use unicode_normalization::char::is_combining_mark;

/// Characters that are looked at for the letter before.
const REACH: usize = 4;

/// The tags of the longest flag in use (England, Scotland, Wales), without the one that ends it, and one to spare.
const FLAG_TAGS: usize = 6;

/// Whether the invisible character `c` carries meaning between `before` and `after`, the text around it. Only a few
/// characters of them are looked at.
pub fn is_needed(before: &str, c: char, after: &str) -> bool {
    let (last, next) = (before.chars().next_back(), after.chars().next());
    let last_is = |is: fn(char) -> bool| last.is_some_and(is);
    let next_is = |is: fn(char) -> bool| next.is_some_and(is);
    match c {
        // Non-joiner and joiner: orthography in Arabic, Indic and related scripts, where writers also leave the
        // non-joiner behind a full stop.
        '\u{200C}' => {
            let letter = before.chars().rev().take(REACH).find(|c| c.is_alphabetic());
            next_is(joins) || letter.is_some_and(joins)
        }
        '\u{200D}' => last_is(joins) || next_is(joins) || (last_is(is_pictograph) && next_is(is_pictograph)),
        // Word breaks in scripts without spaces.
        '\u{200B}' => last_is(is_spaceless) && next_is(is_spaceless),
        // The grapheme joiner keeps two marks in their order, as in Hebrew.
        '\u{34F}' => last.is_some() && next_is(is_combining_mark),
        // Fillers in the place of a letter that a Korean syllable lacks.
        '\u{115F}' => {
            next_is(is_vowel_jamo) || (next == Some('\u{1160}') && after.chars().nth(1).is_some_and(is_final_jamo))
        }
        '\u{1160}' => last_is(is_initial_jamo) || (last == Some('\u{115F}') && next_is(is_final_jamo)),
        // Khmer inherent vowels, Mongolian selectors: after a letter of theirs.
        '\u{17B4}' | '\u{17B5}' => last_is(is_spaceless),
        '\u{180B}'..='\u{180F}' => last_is(|c| matches!(c, '\u{1820}'..='\u{18AA}')),
        '\u{FE00}'..='\u{FE0F}' => last.is_some_and(|base| varies(base, c, next)),
        '\u{E0100}'..='\u{E01EF}' => last_is(is_ideograph),
        '\u{E0020}'..='\u{E007F}' => in_flag(before, c, after),
        // An empty cell among Braille patterns; shorthand and musical controls among their own.
        '\u{2800}' => last_is(is_braille) || next_is(is_braille),
        '\u{1BCA0}'..='\u{1BCA3}' => last_is(is_shorthand) || next_is(is_shorthand),
        '\u{1D159}' | '\u{1D173}'..='\u{1D17A}' => last_is(is_musical) || next_is(is_musical),
        _ => false,
    }
}

/// Whether a variation selector says something of the character before it: text or emoji presentation, and the
/// standardized variants of symbols, marks and letters (Unicode's `StandardizedVariants.txt`).
fn varies(base: char, selector: char, next: Option<char>) -> bool {
    match selector {
        '\u{FE0E}' | '\u{FE0F}' => match base {
            '#' | '*' | '0'..='9' => next == Some('\u{20E3}'),
            _ => has_emoji_variant(base),
        },
        _ => {
            is_ideograph(base)
                || matches!(base,
                    '0' | '\u{1000}'..='\u{109F}' | '\u{2018}'..='\u{201D}' | '\u{2190}'..='\u{2BFF}'
                    | '\u{3001}' | '\u{3002}' | '\u{A840}'..='\u{A877}' | '\u{AA60}'..='\u{AA7F}'
                    | '\u{FF01}'..='\u{FF1F}' | '\u{10AC0}'..='\u{10AF6}' | '\u{13000}'..='\u{1345F}')
        }
    }
}

/// Whether a character stands in Unicode's `emoji-variation-sequences.txt`, as far as its block tells.
fn has_emoji_variant(c: char) -> bool {
    matches!(c,
        '©' | '®' | '‼' | '⁉' | '™' | 'ℹ' | '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | 'Ⓜ'
        | '\u{25A0}'..='\u{27BF}' | '\u{2900}'..='\u{297F}' | '\u{2B00}'..='\u{2BFF}' | '〰' | '〽' | '㊗' | '㊙'
        | '\u{1F000}'..='\u{1FAFF}')
}

/// Whether a tag is part of a flag: a black flag, tags for letters and digits, the cancel tag.
fn in_flag(before: &str, c: char, after: &str) -> bool {
    const CANCEL: char = '\u{E007F}';
    let is_tag = |c: &char| matches!(c, '\u{E0030}'..='\u{E0039}' | '\u{E0061}'..='\u{E007A}');
    let behind = before.chars().rev().take(FLAG_TAGS + 1).find(|c| !is_tag(c));
    let ahead = || after.chars().take(FLAG_TAGS + 1).find(|c| !is_tag(c));
    let opened = behind == Some('\u{1F3F4}') && !before.ends_with('\u{1F3F4}');
    match c {
        CANCEL => opened,
        _ => is_tag(&c) && behind == Some('\u{1F3F4}') && ahead() == Some(CANCEL),
    }
}

/// Scripts whose letters join or stack: Arabic, Syriac, Mandaic, N'Ko; the Indic scripts; Myanmar, Khmer,
/// Tibetan, Mongolian; their extensions.
fn joins(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{F00}'..='\u{109F}' | '\u{1780}'..='\u{18AA}'
        | '\u{1B00}'..='\u{1C4F}' | '\u{A8E0}'..='\u{A8FF}' | '\u{A980}'..='\u{AADF}' | '\u{FB50}'..='\u{FDCF}'
        | '\u{FDF0}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{11000}'..='\u{11FFF}' | '\u{1E900}'..='\u{1E95F}')
}

/// Scripts written without spaces between words: Thai, Lao, Tibetan, Myanmar, Khmer, Tai.
fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{E01}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{1950}'..='\u{19DF}'
        | '\u{1A20}'..='\u{1AAF}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AADF}')
}

/// Parts of emoji: pictographs, and the selector and skin tones that follow them.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}' | '\u{FE0F}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

fn is_initial_jamo(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115E}' | '\u{A960}'..='\u{A97C}')
}

fn is_vowel_jamo(c: char) -> bool {
    matches!(c, '\u{1161}'..='\u{11A7}' | '\u{D7B0}'..='\u{D7C6}')
}

fn is_final_jamo(c: char) -> bool {
    matches!(c, '\u{11A8}'..='\u{11FF}' | '\u{D7CB}'..='\u{D7FB}')
}

fn is_braille(c: char) -> bool {
    matches!(c, '\u{2801}'..='\u{28FF}')
}

fn is_shorthand(c: char) -> bool {
    matches!(c, '\u{1BC00}'..='\u{1BC9F}')
}

fn is_musical(c: char) -> bool {
    matches!(c, '\u{1D100}'..='\u{1D158}' | '\u{1D15A}'..='\u{1D172}' | '\u{1D17B}'..='\u{1D1FF}')
}
