//! Makes Rust of the tables of words beside it, so that no start of the program has to read them: `phrases.rs` of
//! `words.tsv`, `clock.rs` of `clock.tsv`, `weights.rs` of `weights.tsv`. A row that is not understood ends the build and is
//! named.

#![allow(clippy::print_stdout, reason = "that is how a build script talks to Cargo")]

#[path = "../../src/read/text/chars.rs"]
#[allow(dead_code, reason = "most of it is for the reader")]
mod chars;
#[path = "../../src/read/text/groups.rs"]
#[allow(
    dead_code,
    unused_macros,
    unused_imports,
    reason = "the answers are the reader's to give"
)]
mod groups;
#[path = "../../src/read/text/hashing.rs"]
mod hashing;
#[path = "../../src/read/text/numbering.rs"]
#[allow(dead_code, reason = "some of it is for the reader")]
mod numbering;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{Display, Write as _};
use std::path::Path;
use std::{env, fs};

use hashing::{first_word, hash_word, hash_words, runs_on, slot};
use numbering::{KIND_NAMES, LINKS, Names, Numbers, WeightPlace};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let out = env::var("OUT_DIR")?;
    for name in ["chars", "groups", "hashing", "numbering"] {
        println!("cargo::rerun-if-changed=src/read/text/{name}.rs");
    }
    for (name, made, make) in [
        ("read/words.tsv", "phrases.rs", phrases as fn(&str) -> Result<String>),
        ("read/clock.tsv", "clock.rs", clock),
        ("weights.tsv", "weights.rs", weights),
    ] {
        let path = Path::new("assets").join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        let table = fs::read_to_string(Path::new(&root).join(&path))?;
        let rust = make(&table).map_err(|error| format!("{}: {error}", path.display()))?;
        fs::write(Path::new(&out).join(made), rust)?;
    }
    Ok(())
}

/// A row of a table: its cells, and the byte at which the list of words stands, with that.
struct Row<'a> {
    line: usize,
    first: &'a str,
    second: &'a str,
    language: &'a str,
    at: usize,
    list: &'a str,
}

impl Row<'_> {
    fn wrong(&self, what: impl Display) -> String {
        format!("line {}: {what}", self.line)
    }
}

fn rows(table: &str) -> Result<Vec<Row<'_>>> {
    let mut rows = Vec::new();
    let mut start = 0;
    for (number, line) in table.split('\n').enumerate() {
        let cells: Vec<&str> = line.split('\t').collect();
        let at = start + line.len();
        start = at + 1;
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let [first, second, language, list] = cells[..] else {
            return Err(format!("line {}: {} cells, not 4", number + 1, cells.len()).into());
        };
        rows.push(Row {
            line: number + 1,
            first,
            second,
            language,
            at: at - list.len(),
            list,
        });
    }
    Ok(rows)
}

/// The parts of a text between separators, with the bytes at which they stand.
fn parts<'a>(text: &'a str, separator: &'a str, at: usize) -> impl Iterator<Item = (usize, &'a str)> {
    text.split(separator)
        .map(move |part| (at + (part.as_ptr().addr() - text.as_ptr().addr()), part))
}

/// The static `Slots` of keys and their entries, and the entries in that order.
fn slots<'a, T>(name: &str, keyed: &'a BTreeMap<u64, Vec<T>>, before: usize, out: &mut String) -> Result<Vec<&'a T>> {
    let count = (keyed.len() * 4 / 3 + 1).next_power_of_two();
    let mut slots = vec![0u16; count];
    let mut entries = Vec::new();
    write!(out, "pub(super) static {name}: Slots = Slots {{ keys: &[")?;
    for (number, (&key, values)) in (1u16..).zip(keyed) {
        let start = u16::try_from(before + entries.len())?;
        entries.extend(values);
        let end = u16::try_from(before + entries.len())?;
        write!(out, "({key}, {start}, {end}),")?;
        let mut at = slot(key, count);
        while slots[at] != 0 {
            at = (at + 1) % count;
        }
        slots[at] = number;
    }
    writeln!(out, "], slots: &{slots:?} }};")?;
    Ok(entries)
}

/// A phrase: the hashes of its words, its table and its place.
type Phrase = (Vec<u64>, &'static str, &'static str);

