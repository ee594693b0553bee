//! Files of many articles: where one ends and the next begins, and what is said of a line that is none.

use dateline::article::Kind;
use dateline::read::corpus::{Cut, Label, Labeller, Piece, Scanner, Splitter};
use dateline::read::{Error, Place};
use proptest::prelude::*;

use super::blocks;

/// The pieces of a file that comes in chunks that end at these places.
fn split(bytes: &[u8], ends: &[usize]) -> Vec<Piece> {
    let mut splitter = Splitter::default();
    let mut pieces = Vec::new();
    let mut start = 0;
    for &end in ends.iter().chain([&bytes.len()]) {
        pieces.extend(splitter.push(&bytes[start..end]));
        start = end;
    }
    pieces.extend(splitter.finish());
    pieces
}

fn whole(text: &str) -> Vec<Piece> {
    split(text.as_bytes(), &[])
}

/// The articles' titles; of a line that is no article, where that is.
fn titles(bytes: &[u8]) -> Vec<Result<String, Place>> {
    split(bytes, &[])
        .into_iter()
        .filter(|piece| !piece.cut.is_blank)
        .map(|piece| match piece.read() {
            Ok(article) => Ok(article.meta().title.clone().unwrap_or_default()),
            Err(error) => Err(error.place),
        })
        .collect()
}

fn all(titles: &[&str]) -> Vec<Result<String, Place>> {
    titles.iter().map(|&title| Ok(title.to_owned())).collect()
}

/// Stretches of which files of many articles are made, and files that only look so.
fn stretch() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        " date 2026-08-15 Harbour fire\n",
        "date 2026-08-16 Ferries sail\r\n",
        "\tdate 2026-08-17 Old town\r",
        " date 2026-02-30 No such day\n",
        "date 2026-08-16",
        "The fire was out by dawn.\n",
        "\n",
        "\r\n",
        "\r",
        "  \n",
        " ",
        "{\"text\": \"The fire was out by dawn.\"}\n",
        "{\"text\": \"cut sh\n",
        "{\"title\": \"Ferries sail\", \"text\": \"The ferries sail again.\"}\r\n",
        "{\"id\": 1}\n",
        "{\"schema\": 1, \"blocks\": []}\n",
        "{\n",
        "\"text\": 1}\n",
        "\u{feff}",
        "港の火事は消えた。\n",
    ])
}

fn file() -> impl Strategy<Value = Vec<u8>> {
    let text = prop::collection::vec(stretch(), 0..14).prop_map(|parts| parts.concat());
    let coded = |text: String, how: usize| -> Vec<u8> {
        match how {
            0 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            1 => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            2 => text
                .into_bytes()
                .into_iter()
                .map(|byte| if byte > 0xE0 { 0xA4 } else { byte })
                .collect(),
            _ => text.into_bytes(),
        }
    };
    (text, 0..8_usize).prop_map(move |(text, how)| coded(text, how))
}

proptest! {
    #[test]
    fn the_pieces_are_the_file_and_chunks_make_no_difference(
        file in file(),
        ends in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let mut ends: Vec<usize> = ends.iter().map(|end| end.index(file.len() + 1)).collect();
        ends.sort_unstable();
        let pieces = split(&file, &ends);
        prop_assert_eq!(&pieces, &split(&file, &[]));
        let bytewise: Vec<usize> = (0..file.len()).collect();
        prop_assert_eq!(&pieces, &split(&file, &bytewise));
        let together: Vec<u8> = pieces.iter().flat_map(|piece| piece.bytes.clone()).collect();
        prop_assert_eq!(&together, &file);
        prop_assert!(!pieces.is_empty());
        let mut at = 0;
        for piece in &pieces {
            prop_assert_eq!(piece.cut.range.start, at);
            prop_assert_eq!(piece.cut.range.end - at, piece.bytes.len() as u64);
            at = piece.cut.range.end;
        }
        // Places alone are the same as places with their bytes.
        let mut scanner = Scanner::default();
        let mut cuts = scanner.push(&file);
        cuts.extend(scanner.finish());
        prop_assert_eq!(cuts, pieces.iter().map(|piece| piece.cut.clone()).collect::<Vec<Cut>>());
    }

    #[test]
    fn whatever_is_in_a_line_is_read_or_refused_in_its_place(lines in prop::collection::vec("[ -~]{0,40}", 1..6)) {
        let good = "{\"text\": \"The fire was out by dawn.\"}";
        let text = format!("{good}\n{}\n", lines.join("\n"));
        for piece in whole(&text).into_iter().filter(|piece| !piece.cut.is_blank) {
            let line = piece.cut.line;
            if let Err(error) = piece.read() {
                prop_assert!(matches!(error.place, Place::Line { line: at, .. } if at == line), "{}", error);
            }
        }
    }
}

