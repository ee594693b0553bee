//! A web server of a test's own, on the loopback: it says what the test wants it to say, byte by byte.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A certificate for localhost that it has signed itself.
pub(super) const CERTIFICATE: &[u8] = include_bytes!("web/localhost.crt");
const KEY: &[u8] = include_bytes!("web/localhost.key");

/// What a server answers: bytes, and what it does then.
pub(super) struct Reply {
    bytes: Vec<u8>,
    then: Then,
}

/// What a server does when it has answered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// It ends the connection.
    Close,
    /// It says nothing more, and waits for the other side to go.
    Hang,
}

impl Reply {
    /// These bytes as they are.
    pub(super) fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            bytes: bytes.into(),
            then: Then::Close,
        }
    }

    /// A whole answer. `head` is what stands between the status and the length.
    pub(super) fn of(status: &str, head: &str, body: &[u8]) -> Self {
        let mut bytes = format!("HTTP/1.1 {status}\r\n{head}Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        bytes.extend_from_slice(body);
        Self::raw(bytes)
    }

    /// A text, as a server sends it that says little.
    pub(super) fn text(body: &str) -> Self {
        Self::of("200 OK", "Content-Type: text/plain\r\n", body.as_bytes())
    }

    pub(super) fn redirect(to: &str) -> Self {
        Self::of("302 Found", &format!("Location: {to}\r\n"), b"")
    }

    /// This, and then that.
    pub(super) fn and(mut self, mut next: Self) -> Self {
        self.bytes.append(&mut next.bytes);
        self
    }

    /// The same, with the port of the server, which the request names, for `PORT`.
    pub(super) fn with_port_of(self, head: &str) -> Self {
        let host = head
            .lines()
            .find_map(|line| line.strip_prefix("host: "))
            .unwrap_or_default();
        let port = host.rsplit(':').next().unwrap_or_default();
        Self::raw(String::from_utf8_lossy(&self.bytes).replace("PORT", port))
    }

    /// The same, and then silence.
    pub(super) fn hanging(self) -> Self {
        Self {
            then: Then::Hang,
            ..self
        }
    }
}

/// A server. It ends with the test.
pub(super) struct Server {
    address: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers each request, of which it gets the head, with what the function says.
    pub(super) fn start(answer: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Self {
        Self::serve("http", answer, |stream| Ok(Box::new(stream)))
    }

    /// As [`Self::start`], over TLS, with the certificate that nobody knows.
    pub(super) fn secure(answer: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Self {
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(KEY.to_vec()));
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![CertificateDer::from(CERTIFICATE.to_vec())], key)
            .expect("a certificate and its key");
        let config = Arc::new(config);
        Self::serve("https", answer, move |stream| {
            let connection = ServerConnection::new(Arc::clone(&config)).map_err(io::Error::other)?;
            Ok(Box::new(StreamOwned::new(connection, stream)))
        })
    }

    fn serve(
        scheme: &str,
        answer: impl Fn(&str) -> Reply + Send + Sync + 'static,
        wrap: impl Fn(TcpStream) -> io::Result<Box<dyn Stream>> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("localhost:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let (answer, wrap, seen) = (Arc::new(answer), Arc::new(wrap), Arc::clone(&requests));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, wrap, seen) = (Arc::clone(&answer), Arc::clone(&wrap), Arc::clone(&seen));
                // Whoever hangs up early is not our fault.
                thread::spawn(move || {
                    let _ = stream.set_read_timeout(Some(Duration::from_mins(1)));
                    wrap(stream).and_then(|stream| talk(stream, &*answer, &seen))
                });
            }
        });
        Self {
            address: format!("{scheme}://localhost:{port}"),
            requests,
        }
    }

    /// The address of a page.
    pub(super) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// The heads of all requests so far.
    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("no panic").clone()
    }
}

trait Stream: Read + Write {}

impl<T: Read + Write> Stream for T {}

fn talk(
    mut stream: Box<dyn Stream>,
    answer: &(dyn Fn(&str) -> Reply + Send + Sync),
    seen: &Mutex<Vec<String>>,
) -> io::Result<()> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    seen.lock().expect("no panic").push(head.clone());
    let Reply { bytes, then } = answer(&head);
    stream.write_all(&bytes)?;
    stream.flush()?;
    if then == Then::Hang {
        let _ = stream.read(&mut byte);
    }
    Ok(())
}
