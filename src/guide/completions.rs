//! Completions for shells, out of the table of flags.

use std::fmt::Write;

use crate::cli::{FLAGS, Flag, Offers, Shell};

/// What a shell reads to complete our flags and their values.
pub fn completions(shell: Shell) -> String {
    match shell {
        Shell::Bash => bash(),
        Shell::Zsh => zsh(),
        Shell::Fish => fish(),
    }
}

/// What a flag's value may be; nothing where it takes none.
fn offers(flag: &Flag) -> Option<Offers> {
    flag.value.map(|value| value.offers)
}

fn bash() -> String {
    let mut cases = String::new();
    for flag in FLAGS {
        let reply = match offers(flag) {
            None => continue,
            Some(Offers::Words(words)) => format!("COMPREPLY=($(compgen -W '{}' -- \"$word\"))", words.join(" ")),
            // Not with `compgen -W`, which would carry out what stands in a name.
            Some(Offers::LinesOf(flag)) => format!(
                "while read -r line; do [[ $line == \"$word\"* ]] && COMPREPLY+=(\"$line\"); done \
                 < <(\"$1\" {flag} 2>/dev/null)"
            ),
            Some(Offers::Files) => "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$word\")".to_owned(),
            Some(Offers::Nothing) => "COMPREPLY=()".to_owned(),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(cases, "        --{}) {reply}; return ;;", flag.long);
    }
    let flags: Vec<String> = FLAGS
        .iter()
        .flat_map(|flag| {
            let short = flag.short.map(|short| format!("-{short}"));
            short.into_iter().chain([format!("--{}", flag.long)])
        })
        .collect();
    format!(
        "\
# Completions of dateline for bash, written by dateline --completions bash.
_dateline() {{
    local word=$2 before=$3 line
    COMPREPLY=()
    # `--to=json` comes in three words.
    [[ $word == = ]] && word=
    [[ $before == = && $COMP_CWORD -ge 2 ]] && before=${{COMP_WORDS[COMP_CWORD - 2]}}
    case $before in
{cases}    esac
    if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W '{flags}' -- \"$word\"))
    else
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")
    fi
}}
complete -F _dateline dateline
",
        flags = flags.join(" ")
    )
}

fn zsh() -> String {
    let mut lines = String::new();
    for flag in FLAGS {
        // What zsh would read as its own: brackets and colons.
        let sentence = flag
            .sentence
            .replace('\'', "'\\''")
            .replace('[', "(")
            .replace(']', ")")
            .replace(':', "\\:");
        let value = flag.value.map(|value| {
            let action = match value.offers {
                Offers::Words(words) => format!("({})", words.join(" ")),
                Offers::LinesOf(flag) => format!("{{compadd -- ${{(f)\"$(dateline {flag} 2>/dev/null)\"}}}}"),
                Offers::Files => "_files".to_owned(),
                Offers::Nothing => " ".to_owned(),
            };
            format!(":{}:{action}", value.name.to_lowercase())
        });
        let (equals, value) = (if value.is_some() { "=" } else { "" }, value.unwrap_or_default());
        let _ = writeln!(lines, "    '--{}{equals}[{sentence}]{value}' \\", flag.long);
        if let Some(short) = flag.short {
            let _ = writeln!(lines, "    '-{short}[{sentence}]{value}' \\");
        }
    }
    format!(
        "\
#compdef dateline
# Completions of dateline for zsh, written by dateline --completions zsh.
_arguments -s -S \\
{lines}    '*:file:_files'
"
    )
}

fn fish() -> String {
    let mut lines = String::from("# Completions of dateline for fish, written by dateline --completions fish.\n");
    for flag in FLAGS {
        let short = flag.short.map_or(String::new(), |short| format!(" -s {short}"));
        let value = match offers(flag) {
            None => String::new(),
            Some(Offers::Words(words)) => format!(" -x -a '{}'", words.join(" ")),
            Some(Offers::LinesOf(flag)) => format!(" -x -a '(dateline {flag} 2>/dev/null)'"),
            Some(Offers::Files) => " -r -F".to_owned(),
            Some(Offers::Nothing) => " -x".to_owned(),
        };
        let sentence = flag.sentence.replace('\'', "\\'");
        let _ = writeln!(
            lines,
            "complete -c dateline{short} -l {}{value} -d '{sentence}'",
            flag.long
        );
    }
    lines
}
