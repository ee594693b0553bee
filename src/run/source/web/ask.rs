//! Asks for a page, and for those that it leads to.

use std::rc::Rc;
use std::time::Instant;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use jiff::Timestamp;
use rustls::{CertificateError, Error as Tls};
use ureq::http::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, LOCATION, USER_AGENT};
use ureq::http::{Request, Response};
use ureq::{Agent, Body, Error, Timeout};

use super::address::shortened;
use super::body::{self, Within};
use super::{
    About, Address, Answer, Failure, FetchOptions, Fetched, Step, Tell, Trouble, Validators, agent, charset, next,
    proxy, validators,
};
use crate::read::{self, PageKind};
use crate::run::source::sniff::{Content, SNIFFED};

/// Pages that one leads to, from one to the next.
const REDIRECTS: usize = 10;

/// What is asked for first: pages and feeds.
const ACCEPTED: &str = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, \
                        application/feed+json, text/*;q=0.9, */*;q=0.5";

/// One fetch.
pub(super) struct Asking<'a> {
    agent: Agent,
    options: FetchOptions,
    known: Option<&'a Validators>,
    tell: Tell,
    /// When all of it has to be there.
    until: Instant,
}

/// What one page had to say.
enum Said {
    Answer(Box<Answer>),
    /// It leads there.
    Leads(Address),
}

impl<'a> Asking<'a> {
    pub(super) fn new(agent: Agent, options: FetchOptions, known: Option<&'a Validators>, tell: Tell) -> Self {
        let until = Instant::now() + options.whole;
        Self {
            agent,
            options,
            known,
            tell,
            until,
        }
    }

    /// Asks for an address, and for those that it leads to.
    pub(super) fn all(mut self, first: &Address) -> Result<Answer, Failure> {
        let mut been = vec![first.clone()];
        let mut address = first.clone();
        // Where its secure part ended.
        let mut insecure = None;
        loop {
            let said = self.one(&address, first).map_err(|failure| Failure {
                at: (address != *first).then(|| address.to_string()),
                ..failure
            })?;
            let next = match said {
                Said::Leads(next) => next,
                Said::Answer(mut answer) => {
                    if let Answer::Fetched(fetched) = &mut *answer {
                        let to: Option<Address> = insecure;
                        let remark = to.map(|to| format!("{first} leads from https to http: {to}"));
                        fetched.about.remarks.extend(remark);
                    }
                    return Ok(*answer);
                }
            };
            if been.len() > REDIRECTS {
                let in_circles = been.iter().any(|seen| seen.is_same_page(&next));
                return Err(Trouble::Redirects { in_circles }.into());
            }
            if address.is_secure() && !next.is_secure() {
                insecure = Some(next.clone());
            }
            been.push(next.clone());
            address = next;
        }
    }

    /// Asks for one page.
    fn one(&mut self, address: &Address, first: &Address) -> Result<Said, Failure> {
        let host = address.host().to_owned();
        if !(self.tell)(Step::Connecting(host.clone())) {
            return Err(Trouble::Stopped.into());
        }
        let tell = Rc::clone(&self.tell);
        agent::when_connected(move || {
            tell(Step::Waiting(host));
        });
        let request = self.request(address, first)?;
        let answer = self.answer(address, &request)?;
        agent::bound_cookies(&self.agent);
        let code = answer.status().as_u16();
        match code {
            301 | 302 | 303 | 307 | 308 => return Ok(Said::Leads(target(address, &answer, code)?)),
            304 => {
                let validators = Validators::of(address, &request, &answer, self.known);
                let asked = self.known.is_some_and(|known| !known.headers(address).is_empty());
                return if asked {
                    Ok(Said::Answer(Box::new(Answer::Unchanged(validators))))
                } else {
                    Err(Trouble::NotAsked.into())
                };
            }
            200 | 203 => {}
            204 | 205 => return Err(Trouble::Nothing.into()),
            206 => return Err(Trouble::Part.into()),
            _ => return Err(self.refused(answer, code)),
        }
        let declared = answer.headers().get(CONTENT_TYPE);
        let declared = declared.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let validators = Validators::of(address, &request, &answer, self.known);
        let linked = next::in_head(answer.headers());
        let bytes = self.body(answer, declared.as_deref())?;
        if let Some(to) = read::refresh(&bytes) {
            return Ok(Said::Leads(address.join(&to)?));
        }
        let remark = match read::page_kind(&bytes) {
            None => None,
            Some(PageKind::FrontPage { headlines }) => Some(format!(
                "{address}: a front page with {headlines} headlines, and no article; open the address of one of them"
            )),
            Some(PageKind::CutFeed) => Some(format!(
                "{address}: the feed breaks off in the middle; what is whole of it is shown"
            )),
            Some(PageKind::Paywall) => Some(format!("{address}: the page ends at a paywall; the rest is not in it")),
            Some(kind) => return Err(Trouble::Page(kind).into()),
        };
        let about = About {
            declared,
            next: next::of(address, linked, &bytes).map(Box::new),
            address: address.clone(),
            validators,
            remarks: remark.into_iter().collect(),
        };
        Ok(Said::Answer(Box::new(Answer::Fetched(Fetched { bytes, about }))))
    }

    /// The server says no. Some do so with a test for their reader.
    fn refused(&mut self, answer: Response<Body>, code: u16) -> Failure {
        let retry_after = validators::retry_after(answer.headers(), Timestamp::now());
        let page = self.body(answer, None).ok();
        let what = match page.and_then(|bytes| read::page_kind(&bytes)) {
            Some(kind @ PageKind::Challenge) => Trouble::Page(kind),
            _ => Trouble::Status(code),
        };
        let failure = Failure::from(what);
        Failure { retry_after, ..failure }
    }

