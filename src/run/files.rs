//! The files with the user's settings: where they are, and what is in them.

use std::path::{Path, PathBuf};
use std::{fs, io};

use etcetera::BaseStrategy as _;

use super::{Error, output};
use crate::cli::{self, Options};
use crate::theme::{self, Catalog};

/// The configuration's name in its folder.
pub(super) const FILE: &str = "config.toml";
/// The folder of the user's themes in that folder.
const THEMES: &str = "themes";

/// The folder of the user's settings: `$XDG_CONFIG_HOME/dateline`, by default `~/.config/dateline`; on macOS the
/// same, as command-line programs have it there.
pub(super) fn folder() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("dateline"))
}

/// A fault, short enough for a line of the screen: without the folder, which the user knows.
pub(super) fn short(fault: &str) -> &str {
    let folder = folder().map(|folder| output::name(&folder)).unwrap_or_default();
    let rest = fault.strip_prefix(&folder).and_then(|rest| rest.strip_prefix('/'));
    rest.filter(|_| !folder.is_empty()).unwrap_or(fault)
}

/// A file and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FileText {
    path: PathBuf,
    text: String,
}

/// The files with the user's settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Files {
    /// The configuration; an empty text if there is no such file.
    config: Option<FileText>,
    /// By name.
    themes: Vec<FileText>,
    /// Why the configuration cannot be read.
    pub(super) fault: Option<String>,
    /// Why themes cannot be read.
    theme_faults: Vec<String>,
}

impl Files {
    /// Reads the files that the options name, or the user's own.
    ///
    /// # Errors
    /// A file that the options name cannot be read. The user's own may be missing.
    pub(super) fn read(options: &Options) -> Result<Self, Error> {
        let folder = folder().filter(|_| options.config != cli::Config::None);
        let mut files = Self::default();
        if let Some(folder) = &folder {
            files.read_themes(&folder.join(THEMES));
        }
        let Some(path) = config_path(options) else {
            return Ok(files);
        };
        let asked = matches!(options.config, cli::Config::File(_));
        let name = output::name(&path);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if asked && error.kind() == io::ErrorKind::NotFound => {
                return Err(Error::Other(format!("{name}: no such file (named by --config-file)")));
            }
            Err(error) if asked => return Err(Error::Other(format!("{name}: {error}"))),
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    files.fault = Some(format!("{name}: {error}"));
                }
                String::new()
            }
        };
        files.config = Some(FileText { path, text });
        Ok(files)
    }

    fn read_themes(&mut self, folder: &Path) {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let is_theme = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "toml");
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_theme).collect();
        paths.sort();
        for path in paths {
            match fs::read_to_string(&path) {
                Ok(text) => self.themes.push(FileText { path, text }),
                Err(error) => self.theme_faults.push(format!("{}: {error}", output::name(&path))),
            }
        }
    }

    /// The configuration's name for messages.
    pub(super) fn config_name(&self) -> String {
        let path = self.config.as_ref().map(|config| output::name(&config.path));
        path.unwrap_or_default()
    }

    /// The text of the configuration.
    pub(super) fn config_text(&self) -> &str {
        self.config.as_ref().map_or("", |config| &config.text)
    }

    /// All themes, with the user's own, and the faults in these.
    pub(super) fn themes(&self) -> (Catalog, Vec<String>) {
        if self.themes.is_empty() {
            return (Catalog::builtin(), self.theme_faults.clone());
        }
        let named = |FileText { path, text }: &FileText| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            (name, output::name(path), text.clone())
        };
        let files: Vec<(String, String, String)> = self.themes.iter().map(named).collect();
        let sources: Vec<theme::Source<'_>> = files
            .iter()
            .map(|(name, file, text)| theme::Source { name, file, text })
            .collect();
        let (themes, errors) = theme::load(&sources);
        let mut faults = self.theme_faults.clone();
        faults.extend(errors.iter().map(ToString::to_string));
        (Catalog::of(themes), faults)
    }
}

/// Where the configuration is, or would be.
fn config_path(options: &Options) -> Option<PathBuf> {
    match &options.config {
        cli::Config::File(path) => Some(path.clone()),
        cli::Config::Usual => Some(folder()?.join(FILE)),
        cli::Config::None => None,
    }
}

/// The folders to watch for changes of the settings: those of the configuration and of the themes, and those that links
/// lead to. For a folder that does not exist, its parent.
pub(super) fn watched(options: &Options) -> Vec<PathBuf> {
    if options.config == cli::Config::None {
        return Vec::new();
    }
    let config = config_path(options);
    let real = config.as_ref().and_then(|path| path.canonicalize().ok());
    let files = config
        .iter()
        .chain(&real)
        .filter_map(|path| path.parent().map(Path::to_path_buf));
    let mut wanted: Vec<PathBuf> = files.chain(folder().map(|folder| folder.join(THEMES))).collect();
    for folder in &mut wanted {
        if folder.as_os_str().is_empty() {
            folder.push(".");
        }
        let _ = folder.is_dir() || (folder.pop() && folder.is_dir()) || folder.pop();
    }
    wanted.retain(|folder| folder.is_dir());
    wanted.sort();
    wanted.dedup();
    wanted
}
