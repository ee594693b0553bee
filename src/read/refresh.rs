//! Where a page sends its reader at once, by `<meta http-equiv="refresh">`: a redirect that HTTP knows nothing of.

use html5ever::tokenizer::Tag;

use super::tags::{self, attribute};

/// Bytes of a page in which it is looked for. It stands in the head.
const HEAD: usize = 64 * 1024;

/// So many seconds are no time to read in. A page that waits longer is one to be read, which loads itself again later.
const AT_ONCE: u32 = 5;

/// The address that an HTML page sends its reader to, as it is written there; nothing of a page that is to be read.
pub fn refresh(bytes: &[u8]) -> Option<String> {
    let start = bytes.trim_ascii_start();
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    if !start.starts_with(b"<") {
        return None;
    }
    let head = String::from_utf8_lossy(&start[..start.len().min(HEAD)]);
    tags::find(&head, |tag| if &*tag.name == "meta" { target(tag) } else { None })
}

/// The address in such a tag.
fn target(tag: &Tag) -> Option<String> {
    if !attribute(tag, "http-equiv")?.trim().eq_ignore_ascii_case("refresh") {
        return None;
    }
    parse(attribute(tag, "content")?)
}

/// Reads `0; url='/live'`, as the standard of HTML does, with all that it tolerates.
fn parse(content: &str) -> Option<String> {
    let content = content.trim_start();
    let digits = content.len() - content.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (seconds, rest) = content.split_at(digits);
    // "; url" alone is at once, too.
    let seconds: u32 = if seconds.is_empty() { 0 } else { seconds.parse().ok()? };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let rest = rest.trim_start().trim_start_matches([';', ',']).trim_start();
    let named = rest.get(..3).filter(|start| start.eq_ignore_ascii_case("url"));
    let after = named.and_then(|_| rest[3..].trim_start().strip_prefix('='));
    let to = after.unwrap_or(rest).trim();
    let to = match to.chars().next() {
        Some(quote @ ('"' | '\'')) => to[1..].split(quote).next().unwrap_or_default().trim(),
        _ => to,
    };
    (seconds <= AT_ONCE && !to.is_empty()).then(|| to.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_not_to_be_read_names_another() {
        for (content, expected) in [
            ("0; url=/live.html", Some("/live.html")),
            ("0;URL='/a b'", Some("/a b")),
            (" 3 , \"next.html\" ", Some("next.html")),
            (
                "0.5; Url = https://example.org/?a=b;c",
                Some("https://example.org/?a=b;c"),
            ),
            ("0;file:///etc/passwd", Some("file:///etc/passwd")),
            ("300; url=/live.html", None),
            ("300", None),
            ("0", None),
            ("0; url=", None),
            ("99999999999; url=/x", None),
        ] {
            assert_eq!(parse(content).as_deref(), expected, "{content}");
        }
    }

    #[test]
    fn only_a_tag_of_the_page_itself_counts() {
        let tag = "<meta content=\"0; url=/x?a=1&amp;b=2\" HTTP-EQUIV=Refresh>";
        let found = |page: String| refresh(page.as_bytes());
        assert_eq!(
            found(format!(" \n<!doctype html><head>{tag}")).as_deref(),
            Some("/x?a=1&b=2")
        );
        assert_eq!(
            found(format!("<noscript>{tag}</noscript>")).as_deref(),
            Some("/x?a=1&b=2")
        );
        for page in [
            format!("<!-- {tag} -->"),
            format!("<script>'{tag}'</script>"),
            format!("<title>{tag}</title>"),
            format!("How to send a reader on: {tag}"),
            format!("<p>{}{tag}", "x".repeat(HEAD)),
        ] {
            assert_eq!(found(page.clone()), None, "{}", &page[..40]);
        }
    }
}
