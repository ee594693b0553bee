//! Where an answer goes on: its next page, as its head or its text names it.

use ureq::http::HeaderMap;
use ureq::http::header::LINK;

use super::Address;
use crate::read::{self, NextPage};

/// The next page that the head of an answer names: `Link: <...>; rel="next"` (RFC 8288).
pub(super) fn in_head(headers: &HeaderMap) -> Option<NextPage> {
    let values = headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok());
    let to = values.into_iter().find_map(in_value)?;
    Some(NextPage { base: None, to })
}

fn in_value(value: &str) -> Option<String> {
    // An address in angle brackets may have commas, and what follows it has none that matter.
    value.split('<').skip(1).find_map(|link| {
        let (to, parameters) = link.split_once('>')?;
        let is_next = parameters.split(';').any(|parameter| {
            let Some((name, value)) = parameter.split_once('=') else {
                return false;
            };
            let value = value.trim().trim_end_matches(',').trim().trim_matches('"');
            name.trim().eq_ignore_ascii_case("rel")
                && value
                    .split_ascii_whitespace()
                    .any(|word| word.eq_ignore_ascii_case("next"))
        });
        is_next.then(|| to.trim().to_owned())
    })
}

/// The address of the next page, if that is another page, and one that may be asked for.
pub(super) fn of(address: &Address, in_head: Option<NextPage>, bytes: &[u8]) -> Option<Address> {
    let NextPage { base, to } = in_head.or_else(|| read::next_page(bytes))?;
    let base = base.and_then(|base| address.join(&base).ok());
    let next = base.as_ref().unwrap_or(address).join(&to).ok()?;
    (!next.is_same_page(address)).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_an_answer_names_the_next_page() {
        for (value, expected) in [
            ("</live?page=2>; rel=\"next\"", Some("/live?page=2")),
            (
                "</live>; rel=first, </live?a=1,2>;title=older; REL=\"last Next\"",
                Some("/live?a=1,2"),
            ),
            (
                "</live?page=2>; rel=next, </live?page=9>; rel=last",
                Some("/live?page=2"),
            ),
            ("</a.css>; rel=preload", None),
            ("rel=next", None),
        ] {
            assert_eq!(in_value(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn a_page_leads_on_to_another_of_the_web_alone() {
        let at = Address::parse("http://example.org/live?size=8#top").expect("an address");
        let next = |page: &str| of(&at, None, page.as_bytes()).map(|next| next.sent());
        assert_eq!(
            next("<a rel=next href='?page=2'>").as_deref(),
            Some("http://example.org/live?page=2")
        );
        let based = "<base href=https://www.example.org/blog/><link rel=next href=2>";
        assert_eq!(next(based).as_deref(), Some("https://www.example.org/blog/2"));
        for to in [
            "file:///etc/passwd",
            "data:text/html,x",
            "?size=8",
            "http://",
            "mailto:a@example.org",
        ] {
            assert_eq!(next(&format!("<a rel=next href='{to}'>")), None, "{to}");
        }
    }
}
