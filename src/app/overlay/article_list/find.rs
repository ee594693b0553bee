//! Searches the article list: letters of a title, as in any picker, and the beginnings of dates.

use std::cmp::Reverse;

use crate::app::session::catalogue::{Catalogue, ListOrder, ListedAs, ListedName};
use crate::matching::Fuzzy;

/// Articles looked at between two questions whether to go on.
const STRIDE: usize = 1024;
/// The first partial result is reported after so many articles, and the next each time that number has doubled.
const FIRST: usize = 8192;

/// What is typed, ready to be looked for.
pub struct Matching {
    /// Days, or what stands in a title: figures and hyphens, as in `2026-08`.
    figures: Vec<String>,
    words: Fuzzy,
}

impl Matching {
    /// For what is typed.
    pub fn of(typed: &str) -> Self {
        let is_figures = |word: &&str| {
            word.starts_with(|c: char| c.is_ascii_digit())
                && word.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'-'))
        };
        let (figures, words): (Vec<&str>, Vec<&str>) = typed.split_whitespace().partition(is_figures);
        Self {
            figures: figures.into_iter().map(str::to_owned).collect(),
            words: Fuzzy::new(&words.join(" ")),
        }
    }

    /// How well an article matches; nothing if it does not.
    fn score(&mut self, named: ListedName<'_>) -> Option<u32> {
        let date = named.date.map(|date| date.to_string()).unwrap_or_default();
        let fits = |figures: &String| date.starts_with(figures.as_str()) || named.words.contains(figures.as_str());
        if !self.figures.iter().all(fits) {
            return None;
        }
        self.words.score(named.words)
    }

    /// Which characters of a title match, counted from 0, ascending.
    pub fn letters(&mut self, words: &str) -> Vec<u32> {
        self.words.letters(words)
    }
}

/// The articles that match what is typed, in an order. `told` is given those found so far now and then, and nothing
/// in between; when it answers `false` there is no answer.
pub fn find(
    catalogue: &Catalogue,
    typed: &str,
    order: ListOrder,
    told: &mut dyn FnMut(Option<&[u32]>) -> bool,
) -> Option<Vec<u32>> {
    let mut matching = Matching::of(typed);
    let mut found: Vec<(u32, u32)> = Vec::new();
    let mut next = FIRST;
    for number in 0..catalogue.len() {
        if number == next {
            next *= 2;
            let so_far = sorted(catalogue, found.clone(), order);
            if !told(Some(&so_far)) {
                return None;
            }
        } else if number % STRIDE == 0 && !told(None) {
            return None;
        }
        let score = catalogue.get(number).and_then(|named| matching.score(named));
        found.extend(score.map(|score| (score, number as u32)));
    }
    Some(sorted(catalogue, found, order))
}

fn sorted(catalogue: &Catalogue, mut found: Vec<(u32, u32)>, order: ListOrder) -> Vec<u32> {
    let named = |number: u32| catalogue.get(number as usize).unwrap_or_default();
    let date = |number: u32| named(number).date;
    match order {
        ListOrder::Given => found.sort_unstable_by_key(|&(score, number)| (Reverse(score), number)),
        ListOrder::Newest => found.sort_unstable_by_key(|&(_, number)| (Reverse(date(number)), number)),
        ListOrder::Oldest => found.sort_unstable_by_key(|&(_, number)| (date(number).is_none(), date(number), number)),
        ListOrder::Title => return by_title(catalogue, &found),
    }
    found.into_iter().map(|(_, number)| number).collect()
}

fn by_title(catalogue: &Catalogue, found: &[(u32, u32)]) -> Vec<u32> {
    let key = |number: u32| {
        let named = catalogue.get(number as usize).unwrap_or_default();
        (named.is != ListedAs::Title, named.words.to_lowercase())
    };
    let mut keyed: Vec<((bool, String), u32)> = found.iter().map(|&(_, number)| (key(number), number)).collect();
    keyed.sort_unstable_by(|((one_last, one), first), ((other_last, other), second)| {
        one_last
            .cmp(other_last)
            .then_with(|| alphanumeric_sort::compare_str(one, other))
            .then_with(|| first.cmp(second))
    });
    keyed.into_iter().map(|(_, number)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
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
        find(&catalogue(&ARTICLES), typed, order, &mut |_| true).expect("not stopped")
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

    #[test]
    fn a_long_list_tells_what_it_has_and_stops_when_it_is_not_wanted() {
        let many: Vec<(&str, &str)> = ARTICLES.iter().copied().cycle().take(5 * FIRST).collect();
        let catalogue = catalogue(&many);
        let mut told = Vec::new();
        let all = find(&catalogue, "harbour", ListOrder::Given, &mut |found| {
            told.extend(found.map(<[u32]>::len));
            true
        });
        let all = all.expect("not stopped");
        assert!(told.len() == 3 && told.is_sorted() && told[2] < all.len(), "{told:?}");
        let mut asked = 0;
        let stopped = find(&catalogue, "harbour", ListOrder::Given, &mut |_| {
            asked += 1;
            asked < 3
        });
        assert_eq!((stopped, asked), (None, 3));
    }
}
