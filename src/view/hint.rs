//! What to press, in the words of the reader's own keymap.

use crate::app::State;
use crate::keymap::{Action, Mode, Sequence};
use crate::layout::role::Glyph;
use crate::theme::Theme;

/// The keys to show for an action, if it is bound in the mode.
pub(super) fn keys(state: &State, theme: &Theme, mode: Mode, action: Action) -> Option<String> {
    let keys = state.session.configured.keymap.keys_of(mode, action).first()?;
    Some(written(Sequence(keys), theme))
}

/// Keys as this theme writes them: in ASCII where its glyphs are.
pub(super) fn written(keys: Sequence<'_>, theme: &Theme) -> String {
    if is_ascii(theme) {
        format!("{keys:#}")
    } else {
        keys.to_string()
    }
}

/// Whether the theme draws with ASCII alone.
pub(super) fn is_ascii(theme: &Theme) -> bool {
    theme.glyph(Glyph::Dot).is_ascii()
}
