//! Why there is nothing to read at an address: what happened, and what to do, in a sentence.

use std::fmt;
use std::time::Duration;

use super::amount;
use crate::read::PageKind;

/// Why there is nothing to read at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::run) struct Failure {
    /// Where it happened, if that is another address than was asked for.
    pub(in crate::run) at: Option<String>,
    pub(in crate::run) what: Trouble,
    /// How long the server asks to be left alone.
    pub(in crate::run) retry_after: Option<Duration>,
}

impl From<Trouble> for Failure {
    fn from(what: Trouble) -> Self {
        Self {
            at: None,
            what,
            retry_after: None,
        }
    }
}

/// What went wrong. Words in it that came from outside are short and have been made harmless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::run) enum Trouble {
    /// What was typed is no address.
    NoAddress(String),
    /// An address of another scheme than http and https.
    Scheme(String),
    /// It sends its reader to an address of another scheme.
    LeadsTo(String),
    /// It sends its reader to what is no address.
    LeadsNowhere(String),
    /// It sends its reader on, but not where to.
    NoTarget(u16),
    /// It sends its reader on more often than is followed.
    Redirects {
        /// Whether back to where it has been.
        in_circles: bool,
    },
    /// The environment names a proxy that is none, in this variable.
    NoProxy(&'static str),
    /// The proxy will not do it.
    Proxy(String),
    /// There is no host of this name.
    NoHost(String),
    /// This host cannot be reached.
    Unreachable { host: String, why: String },
    /// This host cannot be connected to in time.
    NotConnected { host: String, within: Duration },
    /// It does not answer in time.
    NoAnswer { host: String, within: Duration },
    /// It ended the connection before an answer.
    HungUp(String),
    /// Nothing has come for so long in the middle of the answer.
    Silence {
        got: u64,
        of: Option<u64>,
        within: Duration,
    },
    /// Not all has come in time.
    Slow {
        got: u64,
        of: Option<u64>,
        within: Duration,
    },
    /// The connection broke off in the middle of the answer.
    Incomplete { got: u64, of: Option<u64> },
    /// There is no secure connection, and why.
    Tls(String),
    /// The answer is not what HTTP allows.
    NoHttp(String),
    /// It has more bytes than are taken.
    Size(u64),
    /// It is packed in a way that is not known.
    Packing(String),
    /// It is packed, and damaged.
    Damaged(&'static str),
    /// It is packed, and breaks off.
    CutOff(&'static str),
    /// The server says no.
    Status(u16),
    /// The answer is empty.
    Nothing,
    /// The answer is a part that was not asked for.
    Part,
    /// The server says that nothing has changed, though it has not been asked that.
    NotAsked,
    /// A page stands in its place.
    Page(PageKind),
    /// It is no text, but this.
    NoText(String),
    /// The reader has stopped it.
    Stopped,
    /// The thread that fetches is gone.
    Lost(String),
}

impl Failure {
    /// Whether asking again may help: not where the server has said that the page is not there, or not for us.
    pub(in crate::run) fn is_temporary(&self) -> bool {
        match self.what {
            Trouble::Status(code) => code >= 500 || matches!(code, 403 | 408 | 425 | 429),
            Trouble::NoAddress(_) | Trouble::Scheme(_) | Trouble::NoProxy(_) | Trouble::Stopped => false,
            _ => true,
        }
    }

    /// Whether the server says that the page is gone for good.
    pub(in crate::run) fn is_gone(&self) -> bool {
        self.what == Trouble::Status(410)
    }
}

impl fmt::Display for Failure {
    /// What happened and what to do, to follow the address that was asked for.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(at) = &self.at {
            write!(f, "leads to {at}: ")?;
        }
        self.what.fmt(f)?;
        match (&self.what, self.retry_after) {
            (Trouble::Status(_) | Trouble::Page(_), Some(pause)) => {
                write!(f, "; the server asks to wait {}", span(pause))
            }
            (Trouble::Status(429 | 500..), None) => f.write_str("; try again later"),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAddress(why) => write!(f, "not a web address ({why}); check the spelling"),
            Self::Scheme(scheme) => write!(f, "only http and https are opened, not {scheme}"),
            Self::LeadsTo(scheme) => write!(f, "redirects to a {scheme}: address; only http and https are followed"),
            Self::LeadsNowhere(to) => write!(
                f,
                "redirects to something that is not an address: {to}; try it in a browser"
            ),
            Self::NoTarget(code) => write!(
                f,
                "the page has moved, but the server does not say where ({code}); try it in a browser"
            ),
            Self::Redirects { in_circles: true } => {
                f.write_str("redirects in a circle; it may want a browser that keeps its cookies")
            }
            Self::Redirects { in_circles: false } => f.write_str("redirects more than 10 times; try it in a browser"),
            Self::NoProxy(variable) => write!(f, "{variable} does not name a proxy; correct or unset it"),
            Self::Proxy(why) => write!(f, "the proxy refuses: {why}; check http_proxy and https_proxy"),
            Self::NoHost(host) => write!(f, "there is no host {host}; check the spelling and your network"),
            Self::Unreachable { host, why } => {
                write!(f, "{host} cannot be reached: {why}; check the address and your network")
            }
            Self::NotConnected { host, within } => {
                write!(f, "no connection to {host} within {}; try again later", span(*within))
            }
            Self::NoAnswer { host, within } => {
                write!(f, "no answer from {host} within {}; try again later", span(*within))
            }
            Self::HungUp(host) => write!(f, "{host} closed the connection without an answer; try again"),
            Self::Silence { got, of, within } => {
                let (got, within) = (amount(*got, *of), span(*within));
                write!(f, "incomplete: nothing more came for {within} after {got}; try again")
            }
            Self::Slow { got, of, within } => {
                let (got, within) = (amount(*got, *of), span(*within));
                write!(
                    f,
                    "too slow: {got} came within {within}; try again, or set a longer fetch-timeout"
                )
            }
            Self::Incomplete { got, of } => {
                write!(
                    f,
                    "incomplete: the connection broke off after {}; try again",
                    amount(*got, *of)
                )
            }
            Self::Tls(why) | Self::Lost(why) => f.write_str(why),
            Self::NoHttp(why) => write!(f, "the answer is not proper HTTP: {why}; check the address"),
            Self::Size(most) => write!(
                f,
                "larger than {} MB; to read it all the same, set a larger fetch-limit",
                most >> 20
            ),
            Self::Packing(name) => write!(
                f,
                "packed as {name}, which cannot be unpacked; save the page from a browser, and open the file"
            ),
            Self::Damaged(name) => write!(f, "damaged: what came does not unpack as {name}; try again"),
            Self::CutOff(name) => write!(f, "incomplete: the {name} data breaks off in the middle; try again"),
            Self::Status(code) => status(*code, f),
            Self::Nothing => f.write_str("there is nothing there: the answer is empty; try again later"),
            Self::Part => f.write_str("incomplete: the server sent only a part, unasked (206); try again"),
            Self::NotAsked => f.write_str("no page came: the server says it is unchanged, unasked (304); try again"),
            Self::Page(kind) => f.write_str(instead(*kind)),
            Self::NoText(what) => write!(f, "{what}, not an article; open it with another program"),
            Self::Stopped => f.write_str("stopped before it had come in"),
        }
    }
}

