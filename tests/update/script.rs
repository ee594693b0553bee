//! What a person does, and what they then see: a reader with a keyboard and no terminal.

use std::sync::Arc;

use dateline::app::document::progress::Stage;
use dateline::app::list::ranking::rank;
use dateline::app::search::find;
use dateline::app::session::area::Size;
use dateline::app::{App, Configured, Effect, Message, Mouse, MouseKind, Notice, Settings, update};
use dateline::article::{Article, BlockId, SectionId};
use dateline::fold::Folding;
use dateline::keymap::parse_keys;
use dateline::layout::{Content, Row, RowKind};

/// A reader and what they have brought about.
pub(super) struct Script {
    pub(super) app: App,
    pub(super) effects: Vec<Effect>,
}

impl Script {
    /// A screen of 100 columns and 30 rows; repeats are found at once, as they are in a small article.
    pub(super) fn on(article: Arc<Article>) -> Self {
        Self::sized(article, 100, 30)
    }

    pub(super) fn sized(article: Arc<Article>, width: u16, height: u16) -> Self {
        Self::unfolded(article, width, height).folded()
    }

    /// As long as repeats have not been found.
    pub(super) fn unfolded(article: Arc<Article>, width: u16, height: u16) -> Self {
        let configured = Configured {
            themes: ["dark", "light", "plain"].map(String::from).into(),
            ..Configured::default()
        };
        let app = App::new(article, configured, Settings::default(), Size { width, height });
        Self {
            app,
            effects: Vec::new(),
        }
    }

    /// Repeats are found.
    pub(super) fn folded(self) -> Self {
        let article = Arc::clone(&self.app.state.document.article);
        let folding = Arc::new(Folding::of(&article));
        self.send(Message::Folding { article, folding })
    }

    /// Takes a message in, and does nothing of what it asks for.
    pub(super) fn tell(mut self, message: Message) -> Self {
        self.effects.extend(update(&mut self.app, message));
        self
    }

    /// Takes a message in, and does at once what a search or a long list asks for.
    pub(super) fn send(mut self, message: Message) -> Self {
        let effects = update(&mut self.app, message);
        for effect in effects {
            if let Effect::Search {
                request,
                pattern,
                article,
            } = &effect
            {
                let found = find(article, pattern, &mut |_| true);
                let (matches, state) = match found {
                    Ok(found) => {
                        let (matches, state) = found.expect("not stopped");
                        (Ok(Arc::from(matches)), state)
                    }
                    Err(why) => (Err(why), dateline::app::SearchState::Done),
                };
                let answer = Message::Matches {
                    request: *request,
                    matches,
                    state,
                };
                assert!(update(&mut self.app, answer).is_empty());
            }
            self.effects.push(effect.clone());
            if let Effect::Rank(ranking) = effect {
                let found = rank(&ranking, &mut |_| true).expect("not stopped");
                self = self.send(Message::Ranked {
                    request: ranking.request,
                    found: found.into(),
                    over: true,
                });
            }
        }
        self
    }

    /// Types keys, written as in the configuration.
    pub(super) fn keys(mut self, keys: &str) -> Self {
        if !keys.is_empty() {
            for key in parse_keys(&keys.replace(' ', "<space>")).expect("keys") {
                self = self.send(Message::Key(key));
            }
        }
        self
    }

    /// The same reader once more, to whom something else happens.
    pub(super) fn again(&self) -> Self {
        Self {
            app: self.app.clone(),
            effects: Vec::new(),
        }
    }

    pub(super) fn resize(self, width: u16, height: u16) -> Self {
        self.send(Message::Resize(Size { width, height }))
    }

    pub(super) fn mouse(self, x: u16, y: u16, what: MouseKind) -> Self {
        self.send(Message::Mouse(Mouse { x, y, what }))
    }

    pub(super) fn click(self, x: u16, y: u16) -> Self {
        self.mouse(x, y, MouseKind::Press).mouse(x, y, MouseKind::Release)
    }

    /// The rows on the page.
    pub(super) fn rows(&self) -> Vec<Row> {
        self.app
            .state
            .page()
            .rows(self.app.state.document.place.top, self.app.state.height())
    }

    /// The words of a row.
    pub(super) fn words(&self, row: &Row) -> String {
        let piece = |content: &Content| match content {
            Content::Text(span) => span.of(self.app.state.document.article.text()).to_owned(),
            Content::Words(words) => words.clone(),
            Content::Glyph(_) => String::new(),
            Content::Blank(columns) => " ".repeat(usize::from(*columns)),
        };
        row.pieces.iter().map(|part| piece(&part.content)).collect()
    }

