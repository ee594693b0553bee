//! Every letter on every screen reads on the background it really stands on, in every theme that has its own colours.

use std::collections::BTreeMap;

use dateline::layout::role::Role;
use dateline::theme::{self, Appearance, Color, Depth, builtin};
use ratatui::buffer::Cell;
use ratatui::style::{self, Modifier};

use super::colourless::scenes;
use super::desk::{self, telltale};
use crate::theme::wanted;

/// The first 16 of 256 as xterm has them; other terminals have others, and their users their own.
const XTERM: [(u8, u8, u8); 16] = [
    (0, 0, 0),
    (205, 0, 0),
    (0, 205, 0),
    (205, 205, 0),
    (0, 0, 238),
    (205, 0, 205),
    (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
];

fn color(drawn: style::Color) -> Option<Color> {
    Some(match drawn {
        style::Color::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
        style::Color::Indexed(index @ 0..=15) => {
            let (red, green, blue) = XTERM[usize::from(index)];
            Color::Rgb(red, green, blue)
        }
        style::Color::Indexed(index) => Color::Indexed(index),
        _ => return None,
    })
}

/// The contrast of what a cell shows; none where a colour is the terminal's.
fn contrast(cell: &Cell) -> Option<f64> {
    let (fg, bg) = (color(cell.fg)?, color(cell.bg)?);
    if cell.modifier.contains(Modifier::REVERSED) {
        return theme::contrast(bg, fg);
    }
    theme::contrast(fg, bg)
}

/// The worst of each role, in each theme with so many colours: the contrast, and what was wanted.
fn worst(depth: Depth) -> BTreeMap<(String, &'static str), (f64, f64)> {
    let themes: Vec<_> = builtin()
        .into_iter()
        .filter(|theme| theme.appearance != Appearance::Any)
        .map(|theme| theme.at_depth(depth))
        .collect();
    let telltale = telltale();
    let mut worst = BTreeMap::new();
    for desk in scenes(&[(60, 20), (100, 24)]) {
        let roles = desk.frame_in(&telltale);
        for theme in &themes {
            let frame = desk.frame_in(theme);
            for (cell, told) in frame.content.iter().zip(&roles.content) {
                let name = desk::role(told);
                let role = Role::ALL.iter().find(|role| role.name() == name);
                let (Some(role), true) = (role, cell.symbol() != " ") else {
                    continue;
                };
                let Some(contrast) = contrast(cell) else {
                    assert_eq!(
                        depth,
                        Depth::Ansi16,
                        "{}: {name} leaves a colour to the terminal",
                        theme.name
                    );
                    continue;
                };
                let least = (contrast, wanted(theme, *role));
                let before = worst.entry((theme.name.clone(), name)).or_insert(least);
                if contrast < before.0 {
                    *before = least;
                }
            }
        }
    }
    assert!(
        worst.len() > themes.len() * 20,
        "not much was looked at: {}",
        worst.len()
    );
    worst
}

#[test]
fn every_letter_reads_where_it_stands() {
    // With 256 colours, letters on a line of another role were not measured together when they were reduced.
    for (depth, slack) in [(Depth::True, 1.0), (Depth::Ansi256, 0.85)] {
        for ((theme, role), (contrast, wanted)) in worst(depth) {
            assert!(
                contrast >= wanted * slack,
                "{theme}, {depth:?}: {role} has {contrast:.2}, not {wanted}"
            );
        }
    }
}

/// Sixteen colours are the user's own, and not many: as xterm has them, text reads as incidental text has to.
#[test]
fn every_letter_reads_in_sixteen_colours() {
    for ((theme, role), (contrast, wanted)) in worst(Depth::Ansi16) {
        let wanted = f64::min(wanted, 3.0);
        assert!(contrast >= wanted, "{theme}: {role} has {contrast:.2}, not {wanted}");
    }
}
