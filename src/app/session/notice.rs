//! What the reader is told: notices, and work in progress.

/// What the bottom line says until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Something went well.
    Done(String),
    /// Something did not.
    Failed(String),
    /// Something worth knowing: it stands beside the keys, and hides none of them.
    Aside(String),
}

/// Work under way in the background.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Reading the rest of the file: parts of a hundred done.
    pub reading: Option<u8>,
    /// Finding repeats: parts of a hundred done.
    pub folding: Option<u8>,
}
