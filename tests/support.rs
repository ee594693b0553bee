//! What several rooms' tests need.

use std::path::PathBuf;

/// A file or folder of `../shared`, which is beside the repository where it is developed and absent elsewhere.
/// Says on standard error that the test is skipped where it is absent.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("SKIPPED: {} is absent", path.display());
    None
}
