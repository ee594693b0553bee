//! What is true of every theme that comes with the program.

use std::collections::BTreeSet;
use std::path::Path;

use dateline::layout::role::{Glyph, Role};
use dateline::layout::width;
use dateline::theme::{Appearance, Color, GlyphSet, Style, Theme, builtin, contrast, load};

use super::{drawn, is_decoration, wanted};

fn named(name: &str) -> Theme {
    let found = builtin().into_iter().find(|theme| theme.name == name);
    found.unwrap_or_else(|| panic!("no theme {name}"))
}

#[test]
fn every_file_is_a_theme_and_every_theme_a_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the themes are in the repository")
        .filter_map(|entry| entry.ok()?.path().file_stem()?.to_str().map(str::to_owned))
        .collect();
    let (themes, errors) = load(&[]);
    assert_eq!(errors, []);
    assert_eq!(
        themes.iter().map(|theme| theme.name.clone()).collect::<BTreeSet<_>>(),
        files
    );
    assert_eq!(themes.len(), files.len());
}

#[test]
fn text_reads_on_its_background() {
    for theme in builtin().iter().filter(|theme| theme.appearance != Appearance::Any) {
        for (role, name, style) in drawn(theme) {
            let contrast = contrast(style.fg, style.bg)
                .unwrap_or_else(|| panic!("{}: {name} leaves a colour to the terminal", theme.name));
            let wanted = wanted(theme, role);
            assert!(
                contrast >= wanted,
                "{}: {name} has {contrast:.2}, not {wanted}",
                theme.name
            );
            // How faint a terminal makes dim letters can't be known, so what was just measured would not hold.
            assert!(!style.dim, "{}: {name} is dim", theme.name);
        }
    }
}

#[test]
fn prose_is_easier_to_read_than_what_is_quiet() {
    for theme in builtin() {
        let (text, quiet) = (theme.style(Role::Text), theme.style(Role::Quiet));
        match (contrast(text.fg, text.bg), contrast(quiet.fg, quiet.bg)) {
            (Some(text), Some(quiet)) => assert!(text > quiet * 1.2, "{}", theme.name),
            _ => assert!(quiet.dim && !text.dim, "{}", theme.name),
        }
    }
}

#[test]
fn lines_about_the_page_are_dimmer_than_prose() {
    for theme in builtin() {
        let (text, about) = (theme.style(Role::Text), theme.style(Role::Boilerplate));
        match (contrast(text.fg, text.bg), contrast(about.fg, about.bg)) {
            (Some(text), Some(about)) => assert!(text > about * 1.2, "{}", theme.name),
            _ => assert!(about.dim && !text.dim, "{}", theme.name),
        }
    }
}

#[test]
fn themes_are_as_dark_or_light_as_they_say() {
    for theme in builtin() {
        let page = theme.style(Role::Text).bg;
        let on_black = contrast(page, Color::Rgb(0, 0, 0));
        let on_white = contrast(page, Color::Rgb(255, 255, 255));
        let is_light = on_black.zip(on_white).map(|(black, white)| black > white);
        let said = match theme.appearance {
            Appearance::Dark => Some(false),
            Appearance::Light => Some(true),
            Appearance::Any => None,
        };
        assert_eq!(is_light, said, "{}", theme.name);
    }
}

#[test]
fn terminal_uses_the_terminals_own_colours() {
    for (_, name, style) in drawn(&named("terminal")) {
        for color in [style.fg, style.bg] {
            assert!(
                matches!(color, Color::Default | Color::Indexed(0..=15)),
                "{name}: {color}"
            );
        }
        // A background of the palette needs letters of the palette: the default ones may be as light as it is.
        assert!(style.bg == Color::Default || style.fg != Color::Default, "{name}");
    }
}

#[test]
fn mono_uses_no_colour() {
    for (_, name, style) in drawn(&named("mono")) {
        assert_eq!((style.fg, style.bg), (Color::Default, Color::Default), "{name}");
    }
}

/// What helps to tell two roles apart besides their looks.
#[derive(Clone, Copy)]
enum By {
    /// Nothing.
    Looks,
    /// A mark that stands beside the first alone, if it is to be seen.
    Mark(Glyph),
    /// A glyph each.
    Glyphs(Glyph, Glyph),
}

