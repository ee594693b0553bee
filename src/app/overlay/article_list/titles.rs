//! The article list as lines: letters of a title are looked for, as in any list, and the beginnings of days. The lines
//! stand in the order that is set.

use std::borrow::Cow;
use std::cmp::Reverse;

use crate::app::list::ranking::{FoundLine, ListLines};
use crate::app::session::catalogue::{Catalogue, ListOrder, ListedAs, ListedName};
use crate::matching::Fuzzy;

/// What the articles are called, to be listed in an order.
#[derive(Debug)]
pub struct SortedTitles {
    /// What they are called.
    pub catalogue: Catalogue,
    /// The order.
    pub order: ListOrder,
}

/// What is typed: days, or what stands in a title, as `2026-08`; and words.
fn taken_apart(typed: &str) -> (Vec<String>, Fuzzy) {
    let is_figures = |word: &&str| {
        word.starts_with(|c: char| c.is_ascii_digit()) && word.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'-'))
    };
    let (figures, words): (Vec<&str>, Vec<&str>) = typed.split_whitespace().partition(is_figures);
    let figures = figures.into_iter().map(str::to_owned).collect();
    (figures, Fuzzy::new(&words.join(" ")))
}

/// The words of what is typed, whose letters are lit in titles.
pub fn words(typed: &str) -> Fuzzy {
    taken_apart(typed).1
}

impl SortedTitles {
    fn named(&self, number: u32) -> ListedName<'_> {
        self.catalogue.get(number as usize).unwrap_or_default()
    }

    fn sort_by_title(&self, found: &mut [FoundLine]) {
        found.sort_by_cached_key(|&(_, number)| {
            let named = self.named(number);
            (
                named.is != ListedAs::Title,
                TitleKey(named.words.to_lowercase()),
                number,
            )
        });
    }
}

/// A title that is compared with others so that numbers in it count by their value.
struct TitleKey(String);

impl PartialEq for TitleKey {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for TitleKey {}

impl Ord for TitleKey {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        alphanumeric_sort::compare_str(&self.0, &other.0)
    }
}

impl PartialOrd for TitleKey {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl ListLines for SortedTitles {
    fn count(&self) -> usize {
        self.catalogue.len()
    }

    fn line(&self, index: usize) -> Cow<'_, str> {
        Cow::Borrowed(self.named(index as u32).words)
    }

    fn scorer<'a>(&'a self, typed: &str) -> Box<dyn FnMut(usize) -> Option<u32> + 'a> {
        let (figures, mut words) = taken_apart(typed);
        Box::new(move |number| {
            let named = self.named(number as u32);
            let date = named.date.map(|date| date.to_string()).unwrap_or_default();
            let fits = |figures: &String| date.starts_with(figures.as_str()) || named.words.contains(figures.as_str());
            figures.iter().all(fits).then(|| words.score(named.words))?
        })
    }

    fn is_sorted(&self) -> bool {
        self.order != ListOrder::Given
    }

    fn sort(&self, found: &mut [FoundLine]) {
        let date = |number: u32| self.named(number).date;
        match self.order {
            ListOrder::Given => found.sort_unstable(),
            ListOrder::Newest => found.sort_unstable_by_key(|&(_, number)| (Reverse(date(number)), number)),
            ListOrder::Oldest => {
                found.sort_unstable_by_key(|&(_, number)| (date(number).is_none(), date(number), number));
            }
            ListOrder::Title => self.sort_by_title(found),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::list::ranking::{RankRequest, SharedLines, rank};
    use crate::app::session::catalogue::Listed;
    use crate::article::Date;

    fn catalogue(articles: &[(&str, &str)]) -> Catalogue {
        let listed = |&(words, date): &(&str, &str)| Listed {
            words: words.to_owned(),
            date: Date::parse(date),
            is: ListedAs::Title,
        };
        let listed: Vec<Listed> = articles.iter().map(listed).collect();
        let mut catalogue = Catalogue::default();
        catalogue.add(0, &listed);
        catalogue
    }

    const ARTICLES: [(&str, &str); 6] = [
        ("Harbour fire, report 10", "2026-08-15"),
        ("Ferries sail again", "2026-07-30"),
        ("harbour fire, report 2", "2026-08-02"),
        ("A year of storms: 2026-08 told by day", "2027-01-01"),
        ("Old town", ""),
        ("Hafenbrände", "2025-08-15"),
    ];

    fn found(typed: &str, order: ListOrder) -> Vec<u32> {
        let catalogue = catalogue(&ARTICLES);
        let ranking = RankRequest {
            request: 1,
            typed: typed.to_owned(),
            lines: SharedLines::new(Arc::new(SortedTitles { catalogue, order })),
            among: None,
            first: None,
        };
        rank(&ranking, &mut |_| true).expect("not stopped")
    }

    #[test]
    fn letters_of_the_title_and_the_beginning_of_a_day_are_found() {
        for (typed, numbers) in [
            ("", &[0, 1, 2, 3, 4, 5][..]),
            ("2026-08", &[0, 2, 3]),
            ("2026-08-15", &[0]),
            ("2", &[0, 1, 2, 3, 5]),
            ("harfi", &[0, 2]),
            ("harbour 2026-08-0", &[2]),
            ("brande", &[5]),
            ("nothing like it", &[]),
            ("2026-13", &[]),
        ] {
            let mut found = found(typed, ListOrder::Given);
            found.sort_unstable();
            assert_eq!(found, numbers, "{typed}");
        }
    }

    #[test]
    fn orders_are_of_the_same_articles() {
        assert_eq!(found("", ListOrder::Newest), [3, 0, 2, 1, 5, 4]);
        assert_eq!(found("", ListOrder::Oldest), [5, 1, 2, 0, 3, 4]);
        assert_eq!(found("", ListOrder::Title), [3, 1, 5, 2, 0, 4]);
        assert_eq!(found("fire", ListOrder::Oldest), [2, 0]);
        let round = [ListOrder::Newest, ListOrder::Oldest, ListOrder::Title, ListOrder::Given];
        assert!(
            round.into_iter().fold(ListOrder::Given, |order, next| {
                assert_eq!(order.next(), next);
                next
            }) == ListOrder::Given
        );
    }
}
