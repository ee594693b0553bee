//! Marks of list items that count: numbers, letters, roman numerals, digits in circles and on keys. And marks that make an
//! item only in company: dashes, arrows, checks, pictures.

use super::chars;

/// What stands before the text of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListMark {
    /// Bytes before the text.
    pub(super) len: usize,
    /// What kind of mark it is.
    pub(super) sort: Sort,
    /// Which item it counts; 0 for what counts none.
    pub(super) number: u32,
}

/// What kind of mark stands before an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// "1.", "(1)".
    Number,
    /// "a)".
    Letter,
    /// "ii)", and letters that are roman numerals as well.
    Roman,
    /// "II.", in capitals: one alone may be an initial.
    Numeral,
    /// "①", "1️⃣".
    Ring,
    /// "1.2", "1.2.3": the last number counts.
    Part,
    /// "Step 1:", "№ 1".
    Word,
    /// A dash, an arrow, a check, a picture.
    Sign(char),
}

impl ListMark {
    /// Whether the item with this mark is the next of the list that one with the other mark is in.
    pub(super) fn follows(self, other: ListMark) -> bool {
        match (other.sort, self.sort) {
            (Sort::Sign(one), Sort::Sign(two)) => one == two || (is_picture(one) && is_picture(two)),
            (Sort::Letter | Sort::Roman, Sort::Letter | Sort::Roman) => {
                other.number + 1 == self.number || other.number == 8 && self.sort == Sort::Roman && self.number == 1
            }
            // "2.1" follows "1.4".
            (Sort::Part, Sort::Part) if self.number % PARTS == 1 => self.number / PARTS == other.number / PARTS + 1,
            (one, two) => one == two && other.number + 1 == self.number,
        }
    }
}

/// Parts of a part, at most, in the number of one: 2.3 is the number 2003.
const PARTS: u32 = 1000;

/// The mark of a line that counts in company alone, for its like opens sentences and headings, too: "1.2 Fire doors", "№ 3
/// Fire doors", "Step 3: Fire doors".
pub(super) fn in_company(line: &str) -> Option<ListMark> {
    const LONGEST: usize = 40;
    let head = &line[..line.floor_char_boundary(LONGEST)];
    let at = head.find(|c| chars::digit(c).is_some())?;
    let (word, rest) = line.split_at(at);
    let end = rest
        .find(|c: char| chars::digit(c).is_none() && c != '.')
        .unwrap_or(rest.len());
    let numbers: Vec<Option<u32>> = rest[..end].trim_end_matches('.').split('.').map(short_number).collect();
    let (last, parents) = numbers.split_last()?;
    let last = (*last)?;
    let after = rest[end..].trim_start_matches(' ');
    let closed = after.starts_with(chars::is_colon);
    let behind = after.trim_start_matches(|c: char| chars::is_colon(c) || c == ')');
    let text = behind.trim_start();
    // "3: doors", "3 doors", "3：防火扉"; not "3:2".
    let apart = if behind.len() < after.len() {
        behind
    } else {
        &rest[end..]
    };
    let spaced = apart.starts_with(char::is_whitespace) || closed && text.starts_with(chars::is_ideographic);
    if word.is_empty() {
        let parent = (*parents.first()?)?;
        let said = text.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
        return (spaced && !closed && said)
            .then(|| made(line, text, Sort::Part, parent * PARTS + last))
            .flatten();
    }
    let sign = ["№", "#", "nº", "n°", "no.", "nr."].contains(&word.trim().to_lowercase().as_str());
    let label =
        closed && word.trim_end().chars().all(char::is_alphabetic) && word.starts_with(|c: char| !c.is_lowercase());
    (parents.is_empty() && spaced && (sign || label))
        .then(|| made(line, text, Sort::Word, last))
        .flatten()
}

/// A number of up to three digits.
fn short_number(word: &str) -> Option<u32> {
    let count = word.chars().count();
    let digits = word.chars().map(chars::digit);
    (1..=3)
        .contains(&count)
        .then(|| {
            digits
                .into_iter()
                .try_fold(0, |number, digit| Some(number * 10 + digit?))
        })
        .flatten()
}

/// The mark of a line that counts.
pub(super) fn numbered(line: &str) -> Option<ListMark> {
    let first = line.chars().next()?;
    let counts = first.is_ascii_alphanumeric() || chars::digit(first).is_some() || is_ideograph_number(first);
    if !counts && !matches!(first, '(' | '（' | '①'..='⓿' | '❶'..='➓' | 'а'..='я') {
        return None;
    }
    ring(line).or_else(|| written(line))
}

