//! What is drawn: screens to look at, and what must be true of every cell on them.

#[path = "view/clicks.rs"]
mod clicks;
#[path = "view/colourless.rs"]
mod colourless;
#[path = "view/contrast.rs"]
mod contrast;
#[path = "view/desk.rs"]
mod desk;
#[path = "view/laws.rs"]
mod laws;
#[path = "view/listing.rs"]
mod listing;
#[path = "view/picture.rs"]
mod picture;
#[path = "view/sample.rs"]
mod sample;
#[path = "view/screens.rs"]
mod screens;
#[path = "view/timeline.rs"]
mod timeline;
#[path = "view/typography.rs"]
mod typography;
