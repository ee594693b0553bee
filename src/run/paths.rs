//! Paths as users type them, and as other programs are given them.

use std::io;
use std::path::{Path, PathBuf};

/// A path as typed, with the home folder for `~`.
pub(super) fn expanded(typed: &str) -> PathBuf {
    let home = || etcetera::home_dir().ok();
    match typed.strip_prefix('~') {
        Some("") => home().unwrap_or_else(|| PathBuf::from(typed)),
        Some(rest) if rest.starts_with('/') => {
            home().map_or_else(|| PathBuf::from(typed), |home| home.join(rest.trim_start_matches('/')))
        }
        _ => PathBuf::from(typed),
    }
}

/// The system's words for an error, without its number.
pub(super) fn why(error: &io::Error) -> String {
    let words = error.to_string();
    words.split(" (os error").next().unwrap_or_default().to_owned()
}

/// A path for another program: absolute, so that no name is taken for an option or a command. Vim runs what follows `+`.
pub(super) fn handed_over(path: &Path) -> PathBuf {
    // This fails only if there is no working folder, or the path is empty.
    std::path::absolute(path).unwrap_or_else(|_| Path::new(".").join(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_that_is_handed_over_is_an_option() {
        for name in ["+!touch x", "-S", "--", "-", "@file", "~", "a b", "//x", "./-S", ""] {
            let path = handed_over(Path::new(name));
            let text = path.to_string_lossy();
            assert!(text.starts_with('/') || text.starts_with("./"), "{name:?}: {text:?}");
        }
    }
}
