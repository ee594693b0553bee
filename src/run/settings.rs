//! The user's settings: read, checked, and laid over by the command line and the environment.
//!
//! A wrong line in a file of the user's never keeps the reader from opening: what is right is kept, and what is
//! wrong is told: in the status line, and whole on standard error when the reader is left.

use std::sync::Arc;

use super::files::Files;
use super::store::SavedSetting;
use super::{Error, surroundings};
use crate::app::{Configured, Suited};
use crate::cli::Options;
use crate::config::{self, Config, KeyLine, Origin, ThemeLine};
use crate::keymap::{Action, Keymap, Mode, Rebinding, parse_keys};
use crate::settings::{self, AUTOMATIC, Glyphs, Kind, Settings, TABLE, ThemeChoice};
use crate::spelling;
use crate::theme::{self, Appearance, Catalog, GlyphSet};

/// What the reader is set to.
pub(super) struct Setup {
    pub(super) themes: Catalog,
    pub(super) keymap: Arc<Keymap>,
    pub(super) settings: Settings,
    /// What the configuration says, without what environment and command line say.
    pub(super) from_file: Settings,
    /// Where the value of each setting comes from, in the order of the table.
    pub(super) origins: Vec<Origin>,
    /// The bindings of the user's that hold.
    pub(super) bindings: Vec<KeyLine>,
    /// The themes that suit the terminal.
    pub(super) suited: Suited,
    /// What is wrong with the user's configuration, in the order it was found.
    pub(super) faults: Vec<String>,
    /// What is wrong with the user's themes.
    pub(super) theme_faults: Vec<String>,
}

impl Setup {
    /// Reads the settings that these options name, or the user's own.
    pub(super) fn find(options: &Options) -> Result<Self, Error> {
        Self::of(options, &Files::read(options)?)
    }

    /// The settings that stand in these files, with what is said elsewhere laid over them.
    pub(super) fn of(options: &Options, files: &Files) -> Result<Self, Error> {
        let mut faults: Vec<String> = files.fault.iter().cloned().collect();
        let file = files.config_name();
        let (mut config, errors) = config::parse(files.config_text(), &file);
        faults.extend(errors.iter().map(ToString::to_string));
        let (themes, theme_faults) = files.themes();
        let (keymap, bindings) = keymap_of(&config, &file, &mut faults);
        for line in config.themes() {
            if let Err(error) = line.check(&file, themes.names()) {
                faults.push(error.to_string());
                forget(&mut config, &line);
            }
        }
        let mut origins = TABLE.iter().map(|entry| config.origin(entry.name)).collect();
        let settings = Over {
            settings: config.settings.clone(),
            origins: &mut origins,
        }
        .all(options, themes.names())?;
        let suited = suited(themes.names());
        Ok(Self {
            themes,
            keymap: Arc::new(keymap),
            settings,
            from_file: config.settings,
            origins,
            bindings,
            suited,
            faults,
            theme_faults,
        })
    }

    /// The settings with what the reader changed on earlier visits laid over them, where environment and command line
    /// say nothing else; see [`SavedSetting`] for which of that holds. What cannot be set any more is passed over.
    pub(super) fn lay_over(&mut self, kept: &[SavedSetting]) -> Settings {
        let mut settings = self.settings.clone();
        for (entry, origin) in TABLE.iter().zip(&mut self.origins) {
            let Some(kept) = kept.iter().find(|kept| kept.name == entry.name) else {
                continue;
            };
            let holds = matches!(origin, Origin::Default | Origin::File { .. })
                && kept.configured == entry.get(&self.from_file).to_string();
            let is_there =
                entry.kind != Kind::Theme || kept.value == AUTOMATIC || self.themes.names().contains(&kept.value);
            let (true, Ok(value)) = (holds && is_there, entry.kind.parse(&kept.value)) else {
                continue;
            };
            if entry.set(&mut settings, value) {
                *origin = Origin::Reader;
            }
        }
        settings
    }

    /// What the reader's mind is to know of it.
    pub(super) fn configured(&self) -> Configured {
        Configured {
            settings: self.settings.clone(),
            keymap: Arc::clone(&self.keymap),
            themes: Arc::clone(self.themes.names()),
            suited: self.suited,
        }
    }

    /// What follows of the settings that leave it to the terminal, for people.
    pub(super) fn here(&self) -> Vec<(&'static str, String)> {
        let names = |at: usize| self.themes.names().get(at).map_or("", String::as_str);
        let Settings {
            theme,
            theme_light,
            theme_dark,
            appearance,
            ..
        } = &self.settings;
        let mut here = Vec::new();
        if *appearance == settings::Appearance::Automatic {
            let asked = if surroundings::answers() {
                "; the terminal is asked"
            } else {
                ""
            };
            let words = match surroundings::appearance() {
                Some(Appearance::Light) => "light by COLORFGBG",
                Some(_) => "dark by COLORFGBG",
                None => "dark until the terminal says otherwise",
            };
            here.push(("appearance", format!("{words}{asked}")));
        }
        if *theme == ThemeChoice::Automatic {
            here.push(("theme", "see theme-light, theme-dark and appearance".to_owned()));
        }
        if *theme_light == ThemeChoice::Automatic {
            here.push(("theme-light", format!("{} here", names(self.suited.light))));
        }
        if *theme_dark == ThemeChoice::Automatic {
            here.push(("theme-dark", format!("{} here", names(self.suited.dark))));
        }
        here
    }

