//! Files by the names that people type, and how they are handed to other programs.

use std::io;
use std::path::{Path, PathBuf};

/// The path that was typed, with the home folder for `~`.
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

/// The system's words for what went wrong, without their number.
pub(super) fn why(error: &io::Error) -> String {
    let words = error.to_string();
    words.split(" (os error").next().unwrap_or_default().to_owned()
}

/// The path as another program is given it: absolute, so that no name can be taken for an option or a command. Vim runs
/// what stands behind a `+`.
pub(super) fn handed_over(path: &Path) -> PathBuf {
    // It fails only where there is no working folder, or no path.
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
