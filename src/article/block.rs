//! What a block is, and what can be said about it.

use serde::{Deserialize, Serialize};

use super::{SectionId, Span, Time};

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The article's own headline.
    Title,
    /// Who wrote it.
    Byline,
    /// A time or date that stands alone.
    Timestamp,
    /// The headline of a section.
    Heading,
    /// Prose.
    Paragraph,
    /// One item of a list.
    ListItem,
    /// What a picture shows, with or without who took it.
    Caption,
    /// Somebody's words, set apart.
    Quote,
    /// What the page says about itself: share lines, newsletter pitches, links to other articles.
    Boilerplate,
}

impl Kind {
    /// All kinds, in the order of the documentation.
    pub const ALL: [Kind; 9] = [
        Kind::Title,
        Kind::Byline,
        Kind::Timestamp,
        Kind::Heading,
        Kind::Paragraph,
        Kind::ListItem,
        Kind::Caption,
        Kind::Quote,
        Kind::Boilerplate,
    ];

    /// Whether blocks of this kind are what an article says, and not what it is headed, dated or signed with.
    ///
    /// Only such blocks can be repeats. A heading that occurs twice heads two sections: without it the second one
    /// could not be found.
    pub fn is_passage(self) -> bool {
        matches!(self, Kind::Paragraph | Kind::ListItem | Kind::Caption | Kind::Quote)
    }

    /// Its name in the public JSON, such as `list_item`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Title => "title",
            Kind::Byline => "byline",
            Kind::Timestamp => "timestamp",
            Kind::Heading => "heading",
            Kind::Paragraph => "paragraph",
            Kind::ListItem => "list_item",
            Kind::Caption => "caption",
            Kind::Quote => "quote",
            Kind::Boilerplate => "boilerplate",
        }
    }
}

/// Something the text cannot tell, said honestly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Note {
    /// The block shares hardly a word with the article: glued on from elsewhere.
    LooksLikeAnotherStory,
    /// The block breaks off.
    EndsMidSentence,
    /// The article's bytes are in no encoding that makes sense of them; its first block says so.
    EncodingUnknown,
    /// Bytes of the block are no characters; each sequence is a U+FFFD.
    UnreadableCharacters,
    /// The block gives another day than a line above it does.
    DatesDisagree,
}

impl Note {
    /// All notes.
    pub const ALL: [Note; 5] = [
        Note::LooksLikeAnotherStory,
        Note::EndsMidSentence,
        Note::EncodingUnknown,
        Note::UnreadableCharacters,
        Note::DatesDisagree,
    ];

    /// Whether it is to be known before the block is read; a block breaks off at its end.
    pub fn comes_first(self) -> bool {
        self != Note::EndsMidSentence
    }

    /// The words shown beside the block, and its name in the public JSON.
    pub fn words(self) -> &'static str {
        match self {
            Note::LooksLikeAnotherStory => "looks like another story",
            Note::EndsMidSentence => "ends mid-sentence",
            Note::EncodingUnknown => "encoding not known",
            Note::UnreadableCharacters => "unreadable characters",
            Note::DatesDisagree => "another date than above",
        }
    }
}

/// The notes of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notes(u8);

impl Notes {
    /// Adds a note.
    pub fn add(&mut self, note: Note) {
        self.0 |= 1 << note as u8;
    }

    /// Whether it has the note.
    pub fn has(self, note: Note) -> bool {
        self.0 & (1 << note as u8) != 0
    }

    /// Whether it has none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its notes, in the order of [`Note::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Note> {
        Note::ALL.into_iter().filter(move |&note| self.has(note))
    }
}

/// A stretch of the text with one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The block with its margin: bullets before it, blank lines after it. Tiles tile the text.
    pub tile: Span,
    /// The block itself, inside the tile; starts and ends with a character that is not blank, unless empty.
    /// A line feed in it is a break that the text wants; wrapping has been undone on reading.
    pub text: Span,
    /// What it is.
    pub kind: Kind,
    /// The section it belongs to.
    pub section: SectionId,
    /// A caption's credit, inside `text`: the name alone, without the ` - ` or `©` before it.
    pub credit: Option<Span>,
    /// The time it bears: of a timestamp, or of the post a heading opens.
    pub time: Option<Time>,
    /// What cannot be told about it.
    pub notes: Notes,
}

impl Block {
    /// A block of this kind with no more said about it.
    pub fn new(kind: Kind, tile: Span, text: Span) -> Self {
        Self {
            tile,
            text,
            kind,
            section: SectionId(0),
            credit: None,
            time: None,
            notes: Notes::default(),
        }
    }
}
