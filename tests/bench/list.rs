//! The list of a corpus: finding its articles and what they are called, and looking for what is typed.

use std::sync::Arc;
use std::time::Duration;

use dateline::app::list::ranking::{RankRequest, SharedLines, rank};
use dateline::app::overlay::article_list::titles::SortedTitles;
use dateline::app::session::area::Size;
use dateline::app::session::catalogue::{Catalogue, ListOrder, Listed, ListedAs};
use dateline::app::{App, Configured, Message, update};
use dateline::keymap::{Code, Key};
use dateline::read::corpus::Labeller;
use dateline::settings::Settings;
use dateline::{theme, view};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::corpus::{self, Form};
use crate::{line, median, time};

/// Bytes read of a file at once.
const STRIDE: usize = 1 << 20;

/// Measures a corpus of so many megabytes in a form.
pub(crate) fn measure(megabytes: usize, form: Form, name: &str) {
    let mut file = Vec::new();
    corpus::write(megabytes * 1_000_000, form, &mut file).expect("memory");
    let mut listed = Vec::new();
    let found = time(|| {
        let mut labeller = Labeller::default();
        let mut labels = Vec::new();
        for part in file.chunks(STRIDE) {
            labels.extend(labeller.push(part));
        }
        labels.extend(labeller.finish());
        listed = labels
            .into_iter()
            .map(|(_, label)| Listed {
                words: label.title.unwrap_or_default(),
                date: label.published.map(|published| published.date),
                is: ListedAs::Title,
            })
            .collect();
    });
    println!("\n  the list of {} articles in {megabytes} MB (.{name})", listed.len());
    line("finding them and their titles", found, Some(file.len()));
    let mut catalogue = Catalogue::default();
    line("taking them into the list", time(|| catalogue.add(0, &listed)), None);
    for (name, typed, order) in [
        ("looking for \"harbour\"", "harbour", ListOrder::Given),
        (
            "looking for \"report 12 2026-08\"",
            "report 12 2026-08",
            ListOrder::Given,
        ),
        ("sorting by day", "", ListOrder::Newest),
        ("sorting by title", "", ListOrder::Title),
    ] {
        let catalogue = catalogue.clone();
        let ranking = RankRequest {
            request: 1,
            typed: typed.to_owned(),
            lines: SharedLines::new(Arc::new(SortedTitles { catalogue, order })),
            among: None,
            first: None,
        };
        let all: Vec<Duration> = (0..5).map(|_| time(|| rank(&ranking, &mut |_| true))).collect();
        line(name, median(all), None);
    }
    frames(listed);
}

/// What a key in the list costs until its frame is drawn, with nothing typed and with something.
fn frames(articles: Vec<Listed>) {
    let themes = theme::builtin();
    let names: Arc<[String]> = themes.iter().map(|theme| theme.name.clone()).collect();
    let size = Size { width: 120, height: 40 };
    let configured = Configured {
        themes: names,
        ..Configured::default()
    };
    let mut app = App::new(Arc::default(), configured, Settings::default(), size);
    let known = articles.len();
    update(&mut app, Message::Listed { from: 0, articles });
    update(
        &mut app,
        Message::Known {
            articles: known,
            all: true,
        },
    );
    update(&mut app, Message::Choose { absent: false });
    for (name, code) in [
        ("a frame after a page of the list", Code::PageDown),
        ("a frame after a letter", Code::Char('h')),
    ] {
        let all: Vec<Duration> = (0..21)
            .map(|_| {
                time(|| {
                    update(&mut app, Message::Key(Key::plain(code)));
                    let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
                    view::view(&app, &themes[0]).render(buffer.area, &mut buffer);
                    buffer.content.len()
                })
            })
            .collect();
        line(name, median(all), None);
    }
}
