//! What a paste brings along from where it was copied: links of a terminal, numbers of pages, skip links, indents.

use dateline::article::{InlineStyle, Kind};

use super::{article, blocks};

const PROSE: &str =
    "Fire crews held the line at Kessel Harbour overnight, the regional commander said on Saturday morning.";
const MORE: &str =
    "No one has been killed, and four firefighters were treated for smoke in the town, which is shut to cars.";

#[test]
fn a_link_of_a_terminal_is_a_link_of_the_text() {
    let article = article(&format!(
        "The harbour after the fire\n\n{PROSE}\n\n{MORE} Read \u{1b}]8;;https://harbour.example/report\u{1b}\\the report\u{1b}]8;;\u{1b}\\ \
         or \u{1b}]8;;javascript:x\u{7}this\u{1b}]8;;\u{7}.\n"
    ));
    let last = article.ids().last().expect("it has blocks");
    assert!(article.text_of(last).ends_with("Read the report or this."));
    let inline = &article.extras(last).expect("it has a link").inline;
    let links: Vec<_> = inline
        .iter()
        .map(|inline| (inline.span.of(article.text()), &inline.style))
        .collect();
    let style = InlineStyle::Link("https://harbour.example/report".to_owned());
    assert_eq!(links, [("the report", &style)]);
}

#[test]
fn a_sentence_goes_on_behind_the_number_of_its_page() {
    for number in ["\n12\n\u{c}", "\n- 12 -\n", "\nPage 12 of 30\n\u{c}\n"] {
        let joined = article(&format!(
            "The harbour after the fire\n\n{PROSE}\n\nThe brigade had asked for a siren that can be heard on the{number}islands and in the town, the report says.\n\n{MORE}\n"
        ));
        let found = blocks(&joined)[2].1.to_owned();
        assert!(found.contains("on the islands and"), "{found}");
        assert_eq!(joined.blocks().len(), 4);
    }
    let joined = article(&format!(
        "The harbour after the fire\n\n{PROSE}\n\nThe brigade had asked for a siren that can be heard in the har-\n\n12\n\u{c}bour and in the town, the report says.\n\n{MORE}\n"
    ));
    assert!(blocks(&joined)[2].1.contains("in the harbour and"));
    // A number that was a link stands alone, too, and is one of the sentence.
    let whole = article("The brigade had asked for no fewer than\n\n12\n\nboats in the harbour, the report says.");
    assert!(whole.text().contains("12"));
}

#[test]
fn skip_links_are_no_titles() {
    for skip in [
        "İçeriğe geç",
        "Ana içeriğe atla",
        "Springe zum Inhalt",
        "Aller directement au contenu",
        "Pasar al contenido principal",
        "Przejdź do treści",
        "Přeskočit na obsah",
        "Ugrás a tartalomhoz",
        "Sari la conținut",
        "Перейти к основному содержанию",
        "Перейти до вмісту",
        "Μετάβαση στο περιεχόμενο",
        "דלג לתוכן",
        "تجاوز إلى المحتوى",
        "पر जाएं".strip_prefix("x").unwrap_or("मुख्य सामग्री पर जाएं"),
        "Langsung ke konten utama",
        "Chuyển đến nội dung chính",
        "ข้ามไปยังเนื้อหาหลัก",
        "コンテンツへスキップ",
        "跳至内容",
        "콘텐츠로 건너뛰기",
    ] {
        let article = article(&format!("{skip}\n\nThe harbour after the fire\n\n{PROSE}\n\n{MORE}\n"));
        assert_eq!(
            article.meta().title.as_deref(),
            Some("The harbour after the fire"),
            "{skip}"
        );
    }
}

#[test]
fn the_head_of_a_table_keeps_its_place() {
    let rows = "                2016     2026\nGreat Orra     2,310    2,104\nLittle Orra      412      398";
    let article = article(&format!("The islands\n\n{PROSE}\n\n{rows}\n\n{MORE}\n"));
    assert_eq!(blocks(&article)[2], (Kind::Paragraph, rows));
    let set_in = rows.replace('\n', "\n    ");
    let article = super::article(&format!("The islands\n\n{PROSE}\n\n    {set_in}\n\n{MORE}\n"));
    assert_eq!(
        blocks(&article)[2].1.lines().next(),
        Some("                2016     2026")
    );
}
