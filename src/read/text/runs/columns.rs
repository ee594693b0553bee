//! Rows of columns: cells parted by tabs, bars, or several blanks.

/// What parts the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    Tab,
    Bar,
    Blanks,
}

/// Longer lines are no rows, in bytes.
const LONGEST: usize = 240;

/// What parts the cells of a line, and how often, if anything does.
pub(super) fn of(line: &str) -> Option<(Gap, usize)> {
    if line.len() > LONGEST {
        return None;
    }
    let tabs = line.matches('\t').count();
    if tabs > 0 {
        return Some((Gap::Tab, tabs));
    }
    let bars = line.matches('|').count();
    if bars >= 2 && line.starts_with('|') {
        return Some((Gap::Bar, bars));
    }
    let blanks = gaps(line);
    (blanks > 0).then_some((Gap::Blanks, blanks))
}

/// How often several blanks stand between words; two after a sentence are a typist's.
fn gaps(line: &str) -> usize {
    let bytes = line.as_bytes();
    let mut count = 0;
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&bytes[at..], b"  ") {
        let start = at + found;
        let end = start + bytes[start..].iter().take_while(|byte| **byte == b' ').count();
        let stop = start > 0 && matches!(bytes[start - 1], b'.' | b'!' | b'?' | b':' | b',');
        count += usize::from(end - start > 2 || !stop);
        at = end;
    }
    count
}

/// How many of the lines from the first on are rows of one table.
pub(super) fn rows(lines: &[&str]) -> usize {
    let Some((gap, first)) = lines.first().and_then(|line| of(line)) else {
        return 0;
    };
    let same =
        |line: &&&str| of(line).is_some_and(|(other, count)| other == gap && count.abs_diff(first) <= 1 + first / 2);
    let count = lines.iter().take_while(same).count();
    let least = match gap {
        Gap::Blanks if first < 2 => 3,
        _ => 2,
    };
    if count >= least { count } else { 0 }
}
