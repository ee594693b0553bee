//! What bytes mean, whole and split, and that none of them keeps keys from working.

use proptest::prelude::*;

use super::*;
use crate::app::{Mouse, MouseKind};

/// Long enough for anything to be given up.
const LATER: Duration = Duration::from_millis(100);
/// No longer than a network takes between two halves.
const SOON: Duration = Duration::from_millis(30);

/// A decoder that has run for a while, and the time.
struct Typist {
    decoder: Decoder,
    now: Instant,
}

impl Typist {
    fn new() -> Self {
        let now = Instant::now();
        let mut decoder = Decoder::new(now);
        assert_eq!(decoder.expire(now), []);
        let now = now + 2 * TORN;
        Self { decoder, now }
    }

    fn take(&mut self, bytes: impl AsRef<[u8]>) -> Vec<Decoded> {
        self.decoder.take(bytes.as_ref(), self.now)
    }

    /// Takes bytes after a while in which the decoder was called when it wanted to be.
    fn take_after(&mut self, wait: Duration, bytes: impl AsRef<[u8]>) -> Vec<Decoded> {
        let mut inputs = self.wait(wait);
        inputs.extend(self.take(bytes));
        inputs
    }

    fn wait(&mut self, wait: Duration) -> Vec<Decoded> {
        self.now += wait;
        self.decoder.expire(self.now)
    }
}

/// What these bytes mean if they come at once and nothing follows.
fn decode(bytes: impl AsRef<[u8]>) -> Vec<Decoded> {
    let mut typist = Typist::new();
    let mut inputs = typist.take(bytes);
    inputs.extend(typist.wait(LATER));
    inputs
}

fn keys(text: &str) -> Vec<Decoded> {
    text.chars().map(|c| Decoded::Key(Key::plain(Code::Char(c)))).collect()
}

fn key(code: Code) -> Decoded {
    Decoded::Key(Key::plain(code))
}

fn alt(code: Code) -> Decoded {
    Decoded::Key(Key {
        alt: true,
        ..Key::plain(code)
    })
}

fn control(c: char) -> Decoded {
    Decoded::Key(Key::control(c))
}

fn mouse(x: u16, y: u16, what: MouseKind) -> Decoded {
    Decoded::Mouse(Mouse { x, y, what })
}

/// What terminals answer to programs, and report unasked: none of it is a key.
const REPORTS: &[&str] = &[
    "\x1bP>|xterm(q)\x1b\\",
    "\x1bP>|tmux 3.3a\x1b\\",
    "\x1bP1+r544e=787465726d\x1b\\",
    "\x1bP1$r0 q\x1b\\",
    "\x1bP!|7E565445\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b^quit q\x1b\\",
    "\x1bXq\x1b\\",
    "\x1b[?997;1n",
    "\x1b[?2026;2$y",
    "\x1b[4;1$y",
    "\x1b[?62;22;c",
    "\x1b[?6c",
    "\x1b[>41;354;0c",
    "\x1b[0n",
    "\x1b[12;40R",
    "\x1b[1;5R",
    "\x1b[?12;40R",
    "\x1b[8;40;120t",
    "\x1b[?5u",
    "\x1b[?1;0;256S",
    "\x1b[I",
    "\x1b[O",
    "\x1b[201~",
    "\u{90}>|xterm(q)\u{9c}",
    "\u{9b}?1;2c",
];