impl std::error::Error for Failure {}

/// What a page is that stands in the place of another, and what to do about it.
fn instead(kind: PageKind) -> &'static str {
    match kind {
        PageKind::SignIn => "asks to sign in; sign in with a browser, save the page there, and open the file",
        PageKind::Consent => "asks for consent to cookies first; save the page from a browser, and open the file",
        PageKind::Challenge => {
            "checks for a browser or a person first; save the page from a browser, and open the file"
        }
        PageKind::Shell => "nothing to read: scripts make this page; save it from a browser, and open the file",
        PageKind::Empty => "there is nothing to read on this page; check the address",
        PageKind::FrontPage { .. } => "a front page, not an article",
        PageKind::Paywall => "the page ends at a paywall",
        PageKind::CutFeed => "the feed breaks off in the middle",
    }
}

/// What a status means to a reader.
fn status(code: u16, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let says = match code {
        400 => "the server does not understand the address; check it",
        401 | 407 => "asks to sign in; sign in with a browser, save the page, and open that",
        402 => "has to be paid for; sign in with a browser, save the page, and open that",
        403 => "the server refuses to show this page; try it in a browser",
        404 => "there is no such page; check the address",
        405 => "the server does not let this page be read; check the address",
        406 => "the server has the page in no form that can be read; try it in a browser",
        410 => "the page is gone for good; look for it in an archive",
        418 => "the server is a teapot, and has no page; check the address",
        429 => "the server has had too many requests",
        431 => "the server finds the request too large; shorten the address",
        451 => "withheld for legal reasons; look for it elsewhere",
        500 => "the server has failed",
        502 => "the server behind this one has failed",
        503 => "the server is not available now",
        504 => "the server behind this one does not answer",
        _ => {
            let reason = ureq::http::StatusCode::from_u16(code).ok();
            let reason = reason
                .and_then(|code| code.canonical_reason())
                .unwrap_or("which is not a known answer");
            return write!(f, "the server answers {code}, {reason}");
        }
    };
    write!(f, "{says} ({code})")
}

/// A span of time as people say it: "1 second", "7 seconds", "5 minutes", "365 days".
pub(super) fn span(span: Duration) -> String {
    let seconds = span.as_secs_f64().ceil() as u64;
    let (count, unit) = match seconds {
        0..120 => (seconds, "second"),
        120..7200 => (seconds.div_ceil(60), "minute"),
        7200..172_800 => (seconds.div_ceil(3600), "hour"),
        _ => (seconds.div_ceil(86_400), "day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_what_happened_and_what_to_do() {
        let at = Some("https://example.org/live".to_owned());
        let retry_after = |seconds| Some(Duration::from_secs(seconds));
        let status = |code| Trouble::Status(code);
        for (at, what, retry_after, expected) in [
            (
                None,
                status(404),
                None,
                "there is no such page; check the address (404)",
            ),
            (
                None,
                status(429),
                retry_after(7),
                "the server has had too many requests (429); the server asks to wait 7 seconds",
            ),
            (
                None,
                status(429),
                retry_after(31_536_000),
                "the server has had too many requests (429); the server asks to wait 365 days",
            ),
            (
                None,
                status(503),
                None,
                "the server is not available now (503); try again later",
            ),
            (
                None,
                status(599),
                None,
                "the server answers 599, which is not a known answer; try again later",
            ),
            (
                at,
                status(410),
                None,
                "leads to https://example.org/live: the page is gone for good; look for it in an archive (410)",
            ),
            (
                None,
                Trouble::Incomplete {
                    got: 140_500,
                    of: Some(899_001),
                },
                None,
                "incomplete: the connection broke off after 140 of 900 KB; try again",
            ),
        ] {
            let failure = Failure { at, what, retry_after };
            assert_eq!(failure.to_string(), expected);
        }
    }
}