fn phrases(table: &str) -> Result<String> {
    let mut by_word: BTreeMap<u64, Vec<Phrase>> = BTreeMap::new();
    let mut spaceless = String::new();
    let mut count = 0;
    for row in rows(table)? {
        let (of, place) = (table_named(row.first), place_named(row.second));
        let (Some(of), Some(place)) = (of, place) else {
            return Err(row.wrong(format_args!("no table {} {}", row.first, row.second)).into());
        };
        for (at, phrase) in parts(row.list, " | ", row.at) {
            if phrase != phrase.to_lowercase().trim() || phrase.is_empty() {
                return Err(row
                    .wrong(format_args!("{phrase:?} is not in lower case, or has blanks around it"))
                    .into());
            }
            if phrase.chars().any(chars::is_spaceless) {
                write!(
                    spaceless,
                    "({at}, {}, Table::{of}, Place::{place}),",
                    u8::try_from(phrase.len())?
                )?;
                count += 1;
                continue;
            }
            let mut words = Vec::new();
            hash_words(phrase, usize::MAX, &mut words);
            let Some(&first) = words.first() else {
                return Err(row.wrong(format_args!("{phrase:?} has no word")).into());
            };
            by_word.entry(first).or_default().push((words, of, place));
        }
    }
    let mut out = String::new();
    let entries = slots("BY_WORD", &by_word, 0, &mut out)?;
    writeln!(out, "pub(super) static PHRASES: [Phrase; {}] = [", entries.len())?;
    let mut pool: Vec<u64> = Vec::new();
    for (words, table, place) in entries {
        let (start, len) = (u16::try_from(pool.len())?, u8::try_from(words.len())?);
        write!(
            out,
            "Phrase {{ start: {start}, len: {len}, table: Table::{table}, place: Place::{place} }},"
        )?;
        pool.extend(words);
    }
    writeln!(out, "];\npub(super) static WORDS: [u64; {}] = {pool:?};", pool.len())?;
    writeln!(
        out,
        "pub(super) static SPACELESS: [(u32, u8, Table, Place); {count}] = [{spaceless}];"
    )?;
    Ok(out)
}

fn table_named(name: &str) -> Option<&'static str> {
    Some(match name {
        "byline" => "Byline",
        "role" => "Role",
        "credit" => "Credit",
        "agency" => "Agency",
        "taken" => "Taken",
        "captioned" => "Captioned",
        "caption" => "Caption",
        "connective" => "Connective",
        "particle" => "Particle",
        "boilerplate" => "Boilerplate",
        "time" => "Time",
        "date" => "Date",
        "page" => "Page",
        "section" => "Section",
        "label" => "Label",
        "says" => "Says",
        _ => return None,
    })
}

fn place_named(name: &str) -> Option<&'static str> {
    Some(match name {
        "start" => "Start",
        "any" => "Any",
        "end" => "End",
        "line" => "Line",
        _ => return None,
    })
}

fn clock(table: &str) -> Result<String> {
    let (mut by_word, mut by_letter): (BTreeMap<u64, Vec<_>>, BTreeMap<u64, Vec<_>>) = Default::default();
    for row in rows(table)? {
        let words: Vec<_> = parts(row.list, " | ", row.at).collect();
        if row.first == "month" && words.len() != 12 {
            return Err(row.wrong(format_args!("{} months", words.len())).into());
        }
        for (number, &(at, forms)) in words.iter().enumerate() {
            let Some(word) = clock_word(row.first, row.second, number) else {
                return Err(row.wrong(format_args!("no word {} {}", row.first, row.second)).into());
            };
            for (at, form) in parts(forms, ", ", at) {
                let Some(first) = form.chars().next().filter(|_| form == form.trim()) else {
                    return Err(row
                        .wrong(format_args!("{form:?} is empty, or has blanks around it"))
                        .into());
                };
                let exact = row.second.starts_with("exact");
                let entry = (
                    u16::try_from(at)?,
                    u8::try_from(form.len())?,
                    word.clone(),
                    exact,
                    row.language == "en",
                );
                if runs_on(first) {
                    by_letter.entry(u64::from(first)).or_default().push(entry);
                } else {
                    by_word.entry(hash_word(first_word(form))).or_default().push(entry);
                }
            }
        }
    }
    // The longest first: "last updated" before "last".
    for entries in by_word.values_mut().chain(by_letter.values_mut()) {
        entries.sort_by_key(|(_, len, ..)| std::cmp::Reverse(*len));
    }
    let mut out = String::new();
    let mut entries = slots("BY_WORD", &by_word, 0, &mut out)?;
    entries.extend(slots("BY_LETTER", &by_letter, entries.len(), &mut out)?);
    writeln!(out, "pub(super) static ENTRIES: [Entry; {}] = [", entries.len())?;
    for (start, len, word, exact, english) in entries {
        write!(
            out,
            "Entry {{ start: {start}, len: {len}, word: {word}, exact: {exact}, english: {english} }},"
        )?;
    }
    writeln!(out, "];")?;
    Ok(out)
}

