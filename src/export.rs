//! An article written out: JSON, Markdown, clean text.
