//! What can be told about a line from itself alone.

mod count;
mod form;
mod words;

use super::bullet;
use super::groups::{Answers, G, GROUPS, a, has, set};
use super::lines::TextLine;
use super::phrases::{Phrases, hash_word, hash_words};
use super::runs::RunMark;
use count::{ascii_words, count};
use form::{credits, first, form, last};
use words::words;

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
pub(super) struct LineSign([u64; SIGN_WORDS]);

impl LineSign {
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
pub(super) struct LineFacts {
    /// Where it is.
    pub(super) line: TextLine,
    /// Where its text starts, after a bullet.
    pub(super) from: usize,
    /// Letters, wide ones counted twice.
    pub(super) len: u32,
    /// The answers that need no neighbours; the others are given later.
    pub(super) answers: Answers,
    /// Of the whole text of the line.
    pub(super) hash: u64,
    /// Its longer words.
    pub(super) sign: LineSign,
    /// The hashes of the first of them.
    pub(super) own: Own,
    /// Whether it is plainly prose.
    pub(super) prose: bool,
    /// Of its last words, if it is short and no sentence ends with them.
    pub(super) tail: Option<u64>,
    /// What it is for its neighbours' sake.
    pub(super) run: RunMark,
    /// Of what it begins with, if it is short: the words before a colon, or the first word.
    pub(super) label: Option<u64>,
}

impl LineFacts {
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

/// Looks at lines; keeps its buffers between them.
#[derive(Default)]
pub(super) struct Looker {
    words: Vec<u64>,
}

impl Looker {
    /// Looks at one line.
    pub(super) fn look(&mut self, text: &str, line: TextLine) -> LineFacts {
        let mut answers: Answers = [0; GROUPS.len()];
        let whole = &text[line.from..line.to];
        let margin = bullet::after(whole).inspect(|_| set!(answers, Bullet "sure"));
        if margin.is_none() && bullet::after_dash(whole).is_some() {
            set!(answers, Bullet "dash");
        }
        let from = line.from + margin.unwrap_or(0);
        let shown = &text[from..line.to];
        let head = &shown[..shown.floor_char_boundary(HEAD)];
        let mut facts = LineFacts {
            line,
            from,
            len: 0,
            answers,
            hash: hash_word(if shown.len() <= LONG { shown } else { head }),
            sign: LineSign::default(),
            own: Own::default(),
            prose: false,
            tail: None,
            run: RunMark::None,
            label: None,
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
            let marks = Phrases::marks(shown, &self.words);
            words(shown, marks, &self.words, &counts, &mut facts.answers);
            facts.tail = tail(shown, &self.words);
            facts.label = match counts.colon_at.filter(|_| has!(facts.answers, Colon "early")) {
                Some(at) => Some(hash_word(&shown[..at as usize])),
                None => self.words.first().copied(),
            };
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

/// Whether two short lines have the same shape: ends, marks, about the same length.
pub(super) fn are_alike(one: &LineFacts, other: &LineFacts) -> bool {
    /// So many letters more or less are no difference.
    const SLACK: u32 = 12;
    let same = |group: G| one.answers[group as usize] == other.answers[group as usize];
    let (short, long) = (one.len.min(other.len), one.len.max(other.len));
    long <= SHORT
        && long <= short + SLACK + short / 2
        && [G::First, G::Last, G::Colon, G::Number, G::Bullet, G::Credited, G::Bar]
            .into_iter()
            .all(same)
}

/// What a neighbour seems to be by itself.
pub(super) fn seems(facts: Option<&LineFacts>) -> u8 {
    let Some(facts) = facts else { return 0 };
    let answers = &facts.answers;
    match answers {
        _ if has!(answers, Bullet "sure") => a!(NextIs "bullet"),
        _ if has!(answers, Time "alone") => a!(NextIs "time"),
        _ if has!(answers, Credit "alone") || has!(answers, Credit "label-alone") => a!(NextIs "credit-alone"),
        _ if has!(answers, Boiler "whole") || has!(answers, Boiler "start") => a!(NextIs "boilerplate"),
        _ if has!(answers, Credited "surely") => a!(NextIs "credited"),
        _ if has!(answers, Quoted "whole") => a!(NextIs "quoted"),
        _ if has!(answers, Last "question") && !facts.prose => a!(NextIs "question"),
        _ => 0,
    }
}

/// How a neighbour ends.
pub(super) fn last_of(facts: Option<&LineFacts>) -> u8 {
    let Some(facts) = facts else { return a!(PrevLast "none") };
    match facts.answers[G::Last as usize] {
        _ if ends_sentence(facts) => a!(PrevLast "sentence"),
        x if x == a!(Last "colon") => a!(PrevLast "colon"),
        x if x == a!(Last "letter") || x == a!(Last "caseless") => a!(PrevLast "letter"),
        x if x == a!(Last "bracket") => a!(PrevLast "bracket"),
        _ => 0,
    }
}

/// Whether a line ends as sentences do.
pub(super) fn ends_sentence(facts: &LineFacts) -> bool {
    let last = facts.answers[G::Last as usize];
    [
        a!(Last "sentence"),
        a!(Last "question"),
        a!(Last "exclamation"),
        a!(Last "sentence+quote"),
        a!(Last "sentence+bracket"),
        a!(Last "ellipsis"),
    ]
    .contains(&last)
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::lines::TextLines;
    use super::*;

    /// What the lines of a text look like.
    pub(in super::super) fn facts(text: &str) -> Vec<LineFacts> {
        let mut looker = Looker::default();
        TextLines::new(text, 6000).map(|line| looker.look(text, line)).collect()
    }

    #[test]
    fn lines_of_one_shape_are_alike() {
        let lines =
            facts("June 9 -- Barn, Wick\nJune 10 -- Playhouse, Corrie\nThe barn is closed.\nTickets: at the door");
        assert!(are_alike(&lines[0], &lines[1]));
        assert!(!are_alike(&lines[1], &lines[2]));
        assert!(!are_alike(&lines[1], &lines[3]));
    }

    #[test]
    fn a_label_is_what_stands_before_a_colon_or_the_first_word() {
        let lines = facts("Photo credit: Ana Brandt\nPhoto Credit: Jon Kessel\nPhoto of a pier\nphoto, too");
        assert_eq!(lines[0].label, lines[1].label);
        assert_eq!(lines[2].label, lines[3].label);
        assert_ne!(lines[0].label, lines[2].label);
    }
}
