//! What asks over the network, as the library gives it, and how it is set up.

use std::cell::RefCell;
use std::sync::Arc;

use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{ConnectionDetails, Connector, DefaultConnector, Transport};
use ureq::{Agent, Error};

use super::FetchOptions;

/// The most bytes of the head of an answer. Some servers set thirty cookies.
const HEAD: usize = 128 << 10;

/// Bytes of cookies that are kept and sent back: more no server takes.
const COOKIES: usize = 16 << 10;

/// An agent without redirects, for answers of every status, that takes packed bodies as they are. How long an answer may
/// take is said with each request.
pub(super) fn agent(options: &FetchOptions) -> Agent {
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    let config = Agent::config_builder()
        .tls_config(tls)
        // Which one, the address decides.
        .proxy(None)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .max_response_header_size(HEAD)
        // None is kept open: until the next request servers close it, and what is sent then is lost.
        .max_idle_connections(0)
        .timeout_connect(Some(options.connect))
        .timeout_resolve(Some(options.connect))
        .build();
    Agent::with_parts(
        config,
        DefaultConnector::default().chain(Told),
        DefaultResolver::default(),
    )
}

/// Forgets all cookies if a server has set more than any would take back.
pub(super) fn bound_cookies(agent: &Agent) {
    let mut jar = agent.cookie_jar_lock();
    let size: usize = jar
        .iter()
        .map(|cookie| cookie.name().len() + cookie.value().len())
        .sum();
    if size > COOKIES {
        jar.clear();
    }
}

thread_local! {
    /// What is to be done when this thread is connected.
    static CONNECTED: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
}

/// Does something as soon as this thread is connected.
pub(super) fn when_connected(done: impl FnOnce() + 'static) {
    CONNECTED.set(Some(Box::new(done)));
}

/// The last link in the chain of those that connect: it only says so.
#[derive(Debug)]
struct Told;

impl<In: Transport> Connector<In> for Told {
    type Out = In;

    fn connect(&self, _: &ConnectionDetails<'_>, chained: Option<In>) -> Result<Option<In>, Error> {
        if chained.is_some()
            && let Some(done) = CONNECTED.take()
        {
            done();
        }
        Ok(chained)
    }
}