/// Keys and mouse events by what terminals send for them.
fn table() -> Vec<(&'static [u8], Decoded)> {
    vec![
        (b"q", keys("q").remove(0)),
        ("é".as_bytes(), keys("é").remove(0)),
        ("語".as_bytes(), keys("語").remove(0)),
        ("🚒".as_bytes(), keys("🚒").remove(0)),
        (b"\r", key(Code::Enter)),
        (b"\t", key(Code::Tab)),
        (b"\x7f", key(Code::Backspace)),
        (b"\x03", control('c')),
        (b"\x00", control(' ')),
        (b"\x1f", control('7')),
        (b"\x1b", key(Code::Escape)),
        (b"\x1bx", alt(Code::Char('x'))),
        ("\x1bö".as_bytes(), alt(Code::Char('ö'))),
        (b"\x1b\r", alt(Code::Enter)),
        (b"\x1b[", alt(Code::Char('['))),
        (b"\x1b]", alt(Code::Char(']'))),
        (b"\x1bO", alt(Code::Char('O'))),
        (b"\x1bP", alt(Code::Char('P'))),
        (b"\x1b\x03", control('c')),
        (b"\x1b[A", key(Code::Up)),
        (b"\x1bOB", key(Code::Down)),
        (b"\x1b[1;2D", key(Code::Left)),
        (b"\x1b[1;3C", alt(Code::Right)),
        (b"\x1b\x1b[C", alt(Code::Right)),
        (b"\x1b[H", key(Code::Home)),
        (b"\x1b[8~", key(Code::End)),
        (b"\x1b[5~", key(Code::PageUp)),
        (b"\x1b[6;1:2~", key(Code::PageDown)),
        (b"\x1b[2~", key(Code::Insert)),
        (b"\x1b[3~", key(Code::Delete)),
        (b"\x1bOP", key(Code::Function(1))),
        (b"\x1b[[B", key(Code::Function(2))),
        (b"\x1b[15~", key(Code::Function(5))),
        (b"\x1b[24~", key(Code::Function(12))),
        (b"\x1b[57376u", key(Code::Function(13))),
        (b"\x1b[Z", key(Code::BackTab)),
        (b"\x1b[9;2u", key(Code::BackTab)),
        (b"\x1b[27u", key(Code::Escape)),
        (b"\x1b[99;5u", control('c')),
        (b"\x1b[102:70;6u", control('f')),
        (b"\x1b[27;5;99~", control('c')),
        (b"\x1b[97:65;2u", keys("A").remove(0)),
        (b"\x1b[97;2u", keys("A").remove(0)),
        (b"\x1b[57400u", keys("1").remove(0)),
        (b"\x1b[<0;3;4M", mouse(2, 3, MouseKind::Press)),
        (b"\x1b[<0;3;4m", mouse(2, 3, MouseKind::Release)),
        (b"\x1b[<32;300;4M", mouse(299, 3, MouseKind::Drag)),
        (b"\x1b[<64;1;1M", mouse(0, 0, MouseKind::WheelUp)),
        (b"\x1b[<65;1;1M", mouse(0, 0, MouseKind::WheelDown)),
        (b"\x1b[M !!", mouse(0, 0, MouseKind::Press)),
        (b"\x1b[M#\xff!", mouse(222, 0, MouseKind::Release)),
        (b"\x1b[32;5;6M", mouse(4, 5, MouseKind::Press)),
        (b"\x1b[200~two\nlines\x1b[201~", Decoded::Paste("two\nlines".into())),
        (b"\x1b]11;rgb:f/f/f\x1b\\", Decoded::Osc(b"11;rgb:f/f/f".into())),
        (b"\x1b]11;rgb:f/f/f\x07", Decoded::Osc(b"11;rgb:f/f/f".into())),
    ]
}

#[test]
fn keys_and_mouse_are_what_terminals_send_for_them() {
    for (bytes, input) in table() {
        assert_eq!(decode(bytes), [input], "{}", bytes.escape_ascii());
    }
    // What was released, other buttons, keys of other planets, and modifiers alone.
    for nothing in [
        "\x1b[97;1:3u",
        "\x1b[<1;3;4M",
        "\x1b[<0;0;1M",
        "\x1b[<;M",
        "\x1b[57441;2u",
        "\x1b[99~",
        "\x1b[5;0~",
    ] {
        assert_eq!(decode(nothing), [], "{nothing:?}");
    }
}

#[test]
fn no_report_is_a_key() {
    for report in REPORTS {
        assert_eq!(decode(report), [], "{report:?}");
    }
    // C1 as single bytes.
    assert_eq!(decode(b"\x90>|xterm(q)\x9c"), []);
    assert_eq!(decode(b"\x9b?1;2c"), []);
    for osc in [
        "\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
        "\x1b]52;c;cXF1aXQ=\x07",
        "\x1b]lq\x1b\\",
    ] {
        assert!(matches!(decode(osc)[..], [Decoded::Osc(_)]), "{osc:?}");
    }
    let long = format!("\x1b]52;c;{}\x1b\\", "q".repeat(1 << 20));
    assert_eq!(decode(&long), []);
}

