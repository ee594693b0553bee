//! Justification, hyphens, what hangs and what is set in: laws, and cases with one right answer.

use dateline::article::{Anchor, BlockId, Kind};
use dateline::layout::typography::Typography;
use dateline::layout::{Content, Row, RowKind};
use proptest::prelude::*;

use super::draft::{Draft, Sheet, columns, draw};
use super::laws::{measure, sheet};

const WIND: &str = "Fire crews held the line at Kessel Harbour overnight as the wind turned on them, the regional \
    commander said on Saturday, and by the afternoon what had threatened to become the worst dock fire in the country \
    for forty years was burning inside four walls.";
const WEHR: &str = "Die Feuerwehrleute hielten die Verteidigungslinie am Hafen über Nacht, obwohl der Wind sich gedreht \
    hatte, und die Hafenverwaltung sprach von der größten Brandkatastrophe seit der Wiedereröffnung der Werftanlagen.";
const JUSTIFIED: Typography = Typography {
    justify: true,
    hyphenate: false,
    paragraph_spacing: 1,
    hang: false,
};

/// A row as it was before it was stretched: blanks between two words left out, the words joined again.
fn relaxed(row: &Row) -> Row {
    let mut pieces: Vec<dateline::layout::Piece> = Vec::new();
    let mut held = None;
    for piece in &row.pieces {
        match (&piece.content, held.take()) {
            (Content::Blank(_), None) if matches!(pieces.last().map(|last| &last.content), Some(Content::Text(_))) => {
                held = Some(piece.clone());
            }
            (Content::Text(span), Some(blank)) => {
                let last = pieces.last_mut().expect("blanks are held behind words");
                match &mut last.content {
                    Content::Text(before) if before.end == span.start && last.role == piece.role => {
                        before.end = span.end;
                    }
                    _ => {
                        if !matches!(&last.content, Content::Text(before) if before.end == span.start) {
                            pieces.push(blank);
                        }
                        pieces.push(piece.clone());
                    }
                }
            }
            (_, blank) => {
                pieces.extend(blank);
                pieces.push(piece.clone());
            }
        }
    }
    Row { pieces, ..row.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn stretching_moves_no_place_and_only_adds_blanks(sheet in sheet(), measure in measure()) {
        let (mut sheet, mut stretched) = (sheet, Vec::new());
        for justify in [true, false] {
            sheet.typography.justify = justify;
            let page = sheet.page(measure);
            let rows = page.rows(page.start(), usize::MAX);
            if justify {
                stretched = rows;
                continue;
            }
            prop_assert_eq!(rows.len(), stretched.len());
            for (plain, stretched) in rows.iter().zip(&stretched) {
                prop_assert_eq!(relaxed(stretched), relaxed(plain));
                let hang = usize::from(page.hang(stretched));
                let (before, after) = (columns(&sheet.article, plain), columns(&sheet.article, stretched));
                // Stretched to the edge, or not at all.
                prop_assert!(after == before || after == usize::from(measure) + hang, "{before} {after} {stretched:?}");
            }
        }
    }
}

fn rows(typography: Typography, measure: u16, blocks: &[(Kind, &str)]) -> Vec<String> {
    let draft = blocks
        .iter()
        .fold(Draft::default(), |draft, (kind, text)| draft.block(*kind, text));
    let sheet = Sheet {
        typography,
        ..Sheet::plain(draft.done())
    };
    sheet.drawn(measure)
}

#[test]
fn prose_is_stretched_and_what_is_not_prose_is_not() {
    let stretched = rows(JUSTIFIED, 60, &[(Kind::Paragraph, WIND)]);
    insta::assert_snapshot!(stretched.join("\n"));
    for kind in [
        Kind::Title,
        Kind::Heading,
        Kind::Caption,
        Kind::Byline,
        Kind::Boilerplate,
    ] {
        let ragged = rows(Typography::default(), 60, &[(kind, WIND)]);
        assert_eq!(rows(JUSTIFIED, 60, &[(kind, WIND)]), ragged, "{kind:?}");
    }
    // An item of a line or two stays as it is, a longer one is prose.
    let item = |text| {
        (
            rows(JUSTIFIED, 60, &[(Kind::ListItem, text)]),
            rows(Typography::default(), 60, &[(Kind::ListItem, text)]),
        )
    };
    let (short, ragged) = item(&WIND[..100]);
    assert_eq!(short, ragged);
    let (long, ragged) = item(WIND);
    assert_ne!(long, ragged);
}

#[test]
fn scripts_that_are_not_stretched_stay_as_they_are() {
    for text in [
        "消防隊は夜通しケッセル港で防衛線を守った。風向きが変わり、東埠頭の倉庫二棟が失われた。消防隊は夜通し守った。"
            .repeat(3),
        "เรือข้ามฟากหยุดเดินเรือตอนเที่ยงคืน และจะกลับมาให้บริการอีกครั้ง ในเวลาเจ็ดโมงเช้า ".repeat(3),
        "بقيت العبارتان الليليتان في الميناء، وكانت أول رحلة في السابعة صباحا ممتلئة. ".repeat(3),
        "שתי המעבורות נשארו בנמל כל הלילה, וההפלגה הראשונה יצאה מלאה בשבע בבוקר. ".repeat(3),
        "소방대는 밤새 케셀 항구에서 방어선을 지켰고 바람이 바뀌었다고 지역 사령관이 말했다. ".repeat(3),
    ] {
        let typography = Typography {
            hyphenate: true,
            ..JUSTIFIED
        };
        assert_eq!(
            rows(typography, 44, &[(Kind::Paragraph, &text)]),
            rows(Typography::default(), 44, &[(Kind::Paragraph, &text)])
        );
    }
}

#[test]
fn long_words_are_broken_where_the_language_is_known() {
    let typography = Typography {
        hyphenate: true,
        ..JUSTIFIED
    };
    insta::assert_snapshot!(
        "hyphenated_german",
        rows(typography, 40, &[(Kind::Paragraph, WEHR)]).join("\n")
    );
    insta::assert_snapshot!(
        "hyphenated_english",
        rows(typography, 30, &[(Kind::Paragraph, WIND)]).join("\n")
    );
    // Not known: too short, or of no language of the table.
    for text in [
        "Extraordinary refrigeration plantkeepers",
        "Extraordinarily kvenskolonte borilanderas mitrontano polivenske",
    ] {
        let broken = rows(typography, 16, &[(Kind::Paragraph, text)]);
        assert!(broken.iter().all(|row| !row.ends_with('-')), "{broken:#?}");
    }
}

#[test]
fn hyphens_are_no_part_of_the_text() {
    let typography = Typography {
        hyphenate: true,
        ..Typography::default()
    };
    let sheet = Sheet {
        typography,
        ..Sheet::plain(Draft::default().block(Kind::Paragraph, WEHR).done())
    };
    let page = sheet.page(40);
    let rows = page.rows(page.start(), 99);
    let hyphen = |row: &&Row| matches!(row.pieces.last().map(|piece| &piece.content), Some(Content::Words(words)) if words == "-");
    assert!(rows.iter().filter(hyphen).count() >= 2);
    let whole: String = rows.iter().map(|row| page.span(row).of(sheet.article.text())).collect();
    assert_eq!(whole.replace(' ', ""), WEHR.replace(' ', ""));
}

#[test]
fn no_word_stands_alone_in_the_last_line_where_that_costs_none() {
    let text = "Three sheds are lost, two of them empty.";
    assert_eq!(
        rows(Typography::default(), 36, &[(Kind::Paragraph, text)]),
        ["Three sheds are lost, two of", "them empty."]
    );
    // Where it would cost a line, it stays.
    assert_eq!(
        rows(Typography::default(), 12, &[(Kind::Paragraph, "extraordinary ferry")]),
        ["extraordinar", "y ferry"]
    );
}

#[test]
fn an_opening_mark_hangs_in_the_margin_where_there_is_one() {
    let said = "“The curtains smell of creosote, but they are my curtains,” she said from her step.";
    let draft = Draft::default().block(Kind::Paragraph, said).block(Kind::Quote, said);
    let mut sheet = Sheet::plain(draft.done());
    let look_at = |sheet: &Sheet| {
        let page = sheet.page(40);
        let rows = page.rows(page.start(), 99);
        let draw = |row: &Row| {
            format!(
                "{}{}",
                " ".repeat(usize::from(1 - page.hang(row))),
                draw(&sheet.article, row)
            )
        };
        rows.iter()
            .map(|row| draw(row).trim_end().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        look_at(&sheet),
        [
            " “The curtains smell of creosote, but",
            " they are my curtains,” she said from",
            " her step.",
            "",
            " │“The curtains smell of creosote, but",
            " │ they are my curtains,” she said from",
            " │ her step."
        ]
    );
    sheet.typography.hang = true;
    assert_eq!(
        look_at(&sheet)[..2],
        [
            "“The curtains smell of creosote, but",
            " they are my curtains,” she said from"
        ]
    );
    // Set in, it hangs in the space of that.
    sheet = Sheet::plain(
        Draft::default()
            .block(Kind::Paragraph, WIND)
            .block(Kind::Paragraph, said)
            .done(),
    );
    sheet.typography.hang = true;
    sheet.typography.paragraph_spacing = 0;
    assert!(look_at(&sheet).contains(&"  “The curtains smell of creosote, but".to_owned()));
}

#[test]
fn paragraphs_are_parted_by_rows_or_set_in() {
    let blocks = [
        (Kind::Heading, "Smoke"),
        (Kind::Paragraph, "One is enough."),
        (Kind::Paragraph, "Two are more."),
        (Kind::Caption, "The quay."),
        (Kind::Paragraph, "Three."),
        (Kind::Heading, "Wind"),
    ];
    let spaced = |paragraph_spacing| {
        rows(
            Typography {
                paragraph_spacing,
                ..Typography::default()
            },
            40,
            &blocks,
        )
        .join("/")
    };
    assert_eq!(
        spaced(0),
        "Smoke//One is enough./  Two are more.//▌ The quay.//Three.///Wind"
    );
    assert_eq!(
        spaced(1),
        "Smoke//One is enough.//Two are more.//▌ The quay.//Three.///Wind"
    );
    assert_eq!(
        spaced(2),
        "Smoke///One is enough.///Two are more.///▌ The quay.///Three.////Wind"
    );
}

#[test]
fn numbers_of_items_stand_left_of_their_text() {
    let blocks = [
        (Kind::Paragraph, "9. Bring water, and something to read."),
        (Kind::Paragraph, "10. Leave the dog at home, the council says."),
        (Kind::Paragraph, "12. August war der Tag, an dem es begann."),
    ];
    assert_eq!(
        rows(Typography::default(), 24, &blocks),
        [
            "9. Bring water, and",
            "   something to read.",
            "",
            "10. Leave the dog at",
            "    home, the council",
            "    says.",
            "",
            "12. August war der Tag,",
            "an dem es begann.",
        ]
    );
}

#[test]
fn items_inside_items_are_set_in() {
    let text = "• First\n\n    ◦ inside, and so long that it takes another line\n\n        ▪ deeper\n\n    ◦ inside\n\n• Second\n";
    let article = dateline::read::read(text.as_bytes().to_vec()).expect("a list");
    let drawn = Sheet::plain(article).drawn(44);
    assert_eq!(
        drawn,
        [
            "  • First",
            "    • inside, and so long that it takes",
            "      another line",
            "      • deeper",
            "    • inside",
            "  • Second",
        ]
    );
}

#[test]
fn who_said_it_stands_at_the_right_below_what_was_said() {
    let blocks = [
        (Kind::Quote, "“It has nowhere left to go.”"),
        (Kind::Quote, "Ana Brandt, harbour master"),
        (Kind::Paragraph, "She said no more."),
    ];
    assert_eq!(
        rows(Typography::default(), 44, &blocks),
        [
            "│“It has nowhere left to go.”",
            "│                 Ana Brandt, harbour master",
            "",
            "She said no more.",
        ]
    );
    // Another quotation is none who says.
    let two = [
        (Kind::Quote, "“It has nowhere left to go.”"),
        (Kind::Quote, "“It has.”"),
    ];
    assert_eq!(rows(Typography::default(), 44, &two)[1..], ["", "│“It has.”"]);
}

#[test]
fn a_credit_that_fits_a_line_is_not_broken() {
    for measure in 28..80 {
        let draft = Draft::default().block(Kind::Caption, &format!("{} - Ana Brandt/Coastal Press", &WIND[..90]));
        let sheet = Sheet::plain(draft.credit("Ana Brandt/Coastal Press").done());
        let rows = sheet.drawn(measure);
        let with_credit = rows
            .iter()
            .filter(|row| row.ends_with("Ana Brandt/Coastal Press"))
            .count();
        assert_eq!(with_credit, 1, "{rows:#?}");
    }
}

/// Laying out a screen in a line of many megabytes costs a screen, however it is set: no row of it depends on more than
/// its own stretch, so the same rows come out of the stretch alone.
#[test]
fn a_screen_in_a_line_of_many_megabytes_needs_only_its_stretch() {
    let sentence = format!("{WIND} ");
    let short = sentence.repeat(200);
    let long = short.repeat(100);
    let sheet = |text: &str| Sheet {
        typography: Typography {
            hyphenate: true,
            ..JUSTIFIED
        },
        ..Sheet::plain(Draft::default().block(Kind::Paragraph, text).done())
    };
    let (short, long) = (sheet(&short), sheet(&long));
    let top = |sheet: &Sheet| {
        sheet.page(72).top_at(Anchor {
            block: BlockId(0),
            offset: 20_000,
        })
    };
    let rows = |sheet: &Sheet| sheet.page(72).rows(top(sheet), 60);
    assert_eq!(rows(&short), rows(&long));
    assert!(rows(&long).iter().all(|row| row.kind == RowKind::Text));
}
