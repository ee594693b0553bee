//! Addresses of the web: what is asked for, and what may be asked for.

use std::fmt;

use url::{Host, Url};

use super::Trouble;
use crate::escape;

/// An address that may be asked for: of http or https, with a host. Names and passwords in it are sent, but never shown.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::run) struct Address(Url);

impl Address {
    /// The address that was typed.
    pub(in crate::run) fn parse(typed: &str) -> Result<Self, Trouble> {
        let url = Url::parse(typed.trim()).map_err(|error| Trouble::NoAddress(error.to_string()))?;
        Self::of(url)
    }

    /// The address that a page at this one leads to. One that is kept from before the fragment is kept, as browsers do.
    pub(super) fn join(&self, to: &str) -> Result<Self, Trouble> {
        let mut url = self
            .0
            .join(to.trim())
            .map_err(|_| Trouble::LeadsNowhere(shortened(to.trim())))?;
        if url.fragment().is_none() {
            url.set_fragment(self.0.fragment());
        }
        Self::of(url).map_err(|trouble| match trouble {
            Trouble::NoAddress(_) => Trouble::LeadsNowhere(shortened(to.trim())),
            Trouble::Scheme(scheme) => Trouble::LeadsTo(scheme),
            other => other,
        })
    }

    fn of(url: Url) -> Result<Self, Trouble> {
        match url.scheme() {
            "http" | "https" if url.has_host() => Ok(Self(url)),
            "http" | "https" => Err(Trouble::NoAddress("it names no host".to_owned())),
            other => Err(Trouble::Scheme(shortened(other))),
        }
    }

    pub(super) fn port(&self) -> Option<u16> {
        self.0.port_or_known_default()
    }

    pub(in crate::run) fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Whether it is on this machine.
    pub(in crate::run) fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(Host::Ipv4(host)) => host.is_loopback(),
            Some(Host::Ipv6(host)) => host.is_loopback(),
            Some(Host::Domain(host)) => host == "localhost" || host.ends_with(".localhost"),
            None => false,
        }
    }

    pub(in crate::run) fn is_secure(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// As it is sent: without its fragment, and without what the server is not to see twice.
    pub(super) fn sent(&self) -> String {
        let mut url = self.bare();
        url.set_fragment(None);
        let mut sent = String::with_capacity(url.as_str().len());
        for c in url.as_str().chars() {
            // What the standard of the web lets stand, and HTTP does not.
            match c {
                '^' | '`' | '\\' | '<' | '>' | '"' | '{' | '}' | '|' => sent.push_str(&format!("%{:02X}", c as u32)),
                c => sent.push(c),
            }
        }
        sent
    }

    /// The name and the password in it, if there are any.
    pub(super) fn credentials(&self) -> Option<String> {
        let (name, password) = (self.0.username(), self.0.password());
        let given = !name.is_empty() || password.is_some();
        let decoded = |text: &str| {
            let form = text.replace('+', "%2B");
            let pair = url::form_urlencoded::parse(form.as_bytes()).next();
            pair.map_or(String::new(), |(name, _)| name.into_owned())
        };
        given.then(|| format!("{}:{}", decoded(name), decoded(password.unwrap_or_default())))
    }

    /// Whether the same server answers for both.
    pub(super) fn is_of_same_origin(&self, other: &Self) -> bool {
        self.0.origin() == other.0.origin()
    }

    /// Whether both are the same page, whatever place in it they name.
    pub(in crate::run) fn is_same_page(&self, other: &Self) -> bool {
        self.sent() == other.sent()
    }

    /// Whether it is, by its name, a further page of what is at another one: `/live?page=2` or `/live/page/2` of `/live`.
    pub(in crate::run) fn is_page_of(&self, first: &Self) -> bool {
        let (whole, path) = (first.0.path().trim_end_matches('/'), self.0.path());
        let stem = whole.rsplit_once('.').map_or(whole, |(stem, _)| stem);
        let goes_on = |stem: &str| {
            let rest = path.strip_prefix(stem);
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        };
        self.is_of_same_origin(first) && !stem.is_empty() && (goes_on(whole) || goes_on(stem))
    }

    fn bare(&self) -> Url {
        let mut url = self.0.clone();
        // Fails only without a host, and there is one.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        url
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.bare().as_str())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

/// Something that a server sent, short enough for a message.
pub(super) fn shortened(text: &str) -> String {
    /// A line of the screen.
    const LONGEST: usize = 80;
    let shown = escape::shown(&text[..text.floor_char_boundary(LONGEST)]).into_owned();
    if text.len() > LONGEST {
        format!("{shown}…")
    } else {
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_a_blog_is_known_by_its_address() {
        let at = |path: &str| Address::parse(&format!("https://example.org{path}")).expect("an address");
        for (first, page, expected) in [
            ("/live", "/live?page=2", true),
            ("/live/", "/live/page/2", true),
            ("/live.html", "/live-2.html", true),
            ("/live.html", "/live.html?before=17", true),
            ("/live", "/liveliness", false),
            ("/live", "/news/other", false),
            ("/", "/page/2", false),
        ] {
            assert_eq!(at(page).is_page_of(&at(first)), expected, "{page} of {first}");
        }
        let other = Address::parse("https://example.com/live?page=2").expect("an address");
        assert!(!other.is_page_of(&at("/live")));
    }
}
