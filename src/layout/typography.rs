//! How prose is set, as the reader likes it.

/// How prose is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typography {
    /// Whether lines are stretched to the full measure, by blanks between words.
    pub justify: bool,
    /// Whether long words are broken at the end of a line, where the text's language is known.
    pub hyphenate: bool,
    /// Empty rows between two paragraphs: 0 to 2. With 0 a paragraph that follows another begins
    /// two columns in, as in print.
    pub paragraph_spacing: u16,
    /// Whether a quotation mark that opens a paragraph may stand in the column left of the measure.
    pub hang: bool,
}

impl Default for Typography {
    /// Ragged, words whole, an empty row between paragraphs, nothing left of the measure.
    fn default() -> Self {
        Self {
            justify: false,
            hyphenate: false,
            paragraph_spacing: 1,
            hang: false,
        }
    }
}
