//! A line of text being typed: what each edit makes of it. Never splits a character that a person sees as one.

use unicode_segmentation::UnicodeSegmentation;

use crate::keymap::Action;

/// The longest input, in bytes. Anything typed or pasted beyond it is dropped.
const MOST: usize = 1_000;

/// A line of text being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// What is typed.
    pub text: String,
    /// The byte before which the next character goes.
    pub at: usize,
}

/// A line that is typed, with those typed before at hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    /// What is typed.
    pub input: Input,
    /// How many lines back in the history the input is; 0 is what was typed.
    older: usize,
    /// What was typed before going back in the history.
    draft: String,
}

impl Prompt {
    /// A line with something typed on it.
    pub(super) fn with(text: String) -> Self {
        Self {
            input: Input::with(text),
            ..Self::default()
        }
    }

    /// Makes an edit, and says whether it changed the text.
    pub(super) fn edit(&mut self, edit: Edit<'_>) -> bool {
        let changed = self.input.edit(edit);
        if changed {
            self.older = 0;
        }
        changed
    }

    /// Takes the line before in a history, or the one after; past the newest, what was typed. Says whether it went
    /// anywhere.
    pub(super) fn browse(&mut self, history: &[String], older: bool) -> bool {
        let to = if older {
            (self.older + 1).min(history.len())
        } else {
            self.older.saturating_sub(1)
        };
        if to == self.older {
            return false;
        }
        if self.older == 0 {
            self.draft.clone_from(&self.input.text);
        }
        let text = match to {
            0 => self.draft.clone(),
            to => history[history.len() - to].clone(),
        };
        self.older = to;
        self.input = Input::with(text);
        true
    }
}

/// A change to what is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edit<'a> {
    /// Text put in before the cursor.
    Insert(&'a str),
    /// The character before it goes.
    DeleteBackward,
    /// The word before it goes.
    DeleteWord,
    /// Everything before it goes.
    DeleteLine,
    /// It goes a character to the left.
    Left,
    /// Or to the right.
    Right,
    /// Or before the first.
    Start,
    /// Or after the last.
    End,
}

/// The edit an action stands for, if it is one.
pub(super) fn edit_of(action: Action) -> Option<Edit<'static>> {
    Some(match action {
        Action::DeleteBackward => Edit::DeleteBackward,
        Action::DeleteWord => Edit::DeleteWord,
        Action::DeleteLine => Edit::DeleteLine,
        Action::CursorLeft => Edit::Left,
        Action::CursorRight => Edit::Right,
        Action::CursorStart => Edit::Start,
        Action::CursorEnd => Edit::End,
        _ => return None,
    })
}

impl Input {
    /// The line with its cursor at the end.
    pub(super) fn with(text: String) -> Self {
        Self { at: text.len(), text }
    }

    /// Makes an edit, and says whether it changed the text.
    pub(super) fn edit(&mut self, edit: Edit<'_>) -> bool {
        match edit {
            Edit::Insert(text) => return self.insert(text),
            Edit::DeleteBackward => return self.delete_from(self.before()),
            Edit::DeleteWord => return self.delete_from(self.word_before()),
            Edit::DeleteLine => return self.delete_from(0),
            Edit::Left => self.at = self.before(),
            Edit::Right => {
                let next = self.text[self.at..].graphemes(true).next();
                self.at += next.map_or(0, str::len);
            }
            Edit::Start => self.at = 0,
            Edit::End => self.at = self.text.len(),
        }
        false
    }

    fn insert(&mut self, text: &str) -> bool {
        // What is copied from rows of a screen has the blanks between them.
        let mut line = String::new();
        for c in text.chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c }) {
            let again = text.len() > 1 && c == ' ' && line.ends_with(' ');
            if !again && !is_harmful(c) {
                line.push(c);
            }
        }
        let room = MOST.saturating_sub(self.text.len());
        let text = &line[..line.floor_char_boundary(room)];
        self.text.insert_str(self.at, text);
        self.at += text.len();
        !text.is_empty()
    }

    fn delete_from(&mut self, start: usize) -> bool {
        let changed = start < self.at;
        self.text.replace_range(start..self.at, "");
        self.at = start;
        changed
    }

    /// The start of the character before the cursor.
    fn before(&self) -> usize {
        let last = self.text[..self.at].grapheme_indices(true).next_back();
        last.map_or(0, |(at, _)| at)
    }

    /// The start of the word before the cursor, blanks after it passed over.
    fn word_before(&self) -> usize {
        let text = self.text[..self.at].trim_end();
        text.rfind(char::is_whitespace)
            .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8))
    }
}

/// What pasted text could do to the terminal or to the reading order of the line: controls, and the characters
/// that turn or isolate the direction of text (UAX 9).
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_whole_characters() {
        let mut input = Input::default();
        assert!(input.edit(Edit::Insert("ab e\u{301}\u{1b}[2J\nx")));
        assert_eq!(input.text, "ab e\u{301}[2J x");
        input.edit(Edit::DeleteWord);
        input.edit(Edit::DeleteWord);
        assert_eq!(input.text, "ab ");
        input.edit(Edit::Insert("e\u{301}"));
        assert!(input.edit(Edit::DeleteBackward));
        assert_eq!(input.text, "ab ");
        let mut pasted = Input::default();
        pasted.edit(Edit::Insert("harbour is\n    closed"));
        assert_eq!(pasted.text, "harbour is closed");
        input.edit(Edit::Start);
        assert!(!input.edit(Edit::DeleteBackward));
        input.edit(Edit::Right);
        assert!(input.edit(Edit::DeleteLine));
        assert_eq!((input.text.as_str(), input.at), ("b ", 0));
    }

    #[test]
    fn takes_no_more_than_a_line() {
        let mut input = Input::default();
        input.edit(Edit::Insert(&"ü".repeat(MOST)));
        assert_eq!(input.text.len(), MOST);
        assert!(!input.edit(Edit::Insert("x")));
    }
}
