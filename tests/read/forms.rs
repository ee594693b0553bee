//! The forms that texts come in: wrapped, indented, without blank lines, on one line, in other encodings.

use dateline::article::Kind;
use dateline::read::read;

use super::{article, blocks, headlines};

/// An invented report, a line a block.
const REPORT: &[&str] = &[
    "Harbour fire is out after a long night",
    "By Ana Brandt",
    "The fire at Kessel Harbour was out by dawn on Monday, the regional commander said, after the wind had turned at about three in the morning and crews could reach the last of the burning sheds.",
    "Nobody was hurt. Two sheds and a crane were lost, and the old fish market lost a part of its roof, but the silos on the north quay stand as they did before the night.",
    "Ferry crews stood down",
    "Ferry crews were stood down at midnight and are not expected back on the quay before noon. Travellers should ask their line before they leave home, the port captain said in a short statement.",
    "The bridges to both islands are open again for cars and for anybody on foot, though lorries are still being sent around by way of the northern road.",
];

/// Invented reports in other languages and scripts, a line a block.
const SPANISH: &[&str] = &[
    "El puerto de Villaclara reabre tras el incendio",
    "Por Inés Valcárcel",
    "El puerto de Villaclara -cerrado desde la noche del viernes- volvió a recibir barcos este lunes, según confirmó la capitana marítima, una vez que los equipos apagaron el último de los almacenes y el viento giró hacia el mar.",
    "La línea Villaclara-Isla Verde funciona con normalidad, aunque los barcos salen cada dos horas y no cada hora, como es habitual en los meses de verano. Los billetes del fin de semana siguen siendo válidos hasta el domingo.",
    "Sin heridos en el muelle",
    "Nadie resultó herido. Se perdieron dos almacenes y una grúa, y la vieja lonja perdió parte del tejado, pero los silos del muelle norte siguen en pie y guardan el grano de toda la comarca.",
    "Los bomberos mantienen un retén de quince personas en el muelle, por si el calor reaviva las brasas bajo las planchas del tejado, y piden a los vecinos que no se acerquen a la zona acordonada.",
];
const CHINESE: &[&str] = &[
    "白鹭港火灾凌晨扑灭，渡轮恢复通航",
    "白鹭港北岸的大火于星期一凌晨被扑灭，当地消防部门负责人说，风向在三点左右转变，消防员得以进入最后几间仍在燃烧的仓库，没有人员受伤，附近的居民已经陆续回到家中。",
    "两间仓库和一台起重机被烧毁，旧鱼市场的屋顶也有一部分塌落，但是北岸的粮仓完好无损，里面存放着整个地区过冬的粮食，管理处表示将在本周内重新检查所有的电线和管道。",
    "渡轮中午恢复通航",
    "前往两座岛屿的渡轮将于中午恢复通航，港口负责人提醒旅客在出门之前先向轮船公司查询，昨夜停航的船票在星期日之前仍然有效，旅客也可以到售票处办理全额退款。",
    "通往两座岛屿的大桥已经重新开放，小汽车和行人都可以通过，不过货车仍然要绕行北面的公路，预计要到星期三傍晚才能恢复正常，交通部门请司机们耐心等候并听从指挥。",
];
const HINDI: &[&str] = &[
    "बगुला घाट की आग बुझी, नावें फिर चलेंगी",
    "बगुला घाट की आग सोमवार तड़के बुझा दी गई, क्षेत्रीय अधिकारी ने बताया। हवा का रुख़ तीन बजे के आसपास बदला और दमकल कर्मी आख़िरी जलते गोदामों तक पहुँच सके।",
    "किसी को चोट नहीं आई। दो गोदाम और एक क्रेन जलकर नष्ट हो गए, और पुराने मछली बाज़ार की छत का एक हिस्सा गिर गया, लेकिन उत्तरी घाट के अनाज भंडार सुरक्षित हैं।",
    "दोपहर से चलेंगी नावें",
    "दोनों द्वीपों के लिए नावें दोपहर से फिर चलेंगी। घाट के कप्तान ने यात्रियों से कहा है कि वे घर से निकलने से पहले अपनी नाव सेवा से पूछ लें, क्योंकि भीड़ हो सकती है।",
    "दोनों द्वीपों के पुल कारों और पैदल यात्रियों के लिए खुल गए हैं, लेकिन ट्रकों को अभी भी उत्तरी सड़क से होकर जाना होगा, और यह व्यवस्था बुधवार शाम तक रहेगी।",
];

