//! A document as it is, and as other scrapers and other pages would have it: what is learned must not hang on the
//! habits of one corpus.

use std::ops::Range;

use crate::furniture::{self, Sort};
use dateline::article::Kind;
use dateline::read::train::{Example, credit_of};

/// A line of a text, and the kinds that are right for it; none for a blank line.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) kinds: Vec<Kind>,
    /// The second print of a caption.
    pub(crate) second: bool,
}

impl Line {
    fn blank() -> Self {
        Self {
            text: String::new(),
            kinds: Vec::new(),
            second: false,
        }
    }

    fn new(text: String, kind: Kind) -> Self {
        Self {
            text,
            kinds: vec![kind],
            second: false,
        }
    }

    fn is(&self, kind: Kind) -> bool {
        self.kinds == [kind]
    }
}

/// How much a changed document counts beside the document itself.
const CHANGED: f64 = 0.3;

/// All variants of a document in this language.
pub(crate) fn all(lines: &[Line], language: &str) -> Vec<Example> {
    let once: Vec<Line> = lines.iter().filter(|line| !line.second).cloned().collect();
    let mut found = vec![example(lines, 1.0)];
    if once.len() < lines.len() {
        found.push(example(&once, 1.0));
    }
    let dense: Vec<Line> = once
        .iter()
        .filter(|line| !line.text.trim().is_empty())
        .cloned()
        .collect();
    found.push(example(&dense, CHANGED));
    for changed in [
        without_byline(&once),
        with_times(&once),
        with_timed_headings(&once),
        Some(without_stops(&once)),
        Some(with_furniture(&once, language)),
        with_other_byline(&once, language, 0),
        with_other_byline(&once, language, 3),
        with_byline_below(&once, language),
        with_stamp(&once, language),
    ] {
        found.extend(changed.map(|lines| example(&lines, CHANGED)));
    }
    for form in [Form::None, Form::Other(0), Form::Other(4), Form::Only] {
        found.extend(with_credits(&once, form).map(|lines| example(&lines, CHANGED)));
    }
    found
}

fn example(lines: &[Line], weight: f64) -> Example {
    let mut text = String::new();
    let mut kinds = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        text += &line.text;
        text.push('\n');
        if !line.kinds.is_empty() {
            kinds.push((at + 1, line.kinds.clone()));
        }
    }
    Example { text, kinds, weight }
}

/// Without the lines of the first byline.
fn without_byline(lines: &[Line]) -> Option<Vec<Line>> {
    let at = lines.iter().position(|line| line.is(Kind::Byline))?;
    let mut lines = lines.to_vec();
    lines.remove(at);
    Some(lines)
}

/// What is told of a document by its length, so that documents differ in what is done to them.
fn salt(lines: &[Line]) -> usize {
    lines.iter().map(|line| line.text.len()).sum()
}

/// With lines of a page's furniture between its paragraphs.
fn with_furniture(lines: &[Line], language: &str) -> Vec<Line> {
    /// Lines between one and the next.
    const APART: usize = 14;
    let salt = salt(lines);
    let mut changed = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        changed.push(line.clone());
        let place = (at + salt) / APART;
        if (at + salt).is_multiple_of(APART) && at > 2 && !line.text.trim().is_empty() {
            let text = furniture::line(Sort::Furniture, language, salt + place * 7);
            changed.extend([Line::blank(), Line::new(text, Kind::Boilerplate)]);
        }
    }
    changed
}

/// Signed in another way.
fn with_other_byline(lines: &[Line], language: &str, other: usize) -> Option<Vec<Line>> {
    let mut changed = lines.to_vec();
    let byline = changed.iter_mut().find(|line| line.is(Kind::Byline))?;
    byline.text = furniture::line(Sort::Byline, language, salt(lines) + other);
    Some(changed)
}

/// With the time of publication below another byline.
fn with_stamp(lines: &[Line], language: &str) -> Option<Vec<Line>> {
    let mut changed = with_other_byline(lines, language, 7)?;
    let at = changed.iter().position(|line| line.is(Kind::Byline))?;
    let (hour, minute) = time(salt(lines) % 30);
    let stamp = Line::new(format!("15.08.2026, {hour:02}:{minute:02}"), Kind::Timestamp);
    changed.splice((at + 1)..=at, [Line::blank(), stamp]);
    Some(changed)
}

/// Signed below the first paragraph.
fn with_byline_below(lines: &[Line], language: &str) -> Option<Vec<Line>> {
    let mut changed = lines.to_vec();
    let at = changed.iter().position(|line| line.is(Kind::Byline))?;
    let below = changed.iter().position(|line| line.is(Kind::Paragraph))?;
    if at > below {
        return None;
    }
    let text = furniture::line(Sort::Byline, language, salt(lines) + 5);
    changed.splice((below + 1)..=below, [Line::blank(), Line::new(text, Kind::Byline)]);
    changed.drain(at..at + 2);
    Some(changed)
}

/// A time of day that differs from post to post, newest first.
fn time(post: usize) -> (usize, usize) {
    let minute = (23 * 60 + 55usize).saturating_sub(post * 37 + post % 5) % (24 * 60);
    (minute / 60, minute % 60)
}