#[test]
fn a_date_line_opens_an_article() {
    let blank_lines = " date 2026-08-15 Harbour fire\n\nThe fire was out.\n\n date 2026-08-16 Ferries\n\nThey sail.\n";
    assert_eq!(titles(blank_lines.as_bytes()), all(&["Harbour fire", "Ferries"]));
    // As `cat` puts files together, after `strip`, with other line ends, in other encodings.
    for text in [
        blank_lines.replace("out.\n\n", "out.\n"),
        blank_lines.trim().to_owned(),
        format!("\n \n{blank_lines}"),
        format!("\u{feff}{blank_lines}"),
        blank_lines.replace('\n', "\r\n"),
        blank_lines.replace('\n', "\r"),
        blank_lines.replace("\n\n", "\n").replace(" date", "date"),
    ] {
        assert_eq!(titles(text.as_bytes()), all(&["Harbour fire", "Ferries"]), "{text:?}");
    }
    for mark in ["", "\u{feff}"] {
        let text = format!("{mark}{blank_lines}");
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(titles(&little), all(&["Harbour fire", "Ferries"]));
        assert_eq!(titles(&big), all(&["Harbour fire", "Ferries"]));
    }
}

#[test]
fn a_line_in_the_middle_that_looks_so_opens_none() {
    let body = "\n\nThe log of the day:\ndate 2026-08-14 crews called out\nThat was all.\n";
    for text in [
        // The first line has a blank before its date, as scrapers leave it, and this one has none.
        format!(" date 2026-08-15 Harbour fire{body}"),
        format!(" date 2026-08-15 Harbour fire{}", body.replace("day:\n", "day:\n\n")),
        // Neither has one, but it stands amid a paragraph.
        format!("date 2026-08-15 Harbour fire{body}"),
        // The file does not open with one.
        format!("Harbour fire{body}\n date 2026-08-14 crews called out\n"),
        // No such day; no title.
        " date 2026-08-15 Harbour fire\n\n date 2026-02-30 Ferries\n\n date 2026-08-16\n".to_owned(),
    ] {
        let pieces = whole(&text);
        assert_eq!(pieces.len(), 1, "{text:?}");
        assert!(!pieces[0].cut.of_many, "{text:?}");
    }
}

#[test]
fn each_line_of_json_is_an_article() {
    let text = "\u{feff}\r\n{\"text\": \"Harbour fire\\n\\nThe fire was out by dawn.\"}\r\n\r\n\
                {\"schema\": 1, \"title\": \"Ours\", \"blocks\": []}\n\
                {\"text\": \"The ferries sail again, the harbour master said.\", \"title\": \"Ferries\"}";
    assert_eq!(titles(text.as_bytes()), all(&["Harbour fire", "Ours", "Ferries"]));
    assert_eq!(titles(format!("{text}\n\n \n").as_bytes()).len(), 3);
}

#[test]
fn one_object_may_stand_on_many_lines() {
    for text in [
        "{\n  \"text\": \"Harbour fire\\n\\nThe fire was out by dawn.\"\n}\n",
        "{\"text\": \"Harbour fire\\n\\nThe fire was out by dawn.\",\n \"id\": 4}\n",
        "{\"schema\": 1, \"title\": \"Harbour fire\",\n \"blocks\": []}\n",
        "{\"schema\": 1,\n \"title\": \"Harbour fire\",\n \"blocks\": []}",
    ] {
        assert_eq!(titles(text.as_bytes()), all(&["Harbour fire"]), "{text}");
    }
}

