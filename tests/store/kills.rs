//! Readers that are killed at any moment.