fn texts(text: &str) -> Vec<String> {
    let article = article(text);
    blocks(&article).into_iter().map(|(_, text)| text.to_owned()).collect()
}

/// A report filled to a width, letters counted as one each; a text without blanks is broken anywhere.
fn filled(report: &[&str], width: usize, between: &str, indent: &str) -> String {
    let mut out = String::new();
    for line in report {
        let mut column = indent.chars().count();
        out += indent;
        let wide = !line.contains(' ');
        let words: Vec<String> = if wide {
            line.chars().map(String::from).collect()
        } else {
            line.split(' ').map(str::to_owned).collect()
        };
        for (at, word) in words.iter().enumerate() {
            let gap = usize::from(at > 0 && !wide);
            let len = word.chars().count() * if wide { 2 } else { 1 };
            if at > 0 && column + gap + len > width {
                out.push('\n');
                column = 0;
            } else if gap > 0 {
                out.push(' ');
                column += 1;
            }
            out += word;
            column += len;
        }
        out += between;
    }
    out
}

/// Kinds and texts of all blocks.
fn structure(text: &str) -> Vec<(Kind, String)> {
    let article = article(text);
    let blocks = blocks(&article).into_iter();
    blocks.map(|(kind, text)| (kind, text.to_owned())).collect()
}

#[test]
fn a_report_is_the_same_however_it_is_broken() {
    for report in [REPORT, SPANISH, CHINESE, HINDI] {
        let whole = structure(&report.join("\n\n"));
        for width in [60, 66, 72, 80, 100] {
            let apart = filled(report, width, "\n\n", "");
            assert_eq!(structure(&apart), whole, "{width} columns, blank lines");
            for end in ["\r\n", "\r"] {
                assert_eq!(structure(&apart.replace('\n', end)), whole, "{width} columns, {end:?}");
            }
            let set_in = structure(&filled(report, width, "\n", "   "));
            let texts = |blocks: &[(Kind, String)]| blocks.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>();
            assert_eq!(texts(&set_in), texts(&whole), "{width} columns, indents");
        }
    }
}

#[test]
fn hyphens_at_the_ends_of_lines_stay_what_they_are() {
    for (above, below, whole) in [
        (
            "The north-",
            "western road is shut, and lorries go round",
            "The north-western road",
        ),
        (
            "Der Vor-",
            "und der Nachteil der Umleitung sind bekannt,",
            "Der Vor- und der",
        ),
        (
            "The crew -all of it-",
            "was late, and so the ferry was, too, that",
            "The crew -all of it- was late",
        ),
        (
            "Between 2025-",
            "2026 the quay was rebuilt from the ground",
            "Between 2025-2026 the",
        ),
        (
            "The quay —",
            "all of it — was rebuilt from the ground up",
            "The quay — all of it",
        ),
    ] {
        // Below text that is filled to as many columns as the first line has.
        let columns = above.chars().count().max(40);
        let above = format!("{}{above}", "so ".repeat((columns - above.chars().count()) / 3));
        let filler = filled(&REPORT[2..4], above.chars().count(), "\n\n", "");
        let text = format!("Harbour fire\n\n{filler}{above}\n{below}\n");
        let found = texts(&text);
        assert!(found.iter().any(|text| text.contains(whole)), "{whole}: {found:#?}");
    }
}

