//! The timeline: bars that show when posts were published. Moving from bar to bar moves the page to their posts.
//!
//! A bar stands for an hour, unless that makes too few or too many bars. The chart is made when it opens, from the
//! times of all posts; a key costs the posts of one bar.

use std::sync::Arc;

use super::boxes::{BoxPlace, BoxShape};
use super::component::{Component, Context};
use super::picker::items::Item;
use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::document::place::Place;
use crate::app::request::{Request, Requests};
use crate::app::state::State;
use crate::article::{Date, SectionId};
use crate::fold::Moments;
use crate::keymap::{Action, Mode};

/// How many minutes a bar may stand for, in ascending order; beyond them it stands for whole weeks.
const SIZES: [i64; 8] = [1, 5, 15, 60, 180, 360, DAY, 7 * DAY];
/// Minutes of a day.
const DAY: i64 = 24 * 60;
/// Minutes of an hour, the usual width of a bar.
const HOUR: i64 = 60;
/// With fewer bars than this, finer ones are more useful.
const FEW: i64 = 6;
/// How many bars a page key moves.
const PAGE: usize = 6;
/// The widest bar with the blank beside it.
const WIDEST: usize = 4;

/// Rows of bars on a usual screen, and on a low one.
const BAR_ROWS: (u16, u16) = (3, 1);
/// A screen with at least this many rows has room for high bars.
const HIGH_FROM: u16 = 20;

/// Rows of bars on a screen of so many rows.
pub fn bar_rows(screen: u16) -> u16 {
    if screen >= HIGH_FROM { BAR_ROWS.0 } else { BAR_ROWS.1 }
}

/// The timeline while it is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// Where the reader was before, to return to on cancelling.
    before: Place,
    /// What is drawn.
    pub chart: Chart,
}

impl Carry for Timeline {
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self { before, chart } = self;
        before.carry(map);
        // The posts are others now: the chart is to be made anew.
        chart.columns = 0;
    }
}

/// Posts by time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// The minute with which the first bar begins, as in [`Moments`].
    start: i64,
    /// Minutes of a bar.
    size: i64,
    /// Posts in each bar, the oldest first.
    pub counts: Vec<u32>,
    /// Every post, the oldest first.
    posts: Arc<[(i64, SectionId)]>,
    /// Whether the days are known.
    dated: bool,
    /// The columns it was made for; 0 if it is out of date.
    columns: usize,
}

impl Chart {
    /// The posts of an article in at most so many columns.
    pub fn of(moments: &Moments, columns: usize) -> Self {
        let sections = moments.minutes.iter().enumerate();
        let mut posts: Vec<(i64, SectionId)> = sections
            .filter_map(|(index, minute)| Some(((*minute)?, SectionId(index as u32))))
            .collect();
        posts.sort_unstable();
        let (Some(&(first, _)), Some(&(last, _))) = (posts.first(), posts.last()) else {
            return Self::default();
        };
        let size = size(first, last, i64::try_from(columns.max(1)).unwrap_or(i64::MAX));
        let start = first.div_euclid(size) * size;
        let mut counts = vec![0; ((last - start) / size + 1) as usize];
        for (minute, _) in &posts {
            counts[((minute - start) / size) as usize] += 1;
        }
        Self {
            start,
            size,
            counts,
            posts: posts.into(),
            dated: moments.dated,
            columns,
        }
    }

    /// Columns of all bars.
    pub fn columns(&self) -> usize {
        self.counts.len() * self.bar_columns()
    }

    /// Columns of a bar with the blank beside it: 1 to 4; of one column there is no blank.
    pub fn bar_columns(&self) -> usize {
        (self.columns / self.counts.len().max(1)).clamp(1, WIDEST)
    }

    /// The bar that a minute falls into.
    fn bar(&self, minute: i64) -> usize {
        (((minute - self.start) / self.size.max(1)).max(0) as usize).min(self.counts.len().saturating_sub(1))
    }

    /// The title: "Posts per hour".
    pub fn title(&self) -> String {
        let per = match self.size {
            1 => "minute".to_owned(),
            HOUR => "hour".to_owned(),
            DAY => "day".to_owned(),
            size if size < HOUR => format!("{size} minutes"),
            size if size < DAY => format!("{} hours", size / HOUR),
            size if size == 7 * DAY => "week".to_owned(),
            size => format!("{} weeks", size / (7 * DAY)),
        };
        format!("Posts per {per}")
    }

    /// The minute with which a bar begins.
    fn minute(&self, bar: usize) -> i64 {
        self.start + self.size * i64::try_from(bar).unwrap_or(0)
    }