    /// Everything that is wrong, what others may follow from first: a theme that cannot be read is not there.
    pub(super) fn all_faults(&self) -> Vec<String> {
        self.theme_faults.iter().chain(&self.faults).cloned().collect()
    }
}

/// The set of characters that is set.
pub(super) fn glyphs(settings: &Settings) -> GlyphSet {
    match settings.glyphs {
        Glyphs::Unicode => GlyphSet::Unicode,
        Glyphs::Ascii => GlyphSet::Ascii,
    }
}

/// A theme that is none counts as not named.
fn forget(config: &mut Config, line: &ThemeLine) {
    let default = Settings::default();
    for entry in TABLE.iter().filter(|entry| entry.name == line.setting) {
        entry.set(&mut config.settings, entry.get(&default));
    }
    config.given.retain(|given| given.name != line.setting);
}

/// Settings, and what is laid over them.
struct Over<'a> {
    settings: Settings,
    origins: &'a mut Vec<Origin>,
}

impl Over<'_> {
    /// What environment and command line say goes before what the file says, and the command line before all.
    fn all(mut self, options: &Options, themes: &[String]) -> Result<Settings, Error> {
        if surroundings::no_color() {
            self.settings.theme = "mono".into();
            self.comes("theme", Origin::Environment("NO_COLOR"));
        }
        if let Some(variable) = surroundings::not_unicode() {
            self.settings.glyphs = Glyphs::Ascii;
            self.comes("glyphs", Origin::Environment(variable));
        }
        if let Some(name) = &options.theme {
            if name != AUTOMATIC && !themes.contains(name) {
                let names = themes.join(", ");
                return Err(Error::Other(format!("there is no theme {name:?}; there are {names}")));
            }
            self.settings.theme = name.as_str().into();
            self.comes("theme", Origin::CommandLine("--theme"));
        }
        if let Some(measure) = options.measure {
            self.settings.measure = measure;
            self.comes("measure", Origin::CommandLine("--measure"));
        }
        if options.no_mouse {
            self.settings.mouse = false;
            self.comes("mouse", Origin::CommandLine("--no-mouse"));
        }
        if let Some(command) = &options.preprocessor {
            self.settings.preprocessor = command.as_str().into();
            self.comes("preprocessor", Origin::CommandLine("--pre"));
        }
        if options.ascii {
            self.settings.glyphs = Glyphs::Ascii;
            self.comes("glyphs", Origin::CommandLine("--ascii"));
        }
        Ok(self.settings)
    }

    fn comes(&mut self, name: &str, from: Origin) {
        if let Some(at) = TABLE.iter().position(|entry| entry.name == name) {
            self.origins[at] = from;
        }
    }
}

/// The themes that suit the terminal.
fn suited(themes: &[String]) -> Suited {
    let on = |appearance| {
        let name = theme::default_for(Some(appearance), surroundings::depth(), surroundings::no_color());
        themes.iter().position(|theme| theme == name).unwrap_or(0)
    };
    Suited {
        light: on(Appearance::Light),
        dark: on(Appearance::Dark),
        on_light: surroundings::appearance() == Some(Appearance::Light),
    }
}

/// The keymap with the user's bindings, and those that hold; a wrong one is told and left out.
fn keymap_of(config: &Config, file: &str, faults: &mut Vec<String>) -> (Keymap, Vec<KeyLine>) {
    let mut fault = |line: &KeyLine, BadBinding { what, help }| faults.push(line.error(file, what, help).to_string());
    let mut bindings: Vec<(Rebinding, &KeyLine)> = Vec::new();
    for line in &config.keys {
        match binding_of(line) {
            Ok(binding) => bindings.push((binding, line)),
            Err(wrong) => fault(line, wrong),
        }
    }
    // Each round leaves out the binding that is refused, so this ends.
    loop {
        let all: Vec<Rebinding> = bindings.iter().map(|(binding, _)| binding.clone()).collect();
        match Keymap::with(&all) {
            Ok(keymap) => return (keymap, bindings.into_iter().map(|(_, line)| line.clone()).collect()),
            Err(error) if error.index < bindings.len() => fault(bindings.remove(error.index).1, error.what.into()),
            Err(_) => return (Keymap::default(), Vec::new()),
        }
    }
}

/// What is wrong with a binding, and what to do about it.
struct BadBinding {
    what: String,
    help: String,
}

impl From<String> for BadBinding {
    fn from(what: String) -> Self {
        Self {
            what,
            help: String::new(),
        }
    }
}

fn binding_of(line: &KeyLine) -> Result<Rebinding, BadBinding> {
    let mode = Mode::from_name(&line.mode).ok_or_else(|| BadBinding {
        what: format!("there is no mode {:?}", line.mode),
        help: spelling::hint(&line.mode, Mode::ALL.map(Mode::name)),
    })?;
    let keys = parse_keys(&line.keys)?;
    let action = match line.action.as_str() {
        "none" => None,
        name => Some(Action::from_name(name).ok_or_else(|| unknown_action(name, mode))?),
    };
    Ok(Rebinding { mode, keys, action })
}

fn unknown_action(name: &str, mode: Mode) -> BadBinding {
    let here = Action::ALL.iter().filter(|action| action.entry().keys(mode).is_some());
    BadBinding {
        what: format!("there is no action {name:?}"),
        help: match spelling::nearest(name, here.map(|action| action.name()).chain(["none"])) {
            Some(meant) => format!("did you mean {meant:?}?"),
            None => "the help (?) and the man page name them all".to_owned(),
        },
    }
}
