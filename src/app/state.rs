//! The session and the document together: where everything is on the screen, and how the page is laid out there.

use std::sync::Arc;

use super::area::{Areas, Size};
use super::document::Document;
use super::message::Configured;
use super::screen::{Notice, Screen};
use super::session::Session;
use super::{Settings, moving, place};
use crate::article::Article;
use crate::layout::Page;
use crate::layout::look::Look;

/// Everything the screen depends on, except how the theme looks.
#[derive(Clone, Debug)]
pub struct State {
    /// What belongs to this run of the program in this terminal.
    pub session: Session,
    /// The open article, and everything that is about it.
    pub document: Document,
    /// What lies over the page.
    pub screen: Screen,
}

impl State {
    /// A session that begins at the start of an article in which no repeats have been found yet.
    pub fn new(article: Arc<Article>, configured: Configured, settings: Settings, size: Size) -> Self {
        let document = Document::new(article, &settings);
        let mut state = Self {
            session: Session::new(configured, settings, size),
            document,
            screen: Screen::Reading,
        };
        state.begin();
        state
    }

    /// Puts the page at the start of a document that has just come.
    pub(super) fn begin(&mut self) {
        moving::to_start(self);
        place::settle(self);
        self.document.keeping.held = self.document.place;
    }

    /// The page as it is laid out now.
    pub fn page(&self) -> Page<'_> {
        let areas = self.areas();
        let (document, settings) = (&self.document, &self.session.settings);
        Page {
            article: &document.article,
            folding: &document.folding,
            folds: &document.folds,
            measure: areas.measure,
            fold_boilerplate: settings.fold_boilerplate,
            past: &document.visits.past,
            fold_read: settings.fold_read,
            look: self.look(areas),
            order: &document.posts.order,
        }
    }

    /// How prose is set on a screen.
    fn look(&self, areas: Areas) -> Look {
        let settings = &self.session.settings;
        Look {
            justify: settings.justify,
            hyphenate: settings.hyphenate,
            paragraph_spacing: settings.paragraph_spacing,
            hang: areas.prose.x > areas.pane.x,
        }
    }

    /// Where everything is on the screen.
    pub fn areas(&self) -> Areas {
        let Session {
            size, settings, focus, ..
        } = &self.session;
        match self.screen {
            Screen::Picking(_) => Areas::with_list(*size, settings),
            _ => Areas::of(*size, settings, *focus),
        }
    }

    /// Rows of the page on the screen: at least 1.
    pub fn height(&self) -> usize {
        usize::from(self.areas().prose.height).max(1)
    }

    /// What decides which rows the page has, and how many of them are seen.
    pub(super) fn shape(&self) -> (u16, Look, usize) {
        let areas = self.areas();
        (areas.measure, self.look(areas), self.height())
    }

    /// Says that something could not be done.
    pub(super) fn fail(&mut self, words: impl Into<String>) {
        self.session.notice = Some(Notice::Failed(words.into()));
    }

    /// Says that something was done.
    pub(super) fn tell(&mut self, words: impl Into<String>) {
        self.session.notice = Some(Notice::Done(words.into()));
    }
}