/// Split anywhere, as networks do, the meaning is the same.
#[test]
fn what_is_split_is_put_together() {
    let reports = REPORTS.iter().map(|report| (report.as_bytes(), None));
    let table = table().into_iter().map(|(bytes, input)| (bytes, Some(input)));
    for (bytes, input) in table.chain(reports) {
        for cut in 1..bytes.len() {
            let (first, rest) = bytes.split_at(cut);
            // Two keys, to everybody.
            let is_two = first == b"\x1b" && !matches!(rest[0], b'[' | b']' | b'O' | b'P' | b'X' | b'^' | b'_');
            if is_two || bytes.starts_with(b"\x1b\x1b") {
                continue;
            }
            let mut typist = Typist::new();
            let mut inputs = typist.take(first);
            inputs.extend(typist.take_after(SOON, rest));
            inputs.extend(typist.wait(LATER));
            assert!(
                inputs.iter().eq(&input),
                "{} at {cut}: {inputs:?}",
                bytes.escape_ascii()
            );
        }
    }
}

/// A network that stalls in the middle of an answer: it has been given up, and its rest is known by its end.
#[test]
fn the_rest_of_what_was_given_up_is_no_key() {
    for report in [
        "\x1bP>|xterm(q)\x1b\\",
        "\x1b_Gi=31;OK\x1b\\",
        "\x1b]10;rgb:f/f/f\x1b\\",
        "\x1b[?997;1n",
        "\x1b[?2026;2$y",
        "\x1b[?62;22c",
        "\x1b[12;40R",
        "\x1b[<0;3;4M",
    ] {
        for cut in 3..report.len() - 1 {
            let (first, rest) = report.split_at(cut);
            let mut typist = Typist::new();
            assert_eq!(typist.take(first), [], "{first:?}");
            assert_eq!(typist.take_after(2 * LATER, rest), [], "{first:?} {rest:?}");
            assert_eq!(typist.take("q"), keys("q"), "{first:?} {rest:?}");
        }
    }
}

/// The program before has asked, and we are answered: half of it, or all.
#[test]
fn the_end_of_a_foreign_answer_is_no_key() {
    for rest in [
        "rm(q)\x1b\\",
        "\x1b\\",
        "ffff/ffff/ffff\x1b\\",
        "11;rgb:ffff/ffff/ffff\x07",
    ] {
        let now = Instant::now();
        let mut decoder = Decoder::new(now);
        assert_eq!(decoder.take(rest.as_bytes(), now + SOON), [], "{rest:?}");
        assert_eq!(decoder.take(b"q", now + LATER), keys("q"));
    }
    // Keys that were typed ahead are keys.
    let now = Instant::now();
    assert_eq!(Decoder::new(now).take(b"4Gq", now), keys("4Gq"));
}

#[test]
fn what_has_no_end_is_dropped_and_keys_work() {
    for half in [
        "\x1b[<",
        "\x1b[?",
        "\x1b[?997;1",
        "\x1b[1;",
        "\x1b[<0;1",
        "\x1b[M",
        "\x1b[M!",
        "\x1bP>|xterm",
        "\x1b]10;rgb:",
        "\x1b_G",
        "\x1b^x",
        "\x1bXx",
        "\x1b[200",
        "\x1b[200~",
        "\x1b]11;x\x1b",
        "\x1bP1\x1b",
    ] {
        let mut typist = Typist::new();
        assert_eq!(typist.take(half), [], "{half:?}");
        assert_eq!(typist.take_after(LATER, "q"), keys("q"), "{half:?}");
        let mut typist = Typist::new();
        typist.take(half);
        assert_eq!(typist.take_after(SOON, "\x03"), [control('c')], "{half:?}");
        assert_eq!(typist.take_after(SOON, "q"), keys("q"), "{half:?}");
        // A key that is held comes thirty times a second.
        let mut typist = Typist::new();
        typist.take(half);
        let came: Vec<Decoded> = (0..10).flat_map(|_| typist.take_after(SOON, "5")).collect();
        assert!(
            came.iter().filter(|&input| keys("5").contains(input)).count() >= 7,
            "{half:?}: {came:?}"
        );
    }
    for half in [&b"\xe8\xaa"[..], b"\xf0", b"\xc3", b"\x9b", b"\x9d1", b"\x90q"] {
        let mut typist = Typist::new();
        assert_eq!(typist.take(half), []);
        assert_eq!(typist.take_after(LATER, "q"), keys("q"), "{}", half.escape_ascii());
    }
    assert_eq!(decode(b"\xe8q\xffq\xc0\x80q"), keys("qqq"));
}

