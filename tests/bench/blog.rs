//! A generated live blog: invented sentences about an invented harbour, with sections, captions that stand twice,
//! and one paragraph in seven that repeats an earlier one, word for word or nearly.

const SUBJECTS: [&str; 12] = [
    "the harbour master",
    "a ferry crew",
    "the regional commander",
    "two volunteers",
    "the mayor of Sund",
    "a pilot",
    "the night shift",
    "an insurer",
    "the coast guard",
    "a crane driver",
    "the fire service",
    "a school head",
];
const VERBS: [&str; 10] = [
    "reported",
    "denied",
    "confirmed",
    "expected",
    "repeated",
    "regretted",
    "announced",
    "doubted",
    "recalled",
    "feared",
];
const OBJECTS: [&str; 12] = [
    "that the wind had turned",
    "a second fire in the grain shed",
    "that all boats were safe",
    "smoke over the old town",
    "a delay of the evening ferry",
    "that the bridge would stay closed",
    "damage to forty containers",
    "a shortage of foam",
    "that nobody was hurt",
    "the return of the islanders",
    "a fault in the pumps",
    "that the quay had been cleared",
];
const PLACES: [&str; 10] = [
    "at the north mole",
    "in Kessel",
    "on the outer quay",
    "behind shed four",
    "near the silo",
    "off the point",
    "in the old town",
    "at the yard",
    "on both islands",
    "by the lighthouse",
];

struct Random(u64);

impl Random {
    /// A number below `limit`: the multiplicative generator of Lewis, Goodman and Miller (1969), 64 bits wide.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

fn paragraph(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..=random.below(4) {
        let subject = random.of(&SUBJECTS);
        let sentence = format!(
            "{}{} {} {} {}, {} minutes after {} {} {} {}. ",
            subject[..1].to_uppercase(),
            &subject[1..],
            random.of(&VERBS),
            random.of(&OBJECTS),
            random.of(&PLACES),
            random.below(5000),
            random.of(&SUBJECTS),
            random.of(&VERBS),
            random.of(&OBJECTS),
            random.of(&PLACES),
        );
        text.push_str(&sentence);
    }
    text.truncate(text.trim_end().len());
    text
}

/// A live blog of about `size` bytes; the same for the same size.
pub(crate) fn make(size: usize) -> String {
    let mut random = Random(20_260_815);
    let mut text =
        String::from(" date 2026-08-15 Harbour fire at Sund: crews hold the line overnight\n\nAna Brandt\n\n");
    let mut told: Vec<String> = Vec::new();
    let mut part = 0;
    while text.len() < size {
        part += 1;
        text.push_str(&format!("Crews {} in hour {part}\n\n", random.of(&VERBS)));
        for _ in 0..6 {
            match random.below(100) {
                0..10 if !told.is_empty() => {
                    let again = told[random.below(told.len())].clone();
                    text.push_str(&again);
                }
                10..15 if !told.is_empty() => {
                    let again = told[random.below(told.len())].replacen("harbour", "port", 1);
                    text.push_str(&again);
                }
                15..17 => {
                    let caption = format!("A crew at work {} - Ana Brandt/Coastal Press", random.of(&PLACES));
                    text.push_str(&format!("{caption}\n{caption}"));
                }
                _ => {
                    let fresh = paragraph(&mut random);
                    text.push_str(&fresh);
                    if told.len() < 200_000 {
                        told.push(fresh);
                    }
                }
            }
            text.push_str("\n\n");
        }
    }
    text
}
