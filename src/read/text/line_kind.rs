//! The labels of the classifier: what a line of a scrape can be.

use crate::article::Kind;

/// How many labels there are.
pub(super) const KINDS: usize = LineKind::ALL.len();

/// What a line of a scrape can be: the labels that weights are learned for. A block of another format may be of a kind
/// that no line is given, so this is a list of its own; a kind more is no label more, and the weights stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    Title,
    Byline,
    Timestamp,
    Heading,
    Paragraph,
    ListItem,
    Caption,
    Quote,
    Boilerplate,
}

impl LineKind {
    /// All of them, in the order of the weights.
    pub(super) const ALL: [Self; 9] = [
        Self::Title,
        Self::Byline,
        Self::Timestamp,
        Self::Heading,
        Self::Paragraph,
        Self::ListItem,
        Self::Caption,
        Self::Quote,
        Self::Boilerplate,
    ];

    /// The kind of the block that such a line becomes.
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Title => Kind::Title,
            Self::Byline => Kind::Byline,
            Self::Timestamp => Kind::Timestamp,
            Self::Heading => Kind::Heading,
            Self::Paragraph => Kind::Paragraph,
            Self::ListItem => Kind::ListItem,
            Self::Caption => Kind::Caption,
            Self::Quote => Kind::Quote,
            Self::Boilerplate => Kind::Boilerplate,
        }
    }

    /// What a line is that became such a block, if any does.
    #[cfg(feature = "train")]
    pub(super) fn of(kind: Kind) -> Option<Self> {
        Self::ALL.into_iter().find(|line| line.kind() == kind)
    }

    /// Its name in the table of weights.
    #[cfg(any(feature = "train", test))]
    pub(super) fn name(self) -> &'static str {
        self.kind().name()
    }
}
