//! Clean text and Markdown: nothing is missing but what is said to be.

use dateline::article::{Article, BlockId, Kind};
use dateline::export;
use dateline::fold::{Across, Elsewhere, FoldShape, Folding, Folds, GivenArticle};
use proptest::prelude::*;

use super::build::{Draft, article};
use super::{DROP, KEEP, MARK, string};

/// Whether `page` holds all of `words`, in their order.
fn in_order<'a>(page: &str, words: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let mut rest = page;
    for word in words {
        let at = rest
            .find(word)
            .ok_or_else(|| format!("{word:?} is missing in {rest:?}"))?;
        rest = &rest[at + word.len()..];
    }
    Ok(())
}

/// The words of the blocks that pass.
fn words(article: &Article, keep: impl Fn(BlockId) -> bool) -> Vec<&str> {
    let blocks = article.ids().filter(|&id| keep(id));
    blocks.flat_map(|id| article.text_of(id).split_whitespace()).collect()
}

/// Whether the reader hides the block by default.
fn hidden(folding: &Folding, id: BlockId) -> bool {
    folding.run(id).is_some_and(|run| Folds::default().is_folded(run))
}

/// Markdown with its escapes undone.
fn unescaped(page: &str) -> String {
    let mut text = String::new();
    let mut chars = page.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        match (c, next) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => {
                text.push(next);
                chars.next();
            }
            ('\\', Some('\n')) => {}
            _ => text.push(c),
        }
    }
    text
}

