//! The posts of live blogs: which times open them, which days they are of, what is said of them besides.

use std::path::Path;

use dateline::article::{Article, Kind, Zone};

use super::{article, blocks, headlines};

/// The sections with their times; those that are posts without a time of day have none.
fn posts(article: &Article) -> Vec<String> {
    let sections = article.sections().iter().skip(1);
    let shown = |time: Option<dateline::article::Time>| time.map_or_else(|| "-".to_owned(), |time| time.to_string());
    sections.map(|section| shown(section.time)).collect()
}

fn updated(article: &Article) -> Vec<Option<String>> {
    let extras = article
        .sections()
        .iter()
        .skip(1)
        .map(|section| article.extras(section.first));
    extras
        .map(|extras| extras?.updated.map(|time| time.to_string()))
        .collect()
}

const TEXT: &str = "The mayor has thanked the crews for their work in the night and asked people to stay away.";
const MORE: &str = "The wind has turned, and the smoke is going out to sea, the weather office says this evening.";

#[test]
fn a_change_belongs_to_the_post_above() {
    for (word, time) in [
        ("Updated at 5.10pm", "17:10"),
        ("Last updated: 17:10 GMT", "17:10"),
        ("Aktualisiert um 17.10 Uhr", "17:10"),
        ("Mis à jour à 17h10", "17:10"),
        ("Actualizado a las 17:10", "17:10"),
        ("Aggiornato alle 17.10", "17:10"),
        ("Uppdaterad kl. 17.10", "17:10"),
        ("Aktualizacja: 17:10", "17:10"),
        ("Обновлено в 17:10", "17:10"),
        ("Güncelleme: 17:10", "17:10"),
        ("更新 17時10分", "17:10"),
        ("업데이트 17:10", "17:10"),
        ("آخر تحديث 17:10", "17:10"),
    ] {
        let article = article(&format!(
            "Harbour fire live\n\n16:45\n\n{TEXT}\n\n{word}\n\n15:10\n\n{MORE}\n"
        ));
        assert_eq!(posts(&article), ["16:45", "15:10"], "{word}");
        assert_eq!(updated(&article), [Some(time.to_owned()), None], "{word}");
    }
}

#[test]
fn the_first_post_is_one_whatever_stands_before_it() {
    for head in [
        "",
        "Saturday 15 August 2026\n\n",
        "By Maren Holt\n\nSat 15 Aug 2026 17.02 BST\n\n",
        "By Maren Holt\n\n",
        "One of four gates would not close on Friday morning. The second high tide is due at 18:52 today.\n\n",
        "Updated 17.02 BST\n\n",
    ] {
        let article = article(&format!(
            "Harbour fire live\n\n{head}16:45\n\n{TEXT}\n\n15:10\n\n{MORE}\n"
        ));
        let minutes: Vec<_> = article
            .sections()
            .iter()
            .filter_map(|section| Some(section.time?.minute))
            .collect();
        assert_eq!(minutes, [16 * 60 + 45, 15 * 60 + 10], "{head}");
    }
}

#[test]
fn a_day_is_of_the_posts_below_and_takes_no_time_from_one() {
    let article = article(&format!(
        "Harbour fire live\n\nJuly 18, 2024\n\n14:05\n\nFerries stay\n\n{TEXT}\n\nWednesday 17 July\n\n22:30\n\nWind turns\n\n{MORE}\n\n\
         21:00\n\n{TEXT} It was late.\n"
    ));
    assert_eq!(
        posts(&article),
        ["2024-07-18T14:05", "2024-07-17T22:30", "2024-07-17T21:00"]
    );
    assert_eq!(headlines(&article)[1..3], [Some("Ferries stay"), Some("Wind turns")]);
}

#[test]
fn a_day_without_a_year_gets_one_from_the_article_or_none() {
    let blog = |head: &str, day: &str| {
        let article = article(&format!(
            "Der Ticker\n\n{head}Von Ida Vale\n\n{day}\n\n16.45 Uhr\n\n{TEXT}\n\n15.10 Uhr\n\n{MORE}\n"
        ));
        posts(&article).swap_remove(0)
    };
    assert_eq!(blog("", "Mittwoch, 17. 7."), "16:45");
    assert_eq!(blog("18. Juli 2024\n\n", "Mittwoch, 17. 7."), "2024-07-17T16:45");
    // Of the years around it, one has the day of the week.
    assert_eq!(blog("2. Januar 2024\n\n", "Mittwoch, 17. 7."), "2024-07-17T16:45");
    assert_eq!(blog("2. Januar 2024\n\n", "Montag, 17. 7."), "2023-07-17T16:45");
}

#[test]
fn spans_back_from_now_and_minutes_of_a_match_part_posts_without_a_time() {
    for stamps in [
        ["3 minutes ago", "2 hr 14 min ago", "Yesterday"],
        ["vor 5 Stunden", "gerade eben", "Gestern"],
        ["il y a 6 h", "hace 5 minutos", "5分前"],
        ["90+2'", "45.+1'", "12'"],
    ] {
        let [one, two, three] = stamps;
        let article = article(&format!(
            "Live\n\n{one}\n\n{TEXT}\n\n{two}\n\n{MORE}\n\n{three}\n\n{TEXT} Again.\n"
        ));
        assert_eq!(posts(&article), ["-", "-", "-"], "{one}");
    }
}

