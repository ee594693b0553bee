//! All integration tests, in one binary: what must be true of each room, and of the program as a whole.

#![allow(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "tests say what they skip and what they found"
)]

mod support;

mod cli;
mod config;
mod corpora;
mod docs;
mod export;
mod fold;
mod follow;
mod fuzz;
mod keymap;
mod layout;
mod matching;
mod read;
mod recall;
mod session;
mod settings;
mod store;
mod theme;
mod tidy;
mod update;
mod view;
