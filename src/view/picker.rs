//! The picker: a line to type in, the kinds there are, and what is found, what matched in it lit. The page beside it or
//! below shows the place.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::cells::{self, Pen};
use super::overlay::{Overlay, Place};
use super::prompt::Prompt;
use super::rect;
use crate::app::goals::{Goal, GoalKind};
use crate::app::ranking::Letters;
use crate::app::{Picking, State};
use crate::article::Time;
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// Columns of a time of day.
const TIME_COLUMNS: u16 = 5;
/// With less room for headlines than this, times are left out.
const HEADLINE_LEAST: u16 = 20;
/// What all kinds together are called.
const ALL: &str = "all";
/// Columns between two kinds.
const GAP: u16 = 2;

/// The picker.
pub(super) struct Picker<'a> {
    pub(super) state: &'a State,
    pub(super) picking: &'a Picking,
    pub(super) theme: &'a Theme,
}

/// How a line is written.
struct Looks {
    plain: Style,
    quiet: Style,
    lit: Style,
}

impl Picker<'_> {
    pub(super) fn draw(&self, screen: Rect, buffer: &mut Buffer) {
        let list = &self.picking.list;
        let (found, all) = (list.count(), list.lines.count());
        let more = if list.is_running() {
            self.theme.glyph(Glyph::Ellipsis)
        } else {
            ""
        };
        let aside = if found == all {
            format!("{all}{more}")
        } else {
            format!("{found}{more} of {all}")
        };
        let title = self.picking.kind.map_or("Go to", |kind| title(kind));
        let overlay = Overlay {
            title,
            aside: &aside,
            place: Place::At(rect(self.state.areas().list)),
            wanted: (0, 0),
        };
        overlay.draw(self.theme, screen, buffer);
        let areas = self.state.picker_areas();
        let typed = cells::style_on(self.theme, Role::Prompt, Role::Overlay);
        prompt(self.picking).draw(typed, &mut Pen::new(buffer, rect(areas.input), 0));
        if areas.kinds.height > 0 {
            self.kinds(&mut Pen::new(buffer, rect(areas.kinds), 0));
        }
        self.list(rect(areas.list), buffer);
    }

    /// The kinds there are, each with its sign and how many there are of it; the one that is listed alone stands out.
    fn kinds(&self, pen: &mut Pen<'_>) {
        let goals = &self.picking.goals;
        let ground = cells::style(self.theme, Role::Overlay);
        let style = |kind: Option<GoalKind>| {
            let role = if self.picking.kind == kind {
                Role::OverlaySelected
            } else {
                Role::OverlayQuiet
            };
            cells::style(self.theme, role)
        };
        // On a narrow screen signs and numbers alone: the title says which kind is listed.
        let columns = |kind| GAP + cells::columns_of(&self.kind(kind, true));
        let there = GoalKind::ALL.into_iter().filter(|kind| goals.count_of(*kind) > 0);
        let named = cells::columns_of(ALL) + there.map(columns).sum::<u16>() <= pen.room();
        pen.text(ALL, style(None));
        for kind in GoalKind::ALL.into_iter().filter(|kind| goals.count_of(*kind) > 0) {
            let words = self.kind(kind, named);
            if pen.room() < GAP + cells::columns_of(&words) {
                break;
            }
            pen.blank(GAP, ground).text(&words, style(Some(kind)));
        }
    }

    /// A kind as it stands among all: its sign, how many there are, and perhaps what they are called.
    fn kind(&self, kind: GoalKind, named: bool) -> String {
        let count = self.picking.goals.count_of(kind);
        let sign = self.sign(kind);
        let between = if sign.is_empty() { "" } else { " " };
        let words = format!("{sign}{between}{count}");
        if named {
            format!("{words} {}", kind.words(count))
        } else {
            words
        }
    }

    /// What stands before a line of a kind.
    fn sign(&self, kind: GoalKind) -> &str {
        match kind {
            GoalKind::Section => "",
            GoalKind::Caption => self.theme.glyph(Glyph::Captions),
            GoalKind::Repeat => self.theme.glyph(Glyph::Repeats),
            GoalKind::Mark => "'",
            GoalKind::Match => self.theme.glyph(Glyph::Matches),
        }
    }

    fn list(&self, area: Rect, buffer: &mut Buffer) {
        let list = &self.picking.list;
        if list.count() == 0 {
            let words = if list.is_running() {
                "Looking"
            } else {
                "Nothing matches"
            };
            let quiet = cells::style(self.theme, Role::OverlayQuiet);
            Pen::new(buffer, area, 0).text(words, quiet);
        }
        let mut letters = Letters::of(&list.input.text);
        let first = list.first_shown(usize::from(area.height));
        let shown = (first..)
            .take(usize::from(area.height))
            .map_while(|place| list.at(place));
        let timed = shown
            .filter_map(|line| self.picking.goals.goal(line))
            .any(|goal| self.time(goal).is_some());
        for row in 0..area.height {
            let place = first + usize::from(row);
            let Some(line) = list.at(place) else { break };
            let mut pen = Pen::new(buffer, area, row);
            let looks = self.looks(place == list.selected);
            if let Some(goal) = self.picking.goals.goal(line) {
                self.lead(goal, timed, &looks, &mut pen);
            }
            let text = list.lines.line(line);
            let room = pen.room();
            let ellipsis = self.theme.glyph(Glyph::Ellipsis);
            pen.lit(&text, room, &letters.in_line(&text), ellipsis, (looks.plain, looks.lit));
            pen.blank(pen.room(), looks.plain);
        }
    }

    fn looks(&self, selected: bool) -> Looks {
        let line = if selected { Role::OverlaySelected } else { Role::Overlay };
        let plain = cells::style(self.theme, line);
        // On the chosen line the background is not one that other letters were made for.
        if selected {
            Looks {
                plain,
                quiet: plain,
                lit: plain.add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
            }
        } else {
            Looks {
                plain,
                quiet: cells::style(self.theme, Role::OverlayQuiet),
                lit: cells::style_on(self.theme, Role::OverlayMatch, line),
            }
        }
    }

    /// The time of a section that is a post.
    fn time(&self, goal: Goal) -> Option<Time> {
        let Goal::Section(section) = goal else { return None };
        self.state.document.article.sections().get(section.index())?.time
    }

    /// The number of the section a line is in, and its time or the sign of its kind.
    fn lead(&self, goal: Goal, timed: bool, looks: &Looks, pen: &mut Pen<'_>) {
        let article = &self.state.document.article;
        let numbers = article.sections().len().to_string().len() as u16;
        let section = self.picking.goals.section(goal, self.state.session.library.at);
        let number = section.map_or_else(String::new, |section| (section.0 + 1).to_string());
        pen.blank(numbers.saturating_sub(number.len() as u16), looks.plain);
        pen.text(&number, looks.quiet).blank(1, looks.plain);
        match goal {
            Goal::Section(_) if timed && pen.room() >= HEADLINE_LEAST + TIME_COLUMNS => {
                match self.time(goal) {
                    Some(time) => pen.text(
                        &format!("{:02}:{:02} ", time.minute / 60, time.minute % 60),
                        looks.quiet,
                    ),
                    None => pen.blank(TIME_COLUMNS + 1, looks.plain),
                };
            }
            Goal::Section(_) => {}
            // The mark's name follows at once.
            Goal::Mark(_) => {
                pen.text(self.sign(goal.kind()), looks.quiet);
            }
            _ => {
                pen.text(self.sign(goal.kind()), looks.quiet).blank(1, looks.plain);
            }
        }
    }
}

/// Where the cursor is on this screen.
pub(super) fn cursor(state: &State, picking: &Picking) -> (u16, u16) {
    let input = state.picker_areas().input;
    (input.x + prompt(picking).cursor(input.width), input.y)
}

/// What the box is called while one kind is listed.
fn title(kind: GoalKind) -> &'static str {
    match kind {
        GoalKind::Section => "Sections",
        GoalKind::Caption => "Captions",
        GoalKind::Repeat => "Repeats",
        GoalKind::Mark => "Marks",
        GoalKind::Match => "Matches",
    }
}

fn prompt(picking: &Picking) -> Prompt<'_> {
    Prompt {
        mark: "> ",
        input: &picking.list.input,
    }
}
