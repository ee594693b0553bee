//! What can be told about a line from itself alone.

use std::borrow::Cow;

use super::bullet;
use super::chars;
use super::clock;
use super::credit::{self, Form};
use super::groups::{Answers, G, GROUPS, a, has, set};
use super::lines::Line;
use super::phrases::{Marks, Phrases, Place, Table, hash_word, hash_words, is_word};

/// So many bytes of a line are looked at letter by letter, and as many words as are in them.
const HEAD: usize = 400;

/// Lines of more bytes are compared by their heads.
const LONG: usize = 2000;

/// Words and forms are looked for in lines of at most so many letters; longer ones are prose.
const SHORT: u32 = 260;

/// A line of words that can be compared with others: a bit a word.
const SIGN_WORDS: usize = 16;

/// Words compared between lines, as bits of their hashes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sign([u64; SIGN_WORDS]);

impl Sign {
    fn split(hash: u64) -> (usize, u64) {
        let bit = hash >> 54;
        ((bit / 64) as usize % SIGN_WORDS, 1 << (bit % 64))
    }

    pub(super) fn add(&mut self, hash: u64) {
        let (word, bit) = Self::split(hash);
        self.0[word] |= bit;
    }

    pub(super) fn has(&self, hash: u64) -> bool {
        let (word, bit) = Self::split(hash);
        self.0[word] & bit != 0
    }

    /// Both together.
    pub(super) fn or(mut self, other: &Self) -> Self {
        for (word, other) in self.0.iter_mut().zip(other.0) {
            *word |= other;
        }
        self
    }
}

/// What a line tells by itself.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    /// Where it is.
    pub(super) line: Line,
    /// Where its text starts, after a bullet.
    pub(super) from: usize,
    /// Letters, wide ones counted twice.
    pub(super) len: u32,
    /// The answers that need no neighbours; the others are given later.
    pub(super) answers: Answers,
    /// Of the whole text of the line.
    pub(super) hash: u64,
    /// Its longer words.
    pub(super) sign: Sign,
    /// The hashes of the first of them.
    pub(super) own: Own,
    /// Whether it is plainly prose.
    pub(super) prose: bool,
    /// Of its last words, if it is short and no sentence ends with them.
    pub(super) tail: Option<u64>,
}

impl Facts {
    /// Takes a word up, if it is a longer one.
    fn take(&mut self, word: &str) {
        if word.len() >= 4 {
            let hash = hash_word(word);
            self.sign.add(hash);
            self.own.push(hash);
        }
    }

    /// Whether nothing says at once what the line is: no bullet, no time.
    pub(super) fn is_plain(&self) -> bool {
        has!(self.answers, Bullet "none") && !has!(self.answers, Time "alone")
    }
}

/// Up to sixteen hashes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Own {
    hashes: [u64; 16],
    len: u8,
}

impl Own {
    fn push(&mut self, hash: u64) {
        if let Some(place) = self.hashes.get_mut(usize::from(self.len)) {
            *place = hash;
            self.len += 1;
        }
    }

    /// The hashes.
    pub(super) fn iter(&self) -> impl Iterator<Item = u64> {
        self.hashes[..usize::from(self.len)].iter().copied()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        usize::from(self.len)
    }
}

/// Counts over the head of a line.
#[derive(Debug, Default, PartialEq)]
struct Counts {
    letters: u32,
    upper: u32,
    lower: u32,
    wide: u32,
    digits: u32,
    commas: u32,
    ends: u32,
    quotes: u32,
    words: u32,
    /// Words of at least four letters, and those of them with a capital; the first word is not counted.
    long: u32,
    long_upper: u32,
    colon_at: Option<u32>,
}

/// Looks at lines; keeps its buffers between them.
#[derive(Default)]
pub(super) struct Looker {
    words: Vec<u64>,
}

