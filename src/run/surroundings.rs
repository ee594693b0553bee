//! What the environment says of the terminal: how many colours it has, whether it is light, whether it can show more
//! than ASCII, and whether it answers when it is asked.

use std::env;

use crate::theme::{Appearance, Depth};

/// Whether no colours are wanted (<https://no-color.org>): set and not empty.
pub(super) fn no_color() -> bool {
    env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// Whether the terminal says that it is light or dark, without being asked: `COLORFGBG` ("15;0"), which rxvt,
/// Konsole and others set. Its last number is the background; 7 and 15 are the light ones of the 16.
pub(super) fn appearance() -> Option<Appearance> {
    let value = env::var("COLORFGBG").ok()?;
    let background: u8 = value.rsplit(';').next()?.parse().ok()?;
    Some(if matches!(background, 7 | 9..=15) {
        Appearance::Light
    } else {
        Appearance::Dark
    })
}

/// Whether the terminal can show more than one line after the other. One without a name is taken for one that cannot: an
/// editor's or a log's.
pub(super) fn can_show() -> bool {
    env::var_os("TERM").is_some_and(|term| !term.is_empty() && term != "dumb")
}

/// How many colours the terminal says it has.
pub(super) fn depth() -> Depth {
    let term = env::var("TERM").unwrap_or_default();
    let color_term = env::var("COLORTERM").unwrap_or_default();
    if color_term == "truecolor" || color_term == "24bit" || term.ends_with("-direct") {
        Depth::True
    } else if term.contains("256color") {
        Depth::Ansi256
    } else if term == "dumb" || term.starts_with("vt") {
        Depth::Mono
    } else {
        Depth::Ansi16
    }
}

/// Whether the locale is not one in UTF-8. None at all counts as one that is: that is a container, not an old terminal.
///
/// Answers with the variable that says it is not.
pub(super) fn not_unicode() -> Option<&'static str> {
    let (name, value) = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| Some((name, env::var(name).ok().filter(|value| !value.is_empty())?)))?;
    let value = value.to_ascii_lowercase();
    let speaks = value.contains("utf-8") || value.contains("utf8") || value == "c" || value == "posix";
    (!speaks).then_some(name)
}

/// What makes an answer late or lost: another computer, or a program between us and the terminal.
const BETWEEN: &[&str] = &[
    "SSH_CONNECTION",
    "SSH_CLIENT",
    "SSH_TTY",
    "TMUX",
    "STY",
    "MOSH_CONNECTION",
    "ZELLIJ",
];

/// Variables that only terminals set which tell their background when asked (OSC 11).
const ANSWER: &[&str] = &[
    "ALACRITTY_WINDOW_ID",
    "GHOSTTY_RESOURCES_DIR",
    "KITTY_WINDOW_ID",
    "KONSOLE_VERSION",
    "VTE_VERSION",
    "WEZTERM_PANE",
    "WT_SESSION",
    "XTERM_VERSION",
];

/// What such terminals call themselves, in `TERM` and `TERM_PROGRAM`.
const ANSWER_BY_NAME: &[&str] = &[
    "alacritty",
    "contour",
    "foot",
    "foot-extra",
    "rio",
    "xterm-ghostty",
    "xterm-kitty",
    "wezterm",
    "Apple_Terminal",
    "WezTerm",
    "ghostty",
    "iTerm.app",
];

/// Whether the terminal is one that answers, and near.
pub(super) fn answers() -> bool {
    let is_set = |name: &&str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let named = |variable| env::var(variable).is_ok_and(|name| ANSWER_BY_NAME.contains(&name.as_str()));
    let term = env::var("TERM").unwrap_or_default();
    let is_between = term.starts_with("screen") || term.starts_with("tmux") || BETWEEN.iter().any(is_set);
    !is_between && (ANSWER.iter().any(is_set) || named("TERM") || named("TERM_PROGRAM"))
}
