//! Reads a news live blog or a long article, first of all the raw text scrape of one, and finds its structure:
//! title, bylines, sections, captions, lists; what stands twice is found and can be folded away.

#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod article;
pub mod export;
pub mod fold;
pub mod layout;
pub mod read;

#[cfg(feature = "program")]
pub mod app;
#[cfg(feature = "program")]
pub mod cli;
#[cfg(feature = "program")]
pub mod config;
#[cfg(feature = "program")]
pub mod guide;
#[cfg(feature = "program")]
pub mod keymap;
#[cfg(feature = "program")]
pub mod run;
#[cfg(feature = "program")]
pub mod theme;
#[cfg(feature = "program")]
pub mod view;
