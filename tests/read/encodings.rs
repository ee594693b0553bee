//! Texts in any encoding, in several, in none that is known, and encoded twice.

use dateline::article::{Article, Note};
use dateline::read::corpus::{Labeller, Piece, Splitter};
use dateline::read::{explain, read};
use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, X_MAC_CYRILLIC};

const PLAIN: &str = "Storm closes the ferry port\n\nThe harbour master said that no ferry would sail before noon.\n\n";
const ACCENTS: &str = "A café on the quay stayed open; its owner, Zoë Müller, said it’s “quiet” – for now…\n\n";
const RUSSIAN: &str = "Паромы остались в порту, ветер переменился ночью, сообщил начальник порта.\n\n";

fn shown(bytes: Vec<u8>) -> String {
    read(bytes).expect("readable").text().to_string()
}

fn remarks(bytes: &[u8]) -> String {
    explain(bytes.to_vec()).expect("readable").remarks.join("\n")
}

fn notes(article: &Article) -> Vec<Vec<Note>> {
    article
        .blocks()
        .iter()
        .map(|block| block.notes.iter().collect())
        .collect()
}

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

/// The text as UTF-8 that was taken for windows-1252.
fn twice(text: &str) -> String {
    WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

#[test]
fn utf32_is_read_with_a_mark_and_without() {
    let text = format!("{PLAIN}{ACCENTS}😀");
    let little = |c: char| u32::from(c).to_le_bytes();
    let big = |c: char| u32::from(c).to_be_bytes();
    for mark in ["", "\u{feff}"] {
        let marked = format!("{mark}{text}");
        assert_eq!(shown(marked.chars().flat_map(little).collect()), text);
        assert_eq!(shown(marked.chars().flat_map(big).collect()), text);
    }
    // What is no character is said to be none.
    let mut damaged: Vec<u8> = format!("\u{feff}{text}").chars().flat_map(big).collect();
    damaged.extend([0, 0x11, 0, 0, 0, 0]);
    assert!(remarks(&damaged).contains("encoding UTF-32BE: by its byte order mark; 2 bad sequences"));
}

#[test]
fn each_line_is_read_in_its_own_encoding() {
    let whole = format!("{PLAIN}{ACCENTS}{ACCENTS}{ACCENTS}");
    let one = [
        PLAIN.as_bytes(),
        ACCENTS.repeat(2).as_bytes(),
        &encoded(ACCENTS, WINDOWS_1252),
    ]
    .concat();
    assert_eq!(shown(one.clone()), whole);
    assert!(remarks(&one).contains("lines in windows-1252 instead: 1"));
    let other = [encoded(&whole, WINDOWS_1252), ACCENTS.as_bytes().to_vec()].concat();
    assert_eq!(shown(other.clone()), format!("{whole}{ACCENTS}"));
    assert!(remarks(&other).contains("lines in UTF-8 instead: 1"));
    let russian = [RUSSIAN.repeat(2).into_bytes(), encoded(RUSSIAN, WINDOWS_1251)].concat();
    assert_eq!(shown(russian), RUSSIAN.repeat(3));
    let inside = "Zoë’s café, and Müller\u{1}s shop\n".replace('\u{1}', "’");
    let mut inside = inside.into_bytes();
    let last = inside
        .windows(3)
        .rposition(|bytes| bytes == "’".as_bytes())
        .expect("a mark");
    inside.splice(last..last + 3, [0x92]);
    assert_eq!(shown(inside), "Zoë’s café, and Müller’s shop\n");
}

#[test]
fn utf16_is_read_without_a_mark_in_every_script() {
    for text in [
        "Шторм закрыл порт.\n",
        "Шторм закрыл порт, сообщил в понедельник начальник порта.\n\nПаром не выйдет раньше полудня.\n",
        "Η καταιγίδα έκλεισε το λιμάνι, είπε ο λιμενάρχης τη Δευτέρα.\n",
        "العاصفة أغلقت الميناء، قال رئيس الميناء يوم الاثنين.\n",
        "הסערה סגרה את הנמל, אמר מנהל הנמל ביום שני.\n",
    ] {
        assert_eq!(shown(text.encode_utf16().flat_map(u16::to_le_bytes).collect()), text);
        assert_eq!(shown(text.encode_utf16().flat_map(u16::to_be_bytes).collect()), text);
    }
    // Half a pair costs a character, not the text.
    let cut: Vec<u32> = "Storm \u{1}, he said.\n".chars().map(u32::from).collect();
    let cut = cut.into_iter().map(|c| if c == 1 { 0xD83D } else { c });
    assert_eq!(
        shown(cut.flat_map(u32::to_le_bytes).collect()),
        "Storm \u{FFFD}, he said.\n"
    );
}

#[test]
fn one_bad_sequence_costs_itself_alone() {
    for bad in [&b"\xC0\x80"[..], b"\xF8\x88\x80\x80\x80", b"\xFF", b"\xED\xA0"] {
        let text = shown([b"Storm ", bad, " over the port, the café said on Monday.\n".as_bytes()].concat());
        assert!(text.ends_with(" over the port, the café said on Monday.\n"), "{text}");
        assert!(text.starts_with("Storm \u{FFFD}"), "{text}");
    }
    let two = [
        "The café said “no”, and the façade of Zo".as_bytes(),
        b"\xEB\x92s shop fell \x96 later.\n",
    ];
    assert_eq!(
        shown(two.concat()),
        "The café said “no”, and the façade of Zoë’s shop fell – later.\n"
    );
    let polish = "Zażółć gęślą jaźń, powiedział kapitan promu.\n\n";
    let line = "Łódź wysłała dwa wozy, powiedziała straż.\n";
    let mixed = [polish.as_bytes(), &encoded(line, WINDOWS_1250)].concat();
    assert_eq!(shown(mixed), format!("{polish}{line}"));
}

#[test]
fn what_cannot_be_read_is_said_where_it_stands() {
    let mut damaged = format!("{PLAIN}{ACCENTS}{RUSSIAN}").into_bytes();
    let at = damaged
        .windows(2)
        .position(|two| two == "П".as_bytes())
        .expect("a letter");
    damaged[at] = 0xFF;
    let article = read(damaged.clone()).expect("readable");
    assert_eq!(article.text().matches('\u{FFFD}').count(), 2);
    assert_eq!(notes(&article)[3], [Note::UnreadableCharacters]);
    assert!(notes(&article)[..3].iter().all(Vec::is_empty));
    assert!(remarks(&damaged).contains("2 bad sequences shown as U+FFFD"));
}

#[test]
fn surrogates_are_joined() {
    let text = "Storm 😀 over the port, the harbour master said.\n";
    let cesu: &[u8] = b"Storm \xED\xA0\xBD\xED\xB8\x80 over the port, the harbour master said.\n";
    assert_eq!(shown(cesu.to_vec()), text);
    assert!(remarks(cesu).contains("(CESU-8) put right: 1"));
    let half: &[u8] = b"Storm \xED\xA0\xBD over the caf\xC3\xA9, the harbour master said.\n";
    let article = read(half.to_vec()).expect("readable");
    assert_eq!(
        &**article.text(),
        "Storm \u{FFFD} over the café, the harbour master said.\n"
    );
    assert_eq!(notes(&article), [[Note::UnreadableCharacters]]);
}

#[test]
fn half_a_surrogate_in_json_costs_no_article() {
    let line = r#"{"title":"Cut \ud83d","text":"The ferry sails again \ud83d, he said \ud83d\ude00 on Monday."}"#;
    let ours = r#"{"schema":1,"blocks":[{"kind":"paragraph","text":"The ferry \udc00 sails."}]}"#;
    assert!(shown(line.into()).contains("again \u{FFFD}, he said 😀 on Monday."));
    assert_eq!(shown(ours.into()), "The ferry \u{FFFD} sails.");
    assert!(remarks(line.as_bytes()).contains("2 halves of surrogate pairs"));
    assert!(remarks(ours.as_bytes()).contains("1 halves of surrogate pairs"));
    let lines = format!("{line}\n{line}\n{ours}\n");
    let mut splitter = Splitter::default();
    let mut pieces = splitter.push(lines.as_bytes());
    pieces.extend(splitter.finish());
    let read = pieces
        .into_iter()
        .filter(|piece| !piece.cut.is_blank)
        .flat_map(Piece::read);
    assert_eq!(read.count(), 3);
    let mut labeller = Labeller::default();
    let mut labels = labeller.push(lines.as_bytes());
    labels.extend(labeller.finish());
    assert_eq!(labels[0].1.title.as_deref(), Some("Cut \u{FFFD}"));
    assert!(labels.iter().all(|(_, label)| label.wrong.is_none()));
}

#[test]
fn letters_that_come_late_are_seen() {
    let ascii = PLAIN.repeat(15_000);
    assert!(ascii.len() > 1 << 20);
    let late = [ascii.as_bytes(), &encoded(&RUSSIAN.repeat(5), WINDOWS_1251)].concat();
    assert!(shown(late).ends_with(RUSSIAN));
}

#[test]
fn what_old_machines_wrote_is_read() {
    let mac = format!("“It’s quiet,” he said – no ferry today…\n\n{ACCENTS}");
    assert_eq!(shown(encoded(&mac, MACINTOSH)), mac);
    assert_eq!(shown(encoded(&mac.replace('\n', "\r"), MACINTOSH)), mac);
    let cyrillic = encoded(&RUSSIAN.repeat(2), X_MAC_CYRILLIC);
    assert_eq!(shown(cyrillic), RUSSIAN.repeat(2));
    let hebrew = b"\x84\x91\x92\x98\x84 \x91\x82\x98\x84 \x80\x9A \x84\x90\x8E\x8C \x81\x89\x85\x8D \x99\x90\x89, \x80\x8E\x98 \x8E\x90\x84\x8C \x84\x90\x8E\x8C \x81\x89\x99\x89\x81\x84.\n";
    assert_eq!(
        shown(hebrew.to_vec()),
        "הסערה סגרה את הנמל ביום שני, אמר מנהל הנמל בישיבה.\n"
    );
    let dos = b"Der Hafen brennt, die F\x84hren bleiben f\x81r heute dr\x81ben; das Caf\x82 schlie\xE1t.\n";
    assert_eq!(
        shown(dos.to_vec()),
        "Der Hafen brennt, die Fähren bleiben für heute drüben; das Café schließt.\n"
    );
}

#[test]
fn an_encoding_that_is_not_known_is_said_to_be() {
    // EBCDIC, and noise.
    let ebcdic: Vec<u8> =
        b"\xE3\x88\x85\x40\x86\x85\x99\x99\xA8\x40\xA2\x81\x89\x93\xA2\x40\x81\x87\x81\x89\x95\x4B".repeat(9);
    let noise: Vec<u8> = (0u32..400)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8 | 0x80)
        .collect();
    for bytes in [ebcdic, noise] {
        let article = read(bytes.clone()).expect("readable");
        assert!(
            notes(&article)[0].contains(&Note::EncodingUnknown),
            "{}",
            remarks(&bytes)
        );
        assert!(remarks(&bytes).contains("not known"));
    }
}

