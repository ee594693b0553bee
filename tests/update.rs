//! The reader's mind: what keys, clicks and finished work do, told as what a person does and then sees.

mod areas;
mod articles;
mod boilerplate;
mod commanding;
mod configuring;
mod counts;
mod draft;
mod elsewhere;
mod finding;
mod folds;
mod laws;
mod links;
mod listing;
mod map;
mod marks;
mod moving;
mod order;
mod panes;
mod picking;
mod reading;
mod recalling;
mod script;
mod selecting;
mod timeline;
mod versions;
mod visits;
