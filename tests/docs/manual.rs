//! The manual: its tables are what the program does, and what it says can be shown and is so.

use std::fs;

use dateline::cli::FLAGS;
use dateline::config;
use dateline::guide::manual::{Generated, Part, TOPICS, Topic};
use dateline::guide::{HelpLine, Spelling, man_page, table, topic};
use dateline::keymap::command::{self, COMMANDS, Command};
use dateline::keymap::{Action, Keymap, Mode, Rebinding, parse_keys};
use dateline::layout::role::Glyph;
use dateline::settings;
use dateline::theme::{self, GlyphSet, Source};

use super::root;

/// What is generated in the manual is what the program does. `DATELINE_MANUAL=write cargo test manual` makes it anew.
#[test]
fn the_manual_has_its_tables_as_they_are() {
    for topic in TOPICS {
        let path = root().join("assets/manual").join(format!("{}.md", topic.name));
        let there = fs::read_to_string(&path).expect("a page of the manual");
        let mut made = there.clone();
        for (which, word) in Generated::ALL {
            let (begin, end) = (Generated::begin(word), Generated::end(word));
            if let Some((before, rest)) = made.split_once(&begin) {
                let (_, after) = rest.split_once(&end).expect("the mark at the end");
                made = format!("{before}{begin}\n{}{end}{after}", table(which));
            }
        }
        if std::env::var_os("DATELINE_MANUAL").is_some_and(|value| value == "write") {
            fs::write(&path, &made).expect("the page is written");
        } else {
            let path = path.display();
            assert!(
                there == made,
                "{path} is old; DATELINE_MANUAL=write cargo test manual makes it anew"
            );
        }
    }
    for (which, _) in Generated::ALL {
        let with = |topic: &&Topic| topic.parts().contains(&Part::Generated(which));
        assert_eq!(TOPICS.iter().filter(with).count(), 1, "{which:?} stands in one page");
    }
}

/// Every file is a topic, and every page is made of what the help and the man page can show.
#[test]
fn every_page_of_the_manual_can_be_shown() {
    let files = fs::read_dir(root().join("assets/manual")).expect("the manual");
    let mut files: Vec<String> = files
        .map(|file| file.expect("a page").file_name().into_string().expect("a name"))
        .collect();
    let mut names: Vec<String> = TOPICS.iter().map(|topic| format!("{}.md", topic.name)).collect();
    files.sort();
    names.sort();
    assert_eq!(files, names);
    for topic in TOPICS {
        let name = topic.name;
        assert!(topic.sentence.is_ascii() && topic.sentence.len() <= 60, "{name}");
        assert!(!topic.sentence.ends_with('.'), "{name}");
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase()), "{name}");
        let parts = topic.parts();
        assert!(matches!(parts[0], Part::Heading(1, _)), "{name} begins with its title");
        let titles = parts.iter().filter(|part| matches!(part, Part::Heading(1, _)));
        assert_eq!(titles.count(), 1, "{name}");
        for part in &parts {
            let texts = match part {
                Part::Heading(_, text) | Part::Paragraph(text) | Part::Item(text) => std::slice::from_ref(text),
                Part::Row(cells) => cells,
                Part::Code(_) | Part::Generated(_) => &[],
            };
            for text in texts {
                assert!(!text.is_empty() || matches!(part, Part::Row(_)), "{name}: {part:?}");
                assert!(text.matches('`').count() % 2 == 0, "{name}: {text}");
            }
        }
    }
}

/// Options and commands that the manual speaks of are there.
#[test]
fn the_manual_names_what_there_is() {
    let is_option = |typed: &str| {
        let name = typed.trim_start_matches("--");
        FLAGS.iter().any(|flag| flag.long == name)
    };
    let is_command = |typed: &str| {
        let name = typed.trim_start_matches(':').trim_end_matches('!');
        let known = Command::named(name).is_some()
            || Action::from_name(name).is_some()
            || command::alias(name, false).is_some();
        known || name.is_empty() || name.parse::<u32>().is_ok()
    };
    for topic in TOPICS {
        for code in topic.text.split('`').skip(1).step_by(2) {
            // What other programs take is theirs to know.
            let ours = code.starts_with("--") || code.starts_with("dateline");
            for word in code.split([' ', '=', '\n']).filter(|_| ours) {
                let is_typed = word.starts_with("--") && !word.trim_matches('-').is_empty();
                assert!(!is_typed || is_option(word), "{}: {word}", topic.name);
            }
            let typed = code.split(' ').next().unwrap_or_default();
            assert!(!typed.starts_with(':') || is_command(typed), "{}: {code}", topic.name);
        }
    }
}

