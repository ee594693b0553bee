//! Lines stretched to the full width, by blanks between words: only so far that no line gets holes, and only in
//! scripts where that is the custom.

use super::wrap::Line;

/// Columns added to a gap between two words at most. Beyond, holes run down the page; the line stays as it is.
const MOST_IN_GAP: usize = 2;
/// From this width on; narrower lines have too few gaps to hide a blank in.
const FROM: usize = 28;
/// Characters of a text that are looked at to tell its script.
const LOOKED_AT: usize = 600;

/// Blanks that are added in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AddedBlank {
    /// The byte before which they stand.
    pub(super) at: usize,
    /// How many.
    pub(super) columns: u16,
}

/// Whether most letters of a text are of scripts that part words by blanks which may be stretched, and that terminals
/// draw as wide as they say: Latin, Greek, Cyrillic, Armenian, Georgian.
///
/// Chinese, Japanese, Thai have no such blanks; Arabic stretches its letters instead; in the scripts of India
/// terminals do not agree on widths, and an edge that is meant to be straight would show it.
pub(super) fn is_stretchable(text: &str) -> bool {
    let letters = text.chars().take(LOOKED_AT).filter(|c| c.is_alphabetic());
    let (right, all) = letters.fold((0, 0), |(right, all), c| (right + usize::from(is_western(c)), all + 1));
    right * 2 > all
}

/// Where blanks are added so that the line is `columns` wide; nowhere if it is the last of its paragraph, or would get
/// holes. `turn` is the line's number: blanks that cannot be shared out evenly stand left in one and right in the next.
pub(super) fn gaps(text: &str, line: Line, columns: usize, turn: usize) -> Vec<AddedBlank> {
    let spare = columns.saturating_sub(line.width);
    if line.last || spare == 0 || columns < FROM || text[line.start..line.end].contains(is_right_to_left) {
        return Vec::new();
    }
    let places = places(text, line);
    let count = places.len();
    if spare > count * MOST_IN_GAP {
        return Vec::new();
    }
    let part = |index: usize| (index + 1) * spare / count - index * spare / count;
    let gaps = places.into_iter().enumerate().map(|(index, at)| AddedBlank {
        at,
        columns: part(if turn.is_multiple_of(2) {
            index
        } else {
            count - 1 - index
        }) as u16,
    });
    gaps.filter(|gap| gap.columns > 0).collect()
}

/// The bytes at which words start in a line, but for the first. Blanks that do not break are not stretched, nor what
/// follows a dash that opens the line.
fn places(text: &str, line: Line) -> Vec<usize> {
    let inside = &text[line.start..line.end];
    let mut places = Vec::new();
    for (at, _) in inside.match_indices(' ') {
        let behind = &inside[at + 1..];
        let dash = matches!(inside[..at].trim_end(), "-" | "–" | "—");
        if !behind.starts_with(' ') && !behind.is_empty() && !dash {
            places.push(line.start + at + 1);
        }
    }
    places
}

fn is_western(c: char) -> bool {
    matches!(u32::from(c),
        0x41..=0x24f         // Latin
        | 0x250..=0x2af      // phonetic letters
        | 0x370..=0x52f      // Greek, Cyrillic
        | 0x531..=0x58a      // Armenian
        | 0x10a0..=0x10ff    // Georgian
        | 0x1c90..=0x1cbf    // Georgian capitals
        | 0x1e00..=0x1fff    // Latin and Greek with accents
        | 0x2c60..=0x2c7f
        | 0xa720..=0xa7ff
        | 0xfb00..=0xfb17) // ligatures
}

/// Whether the character is of a script that runs from right to left: terminals that turn such words around do it
/// their own way, and blanks of ours would be among what is turned.
fn is_right_to_left(c: char) -> bool {
    matches!(u32::from(c),
        0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::width;

    fn stretched(text: &str, columns: usize, turn: usize) -> String {
        let line = Line {
            start: 0,
            end: text.len(),
            width: width::of(text),
            hyphen: false,
            last: false,
        };
        let mut drawn = text.to_owned();
        for gap in gaps(text, line, columns, turn).into_iter().rev() {
            drawn.insert_str(gap.at, &" ".repeat(gap.columns.into()));
        }
        drawn
    }

    #[test]
    fn blanks_are_shared_out_and_change_sides() {
        let text = "crews held the line at the quay";
        assert_eq!(stretched(text, 33, 0), "crews held the  line at the  quay");
        assert_eq!(stretched(text, 33, 1), "crews  held the line  at the quay");
        assert_eq!(stretched(text, 37, 0), "crews  held  the  line  at  the  quay");
        assert_eq!(stretched(text, 43, 0), "crews   held   the   line   at   the   quay");
    }

    #[test]
    fn a_line_that_would_get_holes_stays_as_it_is() {
        let text = "crews held the line at the quay";
        assert_eq!(stretched(text, 44, 0), text);
        assert_eq!(
            stretched("Donaudampfschifffahrtsgesell", 29, 0),
            "Donaudampfschifffahrtsgesell"
        );
        let hebrew = "crews held the line at שלום today";
        assert_eq!(stretched(hebrew, 35, 0), hebrew);
        // Blanks that belong to what is beside them.
        assert_eq!(
            stretched("— some 20\u{a0}km of the coast", 29, 0),
            "— some  20\u{a0}km  of  the  coast"
        );
    }

    #[test]
    fn scripts_are_told_apart() {
        for text in [
            "Crews held the line",
            "Пожарные",
            "Οι πυροσβέστες",
            "on 港 said the master",
        ] {
            assert!(is_stretchable(text), "{text}");
        }
        for text in [
            "消防隊は港を守った",
            "ภาษาไทย",
            "بقيت العبارتان",
            "שלום",
            "한국어 문장",
            "हिन्दी में",
            "1234",
            "",
        ] {
            assert!(!is_stretchable(text), "{text}");
        }
    }
}