#[test]
fn a_wrong_line_is_told_with_its_place_and_costs_only_itself() {
    let good = "{\"text\": \"Harbour fire\\n\\nThe fire was out by dawn.\"}";
    let table = [
        ("{\"text\": \"cut sh", 16, "EOF", "cut short"),
        ("{\"text\": 5}", 10, "invalid type", "needs a `text`"),
        ("{\"title\": \"Ferries\"}", 20, "missing field `text`", "needs a `text`"),
        ("{\"text\": \"a\"} {}", 15, "trailing", "one object"),
        ("Ferries sail", 1, "no JSON object", "needs a `text`"),
        ("[1, 2]", 1, "no JSON object", "needs a `text`"),
        ("{\"schema\": 1, \"blocks\": 5}", 25, "a list of blocks", "schema.json"),
    ];
    for (bad, column, what, advice) in table {
        for text in [
            format!("{good}\n\n{bad}\n{good}\n"),
            format!("{good}\r\n\r\n{bad}\r\n{good}\r\n"),
        ] {
            let read: Vec<Result<_, Error>> = whole(&text).into_iter().map(Piece::read).collect();
            assert!(read.len() == 3 && read[0].is_ok() && read[2].is_ok(), "{bad}");
            let error = read[1].as_ref().expect_err(bad);
            assert_eq!(error.place, Place::Line { line: 3, column }, "{error}");
            assert!(error.what.contains(what) && error.advice.contains(advice), "{error}");
        }
        // The first line may be the wrong one.
        let first = format!("{bad}\n{good}\n");
        if bad.starts_with('{') {
            let places = titles(first.as_bytes());
            assert!(
                matches!(places[0], Err(Place::Line { line: 1, .. })),
                "{bad} {places:?}"
            );
            assert_eq!(places[1..], all(&["Harbour fire"]));
        }
    }
}

#[test]
fn what_is_no_article_is_text_as_ever() {
    for text in [
        "",
        "\n",
        "{",
        "{}",
        "{\"id\": 1}",
        "{ curly } words\nand more\n",
        "[\"text\"]",
        "null",
    ] {
        let pieces = whole(text);
        assert_eq!(pieces.len(), 1, "{text}");
        assert!(
            !pieces[0].cut.of_many && pieces.into_iter().all(|piece| piece.read().is_ok()),
            "{text}"
        );
    }
}

#[test]
fn long_lines_are_known_by_their_beginning() {
    let long = format!(
        "{{\"id\": 7, \"text\": \"Harbour fire\\n\\n{}\"}}\n",
        "The fire was out. ".repeat(20_000)
    );
    let pieces = split(format!("{long}{long}").as_bytes(), &[10, 70_000, 400_000]);
    assert_eq!(pieces.len(), 2);
    assert!(pieces.iter().all(|piece| piece.cut.of_many));
    // Even where the text does not come first, and the line is never finished.
    let cut = format!("{{\"html\": \"{}\", \"text\": \"Harb", "<p>".repeat(50_000));
    let error = whole(&format!("{cut}\n{long}"))
        .remove(0)
        .read()
        .expect_err("cut short");
    assert!(matches!(error.place, Place::Line { line: 1, .. }), "{error}");
}