#[test]
fn an_answer_that_comes_in_pieces_is_no_keys() {
    let answer = "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\";
    for (pieces, wait) in [(3, LATER), (answer.len(), Duration::from_millis(20))] {
        let mut typist = Typist::new();
        let size = answer.len().div_ceil(pieces);
        let mut came: Vec<Decoded> = Vec::new();
        for piece in answer.as_bytes().chunks(size) {
            came.extend(typist.take_after(wait, piece));
        }
        assert!(came.iter().all(|input| matches!(input, Decoded::Osc(_))), "{came:?}");
        assert_eq!(typist.take_after(LATER, "q"), keys("q"));
    }
    // What is typed ahead at the start is no answer.
    assert_eq!(Typist::new().take("jjjjj"), keys("jjjjj"));
}

#[test]
fn keys_that_follow_an_escape_are_keys() {
    let mut typist = Typist::new();
    assert_eq!(typist.take("\x1b"), []);
    let mut escape_then_q = vec![key(Code::Escape)];
    escape_then_q.extend(keys("q"));
    assert_eq!(typist.take_after(SOON, "q"), escape_then_q);
    assert_eq!(decode("\x1b\x1b"), [key(Code::Escape), key(Code::Escape)]);
    assert_eq!(decode("\x1bqj"), [alt(Code::Char('q')), keys("j").remove(0)]);
    // Alt and a bracket, and a search.
    let mut alt_then_keys = vec![alt(Code::Char(']'))];
    alt_then_keys.extend(keys("/part"));
    assert_eq!(decode("\x1b]/part"), alt_then_keys);
    // What breaks off within something new gives way to it.
    assert_eq!(decode("\x1bP>|xte\x1b[A"), [key(Code::Up)]);
    assert_eq!(decode("\x1b[1;\x1b[A"), [key(Code::Up)]);
    assert_eq!(decode("\x1b[M\x1b[A"), [key(Code::Up)]);
    assert_eq!(decode("\x1b]11;\rq"), [key(Code::Enter), keys("q").remove(0)]);
}