fn ring(line: &str) -> Option<ListMark> {
    let mut letters = line.char_indices();
    let (_, first) = letters.next()?;
    let (number, rest) = match first {
        '①'..='⑳' => (first as u32 - '①' as u32 + 1, letters.as_str()),
        '❶'..='❿' => (first as u32 - '❶' as u32 + 1, letters.as_str()),
        '➀'..='➉' => (first as u32 - '➀' as u32 + 1, letters.as_str()),
        '➊'..='➓' => (first as u32 - '➊' as u32 + 1, letters.as_str()),
        'Ⓐ'..='Ⓩ' => (first as u32 - 'Ⓐ' as u32 + 1, letters.as_str()),
        'ⓐ'..='ⓩ' => (first as u32 - 'ⓐ' as u32 + 1, letters.as_str()),
        '0'..='9' => {
            let rest = letters
                .as_str()
                .trim_start_matches('\u{FE0F}')
                .strip_prefix('\u{20E3}')?;
            (first as u32 - '0' as u32, rest)
        }
        _ => return None,
    };
    made(line, rest.trim_start(), Sort::Ring, number)
}

fn written(line: &str) -> Option<ListMark> {
    let inner = line.strip_prefix(['(', '（']);
    let rest = inner.unwrap_or(line);
    let counts = |c: char| {
        c.is_ascii_alphanumeric() || ('а'..='я').contains(&c) || chars::digit(c).is_some() || is_ideograph_number(c)
    };
    let end = rest.find(|c: char| !counts(c))?;
    let word = &rest[..end];
    let (mut sort, number) = counted(word)?;
    let closed = rest[end..].chars().next()?;
    let after = &rest[end + closed.len_utf8()..];
    let text = after.trim_start();
    let spaced = text.len() < after.len();
    if sort == Sort::Roman && closed == '.' && word.starts_with(char::is_uppercase) {
        sort = Sort::Numeral;
    }
    let fits = match closed {
        ')' | '）' => true,
        // "1. text"; "A. Brandt" has initials.
        '.' | '．' => {
            inner.is_none() && (matches!(sort, Sort::Number | Sort::Numeral) || word.starts_with(char::is_lowercase))
        }
        '、' => inner.is_none() && sort == Sort::Number,
        _ => false,
    };
    let wide = text.starts_with(chars::is_ideographic);
    (fits && (spaced || wide))
        .then(|| made(line, text, sort, number))
        .flatten()
}

fn made(line: &str, text: &str, sort: Sort, number: u32) -> Option<ListMark> {
    let len = line.len() - text.len();
    (!text.is_empty()).then_some(ListMark { len, sort, number })
}

/// What a word counts.
fn counted(word: &str) -> Option<(Sort, u32)> {
    let mut letters = word.chars();
    let first = letters.next()?;
    if is_ideograph_number(first) {
        return Some((Sort::Number, ideographs(word)?));
    }
    if let Some(first_digit) = chars::digit(first) {
        // A longer one counts no items, and may be larger than any number here.
        let mut number = first_digit;
        for (at, c) in letters.enumerate() {
            number = number * 10 + chars::digit(c).filter(|_| at < 2)?;
        }
        return Some((Sort::Number, number));
    }
    let small = word.to_lowercase();
    if let Some(number) = roman(&small) {
        let letter = if word.len() == 1 { 0 } else { number };
        // "i" is the ninth letter, too: which it is, the next one tells.
        return Some((Sort::Roman, letter.max(number)));
    }
    if letters.next().is_some() {
        return None;
    }
    let number = match small.chars().next()? {
        c @ 'a'..='z' => c as u32 - 'a' as u32 + 1,
        c @ 'а'..='я' => c as u32 - 'а' as u32 + 1,
        _ => return None,
    };
    Some((Sort::Letter, number))
}

const IDEOGRAPHS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

fn is_ideograph_number(c: char) -> bool {
    IDEOGRAPHS.contains(&c)
}

/// The value of a Chinese numeral up to 99: "三", "十二", "二十".
fn ideographs(word: &str) -> Option<u32> {
    let digit = |word: &str| {
        let mut letters = word.chars();
        let at = letters
            .next()
            .and_then(|c| IDEOGRAPHS[..9].iter().position(|digit| *digit == c))?;
        letters.next().is_none().then_some(at as u32 + 1)
    };
    let Some((tens, ones)) = word.split_once('十') else {
        return digit(word);
    };
    let tens = if tens.is_empty() { Some(1) } else { digit(tens) };
    let ones = if ones.is_empty() { Some(0) } else { digit(ones) };
    Some(tens? * 10 + ones?)
}

/// The value of a small roman numeral up to 39; "c" and "d" are letters.
fn roman(word: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let tens = word.len() - word.trim_start_matches('x').len();
    let ones = ONES.iter().position(|ones| *ones == &word[tens..])?;
    let number = tens * 10 + ones;
    (1..40).contains(&number).then_some(number as u32)
}