    fn request(&self, address: &Address, first: &Address) -> Result<Request<()>, Trouble> {
        let mut request = Request::get(address.sent())
            .header(USER_AGENT, &self.options.user_agent)
            .header(ACCEPT, ACCEPTED)
            .header(ACCEPT_ENCODING, "gzip, deflate");
        // A name and a password are for the server they were typed for.
        let credentials = first.credentials().filter(|_| address.is_of_same_origin(first));
        if let Some(credentials) = credentials {
            let basic = format!("Basic {}", BASE64_STANDARD.encode(credentials));
            request = request.header(AUTHORIZATION, basic);
        }
        for (name, value) in self.known.iter().flat_map(|known| known.headers(address)) {
            request = request.header(name, value);
        }
        request.body(()).map_err(|error| Trouble::NoAddress(error.to_string()))
    }

    /// Sends a request, and waits for the head of the answer.
    fn answer(&mut self, address: &Address, request: &Request<()>) -> Result<Response<Body>, Trouble> {
        let proxy = proxy::of(address, |name| std::env::var(name).ok())?;
        let request = self.agent.configure_request(request.clone());
        let request = request
            .proxy(proxy)
            .timeout_recv_response(Some(self.options.silence))
            .timeout_per_read(Some(self.options.silence))
            .timeout_global(Some(self.options.whole));
        let answer = self.agent.run(request.build());
        answer.map_err(|error| self.trouble(address, error))
    }

    fn body(&mut self, answer: Response<Body>, declared: Option<&str>) -> Result<Vec<u8>, Trouble> {
        let within = Within {
            options: &self.options,
            until: self.until,
            tell: &self.tell,
        };
        let bytes = body::read(answer, within)?;
        let bytes = body::unsaid(bytes, self.options.size)?;
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(Trouble::Nothing);
        }
        if let Content::Other(other) = Content::of(&bytes[..bytes.len().min(SNIFFED)]) {
            return Err(Trouble::NoText(other.to_string()));
        }
        Ok(charset::to_utf8(bytes, declared))
    }

    /// What went wrong before there was an answer.
    fn trouble(&self, address: &Address, error: Error) -> Trouble {
        let host = address.host().to_owned();
        let options = &self.options;
        match error {
            Error::Timeout(Timeout::Connect | Timeout::Resolve) => Trouble::NotConnected {
                host,
                within: options.connect,
            },
            Error::Timeout(Timeout::Global) => Trouble::NoAnswer {
                host,
                within: options.whole,
            },
            Error::Timeout(_) => Trouble::NoAnswer {
                host,
                within: options.silence,
            },
            Error::HostNotFound => Trouble::NoHost(host),
            Error::ConnectProxyFailed(why) => Trouble::Proxy(shortened(&why)),
            Error::LargeResponseHeader(..) => Trouble::NoHttp("its head is too large".to_owned()),
            Error::Protocol(error) => Trouble::NoHttp(protocol(&error)),
            Error::Rustls(error) => Trouble::Tls(certificate(&host, &error)),
            Error::Tls(why) => Trouble::Tls(format!("no secure connection to {host}: {why}")),
            Error::Io(error) => io_trouble(host, &error),
            other => Trouble::Unreachable {
                host,
                why: shortened(&other.to_string()),
            },
        }
    }
}

/// Why an answer is not what HTTP allows.
pub(super) fn protocol(error: &impl std::fmt::Display) -> String {
    let words = error.to_string();
    shortened(words.strip_prefix("http parse fail: ").unwrap_or(&words))
}

/// Where an answer sends its reader.
fn target(address: &Address, answer: &Response<Body>, code: u16) -> Result<Address, Trouble> {
    let location = answer.headers().get(LOCATION).ok_or(Trouble::NoTarget(code))?;
    address.join(&String::from_utf8_lossy(location.as_bytes()))
}

fn io_trouble(host: String, error: &std::io::Error) -> Trouble {
    use std::io::ErrorKind;
    if let Some(error) = error.get_ref().and_then(|inner| inner.downcast_ref::<Tls>()) {
        return Trouble::Tls(certificate(&host, error));
    }
    match error.kind() {
        ErrorKind::UnexpectedEof
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe => Trouble::HungUp(host),
        // What the resolver of the system says has no kind of its own.
        _ if error.to_string().starts_with("failed to lookup address") => Trouble::NoHost(host),
        _ => {
            let words = error.to_string();
            let why = words.split(" (os error").next().unwrap_or_default().to_lowercase();
            Trouble::Unreachable { host, why }
        }
    }
}

/// Why there is no secure connection.
fn certificate(host: &str, error: &Tls) -> String {
    let Tls::InvalidCertificate(error) = error else {
        return format!("no secure connection to {host}: {error}");
    };
    let why = match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "has expired; check the clock of this machine".to_owned()
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "is not valid yet; check the clock of this machine".to_owned()
        }
        CertificateError::UnknownIssuer => {
            "is from nobody this machine trusts; if you do, name its issuer's in SSL_CERT_FILE".to_owned()
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "is for another host; check the address".to_owned()
        }
        // What it is called depends on the library; a certificate that has signed itself is the usual case.
        other if format!("{other:?}").contains("CaUsedAsEndEntity") => {
            "is signed by nobody but itself; if you trust it, name it in SSL_CERT_FILE".to_owned()
        }
        _ => "is not accepted by this machine; try it in a browser".to_owned(),
    };
    format!("{host} cannot be trusted: its certificate {why}")
}
