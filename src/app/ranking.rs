//! Ranks lines by how well they match some letters. Pure, and slow on long lists: there it runs in a worker, not in
//! [`update`](super::update).

use std::cmp::Reverse;
use std::sync::Arc;

use super::list::Source;
use crate::matching::Fuzzy;

/// Lines looked at between two looks at whether to go on, and before the first report.
const EVERY: usize = 2_048;

/// What is to be ranked.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// Comes back with the answer; a newer request ends the older.
    pub request: u64,
    /// As typed: words whose letters all stand in a line in this order, in any order of the words; case counts if one
    /// of them is upper case.
    pub typed: String,
    /// The lines.
    pub lines: Source,
    /// Which of them to look at; all, if `None`.
    pub among: Option<Arc<[u32]>>,
    /// The one that comes first whatever its letters.
    pub first: Option<u32>,
}

impl Ranking {
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

/// The lines that match, best first, equally good ones in their order.
///
/// Now and then `go_on` is asked whether to; when twice as many lines have been looked at as the time before, it is
/// also told what was found among them. When it answers `false` the ranking ends with `None`.
pub fn rank(ranking: &Ranking, go_on: &mut dyn FnMut(Option<&[u32]>) -> bool) -> Option<Vec<u32>> {
    let mut fuzzy = Fuzzy::new(&ranking.typed);
    let mut found: Vec<(Reverse<u32>, u32)> = Vec::new();
    let mut next_report = EVERY;
    for place in 0..ranking.count() {
        if place == next_report {
            next_report *= 2;
            if !go_on(Some(&in_order(&mut found))) {
                return None;
            }
        } else if place % EVERY == 0 && !go_on(None) {
            return None;
        }
        let line = ranking.at(place);
        let score = if ranking.first == Some(line) {
            Some(u32::MAX)
        } else {
            fuzzy.score(&ranking.lines.line(line as usize))
        };
        found.extend(score.map(|score| (Reverse(score), line)));
    }
    Some(in_order(&mut found))
}

fn in_order(found: &mut [(Reverse<u32>, u32)]) -> Vec<u32> {
    found.sort_unstable();
    found.iter().map(|&(_, line)| line).collect()
}
