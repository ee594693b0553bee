//! Pages, feeds and texts from the web, over HTTP and HTTPS alone.
//!
//! A [`Client`] asks for an [`Address`], follows where it leads, and answers with the whole of what is there, or with the
//! reason why not: what is incomplete is a [`Failure`], never a shorter text. HTTP, TLS, proxies and cookies are the
//! library's; redirects, packed bodies, encodings and limits are looked after here. Nothing that a page names is fetched or
//! run, but the page that it sends its reader to at once.

mod address;
mod agent;
mod ask;
mod body;
mod charset;
mod deflate;
mod failure;
mod fetching;
mod next;
mod proxy;
mod validators;

use std::fmt;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ureq::Agent;

use crate::settings::Settings;

pub(in crate::run) use address::Address;
pub(in crate::run) use failure::{Failure, Trouble};
pub(in crate::run) use fetching::Fetching;
pub(in crate::run) use validators::Validators;

/// How pages are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::run) struct FetchOptions {
    /// What the program calls itself.
    pub(in crate::run) user_agent: String,
    /// How long it may take to find a host, and how long to be connected to it.
    pub(in crate::run) connect: Duration,
    /// How long nothing may come: before an answer, and in the middle of it.
    pub(in crate::run) silence: Duration,
    /// How long all of it may take, with all redirects.
    pub(in crate::run) whole: Duration,
    /// The most bytes of an answer, unpacked.
    pub(in crate::run) size: u64,
}

/// How long it may take at most to be connected. Between continents half a second is much.
const CONNECT: Duration = Duration::from_secs(10);
/// How long nothing may come at most. Servers that ask others give these half a minute.
const SILENCE: Duration = Duration::from_secs(30);
/// Who has less patience waits so many times as long for the whole: what drips comes to nothing either.
const IN_ALL: u32 = 4;

impl FetchOptions {
    /// Those that are set.
    pub(in crate::run) fn of(settings: &Settings) -> Self {
        let whole = Duration::from_secs(settings.fetch_timeout.into());
        Self {
            user_agent: settings.user_agent.as_str().to_owned(),
            connect: whole.min(CONNECT),
            silence: whole.min(SILENCE),
            whole,
            size: u64::from(settings.fetch_limit) << 20,
        }
    }
}

impl Default for FetchOptions {
    fn default() -> Self {
        Self::of(&Settings::default())
    }
}

/// Asks for addresses. Copies are the same client: they share cookies, which last as long as it does.
#[derive(Clone, Default)]
pub(in crate::run) struct Client(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    options: FetchOptions,
    /// What asks, once something has been asked.
    agent: Option<Agent>,
    /// How often everything under way was stopped.
    stops: u64,
}

/// What came of asking.
#[derive(Debug)]
pub(in crate::run) enum Answer {
    /// What is there.
    Fetched(Fetched),
    /// It is as it was when it was asked for last; these are to be sent the next time.
    Unchanged(Validators),
}

/// What an address has: all of it.
#[derive(Debug)]
pub(in crate::run) struct Fetched {
    /// Its bytes, unpacked. Where the server alone knew their encoding, they are UTF-8 now.
    pub(in crate::run) bytes: Vec<u8>,
    pub(in crate::run) about: About,
}

/// What is known of a page beside its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::run) struct About {
    /// What the server declares them to be, as a media type.
    pub(in crate::run) declared: Option<String>,
    /// Where they were found, after all redirects.
    pub(in crate::run) address: Address,
    /// What to send when asking again.
    pub(in crate::run) validators: Validators,
    /// Where it goes on: the page of a blog with its older posts.
    pub(in crate::run) next: Option<Box<Address>>,
    /// What the reader should know, though all is there: that the way led from https to http, that this is a front page.
    pub(in crate::run) remarks: Vec<String>,
}

/// Hears how far a fetch is, in the thread that fetches; ends it by returning `false`.
pub(in crate::run) type Tell = Rc<dyn Fn(Step) -> bool>;