#[test]
fn a_line_a_block_is_read_as_it_is() {
    let text = REPORT.join("\n\n");
    let article = article(&text);
    let kinds: Vec<Kind> = article.blocks().iter().map(|block| block.kind).collect();
    use Kind::{Byline, Heading, Paragraph, Title};
    assert_eq!(
        kinds,
        [Title, Byline, Paragraph, Paragraph, Heading, Paragraph, Paragraph]
    );
    assert_eq!(headlines(&article), [None, Some("Ferry crews stood down")]);
    assert_eq!(article.meta().bylines, ["Ana Brandt"]);
}

#[test]
fn text_without_blank_lines_is_read_line_by_line() {
    let article = article(&REPORT.join("\n"));
    assert_eq!(
        blocks(&article).iter().map(|(_, text)| *text).collect::<Vec<_>>(),
        REPORT
    );
    assert_eq!(headlines(&article), [None, Some("Ferry crews stood down")]);
}

#[test]
fn sentences_on_lines_of_their_own_are_joined() {
    let text = REPORT.join("\n\n").replace(". ", ".\n");
    assert_eq!(texts(&text), REPORT);
}

#[test]
fn a_page_on_one_line_becomes_paragraphs_that_end_with_sentences() {
    let text = REPORT[2..].join(" ").repeat(20);
    let article = article(&text);
    assert!(article.blocks().len() > 10);
    for (kind, text) in blocks(&article) {
        assert_eq!(kind, Kind::Paragraph);
        assert!(text.ends_with('.') && text.len() < 2500, "{text}");
    }
    assert!(article.sections().len() > 1);
}

#[test]
fn other_encodings_come_out_alike() {
    let text = REPORT.join("\n\n").replace("Kessel", "Kéßel");
    let expected = article(&text);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [
        b"\xFE\xFF".to_vec(),
        text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    ]
    .concat();
    let legacy: Vec<u8> = text.chars().map(|c| c as u8).collect();
    for bytes in [utf16, marked, legacy, format!("\u{feff}{text}").into_bytes()] {
        let article = read(bytes).expect("readable");
        assert_eq!(blocks(&article), blocks(&expected));
    }
}

#[test]
fn a_long_text_without_headings_is_divided() {
    let mut text = String::from("A quiet week at the harbour\n\n");
    for day in 0..60 {
        text += &format!(
            "On day {day} the harbour was quiet from dawn, and the ferries sailed on time, one an hour. No more was heard.\n\n"
        );
    }
    let article = article(&text);
    let headlines = headlines(&article);
    assert!((4..=10).contains(&headlines.len()), "{headlines:?}");
    assert_eq!(headlines[0], None);
    for headline in &headlines[1..] {
        assert!(
            headline.is_some_and(|headline| headline.starts_with("On day")),
            "{headline:?}"
        );
    }
}

/// Names that start with a word and end with one, each not far from the next.
fn are_named_well(article: &dateline::article::Article) {
    let text = article.text();
    let starts = article.sections().iter().map(|section| section.first.index());
    let ends = starts.clone().skip(1).chain([article.blocks().len()]);
    for (start, end) in starts.zip(ends) {
        assert!((4..=30).contains(&(end - start)), "{start}..{end}");
    }
    for section in &article.sections()[1..] {
        let span = section.headline.expect("a name");
        let name = span.of(text);
        assert!(name.chars().next().is_some_and(char::is_alphanumeric), "{name:?}");
        assert!(name.chars().next_back().is_some_and(char::is_alphanumeric), "{name:?}");
        assert!(unicode_width::UnicodeWidthStr::width(name) <= 90, "{name:?}");
        let spaced = text.contains(' ');
        let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let before = text[..span.start as usize].chars().next_back();
        let after = text[span.end as usize..].chars().next();
        assert!(!spaced || (whole(before) && whole(after)), "{name:?} is no whole words");
        let kind = article.block(section.first).kind;
        assert_eq!(kind, Kind::Paragraph, "{name:?}");
    }
}