/// The mark of a line that makes an item only in company.
pub(super) fn sign(line: &str) -> Option<ListMark> {
    let first = line.chars().next()?;
    let known = matches!(
        first,
        '–' | '—'
            | '-'
            | '+'
            | '→'
            | '➔'
            | '➜'
            | '➡'
            | '⇒'
            | '»'
            | '›'
            | '►'
            | '▶'
            | '◆'
            | '☐'
            | '☑'
            | '☒'
            | '✗'
            | '✘'
    );
    if !known && !is_picture(first) {
        return None;
    }
    let rest = line[first.len_utf8()..].trim_start_matches(|c: char| chars::hangs(c) || c == '\u{200D}');
    let text = rest.trim_start();
    let spaced = text.len() < rest.len();
    let said = text.starts_with(char::is_alphanumeric) || text.starts_with(chars::opens_quote);
    (spaced && said)
        .then(|| made(line, text, Sort::Sign(first), 0))
        .flatten()
}

/// Emoji and the like.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{2B50}' | '\u{2B55}' | '\u{1F300}'..='\u{1FAFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_count() {
        for (line, sort, number, text) in [
            ("1. Fire doors", Sort::Number, 1, "Fire doors"),
            ("12) Fire doors", Sort::Number, 12, "Fire doors"),
            ("(3) Fire doors", Sort::Number, 3, "Fire doors"),
            ("1、防火扉", Sort::Number, 1, "防火扉"),
            ("a) Fire doors", Sort::Letter, 1, "Fire doors"),
            ("A) Fire doors", Sort::Letter, 1, "Fire doors"),
            ("б) двери", Sort::Letter, 2, "двери"),
            ("(ii) Fire doors", Sort::Roman, 2, "Fire doors"),
            ("II. Fire doors", Sort::Numeral, 2, "Fire doors"),
            ("十二、防火扉", Sort::Number, 12, "防火扉"),
            ("二十. 防火扉", Sort::Number, 20, "防火扉"),
            ("٣. أبواب", Sort::Number, 3, "أبواب"),
            ("② Fire doors", Sort::Ring, 2, "Fire doors"),
            ("3️⃣ Fire doors", Sort::Ring, 3, "Fire doors"),
        ] {
            let mark = numbered(line).expect(line);
            assert_eq!((mark.sort, mark.number, &line[mark.len..]), (sort, number, text));
        }
        for line in [
            "A. Brandt said",
            "1.5 metres",
            "2026. A year",
            "99999999999999999999. A number that no integer holds",
            "1.",
            "(Kessel) is",
            "ab) x",
            "2) ",
            "3 doors",
        ] {
            assert_eq!(numbered(line), None, "{line}");
        }
    }

    #[test]
    fn marks_of_several_parts_and_with_words_count_in_company() {
        for (line, number, text) in [
            ("1.2 Fire doors", 1002, "Fire doors"),
            ("2.10. Fire doors", 2010, "Fire doors"),
            ("№ 3 Двери", 3, "Двери"),
            ("No. 3: Fire doors", 3, "Fire doors"),
            ("Step 3: Fire doors", 3, "Fire doors"),
            ("Schritt 12: Brandtüren", 12, "Brandtüren"),
            ("Étape 3 : les portes", 3, "les portes"),
            ("第3：防火扉", 3, "防火扉"),
        ] {
            let mark = in_company(line).expect(line);
            assert_eq!((mark.number, &line[mark.len..]), (number, text));
        }
        for line in [
            "1.5 metres of snow",
            "Step 3",
            "Orra 3, Kessel 1",
            "step 3: doors",
            "12.30: x",
            "Hafen 3:2 Gerber",
        ] {
            assert_eq!(in_company(line), None, "{line}");
        }
    }

    #[test]
    fn one_mark_follows_another() {
        let follows = |one: &str, two: &str| {
            let mark = |line| {
                let mark = numbered(line).or_else(|| in_company(line));
                mark.or_else(|| sign(line)).expect("a mark")
            };
            mark(two).follows(mark(one))
        };
        for (one, two) in [
            ("1. a", "2. b"),
            ("(i) a", "(ii) b"),
            ("b) a", "c) b"),
            ("h) a", "i) b"),
            ("→ a", "→ b"),
            ("🗳 a", "🐟 b"),
            ("1.1 A", "1.2 B"),
            ("1.4 A", "2.1 B"),
            ("Step 1: a", "Step 2: b"),
        ] {
            assert!(follows(one, two), "{one}, {two}");
        }
        assert!(!follows("1. a", "3. b") && !follows("→ a", "– b"));
    }
}
