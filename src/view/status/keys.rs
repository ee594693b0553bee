//! The keys that are worth knowing here, and what each would do now.

use super::super::cells::{self, Pen};
use super::super::hint;
use super::{GAP, KeyHint, Status};
use crate::app::Overlay;
use crate::app::document::following::OlderPages;
use crate::keymap::{Action, Code, Hint, Key, Mode};
use crate::layout::role::{Glyph, Role};

impl Status<'_> {
    /// As many hints as fit, help and the way out always among them.
    pub(super) fn hints(&self, pen: &mut Pen<'_>) {
        let mut hints = self.all_hints();
        while hints.iter().map(|hint| hint.columns() + GAP).sum::<u16>() > pen.room() + GAP {
            let Some(last) = hints.iter().rposition(|hint| !hint.stays) else {
                break;
            };
            hints.remove(last);
        }
        let ground = cells::style(self.theme, Role::Status);
        for (index, hint) in hints.iter().enumerate() {
            if hint.columns() > pen.room() {
                break;
            }
            pen.blank(if index > 0 { GAP } else { 0 }, ground);
            pen.text(&hint.keys, cells::style(self.theme, Role::StatusKey));
            pen.blank(1, ground).text(hint.label, ground);
        }
    }

    /// The hints of the mode, but those for which there is nothing to do.
    pub(super) fn all_hints(&self) -> Vec<KeyHint> {
        let (state, mode) = (self.state, self.app.mode());
        let first = |action| {
            state
                .session
                .configured
                .keymap
                .keys_of(mode, action)
                .first()
                .map(Vec::as_slice)
        };
        let idle: Vec<&[Key]> = self.idle().filter_map(first).collect();
        let hints = state.session.configured.keymap.hint(mode).into_iter();
        // The way out, and the way to know all others.
        let stays = match mode {
            Mode::Page | Mode::Sidebar => [first(Action::Help), first(Action::Quit)],
            _ => [first(Action::Cancel), None],
        };
        let goes = matches!(
            self.app.overlays.top(),
            Some(Overlay::Changes(_) | Overlay::Timeline(_))
        );
        hints
            .filter(|hint| !idle.contains(&hint.keys.0))
            .filter_map(|hint| {
                let unfolds = mode == Mode::Page && first(Action::Activate) == Some(hint.keys.0);
                Some(KeyHint {
                    keys: self.keys(&hint),
                    label: if unfolds {
                        state.what_activating_does(self.fold)?
                    } else if goes && first(Action::Accept) == Some(hint.keys.0) {
                        "go"
                    } else {
                        hint.label
                    },
                    stays: stays.contains(&Some(hint.keys.0)),
                })
            })
            .collect()
    }

    /// Actions that would do nothing here.
    fn idle(&self) -> impl Iterator<Item = Action> {
        let sections = self.state.document.article.sections().len();
        let over = self.app.overlays.top();
        let articles = matches!(over, Some(Overlay::Articles(_)));
        let listing = articles || matches!(over, Some(Overlay::Hits(_)));
        let versions = matches!(over, Some(Overlay::Versions(list)) if list.comparison.is_none());
        let timeline = matches!(over, Some(Overlay::Timeline(_)));
        let (one, none, help) = match over {
            None => (sections < 2, sections == 0, false),
            Some(Overlay::Help(_)) => (false, false, true),
            _ => (false, false, false),
        };
        let older = self.state.document.following.older == OlderPages::There;
        let boxed = self.app.mode() == Mode::Box;
        let actions = [
            (one, Action::NextSection),
            (one, Action::PreviousSection),
            (one, Action::PickSection),
            (self.state.session.library.known < 2, Action::NextArticle),
            (self.state.session.library.known < 2, Action::ListArticles),
            (listing, Action::NextKind),
            (!articles, Action::SortList),
            (!versions, Action::CompareVersions),
            (!timeline, Action::EarlierBar),
            (!timeline, Action::LaterBar),
            (!older, Action::OlderPosts),
            (none, Action::Search),
            (none, Action::SwitchPane),
            (none || help, Action::Accept),
            (boxed && !help, Action::Search),
        ];
        actions.into_iter().filter_map(|(idle, action)| idle.then_some(action))
    }

    fn keys(&self, hint: &Hint<'_>) -> String {
        match hint.keys.0 {
            [key] if *key == Key::plain(Code::Enter) => self.theme.glyph(Glyph::Return).to_owned(),
            _ => hint::written(hint.keys, self.theme),
        }
    }
}
