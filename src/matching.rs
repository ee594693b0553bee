//! Finding what a reader types: in the text of an article, and in the lines of a list.
//!
//! What looks the same is found, whichever characters it is written with; [`fold`] says what counts as the same.
//! [`pattern`] searches text for a regular expression, [`words`] for words and phrases, [`fuzzy`] ranks lines by letters
//! typed in their order. All fold what is typed and what is searched in the same way, and answer with places in the text
//! as it was. Nothing is known here of articles or of the screen.

pub mod fold;
pub mod fuzzy;
pub mod pattern;
pub mod words;

pub use fuzzy::Fuzzy;
pub use pattern::Pattern;
pub use words::Words;
