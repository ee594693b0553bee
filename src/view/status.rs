//! The bottom line: at the left what to press, what was said or what is typed; at the right where the reader is.

mod keys;
mod standing;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::cells::{self, Pen};
use super::hint;
use super::prompt::PromptView;
use crate::app::overlay::links::LinkLabels;
use crate::app::{App, Notice, Overlay, State};
use crate::article::BlockId;
use crate::keymap::Sequence;
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// Columns kept free at both ends.
const MARGIN: u16 = 1;
/// Columns between two hints, and at least between left and right.
const GAP: u16 = 2;
/// Columns at least for what is typed; what stands at the right gives way.
const PROMPT_LEAST: u16 = 8;

/// From so many columns on, what would be nice to know stands at the right.
const ROOMY: u16 = 100;

/// The rank of what is good to know and no more.
const IDLE: u8 = 0;
/// Keys that are shown before anything that is good to know and no more: how to go on, to search, to get help and out.
const FIRST_KEYS: usize = 6;

/// The bottom line.
pub(super) struct Status<'a> {
    pub(super) app: &'a App,
    /// The same but for what lies over the page.
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
    /// The fold that a key would open.
    pub(super) fold: Option<BlockId>,
}

/// A stretch of the right side.
struct StatusPart {
    words: String,
    role: Role,
    /// How telling it is: on a narrow screen the least telling goes first, and what is [`IDLE`] before the keys do.
    rank: u8,
}

/// A key worth knowing.
struct KeyHint {
    keys: String,
    label: &'static str,
    /// Whether it stays however narrow the screen is.
    stays: bool,
}

impl KeyHint {
    fn columns(&self) -> u16 {
        cells::columns_of(&self.keys) + 1 + cells::columns_of(self.label)
    }
}

impl Widget for Status<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        cells::fill(buffer, area, cells::style(self.theme, Role::Status));
        let (left, right) = self.split(area);
        self.left(&mut Pen::new(buffer, left, 0));
        let dot = self.dot();
        let mut pen = Pen::new(buffer, inside(area), 0);
        pen.right(columns(&right, &dot));
        for (index, part) in right.iter().enumerate() {
            if index > 0 {
                pen.text(&dot, cells::style(self.theme, Role::Status));
            }
            pen.text(&part.words, cells::style(self.theme, part.role));
        }
    }
}

