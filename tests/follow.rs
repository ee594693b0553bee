//! What has happened to a live blog between two looks at it.

mod examples;
mod laws;
mod support;
