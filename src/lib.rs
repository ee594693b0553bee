//! Reads a news live blog or a long article, usually the raw text scrape of one, and finds its structure: title,
//! bylines, sections, captions, lists. It finds what the article says twice, so that it can be folded away.
//!
//! ```
//! use dateline::article::Kind;
//! use dateline::fold::Folding;
//!
//! let scrape = "The ferry sails again\n\nThe ferry to Great Orra sails again, the harbour master said.\n\n\
//!               Fog had kept it in port for two days, and the islanders with it.\n";
//! let article = dateline::read::read(scrape.as_bytes().to_vec())?;
//! assert_eq!(article.meta().title.as_deref(), Some("The ferry sails again"));
//! assert_eq!(article.blocks()[1].kind, Kind::Paragraph);
//!
//! let folding = Folding::of(&article);
//! assert!(folding.repeats().is_empty());
//!
//! let mut json = Vec::new();
//! dateline::export::json(&article, &folding, &mut json)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Data goes one way: [`read`] makes an [`article`] from bytes, [`fold`] finds which of its blocks repeat which,
//! [`layout`] makes rows of it, [`export`] writes it out. The feature `program`, on by default, adds the reader itself.

pub mod article;
pub mod chars;
pub mod export;
pub mod fold;
pub mod layout;
pub mod read;
mod steps;

#[cfg(feature = "program")]
pub mod app;
#[cfg(feature = "program")]
pub mod cli;
#[cfg(feature = "program")]
pub mod config;
#[cfg(feature = "program")]
mod escape;
#[cfg(feature = "program")]
pub mod follow;
#[cfg(feature = "program")]
pub mod guide;
#[cfg(feature = "program")]
pub mod keymap;
#[cfg(feature = "program")]
pub mod matching;
#[cfg(feature = "program")]
pub mod recall;
#[cfg(feature = "program")]
pub mod run;
#[cfg(feature = "program")]
pub mod settings;
#[cfg(feature = "program")]
mod spelling;
#[cfg(feature = "program")]
pub mod theme;
#[cfg(feature = "program")]
pub mod view;

/// The README's examples are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;

/// The examples of the manual, too.
#[cfg(doctest)]
#[doc = include_str!("../assets/manual/rust.md")]
pub struct Manual;
