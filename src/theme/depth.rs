//! Fewer colours: the nearest of those there are, but never at the cost of being able to read.

use super::color::{indexed, linear, ratio};
use super::{Color, Depth, Style};

/// What a pair of colours is meant for, by the contrast it has: enhanced, prose, incidental text (see
/// [`super::contrast`]). A reduced pair stays in the class it came from.
const CLASSES: [f64; 3] = [7.0, 4.5, 3.0];

/// Whether a style uses no colour at all.
pub(super) fn is_colourless(style: Style) -> bool {
    style.fg == Color::Default && style.bg == Color::Default
}

/// The style with colours a terminal of 256 or 16 has. The background is the nearest; the letters are the nearest
/// that read as well on it as they were meant to.
pub(super) fn reduce(style: Style, depth: Depth) -> Style {
    let palette = match depth {
        Depth::True | Depth::Mono => return style,
        // The first 16 are left out: they are the user's, and may be anything.
        Depth::Ansi256 => 16..=255,
        Depth::Ansi16 => 0..=15,
    };
    let reducible = |color: Color| color.rgb().filter(|_| !fits(color, depth));
    let bg = match reducible(style.bg) {
        Some(bg) => nearest(bg, palette.clone(), |_| true).map_or(style.bg, Color::Indexed),
        None => style.bg,
    };
    let fg = match reducible(style.fg) {
        Some(fg) => readable(fg, style.bg, bg, palette).map_or(style.fg, Color::Indexed),
        None => style.fg,
    };
    Style { fg, bg, ..style }
}

fn fits(color: Color, depth: Depth) -> bool {
    match color {
        Color::Default | Color::Indexed(0..=15) => true,
        Color::Indexed(_) => depth >= Depth::Ansi256,
        Color::Rgb(..) => depth == Depth::True,
    }
}

/// The nearest to `fg` that keeps its class of contrast on the reduced background; where none does, the one that
/// comes closest to it.
fn readable(fg: [u8; 3], bg: Color, reduced: Color, palette: std::ops::RangeInclusive<u8>) -> Option<u8> {
    let (Some(bg), Some(reduced)) = (bg.rgb(), nominal(reduced)) else {
        return nearest(fg, palette, |_| true);
    };
    let meant = ratio(fg, bg);
    let wanted = CLASSES.into_iter().find(|class| meant >= *class).unwrap_or(1.0);
    let reads = |index: u8| ratio(indexed(index), reduced);
    nearest(fg, palette.clone(), |index| reads(index) >= wanted)
        .or_else(|| palette.max_by(|one, other| reads(*one).total_cmp(&reads(*other))))
}

/// What a reduced colour looks like, taking the terminal's own 16 for what they are by default.
fn nominal(color: Color) -> Option<[u8; 3]> {
    match color {
        Color::Indexed(index) => Some(indexed(index)),
        _ => color.rgb(),
    }
}

fn nearest(color: [u8; 3], palette: std::ops::RangeInclusive<u8>, allowed: impl Fn(u8) -> bool) -> Option<u8> {
    let wanted = oklab(color);
    let distance = |index: u8| {
        let other = oklab(indexed(index));
        wanted
            .iter()
            .zip(other)
            .map(|(one, other)| (one - other).powi(2))
            .sum::<f64>()
    };
    palette
        .filter(|index| allowed(*index))
        .min_by(|one, other| distance(*one).total_cmp(&distance(*other)))
}

/// Oklab, in which equal distances look about equally large: lightness, green–red, blue–yellow. Björn Ottosson, "A
/// perceptual color space for image processing", 2020 (<https://bottosson.github.io/posts/oklab/>); his matrices.
fn oklab(color: [u8; 3]) -> [f64; 3] {
    let [red, green, blue] = color.map(linear);
    let long = (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
    let medium = (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
    let short = (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
    [
        0.210_454_255_3 * long + 0.793_617_785_0 * medium - 0.004_072_046_8 * short,
        1.977_998_495_1 * long - 2.428_592_205_0 * medium + 0.450_593_709_9 * short,
        0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766_0 * short,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pairs the inventor of the space gives for checking.
    #[test]
    fn oklab_of_white_and_the_greys_has_no_hue() {
        let white = oklab([255; 3]);
        assert!((white[0] - 1.0).abs() < 1e-6, "{white:?}");
        for grey in [0, 40, 128, 200, 255] {
            let [_, green_red, blue_yellow] = oklab([grey; 3]);
            assert!(green_red.abs() < 1e-6 && blue_yellow.abs() < 1e-6);
        }
        let red = oklab([255, 0, 0]);
        for (found, known) in red.into_iter().zip([0.628, 0.225, 0.126]) {
            assert!((found - known).abs() < 1e-3, "{red:?}");
        }
    }

    #[test]
    fn a_colour_of_the_256_is_its_own_nearest() {
        for index in 16..=255 {
            let found = nearest(indexed(index), 16..=255, |_| true);
            assert_eq!(found.map(indexed), Some(indexed(index)));
        }
    }
}