    /// When a bar begins: `14:00`, or `15 Aug` if a day begins with it.
    pub fn label(&self, bar: usize) -> String {
        let minute = self.minute(bar);
        let of_day = minute.rem_euclid(DAY);
        match self.date(minute) {
            Some(date) if of_day == 0 => format!("{} {}", date.day, date.month_name()),
            _ if self.size >= DAY => format!("day {}", minute.div_euclid(DAY) + 1),
            _ => format!("{:02}:{:02}", of_day / HOUR, of_day % HOUR),
        }
    }

    /// A bar in words: "15 Aug 14:00: 3 posts".
    pub fn words(&self, bar: usize) -> String {
        let minute = self.minute(bar);
        let of_day = minute.rem_euclid(DAY);
        let count = self.counts.get(bar).copied().unwrap_or(0);
        let noun = if count == 1 { "post" } else { "posts" };
        let day = self
            .date(minute)
            .map(|date| format!("{} {}", date.day, date.month_name()));
        let time = (self.size < DAY).then(|| format!("{:02}:{:02}", of_day / HOUR, of_day % HOUR));
        let when: Vec<String> = day.into_iter().chain(time).collect();
        let when = if when.is_empty() {
            self.label(bar)
        } else {
            when.join(" ")
        };
        format!("{when}: {count} {noun}")
    }

    fn date(&self, minute: i64) -> Option<Date> {
        self.dated.then(|| Moments::date(minute)).flatten()
    }
}

/// How many minutes a bar stands for, so that all bars fit: an hour, unless finer or coarser bars are more useful.
fn size(first: i64, last: i64, columns: i64) -> i64 {
    let bars = |size: i64| last.div_euclid(size) - first.div_euclid(size) + 1;
    let fits = |size: &i64| bars(*size) <= columns;
    let hour = bars(HOUR);
    if hour < FEW && hour <= columns {
        let mut finer = SIZES.into_iter().filter(|&size| size < HOUR).filter(fits);
        // The coarsest that makes enough bars, or the finest.
        let enough = finer.clone().rfind(|&size| bars(size) >= FEW);
        return enough.or(finer.next()).unwrap_or(HOUR);
    }
    let coarser = SIZES.into_iter().filter(|&size| size >= HOUR).find(fits);
    coarser.unwrap_or_else(|| {
        let week = 7 * DAY;
        // One more bar than fits may have begun.
        week * (bars(week) / (columns - 1).max(1) + 1)
    })
}

impl Timeline {
    /// Opens it, if any post has a time.
    pub(in crate::app) fn open(state: &mut Context<'_>) -> Option<Self> {
        if state.document.posts.moments.is_empty() {
            state.tell("The posts have no times");
            return None;
        }
        Some(Self {
            before: state.document.place,
            chart: Chart::of(&state.document.posts.moments, columns(state)),
        })
    }

    /// Moves so many bars on, counting those that have posts, at most to the last of them. From no bar, to the first.
    fn by_bars(&self, state: &State, later: bool, count: usize) -> Requests {
        let counts = &self.chart.counts;
        let full: Vec<usize> = (0..counts.len()).filter(|&bar| counts[bar] > 0).collect();
        let last = full.len().saturating_sub(1);
        let current = state.current_bar(&self.chart);
        let to = match current.and_then(|bar| full.binary_search(&bar).ok()) {
            Some(at) if later => at.saturating_add(count).min(last),
            Some(at) => at.saturating_sub(count),
            None if later => count.saturating_sub(1).min(last),
            None => last.saturating_sub(count.saturating_sub(1)),
        };
        full.get(to).map_or_else(Vec::new, |&bar| self.to_bar(state, bar))
    }

    /// To a bar, if it has posts.
    fn to_bar(&self, state: &State, bar: usize) -> Requests {
        let chart = &self.chart;
        let from = chart.posts.partition_point(|&(minute, _)| chart.bar(minute) < bar);
        let posts = chart.posts[from..]
            .iter()
            .take_while(|&&(minute, _)| chart.bar(minute) == bar);
        // To the post of the bar that stands first on the page: the others are below it.
        let first = posts
            .map(|&(_, section)| section)
            .min_by_key(|&section| state.document.posts.order.place(section));
        self.to_section(first)
    }

    fn to_section(&self, section: Option<SectionId>) -> Requests {
        let preview = |section| Request::Preview(Some(Item::Section(section)), self.before);
        section.map(preview).into_iter().collect()
    }

