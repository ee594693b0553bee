//! Characters that a terminal obeys, that turn a line around, or that nobody sees: each list of them once.
//!
//! This is the bottom of the house: every room may use it, and it uses none. What is done about such a character is
//! for the caller to say. Reading removes or replaces it and counts it; a prompt leaves it out of what is pasted; a
//! message that is printed escapes it.

mod invisible;

use std::borrow::Cow;

pub use invisible::is_needed;

/// The picture of an ASCII control character, such as `␛` for the escape; `None` for any other character. The tab and
/// the line feed have one, too.
pub fn control_picture(c: char) -> Option<char> {
    match c {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7F}' => Some('\u{2421}'),
        _ => None,
    }
}

/// Whether the character ends a line wherever Unicode is taken at its word (UAX 14): vertical tab, form feed, next
/// line, line separator, paragraph separator. The line feed and the carriage return are not among them: their meaning
/// depends on what stands beside them.
pub fn is_line_separator(c: char) -> bool {
    matches!(c, '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether the character turns or isolates the direction of text (`Bidi_Control`, UAX 9).
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether the character has no picture: Unicode's `Default_Ignorable_Code_Point` (version 17), without the
/// directional controls, and with three more that show nothing: the marks of interlinear notes, the empty Braille
/// pattern and the empty note head. Some of them carry meaning beside certain others: see [`is_needed`].
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D159}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether the character means nothing outside one font or one program: the private use areas and the noncharacters.
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' | '\u{FDD0}'..='\u{FDEF}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Whether the character may steer a terminal or deceive who reads the line, whatever stands beside it: controls of
/// both sets, ends of lines, directional controls, invisible and private characters. Joiners and selectors are among
/// them; [`visible`] keeps those that a script needs.
pub fn is_hostile(c: char) -> bool {
    c.is_control() || is_line_separator(c) || is_bidi_control(c) || is_invisible(c) || is_private(c)
}

/// The text without directional controls, and without invisible characters but those that a script or an emoji needs.
/// Controls stay: what becomes of them is for the caller to say.
pub fn visible(text: &str) -> Cow<'_, str> {
    let hides = |at: usize, c: char| {
        is_bidi_control(c) || (is_invisible(c) && !is_needed(&text[..at], c, &text[at + c.len_utf8()..]))
    };
    if text.is_ascii() || !text.char_indices().any(|(at, c)| hides(at, c)) {
        return Cow::Borrowed(text);
    }
    let shown = text.char_indices().filter(|(at, c)| !hides(*at, *c));
    Cow::Owned(shown.map(|(_, c)| c).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_go_but_for_those_that_a_script_needs() {
        for c in "\u{34F}\u{115F}\u{1160}\u{3164}\u{FFA0}\u{2800}\u{1BCA0}\u{1BCA3}\u{1D159}\u{FE00}\u{FE0F}\u{E0100}\u{E0041}\u{202E}\u{180E}\u{2065}\u{FFF0}\u{E0FFF}".chars()
        {
            assert_eq!(visible(&format!("pay{c}pal")), "paypal", "{c:?}");
            assert!(is_hostile(c), "{c:?}");
        }
        for text in [
            "می\u{200c}خواهم",
            "👩\u{200d}👩\u{200d}👧 ❤\u{fe0f} 1\u{fe0f}\u{20e3}",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            "葛\u{e0100}城",
            "ᄒ\u{1160}ᆫ \u{115f}ᅡ",
            "⠓\u{2800}⠊",
            "א\u{5b0}\u{34f}\u{5b7}",
            "≨\u{fe00}",
        ] {
            assert!(matches!(visible(text), Cow::Borrowed(_)), "{text:?}");
        }
    }

    #[test]
    fn what_is_shown_needs_no_look_behind_it() {
        // All characters, each by itself: what is neither hostile nor blank has a width or hangs on a letter.
        let blank = |c: char| c.is_whitespace();
        for c in ('\0'..=char::MAX).filter(|c| !is_hostile(*c) && !blank(*c)) {
            assert!(!c.is_control() && control_picture(c).is_none(), "{c:?}");
        }
        assert_eq!(control_picture('\u{1b}'), Some('␛'));
        assert_eq!(control_picture('\u{7f}'), Some('␡'));
        assert_eq!(control_picture('\u{9b}'), None);
    }
}
