//! Detects from the first bytes what a file holds: text, packed text, or something else, with what to do about it.

use std::fmt;
use std::path::Path;

use infer::MatcherType;

use crate::read;

/// Bytes looked at.
pub(super) const SNIFFED: usize = 8192;
/// Of so many bytes, one may be a control character that texts do not have. Of random bytes, one in ten is.
const ONE_CONTROL_IN: usize = 20;

/// What a source holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Text,
    Packed(Packing),
    Other(Other),
}

/// A format of packed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
}

/// Something that is not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Other {
    what: &'static str,
    /// A command that writes its text; `{}` stands for the file.
    command: Option<&'static str>,
}

/// Formats by their usual ending, as `infer` has it: what messages call them, and how to get at their text.
const FORMATS: &[(&[&str], &str, Option<&str>)] = &[
    (&["pdf"], "a PDF", Some("pdftotext -layout {} -")),
    (&["docx"], "a Word document", Some("pandoc -t plain {}")),
    (&["odt"], "an OpenDocument text", Some("pandoc -t plain {}")),
    (&["epub"], "an e-book (EPUB)", Some("pandoc -t plain {}")),
    (&["rtf"], "rich text (RTF)", Some("pandoc -t plain {}")),
    (&["doc", "msi"], "an Office document", Some("catdoc {}")),
    (&["mobi"], "an e-book (Mobipocket)", None),
    (&["ps"], "a PostScript file", Some("ps2ascii {}")),
    (&["xlsx", "xls", "ods"], "a spreadsheet", None),
    (&["pptx", "ppt", "odp"], "a presentation", None),
    (&["zip"], "a zip archive", Some("unzip -p {}")),
    (&["tar"], "a tar archive", Some("tar -xOf {}")),
    (&["bz2"], "a file packed with bzip2", Some("bzcat {}")),
    (&["xz"], "a file packed with xz", Some("xzcat {}")),
    (&["lz4"], "a file packed with lz4", Some("lz4cat {}")),
    (&["lz"], "a file packed with lzip", Some("lzip -dc {}")),
    (&["Z"], "a file packed with compress", Some("zcat {}")),
    (&["7z"], "a 7z archive", Some("7z x -so {}")),
    (&["rar"], "a rar archive", Some("unrar p -inul {}")),
    (&["sqlite"], "an SQLite database", Some("sqlite3 {} .dump")),
    (&["elf", "exe", "dll", "mach", "wasm", "class"], "a program", None),
];

/// Formats that look like text for long, but begin as no text does.
const SURE: &[&str] = &["pdf", "rtf", "ps"];

impl Content {
    /// Of these first bytes, or all of them.
    pub(super) fn of(sample: &[u8]) -> Self {
        let sample = &sample[..sample.len().min(SNIFFED)];
        if is_wide(sample) {
            return Self::Text;
        }
        let known = infer::get(sample);
        let ending = known.map_or("", |known| known.extension());
        match ending {
            "gz" => return Self::Packed(Packing::Gzip),
            "zst" => return Self::Packed(Packing::Zstd),
            _ => {}
        }
        // ISO-2022-KR says so at its beginning, and shifts to its letters and back.
        let shifts = sample.starts_with(b"\x1b$)C");
        let is_shift = |byte: u8| shifts && matches!(byte, 0x0E | 0x0F);
        let controls = sample
            .iter()
            .filter(|byte| is_control(**byte) && !is_shift(**byte))
            .count();
        let many = controls * ONE_CONTROL_IN > sample.len();
        // A text may begin like another format, for instance with "BM", or have a zero in it, but not both.
        let both = known.is_some_and(|known| known.matcher_type() != MatcherType::Text) && sample.contains(&0);
        if !many && !both && !SURE.contains(&ending) {
            return Self::Text;
        }
        let format = FORMATS.iter().find(|(endings, ..)| endings.contains(&ending));
        let (what, command) = match (format, known.map(|known| known.matcher_type())) {
            (Some((_, what, command)), _) => (*what, *command),
            (None, Some(MatcherType::Image)) => ("a picture", Some("tesseract {} -")),
            (None, Some(MatcherType::Audio)) => ("a sound recording", None),
            (None, Some(MatcherType::Video)) => ("a video", None),
            (None, Some(MatcherType::Font)) => ("a font", None),
            (None, Some(MatcherType::App)) => ("a program", None),
            _ => ("no text", None),
        };
        Self::Other(Other { what, command })
    }
}