impl Looker {
    /// Looks at one line.
    pub(super) fn look(&mut self, text: &str, line: Line) -> Facts {
        let mut answers: Answers = [0; GROUPS.len()];
        let whole = &text[line.from..line.to];
        let margin = bullet::after(whole).inspect(|_| set!(answers, Bullet "sure"));
        if margin.is_none() && bullet::after_dash(whole).is_some() {
            set!(answers, Bullet "dash");
        }
        let from = line.from + margin.unwrap_or(0);
        let shown = &text[from..line.to];
        let head = &shown[..shown.floor_char_boundary(HEAD)];
        let mut facts = Facts {
            line,
            from,
            len: 0,
            answers,
            hash: hash_word(if shown.len() <= LONG { shown } else { head }),
            sign: Sign::default(),
            own: Own::default(),
            prose: false,
            tail: None,
        };
        facts.answers[G::Last as usize] = last(shown);
        facts.answers[G::First as usize] = first(shown);
        let ended = has!(facts.answers, Last "sentence") || has!(facts.answers, Last "sentence+quote");
        if ended && shown.len() > SHORT as usize && shown.is_ascii() {
            // Plainly prose, and nothing but its words is asked for by its neighbours.
            facts.len = shown.len() as u32;
            facts.prose = true;
            ascii_words(head, |word| facts.take(word));
            self.words.clear();
            return facts;
        }
        let counts = count(head, &mut facts);
        let letters = shown.chars().count() as u32;
        // Wide letters of the head stand for those of the rest.
        let head_letters = head.chars().count().max(1) as u64;
        facts.len = letters + (u64::from(counts.wide) * u64::from(letters) / head_letters) as u32;
        self.words.clear();
        if ended && facts.len > SHORT {
            facts.prose = true;
            return facts;
        }
        form(shown, &counts, &mut facts);
        if facts.len <= SHORT || !ended {
            credits(shown, &mut facts.answers);
        }
        facts.prose = facts.len > SHORT && has!(facts.answers, Credit "none");
        if facts.len <= SHORT {
            hash_words(shown, 64, &mut self.words);
            let marks = Phrases::get().marks(shown, &self.words);
            words(shown, marks, &self.words, &counts, &mut facts.answers);
            facts.tail = tail(shown, &self.words);
        }
        facts
    }

    /// The words of the line looked at last, if it was a short one.
    pub(super) fn words(&self) -> &[u64] {
        &self.words
    }
}

/// The hash of the last two words, where a name could be the last thing on a line.
fn tail(shown: &str, words: &[u64]) -> Option<u64> {
    let [.., before, last] = words else { return None };
    let named = words.len() > 3 && words.len() < 60 && shown.ends_with(|c: char| c.is_alphabetic());
    named.then(|| before.rotate_left(17) ^ last)
}

/// The index of the first threshold that the value does not pass, from 1.
pub(super) fn bucket<T: PartialOrd + Copy>(value: T, thresholds: &[T]) -> u8 {
    1 + thresholds.iter().take_while(|threshold| value > **threshold).count() as u8
}

/// Calls `each` with every word of an ASCII text.
fn ascii_words(text: &str, mut each: impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
            at += 1;
        }
        if at > start {
            each(&text[start..at]);
        }
        at += 1;
    }
}

fn count(head: &str, facts: &mut Facts) -> Counts {
    if head.is_ascii() {
        return count_ascii(head, facts);
    }
    count_any(head, facts)
}

/// What a byte of ASCII is.
const CLASSES: [u8; 128] = {
    let mut classes = [0; 128];
    let mut at = 0u8;
    while at < 128 {
        classes[at as usize] = match at {
            b'A'..=b'Z' => UPPER | WORD,
            b'a'..=b'z' => LOWER | WORD,
            b'0'..=b'9' => DIGIT | WORD,
            b'.' | b'!' | b'?' => END,
            b'"' => QUOTE | CLOSES,
            b'\'' => CLOSES,
            b' ' | b'\t' | b'\n' | b'\x0B' | b'\x0C' | b'\r' => BLANK,
            b',' | b';' => COMMA,
            b':' => COLON,
            _ => 0,
        };
        at += 1;
    }
    classes
};
const UPPER: u8 = 1;
const LOWER: u8 = 1 << 1;
const DIGIT: u8 = 1 << 2;
const WORD: u8 = 1 << 3;
const END: u8 = 1 << 4;
const QUOTE: u8 = 1 << 5;
const CLOSES: u8 = 1 << 6;
// Blanks, commas and colons are never anything else, so they share a bit with what letters are.
const BLANK: u8 = 1 << 7;
const COMMA: u8 = BLANK | UPPER;
const COLON: u8 = BLANK | LOWER;

