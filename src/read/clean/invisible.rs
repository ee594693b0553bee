//! Characters nobody can see, and where a script or an emoji cannot do without them.

/// The neighbours of an invisible character.
pub(super) struct Around {
    before: Option<char>,
    after: Option<char>,
    /// The letter before, with at most a few marks or blanks between.
    letter: Option<char>,
    /// Whether it is in a flag's sequence of tags: a black flag, lower-case tags, the cancel tag.
    in_flag: bool,
}

/// Characters that are looked at for the letter before.
const REACH: usize = 4;

/// The longest flag has six tags and the cancel tag; a little more is allowed for.
const FLAG_TAGS: usize = 8;

impl Around {
    /// The neighbours of `c`, which stands at byte `at`.
    pub(super) fn new(text: &str, at: usize, c: char) -> Self {
        let after = &text[at + c.len_utf8()..];
        Self {
            before: text[..at].chars().next_back(),
            after: after.chars().next(),
            letter: text[..at].chars().rev().take(REACH).find(|c| c.is_alphabetic()),
            in_flag: is_tag(c) && in_flag(&text[..at], after, c),
        }
    }
}

fn in_flag(before: &str, after: &str, c: char) -> bool {
    let back = before.chars().rev().take(FLAG_TAGS).find(|c| !is_tag(*c));
    let cancel = '\u{E007F}';
    let ends = c == cancel || after.chars().take(FLAG_TAGS).find(|c| !is_tag(*c) || *c == cancel) == Some(cancel);
    back == Some('\u{1F3F4}') && ends && !before.ends_with(cancel)
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0020}'..='\u{E007F}')
}

/// Whether the character has no picture of its own (Unicode's `Default_Ignorable_Code_Point`, without those
/// that are handled elsewhere or shape the letter before them).
pub(super) fn is(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200D}'
        | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether an invisible character does something that readers need.
pub(super) fn needed(c: char, around: &Around) -> bool {
    let (before, after) = (around.before, around.after);
    match c {
        // Non-joiner and joiner: orthography in Arabic, Indic and related scripts, where writers also leave the
        // non-joiner behind a full stop.
        '\u{200C}' => after.is_some_and(joins) || around.letter.is_some_and(joins),
        '\u{200D}' => {
            before.is_some_and(joins)
                || after.is_some_and(joins)
                || (before.is_some_and(is_pictograph) && after.is_some_and(is_pictograph))
        }
        // Word breaks in scripts without spaces.
        '\u{200B}' => before.is_some_and(is_spaceless) && after.is_some_and(is_spaceless),
        // Grapheme joiner and Khmer inherent vowels: after a letter of theirs only.
        '\u{34F}' => before.is_some_and(char::is_alphabetic),
        '\u{17B4}' | '\u{17B5}' => before.is_some_and(is_spaceless),
        '\u{180B}'..='\u{180F}' => before.is_some_and(|c| matches!(c, '\u{1820}'..='\u{18AA}')),
        // Text or emoji presentation; variants of ideographs and of some symbols.
        '\u{FE00}'..='\u{FE0F}' => before.is_some_and(|c| !is(c) && !c.is_whitespace()),
        '\u{E0100}'..='\u{E01EF}' => before.is_some_and(is_ideograph),
        '\u{E0020}'..='\u{E007F}' => around.in_flag,
        _ => false,
    }
}

/// Scripts whose letters join or stack: Arabic, Syriac, Mandaic, N'Ko; the Indic scripts; Myanmar, Khmer,
/// Tibetan, Mongolian; their extensions.
fn joins(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{F00}'..='\u{109F}' | '\u{1780}'..='\u{18AA}'
        | '\u{1B00}'..='\u{1C4F}' | '\u{A8E0}'..='\u{A8FF}' | '\u{A980}'..='\u{AADF}' | '\u{FB50}'..='\u{FDCF}'
        | '\u{FDF0}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{11000}'..='\u{11FFF}' | '\u{1E900}'..='\u{1E95F}')
        // A virama before the joiner is what Indic scripts have; a selector after an emoji is not one.
        && !c.is_ascii()
}

/// Scripts written without spaces between words: Thai, Lao, Tibetan, Myanmar, Khmer, Tai.
fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{E01}'..='\u{FFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{1950}'..='\u{19DF}'
        | '\u{1A20}'..='\u{1AAF}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AADF}')
}

/// Parts of emoji: pictographs, and the selector and skin tones that follow them.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}' | '\u{FE0F}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}