impl Other {
    /// The message about such a source: "this is a PDF; try: pdftotext -layout x.pdf - | dateline". Without a file to name,
    /// there is no command.
    pub(super) fn advice(self, path: Option<&Path>) -> String {
        let command = self.command.zip(path).map(|(command, path)| {
            let name = path.to_string_lossy();
            // A name that begins with a hyphen is an option to most programs.
            let name = if name.starts_with('-') {
                format!("./{name}").into()
            } else {
                name
            };
            let command = command.replace("{}", &shell_words::quote(&name));
            format!("; try: {command} | dateline")
        });
        format!("{self}{}", command.unwrap_or_default())
    }
}

impl fmt::Display for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this is {}", self.what)
    }
}

/// Whether the text has two or four bytes a character, of which some are zero.
fn is_wide(sample: &[u8]) -> bool {
    let marks: [&[u8]; 3] = [b"\xFF\xFE", b"\xFE\xFF", b"\0\0\xFE\xFF"];
    marks.iter().any(|mark| sample.starts_with(mark)) || read::is_utf16(sample)
}

/// Whether a byte is a control character that texts do not have: all but those that move the cursor, and the escape of
/// Japanese encodings and coloured text.
fn is_control(byte: u8) -> bool {
    byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | 0x0B | 0x0C | b'\r' | 0x08 | 0x1B)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn other(sample: &[u8]) -> String {
        match Content::of(sample) {
            Content::Other(other) => other.advice(Some(Path::new("-a b"))),
            content => format!("{content:?}"),
        }
    }

    #[test]
    fn what_is_no_text_is_called_by_its_name() {
        for (sample, expected) in [
            (
                &b"%PDF-1.7\nplain so far"[..],
                "this is a PDF; try: pdftotext -layout './-a b' - | dateline",
            ),
            (
                b"{\\rtf1\\ansi Text}",
                "this is rich text (RTF); try: pandoc -t plain './-a b' | dateline",
            ),
            (
                b"PK\x03\x04\x14\0\0\0\x08\0",
                "this is a zip archive; try: unzip -p './-a b' | dateline",
            ),
            (
                b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
                "this is a picture; try: tesseract './-a b' - | dateline",
            ),
            (&[&b"\x7fELF\x02\x01\x01"[..], &[0; 64]].concat(), "this is a program"),
            (
                b"SQLite format 3\0\x10\0\x01\x01",
                "this is an SQLite database; try: sqlite3 './-a b' .dump | dateline",
            ),
            (b"ID3\x04\0\0\0\0\0\0", "this is a sound recording"),
            (&[0; 4096], "this is no text"),
        ] {
            assert_eq!(other(sample), expected);
        }
    }

    #[test]
    fn random_bytes_are_no_text() {
        // A generator with a long period, so that every byte comes about as often.
        let mut state = 7u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 56) as u8
        };
        let bytes: Vec<u8> = (0..SNIFFED).map(|_| next()).collect();
        assert_eq!(other(&bytes), "this is no text");
    }

    #[test]
    fn text_is_text_whatever_it_begins_with() {
        let utf16: Vec<u8> = "The harbour is quiet.\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for sample in [
            &b""[..],
            b"BMW raises its forecast\n",
            b"\x1b$)C\x0eGW18@G\x0f \x0eH-@g0!\x0f",
            b"MZ, the dealer, said",
            b"GIF or JIF?",
            b"OTTO\nReturns home",
            b"<html><body>Harbour</body></html>",
            b"#!/bin/sh\n",
            b"A zero \0 in a text of some length, and no more than that.",
            b"\x1b[31mred\x1b[0m and \x0c form feeds",
            b"\xff\xfeH\0i\0",
            b"\xff\xfe\0\0H\0\0\0",
            &utf16,
        ] {
            assert_eq!(
                Content::of(sample),
                Content::Text,
                "{:?}",
                String::from_utf8_lossy(sample)
            );
        }
        assert_eq!(Content::of(b"\x1f\x8b\x08\0\0\0\0\0"), Content::Packed(Packing::Gzip));
        assert_eq!(Content::of(b"\x28\xb5\x2f\xfd\x04\0"), Content::Packed(Packing::Zstd));
    }
}
