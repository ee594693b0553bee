//! JSON as it stands in pages: in comments and CDATA marks, with commas too many, with line ends in strings.

/// Without the marks that hide a script from old browsers.
pub(super) fn unwrapped(script: &str) -> &str {
    const BEFORE: [&str; 7] = ["//", "/*", "*/", "<!--", "<![CDATA[", "-->", "]]>"];
    let mut bare = script.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    loop {
        let start = BEFORE.iter().find_map(|mark| bare.strip_prefix(mark));
        let end = BEFORE.iter().find_map(|mark| bare.strip_suffix(mark));
        let Some(next) = start.or(end) else { break };
        bare = next.trim();
    }
    bare.strip_suffix(';').unwrap_or(bare)
}

/// With commas taken out that nothing follows, and what may not stand in a string escaped.
pub(super) fn mended(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut in_string, mut escaped) = (false, false);
    // Where a comma stands that nothing has followed yet.
    let mut comma = None;
    for c in json.chars() {
        if in_string {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => in_string = false,
                '\n' => {
                    out.push_str("\\n");
                    continue;
                }
                c if c.is_control() => {
                    out.push(' ');
                    continue;
                }
                _ => {}
            }
            out.push(c);
            continue;
        }
        match c {
            ',' if comma.is_some() => continue,
            ',' => comma = Some(out.len()),
            ']' | '}' => {
                if let Some(at) = comma.take() {
                    out.replace_range(at..=at, " ");
                }
            }
            c if c.is_whitespace() => {}
            _ => {
                comma = None;
                in_string = c == '"';
            }
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_around_a_script_are_taken_off() {
        for script in [
            "{}",
            "//<![CDATA[\n{}\n//]]>",
            "/* <![CDATA[ */ {} /* ]]> */",
            "<!--\n{}\n-->",
            "\u{FEFF}{};",
        ] {
            assert_eq!(unwrapped(script).trim(), "{}", "{script}");
        }
    }

    #[test]
    fn commas_and_line_ends_are_mended() {
        let table = [
            ("[1, 2, ]", "[1, 2  ]"),
            ("{\"a\": [1,\n],\n}", "{\"a\": [1 \n] \n}"),
            ("[\"a,]\", 1]", "[\"a,]\", 1]"),
            ("[\"a\nb\"]", "[\"a\\nb\"]"),
            ("[1,,2]", "[1,2]"),
        ];
        for (json, expected) in table {
            assert_eq!(mended(json), expected);
        }
    }
}