/// As [`count_any`], for ASCII.
fn count_ascii(head: &str, facts: &mut Facts) -> Counts {
    let mut counts = Counts::default();
    let mut word: Option<usize> = None;
    let mut end_before = false;
    for (at, byte) in head.bytes().enumerate() {
        let class = CLASSES[usize::from(byte)];
        if class & WORD != 0 {
            counts.upper += u32::from(class & UPPER != 0);
            counts.lower += u32::from(class & LOWER != 0);
            counts.digits += u32::from(class & DIGIT != 0);
            if word.is_none() {
                word = Some(at);
            }
            end_before = false;
            continue;
        }
        if let Some(start) = word.take() {
            take_word(&head[start..at], &mut counts, facts);
        }
        counts.ends += u32::from(end_before && class == BLANK);
        end_before = class & END != 0 || (end_before && class & CLOSES != 0);
        counts.commas += u32::from(class == COMMA);
        counts.quotes += u32::from(class & QUOTE != 0);
        if class == COLON && counts.colon_at.is_none() {
            counts.colon_at = Some(at as u32);
        }
    }
    if let Some(start) = word {
        take_word(&head[start..], &mut counts, facts);
    }
    counts.letters = counts.upper + counts.lower;
    counts
}

fn count_any(head: &str, facts: &mut Facts) -> Counts {
    let mut counts = Counts::default();
    let mut word: Option<usize> = None;
    let mut before = ' ';
    let mut end_before = false;
    for (at, c) in head.char_indices() {
        let in_word = is_word(c);
        if !in_word && let Some(start) = word.take() {
            take_word(&head[start..at], &mut counts, facts);
        }
        if in_word && word.is_none() {
            word = Some(at);
        }
        if end_before && c.is_whitespace() || (end_before && chars::is_ideographic(before) && !chars::closes_quote(c)) {
            counts.ends += 1;
        }
        // "3.5", "U.S.": only what is followed by a blank, or is an ideographic stop, ends a sentence inside.
        end_before = chars::ends_sentence(c) || (end_before && chars::closes_quote(c));
        letter(c, before, at, &mut counts, facts);
        before = c;
    }
    if let Some(start) = word {
        take_word(&head[start..], &mut counts, facts);
    }
    // Without spaces, letters stand for words: a word has about two ideographs, or five letters elsewhere.
    if counts.wide * 2 > counts.letters {
        counts.words = counts.words.max(counts.wide / 2);
    }
    counts
}