/// What a word says in a time or a date, as Rust has it.
fn clock_word(what: &str, place: &str, at: usize) -> Option<String> {
    let side = match place {
        "before" => "Side::Before",
        "after" => "Side::After",
        _ => "Side::Either",
    };
    Some(match what {
        "month" if place == "hijri" => "OtherMonth".to_owned(),
        "month" => format!("Month({})", at + 1),
        "weekday" => format!("Weekday({at})"),
        "am" => format!("Half(Half::Morning, {side})"),
        "pm" => format!("Half(Half::Afternoon, {side})"),
        "noon" => format!("Half(Half::Noon, {side})"),
        "night" => format!("Half(Half::Night, {side})"),
        "hour" => match place {
            "between" => "Hour(Hours::Between)".to_owned(),
            "after" => "Hour(Hours::After)".to_owned(),
            _ => "Hour(Hours::Any)".to_owned(),
        },
        "zone" => format!("Zone({:?})", offset(place.trim_start_matches(char::is_alphabetic))),
        "ago" => format!("Ago({side})"),
        "minute" => "Minute".to_owned(),
        "lead" => "Lead".to_owned(),
        "unit" => "Unit".to_owned(),
        "joint" => "Joint".to_owned(),
        "beside" => "Beside".to_owned(),
        "updated" => "Updated".to_owned(),
        "now" => "Now".to_owned(),
        _ => return None,
    })
}

/// The minutes of `+0530`.
fn offset(text: &str) -> Option<i16> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+')?),
    };
    let number: i16 = digits.parse().ok()?;
    Some(sign * (number / 100 * 60 + number % 100))
}

/// A figure for each kind.
type Scores = [f32; KIND_NAMES.len()];

fn weights(table: &str) -> Result<String> {
    let names = Names::new();
    let mut steps = [[Scores::default(); KIND_NAMES.len()]; LINKS.len()];
    // The first is for answers that have no weight.
    let (mut index, mut states) = (vec![0; Numbers::get().count], vec![Scores::default()]);
    let mut words: BTreeMap<u64, Vec<(&str, Scores)>> = BTreeMap::new();
    for (number, line) in (1..).zip(table.lines()) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((place, kind, weight)) = names.row(line) else {
            return Err(format!("line {number}: no weight").into());
        };
        let scores = match place {
            WeightPlace::Answer(answer) => {
                if index[answer] == 0 {
                    index[answer] = states.len();
                    states.push(Scores::default());
                }
                &mut states[index[answer]]
            }
            WeightPlace::Step(link, before) => &mut steps[link][before],
            WeightPlace::Word(word) => {
                let new = || vec![(word, Scores::default())];
                &mut words.entry(hash_word(word)).or_insert_with(new)[0].1
            }
        };
        scores[kind] = weight;
    }
    let mut out = String::new();
    let words = slots("BY_WORD", &words, 0, &mut out)?;
    writeln!(
        out,
        "pub(super) static WORDS: [(&str, Scores); {}] = {words:?};",
        words.len()
    )?;
    writeln!(out, "pub(super) static INDEX: [u16; {}] = {index:?};", index.len())?;
    writeln!(
        out,
        "pub(super) static STATES: [Scores; {}] = {states:?};",
        states.len()
    )?;
    writeln!(
        out,
        "pub(super) const STEPS: [[Scores; KINDS]; LINKS.len()] = {steps:?};"
    )?;
    Ok(out)
}
