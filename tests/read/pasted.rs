//! What people paste: posts that have only their age or a whole date, labels and notices above a headline, lines that look
//! like names, verse, wrapped lists, subtitles.

use dateline::article::{Article, Kind};

use super::{article, blocks, headlines};

const PROSE: &str =
    "Fire crews held the line at Kessel Harbour overnight, the regional commander said on Saturday morning.";
const MORE: &str =
    "No one has been killed, and four firefighters were treated for smoke in the town, the commander said.";
const LAST: &str = "Two more engines were sent to the quay from the town, the brigade says, and a third is on its way.";

fn kinds(article: &Article) -> Vec<Kind> {
    blocks(article).into_iter().map(|(kind, _)| kind).collect()
}

fn published(article: &Article) -> Option<String> {
    article.meta().published.map(|published| published.to_string())
}

#[test]
fn a_whole_date_opens_a_post_however_few_there_are() {
    for stamps in [
        &["15 August 2026, 16:45", "15 August 2026, 15:10"][..],
        &["Aug 15, 2026 4:45 PM", "Aug 15, 2026 3:10 PM", "Aug 14, 2026 11:58 PM"],
        &[
            "15.08.2026, 16:45 Uhr",
            "15.08.2026, 15:10 Uhr",
            "14.08.2026, 23:58 Uhr",
        ],
        &["2026年8月15日 16時45分", "2026年8月15日 15時10分"],
    ] {
        let posts: String = stamps
            .iter()
            .zip([PROSE, MORE, LAST])
            .map(|(stamp, text)| format!("\n{stamp}\n\n{text}\n"))
            .collect();
        let article = article(&format!("Harbour fire live\n{posts}"));
        let times = article.sections().iter().filter(|section| section.time.is_some());
        assert_eq!(times.count(), stamps.len(), "{stamps:?}");
    }
    // When a page was published, said above its standfirst and again below.
    let once = article(&format!(
        "Harbour fire\n\n15 August 2026, 16:45\n\n{PROSE}\n\nBy Maren Holt\n\n15 August 2026, 16:45\n\n{MORE}\n\n{LAST}\n"
    ));
    assert_eq!(headlines(&once).len(), 1);
}

#[test]
fn an_age_opens_a_post_in_every_form() {
    for [first, second, third] in [
        ["5m", "47m", "2h"],
        ["5 min", "47 min", "1 Std."],
        ["2h", "1d", "3w"],
        ["a minute ago", "about an hour ago", "half an hour ago"],
        ["Just now", "Updated 2 hours ago", "Posted 3 days ago"],
        ["Updated 5 minutes ago", "Updated 2 hours ago", "Updated 3 hours ago"],
        ["il y a 2 h", "il y a environ une heure", "il y a 3 jours"],
        ["vor etwa 2 Stunden", "vor einer halben Stunde", "vor 3 Tagen"],
        ["hace unos minutos", "hace alrededor de 2 horas", "hace un día"],
        ["около часа назад", "2 недели назад", "день назад"],
        ["約1時間前", "3日前", "2週間前"],
    ] {
        let article = article(&format!(
            "Harbour fire live\n\n{first}\n{PROSE}\n\n{second}\n{MORE}\n\n{third}\n{LAST}\n"
        ));
        assert_eq!(article.sections().len(), 4, "{second}: {:?}", blocks(&article));
        assert!(
            article.sections().iter().all(|section| section.time.is_none()),
            "{second}"
        );
    }
    // How long a walk takes, and how long a text takes to read.
    let walk = article(&format!("A walk\n\n5 min\n\n{PROSE}\n\n{MORE}\n\n{LAST}\n"));
    assert_eq!(headlines(&walk).iter().filter(|headline| headline.is_some()).count(), 0);
}

#[test]
fn an_update_below_a_text_belongs_to_the_post_above() {
    let article = article(&format!(
        "Harbour fire live\n\n1 hour ago\n\nWind turns\n\n{PROSE}\n\nUpdated 5 minutes ago\n\n2 hours ago\n\n{MORE}\n"
    ));
    assert_eq!(article.sections().len(), 3);
}

#[test]
fn numbers_that_may_be_either_make_no_date() {
    for (head, day) in [
        ("11/07/2012 1:53 AM ET", Some("2012-11-07")),
        ("Published 11/07/2012 1:53 p.m.", Some("2012-11-07")),
        ("07/11/2012 14:05", Some("2012-11-07")),
        ("Publié le 07/11/2012 à 11h53", Some("2012-11-07")),
        ("11/17/2012 9:53", Some("2012-11-17")),
        ("07/07/2012", Some("2012-07-07")),
        ("11/07/2012", None),
        ("Updated 11/07/12 9:53", None),
    ] {
        let article = article(&format!("Harbour fire\n{head}\n\n{PROSE}\n\n{MORE}\n"));
        let found = published(&article).map(|day| day[..10].to_owned());
        assert_eq!(found.as_deref(), day, "{head}");
        assert_eq!(kinds(&article)[1], Kind::Timestamp, "{head}");
    }
}