#[test]
fn text_encoded_twice_is_put_right() {
    let text = format!("{PLAIN}{ACCENTS}");
    let bytes = twice(&text).into_bytes();
    assert_eq!(shown(bytes.clone()), text);
    assert!(remarks(&bytes).contains("characters encoded twice put right: 8"));
    let told = "On such pages the sign “â€™” stands for an apostrophe.\n";
    assert_eq!(shown(told.into()), told);
}

#[test]
fn carriage_returns_end_lines_where_lines_end_with_them() {
    let text = "Storm closes port\n\nFirst line.\nSecond line\nThird line.\n\nLast line, she said.\n";
    let mixed = text.replace('\n', "\r\n").replace("line\r\n", "line\r");
    assert_eq!(shown(mixed.into()), text);
}

#[test]
fn how_a_terminal_would_show_it_does_not_hide_what_it_is() {
    let plain = "Storm closes the ferry port\n\nThe harbour master said that the ferry would not sail before noon.\n\n\
                 • no ferry\n• no bus\n";
    let styled = plain
        .replace("Storm", "\u{1b}[1mStorm\u{1b}[0m")
        .replace("harbour", "_\u{8}h_\u{8}a_\u{8}r_\u{8}b_\u{8}o_\u{8}u_\u{8}r")
        .replace("noon", "n\u{8}no\u{8}oo\u{8}on\u{8}n")
        .replace('•', "\u{1b}[38;5;3m•\u{1b}[m");
    let (plain, styled) = (super::article(plain), super::article(&styled));
    assert_eq!(super::blocks(&styled), super::blocks(&plain));
    // What does more than that is shown.
    assert!(shown(b"A line \x1b[2J\x1b]0;title\x07 of it\n".to_vec()).contains("␛[2J␛]0;title␇"));
}