#[test]
fn zones_count_for_the_order_and_are_shown_as_they_stand() {
    let article = article(&format!(
        "Launch live\n\nAugust 15, 2026\n\n3:02 PM ET\n\n{TEXT}\n\n20:10 CEST\n\n{MORE}\n\n14.32 BST\n\n{TEXT} One.\n\n13:32 GMT\n\n{MORE} Two.\n"
    ));
    let times: Vec<_> = article.sections().iter().filter_map(|section| section.time).collect();
    let zones: Vec<_> = times
        .iter()
        .filter_map(|time| Some(Zone(time.zone?).to_string()))
        .collect();
    assert_eq!(zones, ["-04:00", "+02:00", "+01:00", "+00:00"]);
    assert!(times[0].universal() > times[1].universal());
    assert_eq!(times[2].universal(), times[3].universal());
}

#[test]
fn times_in_timetables_lists_and_recordings_are_no_posts() {
    let prose = "The ferries will sail again from Monday, the company said, but not as often as before.";
    for rows in [
        "06:15 Kessel – Orra\n07:40 Orra – Kessel\n09:05 Kessel – Sund\n18:10 Kessel – Orra",
        "• 14:05 last boat on Sundays\n• 15:10 last boat on Saturdays\n• 16:10 last boat on Fridays",
        "[00:00:12] PRESENTER: Good evening.\n[00:00:19] MINISTER: Good evening, and thank you.\n[00:00:22] PRESENTER: When did you learn of it?",
    ] {
        let article = article(&format!("Ferries\n\n{prose}\n\n{rows}\n\n{prose} So it is.\n"));
        assert!(
            article.sections().iter().all(|section| section.time.is_none()),
            "{rows}"
        );
        assert!(
            article.blocks().iter().all(|block| block.kind != Kind::Heading),
            "{rows}"
        );
    }
}

#[test]
fn posts_have_their_headlines_and_writers() {
    let article = article(&format!(
        "Live\n\n14:05\nGood night\nBy Ana Brandt\n{TEXT}\n\n13:50\nBy Jon Kessel\n{MORE}\n\n13:20 – By Ana Brandt\nCorrection\n{TEXT} Twice.\n"
    ));
    assert_eq!(headlines(&article)[1], Some("Good night"));
    let named: Vec<bool> = article
        .sections()
        .iter()
        .map(|section| article.is_named(section))
        .collect();
    assert_eq!(named[1..3], [true, false]);
    let author = |section: usize| article.extras(article.sections()[section].first)?.author.clone();
    assert_eq!(
        (author(1), author(2)),
        (Some("Ana Brandt".into()), Some("Jon Kessel".into()))
    );
}

#[test]
fn a_line_above_a_time_is_no_headline_of_what_has_its_headlines_below() {
    let post = |minute: usize, headline: &str, more: &str| {
        format!(
            "14:{minute:02}\n{headline}\nBy Ana Brandt\nThe water stands {minute} centimetres deep there, people say.\n{more}\n"
        )
    };
    let text = format!(
        "Flood in Tarn: what is known\n\nOne of four gates would not close on Friday morning.\n\n{}{}{}{}",
        post(40, "Water in the quay street", ""),
        post(30, "The corn hall opens its doors", "Where to go and what to bring\n"),
        post(20, "Trains stand still at the bridge", ""),
        post(10, "The ferries stay in port", ""),
    );
    let article = article(&text);
    let posts = article.sections().iter().filter(|section| section.time.is_some());
    let posts: Vec<_> = posts
        .filter_map(|section| section.headline)
        .map(|name| name.of(article.text()))
        .collect();
    assert_eq!(
        posts,
        [
            "Water in the quay street",
            "The corn hall opens its doors",
            "Trains stand still at the bridge",
            "The ferries stay in port"
        ]
    );
}

/// The tickers in `tests/read/tickers`, by name: each has its posts beside it, a line each, with the time and the headline;
/// "-" is a post without a time of day, "*" a headline that is ours.
#[test]
fn tickers_of_many_forms_have_their_posts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read/tickers");
    let mut tickers = 0;
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "posts") {
            continue;
        }
        tickers += 1;
        let article = article(&std::fs::read_to_string(&path).expect("a ticker"));
        let expected = std::fs::read_to_string(path.with_extension("posts")).expect("its posts");
        let expected: Vec<&str> = expected.lines().collect();
        let sections = article.sections();
        let (before, posts) = sections.split_at(sections.len().saturating_sub(expected.len()));
        assert!(before.iter().all(|section| section.time.is_none()), "{path:?}");
        let found: Vec<String> = posts
            .iter()
            .map(|section| {
                let time = section.time.map_or_else(|| "-".to_owned(), |time| clock(time.minute));
                let headline = section.headline.filter(|_| article.is_named(section));
                format!("{time}\t{}", headline.map_or("*", |span| span.of(article.text())))
            })
            .collect();
        assert_eq!(found, expected, "{path:?}");
    }
    assert!(tickers >= 18, "{tickers}");
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[test]
fn what_stands_above_the_key_events_heads_them() {
    for heads in ["Key events", "Das Wichtigste", "L'essentiel"] {
        let text = include_str!("tickers/en-keyevents.txt").replace("Key events\n", &format!("{heads}\n"));
        let article = article(&text);
        assert_eq!(blocks(&article)[1], (Kind::Heading, heads));
        let listed = blocks(&article).into_iter().skip(2).take(6);
        assert!(listed.into_iter().all(|(kind, _)| kind == Kind::ListItem), "{heads}");
    }
}
