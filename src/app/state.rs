//! The session and the document together: where everything is on the screen, and how the page is laid out there.

use std::sync::Arc;

use super::document::Document;
use super::session::area::{Areas, Size};
use super::session::configured::Configured;
use super::session::notice::Notice;
use super::session::{Focus, Session};
use crate::article::{Article, BlockId};
use crate::keymap::Mode;
use crate::layout::typography::Typography;
use crate::layout::{Page, Row, RowKind};
use crate::settings::Settings;

/// The session and the document: everything on the screen except the overlays.
#[derive(Clone, Debug)]
pub struct State {
    /// What belongs to this run of the program in this terminal.
    pub session: Session,
    /// The open article, and everything that is about it.
    pub document: Document,
}

impl State {
    /// A session that begins with an article in which no repeats have been found yet.
    pub(super) fn new(article: Arc<Article>, configured: Configured, settings: Settings, size: Size) -> Self {
        Self {
            document: Document::new(article, &settings, None, false),
            session: Session::new(configured, settings, size),
        }
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
            typography: self.typography(areas),
            order: &document.posts.order,
        }
    }

    /// How prose is set on a screen.
    fn typography(&self, areas: Areas) -> Typography {
        let settings = &self.session.settings;
        Typography {
            justify: settings.justify,
            hyphenate: settings.hyphenate,
            paragraph_spacing: settings.paragraph_spacing,
            hang: areas.prose.x > areas.pane.x,
        }
    }

    /// Where everything is on the screen.
    pub fn areas(&self) -> Areas {
        let Session { size, settings, .. } = &self.session;
        if self.session.list_beside {
            Areas::with_list(*size, settings)
        } else if self.document.article.sections().len() == 1 {
            Areas::of_one_section(*size, settings, self.session.focus == Focus::Sidebar)
        } else {
            Areas::of(*size, settings, self.session.focus == Focus::Sidebar)
        }
    }

    /// Rows of the page on the screen: at least 1.
    pub fn height(&self) -> usize {
        usize::from(self.areas().prose.height).max(1)
    }

    /// The rows on the screen, as they were laid out when the last message had been taken in.
    pub fn rows(&self) -> &[Row] {
        let rows = &self.document.viewport.rows;
        &rows[..rows.len().min(self.height())]
    }

    /// The first row on the screen that shows a block, or the fold that stands for it, or a remark about it.
    pub fn row_of(&self, block: BlockId) -> Option<usize> {
        let is_it = |row: &Row| row.kind != RowKind::Spacing && row.anchor.block == block;
        self.rows().iter().position(is_it)
    }

    /// What decides which rows the page has, and how many of them are seen.
    pub(super) fn shape(&self) -> (u16, Typography, usize) {
        let areas = self.areas();
        (areas.measure, self.typography(areas), self.height())
    }

    /// Where keys go when nothing lies over the page.
    pub fn mode_under(&self) -> Mode {
        match self.session.focus {
            Focus::Page if self.document.selection.is_some() => Mode::Visual,
            Focus::Page => Mode::Page,
            Focus::Sidebar => Mode::Sidebar,
        }
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