#[test]
fn what_stands_above_a_headline_is_not_the_title() {
    for above in [
        "Exclusive\nLong Read",
        "ZUR SOFORTIGEN VERÖFFENTLICHUNG\n17. August 2026",
        "COMMUNIQUÉ DE PRESSE\nPour diffusion immédiate\nKessel, le 17 août 2026",
        "Para publicación inmediata",
        "Для немедленной публикации",
        "Wir schätzen Ihre Privatsphäre\nWir und unsere 842 Partner speichern Informationen auf einem Gerät, z. B. auf Cookies, und verarbeiten Daten.\nAlle akzeptieren\nAblehnen\nEinstellungen\nZum Inhalt springen\nNachrichten\nSport",
        "Home > News > Harbour",
        "Startseite › Politik",
        "World | Europe",
        "You have 2 free articles left this month",
        "Il vous reste 2 articles gratuits restants",
        "It looks like you are using an ad blocker\nPlease enable JavaScript to view this page\nMenu\nSearch",
        "Sie nutzen einen Adblocker",
        "5 min read",
        "This article is more than 2 years old",
        "Photo: Ana Brandt/Coastal Press",
        "EILMELDUNG\nbdt0412 3 pl 210 dpa 0987\nBrand/Hafen/Kessel/\n(Zusammenfassung 1700)",
        "HARBOUR-FIRE/TOLL (UPDATE 2)",
        "跳到主要內容",
    ] {
        let title = "Harbour fire: crews hold the line at the quay";
        let article = article(&format!("{above}\n{title}\nBy Maren Holt\n{PROSE}\n{MORE}\n"));
        assert_eq!(article.meta().title.as_deref(), Some(title), "{above}");
        assert_eq!(article.meta().bylines, ["Maren Holt"], "{above}");
    }
    for title in [
        "Search for the missing boat goes on",
        "Opinion: why the ferry is late",
        "Germany bans the ad blocker",
        "Home > office: the boss says no to it",
        "Explainer: what a siren is",
    ] {
        let article = article(&format!("{title}\nBy Maren Holt\n{PROSE}\n{MORE}\n"));
        assert_eq!(article.meta().title.as_deref(), Some(title));
    }
}

#[test]
fn a_line_below_the_headline_is_a_name_only_if_it_looks_like_one() {
    for line in [
        "World",
        "London",
        "Kessel Harbour",
        "Photo Gallery",
        "Match Report",
        "Chapter One",
        "Explainer",
        "[Music]",
        "@idavale",
        "速報",
        "By Friday",
        "By 2027",
        "Von Montag an",
        "By Order of the Council",
        "Sir,",
        "[Chorus]",
    ] {
        let article = article(&format!("A night at the docks\n{line}\n{PROSE}\n{MORE}\n"));
        assert!(
            article.meta().bylines.is_empty(),
            "{line}: {:?}",
            article.meta().bylines
        );
        assert!(headlines(&article).iter().all(Option::is_none), "{line}");
    }
    for (line, name) in [
        ("Maren Holt", "Maren Holt"),
        ("By Maren Holt", "Maren Holt"),
        ("Reuters", "Reuters"),
        ("Kesselpost", "Kesselpost"),
        ("[责任编辑:肖春芳]", "肖春芳"),
        ("Von Mo Brandt", "Mo Brandt"),
    ] {
        let article = article(&format!(
            "A night at the docks\n{line}\n15 August 2026\n{PROSE}\n{MORE}\n"
        ));
        assert_eq!(article.meta().bylines, [name]);
    }
}

#[test]
fn names_of_posts_are_theirs_and_not_the_pages() {
    let above = article(&format!(
        "Live: harbour fire\n\nMaren Holt\n16:45\n{PROSE}\n\nIdris Vale\n15:10\n{MORE}\n"
    ));
    let below = article(&format!(
        "Live: harbour fire\n\n4.45pm\nMayor thanks crews\nMaren Holt\n{PROSE}\n\nUpdated at 4.50pm\n\n3.10pm\nWind turns\nIdris Vale\n{MORE}\n"
    ));
    for article in [above, below] {
        assert!(article.meta().bylines.is_empty());
        let authors: Vec<_> = article
            .sections()
            .iter()
            .skip(1)
            .map(|section| article.extras(section.first).and_then(|extras| extras.author.clone()))
            .collect();
        assert_eq!(authors, [Some("Maren Holt".to_owned()), Some("Idris Vale".to_owned())]);
    }
}

#[test]
fn verse_keeps_its_lines_without_capitals_too() {
    let stanza = "la marea se va, la marea regresa,\nla lámpara queda en la ventana,\ny nadie dirá dónde está la promesa\ndel que se embarcó de mañana.";
    let haiku = "Salt upon the rope,\na gull asleep on one leg,\nthe ferry is late.";
    let other = "Soup in the schoolhouse,\na hundred camp beds in rows,\nnobody asleep.";
    for (one, two) in [(stanza, stanza), (haiku, other)] {
        let article = article(&format!("A song\n\n{one}\n\n{two}\n"));
        let texts: Vec<&str> = blocks(&article)[1..].iter().map(|(_, text)| *text).collect();
        assert_eq!(texts, [one, two]);
    }
}

