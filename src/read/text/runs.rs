//! Lines in a row that have one shape: items that count or begin with the same sign, rows of columns, code, verse, results,
//! ingredients, labels with values, speech. What the shape of several lines tells is certain, whatever the words of one say.

mod code;
mod columns;
mod shape;

use rustc_hash::FxHashMap;

use super::lines::{LONGEST, TextLine, TextLines};
use super::mark::{self, ListMark, Sort};
use super::{bullet, clock};
use shape::RunShape;

/// What a line is for its neighbours' sake.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum RunMark {
    /// Nothing.
    #[default]
    None,
    /// An item of a list, whose mark takes so many bytes.
    Item(usize),
    /// The first of several lines that are one block, with their breaks: its end, and where the next line starts.
    Joined(usize, usize),
    /// The same, of a quotation that is set in.
    Quote(usize, usize),
    /// Text of the article, and no heading.
    Text,
    /// The same, unless its words say that it is something else.
    Speech,
}

/// The lines of a text that are something for their neighbours' sake, by their first byte.
#[derive(Debug, Default)]
pub(super) struct Runs(FxHashMap<usize, RunMark>);

/// More lines in a row are looked at in parts.
const MOST: usize = 512;

impl Runs {
    /// Looks for them in a text.
    pub(super) fn of(text: &str) -> Self {
        let mut runs = Self::default();
        let mut list = Vec::new();
        let mut group: Vec<TextLine> = Vec::new();
        let mut labels = shape::Labels::default();
        for line in TextLines::new(text, usize::MAX) {
            let shown = &text[line.from..line.to];
            let long = line.to - line.from > LONGEST;
            if line.blanks > 0 || long || group.len() >= MOST {
                runs.settle(text, &mut group);
            }
            if !long {
                group.push(line);
                labels.add(shown, line.from);
            }
            let marked = listed(shown).filter(|_| !long);
            if marked.is_none() || list.len() >= MOST {
                runs.settle_list(&mut list);
            }
            let apart = line.blanks > 0;
            list.extend(marked.map(|mark| {
                (
                    line.from,
                    ListLine {
                        prose: apart && shown.len() > PROSE,
                        ..mark
                    },
                )
            }));
        }
        runs.settle(text, &mut group);
        runs.settle_list(&mut list);
        for from in labels.speech() {
            let own = runs.0.entry(from).or_insert(RunMark::Text);
            if *own == RunMark::Speech {
                *own = RunMark::Text;
            }
        }
        runs
    }

    /// What a line is, by its first byte.
    pub(super) fn at(&self, from: usize) -> RunMark {
        self.0.get(&from).copied().unwrap_or_default()
    }

    /// Items, if one of them follows another of them.
    fn settle_list(&mut self, list: &mut Vec<(usize, ListLine)>) {
        // Numbered paragraphs are paragraphs.
        if list.iter().filter(|(_, line)| line.prose).count() * 2 > list.len() {
            list.clear();
        }
        let counted: Vec<ListMark> = list.iter().filter_map(|(_, line)| line.mark).collect();
        // In a nested list the next of the same kind may stand further down.
        let next_of = |at: usize| {
            (at + 1..counted.len())
                .take(NESTED)
                .find(|next| counted[*next].follows(counted[at]))
        };
        let mut in_company = vec![false; counted.len()];
        for at in 0..counted.len() {
            if let Some(next) = next_of(at) {
                (in_company[at], in_company[next]) = (true, true);
            }
        }
        let bulleted = list.iter().any(|(_, line)| line.bullet) && list.len() > 1;
        let in_list = bulleted || in_company.contains(&true);
        let mut company = in_company.into_iter();
        let mut above: Option<ListMark> = None;
        for (from, line) in list.drain(..) {
            let Some(mark) = line.mark else { continue };
            let own = company.next().unwrap_or_default();
            // "2." and "10." below it, where some are left out.
            let later = above.is_some_and(|above| above.sort == mark.sort && above.number < mark.number);
            let alone = matches!(mark.sort, Sort::Number | Sort::Numeral | Sort::Part | Sort::Word);
            if own || (in_list && (later || !alone)) {
                self.0.insert(from, RunMark::Item(mark.len));
                above = Some(mark);
            }
        }
    }

