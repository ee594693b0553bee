//! Lines of a program, of a shell, of a file of settings: one block, with their breaks and indents.

use crate::read::text::chars;
use crate::read::text::lines::TextLine;

/// Longer lines are prose, in bytes.
const LONGEST: usize = 160;

/// How many of the lines from the first on are code.
pub(super) fn lines(lines: &[&str], places: &[TextLine]) -> usize {
    [program, shell, settings]
        .into_iter()
        .map(|count| count(lines, places))
        .find(|count| *count > 0)
        .unwrap_or(0)
}

/// Lines of a program: one that only a program has, and those below that are set in or like it.
fn program(lines: &[&str], places: &[TextLine]) -> usize {
    if !is_program(lines[0]) {
        return 0;
    }
    if lines[0].starts_with("$ ") {
        return if lines.len() > 1 { lines.len() } else { 0 };
    }
    let indent = places[0].indent;
    let goes_on = |&(line, place): &(&&str, &TextLine)| {
        place.indent > indent || is_program(line) || ["}", "end", "});", "};"].contains(line)
    };
    let count = 1 + lines[1..].iter().zip(&places[1..]).take_while(goes_on).count();
    let set_in = places[1..count].iter().any(|place| place.indent > indent);
    let sure = lines[..count].iter().filter(|line| is_program(line)).count();
    if count > 1 && (set_in || sure > 2) { count } else { 0 }
}

fn is_program(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let called = line.contains('(') || line.contains('=') || line.contains('<');
    let opens = line.ends_with('{') || line.ends_with("):") || (line.ends_with(';') && called);
    let starts = [
        "def ",
        "fn ",
        "function ",
        "class ",
        "#include",
        "import ",
        "const ",
        "let ",
        "$ ",
        "<?",
        "</",
    ];
    opens
        || (line.ends_with([':', ';', '{', '>', ')']) || line.starts_with("$ "))
            && starts.iter().any(|word| line.starts_with(word))
}

/// Lines of a shell: a script from its first line on, or commands one below the other, with what they go on with.
fn shell(lines: &[&str], _: &[TextLine]) -> usize {
    if lines[0].starts_with("#!") {
        return if lines.len() > 1 { lines.len() } else { 0 };
    }
    if !is_command(lines[0]) {
        return 0;
    }
    let mut open = false;
    let goes_on = |line: &&&str| {
        let inside = open || is_command(line) || is_of_shell(line);
        open = line.ends_with('\\') || line.ends_with(" |") || line.ends_with("&&");
        inside
    };
    let count = lines.iter().take_while(goes_on).count();
    if count > 1 { count } else { 0 }
}

/// Whether a line begins with a command that scripts and instructions are full of, and is no sentence.
fn is_command(line: &str) -> bool {
    const COMMANDS: [&str; 30] = [
        "sudo",
        "apt",
        "apt-get",
        "brew",
        "cd",
        "ls",
        "cp",
        "mv",
        "rm",
        "mkdir",
        "chmod",
        "chown",
        "export",
        "echo",
        "cat",
        "grep",
        "sed",
        "curl",
        "wget",
        "git",
        "npm",
        "npx",
        "pip",
        "python",
        "python3",
        "cargo",
        "docker",
        "kubectl",
        "ssh",
        "systemctl",
    ];
    let word = line.split(' ').next().unwrap_or_default();
    let sentence = line.ends_with(chars::is_stop) && line.split(' ').count() > 4;
    line.len() <= LONGEST && line.len() > word.len() && COMMANDS.contains(&word) && !sentence
}

/// Comments, conditions, variables, options on lines of their own.
fn is_of_shell(line: &str) -> bool {
    let word = line.split([' ', ';']).next().unwrap_or_default();
    let set = line.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    });
    line.starts_with("# ")
        || line.starts_with("--")
        || set
        || ["if", "then", "else", "fi", "for", "do", "done"].contains(&word)
}

/// Settings as YAML has them: names in small letters and colons, what belongs to them set in below them or behind dashes.
fn settings(lines: &[&str], places: &[TextLine]) -> usize {
    /// Fewer lines tell nothing.
    const LEAST: usize = 3;
    let indent = places[0].indent;
    if !is_setting(lines[0]) {
        return 0;
    }
    let goes_on = |&(line, place): &(&&str, &TextLine)| {
        let item = line.starts_with("- ") || line.starts_with("# ");
        place.indent >= indent && (is_setting(line) || item || place.indent > indent && line.len() <= LONGEST)
    };
    let count = lines.iter().zip(places).take_while(goes_on).count();
    let set_in = places[..count].iter().any(|place| place.indent > indent);
    let named = lines[..count]
        .iter()
        .filter(|line| is_setting(line.trim_start_matches("- ")))
        .count();
    if count >= LEAST && set_in && named * 2 >= count {
        count
    } else {
        0
    }
}

/// "replicas: 2", "image:"
fn is_setting(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, value)| {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(plain)
            && (value.is_empty() || value.starts_with(' '))
            && line.len() <= LONGEST
    })
}