#[test]
fn items_that_go_on_in_the_next_line_are_whole() {
    for [one, two, three, hang] in [
        ["1. ", "2. ", "3. ", "   "],
        ["- ", "- ", "- ", "  "],
        ["• ", "• ", "• ", ""],
        ["I. ", "II. ", "III. ", ""],
    ] {
        let article = article(&format!(
            "What the report says\n\n{one}Fire doors in all sheds that are older than 1960, and in the cold\n{hang}store, on both floors.\n\
             {two}A second fireboat, to be bought by 2027 and manned by 2028, by day\n{hang}and by night.\n{three}A siren.\n"
        ));
        let found = blocks(&article);
        assert_eq!(found.len(), 4, "{one}: {found:?}");
        assert!(found[1..].iter().all(|(kind, _)| *kind == Kind::ListItem), "{one}");
        assert!(found[1].1.ends_with("the cold store, on both floors."), "{one}");
    }
    let article = article(
        "報告書の勧告\n\n一、すべての倉庫に防火扉を設ける\n二、二隻目の消防艇を買う\n三、灯台にサイレンを置く\n",
    );
    assert_eq!(kinds(&article)[1..], [Kind::ListItem; 3]);
}

#[test]
fn places_of_a_recording_are_no_times_of_posts() {
    for text in [
        "00:12 PRESENTER: When did you know?\n00:15 COMMANDER: When the roof moved.\n00:31 PRESENTER: And then?\n00:33 COMMANDER: We left.",
        "0:00 Good evening, and welcome to the harbour.\n0:15 The minister is with us.\n2:31 We begin with the fire.",
        "00:31 Good evening, and welcome to the harbour.\n12:10 The minister is with us.\n31:05 We begin with the fire.",
    ] {
        let article = article(&format!("Interview with the commander\n\n{text}\n"));
        assert!(article.blocks().iter().all(|block| block.time.is_none()), "{text}");
        assert_eq!(article.sections().len(), 1, "{text}");
    }
    let subtitles = article(
        "1\n00:00:01,000 --> 00:00:04,000\nGood evening. The minister is with us.\n\n2\n00:00:04,500 --> 00:00:07,000\nWhen did you first learn of the fire?\n",
    );
    assert_ne!(subtitles.meta().title.as_deref(), Some("1"));
    assert!(headlines(&subtitles).iter().all(Option::is_none));
    // The first minutes of a day are some.
    let night = article(&format!(
        "Harbour fire live\n\n00:12 {PROSE}\n\n00:31 {MORE}\n\n01:05 {LAST}\n"
    ));
    assert_eq!(night.sections().len(), 4);
}

#[test]
fn each_voice_of_a_quotation_is_one_of_its_own() {
    let article = article(&format!(
        "What the mayor wrote\n\n> > Will you pay for the siren?\n> No. The port will.\n>\n> And the lamps?\n>-- Idris Vale\n\n{PROSE}\n"
    ));
    let quotes: Vec<&str> = blocks(&article)
        .into_iter()
        .filter(|(kind, _)| *kind == Kind::Quote)
        .map(|(_, text)| text)
        .collect();
    assert_eq!(
        quotes,
        [
            "Will you pay for the siren?",
            "No. The port will.",
            "And the lamps?",
            "-- Idris Vale"
        ]
    );
    let eastern = super::article(&format!(
        "指揮官の言葉\n\n「終わった。」\n— イドリス・ヴェイル\n\n{PROSE}\n"
    ));
    assert_eq!(kinds(&eastern)[1..3], [Kind::Quote; 2]);
}

#[test]
fn who_speaks_may_be_somebody_whom_captions_name_too() {
    let article = article(
        "Audience, troisième jour\n\nLe président : Vous étiez sur la passerelle, capitaine ?\nLe capitaine : J'étais sur la passerelle.\n\
         Le président : Et vous avez vu la lumière du hangar 4 ?\nLe capitaine : J'ai vu une lumière.\n",
    );
    assert_eq!(kinds(&article)[1..], [Kind::Paragraph; 4]);
}

#[test]
fn letters_have_salutations_and_are_signed_below_their_ends() {
    let article = article(&format!(
        "Letters to the editor\n\nSir,\n{PROSE}\nYours sincerely,\nJon Holt\nKessel Harbour\n\nMadam,\n{MORE}\nBest wishes,\nProf Ida Vale\nUniversity of Orra\n"
    ));
    assert_eq!(headlines(&article), [None]);
    let signed = blocks(&article).into_iter().filter(|(kind, _)| *kind == Kind::Byline);
    assert_eq!(signed.count(), 4);
}
