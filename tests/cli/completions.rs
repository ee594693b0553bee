//! Completions: each shell that there is reads them, and offers every flag and its values.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use dateline::cli::{FLAGS, Shell};
use dateline::guide::completions;

/// A folder with the completions under the name that the shell looks for, and a link to the program.
fn installed(shell: Shell) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = match shell {
        Shell::Bash => "dateline.bash",
        Shell::Zsh => "_dateline",
        Shell::Fish => "dateline.fish",
    };
    std::fs::write(folder.path().join(file), completions(shell)).expect("written");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_dateline"), folder.path().join("dateline")).expect("a link");
    folder
}

/// What a shell says to a script; `None` where there is no such shell.
fn says(shell: Shell, arguments: &[&str], script: &str, folder: &Path) -> Option<String> {
    let path = std::env::var("PATH").unwrap_or_default();
    let spawned = Command::new(shell.name())
        .args(arguments)
        .env("PATH", format!("{}:{path}", folder.display()))
        .env("HOME", folder)
        .env("XDG_CONFIG_HOME", folder)
        .env("XDG_DATA_HOME", folder)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = spawned else {
        eprintln!("SKIPPED: there is no {}", shell.name());
        return None;
    };
    let mut input = child.stdin.take().expect("its input");
    input.write_all(script.as_bytes()).expect("it reads");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told.is_empty(), "{}: {told}", shell.name());
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn every_shell_is_told_every_flag() {
    for shell in Shell::ALL {
        let script = completions(shell);
        for flag in FLAGS {
            let named = match shell {
                Shell::Fish => format!("-l {} ", flag.long),
                Shell::Bash | Shell::Zsh => format!("--{}", flag.long),
            };
            assert!(script.contains(&named), "{}: {named}", shell.name());
            assert!(
                shell == Shell::Bash || script.contains(flag.sentence.split(':').next().unwrap_or_default()),
                "{}: {named}",
                shell.name()
            );
        }
    }
}

#[test]
fn bash_offers_flags_and_their_values() {
    let folder = installed(Shell::Bash);
    let script = r#"
        source ./dateline.bash
        offers() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _dateline dateline "${@: -1}" "${@: -2:1}" 2>/dev/null; echo "$* > ${COMPREPLY[*]}"; }
        offers dateline --
        offers dateline --to ''
        offers dateline --to = m
        offers dateline --copies k
        offers dateline --theme pap
        offers dateline --completions z
        offers dateline --measure ''
        offers dateline dateline.b
    "#;
    let Some(said) = says(Shell::Bash, &["--norc"], script, folder.path()) else {
        return;
    };
    let lines: Vec<&str> = said.lines().collect();
    for flag in FLAGS {
        assert!(lines[0].contains(&format!("--{}", flag.long)), "{flag:?}: {said}");
    }
    assert_eq!(
        lines[1..],
        [
            "dateline --to  > json markdown text plain jsonl liveblog html",
            "dateline --to = m > markdown",
            "dateline --copies k > keep",
            "dateline --theme pap > paper",
            "dateline --completions z > zsh",
            "dateline --measure  > ",
            "dateline dateline.b > dateline.bash",
        ]
    );
}

#[test]
fn zsh_loads_them() {
    let folder = installed(Shell::Zsh);
    let script = "
        fpath=($PWD $fpath)
        autoload -Uz compinit && compinit -u -d $PWD/dump
        autoload +X _dateline && print -- $_comps[dateline]
        zsh -n _dateline && print sound
    ";
    let Some(said) = says(Shell::Zsh, &["-f"], script, folder.path()) else {
        return;
    };
    assert_eq!(said, "_dateline\nsound\n");
}

#[test]
fn fish_offers_flags_and_their_values() {
    let folder = installed(Shell::Fish);
    let script = "
        source dateline.fish
        complete -C 'dateline --'
        echo values
        complete -C 'dateline --to '
        complete -C 'dateline --theme=pap'
    ";
    let Some(said) = says(Shell::Fish, &["--no-config"], script, folder.path()) else {
        return;
    };
    let (flags, values) = said.split_once("values\n").expect("both");
    for flag in FLAGS {
        assert!(
            flags.contains(&format!("--{}\t{}", flag.long, flag.sentence)),
            "{flag:?}: {flags}"
        );
    }
    for value in ["json", "markdown", "text", "plain", "--theme=paper"] {
        assert!(
            values.lines().any(|line| line.split('\t').next() == Some(value)),
            "{value}: {values}"
        );
    }
}