impl Status<'_> {
    /// Where the cursor is while something is typed in it.
    pub(super) fn cursor(&self, area: Rect) -> Option<(u16, u16)> {
        let prompt = prompt(self.app)?;
        let (left, _) = self.split(area);
        Some((left.x + prompt.cursor(left.width), left.y))
    }

    /// The room for the left side, and what stands at the right.
    fn split(&self, area: Rect) -> (Rect, Vec<StatusPart>) {
        let inside = inside(area);
        let hints = self.all_hints();
        let least = self.left_least(&hints);
        let mut right = self.fit(self.right(), inside.width.saturating_sub(least + GAP));
        if columns(&right, &self.dot()) + GAP + self.left_wanted(&hints) > inside.width {
            right.retain(|part| part.rank > IDLE);
        }
        let taken = match columns(&right, &self.dot()) {
            0 => 0,
            columns => columns + GAP,
        };
        let left = Rect {
            width: inside.width.saturating_sub(taken),
            ..inside
        };
        (left, right)
    }

    /// Columns that the left side needs whatever stands at the right.
    fn left_least(&self, hints: &[KeyHint]) -> u16 {
        match &self.state.session.notice {
            _ if prompt(self.app).is_some() => PROMPT_LEAST,
            Some(Notice::Done(words) | Notice::Failed(words)) => cells::columns_of(words),
            _ if self.state.session.pending.awaiting.is_some() => {
                cells::columns_of(&self.typed()) + GAP + cells::columns_of(self.awaited())
            }
            Some(Notice::Aside(_)) | None => {
                let kept = hints.iter().filter(|hint| hint.stays);
                let columns: u16 = kept.map(|hint| hint.columns() + GAP).sum();
                columns.saturating_sub(GAP)
            }
        }
    }

    /// Columns for the keys that are worth more than what is [`IDLE`], if it is keys that stand there.
    fn left_wanted(&self, hints: &[KeyHint]) -> u16 {
        let pending = &self.state.session.pending;
        let speaks = matches!(&self.state.session.notice, Some(Notice::Done(_) | Notice::Failed(_)));
        let others = speaks || !pending.keys.is_empty() || pending.awaiting.is_some();
        if others || !self.app.overlays.is_empty() {
            return 0;
        }
        hints.iter().take(FIRST_KEYS).map(|hint| hint.columns() + GAP).sum()
    }

    fn left(&self, pen: &mut Pen<'_>) {
        if let Some(prompt) = prompt(self.app) {
            prompt.draw(cells::style(self.theme, Role::Prompt), pen);
            return;
        }
        if let Some(Overlay::Links(links)) = self.app.overlays.top()
            && self.state.session.notice.is_none()
        {
            self.labels(links, pen);
            return;
        }
        let typed = self.typed();
        if !typed.is_empty() {
            pen.text(&typed, cells::style(self.theme, Role::Prompt));
            pen.blank(GAP, cells::style(self.theme, Role::Status));
        }
        match &self.state.session.notice {
            Some(Notice::Done(words)) => self.say(words, Role::StatusNotice, pen),
            Some(Notice::Failed(words)) => self.say(words, Role::StatusError, pen),
            _ if self.state.session.pending.awaiting.is_some() => self.say(self.awaited(), Role::Status, pen),
            _ if !self.state.session.pending.keys.is_empty() => self.continuations(pen),
            Some(Notice::Aside(_)) | None => self.hints(pen),
        }
    }

    /// What is typed of a link's label, and what labels do.
    fn labels(&self, links: &LinkLabels, pen: &mut Pen<'_>) {
        let ground = cells::style(self.theme, Role::Status);
        pen.text(&links.typed, cells::style(self.theme, Role::Prompt));
        pen.blank(if links.typed.is_empty() { 0 } else { GAP }, ground);
        self.say("type a label to open, in capitals to copy", Role::Status, pen);
    }

    fn say(&self, words: &str, role: Role, pen: &mut Pen<'_>) {
        let room = pen.room();
        pen.cut(
            words,
            room,
            self.theme.glyph(Glyph::Ellipsis),
            cells::style(self.theme, role),
        );
    }

    /// Count and keys typed so far.
    fn typed(&self) -> String {
        let pending = &self.state.session.pending;
        let count = pending.count.map(|count| count.to_string());
        let keys = (!pending.keys.is_empty()).then(|| hint::written(Sequence(&pending.keys), self.theme));
        count.into_iter().chain(keys).collect()
    }

    /// What the next key is to name.
    fn awaited(&self) -> &'static str {
        let awaiting = self.state.session.pending.awaiting;
        awaiting.and_then(|action| action.entry().awaits).unwrap_or_default()
    }

    /// The keys that can follow those typed so far.
    fn continuations(&self, pen: &mut Pen<'_>) {
        let next = self
            .state
            .session
            .configured
            .keymap
            .continuations(self.app.mode(), &self.state.session.pending.keys);
        for (key, _) in next {
            pen.text(
                &hint::written(Sequence(&[key]), self.theme),
                cells::style(self.theme, Role::StatusKey),
            );
            pen.blank(1, cells::style(self.theme, Role::Status));
        }
    }

    /// The parts that fit. What went wrong is cut rather than left out; half a number would be a wrong one.
    fn fit(&self, mut parts: Vec<StatusPart>, room: u16) -> Vec<StatusPart> {
        let dot = self.dot();
        while columns(&parts, &dot) > room {
            if let [
                StatusPart {
                    words,
                    role: Role::StatusError,
                    ..
                },
            ] = parts.as_mut_slice()
            {
                let ellipsis = self.theme.glyph(Glyph::Ellipsis);
                let fits = cells::prefix(words, room.saturating_sub(cells::columns_of(ellipsis))).0;
                *words = if fits.is_empty() {
                    String::new()
                } else {
                    format!("{fits}{ellipsis}")
                };
                break;
            }
            let Some((least, _)) = parts.iter().enumerate().min_by_key(|(_, part)| part.rank) else {
                break;
            };
            parts.remove(least);
        }
        parts
    }

    /// What stands between two parts.
    fn dot(&self) -> String {
        format!(" {} ", self.theme.glyph(Glyph::Dot))
    }
}

/// The line as it is typed, if one is.
fn prompt(app: &App) -> Option<PromptView<'_>> {
    let (mark, input) = match app.overlays.top()? {
        Overlay::Search(search) => (if search.backward { "?" } else { "/" }, &search.prompt.input),
        Overlay::Command(line) => (":", &line.prompt.input),
        Overlay::Help(help) if help.typing => ("/", &help.filter),
        _ => return None,
    };
    Some(PromptView { mark, input })
}

/// The line without its margins.
fn inside(area: Rect) -> Rect {
    let margin = MARGIN.min(area.width / 2);
    Rect {
        x: area.x + margin,
        width: area.width - 2 * margin,
        ..area
    }
}

/// Columns of the parts, dots between them.
fn columns(parts: &[StatusPart], dot: &str) -> u16 {
    let words: u16 = parts.iter().map(|part| cells::columns_of(&part.words)).sum();
    words + cells::columns_of(dot) * parts.len().saturating_sub(1) as u16
}