    /// The shapes of lines without a blank line between them.
    fn settle(&mut self, text: &str, group: &mut Vec<TextLine>) {
        let lines: Vec<&str> = group.iter().map(|line| &text[line.from..line.to]).collect();
        let mut at = 0;
        while at < lines.len() {
            let quoted = set_in(&lines, group, at);
            if quoted > 0 {
                let (first, last) = (group[at], group[at + quoted - 1]);
                self.0.insert(first.from, RunMark::Quote(last.to, last.next));
                at += quoted;
                let further = first.indent.saturating_add(FURTHER);
                let speaker = group
                    .get(at)
                    .filter(|line| at + 1 == lines.len() && line.indent >= further);
                if let Some(line) = speaker {
                    self.0.insert(line.from, RunMark::Quote(line.to, line.next));
                    at += 1;
                }
                continue;
            }
            let found = shape::at(&lines[at..], &group[at..], at == 0);
            let Some((shape, count)) = found else {
                at += 1;
                continue;
            };
            let (first, last) = (group[at], group[at + count - 1]);
            match shape {
                RunShape::Joined => {
                    self.0.insert(first.from, RunMark::Joined(last.to, last.next));
                }
                RunShape::Text => self
                    .0
                    .extend(group[at..at + count].iter().map(|line| (line.from, RunMark::Text))),
                RunShape::Speech => self
                    .0
                    .extend(group[at..at + count].iter().map(|line| (line.from, RunMark::Speech))),
            }
            at += count;
        }
        group.clear();
    }
}

/// How many lines from here on are a quotation: set in below a line that ends in a colon. Who said it stands below it, set in
/// further.
fn set_in(lines: &[&str], group: &[TextLine], at: usize) -> usize {
    /// Columns.
    const LEAST: u8 = 3;
    let Some(above) = at.checked_sub(1) else { return 0 };
    let indent = group[at].indent;
    let deep = indent >= group[above].indent.saturating_add(LEAST) && !lines[at].starts_with(['•', '-', '–', '*']);
    let led = lines[above].ends_with(super::chars::is_colon) && mark::numbered(lines[at]).is_none();
    if !deep || !led {
        return 0;
    }
    group[at..].iter().take_while(|line| line.indent == indent).count()
}

/// Columns that who said a quotation stands further in than that.
const FURTHER: u8 = 6;

/// Items between one and the next of its kind, at most.
const NESTED: usize = 12;

/// A line that may be an item.
#[derive(Clone, Copy)]
struct ListLine {
    mark: Option<ListMark>,
    /// It has a mark that is always a bullet.
    bullet: bool,
    /// It is as long as a paragraph, and stands apart.
    prose: bool,
}

/// Longer lines that stand apart are paragraphs with numbers, in bytes.
const PROSE: usize = 110;

