//! What the reader can do, and what is done when a message comes in. Actions change the session and the document; they
//! know nothing of the overlays.

pub(super) mod changes;
pub(super) mod comparing;
pub(super) mod configuring;
pub(super) mod copying;
pub(super) mod filtering;
pub(super) mod folding;
pub(super) mod following;
pub(super) mod jumping;
pub(super) mod marking;
pub(super) mod moving;
pub(super) mod ordered;
pub(super) mod ordering;
pub(super) mod placing;
pub(super) mod read_before;
pub(super) mod recalling;
pub(super) mod repeats;
pub(super) mod searching;
pub(super) mod selecting;
pub(super) mod stepping;
pub(super) mod themes;
pub(super) mod tracking;
pub(super) mod turning;
pub(super) mod writing;