/// What a reader has to tell apart.
const APART: &[(Role, Role, By)] = &[
    (Role::Match, Role::Text, By::Looks),
    (Role::MatchCurrent, Role::Text, By::Looks),
    (Role::MatchCurrent, Role::Match, By::Looks),
    (Role::Selection, Role::Text, By::Looks),
    (Role::SelectionEnd, Role::Selection, By::Looks),
    (Role::Title, Role::Text, By::Looks),
    (Role::Heading, Role::Text, By::Looks),
    (Role::Repeat, Role::Text, By::Mark(Glyph::FoldOpen)),
    (Role::NearAdded, Role::Text, By::Looks),
    (Role::NearDropped, Role::Text, By::Looks),
    (Role::NearAdded, Role::NearDropped, By::Looks),
    (Role::NearAddedNumber, Role::NearAdded, By::Looks),
    (Role::NearAddedNumber, Role::Text, By::Looks),
    (
        Role::NearMoved,
        Role::NearAdded,
        By::Glyphs(Glyph::Moved, Glyph::AddedOpen),
    ),
    (
        Role::Caption,
        Role::Quote,
        By::Glyphs(Glyph::CaptionBar, Glyph::QuoteBar),
    ),
    (Role::CaptionCredit, Role::Caption, By::Looks),
    (Role::News, Role::Text, By::Mark(Glyph::New)),
    (Role::NewsChanged, Role::News, By::Glyphs(Glyph::NewChanged, Glyph::New)),
    (Role::QuoteSpeaker, Role::Quote, By::Looks),
    (Role::SidebarCurrent, Role::Sidebar, By::Looks),
    (Role::SidebarSelected, Role::Sidebar, By::Looks),
    // The section the reader is in has a bar beside it.
    (Role::SidebarCurrent, Role::SidebarSelected, By::Mark(Glyph::Current)),
    (
        Role::SidebarRead,
        Role::SidebarUnread,
        By::Glyphs(Glyph::Read, Glyph::Unread),
    ),
    (Role::StatusError, Role::StatusNotice, By::Looks),
    (Role::StatusKey, Role::Status, By::Looks),
    (Role::OverlaySelected, Role::Overlay, By::Looks),
    (Role::OverlayMatch, Role::Overlay, By::Looks),
    (Role::OverlayKey, Role::Overlay, By::Looks),
    (Role::OverlayTitle, Role::Overlay, By::Looks),
    (Role::Link, Role::Text, By::Looks),
    (Role::Emphasis, Role::Text, By::Looks),
    (Role::Strong, Role::Text, By::Looks),
    (Role::Strong, Role::Emphasis, By::Looks),
    (Role::LinkLabel, Role::Link, By::Looks),
    (Role::LinkLabel, Role::Text, By::Looks),
    (
        Role::ScrollbarThumb,
        Role::Scrollbar,
        By::Glyphs(Glyph::Thumb, Glyph::Track),
    ),
    (
        Role::ScrollbarSection,
        Role::Scrollbar,
        By::Glyphs(Glyph::TrackSection, Glyph::Track),
    ),
    (
        Role::ScrollbarMatch,
        Role::Scrollbar,
        By::Glyphs(Glyph::TrackMatch, Glyph::Track),
    ),
    (
        Role::ScrollbarFold,
        Role::Scrollbar,
        By::Glyphs(Glyph::TrackFold, Glyph::Track),
    ),
    (
        Role::ScrollbarMatch,
        Role::ScrollbarSection,
        By::Glyphs(Glyph::TrackMatch, Glyph::TrackSection),
    ),
    (
        Role::ScrollbarFold,
        Role::ScrollbarSection,
        By::Glyphs(Glyph::TrackFold, Glyph::TrackSection),
    ),
    (
        Role::ScrollbarMatch,
        Role::ScrollbarFold,
        By::Glyphs(Glyph::TrackMatch, Glyph::TrackFold),
    ),
];

/// Nothing is told by hue alone: attributes, glyphs or light do it too, in both sets of glyphs.
#[test]
fn what_must_be_told_apart_can_be_without_colour() {
    for theme in builtin() {
        for set in [GlyphSet::Unicode, GlyphSet::Ascii] {
            let theme = theme.with_glyphs(set);
            for (one, other, by) in APART {
                let by_glyph = match *by {
                    By::Looks => false,
                    By::Mark(mark) => theme.glyph(mark) != " ",
                    By::Glyphs(one, other) => theme.glyph(one) != theme.glyph(other),
                };
                let (first, second) = (theme.style(*one), theme.style(*other));
                let told = by_glyph || attributes(first) != attributes(second) || by_light(first, second);
                assert!(told, "{}: {} and {}", theme.name, one.name(), other.name());
            }
        }
    }
}

