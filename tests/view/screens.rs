//! Screens to look at.

use std::fmt::Write as _;

use dateline::app::{Message, Notice, Work};
use dateline::article::Article;
use dateline::layout::role::Role;

use super::desk::{self, Desk, SIZES, text};
use super::sample;

/// Snapshots a scene in every size.
fn look(name: &str, article: &std::sync::Arc<Article>, scene: impl Fn(&mut Desk)) {
    let mut screens = String::new();
    for (width, height) in SIZES {
        let mut desk = Desk::open(article, (width, height));
        scene(&mut desk);
        let _ = write!(screens, "── {width}×{height}\n{}", text(&desk.frame()));
    }
    insta::assert_snapshot!(name, screens);
}

#[test]
fn reading() {
    look("reading", &sample::harbour(), |_| ());
}

#[test]
fn a_fold_and_a_callout() {
    look("fold", &sample::harbour(), |desk| {
        desk.press("] ]");
    });
}

#[test]
fn an_open_fold() {
    look("fold_open", &sample::harbour(), |desk| {
        desk.press("] ] <enter>");
    });
}

#[test]
fn the_sidebar_with_the_keys() {
    look("sidebar", &sample::harbour(), |desk| {
        desk.press("G <tab> k");
    });
}

#[test]
fn a_search_being_typed() {
    look("prompt", &sample::harbour(), |desk| {
        desk.press("/").write("the ");
    });
}

#[test]
fn a_wrong_search() {
    look("prompt_wrong", &sample::harbour(), |desk| {
        desk.press("/").write("smoke (");
    });
}

#[test]
fn a_search() {
    look("search", &sample::harbour(), |desk| {
        desk.press("/").write("ferr(y|ies)").press("<enter> n");
    });
}

#[test]
fn the_picker() {
    look("picker", &sample::harbour(), |desk| {
        desk.press("p").write("to");
    });
}

#[test]
fn the_themes() {
    look("themes", &sample::harbour(), |desk| {
        desk.press("t j");
    });
}

#[test]
fn the_help() {
    look("help", &sample::harbour(), |desk| {
        desk.press("?");
    });
}

#[test]
fn what_can_follow() {
    look("continuations", &sample::harbour(), |desk| {
        desk.press("z");
    });
}

/// What the keys are about is not hidden if there is room elsewhere.
#[test]
fn what_can_follow_at_the_foot_of_the_page() {
    look("continuations_foot", &sample::harbour(), |desk| {
        desk.press("G x");
    });
}

#[test]
fn a_command_being_typed() {
    look("command", &sample::harbour(), |desk| {
        desk.press(":").write("next-");
    });
}

#[test]
fn a_command_being_chosen() {
    look("command_chosen", &sample::harbour(), |desk| {
        desk.press(":").write("set ").press("<tab> <tab> <tab>");
    });
}

#[test]
fn something_selected() {
    look("selected", &sample::harbour(), |desk| {
        desk.press("} } v } }");
    });
}

/// A selection is told by its roles, which are reversed in every theme: it shows without colour.
#[test]
fn roles_of_a_selection() {
    let telltale = desk::telltale();
    let mut desk = Desk::open(&sample::harbour(), (100, 30));
    desk.press("] ] v 3 w $ j } }");
    insta::assert_snapshot!("roles_selected", desk::roles(&desk.frame_in(&telltale)));
    for theme in &desk.themes {
        for role in [Role::Selection, Role::SelectionEnd] {
            assert!(theme.style(role).reversed, "{}", theme.name);
        }
        let (selection, end) = (theme.style(Role::Selection), theme.style(Role::SelectionEnd));
        assert_ne!(selection, end, "{}", theme.name);
        assert!(end.underlined, "{}: the terminal's cursor is drawn so", theme.name);
    }
}

#[test]
fn the_help_of_the_sidebar() {
    look("help_sidebar", &sample::harbour(), |desk| {
        desk.press("<tab> ?");
    });
}

#[test]
fn the_help_about_something() {
    look("help_about", &sample::harbour(), |desk| {
        desk.press("? /").write("copy mark");
    });
}

#[test]
fn work_under_way() {
    look("work", &sample::harbour(), |desk| {
        desk.tell(Message::Progress(Work {
            reading: Some(34),
            folding: Some(12),
        }));
    });
}

#[test]
fn a_notice() {
    look("notice", &sample::harbour(), |desk| {
        desk.tell(Message::Notice(Notice::Failed(
            "The clipboard did not take the text".to_owned(),
        )));
    });
}

#[test]
fn nothing_but_the_text() {
    look("zen", &sample::harbour(), |desk| {
        desk.press("zz");
    });
}

#[test]
fn an_empty_article() {
    look("empty", &std::sync::Arc::new(Article::default()), |_| ());
}

#[test]
fn many_scripts() {
    look("scripts", &sample::world(), |_| ());
}

#[test]
fn a_large_screen() {
    let mut desk = Desk::open(&sample::harbour(), (200, 60));
    insta::assert_snapshot!("large", text(&desk.frame()));
    insta::assert_snapshot!("large_help", text(&desk.press("?").frame()));
}

#[test]
fn too_small() {
    let mut screens = String::new();
    for size in [(19, 5), (20, 4), (12, 2), (5, 1), (1, 1)] {
        let desk = Desk::open(&sample::harbour(), size);
        let _ = write!(screens, "── {}×{}\n{}", size.0, size.1, text(&desk.frame()));
    }
    insta::assert_snapshot!(screens);
}

#[test]
fn roles() {
    let telltale = desk::telltale();
    let mut desk = Desk::open(&sample::harbour(), (100, 30));
    desk.press("] ] /").write("smoke").press("<enter>");
    insta::assert_snapshot!("roles_reading", desk::roles(&desk.frame_in(&telltale)));
    desk.press("p").write("to");
    insta::assert_snapshot!("roles_picker", desk::roles(&desk.frame_in(&telltale)));
}

/// A theme changes how a screen looks, and not what it says.
#[test]
fn a_theme_changes_no_word() {
    for keys in ["] ]", "<tab>", "p", "?", "/"] {
        let mut desk = Desk::open(&sample::harbour(), (100, 30));
        desk.press(keys);
        let [dark, light] = ["dusk", "paper"].map(|name| {
            let theme = desk.themes.iter().find(|theme| theme.name == name).expect("built in");
            desk.frame_in(theme)
        });
        assert_eq!(text(&dark), text(&light), "after {keys}");
        assert_ne!(dark, light, "the themes differ");
    }
}

/// While a mark's name is awaited: what is awaited, and the marks there are.
#[test]
fn waiting_for_a_mark() {
    for size in [(100, 30), (40, 12)] {
        let mut desk = Desk::open(&sample::harbour(), size);
        desk.press("2G ma 3G mb g '");
        insta::assert_snapshot!(format!("marks_{}x{}", size.0, size.1), desk::text(&desk.frame()));
    }
}
