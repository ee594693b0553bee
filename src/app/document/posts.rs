//! When the posts of an article were published, and the order in which they are shown: a view, the article is not
//! touched. The opening and lists of stories stay where they are; what else has no time stays with the post above it.

use crate::article::{Article, Date, Kind, Section, SectionId};
use crate::fold::Moments;
use crate::layout::Order;
use crate::settings::PostOrder;

/// When the posts of an article were published, and in which order they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Posts {
    /// When they were published.
    pub moments: Moments,
    /// In which order they are shown.
    pub order: Order,
    /// By section: the day whose first section it is, in that order; empty where all are of one day.
    days: Vec<Option<i64>>,
    /// What that order is.
    pub(in crate::app) asked: PostOrder,
}

impl Posts {
    /// Those of an article, in this order. Looks at every block.
    pub(in crate::app) fn of(article: &Article, asked: PostOrder) -> Self {
        let moments = Moments::of(article);
        let order = ordered(article, &moments, asked);
        let days = days(article, &moments, &order);
        Self {
            moments,
            order,
            days,
            asked,
        }
    }
}

/// The sections of an article in this order.
pub(in crate::app) fn ordered(article: &Article, moments: &Moments, asked: PostOrder) -> Order {
    if asked == PostOrder::Given || moments.is_empty() {
        return Order::default();
    }
    // Posts, each with what follows it and has no time. What stands above the first, the opening and lists of stories
    // stay in their places.
    let mut posts: Vec<(i64, Vec<SectionId>)> = Vec::new();
    let below = below_posts(moments);
    let mut shown: Vec<Option<SectionId>> = Vec::with_capacity(moments.minutes.len());
    for (index, minute) in moments.minutes.iter().enumerate() {
        let section = SectionId(index as u32);
        let apart = minute.is_none() && (index >= below || is_list(article, section));
        let stays = is_opening(article, section) || apart;
        match (minute, posts.last_mut()) {
            _ if stays => shown.push(Some(section)),
            (Some(minute), _) => {
                posts.push((*minute, vec![section]));
                shown.push(None);
            }
            (None, Some((_, sections))) => {
                sections.push(section);
                shown.push(None);
            }
            (None, None) => shown.push(Some(section)),
        }
    }
    // Of two posts of one minute that is older which is so by the order the article is told in.
    if moments.newest_first {
        posts.reverse();
    }
    posts.sort_by_key(|(minute, _)| *minute);
    if asked == PostOrder::Newest {
        posts.reverse();
    }
    let mut posts = posts.into_iter().flat_map(|(_, sections)| sections);
    let shown = shown.into_iter().filter_map(|stays| stays.or_else(|| posts.next()));
    Order::new(article, shown.collect())
}

/// The first of the sections without a time below the last post, if no other post has such a section: then these are no
/// parts of a post, but other stories.
fn below_posts(moments: &Moments) -> usize {
    let timed = |minute: &Option<i64>| minute.is_some();
    let minutes = &moments.minutes;
    let (first, last) = (minutes.iter().position(timed), minutes.iter().rposition(timed));
    match (first, last) {
        (Some(first), Some(last)) if first < last && minutes[first..=last].iter().all(timed) => last + 1,
        _ => minutes.len(),
    }
}

/// Whether a section is the opening, even if it bears a time: that is when the article was published.
fn is_opening(article: &Article, section: SectionId) -> bool {
    let Section {
        first, last, headline, ..
    } = *article.section(section);
    let mut blocks = article.blocks()[first.index()..=last.index()].iter();
    section == SectionId(0) && (headline.is_none() || blocks.any(|block| block.kind == Kind::Title))
}

/// Whether a section is a list, as that of the top stories is: three items at least, and they are most of it.
fn is_list(article: &Article, section: SectionId) -> bool {
    const ITEMS: usize = 3;
    let Section { first, last, .. } = *article.section(section);
    let blocks = &article.blocks()[first.index()..=last.index()];
    let items = blocks.iter().filter(|block| block.kind == Kind::ListItem).count();
    let passages = blocks.iter().filter(|block| block.kind.is_passage()).count();
    items >= ITEMS && items * 3 >= passages * 2
}

/// By section: the day whose first section it is, in the order shown. Empty where all are of one day.
fn days(article: &Article, moments: &Moments, order: &Order) -> Vec<Option<i64>> {
    /// Minutes of a day.
    const DAY: i64 = 24 * 60;
    let mut days = vec![None; moments.minutes.len()];
    let (mut before, mut changes) = (None, 0);
    for place in 0..article.sections().len().min(days.len()) {
        let section = order.section(place).index();
        let day = moments.minutes[section].map(|minute| minute.div_euclid(DAY));
        if day.is_some() && day != before {
            (days[section], before) = (day, day);
            changes += 1;
        }
    }
    if changes > 1 { days } else { Vec::new() }
}

impl Posts {
    /// The day whose first section this is, in words, where the article spans several: "Mon 15 Aug", or "Day 2" where
    /// only the times of day are known.
    pub fn day(&self, section: SectionId) -> Option<String> {
        const WEEK: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        let day = (*self.days.get(section.index())?)?;
        let date = self.moments.dated.then(|| Date::from_days(day)).flatten();
        Some(match date {
            Some(date) => {
                let weekday = WEEK[usize::from(date.weekday()) % WEEK.len()];
                format!("{weekday} {} {}", date.day, date.month_name())
            }
            None => format!("Day {}", day + 1),
        })
    }

    /// Shows them in this order.
    pub(in crate::app) fn reorder(&mut self, article: &Article, asked: PostOrder, order: Order) {
        self.days = days(article, &self.moments, &order);
        (self.order, self.asked) = (order, asked);
    }
}
