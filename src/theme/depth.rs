//! Fewer colours: each becomes the nearest one available. Text must stay readable, and a hue must not change: a quiet
//! grey must not turn into a red that means something.

use rustc_hash::FxHashMap;

use super::color::{indexed, linear, luminance, nominal, ratio, ratio_of};
use super::{Color, Style};

/// The classes of contrast: enhanced, prose, incidental text (see [`super::contrast`]), and, by our own eyes, a line that
/// can just be seen. A reduced pair of colours stays in its class.
const CLASSES: [f64; 4] = [7.0, 4.5, 3.0, 1.2];

/// Below this distance from the greys of Oklab a colour is a tinted grey. Measured on the built-in themes: inks and
/// grounds have up to 0.053, colours that carry a meaning 0.059 and more.
const GREY: f64 = 0.055;

/// The colours to reduce to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Palette {
    /// Those of the 256 that are the same everywhere: not the first 16, which are the user's and may be anything.
    Colours256,
    /// The terminal's own, taken for what they are by default.
    Colours16,
}

/// One of these colours.
struct Candidate {
    index: u8,
    measured: Measured,
}

/// A colour, measured once: roots and powers take longer than all comparing.
#[derive(Clone, Copy)]
struct Measured {
    luminance: f64,
    lab: [f64; 3],
    /// The distance from the greys.
    chroma: f64,
}

impl Measured {
    fn of(color: [u8; 3]) -> Self {
        let lab = oklab(color);
        Self {
            luminance: luminance(color),
            lab,
            chroma: lab[1].hypot(lab[2]),
        }
    }

    fn is_grey(&self) -> bool {
        self.chroma < GREY
    }

    /// Whether two colours are coloured, and their hues at most 45 degrees apart: an eighth of the circle to each side.
    fn is_same_hue(&self, other: &Self) -> bool {
        let product = self.lab[1] * other.lab[1] + self.lab[2] * other.lab[2];
        let coloured = !self.is_grey() && !other.is_grey();
        coloured && product >= self.chroma * other.chroma * std::f64::consts::FRAC_1_SQRT_2
    }

    /// The square of the distance, which serves as well for comparing.
    fn distance(&self, other: &Self) -> f64 {
        squares(self.lab, other.lab)
    }

    /// The distance of two colours if both were as vivid as possible: in lightness and hue alone.
    fn distance_vivid(&self, other: &Self) -> f64 {
        squares(self.vivid(), other.vivid())
    }

    fn vivid(&self) -> [f64; 3] {
        let length = self.chroma.max(f64::MIN_POSITIVE);
        [self.lab[0], self.lab[1] / length, self.lab[2] / length]
    }
}

fn squares(one: [f64; 3], other: [f64; 3]) -> f64 {
    let differences = one.into_iter().zip(other).map(|(one, other)| one - other);
    differences.map(|difference| difference * difference).sum()
}

/// The styles of a theme in the colours available. A background becomes the nearest; letters become the nearest that are
/// as readable on it as they were meant to be.
pub(super) fn reduce(styles: &[Style], palette: Palette) -> Vec<Style> {
    let indices = match palette {
        Palette::Colours256 => 16..=255,
        Palette::Colours16 => 0..=15,
    };
    let measure = |index| Candidate {
        index,
        measured: Measured::of(indexed(index)),
    };
    let reducer = Reducer {
        palette,
        candidates: indices.map(measure).collect(),
    };
    // Many roles share few pairs of colours.
    let mut known: FxHashMap<(Color, Color), (Color, Color)> = FxHashMap::default();
    let pairs = styles.iter().map(|style| {
        let pair = (style.fg, style.bg);
        let (fg, bg) = *known.entry(pair).or_insert_with(|| reducer.pair(pair));
        Style { fg, bg, ..*style }
    });
    pairs.collect()
}

struct Reducer {
    palette: Palette,
    candidates: Vec<Candidate>,
}

impl Reducer {
    /// Letters and their ground.
    fn pair(&self, (fg, bg): (Color, Color)) -> (Color, Color) {
        let ground = match self.outside(bg) {
            Some(bg) => self
                .akin(bg, |_| true)
                .map_or(Color::Rgb(bg[0], bg[1], bg[2]), Color::Indexed),
            None => bg,
        };
        let letters = match self.outside(fg) {
            Some(known) => self.letters(known, bg, ground).map_or(fg, Color::Indexed),
            None => fg,
        };
        (letters, ground)
    }

    /// What a colour looks like, if it is not among those available.
    fn outside(&self, color: Color) -> Option<[u8; 3]> {
        match (color, self.palette) {
            (Color::Indexed(_), Palette::Colours256) => None,
            _ => color.rgb(),
        }
    }