/// A page of the manual is shown with the reader's own keys.
#[test]
fn the_manual_in_the_program_has_the_readers_own_keys() {
    let own = [("<f5>", Mode::Page, Some(Action::NextSection))];
    let own = own.map(|(keys, mode, action)| Rebinding {
        mode,
        keys: parse_keys(keys).unwrap(),
        action,
    });
    let keymap = Keymap::with(&own).unwrap();
    let lines = topic(Topic::named("keys").unwrap(), &keymap, Spelling::Signs);
    let bound = |line: &HelpLine| matches!(line, HelpLine::Action { action: Action::NextSection, keys, .. } if keys.contains("F5"));
    assert!(lines.iter().any(bound));
    let actions = lines.iter().filter(|line| matches!(line, HelpLine::Action { .. }));
    assert_eq!(actions.count(), Action::ALL.len());
}

#[test]
fn the_table_of_keys_names_each_action_once() {
    let table = table(Generated::Keys);
    for action in Action::ALL {
        let end = format!(" | {} | `{}` |", action.sentence(), action.name());
        assert_eq!(table.lines().filter(|line| line.ends_with(&end)).count(), 1, "{end}");
    }
}

#[test]
fn the_man_page_has_everything() {
    let page = man_page();
    assert!(page.is_ascii());
    let written = |name: &str| name.replace('-', "\\-");
    for flag in FLAGS {
        let typed = format!("\\fB{}\\fR", written(&flag.typed()));
        assert_eq!(page.lines().filter(|line| *line == typed).count(), 1, "{typed}");
    }
    for action in Action::ALL {
        let end = format!(" ({})", written(action.name()));
        assert_eq!(page.lines().filter(|line| line.ends_with(&end)).count(), 1, "{end}");
    }
    for command in COMMANDS {
        let name = format!("\\fB{}", written(command.word));
        assert!(page.lines().any(|line| line.starts_with(&name)), "{name}");
    }
    for entry in settings::TABLE {
        let name = format!("\\fB{}\\fR", written(entry.name));
        assert!(page.lines().any(|line| line == name), "{name}");
    }
    for topic in TOPICS {
        let Part::Heading(_, title) = &topic.parts()[0] else {
            panic!("{} has no title", topic.name)
        };
        let heading = format!(".SH {}", title.to_uppercase());
        assert_eq!(page.lines().filter(|line| *line == heading).count(), 1, "{heading}");
    }
    // A line that begins with a dot is a request; these are all there are.
    let requests = [
        "TH", "SH", "SS", "PP", "TP", "IP", "B", "RI", "RS", "RE", "EX", "EE", "br",
    ];
    for line in page.lines().filter_map(|line| line.strip_prefix('.')) {
        let request = line.split(' ').next().unwrap_or_default();
        assert!(requests.contains(&request), "{line}");
    }
}

/// The code blocks of a page in one language.
fn code_blocks<'t>(topic: &'t str, language: &str) -> Vec<&'t str> {
    let text = Topic::named(topic).expect("a topic").text;
    let begin = format!("```{language}\n");
    let blocks = text.split(begin.as_str()).skip(1);
    blocks.filter_map(|block| block.split("```").next()).collect()
}

#[test]
fn the_configuration_in_the_manual_is_one() {
    let blocks = code_blocks("configuration", "toml");
    assert_eq!(blocks.len(), 1);
    let (_, complaints) = config::parse(blocks[0], "config.toml");
    assert!(complaints.is_empty(), "{complaints:?}");
}

#[test]
fn the_theme_in_the_manual_is_one() {
    let blocks = code_blocks("themes", "toml");
    assert_eq!(blocks.len(), 1);
    let (name, file) = ("own", "themes/own.toml");
    let (_, errors) = theme::load(&[Source {
        name,
        file,
        text: blocks[0],
    }]);
    assert_eq!(errors, []);
}

/// The rows of a page's tables that have so many cells, without their backticks.
fn rows(topic: &str, cells: usize) -> Vec<Vec<String>> {
    let parts = Topic::named(topic).expect("a topic").parts();
    let rows = parts.into_iter().filter_map(|part| match part {
        Part::Row(row) if row.len() == cells => Some(row.iter().map(|cell| cell.replace('`', "")).collect()),
        _ => None,
    });
    rows.collect()
}

#[test]
fn the_manual_lists_the_themes_there_are() {
    let named: Vec<String> = rows("themes", 2)
        .into_iter()
        .map(|mut row| row.swap_remove(0))
        .collect();
    let there: Vec<String> = theme::builtin().into_iter().map(|theme| theme.name).collect();
    assert_eq!(named, there);
}

#[test]
fn the_signs_in_the_manual_are_those_on_the_screen() {
    let theme = &theme::builtin()[0];
    let ascii = theme.with_glyphs(GlyphSet::Ascii);
    let rows = rows("screen", 3);
    assert!(rows.len() > 20);
    for row in rows {
        let is_there = |&glyph: &Glyph| theme.glyph(glyph) == row[0] && ascii.glyph(glyph) == row[1];
        assert!(Glyph::ALL.iter().any(is_there), "{row:?}");
    }
}
