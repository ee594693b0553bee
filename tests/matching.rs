//! What is typed is found, whichever characters it is written with.

mod fold;
mod fuzzy;
mod pattern;
mod words;
