//! What is known of earlier visits, matched to the article as it is now.

mod examples;
mod identity;
mod laws;
mod support;
