//! The user's settings: found, read, checked, and laid over by the command line.
//!
//! A wrong line in a file of the user's never keeps the reader from opening: what is right is kept, and what is
//! wrong is told: in the status line, and whole on standard error when the reader is left.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs, io};

use etcetera::BaseStrategy as _;

use super::Error;
use crate::cli::{self, Options};
use crate::config::{self, Config, KeyLine, ThemeLine};
use crate::keymap::{Action, Keymap, Mode, Rebinding, parse_keys};
use crate::settings::{AUTOMATIC, Settings};
use crate::theme::{self, Appearance, Depth, GlyphSet, Theme};

/// The configuration's name in its folder.
pub(super) const FILE: &str = "config.toml";

/// What the reader starts with.
pub(super) struct Setup {
    pub(super) themes: Vec<Theme>,
    pub(super) names: Arc<[String]>,
    pub(super) keymap: Arc<Keymap>,
    pub(super) settings: Settings,
    /// The theme that suits the terminal, an index into `themes`; or the one asked for.
    pub(super) suited: usize,
    /// What is wrong with the user's files, in the order it was found.
    pub(super) faults: Vec<String>,
}

/// The folder of the user's settings: `$XDG_CONFIG_HOME/dateline`, by default `~/.config/dateline`; on macOS the
/// same, as command-line programs have it there.
pub(super) fn folder() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("dateline"))
}

impl Setup {
    /// Reads the settings that these options name, or the user's own.
    pub(super) fn find(options: &Options) -> Result<Self, Error> {
        let mut faults = Vec::new();
        let folder = folder().filter(|_| options.config != cli::Config::None);
        let (config, file) = read_config(options, folder.as_deref(), &mut faults)?;
        let themes = read_themes(folder.as_deref(), &mut faults);
        let keymap = keymap_of(&config, &file, &mut faults);
        let suited = suited_theme(&themes);
        let theme = choose_theme(options, config.theme().as_ref(), &file, &themes, &mut faults)?;
        let settings = Settings {
            theme: theme.map_or_else(|| AUTOMATIC.to_owned(), |theme| themes[theme].name.clone()),
            measure: options.measure.unwrap_or(config.settings.measure),
            mouse: config.settings.mouse && !options.no_mouse,
            ..config.settings
        };
        let glyphs = if options.ascii || !speaks_unicode() || settings.glyphs == "ascii" {
            GlyphSet::Ascii
        } else {
            GlyphSet::Unicode
        };
        let depth = depth();
        let themes: Vec<Theme> = themes
            .into_iter()
            .map(|theme| theme.at_depth(depth).with_glyphs(glyphs))
            .collect();
        let names = themes.iter().map(|theme| theme.name.clone()).collect();
        Ok(Self {
            themes,
            names,
            keymap: Arc::new(keymap),
            settings,
            suited,
            faults,
        })
    }
}

