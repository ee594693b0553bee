//! Quotations that a scrape has left without a sign: led in, cut short, signed, pulled out of the text.

use dateline::article::Kind;

use super::{article, blocks};

const PROSE: &str =
    "Fire crews held the line at Kessel Harbour overnight, the regional commander said on Saturday morning.";
const MORE: &str =
    "No one has been killed, and four firefighters were treated for smoke in the town, which is shut to cars.";

/// The texts of all quotations.
fn quotes(rows: &str) -> Vec<String> {
    let article = article(&format!("The harbour after the fire\n\n{PROSE}\n\n{rows}\n\n{MORE}\n"));
    let quotes = blocks(&article).into_iter().filter(|(kind, _)| *kind == Kind::Quote);
    quotes.map(|(_, text)| text.to_owned()).collect()
}

#[test]
fn what_is_led_in_is_a_quotation_without_marks() {
    for (lead, told) in [
        (
            "In a letter to the harbour office, the mayor wrote:",
            "We are in the debt of everybody who stood on the quay that night, and we shall not forget what they did.",
        ),
        (
            "Der Hafenmeister schrieb noch in der Nacht an alle Reeder der Stadt:",
            "Wir bitten um Geduld, bis die Kräne geprüft sind. Bis Montag wird kein Schiff entladen werden können.",
        ),
        (
            "La maire a écrit aux habitants du quartier du port, dimanche soir :",
            "Nous devons beaucoup à ceux qui se trouvaient sur le quai cette nuit-là, et nous ne l’oublierons pas.",
        ),
        (
            "Der Hafenmeister schrieb am 30. Mai an alle Reeder der Stadt:",
            "Wir bitten um Geduld, bis die Kräne geprüft sind. Bis Montag wird kein Schiff entladen werden können.",
        ),
        (
            "Начальник порта написал ночью владельцам всех судов:",
            "Мы просим подождать, пока проверяют краны. До понедельника ни одно судно разгрузить не удастся.",
        ),
    ] {
        assert_eq!(quotes(&format!("{lead}\n\n{told}")), [told], "{lead}");
    }
}

#[test]
fn what_only_follows_a_colon_is_text() {
    for rows in [
        "Three things went wrong in the night of the fire:\n\nThe siren did not sound at all, and nobody in the office knew that it had been switched off.",
        "The report says what the port has to buy:\n\nFire doors: the four old sheds have none, and the new one has a single door that does not shut.",
        "The report says what the port has to buy:\n\n1-doors for the four old sheds, which have had none since the war, and a siren that can be heard.",
        "The harbour master said one word:\n\nSorry.",
    ] {
        assert!(quotes(rows).is_empty(), "{rows}");
    }
}

#[test]
fn a_quotation_goes_on_until_its_mark_closes() {
    let first = "“We are in the debt of everybody who stood on the quay that night.";
    let second = "“We shall not forget what they did, and we shall not ask them to do it again.”";
    assert_eq!(
        quotes(&format!("The mayor wrote to the crews:\n\n{first}\n\n{second}")),
        [first, second]
    );
    let first = "The port waited too long before it called the brigade, which stood ready at the bridge. [...]";
    let second = "Nobody had told the crews that the siren was switched off, though three people knew of it.";
    assert_eq!(
        quotes(&format!(
            "The report says in its second chapter:\n\n{first}\n\n{second}"
        )),
        [first, second]
    );
}

#[test]
fn a_mark_that_nothing_opened_closes_a_quotation() {
    let told = "Weil die Kräne nicht geprüft sind, wird vor Montag kein Schiff entladen. Das ist bitter, aber es geht \
                im Augenblick nicht anders, und das weiß auch jeder, der hier arbeitet.“";
    assert_eq!(quotes(told), [told]);
    // The second half of a quotation in the text is text.
    let halves = format!("„Wir haben die ganze Nacht am Kai gestanden, und keiner ist nach Hause gegangen.\n\n{told}");
    assert!(quotes(&halves).is_empty());
}

#[test]
fn who_signs_below_was_quoted_above() {
    let rows = "A harbour without a siren is no harbour, whatever the plans say about it.\n\n— Idris Vale, harbour master\n\n\
                The plans were drawn by people who have never spent a night on the quay.\n\n— Ana Brandt, crane driver";
    let parts: Vec<&str> = rows.split("\n\n").collect();
    assert_eq!(quotes(rows), parts);
}

#[test]
fn a_pull_quote_says_again_what_a_paragraph_beside_it_says() {
    let said = "A harbour without a siren is no harbour, whatever the plans say about it, and whatever is written in the \
                report that the ministry has kept in a drawer for two years and more";
    let told = format!("“{said},” said Idris Vale, who has been harbour master since the flood. “Ask the crews.”");
    assert_eq!(quotes(&format!("{MORE}\n\n{told}\n\n{said}.")), [format!("{said}.")]);
    assert_eq!(
        quotes(&format!("{MORE}\n\n“{said}.”\n\n{told}")),
        [format!("“{said}.”")]
    );
    let signature = "Idris Vale, harbour master of Kessel";
    assert_eq!(
        quotes(&format!("{MORE}\n\n{told}\n\n{said}.\n\n{signature}")),
        [format!("{said}."), signature.to_owned()]
    );
    // Several in a row are a passage that stands there twice, and so is a whole paragraph; above all, a standfirst is none.
    let second = "It took the commander until noon to find out who had switched it off, and the port until the evening to say so";
    let both = format!("“{said}. {second},” said Idris Vale, who has been harbour master since the flood.");
    assert!(quotes(&format!("{MORE}\n\n{said}.\n\n{second}.\n\n{both}")).is_empty());
    assert!(quotes(&format!("{MORE}\n\n{told}\n\n{MORE}\n\n{told}")).is_empty());
    assert!(quotes(&format!("{said}.\n\n{told}")).is_empty());
}
