//! The reader's mind: what keys, clicks and finished work do, told as what a person does and then sees.

mod areas;
mod articles;
mod boilerplate;
mod commanding;
mod draft;
mod elsewhere;
mod finding;
mod folds;
mod laws;
mod marks;
mod moving;
mod panes;
mod script;
mod selecting;
mod versions;