#[test]
fn what_the_object_says_is_known_and_what_it_does_not_is_not_made_up() {
    let read = |text: &str| whole(text).remove(0).read().expect("an article");
    let text = "The ferries sail again, the harbour master said on Monday.";
    let given = read(&format!(
        "{{\"text\": \"{text}\", \"title\": \" Ferries\\n sail \", \"date\": \"2026-08-15T14:05:00Z\", \"id\": 12, \
         \"url\": \"https://example.org/a\", \"tags\": []}}"
    ));
    let meta = given.meta();
    assert_eq!(meta.title.as_deref(), Some("Ferries sail"));
    assert_eq!(
        meta.published.map(|day| day.to_string()).as_deref(),
        Some("2026-08-15T14:05")
    );
    assert_eq!(
        (meta.id.as_deref(), meta.url.as_deref()),
        (Some("12"), Some("https://example.org/a"))
    );
    assert_eq!(blocks(&given), [(Kind::Title, "Ferries sail"), (Kind::Paragraph, text)]);

    // The text opens with it: it stays as it is.
    let opens = read(&format!(
        "{{\"text\": \"Ferries sail\\n\\n{text}\", \"title\": \"Ferries sail | The Coast\", \"date\": null}}"
    ));
    assert_eq!(&**opens.text(), format!("Ferries sail\n\n{text}"));
    assert_eq!(opens.meta().title.as_deref(), Some("Ferries sail | The Coast"));
    assert_eq!(opens.meta().published, None);

    // Nothing is given: the text speaks for itself, a date it bears included.
    let bare = read(&format!("{{\"text\": \" date 2026-08-15 Ferries sail\\n\\n{text}\"}}"));
    assert_eq!(bare.meta().title.as_deref(), Some("Ferries sail"));
    assert_eq!(
        bare.meta().published.map(|day| day.to_string()).as_deref(),
        Some("2026-08-15")
    );

    // A title that looks like anything but one is one.
    let odd = read(&format!("{{\"text\": \"{text}\", \"title\": \"14:05\"}}"));
    assert_eq!(blocks(&odd), [(Kind::Title, "14:05"), (Kind::Paragraph, text)]);
    assert_eq!(odd.sections()[0].headline, None);

    // A date of another form is told, not guessed.
    let piece = whole(&format!("{{\"text\": \"{text}\", \"published\": \"last Monday\"}}")).remove(0);
    let explained = piece.explain().expect("an article");
    assert_eq!(explained.article.meta().published, None);
    assert!(
        explained.remarks.iter().any(|remark| remark.contains("last Monday")),
        "{:?}",
        explained.remarks
    );
}

#[test]
fn nothing_in_an_object_can_drive_a_terminal() {
    let text =
        r#"{"text": "A \u001b[2J clear.", "title": "T\u001b]0;x\u0007itle", "id": "a\u009bb", "url": "h\u202ei"}"#;
    let article = whole(text).remove(0).read().expect("an article");
    let meta = article.meta();
    let words = [&meta.title, &meta.id, &meta.url].map(|word| word.clone().unwrap_or_default());
    assert_eq!(words, ["T␛]0;x␇itle", "a\u{FFFD}b", "hi"]);
    assert!(article.text().contains("A ␛[2J clear."));
}

/// The development corpus holds one article a file; seen only where it is.
#[test]
fn no_article_is_taken_for_several() {
    let Some(folder) = crate::support::shared("corpus/text") else {
        return;
    };
    let files = std::fs::read_dir(folder).expect("a folder");
    for path in files.flatten().map(|entry| entry.path()) {
        let bytes = std::fs::read(&path).expect("a file");
        assert_eq!(split(&bytes, &[]).len(), 1, "{}", path.display());
    }
}

/// What the articles of a file call themselves, the file coming in chunks that end at these places.
fn labels(bytes: &[u8], ends: &[usize]) -> Vec<(Cut, Label)> {
    let mut labeller = Labeller::default();
    let mut labels = Vec::new();
    let mut start = 0;
    for &end in ends.iter().chain([&bytes.len()]) {
        labels.extend(labeller.push(&bytes[start..end]));
        start = end;
    }
    labels.extend(labeller.finish());
    labels
}

/// As a list shows them: the day and the title, or what is wrong.
fn listed(text: &str) -> Vec<String> {
    let line = |(_, label): (Cut, Label)| {
        let day = label
            .published
            .map_or("-".to_owned(), |published| published.to_string());
        let title = label.title.unwrap_or_default();
        format!("{day} {title}{}", if label.wrong.is_some() { "!" } else { "" })
    };
    labels(text.as_bytes(), &[]).into_iter().map(line).collect()
}

