//! What an answer says of asking again: what to send along, and when.

use std::time::{Duration, SystemTime};

use http_cache_semantics::{CacheOptions, CachePolicy};
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use ureq::http::header::{ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, RETRY_AFTER};
use ureq::http::{HeaderMap, HeaderName, Request, Response};

use super::Address;

/// Versions whose tags are sent along: a cache that is late gives an older one now and then.
const TAGS: usize = 4;

/// What to send when asking for a page again, so that the server can say that nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::run) struct Validators {
    /// Where the answer was found: other pages have others.
    pub(in crate::run) address: Address,
    /// The tags of the last versions, the newest first.
    pub(in crate::run) tags: Vec<String>,
    /// When it was last changed, as the server put it.
    pub(in crate::run) modified: Option<String>,
    /// For how long the answer is fresh, from when it came.
    pub(in crate::run) fresh: Duration,
}

impl Validators {
    /// Those of an answer.
    pub(super) fn of<T>(address: &Address, request: &Request<()>, answer: &Response<T>, known: Option<&Self>) -> Self {
        let text = |name: HeaderName| {
            let value = answer.headers().get(name)?.to_str().ok()?;
            Some(value.to_owned())
        };
        let known = known.filter(|known| known.address.is_same_page(address));
        let before = known.map(|known| known.tags.clone()).unwrap_or_default();
        let mut tags: Vec<String> = text(ETAG).into_iter().collect();
        tags.extend(
            before
                .into_iter()
                .filter(|tag| Some(tag) != tags.first())
                .collect::<Vec<_>>(),
        );
        tags.truncate(TAGS);
        Self {
            address: address.clone(),
            tags,
            modified: text(LAST_MODIFIED).or_else(|| known?.modified.clone()),
            fresh: fresh(request, answer),
        }
    }

    /// When the answer was last changed, in seconds since 1970, if the server says so.
    pub(in crate::run) fn modified_at(&self) -> Option<i64> {
        let date = rfc2822::parse(self.modified.as_deref()?).ok()?;
        Some(date.timestamp().as_second())
    }

    /// The headers to send to an address.
    pub(super) fn headers(&self, address: &Address) -> Vec<(HeaderName, String)> {
        if !self.address.is_same_page(address) {
            return Vec::new();
        }
        let tags = (!self.tags.is_empty()).then(|| (IF_NONE_MATCH, self.tags.join(", ")));
        let modified = self.modified.clone().map(|modified| (IF_MODIFIED_SINCE, modified));
        tags.into_iter().chain(modified).collect()
    }
}

/// For how long an answer is fresh, by what it says itself: nothing is guessed from its age.
fn fresh<T>(request: &Request<()>, answer: &Response<T>) -> Duration {
    let options = CacheOptions {
        shared: false,
        cache_heuristic: 0.0,
        ..CacheOptions::default()
    };
    let mut bare = Response::new(());
    *bare.status_mut() = answer.status();
    *bare.headers_mut() = answer.headers().clone();
    let now = SystemTime::now();
    CachePolicy::new_options(request, &bare, now, options).time_to_live(now)
}

/// How long the server asks to be left alone, if it says so and makes sense: seconds, or a date.
pub(super) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = rfc2822::parse(value).ok()?.timestamp();
    let seconds = date.as_second() - now.as_second();
    u64::try_from(seconds).ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_seconds_or_a_date_to_come() {
        let now = "2026-08-15T12:00:00Z".parse().expect("a time");
        for (value, expected) in [
            ("7", Some(7)),
            (" 31536000 ", Some(31_536_000)),
            ("Sat, 15 Aug 2026 12:00:09 GMT", Some(9)),
            ("Sat, 15 Aug 2026 11:00:00 GMT", None),
            ("soon", None),
            ("-4", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, value.parse().expect("a header"));
            let expected = expected.map(Duration::from_secs);
            assert_eq!(retry_after(&headers, now), expected, "{value:?}");
        }
    }

    #[test]
    fn what_is_sent_along_belongs_to_one_page() {
        let address = Address::parse("https://example.org/live#p3").expect("an address");
        let request = Request::get(address.sent()).body(()).expect("a request");
        let answer = |tag: &str| {
            let answer = Response::builder()
                .header(ETAG, tag)
                .header("Cache-Control", "max-age=40");
            answer.body(()).expect("an answer")
        };
        let first = Validators::of(&address, &request, &answer("\"a\""), None);
        let second = Validators::of(&address, &request, &answer("W/\"b\""), Some(&first));
        let third = Validators::of(&address, &request, &answer("\"a\""), Some(&second));
        assert_eq!(second.headers(&address), [(IF_NONE_MATCH, "W/\"b\", \"a\"".to_owned())]);
        assert_eq!(third.tags, ["\"a\"", "W/\"b\""]);
        assert_eq!(first.fresh, Duration::from_secs(40));
        let other = Address::parse("https://example.org/other").expect("an address");
        assert!(second.headers(&other).is_empty());
        assert!(Validators::of(&other, &request, &answer("\"c\""), Some(&second)).tags == ["\"c\""]);
    }
}
