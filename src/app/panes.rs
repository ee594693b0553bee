//! The panes beside the text: laid out in one place, for drawing and for clicks.

pub mod links;
pub mod scrollbar;
pub mod sidebar;
