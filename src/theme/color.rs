//! Colours: their names, their numbers in a terminal, and how readable one is on another.

use std::fmt;

/// A colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Color {
    /// The terminal's own foreground or background.
    #[default]
    Default,
    /// One of the terminal's 256; the first 16 are its own palette.
    Indexed(u8),
    /// Red, green, blue.
    Rgb(u8, u8, u8),
}

/// The names of the terminal's own 16 colours, by number (ECMA-48 SGR 30–37, and 90–97 for the bright half).
pub(super) const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

/// The name of the terminal's own foreground or background.
pub(super) const DEFAULT: &str = "default";

impl Color {
    /// Reads `#rrggbb`, `#rgb`, `default` or the name of one of the 16.
    pub(super) fn named(text: &str) -> Option<Color> {
        if let Some(digits) = text.strip_prefix('#') {
            return hexadecimal(digits);
        }
        if text == DEFAULT {
            return Some(Color::Default);
        }
        let index = NAMES.iter().position(|name| *name == text)?;
        Some(Color::Indexed(index as u8))
    }

    /// Red, green and blue, if they are known: those of the terminal's own 17 colours are the user's choice.
    pub fn rgb(self) -> Option<[u8; 3]> {
        match self {
            Color::Default | Color::Indexed(0..=15) => None,
            Color::Indexed(index) => Some(indexed(index)),
            Color::Rgb(red, green, blue) => Some([red, green, blue]),
        }
    }
}

/// As it is written in a theme file.
impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Color::Default => f.write_str(DEFAULT),
            Color::Indexed(index @ 0..=15) => f.write_str(NAMES[usize::from(*index)]),
            Color::Indexed(index) => write!(f, "{index}"),
            Color::Rgb(red, green, blue) => write!(f, "#{red:02x}{green:02x}{blue:02x}"),
        }
    }
}

fn hexadecimal(digits: &str) -> Option<Color> {
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let number = u32::from_str_radix(digits, 16).ok()?;
    match digits.len() {
        6 => Some(Color::Rgb((number >> 16) as u8, (number >> 8) as u8, number as u8)),
        3 => {
            // One digit stands for two equal ones, as in CSS.
            let twice = |shift: u32| ((number >> shift & 0xf) * 0x11) as u8;
            Some(Color::Rgb(twice(8), twice(4), twice(0)))
        }
        _ => None,
    }
}

/// The terminal's own 16 colours if nobody has changed them: xterm's defaults (`XTerm-col.ad`). This is good enough to
/// choose among them; what is on the screen is the user's choice.
const XTERM_16: [[u8; 3]; 16] = [
    [0x00, 0x00, 0x00],
    [0xcd, 0x00, 0x00],
    [0x00, 0xcd, 0x00],
    [0xcd, 0xcd, 0x00],
    [0x00, 0x00, 0xee],
    [0xcd, 0x00, 0xcd],
    [0x00, 0xcd, 0xcd],
    [0xe5, 0xe5, 0xe5],
    [0x7f, 0x7f, 0x7f],
    [0xff, 0x00, 0x00],
    [0x00, 0xff, 0x00],
    [0xff, 0xff, 0x00],
    [0x5c, 0x5c, 0xff],
    [0xff, 0x00, 0xff],
    [0x00, 0xff, 0xff],
    [0xff, 0xff, 0xff],
];

/// A colour of the 256 by number: the 16, a cube of six steps a side, and 24 greys (xterm's `256colres.pl`).
pub(super) fn indexed(index: u8) -> [u8; 3] {
    const STEPS: [u8; 6] = [0x00, 0x5f, 0x87, 0xaf, 0xd7, 0xff];
    match index {
        0..=15 => XTERM_16[usize::from(index)],
        16..=231 => {
            let cube = usize::from(index - 16);
            [STEPS[cube / 36], STEPS[cube / 6 % 6], STEPS[cube % 6]]
        }
        232..=255 => [8 + 10 * (index - 232); 3],
    }
}

/// How readable one colour is on another, from 1 (not at all) to 21 (black on white): the contrast ratio of the Web
/// Content Accessibility Guidelines 2.2 (<https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>). Prose wants 4.5
/// (success criterion 1.4.3), 7 if high contrast was asked for (1.4.6), and large or incidental text 3.
///
/// None if a colour is the terminal's own, and so unknown.
pub fn contrast(one: Color, other: Color) -> Option<f64> {
    Some(ratio(one.rgb()?, other.rgb()?))
}

/// [`contrast`] of known colours.
pub(super) fn ratio(one: [u8; 3], other: [u8; 3]) -> f64 {
    ratio_of(luminance(one), luminance(other))
}

/// [`contrast`] of two luminances.
pub(super) fn ratio_of(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// What a colour most likely looks like: the terminal's own 16 are assumed to be the defaults.
pub(super) fn nominal(color: Color) -> Option<[u8; 3]> {
    match color {
        Color::Default => None,
        Color::Indexed(index) => Some(indexed(index)),
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
    }
}

/// Whether letters in one colour are unreadable on the other, as far as the colours are known: below 3, the least that
/// the guidelines allow for any text.
pub(super) fn is_illegible(fg: Color, bg: Color) -> bool {
    nominal(fg).zip(nominal(bg)).is_some_and(|(fg, bg)| ratio(fg, bg) < 3.0)
}

/// Relative luminance (<https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>): 0 for black to 1 for white.
pub(super) fn luminance(color: [u8; 3]) -> f64 {
    let [red, green, blue] = color.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// A channel of sRGB as an amount of light, 0 to 1 (IEC 61966-2-1).
pub(super) fn linear(channel: u8) -> f64 {
    let channel = f64::from(channel) / 255.0;
    if channel <= 0.04045 {
        channel / 12.92
    } else {
        ((channel + 0.055) / 1.055).powf(2.4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_hexadecimal_read_back() {
        for index in 0..16 {
            let color = Color::Indexed(index);
            assert_eq!(Color::named(&color.to_string()), Some(color));
        }
        assert_eq!(Color::named("#1b1D22"), Some(Color::Rgb(0x1b, 0x1d, 0x22)));
        assert_eq!(Color::named("#fa0"), Some(Color::Rgb(0xff, 0xaa, 0x00)));
        for wrong in [
            "",
            "#",
            "#12",
            "#12345",
            "#1234567",
            "#+12345",
            "#gggggg",
            "Red",
            "light-red",
        ] {
            assert_eq!(Color::named(wrong), None, "{wrong}");
        }
    }

    /// Values published with the definition, and by every checker that follows it.
    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let grey = Color::Rgb(0x76, 0x76, 0x76);
        let (black, white) = (Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255));
        let near = |one: Option<f64>, other: f64| one.is_some_and(|one| (one - other).abs() < 0.005);
        assert!(near(contrast(black, white), 21.0));
        assert!(near(contrast(white, white), 1.0));
        assert!(near(contrast(grey, white), 4.54));
        assert!(near(contrast(Color::Rgb(255, 0, 0), white), 4.0));
        assert_eq!(contrast(Color::Indexed(1), white), None);
        assert_eq!(contrast(black, Color::Default), None);
    }

    #[test]
    fn the_256_are_those_of_xterm() {
        assert_eq!(indexed(16), [0, 0, 0]);
        assert_eq!(indexed(21), [0, 0, 0xff]);
        assert_eq!(indexed(214), [0xff, 0xaf, 0]);
        assert_eq!(indexed(231), [0xff, 0xff, 0xff]);
        assert_eq!(indexed(232), [8, 8, 8]);
        assert_eq!(indexed(255), [0xee, 0xee, 0xee]);
    }
}
