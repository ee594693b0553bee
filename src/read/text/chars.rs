//! What kinds of character there are, as far as lines are told apart by them: what ends a sentence, what opens a
//! quotation, which letters have a case, which scripts do without spaces.

/// Ends a sentence in some script: full stops, question and exclamation marks, dandas, ellipses.
pub(super) fn ends_sentence(c: char) -> bool {
    is_stop(c) || is_question(c) || is_exclamation(c) || c == '…'
}

/// A full stop: Latin, Arabic, Urdu, Devanagari, Ethiopic, Khmer, Myanmar, Tibetan, Armenian, Chinese.
pub(super) fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '۔' | '؉' | '।' | '॥' | '።' | '។' | '៕' | '။' | '།' | '։' | '。' | '｡' | '．' | '᠃'
    )
}

/// A question mark.
pub(super) fn is_question(c: char) -> bool {
    matches!(c, '?' | '？' | '؟' | '፧' | '՞' | '⁇' | '\u{37E}')
}

/// An exclamation mark.
pub(super) fn is_exclamation(c: char) -> bool {
    matches!(c, '!' | '！' | '¡' | '՜' | '‼')
}

/// A colon.
pub(super) fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：' | '፡' | '፦' | '︰')
}

/// Opens a quotation, or both opens and closes one.
pub(super) fn opens_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '‘'
            | '„'
            | '‚'
            | '«'
            | '‹'
            | '「'
            | '『'
            | '《'
            | '〈'
            | '”'
            | '»'
            | '‟'
            | '〝'
            | '＂'
    )
}

/// Closes a quotation, or both opens and closes one.
pub(super) fn closes_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '“' | '‘' | '»' | '›' | '」' | '』' | '》' | '〉' | '«' | '〞' | '〟' | '＂'
    )
}

/// A closing bracket.
pub(super) fn closes_bracket(c: char) -> bool {
    matches!(c, ')' | ']' | '）' | '】' | '］' | '〕')
}

/// An opening bracket.
pub(super) fn opens_bracket(c: char) -> bool {
    matches!(c, '(' | '[' | '（' | '【' | '［' | '〔')
}

/// A dash or hyphen.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '−' | '‐' | '‑' | '－')
}

/// Letters that fill two columns and stand without spaces: Chinese, Japanese.
pub(super) fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// Letters as wide as two Latin ones: ideographs, kana, and Korean syllables, which do stand with spaces.
pub(super) fn is_wide(c: char) -> bool {
    is_ideographic(c) || matches!(c, '\u{1100}'..='\u{115F}' | '\u{AC00}'..='\u{D7A3}')
}

/// Letters of scripts that put no spaces between words: Thai, Lao, Tibetan, Myanmar, Khmer, and the ideographs.
pub(super) fn is_spaceless(c: char) -> bool {
    is_ideographic(c)
        || matches!(c, '\u{E01}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{1950}'..='\u{19DF}' | '\u{A9E0}'..='\u{A9FF}')
}

/// The value of a decimal digit of any script that news is written in.
pub(super) fn digit(c: char) -> Option<u32> {
    /// Where the digits of a script start.
    const ZEROS: [char; 17] = [
        '0', '٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '༠', '၀',
    ];
    if c.is_ascii() {
        return c.to_digit(10);
    }
    // Asked of every letter of many lines: Latin, Greek, Cyrillic and the ideographs have no digits of their own.
    if matches!(c, '\0'..'\u{660}' | '\u{181A}'..'\u{FF10}' | '\u{FF1A}'..) {
        return None;
    }
    ZEROS
        .iter()
        .chain(&['០', '０', '᠐'])
        .find_map(|&zero| (c as u32).checked_sub(zero as u32).filter(|value| *value < 10))
}

/// A mark that hangs on the letter before it, as far as a cut must not come before it.
pub(super) fn hangs(c: char) -> bool {
    unicode_width::UnicodeWidthChar::width(c) == Some(0) || matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
}

/// A letter: what the standard library says, without its look-up for those that whole pages are written in.
pub(super) fn is_letter(c: char) -> bool {
    match c {
        'a'..='z'
        | 'A'..='Z'
        | '\u{410}'..='\u{44F}'
        | '\u{620}'..='\u{64A}'
        | '\u{904}'..='\u{939}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FA}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}' => true,
        '\u{3000}'..='\u{3004}' => false,
        _ => c.is_alphabetic(),
    }
}

/// Whether a letter may have a case: not those of most scripts from the Devanagari on.
pub(super) fn may_have_case(c: char) -> bool {
    !matches!(c, '\u{600}'..='\u{109F}' | '\u{2E80}'..='\u{A63F}' | '\u{AC00}'..='\u{D7A3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_cases_are_those_of_the_standard() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
            if !may_have_case(c) {
                assert!(
                    !c.is_uppercase() && !c.is_lowercase() && c.to_lowercase().eq([c]),
                    "{c:?}"
                );
            }
        }
    }
}
