//! What stands on the screen beside and around the text: worked out once, for those who draw and those who are clicked.

pub mod links;
pub mod scrollbar;
pub mod sidebar;
