//! What was configured: settings, keys, themes.

use std::sync::Arc;

use crate::keymap::Keymap;
use crate::settings::Settings;

/// What has been configured.
#[derive(Clone, Debug, Default)]
pub struct Configured {
    /// The settings.
    pub settings: Settings,
    /// What keys do.
    pub keymap: Arc<Keymap>,
    /// The names of all themes, in the order of the list of themes.
    pub themes: Arc<[String]>,
    /// Which of them suit the terminal, where the settings name none that there is.
    pub suited: Suited,
}

/// Themes that suit the terminal: indices into [`Configured::themes`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Suited {
    /// The one for a light screen.
    pub light: usize,
    /// The one for a dark screen.
    pub dark: usize,
    /// Whether the terminal's screen is light, as far as it has told.
    pub on_light: bool,
}
