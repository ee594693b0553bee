//! A reader at a screen that a test can press keys on and look at.

use std::fmt::Write as _;
use std::sync::Arc;

use dateline::app::session::area::Size;
use dateline::app::{self, App, Configured, Effect, Message, Settings, search};
use dateline::article::Article;
use dateline::fold::Folding;
use dateline::keymap::{Code, Key, parse_keys};
use dateline::layout::width;
use dateline::theme::{self, Source, Theme};
use dateline::view;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

/// The sizes screens are looked at in: the least, a phone, half a screen, the first with a sidebar, a usual one.
pub(super) const SIZES: [(u16, u16); 5] = [(20, 5), (40, 12), (60, 20), (80, 24), (120, 40)];

/// A reader at a screen.
pub(super) struct Desk {
    pub(super) app: App,
    pub(super) themes: Vec<Theme>,
}

impl Desk {
    /// An article opened, its repeats found.
    pub(super) fn open(article: &Arc<Article>, (width, height): (u16, u16)) -> Self {
        let themes = theme::load(&[]).0;
        let names: Arc<[String]> = themes.iter().map(|theme| theme.name.clone()).collect();
        let size = Size { width, height };
        let configured = Configured {
            themes: names,
            ..Configured::default()
        };
        let app = App::new(Arc::clone(article), configured, Settings::default(), size);
        let mut desk = Self { app, themes };
        desk.tell(Message::Folding {
            article: Arc::clone(article),
            folding: Arc::new(Folding::of(article)),
        });
        desk
    }

    /// Takes in a message; a search is done at once.
    pub(super) fn tell(&mut self, message: Message) {
        for effect in app::update(&mut self.app, message) {
            if let Effect::Rank(ranking) = &effect {
                let found = app::list::ranking::rank(ranking, &mut |_| true).unwrap_or_default();
                let (request, found) = (ranking.request, found.into());
                self.tell(Message::Ranked {
                    request,
                    found,
                    over: true,
                });
            }
            if let Effect::Search {
                request,
                pattern,
                article,
            } = effect
            {
                let found = search::find(&article, &pattern, &mut |_| true);
                let (matches, state) = match found {
                    Ok(Some((matches, state))) => (Ok(matches.into()), state),
                    Ok(None) => continue,
                    Err(why) => (Err(why.clone()), app::SearchState::Wrong(why)),
                };
                self.tell(Message::Matches {
                    request,
                    matches,
                    state,
                });
            }
        }
    }

    /// Presses keys, written as in the configuration: `] za <enter>`.
    pub(super) fn press(&mut self, keys: &str) -> &mut Self {
        for keys in keys.split_whitespace() {
            for key in parse_keys(keys).expect("keys of a test") {
                self.tell(Message::Key(key));
            }
        }
        self
    }

    /// Types text.
    pub(super) fn write(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.tell(Message::Key(Key::plain(Code::Char(c))));
        }
        self
    }

    pub(super) fn theme(&self) -> &Theme {
        &self.themes[self.app.theme()]
    }

    /// The screen in the theme that is on.
    pub(super) fn frame(&self) -> Buffer {
        self.frame_in(self.theme())
    }

    pub(super) fn frame_in(&self, theme: &Theme) -> Buffer {
        let Size { width, height } = self.app.state.session.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let area = buffer.area;
        view::view(&self.app, theme).render(area, &mut buffer);
        buffer
    }
}

/// The rows of a screen as text, without the blanks at their ends; what a wide cluster covers is left out.
pub(super) fn text(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut row = String::new();
        let mut x = buffer.area.left();
        while x < buffer.area.right() {
            let symbol = buffer[(x, y)].symbol();
            row.push_str(symbol);
            x += width::of_cluster(symbol).max(1) as u16;
        }
        text.push_str(row.trim_end());
        text.push('\n');
    }
    text
}

/// A theme in which every role has a colour of its own, so that a screen tells which role each cell has.
pub(super) fn telltale() -> Theme {
    let mut toml = String::from("[roles]\n");
    for (index, role) in dateline::layout::role::Role::ALL.iter().enumerate() {
        let _ = writeln!(toml, "\"{}\" = {{ fg = \"#{:06x}\" }}", role.name(), index + 1);
    }
    let source = Source {
        name: "telltale",
        file: "telltale.toml",
        text: &toml,
    };
    let (themes, errors) = theme::load(&[source]);
    assert!(errors.is_empty(), "{errors:?}");
    themes
        .into_iter()
        .find(|theme| theme.name == "telltale")
        .expect("just loaded")
}

/// The roles of a screen drawn in [`telltale`], row by row: which from which column on.
pub(super) fn roles(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let _ = write!(text, "{y:>3}");
        let mut last = None;
        for x in buffer.area.left()..buffer.area.right() {
            let role = role(&buffer[(x, y)]);
            if last != Some(role) {
                let _ = write!(text, " {x}:{role}");
                last = Some(role);
            }
        }
        text.push('\n');
    }
    text
}

pub(super) fn role(cell: &ratatui::buffer::Cell) -> &'static str {
    let ratatui::style::Color::Rgb(_, high, low) = cell.fg else {
        return "?";
    };
    let index = usize::from(high) << 8 | usize::from(low);
    let role = index
        .checked_sub(1)
        .and_then(|index| dateline::layout::role::Role::ALL.get(index));
    role.map_or("?", |role| role.name())
}
