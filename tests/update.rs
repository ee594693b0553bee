//! The reader's mind: what keys, clicks and finished work do, told as what a person does and then sees.

mod areas;
mod articles;
mod boilerplate;
mod draft;
mod elsewhere;
mod finding;
mod folds;
mod laws;
mod listing;
mod marks;
mod moving;
mod order;
mod panes;
mod script;
mod timeline;
mod versions;