/// A file's text; `None` if there is no such file.
fn text_of(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The configuration, and its file's name for messages.
fn read_config(options: &Options, folder: Option<&Path>, faults: &mut Vec<String>) -> Result<(Config, String), Error> {
    let (path, asked) = match (&options.config, folder) {
        (cli::Config::File(path), _) => (path.clone(), true),
        (cli::Config::Usual, Some(folder)) => (folder.join(FILE), false),
        _ => return Ok((Config::default(), String::new())),
    };
    let name = path.display().to_string();
    let config = match text_of(&path) {
        Ok(Some(text)) => {
            let (config, errors) = config::parse(&text, &name);
            faults.extend(errors.iter().map(ToString::to_string));
            config
        }
        // A file that was asked for has to be there; the user's own need not.
        Ok(None) if asked => return Err(Error::Other(format!("{name}: no such file (named by --config)"))),
        Ok(None) => Config::default(),
        Err(error) if asked => return Err(Error::Other(format!("{name}: {error}"))),
        Err(error) => {
            faults.push(format!("{name}: {error}"));
            Config::default()
        }
    };
    Ok((config, name))
}

fn read_themes(folder: Option<&Path>, faults: &mut Vec<String>) -> Vec<Theme> {
    let mut files = Vec::new();
    let entries = folder.and_then(|folder| fs::read_dir(folder.join("themes")).ok());
    let mut paths: Vec<PathBuf> = entries
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    for path in paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
    {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        match fs::read_to_string(&path) {
            Ok(text) => files.push((name, path.display().to_string(), text)),
            Err(error) => faults.push(format!("{}: {error}", path.display())),
        }
    }
    let sources: Vec<theme::Source<'_>> = files
        .iter()
        .map(|(name, file, text)| theme::Source { name, file, text })
        .collect();
    let (themes, errors) = theme::load(&sources);
    faults.extend(errors.iter().map(ToString::to_string));
    themes
}

/// The keymap with the user's bindings; a wrong one is told and left out.
fn keymap_of(config: &Config, file: &str, faults: &mut Vec<String>) -> Keymap {
    let mut fault = |line: &KeyLine, what| faults.push(line.error(file, what, String::new()).to_string());
    let mut bindings: Vec<(Rebinding, &KeyLine)> = Vec::new();
    for line in &config.keys {
        match binding_of(line) {
            Ok(binding) => bindings.push((binding, line)),
            Err(what) => fault(line, what),
        }
    }
    // Each round leaves out the binding that is refused, so this ends.
    loop {
        let all: Vec<Rebinding> = bindings.iter().map(|(binding, _)| binding.clone()).collect();
        match Keymap::with(&all) {
            Ok(keymap) => return keymap,
            Err(error) if error.index < bindings.len() => fault(bindings.remove(error.index).1, error.what),
            Err(_) => return Keymap::default(),
        }
    }
}

fn binding_of(line: &KeyLine) -> Result<Rebinding, String> {
    let mode = Mode::from_name(&line.mode).ok_or_else(|| format!("there is no pane {:?}", line.mode))?;
    let keys = parse_keys(&line.keys)?;
    let action = match line.action.as_str() {
        "none" => None,
        name => Some(Action::from_name(name).ok_or_else(|| format!("there is no action {name:?}"))?),
    };
    Ok(Rebinding { mode, keys, action })
}

/// Whether no colours are wanted (<https://no-color.org>): set and not empty.
fn no_color() -> bool {
    env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// The theme that suits the terminal.
fn suited_theme(themes: &[Theme]) -> usize {
    let name = theme::default_for(appearance(), depth(), no_color());
    themes.iter().position(|theme| theme.name == name).unwrap_or(0)
}

/// Which theme is asked for: the command line's, or the configuration's where `NO_COLOR` asks for nothing else; none
/// for the one that suits the terminal.
fn choose_theme(
    options: &Options,
    wanted: Option<&ThemeLine>,
    file: &str,
    themes: &[Theme],
    faults: &mut Vec<String>,
) -> Result<Option<usize>, Error> {
    let place = |name: &str| themes.iter().position(|theme| theme.name == name);
    if let Some(name) = &options.theme {
        let names = || {
            themes
                .iter()
                .map(|theme| theme.name.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let found = place(name).map(Some);
        return found.ok_or_else(|| Error::Other(format!("there is no theme {name:?}; there are {}", names())));
    }
    if let (Some(line), false) = (wanted, no_color()) {
        match line.find(file, themes) {
            Ok(theme) => return Ok(place(&theme.name)),
            Err(error) => faults.push(error.to_string()),
        }
    }
    Ok(None)
}

/// Whether the terminal says that it is light or dark, without being asked: `COLORFGBG` ("15;0"), which rxvt,
/// Konsole and others set. Its last number is the background; 7 and 15 are the light ones of the 16.
fn appearance() -> Option<Appearance> {
    let value = env::var("COLORFGBG").ok()?;
    let background: u8 = value.rsplit(';').next()?.parse().ok()?;
    Some(if matches!(background, 7 | 9..=15) {
        Appearance::Light
    } else {
        Appearance::Dark
    })
}

/// How many colours the terminal says it has.
fn depth() -> Depth {
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

/// Whether the locale is one in UTF-8. None at all counts: that is a container, not an old terminal.
fn speaks_unicode() -> bool {
    let value = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| env::var(name).ok().filter(|v| !v.is_empty()));
    value.is_none_or(|value| {
        let value = value.to_ascii_lowercase();
        value.contains("utf-8") || value.contains("utf8") || value == "c" || value == "posix"
    })
}
