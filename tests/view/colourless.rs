//! Nothing is told by colour alone: whoever sees none, or has a terminal without, finds the same on every screen.
//!
//! Each role has an entry that says what else tells it. A new role is no program before it has one.

use std::collections::BTreeSet;

use dateline::app::session::area::{Area, Areas};
use dateline::app::{Message, Notice, Work};
use dateline::layout::role::{Glyph, Role};
use dateline::theme::{Color, GlyphSet, Style, Theme, builtin};
use ratatui::buffer::Buffer;

use super::desk::{self, Desk, telltale};
use super::sample;
use super::screens::second_visit;

/// What tells a role apart besides its colour.
enum Told {
    /// Weight, slant, underline or reversal, against this role: in `mono`, which has nothing else.
    Looks(Role),
    /// One of these marks on the same row, at its left.
    Mark(&'static [Glyph]),
    /// It is itself one of these marks.
    Itself(&'static [Glyph]),
    /// It stands in an area of its own.
    Area(fn(&Areas) -> Area),
    /// It says so in words, or by where it stands; how.
    Words(&'static str),
    /// It is what the others are told from.
    Ground,
}

const BORDERS: &[Glyph] = &[
    Glyph::CornerUpperLeft,
    Glyph::CornerUpperRight,
    Glyph::CornerLowerLeft,
    Glyph::CornerLowerRight,
    Glyph::EdgeHorizontal,
    Glyph::EdgeVertical,
];

#[expect(clippy::match_same_arms, reason = "a table, in the order of the roles")]
fn told(role: Role) -> Told {
    match role {
        Role::Text => Told::Ground,
        Role::Quiet => Told::Words("what is quiet says what it is"),
        Role::Title | Role::Heading | Role::Boilerplate | Role::Repeat => Told::Looks(Role::Text),
        Role::Byline => Told::Words("below the title"),
        Role::Time => Told::Words("a time or a day"),
        Role::Caption => Told::Mark(&[Glyph::CaptionBar]),
        Role::CaptionBar => Told::Itself(&[Glyph::CaptionBar]),
        Role::CaptionCredit => Told::Looks(Role::Caption),
        Role::Quote => Told::Mark(&[Glyph::QuoteBar]),
        Role::QuoteSpeaker => Told::Looks(Role::Quote),
        Role::QuoteBar => Told::Itself(&[Glyph::QuoteBar]),
        Role::Bullet => Told::Itself(&[Glyph::Bullet]),
        Role::Fold | Role::FoldRead | Role::FoldHint => Told::Mark(&[Glyph::Fold, Glyph::FoldOpen]),
        Role::Near => Told::Mark(&[Glyph::Near]),
        Role::NearAdded | Role::NearDropped | Role::NearMoved => Told::Looks(Role::Text),
        Role::NearAddedNumber => Told::Looks(Role::NearAdded),
        Role::NearDroppedNumber => Told::Looks(Role::NearDropped),
        Role::News => Told::Mark(&[Glyph::New, Glyph::NewGone]),
        Role::NewsChanged => Told::Mark(&[Glyph::NewChanged]),
        Role::Note => Told::Mark(&[Glyph::Note]),
        Role::Cursor => Told::Itself(&[Glyph::Cursor]),
        Role::Match => Told::Looks(Role::Text),
        Role::MatchCurrent => Told::Looks(Role::Match),
        Role::Header | Role::HeaderTitle => Told::Area(|areas| areas.header),
        Role::Sidebar => Told::Area(|areas| Area {
            y: areas.rule.y,
            height: areas.rule.height,
            ..areas.sidebar
        }),
        Role::SidebarNumber => Told::Words("a number before the headline"),
        Role::SidebarTime => Told::Words("a time before the headline"),
        Role::SidebarExcerpt => Told::Looks(Role::Sidebar),
        Role::SidebarCurrent => Told::Mark(&[Glyph::Current]),
        Role::SidebarSelected | Role::SidebarRead => Told::Looks(Role::Sidebar),
        Role::SidebarUnread => Told::Itself(&[Glyph::Unread, Glyph::UnreadPart, Glyph::UnreadNothing, Glyph::ReadPart]),
        Role::SidebarBadge => Told::Words("a mark and a number, or \"2 new\""),
        Role::Rule => Told::Itself(&[Glyph::Rule]),
        Role::Status | Role::StatusProgress | Role::StatusNotice => Told::Area(|areas| areas.status),
        Role::StatusKey | Role::StatusError => Told::Looks(Role::Status),
        Role::Prompt => Told::Words("the terminal's cursor is in it"),
        Role::Overlay | Role::OverlayQuiet => Told::Words("within a border"),
        Role::OverlayBorder => Told::Itself(BORDERS),
        Role::OverlayTitle | Role::OverlayKey | Role::OverlaySelected | Role::OverlayMatch => {
            Told::Looks(Role::Overlay)
        }
        Role::Scrollbar => Told::Itself(&[Glyph::Track]),
        Role::ScrollbarThumb => Told::Itself(&[Glyph::Thumb]),
        Role::ScrollbarSection => Told::Itself(&[Glyph::TrackSection]),
        Role::ScrollbarMatch => Told::Itself(&[Glyph::TrackMatch]),
        Role::ScrollbarFold => Told::Itself(&[Glyph::TrackFold]),
        Role::ScrollbarCaption => Told::Itself(&[Glyph::TrackCaption]),
        Role::ScrollbarMark => Told::Itself(&[Glyph::TrackMark]),
        Role::ScrollbarUnread => Told::Itself(&[Glyph::TrackUnread]),
        Role::Selection => Told::Looks(Role::Text),
        Role::SelectionEnd => Told::Looks(Role::Selection),
        Role::Link | Role::LinkLabel | Role::Emphasis | Role::Strong | Role::Code => Told::Looks(Role::Text),
    }
}

fn mono() -> Theme {
    let found = builtin().into_iter().find(|theme| theme.name == "mono");
    found.expect("a theme of ours")
}

#[test]
fn what_looks_tell_they_tell_without_colour() {
    let mono = mono();
    for role in Role::ALL {
        let style = mono.style(*role);
        assert_eq!(
            (style.fg, style.bg),
            (Color::Default, Color::Default),
            "{}",
            role.name()
        );
        if let Told::Looks(ground) = told(*role) {
            assert_ne!(
                style,
                mono.style(ground),
                "{} looks as {} does",
                role.name(),
                ground.name()
            );
        }
        if let Told::Words(how) = told(*role) {
            assert!(!how.is_empty());
        }
    }
}

/// What is told by looks is told in sixteen colours too, where every colour may be the terminal's own: by more than hue.
#[test]
fn the_terminals_own_colours_tell_nothing_alone() {
    let attributes = |style: Style| Style {
        fg: Color::Default,
        bg: Color::Default,
        ..style
    };
    let theme = builtin().into_iter().find(|theme| theme.name == "terminal");
    let theme = theme.expect("a theme of ours");
    for role in Role::ALL {
        let Told::Looks(ground) = told(*role) else { continue };
        let (style, ground) = (theme.style(*role), theme.style(ground));
        // A background of its own is light against dark.
        let told = attributes(style) != attributes(ground) || style.bg != ground.bg;
        assert!(told, "{}", role.name());
    }
}

/// A reader who has come to something: what was pressed and what has happened, and the size of the screen.
pub(super) fn scenes(sizes: &[(u16, u16)]) -> Vec<Desk> {
    let mut scenes = Vec::new();
    let articles = [
        sample::harbour(),
        sample::world(),
        sample::odds(),
        std::sync::Arc::default(),
    ];
    let keys = [
        "",
        "] ]",
        "] ] <enter>",
        "] ] <enter> <enter>",
        "] ] ] zR",
        "zd",
        "G <enter>",
        "<tab> j",
        "G <tab>",
        "t j",
        "?",
        "p",
        "zb",
        "zu",
        "S",
        "5",
        "z",
        "n n <enter>",
        "zM G",
        "] ] <enter> ] ] zd",
        "] ] } <enter>",
        "ma G",
        "vww",
        "Vj",
        ":",
        "] ] ma",
    ];
    for article in &articles {
        for &size in sizes {
            for keys in keys {
                let mut desk = Desk::open(article, size);
                desk.press(keys);
                scenes.push(desk);
            }
            for keys in ["", "zp", "W", ". . . <enter>", "zp } } <enter>"] {
                let mut desk = Desk::open(article, size);
                second_visit(&mut desk);
                desk.tell(Message::Seen { millis: 9_000 });
                desk.press(keys);
                scenes.push(desk);
            }
            for keys in ["", "F"] {
                let mut linked = Desk::open(&sample::linked(), size);
                linked.press("ma").press(keys);
                scenes.push(linked);
            }
            scenes.push(Desk::open(&sample::marked(), size));
            scenes.push(Desk::open(&posts_without_headlines(), size));
            let mut typing = Desk::open(article, size);
            typing.press("/").write("the");
            scenes.push(typing);
            let mut found = Desk::open(article, size);
            found.press("/").write("the").press("<enter> n");
            scenes.push(found);
            let mut picking = Desk::open(article, size);
            picking.press("p").write("re");
            scenes.push(picking);
            for message in [
                Message::Notice(Notice::Failed("The file is gone".into())),
                Message::Notice(Notice::Done("Copied".into())),
                Message::Progress(Work {
                    reading: Some(40),
                    folding: Some(10),
                }),
            ] {
                let mut desk = Desk::open(article, size);
                desk.tell(message);
                scenes.push(desk);
            }
        }
    }
    scenes
}

fn posts_without_headlines() -> std::sync::Arc<dateline::article::Article> {
    let post = "The mayor has thanked the crews for their work in the night and asked people to stay away.";
    let text = format!("Harbour fire live\n\n16:45\n\n{post}\n\n15:10\n\n{post} Again.\n\n14:05\n\n{post} Twice.\n");
    std::sync::Arc::new(dateline::read::read(text.into_bytes()).expect("a small text"))
}

/// A row of a screen: the role and the character of each cell.
fn row(frame: &Buffer, y: u16) -> Vec<(&'static str, &str)> {
    let cells = frame.area.left()..frame.area.right();
    cells
        .map(|x| (desk::role(&frame[(x, y)]), frame[(x, y)].symbol()))
        .collect()
}

/// On every screen, drawn in ASCII and looked at without colour or attributes, the marks stand where the roles are.
#[test]
fn marks_stand_beside_what_they_tell() {
    let ascii = telltale().with_glyphs(GlyphSet::Ascii);
    let mut seen = BTreeSet::new();
    for desk in scenes(&[(40, 12), (60, 20), (100, 24), (120, 40)]) {
        let frame = desk.frame_in(&ascii);
        let areas = desk.app.state.areas();
        for y in frame.area.top()..frame.area.bottom() {
            let row = row(&frame, y);
            // What lies over the page hides marks with what they are for.
            let covered = areas.sidebar_over || row.iter().any(|(name, _)| name.starts_with("overlay"));
            for role in Role::ALL {
                let is = |(at, (name, symbol)): (usize, &(&'static str, &str))| {
                    (*name == role.name() && *symbol != " ").then_some(at)
                };
                let cells: Vec<usize> = row.iter().enumerate().filter_map(is).collect();
                let Some(first) = cells.first() else { continue };
                seen.insert(role.name());
                let shown: String = row.iter().map(|(_, symbol)| *symbol).collect();
                let is_mark = |symbol: &str, glyphs: &[Glyph]| glyphs.iter().any(|&glyph| ascii.glyph(glyph) == symbol);
                match told(*role) {
                    Told::Mark(glyphs) if !covered => assert!(
                        row[..=*first].iter().any(|(_, symbol)| is_mark(symbol, glyphs)),
                        "{} has no mark: {shown}",
                        role.name()
                    ),
                    Told::Itself(glyphs) => {
                        let strange = cells.iter().find(|&&at| !is_mark(row[at].1, glyphs));
                        assert_eq!(strange, None, "{} is no mark: {shown}", role.name());
                    }
                    Told::Area(area) if !desk.app.state.session.settings.zen => {
                        let area = area(&areas);
                        let outside = cells.iter().find(|&&at| !area.holds(at as u16, y));
                        assert_eq!(outside, None, "{} is not in its place: {shown}", role.name());
                    }
                    _ => {}
                }
            }
        }
    }
    let unseen: Vec<&str> = Role::ALL
        .iter()
        .map(|role| role.name())
        .filter(|name| !seen.contains(name))
        .collect();
    assert_eq!(unseen, [""; 0], "no scene shows these");
}

/// The least that there is: no colour, no attributes, ASCII. All that a reader goes by is still there, in characters.
#[test]
fn a_screen_in_plain_characters_tells_everything() {
    let ascii = telltale().with_glyphs(GlyphSet::Ascii);
    let screen = |desk: &Desk| desk::text(&desk.frame_in(&ascii));
    let mut desk = Desk::open(&sample::harbour(), (120, 40));
    desk.tell(Message::Seen { millis: 60_000 });
    desk.press("] ]");
    let text = screen(&desk);
    for words in [
        // The section one is in, what it has new, what has been read and what has not.
        ">3 07:15 Smoke warning for",
        "#1 +3",
        "#1 .",
        // The block keys act on, a callout with its credit, a fold and what opens it.
        "> Smoke warning for the old town",
        "[ Ferries at the breakwater",
        "J. Okoro/Harbour News",
        "+ 3 paragraphs repeated from 1 Opening",
        "to the fold",
        // How far one is.
        "3 of 4",
    ] {
        assert!(text.contains(words), "{words:?}\n{text}");
    }
    assert!(
        text.is_ascii() || text.replace(['“', '”', '’'], "").is_ascii(),
        "{text}"
    );
    desk.press("<enter>");
    let text = screen(&desk);
    assert!(text.contains("> + 3 paragraphs repeated from 1 Opening"), "{text}");
    assert!(text.contains("Enter to unfold"), "{text}");
    desk.press("/").write("quay").press("<enter>");
    let text = screen(&desk);
    let told = text.lines().last().unwrap_or_default().to_owned();
    assert!(told.contains("/quay"), "which match of how many: {told}");
    let mut desk = Desk::open(&sample::harbour(), (120, 40));
    desk.press("] ] <tab> j");
    assert!(
        screen(&desk).contains(">4"),
        "the section that is chosen, with which the page has gone along"
    );
}
