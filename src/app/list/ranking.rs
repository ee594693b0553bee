//! Ranks lines by how well they match some letters. Pure, and slow on long lists: there it runs in a worker, not in
//! [`update`](crate::app::update).

use std::borrow::Cow;
use std::cmp::Reverse;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::matching::Fuzzy;

/// Lines looked at between two looks at whether to go on, and before the first report.
const EVERY: usize = 2_048;

/// What a list is of.
pub trait ListLines: fmt::Debug + Send + Sync {
    /// How many lines there are.
    fn count(&self) -> usize;

    /// One of them, counted from 0: a few hundred bytes at most, with no control character. Costs no more than that,
    /// wherever it stands.
    fn line(&self, index: usize) -> Cow<'_, str>;

    /// Tells how well a line matches what is typed, higher being better; nothing if it does not.
    fn scorer<'a>(&'a self, typed: &str) -> Box<dyn FnMut(usize) -> Option<u32> + 'a> {
        let mut fuzzy = Fuzzy::new(typed);
        Box::new(move |index| fuzzy.score(&self.line(index)))
    }

    /// Whether they are listed in another order than theirs, even where nothing is typed.
    fn is_sorted(&self) -> bool {
        false
    }

    /// Puts lines that match in the order in which they are listed: the best first, equally good ones in their order.
    fn sort(&self, found: &mut [FoundLine]) {
        found.sort_unstable();
    }
}

/// How well a line matches, and the line: the best is the least.
pub type FoundLine = (Reverse<u32>, u32);

/// Lines that are shared with the worker that ranks them. Two are equal if they are the same.
#[derive(Clone, Debug)]
pub struct SharedLines(Arc<dyn ListLines>);

impl SharedLines {
    /// Shares lines.
    pub fn new(lines: Arc<dyn ListLines>) -> Self {
        Self(lines)
    }
}

impl PartialEq for SharedLines {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for SharedLines {
    type Target = dyn ListLines;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

/// What is to be ranked.
#[derive(Clone, Debug, PartialEq)]
pub struct RankRequest {
    /// Comes back with the answer; a newer request ends the older.
    pub request: u64,
    /// As typed: words whose letters all stand in a line in this order, in any order of the words; case counts if one
    /// of them is upper case.
    pub typed: String,
    /// The lines.
    pub lines: SharedLines,
    /// Which of them to look at; all, if `None`.
    pub among: Option<Arc<[u32]>>,
    /// The one that comes first whatever its letters.
    pub first: Option<u32>,
}

impl RankRequest {
    /// How many lines have to be looked at.
    pub fn count(&self) -> usize {
        self.among
            .as_ref()
            .map_or_else(|| self.lines.count(), |among| among.len())
    }

    fn at(&self, place: usize) -> u32 {
        self.among.as_ref().map_or(place as u32, |among| among[place])
    }
}

/// The lines that match, in the order in which they are listed.
///
/// Now and then `go_on` is asked whether to; when twice as many lines have been looked at as the time before, it is
/// also told what was found among them. When it answers `false` the ranking ends with `None`.
pub fn rank(ranking: &RankRequest, go_on: &mut dyn FnMut(Option<&[u32]>) -> bool) -> Option<Vec<u32>> {
    let mut score = ranking.lines.scorer(&ranking.typed);
    let mut found: Vec<FoundLine> = Vec::new();
    let mut next_report = EVERY;
    let listed = |found: &mut Vec<FoundLine>| {
        ranking.lines.sort(found);
        found.iter().map(|&(_, line)| line).collect::<Vec<u32>>()
    };
    for place in 0..ranking.count() {
        if place == next_report {
            next_report *= 2;
            if !go_on(Some(&listed(&mut found))) {
                return None;
            }
        } else if place % EVERY == 0 && !go_on(None) {
            return None;
        }
        let line = ranking.at(place);
        let score = if ranking.first == Some(line) {
            Some(u32::MAX)
        } else {
            score(line as usize)
        };
        found.extend(score.map(|score| (Reverse(score), line)));
    }
    Some(listed(&mut found))
}