fn attributes(style: Style) -> Style {
    Style {
        fg: Color::Default,
        bg: Color::Default,
        ..style
    }
}

/// A difference of 3 in lightness needs no eye for hue (technique G183 of the guidelines).
fn by_light(one: Style, other: Style) -> bool {
    let far = |one, other| contrast(one, other).is_some_and(|contrast| contrast >= 3.0);
    far(one.bg, other.bg) || far(one.fg, other.fg)
}

#[test]
fn a_line_stands_out_less_than_what_it_divides() {
    for theme in builtin().iter().filter(|theme| theme.appearance != Appearance::Any) {
        let of = |role| {
            let style = theme.style(role);
            contrast(style.fg, style.bg)
        };
        for role in Role::ALL.iter().filter(|role| is_decoration(**role)) {
            assert!(of(*role) < of(Role::Quiet), "{}: {}", theme.name, role.name());
        }
    }
}

#[test]
fn glyphs_are_one_column_wide_and_the_ascii_ones_ascii() {
    for theme in builtin() {
        for glyph in Glyph::ALL {
            let (own, plain) = (theme.glyph(*glyph), theme.with_glyphs(GlyphSet::Ascii));
            assert_eq!(width::of(own), 1, "{}: {}", theme.name, glyph.name());
            assert_eq!(width::of(plain.glyph(*glyph)), 1, "{}", glyph.name());
            assert!(
                plain.glyph(*glyph).bytes().all(|byte| byte.is_ascii_graphic()),
                "{}",
                glyph.name()
            );
            assert_eq!(plain.with_glyphs(GlyphSet::Unicode), theme);
        }
    }
}

/// The map beside the page has one column: what is shown in it is told by the glyph alone.
#[test]
fn every_sign_of_the_scrollbar_is_another() {
    let signs = [
        Glyph::Thumb,
        Glyph::Track,
        Glyph::TrackSection,
        Glyph::TrackMatch,
        Glyph::TrackFold,
        Glyph::TrackCaption,
        Glyph::TrackMark,
        Glyph::TrackUnread,
    ];
    for theme in builtin() {
        for set in [GlyphSet::Unicode, GlyphSet::Ascii] {
            let theme = theme.with_glyphs(set);
            let drawn: BTreeSet<&str> = signs.iter().map(|sign| theme.glyph(*sign)).collect();
            assert_eq!(drawn.len(), signs.len(), "{}: {drawn:?}", theme.name);
        }
    }
}

/// Every name in a palette is a colour somewhere, in the file itself or in what it inherits, and every palette is
/// closed: a test of the files as they are written, apart from how they are read.
#[test]
fn every_palette_entry_is_used() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    let read = |name: &str| -> toml::Table {
        let text = std::fs::read_to_string(folder.join(format!("{name}.toml"))).expect("a theme file");
        text.parse().expect("it is TOML")
    };
    for theme in builtin() {
        let mut table = read(&theme.name);
        let palette: Vec<String> = keys(&table, "palette");
        let mut used = BTreeSet::new();
        loop {
            used.extend(colours(&table));
            let Some(parent) = table.get("inherits").and_then(toml::Value::as_str) else {
                break;
            };
            table = read(parent);
        }
        for name in palette {
            assert!(used.contains(&name), "{}: {name} is not used", theme.name);
        }
    }
}

fn keys(table: &toml::Table, section: &str) -> Vec<String> {
    let section = table.get(section).and_then(toml::Value::as_table);
    section
        .into_iter()
        .flat_map(|section| section.keys().cloned())
        .collect()
}

fn colours(table: &toml::Table) -> Vec<String> {
    let roles = table.get("roles").and_then(toml::Value::as_table);
    let colour = |entry: &toml::Value| match entry {
        toml::Value::Table(fields) => ["fg", "bg"]
            .iter()
            .filter_map(|key| fields.get(*key)?.as_str().map(str::to_owned))
            .collect(),
        other => other.as_str().map(str::to_owned).into_iter().collect::<Vec<_>>(),
    };
    roles
        .into_iter()
        .flat_map(toml::Table::values)
        .flat_map(colour)
        .collect()
}
