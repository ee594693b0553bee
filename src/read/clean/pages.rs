//! Where a page ends in the middle of a sentence: at a form feed, or at a line such as "Page 12".

use rustc_hash::FxHashSet;

use crate::steps;

/// Letters of a line that is prose rather than an item of a list.
const PROSE: usize = 30;

/// Letters of a line that is as long as a page is wide.
const FULL: usize = 50;

/// Bytes around a page break that are looked at.
const AROUND: usize = 240;

/// Whole words of a text, known once they are asked for.
#[derive(Default)]
pub(in crate::read) struct Words(Option<FxHashSet<String>>);

impl Words {
    fn has(&mut self, text: &str, word: &str) -> bool {
        let words = self.0.get_or_insert_with(|| {
            let words = text.split(|c: char| !c.is_alphanumeric() && c != '-');
            words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
        });
        words.contains(&word.to_lowercase())
    }
}

/// How a sentence goes on behind the end of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) struct Crossing {
    /// So many bytes of what stands before the break are of the sentence.
    pub(in crate::read) kept: usize,
    /// What stands between the pages: a blank, or nothing within a word.
    pub(in crate::read) between: &'static str,
}

/// How the sentence at the end of a page goes on behind it; `None` if it does not, or if something else stands there. `text`
/// is the whole, whose words tell whether a hyphen was one.
pub(in crate::read) fn across(before: &str, after: &str, text: &str, words: &mut Words) -> Option<Crossing> {
    let start = before.ceil_char_boundary(before.len().saturating_sub(AROUND));
    let mut end = before[start..].trim_end();
    let last = end.rsplit('\n').next().unwrap_or_default();
    if is_number(last) {
        end = end[..end.len() - last.len()].trim_end();
    }
    let line = end.rsplit('\n').next().unwrap_or_default();
    let rest = &after[..after.floor_char_boundary(AROUND)];
    steps::count(before.len() - start + rest.len());
    let open = line.ends_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | '-'));
    let next = rest.trim_start();
    // A noun of German, or a name: the line below it is as long as one of prose, and the one above ends within a sentence.
    let noun = next.starts_with(char::is_uppercase)
        && !line.ends_with('-')
        && line.chars().count() >= FULL
        && next.lines().next().is_some_and(|next| next.chars().count() >= PROSE);
    let goes_on = next.starts_with(char::is_lowercase) || noun;
    if !open || !goes_on || line.chars().count() < PROSE {
        return None;
    }
    let kept = start + end.len();
    let Some(head) = line.strip_suffix('-') else {
        return Some(Crossing { kept, between: " " });
    };
    let head = head.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let tail = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    // The hyphen stays where the word is written with it elsewhere, or where what stands before it is a word.
    let whole = words.has(text, &format!("{head}{tail}"));
    let own = words.has(text, &format!("{head}-{tail}")) || words.has(text, head);
    Some(Crossing {
        kept: kept - usize::from(whole || !own),
        between: "",
    })
}

/// The text with sentences in one piece that the number of a page stands in; `None` if there is none.
pub(in crate::read) fn joined(text: &str) -> Option<String> {
    let mut words = Words::default();
    let mut out: Option<String> = None;
    let (mut copied, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if at >= copied
            && is_number(line)
            && !is_bare(line)
            && let Some(crossing) = across(&text[copied..end], &text[end..], text, &mut words)
        {
            let out = out.get_or_insert_with(|| String::with_capacity(text.len()));
            out.push_str(&text[copied..copied + crossing.kept]);
            out.push_str(crossing.between);
            copied = end + text[end..].len() - text[end..].trim_start().len();
        }
        at = end;
    }
    let mut out = out?;
    out.push_str(&text[copied..]);
    Some(out)
}

/// Whether a line is the number of a page: "12", "- 12 -", "Page 12", "Seite 12 von 30".
fn is_number(line: &str) -> bool {
    const LONGEST: usize = 24;
    if line.len() > LONGEST {
        return false;
    }
    let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|' | '[' | ']'));
    let number = |word: &str| (1..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = line.split([' ', '/']).filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [one] => number(one),
        [one, other] if line.contains('/') => number(one) && number(other),
        [page, one] => is_page(page) && number(one),
        [page, one, _, all] => is_page(page) && number(one) && number(all),
        _ => false,
    }
}

/// Whether a line is a number and no more. It may as well be one of the sentence, put on a line of its own where it was a
/// link: "the storm killed / 14 / people".
fn is_bare(line: &str) -> bool {
    let line = line.trim();
    let dashes = ['-', '–', '—', '|'];
    let between_dashes = line.starts_with(dashes) && line.ends_with(dashes);
    !between_dashes && !line.contains(char::is_alphabetic)
}

fn is_page(word: &str) -> bool {
    const WORDS: [&str; 10] = [
        "page", "seite", "página", "pagina", "sida", "side", "strona", "стр", "с", "p",
    ];
    WORDS.contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "The first page ends in the middle of a";

    #[test]
    fn numbers_of_pages_stand_in_no_sentence() {
        for number in ["- 12 -", "Page 12", "Seite 12 von 30", "| 12 |"] {
            let text = format!("{LINE}\n\n{number}\n\nsentence, and goes on.\n");
            assert_eq!(
                joined(&text),
                Some(format!("{LINE} sentence, and goes on.\n")),
                "{number}"
            );
        }
        for text in [
            format!("{LINE} sentence.\n\n12\n\nthe next\n"),
            format!("{LINE}\n\n12 boats\n\nsentence\n"),
            format!("{LINE}\n\n12\n\nsentence\n"),
            format!("{LINE}\n[12]\nsentence\n"),
            "apples\n\n- 12 -\n\npears\n".to_owned(),
        ] {
            assert_eq!(joined(&text), None, "{text}");
        }
    }

    #[test]
    fn a_hyphen_at_the_end_of_a_page_goes_where_it_is_no_part_of_the_word() {
        let cut = |rest: &str, before: &str, after: &str| format!("{LINE} {before}-\nPage 12\n{after}.{rest}\n");
        assert_eq!(joined(&cut("", "sen", "tence")), Some(format!("{LINE} sentence.\n")));
        assert_eq!(
            joined(&cut(" All is well.", "well", "known")),
            Some(format!("{LINE} well-known. All is well.\n"))
        );
        assert_eq!(
            joined(&cut(" A co-author.", "co", "author")),
            Some(format!("{LINE} co-author. A co-author.\n"))
        );
        assert_eq!(
            joined(&cut(" Over there. It is overtaken.", "over", "taken")),
            Some(format!("{LINE} overtaken. Over there. It is overtaken.\n"))
        );
    }
}
