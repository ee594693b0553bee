//! The command line: what it does, what it offers, and what it says to what it cannot do.

use dateline::app::{Effect, Message, Notice, Overlay, Overlays};
use dateline::keymap::{Code, Key};
use dateline::settings::Glyphs;

use super::draft::blog;
use super::script::Script;

impl Script {
    /// Types a command and takes it.
    fn command(self, line: &str) -> Self {
        self.keys(":").write(line).keys("<enter>")
    }

    /// Types text, letter by letter.
    pub(super) fn write(self, text: &str) -> Self {
        text.chars()
            .fold(self, |script, c| script.send(Message::Key(Key::plain(Code::Char(c)))))
    }

    /// What is on the command line.
    fn line(&self) -> &str {
        match self.app.overlays.top() {
            Some(Overlay::Command(line)) => &line.prompt.input.text,
            other => panic!("no command line but {other:?}"),
        }
    }

    fn offers(&self) -> Vec<&str> {
        match self.app.overlays.top() {
            Some(Overlay::Command(line)) => line.completions.iter().map(|found| found.word.as_str()).collect(),
            other => panic!("no command line but {other:?}"),
        }
    }

    fn failed(&self) -> &str {
        match &self.app.state.session.notice {
            Some(Notice::Failed(words)) => words,
            other => panic!("nothing went wrong: {other:?}"),
        }
    }
}

#[test]
fn actions_are_done_by_name_as_by_key() {
    for (line, keys) in [
        ("next-section", "]"),
        ("3 next-section", "3]"),
        ("3next-section", "3]"),
        ("5 line-down", "5j"),
        ("7", "7G"),
        ("end", "G"),
        ("zen", "S"),
        ("pick-section", "p"),
        ("themes", "t"),
        ("theme", "t"),
        ("next-cap", "c"),
    ] {
        let start = || Script::on(blog(9)).keys("2G");
        let (named, typed) = (start().command(line), start().keys(keys));
        named.check();
        assert_eq!(named.app.state.document.place, typed.app.state.document.place, "{line}");
        assert_eq!(
            named.app.state.session.settings, typed.app.state.session.settings,
            "{line}"
        );
        // By what they show: articles are told apart by which they are.
        assert_eq!(
            format!("{:?}", named.app.overlays.top()),
            format!("{:?}", typed.app.overlays.top()),
            "{line}"
        );
    }
}

#[test]
fn completions_are_turned_by_the_page() {
    let script = Script::on(blog(9)).keys(":");
    let offers: Vec<String> = script.offers().into_iter().map(str::to_owned).collect();
    let shape = script.app.overlays.top().expect("a line").shape(&script.app.state);
    let page = usize::from(shape.expect("a band").inside(script.app.state.session.size).height);
    let script = script.keys("<pgdn>");
    assert_eq!(script.line(), offers[page]);
    let script = script.keys("<tab><pgdn>");
    assert_eq!(script.line(), offers[2 * page + 1]);
    assert_eq!(script.keys("<pgup><pgup><pgup>").line(), offers[0]);
}

#[test]
fn from_the_sidebar_the_sidebar_is_meant() {
    let script = Script::sized(blog(9), 120, 30).keys("<tab>").command("4");
    assert_eq!(script.section(), 4);
    let script = script.keys("<tab>").command("next-section");
    assert_eq!(script.app.state.document.sidebar.selected.0, 4);
}

#[test]
fn what_is_no_command_is_told_with_the_nearest() {
    for (line, words) in [
        (
            "nxt-section",
            "There is no command \"nxt-section\"; did you mean next-section?",
        ),
        ("wirte x.md", "There is no command \"wirte\"; did you mean write?"),
        ("frobnicate", "There is no command \"frobnicate\""),
        (
            "nex",
            "\"nex\" could be next-block, next-section or others: type more of it",
        ),
        ("list-down", "list-down does nothing on the page"),
        ("swap-ends", "swap-ends does nothing on the page"),
        ("zen now", "zen takes no arguments; a count comes first: 5 zen"),
        ("zen!", "zen takes no arguments; a count comes first: 5 zen"),
        ("3 set measure 60", "set takes no number before it"),
        ("open! x", "open takes no exclamation mark"),
        ("write", "Which file? write PATH"),
        ("open", "Which file? open PATH"),
        (
            "open 'a",
            "A quotation mark is not closed; put a backslash before one that is part of a name",
        ),
        ("quit now", "quit takes no arguments; write PATH saves the article"),
    ] {
        let script = Script::on(blog(3));
        let place = script.app.state.document.place;
        let script = script.command(line);
        assert_eq!(script.failed(), words, "{line}");
        assert_eq!(script.app.state.document.place, place, "{line}");
        assert!(
            script
                .effects
                .iter()
                .all(|effect| matches!(effect, Effect::FindFiles { .. })),
            "{line}"
        );
    }
    assert!(Script::on(blog(3)).command("").app.state.session.notice.is_none());
}