    /// The first row of text on the page.
    pub(super) fn first(&self) -> String {
        let rows = self.rows();
        let row = rows.iter().find(|row| row.kind != RowKind::Spacing).expect("a row");
        self.words(row).trim().to_owned()
    }

    /// Everything on the page.
    pub(super) fn page(&self) -> Vec<String> {
        self.rows().iter().map(|row| self.words(row)).collect()
    }

    /// How far down the page the first row with these words is.
    pub(super) fn row_with(&self, words: &str) -> Option<usize> {
        self.page().iter().position(|row| row.contains(words))
    }

    pub(super) fn cursor_text(&self) -> &str {
        self.app
            .state
            .document
            .article
            .text_of(self.app.state.document.place.cursor)
    }

    /// The number of the section the reader is in, as the sidebar shows it.
    pub(super) fn section(&self) -> u32 {
        self.app.state.document.section().0 + 1
    }

    pub(super) fn notice(&self) -> &str {
        match &self.app.state.session.notice {
            Some(Notice::Done(words) | Notice::Failed(words) | Notice::Aside(words)) => words,
            None => "",
        }
    }

    /// Whether the run that a block begins is folded.
    pub(super) fn is_folded(&self, block: BlockId) -> bool {
        self.app
            .state
            .document
            .folding
            .run(block)
            .is_some_and(|run| self.app.state.document.folds.is_folded(run))
    }

    /// First blocks of all runs.
    pub(super) fn runs(&self) -> Vec<BlockId> {
        self.app
            .state
            .document
            .folding
            .runs()
            .iter()
            .map(|run| run.first)
            .collect()
    }

    /// What must be true after anything: the page is full or all there is, and the cursor is on it.
    pub(super) fn check(&self) {
        let state = &self.app.state;
        if state.document.article.blocks().is_empty() || !state.session.size.is_enough() {
            return;
        }
        let rows = self.rows();
        assert!(!rows.is_empty(), "an empty page");
        assert!(
            rows.len() == state.height() || state.document.place.top == state.page().start(),
            "the page ends before its last row: {:?}",
            state.document.place.top
        );
        assert!(
            rows.iter().any(|row| row.anchor.block == state.document.place.cursor),
            "the cursor {:?} is not on the page from {:?}",
            state.document.place.cursor,
            state.document.place.top
        );
        assert_eq!(
            state.page().shown(state.document.place.cursor),
            state.document.place.cursor,
            "the cursor is hidden"
        );
        let laid_out = state.page().rows(state.document.place.top, state.height() + 1);
        assert_eq!(
            *state.document.viewport.rows, *laid_out,
            "what is on the screen is not what would be laid out now"
        );
        self.check_progress();
        assert!(state.theme_set() < state.session.configured.themes.len());
        self.check_sidebar();
    }

    /// What is counted of what has been read is what has been read.
    fn check_progress(&self) {
        let (state, article) = (&self.app.state, &self.app.state.document.article);
        let mut again = state.document.reading.progress.clone();
        again.recount(article, &state.document.folding);
        assert_eq!(again, state.document.reading.progress, "counted otherwise");
        for section in (0..article.sections().len()).map(|section| SectionId(section as u32)) {
            let of = article.section(section);
            let read =
                (of.first.0..=of.last.0).filter(|&block| state.document.reading.progress.is_read(BlockId(block)));
            let expected = match read.count() {
                0 => Stage::Unread,
                count if count as u32 > of.last.0 - of.first.0 => Stage::Read,
                _ => Stage::Partly,
            };
            assert_eq!(
                state.document.reading.progress.stage(article, section),
                expected,
                "{section:?}"
            );
        }
    }

    /// So long the page stands, in seconds, before anything else comes.
    pub(super) fn stands(self, seconds: u32) -> Self {
        self.send(Message::Seen { millis: seconds * 1000 })
    }

    /// How far each section has been read.
    pub(super) fn stages(&self) -> Vec<Stage> {
        let sections = 0..self.app.state.document.article.sections().len() as u32;
        sections
            .map(|section| self.app.state.document.stage(SectionId(section)))
            .collect()
    }

    fn check_sidebar(&self) {
        let state = &self.app.state;
        let height = state.areas().sidebar.height;
        if height == 0 || state.document.sidebar.adrift {
            return;
        }
        let entries = state.sidebar_entries();
        let wanted = entries.iter().find(|entry| match state.session.focus {
            dateline::app::Focus::Sidebar => entry.selected,
            dateline::app::Focus::Page => entry.current,
        });
        assert!(wanted.is_some(), "the sidebar does not show the section");
    }
}

/// Whether the row shows a block, or the fold that stands for it.
pub(super) fn is_text(row: &Row) -> bool {
    matches!(row.kind, RowKind::Text | RowKind::Fold)
}
