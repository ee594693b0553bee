//! Fewer colours than a theme was made with.

use dateline::layout::role::Role;
use dateline::theme::{Appearance, Color, Depth, Source, Theme, builtin, contrast, default_for, load};
use proptest::prelude::*;

use super::wanted;

fn colours(theme: &Theme) -> impl Iterator<Item = Color> + '_ {
    Role::ALL
        .iter()
        .map(|role| theme.style(*role))
        .flat_map(|style| [style.fg, style.bg])
}

#[test]
fn a_reduced_theme_has_only_the_colours_there_are() {
    for theme in builtin() {
        assert_eq!(theme.at_depth(Depth::True), theme);
        for color in colours(&theme.at_depth(Depth::Ansi256)) {
            assert!(!matches!(color, Color::Rgb(..)), "{}: {color}", theme.name);
        }
        for color in colours(&theme.at_depth(Depth::Ansi16)) {
            assert!(
                matches!(color, Color::Default | Color::Indexed(0..=15)),
                "{}: {color}",
                theme.name
            );
        }
        for color in colours(&theme.at_depth(Depth::Mono)) {
            assert_eq!(color, Color::Default, "{}", theme.name);
        }
    }
}

#[test]
fn text_still_reads_with_256_colours() {
    for theme in builtin().iter().filter(|theme| theme.appearance != Appearance::Any) {
        let reduced = theme.at_depth(Depth::Ansi256);
        for (role, name, style) in super::drawn(&reduced) {
            // Letters on a line of another role were not measured together when they were reduced.
            let slack = if name.contains(" on ") { 0.85 } else { 1.0 };
            let contrast = contrast(style.fg, style.bg).expect("all 256 are known but the first 16");
            assert!(
                contrast >= wanted(theme, role) * slack,
                "{}: {name} has {contrast:.2}",
                theme.name
            );
        }
    }
}

#[test]
fn without_colours_every_theme_is_told_apart_as_mono_is() {
    let mono = builtin()
        .into_iter()
        .find(|theme| theme.name == "mono")
        .expect("it is built in");
    for theme in builtin() {
        let reduced = theme.at_depth(Depth::Mono);
        for role in Role::ALL {
            assert_eq!(
                reduced.style(*role),
                mono.style(*role),
                "{}: {}",
                theme.name,
                role.name()
            );
        }
        assert_eq!(reduced.name, theme.name);
    }
}

#[test]
fn a_theme_without_colours_keeps_its_own_attributes() {
    let source = Source {
        name: "plain",
        file: "plain.toml",
        text: "[roles]\nmatch = { underlined = true, italic = true }\n",
    };
    let (themes, errors) = load(&[source]);
    assert_eq!(errors, []);
    let plain = themes.last().expect("it was loaded");
    assert_eq!(plain.at_depth(Depth::Mono), *plain);
}

#[test]
fn who_chose_no_theme_gets_one_that_suits() {
    use Appearance::{Any, Dark, Light};
    for (appearance, depth, no_color, expected) in [
        (None, Depth::True, false, "dusk"),
        (Some(Any), Depth::True, false, "dusk"),
        (Some(Dark), Depth::Ansi256, false, "dusk"),
        (Some(Light), Depth::True, false, "paper"),
        (Some(Light), Depth::Ansi256, false, "paper"),
        (Some(Light), Depth::Ansi16, false, "terminal"),
        (None, Depth::Ansi16, false, "terminal"),
        (Some(Dark), Depth::Mono, false, "mono"),
        (Some(Light), Depth::True, true, "mono"),
    ] {
        let name = default_for(appearance, depth, no_color);
        assert_eq!(name, expected);
        assert!(builtin().iter().any(|theme| theme.name == name));
    }
}

/// A theme of one pair of colours, which it is easy to vary.
fn pair(fg: [u8; 3], bg: [u8; 3]) -> Theme {
    let hex = |[red, green, blue]: [u8; 3]| format!("#{red:02x}{green:02x}{blue:02x}");
    let text = format!("[roles]\ntext = {{ fg = \"{}\", bg = \"{}\" }}\n", hex(fg), hex(bg));
    let source = Source {
        name: "pair",
        file: "pair.toml",
        text: &text,
    };
    let (themes, errors) = load(&[source]);
    assert_eq!(errors, []);
    themes.into_iter().last().expect("it was loaded")
}

proptest! {
    /// Whatever is drawn on a line can be read there, if the line itself can.
    #[test]
    fn nothing_is_lost_on_the_line_it_is_drawn_on(colours in any::<[[u8; 3]; 4]>(), depth in 0_usize..2) {
        let depth = [Depth::True, Depth::Ansi256][depth];
        let [style, line] = [pair(colours[0], colours[1]), pair(colours[2], colours[3])]
            .map(|theme| theme.at_depth(depth).style(Role::Text));
        let drawn = style.on(line);
        prop_assert_eq!(drawn.bg, line.bg);
        let (found, least) = (contrast(drawn.fg, drawn.bg), contrast(line.fg, line.bg));
        prop_assert!(found >= least || found >= Some(3.0), "{style:?} on {line:?}");
    }

    /// Whatever colours somebody chooses, what was readable stays so with 256.
    #[test]
    fn any_readable_pair_stays_readable(fg in any::<[u8; 3]>(), bg in any::<[u8; 3]>()) {
        let own = pair(fg, bg);
        let reads = |theme: &Theme| {
            let style = theme.style(Role::Text);
            contrast(style.fg, style.bg).expect("the first 16 are not used")
        };
        let (before, after) = (reads(&own), reads(&own.at_depth(Depth::Ansi256)));
        // On a ground of middling lightness nothing reads better than this.
        let ground = own.at_depth(Depth::Ansi256).style(Role::Text).bg;
        let against = |other| contrast(ground, other).expect("both are known");
        let best = against(Color::Rgb(0, 0, 0)).max(against(Color::Rgb(255, 255, 255)));
        for class in [7.0, 4.5, 3.0] {
            prop_assert!(before < class || after >= class.min(best), "{before} became {after}");
        }
    }
}