#[test]
fn texts_without_headings_have_sections_with_names() {
    let sentence = "The ferry crews of Kessel Harbour were stood down at midnight, and not before; so it was said. ";
    let ideographs = "白鹭港的渡轮昨夜停航，直到今天中午才恢复通航。港口负责人说没有人员受伤。";
    let one_line = sentence.repeat(50_000_000 / sentence.len());
    let article = article(&one_line);
    assert!(article.sections().len() > 1000);
    are_named_well(&article);
    let without_stops = "crews and ferries and harbours of the northern islands wait ".repeat(3000);
    are_named_well(&super::article(&without_stops));
    are_named_well(&super::article(&ideographs.repeat(800)));
    let paragraphs: String = (0..90).map(|_| format!("{}\n\n", ideographs.repeat(4))).collect();
    are_named_well(&super::article(&paragraphs));
}

#[test]
fn a_day_alone_above_the_body_is_when_it_was_published() {
    let prose = "The fire at the harbour was out by dawn, and the ferries sailed again at noon on the same day.\n\n";
    for (line, published) in [
        ("15 August 2026", "2026-08-15"),
        ("Published 15 August 2026, 14:05 BST", "2026-08-15T14:05"),
        ("15. August 2026 um 14:05 Uhr", "2026-08-15T14:05"),
        ("15 août 2026 à 14h05", "2026-08-15T14:05"),
        ("2026年8月15日 14時05分", "2026-08-15T14:05"),
        ("١٥ أغسطس ٢٠٢٦", "2026-08-15"),
    ] {
        let article = article(&format!("Harbour fire is out\n\n{line}\n\n{}", prose.repeat(3)));
        let found = article.meta().published.map(|published| published.to_string());
        assert_eq!(found.as_deref(), Some(published), "{line}");
        assert_eq!(
            article.block(dateline::article::BlockId(1)).kind,
            Kind::Timestamp,
            "{line}"
        );
        // Further down, a day is no word about the page.
        let below = super::article(&format!("Harbour fire is out\n\n{}{line}\n\n{prose}", prose.repeat(3)));
        assert_eq!(below.meta().published, None, "{line}");
    }
}

#[test]
fn posts_are_named_by_their_prose() {
    let text = "date 2026-03-02 Harbour fire\n\nThe fire at the harbour was out by dawn, and the ferries sailed again \
                at noon on the same day.\n\n10:00\n\nSheds on the quay before dawn. - Ana Brandt/Coastal Press\n\n\
                Sheds on the quay before dawn. - Ana Brandt/Coastal Press\n\nRead more: the tides of the week\n\n\
                Two sheds were lost in the night. Nobody was hurt, the commander said, and the quay is open again.\n\n\
                09:00\n\nThe wind has turned to the west. Smoke is drifting out over the water, and the warning ends.\n";
    let article = article(text);
    let named = headlines(&article);
    assert_eq!(
        named[named.len() - 2..],
        [
            Some("Two sheds were lost in the night"),
            Some("The wind has turned to the west")
        ]
    );
}

#[test]
fn posts_have_times_and_days() {
    let mut text = String::from("date 2026-03-02 Harbour fire: the night as it was\n\nAna Brandt\n\n");
    for (time, what) in [
        ("01.10", "Ferries wait"),
        ("00.20", "Wind turns"),
        ("23.40", "Shed burns"),
        ("22.05", "Smoke is seen"),
    ] {
        text += &format!("{time} Uhr: {what} at the quay\n\n");
        text +=
            "Crews were on the quay within minutes, the commander said, and the bridges were closed to everybody.\n\n";
    }
    let article = article(&text);
    let times: Vec<_> = article
        .sections()
        .iter()
        .filter_map(|section| section.time)
        .map(|time| time.to_string())
        .collect();
    assert_eq!(
        times,
        [
            "2026-03-02T01:10",
            "2026-03-02T00:20",
            "2026-03-01T23:40",
            "2026-03-01T22:05"
        ]
    );
    assert_eq!(
        headlines(&article)[1..3],
        [Some("Ferries wait at the quay"), Some("Wind turns at the quay")]
    );
}
