//! Screens to look at.

use std::fmt::Write as _;
use std::sync::Arc;

use dateline::app::{Message, Notice, Work};
use dateline::article::{Article, BlockId, Kind};
use dateline::layout::role::Role;
use dateline::recall::{ArticleName, Before, Changed, Changes, Passage, Recalled, Removed};
use dateline::theme::GlyphSet;

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
fn read_in_part() {
    look("read", &sample::harbour(), |desk| {
        desk.press("G");
        desk.tell(Message::Seen { millis: 30_000 });
        desk.press("g");
    });
}

/// The second visit to the fire: the first section was read, the smoke warning is new, and what its clinic said is other.
pub(super) fn second_visit(desk: &mut Desk) {
    let article = Arc::clone(&desk.app.state.document.article);
    let clinic = "Doctors at the island clinic treated seven people for sore eyes and sent all of them home.";
    let recalled = Recalled {
        read: (0..8).map(BlockId).collect(),
        before: Before {
            passages: vec![Passage {
                block: BlockId(9),
                of: 0,
            }],
            articles: vec![ArticleName {
                title: Some("Harbour fire at Sund".to_owned()),
                published: None,
            }],
        },
        changes: Some(Changes {
            since: "yesterday 14:05".to_owned(),
            added: vec![BlockId(11), BlockId(15)],
            changed: vec![Changed {
                block: BlockId(16),
                before: clinic.into(),
            }],
            removed: vec![Removed {
                at: BlockId(18),
                kind: Kind::Paragraph,
                text: "The choir of ninety will not sing in the market hall, the town said on Sunday.".into(),
            }],
        }),
        ..Recalled::default()
    };
    desk.tell(Message::Recalled {
        article,
        recalled: Arc::new(recalled),
    });
}

#[test]
fn a_second_visit() {
    look("second_visit", &sample::harbour(), second_visit);
    look("second_visit_folded", &sample::harbour(), |desk| {
        second_visit(desk);
        desk.press("z p");
    });
    look("second_visit_changed", &sample::harbour(), |desk| {
        second_visit(desk);
        desk.press(". . . <enter>");
    });
    look("second_visit_news", &sample::harbour(), |desk| {
        second_visit(desk);
        desk.press("W j");
    });
}

