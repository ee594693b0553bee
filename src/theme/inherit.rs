//! From files to themes: what a theme takes from the one it inherits, and what a role takes from its parent.

use std::collections::BTreeMap;

use super::color::{DEFAULT, NAMES};
use super::parse::{Layer, Paint, RoleEntry};
use super::{Appearance, Color, Error, GlyphSet, Source, Style, Theme, glyphs};
use crate::layout::role::{Glyph, Role};

/// A theme with all that it inherits. Names of colours are not resolved yet: a theme that inherits it may change the
/// palette.
#[derive(Clone)]
pub(super) struct Flat {
    pub(super) name: String,
    appearance: Appearance,
    palette: BTreeMap<String, Color>,
    roles: Vec<Option<RoleEntry>>,
    glyphs: Vec<Option<String>>,
}

/// A file that is being made into a theme.
struct Slot<'a> {
    name: &'a str,
    layer: Layer<'a>,
    outcome: Inherited,
}

enum Inherited {
    /// It waits for the theme it inherits.
    Open,
    Done(Flat),
    Broken,
}

/// What became of the theme that a file inherits.
enum Parent {
    None,
    Done(Flat),
    Open,
    Broken,
    Unknown,
}

/// Resolves files in whatever order they inherit from each other: first from each other, then from `base`.
pub(super) fn resolve(base: &[Flat], sources: &[Source<'_>]) -> (Vec<Flat>, Vec<Error>) {
    let mut slots: Vec<Slot<'_>> = Vec::with_capacity(sources.len());
    for source in sources {
        let mut slot = Slot {
            name: source.name,
            layer: Layer::parse(source),
            outcome: Inherited::Open,
        };
        if slots.iter().any(|other| other.name == source.name) {
            slot.refuse(
                0,
                format!("there is another theme called {:?}", source.name),
                "rename one of the files",
            );
        }
        slots.push(slot);
    }
    while settle_some(base, &mut slots) {}
    refuse_circles(&mut slots);

    let mut flats = Vec::new();
    let mut errors = Vec::new();
    for slot in slots {
        errors.extend(slot.layer.into_errors());
        if let Inherited::Done(flat) = slot.outcome {
            flats.push(flat);
        }
    }
    (flats, errors)
}

/// Resolves the files whose parents are resolved, and says whether there were any. It goes in rounds, without recursion:
/// a chain of themes may have any length.
fn settle_some(base: &[Flat], slots: &mut [Slot<'_>]) -> bool {
    let mut settled = false;
    for index in 0..slots.len() {
        if !matches!(slots[index].outcome, Inherited::Open) {
            continue;
        }
        let parent = parent(base, slots, index);
        let known = base
            .iter()
            .map(|flat| flat.name.clone())
            .chain(slots.iter().map(|slot| slot.name.to_owned()));
        let known: Vec<String> = if matches!(parent, Parent::Unknown) {
            known.collect()
        } else {
            Vec::new()
        };
        settled |= slots[index].settle(parent, &known);
    }
    settled
}

/// A theme that inherits its own name means the built-in one that it replaces.
fn parent(base: &[Flat], slots: &[Slot<'_>], index: usize) -> Parent {
    let slot = &slots[index];
    let Some((wanted, _)) = &slot.layer.inherits else {
        return Parent::None;
    };
    let sibling = slots
        .iter()
        .find(|other| other.name == wanted && other.name != slot.name);
    match sibling.map(|sibling| &sibling.outcome) {
        Some(Inherited::Open) => Parent::Open,
        Some(Inherited::Done(flat)) => Parent::Done(flat.clone()),
        Some(Inherited::Broken) => Parent::Broken,
        None => match base.iter().find(|flat| flat.name == *wanted) {
            Some(flat) => Parent::Done(flat.clone()),
            None if slot.name == wanted => Parent::Open,
            None => Parent::Unknown,
        },
    }
}

/// What is not resolved by now inherits itself, or a theme that does.
fn refuse_circles(slots: &mut [Slot<'_>]) {
    let open: Vec<usize> = (0..slots.len())
        .filter(|index| matches!(slots[*index].outcome, Inherited::Open))
        .collect();
    let parent = |slots: &[Slot<'_>], index: usize| {
        let wanted = &slots[index].layer.inherits.as_ref()?.0;
        open.iter().copied().find(|other| slots[*other].name == wanted)
    };
    let mut refusals = Vec::new();
    for &start in &open {
        let mut path = vec![start];
        let mut next = parent(slots, start);
        while let Some(index) = next.filter(|index| !path.contains(index)) {
            path.push(index);
            next = parent(slots, index);
        }
        path.extend(next);
        let names: Vec<&str> = path.iter().map(|index| slots[*index].name).collect();
        refusals.push(format!("themes inherit each other in a circle: {}", names.join(" → ")));
    }
    for (index, what) in open.into_iter().zip(refusals) {
        let at = slots[index].layer.inherits.as_ref().map_or(0, |(_, at)| *at);
        slots[index].refuse(at, what, "let one of them inherit something else, or nothing");
    }
}

impl Slot<'_> {
    fn refuse(&mut self, at: usize, what: String, help: &str) {
        self.layer.document.wrong(at, what, help);
        self.outcome = Inherited::Broken;
    }

    /// Says whether the file is resolved now.
    fn settle(&mut self, parent: Parent, known: &[String]) -> bool {
        let (wanted, at) = self.layer.inherits.clone().unwrap_or_default();
        match parent {
            Parent::Open => return false,
            Parent::None => self.finish(None),
            Parent::Done(flat) => self.finish(Some(flat)),
            Parent::Broken => self.refuse(at, format!("the theme {wanted:?} has errors"), "fix that theme first"),
            Parent::Unknown => {
                self.layer
                    .document
                    .unknown(at, "theme", &wanted, known.iter().map(String::as_str));
                self.outcome = Inherited::Broken;
            }
        }
        true
    }

    fn finish(&mut self, parent: Option<Flat>) {
        let mut flat = parent.unwrap_or_else(Flat::empty);
        let layer = &mut self.layer;
        self.name.clone_into(&mut flat.name);
        flat.appearance = layer.appearance.unwrap_or(flat.appearance);
        flat.palette.append(&mut layer.palette);
        for entry in layer.roles.iter().flatten() {
            for paint in [&entry.fg, &entry.bg].into_iter().flatten() {
                if let Paint::Named(word, at) = paint
                    && flat.color(paint).is_none()
                {
                    let known = flat.palette.keys().map(String::as_str).chain(NAMES).chain([DEFAULT]);
                    layer.document.unknown(*at, "colour", word, known);
                }
            }
        }
        overlay(&mut flat.roles, &mut layer.roles);
        overlay(&mut flat.glyphs, &mut layer.glyphs);
        self.outcome = if layer.document.is_sound() {
            Inherited::Done(flat)
        } else {
            Inherited::Broken
        };
    }
}

/// An entry of the theme replaces the inherited one as a whole: entries of two files are not mixed.
fn overlay<T>(inherited: &mut [Option<T>], own: &mut [Option<T>]) {
    for (inherited, own) in inherited.iter_mut().zip(own) {
        if own.is_some() {
            *inherited = own.take();
        }
    }
}

impl Flat {
    fn empty() -> Flat {
        Flat {
            name: String::new(),
            appearance: Appearance::Any,
            palette: BTreeMap::new(),
            roles: vec![None; Role::ALL.len()],
            glyphs: vec![None; Glyph::ALL.len()],
        }
    }

    /// The palette comes before the terminal's names, so that a theme may have its own red.
    fn color(&self, paint: &Paint) -> Option<Color> {
        match paint {
            Paint::Plain(color) => Some(*color),
            Paint::Named(name, _) => self.palette.get(name).copied().or_else(|| Color::named(name)),
        }
    }

    /// Resolves every role.
    pub(super) fn styles(&self) -> Vec<Style> {
        Role::ALL.iter().map(|role| self.style(*role)).collect()
    }

    fn style(&self, role: Role) -> Style {
        let inherited = parent_role(role).map_or_else(Style::default, |parent| self.style(parent));
        let Some(entry) = &self.roles[role as usize] else {
            return inherited;
        };
        let color = |paint: &Option<Paint>| paint.as_ref().and_then(|paint| self.color(paint));
        Style {
            fg: color(&entry.fg).unwrap_or(inherited.fg),
            bg: color(&entry.bg).unwrap_or(inherited.bg),
            bold: entry.bold.unwrap_or(inherited.bold),
            dim: entry.dim.unwrap_or(inherited.dim),
            italic: entry.italic.unwrap_or(inherited.italic),
            underlined: entry.underlined.unwrap_or(inherited.underlined),
            reversed: entry.reversed.unwrap_or(inherited.reversed),
            crossed_out: entry.crossed_out.unwrap_or(inherited.crossed_out),
        }
    }

    pub(super) fn theme(&self) -> Theme {
        let glyphs = Glyph::ALL.iter().map(|glyph| match &self.glyphs[*glyph as usize] {
            Some(own) => own.clone(),
            None => glyphs::unicode(*glyph).to_owned(),
        });
        Theme {
            name: self.name.clone(),
            appearance: self.appearance,
            styles: self.styles(),
            glyphs: glyphs.collect(),
            set: GlyphSet::Unicode,
        }
    }
}

/// `caption.credit` is a kind of `caption`, and that a kind of `text`.
fn parent_role(role: Role) -> Option<Role> {
    let mut name = role.name();
    while let Some((parent, _)) = name.rsplit_once('.') {
        if let Some(found) = Role::ALL.iter().find(|role| role.name() == parent) {
            return Some(*found);
        }
        name = parent;
    }
    (role != Role::Text).then_some(Role::Text)
}