    /// The number of the colour nearest to `fg` that keeps its class of contrast on the reduced background; if none does,
    /// of the most readable one.
    fn letters(&self, fg: [u8; 3], bg: Color, reduced: Color) -> Option<u8> {
        let (Some(bg), Some(reduced)) = (bg.rgb(), nominal(reduced)) else {
            return self.akin(fg, |_| true);
        };
        let meant = ratio(fg, bg);
        let wanted = CLASSES.into_iter().find(|class| meant >= *class).unwrap_or(1.0);
        let ground = luminance(reduced);
        let reads = |candidate: &Candidate| ratio_of(candidate.measured.luminance, ground);
        self.akin(fg, |candidate| reads(candidate) >= wanted).or_else(|| {
            let best = self
                .candidates
                .iter()
                .max_by(|one, other| reads(one).total_cmp(&reads(other)));
            best.map(|candidate| candidate.index)
        })
    }

    /// The number of the nearest colour of the same hue, or of the nearest grey. Among 16 glaring colours, the nearest to a
    /// muted one is mostly a grey. There the hue decides, since it has a meaning, and how muted the colour is does not.
    fn akin(&self, color: [u8; 3], allowed: impl Fn(&Candidate) -> bool) -> Option<u8> {
        let wanted = Measured::of(color);
        let nearest = |kin: &dyn Fn(&Measured) -> bool, distance: fn(&Measured, &Measured) -> f64| {
            let kin = self
                .candidates
                .iter()
                .filter(|candidate| kin(&candidate.measured) && allowed(candidate));
            let measured = kin.map(|candidate| (candidate.index, distance(&wanted, &candidate.measured)));
            let nearest = measured.min_by(|(_, one), (_, other)| one.total_cmp(other));
            nearest.map(|(index, _)| index)
        };
        let same_hue = |other: &Measured| wanted.is_same_hue(other);
        let akin = |other: &Measured| other.is_grey() || same_hue(other);
        match self.palette {
            Palette::Colours256 => nearest(&akin, Measured::distance),
            Palette::Colours16 => {
                nearest(&same_hue, Measured::distance_vivid).or_else(|| nearest(&Measured::is_grey, Measured::distance))
            }
        }
    }
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

    /// The pairs that the author of the colour space gives for checking.
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

    /// Of the 16 only the defaults are known; there, what is written in them reads as it was meant to, or as well as
    /// anything does on that ground.
    #[test]
    fn text_reads_with_16_colours_as_they_are_by_default() {
        for theme in crate::theme::builtin() {
            for (before, after) in theme.styles.iter().zip(reduce(&theme.styles, Palette::Colours16)) {
                let (Some(fg), Some(bg)) = (before.fg.rgb(), before.bg.rgb()) else {
                    continue;
                };
                let (Color::Indexed(letters), Color::Indexed(ground)) = (after.fg, after.bg) else {
                    panic!("{}: {before:?} became {after:?}", theme.name);
                };
                let found = ratio(indexed(letters), indexed(ground));
                let best = ratio([0; 3], indexed(ground)).max(ratio([255; 3], indexed(ground)));
                for class in CLASSES.into_iter().filter(|class| ratio(fg, bg) >= *class) {
                    assert!(found >= class.min(best), "{}: {before:?} became {after:?}", theme.name);
                }
            }
        }
    }

    fn letters(fg: [u8; 3], bg: [u8; 3], palette: Palette) -> Color {
        let color = |[red, green, blue]: [u8; 3]| Color::Rgb(red, green, blue);
        let style = Style {
            fg: color(fg),
            bg: color(bg),
            ..Style::default()
        };
        reduce(&[style], palette)[0].fg
    }

    #[test]
    fn a_colour_of_the_256_is_its_own_nearest() {
        for index in 16..=255 {
            let color = indexed(index);
            for ground in [[0; 3], [255; 3]] {
                assert_eq!(nominal(letters(color, ground, Palette::Colours256)), Some(color));
            }
        }
    }

    #[test]
    fn a_grey_stays_grey_and_a_hue_its_hue() {
        for level in 0..=255 {
            for palette in [Palette::Colours16, Palette::Colours256] {
                for ground in [[0; 3], [255; 3]] {
                    let found = nominal(letters([level; 3], ground, palette)).map(Measured::of);
                    assert!(found.is_some_and(|found| found.is_grey()), "{level}");
                }
            }
        }
        let ground = [0x1c, 0x1e, 0x23];
        for (color, index) in [
            ([0xe0, 0x90, 0x89], 9),
            ([0xdb, 0xa9, 0x6b], 3),
            ([0x97, 0xc4, 0x8b], 2),
        ] {
            assert_eq!(letters(color, ground, Palette::Colours16), Color::Indexed(index));
        }
    }
}