#[test]
fn pastes_come_whole() {
    let text = "Ferry — 語 \x1b[A \r ".repeat(1 << 16);
    let bytes = format!("\x1b[200~{text}\x1b[201~q");
    let mut expected = vec![Decoded::Paste(text.clone())];
    expected.extend(keys("q"));
    for size in [7, 4096, bytes.len()] {
        let mut typist = Typist::new();
        let mut inputs = Vec::new();
        for part in bytes.as_bytes().chunks(size) {
            inputs.extend(typist.take_after(Duration::from_millis(1), part));
        }
        assert!(inputs == expected, "in pieces of {size}");
    }
    // A network that stalls, be it within a character or within the mark at the end.
    for cut in [
        8,
        9,
        bytes.len() - 40_000,
        bytes.len() - 40_001,
        bytes.len() - 40_002,
        bytes.len() - 4,
    ] {
        let mut typist = Typist::new();
        let (first, rest) = bytes.as_bytes().split_at(cut);
        let mut inputs = typist.take(first);
        inputs.extend(typist.take_after(5 * LATER, rest));
        let pasted: String = inputs
            .iter()
            .filter_map(|input| match input {
                Decoded::Paste(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        assert!(pasted == text, "cut at {cut}");
        assert_eq!(inputs.last(), keys("q").last());
    }
}

#[test]
fn a_paste_without_end_ends() {
    let mut typist = Typist::new();
    assert_eq!(typist.take("\x1b[200~words\x1b[20"), []);
    assert_eq!(typist.take_after(LATER, "q"), {
        let mut inputs = vec![Decoded::Paste("words".into())];
        inputs.extend(keys("q"));
        inputs
    });
    // `^C` in one piece with it: nothing says that it was typed, until the end is missing.
    assert_eq!(
        decode("\x1b[200~words\x03"),
        [Decoded::Paste("words".into()), control('c')]
    );
    assert_eq!(decode("\x1b[200~a\x03b\x1b[201~"), [Decoded::Paste("a\x03b".into())]);
    // It does not grow without end, and it can be left while it goes on.
    let mut typist = Typist::new();
    assert_eq!(typist.take("\x1b[200~"), []);
    let part = vec![b'x'; 1 << 20];
    for _ in 0..20 {
        assert_eq!(typist.take_after(Duration::from_millis(1), &part), []);
    }
    let mut left = typist.take_after(Duration::from_millis(1), "\x03x");
    for _ in 0..100 {
        left.extend(typist.take_after(Duration::from_millis(1), "xxxxxxxxxxxxxxxxxxxx"));
    }
    assert!(matches!(&left[..2], [Decoded::Paste(text), Decoded::Key(_)] if text.len() == MOST_PASTE));
    assert_eq!(left[1], control('c'));
}

/// Bytes as terminals send them, cut and mixed, and any others.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let known = table().into_iter().map(|(bytes, _)| bytes.to_vec());
    let known: Vec<Vec<u8>> = known
        .chain(REPORTS.iter().map(|report| report.as_bytes().to_vec()))
        .collect();
    let piece = prop_oneof![
        prop::sample::select(known.clone()),
        (prop::sample::select(known), any::<prop::sample::Index>())
            .prop_map(|(bytes, at)| bytes[..at.index(bytes.len())].to_vec()),
        prop::sample::select(
            &b"\x1b[]OPX^_\\?<>=;:0123456789~MmRcnuqy$\x07\x18\x1a\r\x7f\x90\x9b\x9c\x9d\xc2\xe8\xf0"[..]
        )
        .prop_map(|byte| vec![byte]),
        prop::collection::vec(any::<u8>(), 1..4),
    ];
    prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever has come, in whatever pieces: a tenth of a second later keys work, and `^C` works then and there.
    #[test]
    fn nothing_keeps_keys_from_working(
        bytes in bytes(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..120u64), 0..4),
    ) {
        let mut cuts: Vec<(usize, u64)> = cuts.into_iter().map(|(at, wait)| (at.index(bytes.len() + 1), wait)).collect();
        cuts.sort_unstable();
        let mut typist = Typist::new();
        let mut from = 0;
        for (at, wait) in cuts {
            typist.take(&bytes[from..at]);
            typist.wait(Duration::from_millis(wait));
            from = at;
        }
        typist.take(&bytes[from..]);
        let (decoder, now) = (typist.decoder, typist.now);
        prop_assert!(decoder.deadline().is_none_or(|deadline| deadline <= now + LATER));
        for (wait, typed, expected) in [
            (LATER, &b"q"[..], keys("q")),
            (LATER, b"\x03", vec![control('c')]),
            (SOON, b"\x03", vec![control('c')]),
            (Duration::ZERO, b"\x03", vec![control('c')]),
        ] {
            let mut typist = Typist { decoder: decoder.clone(), now };
            let waited = typist.wait(wait);
            let inputs = typist.take(typed);
            prop_assert!(inputs.ends_with(&expected), "{waited:?} {inputs:?}");
        }
    }

    /// How a burst is cut means nothing, but after an Escape.
    #[test]
    fn pieces_mean_what_the_whole_means(bytes in bytes(), at in any::<prop::sample::Index>()) {
        let (first, rest) = bytes.split_at(at.index(bytes.len() + 1));
        prop_assume!(!first.ends_with(b"\x1b") && !first.contains(&INTERRUPT) && !rest.contains(&INTERRUPT));
        let mut typist = Typist::new();
        let mut inputs = typist.take(first);
        inputs.extend(typist.take(rest));
        inputs.extend(typist.wait(LATER));
        prop_assert_eq!(inputs, decode(&bytes));
    }
}