#[test]
fn settings_are_shown_set_and_turned() {
    let script = Script::on(blog(3)).command("set measure");
    assert_eq!(script.notice(), "measure is 72; it takes a whole number from 20 to 400");
    let script = script.command("set measure 60");
    assert_eq!(script.app.state.session.settings.measure, 60);
    assert_eq!(script.notice(), "measure is 60 now");
    let script = script.command("set zen!");
    assert!(script.app.state.session.settings.zen);
    let script = script.command("set zen off").command("set glyphs!");
    assert!(!script.app.state.session.settings.zen);
    assert_eq!(script.app.state.session.settings.glyphs, Glyphs::Ascii);
    let script = script.command("set mouse off");
    assert!(script.effects.contains(&Effect::Mouse(false)));
    let script = script.command("theme light");
    assert_eq!(script.app.state.session.settings.theme, "light".into());
}

#[test]
fn wrong_settings_change_nothing_and_say_what_was_expected() {
    for (line, words) in [
        (
            "set measure 7",
            "measure: expected a whole number from 20 to 400, found \"7\"",
        ),
        (
            "set measure wide",
            "measure: expected a whole number from 20 to 400, found \"wide\"",
        ),
        ("set zen maybe", "zen: expected true or false, found \"maybe\""),
        (
            "set glyphs runes",
            "glyphs: expected \"unicode\" or \"ascii\", found \"runes\"",
        ),
        ("set mesure 60", "There is no setting \"mesure\"; did you mean measure?"),
        ("set theme lihgt", "There is no theme \"lihgt\"; did you mean light?"),
        ("theme night", "There is no theme \"night\"; did you mean light?"),
        (
            "set measure!",
            "measure cannot be toggled: it takes a whole number from 20 to 400",
        ),
        ("set zen! on", "zen! takes no value: it toggles the setting"),
    ] {
        let script = Script::on(blog(3));
        let before = script.app.state.session.settings.clone();
        let script = script.command(line);
        assert_eq!(script.failed(), words, "{line}");
        assert_eq!(script.app.state.session.settings, before, "{line}");
    }
}

#[test]
fn what_fits_is_offered_and_narrowed_by_typing() {
    let script = Script::on(blog(3)).keys(":");
    let all = script.offers().len();
    assert!(all > 50);
    assert_eq!(script.offers()[..2], ["set", "theme"]);
    let script = script.write("next-s");
    assert_eq!(script.offers()[0], "next-section");
    assert!(script.offers().len() < all);
    // The beginning first, then the letters in their order, then the sentence.
    let script = Script::on(blog(3)).keys(":").write("cop");
    assert!(script.offers()[0].starts_with("copy-"));
    let script = Script::on(blog(3)).keys(":").write("nxtsec");
    assert_eq!(script.offers()[0], "next-section");
    let script = Script::on(blog(3)).keys(":").write("fg comes");
    assert!(script.offers().is_empty(), "a name has no blank");
    let script = Script::on(blog(3)).keys(":").write("brings");
    assert!(script.offers().contains(&"suspend"));
    let script = Script::on(blog(3)).keys(":").write("w");
    assert_eq!(script.offers()[0], "write");
}

#[test]
fn tab_walks_through_what_is_offered_and_comes_back_to_what_was_typed() {
    let script = Script::on(blog(3)).keys(":").write("next-");
    let offers: Vec<String> = script.offers().iter().map(|word| (*word).to_owned()).collect();
    let mut script = script;
    for offer in &offers {
        script = script.keys("<tab>");
        assert_eq!(script.line(), offer);
    }
    let script = script.keys("<tab>");
    assert_eq!(script.line(), "next-");
    let script = script.keys("<s-tab>");
    assert_eq!(Some(script.line()), offers.last().map(String::as_str));
    // Typing goes on from the one that is chosen.
    let script = script.keys("<backspace>");
    assert!(script.offers().len() < offers.len());
}