/// Each heading with a time on a line above it, or in every other document below it.
fn with_times(lines: &[Line]) -> Option<Vec<Line>> {
    let mut posts = 0;
    let mut changed = Vec::new();
    let below = lines.len().is_multiple_of(2);
    for line in lines {
        if !line.is(Kind::Heading) {
            changed.push(line.clone());
            continue;
        }
        let (hour, minute) = time(posts);
        posts += 1;
        let stamp = Line::new(format!("{hour:02}:{minute:02}"), Kind::Timestamp);
        let (first, second) = if below {
            (line.clone(), stamp)
        } else {
            (stamp, line.clone())
        };
        changed.extend([first, Line::blank(), second]);
    }
    (posts > 0).then_some(changed)
}

/// Each heading with a time before it on its line, in one of several forms.
fn with_timed_headings(lines: &[Line]) -> Option<Vec<Line>> {
    let mut posts = 0;
    let mut changed = lines.to_vec();
    for line in changed.iter_mut().filter(|line| line.is(Kind::Heading)) {
        let (hour, minute) = time(posts);
        posts += 1;
        line.text = match line.text.len() % 3 {
            0 => format!("{hour:02}:{minute:02} {}", line.text.trim()),
            1 => format!("{hour:02}.{minute:02} Uhr: {}", line.text.trim()),
            _ => format!("{hour}h{minute:02} - {}", line.text.trim()),
        };
    }
    (posts > 0).then_some(changed)
}

/// Without full stops at the ends of lines, as in scripts that have none.
fn without_stops(lines: &[Line]) -> Vec<Line> {
    let mut changed = lines.to_vec();
    for line in &mut changed {
        line.text = line
            .text
            .trim_end()
            .trim_end_matches(['.', '。', '।', '۔', '။'])
            .to_owned();
    }
    changed
}

/// What becomes of credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// They go.
    None,
    /// They come in another form, with another name.
    Other(usize),
    /// Nothing else is left.
    Only,
}

/// Each caption with its credit in another form, or without one.
fn with_credits(lines: &[Line], form: Form) -> Option<Vec<Line>> {
    let mut changed = lines.to_vec();
    let mut any = false;
    for line in changed.iter_mut().filter(|line| line.is(Kind::Caption)) {
        let Some(name) = credit_of(&line.text) else { continue };
        line.text = credited(&line.text, name, form);
        any = true;
    }
    any.then_some(changed)
}

/// Those whom pictures are credited to.
const NAMES: [&str; 9] = [
    "Ana Brandt",
    "Ana Brandt/Coastal Press",
    "Jonas Kessel / AFP",
    "Getty Images",
    "dpa",
    "Mia Ode/Reuters",
    "JONAS KESSEL",
    "Port Rovers FC",
    "Mia Ode for The Pier",
];

fn credited(text: &str, credit: Range<usize>, form: Form) -> String {
    let odd = |c: char| c.is_whitespace() || "-–—|:：([（/©".contains(c);
    let mut bare = text[..credit.start].trim_end_matches(odd);
    // A label goes with its credit.
    for label in [
        "Foto",
        "Fotos",
        "Photo",
        "Image",
        "Bild",
        "Credit",
        "Credits",
        "Image Credits",
        "Symbolfoto",
    ] {
        bare = bare.strip_suffix(label).unwrap_or(bare).trim_end_matches(odd);
    }
    if bare.is_empty() {
        return text.to_owned();
    }
    let salt = text.len();
    let name = match form {
        Form::None => return bare.to_owned(),
        Form::Other(other) => NAMES[(salt + other) % NAMES.len()],
        Form::Only => NAMES[1 + salt % 2],
    };
    let other = match form {
        Form::Other(other) => salt / 2 + other * 5,
        _ => 100 + salt % 5,
    };
    // Half of the captions are sentences with a full stop.
    let stopped = bare.ends_with(['.', '!', '?', '"', '”', '。', '।', '۔']);
    let dot = if stopped || salt.is_multiple_of(2) { "" } else { "." };
    match other {
        100 => return name.to_owned(),
        101 => return format!("Photo: {name}"),
        102 => return format!("Foto: {name}"),
        103 => return format!("© {name}"),
        104 => return format!("({name})"),
        _ => {}
    }
    match other % 13 {
        0 => format!("{bare} - {name}"),
        1 => format!("{bare}{dot} ({name})"),
        2 => format!("{bare}{dot} Foto: {name}"),
        3 => format!("{bare}{dot} Photograph: {name}"),
        4 => format!("{bare}{dot} © {name}"),
        5 => format!("{bare}{dot} | {name}"),
        6 => format!("{bare}{dot} (Foto: {name})"),
        7 => format!("{bare}{dot} {name}"),
        8 => format!("{bare}{dot} Image: {name}"),
        9 => format!("{bare}{dot} Photo by {name}"),
        10 => format!("{bare}{dot} – {name}"),
        11 => format!("{bare}{dot} [{name}]"),
        _ => format!("{bare}{dot} / {name}"),
    }
}