#[test]
fn a_list_knows_titles_and_days_without_reading() {
    assert_eq!(
        listed(" date 2026-08-15 Harbour fire\n\nThe fire.\n date 2026-08-16 Ferries  sail\n"),
        ["2026-08-15 Harbour fire", "2026-08-16 Ferries sail"]
    );
    // Members in any order; a title or a day in the text; what cannot be read.
    assert_eq!(
        listed(
            "{\"text\": \"It burns.\", \"date\": \"2026-08-15T14:05\", \"title\": \"Harbour\\u001b fire\"}\n\n\
             {\"title\": \"Ferries\", \"text\": \"x\"}\n{\"text\": \" date 2026-08-17 Old town\\n\\nQuiet.\"}\n\
             {\"text\": \"cut sh\n{\"id\": 1}\n{\"title\": \"A\", \"date\": \"2026-08-18\", \"text\": \"b\"}\n\
             {\"text\": \"No title here, but words.\"}"
        ),
        [
            "2026-08-15T14:05 Harbour\u{241b} fire",
            "- Ferries",
            "2026-08-17 Old town",
            "- !",
            "- !",
            "2026-08-18 A",
            "- No title here, but words."
        ]
    );
    assert_eq!(
        listed("Harbour fire: crews hold the line\n\n15 August 2026\n\nThe crews held it all night.\n"),
        ["2026-08-15 Harbour fire: crews hold the line"]
    );
    assert_eq!(listed(""), ["- "]);
}

#[test]
fn a_title_behind_a_long_text_is_found_and_a_very_long_one_is_cut() {
    let long = "The crews held the line. ".repeat(4000);
    let title = "Ferry ".repeat(200);
    let file =
        format!("{{\"text\": \"{long}\", \"title\": \"Behind\"}}\n{{\"title\": \"{title}\", \"text\": \"{long}\"}}\n");
    let expected = listed(&file);
    assert_eq!(expected[0], "- Behind");
    assert!(expected[1].len() <= 302, "{}", expected[1].len());
    let ends: Vec<usize> = (1..file.len()).step_by(1000).collect();
    assert_eq!(labels(file.as_bytes(), &ends), labels(file.as_bytes(), &[]));
}

#[test]
fn a_list_knows_titles_in_two_bytes() {
    let wide: Vec<u8> = " date 2026-08-15 Hafenbrände\n\nÖl.\n date 2026-08-16 Fähren\n\nx\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let titles: Vec<_> = labels(&wide, &[]).into_iter().map(|(_, label)| label.title).collect();
    assert_eq!(titles, [Some("Hafenbrände".to_owned()), Some("Fähren".to_owned())]);
}

proptest! {
    /// The labelled articles are those of the splitter, and what they are called does not depend on the chunks.
    #[test]
    fn labels_are_those_of_the_articles(stretches in prop::collection::vec(stretch(), 0..14), ends in prop::collection::vec(any::<prop::sample::Index>(), 0..5)) {
        let file = stretches.concat();
        let mut ends: Vec<usize> = ends.iter().map(|end| end.index(file.len() + 1)).collect();
        ends.sort_unstable();
        let found = labels(file.as_bytes(), &ends);
        prop_assert_eq!(&found, &labels(file.as_bytes(), &[]));
        let pieces: Vec<Piece> = whole(&file).into_iter().filter(|piece| !piece.cut.is_blank).collect();
        prop_assert_eq!(found.iter().map(|(cut, _)| cut).collect::<Vec<_>>(), pieces.iter().map(|piece| &piece.cut).collect::<Vec<_>>());
        // Which of several kinds of line end is none is decided by the whole text.
        let mixed = file.replace("\r\n", "").contains('\r');
        for (piece, (_, label)) in pieces.into_iter().zip(found) {
            let many = piece.cut.of_many && !mixed;
            match piece.read() {
                // A title that is no title is first words, which the article need not have; one of several lines is told
                // by its first.
                Ok(article) => {
                    let said = label.title.clone().unwrap_or_default();
                    let title = article.meta().title.as_ref().is_none_or(|title| title.starts_with(&said));
                    prop_assert!(!many || title, "{:?} {label:?}", article.meta());
                }
                Err(_) => prop_assert!(!many || label.wrong.is_some(), "{label:?}"),
            }
        }
    }
}
