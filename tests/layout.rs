//! Rows of the page: laws on generated articles, tables where a case has one right answer, and how it looks.

mod draft;
mod elsewhere;
mod folds;
mod laws;
mod lines;
mod looks;
mod paging;
mod type_setting;
