//! What stands before a list item.

/// Bullets that are nothing else at the start of a line.
fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '・'
            | '▪'
            | '●'
            | '◦'
            | '‣'
            | '⁃'
            | '∙'
            | '■'
            | '□'
            | '▫'
            | '○'
            | '◇'
            | '▸'
            | '▹'
            | '➤'
            | '➢'
            | '✓'
            | '✔'
            | '❖'
    )
}

/// The bytes before the text of a list item, if the line is one: a bullet, and the blanks after it.
///
/// `*` counts with a blank after it; `-` does not: it also stands before other things.
pub(super) fn after(line: &str) -> Option<usize> {
    let c = line.chars().next()?;
    let rest = &line[c.len_utf8()..];
    let text = rest.trim_start();
    let sure = is_bullet(c) || (matches!(c, '*' | '·') && text.len() < rest.len());
    (sure && !text.is_empty()).then(|| line.len() - text.len())
}

/// As [`after`], for a hyphen and a blank, which make a list item only in company. Real dashes open direct speech
/// in half the languages of Europe.
pub(super) fn after_dash(line: &str) -> Option<usize> {
    let rest = line.strip_prefix(['-', '+'])?;
    let text = rest.trim_start();
    (text.len() < rest.len() && !text.is_empty()).then(|| line.len() - text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_are_told_from_text() {
        assert_eq!(after("• one"), Some(4));
        assert_eq!(after("•one"), Some(3));
        assert_eq!(after("* one"), Some(2));
        assert_eq!(after("*one"), None);
        assert_eq!(after("•"), None);
        assert_eq!(after("- one"), None);
        assert_eq!(after_dash("- one"), Some(2));
        assert_eq!(after_dash("-one"), None);
    }
}