    /// To the next post on the page or the one before.
    fn by_posts(&self, state: &State, below: bool, count: usize) -> Requests {
        let posts = &state.document.posts;
        let (order, minutes) = (&posts.order, &posts.moments.minutes);
        let is_post = |&place: &usize| minutes.get(order.section(place).index()).copied().flatten().is_some();
        let here = order.place(state.document.section());
        let to = if below {
            (here + 1..minutes.len()).filter(is_post).take(count).last()
        } else {
            let above = (0..here.min(minutes.len())).rev();
            above.filter(is_post).take(count).last()
        };
        self.to_section(to.map(|place| order.section(place)))
    }
}

/// How many columns there are for bars.
fn columns(state: &State) -> usize {
    usize::from(state.session.size.within_box().width).max(1)
}

impl Component for Timeline {
    fn mode(&self) -> Mode {
        Mode::Box
    }

    fn shape(&self, state: &State) -> Option<BoxShape> {
        let columns = u16::try_from(self.chart.columns()).unwrap_or(u16::MAX);
        let rows = bar_rows(state.session.size.height) + 2;
        Some(BoxShape::new(BoxPlace::LowerRight, columns, rows.into()))
    }

    fn act(&mut self, state: &mut Context<'_>, action: Action, count: usize) -> Requests {
        match action {
            Action::Accept | Action::Activate => {
                let moved = state.document.place != self.before;
                let remember = moved.then_some(Request::Remember(self.before));
                std::iter::once(Request::Close).chain(remember).collect()
            }
            Action::Cancel | Action::Clear | Action::Timeline => vec![Request::Close, Request::Restore(self.before)],
            Action::EarlierBar => self.by_bars(state, false, count),
            Action::LaterBar => self.by_bars(state, true, count),
            Action::ListPageUp => self.by_bars(state, false, count.saturating_mul(PAGE)),
            Action::ListPageDown => self.by_bars(state, true, count.saturating_mul(PAGE)),
            Action::ListStart => self.by_bars(state, false, usize::MAX),
            Action::ListEnd => self.by_bars(state, true, usize::MAX),
            Action::ListDown => self.by_posts(state, true, count),
            Action::ListUp => self.by_posts(state, false, count),
            _ => Vec::new(),
        }
    }

    /// To the bar in a column of the chart, if there is one with posts.
    fn click(&mut self, state: &mut Context<'_>, column: usize, _: usize) -> Requests {
        self.to_bar(state, column / self.chart.bar_columns().max(1))
    }

    /// Redraws the chart if the screen or the article has changed.
    fn follow(&mut self, state: &mut Context<'_>) -> Requests {
        let moments = &state.document.posts.moments;
        if moments.is_empty() {
            return vec![Request::Close];
        }
        let columns = columns(state);
        if self.chart.columns != columns {
            self.chart = Chart::of(moments, columns);
        }
        Vec::new()
    }
}

impl State {
    /// The bar of the post the reader is in, if it has one.
    pub fn current_bar(&self, chart: &Chart) -> Option<usize> {
        let minutes = &self.document.posts.moments.minutes;
        let here = self.document.section().index().min(minutes.len().checked_sub(1)?);
        // A section without a time belongs to the post above it.
        let minute = minutes[..=here].iter().rev().find_map(|minute| *minute)?;
        Some(chart.bar(minute))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(minutes: &[i64], columns: usize) -> Chart {
        let moments = Moments {
            minutes: minutes.iter().copied().map(Some).collect(),
            ..Moments::default()
        };
        Chart::of(&moments, columns)
    }

    #[test]
    fn bars_are_hours_unless_there_are_too_few_or_too_many() {
        for (span, columns, size) in [
            (0, 20, 1),
            (5, 20, 1),
            (20, 20, 5),
            (119, 20, 15),
            (6 * HOUR, 20, HOUR),
            (14 * HOUR, 20, HOUR),
            (30 * HOUR, 20, 180),
            (30 * HOUR, 100, HOUR),
            (6 * DAY, 20, DAY),
            (6 * DAY, 190, HOUR),
            (300 * DAY, 20, 3 * 7 * DAY),
        ] {
            let chart = chart(&[0, span], columns);
            assert_eq!(chart.size, size, "{span} minutes in {columns} columns");
            assert!(chart.counts.len() <= columns, "{span} in {columns}");
        }
    }

    #[test]
    fn however_far_apart_posts_are_the_chart_fits_and_has_all_of_them() {
        for columns in [1, 2, 20, 33, 120, 200] {
            for span in (0..22).map(|power| 1i64 << power) {
                for start in [-50, 0, 7, 1439, 10_000_000] {
                    let chart = chart(&[start, start + span / 3, start + span], columns);
                    assert!(
                        chart.counts.len() * chart.bar_columns() <= columns.max(2),
                        "{span} from {start} in {columns}"
                    );
                    assert_eq!(chart.counts.iter().sum::<u32>(), 3);
                }
            }
        }
    }
}