#[test]
fn the_only_one_is_taken_and_what_follows_it_is_offered() {
    let script = Script::on(blog(3)).keys(":").write("set fold-b").keys("<tab>");
    assert_eq!(script.line(), "set fold-boilerplate ");
    assert_eq!(script.offers(), ["true", "false"]);
    let script = script.write("t").keys("<tab><enter>");
    assert!(script.app.state.session.settings.fold_boilerplate);
    let script = Script::on(blog(3)).keys(":").write("set measure ");
    assert_eq!(script.offers(), ["72"]);
    let script = Script::on(blog(3)).keys(":").write("5 line-d").keys("<tab>");
    assert_eq!(script.line(), "5 line-down");
}

#[test]
fn a_theme_is_shown_while_it_is_chosen_and_escape_comes_back() {
    let script = Script::on(blog(3)).keys(":").write("theme ").keys("<tab>");
    let before = script.app.state.theme_set();
    let script = script.keys("<tab>");
    assert_eq!(script.line(), "theme light");
    assert_eq!(script.app.state.session.configured.themes[script.app.theme()], "light");
    assert_eq!(script.app.state.theme_set(), before);
    let taken = script.again().keys("<enter>");
    assert_eq!(taken.app.state.session.configured.themes[taken.app.theme()], "light");
    let left = script.keys("<esc>");
    assert_eq!(left.app.theme(), before);
}

#[test]
fn lines_are_remembered_apart_from_searches() {
    let script = Script::on(blog(3))
        .keys("/tide<enter>")
        .command("zen")
        .command("set measure 60");
    let script = script.keys(":").write("ope").keys("<up>");
    assert_eq!(script.line(), "set measure 60");
    let script = script.keys("<up><up><up>");
    assert_eq!(script.line(), "zen");
    let script = script.keys("<down><down>");
    assert_eq!(script.line(), "ope");
    let script = script.keys("<esc>/<up>");
    let Some(Overlay::Search(searching)) = script.app.overlays.top() else {
        panic!("no search")
    };
    assert_eq!(searching.prompt.input.text, "tide");
}

#[test]
fn files_are_asked_for_and_offered_as_they_are_typed() {
    let script = Script::on(blog(3)).keys(":").write("open a\\ b/c");
    let Some(Effect::FindFiles { request, typed }) = script.effects.last().cloned() else {
        panic!("{:?}", script.effects)
    };
    assert_eq!(typed, "a\\ b/c");
    // An answer to an older request is not wanted any more.
    let names = vec!["a b/cd/".to_owned(), "a b/c.txt".to_owned()];
    let late = Message::Files {
        request: request - 1,
        names: names.clone(),
    };
    assert!(script.again().send(late).offers().is_empty());
    let script = script.send(Message::Files { request, names }).keys("<tab>");
    assert_eq!(script.line(), "open a\\ b/cd/");
    let script = script.keys("<tab><enter>");
    let Some(Effect::OpenFiles { paths, at: 0, .. }) = script.effects.last() else {
        panic!("{:?}", script.effects)
    };
    assert_eq!(paths, &["a b/c.txt"]);
    let script = Script::on(blog(3)).command("o 'one file.txt' two.txt");
    assert!(
        matches!(script.effects.last(), Some(Effect::OpenFiles { paths, .. }) if paths[..] == ["one file.txt", "two.txt"])
    );
}

#[test]
fn writing_says_what_and_where() {
    let script = Script::on(blog(3)).keys("2G").command("w ~/a b.md");
    let Some(Effect::Write(writing)) = script.effects.last() else {
        panic!("{:?}", script.effects)
    };
    assert_eq!(
        (writing.path.as_str(), writing.over, writing.section),
        ("~/a b.md", false, None)
    );
    let script = script.command("write-section! x.txt");
    let Some(Effect::Write(writing)) = script.effects.last() else {
        panic!("{:?}", script.effects)
    };
    assert_eq!(
        (writing.over, writing.section.map(|section| section.0)),
        (true, Some(1))
    );
    // All of it is written, unless repeats that are folded are not wanted; of what is unfolded nothing is left out.
    let runs = |script: &Script| match script.effects.last() {
        Some(Effect::Write(writing)) => (writing.copies.word(), writing.folding.runs().len()),
        other => panic!("{other:?}"),
    };
    let script = Script::on(blog(8)).command("w x.md");
    let all = script.runs().len();
    assert!(all > 0);
    assert_eq!(runs(&script), ("keep", all));
    let script = script.command("set copies drop").command("w x.md");
    assert_eq!(runs(&script), ("drop", all));
    assert_eq!(runs(&script.keys("zR").command("w x.md")), ("drop", 0));
    // What has not come cannot be written.
    let more = Message::Article {
        article: blog(4),
        more: true,
    };
    let script = Script::on(blog(3)).send(more).command("w x.md");
    assert!(script.failed().contains("still loading"));
}