/// How far a fetch is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::run) enum Step {
    /// Being connected to this host.
    Connecting(String),
    /// This host has been asked and has not answered.
    Waiting(String),
    /// So many bytes have come, of so many.
    Coming {
        /// Bytes that have come.
        got: u64,
        /// Bytes of all, if that is known.
        of: Option<u64>,
    },
}

impl fmt::Display for Step {
    /// "connecting to example.org", "140 of 900 KB".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connecting(host) => write!(f, "connecting to {host}"),
            Self::Waiting(host) => write!(f, "waiting for {host}"),
            Self::Coming { got, of } => f.write_str(&amount(*got, *of)),
        }
    }
}

/// "140 of 900 KB", "140 KB".
fn amount(got: u64, of: Option<u64>) -> String {
    match of {
        Some(of) => format!("{} of {} KB", got / 1000, of.div_ceil(1000)),
        None => format!("{} KB", got / 1000),
    }
}

impl Client {
    /// Asks with these options from now on. Cookies are given up where they are others.
    pub(in crate::run) fn set(&self, options: FetchOptions) {
        let mut inner = self.inner();
        if inner.options != options {
            inner.options = options;
            inner.agent = None;
        }
    }

    /// Asks for an address, and for the pages it leads to. With the validators of an earlier answer the server may say that
    /// nothing has changed. `patience` is how long nothing may come, if that is less than usual. `tell` hears how far it is.
    pub(in crate::run) fn fetch(
        &self,
        address: &Address,
        known: Option<&Validators>,
        patience: Option<Duration>,
        tell: &Tell,
    ) -> Result<Answer, Failure> {
        let (agent, mut options) = {
            let mut inner = self.inner();
            let options = inner.options.clone();
            let agent = inner.agent.get_or_insert_with(|| agent::agent(&options)).clone();
            (agent, options)
        };
        if let Some(patience) = patience {
            options.silence = options.silence.min(patience);
            options.whole = options.whole.min(patience * IN_ALL);
        }
        ask::Asking::new(agent, options, known, Rc::clone(tell)).all(address)
    }

    /// Ends everything that is under way.
    pub(in crate::run) fn stop(&self) {
        self.inner().stops += 1;
    }

    fn stops(&self) -> u64 {
        self.inner().stops
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

/// An address, and who asks for it.
#[derive(Clone, Debug)]
pub(in crate::run) struct Page {
    pub(in crate::run) address: Address,
    pub(in crate::run) client: Client,
    /// What was found there last.
    found: Arc<Mutex<Option<About>>>,
}

impl Page {
    /// The page of an address that was typed. The error says in words why it is none.
    pub(in crate::run) fn typed(typed: &str, client: &Client) -> Result<Self, String> {
        let address = Address::parse(typed).map_err(|trouble| format!("{}: {trouble}", address::shortened(typed)))?;
        Ok(Self {
            address,
            client: client.clone(),
            found: Arc::default(),
        })
    }

    /// Where it was found last, after all redirects; before that, where it is asked for.
    pub(in crate::run) fn found(&self) -> Address {
        let found = self.about().map(|about| about.address);
        found.unwrap_or_else(|| self.address.clone())
    }

    /// What the server declared it to be when it was asked last, as a media type.
    pub(in crate::run) fn declared(&self) -> Option<String> {
        self.about()?.declared
    }

    /// Where it goes on, as far as is known.
    pub(in crate::run) fn next(&self) -> Option<Self> {
        let address = *self.about()?.next?;
        Some(Self {
            address,
            client: self.client.clone(),
            found: Arc::default(),
        })
    }

    fn about(&self) -> Option<About> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes note of what was found there.
    pub(in crate::run) fn find(&self, about: &About) {
        *self.found.lock().unwrap_or_else(PoisonError::into_inner) = Some(about.clone());
    }
}

impl PartialEq for Page {
    fn eq(&self, other: &Self) -> bool {
        self.address == other.address
    }
}

impl Eq for Page {}
