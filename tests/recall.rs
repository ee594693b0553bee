//! What is known of earlier visits, matched to the article as it is now.

mod examples;
mod laws;
mod support;