#[test]
fn help_opens_a_page_of_the_manual() {
    let open = |script: &Script| match script.app.overlays.top() {
        Some(Overlay::Help(help)) => (help.topic, help.filter.text.clone()),
        _ => panic!("no help"),
    };
    let script = Script::on(blog(3)).command("help repeats");
    assert_eq!(open(&script), (Some("repeats"), String::new()));
    let script = script.keys("/word<enter>");
    assert_eq!(open(&script), (Some("repeats"), "word".to_owned()));
    // First Escape takes back what narrows it, then it closes.
    let script = script.keys("<esc>");
    assert_eq!(open(&script), (Some("repeats"), String::new()));
    assert_eq!(script.keys("<esc>").app.overlays.top(), None);
    // Topics are completed, before what else is called so.
    let script = Script::on(blog(3)).keys(":help<space>rep<tab>");
    assert_eq!(script.keys("<enter>").app.overlays, script_on("repeats"));
}

fn script_on(topic: &str) -> Overlays {
    Script::on(blog(3)).command(&format!("help {topic}")).app.overlays
}

#[test]
fn help_is_opened_about_a_word_and_comes_back_to_where_it_was_called_from() {
    let script = Script::on(blog(3)).command("help measure");
    let Some(Overlay::Help(help)) = script.app.overlays.top() else {
        panic!("no help")
    };
    assert_eq!(help.filter.text, "measure");
    // First Escape shows everything, then it closes.
    let script = script.keys("<esc>");
    assert!(matches!(script.app.overlays.top(), Some(Overlay::Help(help)) if help.filter.text.is_empty()));
    assert_eq!(script.keys("<esc>").app.overlays.top(), None);
    let script = Script::on(blog(3)).keys("pwatch");
    let before = script.app.overlays.top().cloned();
    let script = script.keys("<f1>");
    let Some(Overlay::Help(help)) = script.app.overlays.top() else {
        panic!("no help")
    };
    assert_eq!(help.mode, dateline::keymap::Mode::Picker);
    assert_eq!(
        script.keys("/fold<enter>jj<esc><esc>").app.overlays.top(),
        before.as_ref()
    );
}

#[test]
fn an_empty_line_is_left_by_deleting_on() {
    let script = Script::on(blog(3)).keys(":z<backspace>");
    assert_eq!(script.line(), "");
    assert_eq!(script.keys("<backspace>").app.overlays.top(), None);
}

#[test]
fn lines_that_vi_and_less_take_are_taken() {
    for line in ["q!", "wq", "x", "qa", "q"] {
        assert_eq!(Script::on(blog(3)).command(line).effects, [Effect::Quit], "{line}");
    }
    assert!(
        Script::on(blog(3))
            .keys("/watch<enter>")
            .command("noh")
            .app
            .state
            .document
            .search
            .is_none()
    );
    let two = || Script::on(blog(3)).send(Message::Known { articles: 2, all: true });
    for line in ["n", "bn", "next"] {
        assert!(
            matches!(two().command(line).effects.last(), Some(Effect::Turn { to: 1, .. })),
            "{line}"
        );
    }
    assert!(matches!(two().command("e").effects.last(), Some(Effect::Reload { .. })));
    assert!(matches!(
        two().command("e!").effects.last(),
        Some(Effect::Reload { .. })
    ));
    let opened = two().command("e x.txt");
    assert!(matches!(opened.effects.last(), Some(Effect::OpenFiles { paths, .. }) if paths[..] == ["x.txt"]));
    assert!(two().command("f").notice().starts_with("Section 1 of 4"));
}
