//! What the articles are called: a few bytes an article besides its title, in leaves that are shared with whoever
//! looks through them and never change once they are full.

use std::sync::Arc;

use crate::article::Date;

/// Articles on a leaf: adding one may cost a copy of so many.
const LEAF: usize = 4096;

/// An article as it was listed when it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its title, or what stands in for it, on one line.
    pub words: String,
    /// The day it was published, if that is known.
    pub date: Option<Date>,
    /// What the words are.
    pub is: ListedAs,
}

/// What an article is listed by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListedAs {
    /// Its title, or its first words.
    Title,
    /// The name of its file: it has no words of its own.
    Name,
    /// Why it cannot be read.
    Wrong,
    /// Nothing: it has not been looked at.
    #[default]
    Unknown,
}

/// What an article is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListedName<'a> {
    /// Its title, or what stands in for it.
    pub words: &'a str,
    /// The day it was published, if that is known.
    pub date: Option<Date>,
    /// What the words are.
    pub is: ListedAs,
}

/// What all articles are called, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    /// All but the last are full.
    leaves: Vec<Arc<Leaf>>,
}

/// Some articles in a row.
#[derive(Clone, Debug, Default, PartialEq)]
struct Leaf {
    /// Their words, one behind the other.
    words: String,
    lines: Vec<TitleLine>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct TitleLine {
    /// Where its words end.
    end: u32,
    date: Option<Date>,
    is: ListedAs,
}

impl Leaf {
    fn get(&self, at: usize) -> Option<ListedName<'_>> {
        let line = self.lines.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.lines[before].end);
        Some(ListedName {
            words: self.words.get(start as usize..line.end as usize)?,
            date: line.date,
            is: line.is,
        })
    }

    fn add(&mut self, listed: &Listed) {
        self.words.push_str(&listed.words);
        self.lines.push(TitleLine {
            end: self.words.len() as u32,
            date: listed.date,
            is: listed.is,
        });
    }
}

impl Catalogue {
    /// How many there are.
    pub fn len(&self) -> usize {
        let last = self.leaves.last().map_or(0, |leaf| leaf.lines.len());
        self.leaves.len().saturating_sub(1) * LEAF + last
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }

    /// What an article is called, if that is known.
    pub fn get(&self, number: usize) -> Option<ListedName<'_>> {
        self.leaves.get(number / LEAF)?.get(number % LEAF)
    }

    /// Adds articles, the first of which has the number `from`. Those that are already known are skipped.
    pub fn add(&mut self, from: usize, listed: &[Listed]) {
        let known = self.len();
        let Some(skip) = known.checked_sub(from) else { return };
        for listed in listed.iter().skip(skip) {
            if self.leaves.last().is_none_or(|leaf| leaf.lines.len() == LEAF) {
                self.leaves.push(Arc::default());
            }
            if let Some(leaf) = self.leaves.last_mut() {
                Arc::make_mut(leaf).add(listed);
            }
        }
    }
}

/// In which order a list stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListOrder {
    /// As the articles were given; with a filter, the best match first.
    #[default]
    Given,
    /// By day, the newest first; those without one last.
    Newest,
    /// By day, the oldest first; those without one last.
    Oldest,
    /// By title, numbers in it by their value.
    Title,
}

impl ListOrder {
    /// The next one, when the reader goes through them.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Given => Self::Newest,
            Self::Newest => Self::Oldest,
            Self::Oldest => Self::Title,
            Self::Title => Self::Given,
        }
    }

    /// In words: "newest first".
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Given => "as given",
            Self::Newest => "newest first",
            Self::Oldest => "oldest first",
            Self::Title => "by title",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(number: usize) -> Listed {
        Listed {
            words: format!("Report {number}"),
            date: Date::new(2026, 8, (number % 28 + 1) as u8),
            is: ListedAs::Title,
        }
    }

    #[test]
    fn articles_are_found_by_their_number_however_they_came() {
        let all: Vec<Listed> = (0..3 * LEAF + 7).map(listed).collect();
        let mut catalogue = Catalogue::default();
        let mut from = 0;
        for size in [1, 0, 5, LEAF, 17, 2 * LEAF] {
            let to = (from + size).min(all.len());
            // What is told twice is there once.
            catalogue.add(from.saturating_sub(3), &all[from.saturating_sub(3)..to]);
            from = to;
            assert_eq!(catalogue.len(), from);
        }
        let shared = catalogue.clone();
        catalogue.add(from, &all[from..]);
        assert_eq!((shared.len(), catalogue.len()), (from, all.len()));
        for (number, listed) in all.iter().enumerate() {
            let named = catalogue.get(number).expect("an article");
            assert_eq!((named.words, named.date), (listed.words.as_str(), listed.date));
        }
        assert_eq!(catalogue.get(all.len()), None);
        // A gap is no list.
        catalogue.add(all.len() + 1, &all);
        assert_eq!(catalogue.len(), all.len());
    }

    #[test]
    fn an_article_takes_few_bytes_besides_its_title() {
        assert!(size_of::<TitleLine>() <= 16);
    }
}