proptest! {
    #[test]
    fn all_means_all(article in article()) {
        let folding = Folding::of(&article);
        let page = string(|out| export::text(&article, &folding, KEEP, out));
        in_order(&page, words(&article, |_| true).into_iter()).map_err(TestCaseError::fail)?;
        let page = string(|out| export::markdown(&article, &folding, KEEP, out));
        in_order(&unescaped(&page), words(&article, |_| true).into_iter()).map_err(TestCaseError::fail)?;
        prop_assert!(!page.contains("[Left out: "));
    }

    #[test]
    fn what_is_marked_is_written(article in article()) {
        let folding = Folding::of(&article);
        let page = string(|out| export::text(&article, &folding, MARK, out));
        in_order(&page, words(&article, |_| true).into_iter()).map_err(TestCaseError::fail)?;
        let marks = page.matches("[Repeats ").count() + page.matches("[Rewords (").count();
        prop_assert_eq!(marks, folding.runs().len());
        prop_assert!(!page.contains("[Left out: "));
    }

    #[test]
    fn only_what_is_folded_is_left_out(article in article()) {
        let folding = Folding::of(&article);
        let kept = words(&article, |id| !hidden(&folding, id));
        let page = string(|out| export::text(&article, &folding, DROP, out));
        in_order(&page, kept.iter().copied()).map_err(TestCaseError::fail)?;
        let page = string(|out| export::markdown(&article, &folding, DROP, out));
        in_order(&unescaped(&page), kept.into_iter()).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn what_is_left_out_is_counted(article in article()) {
        let folding = Folding::of(&article);
        let page = string(|out| export::text(&article, &folding, DROP, out));
        let said: usize = page
            .lines()
            .filter_map(|line| line.trim_start_matches("• ").strip_prefix("[Left out: "))
            .map(|line| line.split(' ').next().and_then(|count| count.parse().ok()).unwrap_or(0))
            .sum();
        let double = |id| folding.run(id).is_some_and(|run| run.shape == FoldShape::CaptionDouble);
        let missing = article.ids().filter(|&id| hidden(&folding, id) && !double(id)).count();
        prop_assert_eq!(said, missing);
    }

    #[test]
    fn blocks_are_apart_by_one_blank_line(article in article()) {
        let page = string(|out| export::text(&article, &Folding::of(&article), KEEP, out));
        prop_assert!(!page.contains("\n\n\n") && !page.starts_with('\n') && !page.ends_with("\n\n"));
        prop_assert!(page.is_empty() || page.ends_with('\n'));
        prop_assert!(page.is_empty() || page.split("\n\n").count() >= article.blocks().len());
    }

    #[test]
    fn nothing_in_the_text_becomes_markup(article in article()) {
        for id in article.ids() {
            let (kind, text) = (article.block(id).kind, article.text_of(id));
            let (open, margin, close) = around(kind);
            let mut draft = Draft::new(None, None, &[]);
            draft.add(kind, text);
            let page = string(|out| export::markdown(&draft.finish(), &Folding::default(), KEEP, out));
            let inner = page.strip_prefix(open).and_then(|page| page.strip_suffix('\n'));
            let inner = inner.and_then(|page| page.strip_suffix(close)).expect("what goes around this kind");
            for line in inner.split(&format!("\\\n{margin}")) {
                prop_assert_eq!(markup(line), None, "{}", line);
            }
        }
    }
}

/// What stands before a block of this kind, before its other lines, and after it.
fn around(kind: Kind) -> (&'static str, &'static str, &'static str) {
    match kind {
        Kind::Title => ("# ", "", ""),
        Kind::Heading => ("## ", "", ""),
        Kind::Timestamp => ("**", "", "**"),
        Kind::ListItem => ("- ", "  ", ""),
        Kind::Caption => ("*", "", "*"),
        Kind::Quote => ("> ", "> ", ""),
        Kind::Byline | Kind::Paragraph | Kind::Boilerplate => ("", "", ""),
    }
}

/// The first thing in a line that Markdown would not take for text.
fn markup(line: &str) -> Option<String> {
    for start in ["# ", "## ", "> ", "- ", "+ ", "=", "---", " ", "\t"] {
        if line.starts_with(start) || line.ends_with(' ') {
            return Some(start.to_owned());
        }
    }
    let after = line.trim_start_matches(|c: char| c.is_ascii_digit());
    if after.len() < line.len() && (after.starts_with(". ") || after.starts_with(") ") || matches!(after, "." | ")")) {
        return Some("a number".to_owned());
    }
    let mut escaped = false;
    for c in line.chars() {
        if !escaped && matches!(c, '`' | '*' | '_' | '[' | ']' | '<' | '~' | '|' | '\n') {
            return Some(c.to_string());
        }
        escaped = c == '\\' && !escaped;
    }
    // A backslash that is left would take away what follows.
    escaped.then(|| "\\".to_owned())
}

#[test]
fn a_run_is_named_by_what_it_hides() {
    let blog = super::blog();
    let page = string(|out| export::text(&blog, &Folding::of(&blog), DROP, out));
    assert!(
        page.contains("\n[Left out: 3 paragraphs repeated from the opening]\n"),
        "{page}"
    );
    assert!(
        page.contains("\n• [Left out: 1 list item repeated from the opening]\n"),
        "{page}"
    );
    // The second print of the caption is gone without a word.
    assert_eq!(page.matches("The quay at noon").count(), 1);
    let captions = blog.blocks().iter().filter(|block| block.kind == Kind::Caption);
    assert_eq!(captions.count(), 2);
}

/// What stands in another article is not in this output, so it stays, whatever the reader folds.
#[test]
fn what_stands_in_another_article_is_written() {
    let said = "Fire crews held the line at Kessel Harbour overnight as the wind turned, the commander said.";
    let more = "Two ferries were kept on the quay with steam up, in case the old town had to be left by water.";
    let made = |day| {
        let mut draft = Draft::new(Some("Harbour fire"), Some(day), &[]);
        draft.add(Kind::Paragraph, said);
        draft.add(Kind::Paragraph, more);
        draft.finish()
    };
    let (first, article) = (made("2026-08-14T06:00"), made("2026-08-15T06:00"));
    let given = [&first, &article].map(|article| GivenArticle { number: 0, article });
    let across = Across::of(&[&first, &article]);
    let own = Folding::of(&article);
    let folding = own.with(&article, &Elsewhere::of(&across, &given, 1));
    assert_eq!(folding.runs().len(), 1);
    for options in [DROP, KEEP, MARK] {
        let text = |folding| string(|out| export::text(&article, folding, options, out));
        assert_eq!(text(&folding), text(&own));
        let markdown = |folding| string(|out| export::markdown(&article, folding, options, out));
        assert_eq!(markdown(&folding), markdown(&own));
    }
    let json = |folding| string(|out| export::json(&article, folding, out));
    assert_eq!(json(&folding), json(&own));
    let json = |folding| string(|out| export::json_without_repeats(&article, folding, out));
    assert_eq!(json(&folding), json(&own));
}
