//! What stands at the right of the bottom line: where the reader is, and what goes on.

use super::{IDLE, ROOMY, Status, StatusPart};
use crate::app::document::search::{Search, SearchState};
use crate::app::{Notice, Overlay};
use crate::layout::Fresh;
use crate::layout::role::{Glyph, Role};

impl Status<'_> {
    /// What stands at the right, in the order it is read.
    pub(super) fn right(&self) -> Vec<StatusPart> {
        let work = self.state.session.work;
        let progress = [("reading", work.reading, 3), ("folding", work.folding, 2)];
        let progress = progress.into_iter().filter_map(|(what, done, rank)| {
            let words = format!("{what} {}%", done?);
            Some(StatusPart {
                words,
                role: Role::StatusProgress,
                rank,
            })
        });
        let fetching = self.state.session.library.fetching.as_ref().map(|how_far| StatusPart {
            words: how_far.clone(),
            role: Role::StatusProgress,
            rank: 3,
        });
        let progress = fetching.into_iter().chain(progress);
        // While a command is typed, all the line is its; while something is selected, that is what counts.
        if matches!(
            self.app.overlays.top(),
            Some(Overlay::Command(_) | Overlay::Help(_) | Overlay::Timeline(_))
        ) {
            return Vec::new();
        }
        if let Some(words) = self.state.selected_in_words() {
            let role = Role::StatusNotice;
            return vec![StatusPart { words, role, rank: 4 }];
        }
        let place = match &self.state.document.search {
            Some(search) => self.search(search),
            None => self.place(),
        };
        let aside = match &self.state.session.notice {
            Some(Notice::Aside(words)) => Some(StatusPart {
                words: words.clone(),
                role: Role::StatusNotice,
                rank: 3,
            }),
            _ => None,
        };
        progress.chain(self.news()).chain(aside).chain(place).collect()
    }

    /// What has come in and has not been seen; why nothing comes.
    fn news(&self) -> Vec<StatusPart> {
        let following = &self.state.document.following;
        // The notice says the same at the left.
        let said =
            |words: &String| !matches!(&self.state.session.notice, Some(Notice::Done(notice)) if notice == words);
        let news = following.in_words().filter(said).map(|words| StatusPart {
            words,
            role: Role::StatusNotice,
            rank: 3,
        });
        let trouble = following.trouble.clone().map(|words| StatusPart {
            words,
            role: Role::StatusError,
            rank: 1,
        });
        news.into_iter().chain(trouble).collect()
    }

    /// Which article is read, of how many.
    fn article(&self) -> Option<StatusPart> {
        let (words, all) = self.state.article_in_words()?;
        let more = if all { "" } else { self.theme.glyph(Glyph::Ellipsis) };
        Some(StatusPart {
            words: format!("{words}{more}"),
            role: Role::Status,
            rank: 2,
        })
    }

    fn place(&self) -> Vec<StatusPart> {
        let (place, unread) = self.state.document.place_in_words();
        let place = StatusPart {
            words: place,
            role: Role::Status,
            rank: 4,
        };
        let unread = unread.map(|words| StatusPart {
            words,
            role: Role::Status,
            rank: 1,
        });
        let left = self.state.document.minutes_left_here();
        let roomy = self.state.session.size.width >= ROOMY;
        let left = (roomy && left > 0 && self.state.document.reading.progress.has_begun()).then(|| StatusPart {
            words: format!("{left} min left here"),
            role: Role::Status,
            rank: 1,
        });
        // What the folds save is the least of it, but while only unique text is shown, that has to be known.
        let unique = self.state.is_unique_only().then(|| StatusPart {
            words: "unique text only".to_owned(),
            role: Role::StatusNotice,
            rank: 3,
        });
        let saved = self.state.document.saved_in_words().map(|words| StatusPart {
            words,
            role: Role::Status,
            rank: IDLE,
        });
        saved
            .into_iter()
            .chain(unique)
            .chain(self.article())
            .chain([place])
            .chain(self.fresh())
            .chain(left)
            .chain(unread)
            .collect()
    }

    /// Whether the block under the cursor is new since the last visit.
    fn fresh(&self) -> Option<StatusPart> {
        let word = match self.state.fresh(self.state.document.place.cursor)? {
            Fresh::Added => "new",
            Fresh::Changed => "changed",
        };
        let words = if self.state.session.size.width >= ROOMY {
            format!("{word} since {}", self.state.document.visits.since)
        } else {
            word.to_owned()
        };
        Some(StatusPart {
            words,
            role: Role::Status,
            rank: 1,
        })
    }

    /// What is searched for, unless it is just being typed, and at which match the reader is.
    fn search(&self, search: &Search) -> Vec<StatusPart> {
        // The notice says the same at the left.
        if matches!(search.state, SearchState::Wrong(_)) && self.state.session.notice.is_some() {
            return Vec::new();
        }
        let Some((words, role)) = self.count(search) else {
            return Vec::new();
        };
        let count = StatusPart { words, role, rank: 4 };
        if let (Some(Overlay::Search(_)), _) | (_, SearchState::Wrong(_)) = (self.app.overlays.top(), &search.state) {
            return vec![count];
        }
        let pattern = StatusPart {
            words: format!("/{}", search.pattern),
            role: Role::Prompt,
            rank: 1,
        };
        vec![pattern, count]
    }

    fn count(&self, search: &Search) -> Option<(String, Role)> {
        let count = search.matches.len();
        let at = self.state.match_number();
        // Where there may be more, that is said, whether they are still sought or too many.
        let more = match &search.state {
            SearchState::Done => "",
            SearchState::Running | SearchState::Capped => "+",
            SearchState::Wrong(why) => return Some((why.clone(), Role::StatusError)),
        };
        Some(match (at, count) {
            (_, 0) if search.pattern.is_empty() => return None,
            (_, 0) if more.is_empty() => ("no match".to_owned(), Role::StatusError),
            (_, 0) => (
                format!("searching{}", self.theme.glyph(Glyph::Ellipsis)),
                Role::StatusProgress,
            ),
            (Some(at), _) => (format!("{at} of {count}{more}"), Role::Status),
            (None, 1) if more.is_empty() => ("1 match".to_owned(), Role::Status),
            (None, _) => (format!("{count}{more} matches"), Role::Status),
        })
    }
}
