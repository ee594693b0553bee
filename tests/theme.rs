//! Themes: what must be true of those that come with the program, and what the user's files may do.

mod files;
mod laws;
mod reduction;

use dateline::layout::role::{Glyph, Role};
use dateline::theme::{Style, Theme, builtin};

/// Roles of what need not be read first; the guidelines ask 3 of what is incidental, 4.5 of everything else.
fn is_quiet(role: Role) -> bool {
    matches!(
        role,
        Role::Quiet
            | Role::Byline
            | Role::Time
            | Role::CaptionCredit
            | Role::Boilerplate
            | Role::FoldHint
            | Role::Repeat
            | Role::Note
            | Role::Header
            | Role::SidebarNumber
            | Role::SidebarTime
            | Role::SidebarRead
            | Role::SidebarBadge
            | Role::Status
            | Role::OverlayQuiet
    )
}

/// Marks that say something, and are no words: 3 by success criterion 1.4.11 of the guidelines.
fn is_mark(role: Role) -> bool {
    matches!(
        role,
        Role::CaptionBar
            | Role::QuoteBar
            | Role::Bullet
            | Role::Cursor
            | Role::ScrollbarThumb
            | Role::ScrollbarSection
            | Role::ScrollbarMatch
            | Role::ScrollbarFold
            | Role::ScrollbarCaption
            | Role::ScrollbarMark
            | Role::ScrollbarUnread
    )
}

/// Lines that only divide: nothing is lost to who doesn't see them.
fn is_decoration(role: Role) -> bool {
    matches!(role, Role::Rule | Role::OverlayBorder | Role::Scrollbar)
}

/// A role, and the line of another that it is drawn on.
const NESTED: &[(Role, Role)] = &[
    (Role::SidebarNumber, Role::SidebarCurrent),
    (Role::SidebarTime, Role::SidebarCurrent),
    (Role::SidebarRead, Role::SidebarCurrent),
    (Role::SidebarUnread, Role::SidebarCurrent),
    (Role::SidebarBadge, Role::SidebarCurrent),
    (Role::SidebarNumber, Role::SidebarSelected),
    (Role::SidebarTime, Role::SidebarSelected),
    (Role::SidebarRead, Role::SidebarSelected),
    (Role::SidebarUnread, Role::SidebarSelected),
    (Role::SidebarBadge, Role::SidebarSelected),
    (Role::SidebarSelected, Role::SidebarCurrent),
    (Role::OverlayKey, Role::OverlaySelected),
    (Role::OverlayMatch, Role::OverlaySelected),
    (Role::OverlayQuiet, Role::OverlaySelected),
];

/// The contrast a role has to have in a theme.
pub(crate) fn wanted(theme: &Theme, role: Role) -> f64 {
    let high = theme.name.starts_with("high-contrast");
    match role {
        role if is_decoration(role) && high => 3.0,
        // Enough to see that there is a line.
        role if is_decoration(role) => 1.2,
        _ if high => 7.0,
        role if is_quiet(role) || is_mark(role) => 3.0,
        _ => 4.5,
    }
}

/// Everything that letters are drawn in: each role by itself, and on the lines it may be drawn on.
fn drawn(theme: &Theme) -> impl Iterator<Item = (Role, String, Style)> + '_ {
    let alone = Role::ALL
        .iter()
        .map(|role| (*role, role.name().to_owned(), theme.style(*role)));
    let nested = NESTED.iter().map(|(role, line)| {
        let name = format!("{} on {}", role.name(), line.name());
        (*role, name, theme.style(*role).on(theme.style(*line)))
    });
    alone.chain(nested)
}

/// Every role and glyph of a theme, for a person to look at.
#[test]
fn every_theme_as_it_looks() {
    for theme in builtin() {
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "snapshots" }, {
            insta::assert_snapshot!(format!("theme-{}", theme.name), table(&theme));
        });
    }
}

fn table(theme: &Theme) -> String {
    let glyphs: String = Glyph::ALL.iter().map(|glyph| theme.glyph(*glyph)).collect();
    let mut text = format!("{:?}, {glyphs}\n", theme.appearance);
    for (_, name, style) in drawn(theme) {
        let contrast = dateline::theme::contrast(style.fg, style.bg);
        let contrast = contrast.map_or(String::new(), |contrast| format!("{contrast:4.1}"));
        let line = format!(
            "{name:38} {:8} {:8} {contrast:4} {}",
            style.fg.to_string(),
            style.bg.to_string(),
            attributes(style)
        );
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn attributes(style: Style) -> String {
    let all = [
        (style.bold, "bold"),
        (style.dim, "dim"),
        (style.italic, "italic"),
        (style.underlined, "underlined"),
        (style.reversed, "reversed"),
        (style.crossed_out, "crossed-out"),
    ];
    all.iter()
        .filter(|(is, _)| *is)
        .map(|(_, name)| *name)
        .collect::<Vec<_>>()
        .join(" ")
}