/// Whether a line may be an item of a list.
fn listed(shown: &str) -> Option<ListLine> {
    if bullet::after(shown).is_some() {
        return Some(ListLine {
            mark: None,
            bullet: true,
            prose: false,
        });
    }
    if let Some(mark) = mark::numbered(shown).or_else(|| mark::in_company(shown)) {
        return Some(ListLine {
            mark: Some(mark),
            bullet: false,
            prose: false,
        });
    }
    let mark = mark::sign(shown)?;
    // Dashes open direct speech in half the languages of Europe; a time after a sign is a post's.
    let said = matches!(mark.sort, Sort::Sign('–' | '—' | '-')) && shown.ends_with(super::chars::ends_sentence);
    let timed = clock::at_start(&shown[mark.len..]).is_some();
    (!said && !timed).then_some(ListLine {
        mark: Some(mark),
        bullet: false,
        prose: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Vec<RunMark> {
        let runs = Runs::of(text);
        TextLines::new(text, LONGEST).map(|line| runs.at(line.from)).collect()
    }

    #[test]
    fn items_count_or_have_the_same_sign() {
        use RunMark::{Item, None};
        assert_eq!(marks("1. a\n2. b\n3. c"), [Item(3); 3]);
        assert_eq!(marks("(i) a\n(ii) b\n(a) c"), [Item(4), Item(5), Item(4)]);
        assert_eq!(marks("• a\n  1) b\n  2) c\n– d"), [None, Item(3), Item(3), Item(4)]);
        assert_eq!(marks("→ a\n→ b"), [Item(4); 2]);
        assert_eq!(marks("1.1 Doors\n1.2 Boats\n2.1 Sirens"), [Item(4); 3]);
        assert_eq!(marks("№ 1 Двери\n№ 2 Катера"), [Item(6); 2]);
        assert_eq!(marks("Step 1: doors\nStep 2: boats"), [Item(8); 2]);
        assert_eq!(marks("Step 1: doors\nText.\nStep 2: boats"), [None; 3]);
        assert_eq!(marks("1.5 Metres of snow\n2.3 Metres of ice"), [None; 2]);
        assert_eq!(marks("1. A heading\nText.\n2. Another\nText."), [None; 4]);
        assert_eq!(marks("– Tak, powiedział.\n– Nie, odpowiedziała."), [None; 2]);
        assert_eq!(marks("🔴 09:14 Ferries stay\n🔴 09:20 Wind turns"), [None; 2]);
    }

    #[test]
    fn columns_code_and_verse_are_one_block() {
        let joined = |text: &str| {
            let marks = marks(text);
            matches!(marks[0], RunMark::Joined(to, _) if to == text.trim_end().len())
        };
        for text in [
            "Island\\t2016\\t2026\nGreat Orra\\t2,310\\t2,104"
                .replace("\\t", "\t")
                .as_str(),
            "| Island | 2016 |\n|---|---|\n| Orra | 2,310 |",
            "Island          2016    2026\nGreat Orra     2,310   2,104\nLittle Orra      412     398",
            "def fare(age):\n    if age < 6:\n        return 0\n    return FULL",
            "$ curl -s https://example.org/api\n0",
            "#!/bin/sh\nset -e\nif [ -f log ]; then\n  rm log\nfi",
            "sudo apt update\nsudo apt install dateline\nexport PAGER=dateline\n# Then look:\ncurl -s https://example.org \\\n  --output page.html",
            "harbour:\n  name: Kessel\n  cranes:\n    - north\n    - south\nsirens: 2",
            "The tide goes out, the tide comes in,\nThe lamp is in the window,\nAnd none shall say where he has been\nWho sailed away with Sindo.",
        ] {
            assert!(joined(text), "{text}");
        }
        for text in [
            "One sentence.  And another.\nOne more.  And so on.",
            "Maren Holt\nSat 15 Aug 2026\nA line",
        ] {
            assert!(!joined(text), "{text}");
        }
    }

    #[test]
    fn results_ingredients_and_values_are_text() {
        for text in [
            "Kessel United 2-1 Orra Rovers\nSund Town 0-0 Little Orra\nNorthbridge 3-2 Tannery",
            "500g white fish, skinned\n2 onions, chopped\n½ tsp saffron\nA handful of dill",
        ] {
            assert!(marks(text).iter().all(|mark| *mark == RunMark::Text), "{text}");
        }
        let text = "Entitled: 41,200\nTurnout 61.2%\nYes: 54.1%\nNo (north) 45.9%";
        assert_eq!(marks(text), [RunMark::Speech; 4]);
        let text = "Where: the quay\nWhen: on Monday\nPrice: nothing";
        assert_eq!(marks(text), [RunMark::Speech; 3]);
    }
}