/// What is new, what was read, and in part, is told in ASCII and without colour, too.
#[test]
fn a_second_visit_in_ascii() {
    let mut desk = Desk::open(&sample::harbour(), (100, 34));
    second_visit(&mut desk);
    desk.press("z p 3 G");
    desk.tell(Message::Seen { millis: 4_000 });
    desk.press("j");
    let themes = desk.themes.iter().filter(|theme| theme.name == "mono");
    let mono = themes
        .into_iter()
        .next()
        .expect("built in")
        .clone()
        .with_glyphs(GlyphSet::Ascii);
    let page = text(&desk.frame_in(&mono));
    let news = text(&desk.press("W").frame_in(&mono));
    assert!(page.is_ascii() || !page.contains(['±', '½', '⋯']), "{page}");
    insta::assert_snapshot!("second_visit_ascii", format!("{page}{news}"));
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
        desk.press("] ] <enter> <enter>");
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
fn the_first_help() {
    look("help_first", &sample::harbour(), |desk| {
        desk.press("?");
    });
}

#[test]
fn the_help() {
    look("help", &sample::harbour(), |desk| {
        desk.press("? ?");
    });
}

/// However narrow the screen is, it says how to get help and how to leave.
#[test]
fn the_way_out_is_on_every_screen() {
    for size in SIZES {
        let mut desk = Desk::open(&sample::harbour(), size);
        let bottom = |desk: &Desk| text(&desk.frame()).lines().last().unwrap_or_default().to_owned();
        assert!(bottom(&desk).contains("? help  q quit"), "{size:?}: {}", bottom(&desk));
        // On the smallest a box takes all of the screen.
        for keys in ["t", "H", "?", "W"].into_iter().filter(|_| size.1 >= 12) {
            desk.press(keys);
            let line = bottom(&desk);
            assert!(
                line.contains("Esc close") || desk.app.overlays.is_empty(),
                "{size:?} {keys}: {line}"
            );
            desk.press("<esc>");
        }
    }
}

/// How long it takes does not jump when reading begins.
#[test]
fn the_reading_time_begins_with_what_is_left() {
    let mut desk = Desk::open(&sample::harbour(), (120, 40));
    let top = |desk: &Desk| text(&desk.frame()).lines().next().unwrap_or_default().to_owned();
    let minutes = |line: &str| -> u32 {
        let (before, _) = line.split_once(" min").expect("minutes");
        before
            .rsplit(' ')
            .next()
            .and_then(|number| number.parse().ok())
            .expect("a number")
    };
    let before = minutes(&top(&desk));
    desk.tell(Message::Seen { millis: 400 });
    let line = top(&desk);
    assert!(minutes(&line) == before, "{before}: {line}");
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
fn a_page_of_the_manual() {
    look("manual", &sample::harbour(), |desk| {
        desk.press(":").write("help screen").press("<enter>");
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
    insta::assert_snapshot!("large_help", text(&desk.press("? ?").frame()));
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

/// Links, and their labels.
#[test]
fn links_and_their_labels() {
    let article = sample::linked();
    for size in [(100, 16), (40, 12), (20, 5)] {
        let mut desk = Desk::open(&article, size);
        desk.press(if size.1 < 10 { "j j j" } else { "" });
        let underlined = |desk: &Desk| {
            let frame = desk.frame();
            let cells = frame.content.iter();
            cells
                .filter(|cell| cell.modifier.contains(ratatui::style::Modifier::UNDERLINED))
                .count()
        };
        assert!(underlined(&desk) >= 8, "links are underlined at {size:?}");
        desk.press("F");
        insta::assert_snapshot!(format!("labels_{}x{}", size.0, size.1), text(&desk.frame()));
    }
}

/// What a page emphasizes is shown so, in the words and nowhere beside them; its links lead where the page says.
#[test]
fn what_is_marked_up_looks_so() {
    use ratatui::style::Modifier;
    let article = sample::marked();
    let desk = Desk::open(&article, (100, 24));
    let frame = desk.frame();
    let left = desk.app.state.areas().pane.x;
    let shown = |modifier: Modifier| -> String {
        let rows = (2..frame.area.bottom() - 1).map(|y| -> String {
            let cells = (left..frame.area.right()).map(|x| &frame[(x, y)]);
            cells
                .filter(|cell| cell.modifier.contains(modifier))
                .map(ratatui::buffer::Cell::symbol)
                .collect()
        });
        rows.collect::<Vec<_>>().join(" ")
    };
    let underlined = shown(Modifier::UNDERLINED);
    assert!(
        underlined.contains("the notices") && underlined.contains("2026-08-15"),
        "{underlined}"
    );
    let slanted = shown(Modifier::ITALIC);
    assert!(slanted.contains("not") && !slanted.contains("open"), "{slanted}");
    // In a quotation that slants, they stand upright.
    assert!(
        slanted.contains("The quay is") && !slanted.contains("shut"),
        "{slanted}"
    );
    assert!(shown(Modifier::BOLD).contains("nobody"));
    let links = desk.app.state.links(&desk.app.state.document.viewport.rows);
    let targets: Vec<&str> = links.iter().map(|link| link.target.as_str()).collect();
    assert_eq!(
        targets,
        ["https://harbour.example/notices", "https://social.example/quay/1"]
    );
    insta::assert_snapshot!("marked_up", desk::text(&frame));
}

/// How many matches there are is told from the first on, and by section in the sidebar.
#[test]
fn a_search_says_where_it_is_at_every_stage() {
    use dateline::app::SearchState;
    let mut desk = Desk::open(&sample::harbour(), (120, 40));
    let says = |desk: &Desk, words: &str| {
        let screen = text(&desk.frame());
        let last = screen.lines().last().unwrap_or_default().to_owned();
        assert!(last.contains(words), "{words:?} is not in {last:?}");
    };
    desk.press("/").write("the");
    let search = desk.app.state.document.search.clone().expect("a search");
    let all = search.matches.len();
    says(&desk, &format!("1 of {all}"));
    let part = |desk: &mut Desk, matches: usize, state| {
        let request = desk.app.state.document.search.as_ref().expect("a search").request;
        desk.tell(Message::Matches {
            request,
            matches: Ok(search.matches[..matches].into()),
            state,
        });
    };
    part(&mut desk, 0, SearchState::Running);
    says(&desk, "searching");
    part(&mut desk, 3, SearchState::Running);
    says(&desk, "3+ matches");
    desk.press("<enter> n");
    says(&desk, "of 3+");
    part(&mut desk, all, SearchState::Capped);
    says(&desk, &format!("of {all}+"));
    part(&mut desk, all, SearchState::Done);
    says(&desk, &format!("of {all}"));
    let in_sidebar: usize = desk.app.state.sidebar_entries().iter().map(|entry| entry.matches).sum();
    assert_eq!(in_sidebar, all);
    let screen = text(&desk.frame());
    for entry in desk
        .app
        .state
        .sidebar_entries()
        .iter()
        .filter(|entry| entry.matches > 0)
    {
        assert!(screen.contains(&format!("/{}", entry.matches)), "{screen}");
    }
}
