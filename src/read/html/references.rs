//! References to characters by name, put as numbers before a page is parsed: the parser looks each letter of a name up in
//! a table of two thousand, which on a page with thousands of `&quot;` costs more than all else.

use std::borrow::Cow;

use memchr::{memchr2, memmem};

/// The names that pages are full of, and the number of each.
const NAMED: &[(&str, &str)] = &[
    ("amp;", "#38;"),
    ("quot;", "#34;"),
    ("nbsp;", "#160;"),
    ("lt;", "#60;"),
    ("gt;", "#62;"),
    ("apos;", "#39;"),
    ("rsquo;", "#8217;"),
    ("lsquo;", "#8216;"),
    ("rdquo;", "#8221;"),
    ("ldquo;", "#8220;"),
    ("ndash;", "#8211;"),
    ("mdash;", "#8212;"),
    ("hellip;", "#8230;"),
    ("laquo;", "#171;"),
    ("raquo;", "#187;"),
    ("eacute;", "#233;"),
    ("egrave;", "#232;"),
    ("agrave;", "#224;"),
    ("auml;", "#228;"),
    ("ouml;", "#246;"),
    ("uuml;", "#252;"),
    ("szlig;", "#223;"),
];

/// Elements in which a reference is none.
const RAW: &[&str] = &["script", "style", "xmp", "iframe", "noembed", "noframes"];

/// The same page with numbers in place of those names.
pub(super) fn numbered(page: &str) -> Cow<'_, str> {
    let bytes = page.as_bytes();
    let (mut out, mut copied, mut at) = (String::new(), 0, 0);
    while let Some(next) = memchr2(b'&', b'<', &bytes[at..]) {
        let here = at + next;
        at = here + 1;
        if bytes[here] == b'<' {
            at += raw(&bytes[at..]);
            continue;
        }
        let named = NAMED.iter().find(|(name, _)| bytes[at..].starts_with(name.as_bytes()));
        if let Some((name, number)) = named {
            out.push_str(&page[copied..at]);
            out.push_str(number);
            at += name.len();
            copied = at;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(page);
    }
    out.push_str(&page[copied..]);
    Cow::Owned(out)
}

/// How far what begins here reaches in which a reference is none.
fn raw(rest: &[u8]) -> usize {
    let is_it = |name: &&&str| {
        let after = rest.get(name.len()).copied().unwrap_or(b'>');
        let begins = rest
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()));
        begins && !after.is_ascii_alphanumeric()
    };
    let Some(name) = RAW.iter().find(is_it) else { return 0 };
    // Whatever is closed there: what a script says of tags is no reason to look at each of its letters.
    let ends = |at: &usize| {
        let close = &rest[at + 2..];
        close
            .get(..name.len())
            .is_some_and(|close| close.eq_ignore_ascii_case(name.as_bytes()))
    };
    memmem::find_iter(rest, b"</").find(ends).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_put_as_numbers_where_they_are_references() {
        for (page, expected) in [
            (
                "<p title=\"a &amp; b\">&quot;Fire&quot;&nbsp;&mdash; &amp;lt;",
                "<p title=\"a &#38; b\">&#34;Fire&#34;&#160;&#8212; &#38;lt;",
            ),
            ("<p>&amp &AMP; &ampere; & &copy;", "<p>&amp &AMP; &ampere; & &copy;"),
            (
                "<Script>\"&amp;\" </p> &lt;</SCRIPT>&lt;<style>&gt;</style>",
                "<Script>\"&amp;\" </p> &lt;</SCRIPT>&#60;<style>&gt;</style>",
            ),
            ("<scripture>&lt;", "<scripture>&#60;"),
            ("<script>&lt;", "<script>&lt;"),
        ] {
            assert_eq!(numbered(page), expected);
        }
        assert!(matches!(numbered("No reference & no name"), Cow::Borrowed(_)));
    }
}
