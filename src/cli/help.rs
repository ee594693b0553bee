//! What `--help` and `--version` say.

use std::fmt::Write;

use super::{FLAGS, Flag};

/// Program and version: `dateline 0.1.0`.
pub fn version() -> String {
    concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).to_owned()
}

/// The short help, at most 80 columns wide, apart from the path. `config` is where the configuration lies, unless the
/// platform has no place for it.
pub fn help(config: Option<&str>) -> String {
    let mut flags = String::new();
    let widest = FLAGS.iter().map(|flag| typed(flag).len()).max().unwrap_or_default();
    for flag in FLAGS {
        let (typed, sentence) = (typed(flag), flag.sentence);
        // Writing to a string cannot fail.
        let _ = writeln!(flags, "  {typed:widest$}  {sentence}");
    }
    let config = match config {
        Some(path) => path.to_owned(),
        None => "none, as there is no home folder; give a file with --config-file".to_owned(),
    };
    format!(
        "\
{version}
Reads a news live blog or a long article in the terminal.

Usage: dateline [FLAG]... [FILE|ADDRESS]...

FILE is the text of an article, or of many that each begin with a line such as
' date 2026-08-15 Title'; JSON Lines with a \"text\" field; or the output of
--to json. ADDRESS is that of a page, such as https://example.org/live. - is
standard input. Without FILE, standard input is read; if that is a terminal, a
sample article is opened. If standard output is not a terminal, the clean text
is written to it.

Flags:
{flags}
Keys: arrows, Enter and Tab are enough to begin with; ? lists all, q quits.

Configuration: {config}
",
        version = version(),
    )
}

/// The flag as it is typed, long names below each other.
fn typed(flag: &Flag) -> String {
    let indent = if flag.short.is_none() { "    " } else { "" };
    format!("{indent}{}", flag.typed())
}