fn letter(c: char, before: char, at: usize, counts: &mut Counts, facts: &mut Facts) {
    if c.is_ascii() {
        counts.upper += u32::from(c.is_ascii_uppercase());
        counts.lower += u32::from(c.is_ascii_lowercase());
        counts.letters += u32::from(c.is_ascii_alphabetic());
        counts.digits += u32::from(c.is_ascii_digit());
    } else {
        counts.upper += u32::from(c.is_uppercase());
        counts.lower += u32::from(c.is_lowercase());
        counts.letters += u32::from(c.is_alphabetic());
        counts.digits += u32::from(chars::digit(c).is_some());
        if chars::is_wide(c) {
            counts.wide += 1;
        }
        if chars::is_spaceless(c) && chars::is_spaceless(before) {
            // Two letters together are the nearest thing to a word.
            let hash = (u64::from(before as u32) << 32 | u64::from(c as u32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            facts.sign.add(hash);
            facts.own.push(hash);
        }
    }
    counts.commas += u32::from(matches!(c, ',' | '،' | '、' | '，' | ';' | '；'));
    counts.quotes += u32::from(c != '\'' && c != '’' && (chars::opens_quote(c) || chars::closes_quote(c)));
    if chars::is_colon(c) && counts.colon_at.is_none() {
        counts.colon_at = Some(at as u32);
    }
}

fn take_word(word: &str, counts: &mut Counts, facts: &mut Facts) {
    counts.words += 1;
    if word.len() < 4 {
        return;
    }
    let upper = word.starts_with(char::is_uppercase);
    if counts.words > 1 {
        counts.long += 1;
        counts.long_upper += u32::from(upper);
    }
    if !word.starts_with(chars::is_spaceless) {
        facts.take(word);
    }
}

fn form(shown: &str, counts: &Counts, facts: &mut Facts) {
    let len = facts.len;
    let answers = &mut facts.answers;
    answers[G::Len as usize] = bucket(len, &[8, 15, 25, 40, 60, 80, 110, 150, 220, 350]);
    answers[G::Words as usize] = bucket(counts.words, &[1, 2, 3, 4, 6, 9, 14, 22]);
    answers[G::Inner as usize] = counts.ends.min(2) as u8;
    answers[G::Case as usize] = case(counts);
    answers[G::Commas as usize] = counts.commas.min(2) as u8;
    answers[G::Quoted as usize] = quoted(shown, counts);
    if let Some(at) = counts.colon_at
        && at as usize + 3 < shown.len()
    {
        answers[G::Colon as usize] = if at <= 30 { a!(Colon "early") } else { a!(Colon "late") };
    }
    if shown.starts_with(chars::opens_bracket) && shown.ends_with(chars::closes_bracket) {
        set!(answers, Bracket "whole");
    } else if shown.len() < 1000 && shown.contains(chars::opens_bracket) {
        set!(answers, Bracket "inside");
    }
    if counts.digits > 0 {
        answers[G::Digits as usize] = if counts.digits * 3 > counts.letters {
            a!(Digits "many")
        } else {
            a!(Digits "some")
        };
    }
    if numbered(shown) {
        set!(answers, Number "yes");
    }
    if len <= SHORT {
        answers[G::Bar as usize] = bar(shown);
        answers[G::Web as usize] = web(shown);
    }
}

fn last(shown: &str) -> u8 {
    let mut back = shown.chars().rev();
    let Some(c) = back.next() else { return 0 };
    let before = back
        .find(|c| !chars::closes_quote(*c) && !chars::closes_bracket(*c))
        .unwrap_or(' ');
    let ended = chars::ends_sentence(before);
    match c {
        '…' => a!(Last "ellipsis"),
        '.' if shown.ends_with("..") => a!(Last "ellipsis"),
        _ if chars::is_stop(c) => a!(Last "sentence"),
        _ if chars::is_question(c) => a!(Last "question"),
        _ if chars::is_exclamation(c) => a!(Last "exclamation"),
        _ if chars::is_colon(c) => a!(Last "colon"),
        ',' | ';' | '،' | '，' | '、' => a!(Last "comma"),
        _ if chars::closes_quote(c) && (ended || before == ',') => a!(Last "sentence+quote"),
        _ if chars::closes_quote(c) => a!(Last "quote"),
        _ if chars::closes_bracket(c) && ended => a!(Last "sentence+bracket"),
        _ if chars::closes_bracket(c) => a!(Last "bracket"),
        _ if chars::digit(c).is_some() => a!(Last "digit"),
        _ if c.is_lowercase() || c.is_uppercase() => a!(Last "letter"),
        _ if is_word(c) => a!(Last "caseless"),
        _ => a!(Last "other"),
    }
}

fn first(shown: &str) -> u8 {
    let Some(c) = shown.chars().next() else { return 0 };
    match c {
        _ if c.is_uppercase() => a!(First "upper"),
        _ if c.is_lowercase() => a!(First "lower"),
        _ if chars::digit(c).is_some() => a!(First "digit"),
        _ if chars::opens_quote(c) => a!(First "quote"),
        _ if chars::opens_bracket(c) => a!(First "bracket"),
        _ if chars::is_dash(c) => a!(First "dash"),
        _ if is_word(c) => a!(First "caseless"),
        _ => a!(First "other"),
    }
}

fn case(counts: &Counts) -> u8 {
    if counts.upper + counts.lower == 0 {
        return if counts.letters > 0 {
            a!(Case "caseless")
        } else {
            a!(Case "none")
        };
    }
    if counts.lower == 0 && counts.upper >= 3 {
        return a!(Case "capitals");
    }
    match counts.long {
        0 => a!(Case "first-only"),
        long if counts.long_upper * 10 >= long * 8 => a!(Case "title"),
        long if counts.long_upper * 10 >= long * 4 => a!(Case "half-title"),
        _ if counts.upper == 0 => a!(Case "none"),
        _ => a!(Case "first-only"),
    }
}

fn quoted(shown: &str, counts: &Counts) -> u8 {
    let opens = shown.starts_with(chars::opens_quote);
    let closes = shown
        .trim_end_matches(['.', ',', '?', '!', '。'])
        .ends_with(chars::closes_quote);
    match (opens, closes) {
        (true, true) => a!(Quoted "whole"),
        (true, false) => a!(Quoted "starts"),
        _ if counts.quotes > 0 => a!(Quoted "inside"),
        _ => 0,
    }
}

/// "1. ", "2) ", "(3) ", "#4".
fn numbered(shown: &str) -> bool {
    let rest = shown.trim_start_matches(['(', '#', '№']);
    let digits = rest.len() - rest.trim_start_matches(|c| chars::digit(c).is_some()).len();
    let after = &rest[digits..];
    (1..=6).contains(&digits)
        && (rest.len() < shown.len() || after.starts_with([')', '、', '．']) || after.starts_with(". "))
}

fn bar(shown: &str) -> u8 {
    if shown.contains(" | ") || shown.contains('｜') {
        a!(Bar "bar")
    } else if shown.contains(['»', '›', '→', '▶', '►', '>']) && shown.ends_with(['»', '›', '→', '▶', '►', '>'])
        || shown.starts_with(['»', '›', '→', '▶', '►', '>', '<', '←'])
    {
        a!(Bar "arrow")
    } else if shown.contains(" / ") || shown.contains('/') {
        a!(Bar "slash")
    } else {
        0
    }
}

fn web(shown: &str) -> u8 {
    if shown.contains("://") || shown.contains("www.") || shown.contains(".com") || shown.contains(".co.uk") {
        return a!(Web "address");
    }
    match shown.find('@') {
        Some(at) if at > 0 && !shown[..at].ends_with([' ', '(']) => a!(Web "mail"),
        Some(_) => a!(Web "handle"),
        None if is_domain(shown) => a!(Web "address"),
        None if shown.starts_with('#') || shown.contains(" #") => a!(Web "handle"),
        None => 0,
    }
}

/// "harbour-post.net": one word with a full stop in it, and at least two letters on both sides.
fn is_domain(shown: &str) -> bool {
    let named = |part: &str| part.len() >= 2 && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    shown.split(' ').any(|word| {
        word.rsplit_once('.').is_some_and(|(name, end)| {
            (2..=4).contains(&end.len())
                && end.bytes().all(|b| b.is_ascii_lowercase())
                && name.split('.').all(named)
                && name.len() >= 3
        })
    })
}

fn credits(shown: &str, answers: &mut Answers) {
    let Some(credit) = credit::find(shown) else { return };
    answers[G::Credited as usize] = match credit.form {
        Form::BracketName | Form::DashName | Form::LastName | Form::AfterStop => a!(Credited "perhaps"),
        _ => a!(Credited "surely"),
    };
    match credit.form {
        Form::Label => set!(answers, Credit "label"),
        Form::Sign => set!(answers, Credit "sign"),
        Form::BracketAgency => set!(answers, Credit "bracket-agency"),
        Form::BracketSlash => set!(answers, Credit "bracket-slash"),
        Form::BracketName => set!(answers, Credit "bracket-name"),
        Form::DashAgency => set!(answers, Credit "dash-agency"),
        Form::DashName => set!(answers, Credit "dash-name"),
        Form::Last => set!(answers, Credit "last"),
        Form::LastName => set!(answers, Credit "last-name"),
        Form::AfterStop => set!(answers, Credit "after-stop"),
        Form::Alone => set!(answers, Credit "alone"),
    }
}

fn words(shown: &str, marks: Marks, words: &[u64], counts: &Counts, answers: &mut Answers) {
    if marks.has(Table::Caption, Place::Start) {
        set!(answers, Caption "yes");
    } else if marks.has(Table::Caption, Place::Any) {
        set!(answers, Caption "inside");
    }
    if marks.has(Table::Connective, Place::Start) {
        set!(answers, Connective "yes");
    }
    if marks.has(Table::Credit, Place::Any) {
        set!(answers, CreditWord "yes");
    }
    if marks.has(Table::Agency, Place::Any) {
        set!(answers, Agency "yes");
        if Phrases::get().is_whole(shown, words, Table::Agency) {
            set!(answers, Agency "whole");
        }
    }
    if marks.has(Table::Role, Place::Any) {
        set!(answers, Role "yes");
    }
    let ended = matches!(answers[G::Last as usize], x if x == a!(Last "sentence") || x == a!(Last "question"));
    // "Ana Brandt (text) and Jon Kessel (pictures)": what stands in brackets says what they are.
    let bare = without_brackets(shown);
    let names = credit::is_names(&bare) && !ended && counts.digits == 0 && counts.words > 0;
    if names {
        answers[G::Names as usize] = names_of(&bare, counts.words);
    }
    if has!(answers, Role "yes") && counts.words <= 5 && !ended && counts.digits == 0 && ends_in_role(shown) {
        set!(answers, Role "last");
    }
    if marks.has(Table::Byline, Place::Start) {
        set!(answers, Byline "start");
        let rest = shown.split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
        let names = rest
            .split(' ')
            .filter(|word| word.starts_with(char::is_uppercase))
            .count();
        if (2..=3).contains(&names) && names + 1 == shown.split(' ').count() && !ended && words.len() <= 5 {
            set!(answers, Byline "start+name");
        } else if credit::is_names(&without_brackets(rest)) && !ended && counts.words <= 12 {
            set!(answers, Byline "start+names");
        }
    }
    if marks.has(Table::Boilerplate, Place::Line) {
        set!(answers, Boiler "whole");
    } else if marks.has(Table::Boilerplate, Place::Start) {
        set!(answers, Boiler "start");
    } else if marks.has(Table::Boilerplate, Place::Any) {
        set!(answers, Boiler "any");
    }
    answers[G::Time as usize] = if clock::alone(shown).is_some() {
        a!(Time "alone")
    } else if clock::at_start(shown).is_some() {
        a!(Time "start")
    } else if clock::at_end(shown).is_some() {
        a!(Time "end")
    } else if marks.has(Table::Time, Place::Any) && counts.digits > 0 {
        a!(Time "word")
    } else {
        0
    };
}

/// Whether a line is a name and what somebody is: "Ana Brandt Journalist", "김하린 기자", "青木花記者".
fn ends_in_role(shown: &str) -> bool {
    let is_role = |word: &str| Phrases::get().is_whole(word, &[hash_word(word)], Table::Role);
    match shown.rsplit_once([' ', ',']) {
        Some((name, role)) => {
            let name = name.trim_end_matches([',', ' ', '·', '|', '/']);
            let named = credit::is_names(name) && !name.contains(char::is_lowercase) || {
                let words = name.split_whitespace();
                words.clone().count() >= 2 && words.clone().all(|word| word.starts_with(char::is_uppercase))
            };
            is_role(role) && named
        }
        None => Phrases::get().ends_in(shown, Table::Role),
    }
}

/// A line without what stands in brackets.
fn without_brackets(shown: &str) -> Cow<'_, str> {
    if !shown.contains('(') {
        return Cow::Borrowed(shown);
    }
    let mut bare = String::with_capacity(shown.len());
    let mut depth = 0;
    for c in shown.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= i32::from(depth > 0),
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    Cow::Owned(bare)
}

fn names_of(shown: &str, words: u32) -> u8 {
    /// Letters without capitals do not say what is a name; more words of them are hardly one.
    const UNCASED: u32 = 5;
    if words > UNCASED && !shown.contains(char::is_uppercase) {
        return 0;
    }
    if shown.contains([',', '،', '&', '/', '、']) || shown.contains(" and ") || shown.contains(" und ") {
        return a!(Names "list");
    }
    match words {
        1 => a!(Names "1"),
        2 => a!(Names "2"),
        3 => a!(Names "3"),
        _ => a!(Names "more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ascii_counts_as_any_text(text in "[ -~\t]{0,80}") {
            let facts = || Looker::default().look("", Line::default());
            let (mut one, mut other) = (facts(), facts());
            prop_assert_eq!(count_ascii(&text, &mut one), count_any(&text, &mut other));
            prop_assert_eq!(one.own.iter().collect::<Vec<_>>(), other.own.iter().collect::<Vec<_>>());
        }
    }
}
