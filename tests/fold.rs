//! What must be true of folding.

mod across;
mod corpus;
mod elsewhere;
mod examples;
mod laws;
mod seed;
mod support;
mod threads;
